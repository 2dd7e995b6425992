//! Event matches: conditions over one event's own facts and its props.

use super::compiler::Compiler;
use super::condition::{self, Lists, NUMBER_TESTS, Operator, Subject, TEXT_TESTS, misfit};
use crate::condition::check::{Compare, SetCheck, TextCheck};
use crate::condition::{Branch, Condition, Forest};
use crate::diagnostic::Code;
use crate::fold::fold;
use crate::json::tree::{Node, Value};
use crate::number::Number;
use crate::prelude::*;

/// A fact of an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum EventFact {
    Type,
    Channel,
    Asset,
    Name,
    Value,
    Day,
    /// A prop, by its index in the model's vocabulary.
    Prop(usize),
}

#[derive(Debug)]
pub(crate) struct EventTest {
    pub(crate) fact: EventFact,
    pub(crate) check: EventCheck,
}

/// What a test asks of an event's fact. A prop has the type of its value; a test that does not fit it is unknown.
#[derive(Debug)]
pub(crate) enum EventCheck {
    Known(bool),
    Text(TextCheck),
    /// A form that means something for a text and for a set.
    TextOrSet(TextCheck, SetCheck),
    Set(SetCheck),
    Number(Compare<Number>),
    Boolean(bool),
}

/// Marks an event match as what a condition is about.
pub(crate) struct OfEvent;

impl Subject for OfEvent {
    type Test = EventTest;

    fn forest<'c>(compiler: &'c mut Compiler<'_>) -> &'c mut Forest<EventTest> {
        &mut compiler.matches
    }

    fn tests(&self, compiler: &mut Compiler<'_>, name: &str, at: usize, node: &Node<'_>) -> Vec<Branch<EventTest>> {
        let fact = compiler.event_fact(name);
        compiler.vocabulary.facts.add(fact);
        let operations = condition::operations(compiler.reader, at, node);
        compiler.count_tests(at, operations.len());
        let checks = operations.into_iter().filter_map(|operation| check(compiler, fact, name, operation));
        checks.map(|check| Branch::Test(EventTest { fact, check })).gather()
    }
}

/// Which events something is about: their types, when the match names them, and what else must hold.
pub(crate) struct EventMatch {
    /// Folded types; `None` when events of any type may match.
    pub(crate) types: Option<Vec<String>>,
    pub(crate) rest: Option<Condition>,
}

impl EventFact {
    /// A bit for each fact that is a member of the event itself.
    pub(crate) fn bit(self) -> Option<u8> {
        Some(match self {
            EventFact::Type => 1,
            EventFact::Channel => 2,
            EventFact::Asset => 4,
            EventFact::Name => 8,
            EventFact::Value => 16,
            EventFact::Day => 32,
            EventFact::Prop(_) => return None,
        })
    }
}

impl Compiler<'_> {
    pub(crate) fn event_fact(&mut self, name: &str) -> EventFact {
        let fact = match name {
            "type" => EventFact::Type,
            "channel" => EventFact::Channel,
            "asset" => EventFact::Asset,
            "name" => EventFact::Name,
            "value" => EventFact::Value,
            "day" => EventFact::Day,
            prop => {
                let next = self.vocabulary.props.len() as u32;
                EventFact::Prop(self.vocabulary.props.insert(prop, next) as usize)
            }
        };
        // A day that is only counted needs no text.
        if fact != EventFact::Day {
            self.vocabulary.facts.add(fact);
        }
        fact
    }

    /// Compiles an event match. A plain test of the type is taken out, so that events go straight to what is about their type.
    pub(crate) fn event_match(&mut self, node: &Node<'_>) -> EventMatch {
        if let Value::String(event_type) = &node.value {
            self.reader.fault_with_help(
                node.at,
                Code::WrongType,
                &"expected an event match (an object), found a string",
                &format_args!("write `{{ \"type\": \"{event_type}\" }}`"),
            );
            return EventMatch { types: None, rest: None };
        }
        let mut types = None;
        let mut take_type = |compiler: &mut Self, name: &str, node: &Node<'_>| {
            if name != "type" || matches!(node.value, Value::Object(_)) {
                return false;
            }
            let nodes = match &node.value {
                Value::Array(_) => compiler.reader.filled_array(node, "a list of event types").unwrap_or_default(),
                _ => core::slice::from_ref(node),
            };
            compiler.count_tests(node.at, 1);
            types = Some(nodes.iter().filter_map(|node| compiler.reader.constant(node).map(fold)).gather());
            true
        };
        let branches = self.branches(&OfEvent, node, 1, &mut take_type).unwrap_or_default();
        let rest = if branches.is_empty() { None } else { Some(self.join(&OfEvent, branches)) };
        EventMatch { types, rest }
    }
}

