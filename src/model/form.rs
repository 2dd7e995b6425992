//! The form: which questions may be asked. Its rules are checked with the model; what to ask is the work of a session.

use super::compiler::Compiler;
use super::condition;
use super::facts::{Standing, Step};
use super::fields::{FieldKind, list};
use super::read::Reader;
use crate::diagnostic::Code;
use crate::json::tree::Node;
use crate::number::Number;
use crate::prelude::*;

/// Visibility may ask about what is known before the stages: whatever a stage may ask about.
const STANDING: Standing = Standing { step: Step::Stages, above: 0 };

pub(crate) fn check(compiler: &mut Compiler<'_>, node: &Node<'_>) {
    let reader = compiler.reader;
    let Some(object) = reader.object(node, "an object", &["questions"]) else { return };
    let mut asked = Vec::new();
    for node in list(reader, &object, "questions") {
        let keys = ["field", "ask", "friction", "options", "priors", "when", "required"];
        let Some(question) = reader.object(node, "a question (an object)", &keys) else { continue };
        reader.require(&question, "ask").map(|node| reader.text(node));
        question.get("required").map(|node| reader.boolean(node));
        if let Some(node) = question.get("when") {
            compiler.condition(STANDING, node);
        }
        if let Some(node) = question.get("friction")
            && let Some(friction) = reader.number(node)
            && (Some(friction) < Number::parse("0.1") || Some(friction) > Number::parse("100"))
        {
            let text = reader.number_text(node).unwrap_or_default();
            reader.fault(node.at, Code::OutOfRange, format!("`{text}` is not between 0.1 and 100"));
        }
        let Some(field_node) = reader.require(&question, "field") else { continue };
        let Some(name) = reader.text(field_node) else { continue };
        let Some(field) = compiler.names.field(name) else {
            let fields = compiler.names.fields.iter().map(|field| field.name.as_str());
            compiler.unknown_field(field_node.at, name, fields);
            continue;
        };
        if asked.contains(&field) {
            let message = format!("`{name}` is asked twice");
            reader.fault_with_help(field_node.at, Code::DuplicateId, message, "leave one of the questions out");
        }
        asked.push(field);
        if compiler.names.is_faulty(field) {
            continue;
        }
        let kind = &compiler.names.fields[field].kind;
        let options = list(reader, &question, "options");
        options.iter().for_each(|node| check_option(reader, node, kind));
        let count = match kind {
            _ if question.get("options").is_some() => Some(options.len()),
            FieldKind::Choice(options) | FieldKind::Set(Some(options)) => Some(options.ids.len()),
            _ => None,
        };
        if let Some(node) = question.get("priors") {
            check_priors(reader, node, count.unwrap_or(0));
        }
    }
}

fn check_option(reader: Reader<'_>, node: &Node<'_>, kind: &FieldKind) {
    let Some(option) = reader.object(node, "an option (an object)", &["value"]) else { return };
    let Some(value) = reader.require(&option, "value") else { return };
    match kind {
        FieldKind::Text | FieldKind::Email | FieldKind::Set(None) => drop(reader.constant(value)),
        FieldKind::Number { .. } => drop(reader.number(value)),
        FieldKind::Boolean => drop(reader.boolean(value)),
        FieldKind::Date => drop(reader.instant(value)),
        FieldKind::Choice(options) | FieldKind::Set(Some(options)) => {
            condition::option(reader, options, value);
        }
    }
}

/// Weights, one for each option.
fn check_priors(reader: Reader<'_>, node: &Node<'_>, options: usize) {
    let Some(priors) = reader.array(node, "a list of weights") else { return };
    if options == 0 && !priors.is_empty() {
        let message = "priors weigh options, and this question has none";
        reader.fault_with_help(node.at, Code::OutOfRange, message, "write `options` beside them, or leave them out");
    } else if priors.len() != options {
        let message = format!("expected {options} priors, found {}", priors.len());
        reader.fault_with_help(node.at, Code::OutOfRange, message, "write one for each option, in their order");
    }
    let weights: Vec<_> = priors.iter().map(|node| (node, reader.number(node))).collect();
    for (node, _) in weights.iter().filter(|(_, weight)| weight.is_some_and(|weight| weight < Number::ZERO)) {
        let text = reader.number_text(node).unwrap_or_default();
        reader.fault(node.at, Code::OutOfRange, format!("`{text}` is less than 0"));
    }
    if !weights.is_empty() && weights.iter().all(|(_, weight)| *weight == Some(Number::ZERO)) {
        let help = "one of them must be more, or leave them out and all weigh alike";
        reader.fault_with_help(node.at, Code::OutOfRange, "all priors are 0", help);
    }
}
