//! The evaluation: the whole answer for one lead at one instant, as values and as JSON.

mod action;
#[cfg(any(test, target_arch = "wasm32"))]
mod head;
mod lines;
mod reasons;
mod words;
mod write;

pub use action::{Action, ActionKind, Considered, Due};
pub use reasons::{Axis, Reason};
#[cfg(all(test, target_arch = "wasm32"))]
pub(crate) use write::PARTS;

use crate::condition::Truth;
use crate::evaluate::{Change as Changed, Decision, Facts, evaluate, evaluate_field};
use crate::lead::{Lead, NoticePath};
use crate::model::{Compiled, Framework, Model};
use crate::points::Points;
use crate::prelude::*;
use crate::time::Instant;

/// The answer for one lead at one instant. It owns the memory that it is made in, so that [`renew`](Evaluation::renew)
/// answers for the next lead without allocating.
///
/// ```
/// use leadgrade::{Instant, Model};
/// let model = Model::from_json(r#"{
///   "leadgrade": 1, "name": "demo", "fields": {},
///   "intent": { "signals": [{ "id": "pricing", "on": { "type": "page", "asset": "pricing" }, "points": 10,
///                             "decay": "30d", "because": "viewed pricing" }] }
/// }"#)?;
/// let lead = br#"{ "events": [{ "type": "Page", "asset": "Pricing", "at": "2026-11-15T10:00:00Z" }] }"#;
/// let mut evaluation = model.evaluate(lead, Instant::parse("2026-11-22T10:00:00Z").unwrap(), b"");
/// assert_eq!(evaluation.score().to_string(), "8.507");
/// evaluation.renew(lead, Instant::parse("2026-12-15T10:00:00Z").unwrap(), b"");
/// assert_eq!(evaluation.score().to_string(), "5");
/// # Ok::<(), leadgrade::ModelError>(())
/// ```
#[derive(Debug)]
pub struct Evaluation {
    model: Model,
    now: Instant,
    lead: Lead,
    decision: Decision,
    words: words::Words,
}

/// A stage that differs from the one that the CRM remembers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Change<'a> {
    /// The stage the lead had.
    pub from: &'a str,
    /// Where it went from there.
    pub direction: Direction,
}

/// The direction of a [`Change`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// To a higher stage.
    Up,
    /// To a lower stage.
    Down,
    /// To `disqualified`.
    Out,
    /// From `disqualified`.
    Back,
}

impl Direction {
    /// The word in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Direction::Up => "up",
            Direction::Down => "down",
            Direction::Out => "out",
            Direction::Back => "back",
        }
    }
}

/// A rule that puts the lead out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Disqualification<'a> {
    /// The rule's id.
    pub rule: &'a str,
    /// Its stable reason code, such as `competitor`.
    pub code: &'a str,
}

/// How a lead stands in a framework. The lists hold the ids of its criteria in the order of the model.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assessment<'a> {
    /// The framework's name.
    pub framework: &'a str,
    /// Whether enough is met; `None` as long as that depends on what is unknown.
    pub passed: Option<bool>,
    /// What is met.
    pub met: Vec<&'a str>,
    /// What is not.
    pub unmet: Vec<&'a str>,
    /// What nobody knows yet.
    pub unknown: Vec<&'a str>,
}

/// A label that holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Label<'a> {
    /// Its id in the model.
    pub id: &'a str,
    /// Whether it is a red flag.
    pub flag: bool,
    /// Why, in the author's words.
    pub because: &'a str,
}

/// A fault found in a lead, or a caution about the answer. It never holds a lead's values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// A word for programs.
    pub code: &'static str,
    /// A JSON Pointer into the lead, or into the context for `bad-context`.
    pub path: Option<String>,
    /// How often, when it counts; else 1.
    pub count: u32,
}

impl Model {
    /// Evaluates a lead: `lead` is its JSON text, `context` that of the context or empty. Always gives an answer: what
    /// could not be read is in the [notices](Evaluation::notices).
    pub fn evaluate(&self, lead: &[u8], now: Instant, context: &[u8]) -> Evaluation {
        let mut evaluation = self.evaluation();
        evaluation.renew(lead, now, context);
        evaluation
    }

    /// The evaluation of an empty lead in 1970, to be [renewed](Evaluation::renew).
    pub fn evaluation(&self) -> Evaluation {
        let mut evaluation = Evaluation {
            model: self.clone(),
            now: Instant::default(),
            lead: Lead::default(),
            decision: Decision::default(),
            words: words::Words::new(&self.0),
        };
        evaluation.renew(b"{}", Instant::default(), b"");
        evaluation
    }
}

impl Evaluation {
    /// Evaluates another lead, or the same at another instant, in the same memory.
    pub fn renew(&mut self, lead: &[u8], now: Instant, context: &[u8]) {
        self.now = now;
        self.lead.read(&self.model.0, lead);
        self.lead.read_context(context);
        evaluate(&self.model.0, &self.lead, now, &mut self.decision);
    }

