//! The handoff: what a person is told who takes the lead over.

use super::Decision;
use super::action::ActionKind;
use crate::lead::{Event, Lead};
use crate::model::{Compiled, Destination};
use crate::prelude::*;
use crate::sort::sort;
use crate::time::Instant;
use core::cmp::Ordering;

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
    /// Where a group begins among the sorted ranks.
    groups: Vec<u32>,
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
    let mut handoff = core::mem::take(&mut decision.handoff);
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
    let Handoff { ranks, groups, engagement, .. } = handoff;
    ranks.clear();
    ranks.extend((0..lead.order.len() as u32).filter(|&rank| event(rank).is_usable(now)));
    sort(ranks, &|a, b| compare(lead, event(a), event(b)).then(a.cmp(&b)));
    // A group begins where an event differs from the one before it, and its first event is the earliest.
    let starts = |&place: &u32| match place.checked_sub(1) {
        Some(before) => compare(lead, event(ranks[before as usize]), event(ranks[place as usize])).is_ne(),
        None => true,
    };
    groups.clear();
    groups.extend((0..ranks.len() as u32).filter(starts));
    sort(groups, &|a, b| ranks[a as usize].cmp(&ranks[b as usize]));
    engagement.extend(groups.iter().map(|&start| {
        let first = ranks[start as usize];
        let alike = |&&rank: &&u32| compare(lead, event(first), event(rank)).is_eq();
        let group = ranks[start as usize..].iter().take_while(alike);
        let (count, last) = group.fold((0, first), |(count, _), &rank| (count + 1, rank));
        let index = lead.order[first as usize] as usize;
        Engagement { event: index, count, first: event(first).at, last: event(last).at }
    }));
}

/// An order in which events of one type with one asset are equal.
fn compare(lead: &Lead, a: &Event, b: &Event) -> Ordering {
    let folded = |event: &Event| {
        (lead.texts.get(event.event_type.folded), event.asset.map(|asset| lead.texts.get(asset.folded)))
    };
    folded(a).cmp(&folded(b))
}
