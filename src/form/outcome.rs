//! Outcomes: what a decision comes to, as far as people would act on it.

use crate::evaluate::Decision;
use crate::evaluate::action::ActionKind;
use crate::model::{Compiled, Destination, Then};
use crate::prelude::*;

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
}

impl Outcomes {
    /// The number of an outcome.
    pub(super) fn number(&mut self, model: &Compiled, outcome: Outcome) -> u32 {
        let parts = outcome.parts(model);
        let known = self.all.iter().position(|known| known.parts(model) == parts);
        let number = known.unwrap_or(self.all.len());
        if known.is_none() {
            self.all.push(outcome);
        }
        number as u32
    }
}
