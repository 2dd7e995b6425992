"""Routing: the first rule that holds and has somebody to go to (DESIGN 3.9)."""

from .conditions import holds
from .nurture import breaks_out, touches
from .plain import key_text, value_of


def route(model, lead, picker, facts, world):
    """The parts of the action that the routing rule decides, and the rule."""
    rules = model["routing"] or []
    for rule in rules:
        if not holds(rule.get("when"), facts.__getitem__, world):
            continue
        parts = _target(rule["to"], model, lead, picker, facts, world, is_last=rule is rules[-1])
        if parts is not None:
            return {**parts, "rule": rule["id"], "protocol": rule.get("protocol")}, rule
    return {}, None


def _target(to, model, lead, picker, facts, world, is_last):
    if "owner" in to:
        fact = facts[to["owner"]]
        return None if fact.unknown else {"kind": "route", "owner": owner_text(fact)}
    if "team" in to:
        owner = picker.pick(to["team"])
        return None if owner is None else {"kind": "route", "team": to["team"], "owner": owner}
    if "queue" in to:
        return {"kind": "route", "queue": to["queue"]}
    if "partner" in to:
        return {"kind": "partner", "partner": to["partner"]}
    track = model["nurture"][to["nurture"]]
    if breaks_out(track, facts, world) and not is_last:
        return None
    return nurture(to["nurture"], model, lead, world)


def owner_text(fact):
    value = value_of(fact)
    return value if isinstance(value, str) else key_text(fact)


def nurture(name, model, lead, world):
    return {"kind": "nurture", "track": name, "touches": touches(model["nurture"][name], lead, world)}
