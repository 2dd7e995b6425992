//! The model: a document compiled into flat tables that evaluating needs no further look-ups for.

mod axis;
mod because;
mod calendars;
mod compile;
mod compiler;
mod condition;
mod disqualify;
mod document;
mod event_match;
mod facts;
mod fields;
mod fit;
mod form;
mod frameworks;
mod handoff;
mod intent;
mod labels;
mod names;
mod paths;
mod promises;
mod read;
mod routing;
mod stages;

pub(crate) use axis::{Axis, Bounds, GroupRange, Ranges};
pub(crate) use because::{Because, Part};
pub(crate) use compiler::Target;
pub(crate) use condition::{Check, Test};
pub(crate) use disqualify::{DisqualifyRule, Then};
pub(crate) use event_match::{EventCheck, EventFact, EventTest};
pub(crate) use facts::Fact;
pub(crate) use fields::{Field, FieldKind, Options, Wanted};
pub(crate) use fit::{Fit, Rule, RulePoints};
pub(crate) use form::{Form, Question};
pub(crate) use frameworks::Framework;
pub(crate) use handoff::Handoff;
pub(crate) use intent::{Decay, Intent, Kind, Repeat, Signal};
pub(crate) use labels::{Derived, Label};
pub(crate) use names::{KINDS, MOTIONS};
pub(crate) use paths::Paths;
pub(crate) use promises::{Promise, Sla};
pub(crate) use routing::{Destination, Mode, Protocol, Route, Team, TeamMember, Track};
pub(crate) use stages::Stage;

use crate::calendar::{Calendar, Zones};
use crate::condition::{Condition, Forest};
use crate::diagnostic::ModelError;
use crate::prelude::*;
use crate::sort::sort_and_dedup;
use crate::sorted::Set;
use crate::table::Table;
use alloc::sync::Arc;
pub(crate) use document::ModelDocument;

/// A compiled definition of a good lead. Cloning it is cheap: the clones share what was compiled.
///
/// ```
/// use leadgrade::{Instant, Model};
/// let model = Model::from_json(r#"{
///   "leadgrade": 1, "name": "demo",
///   "fields": { "industry": { "type": "text" } },
///   "fit": { "rules": [{ "id": "icp", "when": { "industry": "SaaS" }, "points": 20, "because": "ICP industry" }] }
/// }"#)?;
/// let now = Instant::parse("2026-11-22").unwrap();
/// let evaluation = model.evaluate(br#"{ "profile": { "industry": "saas" } }"#, now, b"");
/// assert_eq!(evaluation.score().to_string(), "20");
/// assert_eq!(evaluation.summary(), "ICP industry");
/// # Ok::<(), leadgrade::ModelError>(())
/// ```
#[derive(Clone, Debug)]
pub struct Model(pub(crate) Arc<Compiled>);

/// The tables of a model.
#[derive(Debug)]
pub(crate) struct Compiled {
    pub(crate) header: Header,
    pub(crate) paths: Paths,
    pub(crate) fields: Vec<Field>,
    pub(crate) lists: Vec<Table>,
    /// The lists of the author's own free and disposable e-mail domains.
    pub(crate) free_list: Option<usize>,
    pub(crate) disposable_list: Option<usize>,
    pub(crate) derived: Vec<Derived>,
    pub(crate) derived_options: Vec<Options>,
    pub(crate) fit: Fit,
    pub(crate) intent: Intent,
    pub(crate) frameworks: Vec<Framework>,
    pub(crate) labels: Vec<Label>,
    pub(crate) disqualify: Vec<DisqualifyRule>,
    pub(crate) stages: Vec<Stage>,
    pub(crate) routes: Vec<Route>,
    pub(crate) teams: Vec<Team>,
    pub(crate) protocols: Vec<Protocol>,
    pub(crate) tracks: Vec<Track>,
    pub(crate) slas: Vec<Sla>,
    pub(crate) calendars: Vec<Calendar>,
    pub(crate) handoff: Handoff,
    pub(crate) form: Option<Form>,
    /// The implicit stage `lead`, then the stages from the lowest up.
    pub(crate) stage_names: Options,
    pub(crate) conditions: Forest<Test>,
    /// By branch of the conditions: the fields that its truth hangs on, see [`asks_about`].
    asks: Vec<u64>,
    pub(crate) matches: Forest<EventTest>,
    pub(crate) vocabulary: Vocabulary,
}

impl Compiled {
    /// Whether the truth of a condition may hang on what has changed: a field, or anything.
    pub(crate) fn hangs_on(&self, condition: Option<Condition>, field: Option<usize>) -> bool {
        field.is_none() || condition.is_some_and(|condition| asks_about(self.asks[condition.root() as usize], field))
    }

    /// Whether no two fields are read from one place.
    pub(crate) fn reads_apart(&self) -> bool {
        let slots = self.fields.iter().flat_map(|field| field.slots.iter().copied());
        let (mut distinct, count) = (slots.clone().gather(), slots.count());
        sort_and_dedup(&mut distinct);
        distinct.len() == count
    }
}

