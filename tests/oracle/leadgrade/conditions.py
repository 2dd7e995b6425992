"""Conditions and their three values: False, None (unknown) and True (DESIGN 3.2)."""

from fractions import Fraction

from .facts import BOOLEAN, CHOICE, DATE, DOMAIN, EMAIL, NULL, NUMBER, POINTS, SET, TEXT, UNKNOWN
from .folding import fold, words
from .instants import parse_duration, parse_instant
from .json_text import Num

RANK = {False: 0, None: 1, True: 2}


def least(truths):
    return min(truths, key=RANK.get, default=True)


def greatest(truths):
    return max(truths, key=RANK.get, default=False)


def negated(truth):
    return None if truth is None else not truth


class Misfit(Exception):
    """A test was put to a value of another type, which only an event's props can bring about."""


def evaluate(condition, lookup, world):
    """The truth of a condition. `lookup` gives the fact of a name; `world` has `now` and `lists`."""
    truths = []
    for key, value in condition.items():
        if key == "all":
            truths.append(least([evaluate(item, lookup, world) for item in value]))
        elif key == "any":
            truths.append(greatest([evaluate(item, lookup, world) for item in value]))
        elif key == "not":
            truths.append(negated(evaluate(value, lookup, world)))
        else:
            fact = lookup(key)
            truths += [test(fact, name, constant, world) for name, constant in tests_of(fact, value)]
    return least(truths)


def holds(condition, lookup, world):
    """A condition holds only when it is true. One that is absent holds."""
    return condition is None or evaluate(condition, lookup, world) is True


def tests_of(fact, value):
    if isinstance(value, dict):
        return list(value.items())
    if fact.type == SET:
        return [("anyOf", value)]
    return [("in" if isinstance(value, list) else "eq", value)]


def test(fact, name, constant, world):
    if name == "known":
        is_null = fact.type == CHOICE and fact.value == NULL
        return (not fact.unknown and not is_null) == constant
    if fact.unknown:
        return None
    try:
        return TESTS[fact.type](fact, name, constant, world)
    except Misfit:
        return None


def listed(value):
    return value if isinstance(value, list) else [value]


def equality(name, constant, equals):
    """The four tests that only need to know whether two values are equal."""
    if name == "eq":
        return equals(constant)
    if name == "ne":
        return not equals(constant)
    if name == "in":
        return any([equals(item) for item in constant])
    if name == "notIn":
        return not any([equals(item) for item in constant])
    raise Misfit


def order(name, constant, value, read):
    """The tests of values that have an order."""
    if name == "lt":
        return value < read(constant)
    if name == "lte":
        return value <= read(constant)
    if name == "gt":
        return value > read(constant)
    if name == "gte":
        return value >= read(constant)
    if name == "between":
        low, high = map(read, constant)
        return low <= value <= high
    return equality(name, constant, lambda item: value == read(item))


def _string(constant):
    if not isinstance(constant, str):
        raise Misfit
    return fold(constant)


def _text(fact, name, constant, world):
    text = fold(fact.value)
    if name == "contains":
        return any([_string(item) in text for item in listed(constant)])
    if name == "startsWith":
        return any([text.startswith(_string(item)) for item in listed(constant)])
    if name == "endsWith":
        return any([text.endswith(_string(item)) for item in listed(constant)])
    if name == "words":
        return any([has_phrase(words(text), words(_string(item))) for item in listed(constant)])
    if name == "inList":
        return text in [fold(entry) for entry in world.lists[constant]]
    return equality(name, constant, lambda item: text == _string(item))


def has_phrase(said, phrase):
    """Whether the words of a phrase occur one after the other. A phrase without words occurs nowhere."""
    starts = range(len(said) - len(phrase) + 1)
    return bool(phrase) and any(said[start : start + len(phrase)] == phrase for start in starts)


def _domain(fact, name, constant, world):
    if name == "inList":
        return is_under(fact.value, world.lists[constant])
    return _text(fact, name, constant, world)


def is_under(domain, entries):
    """Whether a domain is one of the entries or below one, label by label from the right."""
    labels = fold(domain).split(".")
    parents = [".".join(labels[start:]) for start in range(len(labels))]
    return any([fold(entry) in parents for entry in entries])


def _number(fact, name, constant, world):
    def read(item):
        if not isinstance(item, Num):
            raise Misfit
        return item.double

    return order(name, constant, fact.value, read)


def _points(fact, name, constant, world):
    return order(name, constant, Fraction(fact.value, 1000), lambda item: Fraction(item.text))


def _date(fact, name, constant, world):
    if name == "within":
        return world.now - parse_duration(constant) < fact.value <= world.now
    if name == "olderThan":
        return fact.value <= world.now - parse_duration(constant)
    return order(name, constant, fact.value, parse_instant)


def _boolean(fact, name, constant, world):
    if name not in ("eq", "ne", "in", "notIn"):
        raise Misfit

    def equals(item):
        if not isinstance(item, bool):
            raise Misfit
        return fact.value == item

    return equality(name, constant, equals)


def _choice(fact, name, constant, world):
    if isinstance(fact.value, tuple):
        # A value that names no option is known, and fails every test but these.
        return name in ("ne", "notIn")
    if name == "inList":
        if fact.value == NULL:
            return False
        return fold(fact.options.ids[fact.value]) in [fold(entry) for entry in world.lists[constant]]
    return order(name, constant, fact.value, fact.options.find)


def _set(fact, name, constant, world):
    def key(text):
        return fact.options.find(_string(text)) if fact.options else _string(text)

    if fact.options:
        elements = [item for item in fact.value if not isinstance(item, tuple)]
        texts = [fold(fact.options.ids[item]) for item in elements]
    else:
        elements = texts = [fold(item) for item in fact.value]
    if name == "anyOf":
        return any([key(item) in elements for item in listed(constant)])
    if name == "allOf":
        return all([key(item) in elements for item in listed(constant)])
    if name == "noneOf":
        return not any([key(item) in elements for item in listed(constant)])
    if name == "inList":
        entries = [fold(entry) for entry in world.lists[constant]]
        return any([text in entries for text in texts])
    raise Misfit


TESTS = {
    TEXT: _text,
    EMAIL: _text,
    DOMAIN: _domain,
    NUMBER: _number,
    POINTS: _points,
    DATE: _date,
    BOOLEAN: _boolean,
    CHOICE: _choice,
    SET: _set,
}
