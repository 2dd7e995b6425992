//! What is open as a form stands: a plan, what the answers since have left of it, and what follows from that.

use super::chance::{Chance, Chances, Weights};
use super::plan::{Plan, Rest};
use super::problem::Problem;
use super::question::Outcome;
use super::step::{Step, answers};
use super::{Form, State};
use crate::functions::domain::Trial;
use crate::lead::Value;
use crate::number::Number;
use crate::points::Points;
use crate::prelude::*;
use crate::sort::sort_and_dedup;

/// What is open, and what hangs on it.
#[derive(Debug)]
pub(super) struct Outlook {
    pub(super) plan: Plan,
    weights: Weights,
    /// The fields that the plan takes as open.
    pub(super) open: Vec<usize>,
    /// By domain: the class of what was answered.
    pub(super) classes: Vec<Option<usize>>,
    pub(super) rest: Rest,
    chances: Chances,
    /// The open fields whose answers can change the outcome.
    mattering: Vec<usize>,
}

impl Outlook {
    fn new(plan: Plan, weights: Weights, open: Vec<usize>, classes: Vec<Option<usize>>) -> Outlook {
        let rest = plan.rest(&classes);
        let chances = Chances::new(&plan, &rest, &weights);
        let mattering = plan.mattering(&rest, &classes);
        Outlook { plan, weights, open, classes, rest, chances, mattering }
    }

    /// The same plan once other fields have been answered.
    pub(super) fn after(self, classes: Vec<Option<usize>>) -> Outlook {
        Outlook::new(self.plan, self.weights, self.open, classes)
    }

    /// Whether the answer to a field can change the outcome.
    pub(super) fn matters(&self, field: usize) -> bool {
        self.mattering.contains(&field)
    }

    /// What the answer to a field is worth.
    pub(super) fn worth(&self, field: usize) -> Chance {
        let worth = self.plan.variables(field).into_iter().map(|variable| self.chances.worth(variable));
        worth.fold(Chance::default(), |best, worth| if worth > best { worth } else { best })
    }

    /// The outcomes between which the answers to a field decide: all, where sums were not told apart.
    pub(super) fn decided_by(&self, field: usize) -> Vec<usize> {
        let mut variables = self.plan.variables(field);
        variables.retain(|&variable| self.rest.matters[variable]);
        if variables.is_empty() {
            return self.rest.outcomes(self.rest.root);
        }
        let mut decided: Vec<usize> =
            variables.into_iter().flat_map(|variable| self.rest.decided_by(variable)).gather();
        sort_and_dedup(&mut decided);
        decided
    }
}

impl Form {
    /// Finds out what is open, unless that is known.
    pub(super) fn look(&mut self) {
        if self.outlook.is_some() {
            return;
        }
        if !self.is_wide {
            let (plan, open) = self.plan(Vec::new());
            // With every answer known from the start, less is open.
            self.is_wide = plan.walk.is_bounded && !self.steps.is_empty();
            if !self.is_wide {
                return self.look_at(plan, open);
            }
        }
        let said = self.steps.iter().filter_map(|step| match step {
            Step::Answer { field, .. } | Step::Skip { field } => Some(*field),
            Step::Event { .. } => None,
        });
        let (plan, open) = self.plan(said.gather());
        self.look_at(plan, open);
    }

    fn look_at(&mut self, plan: Plan, open: Vec<usize>) {
        let weights = self.weights(&plan);
        let classes = self.classes(&plan).unwrap_or_default();
        self.outlook = Some(Outlook::new(plan, weights, open, classes));
    }

    /// A plan for the open fields, and these. What was said of `settled` fields is taken as known, and so are answers that no
    /// completion would give.
    fn plan(&mut self, mut settled: Vec<usize>) -> (Plan, Vec<usize>) {
        loop {
            let lead = self.lead_after(&self.steps, &|field| settled.contains(&field));
            self.ground.renew(lead.as_bytes(), self.now, &self.context);
            let is_unknown = |field: usize| matches!(self.ground.facts().value(field), Value::Unknown);
            let is_open =
                |&field: &usize| self.is_open_question(field) && !settled.contains(&field) && is_unknown(field);
            let open: Vec<usize> = (0..self.model.0.fields.len()).filter(is_open).gather();
            let answered = answers(&self.steps).into_iter().map(|(field, _)| field);
            let mut closed: Vec<usize> =
                answered.filter(|field| !open.contains(field) && !settled.contains(field)).gather();
            if closed.is_empty() {
                let now = self.now;
                let (model, lead, decision) = self.ground.parts();
                let problem = Problem::new(model, lead, now, decision, &open);
                let facts = self.evaluation.facts();
                let strange = problem.domains.iter().filter(|domain| facts.class_in(domain).is_none());
                closed.extend(strange.map(|domain| domain.field));
                if closed.is_empty() {
                    return (Plan::new(problem), open);
                }
            }
            settled.extend(closed);
        }
    }

    /// By domain: the class of what was answered or skipped; `None` in all when an answer is of no class.
    pub(super) fn classes(&self, plan: &Plan) -> Option<Vec<Option<usize>>> {
        let facts = self.evaluation.facts();
        let mut classes = Vec::new();
        for domain in &plan.problem.domains {
            classes.push(match self.state(domain.field) {
                State::Open => None,
                _ => Some(facts.class_in(domain)?),
            });
        }
        Some(classes)
    }

    /// How much the classes of each variable weigh: as much as the options of its question that are in them, or, without
    /// options, all alike of which a value is known.
    fn weights(&self, plan: &Plan) -> Weights {
        let model = &*self.model.0;
        let weigh = |variable: usize| {
            let field = plan.field(variable)?;
            let domain = plan.domain(field)?;
            let offers = self
                .questions_of_model()
                .iter()
                .find(|question| question.field == field)
                .map(|question| &question.offers);
            let mut weights = vec![Number::ZERO; domain.classes.len()];
            match offers.filter(|offers| !offers.is_empty()) {
                Some(offers) => {
                    let mut trial = Trial::new(model, self.ground.facts());
                    for offer in offers {
                        if let Some(class) = trial.class_of(domain, offer.value.as_bytes()) {
                            weights[class] = weights[class].plus(offer.weight);
                        }
                    }
                }
                None => weights.iter_mut().zip(&domain.classes).for_each(|(weight, class)| {
                    if class.value.is_some() && class.seen.is_known {
                        *weight = Number::ONE;
                    }
                }),
            }
            Some(weights)
        };
        Weights::new(plan, &weigh)
    }

    pub(super) fn outcome<'a>(&'a self, outlook: &Outlook, number: usize) -> Outcome<'a> {
        let outcome = outlook.plan.problem.outcomes.all[number].named(&self.model.0);
        Outcome { chance: outlook.chances.of_outcome(number), ..outcome }
    }

    /// Bounds of fit, intent and score.
    pub(super) fn bounds(&self) -> [(Points, Points); 3] {
        let Some(outlook) = &self.outlook else { return [(Points::ZERO, Points::ZERO); 3] };
        let [fit, intent] = outlook.plan.bounds(&outlook.classes);
        let score = (fit.0 + intent.0, fit.1 + intent.1);
        [fit, intent, score].map(|(low, high)| (Points::from_milli(low), Points::from_milli(high)))
    }
}
