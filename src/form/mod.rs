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
mod standing;
mod step;
mod valid_until;
mod walk;
mod what_if;
mod write;

pub use chance::Chance;
pub use error::FormError;
pub use priors::Priors;
pub use question::{Offer, Outcome, Question};
pub use standing::{QuestionState, Reachable, State};
pub use what_if::{Difference, Way, WhatIf, WouldTake};

use crate::evaluation::Evaluation;
use crate::json::raw::is_json;
use crate::lead::Lead;
use crate::model::{self, Model};
use crate::out::Out;
use crate::prelude::*;
use crate::suggest;
use crate::time::Instant;
use outlook::Outlook;
use step::{Step, answers};

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
        let value = trimmed(value)?;
        let is_decided = self.reads_apart && self.evaluation.renew_field(field, value, &mut self.memory);
        // What was decided about was read to its end.
        if !is_decided && !is_json(value) {
            return Err(FormError::NotJson);
        }
        self.steps.push(Step::Answer { field, value: value.to_string() });
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
}

fn json(text: &[u8]) -> Result<String, FormError> {
    let text = trimmed(text)?;
    if is_json(text) { Ok(text.to_string()) } else { Err(FormError::NotJson) }
}

fn trimmed(text: &[u8]) -> Result<&str, FormError> {
    core::str::from_utf8(text).map(str::trim).map_err(|_| FormError::NotJson)
}
