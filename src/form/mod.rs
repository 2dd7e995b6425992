//! The form: a lead that grows answer by answer, and knows which answer would change the decision, which to ask for next, and
//! when nothing that is left to ask can change it.

mod account;
mod chance;
mod diagram;
mod domain;
mod enrich;
mod event;
mod lead;
mod outcome;
mod plan;
mod priors;
mod problem;
mod question;
mod rows;
mod valid_until;
mod walk;
mod what_if;
mod write;

pub use chance::Chance;
pub use priors::Priors;
pub use question::{Offer, Outcome, Question};
pub use what_if::{Difference, Way, WhatIf, WouldTake};

use crate::evaluation::Evaluation;
use crate::json::raw::is_json;
use crate::lead::Value;
use crate::model::{self, Model};
use crate::number::Number;
use crate::points::Points;
use crate::prelude::*;
use crate::sort::sort_and_dedup;
use crate::suggest;
use crate::time::Instant;
use chance::{Chances, Weights};
use domain::Trial;
use plan::{Plan, Rest};
use problem::Problem;

/// A lead under way: what it began with, the answers since, and what they leave open.
///
/// ```
/// use leadgrade::{Instant, Model};
/// let model = Model::from_json(r#"{
///   "leadgrade": 1, "name": "demo",
///   "fields": { "size": { "type": "number", "min": 1 }, "budget": { "type": "boolean" }, "name": { "type": "text" } },
///   "stages": [{ "id": "sql", "when": { "size": { "gte": 50 }, "budget": true } }],
///   "form": { "questions": [
///     { "field": "size", "ask": "How many people work there?", "options": [{ "value": 20 }, { "value": 200 }] },
///     { "field": "budget", "ask": "Is there a budget?" },
///     { "field": "name", "ask": "What is your name?" }] }
/// }"#)?;
/// let mut form = model.form(b"{}", Instant::parse("2026-11-22").unwrap(), b"");
/// assert_eq!(form.next(9).iter().map(|question| question.field).collect::<Vec<_>>(), ["size", "budget"]);
/// form.answer("size", b"12")?;
/// // Whatever the budget is, it stays a lead.
/// assert!(form.is_settled());
/// assert!(form.next(9).is_empty());
/// # Ok::<(), Box<dyn core::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Form {
    model: Model,
    now: Instant,
    context: Vec<u8>,
    /// The JSON of the lead that the form began with.
    base: String,
    steps: Vec<Step>,
    /// Of the lead as it is now.
    evaluation: Evaluation,
    /// Of the lead with those answers only that no plan is made for.
    ground: Evaluation,
    outlook: Option<Outlook>,
    /// Whether more is open before all answers than can be walked.
    is_wide: bool,
}

/// What was done to a form.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Step {
    Answer { field: usize, value: String },
    Skip { field: usize },
    Event { event: String },
}

/// What is open, and what hangs on it.
#[derive(Debug)]
struct Outlook {
    plan: Plan,
    weights: Weights,
    /// The fields that the plan takes as open.
    open: Vec<usize>,
    /// By domain: the class of what was answered.
    classes: Vec<Option<usize>>,
    rest: Rest,
    chances: Chances,
    /// The open fields whose answers can change the outcome.
    mattering: Vec<usize>,
}

/// What a question is asked for.
#[derive(Debug)]
enum Use {
    /// Its answer can change the outcome.
    Decides,
    /// Its answer decides whether questions about these fields are shown, whose answers can.
    LeadsTo(Vec<usize>),
    /// The form wants an answer.
    Wanted,
}

/// What a form cannot take.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FormError {
    /// A name that is no field of the model.
    UnknownField {
        /// The name.
        name: String,
        /// A field that may be meant.
        suggestion: Option<String>,
    },
    /// A name that is no stage of the model.
    UnknownStage {
        /// The name.
        name: String,
    },
    /// A text that is not JSON, or not what is kept of a form.
    NotJson,
}

impl FormError {
    /// A word for programs: `unknown-field`, `unknown-stage` or `not-json`.
    pub fn code(&self) -> &'static str {
        match self {
            FormError::UnknownField { .. } => "unknown-field",
            FormError::UnknownStage { .. } => "unknown-stage",
            FormError::NotJson => "not-json",
        }
    }
}

