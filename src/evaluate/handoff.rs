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
    /// Usable events, by their rank in the order of time, to be grouped.
    ranks: Vec<u32>,
}

/// Events of one type with one asset.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Engagement {
    /// The first of them, by index.
    pub(crate) event: usize,
    /// Its rank in the order of time.
    rank: u32,
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
        engagement(lead, now, &mut handoff);
    }
    decision.handoff = handoff;
}

fn is_routed_to_people(model: &Compiled, decision: &Decision) -> bool {
    let route = decision.action.rule.filter(|_| decision.action.kind == ActionKind::Routed);
    let to = route.map(|route| &model.routes[route].to);
    matches!(to, Some(Destination::Owner(_) | Destination::Team(_) | Destination::Queue(_)))
}

/// Usable events by type and asset, in the order of the first of each.
fn engagement(lead: &Lead, now: Instant, handoff: &mut Handoff) {
    let event = |rank: u32| &lead.events[lead.order[rank as usize] as usize];
    let ranks = &mut handoff.ranks;
    ranks.clear();
    ranks.extend((0..lead.order.len() as u32).filter(|&rank| event(rank).is_usable(now)));
    ranks.sort_unstable_by(|&a, &b| compare(lead, event(a), event(b)).then(a.cmp(&b)));
    handoff.engagement.extend(ranks.chunk_by(|&a, &b| compare(lead, event(a), event(b)).is_eq()).map(|group| {
        let (rank, last) = (group[0], event(group[group.len() - 1]).at);
        let index = lead.order[rank as usize] as usize;
        Engagement { event: index, rank, count: group.len() as u64, first: event(rank).at, last }
    }));
    handoff.engagement.sort_unstable_by_key(|engagement| engagement.rank);
}

/// An order in which events of one type with one asset are equal.
fn compare(lead: &Lead, a: &Event, b: &Event) -> Ordering {
    let folded = |event: &Event| {
        (lead.texts.get(event.event_type.folded), event.asset.map(|asset| lead.texts.get(asset.folded)))
    };
    folded(a).cmp(&folded(b))
}
