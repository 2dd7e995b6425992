//! Derived facts and labels: conditions with a name.

use super::compiler::Compiler;
use super::facts::{Standing, Step};
use super::fields::{self, Options};
use super::read::Ids;
use crate::condition::Condition;
use crate::diagnostic::Code;
use crate::fold::fold;
use crate::json::tree::{Member, Node};
use crate::prelude::*;

/// A choice made by the first case that holds.
#[derive(Debug)]
pub(crate) struct Derived {
    /// Each case with the option it gives.
    pub(crate) cases: Vec<(Condition, usize)>,
    pub(crate) otherwise: Option<usize>,
}

/// A named condition that is shown when it holds.
#[derive(Debug)]
pub(crate) struct Label {
    pub(crate) id: String,
    pub(crate) when: Option<Condition>,
    pub(crate) because: String,
    /// A red flag, or only information.
    pub(crate) flag: bool,
}

pub(crate) fn compile_derived(compiler: &mut Compiler<'_>, node: &Node<'_>) -> Vec<Derived> {
    let members = compiler.reader.map(node, "an object of derived facts").unwrap_or_default();
    let mut derived = Vec::new();
    for member in members {
        fields::check_fact_name(compiler.reader, member.at, &member.key);
        if compiler.names.field(&member.key).is_some() {
            compiler.reader.fault_with_help(
                member.at,
                Code::DuplicateId,
                &format_args!("`{}` is a field already", member.key),
                &"give the derived fact another name",
            );
        }
        let (fact, options) = derived_fact(compiler, member, derived.len());
        derived.push(fact);
        compiler.names.derived_options.push(options);
    }
    derived
}

fn derived_fact(compiler: &mut Compiler<'_>, member: &Member<'_>, above: usize) -> (Derived, Options) {
    let reader = compiler.reader;
    let mut options = Options::default();
    let mut derived = Derived { cases: Vec::new(), otherwise: None };
    let Some(object) = reader.object(&member.node, "a derived fact (an object)", &["cases", "otherwise"]) else {
        return (derived, options);
    };
    let mut option = |node: &Node<'_>| {
        let name = reader.constant(node)?;
        let known = options.find(&fold(name)).filter(|option| options.ids[*option] == name);
        Some(known.unwrap_or_else(|| {
            options.ids.push(name.to_string());
            options.name(reader, node.at, name, options.ids.len() - 1);
            options.ids.len() - 1
        }))
    };
    for node in fields::list(reader, &object, "cases") {
        let Some(case) = reader.object(node, "a case (an object)", &["when", "is"]) else { continue };
        let is = reader.require(&case, "is").and_then(&mut option);
        let when = compiler.required_condition(&case, "when", Standing { step: Step::Derived, above });
        derived.cases.extend(when.zip(is));
    }
    derived.otherwise = object.get("otherwise").and_then(&mut option);
    (derived, options)
}

pub(crate) fn compile_labels(compiler: &mut Compiler<'_>, node: &Node<'_>) -> Vec<Label> {
    let reader = compiler.reader;
    let mut ids = Ids::default();
    let mut labels = Vec::new();
    for node in reader.array(node, "a list of labels").unwrap_or_default() {
        let mut label = Label { id: String::new(), when: None, because: String::new(), flag: false };
        if let Some(object) = reader.object(node, "a label (an object)", &["id", "when", "because", "severity"]) {
            label.id = compiler.declare(&object, "label", &mut ids).to_string();
            let standing = Standing { step: Step::Labels, above: labels.len() };
            label.when = compiler.required_condition(&object, "when", standing);
            label.because = object.get("because").and_then(|node| reader.text(node)).unwrap_or(&label.id).to_string();
            label.flag =
                object.get("severity").and_then(|node| reader.word(node, "severity", &["info", "flag"])) == Some(1);
        }
        labels.push(label);
    }
    labels
}

/// Lists of texts that conditions look values up in, folded.
pub(crate) fn compile_lists(
    reader: super::read::Reader<'_>,
    node: &Node<'_>,
) -> (crate::table::Table, Vec<crate::table::Table>) {
    const MOST_ENTRIES: usize = 50_000;
    let (mut names, mut tables, mut count) = (crate::table::Table::default(), Vec::new(), 0);
    for member in reader.map(node, "an object of lists").unwrap_or_default() {
        reader.check_name(member.at, &member.key);
        let mut table = crate::table::Table::default();
        for entry in reader.array(&member.node, "a list of texts").unwrap_or_default() {
            count += 1;
            if count == MOST_ENTRIES + 1 {
                reader.fault(
                    entry.at,
                    Code::TooManyEntries,
                    &format_args!("the lists have more than {MOST_ENTRIES} entries, and this is the first of them"),
                );
            }
            if let Some(text) = reader.constant(entry) {
                table.insert(&fold(text), 0);
            }
        }
        names.insert(&member.key, tables.len() as u32);
        tables.push(table);
    }
    (names, tables)
}
