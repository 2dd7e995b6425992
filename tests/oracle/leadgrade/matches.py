"""Event matches: conditions over one event (DESIGN 3.4)."""

from .conditions import evaluate
from .facts import BOOLEAN, NUMBER, SET, TEXT, UNKNOWN, Fact
from .folding import fold, trim
from .instants import write_day
from .json_text import Num


def fact_of(event, name):
    """What an event says under a name: its own members first, then its props by their JSON value."""
    if name == "day":
        return Fact(TEXT, write_day(event.at))
    if name in ("type", "channel", "asset", "name"):
        value = getattr(event, name)
        return Fact(TEXT, UNKNOWN if value is None else trim(value))
    if name == "value":
        return Fact(NUMBER, UNKNOWN if event.value is None else event.value)
    return _prop(event.props.get(name))


def _prop(value):
    if isinstance(value, bool):
        return Fact(BOOLEAN, value)
    if isinstance(value, Num) and value.finite:
        return Fact(NUMBER, value.double)
    if isinstance(value, str) and trim(value):
        return Fact(TEXT, trim(value))
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return Fact(SET, list(value))
    return Fact(TEXT, UNKNOWN)


def matches(match, event, world):
    """Whether an event matches. A match that is absent takes every event."""
    return match is None or evaluate(match, lambda name: fact_of(event, name), world) is True


def distinct_value(event, name):
    """A value for telling events apart, or None when it is unknown or a set."""
    fact = fact_of(event, name)
    if fact.unknown or fact.type == SET:
        return None
    return fact.type, fold(fact.value) if fact.type == TEXT else fact.value
