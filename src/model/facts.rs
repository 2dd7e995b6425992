//! Facts: everything a condition may ask about, by the name it has in a model.

use super::fields::{FieldKind, Options};
use super::names::Names;
use super::read::Reader;
use crate::diagnostic::Code;
use crate::prelude::*;

/// A fact. The numbers are indexes into the model's tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Fact {
    Field(usize),
    Domain(usize),
    Kind(usize),
    Days(usize),
    Motion,
    Derived(usize),
    Rule(usize),
    FitGroup(usize),
    FitPoints,
    FitTier,
    Signal(usize),
    SignalCount(usize),
    IntentGroup(usize),
    IntentPoints,
    IntentBand,
    Score,
    FrameworkPassed(usize),
    /// By its index among the criteria of all frameworks.
    Criterion(usize),
    FrameworkMet(usize),
    Label(usize),
    Disqualified,
    Stage,
}

/// The steps of the straight line at which conditions stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Step {
    Lead,
    Derived,
    Fit,
    Intent,
    Frameworks,
    Labels,
    Disqualify,
    Stages,
    Action,
}

impl Step {
    fn name(self) -> &'static str {
        match self {
            Step::Lead => "the lead",
            Step::Derived => "the derived facts",
            Step::Fit => "fit",
            Step::Intent => "intent",
            Step::Frameworks => "the frameworks",
            Step::Labels => "the labels",
            Step::Disqualify => "disqualification",
            Step::Stages => "the stages",
            Step::Action => "the action",
        }
    }
}

/// Where a condition stands: its step, and how many of the step's own facts are declared above it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Standing {
    pub(crate) step: Step,
    pub(crate) above: usize,
}

impl Standing {
    /// What a condition that stands here may ask about, in words.
    fn known(self) -> &'static str {
        match self.step {
            Step::Lead | Step::Derived => "here conditions ask about the lead and the derived facts above",
            Step::Fit => "here conditions ask about the lead and derived facts",
            Step::Intent => "here conditions ask about the lead, derived facts and fit",
            Step::Frameworks => "here conditions ask about the lead, derived facts, fit and intent",
            Step::Labels => {
                "here conditions ask about the lead, derived facts, fit, intent, frameworks and the labels above"
            }
            Step::Disqualify => "here conditions ask about everything up to the labels",
            Step::Stages | Step::Action => "here conditions ask about everything up to disqualification",
        }
    }
}

/// The type of a fact, which decides what tests it takes.
#[derive(Clone, Copy)]
pub(crate) enum FactType<'m> {
    Text,
    Domain,
    Choice { options: &'m Options, order: Order },
    Set(Option<&'m Options>),
    Number,
    Points,
    Boolean,
    Date,
    Email,
}

/// How the options of a choice are ordered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Order {
    None,
    LowToHigh,
    /// Tiers and bands are declared from the highest down, and there may be none.
    HighToLow,
}

impl FactType<'_> {
    pub(crate) fn name(self) -> &'static str {
        match self {
            FactType::Text => "a text",
            FactType::Domain => "a domain",
            FactType::Choice { order: Order::None, .. } => "a choice without an order",
            FactType::Choice { .. } => "a choice",
            FactType::Set(_) => "a set",
            FactType::Number => "a number",
            FactType::Points => "an amount of points",
            FactType::Boolean => "a boolean",
            FactType::Date => "a date",
            FactType::Email => "an e-mail address",
        }
    }
}

impl Fact {
    /// The step that makes this fact known.
    fn step(self) -> Step {
        match self {
            Fact::Field(_) | Fact::Domain(_) | Fact::Kind(_) | Fact::Days(_) | Fact::Motion => Step::Lead,
            Fact::Derived(_) => Step::Derived,
            Fact::Rule(_) | Fact::FitGroup(_) | Fact::FitPoints | Fact::FitTier => Step::Fit,
            Fact::Signal(_)
            | Fact::SignalCount(_)
            | Fact::IntentGroup(_)
            | Fact::IntentPoints
            | Fact::IntentBand
            | Fact::Score => Step::Intent,
            Fact::FrameworkPassed(_) | Fact::Criterion(_) | Fact::FrameworkMet(_) => Step::Frameworks,
            Fact::Label(_) => Step::Labels,
            Fact::Disqualified => Step::Disqualify,
            Fact::Stage => Step::Stages,
        }
    }

    /// Derived facts and labels may use those declared above them.
    fn is_above(self, standing: Standing) -> bool {
        match self {
            Fact::Derived(index) if standing.step == Step::Derived => index < standing.above,
            Fact::Label(index) if standing.step == Step::Labels => index < standing.above,
            _ => self.step() < standing.step,
        }
    }
}