    /// Evaluates a lead that its host took apart: see [`Lead::read_parts`].
    #[cfg(any(test, target_arch = "wasm32"))]
    pub(crate) fn renew_parts(&mut self, numbers: &[u8], text: &[u8], now: Instant) {
        self.now = now;
        self.lead.read_parts(&self.model.0, numbers, text);
        self.lead.read_context(b"");
        evaluate(&self.model.0, &self.lead, now, &mut self.decision);
    }

    /// Overwrites the texts of the lead and of its context, so that they are not to be found in this memory afterwards. The
    /// decision stands; whatever cites the lead then cites NULs of the same length.
    ///
    /// ```
    /// # use leadgrade::{Instant, Model};
    /// # let model = Model::from_json(r#"{ "leadgrade": 1, "name": "demo", "fields": {} }"#)?;
    /// let mut evaluation = model.evaluate(br#"{ "id": "ada" }"#, Instant::default(), b"");
    /// assert_eq!(evaluation.lead_id(), Some("ada"));
    /// evaluation.forget();
    /// assert_eq!(evaluation.lead_id(), Some("\0\0\0"));
    /// # Ok::<(), leadgrade::ModelError>(())
    /// ```
    pub fn forget(&mut self) {
        self.lead.forget();
    }

    /// Evaluates the same lead with another value of a field: see [`Lead::answer`]. Says no, and does nothing, where the whole lead
    /// must be read again.
    pub(crate) fn renew_field(&mut self, field: usize, json: &str, memory: &mut Lead) -> bool {
        let done = self.lead.answer(&self.model.0, field, json, memory);
        if done {
            evaluate_field(&self.model.0, &self.lead, self.now, &mut self.decision, field);
        }
        done
    }

