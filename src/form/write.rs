//! A form as JSON: what hosts other than Rust read of it, and what is kept of it between two visits.

use super::question::{Outcome, Question};
use super::step::Step;
use super::what_if::{self, Way};
use super::{Form, FormError, QuestionState};
use crate::json::object::{List, Object};
use crate::json::raw::{elements, is_json, members, string};
use crate::json::write;
use crate::model::Model;
use crate::out::{Out, append};
use crate::prelude::*;
use crate::time::Instant;

/// Writes an outcome, with its chance where that is wanted.
pub(super) fn outcome(out: &mut Out, outcome: &Outcome<'_>, with_chance: bool) {
    let mut object = Object::new(out);
    outcome.words().into_iter().for_each(|(key, word)| object.text_or_null(key, word));
    if with_chance {
        outcome.chance.write(object.key("chance"));
    }
    object.end();
}

fn question(out: &mut Out, question: &Question<'_>) {
    let mut object = Object::new(out);
    object.text("field", question.field);
    object.text("ask", question.ask);
    object.text("type", question.kind);
    offers(object.key("options"), question);
    object.truth("required", question.required);
    object.json("friction", &question.friction);
    question.value.write(object.key("value"));
    let mut all = List::new(object.key("could"));
    question.could.iter().for_each(|could| outcome(all.next(), could, false));
    all.end();
    object.text("why", &question.why);
    object.end();
}

fn offers(out: &mut Out, question: &Question<'_>) {
    let mut all = List::new(out);
    for offer in &question.options {
        let mut object = Object::new(all.next());
        object.text("label", offer.label);
        object.json("value", offer.value);
        object.end();
    }
    all.end();
}

fn state(out: &mut Out, state: &QuestionState<'_>) {
    let mut object = Object::new(out);
    object.text("field", state.question.field);
    object.text("ask", state.question.ask);
    object.text("type", state.question.kind);
    offers(object.key("options"), &state.question);
    object.truth("required", state.question.required);
    object.truth("visible", state.is_visible);
    object.text("state", state.state.as_str());
    object.truth("matters", state.matters);
    object.end();
}

impl Form {
    /// Appends the JSON of [`next`](Form::next).
    pub fn write_next(&mut self, most: usize, out: &mut Vec<u8>) {
        let questions = self.next(most);
        append(out, |out| {
            let mut all = List::new(out);
            questions.iter().for_each(|one| question(all.next(), one));
            all.end();
        });
    }

    /// Appends the JSON of [`questions`](Form::questions).
    pub fn write_questions(&mut self, out: &mut Vec<u8>) {
        let questions = self.questions();
        append(out, |out| {
            let mut all = List::new(out);
            questions.iter().for_each(|one| state(all.next(), one));
            all.end();
        });
    }

    /// Appends the JSON of [`reachable`](Form::reachable).
    pub fn write_reachable(&mut self, out: &mut Vec<u8>) {
        let reachable = self.reachable();
        append(out, |out| {
            let mut object = Object::new(out);
            object.truth("exact", reachable.is_exact);
            let mut all = List::new(object.key("outcomes"));
            reachable.outcomes.iter().for_each(|one| outcome(all.next(), one, true));
            all.end();
            for (key, (min, max)) in [("fit", reachable.fit), ("intent", reachable.intent), ("score", reachable.score)]
            {
                let mut bounds = Object::new(object.key(key));
                min.write(bounds.key("min"));
                max.write(bounds.key("max"));
                bounds.end();
            }
            object.end();
        });
    }

    /// Appends the JSON of [`missing`](Form::missing).
    pub fn write_missing(&mut self, out: &mut Vec<u8>) {
        let missing = self.missing();
        append(out, |out| {
            let mut all = List::new(out);
            missing.iter().for_each(|field| write::string(all.next(), field));
            all.end();
        });
    }

