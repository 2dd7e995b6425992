"""Action: what happens next (DESIGN 3.9)."""

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


def act(model, lead, context, rules, stage, facts, world):
    return dict(NOTHING)
