//! Intent: what the lead did.

use super::matching::Matches;
use super::{Contribution, Decision, signals};
use crate::lead::Lead;
use crate::model::Compiled;
use crate::points::Points;
use crate::prelude::*;
use crate::time::Instant;

pub(super) fn score(model: &Compiled, lead: &Lead, now: Instant, decision: &mut Decision, field: Option<usize>) {
    let signals = &model.intent.signals;
    let mut matches = core::mem::take(&mut decision.matches);
    decision.signals.resize(signals.len(), Contribution::default());
    let mut is_same = field.is_some();
    for (index, signal) in signals.iter().enumerate() {
        // What has no condition hangs on the events and the instant alone.
        if field.is_some() && signal.when.is_none() {
            continue;
        }
        is_same = false;
        let applies = decision.facts(model, lead, now).truth(signal.when).holds();
        decision.signals[index] =
            if applies { contribution(model, lead, now, &mut matches, index) } else { Contribution::default() };
    }
    decision.matches = matches;
    if !is_same {
        let parts = signals.iter().zip(&decision.signals).map(|(signal, given)| (signal.group, given.points));
        decision.intent.sum_up(&model.intent.axis, parts);
    }
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
