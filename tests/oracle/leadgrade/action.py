"""Action: what happens next (DESIGN 3.9)."""

from .disqualify import recycle_date
from .instants import write_instant
from .promises import promised
from .routing import nurture, route
from .teams import Picker

NOTHING = {
    "kind": "none",
    "rule": None,
    "team": None,
    "owner": None,
    "queue": None,
    "track": None,
    "partner": None,
    "protocol": None,
    "considered": [],
    "at": None,
    "touches": [],
    "due": {},
    "escalate": None,
}


def act(model, lead, context, disqualifying, stage, facts, world):
    """`disqualifying` are the rules that sent the lead away, the primary one first."""
    if disqualifying:
        parts = {"rule": disqualifying[0]["id"], **_sent_away(disqualifying[0], model, lead, facts, world)}
    else:
        picker = Picker(model, lead, context, facts, world)
        parts, rule = route(model, lead, picker, facts, world)
        parts["considered"] = picker.considered
        if rule is not None:
            parts.update(_promises(rule, model, lead, stage, world))
    action = {**NOTHING, **parts}
    action["touches"] = [write_instant(instant) for instant in action["touches"]]
    return action


def _sent_away(rule, model, lead, facts, world):
    then = rule.get("then") or "close"
    if then == "close":
        return {"kind": "close"}
    if "nurture" in then:
        return nurture(then["nurture"], model, lead, world)
    if "partner" in then:
        return {"kind": "partner", "partner": then["partner"]}
    date = recycle_date(rule, lead, facts, world)
    return {"kind": "recycle", "at": None if date is None else write_instant(date)}


def _promises(rule, model, lead, stage, world):
    protocol = model["protocols"][rule["protocol"]] if rule.get("protocol") is not None else {}
    if protocol.get("sla") is None:
        return {}
    sla = model["slas"][protocol["sla"]]
    due, breached = promised(sla, model["calendars"], lead, stage, world)
    escalate = sla.get("escalate") if breached else None
    # What else may stand there is a remark for people.
    return {"due": due, "escalate": escalate and {"queue": escalate["queue"]}}