impl core::fmt::Display for FormError {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match self {
            FormError::UnknownField { name, suggestion: Some(field) } => {
                write!(f, "unknown field `{name}`; did you mean `{field}`?")
            }
            FormError::UnknownField { name, suggestion: None } => write!(f, "unknown field `{name}`"),
            FormError::UnknownStage { name } => write!(f, "unknown stage `{name}`"),
            FormError::NotJson => f.write_str("this is not JSON"),
        }
    }
}

impl core::error::Error for FormError {}

/// The outcomes still possible, and bounds of the scores.
#[derive(Clone, Debug, PartialEq)]
pub struct Reachable<'a> {
    /// Whether each of the outcomes can come about: otherwise there may be some among them that cannot.
    pub is_exact: bool,
    /// All outcomes that can come about.
    pub outcomes: Vec<Outcome<'a>>,
    /// The least and greatest points of fit. They are never too narrow; rules that share a question may make them wider than
    /// what is reached, as they do the others.
    pub fit: (Points, Points),
    /// The least and greatest points of intent.
    pub intent: (Points, Points),
    /// The least and greatest score.
    pub score: (Points, Points),
}

/// A question of the form and how it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct QuestionState<'a> {
    /// The question, as if its answer could change nothing.
    pub question: Question<'a>,
    /// Whether it may be seen.
    pub is_visible: bool,
    /// Whether its field is known, skipped, or open.
    pub state: State,
    /// Whether its answer can change the outcome, or whether a question is shown whose answer can.
    pub matters: bool,
}

/// How a question stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It may still be asked.
    Open,
    /// Its field has a value.
    Known,
    /// The visitor would not say.
    Skipped,
}

impl State {
    /// The word in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            State::Open => "open",
            State::Known => "known",
            State::Skipped => "skipped",
        }
    }
}

impl Model {
    /// Begins a form with what is known of a lead: `lead` is its JSON text, `context` that of the context or empty.
    pub fn form(&self, lead: &[u8], now: Instant, context: &[u8]) -> Form {
        let base = String::from_utf8_lossy(lead).into_owned();
        let mut form = Form {
            model: self.clone(),
            now,
            context: context.to_vec(),
            base,
            steps: Vec::new(),
            evaluation: self.evaluation(),
            ground: self.evaluation(),
            outlook: None,
            is_wide: false,
        };
        form.evaluation.renew(lead, now, context);
        form
    }
}

