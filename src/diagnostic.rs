//! Diagnostics: the faults of a model, each with a code for programs, a place, words for people and a way out.

use crate::json::pointer;
use crate::prelude::*;
use crate::sort::sort_list;
use crate::suggest;
use core::cell::RefCell;
use core::fmt;

/// How grave a diagnostic is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// There is no [`Model`](crate::Model) as long as this stands.
    Error,
    /// The model works, and may not do what its author wants.
    Warning,
}

impl Severity {
    /// The word in JSON: `error` or `warning`.
    pub fn as_str(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
        }
    }
}

/// A fault found in a model.
///
/// ```
/// use leadgrade::Model;
/// let text = r#"{ "leadgrade": 1, "name": "demo", "fields": { "industry": { "type": "txt" } } }"#;
/// let fault = &Model::check(text)[0];
/// assert_eq!(fault.code(), "unknown-type");
/// assert_eq!(fault.path(), "/fields/industry/type");
/// assert_eq!((fault.line(), fault.column()), (1, 69));
/// assert_eq!(fault.message(), "unknown type `txt`");
/// assert_eq!(fault.help(), Some("did you mean `text`?"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    code: Code,
    severity: Severity,
    path: String,
    line: usize,
    column: usize,
    message: String,
    help: Option<String>,
}

impl Diagnostic {
    /// A kebab-case word for programs, which is never renamed and never reused. `docs/diagnostics.md` lists them all.
    pub fn code(&self) -> &'static str {
        self.code.as_str()
    }

    /// Whether the fault keeps the model from being used.
    pub fn severity(&self) -> Severity {
        self.severity
    }

    /// A JSON Pointer (RFC 6901) into the text of the model.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The line of the text on which the fault stands, from 1.
    pub fn line(&self) -> usize {
        self.line
    }

    /// The column on that line, in characters from 1.
    pub fn column(&self) -> usize {
        self.column
    }

    /// One lower-case sentence that says what is wrong; the author's words stand in backticks.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// A way out, where one is known.
    pub fn help(&self) -> Option<&str> {
        self.help.as_deref()
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}[{}]: {}", self.line, self.column, self.severity.as_str(), self.code(), self.message)?;
        match &self.help {
            Some(help) => write!(f, "; {help}"),
            None => Ok(()),
        }
    }
}

/// The error of loading a faulty model: everything that is wrong with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ModelError {
    diagnostics: Vec<Diagnostic>,
}

impl ModelError {
    pub(crate) fn new(diagnostics: Vec<Diagnostic>) -> ModelError {
        ModelError { diagnostics }
    }

    /// The faults in the order of the text, at most 100 of them; at least one is an error.
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }
}

impl fmt::Display for ModelError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, diagnostic) in self.diagnostics.iter().enumerate() {
            write!(f, "{}{diagnostic}", if index == 0 { "" } else { "\n" })?;
        }
        Ok(())
    }
}

impl core::error::Error for ModelError {}

/// What people read. It is put into words in one place, and not at each of some three hundred where a fault is found.
pub(crate) type Words<'w> = &'w dyn fmt::Display;

/// Gathers the faults of one text.
pub(crate) struct Faults<'a> {
    text: &'a str,
    found: RefCell<Vec<Found>>,
}

struct Found {
    at: usize,
    code: Code,
    message: String,
    help: Option<String>,
}

/// More faults than anyone reads at once.
const MOST: usize = 100;

/// So many names are listed where none of them is near.
const FEW: usize = 8;

/// What a name may have meant, or what could stand in its place.
fn way_out(code: Code, name: &str, mut candidates: Vec<&str>, also: &[&str]) -> Option<String> {
    candidates.retain(|candidate| !candidate.is_empty());
    if let Some(near) = suggest::nearest(name, &[&candidates, also].concat()) {
        return Some(format!("did you mean `{near}`?"));
    }
    let declared = !matches!(code, Code::UnknownKey | Code::UnknownType | Code::UnknownOption);
    match candidates.as_slice() {
        [] => Some("none is declared here".to_string()),
        few if few.len() > FEW => None,
        few if declared => Some(format!("declared here: `{}`", joined(few, "`, `"))),
        [only] => Some(format!("write `{only}`")),
        few => Some(format!("write one of `{}`", joined(few, "`, `"))),
    }
}

