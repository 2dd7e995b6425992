//! Every zone through all its changes from 2025 to 2099, against `jiff` and the database of its own.

use crate::calendar::{Zone, Zones};
use crate::reference::NEWS;
use crate::time::{DAY, Instant};
use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::{AmbiguousOffset, TimeZone, TimeZoneDatabase};
use std::collections::BTreeSet;

const BEGIN: &str = "2025-01-01T00:00:00Z";
const END: &str = "2100-01-01T00:00:00Z";

fn millis(text: &str) -> i64 {
    Instant::parse(text).unwrap().millis()
}

fn jiff_offset(zone: &TimeZone, at: i64) -> i64 {
    i64::from(zone.to_offset(Timestamp::from_millisecond(at).unwrap()).seconds()) * 1000
}

/// All changes of the offset that `jiff` knows.
fn jiff_changes(zone: &TimeZone) -> Vec<i64> {
    let end = millis(END);
    let following = zone.following(Timestamp::from_millisecond(millis(BEGIN) - 1).unwrap());
    following.map(|change| change.timestamp().as_millisecond()).take_while(|at| *at < end).collect()
}

/// All changes of the offset that we know.
pub(crate) fn changes(zone: &Zone) -> Vec<i64> {
    let next = |after: &i64| Some(zone.next_change(*after)).filter(|at| *at < i64::MAX);
    std::iter::successors(next(&0), next).collect()
}

/// What the clocks show around a change, before and after it.
fn clock_times(zone: &TimeZone, change: i64) -> Vec<i64> {
    let sides = [jiff_offset(zone, change - 1), jiff_offset(zone, change)];
    let times = sides
        .iter()
        .flat_map(|offset| [-1_800_000, -1_000, -1, 0, 1, 1_000, 1_800_000].map(|near| change + offset + near));
    times.collect()
}

/// The first and the last instant at which the clocks show a time, or twice the end of the gap that it is in.
fn jiff_instants(zone: &TimeZone, time: i64) -> (i64, i64) {
    let shown: DateTime = jiff::tz::Offset::UTC.to_datetime(Timestamp::from_millisecond(time).unwrap());
    let at = |offset: jiff::tz::Offset| time - i64::from(offset.seconds()) * 1000;
    match zone.to_ambiguous_timestamp(shown).offset() {
        AmbiguousOffset::Unambiguous { offset } => (at(offset), at(offset)),
        AmbiguousOffset::Fold { before, after } => (at(before), at(after)),
        AmbiguousOffset::Gap { before, after } => {
            // The change comes after the time has passed on the clocks of after it, and before on those of before.
            let gap = zone.following(Timestamp::from_millisecond(at(after) - DAY).unwrap());
            let change = gap
                .map(|change| change.timestamp().as_millisecond())
                .find(|change| (at(after)..=at(before)).contains(change))
                .unwrap();
            (change, change)
        }
    }
}

/// What is different about a zone, if anything.
fn difference(name: &str, ours: &Zone, theirs: &TimeZone) -> Option<String> {
    let begin = millis(BEGIN);
    let mut instants = vec![begin, begin + 1, millis(END) - 1];
    for change in changes(ours).into_iter().chain(jiff_changes(theirs)) {
        instants.extend([change - 1_000, change - 1, change, change + 1, change + 1_000].map(|at| at.max(begin)));
    }
    for at in instants {
        let (found, expected) = (ours.offset(at), jiff_offset(theirs, at));
        if found != expected {
            return Some(format!(
                "{name}: the offset at {} is {found}, not {expected}",
                Instant::from_millis(at).unwrap()
            ));
        }
    }
    for change in jiff_changes(theirs) {
        for time in clock_times(theirs, change) {
            let (found, expected) = ((ours.first(time), ours.last(time)), jiff_instants(theirs, time));
            if found != expected {
                return Some(format!("{name}: the clocks show {time} at {found:?}, not at {expected:?}"));
            }
        }
    }
    None
}

#[test]
fn every_zone_changes_when_jiff_says() {
    let (zones, jiff) = (Zones::built_in(), TimeZoneDatabase::bundled());
    let differences: Vec<(String, String)> = zones
        .names()
        .into_iter()
        .filter_map(|name| {
            let theirs = jiff.get(&name).unwrap_or_else(|error| panic!("{error}"));
            difference(&name, &zones.find(&name).unwrap(), &theirs).map(|difference| (name, difference))
        })
        .collect();
    let news = differences.iter().filter(|(name, _)| NEWS.contains(&name.as_str())).count();
    assert_eq!(news, NEWS.len(), "jiff has come to know these: {NEWS:?}");
    assert!(differences.len() == news, "{} zones differ:\n{differences:#?}", differences.len());
}

#[test]
fn jiff_knows_no_zone_more() {
    let ours: BTreeSet<String> = Zones::built_in().names().into_iter().collect();
    let theirs: BTreeSet<String> = TimeZoneDatabase::bundled().available().map(|name| name.to_string()).collect();
    assert_eq!(ours.len(), 598);
    assert_eq!(theirs.difference(&ours).collect::<Vec<_>>(), Vec::<&String>::new());
}

#[test]
fn outside_the_known_years_the_nearer_end_goes_on() {
    let zones = Zones::built_in();
    for name in zones.names() {
        let zone = zones.find(&name).unwrap();
        assert_eq!(zone.offset(0), zone.offset(millis(BEGIN)), "{name}");
        assert_eq!(zone.offset(millis("2024-07-01")), zone.offset(millis(BEGIN)), "{name}");
        assert_eq!(zone.offset(millis("2100-07-01")), zone.offset(millis(END) - 1), "{name}");
        assert_eq!(zone.offset(Instant::MAX.millis()), zone.offset(millis(END) - 1), "{name}");
    }
    // It was summer in Sydney when 2025 began, and will be when 2100 does.
    assert_eq!(crate::zone("Australia/Sydney").offset(millis("2100-07-01")), 11 * 3_600_000);
}
