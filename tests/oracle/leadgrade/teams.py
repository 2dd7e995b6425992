"""Teams: who of them may take a lead, and who does (DESIGN 3.9)."""

import hashlib
from fractions import Fraction

from .calendars import is_open
from .conditions import holds
from .plain import key_text
from .siphash import siphash24


class Picker:
    """Picks members of teams for one lead, and remembers whom it could not consider."""

    def __init__(self, model, lead, context, facts, world):
        self.model = model
        self.lead = lead
        self.context = context
        self.facts = facts
        self.world = world
        self.considered = []

    def pick(self, name):
        """The id of the member who gets the lead, or None when nobody may."""
        team = self.model["teams"][name]
        eligible = []
        for member in team["members"]:
            why = self._why_not(team, member)
            if why is None:
                eligible.append(member)
            else:
                self.considered.append({"team": name, "member": member["id"], "why": why})
        if not eligible:
            return None
        return MODES[team["mode"]](self, name, team, eligible)["id"]

    def _why_not(self, team, member):
        if not holds(member.get("when"), self.facts.__getitem__, self.world):
            return "condition"
        if member["id"] in self.context.away:
            return "away"
        load, capacity = self.context.load.get(member["id"]), member.get("capacity")
        if load is not None and capacity is not None and not load < capacity.double:
            return "capacity"
        calendar = member.get("calendar")
        if team.get("onlyOpen") is True and calendar is not None:
            if not is_open(self.model["calendars"], calendar, self.world.now):
                return "closed"
        return None

    def _sticky_key(self, team):
        for name in team.get("key") or []:
            fact = self.facts[name]
            if fact.unknown or name.endswith(".domain") and not self._is_work(name):
                continue
            return key_text(fact)
        return self.lead.id or ""

    def _is_work(self, domain):
        kind = self.facts[domain.removesuffix(".domain") + ".kind"]
        return kind.options.ids[kind.value] == "work"

    def _by_stickiness(self, team, members):
        """Members from the highest score to the lowest, of equal scores the smaller id first."""
        salt = hashlib.sha256(self.context.salt.encode("utf-8")).digest()[:16]
        key = self._sticky_key(team).encode("utf-8")

        def score(member):
            id = member["id"].encode("utf-8")
            turns = range(weight(member))
            return max(siphash24(salt, key + b"\0" + id + b"\0" + j.to_bytes(4, "little")) for j in turns)

        return sorted(members, key=lambda member: (-score(member), member["id"].encode("utf-8")))


def weight(member):
    return int(member["weight"].double) if member.get("weight") is not None else 1


def _sticky(picker, name, team, eligible):
    return picker._by_stickiness(team, eligible)[0]


def _turns(picker, name, team, eligible):
    """Smooth weighted round robin, as many steps as turns were taken before this one."""
    total = sum(map(weight, eligible))
    current = [0] * len(eligible)
    for _ in range(picker.context.turn_of(name) % total + 1):
        current = [value + weight(member) for value, member in zip(current, eligible)]
        picked = current.index(max(current))
        current[picked] -= total
    return eligible[picked]


def _balanced(picker, name, team, eligible):
    def burden(member):
        return Fraction(picker.context.load.get(member["id"], 0) + 1, weight(member))

    # The order of stickiness breaks ties, and `min` takes the first of equals.
    return min(picker._by_stickiness(team, eligible), key=burden)


MODES = {"sticky": _sticky, "turns": _turns, "balanced": _balanced}
