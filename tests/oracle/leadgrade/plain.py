"""Facts as plain text and as JSON values."""

from . import facts as f
from .folding import fold, lower
from .instants import write_instant
from .json_text import Raw, write_double
from .points import write_points


def value_of(fact):
    """A fact's value as read: option id, number, instant, trimmed text; None when unknown."""
    if fact.unknown:
        return None
    if fact.type == f.CHOICE:
        return _element(fact, fact.value)
    if fact.type == f.SET:
        return [_element(fact, element) for element in fact.value]
    if fact.type == f.DATE:
        return write_instant(fact.value)
    if fact.type == f.POINTS:
        return Raw(write_points(fact.value))
    return fact.value


def _element(fact, element):
    if isinstance(element, tuple):
        return element[1]
    return fact.options.ids[element] if fact.options else element


def key_text(fact):
    """A fact as the text that decides who a lead sticks to."""
    value = value_of(fact)
    if fact.type == f.TEXT or isinstance(fact.value, tuple):
        return fold(value)
    if fact.type in (f.EMAIL, f.DOMAIN):
        return lower(value)
    if fact.type == f.NUMBER:
        return write_double(value)
    if fact.type == f.BOOLEAN:
        return "true" if value else "false"
    return value
