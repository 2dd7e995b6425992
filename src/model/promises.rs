//! Promises: what is to happen by when, once a lead is routed.

use super::compiler::Compiler;
use super::fields::list;
use super::read::{Object, Reader};
use crate::diagnostic::Code;
use crate::fold::fold;
use crate::json::tree::{Member, Node, Value};
use crate::prelude::*;
use crate::table::Table;
use crate::time::Duration;

/// A set of promises.
#[derive(Debug)]
pub(crate) struct Sla {
    /// The calendar it counts in; always, when there is none.
    pub(crate) calendar: Option<usize>,
    pub(crate) promises: Vec<Promise>,
    /// The queue that hears of a breach.
    pub(crate) escalate: Option<String>,
}

#[derive(Debug)]
pub(crate) struct Promise {
    pub(crate) name: String,
    pub(crate) within: Duration,
    /// The folded types of the events that keep it.
    pub(crate) by: Table,
}

pub(crate) fn compile(compiler: &mut Compiler<'_>, node: &Node<'_>) -> Vec<Sla> {
    let members = compiler.reader.map(node, "an object of SLAs").unwrap_or_default();
    members.iter().map(|member| sla(compiler, member)).gather()
}

fn sla(compiler: &Compiler<'_>, member: &Member<'_>) -> Sla {
    let reader = compiler.reader;
    reader.check_id(member.at, &member.key);
    let mut sla = Sla { calendar: None, promises: Vec::new(), escalate: None };
    let Some(object) = reader.object(&member.node, "an SLA (an object)", &["calendar", "promises", "escalate"]) else {
        return sla;
    };
    sla.calendar = object.get("calendar").and_then(|node| compiler.calendar(node));
    let promises = reader
        .require(&object, "promises")
        .and_then(|node| reader.map(node, "an object of promises"))
        .unwrap_or_default();
    sla.promises = promises.iter().filter_map(|member| promise(reader, member, sla.calendar.is_some())).gather();
    if let Some(escalate) = object.get("escalate").and_then(|node| reader.object(node, "an object", &["queue"])) {
        sla.escalate = reader.require(&escalate, "queue").and_then(|node| reader.id(node)).map(str::to_string);
    }
    sla
}

fn promise(reader: Reader<'_>, member: &Member<'_>, has_hours: bool) -> Option<Promise> {
    reader.check_name(member.at, &member.key);
    let object: Object<'_> = reader.object(&member.node, "a promise (an object)", &["in", "by"])?;
    let node = reader.require(&object, "in");
    let within = node.and_then(|node| reader.duration(node));
    if let Some(node) = node
        && let Value::String(text) = &node.value
        && within.is_some()
        && has_hours
        && text.ends_with(['d', 'w'])
    {
        reader.fault_with_help(
            node.at,
            Code::DaysInCalendar,
            &format_args!("`{text}` counts whole days, and the calendar counts opening hours"),
            &"write hours, or use the calendar `always`",
        );
    }
    reader.require(&object, "by");
    let mut by = Table::default();
    for node in list(reader, &object, "by") {
        if let Some(event_type) = reader.constant(node) {
            by.insert(&fold(event_type), 0);
        }
    }
    Some(Promise { name: member.key.clone(), within: within?, by })
}
