//! Disqualification: every rule that puts the lead out, the first of which decides.

use super::{Decision, Facts};
use crate::lead::{Lead, Value};
use crate::model::{Compiled, DisqualifyRule, Then};
use crate::time::Instant;

pub(super) fn disqualify(model: &Compiled, lead: &Lead, now: Instant, decision: &mut Decision, field: Option<usize>) {
    decision.matching.resize(model.disqualify.len(), false);
    decision.disqualified.clear();
    for (index, rule) in model.disqualify.iter().enumerate() {
        if may_change(model, rule, field) {
            decision.matching[index] = decision.facts(model, lead, now).is_out(index);
        }
        if decision.matching[index] {
            decision.disqualified.push(index);
        }
    }
}

fn may_change(model: &Compiled, rule: &DisqualifyRule, field: Option<usize>) -> bool {
    let is_date = matches!(rule.then, Then::RecycleOn(date) if Some(date) == field);
    is_date || model.hangs_on(rule.when, field) || model.hangs_on(rule.unless, field)
}

impl Facts<'_> {
    /// Whether a rule puts the lead out.
    fn is_out(&self, index: usize) -> bool {
        let rule = &self.model.disqualify[index];
        let brought_back = rule.unless.is_some() && self.truth(rule.unless).holds();
        self.truth(rule.when).holds() && !brought_back && !self.is_served(index)
    }

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
