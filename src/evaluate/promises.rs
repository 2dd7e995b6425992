//! Promises: what is due by when, and whether it was kept.

use super::Decision;
use super::action::ActionKind;
use crate::lead::{CrmStage, Lead};
use crate::model::{Compiled, Promise, Sla};
use crate::time::Instant;

/// What became of a promise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Due {
    /// `None` when the calendar never opens.
    pub(crate) by: Option<Instant>,
    pub(crate) state: DueState,
}

/// The states of a promise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DueState {
    Due,
    Met,
    Late,
    Breached,
}

/// The promises of the SLA under which a lead was routed.
pub(super) fn promise(model: &Compiled, lead: &Lead, now: Instant, decision: &mut Decision) {
    decision.due.clear();
    let Some(sla) = sla(model, decision) else { return };
    let is_in_stage = lead.crm.stage == Some(CrmStage::Stage(decision.stage));
    let start = lead.crm.stage_since.filter(|_| is_in_stage).unwrap_or(now);
    for promise in &sla.promises {
        let by = match sla.calendar {
            Some(calendar) => model.calendars[calendar].due(start, promise.within),
            None => Some(start.plus(promise.within)),
        };
        let state = by.map_or(DueState::Due, |by| state(promise, lead, now, start, by));
        decision.due.push(Due { by, state });
    }
}

/// The SLA of the protocol on the rule that routed the lead.
pub(crate) fn sla<'m>(model: &'m Compiled, decision: &Decision) -> Option<&'m Sla> {
    let rule = decision.action.rule.filter(|_| decision.action.kind == ActionKind::Routed)?;
    let protocol = model.routes[rule].protocol?;
    model.protocols[protocol].sla.map(|sla| &model.slas[sla])
}

fn state(promise: &Promise, lead: &Lead, now: Instant, start: Instant, by: Instant) -> DueState {
    let keeps = |index: &&u32| {
        let event = &lead.events[**index as usize];
        event.at >= start && event.is_usable(now) && promise.by.contains(lead.texts.get(event.event_type.folded))
    };
    match lead.order.iter().find(keeps) {
        Some(&first) if lead.events[first as usize].at <= by => DueState::Met,
        Some(_) => DueState::Late,
        None if now > by => DueState::Breached,
        None => DueState::Due,
    }
}
