"""Disqualification: out, why, and until when (DESIGN 3.7)."""

from .conditions import evaluate, holds
from .instants import limit, parse_duration


def recycle_date(rule, lead, facts, world):
    """The instant at which the lead comes back, or None when there is none or nobody knows it."""
    then = rule.get("then")
    recycle = then.get("recycle") if isinstance(then, dict) else None
    if recycle is None:
        return None
    if "on" in recycle:
        fact = facts[recycle["on"]]
        return None if fact.unknown else fact.value
    start = world.now if lead.disqualified_at is None else lead.disqualified_at
    return limit(start + parse_duration(recycle["after"]))


def matching_rules(section, lead, facts, world):
    return [rule for rule in section or [] if _matches(rule, lead, facts, world)]


def _matches(rule, lead, facts, world):
    if evaluate(rule["when"], facts.__getitem__, world) is not True:
        return False
    if rule.get("unless") is not None and holds(rule["unless"], facts.__getitem__, world):
        return False
    date = recycle_date(rule, lead, facts, world)
    return date is None or date > world.now


def answer(rules):
    if not rules:
        return None
    every = [{"rule": rule["id"], "code": rule["code"]} for rule in rules]
    return {**every[0], "all": every}
