//! The form: which questions may be asked, and what answers they offer. What to ask next is the work of a session.

use super::compiler::Compiler;
use super::condition;
use super::facts::{Standing, Step};
use super::fields::{FieldKind, list};
use super::read::Reader;
use crate::condition::Condition;
use crate::diagnostic::Code;
use crate::json::canonical;
use crate::json::tree::{Node, Value};
use crate::number::Number;
use crate::out::Out;
use crate::prelude::*;

const ONE: Number = Number::ONE;

/// The questions of a form; without one, nothing is asked, and every unknown field is open.
#[derive(Debug)]
pub(crate) struct Form {
    pub(crate) questions: Vec<Question>,
}

/// A question about one field.
#[derive(Debug)]
pub(crate) struct Question {
    pub(crate) field: usize,
    pub(crate) ask: String,
    pub(crate) friction: Number,
    pub(crate) offers: Vec<Offer>,
    /// Whether it may be seen.
    pub(crate) when: Option<Condition>,
    pub(crate) required: bool,
}

/// An answer that a question offers.
#[derive(Debug)]
pub(crate) struct Offer {
    pub(crate) label: String,
    /// The JSON of the value; of a set, of one element.
    pub(crate) value: String,
    /// How often it is given, beside the others.
    pub(crate) weight: Number,
}

/// Visibility may ask about what is known before the stages: whatever a stage may ask about.
const STANDING: Standing = Standing { step: Step::Stages, above: 0 };

pub(crate) fn compile(compiler: &mut Compiler<'_>, node: &Node<'_>) -> Option<Form> {
    let reader = compiler.reader;
    let object = reader.object(node, "an object", &["questions", "public"])?;
    object.get("public").map(|node| reader.boolean(node));
    let mut questions: Vec<Question> = Vec::new();
    for node in list(reader, &object, "questions") {
        let question = question(compiler, node, &questions);
        questions.extend(question);
    }
    Some(Form { questions })
}

fn question(compiler: &mut Compiler<'_>, node: &Node<'_>, above: &[Question]) -> Option<Question> {
    let reader = compiler.reader;
    let keys = &["field", "ask", "friction", "options", "priors", "when", "required"];
    let object = reader.object(node, "a question (an object)", keys)?;
    let ask = reader.require(&object, "ask").and_then(|node| reader.text(node)).unwrap_or_default().to_string();
    let required = reader.flag(&object, "required");
    let when = compiler.condition_at(&object, "when", STANDING);
    let friction = object.get("friction").and_then(|node| friction(reader, node)).unwrap_or(ONE);
    let field_node = reader.require(&object, "field")?;
    let (name, field) = compiler.field(field_node)?;
    if above.iter().any(|question| question.field == field) {
        reader.fault_with_help(
            field_node.at,
            Code::DuplicateId,
            &format_args!("`{name}` is asked twice"),
            &"leave one of the questions out",
        );
    }
    let mut question = Question { field, ask, friction, offers: Vec::new(), when, required };
    if compiler.names.is_faulty(field) {
        return Some(question);
    }
    let kind = &compiler.names.fields[field].kind;
    question.offers = match (object.get("options"), kind) {
        (None, FieldKind::Choice(options) | FieldKind::Set(Some(options))) => {
            let offer = |(id, label): (&String, &String)| Offer::new(label, &Value::String(id.clone()));
            options.ids.iter().zip(&options.labels).map(offer).gather()
        }
        _ => list(reader, &object, "options").iter().map(|node| offer(reader, node, kind)).gather(),
    };
    if let Some(node) = object.get("priors") {
        let weights = priors(reader, node, question.offers.len());
        question.offers.iter_mut().zip(weights).for_each(|(offer, weight)| offer.weight = weight.unwrap_or(ONE));
    }
    Some(question)
}

fn friction(reader: Reader<'_>, node: &Node<'_>) -> Option<Number> {
    let friction = reader.number(node)?;
    if Some(friction) < Number::parse("0.1") || Some(friction) > Number::parse("100") {
        let text = reader.number_text(node).unwrap_or_default();
        reader.fault(node.at, Code::OutOfRange, &format_args!("`{text}` is not between 0.1 and 100"));
    }
    Some(friction)
}

impl Offer {
    fn new(label: &str, value: &Value<'_>) -> Offer {
        let mut json = Out::new();
        canonical::write(&mut json, value);
        Offer { label: label.to_string(), value: json.text(), weight: ONE }
    }
}

fn offer(reader: Reader<'_>, node: &Node<'_>, kind: &FieldKind) -> Offer {
    let option = reader.object(node, "an option (an object)", &["value"]);
    let value = option.and_then(|option| reader.require(&option, "value"));
    let (Some(option), Some(value)) = (option, value) else { return Offer::new("", &Value::Null) };
    match kind {
        FieldKind::Text | FieldKind::Email | FieldKind::Set(None) => drop(reader.constant(value)),
        FieldKind::Number { .. } => drop(reader.number(value)),
        FieldKind::Boolean => drop(reader.boolean(value)),
        FieldKind::Date => drop(reader.instant(value)),
        FieldKind::Choice(options) | FieldKind::Set(Some(options)) => {
            condition::option(reader, options, value);
        }
    }
    let mut offer = Offer::new("", &value.value);
    offer.label = match (option.get("label").map(|node| &node.value), &value.value) {
        (Some(Value::String(label)), _) | (_, Value::String(label)) => label.clone(),
        _ => offer.value.clone(),
    };
    offer
}

/// Weights, one for each option.
fn priors(reader: Reader<'_>, node: &Node<'_>, options: usize) -> Vec<Option<Number>> {
    let Some(priors) = reader.array(node, "a list of weights") else { return Vec::new() };
    if options == 0 && !priors.is_empty() {
        let message = "priors weigh options, and this question has none";
        reader.fault_with_help(node.at, Code::OutOfRange, &message, &"write `options` beside them, or leave them out");
    } else if priors.len() != options {
        reader.fault_with_help(
            node.at,
            Code::OutOfRange,
            &format_args!("expected {options} priors, found {}", priors.len()),
            &"write one for each option, in their order",
        );
    }
    let weights: Vec<_> = priors.iter().map(|node| (node, reader.number(node))).gather();
    for (node, _) in weights.iter().filter(|(_, weight)| weight.is_some_and(|weight| weight < Number::ZERO)) {
        let text = reader.number_text(node).unwrap_or_default();
        reader.fault(node.at, Code::OutOfRange, &format_args!("`{text}` is less than 0"));
    }
    if !weights.is_empty() && weights.iter().all(|(_, weight)| *weight == Some(Number::ZERO)) {
        reader.fault_with_help(
            node.at,
            Code::OutOfRange,
            &"all priors are 0",
            &"one of them must be more, or leave them out and all weigh alike",
        );
    }
    weights.into_iter().map(|(_, weight)| weight).gather()
}
