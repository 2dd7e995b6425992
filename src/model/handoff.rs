//! Handoff: what a person gets who takes the lead over.

use super::compiler::Compiler;
use super::facts::{self, Fact, Standing, Step};
use super::fields::list;
use crate::condition::Condition;
use crate::diagnostic::Code;
use crate::json::tree::Node;
use crate::prelude::*;

#[derive(Debug, Default)]
pub(crate) struct Handoff {
    pub(crate) talking_points: Vec<TalkingPoint>,
    /// The facts that go with the lead, by the names they have in the model.
    pub(crate) include: Vec<(String, Fact)>,
}

#[derive(Debug)]
pub(crate) struct TalkingPoint {
    pub(crate) when: Option<Condition>,
    pub(crate) say: String,
}

/// Everything is known when a lead is handed over.
const STANDING: Standing = Standing { step: Step::Action, above: 0 };

pub(crate) fn compile(compiler: &mut Compiler<'_>, node: &Node<'_>) -> Handoff {
    let reader = compiler.reader;
    let Some(object) = reader.object(node, "an object", &["talkingPoints", "include"]) else {
        return Handoff::default();
    };
    let mut handoff = Handoff::default();
    for node in list(reader, &object, "talkingPoints") {
        let Some(point) = reader.object(node, "a talking point (an object)", &["when", "say"]) else { continue };
        let when = compiler.condition_at(&point, "when", STANDING);
        let say = reader.require(&point, "say").and_then(|node| reader.text(node));
        handoff.talking_points.extend(say.map(|say| TalkingPoint { when, say: say.to_string() }));
    }
    for node in list(reader, &object, "include") {
        let Some(name) = reader.text(node) else { continue };
        let Some(fact) = facts::resolve(reader, &compiler.names, STANDING, node.at, name) else { continue };
        if !matches!(fact, Fact::Field(_) | Fact::Derived(_) | Fact::Domain(_)) {
            reader.fault_with_help(
                node.at,
                Code::TestType,
                &format_args!("`{name}` cannot be handed over"),
                &"write a field, a derived fact or the domain of an address",
            );
            continue;
        }
        if handoff.include.iter().any(|(known, _)| known == name) {
            reader.fault_with_help(
                node.at,
                Code::DuplicateId,
                &format_args!("`{name}` is included twice"),
                &"leave one of them out",
            );
            continue;
        }
        handoff.include.push((name.to_string(), fact));
    }
    handoff
}
