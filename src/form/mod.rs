//! The form: a lead that grows answer by answer, and knows which answer would change the decision, which to ask for next, and
//! when nothing that is left to ask can change it.

mod account;
mod chance;
mod enrich;
mod error;
mod lead;
mod next;
mod outcome;
mod outlook;
mod plan;
mod priors;
mod problem;
mod question;
mod valid_until;
mod walk;
mod what_if;
mod write;

pub use chance::Chance;
pub use error::FormError;
pub use priors::Priors;
pub use question::{Offer, Outcome, Question};
pub use what_if::{Difference, Way, WhatIf, WouldTake};

use crate::evaluation::Evaluation;
use crate::json::raw::is_json;
use crate::lead::{Lead, Value};
use crate::model::{self, Model};
use crate::out::Out;
use crate::points::Points;
use crate::prelude::*;
use crate::suggest;
use crate::time::Instant;
use outlook::Outlook;

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
    /// Whether an answer may be taken by itself, and memory to read it in.
    reads_apart: bool,
    memory: Lead,
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

impl Step {
    /// The field that it is about.
    fn field(&self) -> Option<usize> {
        match self {
            Step::Answer { field, .. } | Step::Skip { field } => Some(*field),
            Step::Event { .. } => None,
        }
    }
}

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
            reads_apart: self.0.reads_apart(),
            memory: Lead::default(),
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
        self.answer_field(self.field(field)?, value)
    }

    /// Takes an answer to a field by its index.
    pub(crate) fn answer_field(&mut self, field: usize, value: &[u8]) -> Result<Option<&'static str>, FormError> {
        let value = json(value)?;
        let is_decided = self.reads_apart && self.evaluation.renew_field(field, &value, &mut self.memory);
        self.steps.push(Step::Answer { field, value });
        self.renew(Some(field), is_decided);
        Ok(self.notice(field))
    }

    /// The visitor will not say: an earlier answer is taken back, the field stays unknown and is not asked for again.
    ///
    /// # Errors
    /// [`FormError::UnknownField`].
    pub fn skip(&mut self, field: &str) -> Result<(), FormError> {
        let field = self.field(field)?;
        self.steps.push(Step::Skip { field });
        self.renew(Some(field), false);
        Ok(())
    }

    /// Takes the JSON of an event, as a lead has it.
    ///
    /// # Errors
    /// [`FormError::NotJson`].
    pub fn add_event(&mut self, event: &[u8]) -> Result<(), FormError> {
        let event = json(event)?;
        self.steps.push(Step::Event { event });
        self.renew(None, false);
        Ok(())
    }

    /// Takes back the last answer, skip or event; `false` when there is none.
    pub fn undo(&mut self) -> bool {
        let Some(step) = self.steps.pop() else { return false };
        self.renew(step.field(), false);
        true
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
        let mut outcomes = Vec::new();
        if let Some(outlook) = &self.outlook {
            for outcome in outlook.rest.outcomes(outlook.rest.root) {
                outcomes.push(self.outcome(outlook, outcome));
            }
        }
        let is_exact = self.outlook.as_ref().is_some_and(|outlook| outlook.rest.is_exact);
        Reachable { is_exact, outcomes, fit: bounds[0], intent: bounds[1], score: bounds[2] }
    }

    /// The open fields whose answers can change the outcome, in the order of the model.
    pub fn missing(&mut self) -> Vec<&str> {
        self.look();
        let model = &self.model.0;
        let Some(outlook) = &self.outlook else { return Vec::new() };
        let matters = |field: &usize| outlook.matters(*field);
        (0..model.fields.len()).filter(matters).map(|field| model.fields[field].name.as_str()).gather()
    }

    /// Every question of the model and how it stands.
    pub fn questions(&mut self) -> Vec<QuestionState<'_>> {
        self.look();
        let form = &*self;
        let Some(outlook) = &form.outlook else { return Vec::new() };
        let leads = form.leads(outlook);
        let mut states = Vec::new();
        for (place, question) in form.questions_of_model().iter().enumerate() {
            states.push(QuestionState {
                question: Question::new(&form.model.0, question, Chance::default(), Vec::new()),
                is_visible: form.is_visible(question),
                state: form.state(question.field),
                matters: outlook.matters(question.field) || !leads[place].is_empty(),
            });
        }
        states
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
        self.lead_after(&self.steps, &|_| true)
    }

    pub(crate) fn field(&self, name: &str) -> Result<usize, FormError> {
        let fields = &self.model.0.fields;
        fields.iter().position(|field| field.name == name).ok_or_else(|| FormError::UnknownField {
            name: name.to_string(),
            suggestion: suggest::nearest(name, &fields.iter().map(|field| field.name.as_str()).gather())
                .map(str::to_string),
        })
    }

    /// Decides again, unless that is done, after a step about a field or an event was taken, or taken back.
    fn renew(&mut self, field: Option<usize>, is_decided: bool) {
        if !is_decided {
            let lead = self.lead();
            self.evaluation.renew(lead.as_bytes(), self.now, &self.context);
        }
        self.is_wide &= field.is_some() && !self.steps.is_empty();
        // It is large, and mostly there is none.
        if self.outlook.is_none() {
            return;
        }
        let keeps_plan = |outlook: &Outlook| {
            field.is_some_and(|field| !outlook.plan.walk.is_bounded && outlook.open.contains(&field))
        };
        let outlook = self.outlook.take().filter(keeps_plan);
        self.outlook = outlook.and_then(|outlook| {
            let classes = self.classes(&outlook.plan)?;
            Some(outlook.after(classes))
        });
    }

    /// The JSON of the lead after some steps, with those answers that are wanted.
    fn lead_after(&self, steps: &[Step], wanted: &dyn Fn(usize) -> bool) -> String {
        if steps.is_empty() {
            return self.base.clone();
        }
        let fields = &self.model.0.fields;
        let mut said: Vec<(&str, &[u8])> = Vec::new();
        let mut events: Vec<&[u8]> = Vec::new();
        for (field, value) in answers(steps) {
            if wanted(field) {
                said.push((&fields[field].name, value.as_bytes()));
            }
        }
        for step in steps {
            if let Step::Event { event } = step {
                events.push(event.as_bytes());
            }
        }
        let mut lead = Out::new();
        lead::write(&mut lead, &self.base, &said, &events);
        lead.text()
    }

    /// The notice about a field's value.
    fn notice(&self, field: usize) -> Option<&'static str> {
        self.evaluation.notice_at(*self.model.0.fields[field].slots.first()?)
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
}

/// The answer that counts of each field.
fn answers(steps: &[Step]) -> Vec<(usize, &str)> {
    let (mut answers, mut seen) = (Vec::new(), Vec::new());
    for step in steps.iter().rev() {
        let Some(field) = step.field() else { continue };
        if seen.len() <= field {
            seen.resize(field + 1, false);
        }
        if let (Step::Answer { value, .. }, false) = (step, seen[field])
            && !is_blank(value)
        {
            answers.push((field, value.as_str()));
        }
        seen[field] = true;
    }
    answers.reverse();
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
    fn text_of_white_space_takes_an_answer_back_however_it_is_written() {
        for blank in ["null", r#""""#, r#"" ""#, r#""\n\u0020""#] {
            assert!(is_blank(blank), "{blank}");
        }
        for answer in ["0", "false", r#""null""#, r#""\\n""#, "[]", "{}"] {
            assert!(!is_blank(answer), "{answer}");
        }
    }
}
