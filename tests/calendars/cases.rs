//! Calendars by hand: what each case should come to can be worked out on paper.

use crate::calendar::{Calendar, Window, WindowFault, weekdays};
use crate::time::{Duration, Instant};
use crate::{calendar, day, instant};

const OFFICE: &[(&str, &str)] = &[("mon-fri", "09:00-12:00 13:00-17:30"), ("sat,sun", "")];

/// When a length from a start on is due; empty when never.
fn due(calendar: &Calendar, start: &str, length: &str) -> String {
    calendar.due(instant(start), Duration::parse(length).unwrap()).map(|due| due.to_string()).unwrap_or_default()
}

/// The instants at which a calendar opens and closes within some days, minute by minute.
fn edges(calendar: &Calendar, from: &str, days: i64) -> Vec<String> {
    let first = instant(from).millis() / 60_000;
    let at = |minute: i64| Instant::from_millis(minute * 60_000).unwrap();
    let edge = |minute: &i64| calendar.is_open(at(*minute)) != calendar.is_open(at(*minute - 1));
    (first..first + days * 1440).filter(edge).map(|minute| at(minute).to_string()[5..16].to_string()).collect()
}

fn sunday(zone: &str, windows: &str) -> Calendar {
    calendar(zone, &[("sun", windows)], &[])
}

#[test]
fn time_counts_while_the_office_is_open() {
    let office = calendar("Europe/Berlin", OFFICE, &["2026-12-25"]);
    let cases = [
        // A Friday, 17:00 in Berlin.
        ("2026-11-20T16:00:00Z", "5m", "2026-11-20T16:05:00Z", "inside a window"),
        ("2026-11-20T16:00:00Z", "30m", "2026-11-20T16:30:00Z", "due exactly at closing stays there"),
        (
            "2026-11-20T16:00:00.250Z",
            "30m",
            "2026-11-23T08:00:00.250Z",
            "a moment past closing is past the next opening",
        ),
        ("2026-11-20T16:00:00Z", "1h", "2026-11-23T08:30:00Z", "the weekend does not count"),
        ("2026-11-20T16:30:00Z", "1s", "2026-11-23T08:00:01Z", "closing is outside"),
        ("2026-11-20T11:30:00Z", "1h", "2026-11-20T13:00:00Z", "a start at lunch counts from after it"),
        ("2026-11-20T08:00:00Z", "3h", "2026-11-20T11:00:00Z", "opening is inside"),
        ("2026-11-20T08:00:00Z", "4h", "2026-11-20T13:00:00Z", "lunch does not count"),
        ("2026-11-22T10:00:00Z", "48h", "2026-12-01T11:00:00Z", "six days of seven and a half hours, and a morning"),
        ("2026-12-24T16:00:00Z", "1h", "2026-12-28T08:30:00Z", "neither does a holiday"),
        (
            "2026-03-27T16:00:00Z",
            "1h",
            "2026-03-30T07:30:00Z",
            "nine in the morning comes earlier after the spring change",
        ),
        ("2026-10-23T15:00:00Z", "1h", "2026-10-26T08:30:00Z", "and later after the autumn change"),
    ];
    for (start, length, expected, why) in cases {
        assert_eq!(due(&office, start, length), expected, "{why}");
    }
    assert_eq!(
        edges(&office, "2026-11-20T00:00:00Z", 4),
        [
            "11-20T08:00",
            "11-20T11:00",
            "11-20T12:00",
            "11-20T16:30",
            "11-23T08:00",
            "11-23T11:00",
            "11-23T12:00",
            "11-23T16:30"
        ]
    );
    assert!(office.is_open(instant("2026-11-20T08:00:00Z")) && !office.is_open(instant("2026-11-20T07:59:59.999Z")));
    assert!(office.is_open(instant("2026-11-20T10:59:59.999Z")) && !office.is_open(instant("2026-11-20T11:00:00Z")));
}

