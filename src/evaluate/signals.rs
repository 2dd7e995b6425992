//! The kinds of signal: what each makes of the events that match it.

use super::Contribution;
use super::decay::decay;
use super::distinct::Distinct;
use crate::lead::Lead;
use crate::model::{Compiled, Decay, EventFact, Kind, Repeat, Signal};
use crate::points::Points;
use crate::prelude::*;
use crate::time::Instant;

/// The events that match a signal, from the oldest to the newest, by their rank in the order of time.
#[derive(Clone, Copy)]
pub(super) struct Seen<'a> {
    pub(super) model: &'a Compiled,
    pub(super) lead: &'a Lead,
    pub(super) now: Instant,
    pub(super) matches: &'a [u32],
    /// For a sequence, the events that match its second part.
    pub(super) thens: &'a [u32],
}

impl Seen<'_> {
    fn at(&self, rank: u32) -> Instant {
        self.lead.events[self.lead.order[rank as usize] as usize].at
    }

    fn age(&self, at: Instant) -> i64 {
        self.now.since(at).max(0)
    }

    fn newest(&self) -> Option<Instant> {
        self.matches.last().map(|&rank| self.at(rank))
    }

    /// A once-kind gives its points once, decayed by the age of the newest event that takes part.
    fn once(&self, signal: &Signal, count: usize, last: Option<Instant>) -> Contribution {
        match last {
            Some(at) => {
                Contribution { fired: true, points: decay(signal.points, self.age(at), signal.decay), count, last }
            }
            None => Contribution { count, ..Contribution::default() },
        }
    }
}

/// Memory to work in, and what several signals ask for.
#[derive(Debug, Default)]
pub(super) struct Room {
    ranks: Vec<u32>,
    distinct: Distinct,
}

impl Room {
    /// Makes ready for another lead.
    pub(super) fn clear(&mut self) {
        self.distinct.clear();
    }

    /// Leaves in `ranks` the newest match of each distinct value.
    fn newest_of_each(&mut self, seen: Seen<'_>, fact: EventFact) {
        self.distinct.newest_of_each(seen.model, seen.lead, fact, seen.matches, &mut self.ranks);
    }
}

/// What a signal gives before its cap.
pub(super) fn contribute(signal: &Signal, seen: Seen<'_>, room: &mut Room) -> Contribution {
    let matches = seen.matches;
    match &signal.kind {
        Kind::Plain { repeat, at_most } => {
            let counted = match repeat {
                Repeat::Each => matches,
                Repeat::Once => &matches[matches.len().saturating_sub(1)..],
                Repeat::Per(fact) => {
                    room.newest_of_each(seen, *fact);
                    &room.ranks
                }
            };
            let counted = &counted[counted.len().saturating_sub(at_most.unwrap_or(usize::MAX))..];
            let points = counted
                .iter()
                .fold(Points::ZERO, |sum, &rank| sum + decay(signal.points, seen.age(seen.at(rank)), signal.decay));
            let last = counted.last().map(|&rank| seen.at(rank));
            Contribution { fired: last.is_some(), points, count: counted.len(), last }
        }
        Kind::Count(count) => seen.once(signal, matches.len(), seen.newest().filter(|_| matches.len() >= *count)),
        Kind::Burst { count, within } => {
            let in_time = |from: u32, to: u32| seen.at(to).since(seen.at(from)) <= within.millis();
            let Some(run) = matches.windows(*count).rfind(|run| in_time(run[0], run[count - 1])) else {
                return Contribution::default();
            };
            let last = run[count - 1];
            let so_far = &matches[..=matches.partition_point(|&rank| rank < last)];
            let first = so_far.partition_point(|&rank| !in_time(rank, last));
            seen.once(signal, so_far.len() - first, Some(seen.at(last)))
        }
        Kind::Breadth { by, count } => {
            let distinct = by.iter().map(|&fact| {
                room.newest_of_each(seen, fact);
                room.ranks.len()
            });
            let most = distinct.max().unwrap_or(0);
            seen.once(signal, most, seen.newest().filter(|_| most >= *count))
        }
        Kind::Sessions { count, gap } => {
            let breaks =
                matches.windows(2).filter(|pair| seen.at(pair[1]).since(seen.at(pair[0])) > gap.millis()).count();
            let sessions = if matches.is_empty() { 0 } else { breaks + 1 };
            seen.once(signal, sessions, seen.newest().filter(|_| sessions >= *count))
        }
        Kind::Sequence { within } => {
            // The newest first event before a second one is the nearest to it in time, too.
            let completes = |&&then: &&u32| {
                let before = matches.partition_point(|&rank| rank < then);
                before
                    .checked_sub(1)
                    .is_some_and(|first| seen.at(then).since(seen.at(matches[first])) <= within.millis())
            };
            let count = seen.thens.iter().filter(completes).count();
            let last = seen.thens.iter().rfind(completes).map(|&rank| seen.at(rank));
            seen.once(signal, count, last)
        }
        Kind::Idle(length) => {
            let Some(newest) = seen.newest() else { return Contribution::default() };
            if seen.age(newest) < length.millis() {
                return Contribution { count: matches.len(), ..Contribution::default() };
            }
            let points = decay(signal.points, 0, Decay::None);
            Contribution { fired: true, points, count: matches.len(), last: Some(newest) }
        }
    }
}