    /// The code of the notice about a place of the profile.
    pub(crate) fn notice_at(&self, slot: usize) -> Option<&'static str> {
        let notices = &self.lead.notices;
        let is_about = |notice: &&crate::lead::Notice| match notice.path {
            NoticePath::Profile(of) => of == slot,
            NoticePath::Kept(path) => self.lead.texts.get(path) == self.model.0.paths.place(slot).pointer,
            _ => false,
        };
        notices.fields.iter().chain(&notices.limits).find(is_about).map(|notice| notice.code)
    }

    /// What the lead and the decision say so far.
    pub(crate) fn facts(&self) -> Facts<'_> {
        self.decision.facts(&self.model.0, &self.lead, self.now)
    }

    /// Decides about the same lead at another instant.
    pub(crate) fn decide_at(&self, now: Instant, decision: &mut Decision) {
        evaluate(&self.model.0, &self.lead, now, decision);
    }

    /// The decision, and the lead it is about.
    pub(crate) fn decision(&self) -> (&Decision, &Lead) {
        (&self.decision, &self.lead)
    }

    /// What an evaluation is made of, for whoever asks how it might have been.
    pub(crate) fn parts(&mut self) -> (&Compiled, &Lead, &mut Decision) {
        (&self.model.0, &self.lead, &mut self.decision)
    }

    /// The model that was asked.
    pub fn model(&self) -> &Model {
        &self.model
    }

    /// The instant it was asked for.
    pub fn now(&self) -> Instant {
        self.now
    }

    /// The lead's id.
    pub fn lead_id(&self) -> Option<&str> {
        self.lead.id.map(|id| self.lead.texts.get(id))
    }

    /// The points for who the lead is.
    pub fn fit(&self) -> Points {
        self.decision.fit.points
    }

    /// The tier of the fit.
    pub fn tier(&self) -> Option<&str> {
        self.decision.fit.cut.map(|cut| self.model.0.fit.axis.cuts[cut].id.as_str())
    }

    /// The points for what the lead did.
    pub fn intent(&self) -> Points {
        self.decision.intent.points
    }

    /// The band of the intent.
    pub fn band(&self) -> Option<&str> {
        self.decision.intent.cut.map(|cut| self.model.0.intent.axis.cuts[cut].id.as_str())
    }

    /// Fit and intent together: exactly the sum of the [reasons](Evaluation::reasons).
    pub fn score(&self) -> Points {
        self.decision.score
    }

    /// The stage that the lead has reached, `lead` at least; `disqualified` when it is out.
    pub fn stage(&self) -> &str {
        if self.decision.disqualified.is_empty() { self.stage_id(self.decision.stage) } else { "disqualified" }
    }

    /// The stage that a lead would have which is out.
    pub fn would_be(&self) -> Option<&str> {
        (!self.decision.disqualified.is_empty()).then(|| self.stage_id(self.decision.stage))
    }

    /// Why the lead is out: every rule that says so, the deciding one first.
    pub fn disqualified(&self) -> impl Iterator<Item = Disqualification<'_>> {
        let rules = self.decision.disqualified.iter().map(|&rule| &self.model.0.disqualify[rule]);
        rules.map(|rule| Disqualification { rule: &rule.id, code: &rule.code })
    }

    /// How the lead stands in each framework, in the order of the model.
    pub fn frameworks(&self) -> impl Iterator<Item = Assessment<'_>> {
        self.model.0.frameworks.iter().zip(&self.decision.frameworks).map(|(framework, assessment)| Assessment {
            framework: &framework.name,
            passed: assessment.passed.known(),
            met: self.criteria(framework, Truth::True).collect(),
            unmet: self.criteria(framework, Truth::False).collect(),
            unknown: self.criteria(framework, Truth::Unknown).collect(),
        })
    }

    /// The criteria of a framework that have this truth.
    fn criteria<'a>(&'a self, framework: &'a Framework, wanted: Truth) -> impl Iterator<Item = &'a str> {
        let criteria = framework.criteria.iter().zip(&self.decision.criteria[framework.first..]);
        criteria.filter(move |(_, truth)| **truth == wanted).map(|(criterion, _)| criterion.id.as_str())
    }

    /// The stage above it for which nothing is missing but a person's yes.
    pub fn awaiting(&self) -> Option<&str> {
        self.decision.awaiting.map(|stage| self.stage_id(stage))
    }

    /// How the stage differs from the one that the CRM remembers; `None` when it does not.
    pub fn change(&self) -> Option<Change<'_>> {
        self.decision.change.map(|change| match change {
            Changed::Up { from } => Change { from: self.stage_id(from), direction: Direction::Up },
            Changed::Down { from } => Change { from: self.stage_id(from), direction: Direction::Down },
            Changed::Out { from } => Change { from: self.stage_id(from), direction: Direction::Out },
            Changed::Back => Change { from: "disqualified", direction: Direction::Back },
        })
    }

    /// The labels that hold, in the order of the model.
    pub fn labels(&self) -> impl Iterator<Item = Label<'_>> {
        let holding = self.model.0.labels.iter().zip(&self.decision.labels).filter(|(_, truth)| truth.holds());
        holding.map(|(label, _)| Label { id: &label.id, flag: label.flag, because: &label.because })
    }

    /// What was wrong with the lead, and what is to be kept in mind about the answer.
    pub fn notices(&self) -> impl Iterator<Item = Notice> {
        let place = |path: NoticePath| match path {
            NoticePath::Fixed(path) => path.to_string(),
            NoticePath::Profile(slot) => self.model.0.paths.place(slot).pointer.clone(),
            NoticePath::Event(position) => format!("/events/{position}"),
            NoticePath::Kept(span) => self.lead.texts.get(span).to_string(),
        };
        self.all_notices(&self.layers()).map(move |(code, path, count)| Notice { code, path: path.map(place), count })
    }

    /// The notices in their order.
    fn all_notices(&self, layers: &Layers) -> impl Iterator<Item = (&'static str, Option<NoticePath>, u32)> + use<'_> {
        let (lead, decision) = (&self.lead.notices, &self.decision);
        let counted = [
            ("unused-keys", NoticePath::Fixed("/profile"), lead.unused_keys),
            ("bad-event", NoticePath::Event(lead.bad_events.first), lead.bad_events.count),
            ("future-event", NoticePath::Event(decision.future_events.first), decision.future_events.count),
        ];
        let counted =
            counted.into_iter().filter(|(.., count)| *count > 0).map(|(code, path, count)| (code, Some(path), count));
        let plain = |notice: &crate::lead::Notice| (notice.code, Some(notice.path), notice.count);
        let single_layer = layers.is_single();
        lead.fields
            .iter()
            .map(plain)
            .chain(counted)
            .chain(lead.members.iter().chain(&lead.context).chain(&lead.limits).map(plain))
            .chain(single_layer.then_some(("single-layer", None, 1)))
    }

    fn stage_id(&self, stage: usize) -> &str {
        &self.model.0.stage_names.ids[stage]
    }

    /// How much is known in each layer of evidence.
    fn layers(&self) -> Layers {
        let mut layers = Layers { fields: [(0, 0); 3], intent: self.decision.usable_events };
        for (field, value) in self.model.0.fields.iter().zip(&self.lead.values) {
            let (known, declared) = &mut layers.fields[field.layer as usize];
            *known += u32::from(!matches!(value, crate::lead::Value::Unknown));
            *declared += 1;
        }
        layers
    }
}

/// Known and declared fields of the layers static, crm and human, and the usable events.
struct Layers {
    fields: [(u32, u32); 3],
    intent: u32,
}

impl Layers {
    /// Whether there is anything in one layer and nothing in all others.
    fn is_single(&self) -> bool {
        self.fields.iter().map(|(known, _)| *known).chain([self.intent]).filter(|&known| known > 0).count() == 1
    }
}
