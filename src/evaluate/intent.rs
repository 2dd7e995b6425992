//! Intent: what the lead did.

use super::matching::Matches;
use super::{Contribution, Decision, signals};
use crate::lead::Lead;
use crate::model::{Compiled, Signal};
use crate::points::Points;
use crate::prelude::*;
use crate::time::Instant;

pub(super) fn score(model: &Compiled, lead: &Lead, now: Instant, decision: &mut Decision, field: Option<usize>) {
    let signals = &model.intent.signals;
    if field.is_none() || signals.iter().any(hangs_on_fields) {
        decision.contribute(model, lead, now, field);
        let parts = signals.iter().zip(&decision.signals).map(|(signal, given)| (signal.group, given.points));
        decision.intent.sum_up(&model.intent.axis, parts);
    }
    decision.score = decision.fit.points + decision.intent.points;
}

/// What has no condition hangs on the events and the instant alone.
fn hangs_on_fields(signal: &Signal) -> bool {
    signal.when.is_some()
}

/// What a signal gives when its condition holds.
fn contribution(model: &Compiled, lead: &Lead, now: Instant, matches: &mut Matches, index: usize) -> Contribution {
    if matches.signals[index].is_empty() {
        return Contribution::default();
    }
    if let Some(given) = matches.given[index] {
        return given;
    }
    let signal = &model.intent.signals[index];
    let seen = signals::Seen { model, lead, now, matches: &matches.signals[index], thens: &matches.thens[index] };
    let contribution = signals::contribute(signal, seen, &mut matches.room);
    let cap = signal.cap.map(|cap| (Points::ZERO - cap, cap));
    let points = contribution.points.clamp_to(cap.map(|cap| cap.0), cap.map(|cap| cap.1));
    let contribution = Contribution { points, ..contribution };
    matches.given[index] = Some(contribution);
    contribution
}

impl Decision {
    /// What the signals give.
    fn contribute(&mut self, model: &Compiled, lead: &Lead, now: Instant, field: Option<usize>) {
        self.signals.resize(model.intent.signals.len(), Contribution::default());
        for (index, signal) in model.intent.signals.iter().enumerate() {
            if field.is_some() && !hangs_on_fields(signal) {
                continue;
            }
            // Most signals have seen nothing, which none of them counts.
            let is_seen = !self.matches.signals[index].is_empty();
            self.signals[index] = if is_seen && self.facts(model, lead, now).truth(signal.when).holds() {
                contribution(model, lead, now, &mut self.matches, index)
            } else {
                Contribution::default()
            };
        }
    }

    /// What each signal would give if its condition held, whether it does or not.
    pub(crate) fn contributions(&mut self, model: &Compiled, lead: &Lead, now: Instant) -> Vec<Contribution> {
        let signals = 0..model.intent.signals.len();
        signals.map(|index| contribution(model, lead, now, &mut self.matches, index)).collect()
    }
}
