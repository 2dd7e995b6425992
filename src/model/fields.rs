//! Fields: the declared attributes of a lead, their types, options and the places where their values stand.

use super::paths::{Paths, PathsBuilder};
use super::read::{Object, Reader};
use crate::diagnostic::Code;
use crate::fold::fold;
use crate::json::pointer;
use crate::json::tree::{Member, Node, Value};
use crate::number::Number;
use crate::prelude::*;
use crate::table::Table;

/// A declared attribute of a lead.
#[derive(Debug)]
pub(crate) struct Field {
    pub(crate) name: String,
    pub(crate) kind: FieldKind,
    /// The places of its value in the profile: its name, then its aliases in order.
    pub(crate) slots: Vec<usize>,
    /// Folded texts that stand for no value.
    pub(crate) blank: Vec<String>,
    pub(crate) layer: Layer,
    /// Whether a browser may be told its value.
    pub(crate) public: bool,
    /// What is asked of its text or address, and of the domain of its address.
    pub(crate) text: Wanted,
    pub(crate) domain: Wanted,
}

/// The forms in which a text is needed; each of them includes those above it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Wanted {
    /// Nothing compares it.
    Written,
    Folded,
    Words,
}

#[derive(Debug)]
pub(crate) enum FieldKind {
    Text,
    Choice(Options),
    /// A set of options, or of any texts.
    Set(Option<Options>),
    Number {
        integer: bool,
        min: Option<Number>,
        max: Option<Number>,
    },
    Boolean,
    Date,
    Email,
}

impl Field {
    /// The options of a choice or set that has some.
    pub(crate) fn options(&self) -> Option<&Options> {
        match &self.kind {
            FieldKind::Choice(options) | FieldKind::Set(Some(options)) => Some(options),
            _ => None,
        }
    }
}

/// The layer of evidence a field belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Layer {
    Static,
    Crm,
    Human,
}

/// Named values in their declared order, found by id, label and alias, all folded.
#[derive(Debug, Default)]
pub(crate) struct Options {
    pub(crate) ids: Vec<String>,
    /// What people read, of the options of a field: the label, or else the id.
    pub(crate) labels: Vec<String>,
    pub(crate) names: Table,
}

impl Options {
    pub(crate) fn fixed(ids: &[&str]) -> Options {
        let mut options = Options::default();
        for id in ids {
            options.names.insert(&fold(id), options.ids.len() as u32);
            options.ids.push(id.to_string());
        }
        options
    }

    /// The option that a folded text names.
    pub(crate) fn find(&self, folded: &str) -> Option<usize> {
        self.names.get(folded).map(|option| option as usize)
    }

    /// Adds a name of an option; it may not fold as another option's does.
    pub(crate) fn name(&mut self, reader: Reader<'_>, at: usize, name: &str, option: usize) {
        let folded = fold(name);
        if self.names.insert(&folded, option as u32) as usize != option {
            let other = self.find(&folded).and_then(|other| self.ids.get(other)).cloned().unwrap_or_default();
            if other == name {
                let message = format!("option `{name}` is given twice");
                return reader.fault_with_help(at, Code::AmbiguousName, &message, &"leave one of them out");
            }
            reader.fault_with_help(
                at,
                Code::AmbiguousName,
                &format_args!("`{name}` names the option `{other}` already"),
                &ALIKE,
            );
        }
    }
}

/// Why two names that look different may be one.
pub(crate) const ALIKE: &str = "write names that differ by more than capitals, accents and spaces";

/// Names that conditions use for something else, and names that are unsafe as keys of a JavaScript object.
pub(crate) const RESERVED: [&str; 16] = [
    "all",
    "any",
    "not",
    "motion",
    "score",
    "stage",
    "disqualified",
    "fit",
    "intent",
    "rule",
    "signal",
    "label",
    "days",
    "constructor",
    "prototype",
    "__proto__",
];

pub(crate) const TYPES: [&str; 7] = ["text", "choice", "set", "number", "boolean", "date", "email"];

/// A value this many members below the profile stands in as many containers as a lead may nest.
const DEEPEST: usize = 15;

/// What the section of the fields gives.
#[derive(Default)]
pub(crate) struct Fields {
    pub(crate) fields: Vec<Field>,
    /// By field: whether its type could not be told, so that nothing can be said of tests on it.
    pub(crate) faulty: Vec<bool>,
    /// Where their values are read from.
    pub(crate) paths: Paths,
}

/// Compiles the fields and the paths that their values are read from.
pub(crate) fn compile<'n>(reader: Reader<'_>, node: &'n Node<'n>) -> Fields {
    let members = reader.map(node, "an object of fields").unwrap_or_default();
    let mut builder = PathsBuilder::default();
    let parsed: Vec<_> = members.iter().map(|member| field(reader, member, &mut builder)).gather();
    let (paths, slots) = builder.finish();
    let mut all = Fields { paths, ..Fields::default() };
    for (mut field, faulty) in parsed {
        field.slots.iter_mut().for_each(|slot| *slot = slots[*slot]);
        all.fields.push(field);
        all.faulty.push(faulty);
    }
    all
}

