"""Reasons, summary and layers: why the answer is what it is (DESIGN 4)."""

from .instants import write_instant
from .json_text import Raw
from .notices import notice
from .points import write_points


def points_text(points):
    return Raw(write_points(points))


def ledger(fit, intent):
    return fit.sum.reasons + intent.sum.reasons + fit.sum.capped + intent.sum.capped


def answer(reason):
    return {
        "axis": reason.axis,
        "rule": reason.rule,
        "group": reason.group,
        "points": points_text(reason.points),
        "because": reason.because,
        "count": reason.count,
        "last": None if reason.last is None else write_instant(reason.last),
    }


def summary(fit, intent):
    positive = [reason for reason in fit.sum.reasons + intent.sum.reasons if reason.points > 0]
    # Sorting is stable, so those with equal points stay in the order of the model.
    largest = sorted(positive, key=lambda reason: -reason.points)[:3]
    tier = [] if fit.tier is None else [f"Tier {fit.tier}"]
    return " + ".join(tier + [reason.because for reason in largest])


def layers(fields, lead):
    static, crm, human = (fields.layers[layer] for layer in ("static", "crm", "human"))
    return {"static": static, "intent": len(lead.events), "crm": crm, "human": human}


def layer_notices(answer):
    evidence = [answer["static"][0], answer["intent"], answer["crm"][0], answer["human"][0]]
    return [notice("single-layer", None)] if sum(known > 0 for known in evidence) == 1 else []
