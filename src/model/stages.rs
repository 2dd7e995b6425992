//! Stages: what a lead has reached, and which human decisions it waits for.

use super::compile::{Compiler, Target};
use super::event_match::EventMatch;
use super::facts::{Standing, Step};
use super::fields;
use super::read::{Ids, Object};
use crate::condition::Condition;
use crate::diagnostic::Code;
use crate::fold::fold;
use crate::json::tree::{Node, Value};

#[derive(Debug)]
pub(crate) struct Stage {
    pub(crate) when: Option<Condition>,
    /// Stages that must hold too, by index; all are declared above this one.
    pub(crate) requires: Vec<usize>,
    /// Whether a person must accept.
    pub(crate) gate: bool,
    pub(crate) sticky: bool,
    pub(crate) exit: Option<Condition>,
}

const STANDING: Standing = Standing { step: Step::Stages, above: 0 };

pub(crate) fn compile(compiler: &mut Compiler<'_>, node: &Node<'_>) -> Vec<Stage> {
    let reader = compiler.reader;
    let mut ids = Ids::default();
    let mut stages: Vec<Stage> = Vec::new();
    for node in reader.array(node, "a list of stages").unwrap_or_default() {
        let mut stage = Stage { when: None, requires: Vec::new(), gate: false, sticky: false, exit: None };
        let keys = ["id", "when", "requires", "gate", "sticky", "exit", "owner"];
        if let Some(object) = reader.object(node, "a stage, an object", &keys) {
            names(compiler, &object, stages.len() + 1, &mut ids);
            stage.when = object.get("when").and_then(|node| compiler.condition(STANDING, node));
            stage.exit = object.get("exit").and_then(|node| compiler.condition(STANDING, node));
            stage.sticky = object.get("sticky").and_then(|node| reader.boolean(node)).unwrap_or(false);
            object.get("owner").map(|node| reader.text(node));
            for node in fields::list(reader, &object, "requires") {
                // The stages above this one, past the implicit first.
                let above = &compiler.names.stages.ids[1..=stages.len()];
                stage.requires.extend(reader.reference(node, Code::UnknownStage, "stage above this one", above));
            }
            if let Some(node) = object.get("gate") {
                stage.gate = true;
                gate(compiler, node, stages.len());
            }
        }
        stages.push(stage);
    }
    stages
}

/// A stage's id and label may not fold like those of another, or like the words that the evaluation itself uses.
fn names(compiler: &Compiler<'_>, object: &Object<'_>, index: usize, ids: &mut Ids) {
    let reader = compiler.reader;
    let id = compiler.declare(object, "stage", ids);
    if ["lead", "disqualified"].contains(&id) {
        reader.fault(object.key_at("id"), Code::ReservedName, format!("`{id}` is reserved"));
        return;
    }
    for key in ["id", "label"] {
        let Some(Value::String(name)) = object.get(key).map(|node| &node.value) else { continue };
        let folded = fold(name);
        let taken = folded == "disqualified" || compiler.names.stages.find(&folded).is_some_and(|other| other != index);
        // Two equal ids are reported as such.
        if taken && (key == "label" || !compiler.names.stages.ids[..index].iter().any(|other| other == name)) {
            reader.fault(object.key_at(key), Code::AmbiguousName, format!("`{name}` would also name another stage"));
        }
    }
}

fn gate(compiler: &mut Compiler<'_>, node: &Node<'_>, stage: usize) {
    let reader = compiler.reader;
    let Some(object) = reader.object(node, "a gate, an object", &["accept", "reject"]) else { return };
    let types = |key: &str, node: Option<&Node<'_>>| -> Vec<String> {
        let nodes = node.and_then(|node| reader.array(node, "a list of event types")).unwrap_or_default();
        if key == "accept" && node.is_some_and(|node| matches!(&node.value, Value::Array(nodes) if nodes.is_empty())) {
            reader.fault(object.key_at(key), Code::EmptyList, "this list is empty, so nobody can accept");
        }
        nodes.iter().filter_map(|node| reader.constant(node).map(fold)).collect()
    };
    let accept = types("accept", reader.require(&object, "accept"));
    let reject = types("reject", object.get("reject"));
    if let Some(both) = accept.iter().find(|accepted| reject.contains(accepted)) {
        reader.fault(object.key_at("reject"), Code::AmbiguousName, format!("`{both}` both accepts and rejects"));
    }
    compiler.watch(Target::Gate { stage, accept: true }, EventMatch { types: Some(accept), rest: None });
    compiler.watch(Target::Gate { stage, accept: false }, EventMatch { types: Some(reject), rest: None });
}
