//! What a calendar means, said again: by stepping through the minutes of the local clocks that `jiff` tells.

use crate::time::DAY;
use jiff::civil::date;
use jiff::tz::{Offset, TimeZone};
use jiff::{Timestamp, ToSpan};
use std::collections::BTreeSet;

const MINUTE: i64 = 60_000;
const DAY_MINUTES: i64 = DAY / MINUTE;
const PATIENCE: i64 = 400 * DAY;
/// What is known of zones; outside, the offset of the nearer end goes on.
const KNOWN: std::ops::RangeInclusive<i64> = 1_735_689_600_000..=4_102_444_799_999;

/// The zones that our release and the one of `jiff` tell apart after 2025; `zoneinfo` has ours.
/// 2026f: in Cuba summer time goes on through the winter of 2026.
pub(crate) const NEWS: [&str; 2] = ["America/Havana", "Cuba"];

/// A calendar in plain numbers.
pub(crate) struct Plan {
    pub zone: TimeZone,
    /// Weekday from 0, Monday; start and end in minutes from its midnight on.
    pub windows: Vec<(i8, i64, i64)>,
    /// Days counted from 1970-01-01.
    pub holidays: BTreeSet<i64>,
}

/// Some time, minute by minute.
pub(crate) struct Minutes {
    first: i64,
    open: Vec<bool>,
}

impl Plan {
    /// The minutes from that of an instant on.
    pub(crate) fn minutes(&self, from: i64, days: i64) -> Minutes {
        // Windows that start before, and edges that lie after.
        let margin = 4 * DAY_MINUTES;
        let first = from.div_euclid(MINUTE) - margin;
        let clocks = self.clocks(first, days * DAY_MINUTES + 2 * margin);
        let mut open = vec![false; clocks.len()];
        let shown = Shown::of(&clocks);
        let days = clocks[0].div_euclid(DAY_MINUTES) + 1..clocks[clocks.len() - 1].div_euclid(DAY_MINUTES) - 1;
        for day in days.filter(|day| !self.holidays.contains(day)) {
            let weekday = (date(1970, 1, 1) + day.days()).weekday().to_monday_zero_offset();
            for (_, start, end) in self.windows.iter().filter(|(on, ..)| *on == weekday) {
                let (opening, closing) = (shown.first(day * DAY_MINUTES + start), shown.last(day * DAY_MINUTES + end));
                open[opening as usize..(closing as usize).max(opening as usize)].fill(true);
            }
        }
        open.drain(..margin as usize);
        open.truncate(open.len() - margin as usize);
        Minutes { first: first + margin, open }
    }

    /// What the clocks show at each minute, in minutes.
    fn clocks(&self, first: i64, count: i64) -> Vec<i64> {
        let begin = Timestamp::from_millisecond((first * MINUTE).clamp(*KNOWN.start(), *KNOWN.end())).unwrap();
        let changes =
            self.zone.following(begin).map(|change| (change.timestamp().as_millisecond(), minutes(change.offset())));
        let mut changes = changes.take_while(|(at, _)| KNOWN.contains(at));
        let (mut offset, mut next) = (minutes(self.zone.to_offset(begin)), changes.next());
        let show = |minute: i64| {
            if let Some((at, after)) = next
                && at <= minute * MINUTE
            {
                (offset, next) = (after, changes.next());
            }
            minute + offset
        };
        (first..first + count).map(show).collect()
    }

    /// The instant by which a length of open time has passed; further minutes are looked at when these do not tell.
    pub(crate) fn due(&self, minutes: &Minutes, start: i64, length: i64) -> Option<i64> {
        let further = |days| self.minutes(start, days).due(start, length);
        let due = minutes.due(start, length).or_else(|| further(40)).or_else(|| further(500));
        due.unwrap_or_else(|| panic!("500 days are not enough for {length} ms"))
    }
}

fn minutes(offset: Offset) -> i64 {
    i64::from(offset.seconds()) / 60
}

/// At which minutes the clocks show a time.
struct Shown {
    least: i64,
    /// The first and the last of them.
    minutes: Vec<Option<(u32, u32)>>,
}

impl Shown {
    fn of(clocks: &[i64]) -> Shown {
        let least = clocks.iter().copied().min().unwrap();
        let most = clocks.iter().copied().max().unwrap();
        let mut minutes = vec![None; (most - least) as usize + 1];
        for (minute, time) in (0..).zip(clocks) {
            let shown = &mut minutes[(time - least) as usize];
            *shown = Some((shown.map_or(minute, |(first, _)| first), minute));
        }
        Shown { least, minutes }
    }

    fn first(&self, time: i64) -> u32 {
        self.find(time).map(|(first, _)| first).unwrap_or_else(|gap_end| gap_end)
    }

    fn last(&self, time: i64) -> u32 {
        self.find(time).map(|(_, last)| last).unwrap_or_else(|gap_end| gap_end)
    }

    /// The minutes that show a time, or the one after the gap.
    fn find(&self, time: i64) -> Result<(u32, u32), u32> {
        let mut shown = self.minutes[(time - self.least) as usize..].iter();
        match shown.next().unwrap() {
            Some(minutes) => Ok(*minutes),
            None => Err(shown.find_map(|minutes| *minutes).unwrap().0),
        }
    }
}

impl Minutes {
    pub(crate) fn is_open(&self, at: i64) -> bool {
        self.open[(at.div_euclid(MINUTE) - self.first) as usize]
    }

    /// `None` when these minutes do not tell.
    fn due(&self, start: i64, length: i64) -> Option<Option<i64>> {
        let (mut left, mut closed_since) = (length, start);
        for (index, open) in self.open.iter().enumerate() {
            let minute = (self.first + index as i64) * MINUTE;
            let (from, until) = (minute.max(start), minute + MINUTE);
            if *open {
                if left <= until - from {
                    return Some(Some(from + left));
                }
                left -= until - from;
                closed_since = until;
            } else if until - closed_since >= PATIENCE {
                return Some(None);
            }
        }
        None
    }
}
