//! Outcomes: what a decision comes to, as far as people would act on it.

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

/// Where a lead goes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Parts<'m> {
    pub(super) stage: &'m str,
    pub(super) code: Option<&'m str>,
    pub(super) kind: &'m str,
    pub(super) team: Option<&'m str>,
    pub(super) queue: Option<&'m str>,
    pub(super) track: Option<&'m str>,
    pub(super) partner: Option<&'m str>,
    /// The field that names the owner.
    pub(super) owner: Option<&'m str>,
    pub(super) protocol: Option<&'m str>,
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

    pub(super) fn parts(self, model: &Compiled) -> Parts<'_> {
        match self {
            Outcome::Out { rule } => {
                let rule = &model.disqualify[rule];
                let out = Parts { stage: "disqualified", code: Some(&rule.code), ..Parts::default() };
                match &rule.then {
                    Then::Close => Parts { kind: "close", ..out },
                    Then::Nurture(track) => Parts { kind: "nurture", track: Some(&model.tracks[*track].id), ..out },
                    Then::RecycleAfter(_) | Then::RecycleOn(_) => Parts { kind: "recycle", ..out },
                    Then::Partner(partner) => Parts { kind: "partner", partner: Some(partner), ..out },
                }
            }
            Outcome::In { stage, route } => {
                let parts = Parts { stage: &model.stage_names.ids[stage], kind: "none", ..Parts::default() };
                let Some(route) = route.map(|route| &model.routes[route]) else { return parts };
                let protocol = route.protocol.map(|protocol| model.protocols[protocol].id.as_str());
                let routed = Parts { kind: "route", protocol, ..parts };
                match &route.to {
                    Destination::Owner(field) => Parts { owner: Some(&model.fields[*field].name), ..routed },
                    Destination::Team(team) => Parts { team: Some(&model.teams[*team].id), ..routed },
                    Destination::Queue(queue) => Parts { queue: Some(queue), ..routed },
                    Destination::Nurture(track) => {
                        Parts { kind: "nurture", track: Some(&model.tracks[*track].id), ..routed }
                    }
                    Destination::Partner(partner) => Parts { kind: "partner", partner: Some(partner), ..routed },
                }
            }
        }
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
        let rules = 0..model.disqualify.len();
        let routes = 0..model.routes.len();
        Outcomes {
            rules: firsts(&rules.map(|rule| Outcome::Out { rule }.parts(model)).gather()),
            routes: firsts(&routes.map(|route| Outcome::In { stage: 0, route: Some(route) }.parts(model)).gather()),
            ..Outcomes::default()
        }
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

/// For each thing, the first that has the same parts.
fn firsts(all: &[Parts<'_>]) -> Vec<usize> {
    let mut seen = Table::default();
    let mut key = String::new();
    let each = all.iter().enumerate().map(|(index, parts)| {
        key.clear();
        let words = [
            parts.code,
            Some(parts.kind),
            parts.team,
            parts.queue,
            parts.track,
            parts.partner,
            parts.owner,
            parts.protocol,
        ];
        for word in words {
            key.push_str(word.unwrap_or_default());
            key.push('\n');
        }
        seen.insert(&key, index as u32) as usize
    });
    each.gather()
}
