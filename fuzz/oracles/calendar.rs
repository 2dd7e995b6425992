//! Calendars against the reference of `tests/calendars/`, which steps through the minutes of the local clocks: a promise and a
//! team of one show when it is due and whether it is open.

use super::json::{self, Json};
use crate::reference::{NEWS, Plan};
use crate::time::DAY;
use jiff::tz::TimeZoneDatabase;
use leadgrade::{Instant, Model};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

const WEEKDAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

static THEIRS: LazyLock<TimeZoneDatabase> = LazyLock::new(TimeZoneDatabase::bundled);
static ZONES: LazyLock<Vec<String>> = LazyLock::new(|| {
    let mut names: Vec<String> = THEIRS.available().map(|name| name.to_string()).collect();
    names.retain(|name| !NEWS.contains(&name.as_str()));
    names.sort();
    names
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
    let start = (at("2101-01-01").millis() - from) / 1000;
    let start = from + choices.below(start) * 1000 + choices.below(2) * choices.below(1000);

    let (mut hours, mut windows, mut seconds) = (BTreeMap::<String, Vec<String>>::new(), Vec::new(), 0);
    for _ in 0..choices.below(5) {
        let (first, length) = (choices.below(7), choices.below(7));
        let day = |day: i64| WEEKDAYS[(day % 7) as usize];
        let key = if length == 0 { day(first).to_string() } else { format!("{}-{}", day(first), day(first + length)) };
        let named: BTreeSet<i64> = (first..=first + length).map(|day| day % 7).collect();
        let (opens, closes) = (choices.below(1440), choices.below(1441));
        if opens == closes {
            continue;
        }
        let words = format!("{:02}:{:02}-{:02}:{:02}", opens / 60, opens % 60, closes / 60, closes % 60);
        hours.entry(key).or_default().push(json::quote(&words));
        let closes = if closes > opens { closes } else { closes + 1440 };
        windows.extend(named.iter().map(|day| (*day as i8, opens, closes)));
        seconds += (closes - opens) * 60 * named.len() as i64;
    }
    let today = start / DAY;
    let mut holidays: BTreeSet<i64> = (0..choices.below(6)).map(|_| today + choices.below(24) - 3).collect();
    if choices.below(40) == 39 {
        holidays.extend(today - 3..=today + 392 + choices.below(12));
    }
    let length = 2 + choices.below((seconds * 3 / 2).max(2));
    let piece = 1 + choices.below(length - 1);

    let hours: Vec<String> = hours.iter().map(|(key, windows)| format!("\"{key}\":[{}]", windows.join(","))).collect();
    let dates: Vec<String> = holidays.iter().map(|day| format!("\"{}\"", &date(*day))).collect();
    let model = format!(
        r#"{{ "leadgrade": 1, "name": "c", "fields": {{}}, "protocols": {{ "p": {{ "sla": "s" }} }},
             "routing": [{{ "id": "open", "to": {{ "team": "t" }}, "protocol": "p" }},
                         {{ "id": "closed", "to": {{ "queue": "q" }}, "protocol": "p" }}],
             "teams": {{ "t": {{ "mode": "turns", "onlyOpen": true, "members": [{{ "id": "m", "calendar": "c" }}] }} }},
             "slas": {{ "s": {{ "calendar": "c", "promises": {{ "whole": {{ "in": "{length}s", "by": ["x"] }},
                 "piece": {{ "in": "{piece}s", "by": ["x"] }}, "rest": {{ "in": "{}s", "by": ["x"] }} }} }} }},
             "calendars": {{ "c": {{ "timezone": "{name}", "hours": {{ {} }}, "holidays": [{}] }} }} }}"#,
        length - piece,
        hours.join(","),
        dates.join(",")
    );
    let model = match Model::from_json(&model) {
        Ok(model) => model,
        // It may be the newer zone data that has a zone.
        Err(error) => {
            return assert!(error.diagnostics().iter().all(|fault| fault.code() == "unknown-zone"), "{error}");
        }
    };
    let ask = |millis: i64| {
        let answer = model.evaluate(b"{}", Instant::from_millis(millis).unwrap(), b"").to_json();
        json::read(answer.as_bytes()).unwrap().value
    };
    let due = |answer: &Json, promise: &str| {
        let due = answer.get("action").and_then(|action| action.get("due")).and_then(|due| due.get(promise)).unwrap();
        due.get("by").and_then(Json::text).map(|by| at(by).millis())
    };
    let answer = ask(start);
    let whole = due(&answer, "whole");
    if windows.is_empty() {
        return assert_eq!(whole, None);
    }
    let plan = Plan { zone: THEIRS.get(name).unwrap(), windows, holidays };
    let minutes = plan.minutes(start, 10);
    let case = || format!("{name}, {:?}, without {:?}, from {start}, {length} s", plan.windows, plan.holidays);
    assert_eq!(whole, plan.due(&minutes, start, length * 1000), "{}", case());
    for _ in 0..4 {
        let now = start + choices.below(9 * DAY);
        let is_open = ask(now).get("action").and_then(|action| action.get("rule")).and_then(Json::text) == Some("open");
        assert_eq!(is_open, minutes.is_open(now), "{}, open at {now}?", case());
    }
    // In two pieces it takes as long.
    let in_pieces = due(&answer, "piece").and_then(|halfway| due(&ask(halfway), "rest"));
    assert_eq!(in_pieces, whole, "{}, {piece} s first", case());
}

fn at(text: &str) -> Instant {
    Instant::parse(text).unwrap()
}

fn date(day: i64) -> String {
    Instant::from_millis(day * DAY).unwrap().to_string()[..10].to_string()
}
