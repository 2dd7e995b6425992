//! Priors: how often each option of a question is given, counted over leads.

use crate::digits::write_integer;
use crate::evaluation::Evaluation;
use crate::fold::fold;
use crate::functions::domain::{Domain, Trial, tests_by_field};
use crate::json::object::{List, Object};
use crate::json::raw::string;
use crate::lead::Value;
use crate::model::Model;
use crate::out::Out;
use crate::prelude::*;
use crate::time::Instant;

/// Counts, over leads, which option of each question their values are nearest to in meaning: the option that is in the class
/// of the value, the value itself before others of its class.
///
/// ```
/// use leadgrade::{Instant, Model, Priors};
/// let model = Model::from_json(r#"{
///   "leadgrade": 1, "name": "demo", "fields": { "size": { "type": "number" } },
///   "labels": [{ "id": "big", "when": { "size": { "gte": 50 } } }],
///   "form": { "questions": [{ "field": "size", "ask": "?", "options": [{ "value": 20 }, { "value": 200 }] }] }
/// }"#)?;
/// let mut priors = Priors::new(&model, Instant::parse("2026-11-22").unwrap());
/// for lead in [r#"{"profile":{"size":75}}"#, r#"{"profile":{"size":900}}"#, r#"{"profile":{"size":3}}"#, "{}"] {
///     priors.count(lead.as_bytes());
/// }
/// assert_eq!(priors.to_json(), r#"{"size":[3,5]}"#);
/// # Ok::<(), leadgrade::ModelError>(())
/// ```
#[derive(Debug)]
pub struct Priors {
    evaluation: Evaluation,
    now: Instant,
    counted: Vec<Counted>,
}

/// The options of one question.
#[derive(Debug)]
struct Counted {
    domain: Domain,
    /// By option: its class, if it has one, and what a lead with it has as a choice.
    classes: Vec<Option<usize>>,
    choices: Vec<Option<usize>>,
    counts: Vec<u64>,
}

impl Priors {
    /// For the questions of a model that offer options. The instant says how old dates are.
    pub fn new(model: &Model, now: Instant) -> Priors {
        let evaluation = model.evaluate(b"{}", now, b"");
        let compiled = &*model.0;
        let mut tests = tests_by_field(compiled);
        let mut trial = Trial::new(compiled, evaluation.facts());
        let mut counted = Vec::new();
        let questions = compiled.form.as_ref().map_or(&[][..], |form| &form.questions);
        for question in questions.iter().filter(|question| !question.offers.is_empty()) {
            let mut domain = Domain::new(compiled, question.field, core::mem::take(&mut tests[question.field]));
            if !domain.divide_for_form(&mut trial) {
                continue;
            }
            let options = compiled.fields[question.field].options();
            let (mut classes, mut choices) = (Vec::new(), Vec::new());
            for offer in &question.offers {
                classes.push(trial.class_of(&domain, offer.value.as_bytes()));
                let text = string(&offer.value).map(|text| fold(&text));
                choices.push(options.zip(text).and_then(|(options, text)| options.find(&text)));
            }
            counted.push(Counted { classes, choices, counts: vec![0; question.offers.len()], domain });
        }
        Priors { evaluation, now, counted }
    }

    /// Counts the values of one lead, by its JSON. What it does not say is not counted.
    pub fn count(&mut self, lead: &[u8]) {
        self.evaluation.renew(lead, self.now, b"");
        let facts = self.evaluation.facts();
        for counted in &mut self.counted {
            let place = match facts.value(counted.domain.field) {
                Value::Unknown => None,
                // A choice's own option, also where the model treats several alike.
                Value::Option(option) => counted.choices.iter().position(|choice| *choice == Some(option)),
                _ => {
                    let class = facts.class_in(&counted.domain);
                    counted.classes.iter().position(|of| of.is_some() && *of == class)
                }
            };
            place.into_iter().for_each(|place| counted.counts[place] += 1);
        }
    }

    /// The weights of each question's options, by its field: twice the count and one more, which is Jeffreys' prior
    /// (a half of a count for each option), to be written into the model as `priors`.
    pub fn to_json(&self) -> String {
        let mut out = Out::new();
        let mut object = Object::new(&mut out);
        for counted in &self.counted {
            let name = &self.evaluation.model().0.fields[counted.domain.field].name;
            let mut weights = List::new(object.key(name));
            counted.counts.iter().for_each(|count| write_integer(weights.next(), 2 * count + 1));
            weights.end();
        }
        object.end();
        out.text()
    }
}
