//! Compiling a document: section by section along the straight line, every fault found at once.

use super::compiler::Compiler;
use super::fields::Fields;
use super::names::Names;
use super::read::Reader;
use super::{
    Compiled, Fact, Fit, Header, Intent, Label, RulePoints, Test, Vocabulary, calendars, disqualify, fields, fit, form,
    frameworks, handoff, intent, labels, promises, routing, stages,
};
use crate::calendar::Zones;
use crate::condition::{Branch, Condition, Forest};
use crate::diagnostic::Code;
use crate::json::tree::Node;
use crate::prelude::*;

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
    let lists = object.get("lists").map(|node| labels::compile_lists(reader, node)).unwrap_or_default();
    let mut compiler = Compiler {
        reader,
        names: Names::gather(root, declares_fields, fields, faulty, lists),
        conditions: Forest::default(),
        matches: Forest::default(),
        tests: 0,
        rules: 0,
        vocabulary: Vocabulary::default(),
    };
    let derived = object.get("derived").map(|node| labels::compile_derived(&mut compiler, node)).unwrap_or_default();
    let mut fit = object.get("fit").map(|node| fit::compile(&mut compiler, node)).unwrap_or_default();
    let intent = object.get("intent").map(|node| intent::compile(&mut compiler, node)).unwrap_or_default();
    let frameworks = object.get("frameworks").map(|node| frameworks::compile(&mut compiler, node)).unwrap_or_default();
    let labels = object.get("labels").map(|node| labels::compile_labels(&mut compiler, node)).unwrap_or_default();
    let disqualify = object.get("disqualify").map(|node| disqualify::compile(&mut compiler, node)).unwrap_or_default();
    let stages = object.get("stages").map(|node| stages::compile(&mut compiler, node)).unwrap_or_default();
    let routes = object.get("routing").map(|node| routing::compile_routes(&mut compiler, node)).unwrap_or_default();
    let teams = object.get("teams").map(|node| routing::compile_teams(&mut compiler, node)).unwrap_or_default();
    let protocols =
        object.get("protocols").map(|node| routing::compile_protocols(&mut compiler, node)).unwrap_or_default();
    let tracks = object.get("nurture").map(|node| routing::compile_tracks(&mut compiler, node)).unwrap_or_default();
    let slas = object.get("slas").map(|node| promises::compile(&mut compiler, node)).unwrap_or_default();
    let calendars = object.get("calendars").map(|node| {
        let built_in = Zones::built_in();
        calendars::compile(reader, node, zones.unwrap_or(&built_in))
    });
    let calendars = calendars.unwrap_or_default();
    let handoff = object.get("handoff").map(|node| handoff::compile(&mut compiler, node)).unwrap_or_default();
    let form = object.get("form").and_then(|node| form::compile(&mut compiler, node));
    compiler.vocabulary.settle();
    let asks = asks(&compiler.conditions, &mut fit, &intent, &labels);
    Some(Compiled {
        header,
        free_list: compiler.names.lists.find("freeEmail"),
        disposable_list: compiler.names.lists.find("disposableEmail"),
        paths,
        lists: compiler.names.list_tables,
        fields: compiler.names.fields,
        derived_options: compiler.names.derived_options,
        stage_names: compiler.names.stages,
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
        form,
        asks,
        conditions: compiler.conditions,
        matches: compiler.matches,
        vocabulary: compiler.vocabulary,
    })
}

/// The fields that each branch asks about, by way of rules, signals and labels, too. What a branch asks about stands before it, as do the
/// branches below it; of a faulty model, some of it may be missing.
fn asks(conditions: &Forest<Test>, fit: &mut Fit, intent: &Intent, labels: &[Label]) -> Vec<u64> {
    let mut asks: Vec<u64> = Vec::new();
    let of = |asks: &[u64], when: Option<Option<Condition>>| match when {
        Some(None) => 0,
        Some(Some(when)) => asks.get(when.root() as usize).copied().unwrap_or(u64::MAX),
        None => u64::MAX,
    };
    for branch in conditions.branches() {
        asks.push(match branch {
            Branch::All(start, end) | Branch::Any(start, end) => {
                asks[*start as usize..*end as usize].iter().fold(0, |all, bits| all | bits)
            }
            Branch::Not(child) => asks[*child as usize],
            Branch::Test(test) => match test.fact {
                Fact::Field(field) | Fact::Domain(field) | Fact::Kind(field) | Fact::Days(field) => 1 << (field % 64),
                Fact::Motion => 0,
                Fact::Rule(rule) => of(&asks, fit.rules.get(rule).map(|rule| rule.when)),
                Fact::Signal(signal) | Fact::SignalCount(signal) => {
                    of(&asks, intent.signals.get(signal).map(|signal| signal.when))
                }
                Fact::Label(label) => of(&asks, labels.get(label).map(|label| label.when)),
                _ => u64::MAX,
            },
        });
    }
    for rule in &mut fit.rules {
        let by = match rule.points {
            RulePoints::Graded { by: Fact::Field(by) | Fact::Days(by), .. } => 1 << (by % 64),
            _ => 0,
        };
        rule.asks = of(&asks, Some(rule.when)) | by;
    }
    asks
}

fn header(reader: Reader<'_>, object: &super::read::Object<'_>) -> Header {
    if let Some(node) = reader.require(object, "leadgrade")
        && let Some(text) = reader.number_text(node)
        && crate::number::Number::from_json(text).and_then(crate::number::Number::to_integer) != Some(1)
    {
        reader.fault_with_help(
            node.at,
            Code::UnsupportedVersion,
            &format_args!("format version `{text}` is not known"),
            &"write `1`, the only version there is",
        );
    }
    object.get("$schema").map(|node| reader.text(node));
    let name = reader.require(object, "name").and_then(|node| reader.text(node)).unwrap_or_default();
    let version = object.get("version").and_then(|node| reader.text(node));
    Header { name: name.to_string(), version: version.map(str::to_string), hash: String::new() }
}
