//! The calendar layer against `jiff`, against Python's `zoneinfo` and against a reference that steps through minutes.
//!
//! It is compiled here by itself, with nothing of the crate but `bytes`, `out`, `prelude`, `sort` and `time`: what else it came to need would not be found.
//! Without optimization there are fewer random cases; `--release` or `LEADGRADE_LONG=1` takes the minutes for all of them.
#![cfg(not(target_arch = "wasm32"))]

extern crate alloc;

#[path = "../src/bytes.rs"]
#[allow(dead_code, unreachable_pub, unused_imports)]
mod bytes;
#[path = "../src/calendar/mod.rs"]
#[allow(dead_code, unreachable_pub, unused_imports)]
mod calendar;
#[path = "../src/out.rs"]
#[allow(dead_code, unreachable_pub)]
mod out;
#[path = "../src/prelude.rs"]
#[allow(dead_code, unused_imports)]
mod prelude;
#[path = "../src/sort.rs"]
#[allow(dead_code)]
mod sort;
#[path = "../src/time.rs"]
#[allow(dead_code, unreachable_pub)]
mod time;

#[path = "calendars/cases.rs"]
mod cases;
#[path = "calendars/diagnostics.rs"]
mod diagnostics;
#[path = "common/dice.rs"]
mod dice;
#[path = "calendars/random.rs"]
mod random;
#[path = "calendars/reference.rs"]
mod reference;
#[path = "calendars/table.rs"]
mod table;
#[path = "calendars/transitions.rs"]
mod transitions;
#[path = "calendars/zoneinfo.rs"]
mod zoneinfo;

use calendar::{Calendar, Week, Window, Zone, Zones, weekdays};
use time::{DAY, Instant};

fn zone(name: &str) -> Zone {
    Zones::built_in().find(name).unwrap_or_else(|| panic!("{name} is not a zone"))
}

fn instant(text: &str) -> Instant {
    Instant::parse(text).unwrap_or_else(|| panic!("{text} is not an instant"))
}

/// The day that a date stands for, counted from 1970-01-01.
fn day(date: &str) -> u32 {
    (instant(date).millis() / DAY) as u32
}

/// A calendar as a model would say it: `[("mon-fri", "09:00-12:00 13:00-17:30")]`.
fn calendar(name: &str, hours: &[(&str, &str)], holidays: &[&str]) -> Calendar {
    let mut week = Week::default();
    for (key, windows) in hours {
        for weekday in weekdays(key).unwrap() {
            windows.split_whitespace().for_each(|window| week.open(weekday, Window::parse(window).unwrap()));
        }
    }
    Calendar::new(zone(name), week, holidays.iter().map(|date| day(date)).collect())
}

/// Whether to take the time for all random cases.
fn thorough() -> bool {
    !cfg!(debug_assertions) || std::env::var_os("LEADGRADE_LONG").is_some()
}