/// Whether a field, or anything, is among those that have their bit. From the 64th on they share bits, which says too much and never
/// too little, as do all bits where something hangs on what is decided about all of a lead.
pub(crate) fn asks_about(fields: u64, field: Option<usize>) -> bool {
    field.is_none_or(|field| fields >> (field % 64) & 1 == 1)
}

/// What a model says of itself.
#[derive(Debug)]
pub(crate) struct Header {
    pub(crate) name: String,
    pub(crate) version: Option<String>,
    pub(crate) hash: String,
}

/// What the model knows of events: everything else in them is passed over.
#[derive(Debug, Default)]
pub(crate) struct Vocabulary {
    /// Folded event types that something is about.
    pub(crate) types: Table,
    /// What to look at for events of each type.
    pub(crate) by_type: Vec<Vec<Watcher>>,
    /// What to look at for every event.
    pub(crate) any_type: Vec<Watcher>,
    pub(crate) props: Table,
    /// The facts of events that anything asks about, and those that are needed as words.
    pub(crate) facts: Set<EventFact>,
    pub(crate) words: Set<EventFact>,
    /// The same of the facts that every event has, one bit each: they are asked for at every event.
    pub(crate) own_facts: u8,
    pub(crate) own_words: u8,
}

impl Vocabulary {
    /// Whether anything wants to know this of events; what nothing asks about is not read. A handoff tells of assets.
    pub(crate) fn asks(&self, fact: EventFact) -> bool {
        match fact.bit() {
            Some(bit) => fact == EventFact::Asset || self.own_facts & bit != 0,
            None => self.facts.contains(&fact),
        }
    }

    /// Whether anything hangs on this, one of the facts that every event has.
    #[cfg(any(test, target_arch = "wasm32"))]
    pub(crate) fn compares(&self, fact: EventFact) -> bool {
        fact.bit().is_some_and(|bit| self.own_facts & bit != 0)
    }

    /// In which forms the text of a fact is needed.
    pub(crate) fn wanted(&self, fact: EventFact) -> Wanted {
        let words = fact.bit().map_or_else(|| self.words.contains(&fact), |bit| self.own_words & bit != 0);
        if words { Wanted::Words } else { Wanted::Folded }
    }

    /// Sets the bits that the sets stand for.
    fn settle(&mut self) {
        let bits = |facts: &Set<EventFact>| facts.keys().filter_map(|fact| fact.bit()).fold(0, |all, bit| all | bit);
        (self.own_facts, self.own_words) = (bits(&self.facts), bits(&self.words));
    }
}

/// Looks at events for a target.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Watcher {
    pub(crate) target: Target,
    pub(crate) rest: Option<Condition>,
}

impl Model {
    /// The text of a model document that came as bytes.
    ///
    /// ```
    /// use leadgrade::Model;
    /// let error = Model::decode(b"{ \"name\":\n \"caf\xe9\" }").unwrap_err();
    /// assert_eq!(
    ///     error.to_string(),
    ///     "2:6: error[not-json]: expected a text in UTF-8, found the byte `0xe9`; save the file as UTF-8"
    /// );
    /// ```
    ///
    /// # Errors
    /// A [`ModelError`] with the place of the first byte that is not UTF-8.
    pub fn decode(bytes: &[u8]) -> Result<&str, ModelError> {
        document::decode(bytes).map_err(ModelError::new)
    }

    /// Compiles the text of a model document.
    ///
    /// # Errors
    /// A [`ModelError`] with everything that is wrong with the model, when any of it is an error.
    pub fn from_json(text: &str) -> Result<Model, ModelError> {
        Model::read(text, None)
    }

    /// As [`from_json`](Model::from_json), with other time zones than the built-in ones.
    ///
    /// # Errors
    /// As [`from_json`](Model::from_json).
    pub fn from_json_with_zones(text: &str, zones: &Zones) -> Result<Model, ModelError> {
        Model::read(text, Some(zones))
    }

    fn read(text: &str, zones: Option<&Zones>) -> Result<Model, ModelError> {
        let (compiled, diagnostics) = ModelDocument::read(text, zones);
        compiled.map(|compiled| Model(Arc::new(compiled))).ok_or_else(|| ModelError::new(diagnostics))
    }

    /// The model's name.
    pub fn name(&self) -> &str {
        &self.0.header.name
    }

    /// The model's version, as its author counts them.
    pub fn version(&self) -> Option<&str> {
        self.0.header.version.as_deref()
    }

    /// What the document is, whatever its white space: `sha256:` and the SHA-256, in hexadecimal, of what
    /// `JSON.stringify(JSON.parse(text))` gives in JavaScript.
    pub fn hash(&self) -> &str {
        &self.0.header.hash
    }
}
