//! The classes of dates.

use super::{Domain, MOST_CLASSES, Scope, Trial, tests};
use crate::model::Check;
use crate::number::Number;
use crate::prelude::*;
use crate::sort::sorted_within;
use crate::time::{DAY, Instant};

/// From where on an answer is another.
#[derive(Clone, Copy)]
enum Start {
    Date(i64),
    Age(i64),
}

const LAST: i64 = Instant::MAX.millis();

impl Domain {
    /// Dates on either side of all that tests name, and of all ages that they name: now, or whatever the instant is.
    pub(super) fn add_dates(&mut self, trial: &mut Trial<'_>, scope: Scope<'_>) -> Option<()> {
        let now = trial.facts.now.millis();
        // The first date, or the first age, from which on an answer is another.
        let mut starts = vec![Start::Date(0), Start::Age(0), Start::Date(LAST)];
        let of_days = |days: Number, starts: &mut Vec<Start>| {
            let day = days.floor().clamp(-4_000_000, 4_000_000);
            starts.extend_from_slice(&[Start::Age(day * DAY), Start::Age((day + 1) * DAY)]);
        };
        for test in tests(trial.model, self) {
            match &test.check {
                Check::Within(length) | Check::OlderThan(length) => starts.push(Start::Age(length.millis())),
                Check::Number(compare) => compare.constants().into_iter().for_each(|days| of_days(days, &mut starts)),
                Check::Date(compare) => compare.constants().into_iter().for_each(|date| {
                    starts.extend_from_slice(&[Start::Date(date.millis()), Start::Date(date.millis() + 1)]);
                }),
                _ => {}
            }
        }
        self.each_step(trial.model, &mut |days| of_days(days, &mut starts));
        if !scope.all {
            for start in starts {
                let start = match start {
                    Start::Date(date) => date,
                    Start::Age(age) => now - age + 1,
                };
                for date in [start - 1, start] {
                    if Instant::from_millis(date).is_some() {
                        self.add(trial, scope, Number::from_integer(date).text().into_bytes());
                    }
                }
            }
            return Some(());
        }
        let (mut dates, mut ages) = (Vec::new(), vec![-LAST]);
        for start in starts {
            match start {
                Start::Date(date) => dates.push(date),
                Start::Age(age) => ages.push(age),
            }
        }
        sorted_within(&mut dates, 0, LAST);
        sorted_within(&mut ages, -LAST, LAST);
        if ages.len() * dates.len() > MOST_CLASSES {
            return None;
        }
        let end = |starts: &[i64], place: usize| starts.get(place + 1).map_or(LAST, |next| next - 1);
        for (place, &date) in dates.iter().enumerate() {
            let last_date = end(&dates, place);
            for (place, &age) in ages.iter().enumerate() {
                // The first instant at which a date of the one class is of an age of the other, if there is one.
                let now = (date + age).max(0);
                if now <= (last_date + end(&ages, place)).min(LAST) {
                    trial.facts.now = Instant::from_millis(now).unwrap_or_default();
                    self.add(trial, scope, Number::from_integer((now - age).min(last_date)).text().into_bytes());
                }
            }
        }
        Some(())
    }
}