/// A field, its slots still the ids of paths, and whether its type could not be told.
fn field(reader: Reader<'_>, member: &Member<'_>, builder: &mut PathsBuilder) -> (Field, bool) {
    check_fact_name(reader, member.at, &member.key);
    let mut field = Field {
        name: member.key.clone(),
        kind: FieldKind::Text,
        slots: vec![builder.add(vec![member.key.clone()])],
        blank: Vec::new(),
        layer: Layer::Static,
        public: false,
        text: Wanted::Written,
        // Its kind is told by comparing it.
        domain: Wanted::Folded,
    };
    let all_keys = &["type", "aliases", "blank", "layer", "public", "options", "integer", "min", "max"];
    let Some(object) = reader.object(&member.node, "a field (an object)", all_keys) else { return (field, true) };
    let type_word =
        reader.require(&object, "type").and_then(|node| reader.word(node, "type", &TYPES)).map(|index| TYPES[index]);
    let kind = type_word.and_then(|type_word| {
        refuse_keys_of_other_types(reader, &object, type_word);
        kind(reader, &object, type_word)
    });
    for alias in list(reader, &object, "aliases") {
        let Some(text) = reader.text(alias) else { continue };
        let tokens = if text.starts_with('/') { pointer::tokens(text) } else { Some(vec![text.to_string()]) };
        match tokens {
            Some(tokens) if tokens.len() > DEEPEST => {
                reader.fault_with_help(
                    alias.at,
                    Code::BadPointer,
                    &format_args!("`{text}` leads deeper than any lead goes"),
                    &format_args!("name {DEEPEST} members at most"),
                );
            }
            Some(tokens) => field.slots.push(builder.add(tokens)),
            None => reader.fault_with_help(
                alias.at,
                Code::BadPointer,
                &format_args!("`{text}` is no JSON Pointer"),
                &"after `~` comes `0` for a tilde or `1` for a slash",
            ),
        }
    }
    for blank in list(reader, &object, "blank") {
        field.blank.extend(reader.text(blank).map(fold));
    }
    field.public = reader.flag(&object, "public");
    if let Some(layer) = object.get("layer").and_then(|node| reader.word(node, "layer", &["static", "crm", "human"])) {
        field.layer = [Layer::Static, Layer::Crm, Layer::Human][layer];
    }
    let faulty = kind.is_none();
    field.kind = kind.unwrap_or(FieldKind::Text);
    (field, faulty)
}

fn refuse_keys_of_other_types(reader: Reader<'_>, object: &Object<'_>, type_word: &str) {
    let keys = [("options", "`choice` or `set`"), ("integer", "`number`"), ("min", "`number`"), ("max", "`number`")];
    for (key, types) in keys {
        let taken = match type_word {
            "choice" | "set" => key == "options",
            "number" => key != "options",
            _ => false,
        };
        if !taken && object.get(key).is_some() {
            reader.fault_with_help(
                object.key_at(key),
                Code::UnknownKey,
                &format_args!("a field of type `{type_word}` takes no `{key}`"),
                &format_args!("leave it out, or make the type {types}"),
            );
        }
    }
}

/// Fields, derived facts and frameworks share one name space with the words of conditions.
pub(crate) fn check_fact_name(reader: Reader<'_>, at: usize, name: &str) {
    if RESERVED.contains(&name) {
        reader.fault_with_help(
            at,
            Code::ReservedName,
            &format_args!("`{name}` is reserved"),
            &"conditions or programs use this word for something else; write another name",
        );
    } else {
        reader.check_name(at, name);
    }
}

/// `None` when the options of a choice or set are faulty altogether.
fn kind(reader: Reader<'_>, object: &Object<'_>, type_word: &str) -> Option<FieldKind> {
    let options = |node| reader.filled_array(node, "a list of options").map(|nodes| options(reader, nodes));
    Some(match type_word {
        "choice" => FieldKind::Choice(options(reader.require(object, "options")?)?),
        "set" => FieldKind::Set(match object.get("options") {
            Some(node) => Some(options(node)?),
            None => None,
        }),
        "number" => {
            let integer = reader.flag(object, "integer");
            let min = object.get("min").and_then(|node| reader.number(node));
            let max = object.get("max").and_then(|node| reader.number(node));
            if min.zip(max).is_some_and(|(min, max)| min > max) {
                reader.reversed(object.key_at("max"));
            }
            FieldKind::Number { integer, min, max }
        }
        "boolean" => FieldKind::Boolean,
        "date" => FieldKind::Date,
        "email" => FieldKind::Email,
        _ => FieldKind::Text,
    })
}

fn options(reader: Reader<'_>, nodes: &[Node<'_>]) -> Options {
    let mut options = Options::default();
    let mut add = |at: usize, id: &str, label: &str, other_names: Vec<(usize, String)>| {
        let option = options.ids.len();
        options.ids.push(id.to_string());
        options.labels.push(label.to_string());
        options.name(reader, at, id, option);
        for (at, name) in other_names {
            options.name(reader, at, &name, option);
        }
    };
    for node in nodes {
        match &node.value {
            Value::Object(_) => {
                let Some(object) = reader.object(node, "an option", &["id", "aliases"]) else { continue };
                let label = object.get("label").filter(|node| matches!(node.value, Value::String(_)));
                let aliases = list(reader, &object, "aliases").iter();
                let names = label
                    .into_iter()
                    .chain(aliases)
                    .filter_map(|node| Some((node.at, reader.constant(node)?.to_string())));
                let names = names.gather();
                if let Some(id_node) = reader.require(&object, "id")
                    && let Some(id) = reader.constant(id_node)
                {
                    let label = match label.map(|node| &node.value) {
                        Some(Value::String(label)) => label,
                        _ => id,
                    };
                    add(id_node.at, id, label, names);
                }
            }
            _ => {
                if let Some(id) = reader.constant(node) {
                    add(node.at, id, id, Vec::new());
                }
            }
        }
    }
    options
}

/// The elements of an optional list.
pub(crate) fn list<'n>(reader: Reader<'_>, object: &Object<'n>, key: &str) -> &'n [Node<'n>] {
    object.get(key).and_then(|node| reader.array(node, "a list")).unwrap_or_default()
}