    /// Appends the JSON of [`what_if`](Form::what_if): `changes`, the `outcome` and the `evaluation`.
    ///
    /// # Errors
    /// As [`what_if`](Form::what_if).
    pub fn write_what_if(&self, changes: &[u8], out: &mut Vec<u8>) -> Result<(), FormError> {
        let found = self.what_if(changes)?;
        append(out, |out| {
            let mut object = Object::new(out);
            let mut all = List::new(object.key("changes"));
            for difference in &found.differences {
                let mut object = Object::new(all.next());
                object.text("what", difference.what);
                object.json("from", &difference.from);
                object.json("to", &difference.to);
                object.end();
            }
            all.end();
            outcome(object.key("outcome"), &what_if::outcome(&self.model.0, &found.evaluation), false);
            found.evaluation.write_parts(object.key("evaluation"));
            object.end();
        });
        Ok(())
    }

    /// Appends the JSON of [`would_take`](Form::would_take).
    ///
    /// # Errors
    /// As [`would_take`](Form::would_take).
    pub fn write_would_take(&mut self, stage: &str, out: &mut Vec<u8>) -> Result<(), FormError> {
        let found = self.would_take(stage)?;
        append(out, |out| {
            let mut object = Object::new(out);
            object.truth("reachable", found.is_reachable);
            object.truth("exact", found.is_exact);
            let mut all = List::new(object.key("ways"));
            for way in &found.ways {
                let mut object = Object::new(all.next());
                match way {
                    Way::Answers(answers) => {
                        let mut fields = Object::new(object.key("answers"));
                        answers.iter().for_each(|(field, value)| fields.json(field, value));
                        fields.end();
                    }
                    Way::Event(event) => object.json("event", event),
                }
                object.end();
            }
            all.end();
            object.text("why", &found.why);
            object.end();
        });
        Ok(())
    }

    /// What is to be kept of the form, for [`Model::restore`].
    pub fn to_json(&self) -> String {
        let mut out = Out::new();
        let mut object = Object::new(&mut out);
        object.json("leadgrade", "1");
        object.text("model", self.model.hash());
        object.text("at", &self.now.to_string());
        object.json("lead", if is_json(&self.base) { &self.base } else { "null" });
        let context = core::str::from_utf8(&self.context).ok().filter(|context| is_json(context));
        object.json("context", context.unwrap_or("null"));
        let mut all = List::new(object.key("steps"));
        for step in &self.steps {
            let mut object = Object::new(all.next());
            match step {
                Step::Answer { field, value } => {
                    object.text("answer", &self.model.0.fields[*field].name);
                    object.json("value", value);
                }
                Step::Skip { field } => object.text("skip", &self.model.0.fields[*field].name),
                Step::Event { event } => object.json("event", event),
            }
            object.end();
        }
        all.end();
        object.end();
        out.text()
    }
}

impl Model {
    /// A form again from what [`to_json`](Form::to_json) gave, at the same instant or another one. What was said about fields
    /// that the model has no more is left out.
    ///
    /// # Errors
    /// [`FormError::NotJson`] for what is not what `to_json` gives.
    pub fn restore(&self, saved: &[u8], now: Option<Instant>) -> Result<Form, FormError> {
        let saved = core::str::from_utf8(saved).ok().and_then(members).ok_or(FormError::NotJson)?;
        let get = |key: &str| saved.iter().find(|(known, _)| known == key).map(|(_, value)| *value);
        let given = |key: &str| get(key).filter(|value| *value != "null");
        let at = get("at").and_then(string).and_then(|text| Instant::parse(&text));
        let (Some(at), Some(steps)) = (now.or(at), get("steps").and_then(elements)) else {
            return Err(FormError::NotJson);
        };
        let mut form =
            self.form(given("lead").unwrap_or("{}").as_bytes(), at, given("context").unwrap_or("").as_bytes());
        for step in steps {
            let step = members(step).ok_or(FormError::NotJson)?;
            let get = |key: &str| step.iter().find(|(known, _)| known == key).map(|(_, value)| *value);
            let field = |key: &str| get(key).and_then(string).and_then(|name| form.field(&name).ok());
            if let Some(event) = get("event") {
                form.steps.push(Step::Event { event: event.to_string() });
            } else if let Some((field, value)) = field("answer").zip(get("value")) {
                form.steps.push(Step::Answer { field, value: value.to_string() });
            } else if let Some(field) = field("skip") {
                form.steps.push(Step::Skip { field });
            }
        }
        let lead = form.lead();
        form.evaluation.renew(lead.as_bytes(), at, &form.context);
        Ok(form)
    }
}
