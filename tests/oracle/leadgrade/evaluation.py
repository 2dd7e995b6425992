"""The straight line: fields, derived, fit, intent, frameworks, labels, disqualify, stage, action (DESIGN 1)."""

from . import action, disqualify, explain
from .context import Context
from .derived import derive
from .facts import BOOLEAN, CHOICE, POINTS, Fact, Options
from .fields import Fields
from .fit import Fit
from .frameworks import Frameworks
from .handoff import hand_off
from .instants import write_instant
from .intent import Intent
from .json_text import stringify
from .labels import Labels
from .lead import MOTIONS, Lead
from .stages import Stages, stage_names
from .world import World


def evaluate(model, lead_bytes, now, built_in, context_bytes=b""):
    """The evaluation as an object whose members are in the order they are written in."""
    world = World(now, model["lists"] or {}, built_in)
    lead = Lead(lead_bytes, now)
    context = Context(context_bytes)
    lead.recognize_stage(stage_names(model["stages"]))

    fields = Fields(model, lead, world)
    facts = dict(fields.facts)
    facts["motion"] = Fact(CHOICE, MOTIONS.index(lead.motion), Options(MOTIONS))
    for name, declaration in (model["derived"] or {}).items():
        facts[name] = derive(declaration, facts.__getitem__, world)

    fit = Fit(model["fit"], facts.__getitem__, world)
    facts.update(fit.facts)
    intent = Intent(model["intent"], lead.events, facts.__getitem__, world)
    facts.update(intent.facts)
    facts["score"] = Fact(POINTS, fit.points + intent.points)
    frameworks = Frameworks(model["frameworks"], facts.__getitem__, world)
    facts.update(frameworks.facts)
    labels = Labels(model["labels"], facts, world)

    rules = disqualify.matching_rules(model["disqualify"], lead, facts, world)
    facts["disqualified"] = Fact(BOOLEAN, bool(rules))
    stages = Stages(model["stages"], lead, bool(rules), facts, world)
    facts["stage"] = stages.fact
    act = action.act(model, lead, context, rules, stages.stage, facts, world)

    summary = explain.summary(fit, intent)
    layers = explain.layers(fields, lead)
    notices = (
        fields.notices
        + lead.event_notices
        + lead.member_notices
        + context.notices
        + lead.limit_notices
        + explain.layer_notices(layers)
    )
    return {
        "model": model.identity,
        "lead": lead.id,
        "now": write_instant(now),
        "fit": {"points": explain.points_text(fit.points), "tier": fit.tier},
        "intent": {"points": explain.points_text(intent.points), "band": intent.band},
        "score": explain.points_text(fit.points + intent.points),
        "stage": stages.stage,
        "wouldBe": stages.would_be if rules else None,
        "change": stages.change,
        "awaiting": stages.awaiting,
        "frameworks": frameworks.answers,
        "labels": labels.answers,
        "disqualified": disqualify.answer(rules),
        "action": act,
        "reasons": [explain.answer(reason) for reason in explain.ledger(fit, intent)],
        "summary": summary,
        "layers": layers,
        "handoff": hand_off(model, lead, act, summary, facts, world),
        "notices": notices,
    }


def evaluate_text(model, lead_bytes, now, built_in, context_bytes=b""):
    return stringify(evaluate(model, lead_bytes, now, built_in, context_bytes))
