"""Random valid models."""

from leadgrade.folding import fold
from leadgrade.instants import parse_duration
from touched import SCHEMA

from . import vocabulary as v
from .action import ActionMaker
from .conditions import Asked, Conditions

FIELD_NAMES = ["industry", "jobTitle", "tools", "companySize", "budget", "optIn", "signedUp", "email", "country", "seniority"]
OPTION_POOL = ["saas", "bank", "public-sector", "Retail", "none", "mid market", "C.T.O.", "été", "1", "Big & Co"]
DEFAULT_SECTIONS = ["fit", "intent", "labels", "stages"]
ALL_SECTIONS = DEFAULT_SECTIONS + ["frameworks", "disqualify", "routing", "slas", "handoff", "form"]


class ModelMaker(ActionMaker):
    def __init__(self, random, sections, now):
        self.random = random
        self.sections = sections
        self.now = now
        self.durations = []
        self.lists = self.make_lists()
        self.c = Conditions(random, self.lists, now, self.durations)
        self.fields = {}
        self.asked = []
        self.events_asked = self.event_facts()
        self.stages = []
        self.event_types = v.EVENT_TYPES + ["page", "page", "demo"]
        self.texts = v.TEXTS + v.PHRASES
        self.numbers = v.NUMBERS

    def chance(self, share):
        return self.random.random() < share

    def pick(self, items):
        return self.random.choice(items)

    def make_lists(self):
        names = self.random.sample(["competitors", "vips", "freeEmail", "disposableEmail"], self.random.randint(0, 3))
        pool = v.DOMAINS[:6] + ["free.example", "trash.example", "ACME.example"] + ["saas", "Head of IT", "bank"]
        pool += ["ada@acme.example", "Bo.B@gmail.com", "option-0", "option-1", "C.T.O."]
        lists = {}
        for name in names:
            kept = {fold(entry): entry for entry in self.random.sample(pool, self.random.randint(1, 7))}
            lists[name] = list(kept.values())
        return lists

    def make(self):
        document = {"leadgrade": 1, "name": self.pick(["b2b", "m", "Größe", "a model"])}
        if self.chance(0.5):
            document["version"] = self.pick(["2026-11", "1", "v\u20282"])
        document["fields"] = self.make_fields()
        if self.lists:
            document["lists"] = self.lists
        derived = self.make_derived()
        if derived:
            document["derived"] = derived
        if "fit" in self.sections:
            document["fit"] = self.make_fit()
        if "intent" in self.sections:
            document["intent"] = self.make_intent()
        self.asked.append(Asked("score", "points"))
        if "frameworks" in self.sections and self.chance(0.7):
            document["frameworks"] = self.make_frameworks()
        if "labels" in self.sections and self.chance(0.8):
            document["labels"] = self.make_labels()
        for name in ("form", "disqualify", "stages", "routing", "handoff"):
            if name in self.sections:
                getattr(self, f"add_{name}")(document)
        if self.chance(0.1):
            document["$schema"] = "schema.json"
        self.annotate(document)
        if self.chance(0.2):
            items = list(document.items())
            self.random.shuffle(items)
            document = dict(items)
        return document

    def annotate(self, document):
        """Remarks, wherever the schema has room for them."""
        places = []

        def note(value, schema, _):
            room = [name for name, part in schema.get("properties", {}).items() if part.get("$ref") == "#/$defs/annotation"]
            if isinstance(value, dict):
                places.extend((value, name) for name in room if name not in value)

        SCHEMA.visit(document, note)
        for value, name in places:
            if self.chance(0.02):
                value[name] = "x"

    # Fields and what follows from them.

    def make_options(self):
        """Options as plain text of any kind, or as an id with other names."""
        options, used = [], set()
        for number, text in enumerate(self.random.sample(OPTION_POOL, self.random.randint(2, 5))):
            option = text
            if self.chance(0.5):
                option = {"id": self.pick([f"option-{number}", "saas", "bank", "none"])}
                if self.chance(0.7):
                    option["label"] = text
                if self.chance(0.4):
                    option["aliases"] = [f"{text} alias", f"alt {number}"]
            names = {fold(name) for name in option_names(option)}
            if not used & names:
                used |= names
                options.append(option)
        return options

    def make_fields(self):
        for name in self.random.sample(FIELD_NAMES, self.random.randint(2, 7)):
            type = self.pick(["text", "choice", "set", "number", "number", "boolean", "date", "email", "choice"])
            field = {"type": type}
            options = None
            if type == "choice" or (type == "set" and self.chance(0.5)):
                field["options"] = self.make_options()
                options = [option_names(option) for option in field["options"]]
            if type == "number":
                if self.chance(0.3):
                    field["integer"] = self.chance(0.8)
                if self.chance(0.3):
                    field["min"] = self.pick([0, 1, -1])
                if self.chance(0.3):
                    field["max"] = self.pick([50, 1000, 50.5])
            if self.chance(0.4):
                field["aliases"] = self.random.sample(
                    [f"{name}_2", f"{name.upper()} x", f"/deep/{name}", f"/deep/list/0/{name}", f"/a~1b~0/{name}", f"/{name}_3"],
                    self.random.randint(1, 3),
                )
            if self.chance(0.25):
                field["blank"] = self.random.sample(["Select", "n/a", "-", "50", "saas"], self.random.randint(1, 2))
            if self.chance(0.4):
                field["layer"] = self.pick(["static", "crm", "human"])
            if self.chance(0.2):
                field["label"] = f"Label of {name}"
            if self.chance(0.1):
                field["public"] = self.chance(0.8)
            self.fields[name] = field
            self.asked.append(Asked(name, type, options))
            if type == "email":
                self.asked.append(Asked(f"{name}.domain", "domain"))
                self.asked.append(Asked(f"{name}.kind", "choice", [[kind] for kind in ("disposable", "free", "education", "work")], False))
            if type == "date":
                self.asked.append(Asked(f"days.{name}", "number"))
        self.asked.append(Asked("motion", "choice", [["inbound"], ["outbound"], ["product"]], False))
        return self.fields

    def make_derived(self):
        derived = {}
        for name in self.random.sample(["persona", "segment", "sizeClass"], self.random.choice([0, 0, 1, 2, 3])):
            pool = ["economic-buyer", "user", "champion", "other"]
            cases = [{"when": self.c.condition(self.asked), "is": self.pick(pool)} for _ in range(self.random.randint(1, 3))]
            derived[name] = {"cases": cases}
            if self.chance(0.6):
                derived[name]["otherwise"] = self.pick(pool)
            ids = list(dict.fromkeys([case["is"] for case in cases] + ([derived[name]["otherwise"]] if "otherwise" in derived[name] else [])))
            self.asked.append(Asked(name, "choice", [[id] for id in ids]))
        return derived

    # Sums.

    def points(self):
        return self.c.number(self.pick(v.POINTS))

    def clamps(self, share=0.5):
        limits = {}
        low, high = sorted([self.pick(v.POINTS), self.pick(v.LIMITS)])
        if self.chance(share):
            limits["min"] = low
        if self.chance(share):
            limits["max"] = high
        return limits

    def steps(self, ids):
        count = self.random.randint(1, len(ids))
        at = sorted(self.random.sample(sorted(set(v.LIMITS + [-5, 2.5, 15])), count), reverse=True)
        steps = [{"id": id, "at": value} for id, value in zip(ids, at)]
        if self.chance(0.5):
            del steps[-1]["at"]
        return steps

    def groups(self, pool):
        names = self.random.sample(pool, self.random.randint(0, len(pool)))
        return {name: self.clamps() for name in names}

    def because(self, placeholders):
        text = self.pick(["ICP", "visited \"pricing\"", "größe", "{points} points", *placeholders])
        return text

    def finish_axis(self, axis, section, groups, steps_key, of_key, ids, fact):
        if groups:
            section["groups"] = groups
        section.update(self.clamps(0.25))
        if self.chance(0.85):
            section[steps_key] = self.steps(ids)
            low_to_high = [[step["id"]] for step in reversed(section[steps_key])]
            self.asked.append(Asked(fact, "choice", low_to_high))
            if groups and self.chance(0.3):
                section[of_key] = self.random.sample(list(groups), self.random.randint(1, len(groups)))
        for group in groups:
            self.asked.append(Asked(f"{axis}.group.{group}", "points"))
        self.asked.append(Asked(f"{axis}.points", "points"))

    def make_fit(self):
        section = {"rules": []}
        groups = self.groups(["firmographic", "demographic", "bant"])
        graded = [fact.name for fact in self.asked if fact.name in self.fields and fact.type == "number"]
        graded += [fact.name for fact in self.asked if fact.name.startswith("days.")]
        for index in range(self.random.randint(1, 6)):
            rule = {"id": f"r{index}", "points": self.points()}
            if graded and self.chance(0.35):
                starts = sorted(self.random.sample(v.NUMBERS, self.random.randint(1, 4)))
                rule["points"] = {"by": self.pick(graded), "steps": [[self.c.number(start), self.points()] for start in starts]}
                if self.chance(0.4):
                    rule["when"] = self.c.condition(self.asked)
                placeholders = ["{value}", "{value} gives {points}"]
            else:
                rule["when"] = self.c.condition(self.asked)
                placeholders = []
            if groups and self.chance(0.6):
                rule["group"] = self.pick(list(groups))
            if self.chance(0.5):
                rule["because"] = self.because(placeholders)
            section["rules"].append(rule)
        rules = [Asked(f"rule.{rule['id']}", "boolean") for rule in section["rules"]]
        self.finish_axis("fit", section, groups, "tiers", "tiersOf", ["A", "B", "C", "d"], "fit.tier")
        self.asked += rules
        return section

    # Events and intent.

    def event_facts(self):
        return [
            Asked("type", "text", v.EVENT_TYPES),
            Asked("channel", "text", v.CHANNELS),
            Asked("asset", "text", v.ASSETS),
            Asked("name", "text"),
            Asked("value", "number"),
            Asked("day", "text", ["2026-11-22", "2026-11-21", "2026-11-15", "2026-03-29"]),
        ] + [Asked(prop, "prop") for prop in v.PROPS]

    def match(self):
        """An event match: mostly by type, else any condition over what an event says."""
        asked = []
        if self.chance(0.75):
            types = [type for type in v.EVENT_TYPES if self.chance(0.4)] + ["page"]
            kept = list({fold(type): type for type in types}.values())
            value = kept if len(kept) > 1 or self.chance(0.2) else kept[0]
            if self.chance(0.6):
                return {"type": value}
            asked = {"type": value}
        matches = EventConditions(self.random, self.lists, self.now, self.durations)
        return {**matches.condition(self.events_asked), **(asked or {})}

    def decay(self):
        kind = self.random.random()
        if kind < 0.5:
            return self.c.duration(v.HALF_LIVES)
        if kind < 0.6:
            return "none"
        if kind < 0.8:
            return {"linear": self.c.duration(["1h", "7d", "30d", "90d"])}
        return {"step": self.c.duration(["1h", "1d", "30d"]), "keep": self.pick([0, 1, 50, 80, 99])}

    def prop(self):
        return self.pick(["channel", "asset", "day", "type", "name", "value", *v.PROPS])

    def make_signal(self, index, groups):
        signal = {"id": f"s{index}", "points": self.points()}
        kind = self.pick(["plain"] * 3 + ["count", "burst", "distinct", "sessions", "then", "idle"])
        if self.chance(0.85):
            signal["on"] = self.match()
        if self.chance(0.2):
            signal["when"] = self.c.condition(self.asked)
        if kind != "idle":
            if self.chance(0.35):
                signal["within"] = self.c.duration()
            if self.chance(0.4):
                signal["decay"] = self.decay()
        if self.chance(0.3):
            signal["cap"] = self.pick([5, 10, 12.5, 0.001, 30])
        few = self.random.randint(1, 3)
        if kind == "plain":
            if self.chance(0.6):
                signal["repeat"] = self.pick(["each", "once", {"per": self.prop()}, {"per": self.prop()}])
            if self.chance(0.3):
                signal["atMost"] = few
        elif kind == "count":
            signal["count"] = few
        elif kind == "burst":
            signal["burst"] = {"count": few + 1, "in": self.c.duration(["30m", "1h", "1d", "7d"])}
        elif kind == "distinct":
            by = self.random.sample(["channel", "asset", "day", "type", "path", "seats", "tags", "2"], self.random.randint(1, 3))
            signal["distinct"] = {"by": by[0] if len(by) == 1 and self.chance(0.8) else by, "count": few}
        elif kind == "sessions":
            signal["sessions"] = {"count": few, "gap": self.c.duration(["30m", "1h", "1d"])}
        elif kind == "then":
            signal["then"] = {"on": self.match(), "in": self.c.duration(["30m", "1d", "7d"])}
        else:
            signal["idle"] = self.c.duration(["1h", "7d", "30d"])
        if groups and self.chance(0.5):
            signal["group"] = self.pick(list(groups))
        if self.chance(0.5):
            signal["because"] = self.because(["{count} times", "{count} gave {points}"])
        items = list(signal.items())
        self.random.shuffle(items)
        return dict(items)

    def make_intent(self):
        section = {}
        if self.chance(0.6):
            section["decay"] = self.decay()
        groups = self.groups(["web", "mail"])
        section["signals"] = [self.make_signal(index, groups) for index in range(self.random.randint(1, 6))]
        signals = []
        for signal in section["signals"]:
            signals.append(Asked(f"signal.{signal['id']}", "boolean"))
            signals.append(Asked(f"signal.{signal['id']}.count", "number"))
        self.finish_axis("intent", section, groups, "bands", "bandsOf", ["high", "medium", "low"], "intent.band")
        self.asked += signals
        return section

    # The form, which changes no evaluation.

    def add_form(self, document):
        section = {}
        if self.chance(0.9):
            names = self.random.sample(list(self.fields), self.random.randint(1, len(self.fields)))
            section["questions"] = [self.make_question(name, self.fields[name]) for name in names]
        if self.chance(0.3):
            section["public"] = self.chance(0.8)
        document["form"] = section

    def make_question(self, name, field):
        question = {"field": name, "ask": f"What about {name}?"}
        if self.chance(0.3):
            question["friction"] = self.pick([0.1, 1, 2.5, 100])
        offered = self.offered(field)
        if offered and self.chance(0.6):
            values = self.random.sample(offered, self.random.randint(1, len(offered)))
            question["options"] = [{"label": f"answer {at}", "value": value} for at, value in enumerate(values)]
            for option in question["options"]:
                if self.chance(0.3):
                    del option["label"]
            if self.chance(0.4):
                question["priors"] = [self.pick([1, 2, 0.5, 7]) for _ in values]
        if self.chance(0.2):
            question["when"] = self.c.condition(self.asked)
        if self.chance(0.2):
            question["required"] = self.chance(0.8)
        return question

    def offered(self, field):
        """Values that a question about a field may offer."""
        if "options" in field:
            return [option if isinstance(option, str) else option["id"] for option in field["options"]]
        return {"text": ["saas", "bank"], "number": [1, 20, 50], "boolean": [True, False], "date": ["2026-11-20", "2027-01-01"]}.get(field["type"], [])

    # Labels and stages.

    def make_labels(self):
        labels = []
        for index in range(self.random.randint(1, 5)):
            label = {"id": f"l{index}", "when": self.c.condition(self.asked)}
            if self.chance(0.4):
                label["severity"] = self.pick(["info", "flag"])
            if self.chance(0.4):
                label["because"] = self.pick(["said so", "ünïque \u2028"])
            labels.append(label)
            self.asked.append(Asked(f"label.{label['id']}", "boolean"))
        return labels

    def add_stages(self, document):
        if "disqualify" in self.sections:
            self.asked.append(Asked("disqualified", "boolean"))
        ids = ["mql", "hql", "sal", "sql", "pql"]
        for index in range(self.random.randint(1, 5)):
            stage = {"id": ids[index]}
            if self.chance(0.5):
                stage["label"] = f"{ids[index].upper()} Größe"
            if self.chance(0.8):
                stage["when"] = self.c.condition(self.asked)
            if self.stages and self.chance(0.3):
                stage["requires"] = self.random.sample([s["id"] for s in self.stages], self.random.randint(1, len(self.stages)))
            if self.chance(0.45):
                stage["gate"] = {"accept": self.pick([["sales-accepted"], ["sales-accepted", "meeting"], ["Call"]])}
                if self.chance(0.7):
                    stage["gate"]["reject"] = self.pick([["sales-rejected"], ["Sales-REJECTED", "form"]])
            if self.chance(0.4):
                stage["sticky"] = self.chance(0.9)
            if self.chance(0.25):
                stage["exit"] = self.c.condition(self.asked)
            if self.chance(0.2):
                stage["owner"] = "marketing"
            self.stages.append(stage)
        document["stages"] = self.stages

    def spans(self):
        """The spans of time the model speaks of, in milliseconds."""
        return [parse_duration(text) for text in dict.fromkeys(self.durations)]


class EventConditions(Conditions):
    """Conditions over events: constants of the event's own members, and props of any type."""

    def value(self, fact):
        if fact.type == "prop":
            type = v.PROP_TYPES[fact.name] if self.chance(0.8) else self.pick(["text", "number", "boolean", "set"])
            return super().value(Asked(fact.name, type))
        return super().value(fact)

    def constant(self, fact):
        if fact.type == "text" and fact.options:
            return self.pick(fact.options)
        if fact.type == "text" and self.chance(0.7):
            return self.pick(["/pricing", "/docs", "pro", "basic"])
        if fact.type == "set":
            return self.pick(["a", "B", "été", "saas"])
        return super().constant(fact)

    def texts(self, fact):
        if fact.type == "text" and fact.options:
            return [text for text in fact.options if text == text.strip()]
        return ["/pricing", "/pri", "pro", "saas"]


def option_names(option):
    if isinstance(option, str):
        return [option]
    names = [option["id"], option.get("label"), *option.get("aliases", [])]
    return [name for name in names if name is not None]
