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
pub(super) fn label(model: &Compiled, lead: &Lead, now: Instant, decision: &mut Decision, field: Option<usize>) {
    decision.labels.resize(model.labels.len(), Truth::Unknown);
    for (index, label) in model.labels.iter().enumerate() {
        if model.hangs_on(label.when, field) {
            decision.labels[index] = decision.facts(model, lead, now).truth(label.when);
        }
    }
}