/// Berlin's clocks go from 02:00 to 03:00 on 2026-03-29, at 01:00 UTC.
#[test]
fn in_a_spring_gap_an_edge_moves_to_the_instant_after() {
    let cases: [(&str, &[&str], &str); 6] = [
        ("01:00-04:00", &["03-29T00:00", "03-29T02:00"], "two hours have passed"),
        ("02:15-05:00", &["03-29T01:00", "03-29T03:00"], "it opens when the clocks have jumped"),
        ("00:00-02:30", &["03-28T23:00", "03-29T01:00"], "it closes when they do"),
        ("02:15-02:45", &[], "there is no such time"),
        ("02:00-03:00", &[], "nor are there the edges of the gap"),
        ("00:00-24:00", &["03-28T23:00", "03-29T22:00"], "the day has 23 hours"),
    ];
    for (windows, expected, why) in cases {
        assert_eq!(edges(&sunday("Europe/Berlin", windows), "2026-03-28T12:00:00Z", 2), expected, "{windows}: {why}");
    }
    let inside = sunday("Europe/Berlin", "02:15-02:45");
    assert_eq!(due(&inside, "2026-03-28T12:00:00Z", "30m"), "2026-04-05T00:45:00Z");
    // Beirut's go from 00:00 to 01:00, at 22:00 UTC of the day before.
    assert_eq!(edges(&sunday("Asia/Beirut", "00:00-02:00"), "2026-03-28T12:00:00Z", 1), ["03-28T22:00", "03-28T23:00"]);
    assert_eq!(
        edges(&calendar("Asia/Beirut", &[("sat", "22:00-24:00")], &[]), "2026-03-28T12:00:00Z", 1),
        ["03-28T20:00", "03-28T22:00"]
    );
}

/// Berlin's clocks go from 03:00 back to 02:00 on 2026-10-25, at 01:00 UTC.
#[test]
fn in_an_autumn_fold_a_start_is_the_first_and_an_end_the_second() {
    let cases = [
        ("01:00-04:00", ["10-24T23:00", "10-25T03:00"], "four hours have passed"),
        ("02:30-04:00", ["10-25T00:30", "10-25T03:00"], "half past two, the first time"),
        ("01:00-02:30", ["10-24T23:00", "10-25T01:30"], "half past two, the second time"),
        ("02:10-02:20", ["10-25T00:10", "10-25T01:20"], "from the first to the second"),
        ("00:00-02:00", ["10-24T22:00", "10-25T01:00"], "two o'clock, too, is shown twice"),
        ("02:00-03:00", ["10-25T00:00", "10-25T02:00"], "three o'clock is not"),
        ("00:00-24:00", ["10-24T22:00", "10-25T23:00"], "the day has 25 hours"),
        (
            "01:00-02:20 02:40-04:00",
            ["10-24T23:00", "10-25T03:00"],
            "windows apart overlap, for the second opens before the first closes again",
        ),
    ];
    for (windows, expected, why) in cases {
        let hours = sunday("Europe/Berlin", windows);
        assert_eq!(edges(&hours, "2026-10-24T12:00:00Z", 2), expected, "{windows}: {why}");
    }
    let overlapping = sunday("Europe/Berlin", "01:00-02:20 02:40-04:00");
    assert_eq!(due(&overlapping, "2026-10-24T12:00:00Z", "4h"), "2026-10-25T03:00:00Z", "overlaps count once");
    assert_eq!(due(&overlapping, "2026-10-24T12:00:00Z", "14401s"), "2026-11-01T00:00:01Z");
    // Beirut's go from 00:00 back to 23:00, so that Saturday has 25 hours; midnight is shown once.
    assert_eq!(
        edges(&calendar("Asia/Beirut", &[("sat", "20:00-24:00")], &[]), "2026-10-24T12:00:00Z", 1),
        ["10-24T17:00", "10-24T22:00"]
    );
    // Those of Lord Howe Island go back by half an hour, from 02:00 to 01:30.
    assert_eq!(
        edges(&sunday("Australia/Lord_Howe", "01:00-02:00"), "2026-04-04T00:00:00Z", 1),
        ["04-04T14:00", "04-04T15:30"]
    );
}

#[test]
fn an_overnight_window_belongs_to_the_day_it_starts() {
    let night = |holidays: &[&str]| calendar("UTC", &[("fri", "22:00-06:00")], holidays);
    assert_eq!(edges(&night(&[]), "2026-11-20T00:00:00Z", 7), ["11-20T22:00", "11-21T06:00"]);
    assert_eq!(
        edges(&night(&["2026-11-21"]), "2026-11-20T00:00:00Z", 7),
        ["11-20T22:00", "11-21T06:00"],
        "a holiday on the day it ends"
    );
    assert_eq!(
        edges(&night(&["2026-11-20"]), "2026-11-20T00:00:00Z", 7),
        Vec::<String>::new(),
        "a holiday on the day it starts"
    );
    assert_eq!(due(&night(&[]), "2026-11-21T05:00:00Z", "2h"), "2026-11-27T23:00:00Z", "a start in its second day");
    assert_eq!(
        edges(&calendar("UTC", &[("sun", "22:00-00:00")], &[]), "2026-11-22T00:00:00Z", 2),
        ["11-22T22:00", "11-23T00:00"]
    );
    let rest = calendar("UTC", &[("thu-fri", "12:00-11:59")], &["2026-11-20"]);
    assert_eq!(edges(&rest, "2026-11-19T00:00:00Z", 4), ["11-19T12:00", "11-20T11:59"]);
}

