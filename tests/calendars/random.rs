//! Random calendars, starts and lengths, against the reference.

use crate::calendar::{Calendar, WEEKDAYS, Zones};
use crate::dice::Dice;
use crate::reference::{NEWS, Plan};
use crate::time::{DAY, Duration, Instant};
use crate::transitions::changes;
use crate::{calendar, instant, thorough};
use jiff::tz::TimeZoneDatabase;
use std::collections::BTreeSet;
use std::{fmt, thread};

struct Maker {
    dice: Dice,
    /// Names, and when the clocks there change.
    zones: Vec<(String, Vec<i64>)>,
}

/// Opening hours: in the words of a model, and for the reference in numbers.
#[derive(Default)]
struct Hours {
    words: Vec<(String, String)>,
    windows: Vec<(i8, i64, i64)>,
}

impl Maker {
    fn new(seed: u64) -> Maker {
        let table = Zones::built_in();
        let known = table.names().into_iter().filter(|name| !NEWS.contains(&name.as_str()));
        Maker {
            dice: Dice(seed),
            zones: known.map(|name| (name.clone(), changes(&table.find(&name).unwrap()))).collect(),
        }
    }

    /// A key of `hours` with the days it names.
    fn days(&mut self) -> (String, BTreeSet<i8>) {
        let (mut parts, mut days) = (Vec::new(), BTreeSet::new());
        for _ in 0..self.dice.number(1, 4) {
            let from = self.dice.number(0, 7);
            let length = if self.dice.once_in(2) { 0 } else { self.dice.number(1, 7) };
            let name = |day: i64| WEEKDAYS[(day % 7) as usize];
            parts.push(if length == 0 {
                name(from).to_string()
            } else {
                format!("{}-{}", name(from), name(from + length))
            });
            days.extend((from..=from + length).map(|day| (day % 7) as i8));
        }
        (parts.join(","), days)
    }

    /// A time of day in minutes, more often than not one that a person would write.
    fn time(&mut self) -> i64 {
        let step = *self.dice.pick(&[60, 60, 30, 15, 15, 1]);
        self.dice.number(0, 1440 / step) * step
    }

    fn window(&mut self) -> (String, i64, i64) {
        let start = self.time();
        let end = if self.dice.once_in(10) { 1440 } else { self.time() };
        if start == end {
            return self.window();
        }
        let text = |time: i64| format!("{:02}:{:02}", time / 60, time % 60);
        (format!("{}-{}", text(start), text(end)), start, if end > start { end } else { end + 1440 })
    }

    fn hours(&mut self) -> Hours {
        let mut hours = Hours::default();
        let keys = if self.dice.once_in(300) { 0 } else { self.dice.number(1, 4) };
        for _ in 0..keys {
            let (key, days) = self.days();
            let mut words = Vec::new();
            for _ in 0..if self.dice.once_in(60) { 0 } else { self.dice.number(1, 4) } {
                let (text, start, end) = self.window();
                hours.windows.extend(days.iter().map(|day| (*day, start, end)));
                words.push(text);
            }
            hours.words.push((key, words.join(" ")));
        }
        hours
    }

    /// An instant, every other time one of the days around a change of the clocks.
    fn start(&mut self, changes: &[i64]) -> i64 {
        let at = if changes.is_empty() || self.dice.once_in(2) {
            self.dice.number(instant("2024-01-01").millis(), instant("2101-01-01").millis())
        } else {
            *self.dice.pick(changes) + self.dice.number(-6 * DAY, 2 * DAY)
        };
        let step = *self.dice.pick(&[1, 1_000, 60_000, 3_600_000]);
        at / step * step
    }

    /// Days from some before a start on; now and then so many that nothing opens for more or less than 400 days.
    fn holidays(&mut self, start: i64) -> BTreeSet<i64> {
        let today = start / DAY;
        if self.dice.once_in(100) {
            let last = today + self.dice.number(392, 404);
            return (today - 3..=last).collect();
        }
        let count = *self.dice.pick(&[0, 0, 1, 3, 10]);
        (0..count).map(|_| today + self.dice.number(-3, 20)).collect()
    }
}

