"""What the maker of leads needs to know of a model that somebody else wrote."""

from leadgrade.instants import DURATION, parse_duration
from leadgrade.json_text import Num

from . import vocabulary as v


class GivenModel:
    """A model document, read for the words its leads should use."""

    def __init__(self, document):
        self.fields = document["fields"]
        self.stages = document.get("stages") or []
        self.sections = list(document)
        strings = list(_leaves(document, str))
        self.durations = [text for text in strings if DURATION.fullmatch(text)]
        self.texts = v.TEXTS[:5] + [text for text in strings if not DURATION.fullmatch(text)]
        self.event_types = v.EVENT_TYPES[:2] + list(_event_types({**document, "fields": {}}))
        self.numbers = v.NUMBERS + [number.double for number in _leaves(document, Num) if abs(number.double) <= 1e6]

    def spans(self):
        return [parse_duration(text) for text in dict.fromkeys(self.durations)]


def _leaves(value, kind):
    """Every text or number of a document, but not the names of members."""
    if isinstance(value, kind):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from _leaves(item, kind)
    elif isinstance(value, list):
        for item in value:
            yield from _leaves(item, kind)


def _event_types(value, inside=False):
    """The types that matches and gates of the document name, a type as often as it is named."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _event_types(item, key in ("type", "accept", "reject", "by"))
    elif isinstance(value, list):
        for item in value:
            yield from _event_types(item, inside)
    elif inside and isinstance(value, str):
        yield value
