//! Calendars against the reference of `tests/calendars/`, which steps through the minutes of the local clocks.

use crate::calendar::{Calendar, WEEKDAYS, Week, Window, Zones, weekdays};
use crate::reference::{NEWS, Plan};
use crate::time::{DAY, Duration, Instant};
use jiff::tz::TimeZoneDatabase;
use std::collections::BTreeSet;
use std::sync::LazyLock;

static THEIRS: LazyLock<TimeZoneDatabase> = LazyLock::new(TimeZoneDatabase::bundled);
static OURS: LazyLock<Zones> = LazyLock::new(Zones::built_in);

/// The zones that both know.
static ZONES: LazyLock<Vec<String>> = LazyLock::new(|| {
    let known = |name: &String| THEIRS.get(name).is_ok() && !NEWS.contains(&name.as_str());
    OURS.names().into_iter().filter(known).collect()
});

/// Choices, as long as there are bytes to make them by.
struct Choices<'b>(&'b [u8]);

impl Choices<'_> {
    fn below(&mut self, limit: i64) -> i64 {
        let mut number = 0;
        let mut room = 1;
        while room < limit {
            let (first, rest) = self.0.split_first().unwrap_or((&0, &[]));
            self.0 = rest;
            number = number * 256 + i64::from(*first);
            room *= 256;
        }
        number % limit.max(1)
    }
}

/// A zone, opening hours, holidays, a start and a length.
pub(crate) fn calendar(bytes: &[u8]) {
    let mut choices = Choices(bytes);
    let name = &ZONES[choices.below(ZONES.len() as i64) as usize];
    // Every instant that there is zone data for, and some years on both sides.
    let from = at("2024-01-01").millis();
    let start =
        from + choices.below((at("2101-01-01").millis() - from) / 1000) * 1000 + choices.below(2) * choices.below(1000);

    let (mut week, mut windows, mut seconds) = (Week::default(), Vec::new(), 0);
    for _ in 0..choices.below(5) {
        let (first, length) = (choices.below(7), choices.below(7));
        let day = |day: i64| WEEKDAYS[(day % 7) as usize];
        let key = if length == 0 { day(first).to_string() } else { format!("{}-{}", day(first), day(first + length)) };
        let named: BTreeSet<i64> = (first..=first + length).map(|day| day % 7).collect();
        let (opens, closes) = (choices.below(1440), choices.below(1441));
        let words = format!("{:02}:{:02}-{:02}:{:02}", opens / 60, opens % 60, closes / 60, closes % 60);
        let Ok(window) = Window::parse(&words) else {
            assert_eq!(opens, closes, "{words} is refused");
            continue;
        };
        let closes = if closes > opens { closes } else { closes + 1440 };
        let found = weekdays(&key).unwrap_or_else(|_| panic!("{key} is refused"));
        found.into_iter().for_each(|day| week.open(day, window));
        windows.extend(named.iter().map(|day| (*day as i8, opens, closes)));
        seconds += (closes - opens) * 60 * named.len() as i64;
    }
    let today = start / DAY;
    let mut holidays: BTreeSet<i64> = (0..choices.below(6)).map(|_| today + choices.below(24) - 3).collect();
    if choices.below(40) == 39 {
        holidays.extend(today - 3..=today + 392 + choices.below(12));
    }
    let length = 1 + choices.below((seconds * 3 / 2).max(2));

    let days = holidays.iter().map(|day| *day as u32).collect();
    let ours = Calendar::new(OURS.find(name).unwrap(), week, days);
    let length_of = |seconds: i64| Duration::parse(&format!("{seconds}s")).unwrap();
    let begin = Instant::from_millis(start).unwrap();
    let due = ours.due(begin, length_of(length));

    if windows.is_empty() {
        return assert_eq!(due, None);
    }
    let plan = Plan { zone: THEIRS.get(name).unwrap(), windows, holidays };
    let minutes = plan.minutes(start, 10);
    let case = || format!("{name}, {:?}, without {:?}, from {begin}, {length} s", plan.windows, plan.holidays);
    assert_eq!(due.map(Instant::millis), plan.due(&minutes, start, length * 1000), "{}", case());
    for _ in 0..4 {
        let now = start + choices.below(9 * DAY);
        assert_eq!(
            ours.is_open(Instant::from_millis(now).unwrap()),
            minutes.is_open(now),
            "{}, open at {now}?",
            case()
        );
    }
    // In two pieces it takes as long.
    let first = 1 + choices.below(length);
    if first < length {
        let halfway = ours.due(begin, length_of(first));
        assert_eq!(halfway.and_then(|at| ours.due(at, length_of(length - first))), due, "{}, {first} s first", case());
    }
}

fn at(date: &str) -> Instant {
    Instant::parse(date).unwrap()
}
