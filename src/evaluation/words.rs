//! The parts of an evaluation's JSON that are the same for every lead, written once.

use super::reasons::{Axis, Source};
use crate::json::write::{self, member_or_null, text_or_null};
use crate::model::{Because, Compiled, Part, RulePoints};
use crate::out::Out;
use crate::points::Points;
use crate::prelude::*;

/// Runs of JSON, one after the other.
#[derive(Debug, Default)]
pub(super) struct Words {
    json: Out,
    /// Where each run ends: the header, then two for each rule and each signal.
    ends: Vec<u32>,
    rules: usize,
}

/// The JSON of a reason around what each lead has of its own.
#[derive(Clone, Copy)]
pub(super) struct Around<'a> {
    /// A comma, and the reason up to its points.
    pub(super) before: &'a [u8],
    /// Whether that is all of it: a rule's that always gives the same for the same words.
    pub(super) is_whole: bool,
    /// From its words on: up to the count of a signal, all of a rule. Empty where the words tell of the lead.
    pub(super) behind: &'a [u8],
}

impl Words {
    pub(super) fn new(model: &Compiled) -> Words {
        let mut words = Words { rules: model.fit.rules.len(), ..Words::default() };
        let json = &mut words.json;
        json.put(b"{\"model\":{\"name\":");
        write::string(json, &model.header.name);
        json.put(b",\"version\":");
        text_or_null(json, model.header.version.as_deref());
        json.put(b",\"hash\":");
        write::string(json, &model.header.hash);
        json.put(b"},\"lead\":");
        words.end_run();
        for rule in &model.fit.rules {
            let group = rule.group.map(|group| model.fit.axis.groups[group].id.as_str());
            let points = match rule.points {
                RulePoints::Fixed(points) => Some(points),
                RulePoints::Graded { .. } => None,
            };
            words.around(Axis::Fit, &rule.id, group, points, &rule.because, b"null,\"last\":null}");
        }
        for signal in &model.intent.signals {
            let group = signal.group.map(|group| model.intent.axis.groups[group].id.as_str());
            words.around(Axis::Intent, &signal.id, group, None, &signal.because, b"");
        }
        words
    }

    /// Adds what stands around a reason, or all of one whose points and words are given.
    fn around(
        &mut self,
        axis: Axis,
        id: &str,
        group: Option<&str>,
        points: Option<Points>,
        because: &Because,
        end: &[u8],
    ) {
        let text = match because.parts.as_slice() {
            [Part::Text(text)] => Some(text),
            _ => None,
        };
        reason(&mut self.json, axis, Some(id), group);
        let points = points.filter(|_| text.is_some());
        match points {
            Some(points) => points.write(&mut self.json),
            None => self.end_run(),
        }
        if let Some(text) = text {
            let parts = [b",\"because\":\"", text.as_slice(), b"\",\"count\":", end];
            parts.into_iter().for_each(|part| self.json.put(part));
        }
        self.end_run();
        if points.is_some() {
            // Behind which there is nothing.
            self.end_run();
        }
    }

    fn end_run(&mut self) {
        self.ends.push(self.json.len() as u32);
    }

    #[inline]
    fn run(&self, index: usize) -> &[u8] {
        let start = index.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.json[start as usize..self.ends[index] as usize]
    }

    /// An evaluation up to the lead's id.
    pub(super) fn header(&self) -> &[u8] {
        self.run(0)
    }

    /// What stands around the reason of a rule or a signal; of clamps there are few.
    pub(super) fn reason(&self, source: Source) -> Option<Around<'_>> {
        let place = match source {
            Source::Rule(rule) => rule,
            Source::Signal(signal) => self.rules + signal,
            Source::Clamp(_) => return None,
        };
        let before = self.run(1 + 2 * place);
        Some(Around { before, is_whole: before.ends_with(b"}"), behind: self.run(2 + 2 * place) })
    }
}

/// A comma, and a reason up to its points.
pub(super) fn reason(json: &mut Out, axis: Axis, rule: Option<&str>, group: Option<&str>) {
    json.put(match axis {
        Axis::Fit => b",{\"axis\":\"fit\",\"rule\":",
        Axis::Intent => b",{\"axis\":\"intent\",\"rule\":",
    });
    text_or_null(json, rule);
    member_or_null(json, b",\"group\":null", group);
    json.put(b",\"points\":");
}
