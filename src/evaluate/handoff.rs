//! The handoff: what a person is told who takes the lead over.

use super::Decision;
use super::action::ActionKind;
use crate::lead::{Event, Lead};
use crate::model::{Compiled, Destination};
use crate::time::Instant;
use std::cmp::Ordering;

/// The packet that goes with a routed lead.
#[derive(Debug, Default)]
pub(crate) struct Handoff {
    /// Whether there is one.
    pub(crate) given: bool,
    /// The talking points that hold, by index.
    pub(crate) talking_points: Vec<usize>,
    pub(crate) engagement: Vec<Engagement>,
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

pub(super) fn hand_over(model: &Compiled, lead: &Lead, now: Instant, decision: &mut Decision) {
    let mut handoff = std::mem::take(&mut decision.handoff);
    handoff.talking_points.clear();
    handoff.engagement.clear();
    handoff.given = is_routed_to_people(model, decision);
    if handoff.given {
        let facts = decision.facts(model, lead, now);
        let holding =
            model.handoff.talking_points.iter().enumerate().filter(|(_, point)| facts.truth(point.when).holds());
        handoff.talking_points.extend(holding.map(|(index, _)| index));
        engagement(lead, now, &mut handoff.engagement);
    }
    decision.handoff = handoff;
}

fn is_routed_to_people(model: &Compiled, decision: &Decision) -> bool {
    let route = decision.action.rule.filter(|_| decision.action.kind == ActionKind::Routed);
    let to = route.map(|route| &model.routes[route].to);
    matches!(to, Some(Destination::Owner(_) | Destination::Team(_) | Destination::Queue(_)))
}

/// Usable events by type and asset, in the order of the first of each.
fn engagement(lead: &Lead, now: Instant, found: &mut Vec<Engagement>) {
    let event = |rank: u32| &lead.events[lead.order[rank as usize] as usize];
    let mut ranks: Vec<u32> = (0..lead.order.len() as u32).filter(|&rank| event(rank).is_usable(now)).collect();
    ranks.sort_unstable_by(|&a, &b| compare(lead, event(a), event(b)).then(a.cmp(&b)));
    let mut groups: Vec<&[u32]> = ranks.chunk_by(|&a, &b| compare(lead, event(a), event(b)).is_eq()).collect();
    groups.sort_unstable_by_key(|group| group[0]);
    found.extend(groups.into_iter().map(|group| {
        let (first, last) = (group[0], group[group.len() - 1]);
        Engagement {
            event: lead.order[first as usize] as usize,
            count: group.len() as u64,
            first: event(first).at,
            last: event(last).at,
        }
    }));
}

/// An order in which events of one type with one asset are equal.
fn compare(lead: &Lead, a: &Event, b: &Event) -> Ordering {
    let folded = |event: &Event| {
        (lead.texts.get(event.event_type.folded), event.asset.map(|asset| lead.texts.get(asset.folded)))
    };
    folded(a).cmp(&folded(b))
}
