"""Random conditions over the facts that may be asked for at some place of the model."""

from . import vocabulary as v
from .text import Token


class Asked:
    """A fact a condition may ask for: its name, its type, and what constants may say."""

    def __init__(self, name, type, options=None, ordered=True):
        self.name = name
        self.type = type
        self.options = options
        self.ordered = ordered


class Conditions:
    def __init__(self, random, lists, now, durations):
        self.random = random
        self.lists = lists
        self.now = now
        self.durations = durations

    def chance(self, share):
        return self.random.random() < share

    def pick(self, items):
        return self.random.choice(items)

    def some(self, items, low=1, high=3):
        items = list(dict.fromkeys(items))
        return self.random.sample(items, min(len(items), self.random.randint(low, high)))

    def number(self, value):
        """A number in one of the spellings a document may use."""
        if isinstance(value, int) and self.chance(0.1):
            return Token(self.pick([f"{value}.0", f"{value}e0", f"{value * 10}e-1", f"{value}.000"]))
        return value

    def duration(self, pool=v.WORDS_OF_TIME):
        text = self.pick(pool)
        self.durations.append(text)
        return text

    def condition(self, asked, depth=2):
        """A condition; `{}` now and then, which holds."""
        members = {}
        for fact in self.some(asked, 1, 2) if asked and not self.chance(0.03) else []:
            members[fact.name] = self.value(fact)
        if depth and self.chance(0.35):
            kind = self.pick(["any", "all", "not"])
            if kind == "not":
                members["not"] = self.condition(asked, depth - 1)
            else:
                members[kind] = [self.condition(asked, depth - 1) for _ in range(self.random.randint(1, 3))]
            if self.chance(0.5):
                # Alone as often as beside fact keys.
                members = {kind: members[kind]}
        items = list(members.items())
        self.random.shuffle(items)
        return dict(items)

    def value(self, fact):
        """What stands behind a fact's name: a bare value, a bare array, or tests."""
        shape = self.random.random()
        if shape < 0.3 and fact.type != "prop-any":
            return self.constant(fact)
        if shape < 0.4 and fact.type != "boolean":
            return self.constants(fact)
        tests = {}
        for name in self.some(self.tests(fact), 1, 2):
            tests[name] = self.argument(fact, name)
        return tests

    def tests(self, fact):
        names = ["known"]
        if fact.type in ("text", "domain", "email"):
            names += ["eq", "ne", "in", "notIn", "contains", "startsWith", "endsWith", "words"]
        if fact.type == "choice":
            names += ["eq", "ne", "in", "notIn"] + (["lt", "lte", "gt", "gte", "between"] if fact.ordered else [])
        if fact.type in ("number", "points", "date"):
            names += ["eq", "ne", "in", "notIn", "lt", "lte", "gt", "gte", "between"]
        if fact.type == "date":
            names += ["within", "olderThan"] * 2
        if fact.type == "boolean":
            names += ["eq", "ne"]
        if fact.type == "set":
            names += ["anyOf", "allOf", "noneOf"]
        if fact.type in ("text", "domain", "email", "choice", "set") and self.lists:
            names.append("inList")
        return names

    def argument(self, fact, name):
        if name == "known":
            return self.chance(0.6)
        if name == "inList":
            return self.pick(list(self.lists))
        if name in ("within", "olderThan"):
            return self.duration()
        if name in ("in", "notIn", "anyOf", "allOf", "noneOf"):
            return self.constants(fact)
        if name == "between":
            pair = [self.constant(fact), self.constant(fact)]
            return sorted(pair, key=lambda item: self.rank(fact, item))
        if name in ("contains", "startsWith", "endsWith", "words"):
            pool = v.PHRASES if fact.type == "text" else v.ADDRESS_PARTS
            pool = pool if name == "words" else pool + self.texts(fact)
            return self.some(pool) if self.chance(0.3) else self.pick(pool)
        return self.constant(fact)

    def rank(self, fact, item):
        if fact.type == "choice":
            return [name for names in fact.options for name in names].index(item)
        if fact.type == "date":
            from leadgrade.instants import parse_instant
            from leadgrade.json_text import Num

            return parse_instant(item if isinstance(item, str) and not isinstance(item, Token) else Num(str(item)))
        return float(item)

    def texts(self, fact):
        if fact.type == "domain":
            return v.DOMAINS
        if fact.type == "email":
            return [f"{local}@{domain}" for local in v.LOCALS for domain in v.DOMAINS[:8]]
        return [text for text in v.TEXTS if text == " ".join(text.split())]

    def constants(self, fact):
        if fact.type == "date":
            return [self.constant(fact) for _ in range(self.random.randint(1, 3))]
        pool = [self.constant(fact) for _ in range(self.random.randint(1, 4))]
        kept = {}
        for item in pool:
            kept.setdefault(float(item) if fact.type in ("number", "points") else item, item)
        return list(kept.values())

    def constant(self, fact):
        if fact.type in ("choice", "set") and fact.options:
            return self.pick([name for names in fact.options for name in names])
        if fact.type == "number":
            return self.number(self.pick(v.NUMBERS + ([1, 2, 3] if "." in fact.name else [])))
        if fact.type == "points":
            return self.number(self.pick(v.POINTS + v.LIMITS))
        if fact.type == "boolean":
            return self.chance(0.7)
        if fact.type == "date":
            return self.pick(["2026-11-20", "2026-11-22T10:00:00Z", 0, "2026-11-22t11:00:00.5+01:00", self.now])
        return self.pick(self.texts(fact))
