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

/// The facts of which there is one each, by name.
pub(super) const SINGLE: [(&str, Fact); 8] = [
    ("motion", Fact::Motion),
    ("score", Fact::Score),
    ("disqualified", Fact::Disqualified),
    ("stage", Fact::Stage),
    ("fit.points", Fact::FitPoints),
    ("fit.tier", Fact::FitTier),
    ("intent.points", Fact::IntentPoints),
    ("intent.band", Fact::IntentBand),
];

/// `Some(None)` when no fact has the name, `None` when a fault has been reported already.
fn find(reader: Reader<'_>, names: &Names, at: usize, name: &str) -> Option<Option<Fact>> {
    if let Some((_, fact)) = SINGLE.iter().find(|(single, _)| *single == name) {
        return Some(Some(*fact));
    }
    if let Some(id) = name.strip_prefix("signal.").and_then(|rest| rest.strip_suffix(".count")) {
        return Some(names.signals.find(id).map(Fact::SignalCount));
    }
    for (prefix, ids, fact) in names.families() {
        if let Some(id) = name.strip_prefix(prefix) {
            return Some(ids.find(id).map(fact));
        }
    }
    let (head, rest) = name.split_once('.').unwrap_or((name, ""));
    let of_type = |field: usize, fits: bool, fact: fn(usize) -> Fact, needed: &str| {
        if fits || names.is_faulty(field) {
            return Some(Some(fact(field)));
        }
        let (field, found) = (&names.fields[field].name, names.fact_type(Fact::Field(field)).name());
        reader.fault(at, Code::TestType, &format_args!("`{name}` takes {needed}, and `{field}` is {found}"));
        None
    };
    if head == "days" {
        let Some(field) = names.field(rest) else { return Some(None) };
        let fits = matches!(names.fields[field].kind, FieldKind::Date);
        return of_type(field, fits, Fact::Days, "a date field");
    }
    if let Some(framework) = names.framework(head).filter(|_| !rest.is_empty()) {
        return Some(framework.fact(rest));
    }
    let field = names.field(head);
    match (rest, field) {
        ("", Some(field)) => Some(Some(Fact::Field(field))),
        ("", None) => Some(names.derived.find(head).map(Fact::Derived)),
        ("domain" | "kind", Some(field)) => {
            let fits = matches!(names.fields[field].kind, FieldKind::Email);
            let fact = if rest == "domain" { Fact::Domain } else { Fact::Kind };
            of_type(field, fits, fact, "a field that is an e-mail address")
        }
        _ => Some(None),
    }
}
