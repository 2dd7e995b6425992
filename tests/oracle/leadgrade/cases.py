"""Runs the hand-written case files of tests/conformance and tells every difference."""

import os

from .evaluation import evaluate_text
from .instants import parse_instant, write_instant
from .json_text import parse, stringify
from .model import Model

EMPTY = parse(
    """{"model":null,"lead":null,"now":null,"fit":{"points":0,"tier":null},"intent":{"points":0,"band":null},
    "score":0,"stage":"lead","wouldBe":null,"change":null,"awaiting":null,"frameworks":{},"labels":[],
    "disqualified":null,"action":{"kind":"none","rule":null,"team":null,"owner":null,"queue":null,"track":null,
    "partner":null,"protocol":null,"considered":[],"at":null,"touches":[],"due":{},"escalate":null},"reasons":[],
    "summary":"","layers":{"static":[0,0],"intent":0,"crm":[0,0],"human":[0,0]},"handoff":null,"notices":[]}"""
)


def case_files(folder):
    if os.path.isfile(folder):
        return [folder]
    return sorted(
        os.path.join(parent, name) for parent, _, names in os.walk(folder) for name in names if name.endswith(".json")
    )


def load_model(part, file):
    """The model of a case or a file. A path of a model is relative to the first folder above that has it."""
    if part.get("model") is not None:
        return Model(part["model"])
    if part.get("modelText") is not None:
        return Model.from_text(part["modelText"])
    if part.get("modelFile") is None:
        return None
    folder = os.path.abspath(os.path.dirname(file))
    while not os.path.exists(os.path.join(folder, part["modelFile"])):
        folder, below = os.path.dirname(folder), folder
        if folder == below:
            raise FileNotFoundError(part["modelFile"])
    with open(os.path.join(folder, part["modelFile"]), encoding="utf-8") as text:
        return Model.from_text(text.read())


def lead_text(case):
    """The text of a case's lead, which may be written short as a repeated middle."""
    text = case.get("leadText")
    if text is None:
        return stringify(case["lead"])
    if isinstance(text, dict):
        return text.get("prefix", "") + text["repeat"] * int(text["times"].double) + text.get("suffix", "")
    return text


def expected_of(case, document, model, now):
    """EMPTY, then what the file's cases share, then the case; three keys are filled in unless stated."""
    lead = case.get("lead")
    id = lead.get("id") if isinstance(lead, dict) else None
    filled = {"model": model.identity, "lead": id if isinstance(id, str) else None, "now": write_instant(now)}
    return {**EMPTY, **filled, **document.get("base", {}), **case.get("expect", {})}


def run_case(case, document, model, built_in):
    """Pairs of expected and actual JSON, by key, where they differ."""
    context = stringify(case["context"]) if "context" in case else ""
    now = parse_instant(case.get("now", document.get("now")))
    text = evaluate_text(model, lead_text(case).encode("utf-8"), now, built_in, context.encode("utf-8"))
    expected, actual = expected_of(case, document, model, now), parse(text)
    differences = [
        (key, stringify(expected.get(key)), stringify(actual.get(key)))
        for key in dict.fromkeys([*expected, *actual])
        if not same(expected.get(key), actual.get(key))
    ]
    if "expectText" in case and text != case["expectText"]:
        differences.append(("(text)", case["expectText"], text))
    return differences


def same(left, right):
    """Equality of JSON values, in which true is not 1 and the order of members does not matter."""
    if isinstance(left, dict) and isinstance(right, dict):
        return left.keys() == right.keys() and all(same(left[key], right[key]) for key in left)
    if isinstance(left, list) and isinstance(right, list):
        return len(left) == len(right) and all(map(same, left, right))
    return type(left) is type(right) and left == right


def run(folder, built_in, report=print):
    """The number of cases and of those that differ."""
    total = failed = 0
    for file in case_files(folder):
        with open(file, encoding="utf-8") as text:
            document = parse(text.read())
        file_model = load_model(document, file)
        for case in document["cases"]:
            total += 1
            try:
                differences = run_case(case, document, load_model(case, file) or file_model, built_in)
            except Exception as fault:  # A case the oracle cannot run is a difference like any other.
                differences = [("(failed)", "an evaluation", f"{type(fault).__name__}: {fault}")]
            failed += bool(differences)
            for key, expected, actual in differences:
                report(f"{file} · {case['name']} · {key}\n  expected {expected}\n  actual   {actual}")
    return total, failed
