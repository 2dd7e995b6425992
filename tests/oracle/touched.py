"""What random triples have touched, of all that a model may say and an evaluation may answer.

What there is comes from the project's own descriptions: the keys and words from `pkg/schema.json`, the notices from
`docs/evaluation.md`, the tests from the table below, which is that of DESIGN 3.2.
"""

import json
import os
import re

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")

EQUALITY = "eq ne in notIn"
ORDER = "lt lte gt gte between"
PARTS = "contains startsWith endsWith words"
TESTS = {
    "text": f"{EQUALITY} {PARTS} inList known",
    "domain": f"{EQUALITY} {PARTS} inList known",
    "email": f"{EQUALITY} {PARTS} inList known",
    "choice": f"{EQUALITY} {ORDER} inList known",
    "kind": f"{EQUALITY} inList known",
    "set": "anyOf allOf noneOf inList known",
    "number": f"{EQUALITY} {ORDER} known",
    "boolean": "eq ne known",
    "date": f"{EQUALITY} {ORDER} within olderThan known",
    "days": f"{EQUALITY} {ORDER} known",
}
FACTS = [
    "motion", "derived", "rule", "fit.group", "fit.points", "fit.tier", "signal", "signal.count", "intent.group", "intent.points",
    "intent.band", "score", "framework.passed", "framework.criterion", "framework.met", "label", "disqualified", "stage",
]  # fmt: skip
ANSWERS = {
    "action": ["route to owner", "route to team", "route to queue", "nurture", "partner", "recycle", "close", "none"],
    "considered": ["condition", "away", "capacity", "closed"],
    "promise": ["due", "met", "late", "breached", "never due"],
    "change": ["up", "down", "out", "back", "none"],
    "passed": ["true", "false", "null"],
    "criterion": ["met", "unmet", "unknown"],
    "tier": ["declared", "null"],
    "band": ["declared", "null"],
    "severity": ["info", "flag"],
    "reason": ["fit rule", "graded rule", "plain", "count", "burst", "distinct", "sessions", "then", "idle", "group clamp", "axis clamp"],
    "answer": ["awaiting", "would be", "several disqualifications", "escalate", "at", "touches", "owner", "handoff", "talking point",
               "engagement", "protocol", "lead id", "version"],
    "now": ["early", "late", "usual"],
    "context": ["turn", "load", "away", "salt"],
}  # fmt: skip


def notice_codes():
    with open(os.path.join(ROOT, "docs", "evaluation.md"), encoding="utf-8") as file:
        section = file.read().split("\n## Notices\n")[1].split("\n## ")[0]
    return re.findall(r"^\| `([a-z-]+)` \|", section, re.MULTILINE)


def everything():
    """All that there is to be touched."""
    wanted = set(SCHEMA.all())
    wanted |= {f"notice {code}" for code in notice_codes()}
    wanted |= {f"{kind}: {what}" for kind, answers in ANSWERS.items() for what in answers}
    wanted |= {f"test {test} of {type}" for type, tests in TESTS.items() for test in tests.split()}
    return wanted | {f"fact {fact}" for fact in FACTS}


class Schema:
    """A JSON Schema, as far as this one goes: where each key of a document stands."""

    def __init__(self, root):
        self.root = root

    def resolve(self, schema, place):
        if "$ref" in schema:
            name = schema["$ref"].rsplit("/", 1)[1]
            return self.root["$defs"][name], name
        return schema, place

    def all(self):
        """Every key and every word of a fixed list."""
        found, seen = set(), set()

        def walk(schema, place):
            schema, place = self.resolve(schema, place)
            if (id(schema), place) in seen:
                return
            seen.add((id(schema), place))
            found.update(f"word {place} {word}" for word in _words(schema))
            for key, part in schema.get("properties", {}).items():
                found.add(f"key {place}.{key}")
                walk(part, f"{place}.{key}")
            for part in [schema.get("additionalProperties"), schema.get("items")]:
                if isinstance(part, dict):
                    walk(part, f"{place}.*")
            for part in schema.get("anyOf", []) + schema.get("prefixItems", []):
                walk(part, place)

        walk(self.root, "model")
        return found

    def visit(self, value, found, schema=None, place="model"):
        """Calls `found` with each object and list of words that a document has, the schema and the place."""
        schema, place = self.resolve(self.root if schema is None else schema, place)
        found(value, schema, place)
        for part in schema.get("anyOf", []):
            if self.fits(value, part):
                self.visit(value, found, part, place)
        if isinstance(value, dict):
            for key, item in list(value.items()):
                part = schema.get("properties", {}).get(key)
                if part is not None:
                    self.visit(item, found, part, f"{place}.{key}")
                elif isinstance(schema.get("additionalProperties"), dict):
                    self.visit(item, found, schema["additionalProperties"], f"{place}.*")
        if isinstance(value, list):
            for index, item in enumerate(value):
                parts = schema.get("prefixItems", [])
                part = parts[index] if index < len(parts) else schema.get("items")
                if isinstance(part, dict):
                    self.visit(item, found, part, place if parts else f"{place}.*")

    def fits(self, value, schema):
        """Whether it is the alternative that is meant, as far as its own keys tell."""
        schema, _ = self.resolve(schema, "")
        if "anyOf" in schema and "properties" not in schema:
            return any(self.fits(value, part) for part in schema["anyOf"])
        if "const" in schema or "enum" in schema:
            return value in _words(schema)
        types = {"object": dict, "array": list, "string": str, "boolean": bool}
        wanted = schema.get("type")
        if wanted in types and not isinstance(value, types[wanted]):
            return False
        if wanted in ("number", "integer") and (isinstance(value, (bool, str, list, dict)) or value is None):
            return False
        if isinstance(value, dict):
            known = schema.get("properties", {})
            free = schema.get("additionalProperties", True) is not False
            return set(schema.get("required", [])) <= set(value) and (free or set(value) <= set(known))
        return True


