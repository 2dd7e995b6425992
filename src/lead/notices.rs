//! Notices: what was wrong with a lead, or is to be kept in mind about the answer. They never hold a value.

use super::Span;
use crate::prelude::*;

/// A notice.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Notice {
    pub(crate) code: &'static str,
    pub(crate) path: NoticePath,
    pub(crate) count: u32,
}

/// The place of a notice, a JSON Pointer into the lead or the context.
#[derive(Clone, Copy, Debug)]
pub(crate) enum NoticePath {
    Fixed(&'static str),
    /// A place in the profile, by its slot.
    Profile(usize),
    Event(u32),
    Kept(Span),
}

/// How often something happened, and where first.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Tally {
    pub(crate) count: u32,
    pub(crate) first: u32,
}

impl Tally {
    pub(crate) fn add(&mut self, place: u32) {
        if self.count == 0 {
            self.first = place;
        }
        self.count += 1;
    }
}

/// The notices about a lead, by the groups in which an evaluation lists them.
#[derive(Debug, Default)]
pub(crate) struct Notices {
    /// In the order of the fields.
    pub(crate) fields: Vec<Notice>,
    pub(crate) unused_keys: u32,
    pub(crate) bad_events: Tally,
    /// In the order of the lead's members.
    pub(crate) members: Vec<Notice>,
    pub(crate) context: Vec<Notice>,
    pub(crate) limits: Vec<Notice>,
}

impl Notices {
    pub(super) fn clear(&mut self) {
        self.fields.clear();
        self.unused_keys = 0;
        self.bad_events = Tally::default();
        self.members.clear();
        self.context.clear();
        self.limits.clear();
    }
}

impl Notice {
    pub(crate) fn at(code: &'static str, path: NoticePath) -> Notice {
        Notice { code, path, count: 1 }
    }
}