/// A calendar, said as a model would say it.
struct Case {
    zone: String,
    hours: Hours,
    holidays: BTreeSet<i64>,
    start: i64,
}

impl Case {
    fn random(maker: &mut Maker) -> Case {
        let (zone, changes) = maker.dice.pick(&maker.zones).clone();
        let start = maker.start(&changes);
        Case { hours: maker.hours(), holidays: maker.holidays(start), zone, start }
    }

    fn calendar(&self) -> Calendar {
        let dates: Vec<String> = self.holidays.iter().map(|day| date(*day)).collect();
        let hours: Vec<_> = self.hours.words.iter().map(|(key, windows)| (key.as_str(), windows.as_str())).collect();
        calendar(&self.zone, &hours, &dates.iter().map(String::as_str).collect::<Vec<_>>())
    }

    /// Open seconds in a week, some of them counted twice.
    fn weekly(&self) -> i64 {
        self.hours.windows.iter().map(|(_, start, end)| (end - start) * 60).sum()
    }
}

impl fmt::Display for Case {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Case { zone, hours, holidays, start } = self;
        let dates: Vec<String> = holidays.iter().map(|day| date(*day)).collect();
        write!(f, "{zone}, {:?}, without {dates:?}, from {}", hours.words, at(*start))
    }
}

fn at(millis: i64) -> Instant {
    Instant::from_millis(millis).unwrap()
}

fn seconds(count: i64) -> Duration {
    Duration::parse(&format!("{count}s")).unwrap()
}

fn date(day: i64) -> String {
    at(day * DAY).to_string()[..10].to_string()
}

/// Compares so many cases with the reference; how many of them are never due.
fn agree(seed: u64, cases: usize) -> usize {
    let (mut maker, jiff) = (Maker::new(seed), TimeZoneDatabase::bundled());
    let mut never = 0;
    for number in 0..cases {
        let case = Case::random(&mut maker);
        let length = maker.dice.number(1, (case.weekly() * 3 / 2).max(2));
        let ours = case.calendar();
        let found = ours.due(at(case.start), seconds(length)).map(Instant::millis);
        never += usize::from(found.is_none());

        let zone = jiff.get(&case.zone).unwrap();
        let plan = Plan { zone, windows: case.hours.windows.clone(), holidays: case.holidays.clone() };
        let minutes = plan.minutes(case.start, 10);
        let expected = plan.due(&minutes, case.start, length * 1_000);
        assert_eq!(found, expected, "case {number} of {seed}: {case}, {length} s");
        for _ in 0..20 {
            let now = case.start + maker.dice.number(0, 9 * DAY);
            assert_eq!(ours.is_open(at(now)), minutes.is_open(now), "case {number} of {seed}: {case}, open at {now}?");
        }
    }
    never
}

#[test]
fn random_calendars_agree_with_the_reference() {
    let cases = if thorough() { 25_000 } else { 150 };
    let never: usize = thread::scope(|scope| {
        let quarters: Vec<_> = (1..=4).map(|seed| scope.spawn(move || agree(seed, cases))).collect();
        quarters.into_iter().map(|quarter| quarter.join().unwrap()).sum()
    });
    assert!((cases / 50..cases / 5).contains(&never), "{never} of four times {cases} are never due");
}

/// Where time is counted in one go, whole weeks are skipped; piece by piece every day is looked at.
#[test]
fn a_length_is_the_sum_of_its_pieces() {
    let mut maker = Maker::new(5);
    let (cases, pieces) = if thorough() { (2_000, 300) } else { (100, 100) };
    for number in 0..cases {
        let mut case = Case::random(&mut maker);
        case.holidays.extend((0..maker.dice.number(0, 30)).map(|_| case.start / DAY + maker.dice.number(0, 3_000)));
        let ours = case.calendar();
        let (mut total, mut by_pieces) = (0, Some(at(case.start)));
        for _ in 0..pieces {
            let piece = maker.dice.number(1, case.weekly().max(2));
            total += piece;
            by_pieces = by_pieces.and_then(|at| ours.due(at, seconds(piece)));
            assert_eq!(ours.due(at(case.start), seconds(total)), by_pieces, "case {number}: {case}, {total} s");
        }
    }
}