/// Makes a sentence one line that can be read, whatever the author's words in backticks are.
fn readable(sentence: &str) -> String {
    let mut out = String::with_capacity(sentence.len());
    for (index, part) in sentence.split('`').enumerate() {
        if index > 0 {
            out.push('`');
        }
        for (place, char) in part.chars().enumerate() {
            if index % 2 == 1 && place == LONGEST_WORD {
                out.push('…');
                break;
            }
            match char {
                '\0'..='\x1f' | '\x7f'..='\u{9f}' | '\u{2028}' | '\u{2029}' => {
                    out.push_str(&format!("\\u{:04x}", u32::from(char)));
                }
                _ => out.push(char),
            }
        }
    }
    out
}

/// Characters of the author's words that are repeated; the place of the fault shows the rest.
const LONGEST_WORD: usize = 80;

impl<'a> Faults<'a> {
    pub(crate) fn new(text: &'a str) -> Faults<'a> {
        Faults { text, found: RefCell::default() }
    }

    pub(crate) fn add(&self, at: usize, code: Code, message: Words<'_>) {
        self.push(at, code, message, None);
    }

    pub(crate) fn add_with_help(&self, at: usize, code: Code, message: Words<'_>, help: Words<'_>) {
        self.push(at, code, message, Some(help.to_string()));
    }

    /// Whether there are more faults already than are shown. Looking for what was meant costs the product of names and
    /// faults, and nobody reads so many suggestions.
    pub(crate) fn are_many(&self) -> bool {
        self.found.borrow().len() >= MOST
    }

    /// Adds a fault about a name, with the nearest right one as the way out, or a few that would be right.
    pub(crate) fn add_unknown<'n>(
        &self,
        at: usize,
        code: Code,
        what: &str,
        name: &str,
        candidates: &dyn Fn() -> Vec<&'n str>,
    ) {
        self.add_unknown_besides(at, code, what, name, candidates, &[]);
    }

    /// As [`add_unknown`](Faults::add_unknown), where other names would be right that are not worth listing.
    pub(crate) fn add_unknown_besides<'n>(
        &self,
        at: usize,
        code: Code,
        what: &str,
        name: &str,
        candidates: &dyn Fn() -> Vec<&'n str>,
        also: &[&str],
    ) {
        let help = if self.are_many() { None } else { way_out(code, name, candidates(), also) };
        self.push(at, code, &format_args!("unknown {what} `{name}`"), help);
    }

    fn push(&self, at: usize, code: Code, message: Words<'_>, help: Option<String>) {
        self.found.borrow_mut().push(Found { at, code, message: message.to_string(), help });
    }

    /// Whether any fault so far is an error.
    pub(crate) fn has_errors(&self) -> bool {
        self.found.borrow().iter().any(|found| found.code.severity() == Severity::Error)
    }

    /// The diagnostics in the order of the text.
    pub(crate) fn finish(self) -> Vec<Diagnostic> {
        let mut found = self.found.into_inner();
        let by_place = |a: &Found, b: &Found| a.at.cmp(&b.at);
        sort_list(&mut found, &by_place);
        // Warnings give way when there are more faults than are shown, so that a list without errors means a model without them.
        if found.len() > MOST {
            sort_list(&mut found, &|a, b| a.code.severity().cmp(&b.code.severity()));
            found.truncate(MOST);
            sort_list(&mut found, &by_place);
        }
        let text = self.text;
        let diagnose = |Found { at, code, message, help }: Found| {
            let before = &text[..at.min(text.len())];
            let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
            Diagnostic {
                code,
                severity: code.severity(),
                path: pointer::at(text, at),
                line: before.matches('\n').count() + 1,
                column: before[line_start..].chars().count() + 1,
                message: readable(&message),
                help: help.as_deref().map(readable),
            }
        };
        found.into_iter().map(diagnose).gather()
    }
}

macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $name:ident = $text:literal, $severity:ident;)+) => {
        /// What is wrong with a model, as a word for programs.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum Code { $($(#[doc = $doc])+ $name,)+ }

        impl Code {
            pub(crate) fn as_str(self) -> &'static str {
                match self { $(Code::$name => $text,)+ }
            }

            fn severity(self) -> Severity {
                match self { $(Code::$name => Severity::$severity,)+ }
            }
        }

        /// Every code with its severity and its meaning, in alphabetical order.
        #[cfg(test)]
        const ALL: &[(&str, Severity, &str)] = &[$(($text, Severity::$severity, concat!($($doc),+)),)+];
    };
}

codes! {
    /// Two names of one field's options, of stages, of tiers or of bands fold alike, or an event type both accepts and rejects.
    AmbiguousName = "ambiguous-name", Error;
    /// A calendar's time, date, weekday or zone is not one.
    BadCalendar = "bad-calendar", Error;
    /// A duration is not a whole number of `s`, `m`, `h`, `d` or `w` within its bounds.
    BadDuration = "bad-duration", Error;
    /// An id or a name has characters that it may not have, or is too long.
    BadName = "bad-name", Error;
    /// A date is not RFC 3339, a date or milliseconds.
    BadInstant = "bad-instant", Error;
    /// An alias that begins with `/` is no JSON Pointer.
    BadPointer = "bad-pointer", Error;
    /// A text constant is blank, has white space at an end or has no words, so that it would not match as it reads.
    BlankText = "blank-text", Error;
    /// The conditions are nested deeper than 32 levels.
    ConditionTooDeep = "condition-too-deep", Error;
    /// Two keys that exclude each other stand on one object.
    ConflictingKeys = "conflicting-keys", Error;
    /// An id is declared twice within its kind.
    DuplicateId = "duplicate-id", Error;
    /// A promise counts days or weeks in a calendar that has opening hours.
    DaysInCalendar = "days-in-calendar", Error;
    /// A key is given twice in one object.
    DuplicateKey = "duplicate-key", Error;
    /// A list that must have an element has none.
    EmptyList = "empty-list", Error;
    /// A condition asks about a fact that is only known later on the straight line.
    FactTooEarly = "fact-too-early", Error;
    /// A key is missing.
    MissingKey = "missing-key", Error;
    /// The text of the model is larger than 1 MiB.
    ModelTooLarge = "model-too-large", Error;
    /// The text is not JSON.
    NotJson = "not-json", Error;
    /// A number lies outside what its key allows, or the priors of a question are not as many as its options.
    OutOfRange = "out-of-range", Error;
    /// Steps do not rise, tiers or bands do not fall, or a lower bound lies above the upper one.
    OutOfOrder = "out-of-order", Error;
    /// An amount of points is greater than 1,000,000 either way.
    PointsOutOfRange = "points-out-of-range", Error;
    /// A name means something else already, in conditions or in JavaScript.
    ReservedName = "reserved-name", Error;
    /// The last routing rule does not take every lead that is left.
    RoutingNotTotal = "routing-not-total", Error;
    /// A test does not go with the type of what it tests.
    TestType = "test-type", Error;
    /// An amount of points has more than three decimals.
    TooManyDecimals = "too-many-decimals", Error;
    /// The lists have more than 50,000 entries.
    TooManyEntries = "too-many-entries", Error;
    /// The model has more than 2,000 rules.
    TooManyRules = "too-many-rules", Error;
    /// The conditions have more than 20,000 tests.
    TooManyTests = "too-many-tests", Error;
    /// A condition, a reference or a rule names a field or fact that is not declared.
    UnknownField = "unknown-field", Error;
    /// A group is not declared.
    UnknownGroup = "unknown-group", Error;
    /// A key is not known at this place.
    UnknownKey = "unknown-key", Error;
    /// A list is not declared.
    UnknownList = "unknown-list", Error;
    /// A constant is none of the options.
    UnknownOption = "unknown-option", Error;
    /// A placeholder in braces is not known.
    UnknownPlaceholder = "unknown-placeholder", Error;
    /// A stage is not declared, or not above the stage that requires it.
    UnknownStage = "unknown-stage", Error;
    /// A calendar is not declared.
    UnknownCalendar = "unknown-calendar", Error;
    /// A criterion is not declared in its framework.
    UnknownCriterion = "unknown-criterion", Error;
    /// A protocol is not declared.
    UnknownProtocol = "unknown-protocol", Error;
    /// An SLA is not declared.
    UnknownSla = "unknown-sla", Error;
    /// A team is not declared.
    UnknownTeam = "unknown-team", Error;
    /// A nurture track is not declared.
    UnknownTrack = "unknown-track", Error;
    /// A type, a layer or another word out of a fixed list is not one of them.
    UnknownType = "unknown-type", Error;
    /// A time zone is not in the zone data.
    UnknownZone = "unknown-zone", Error;
    /// The format version is not 1.
    UnsupportedVersion = "unsupported-version", Error;
    /// A string has half of a surrogate pair.
    UnpairedSurrogate = "unpaired-surrogate", Error;
    /// A value is not of the type that its key needs.
    WrongType = "wrong-type", Error;
    /// A lead is closed for its timing, with no date to come back at.
    TimingWithoutNext = "code-without-next", Warning;
    /// A condition can never hold.
    DeadRule = "dead-rule", Warning;
    /// One event alone takes a lead to a stage that sales sees.
    DemoIsSql = "demo-is-sql", Warning;
    /// No part of the model uses a field.
    FieldUnused = "field-unused", Warning;
    /// A framework named `bant`, `champ` or `meddic` lacks one of its letters.
    FrameworkIncomplete = "framework-incomplete", Warning;
    /// No condition asks about a framework.
    FrameworkUnused = "framework-unused", Warning;
    /// A lead becomes an SQL without a person's yes.
    GateMissing = "gate-missing", Warning;
    /// A bound or a cap can never bind.
    NeverCapped = "never-capped", Warning;
    /// A stage of sales comes straight after the MQL.
    NoHql = "no-hql", Warning;
    /// A lead of whom nothing is known can come to a stage that sales sees.
    NoIcpGuardrail = "no-icp-guardrail", Warning;
    /// The form collects something personal that nothing uses.
    PersonalDataUnused = "personal-data-unused", Warning;
    /// The answer to a question can never change an outcome.
    QuestionUseless = "question-useless", Warning;
    /// A case is never reached, for the cases above it take all it would.
    ShadowedCase = "shadowed-case", Warning;
    /// A routing rule is never reached, for the rules above it take all it would.
    ShadowedRoute = "shadowed-route", Warning;
    /// Only fit or only intent is scored.
    SingleAxis = "single-axis", Warning;
    /// Leads go to people who have promised nothing.
    SlaMissing = "sla-missing", Warning;
    /// Routing looks at geography alone.
    TerritoryOnly = "territory-only", Warning;
    /// A threshold lies above the most points that any lead can have.
    ThresholdAboveMaximum = "threshold-above-maximum", Warning;
    /// The conditions of a stage and of those it requires can never hold together.
    UnreachableStage = "unreachable-stage", Warning;
    /// No lead has points that fall into a tier or band.
    UnreachableTier = "unreachable-tier", Warning;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_of_codes_is_documented() {
        let mut sorted: Vec<_> = ALL.to_vec();
        sorted.sort_by_key(|(code, ..)| *code);
        let rows: String = sorted
            .iter()
            .map(|(code, severity, doc)| format!("| `{code}` | {} | {} |\n", severity.as_str(), doc.trim()))
            .collect();
        let page = include_str!("../docs/diagnostics.md").replace("\r\n", "\n");
        assert!(page.contains(&rows), "docs/diagnostics.md must have these rows:\n{rows}");
    }

    #[test]
    fn no_more_than_a_hundred_are_given_in_the_order_of_the_text() {
        let text = "x\n".repeat(200);
        let faults = Faults::new(&text);
        for line in (0..200).rev() {
            faults.add(line * 2, Code::NotJson, &format_args!("fault {line}"));
        }
        let found = faults.finish();
        assert_eq!(found.len(), 100);
        assert_eq!((found[99].line(), found[99].column(), found[99].message()), (100, 1, "fault 99"));
    }
}
