"""Fit: who they are (DESIGN 3.3)."""

from .conditions import evaluate
from .facts import POINTS, Fact, boolean
from .json_text import write_double
from .points import milli, write_points
from .sums import Reason, Sum, fill, reached, step_fact


class Fit:
    def __init__(self, section, lookup, world):
        section = section or {}
        self.facts = {}
        reasons = []
        for rule in section.get("rules") or []:
            truth = evaluate(rule.get("when") or {}, lookup, world)
            self.facts[f"rule.{rule['id']}"] = boolean(truth)
            reasons.append(_reason(rule, truth, lookup))
        self.sum = Sum("fit", section, reasons)
        self.points = self.sum.points
        self.tier = reached(section.get("tiers"), self.sum.seen_by(section.get("tiersOf")))
        for group, points in self.sum.groups.items():
            self.facts[f"fit.group.{group}"] = Fact(POINTS, points)
        self.facts["fit.points"] = Fact(POINTS, self.points)
        self.facts["fit.tier"] = step_fact(section.get("tiers"), self.tier)


def _reason(rule, truth, lookup):
    points, values = 0, {}
    graded = isinstance(rule["points"], dict)
    if truth is True:
        points = _graded(rule["points"], lookup) if graded else milli(rule["points"])
    if graded and points:
        values["value"] = write_double(lookup(rule["points"]["by"]).value)
    values["points"] = write_points(points)
    because = fill(rule.get("because") or rule["id"], values)
    return Reason("fit", rule["id"], rule.get("group"), points, because)


def _graded(points, lookup):
    """The points of the last step whose start the value has reached."""
    value = lookup(points["by"])
    given = 0
    for start, step in points["steps"]:
        if not value.unknown and value.value >= start.double:
            given = milli(step)
    return given
