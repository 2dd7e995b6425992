"""Handoff: what a salesperson needs to know (DESIGN 3.12)."""


def hand_off(model, lead, action, summary, facts):
    return None
