//! Fit: who the lead is.

use super::Decision;
use super::facts::Facts;
use crate::condition::Truth;
use crate::lead::Lead;
use crate::model::{Compiled, Rule, RulePoints, asks_about};
use crate::points::Points;
use crate::time::Instant;

pub(super) fn score(model: &Compiled, lead: &Lead, now: Instant, decision: &mut Decision, field: Option<usize>) {
    decision.rules.resize(model.fit.rules.len(), Truth::Unknown);
    decision.rule_points.resize(model.fit.rules.len(), Points::ZERO);
    for (index, rule) in model.fit.rules.iter().enumerate() {
        if asks_about(rule.asks, field) {
            let facts = decision.facts(model, lead, now);
            let truth = facts.truth(rule.when);
            let points = points(rule, truth, facts);
            (decision.rules[index], decision.rule_points[index]) = (truth, points);
        }
    }
    let parts = model.fit.rules.iter().zip(&decision.rule_points).map(|(rule, points)| (rule.group, *points));
    decision.fit.sum_up(&model.fit.axis, parts);
}

/// A rule that does not hold gives nothing, and so does a number below the first step or unknown.
fn points(rule: &Rule, truth: Truth, facts: Facts<'_>) -> Points {
    match &rule.points {
        _ if !truth.holds() => Points::ZERO,
        points => facts.points_of(points),
    }
}

impl Facts<'_> {
    /// The points of a rule that holds.
    pub(crate) fn points_of(&self, points: &RulePoints) -> Points {
        match points {
            RulePoints::Fixed(points) => *points,
            RulePoints::Graded { by, steps } => {
                let Some(number) = self.number(*by) else { return Points::ZERO };
                let below = steps.partition_point(|(start, _)| *start <= number);
                below.checked_sub(1).map_or(Points::ZERO, |step| steps[step].1)
            }
        }
    }
}
