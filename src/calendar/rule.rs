//! The rules of time zones as `scripts/tzdata.py` writes them, which says what their words mean.

use super::zone::{BEGIN, FARTHEST, Zone};
use crate::prelude::*;
use crate::time::{DAY, HOUR};

/// The years whose changes are worked out: one before the zones begin says how they do.
const YEARS: core::ops::RangeInclusive<i64> = 2024..=2099;

/// Reads a rule; `None` when it is none.
pub(crate) fn parse(text: &str) -> Option<Zone> {
    let (steps, seasons) = match text.split_once(';') {
        Some((steps, seasons)) => (Some(steps), Some(seasons)),
        None if text.contains(',') => (None, Some(text)),
        None => (Some(text), None),
    };
    let seasons = match seasons {
        Some(seasons) => Some(Seasons::parse(seasons)?),
        None => None,
    };
    let mut changes = Vec::new();
    let mut first = seasons.as_ref().map_or(0, |seasons| seasons.standard);
    let mut last = i64::MIN;
    if let Some(steps) = steps {
        let mut steps = steps.split('@');
        first = offset(steps.next()?)?;
        for step in steps {
            let (hours, east) = step.split_at_checked(step.find(['+', '-'])?)?;
            last = last.max(BEGIN) + length(hours)?;
            changes.push((last, offset(east)?));
        }
    }
    let seasonal = seasons.map(|seasons| seasons.changes()).unwrap_or_default();
    changes.extend(seasonal.into_iter().filter(|(at, _)| *at > last));
    Some(Zone::new(first, &changes))
}

/// Two offsets that take turns every year.
struct Seasons {
    standard: i64,
    summer: i64,
    start: Date,
    end: Date,
}

impl Seasons {
    fn parse(text: &str) -> Option<Seasons> {
        let mut parts = text.split(',');
        let offsets = parts.next()?;
        let (start, end) = (Date::parse(parts.next()?)?, Date::parse(parts.next()?)?);
        let (standard, summer) = offsets.split_at_checked(offsets.rfind(['+', '-'])?)?;
        let seasons = Seasons { standard: offset(standard)?, summer: offset(summer)?, start, end };
        parts.next().is_none().then_some(seasons)
    }

    /// All changes in the order of time; the clocks of just before tell when each is due.
    fn changes(&self) -> Vec<(i64, i64)> {
        let turns = |year| {
            let start = (self.start.in_year(year) - self.standard, self.summer);
            let end = (self.end.in_year(year) - self.summer, self.standard);
            // South of the equator summer ends first.
            if start < end { [start, end] } else { [end, start] }
        };
        YEARS.flat_map(turns).gather()
    }
}

/// A date of every year: the first to fourth or last (5) such weekday of a month, and a time from its midnight on.
struct Date {
    month: i64,
    week: i64,
    /// From 0, Sunday.
    weekday: i64,
    time: i64,
}

impl Date {
    fn parse(text: &str) -> Option<Date> {
        let (day, time) = text.split_once('/')?;
        let mut numbers = day.split('.').map(number);
        let (month, week, weekday) = (numbers.next()??, numbers.next()??, numbers.next()??);
        let time = match time.strip_prefix('-') {
            Some(before) => -length(before)?,
            None => length(time)?,
        };
        let good = (1..=12).contains(&month)
            && (1..=5).contains(&week)
            && weekday <= 6
            && time.abs() <= 7 * DAY
            && numbers.next().is_none();
        good.then_some(Date { month, week, weekday, time })
    }

    fn in_year(&self, year: i64) -> i64 {
        let month = first_day(year, self.month);
        // Day 0, 1970-01-01, was a Thursday.
        let day = month + (self.weekday - month - 4).rem_euclid(7) + 7 * (self.week - 1);
        let past = day >= first_day(year, self.month + 1);
        (if past { day - 7 } else { day }) * DAY + self.time
    }
}

/// The first day of a month, counted from 1970-01-01; right until 2099. Month 13 is the next year's first.
fn first_day(year: i64, month: i64) -> i64 {
    let february = match month {
        1..=2 => 0,
        _ if year % 4 == 0 => 1,
        _ => 2,
    };
    365 * (year - 1970) + (year - 1969) / 4 + (367 * month - 362) / 12 - february
}

/// Hours east of UTC, with their sign.
fn offset(text: &str) -> Option<i64> {
    let (sign, hours) = text.split_at_checked(1)?;
    let east = match sign {
        "+" => length(hours)?,
        "-" => -length(hours)?,
        _ => return None,
    };
    (east.abs() <= FARTHEST).then_some(east)
}

/// `hours` or `hours:minutes`, in milliseconds.
fn length(text: &str) -> Option<i64> {
    let (hours, minutes) = text.split_once(':').unwrap_or((text, "0"));
    Some(number(hours)? * HOUR + number(minutes)? * (HOUR / 60))
}

fn number(text: &str) -> Option<i64> {
    let good = (1..=6).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    good.then(|| text.parse().ok()).flatten()
}
