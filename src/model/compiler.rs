//! What the sections of a model share while they are compiled.

use super::condition::Test;
use super::event_match::{EventMatch, EventTest};
use super::names::Names;
use super::read::Reader;
use super::{Vocabulary, Watcher};
use crate::condition::Forest;
use crate::diagnostic::Code;
use crate::json::tree::Node;
use crate::prelude::*;
use crate::sort::sort_and_dedup;

/// What the sections share while they are compiled.
pub(crate) struct Compiler<'a> {
    pub(crate) reader: Reader<'a>,
    pub(crate) names: Names,
    pub(crate) conditions: Forest<Test>,
    pub(crate) matches: Forest<EventTest>,
    pub(crate) tests: usize,
    pub(crate) rules: usize,
    pub(crate) vocabulary: Vocabulary,
}

/// What an event is looked at for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Target {
    Signal(usize),
    /// The second event of a sequence.
    Then(usize),
    Gate {
        stage: usize,
        accept: bool,
    },
    /// What pauses a nurture track.
    Pause(usize),
}

const MOST_RULES: usize = 2_000;

impl Compiler<'_> {
    /// Counts a rule against their limit; the first one past it is a fault.
    pub(crate) fn count_rule(&mut self, at: usize) {
        self.rules += 1;
        if self.rules == MOST_RULES + 1 {
            self.reader.fault_with_help(
                at,
                Code::TooManyRules,
                &format_args!("the model has more than {MOST_RULES} rules, and this is the first of them"),
                &"rules of fit, signals, and rules of disqualification and routing count",
            );
        }
    }

    /// The name of a field, and the field. In a model without fields none is declared, and that was said once.
    pub(crate) fn field<'n>(&self, node: &'n Node<'n>) -> Option<(&'n str, usize)> {
        let name = self.reader.text(node)?;
        let field = self.names.field(name);
        if field.is_none() && self.names.declares_fields {
            let known = &|| self.names.fields.iter().map(|field| field.name.as_str()).gather();
            self.reader.faults.add_unknown(node.at, Code::UnknownField, "field", name, known);
        }
        Some((name, field?))
    }

    /// Has events that match looked at for a target.
    pub(crate) fn watch(&mut self, target: Target, events: EventMatch) {
        let watcher = Watcher { target, rest: events.rest };
        let vocabulary = &mut self.vocabulary;
        match events.types {
            None => vocabulary.any_type.push(watcher),
            Some(mut types) => {
                sort_and_dedup(&mut types);
                for name in types {
                    let next = vocabulary.by_type.len() as u32;
                    let index = vocabulary.types.insert(&name, next) as usize;
                    if index == vocabulary.by_type.len() {
                        vocabulary.by_type.push(Vec::new());
                    }
                    vocabulary.by_type[index].push(watcher);
                }
            }
        }
    }
}
