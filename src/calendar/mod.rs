//! Calendars: when a place is open by its own clocks, and when some time of being open has passed.

mod hours;
mod rule;
mod zone;
mod zones;

pub(crate) use hours::{WEEKDAYS, Week, Window, WindowFault, weekdays};
pub(crate) use zone::Zone;
pub use zones::{Zones, ZonesError};

use crate::prelude::*;
use crate::sort::sort;
use crate::time::{DAY, Duration, Instant};

/// Opening hours, or none to keep.
#[derive(Clone, Debug)]
pub(crate) struct Calendar {
    hours: Option<Hours>,
}

#[derive(Clone, Debug)]
struct Hours {
    zone: Zone,
    week: Week,
    /// How long a week without holidays and clock changes is open.
    weekly: i64,
    /// Days on which no window starts, counted from 1970-01-01, in order.
    holidays: Vec<u32>,
}

/// Where nothing opens for so long, nobody waits.
const PATIENCE: i64 = 400 * DAY;

/// A window can be open at an instant that starts this many days before the day shown then, or after it: it runs into the
/// next day at the most, and clocks are set back by less than two.
const REACH: i64 = 3;

impl Calendar {
    /// Open at all times.
    pub(crate) fn always() -> Calendar {
        Calendar { hours: None }
    }

    /// Opening hours by the clocks of a zone, and the days, counted from 1970-01-01, on which no window starts.
    pub(crate) fn new(zone: Zone, week: Week, mut holidays: Vec<u32>) -> Calendar {
        holidays.retain(|day| !week.windows(i64::from(*day)).is_empty());
        sort(&mut holidays, &|a, b| a.cmp(&b));
        Calendar { hours: Some(Hours { zone, weekly: week.length(), week, holidays }) }
    }

    pub(crate) fn is_open(&self, at: Instant) -> bool {
        self.hours.as_ref().is_none_or(|hours| hours.is_open(at.millis()))
    }

    /// The instants within some days after a start at which it may open or close.
    pub(crate) fn edges(&self, start: Instant, days: i64) -> Vec<Instant> {
        let Some(hours) = &self.hours else { return Vec::new() };
        let first = hours.zone.day(start.millis()) - REACH;
        let windows = (first..=first + 2 * REACH + days).flat_map(|day| hours.windows(day));
        windows.flat_map(|(opening, closing)| [opening, closing]).filter_map(Instant::from_millis).gather()
    }

    /// The instant by which a length of open time has passed since a start; `None` when it would take 400 days of nothing open.
    /// Only time from the next opening on counts for a start outside; what ends exactly with a window ends there.
    pub(crate) fn due(&self, start: Instant, length: Duration) -> Option<Instant> {
        let Some(hours) = &self.hours else { return Some(start.plus(length)) };
        let due = hours.due(start.millis(), length.millis())?;
        Instant::from_millis(due.min(Instant::MAX.millis()))
    }
}

impl Hours {
    fn is_open(&self, at: i64) -> bool {
        let day = self.zone.day(at);
        (day - REACH..=day + REACH)
            .flat_map(|day| self.windows(day))
            .any(|(opening, closing)| (opening..closing).contains(&at))
    }

    fn due(&self, start: i64, length: i64) -> Option<i64> {
        let mut day = self.zone.day(start) - REACH;
        // The end of the open time that has been counted; the start as long as there is none.
        let mut counted = start;
        let mut left = length;
        while day * DAY < counted + PATIENCE + REACH * DAY {
            let weeks = self.weeks_alike(day, start).min((left - 1).checked_div(self.weekly)?);
            day += 7 * weeks;
            counted += 7 * weeks * DAY;
            left -= self.weekly * weeks;
            for (opening, closing) in self.windows(day) {
                if opening - counted >= PATIENCE {
                    return None;
                }
                // Openings come in the order of time, so that whatever was open before them is counted.
                let opening = opening.max(counted);
                if left <= closing - opening {
                    return Some(opening + left);
                }
                left -= (closing - opening).max(0);
                counted = counted.max(closing);
            }
            day += 1;
        }
        None
    }

    /// The openings and closings of the windows that start on a day.
    fn windows(&self, day: i64) -> impl Iterator<Item = (i64, i64)> {
        let holiday = u32::try_from(day).is_ok_and(|day| self.holidays.binary_search(&day).is_ok());
        let windows = if holiday { &[] } else { self.week.windows(day) };
        windows
            .iter()
            .map(move |window| (self.zone.first(day * DAY + window.start), self.zone.last(day * DAY + window.end)))
    }

    /// How many weeks from a day on are like the week before it: all after the start, without holidays and clock changes.
    fn weeks_alike(&self, day: i64, start: i64) -> i64 {
        // A week, the day before that runs into it, and two for the distance from UTC and what runs out of the last week.
        let since = day - 10;
        if since * DAY < start {
            return 0;
        }
        let change = self.zone.next_change(since * DAY) / DAY - 2;
        let next = self.holidays.partition_point(|holiday| i64::from(*holiday) < since);
        let holiday = self.holidays.get(next).map_or(i64::MAX, |holiday| i64::from(*holiday));
        ((change.min(holiday) - day) / 7).max(0)
    }
}