impl Form {
    /// Takes the JSON of an answer, as a lead's profile would have it. `null` and what is blank take an earlier answer back.
    /// Gives the code of a notice when the value is not of the field's kind: of a wrong type, the field stays unknown.
    ///
    /// # Errors
    /// [`FormError::UnknownField`], [`FormError::NotJson`].
    pub fn answer(&mut self, field: &str, value: &[u8]) -> Result<Option<&'static str>, FormError> {
        let field = self.field(field)?;
        let value = json(value)?;
        self.take(Step::Answer { field, value });
        Ok(self.notice(field))
    }

    /// The visitor will not say: an earlier answer is taken back, the field stays unknown and is not asked for again.
    ///
    /// # Errors
    /// [`FormError::UnknownField`].
    pub fn skip(&mut self, field: &str) -> Result<(), FormError> {
        let field = self.field(field)?;
        self.take(Step::Skip { field });
        Ok(())
    }

    /// Takes the JSON of an event, as a lead has it.
    ///
    /// # Errors
    /// [`FormError::NotJson`].
    pub fn add_event(&mut self, event: &[u8]) -> Result<(), FormError> {
        let event = json(event)?;
        self.take(Step::Event { event });
        Ok(())
    }

    /// Takes back the last answer, skip or event; `false` when there is none.
    pub fn undo(&mut self) -> bool {
        let Some(step) = self.steps.pop() else { return false };
        self.renew(&step);
        true
    }

    /// The best questions to ask next, at most so many: first those that can change the outcome, by what the answer is worth
    /// for its friction; then those that decide whether a question is shown that can, by what that one is worth; then those that
    /// the form wants answered all the same.
    pub fn next(&mut self, most: usize) -> Vec<Question<'_>> {
        self.look();
        let form = &*self;
        let Some(outlook) = &form.outlook else { return Vec::new() };
        let leads = form.leads(outlook);
        let (mut useful, mut leading, mut wanted) = (Vec::new(), Vec::new(), Vec::new());
        for (question, leads) in form.questions_of_model().iter().zip(leads) {
            if !form.is_askable(question) {
                continue;
            }
            if outlook.matters(question.field) {
                useful.push(((question, Use::Decides), outlook.worth(question.field), question.friction));
            } else if !leads.is_empty() {
                let worth = leads.iter().map(|field| outlook.worth(*field));
                let worth = worth.fold(Chance::default(), |best, worth| if worth > best { worth } else { best });
                leading.push(((question, Use::LeadsTo(leads)), worth, question.friction));
            } else if question.required {
                wanted.push((question, Use::Wanted));
            }
        }
        let ranked = chance::rank(useful, most).into_iter().chain(chance::rank(leading, most)).chain(wanted).take(most);
        ranked.map(|(question, of_use)| form.question(outlook, question, &of_use)).collect()
    }

    /// Whether no answer that is still missing can change the outcome, at this instant and with these events.
    pub fn is_settled(&mut self) -> bool {
        self.look();
        self.outlook.as_ref().is_some_and(|outlook| outlook.rest.is_settled())
    }

    /// Whether it is known exactly which outcomes can come about. Otherwise there may be fewer than
    /// [`reachable`](Form::reachable) says, and the form may be settled though [`is_settled`](Form::is_settled) denies it;
    /// never the other way round.
    pub fn is_exact(&mut self) -> bool {
        self.look();
        self.outlook.as_ref().is_some_and(|outlook| outlook.rest.is_exact)
    }

    /// The outcomes still possible, and bounds of the scores.
    pub fn reachable(&mut self) -> Reachable<'_> {
        self.look();
        let bounds = self.bounds();
        let outcomes = self
            .outlook
            .iter()
            .flat_map(|outlook| outlook.rest.outcomes(outlook.rest.root).map(|outcome| self.outcome(outlook, outcome)));
        let is_exact = self.outlook.as_ref().is_some_and(|outlook| outlook.rest.is_exact);
        Reachable { is_exact, outcomes: outcomes.collect(), fit: bounds[0], intent: bounds[1], score: bounds[2] }
    }

    /// The open fields whose answers can change the outcome, in the order of the model.
    pub fn missing(&mut self) -> Vec<&str> {
        self.look();
        let model = &self.model.0;
        let Some(outlook) = &self.outlook else { return Vec::new() };
        let matters = |field: &usize| outlook.matters(*field);
        (0..model.fields.len()).filter(matters).map(|field| model.fields[field].name.as_str()).collect()
    }

    /// Every question of the model and how it stands.
    pub fn questions(&mut self) -> Vec<QuestionState<'_>> {
        self.look();
        let form = &*self;
        let Some(outlook) = &form.outlook else { return Vec::new() };
        let states = form.questions_of_model().iter().zip(form.leads(outlook)).map(|(question, leads)| QuestionState {
            question: Question::new(&form.model.0, question, Chance::default(), Vec::new()),
            is_visible: form.is_visible(question),
            state: form.state(question.field),
            matters: outlook.matters(question.field) || !leads.is_empty(),
        });
        states.collect()
    }

    /// The evaluation of the lead as it is now.
    pub fn evaluation(&self) -> &Evaluation {
        &self.evaluation
    }

    /// The instant of the form.
    pub fn now(&self) -> Instant {
        self.now
    }

    /// The JSON of the lead as it is now, with all answers and events.
    pub fn lead(&self) -> String {
        self.lead_after(&self.steps, |_| true)
    }

    fn field(&self, name: &str) -> Result<usize, FormError> {
        let fields = &self.model.0.fields;
        fields.iter().position(|field| field.name == name).ok_or_else(|| FormError::UnknownField {
            name: name.to_string(),
            suggestion: suggest::nearest(name, fields.iter().map(|field| field.name.as_str())).map(str::to_string),
        })
    }

    fn take(&mut self, step: Step) {
        self.steps.push(step.clone());
        self.renew(&step);
    }

    /// Decides again after a step was taken, or taken back.
    fn renew(&mut self, step: &Step) {
        let lead = self.lead();
        self.evaluation.renew(lead.as_bytes(), self.now, &self.context);
        let keeps_plan = |outlook: &Outlook| match step {
            Step::Event { .. } => false,
            Step::Answer { field, .. } | Step::Skip { field } => {
                !outlook.plan.walk.is_bounded && outlook.open.contains(field)
            }
        };
        let outlook = self.outlook.take().filter(keeps_plan);
        self.outlook = outlook.and_then(|Outlook { plan, weights, open, .. }| {
            let classes = self.classes(&plan)?;
            Some(Outlook::new(plan, weights, open, classes))
        });
        self.is_wide &= !matches!(step, Step::Event { .. }) && !self.steps.is_empty();
    }

    /// The JSON of the lead after some steps, with those answers that are wanted.
    fn lead_after(&self, steps: &[Step], wanted: impl Fn(usize) -> bool) -> String {
        if steps.is_empty() {
            return self.base.clone();
        }
        let fields = &self.model.0.fields;
        let answers = answers(steps).into_iter().filter(|(field, _)| wanted(*field));
        let answers: Vec<(&str, &[u8])> =
            answers.map(|(field, value)| (fields[field].name.as_str(), value.as_bytes())).collect();
        let events = steps.iter().filter_map(|step| match step {
            Step::Event { event } => Some(event.as_bytes()),
            _ => None,
        });
        let mut lead = Vec::new();
        lead::write(&mut lead, &self.base, &answers, &events.collect::<Vec<_>>());
        String::from_utf8(lead).unwrap_or_default()
    }

    /// The notice about a field's value.
    fn notice(&self, field: usize) -> Option<&'static str> {
        let model = &self.model.0;
        let pointer = &model.paths.place(*model.fields[field].slots.first()?).pointer;
        self.evaluation.notices().find(|notice| notice.path.as_ref() == Some(pointer)).map(|notice| notice.code)
    }

    fn questions_of_model(&self) -> &[model::Question] {
        self.model.0.form.as_ref().map_or(&[], |form| &form.questions)
    }

    /// Whether a question may fill a field; without a form, any field may be filled.
    fn is_open_question(&self, field: usize) -> bool {
        self.model.0.form.is_none() || self.questions_of_model().iter().any(|question| question.field == field)
    }

    fn is_known(&self, field: usize) -> bool {
        !matches!(self.evaluation.facts().value(field), Value::Unknown)
    }

    /// Whether the last thing that was said of a field is that nothing will be.
    fn is_skipped(&self, field: usize) -> bool {
        let last = self.steps.iter().rev().find_map(|step| match step {
            Step::Skip { field: of } if *of == field => Some(true),
            Step::Answer { field: of, .. } if *of == field => Some(false),
            _ => None,
        });
        last.unwrap_or(false) && !self.is_known(field)
    }

    fn state(&self, field: usize) -> State {
        match (self.is_known(field), self.is_skipped(field)) {
            (true, _) => State::Known,
            (false, true) => State::Skipped,
            (false, false) => State::Open,
        }
    }

    fn is_visible(&self, question: &model::Question) -> bool {
        self.evaluation.facts().truth(question.when).holds()
    }

    fn is_askable(&self, question: &model::Question) -> bool {
        self.state(question.field) == State::Open && self.is_visible(question)
    }

    /// Finds out what is open, unless that is known.
    fn look(&mut self) {
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
        let (plan, open) = self.plan(said.collect());
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
            let lead = self.lead_after(&self.steps, |field| settled.contains(&field));
            self.ground.renew(lead.as_bytes(), self.now, &self.context);
            let is_unknown = |field: usize| matches!(self.ground.facts().value(field), Value::Unknown);
            let is_open =
                |&field: &usize| self.is_open_question(field) && !settled.contains(&field) && is_unknown(field);
            let open: Vec<usize> = (0..self.model.0.fields.len()).filter(is_open).collect();
            let answered = answers(&self.steps).into_iter().map(|(field, _)| field);
            let mut closed: Vec<usize> =
                answered.filter(|field| !open.contains(field) && !settled.contains(field)).collect();
            if closed.is_empty() {
                let now = self.now;
                let (model, lead, decision) = self.ground.parts();
                let plan = Plan::new(Problem::new(model, lead, now, decision, &open));
                let facts = self.evaluation.facts();
                let strange =
                    plan.problem.domains.iter().filter(|domain| domain.class_of(&facts.seen(domain)).is_none());
                closed.extend(strange.map(|domain| domain.field));
                if closed.is_empty() {
                    return (plan, open);
                }
            }
            settled.extend(closed);
        }
    }

    /// By domain: the class of what was answered or skipped; `None` in all when an answer is of no class.
    fn classes(&self, plan: &Plan) -> Option<Vec<Option<usize>>> {
        let facts = self.evaluation.facts();
        let class = |domain: &domain::Domain| match self.state(domain.field) {
            State::Open => Some(None),
            _ => Some(Some(domain.class_of(&facts.seen(domain))?)),
        };
        plan.problem.domains.iter().map(class).collect()
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
                        if let Some(class) = domain.class_of(&trial.see(domain, offer.value.as_bytes())) {
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

    fn outcome<'a>(&'a self, outlook: &Outlook, number: usize) -> Outcome<'a> {
        Outcome::new(outlook.plan.problem.outcomes.all[number].parts(&self.model.0), outlook.chances.of_outcome(number))
    }

    fn question<'a>(&'a self, outlook: &Outlook, question: &'a model::Question, of_use: &Use) -> Question<'a> {
        let new = |value: Chance, decided: Vec<usize>| {
            let could = decided.into_iter().map(|outcome| self.outcome(outlook, outcome)).collect();
            Question::new(&self.model.0, question, value, could)
        };
        match of_use {
            Use::Decides => new(outlook.worth(question.field), outlook.decided_by(question.field)),
            Use::LeadsTo(leads) => {
                let mut decided: Vec<usize> = leads.iter().flat_map(|field| outlook.decided_by(*field)).collect();
                sort_and_dedup(&mut decided);
                let fields = leads.iter().map(|field| self.model.0.fields[*field].name.as_str());
                new(Chance::default(), decided).leading_to(fields)
            }
            Use::Wanted => new(Chance::default(), Vec::new()),
        }
    }

    /// By question: the fields of questions not shown whose answers can change the outcome, and that may be shown once it is
    /// answered, or once another is that it leads to.
    fn leads(&self, outlook: &Outlook) -> Vec<Vec<usize>> {
        let questions = self.questions_of_model();
        let mut leads: Vec<Vec<usize>> = vec![Vec::new(); questions.len()];
        let is_hidden = |&place: &usize| {
            let question = &questions[place];
            self.state(question.field) == State::Open && !self.is_visible(question)
        };
        let hidden: Vec<usize> = (0..questions.len()).filter(is_hidden).collect();
        let mattering = hidden.iter().map(|&place| (place, questions[place].field));
        let mut next: Vec<(usize, usize)> = mattering.filter(|(_, field)| outlook.matters(*field)).collect();
        while let Some((place, field)) = next.pop() {
            let deciding = outlook.plan.decides(outlook.plan.problem.shown[place], &outlook.classes);
            for (gate, question) in questions.iter().enumerate() {
                if gate != place && deciding.contains(&question.field) && !leads[gate].contains(&field) {
                    leads[gate].push(field);
                    if hidden.contains(&gate) {
                        next.push((gate, field));
                    }
                }
            }
        }
        leads
    }

    /// Bounds of fit, intent and score.
    fn bounds(&self) -> [(Points, Points); 3] {
        let Some(outlook) = &self.outlook else { return [(Points::ZERO, Points::ZERO); 3] };
        let [fit, intent] = outlook.plan.bounds(&outlook.classes);
        let score = (fit.0 + intent.0, fit.1 + intent.1);
        [fit, intent, score].map(|(low, high)| (Points::from_milli(low), Points::from_milli(high)))
    }
}

