//! The action: what happens next, and who gets the lead.

use super::disqualify::recycle_date;
use super::teams::Considered;
use super::{Decision, nurture, teams};
use crate::lead::{Lead, Value};
use crate::model::{Compiled, Destination, Route, Then};
use crate::prelude::*;
use crate::time::Instant;

/// What happens next.
#[derive(Debug, Default)]
pub(crate) struct Action {
    pub(crate) kind: ActionKind,
    /// The disqualify or routing rule that says so, by index.
    pub(crate) rule: Option<usize>,
    /// The place of the chosen member within its team.
    pub(crate) member: Option<usize>,
    pub(crate) at: Option<Instant>,
    pub(crate) touches: Vec<Instant>,
    /// Members of teams that could not take the lead, in the order tried.
    pub(crate) considered: Vec<Considered>,
    room: teams::Room,
}

/// The kinds of action.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum ActionKind {
    #[default]
    None,
    /// Out, by the first disqualify rule that matched.
    Out,
    /// Along a routing rule.
    Routed,
}

impl Action {
    /// The routing rule that the lead goes along, if one routed it.
    pub(crate) fn route<'m>(&self, model: &'m Compiled) -> Option<&'m Route> {
        route(model, self.kind, self.rule)
    }
}

/// The routing rule of an action of a kind, by its rule.
pub(crate) fn route(model: &Compiled, kind: ActionKind, rule: Option<usize>) -> Option<&Route> {
    rule.filter(|_| kind == ActionKind::Routed).map(|rule| &model.routes[rule])
}

pub(super) fn decide(model: &Compiled, lead: &Lead, now: Instant, decision: &mut Decision) {
    let action = &mut decision.action;
    action.kind = ActionKind::None;
    (action.rule, action.member, action.at) = (None, None, None);
    action.touches.clear();
    action.considered.clear();
    match decision.disqualified.first() {
        Some(&rule) => send_out(model, lead, now, decision, rule),
        None => find_route(model, lead, now, decision),
    }
}

fn send_out(model: &Compiled, lead: &Lead, now: Instant, decision: &mut Decision, rule: usize) {
    let action = &mut decision.action;
    action.kind = ActionKind::Out;
    action.rule = Some(rule);
    let rule = &model.disqualify[rule];
    action.at = recycle_date(rule, lead, now);
    if let Then::Nurture(track) = rule.then {
        nurture::plan(&model.tracks[track], decision.pauses[track], lead, now, &mut action.touches);
    }
}

/// The first rule that holds and has somebody to give the lead to.
fn find_route(model: &Compiled, lead: &Lead, now: Instant, decision: &mut Decision) {
    for (index, route) in model.routes.iter().enumerate() {
        let last = index + 1 == model.routes.len();
        let facts = decision.facts(model, lead, now);
        if !facts.truth(route.when).holds() {
            continue;
        }
        match &route.to {
            Destination::Owner(field) if matches!(lead.values[*field], Value::Unknown) => continue,
            Destination::Team(team) => {
                // Picking asks about the decision so far, and works in memory of its own.
                let mut considered = core::mem::take(&mut decision.action.considered);
                let mut room = core::mem::take(&mut decision.action.room);
                let member = teams::pick(*team, decision.facts(model, lead, now), &mut considered, &mut room);
                (decision.action.considered, decision.action.room) = (considered, room);
                decision.action.member = member;
                if member.is_none() {
                    continue;
                }
            }
            Destination::Nurture(track) => {
                let track_facts = &model.tracks[*track];
                if !last && track_facts.breakout.is_some() && facts.truth(track_facts.breakout).holds() {
                    continue;
                }
                nurture::plan(track_facts, decision.pauses[*track], lead, now, &mut decision.action.touches);
            }
            Destination::Owner(_) | Destination::Queue(_) | Destination::Partner(_) => {}
        }
        decision.action.kind = ActionKind::Routed;
        decision.action.rule = Some(index);
        return;
    }
}
