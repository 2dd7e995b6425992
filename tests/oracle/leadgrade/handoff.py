"""Handoff: what a salesperson needs to know (DESIGN 3.12)."""

from .conditions import holds
from .folding import fold
from .instants import write_instant
from .plain import value_of


def hand_off(model, lead, action, summary, facts, world):
    if action["kind"] != "route":
        return None
    section = model["handoff"] or {}
    return {
        "summary": summary,
        "talkingPoints": [
            point["say"]
            for point in section.get("talkingPoints") or []
            if holds(point.get("when"), facts.__getitem__, world)
        ],
        "fields": {name: value_of(facts[name]) for name in section.get("include") or []},
        "engagement": engagement(lead.events),
    }


def engagement(events):
    """One entry for each type and asset, told apart folded and written as they first came."""
    entries = {}
    for event in events:
        key = event.folded_type, None if event.asset is None else fold(event.asset)
        first = {"type": event.type, "asset": event.asset, "count": 0, "first": write_instant(event.at)}
        entry = entries.setdefault(key, first)
        entry["count"] += 1
        entry["last"] = write_instant(event.at)
    return list(entries.values())