def _words(schema):
    words = schema.get("enum", []) + ([schema["const"]] if "const" in schema else [])
    return [word for word in words if isinstance(word, str)]


with open(os.path.join(ROOT, "pkg", "schema.json"), encoding="utf-8") as _file:
    SCHEMA = Schema(json.load(_file))


def by(model, now, context, answer):
    """What one triple and its answer have touched; all are as `json.loads` reads them."""
    touched = set()

    def note(value, schema, place):
        if isinstance(value, dict):
            touched.update(f"key {place}.{key}" for key in value if key in schema.get("properties", {}))
        elif isinstance(value, str) and value in _words(schema):
            touched.add(f"word {place} {value}")

    SCHEMA.visit(model, note)
    _Conditions(model, touched).all()
    touched.add(f"now: {'early' if now < '1971' else 'late' if now > '9999' else 'usual'}")
    if isinstance(context, dict):
        touched.update(f"context: {name}" for name in context)
    _answer(model, answer, touched)
    return touched


class _Conditions:
    """Which facts conditions ask about, and by which tests."""

    def __init__(self, model, touched):
        self.model = model
        self.touched = touched

    def all(self):
        SCHEMA.visit(self.model, self.condition)

    def condition(self, value, _, place):
        if place != "condition" or not isinstance(value, dict):
            return
        for name, tests in value.items():
            if name in ("any", "all", "not"):
                continue
            kind = self.kind(name)
            if kind in FACTS:
                self.touched.add(f"fact {kind}")
            if kind not in TESTS:
                continue
            if not isinstance(tests, dict):
                tests = {("anyOf" if kind == "set" else "in" if isinstance(tests, list) else "eq"): tests}
            self.touched.update(f"test {test} of {kind}" for test in tests)

    def kind(self, name):
        fields, first, rest = self.model["fields"], *(name.split(".", 1) + [""])[:2]
        if name in fields:
            return fields[name]["type"]
        if first in fields:
            return rest
        if first == "days":
            return first
        if first in self.model.get("derived", {}):
            return "derived"
        if first in self.model.get("frameworks", {}):
            return f"framework.{rest if rest in ('passed', 'met') else 'criterion'}"
        if first == "signal":
            return "signal.count" if rest.endswith(".count") else first
        return f"{first}.group" if rest.startswith("group.") else first if first in ("rule", "label") else name


def _answer(model, answer, touched):
    def add(kind, what):
        touched.add(f"{kind}: {what}")

    action = answer["action"]
    kind = action["kind"]
    target = next((name for name in ("team", "queue") if action[name]), "owner")
    add("action", f"route to {target}" if kind == "route" else kind)
    for item in action["considered"]:
        add("considered", item["why"])
    for due in action["due"].values():
        add("promise", "never due" if due["by"] is None else due["state"])
    add("change", answer["change"]["direction"] if answer["change"] else "none")
    for framework in answer["frameworks"].values():
        add("passed", json.dumps(framework["passed"]))
        for truth in ("met", "unmet", "unknown"):
            if framework[truth]:
                add("criterion", truth)
    add("tier", "null" if answer["fit"]["tier"] is None else "declared")
    add("band", "null" if answer["intent"]["band"] is None else "declared")
    for label in answer["labels"]:
        add("severity", label["severity"])
    graded = {rule["id"] for rule in model.get("fit", {}).get("rules", []) if isinstance(rule["points"], dict)}
    signals = {signal["id"]: signal for signal in model.get("intent", {}).get("signals", [])}
    for reason in answer["reasons"]:
        if reason["rule"] is None:
            add("reason", "group clamp" if reason["group"] else "axis clamp")
        elif reason["axis"] == "fit":
            add("reason", "graded rule" if reason["rule"] in graded else "fit rule")
        else:
            kinds = [name for name in ("count", "burst", "distinct", "sessions", "then", "idle") if name in signals[reason["rule"]]]
            add("reason", (kinds + ["plain"])[0])
    for notice in answer["notices"]:
        touched.add(f"notice {notice['code']}")
    handoff = answer["handoff"] or {}
    there = {
        "awaiting": answer["awaiting"], "would be": answer["wouldBe"], "escalate": action["escalate"], "at": action["at"],
        "touches": action["touches"], "owner": action["owner"], "handoff": answer["handoff"], "protocol": action["protocol"],
        "talking point": handoff.get("talkingPoints"), "engagement": handoff.get("engagement"), "lead id": answer["lead"],
        "version": answer["model"]["version"], "several disqualifications": len((answer["disqualified"] or {}).get("all", [])) > 1,
    }  # fmt: skip
    for what, value in there.items():
        if value:
            add("answer", what)
