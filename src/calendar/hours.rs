//! Opening hours: the windows of each day of the week, on the clocks of the place.

use crate::prelude::*;
use crate::time::{DAY, HOUR};

pub(crate) const WEEKDAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/// A stretch of the day, as milliseconds from the midnight before it; what runs into the next day ends past [`DAY`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Window {
    pub(crate) start: i64,
    pub(crate) end: i64,
}

/// Why a text is no window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum WindowFault {
    /// It is not of the form `09:00-17:30`.
    Form,
    /// It ends when it starts.
    Empty,
}

impl Window {
    /// Reads `HH:MM-HH:MM`; an end that is not after its start is on the next day.
    pub(crate) fn parse(text: &str) -> Result<Window, WindowFault> {
        let (start, end) = text.split_once('-').ok_or(WindowFault::Form)?;
        let (start, end) = time(start).filter(|start| *start < DAY).zip(time(end)).ok_or(WindowFault::Form)?;
        match end - start {
            0 => Err(WindowFault::Empty),
            1.. => Ok(Window { start, end }),
            _ => Ok(Window { start, end: end + DAY }),
        }
    }
}

/// `00:00` to `24:00`.
fn time(text: &str) -> Option<i64> {
    let [h1 @ b'0'..=b'2', h2 @ b'0'..=b'9', b':', m1 @ b'0'..=b'5', m2 @ b'0'..=b'9'] = text.as_bytes() else {
        return None;
    };
    let number = |ten: &u8, one: &u8| i64::from(ten - b'0') * 10 + i64::from(one - b'0');
    let time = number(h1, h2) * HOUR + number(m1, m2) * (HOUR / 60);
    (time <= DAY).then_some(time)
}

/// The days of a key such as `mon-fri,sun`, from 0, Monday; the part that is neither a day nor a range when there is one.
pub(crate) fn weekdays(key: &str) -> Result<Vec<usize>, &str> {
    let weekday = |name: &str| WEEKDAYS.iter().position(|day| *day == name);
    let mut days = Vec::new();
    for part in key.split(',') {
        let (from, to) = part.split_once('-').unwrap_or((part, part));
        let (from, to) = weekday(from).zip(weekday(to)).ok_or(part)?;
        let length = (to + 7 - from) % 7;
        days.extend((from..=from + length).map(|day| day % 7));
    }
    Ok(days)
}

/// The windows of a week.
#[derive(Clone, Debug, Default)]
pub(crate) struct Week {
    /// From Monday on; the windows of a day are in order and apart.
    days: [Vec<Window>; 7],
}

impl Week {
    /// Opens a day of the week for a window more; where windows meet they become one.
    pub(crate) fn open(&mut self, weekday: usize, window: Window) {
        let Some(windows) = self.days.get_mut(weekday) else { return };
        let place = windows.partition_point(|other| other.start <= window.start);
        windows.insert(place, window);
        windows.dedup_by(|next, window| {
            let meet = next.start <= window.end;
            if meet {
                window.end = window.end.max(next.end);
            }
            meet
        });
    }

    /// The windows that start on a day, counted from 1970-01-01, a Thursday.
    pub(crate) fn windows(&self, day: i64) -> &[Window] {
        self.days.get((day + 3).rem_euclid(7) as usize).map_or(&[], Vec::as_slice)
    }

    /// How long a week is open in which no clock changes, overlaps counted once.
    pub(crate) fn length(&self) -> i64 {
        // The first week leads into the second as each week does into the next.
        let (mut length, mut covered) = (0, 0);
        for day in 0..14 {
            for window in self.windows(day) {
                let (start, end) = ((day * DAY + window.start).max(covered), day * DAY + window.end);
                if day >= 7 {
                    length += (end - start).max(0);
                }
                covered = covered.max(end);
            }
        }
        length
    }
}
