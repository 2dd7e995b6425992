//! The stage: the highest that holds, or a sticky one that the lead had; and the human decision it waits for.

use super::{Change, Decision};
use crate::lead::{CrmStage, Lead};
use crate::model::Compiled;
use crate::time::Instant;

/// How a lead stands to a stage.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Standing {
    /// Everything that it takes holds, a person's decision aside.
    but_gate: bool,
    holds: bool,
}

pub(super) fn reach(model: &Compiled, lead: &Lead, now: Instant, decision: &mut Decision) {
    let mut standings = core::mem::take(&mut decision.standings);
    standings.clear();
    let facts = decision.facts(model, lead, now);
    let gates = &decision.gates;
    for (index, stage) in model.stages.iter().enumerate() {
        let but_gate =
            stage.requires.iter().all(|&required| standings[required].holds) && facts.truth(stage.when).holds();
        standings.push(Standing { but_gate, holds: but_gate && (!stage.gate || gates[index] == Some(true)) });
    }
    // Stages are numbered from the implicit `lead`, which is 0.
    let reached = standings.iter().rposition(|standing| standing.holds).map_or(0, |index| index + 1);
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
    let waits = |&index: &usize| model.stages[index].gate && gates[index].is_none() && standings[index].but_gate;
    let awaiting = (stage..model.stages.len()).find(waits).map(|index| index + 1);
    let out = !decision.disqualified.is_empty();
    decision.standings = standings;
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
