"""Fields: how the values of a profile are read (DESIGN 3.1)."""

from . import facts
from .addresses import KINDS, domain_of, kind_of, read_email
from .facts import UNKNOWN, UNLISTED, Fact, Options
from .folding import fold, trim
from .instants import DAY, parse_instant
from .json_text import NUMBER, Num, pointer, pointer_tokens
from .notices import notice

TRUE_WORDS = {"true", "yes", "on", "1"}
FALSE_WORDS = {"false", "no", "off", "0"}
ABSENT = object()


class WrongType(Exception):
    """The value is not of the field's type."""


class Reading:
    """What a lead says on one field: the fact, where it was said, and the codes of its faults."""

    def __init__(self, fact, path, faults=()):
        self.fact = fact
        self.path = path
        self.faults = list(faults)


def read_field(name, field, profile):
    options = Options(field["options"]) if field.get("options") else None
    type = field["type"]
    empty = Fact(type, UNKNOWN, options)
    for alias in [name, *(field.get("aliases") or [])]:
        tokens = pointer_tokens(alias) if alias.startswith("/") else [alias]
        value = resolve(profile, tokens)
        if value is ABSENT or value is None or is_blank(value, field):
            continue
        path = pointer("profile", *tokens)
        try:
            read, faults = READERS[type](value, field, options)
        except WrongType:
            return Reading(empty, path, ["wrong-type"])
        return Reading(Fact(type, read, options), path, faults)
    return Reading(empty, None)


def resolve(value, tokens):
    for token in tokens:
        if isinstance(value, dict):
            value = value.get(token, ABSENT)
        elif isinstance(value, list):
            index = int(token) if token.isascii() and token.isdigit() and str(int(token)) == token else len(value)
            value = value[index] if index < len(value) else ABSENT
        else:
            return ABSENT
    return value


def is_blank(value, field):
    if not isinstance(value, str):
        return False
    return not trim(value) or fold(value) in [fold(blank) for blank in field.get("blank") or []]


def _text(value, field, options):
    if not isinstance(value, str):
        raise WrongType
    return trim(value), []


def _choice(value, field, options):
    text, _ = _text(value, field, options)
    place = options.find(text)
    return (place, []) if place is not None else ((UNLISTED, text), ["unlisted-option"])


def _set(value, field, options):
    if isinstance(value, str):
        value = value.split(";")
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise WrongType
    elements, seen, faults = [], [], []
    for text in [trim(item) for item in value if not is_blank(item, field)]:
        place = options.find(text) if options else None
        identity = fold(text) if place is None else place
        if identity in seen:
            continue
        seen.append(identity)
        if options and place is None:
            faults = ["unlisted-option"]
            elements.append((UNLISTED, text))
        else:
            elements.append(text if place is None else place)
    return elements, faults


def _number(value, field, options):
    if isinstance(value, str) and NUMBER.fullmatch(trim(value)):
        value = Num(trim(value))
    if not isinstance(value, Num) or not value.finite:
        raise WrongType
    low, high = field.get("min"), field.get("max")
    outside = (
        (low is not None and value.double < low.double)
        or (high is not None and value.double > high.double)
        or (field.get("integer") is True and not value.integral)
    )
    return value.double, ["out-of-range"] if outside else []


def _boolean(value, field, options):
    if isinstance(value, bool):
        return value, []
    if isinstance(value, Num) and value.double in (0.0, 1.0):
        return value.double == 1.0, []
    if isinstance(value, str) and fold(value) in TRUE_WORDS | FALSE_WORDS:
        return fold(value) in TRUE_WORDS, []
    raise WrongType


def _date(value, field, options):
    instant = parse_instant(value)
    if instant is None:
        raise WrongType
    return instant, []


def _email(value, field, options):
    address = read_email(value) if isinstance(value, str) else None
    if address is None:
        raise WrongType
    return address, []


READERS = {
    "text": _text,
    "choice": _choice,
    "set": _set,
    "number": _number,
    "boolean": _boolean,
    "date": _date,
    "email": _email,
}


class Fields:
    """All declared fields of one lead, with the facts that follow from each."""

    def __init__(self, model, lead, world):
        declared = model["fields"]
        self.facts = {}
        self.notices = []
        self.layers = {layer: [0, 0] for layer in ("static", "crm", "human")}
        named = set()
        for name, field in declared.items():
            reading = read_field(name, field, lead.profile)
            self.facts[name] = reading.fact
            self.facts.update(_following(name, reading.fact, world))
            self.notices += [notice(code, reading.path) for code in reading.faults]
            count = self.layers[field.get("layer") or "static"]
            count[0] += not reading.fact.unknown
            count[1] += 1
            named.add(name)
            for alias in field.get("aliases") or []:
                named.add(pointer_tokens(alias)[0] if alias.startswith("/") else alias)
        unused = [key for key in lead.profile if key not in named]
        if unused:
            self.notices.append(notice("unused-keys", "/profile", len(unused)))


def _following(name, fact, world):
    if fact.type == facts.EMAIL:
        domain = kind = UNKNOWN
        if not fact.unknown:
            domain = domain_of(fact.value)
            kind = KINDS.index(kind_of(domain, world.lists, world.built_in))
        return {
            f"{name}.domain": Fact(facts.DOMAIN, domain),
            f"{name}.kind": Fact(facts.CHOICE, kind, Options(KINDS)),
        }
    if fact.type == facts.DATE:
        days = UNKNOWN if fact.unknown else float((world.now - fact.value) // DAY)
        return {f"days.{name}": Fact(facts.NUMBER, days)}
    return {}
