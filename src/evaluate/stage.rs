//! The stage: the highest that holds, or a sticky one that the lead had; and the human decision it waits for.

use super::{Change, Decision};
use crate::lead::{CrmStage, Lead};
use crate::model::Compiled;
use crate::time::Instant;

pub(super) fn reach(model: &Compiled, lead: &Lead, now: Instant, decision: &mut Decision) {
    let facts = decision.facts(model, lead, now);
    let gates = &decision.gates;
    // Whether each stage holds, and whether everything of it but the gate does.
    let mut holds: Vec<bool> = Vec::with_capacity(model.stages.len());
    let mut but_gate: Vec<bool> = Vec::with_capacity(model.stages.len());
    for (index, stage) in model.stages.iter().enumerate() {
        let rest = stage.requires.iter().all(|&required| holds[required]) && facts.truth(stage.when).holds();
        but_gate.push(rest);
        holds.push(rest && (!stage.gate || gates[index] == Some(true)));
    }
    // Stages are numbered from the implicit `lead`, which is 0.
    let reached = holds.iter().rposition(|&holds| holds).map_or(0, |index| index + 1);
    let kept = match lead.crm.stage {
        Some(CrmStage::Stage(had)) if had > reached => {
            let stage = &model.stages[had - 1];
            let rejected = stage.gate && gates[had - 1] == Some(false);
            let exited = stage.exit.is_some() && facts.truth(stage.exit).holds();
            (stage.sticky && !rejected && !exited).then_some(had)
        }
        _ => None,
    };
    let stage = kept.unwrap_or(reached);
    let waits = |&index: &usize| model.stages[index].gate && gates[index].is_none() && but_gate[index];
    let awaiting = (stage..model.stages.len()).find(waits).map(|index| index + 1);
    let out = !decision.disqualified.is_empty();
    decision.stage = stage;
    decision.awaiting = awaiting.filter(|_| !out);
    decision.change = match lead.crm.stage {
        Some(CrmStage::Disqualified) => (!out).then_some(Change::Back),
        Some(CrmStage::Stage(from)) if out => Some(Change::Out { from }),
        Some(CrmStage::Stage(from)) if from < stage => Some(Change::Up { from }),
        Some(CrmStage::Stage(from)) if from > stage => Some(Change::Down { from }),
        _ => None,
    };
}
