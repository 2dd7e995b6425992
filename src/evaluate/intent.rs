//! Intent: what the lead did.

use super::{Contribution, Decision, signals};
use crate::lead::Lead;
use crate::model::Compiled;
use crate::points::Points;
use crate::time::Instant;

pub(super) fn score(model: &Compiled, lead: &Lead, now: Instant, decision: &mut Decision) {
    let mut matches = core::mem::take(&mut decision.matches);
    decision.signals.clear();
    for (index, signal) in model.intent.signals.iter().enumerate() {
        let applies = decision.facts(model, lead, now).truth(signal.when).holds();
        let contribution = if applies {
            let seen =
                signals::Seen { model, lead, now, matches: &matches.signals[index], thens: &matches.thens[index] };
            let contribution = signals::contribute(signal, seen, &mut matches.room);
            let cap = signal.cap.map(|cap| (Points::ZERO - cap, cap));
            Contribution {
                points: contribution.points.clamp_to(cap.map(|cap| cap.0), cap.map(|cap| cap.1)),
                ..contribution
            }
        } else {
            Contribution::default()
        };
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
