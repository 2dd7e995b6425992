//! What if: what other answers would change, and the fewest that reach a stage.

use super::outcome::Outcome;
use super::plan::{Plan, Rest};
use super::question::Outcome as Named;
use super::step::Step;
use super::walk::END;
use super::{Form, FormError};
use crate::evaluation::{Action, Evaluation};
use crate::functions::event::{self, Found};
use crate::json::raw::members;
use crate::json::write;
use crate::model::{Compiled, Target};
use crate::prelude::*;
use crate::sort::sort_list;
use core::cell::Cell;

/// What would differ if fields had other values.
#[derive(Debug)]
pub struct WhatIf {
    /// The evaluation as it would be.
    pub evaluation: Evaluation,
    /// What would be another than it is, in the order of the evaluation's keys.
    pub differences: Vec<Difference>,
}

/// Something that would be another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The place in the evaluation's JSON, such as `fit.tier`, `score` or `action.team`.
    pub what: &'static str,
    /// What it is, as JSON.
    pub from: String,
    /// What it would be, as JSON.
    pub to: String,
}

/// What it would take to reach a stage.
#[derive(Clone, Debug, PartialEq)]
pub struct WouldTake {
    /// Whether anything found here reaches the stage.
    pub is_reachable: bool,
    /// Whether it is certain that there are no other answers that do, and none fewer.
    pub is_exact: bool,
    /// Ways to reach it, the one with the fewest answers first; empty when the lead is there.
    pub ways: Vec<Way>,
    /// In words.
    pub why: String,
}

/// A way to reach a stage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Way {
    /// By answers: fields, and the JSON of a value for each.
    Answers(Vec<(String, String)>),
    /// By one event: its JSON.
    Event(String),
}

/// So many ways are shown, of answers and of events each.
const MOST_WAYS: usize = 3;
/// Steps that finding events may take.
const WORK: u64 = 2_000_000;

impl Form {
    /// What would differ if fields had other values: `changes` is the JSON of an object of them, `null` taking an answer back.
    ///
    /// # Errors
    /// [`FormError::UnknownField`], [`FormError::NotJson`].
    pub fn what_if(&self, changes: &[u8]) -> Result<WhatIf, FormError> {
        let changes = core::str::from_utf8(changes).ok().and_then(members).ok_or(FormError::NotJson)?;
        let mut steps = self.steps.clone();
        for (name, value) in changes {
            steps.push(Step::Answer { field: self.field(&name)?, value: value.to_string() });
        }
        let evaluation = self.with(&steps);
        let differences = differences(&self.evaluation, &evaluation);
        Ok(WhatIf { evaluation, differences })
    }

    /// The fewest answers, or a single event, that bring the lead to a stage or above it: several ways that have little in
    /// common, or why there is none.
    ///
    /// # Errors
    /// [`FormError::UnknownStage`].
    pub fn would_take(&mut self, stage: &str) -> Result<WouldTake, FormError> {
        let stages = &self.model.0.stage_names.ids;
        let wanted = stages.iter().position(|id| id == stage);
        let wanted = wanted.ok_or_else(|| FormError::UnknownStage { name: stage.to_string() })?;
        if is_there(&self.evaluation, wanted) {
            let why = format!("the lead is at `{}` already", self.evaluation.stage());
            return Ok(WouldTake { is_reachable: true, is_exact: true, ways: Vec::new(), why });
        }
        self.look();
        let mut ways = self.answers_to(wanted);
        let is_exact = self.is_exact();
        let by_answers = !ways.is_empty();
        ways.extend(self.events_to(wanted));
        let why = self.words(stage, wanted, &ways, by_answers);
        Ok(WouldTake { is_reachable: !ways.is_empty(), is_exact, ways, why })
    }

    fn with(&self, steps: &[Step]) -> Evaluation {
        self.model.evaluate(self.lead_after(steps, &|_| true).as_bytes(), self.now, &self.context)
    }

    /// Ways of answers: the shortest, and for each of its fields the shortest without it.
    fn answers_to(&self, wanted: usize) -> Vec<Way> {
        let Some(outlook) = &self.outlook else { return Vec::new() };
        let search = Search { form: self, plan: &outlook.plan, rest: &outlook.rest, wanted };
        let Some(first) = search.path(None) else { return Vec::new() };
        let mut paths = vec![first.clone()];
        for (variable, _) in &first {
            if let Some(path) = search.path(Some(*variable)) {
                let fields = |path: &[(usize, usize)]| path.iter().map(|(variable, _)| *variable).gather();
                if paths.iter().all(|known| fields(known) != fields(&path)) {
                    paths.push(path);
                }
            }
        }
        let mut ways: Vec<Vec<(String, String)>> = paths.iter().filter_map(|path| search.values(path)).gather();
        // The shortest stays first; a stable order keeps those of one length as they were found.
        sort_list(&mut ways, &|a, b| a.len().cmp(&b.len()));
        ways.truncate(MOST_WAYS);
        ways.into_iter().map(Way::Answers).gather()
    }

