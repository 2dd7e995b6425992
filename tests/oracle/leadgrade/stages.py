"""Stages and their gates (DESIGN 3.8)."""

from .conditions import holds
from .facts import CHOICE, Fact, Options
from .folding import fold

LEAD, DISQUALIFIED = "lead", "disqualified"
ACCEPTED, REJECTED, UNDECIDED = "accepted", "rejected", "undecided"


def stage_names(stages):
    """Every folded name a CRM may use for a stage, with the stage's id."""
    names = [(LEAD, LEAD), (DISQUALIFIED, DISQUALIFIED)]
    for stage in stages or []:
        names.append((fold(stage["id"]), stage["id"]))
        if stage.get("label") is not None:
            names.append((fold(stage["label"]), stage["id"]))
    return names


def gate_state(stage, events):
    """What the newest decision says. A stage without a gate is accepted."""
    gate = stage.get("gate")
    if gate is None:
        return ACCEPTED
    accept = [fold(type) for type in gate["accept"]]
    reject = [fold(type) for type in gate.get("reject") or []]
    decisions = [event.folded_type for event in events if event.folded_type in accept + reject]
    if not decisions:
        return UNDECIDED
    return ACCEPTED if decisions[-1] in accept else REJECTED


class Stages:
    def __init__(self, section, lead, disqualified, facts, world):
        self.stages = section or []
        self.ids = [LEAD] + [stage["id"] for stage in self.stages]
        lookup = facts.__getitem__
        gates, ready, holding = {}, {}, {LEAD: True}
        for stage in self.stages:
            id = stage["id"]
            gates[id] = gate_state(stage, lead.events)
            ready[id] = holds(stage.get("when"), lookup, world) and all(
                holding[required] for required in stage.get("requires") or []
            )
            holding[id] = ready[id] and gates[id] == ACCEPTED
        self.would_be = [id for id in self.ids if holding[id]][-1]
        if self._keeps(lead.stage, gates, lookup, world):
            self.would_be = lead.stage
        self.stage = DISQUALIFIED if disqualified else self.would_be
        self.awaiting = None
        if not disqualified:
            above = self.ids[self.ids.index(self.stage) + 1 :]
            waiting = [id for id in above if ready[id] and gates[id] == UNDECIDED]
            self.awaiting = waiting[0] if waiting else None
        self.change = self._change(lead.stage)
        self.fact = Fact(CHOICE, self.ids.index(self.would_be), self._options())

    def _keeps(self, carried, gates, lookup, world):
        if carried not in self.ids or self.ids.index(carried) <= self.ids.index(self.would_be):
            return False
        stage = self.stages[self.ids.index(carried) - 1]
        leaves = stage.get("exit") is not None and holds(stage["exit"], lookup, world)
        return stage.get("sticky") is True and gates[carried] != REJECTED and not leaves

    def _change(self, carried):
        if carried is None or carried == self.stage:
            return None
        if self.stage == DISQUALIFIED:
            direction = "out"
        elif carried == DISQUALIFIED:
            direction = "back"
        else:
            direction = "up" if self.ids.index(self.stage) > self.ids.index(carried) else "down"
        return {"from": carried, "direction": direction}

    def _options(self):
        labels = [{"id": stage["id"], "label": stage.get("label")} for stage in self.stages]
        return Options([LEAD, *labels])
