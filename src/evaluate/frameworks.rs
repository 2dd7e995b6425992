//! Frameworks: which criteria are met, and whether that is enough.

use super::Decision;
use crate::condition::Truth;
use crate::lead::Lead;
use crate::model::{Compiled, Framework};
use crate::time::Instant;

/// How a lead stands in a framework.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Assessment {
    pub(crate) met: usize,
    pub(crate) passed: Truth,
}

pub(super) fn assess(model: &Compiled, lead: &Lead, now: Instant, decision: &mut Decision, field: Option<usize>) {
    let count = model.frameworks.last().map_or(0, |last| last.first + last.criteria.len());
    decision.criteria.resize(count, Truth::Unknown);
    decision.frameworks.clear();
    for framework in &model.frameworks {
        for (index, criterion) in (framework.first..).zip(&framework.criteria) {
            if model.hangs_on(criterion.met, field) {
                decision.criteria[index] = decision.facts(model, lead, now).truth(criterion.met);
            }
        }
        let criteria = &decision.criteria[framework.first..framework.first + framework.criteria.len()];
        let assessment = assessment(framework, criteria);
        decision.frameworks.push(assessment);
    }
}

/// Passed when enough are met, failed when not even every unknown one would make it so.
fn assessment(framework: &Framework, criteria: &[Truth]) -> Assessment {
    let count = |wanted: Truth| criteria.iter().filter(|&&truth| truth == wanted).count();
    let (met, unknown) = (count(Truth::True), count(Truth::Unknown));
    let enough = Truth::of(met >= framework.at_least).max(if met + unknown >= framework.at_least {
        Truth::Unknown
    } else {
        Truth::False
    });
    let must = framework.must.iter().map(|&criterion| criteria[criterion]);
    Assessment { met, passed: must.fold(enough, Truth::min) }
}