    /// Single events, made up to fit what the model asks of events, that would do.
    fn events_to(&self, wanted: usize) -> Vec<Way> {
        let mut ways = Vec::new();
        for event in self.events() {
            let mut steps = self.steps.clone();
            steps.push(Step::Event { event: event.clone() });
            if is_there(&self.with(&steps), wanted) {
                ways.push(Way::Event(event));
            }
            if ways.len() == MOST_WAYS {
                break;
            }
        }
        ways
    }

    /// An event for everything that watches events: first those that a person's decision is, then those of each signal.
    fn events(&self) -> Vec<String> {
        let model = &*self.model.0;
        let work = Cell::new(WORK);
        let mut events: Vec<String> = Vec::new();
        for is_gate in [true, false] {
            for (event_type, watcher) in event::watchers(model) {
                let is_wanted = match watcher.target {
                    Target::Gate { accept, .. } => is_gate && accept,
                    Target::Signal(_) | Target::Then(_) => !is_gate,
                    Target::Pause(_) => false,
                };
                if is_wanted && let Found::Event(event) = event::matching(model, event_type, watcher, &work) {
                    let json = event::json(model, &event, self.now);
                    if !events.contains(&json) {
                        events.push(json);
                    }
                }
            }
        }
        events
    }

    fn words(&self, stage: &str, wanted: usize, ways: &[Way], by_answers: bool) -> String {
        if let Some(Way::Answers(answers)) = ways.first() {
            let fields: Vec<String> = answers.iter().map(|(field, _)| format!("`{field}`")).gather();
            return match fields.as_slice() {
                [field] => format!("an answer to {field} can reach `{stage}`"),
                fields => format!("{} answers can reach `{stage}`: {}", fields.len(), joined(fields, ", ")),
            };
        }
        let mut highest = None;
        if let Some(outlook) = &self.outlook {
            for outcome in outlook.rest.outcomes(outlook.rest.root) {
                if let Outcome::In { stage, .. } = outlook.plan.problem.outcomes.all[outcome] {
                    highest = highest.max(Some(stage));
                }
            }
        }
        let stages = &self.model.0.stage_names.ids;
        let no_answer = match highest {
            _ if by_answers => String::new(),
            None => format!("no answer that is still open reaches `{stage}`: the lead is out whatever is answered"),
            Some(highest) if highest < wanted => {
                format!(
                    "no answer that is still open reaches `{stage}`: the highest stage within reach is `{}`",
                    stages[highest]
                )
            }
            Some(_) => format!("no answer was found that reaches `{stage}`"),
        };
        match ways.first() {
            Some(_) => format!("{no_answer}; an event can"),
            None => no_answer,
        }
    }
}

/// Whether an evaluation is at a stage or above it.
fn is_there(evaluation: &Evaluation, wanted: usize) -> bool {
    let (decision, _) = evaluation.decision();
    decision.disqualified.is_empty() && decision.stage >= wanted
}

/// A search for the fewest answers.
struct Search<'f> {
    form: &'f Form,
    plan: &'f Plan,
    rest: &'f Rest,
    wanted: usize,
}

