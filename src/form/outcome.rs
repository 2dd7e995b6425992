//! Outcomes: what a decision comes to, as far as people would act on it.

use super::question::Outcome as Named;
use crate::evaluate::Decision;
use crate::evaluate::action::ActionKind;
use crate::functions::rows::Rows;
use crate::model::{Compiled, Destination, Then};
use crate::prelude::*;
use crate::table::Table;

/// The outcome of a completion, by indexes of the model's tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// Out, by the first disqualify rule of this code and next action.
    Out { rule: usize },
    /// In a stage, along a route or none.
    In { stage: usize, route: Option<usize> },
}

impl Outcome {
    /// The outcome of a decision.
    pub(super) fn of(decision: &Decision) -> Outcome {
        match decision.disqualified.first() {
            Some(&rule) => Outcome::Out { rule },
            None => Outcome::In {
                stage: decision.stage,
                route: decision.action.rule.filter(|_| decision.action.kind == ActionKind::Routed),
            },
        }
    }

    /// The outcome by its names, with no chance of its own.
    pub(super) fn named(self, model: &Compiled) -> Named<'_> {
        let mut named = Named::default();
        match self {
            Outcome::Out { rule } => {
                let rule = &model.disqualify[rule];
                named.stage = "disqualified";
                named.code = Some(&rule.code);
                named.kind = match &rule.then {
                    Then::Close => "close",
                    Then::Nurture(track) => {
                        named.track = Some(&model.tracks[*track].id);
                        "nurture"
                    }
                    Then::RecycleAfter(_) | Then::RecycleOn(_) => "recycle",
                    Then::Partner(partner) => {
                        named.partner = Some(partner);
                        "partner"
                    }
                };
            }
            Outcome::In { stage, route } => {
                (named.stage, named.kind) = (&model.stage_names.ids[stage], "none");
                let Some(route) = route.map(|route| &model.routes[route]) else { return named };
                named.kind = "route";
                named.protocol = route.protocol.map(|protocol| model.protocols[protocol].id.as_str());
                match &route.to {
                    Destination::Owner(field) => named.owner = Some(&model.fields[*field].name),
                    Destination::Team(team) => named.team = Some(&model.teams[*team].id),
                    Destination::Queue(queue) => named.queue = Some(queue),
                    Destination::Nurture(track) => {
                        named.kind = "nurture";
                        named.track = Some(&model.tracks[*track].id);
                    }
                    Destination::Partner(partner) => {
                        named.kind = "partner";
                        named.partner = Some(partner);
                    }
                }
            }
        }
        named
    }
}

/// The outcomes of a decision, those that people could not tell apart being one.
#[derive(Debug, Default)]
pub(super) struct Outcomes {
    pub(super) all: Vec<Outcome>,
    known: Rows,
    /// By disqualify rule: the first that does the same. Likewise by route.
    rules: Vec<usize>,
    routes: Vec<usize>,
}

/// More outcomes than these are not listed.
const MOST: usize = 65_536;

impl Outcomes {
    pub(super) fn new(model: &Compiled) -> Outcomes {
        let mut known = Table::default();
        let rules = (0..model.disqualify.len()).map(|rule| first(&mut known, Outcome::Out { rule }.named(model), rule));
        let rules = rules.gather();
        let mut known = Table::default();
        let to = |route| Outcome::In { stage: 0, route: Some(route) }.named(model);
        let routes = (0..model.routes.len()).map(|route| first(&mut known, to(route), route));
        Outcomes { rules, routes: routes.gather(), ..Outcomes::default() }
    }

    /// The number of an outcome.
    pub(super) fn number(&mut self, outcome: Outcome) -> u32 {
        let row = match outcome {
            Outcome::Out { rule } => [u32::MAX, self.rules[rule] as u32],
            Outcome::In { stage, route } => [stage as u32, route.map_or(u32::MAX, |route| self.routes[route] as u32)],
        };
        let number = self.known.number(&row);
        if number as usize == self.all.len() {
            self.all.push(outcome);
        }
        number
    }

    /// Adds every outcome there is, possible or not.
    pub(super) fn add_all(&mut self, model: &Compiled) {
        for rule in 0..model.disqualify.len() {
            self.number(Outcome::Out { rule });
        }
        for stage in 0..model.stage_names.ids.len() {
            // Without routes there is none to go along; with them, the last one takes every lead.
            let routes = (0..model.routes.len()).map(Some).chain(model.routes.is_empty().then_some(None));
            for route in routes {
                if self.all.len() < MOST {
                    self.number(Outcome::In { stage, route });
                }
            }
        }
    }
}

/// The first thing that has the same names.
fn first(known: &mut Table, named: Named<'_>, index: usize) -> usize {
    let mut key = String::new();
    for (_, word) in named.words() {
        key.push_str(word.unwrap_or_default());
        key.push('\n');
    }
    known.insert(&key, index as u32) as usize
}
