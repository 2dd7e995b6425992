//! Promises: what is due by when, and whether it was kept.

use super::Decision;
use crate::lead::{CrmStage, Lead};
use crate::model::{Compiled, Promise, Route, Sla};
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
    let Some(sla) = decision.sla(model) else { return };
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

impl Decision {
    /// The SLA under which the lead was routed.
    pub(crate) fn sla<'m>(&self, model: &'m Compiled) -> Option<&'m Sla> {
        sla(model, self.action.route(model)?)
    }
}

/// The SLA of the protocol on a routing rule.
pub(crate) fn sla<'m>(model: &'m Compiled, route: &Route) -> Option<&'m Sla> {
    model.protocols[route.protocol?].sla.map(|sla| &model.slas[sla])
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
