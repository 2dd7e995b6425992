//! The ledger: every contribution to the score, which is their sum.

use super::Evaluation;
use crate::digits::write_integer;
use crate::json::scan::Quoted;
use crate::model::{self, Because, Part, RulePoints};
use crate::number::Number;
use crate::out::Out;
use crate::points::Points;
use crate::prelude::*;
use crate::time::Instant;

/// The two axes of a score.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Axis {
    /// Who they are.
    Fit,
    /// What they did.
    Intent,
}

impl Axis {
    /// The word in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Axis::Fit => "fit",
            Axis::Intent => "intent",
        }
    }
}

/// One contribution to the score.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason<'a> {
    /// The axis it counts on.
    pub axis: Axis,
    /// The rule or signal; `None` for a clamp.
    pub rule: Option<&'a str>,
    /// The group of the rule, or the one that was clamped.
    pub group: Option<&'a str>,
    /// What it adds.
    pub points: Points,
    /// Why, in the author's words.
    pub because: String,
    /// What the signal counted; `None` for a rule or a clamp.
    pub count: Option<usize>,
    /// The newest event that took part in a signal.
    pub last: Option<Instant>,
}

/// A contribution by its place in the model.
#[derive(Clone, Copy)]
pub(super) struct Entry {
    pub(super) axis: Axis,
    pub(super) source: Source,
    pub(super) points: Points,
}

#[derive(Clone, Copy)]
pub(super) enum Source {
    Rule(usize),
    Signal(usize),
    /// The clamp of a group, or of the axis.
    Clamp(Option<usize>),
}

impl Evaluation {
    /// The ledger: each rule and signal that gave points, then each clamp that took or added some. Their points sum to
    /// the [score](Evaluation::score).
    pub fn reasons(&self) -> impl Iterator<Item = Reason<'_>> {
        let mut entries = Vec::new();
        self.each_entry(|entry| entries.push(entry));
        entries.into_iter().map(|entry| {
            let mut because = Out::new();
            self.write_because(&mut because, entry);
            let because = Quoted { raw: &because, at: 0, escaped: true }.unescape();
            let contribution = self.contribution(entry);
            Reason {
                axis: entry.axis,
                rule: self.rule_id(entry),
                group: self.group_id(entry),
                points: entry.points,
                because,
                count: contribution.map(|contribution| contribution.count),
                last: contribution.and_then(|contribution| contribution.last),
            }
        })
    }

    /// The sentence for a person in a hurry: the tier and the three greatest reasons.
    pub fn summary(&self) -> String {
        let mut summary = Out::new();
        let mut greatest = Greatest::default();
        self.each_entry(|entry| greatest.see(entry));
        self.write_summary(&mut summary, &greatest);
        Quoted { raw: &summary, at: 0, escaped: true }.unescape()
    }

    /// Looks at every contribution that there is, in the order of the ledger.
    pub(super) fn each_entry(&self, mut see: impl FnMut(Entry)) {
        let mut look_at = |axis, source, points| {
            if points != Points::ZERO {
                see(Entry { axis, source, points });
            }
        };
        for (index, points) in self.decision.rule_points.iter().enumerate() {
            look_at(Axis::Fit, Source::Rule(index), *points);
        }
        for (index, signal) in self.decision.signals.iter().enumerate() {
            look_at(Axis::Intent, Source::Signal(index), signal.points);
        }
        for (axis, score) in [(Axis::Fit, &self.decision.fit), (Axis::Intent, &self.decision.intent)] {
            for (group, (sum, clamped)) in score.groups.iter().enumerate() {
                look_at(axis, Source::Clamp(Some(group)), *clamped - *sum);
            }
            look_at(axis, Source::Clamp(None), score.points - score.sum);
        }
    }

    fn axis(&self, axis: Axis) -> &model::Axis {
        match axis {
            Axis::Fit => &self.model.0.fit.axis,
            Axis::Intent => &self.model.0.intent.axis,
        }
    }

    pub(super) fn rule_id(&self, entry: Entry) -> Option<&str> {
        match entry.source {
            Source::Rule(rule) => Some(&self.model.0.fit.rules[rule].id),
            Source::Signal(signal) => Some(&self.model.0.intent.signals[signal].id),
            Source::Clamp(_) => None,
        }
    }

    pub(super) fn group_id(&self, entry: Entry) -> Option<&str> {
        let group = match entry.source {
            Source::Rule(rule) => self.model.0.fit.rules[rule].group,
            Source::Signal(signal) => self.model.0.intent.signals[signal].group,
            Source::Clamp(group) => group,
        };
        group.map(|group| self.axis(entry.axis).groups[group].id.as_str())
    }

    pub(super) fn contribution(&self, entry: Entry) -> Option<crate::evaluate::Contribution> {
        match entry.source {
            Source::Signal(signal) => Some(self.decision.signals[signal]),
            _ => None,
        }
    }

    pub(super) fn because(&self, entry: Entry) -> Option<&Because> {
        match entry.source {
            Source::Rule(rule) => Some(&self.model.0.fit.rules[rule].because),
            Source::Signal(signal) => Some(&self.model.0.intent.signals[signal].because),
            Source::Clamp(_) => None,
        }
    }

    /// The words of a reason, escaped for JSON but without quotes.
    pub(super) fn write_because(&self, out: &mut Out, entry: Entry) {
        let Some(because) = self.because(entry) else { return out.put(b"capped") };
        for part in &because.parts {
            match part {
                Part::Text(text) => out.put(text),
                Part::Points => entry.points.write(out),
                Part::Count => {
                    write_integer(out, self.contribution(entry).map_or(0, |contribution| contribution.count as u64))
                }
                Part::Value => {
                    if let Some(number) = self.value(entry) {
                        number.write(out);
                    }
                }
            }
        }
    }

    /// The number that a graded rule looked at.
    pub(super) fn value(&self, entry: Entry) -> Option<Number> {
        let Source::Rule(rule) = entry.source else { return None };
        let RulePoints::Graded { by, .. } = &self.model.0.fit.rules[rule].points else { return None };
        self.decision.facts(&self.model.0, &self.lead, self.now).number(*by)
    }

    /// The summary, escaped for JSON but without quotes.
    pub(super) fn write_summary(&self, out: &mut Out, greatest: &Greatest) {
        if let Some(tier) = self.tier() {
            out.put(b"Tier ");
            // An id has no character that JSON escapes.
            out.put(tier.as_bytes());
        }
        for (index, entry) in greatest.0.iter().flatten().enumerate() {
            if index > 0 || self.decision.fit.cut.is_some() {
                out.put(b" + ");
            }
            self.write_because(out, *entry);
        }
    }
}

/// The three greatest reasons that give points; of equal ones the first in the model's order stands first.
#[derive(Clone, Copy, Default)]
pub(super) struct Greatest([Option<Entry>; 3]);

impl Greatest {
    pub(super) fn see(&mut self, entry: Entry) {
        if matches!(entry.source, Source::Clamp(_)) || entry.points <= Points::ZERO {
            return;
        }
        // Behind all that are as great.
        let place = self.0.iter().position(|there| there.is_none_or(|there| entry.points > there.points));
        if let Some(lower) = place.and_then(|place| self.0.get_mut(place..)) {
            lower.rotate_right(1);
            lower[0] = Some(entry);
        }
    }
}
