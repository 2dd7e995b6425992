"""Random leads for a model: mostly readable, in part hostile."""

from leadgrade.instants import DAY, HOUR, LAST, MINUTE, write_instant

from . import vocabulary as v
from .model import option_names
from .text import Members, Token, dump, escape_some


class LeadMaker:
    def __init__(self, random, maker, now):
        self.random = random
        self.maker = maker
        self.now = now
        self.spans = maker.spans() or [DAY]
        self.event_types = maker.event_types
        self.texts = maker.texts
        self.numbers = maker.numbers

    def chance(self, share):
        return self.random.random() < share

    def pick(self, items):
        return self.random.choice(items)

    def make(self):
        """The text of a lead."""
        roll = self.random.random()
        if roll < 0.02:
            return self.pick(["", "{", "[]", "null", "5", '"x"', "{}", '{"profile":{"a":1}', "{'a':1}", "\ufeff{}", '{"a":01}',
                              '{"a":1,}', '{"events":[{"type":"page","at":0}]} x', "NaN", '{"a":"\t"}', '{"a":+1}'])  # fmt: skip
        lead = Members()
        if self.chance(0.8):
            lead.append(("id", self.pick(["l-1", "x\ud800\udc00\udfff", "a \u2028\"quote\" \\ \u0001 é 😀", "", 7, None, ["x"], "L-1"])))
        if self.chance(0.4):
            lead.append(("motion", self.pick(["inbound", "Outbound", " PRODUCT ", "prodüct", "other", "", 5, None])))
        if self.chance(0.97):
            lead.append(("profile", self.profile() if self.chance(0.97) else self.pick([5, [], "x", None, True])))
        if self.chance(0.95):
            lead.append(("events", self.events() if self.chance(0.97) else self.pick([{}, 5, "x", None])))
        self.remembered(lead)
        if self.chance(0.05):
            lead.append((self.pick(["other", "__proto__", "7"]), self.pick([1, {"a": [1]}, "x" * 8193])))
        if self.chance(0.05) and lead:
            # A member given twice: the last counts.
            key = self.pick(lead)[0]
            lead.insert(self.pick([0, len(lead)]), (key, self.pick([5, {}, [], "x", None, self.deep(20)])))
        if self.chance(0.3):
            self.random.shuffle(lead)
        text = dump(lead, self.gap if self.chance(0.1) else None)
        if self.chance(0.15):
            text = escape_some(text, self.random)
        if self.chance(0.03):
            text = self.damaged(text)
        if self.chance(0.005):
            text += " " * (256 * 1024 + self.pick([0, 1]) - len(text.encode("utf-8")))
        return text

    def damaged(self, text):
        """The text with a few characters lost, doubled or replaced, which mostly ends its being JSON."""
        for _ in range(self.pick([1, 1, 2])):
            at = self.random.randrange(len(text))
            between = self.pick(["", "", '"', "\\", ",", "{", "}", "]", "\n", "0", "-", ".", "e", "\u0000", "é", text[at] * 2])
            text = text[:at] + between + text[at + 1 :]
        return text

    def gap(self):
        return self.pick(["", "", " ", "\n", "\t\r"])

    def deep(self, levels):
        value = 1
        for _ in range(levels):
            value = [value] if self.chance(0.5) else {"a": value}
        return value

    def remembered(self, lead):
        promises = "slas" in self.maker.sections
        if self.chance(0.8 if promises else 0.5):
            ids = [stage["id"] for stage in self.maker.stages] + [stage["label"] for stage in self.maker.stages if "label" in stage]
            pool = ids * 3 + ["lead"] * (6 if promises else 1) + ["Disqualified", "unknown", "", 5]
            stage = self.pick(pool)
            lead.append(("stage", stage.upper() if isinstance(stage, str) and self.chance(0.3) else stage))
        for name in ("stageSince", "disqualifiedAt", "nurtureSince"):
            if self.chance(0.7 if promises and name == "stageSince" else 0.3):
                lead.append((name, self.instant() if self.chance(0.9) else self.pick(["soon", 1.5, True, None, -1])))

    # Instants at, just before and just after the edges the model speaks of.

    def moment(self):
        base = self.now - self.pick(self.spans) * self.pick([0, 1, 1, 1, 2, 3])
        base += self.pick([0, 0, 0, 1, -1, MINUTE, -HOUR, 1000])
        if self.chance(0.05):
            base = self.now + self.pick([5 * MINUTE, 5 * MINUTE + 1, 5 * MINUTE - 1, DAY, 1])
        return min(LAST, max(0, base))

    def instant(self, moment=None):
        moment = self.moment() if moment is None else moment
        text = write_instant(moment)
        shape = self.random.random()
        if shape < 0.6:
            return text
        if shape < 0.7:
            return moment
        if shape < 0.75:
            return Token(f"{moment}.0")
        if shape < 0.8:
            return text.replace("T", self.pick(["t", " "])).replace("Z", self.pick(["z", "-00:00"]))
        if shape < 0.85 and "." not in text:
            return " " + text.replace("Z", self.pick([".0Z", ".000999Z", ".0009999999999Z"])) + "\t"
        if shape < 0.95 and HOUR * 14 < moment < LAST - HOUR * 14:
            hours, minutes = self.pick([(1, 0), (-8, 0), (5, 45), (13, 59), (-3, 30)])
            shift = (abs(hours) * HOUR + minutes * MINUTE) * (1 if hours > 0 else -1)
            return write_instant(moment + shift).replace("Z", f"{'+' if hours > 0 else '-'}{abs(hours):02d}:{minutes:02d}")
        return text

    # Profile.

    def profile(self):
        members = Members()
        deep = {}
        for name, field in self.maker.fields.items():
            if self.chance(0.12):
                continue
            value = self.value(field)
            places = [name] + field.get("aliases", [])
            place = name if self.chance(0.6) else self.pick(places)
            self.put(members, deep, place, value)
            if len(places) > 1 and self.chance(0.3):
                self.put(members, deep, self.pick(places[1:]), self.value(field))
        for key, value in deep.items():
            members.append((key, value))
        for _ in range(self.pick([0, 0, 0, 1, 2])):
            members.append((self.pick(["zip", "Zip", "", "constructor", "__proto__", "3"]), self.unused_value()))
        if members and self.chance(0.05):
            members.append((self.pick(members)[0], self.pick([None, "saas", 50, self.deep(16), "x" * 8193])))
        if self.chance(0.3):
            self.random.shuffle(members)
        return members

    def unused_value(self):
        if self.chance(0.1):
            return self.pick(["x" * 8192, "é" * 4097, ["x" * 8193, 1]])
        return self.pick([1, None, "x", {"y": 1}, [], self.deep(14), self.deep(15)])

    def put(self, members, deep, place, value):
        if not place.startswith("/"):
            members.append((place, value))
            return
        first, *rest = [token.replace("~1", "/").replace("~0", "~") for token in place.split("/")[1:]]
        if not rest:
            members.append((first, value))
            return
        target = deep.setdefault(first, {})
        if rest[0] == "list":
            target.setdefault("list", [{}])[0][rest[2]] = value
        else:
            target[rest[0]] = value

    def value(self, field):
        roll = self.random.random()
        if roll < 0.06:
            return self.pick([None, "", "  ", "\u2003", "\u200b", *field.get("blank", ["Select"])])
        if roll < 0.12:
            if self.chance(0.1):
                return "x" * 8193
            return self.pick([{}, [], [1], {"a": 1}, True, 5, "?", ["a", None], Token("1e400"), self.deep(15)])
        return getattr(self, f"{field['type']}_value")(field)

    def padded(self, text):
        return self.pick(["", " ", "\u00a0"]) + text + self.pick(["", "\t", " "]) if self.chance(0.2) else text

    def text_value(self, field):
        return self.padded(self.pick(self.texts + ["saas\ud800", "\ufffd"]))

    def option_text(self, field):
        names = [name for option in field["options"] for name in option_names(option)]
        text = self.pick(names * 4 + ["unlisted", "bänk"])
        return self.padded(text.upper() if self.chance(0.2) else text)

    def choice_value(self, field):
        return self.option_text(field)

    def set_value(self, field):
        pool = [self.option_text(field) if field.get("options") else self.pick(self.texts) for _ in range(self.random.randint(0, 4))]
        pool += [self.pick(["", " ", "Select"])] if self.chance(0.2) else []
        return ";".join(pool) if self.chance(0.3) else pool

    def number_value(self, field):
        value = self.pick(self.numbers)
        roll = self.random.random()
        if roll < 0.2:
            return self.padded(str(value))
        if roll < 0.3:
            return Token(self.pick(["-0", "5e1", "50.0", "1E3", "0.1e1", "1e-7", *v.LONG_NUMBERS]))
        if roll < 0.32:
            return self.pick(v.LONG_NUMBERS)
        if roll < 0.38:
            return self.pick(["1,000", "+5", "05", ".5", "5.", "0x10", "1e400", "-", "5 0", "٥"])
        return value

    def boolean_value(self, field):
        return self.pick([True, True, False, 1, 0, Token("1.0"), "true", "FALSE", " Yes", "nö", "on", "off", "1", "0", "y", 2])

    def date_value(self, field):
        if self.chance(0.15):
            return self.pick(["2026-02-29", "2026-13-01", "2026-11-22T24:00:00Z", "2026-11-22T10:00:60Z", "2026-11-22T10:00Z", "2026-11-22T10:00:00",
                              "1969-12-31", "10000-01-01", "2026-11-22T10:00:00.Z", "2026-11-22  10:00:00Z", 1.5, "0", "2000-02-29", "1900-02-29"])  # fmt: skip
        return self.instant()

    def email_value(self, field):
        if self.chance(0.15):
            return self.pick(v.BAD_EMAILS)
        domain = self.pick(v.DOMAINS)
        domain = domain.upper() if self.chance(0.2) else domain
        return self.padded(f"{self.pick(v.LOCALS)}@{domain}{'.' if self.chance(0.1) else ''}")

    # Events.

    def events(self):
        if self.chance(0.004):
            many = self.pick([2000, 2001, 2100])
            return [Members([("type", "page"), ("at", self.now - index)]) for index in range(many)]
        events, moments = [], []
        for _ in range(self.pick([0, 1, 2, 3, 4, 5, 6, 8, 12, 20])):
            moment = self.moment()
            if moments and self.chance(0.4):
                # Near another event: at the same instant, or as far from it as the model asks for.
                moment = min(LAST, max(0, self.pick(moments) + self.pick([0, 0, 1, -1, *self.spans[:6], *[-span for span in self.spans[:6]]])))
            moments.append(moment)
            events.append(self.event(moment))
        return events

    def event(self, moment):
        if self.chance(0.004):
            return self.pick(["x" * 8193, {"type": "x" * 8193, "at": 0}])
        if self.chance(0.04):
            return self.pick([5, None, [], "page", {}, {"type": "page"}, {"type": " ", "at": 0}, {"type": 5, "at": 0},
                              {"type": "page", "at": "soon"}, {"at": 0}])  # fmt: skip
        event = Members([("type", self.padded(self.pick(self.event_types))), ("at", self.instant(moment))])
        if self.chance(0.6):
            event.append(("channel", self.pick(v.CHANNELS + ["", 5, None])))
        if self.chance(0.6):
            event.append(("asset", self.pick(v.ASSETS + [" ", ["x"], {}])))
        if self.chance(0.2):
            event.append(("name", self.pick(["Tour", "tour", "saas", False])))
        if self.chance(0.3):
            event.append(("value", self.pick([0, 1, 50, 50.5, "50", None, Token("1e400"), Token("-0"), Token("5e1")])))
        if self.chance(0.6):
            event.append(("props", self.props() if self.chance(0.95) else self.pick([5, [], "x", None])))
        if self.chance(0.05):
            event.append(("other", self.deep(self.pick([13, 14, 3]))))
        if self.chance(0.03):
            event.append((self.pick(event)[0], self.pick(["page", 0, None, {"path": "/pricing"}, self.deep(15), "x" * 8193])))
        if self.chance(0.2):
            self.random.shuffle(event)
        return event

    def props(self):
        members = Members()
        for name in v.PROPS:
            if self.chance(0.4):
                odd = ["", "  ", "1", 1, None, [1], {"x": 1}, Token("1e400"), Token("50.0"), "saas", True, ["a"]]
                usual = v.PROP_VALUES[v.PROP_TYPES[name]]
                members.append((name, self.pick(usual if self.chance(0.75) else odd)))
        return members


