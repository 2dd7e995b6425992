//! Intent: what the lead did.

use super::matching::Matches;
use super::{Contribution, Decision, signals};
use crate::lead::Lead;
use crate::model::Compiled;
use crate::points::Points;
use crate::prelude::*;
use crate::time::Instant;

pub(super) fn score(model: &Compiled, lead: &Lead, now: Instant, decision: &mut Decision) {
    let mut matches = core::mem::take(&mut decision.matches);
    decision.signals.clear();
    for (index, signal) in model.intent.signals.iter().enumerate() {
        let applies = decision.facts(model, lead, now).truth(signal.when).holds();
        let contribution =
            if applies { contribution(model, lead, now, &mut matches, index) } else { Contribution::default() };
        decision.signals.push(contribution);
    }
    decision.matches = matches;
    let parts = model
        .intent
        .signals
        .iter()
        .zip(&decision.signals)
        .map(|(signal, contribution)| (signal.group, contribution.points));
    decision.intent.sum_up(&model.intent.axis, parts);
    decision.score = decision.fit.points + decision.intent.points;
}

/// What a signal gives when its condition holds.
fn contribution(model: &Compiled, lead: &Lead, now: Instant, matches: &mut Matches, index: usize) -> Contribution {
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
    /// What each signal would give if its condition held, whether it does or not.
    pub(crate) fn contributions(&mut self, model: &Compiled, lead: &Lead, now: Instant) -> Vec<Contribution> {
        let signals = 0..model.intent.signals.len();
        signals.map(|index| contribution(model, lead, now, &mut self.matches, index)).collect()
    }
}