impl Outlook {
    fn new(plan: Plan, weights: Weights, open: Vec<usize>, classes: Vec<Option<usize>>) -> Outlook {
        let rest = plan.rest(&classes);
        let chances = Chances::new(&plan, &rest, &weights);
        let mattering = plan.mattering(&rest, &classes);
        Outlook { plan, weights, open, classes, rest, chances, mattering }
    }

    /// Whether the answer to a field can change the outcome.
    fn matters(&self, field: usize) -> bool {
        self.mattering.contains(&field)
    }

    fn worth(&self, field: usize) -> Chance {
        self.plan.variable(field).map(|variable| self.chances.worth(variable)).unwrap_or_default()
    }

    /// The outcomes between which the answers to a field decide: all, where sums were not told apart.
    fn decided_by(&self, field: usize) -> Vec<usize> {
        match self.plan.variable(field).filter(|&variable| self.rest.matters[variable]) {
            Some(variable) => self.rest.decided_by(variable),
            None => self.rest.outcomes(self.rest.root).collect(),
        }
    }
}

/// The answer that counts of each field.
fn answers(steps: &[Step]) -> Vec<(usize, &str)> {
    let mut answers: Vec<(usize, &str)> = Vec::new();
    for step in steps {
        let (Step::Answer { field, .. } | Step::Skip { field }) = step else { continue };
        answers.retain(|(known, _)| known != field);
        if let Step::Answer { value, .. } = step
            && !is_blank(value)
        {
            answers.push((*field, value));
        }
    }
    answers
}

