"""Nurture tracks: when a lead is touched, paused, or breaks out (DESIGN 3.9)."""

from .conditions import holds
from .instants import limit, parse_duration
from .matches import matches


def touches(track, lead, world):
    """The instants of the touches still to come."""
    start = world.now if lead.nurture_since is None else lead.nurture_since
    planned = [start + parse_duration(touch) for touch in track["touches"]]
    if track.get("pauseOn") is not None:
        planned = _paused(planned, track, lead, world)
    return [limit(instant) for instant in planned if instant >= world.now]


def _paused(planned, track, lead, world):
    pausing = [event for event in lead.events if matches(track["pauseOn"], event, world)]
    if not pausing:
        return planned
    newest = pausing[-1].at
    after = [instant for instant in planned if instant >= newest]
    if not after:
        return planned
    shift = max(0, newest + parse_duration(track["pause"]) - min(after))
    return [instant + shift if instant >= newest else instant for instant in planned]


def breaks_out(track, facts, world):
    return track.get("breakout") is not None and holds(track["breakout"], facts.__getitem__, world)