fn check(
    compiler: &mut Compiler<'_>,
    fact: EventFact,
    name: &str,
    operation: condition::Operation<'_>,
) -> Option<EventCheck> {
    let reader = compiler.reader;
    if operation.operator == Operator::Known {
        return reader.boolean(operation.operand).map(EventCheck::Known);
    }
    if operation.operator == Operator::Words {
        compiler.vocabulary.words.add(fact);
    }
    let lists = Lists { reader, names: &compiler.names.lists };
    match fact {
        EventFact::Value => match condition::compare(reader, &operation, &|node| reader.number(node)) {
            Some(check) => check.map(EventCheck::Number),
            None => misfit(reader, name, "a number", NUMBER_TESTS, &operation),
        },
        EventFact::Prop(_) => prop_check(lists, name, &operation),
        _ => match condition::text_check(lists, &operation, false) {
            Some(check) => check.map(EventCheck::Text),
            None => misfit(reader, name, "a text", TEXT_TESTS, &operation),
        },
    }
}

/// A test of a prop: its constants say what type it is for.
fn prop_check(lists: Lists<'_>, name: &str, operation: &condition::Operation<'_>) -> Option<EventCheck> {
    let reader = lists.reader;
    let first = match &operation.operand.value {
        Value::Array(elements) => elements.first().unwrap_or(operation.operand),
        _ => operation.operand,
    };
    // Of the tests on props, only those of dates have no meaning for any type.
    if matches!(operation.operator, Operator::Within | Operator::OlderThan) {
        return misfit(reader, name, "a prop of an event", "every test but `within` and `olderThan`", operation);
    }
    if let Value::Boolean(value) = operation.operand.value
        && matches!(operation.operator, Operator::Eq | Operator::Ne)
    {
        return Some(EventCheck::Boolean(value == (operation.operator == Operator::Eq)));
    }
    if let Value::Array(elements) = &operation.operand.value
        && elements
            .iter()
            .any(|element| core::mem::discriminant(&element.value) != core::mem::discriminant(&first.value))
    {
        reader.fault_with_help(
            operation.operand.at,
            Code::TestType,
            &format_args!("the constants for `{name}` are of different types"),
            &"write only texts or only numbers; a prop has one type",
        );
        return None;
    }
    let numeric = matches!(first.value, Value::Number(_))
        || matches!(
            operation.operator,
            Operator::Lt | Operator::Lte | Operator::Gt | Operator::Gte | Operator::Between
        );
    if numeric {
        let Some(check) = condition::compare(reader, operation, &|node| reader.number(node)) else {
            reader.fault_with_help(
                operation.at,
                Code::TestType,
                &format_args!("`{}` does not go with a number", operation.name),
                &format_args!("a number takes {NUMBER_TESTS}"),
            );
            return None;
        };
        return check.map(EventCheck::Number);
    }
    if matches!((&operation.operand.value, &first.value), (Value::Array(_), Value::Boolean(_))) {
        reader.fault_with_help(
            operation.operand.at,
            Code::TestType,
            &format_args!("`{name}` cannot be looked up in a list of `true` and `false`"),
            &"write `true` or `false` alone",
        );
        return None;
    }
    let set = matches!(operation.operator, Operator::AnyOf | Operator::AllOf | Operator::NoneOf);
    if set {
        return condition::set_check(lists, operation, None)?.map(EventCheck::Set);
    }
    let text = condition::text_check(lists, operation, false)??;
    if operation.bare || operation.operator == Operator::InList {
        let set = condition::set_check(lists, operation, None)??;
        return Some(EventCheck::TextOrSet(text, set));
    }
    Some(EventCheck::Text(text))
}
