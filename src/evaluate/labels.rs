//! Conditions with a name: derived facts before the scores, labels after them.

use super::Decision;
use crate::condition::Truth;
use crate::lead::Lead;
use crate::model::Compiled;
use crate::time::Instant;

/// The first case that holds decides a derived fact; an unknown case before it leaves it open.
pub(super) fn derive(model: &Compiled, lead: &Lead, now: Instant, decision: &mut Decision) {
    decision.derived.clear();
    for derived in &model.derived {
        let facts = decision.facts(model, lead, now);
        let truths = derived.cases.iter().map(|(when, is)| (facts.truth(Some(*when)), *is));
        let first = truths.into_iter().find(|(truth, _)| *truth != Truth::False);
        let option = match first {
            Some((Truth::True, is)) => Some(is),
            Some(_) => None,
            None => derived.otherwise,
        };
        decision.derived.push(option);
    }
}

/// Which labels hold; each may ask about those above it.
pub(super) fn label(model: &Compiled, lead: &Lead, now: Instant, decision: &mut Decision) {
    decision.labels.clear();
    for label in &model.labels {
        let truth = decision.facts(model, lead, now).truth(label.when);
        decision.labels.push(truth);
    }
}
