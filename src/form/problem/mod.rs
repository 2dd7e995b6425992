//! What is still open about a decision: the straight line of `evaluate`, each of its conditions a function of the open
//! fields, up to one function that gives the outcome.

mod decide;
mod leaves;
mod points;

use super::account::{AXES, Account, Item, PointFact};
use super::outcome::Outcomes;
use crate::evaluate::{Contribution, Decision, Facts};
use crate::functions::diagram::{ANY, Diagram, Diagrams, UNKNOWN};
use crate::functions::domain::{Domain, Trial, field_of, tests_by_field};
use crate::lead::Lead;
use crate::model::{Compiled, Destination, Fact, RulePoints, Signal, Test};
use crate::prelude::*;
use crate::sort::{sort_and_dedup, sort_list};
use crate::sorted::Map;
use crate::time::Instant;

/// Facts about points come after all other variables.
pub(super) const FACTS: u32 = 1 << 24;

/// So many functions are kept at most.
const ROOM: usize = 200_000;
/// More open fields are not followed.
const MOST_FIELDS: usize = 600;

/// What is still open, and what comes of it.
#[derive(Debug)]
pub(super) struct Problem {
    /// The open fields that anything asks about.
    pub(super) open: Vec<usize>,
    /// Those of them whose values are told apart, by level.
    pub(super) domains: Vec<Domain>,
    /// The others: by level of what is asked about one, its field.
    loose: Map<u32, usize>,
    pub(super) diagrams: Diagrams,
    pub(super) facts: Vec<PointFact>,
    /// Those of fit before those of intent, in each the sum of the axis last.
    pub(super) accounts: Vec<Account>,
    pub(super) items: Vec<Item>,
    /// The points of each axis, as far as nothing is open about them.
    pub(super) fixed: [i64; AXES],
    pub(super) root: Diagram,
    pub(super) outcomes: Outcomes,
    /// By question of the model: whether it is shown.
    pub(super) shown: Vec<Diagram>,
}

impl Problem {
    /// What is open about a decision, when these fields are, all of them unknown in the lead.
    pub(super) fn new(model: &Compiled, lead: &Lead, now: Instant, decision: &mut Decision, open: &[usize]) -> Problem {
        let signals = decision.contributions(model, lead, now);
        let facts = decision.facts(model, lead, now);
        let mut sketch = Sketch::new(model, facts, open);
        sketch.fit();
        sketch.intent(&signals);
        sketch.frameworks();
        sketch.labels();
        sketch.decide();
        if sketch.problem.diagrams.ends(sketch.problem.root, &|_| None).contains(&ANY) {
            sketch.problem.outcomes.add_all(model);
        }
        sketch.questions();
        sketch.problem
    }

    /// The outcomes that its function may come to, whatever is known of the points, rising.
    pub(super) fn possible_outcomes(&self) -> Vec<u32> {
        let ends = self.diagrams.ends(self.root, &|_| None);
        if ends.contains(&ANY) {
            return (0..self.outcomes.all.len() as u32).gather();
        }
        let mut outcomes = ends.into_iter().filter_map(|end| self.diagrams.value(end)).gather();
        sort_and_dedup(&mut outcomes);
        outcomes
    }

    /// The field that a variable is, or is something asked about, by its level.
    pub(super) fn field_at(&self, level: u32) -> Option<usize> {
        let told = self.domains.get(level as usize).map(|domain| domain.field);
        told.or_else(|| self.loose.get(&level).copied())
    }

    /// The index of a fact about points, if it is one that is open and asked for.
    pub(super) fn fact(&self, fact: Fact) -> Option<usize> {
        self.facts.iter().position(|known| known.fact == fact)
    }
}

struct Sketch<'m> {
    model: &'m Compiled,
    /// What is known already.
    known: Facts<'m>,
    problem: Problem,
    /// By field: its level, if it is open and its values are told apart; or that they are not.
    levels: Vec<Option<Level>>,
    /// By branch of the model's conditions: the place of a test among those of its field.
    places: Vec<u32>,
    /// Whether each rule holds, three-valued; labels and criteria likewise.
    rules: Vec<Diagram>,
    criteria: Vec<Diagram>,
    labels: Vec<Diagram>,
    /// Whether the condition of each signal holds, and what it then gives.
    signals: Vec<(Diagram, Contribution)>,
    /// The stage, while the action is decided.
    stage: usize,
}

#[derive(Clone, Copy)]
enum Level {
    Told(u32),
    Loose,
}