#[test]
fn what_overlaps_counts_once() {
    let union = calendar("UTC", &[("mon", "09:00-12:00 11:00-13:00"), ("sun-tue", "12:30-14:00")], &[]);
    assert_eq!(edges(&union, "2026-11-23T00:00:00Z", 1), ["11-23T09:00", "11-23T14:00"]);
    assert_eq!(due(&union, "2026-11-23T00:00:00Z", "5h"), "2026-11-23T14:00:00Z");
    assert_eq!(due(&union, "2026-11-23T00:00:00Z", "18001s"), "2026-11-24T12:30:01Z");
    let nights = calendar("UTC", &[("mon", "20:00-10:00"), ("tue", "08:00-09:00 09:30-12:00")], &[]);
    assert_eq!(due(&nights, "2026-11-23T00:00:00Z", "16h"), "2026-11-24T12:00:00Z", "a night and the day after");
    assert_eq!(due(&nights, "2026-11-23T00:00:00Z", "160h"), "2027-01-26T12:00:00Z", "ten times");
    let round = calendar("UTC", &[("mon-sun", "00:00-24:00")], &[]);
    assert_eq!(due(&round, "2026-11-23T00:00:00Z", "1000h"), "2027-01-03T16:00:00Z");
    let rounder = calendar("UTC", &[("mon-sun", "00:00-24:00 22:00-21:00")], &[]);
    assert_eq!(due(&rounder, "2026-11-23T00:00:00Z", "1000h"), "2027-01-03T16:00:00Z");
}

#[test]
fn holidays_are_given_in_any_order() {
    let holidays = ["2026-12-25", "2026-01-01", "2026-12-24", "2027-01-01", "2026-12-25", "2026-05-01"];
    let daily = calendar("UTC", &[("mon-sun", "09:00-10:00")], &holidays);
    assert_eq!(edges(&daily, "2026-12-23T00:00:00Z", 4), ["12-23T09:00", "12-23T10:00", "12-26T09:00", "12-26T10:00"]);
    assert_eq!(
        due(&daily, "2025-12-31T10:00:00Z", "365h"),
        "2027-01-05T10:00:00Z",
        "four days of 2026 do not count, nor New Year"
    );
}

/// The week that begins on 2026-11-16, a Monday, is open for an hour on these days.
#[test]
fn ranges_of_weekdays_may_wrap() {
    let cases: [(&str, &[usize]); 9] = [
        ("mon", &[0]),
        ("mon-fri", &[0, 1, 2, 3, 4]),
        ("fri-mon", &[4, 5, 6, 0]),
        ("sat,sun", &[5, 6]),
        ("sun-mon,wed", &[6, 0, 2]),
        ("tue-mon", &[1, 2, 3, 4, 5, 6, 0]),
        ("wed-wed", &[2]),
        ("mon-sun", &[0, 1, 2, 3, 4, 5, 6]),
        ("tue,tue-wed", &[1, 1, 2]),
    ];
    for (key, expected) in cases {
        assert_eq!(weekdays(key).unwrap(), expected, "{key}");
        let mut opened: Vec<String> = expected.iter().map(|day| format!("11-{}T10:00", 16 + day)).collect();
        opened.sort();
        opened.dedup();
        let mut found = edges(&calendar("UTC", &[(key, "10:00-11:00")], &[]), "2026-11-16T00:00:00Z", 7);
        found.retain(|edge| edge.ends_with("T10:00"));
        assert_eq!(found, opened, "{key}");
    }
    for (key, part) in [
        ("", ""),
        ("mo", "mo"),
        ("Mon", "Mon"),
        ("mon,", ""),
        ("mon-", "mon-"),
        ("-mon", "-mon"),
        ("mon-tue-wed", "mon-tue-wed"),
        ("sat, sun", " sun"),
        ("mon,funday-sun,x", "funday-sun"),
    ] {
        assert_eq!(weekdays(key), Err(part), "{key}");
    }
}

