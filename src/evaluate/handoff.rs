//! The handoff: what a person is told who takes the lead over.

use super::Decision;
use super::action::ActionKind;
use crate::bytes::{hash, same};
use crate::grouping::Grouping;
use crate::lead::{Event, Forms, Lead};
use crate::model::{Compiled, Destination};
use crate::prelude::*;
use crate::time::Instant;

/// The packet that goes with a routed lead.
#[derive(Debug, Default)]
pub(crate) struct Handoff {
    /// Whether there is one.
    pub(crate) given: bool,
    /// The talking points that hold, by index.
    pub(crate) talking_points: Vec<usize>,
    /// Of a packet that there is.
    pub(crate) engagement: Vec<Engagement>,
    grouping: Grouping,
}

/// Events of one type with one asset.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Engagement {
    /// The first of them, by index.
    pub(crate) event: usize,
    pub(crate) count: u64,
    pub(crate) first: Instant,
    pub(crate) last: Instant,
}

pub(super) fn hand_over(model: &Compiled, lead: &Lead, now: Instant, decision: &mut Decision, field: Option<usize>) {
    // It hangs on the events and the instant alone.
    if field.is_none() {
        decision.handoff.engagement.clear();
    }
    decision.handoff.talking_points.clear();
    decision.handoff.given = is_routed_to_people(model, decision);
    if !decision.handoff.given {
        return;
    }
    for (index, point) in model.handoff.talking_points.iter().enumerate() {
        if decision.facts(model, lead, now).truth(point.when).holds() {
            decision.handoff.talking_points.push(index);
        }
    }
    if decision.handoff.engagement.is_empty() {
        engagement(lead, now, &mut decision.handoff);
    }
}

fn is_routed_to_people(model: &Compiled, decision: &Decision) -> bool {
    let route = decision.action.rule.filter(|_| decision.action.kind == ActionKind::Routed);
    let to = route.map(|route| &model.routes[route].to);
    matches!(to, Some(Destination::Owner(_) | Destination::Team(_) | Destination::Queue(_)))
}

/// Usable events by type and asset, in the order of the first of each.
fn engagement(lead: &Lead, now: Instant, handoff: &mut Handoff) {
    let event = |rank: u32| &lead.events[lead.order[rank as usize] as usize];
    let folded = |rank: u32| {
        let Event { event_type, asset, .. } = event(rank);
        let text = |forms: &Forms| lead.texts.bytes(forms.folded);
        (text(event_type), asset.as_ref().map(text))
    };
    let Handoff { grouping, engagement, .. } = handoff;
    grouping.begin(lead.order.len());
    for rank in 0..lead.order.len() as u32 {
        let at = event(rank).at;
        if !event(rank).is_usable(now) {
            continue;
        }
        let (event_type, asset) = folded(rank);
        let alike = |other: u32| {
            let (other_type, other_asset) = folded(other);
            let same_asset = match (asset, other_asset) {
                (Some(asset), Some(other)) => same(asset, other),
                (asset, other) => asset == other,
            };
            same_asset && same(event_type, other_type)
        };
        let group = grouping.group_of(rank, hash(event_type) ^ hash(asset.unwrap_or_default()), alike);
        match engagement.get_mut(group) {
            Some(known) => (known.count, known.last) = (known.count + 1, at),
            None => {
                let event = lead.order[rank as usize] as usize;
                engagement.push(Engagement { event, count: 1, first: at, last: at });
            }
        }
    }
}