impl<'m> Sketch<'m> {
    fn new(model: &'m Compiled, known: Facts<'m>, open: &[usize]) -> Sketch<'m> {
        let problem = Problem {
            open: Vec::new(),
            domains: Vec::new(),
            loose: Map::default(),
            diagrams: Diagrams::new(ROOM),
            facts: Vec::new(),
            accounts: Vec::new(),
            items: Vec::new(),
            fixed: [known.so_far.fit.points.milli(), known.so_far.intent.points.milli()],
            root: UNKNOWN,
            outcomes: Outcomes::new(model),
            shown: Vec::new(),
        };
        let mut sketch = Sketch {
            model,
            known,
            problem,
            levels: vec![None; model.fields.len()],
            places: vec![0; model.conditions.branches().len()],
            rules: Vec::new(),
            criteria: Vec::new(),
            labels: Vec::new(),
            signals: Vec::new(),
            stage: 0,
        };
        sketch.tell_fields_apart(open);
        sketch
    }

    /// A function of something asked about a field whose values are not told apart.
    fn of_loose(&mut self, field: usize, function: Diagram) -> Diagram {
        self.problem.diagrams.level(function).and_then(|level| self.problem.loose.insert(level, field));
        function
    }

    /// Gives each open field that matters its classes and its level. Fields that rules of one group or one condition ask come
    /// one after the other, so that little is in suspense at a time.
    fn tell_fields_apart(&mut self, open: &[usize]) {
        let mut tests = tests_by_field(self.model);
        for (place, test) in tests.iter().flat_map(|tests| tests.iter().enumerate()) {
            self.places[*test as usize] = place as u32;
        }
        let owns = |field: usize| self.model.routes.iter().any(|route| route.to == Destination::Owner(field));
        let domains = open.iter().map(|&field| Domain::new(self.model, field, core::mem::take(&mut tests[field])));
        let mut domains: Vec<Domain> = domains.filter(|domain| domain.matters() || owns(domain.field)).gather();
        // Of one group after the other: a group whose last field has been asked is a sum like any other.
        let mut groups: Vec<Option<usize>> = vec![None; self.model.fields.len()];
        for rule in self.model.fit.rules.iter().rev().filter(|rule| rule.group.is_some()) {
            let mut see = |field: usize| groups[field] = rule.group;
            if let RulePoints::Graded { by, .. } = &rule.points {
                field_of(*by).into_iter().for_each(&mut see);
            }
            if let Some(when) = rule.when {
                let fields = &mut |_, test: &Test| field_of(test.fact).into_iter().for_each(&mut see);
                self.model.conditions.each_test(when, fields);
            }
        }
        let order = |domain: &Domain| (groups[domain.field], domain.tests.first().copied());
        sort_list(&mut domains, &|a, b| order(a).cmp(&order(b)));
        let mut trial = Trial::new(self.model, self.known);
        for mut domain in domains {
            let field = domain.field;
            self.problem.open.push(field);
            let is_told = self.problem.domains.len() < MOST_FIELDS && domain.divide_for_form(&mut trial);
            self.levels[field] = Some(Level::Loose);
            if is_told {
                self.levels[field] = Some(Level::Told(self.problem.domains.len() as u32));
                self.problem.domains.push(domain);
            }
        }
    }

    fn fit(&mut self) {
        let model = self.model;
        let mut parts = Vec::new();
        for (index, rule) in model.fit.rules.iter().enumerate() {
            let when = self.truth(rule.when);
            self.rules.push(when);
            let holds = self.problem.diagrams.holds(when);
            match &rule.points {
                RulePoints::Graded { by, .. } if field_of(*by).is_some_and(|field| self.levels[field].is_some()) => {
                    for (points, stands) in self.steps(index, *by) {
                        parts.push((rule.group, self.problem.diagrams.both(holds, stands), points));
                    }
                }
                points => parts.push((rule.group, holds, self.known.points_of(points).milli())),
            }
        }
        self.sum_up(0, &model.fit.axis, parts);
    }

    fn intent(&mut self, given: &[Contribution]) {
        let model = self.model;
        let mut parts = Vec::new();
        for (signal, given) in model.intent.signals.iter().zip(given) {
            let Signal { when, group, .. } = signal;
            let when = self.truth(*when);
            let holds = self.problem.diagrams.holds(when);
            self.signals.push((holds, *given));
            parts.push((*group, holds, given.points.milli()));
        }
        self.sum_up(1, &model.intent.axis, parts);
    }

    fn frameworks(&mut self) {
        for criterion in self.model.frameworks.iter().flat_map(|framework| &framework.criteria) {
            let met = self.truth(criterion.met);
            self.criteria.push(met);
        }
    }

    fn labels(&mut self) {
        for label in &self.model.labels {
            let holds = self.truth(label.when);
            self.labels.push(holds);
        }
    }

    fn questions(&mut self) {
        for question in self.model.form.iter().flat_map(|form| &form.questions) {
            let when = self.truth(question.when);
            let shown = self.problem.diagrams.holds(when);
            self.problem.shown.push(shown);
        }
    }
}
