"""Groups, clamps and steps, which fit and intent share (DESIGN 3.3, 3.4)."""

from .facts import CHOICE, NULL, Fact, Options
from .points import milli


class Reason:
    """One contribution to the score, in milli-points."""

    def __init__(self, axis, rule, group, points, because, count=None, last=None):
        self.axis = axis
        self.rule = rule
        self.group = group
        self.points = points
        self.because = because
        self.count = count
        self.last = last


def clamp(points, limits):
    if limits.get("min") is not None:
        points = max(points, milli(limits["min"]))
    if limits.get("max") is not None:
        points = min(points, milli(limits["max"]))
    return points


class Sum:
    """The points of an axis: contributions, clamped by group, then as a whole."""

    def __init__(self, axis, section, reasons):
        self.reasons = [reason for reason in reasons if reason.points]
        self.capped = []
        self.groups = {}
        for group, limits in (section.get("groups") or {}).items():
            self.groups[group] = self._clamp(axis, group, limits, [r for r in reasons if r.group == group])
        ungrouped = sum(reason.points for reason in reasons if reason.group is None)
        whole = ungrouped + sum(self.groups.values())
        self.points = clamp(whole, section)
        self._note(axis, None, self.points - whole)

    def _clamp(self, axis, group, limits, reasons):
        whole = sum(reason.points for reason in reasons)
        clamped = clamp(whole, limits)
        self._note(axis, group, clamped - whole)
        return clamped

    def _note(self, axis, group, difference):
        if difference:
            self.capped.append(Reason(axis, None, group, difference, "capped"))

    def seen_by(self, groups):
        """The points that steps look at: some groups, or the whole axis."""
        return self.points if groups is None else sum(self.groups[group] for group in groups)


def reached(steps, points):
    """The id of the first step (from the highest) that the points reach, or None."""
    for step in steps or []:
        if step.get("at") is None or points >= milli(step["at"]):
            return step["id"]
    return None


def step_fact(steps, id):
    """A tier or band as a fact. They are declared from the highest, options run from the lowest."""
    options = Options([step["id"] for step in reversed(steps or [])])
    return Fact(CHOICE, NULL if id is None else options.ids.index(id), options)


def fill(template, values):
    """A `because` with its placeholders filled in."""
    for name, text in values.items():
        template = template.replace("{" + name + "}", text)
    return template
