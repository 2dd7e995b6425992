//! Disqualification: every rule that puts the lead out, the first of which decides.

use super::{Decision, Facts};
use crate::lead::{Lead, Value};
use crate::model::{Compiled, DisqualifyRule, Then};
use crate::time::Instant;

pub(super) fn disqualify(model: &Compiled, lead: &Lead, now: Instant, decision: &mut Decision) {
    decision.disqualified.clear();
    for (index, rule) in model.disqualify.iter().enumerate() {
        let facts = decision.facts(model, lead, now);
        let brought_back = rule.unless.is_some() && facts.truth(rule.unless).holds();
        let served = facts.is_served(index);
        if facts.truth(rule.when).holds() && !brought_back && !served {
            decision.disqualified.push(index);
        }
    }
}

impl Facts<'_> {
    /// Whether the date of a rule has come on which it gives the lead back.
    pub(crate) fn is_served(&self, rule: usize) -> bool {
        recycle_date(&self.model.disqualify[rule], self.lead, self.now).is_some_and(|date| date <= self.now)
    }
}

/// When a rule gives the lead back, if that is known. Time counts from when the lead was put out, as the CRM remembers it.
pub(super) fn recycle_date(rule: &DisqualifyRule, lead: &Lead, now: Instant) -> Option<Instant> {
    match rule.then {
        Then::RecycleAfter(length) => Some(lead.crm.disqualified_at.unwrap_or(now).plus(length)),
        Then::RecycleOn(field) => match lead.values[field] {
            Value::Date(date) => Some(date),
            _ => None,
        },
        Then::Close | Then::Nurture(_) | Then::Partner(_) => None,
    }
}
