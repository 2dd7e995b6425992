//! Compiling a document: section by section along the straight line, every fault found at once.

use super::condition::Test;
use super::event_match::{EventFact, EventMatch, EventTest};
use super::fields::Fields;
use super::names::Names;
use super::read::Reader;
use super::{
    Compiled, Header, Vocabulary, Watcher, calendars, disqualify, fields, fit, form, frameworks, handoff, intent,
    labels, promises, routing, stages,
};
use crate::calendar::Zones;
use crate::condition::Forest;
use crate::diagnostic::Code;
use crate::json::tree::Node;
use crate::table::Table;
use std::collections::BTreeSet;

/// What the sections share while they are compiled.
pub(crate) struct Compiler<'a> {
    pub(crate) reader: Reader<'a>,
    pub(crate) names: Names,
    pub(crate) conditions: Forest<Test>,
    pub(crate) matches: Forest<EventTest>,
    /// The props that matches and signals ask about.
    pub(crate) props: Table,
    /// Fields, and whether their domain is meant, whose texts are needed as words.
    pub(crate) words: BTreeSet<(usize, bool)>,
    pub(crate) event_words: BTreeSet<EventFact>,
    /// The facts of events that anything asks about.
    pub(crate) event_facts: BTreeSet<EventFact>,
    pub(crate) tests: usize,
    rules: usize,
    vocabulary: Vocabulary,
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

const SECTIONS: [&str; 21] = [
    "$schema",
    "leadgrade",
    "name",
    "version",
    "fields",
    "lists",
    "derived",
    "fit",
    "intent",
    "frameworks",
    "labels",
    "disqualify",
    "stages",
    "routing",
    "teams",
    "protocols",
    "nurture",
    "slas",
    "calendars",
    "form",
    "handoff",
];

/// Compiles a document; `zones` stand in for the built-in time zones.
pub(crate) fn compile(reader: Reader<'_>, root: &Node<'_>, zones: Option<&Zones>) -> Option<Compiled> {
    let object = reader.object(root, "a model (an object)", &SECTIONS)?;
    let header = header(reader, &object);
    let fields = reader.require(&object, "fields").map(|node| fields::compile(reader, node));
    let declares_fields = fields.is_some();
    let Fields { fields, faulty, paths } = fields.unwrap_or_default();
    let mut names = Names::gather(root, fields, faulty);
    names.declares_fields = declares_fields;
    if let Some(node) = object.get("lists") {
        (names.lists, names.list_tables) = labels::compile_lists(reader, node);
    }
    let mut compiler = Compiler {
        reader,
        names,
        conditions: Forest::default(),
        matches: Forest::default(),
        props: Table::default(),
        words: BTreeSet::new(),
        event_words: BTreeSet::new(),
        event_facts: BTreeSet::new(),
        tests: 0,
        rules: 0,
        vocabulary: Vocabulary::default(),
    };
    let compiler = &mut compiler;
    let derived = object.get("derived").map(|node| labels::compile_derived(compiler, node)).unwrap_or_default();
    let fit = object.get("fit").map(|node| fit::compile(compiler, node)).unwrap_or_default();
    let intent = object.get("intent").map(|node| intent::compile(compiler, node)).unwrap_or_default();
    let frameworks = object.get("frameworks").map(|node| frameworks::compile(compiler, node)).unwrap_or_default();
    let labels = object.get("labels").map(|node| labels::compile_labels(compiler, node)).unwrap_or_default();
    let disqualify = object.get("disqualify").map(|node| disqualify::compile(compiler, node)).unwrap_or_default();
    let stages = object.get("stages").map(|node| stages::compile(compiler, node)).unwrap_or_default();
    let routes = object.get("routing").map(|node| routing::compile_routes(compiler, node)).unwrap_or_default();
    let teams = object.get("teams").map(|node| routing::compile_teams(compiler, node)).unwrap_or_default();
    let protocols = object.get("protocols").map(|node| routing::compile_protocols(compiler, node)).unwrap_or_default();
    let tracks = object.get("nurture").map(|node| routing::compile_tracks(compiler, node)).unwrap_or_default();
    let slas = object.get("slas").map(|node| promises::compile(compiler, node)).unwrap_or_default();
    let calendars = object.get("calendars").map(|node| match zones {
        Some(zones) => calendars::compile(reader, node, zones),
        None => calendars::compile(reader, node, &Zones::built_in()),
    });
    let calendars = calendars.map(|(_, calendars)| calendars).unwrap_or_default();
    let handoff = object.get("handoff").map(|node| handoff::compile(compiler, node)).unwrap_or_default();
    if let Some(node) = object.get("form") {
        form::check(compiler, node);
    }
    let vocabulary = Vocabulary {
        props: std::mem::take(&mut compiler.props),
        words: std::mem::take(&mut compiler.event_words),
        facts: std::mem::take(&mut compiler.event_facts),
        ..std::mem::take(&mut compiler.vocabulary)
    };
    let names = std::mem::take(&mut compiler.names);
    let list = |name: &str| names.lists.iter().position(|list| list == name);
    Some(Compiled {
        header,
        free_list: list("freeEmail"),
        disposable_list: list("disposableEmail"),
        words: std::mem::take(&mut compiler.words),
        paths,
        lists: names.list_tables,
        fields: names.fields,
        derived_options: names.derived_options,
        stage_names: names.stages,
        derived,
        fit,
        intent,
        frameworks,
        labels,
        disqualify,
        stages,
        routes,
        teams,
        protocols,
        tracks,
        slas,
        calendars,
        handoff,
        conditions: std::mem::take(&mut compiler.conditions),
        matches: std::mem::take(&mut compiler.matches),
        vocabulary,
    })
}

fn header(reader: Reader<'_>, object: &super::read::Object<'_>) -> Header {
    if let Some(node) = reader.require(object, "leadgrade")
        && let Some(text) = reader.number_text(node)
        && crate::number::Number::from_json(text).and_then(crate::number::Number::to_integer) != Some(1)
    {
        reader.fault_with_help(
            node.at,
            Code::UnsupportedVersion,
            format!("format version `{text}` is not known"),
            "write `1`, the only version there is",
        );
    }
    object.get("$schema").map(|node| reader.text(node));
    let name = reader.require(object, "name").and_then(|node| reader.text(node)).unwrap_or_default();
    let version = object.get("version").and_then(|node| reader.text(node));
    Header { name: name.to_string(), version: version.map(str::to_string), hash: String::new() }
}

impl Compiler<'_> {
    /// Counts a rule against their limit; the first one past it is a fault.
    pub(crate) fn count_rule(&mut self, at: usize) {
        self.rules += 1;
        if self.rules == MOST_RULES + 1 {
            let message = format!("the model has more than {MOST_RULES} rules, and this is the first of them");
            let help = "rules of fit, signals, and rules of disqualification and routing count";
            self.reader.fault_with_help(at, Code::TooManyRules, message, help);
        }
    }

    /// Reports a field that is not declared. In a model without fields that goes for all, and it was said once.
    pub(crate) fn unknown_field<'n>(&self, at: usize, name: &str, candidates: impl IntoIterator<Item = &'n str>) {
        if self.names.declares_fields {
            self.reader.faults.add_unknown(at, Code::UnknownField, "field", name, candidates);
        }
    }

    /// Has events that match looked at for a target.
    pub(crate) fn watch(&mut self, target: Target, events: EventMatch) {
        let watcher = Watcher { target, rest: events.rest };
        let vocabulary = &mut self.vocabulary;
        match events.types {
            None => vocabulary.any_type.push(watcher),
            Some(mut types) => {
                types.sort_unstable();
                types.dedup();
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
