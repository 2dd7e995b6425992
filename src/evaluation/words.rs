//! The parts of an evaluation's JSON that are the same for every lead, written once.

use super::reasons::{Axis, Source};
use crate::json::write::{self, text_or_null};
use crate::model::Compiled;
use crate::prelude::*;

/// Runs of JSON, one after the other.
#[derive(Debug, Default)]
pub(super) struct Words {
    json: Vec<u8>,
    /// Where each run ends: the header, then the reasons of rules and of signals up to their points.
    ends: Vec<u32>,
    rules: usize,
}

impl Words {
    pub(super) fn new(model: &Compiled) -> Words {
        let mut words = Words { rules: model.fit.rules.len(), ..Words::default() };
        words.add(|json| {
            json.extend_from_slice(b"{\"model\":{\"name\":");
            write::string(json, &model.header.name);
            json.extend_from_slice(b",\"version\":");
            text_or_null(json, model.header.version.as_deref());
            json.extend_from_slice(b",\"hash\":");
            write::string(json, &model.header.hash);
            json.extend_from_slice(b"},\"lead\":");
        });
        for rule in &model.fit.rules {
            let group = rule.group.map(|group| model.fit.axis.groups[group].id.as_str());
            words.add(|json| reason(json, Axis::Fit, Some(&rule.id), group));
        }
        for signal in &model.intent.signals {
            let group = signal.group.map(|group| model.intent.axis.groups[group].id.as_str());
            words.add(|json| reason(json, Axis::Intent, Some(&signal.id), group));
        }
        words
    }

    fn add(&mut self, write: impl FnOnce(&mut Vec<u8>)) {
        write(&mut self.json);
        self.ends.push(self.json.len() as u32);
    }

    fn run(&self, index: usize) -> &[u8] {
        let start = index.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.json[start as usize..self.ends[index] as usize]
    }

    /// An evaluation up to the lead's id.
    pub(super) fn header(&self) -> &[u8] {
        self.run(0)
    }

    /// The reason of a rule or a signal up to its points; of clamps there are few.
    pub(super) fn reason(&self, source: Source) -> Option<&[u8]> {
        match source {
            Source::Rule(rule) => Some(self.run(1 + rule)),
            Source::Signal(signal) => Some(self.run(1 + self.rules + signal)),
            Source::Clamp(_) => None,
        }
    }
}

/// A reason up to its points.
pub(super) fn reason(json: &mut Vec<u8>, axis: Axis, rule: Option<&str>, group: Option<&str>) {
    json.extend_from_slice(match axis {
        Axis::Fit => b"{\"axis\":\"fit\",\"rule\":",
        Axis::Intent => b"{\"axis\":\"intent\",\"rule\":",
    });
    text_or_null(json, rule);
    json.extend_from_slice(b",\"group\":");
    text_or_null(json, group);
    json.extend_from_slice(b",\"points\":");
}
