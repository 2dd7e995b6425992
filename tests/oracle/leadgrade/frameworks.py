"""Frameworks: BANT, CHAMP, MEDDIC, letter by letter (DESIGN 3.5)."""

from .conditions import evaluate
from .facts import NUMBER, Fact, boolean


def judge(framework, lookup, world):
    """The truth of each criterion, in order, and whether the framework is passed."""
    truths = {name: evaluate(criterion["met"], lookup, world) for name, criterion in framework["criteria"].items()}
    passes = framework.get("passes")
    if passes is None:
        at_least, must = len(truths), []
    else:
        at_least = int(passes["atLeast"].double) if passes.get("atLeast") is not None else 0
        must = passes.get("must") or []
    met = count(truths, True)
    if met >= at_least and all(truths[name] is True for name in must):
        return truths, True
    if met + count(truths, None) < at_least or any(truths[name] is False for name in must):
        return truths, False
    return truths, None


def count(truths, wanted):
    return sum(truth is wanted for truth in truths.values())


class Frameworks:
    def __init__(self, section, lookup, world):
        self.facts = {}
        self.answers = {}
        for name, framework in (section or {}).items():
            truths, passed = judge(framework, lookup, world)
            self.facts[f"{name}.passed"] = boolean(passed)
            self.facts[f"{name}.met"] = Fact(NUMBER, float(count(truths, True)))
            self.facts.update({f"{name}.{criterion}": boolean(truth) for criterion, truth in truths.items()})
            self.answers[name] = {
                "passed": passed,
                "met": [criterion for criterion, truth in truths.items() if truth is True],
                "unmet": [criterion for criterion, truth in truths.items() if truth is False],
                "unknown": [criterion for criterion, truth in truths.items() if truth is None],
            }