/// The fact of this name, if there is one and it is known where the condition stands.
pub(crate) fn resolve(reader: Reader<'_>, names: &Names, standing: Standing, at: usize, name: &str) -> Option<Fact> {
    let Some(fact) = find(reader, names, at, name)? else {
        unknown(reader, names, at, name);
        return None;
    };
    if !fact.is_above(standing) {
        let message = match fact {
            Fact::Derived(index) | Fact::Label(index) if fact.step() == standing.step => {
                let where_else = if index == standing.above { "asks about itself" } else { "is declared further down" };
                format!("`{name}` {where_else}")
            }
            _ => format!("`{name}` is only known after {}", fact.step().name()),
        };
        reader.fault_with_help(at, Code::FactTooEarly, &message, &standing.known());
        return None;
    }
    Some(fact)
}

/// Reports a fact that is not there. Those that begin with the same word are worth listing, or else the fields.
fn unknown(reader: Reader<'_>, names: &Names, at: usize, name: &str) {
    let all = if reader.faults.are_many() { Vec::new() } else { names.all_facts() };
    let all: Vec<&str> = all.iter().map(String::as_str).gather();
    let (head, part) = name.split_once('.').map_or((name, None), |(head, part)| (head, Some(part)));
    let of_head = |fact: &&str| fact.split_once('.').is_some_and(|(first, _)| first == head);
    let mut worth_listing: Vec<&str> = all.iter().copied().filter(of_head).gather();
    if part.is_none() && worth_listing.is_empty() {
        // In a model without fields that goes for all of them, and it was said once.
        if !names.declares_fields {
            return;
        }
        worth_listing = names.fields.iter().map(|field| field.name.as_str()).gather();
    }
    let what = if part.is_some() { "fact" } else { "field" };
    reader.faults.add_unknown_besides(at, Code::UnknownField, what, name, &|| worth_listing.clone(), &all);
}

/// `Some(None)` when no fact has the name, `None` when a fault has been reported already.
fn find(reader: Reader<'_>, names: &Names, at: usize, name: &str) -> Option<Option<Fact>> {
    let (head, rest) = name.split_once('.').unwrap_or((name, ""));
    Some(match (head, rest) {
        ("motion", "") => Some(Fact::Motion),
        ("score", "") => Some(Fact::Score),
        ("stage", "") => Some(Fact::Stage),
        ("disqualified", "") => Some(Fact::Disqualified),
        ("fit", "points") => Some(Fact::FitPoints),
        ("fit", "tier") => Some(Fact::FitTier),
        ("fit", _) => rest.strip_prefix("group.").and_then(|id| names.fit_groups.find(id)).map(Fact::FitGroup),
        ("intent", "points") => Some(Fact::IntentPoints),
        ("intent", "band") => Some(Fact::IntentBand),
        ("intent", _) => rest.strip_prefix("group.").and_then(|id| names.intent_groups.find(id)).map(Fact::IntentGroup),
        ("rule", id) => names.rules.find(id).map(Fact::Rule),
        ("label", id) => names.labels.find(id).map(Fact::Label),
        ("signal", id) => match id.strip_suffix(".count") {
            Some(id) => names.signals.find(id).map(Fact::SignalCount),
            None => names.signals.find(id).map(Fact::Signal),
        },
        ("days", field) => match names.field(field) {
            None => None,
            Some(index) if names.is_faulty(index) || matches!(names.fields[index].kind, FieldKind::Date) => {
                Some(Fact::Days(index))
            }
            Some(index) => return wrong_field(reader, names, at, name, index, "a date field"),
        },
        (field, "") if names.field(field).is_some() => names.field(field).map(Fact::Field),
        (derived, "") => names.derived.find(derived).map(Fact::Derived),
        (framework, part) if names.framework(framework).is_some() => {
            names.framework(framework).and_then(|found| found.fact(part))
        }
        (field, "domain" | "kind") => match names.field(field) {
            None => None,
            Some(index) if names.is_faulty(index) || matches!(names.fields[index].kind, FieldKind::Email) => {
                Some(if rest == "domain" { Fact::Domain(index) } else { Fact::Kind(index) })
            }
            Some(index) => return wrong_field(reader, names, at, name, index, "a field that is an e-mail address"),
        },
        _ => None,
    })
}

fn wrong_field<T>(reader: Reader<'_>, names: &Names, at: usize, name: &str, field: usize, needed: &str) -> Option<T> {
    let (field, found) = (&names.fields[field].name, names.fact_type(Fact::Field(field)).name());
    reader.fault(at, Code::TestType, &format_args!("`{name}` takes {needed}, and `{field}` is {found}"));
    None
}
