"""The events of a lead: which are usable, and what they say (DESIGN 4, 3.4)."""

from .folding import fold, trim
from .instants import MINUTE, parse_instant
from .json_text import Num, pointer
from .notices import notice

LEEWAY = 5 * MINUTE


class Event:
    def __init__(self, value, at, position):
        self.type = value["type"]
        self.folded_type = fold(self.type)
        self.at = at
        self.position = position
        self.channel = _text(value.get("channel"))
        self.asset = _text(value.get("asset"))
        self.name = _text(value.get("name"))
        self.value = _number(value.get("value"))
        props = value.get("props")
        self.props = props if isinstance(props, dict) else {}

    def age(self, now):
        return max(0, now - self.at)


def _text(value):
    return value if isinstance(value, str) and trim(value) else None


def _number(value):
    return value.double if isinstance(value, Num) and value.finite else None


def read_events(elements, now):
    """Usable events ordered by (at, position), and the notices of the others."""
    usable, bad, future = [], [], []
    for index, value in zip(elements.indices, elements):
        at = parse_instant(value.get("at")) if isinstance(value, dict) else None
        if at is None or _text(value.get("type")) is None:
            bad.append(index)
        elif at > now + LEEWAY:
            future.append(index)
        else:
            usable.append(Event(value, at, index))
    usable.sort(key=lambda event: (event.at, event.position))
    notices = [
        notice(code, pointer("events", found[0]), len(found))
        for code, found in (("bad-event", bad), ("future-event", future))
        if found
    ]
    return usable, notices
