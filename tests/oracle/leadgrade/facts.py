"""Facts: what a condition may ask about, each of one type, each known or unknown (DESIGN 3.2)."""

from .folding import fold


class _Unknown:
    def __repr__(self):
        return "UNKNOWN"


UNKNOWN = _Unknown()

TEXT, DOMAIN, EMAIL = "text", "domain", "email"
NUMBER, POINTS, DATE, BOOLEAN = "number", "points", "date", "boolean"
CHOICE, SET = "choice", "set"

UNLISTED = "unlisted"
NULL = -1  # the place of a tier or band that was not reached: below all, equal to none


class Options:
    """The options of a choice or set from low to high, each with all the names it goes by."""

    def __init__(self, options):
        self.ids = []
        self.names = []
        for option in options:
            if isinstance(option, str):
                option = {"id": option}
            self.ids.append(option["id"])
            names = [option["id"], option.get("label"), *(option.get("aliases") or [])]
            self.names.append([fold(name) for name in names if name is not None])

    def find(self, text):
        """The place of the option a text names, or None."""
        folded = fold(text)
        for place, names in enumerate(self.names):
            if folded in names:
                return place
        return None


class Fact:
    """A value of a type.

    text, domain, email: the text. number: a double. points: milli-points. date: an instant.
    choice: the place of the option, NULL, or (UNLISTED, text).
    set: a list of elements, each the place of an option, (UNLISTED, text), or without options the text.
    boolean: True or False.
    """

    def __init__(self, type, value, options=None):
        self.type = type
        self.value = value
        self.options = options

    @property
    def unknown(self):
        return self.value is UNKNOWN

    def __repr__(self):
        return f"Fact({self.type}, {self.value!r})"


def boolean(truth):
    """A fact from a truth value, where None is unknown."""
    return Fact(BOOLEAN, UNKNOWN if truth is None else truth)
