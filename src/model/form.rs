//! The form: which questions may be asked. Its rules are checked with the model; what to ask is the work of a session.

use super::compile::Compiler;
use super::facts::{Standing, Step};
use super::fields::{FieldKind, list};
use super::read::Reader;
use crate::diagnostic::Code;
use crate::fold::fold;
use crate::json::tree::{Node, Value};
use crate::number::Number;

/// Visibility may ask about what is known before the stages.
const STANDING: Standing = Standing { step: Step::Disqualify, above: 0 };

pub(crate) fn check(compiler: &mut Compiler<'_>, node: &Node<'_>) {
    let reader = compiler.reader;
    let Some(object) = reader.object(node, "an object", &["questions"]) else { return };
    let mut asked = Vec::new();
    for node in list(reader, &object, "questions") {
        let keys = ["field", "ask", "friction", "options", "priors", "when", "required"];
        let Some(question) = reader.object(node, "a question, an object", &keys) else { continue };
        reader.require(&question, "ask").map(|node| reader.text(node));
        question.get("required").map(|node| reader.boolean(node));
        if let Some(node) = question.get("when") {
            compiler.condition(STANDING, node);
        }
        if let Some(node) = question.get("friction")
            && let Some(friction) = reader.number(node)
            && (Some(friction) < Number::parse("0.1") || Some(friction) > Number::parse("100"))
        {
            reader.fault(node.at, Code::OutOfRange, "a friction lies between 0.1 and 100");
        }
        let Some(field_node) = reader.require(&question, "field") else { continue };
        let Some(name) = reader.text(field_node) else { continue };
        let Some(field) = compiler.names.field(name) else {
            let fields = compiler.names.fields.iter().map(|field| field.name.as_str());
            reader.faults.add_unknown(field_node.at, Code::UnknownField, "field", name, fields);
            continue;
        };
        if asked.contains(&field) {
            reader.fault(field_node.at, Code::DuplicateId, format!("`{name}` is asked twice"));
        }
        asked.push(field);
        let kind = &compiler.names.fields[field].kind;
        let options = list(reader, &question, "options");
        options.iter().for_each(|node| check_option(reader, node, kind));
        let count = match kind {
            _ if question.get("options").is_some() => Some(options.len()),
            FieldKind::Choice(options) | FieldKind::Set(Some(options)) => Some(options.ids.len()),
            _ => None,
        };
        check_priors(reader, list(reader, &question, "priors"), count);
    }
}

fn check_option(reader: Reader<'_>, node: &Node<'_>, kind: &FieldKind) {
    let Some(option) = reader.object(node, "an option, an object", &["value"]) else { return };
    let Some(value) = reader.require(&option, "value") else { return };
    match kind {
        FieldKind::Text | FieldKind::Email | FieldKind::Set(None) => drop(reader.constant(value)),
        FieldKind::Number { .. } => drop(reader.number(value)),
        FieldKind::Boolean => drop(reader.boolean(value)),
        FieldKind::Date => drop(reader.instant(value)),
        FieldKind::Choice(options) | FieldKind::Set(Some(options)) => {
            if let Some(text) = reader.text(value)
                && options.find(&fold(text)).is_none()
            {
                reader.faults.add_unknown(
                    value.at,
                    Code::UnknownOption,
                    "option",
                    text,
                    options.ids.iter().map(String::as_str),
                );
            }
        }
    }
}

/// Weights, one for each option.
fn check_priors(reader: Reader<'_>, priors: &[Node<'_>], options: Option<usize>) {
    let Some(first) = priors.first() else { return };
    if options != Some(priors.len()) {
        let message = format!("{} priors stand beside {} options", priors.len(), options.unwrap_or(0));
        reader.fault(first.at, Code::OutOfRange, message);
    }
    for node in priors {
        if reader.number(node).is_some_and(|weight| weight < Number::ZERO) {
            reader.fault(node.at, Code::OutOfRange, "a weight is not less than 0");
        }
    }
    if priors
        .iter()
        .all(|node| matches!(node.value, Value::Number(text) if Number::from_json(text) == Some(Number::ZERO)))
    {
        reader.fault(first.at, Code::OutOfRange, "one of the weights must be more than 0");
    }
}