class ContextMaker:
    """The JSON text of random contexts, in which any member may be wrong."""

    def __init__(self, random):
        self.random = random

    def make(self):
        random = self.random
        if random.random() < 0.03:
            return random.choice(["null", "5", "[]", "{}"])
        members = Members()
        numbers = [0, 1, 2, 5, 39, 40, 7, -1, Token("3.0")]
        if random.random() < 0.7:
            by_team = {team: random.choice(numbers) for team in ("emea", "us") if random.random() < 0.8}
            members.append(("turn", random.choice([random.choice(numbers), random.randrange(-50, 200), by_team, by_team, 1.5, "7", {"emea": "x"}, None])))
        if random.random() < 0.7:
            load = {member: random.choice(numbers) for member in ("ana", "bo", "cy", "dee", "zed") if random.random() < 0.7}
            members.append(("load", load if random.random() < 0.93 else random.choice([[], 5, {"ana": 1.5}, {"ana": None}, None])))
        if random.random() < 0.5:
            away = [member for member in ("ana", "bo", "cy", "zed") if random.random() < 0.3]
            members.append(("away", away if random.random() < 0.93 else random.choice([{}, "ana", ["ana", 5], None])))
        if random.random() < 0.4:
            members.append(("salt", random.choice(["pepper", "größe", "", "pepper", 5, None])))
        random.shuffle(members)
        return dump(members)
