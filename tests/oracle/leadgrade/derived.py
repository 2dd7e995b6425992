"""Derived facts: the first case that holds names the option (DESIGN 3.1)."""

from .conditions import evaluate
from .facts import CHOICE, UNKNOWN, Fact, Options


def options_of(declaration):
    names = [case["is"] for case in declaration["cases"]]
    if declaration.get("otherwise") is not None:
        names.append(declaration["otherwise"])
    return Options(list(dict.fromkeys(names)))


def derive(declaration, lookup, world):
    options = options_of(declaration)
    name = declaration.get("otherwise")
    for case in declaration["cases"]:
        truth = evaluate(case["when"], lookup, world)
        if truth is None:
            return Fact(CHOICE, UNKNOWN, options)
        if truth:
            name = case["is"]
            break
    return Fact(CHOICE, UNKNOWN if name is None else options.find(name), options)