impl Search<'_> {
    /// The fewest effects that lead to the stage, each with its variable; one variable may have to stay unknown.
    fn path(&self, without: Option<usize>) -> Option<Vec<(usize, usize)>> {
        let mut costs: Vec<Option<usize>> = Vec::with_capacity(self.rest.nodes.len());
        let mut choices: Vec<usize> = Vec::with_capacity(self.rest.nodes.len());
        for node in 0..self.rest.nodes.len() as u32 {
            let (mut best, mut choice) = (None, 0);
            match self.rest.nodes.row(node) {
                [END, outcomes @ ..] => {
                    let reaches = |outcome: &u32| {
                        let outcome = self.plan.problem.outcomes.all[*outcome as usize];
                        matches!(outcome, Outcome::In { stage, .. } if stage >= self.wanted)
                    };
                    best = outcomes.iter().any(reaches).then_some(0);
                }
                [variable, ways @ ..] => {
                    let variable = *variable as usize;
                    let unknown = self.plan.unknown(variable);
                    for (effect, &next) in ways.iter().enumerate() {
                        let is_answer = Some(effect) != unknown;
                        if is_answer && (without == Some(variable) || self.value(variable, effect).is_none()) {
                            continue;
                        }
                        let cost = costs[next as usize].map(|cost| cost + usize::from(is_answer));
                        if cost.is_some_and(|cost| best.is_none_or(|best| cost < best)) {
                            (best, choice) = (cost, effect);
                        }
                    }
                }
                [] => {}
            }
            costs.push(best);
            choices.push(choice);
        }
        costs[self.rest.root as usize]?;
        let (mut node, mut path) = (self.rest.root, Vec::new());
        while let [variable, ways @ ..] = self.rest.nodes.row(node)
            && *variable != END
        {
            let effect = choices[node as usize];
            if Some(effect) != self.plan.unknown(*variable as usize) {
                path.push((*variable as usize, effect));
            }
            node = ways[effect];
        }
        Some(path)
    }

    /// The JSON of a value with an effect: one that the question offers, if any does.
    fn value(&self, variable: usize, effect: usize) -> Option<String> {
        let field = self.plan.field(variable)?;
        let domain = self.plan.domain(field)?;
        let has_effect = |class: usize| self.plan.walk.variables[variable].effects.get(class) == Some(&effect);
        let offers = self.form.questions_of_model().iter().filter(|question| question.field == field);
        let mut trial = crate::functions::domain::Trial::new(&self.form.model.0, self.form.evaluation.facts());
        let offered = offers
            .flat_map(|question| &question.offers)
            .find(|offer| trial.class_of(domain, offer.value.as_bytes()).is_some_and(has_effect));
        if let Some(offer) = offered {
            return Some(offer.value.clone());
        }
        let mut classes = domain.classes.iter().enumerate().filter(|(class, _)| has_effect(*class));
        let value = classes.find_map(|(_, class)| class.value.clone().filter(|_| class.seen.is_known))?;
        String::from_utf8(value).ok()
    }

    /// The answers of a path; `None` when they do not do after all, which bounds cannot tell.
    fn values(&self, path: &[(usize, usize)]) -> Option<Vec<(String, String)>> {
        let mut steps = self.form.steps.clone();
        let mut answers = Vec::new();
        for &(variable, effect) in path {
            let (field, value) = (self.plan.field(variable)?, self.value(variable, effect)?);
            answers.push((field, self.form.model.0.fields[field].name.clone(), value.clone()));
            steps.push(Step::Answer { field, value });
        }
        sort_list(&mut answers, &|a, b| a.0.cmp(&b.0));
        let does = is_there(&self.form.with(&steps), self.wanted);
        does.then(|| answers.into_iter().map(|(_, name, value)| (name, value)).gather())
    }
}

/// What is compared, in the order of the evaluation's keys, each with its JSON.
type Compared = (&'static str, fn(&Evaluation, &Action<'_>) -> String);

const COMPARED: [Compared; 18] = [
    ("fit.points", |of, _| of.fit().to_string()),
    ("fit.tier", |of, _| text(of.tier())),
    ("intent.points", |of, _| of.intent().to_string()),
    ("intent.band", |of, _| text(of.band())),
    ("score", |of, _| of.score().to_string()),
    ("stage", |of, _| text(Some(of.stage()))),
    ("wouldBe", |of, _| text(of.would_be())),
    ("awaiting", |of, _| text(of.awaiting())),
    ("disqualified.code", |of, _| text(of.disqualified().next().map(|out| out.code))),
    ("action.kind", |_, action| text(Some(action.kind.as_str()))),
    ("action.rule", |_, action| text(action.rule)),
    ("action.team", |_, action| text(action.team)),
    ("action.owner", |_, action| text(action.owner.as_deref())),
    ("action.queue", |_, action| text(action.queue)),
    ("action.track", |_, action| text(action.track)),
    ("action.partner", |_, action| text(action.partner)),
    ("action.protocol", |_, action| text(action.protocol)),
    ("action.at", |_, action| text(action.at.map(|at| at.to_string()).as_deref())),
];

fn differences(from: &Evaluation, to: &Evaluation) -> Vec<Difference> {
    let (action, other) = (from.action(), to.action());
    let mut differences = Vec::new();
    for (what, json) in COMPARED {
        let (from, to) = (json(from, &action), json(to, &other));
        if from != to {
            differences.push(Difference { what, from, to });
        }
    }
    differences
}

fn text(text: Option<&str>) -> String {
    text.map_or_else(|| "null".to_string(), write::quoted)
}

/// The outcome of an evaluation, by its names.
pub(super) fn outcome<'m>(model: &'m Compiled, evaluation: &Evaluation) -> Named<'m> {
    Outcome::of(evaluation.decision().0).named(model)
}
