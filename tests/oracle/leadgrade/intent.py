"""Intent: what they did (DESIGN 3.4)."""

from .conditions import holds
from .decay import NONE, decayed
from .facts import BOOLEAN, NUMBER, POINTS, Fact
from .instants import parse_duration
from .matches import distinct_value, matches
from .points import milli, write_points
from .sums import Reason, Sum, fill, reached, step_fact


class Tally:
    """What a signal found: the events whose points count, each for itself, and its count.

    `paid` are the events that give points, oldest first; a once-kind that fires pays one. `fired` when any do.
    """

    def __init__(self, paid, count):
        self.paid = paid
        self.count = count


def tally(signal, events, world):
    found = [event for event in events if matches(signal.get("on"), event, world)]
    for kind, read in KINDS.items():
        if signal.get(kind) is not None:
            return read(signal, found, events, world)
    return _plain(signal, found)


def _whole(number):
    return int(number.double)


def _once(found, fires, count):
    """A once-kind pays the newest of the events it found."""
    return Tally(found[-1:] if fires else [], count)


def _plain(signal, found):
    repeat = signal.get("repeat") or "each"
    if repeat == "once":
        found = found[-1:]
    elif repeat != "each":
        newest = {}
        for event in found:
            value = distinct_value(event, repeat["per"])
            if value is not None:
                newest[value] = event
        found = sorted(newest.values(), key=lambda event: (event.at, event.position))
    if signal.get("atMost") is not None:
        most = _whole(signal["atMost"])
        found = found[-most:] if most else []
    return Tally(found, len(found))


def _count(signal, found, events, world):
    return _once(found, len(found) >= _whole(signal["count"]), len(found))


def _burst(signal, found, events, world):
    need, span = _whole(signal["burst"]["count"]), parse_duration(signal["burst"]["in"])
    for end in range(len(found), need - 1, -1):
        run = found[end - need : end]
        last = run[-1]
        if last.at - run[0].at <= span:
            near = [event for event in found[:end] if last.at - event.at <= span]
            return Tally([last], len(near))
    return Tally([], 0)


def _breadth(signal, found, events, world):
    by = signal["distinct"]["by"]
    values = [
        {distinct_value(event, name) for event in found} - {None} for name in (by if isinstance(by, list) else [by])
    ]
    greatest = max(len(known) for known in values)
    return _once(found, greatest >= _whole(signal["distinct"]["count"]), greatest)


def _sessions(signal, found, events, world):
    gap = parse_duration(signal["sessions"]["gap"])
    starts = [
        event for index, event in enumerate(found) if index == 0 or event.at - found[index - 1].at > gap
    ]
    return _once(found, len(starts) >= _whole(signal["sessions"]["count"]), len(starts))


def _sequence(signal, found, events, world):
    then, span = signal["then"], parse_duration(signal["then"]["in"])
    order = {id(event): index for index, event in enumerate(events)}
    seconds = [
        second
        for second in events
        if matches(then["on"], second, world)
        and any(order[id(first)] < order[id(second)] and second.at - first.at <= span for first in found)
    ]
    return _once(seconds, bool(seconds), len(seconds))


def _idle(signal, found, events, world):
    idle = bool(found) and found[-1].age(world.now) >= parse_duration(signal["idle"])
    return _once(found, idle, len(found))


KINDS = {
    "count": _count,
    "burst": _burst,
    "distinct": _breadth,
    "sessions": _sessions,
    "then": _sequence,
    "idle": _idle,
}


class Intent:
    def __init__(self, section, events, lookup, world):
        section = section or {}
        axis_decay = section.get("decay") or NONE
        self.facts = {}
        reasons = []
        for signal in section.get("signals") or []:
            found = tally(signal, _considered(signal, events, lookup, world), world)
            self.facts[f"signal.{signal['id']}"] = Fact(BOOLEAN, bool(found.paid))
            self.facts[f"signal.{signal['id']}.count"] = Fact(NUMBER, float(found.count))
            reasons.append(_reason(signal, found, axis_decay, world))
        self.sum = Sum("intent", section, reasons)
        self.points = self.sum.points
        self.band = reached(section.get("bands"), self.sum.seen_by(section.get("bandsOf")))
        for group, points in self.sum.groups.items():
            self.facts[f"intent.group.{group}"] = Fact(POINTS, points)
        self.facts["intent.points"] = Fact(POINTS, self.points)
        self.facts["intent.band"] = step_fact(section.get("bands"), self.band)


def _considered(signal, events, lookup, world):
    """The events a signal looks at."""
    if not holds(signal.get("when"), lookup, world):
        return []
    if signal.get("within") is None:
        return events
    return [event for event in events if event.age(world.now) < parse_duration(signal["within"])]


def _reason(signal, found, axis_decay, world):
    decay = NONE if signal.get("idle") is not None else signal.get("decay") or axis_decay
    each = milli(signal["points"])
    points = sum(decayed(decay, each, event.age(world.now)) for event in found.paid)
    if signal.get("cap") is not None:
        cap = milli(signal["cap"])
        points = max(-cap, min(cap, points))
    last = found.paid[-1].at if found.paid else None
    because = fill(signal.get("because") or signal["id"], {"points": write_points(points), "count": str(found.count)})
    return Reason("intent", signal["id"], signal.get("group"), points, because, found.count, last)
