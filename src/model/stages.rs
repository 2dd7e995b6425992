//! Stages: what a lead has reached, and which human decisions it waits for.

use super::compiler::{Compiler, Target};
use super::event_match::EventMatch;
use super::facts::{Standing, Step};
use super::fields;
use super::read::{Ids, Object};
use crate::condition::Condition;
use crate::diagnostic::Code;
use crate::fold::fold;
use crate::json::tree::{Node, Value};
use crate::prelude::*;

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
        let keys = &["id", "when", "requires", "gate", "sticky", "exit", "owner"];
        if let Some(object) = reader.object(node, "a stage (an object)", keys) {
            names(compiler, &object, stages.len() + 1, &mut ids);
            stage.when = compiler.condition_at(&object, "when", STANDING);
            stage.exit = compiler.condition_at(&object, "exit", STANDING);
            stage.sticky = reader.flag(&object, "sticky");
            object.get("owner").map(|node| reader.text(node));
            for node in fields::list(reader, &object, "requires") {
                stage.requires.extend(required(compiler, node, stages.len()));
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

/// A stage that another one requires; only those above it, past the implicit first, may be required.
fn required(compiler: &Compiler<'_>, node: &Node<'_>, index: usize) -> Option<usize> {
    let reader = compiler.reader;
    let stages = &compiler.names.stage_ids;
    let id = reader.text(node)?;
    let found = stages.find(id);
    if found.is_some_and(|stage| stage >= index) {
        reader.fault_with_help(
            node.at,
            Code::UnknownStage,
            &format_args!("stage `{id}` is not declared above this one"),
            &"a stage requires lower ones, which stand above it",
        );
        return None;
    }
    if found.is_none() {
        let above = compiler.names.stages.ids.iter().skip(1).take(index);
        let above = &|| above.clone().map(String::as_str).gather();
        reader.faults.add_unknown(node.at, Code::UnknownStage, "stage", id, above);
    }
    found
}

/// A stage's id and label may not fold like those of another, or like the words that the evaluation itself uses.
fn names(compiler: &Compiler<'_>, object: &Object<'_>, index: usize, ids: &mut Ids) {
    let reader = compiler.reader;
    let stages = &compiler.names.stages;
    let id = compiler.declare(object, "stage", ids);
    let id_node = object.get("id").filter(|_| !id.is_empty());
    let label_node = object.get("label").filter(|node| matches!(node.value, Value::String(_)));
    for node in id_node.into_iter().chain(label_node) {
        let Some(name) = reader.constant(node) else { continue };
        if ["lead", "disqualified"].contains(&id) && name == id {
            reader.fault_with_help(
                node.at,
                Code::ReservedName,
                &format_args!("`{id}` is reserved"),
                &"every lead begins as `lead`, and one that is out is `disqualified`; write another id",
            );
            continue;
        }
        let folded = fold(name);
        let other = match stages.find(&folded) {
            _ if folded == "disqualified" => "disqualified",
            Some(other) if other != index => stages.ids[other].as_str(),
            _ => continue,
        };
        // Two equal ids are reported as such.
        if other != name || name != id {
            reader.fault_with_help(
                node.at,
                Code::AmbiguousName,
                &format_args!("`{name}` names the stage `{other}` already"),
                &fields::ALIKE,
            );
        }
    }
}

fn gate(compiler: &mut Compiler<'_>, node: &Node<'_>, stage: usize) {
    let reader = compiler.reader;
    let Some(object) = reader.object(node, "a gate (an object)", &["accept", "reject"]) else { return };
    let types = |nodes: &[Node<'_>]| -> Vec<String> {
        nodes.iter().filter_map(|node| reader.constant(node).map(fold)).gather()
    };
    let accept = reader.require(&object, "accept");
    let accept = types(accept.and_then(|node| reader.filled_array(node, "a list of event types")).unwrap_or_default());
    let rejecting = fields::list(reader, &object, "reject");
    let reject = types(rejecting);
    for node in rejecting {
        if let Value::String(text) = &node.value
            && accept.contains(&fold(text))
        {
            reader.fault_with_help(
                node.at,
                Code::AmbiguousName,
                &format_args!("`{text}` both accepts and rejects"),
                &"take it out of one of the lists",
            );
        }
    }
    compiler.watch(Target::Gate { stage, accept: true }, EventMatch { types: Some(accept), rest: None });
    compiler.watch(Target::Gate { stage, accept: false }, EventMatch { types: Some(reject), rest: None });
}