#[test]
fn windows_are_written_in_one_way() {
    let minutes = |text| Window::parse(text).map(|window| (window.start / 60_000, window.end / 60_000));
    assert_eq!(minutes("09:00-17:30"), Ok((540, 1050)));
    assert_eq!(minutes("00:00-24:00"), Ok((0, 1440)));
    assert_eq!(minutes("22:00-06:00"), Ok((1320, 1800)));
    assert_eq!(minutes("23:59-00:00"), Ok((1439, 1440)));
    for text in ["09:00-09:00", "00:00-00:00"] {
        assert_eq!(minutes(text), Err(WindowFault::Empty), "{text}");
    }
    for text in [
        "",
        "-",
        "9:00-17:00",
        "09:00",
        "09:00-",
        "0900-1700",
        "09:00–17:00",
        "09:00 - 17:00",
        "09:00-17:60",
        "09:00-25:00",
        "09:00-24:01",
        "24:00-06:00",
        "24:00-24:00",
        "09:00-17:00-18:00",
        "09:00-17:00:00",
        " 09:00-17:00",
        "09:00-17:0é",
        "+9:00-17:00",
    ] {
        assert_eq!(minutes(text), Err(WindowFault::Form), "{text}");
    }
}

#[test]
fn nobody_waits_longer_than_400_days() {
    assert_eq!(due(&calendar("UTC", &[], &[]), "2026-11-22", "1s"), "");
    assert_eq!(due(&calendar("Europe/Berlin", &[("mon-sun", "")], &[]), "2026-11-22", "1s"), "");
    assert!(!calendar("UTC", &[], &[]).is_open(instant("2026-11-22")));

    // Open for an hour a day, but not on so many days from 2026-01-01 on.
    let closed_for = |days: u32| {
        let first = day("2026-01-01");
        let dates: Vec<String> = (first..first + days)
            .map(|day| Instant::from_millis(i64::from(day) * 86_400_000).unwrap().to_string()[..10].to_string())
            .collect();
        calendar("UTC", &[("mon-sun", "09:00-10:00")], &dates.iter().map(String::as_str).collect::<Vec<_>>())
    };
    assert_eq!(due(&closed_for(400), "2026-01-01T09:00:00Z", "1h"), "", "nothing is open for 400 days after the start");
    assert_eq!(
        due(&closed_for(400), "2026-01-01T09:00:00.001Z", "1h"),
        "2027-02-05T10:00:00Z",
        "nothing is open for a millisecond less"
    );
    assert_eq!(due(&closed_for(399), "2025-12-31T09:30:00Z", "30m"), "2025-12-31T10:00:00Z", "it is due before");
    assert_eq!(
        due(&closed_for(399), "2025-12-31T09:30:00Z", "31m"),
        "2027-02-04T09:01:00Z",
        "399 days and 23 hours after the last closing"
    );
    assert_eq!(due(&closed_for(400), "2025-12-31T09:30:00Z", "31m"), "", "400 days and 23 hours");
}

#[test]
fn outside_the_known_years_the_offset_of_the_nearer_end_goes_on() {
    let nine = |zone| calendar(zone, &[("mon", "09:00-10:00")], &[]);
    assert_eq!(due(&nine("Europe/Berlin"), "2024-07-01", "1h"), "2024-07-01T09:00:00Z", "no summer time before 2025");
    assert_eq!(
        due(&nine("Australia/Sydney"), "2100-07-01", "1h"),
        "2100-07-04T23:00:00Z",
        "summer time ever after 2099"
    );
    assert_eq!(due(&nine("Australia/Sydney"), "2099-07-01", "1h"), "2099-07-06T00:00:00Z");
    assert_eq!(due(&nine("UTC"), "1970-01-01", "1h"), "1970-01-05T10:00:00Z");
}

#[test]
fn what_takes_ages_is_worked_out_all_the_same() {
    let nine = calendar("UTC", &[("mon", "09:00-10:00")], &["2026-12-07"]);
    // 2,000 Mondays from 2026-11-23 on, and one that is left out.
    assert_eq!(due(&nine, "2026-11-22", "2000h"), "2065-03-23T10:00:00Z");
    let minute = calendar("Europe/Berlin", &[("mon", "09:00-09:01")], &[]);
    assert_eq!(
        due(&minute, "2026-11-22", "876000h"),
        "9999-12-31T23:59:59.999Z",
        "past the last instant is the last instant"
    );
    assert_eq!(due(&nine, "9999-12-31T23:00:00Z", "1h"), "9999-12-31T23:59:59.999Z");
    assert_eq!(due(&calendar("UTC", &[], &[]), "9999-12-31T23:00:00Z", "1h"), "");
}

#[test]
fn always_is_always() {
    assert!(Calendar::always().is_open(instant("2026-11-22T03:00:00Z")));
    assert_eq!(due(&Calendar::always(), "2026-03-28T12:00:00Z", "1d"), "2026-03-29T12:00:00Z");
    assert_eq!(due(&Calendar::always(), "9999-12-31", "2d"), "9999-12-31T23:59:59.999Z");
}
