//! Disqualification: out, with a stable code and a next action.

use super::compiler::Compiler;
use super::facts::{Fact, Standing, Step};
use super::fields::FieldKind;
use super::read::{Ids, Reader};
use crate::condition::Condition;
use crate::diagnostic::Code;
use crate::json::tree::{Node, Value};
use crate::prelude::*;
use crate::time::Duration;

#[derive(Debug)]
pub(crate) struct DisqualifyRule {
    pub(crate) id: String,
    pub(crate) code: String,
    pub(crate) when: Option<Condition>,
    /// What brings the lead back all the same.
    pub(crate) unless: Option<Condition>,
    pub(crate) then: Then,
}

/// What becomes of a lead that is out.
#[derive(Debug)]
pub(crate) enum Then {
    Close,
    /// Into a nurture track, by index.
    Nurture(usize),
    /// Back after a time.
    RecycleAfter(Duration),
    /// Back on the date in a field.
    RecycleOn(usize),
    Partner(String),
}

const STANDING: Standing = Standing { step: Step::Disqualify, above: 0 };

pub(crate) fn compile(compiler: &mut Compiler<'_>, node: &Node<'_>) -> Vec<DisqualifyRule> {
    let mut ids = Ids::default();
    let nodes = compiler.reader.array(node, "a list of rules").unwrap_or_default();
    nodes.iter().filter_map(|node| rule(compiler, node, &mut ids)).gather()
}

fn rule(compiler: &mut Compiler<'_>, node: &Node<'_>, ids: &mut Ids) -> Option<DisqualifyRule> {
    let reader = compiler.reader;
    compiler.count_rule(node.at);
    let object = reader.object(node, "a rule (an object)", &["id", "code", "when", "unless", "then"])?;
    let id = compiler.declare(&object, "rule", ids).to_string();
    let code = reader.require(&object, "code").and_then(|node| reader.id(node)).unwrap_or_default().to_string();
    let when = compiler.required_condition(&object, "when", STANDING);
    let unless = compiler.condition_at(&object, "unless", STANDING);
    let then = object.get("then").map_or(Some(Then::Close), |node| then(compiler, node));
    Some(DisqualifyRule { id, code, when, unless, then: then? })
}

fn then(compiler: &Compiler<'_>, node: &Node<'_>) -> Option<Then> {
    let reader = compiler.reader;
    if let Value::String(_) = node.value {
        return close(reader, node);
    }
    let object = reader.object(node, "`close` or an object", &["nurture", "recycle", "partner"])?;
    let (key, node) = compiler.only_key(&object, &["nurture", "recycle", "partner"])?;
    match key {
        "nurture" => {
            reader.reference(node, Code::UnknownTrack, "nurture track", &compiler.names.tracks).map(Then::Nurture)
        }
        "partner" => reader.id(node).map(|id| Then::Partner(id.to_string())),
        _ => {
            let recycle = reader.object(node, "an object", &["after", "on"])?;
            match compiler.only_key(&recycle, &["after", "on"])? {
                ("after", node) => reader.duration(node).map(Then::RecycleAfter),
                (_, node) => date_field(compiler, node).map(Then::RecycleOn),
            }
        }
    }
}

/// The one next step that needs nothing else; the others are objects.
fn close(reader: Reader<'_>, node: &Node<'_>) -> Option<Then> {
    let word = reader.text(node)?;
    if word == "close" {
        return Some(Then::Close);
    }
    let help = match word {
        "nurture" => "write `{ \"nurture\": … }` with a track",
        "recycle" => "write `{ \"recycle\": { \"after\": \"90d\" } }`, or `on` with a date field",
        "partner" => "write `{ \"partner\": … }` with the id of a partner",
        _ => "write `\"close\"`, or an object with `nurture`, `recycle` or `partner`",
    };
    reader.fault_with_help(node.at, Code::UnknownType, &format_args!("unknown next step `{word}`"), &help);
    None
}

fn date_field(compiler: &Compiler<'_>, node: &Node<'_>) -> Option<usize> {
    let (name, field) = compiler.field(node)?;
    let date = compiler.names.is_faulty(field) || matches!(compiler.names.fields[field].kind, FieldKind::Date);
    if !date {
        let found = compiler.names.fact_type(Fact::Field(field)).name();
        compiler.reader.fault_with_help(
            node.at,
            Code::TestType,
            &format_args!("`{name}` is {found}, and a recycle date is a date"),
            &"write a date field",
        );
    }
    date.then_some(field)
}
