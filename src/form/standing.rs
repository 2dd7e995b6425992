//! How a form stands: whether it is settled, what can still come about, and where each question is.

use super::Form;
use super::chance::Chance;
use super::question::{Outcome, Question};
use super::step::Step;
use crate::lead::Value;
use crate::model;
use crate::points::Points;
use crate::prelude::*;

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

impl Form {
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

    pub(super) fn is_known(&self, field: usize) -> bool {
        !matches!(self.evaluation.facts().value(field), Value::Unknown)
    }

    /// Whether the last thing that was said of a field is that nothing will be.
    pub(super) fn is_skipped(&self, field: usize) -> bool {
        let last = self.steps.iter().rev().find_map(|step| match step {
            Step::Skip { field: of } if *of == field => Some(true),
            Step::Answer { field: of, .. } if *of == field => Some(false),
            _ => None,
        });
        last.unwrap_or(false) && !self.is_known(field)
    }

    pub(super) fn state(&self, field: usize) -> State {
        match (self.is_known(field), self.is_skipped(field)) {
            (true, _) => State::Known,
            (false, true) => State::Skipped,
            (false, false) => State::Open,
        }
    }

    pub(super) fn is_visible(&self, question: &model::Question) -> bool {
        self.evaluation.facts().truth(question.when).holds()
    }

    pub(super) fn is_askable(&self, question: &model::Question) -> bool {
        self.state(question.field) == State::Open && self.is_visible(question)
    }
}
