"""Promises: what is due by when, and whether it was kept (DESIGN 3.10)."""

from .calendars import ALWAYS, due_after
from .folding import fold
from .instants import parse_duration, write_instant


def start_of(lead, stage, now):
    carried = lead.stage is not None and lead.stage == stage
    return lead.stage_since if carried and lead.stage_since is not None else now


def promised(sla, calendars, lead, stage, world):
    """The `due` of an action, and whether any promise was broken."""
    start = start_of(lead, stage, world.now)
    due = {}
    for name, promise in sla["promises"].items():
        by = due_after(calendars, sla.get("calendar") or ALWAYS, start, parse_duration(promise["in"]))
        state = _state(promise, by, start, lead, world)
        due[name] = {"by": None if by is None else write_instant(by), "state": state}
    return due, any(promise["state"] == "breached" for promise in due.values())


def _state(promise, by, start, lead, world):
    if by is None:
        return "due"
    types = [fold(type) for type in promise["by"]]
    kept = [event.at for event in lead.events if event.folded_type in types]
    if any(start <= at <= by for at in kept):
        return "met"
    if any(at > by for at in kept):
        return "late"
    return "breached" if world.now > by else "due"