/// JSON that is no answer: `null`, or a text of white space.
fn is_blank(value: &str) -> bool {
    value == "null" || crate::json::raw::string(value).is_some_and(|text| text.trim().is_empty())
}

fn json(text: &[u8]) -> Result<String, FormError> {
    let text = core::str::from_utf8(text).map_err(|_| FormError::NotJson)?.trim();
    if is_json(text) { Ok(text.to_string()) } else { Err(FormError::NotJson) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn questions_are_asked_that_lead_to_those_that_matter() {
        let model = Model::from_json(
            r#"{ "leadgrade": 1, "name": "m",
              "fields": { "a": { "type": "boolean" }, "b": { "type": "number" }, "c": { "type": "boolean" }, "d": { "type": "boolean" }, "e": { "type": "boolean" } },
              "fit": { "rules": [{ "id": "b", "when": { "b": { "gte": 5 } }, "points": 10 }] },
              "stages": [{ "id": "mql", "when": { "d": true } }],
              "form": { "questions": [
                { "field": "c", "ask": "C?", "required": true }, { "field": "d", "ask": "D?", "when": { "fit.points": { "gte": 10 }, "e": true } },
                { "field": "b", "ask": "B?", "friction": 3, "when": { "a": true } }, { "field": "a", "ask": "A?", "friction": 2 }, { "field": "e", "ask": "E?" }] } }"#,
        )
        .unwrap();
        let mut form = model.form(b"{}", Instant::parse("2026-11-22").unwrap(), b"");
        let asked =
            |form: &mut Form| form.next(9).iter().map(|question| question.field.to_string()).collect::<Vec<_>>();
        // Points have a say in whether `d` is shown; `b` gives some, and is itself not shown yet. Less friction first.
        assert_eq!(asked(&mut form), ["e", "a", "c"]);
        let why = "decides whether to ask for `d`, which decides the stage (lead, mql)";
        assert_eq!(form.next(1)[0].why, why);
        assert_eq!(form.next(1)[0].could.len(), 2);
        assert_eq!(form.missing(), ["d"]);
        form.answer("a", b"true").unwrap();
        assert_eq!(asked(&mut form), ["e", "b", "c"]);
        form.answer("b", b"7").unwrap();
        assert_eq!(asked(&mut form), ["e", "c"]);
        // It cannot come to be shown any more.
        form.answer("e", b"false").unwrap();
        assert_eq!(asked(&mut form), ["c"]);
        assert!(!form.is_settled());
        form.answer("e", b"true").unwrap();
        assert_eq!(asked(&mut form), ["d", "c"]);
        form.answer("d", b"true").unwrap();
        assert!(form.is_settled());
        assert_eq!(asked(&mut form), ["c"]);
    }

    #[test]
    fn text_of_white_space_takes_an_answer_back_however_it_is_written() {
        for blank in ["null", r#""""#, r#"" ""#, r#""\n\u0020""#] {
            assert!(is_blank(blank), "{blank}");
        }
        for answer in ["0", "false", r#""null""#, r#""\\n""#, "[]", "{}"] {
            assert!(!is_blank(answer), "{answer}");
        }
    }
}
