//! Questions as a page shows them, and in words what each could change.

use super::chance::Chance;
use crate::model::{Compiled, FieldKind};
use crate::prelude::*;

/// A question that is worth asking, or that the form wants answered.
#[derive(Clone, Debug, PartialEq)]
pub struct Question<'a> {
    /// The field that it fills.
    pub field: &'a str,
    /// The question in the author's words.
    pub ask: &'a str,
    /// The type of the field: `text`, `choice`, `set`, `number`, `boolean`, `date` or `email`.
    pub kind: &'static str,
    /// The answers to pick from; none when any value of the type will do.
    pub options: Vec<Offer<'a>>,
    /// Whether the form wants an answer even if it cannot change the outcome.
    pub required: bool,
    /// The effort of answering it, as a JSON number from 0.1 to 100.
    pub friction: String,
    /// What its answer is worth by itself, from 0 up: the expected drop of the variance of the outcome.
    pub value: Chance,
    /// The outcomes between which its answer may decide, by itself or through the questions that it leads to, in the order of
    /// [`Reachable::outcomes`](super::Reachable::outcomes). Empty for one that cannot change the outcome.
    pub could: Vec<Outcome<'a>>,
    /// What it could change, in words.
    pub why: String,
}

/// An answer to pick.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Offer<'a> {
    /// What people read.
    pub label: &'a str,
    /// The JSON of the value; of a set, of one of its elements.
    pub value: &'a str,
}

/// An outcome: what a decision comes to, as far as people would act on it. What does not apply is `None`.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Outcome<'a> {
    /// The stage; `disqualified` when the lead is out.
    pub stage: &'a str,
    /// Why it is out.
    pub code: Option<&'a str>,
    /// The kind of action: `route`, `nurture`, `partner`, `recycle`, `close` or `none`.
    pub kind: &'a str,
    /// The team that gets it.
    pub team: Option<&'a str>,
    /// The queue that gets it.
    pub queue: Option<&'a str>,
    /// The nurture track it goes into.
    pub track: Option<&'a str>,
    /// The partner who gets it.
    pub partner: Option<&'a str>,
    /// The field that names its owner.
    pub owner: Option<&'a str>,
    /// How they respond.
    pub protocol: Option<&'a str>,
    /// How likely it is, by the weights of the questions' options.
    pub chance: Chance,
}

impl<'a> Outcome<'a> {
    /// Whether another outcome is the same, however likely.
    pub fn is_like(&self, other: &Outcome<'_>) -> bool {
        self.words() == other.words()
    }

    /// Everything but how likely it is, by the keys of its JSON.
    pub(super) fn words(&self) -> [(&'static str, Option<&'a str>); 9] {
        [
            ("stage", Some(self.stage)),
            ("code", self.code),
            ("kind", Some(self.kind)),
            ("team", self.team),
            ("queue", self.queue),
            ("track", self.track),
            ("partner", self.partner),
            ("owner", self.owner),
            ("protocol", self.protocol),
        ]
    }

    fn is_out(&self) -> bool {
        self.code.is_some()
    }

    /// Who or what gets the lead.
    fn target(&self) -> Option<&'a str> {
        self.team.or(self.queue).or(self.track).or(self.partner).or(self.owner)
    }
}

impl<'a> Question<'a> {
    /// A question of a model, that could decide between these outcomes.
    pub(super) fn new(
        model: &'a Compiled,
        question: &'a crate::model::Question,
        value: Chance,
        could: Vec<Outcome<'a>>,
    ) -> Question<'a> {
        let offers = question.offers.iter().map(|offer| Offer { label: &offer.label, value: &offer.value });
        Question {
            field: &model.fields[question.field].name,
            ask: &question.ask,
            kind: kind(model, question.field),
            options: offers.gather(),
            required: question.required,
            friction: question.friction.text(),
            value,
            why: why(&could),
            could,
        }
    }
}

impl Question<'_> {
    /// The same question, asked since its answer decides whether others are shown.
    pub(super) fn leading_to(mut self, fields: &[String]) -> Self {
        self.why = format!("decides whether to ask for {}, which {}", joined(fields, ", "), self.why);
        self
    }
}

/// The word for the type of a field.
fn kind(model: &Compiled, field: usize) -> &'static str {
    match model.fields[field].kind {
        FieldKind::Text => "text",
        FieldKind::Choice(_) => "choice",
        FieldKind::Set(_) => "set",
        FieldKind::Number { .. } => "number",
        FieldKind::Boolean => "boolean",
        FieldKind::Date => "date",
        FieldKind::Email => "email",
    }
}

/// What an answer could change, in words: how the outcomes differ between which it decides.
fn why<'a>(could: &[Outcome<'a>]) -> String {
    let mut parts = Vec::new();
    let codes = different(could, &|outcome| outcome.code);
    if !codes.is_empty() {
        let verb =
            if could.iter().all(Outcome::is_out) { "decides why the lead is out" } else { "may disqualify the lead" };
        parts.push(format!("{verb} ({})", joined(&codes, ", ")));
    }
    type Word = for<'o, 'a> fn(&'o Outcome<'a>) -> Option<&'a str>;
    let stays: [(&str, Word); 3] = [
        ("decides the stage", |outcome| Some(outcome.stage)),
        ("decides where the lead goes", |outcome| outcome.target()),
        ("decides how to respond", |outcome| outcome.protocol),
    ];
    for (what, word) in stays {
        let words = different(could, &|outcome| word(outcome).filter(|_| !outcome.is_out()));
        if words.len() > 1 {
            parts.push(format!("{what} ({})", joined(&words, ", ")));
        }
    }
    match parts.is_empty() {
        true if could.is_empty() => "the form wants an answer; it does not change the decision".to_string(),
        true => "decides what happens next".to_string(),
        false => joined(&parts, "; "),
    }
}

/// The words that there are, each once.
fn different<'a>(could: &[Outcome<'a>], word: &dyn Fn(&Outcome<'a>) -> Option<&'a str>) -> Vec<&'a str> {
    let mut found: Vec<&str> = Vec::new();
    for word in could.iter().filter_map(word) {
        if !found.contains(&word) {
            found.push(word);
        }
    }
    found
}
