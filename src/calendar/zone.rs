//! One time zone: what its clocks show at an instant, and when they show a time.
//!
//! Times of a clock are milliseconds since its own midnight of 1970-01-01, as an instant's are in UTC.

use crate::prelude::*;
use crate::time::{DAY, HOUR};

/// No zone is further from UTC than this, in either direction.
pub(crate) const FARTHEST: i64 = 18 * HOUR;

/// The instants of which the data say something: 2025 to 2099. Outside, the offset of the nearer end goes on.
pub(crate) const BEGIN: i64 = 1_735_689_600_000;
pub(crate) const END: i64 = 4_102_444_800_000;

/// The offsets of a zone from UTC through all of time.
#[derive(Clone, Debug)]
pub(crate) struct Zone {
    spans: Vec<Span>,
}

/// A time of one offset: `from` belongs to it, `until` does not.
#[derive(Clone, Copy, Debug)]
struct Span {
    from: i64,
    until: i64,
    offset: i64,
}

impl Zone {
    /// A zone with an offset, in milliseconds east of UTC, and its changes in the order of time.
    pub(crate) fn new(offset: i64, changes: &[(i64, i64)]) -> Zone {
        let mut spans = Vec::new();
        let mut span = Span { from: i64::MIN, until: i64::MAX, offset };
        for &(at, offset) in changes.iter().filter(|(at, _)| *at < END) {
            if at <= BEGIN {
                span.offset = offset;
            } else if offset != span.offset {
                spans.push(Span { until: at, ..span });
                span = Span { from: at, until: i64::MAX, offset };
            }
        }
        spans.push(span);
        Zone { spans }
    }

    /// The offset from UTC at an instant.
    pub(crate) fn offset(&self, at: i64) -> i64 {
        let span = self.spans.partition_point(|span| span.until <= at);
        self.spans.get(span).map_or(0, |span| span.offset)
    }

    /// The day that the calendars on the wall show at an instant, counted from 1970-01-01.
    pub(crate) fn day(&self, at: i64) -> i64 {
        (at + self.offset(at)).div_euclid(DAY)
    }

    /// The next instant at which the offset changes.
    pub(crate) fn next_change(&self, after: i64) -> i64 {
        let span = self.spans.partition_point(|span| span.until <= after);
        self.spans.get(span).map_or(i64::MAX, |span| span.until)
    }

    /// The first instant at which the clocks show a time; the instant after the gap when they skip it.
    pub(crate) fn first(&self, time: i64) -> i64 {
        let near = self.spans.partition_point(|span| span.until <= time - FARTHEST);
        let shown = |span: &Span| ((time - span.offset).max(span.from), span.until);
        self.spans.iter().skip(near).map(shown).find(|(at, until)| at < until).map_or(time, |(at, _)| at)
    }

    /// The last instant at which the clocks show a time; the instant after the gap when they skip it.
    pub(crate) fn last(&self, time: i64) -> i64 {
        let near = self.spans.partition_point(|span| span.from <= time + FARTHEST);
        let shown = |span: &Span| ((time - span.offset).min(span.until), span.from);
        self.spans.iter().take(near).rev().map(shown).find(|(at, from)| at >= from).map_or(time, |(at, _)| at)
    }
}
