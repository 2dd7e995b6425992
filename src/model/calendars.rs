//! Calendars: opening hours in the time of a place.

use super::read::{Object, Reader};
use crate::calendar::{Calendar, WEEKDAYS, Week, Window, WindowFault, Zone, Zones, weekdays};
use crate::diagnostic::Code;
use crate::json::tree::{Member, Node};
use crate::prelude::*;
use crate::suggest;
use crate::time::{DAY, Instant};

/// The calendars in the order of the text. The built-in `always` is not among them.
pub(crate) fn compile(reader: Reader<'_>, node: &Node<'_>, zones: &Zones) -> Vec<Calendar> {
    let mut calendars = Vec::new();
    for member in reader.map(node, "an object of calendars").unwrap_or_default() {
        check_id(reader, member);
        // With a fault there is no model, so that it does not matter what stands in.
        calendars.push(calendar(reader, &member.node, zones).unwrap_or(Calendar::always()));
    }
    calendars
}

fn check_id(reader: Reader<'_>, member: &Member<'_>) {
    if member.key == "always" {
        reader.fault_with_help(
            member.at,
            Code::ReservedName,
            &"`always` is reserved",
            &"it is built in; leave it out, or name this calendar otherwise",
        );
    } else {
        reader.check_id(member.at, &member.key);
    }
}

fn calendar(reader: Reader<'_>, node: &Node<'_>, zones: &Zones) -> Option<Calendar> {
    let object = reader.object(node, "a calendar (an object)", &["timezone", "hours", "holidays"])?;
    let zone = reader.require(&object, "timezone").and_then(|node| zone(reader, node, zones));
    let week = reader.require(&object, "hours").map(|node| week(reader, node));
    let holidays = holidays(reader, &object);
    Some(Calendar::new(zone?, week?, holidays))
}

fn zone(reader: Reader<'_>, node: &Node<'_>, zones: &Zones) -> Option<Zone> {
    let name = reader.text(node)?;
    let zone = zones.find(name);
    if zone.is_none() {
        let names = if reader.faults.are_many() { Vec::new() } else { zones.names() };
        let help = nearest(name, &names).map_or_else(
            || "write a name of the IANA time zone database such as `Europe/Berlin`".to_string(),
            |near| format!("did you mean `{near}`?"),
        );
        reader.fault_with_help(node.at, Code::UnknownZone, &format_args!("unknown time zone `{name}`"), &help);
    }
    zone
}

/// The zone that may have been meant: by its whole name, else by that of its city alone. Abbreviations such as `PST` are
/// near to many others and mean several zones, so that names without an area and short cities are nobody's meaning.
fn nearest<'n>(name: &str, names: &'n [String]) -> Option<&'n str> {
    let name = name.replace(' ', "_");
    let zones: Vec<&str> = names.iter().map(String::as_str).filter(|name| name.contains('/')).gather();
    let city = |zone: &&'n str| zone.rsplit('/').next().unwrap_or_default();
    let cities: Vec<&str> = zones.iter().map(city).filter(|city| city.len() > 3).gather();
    suggest::nearest(&name, &zones).or_else(|| {
        let near = suggest::nearest(&name, &cities)?;
        zones.into_iter().find(|zone| city(zone) == near)
    })
}

fn week(reader: Reader<'_>, node: &Node<'_>) -> Week {
    let mut week = Week::default();
    for member in reader.map(node, "the hours of weekdays (an object)").unwrap_or_default() {
        let days = days(reader, member);
        for node in reader.array(&member.node, "a list of windows such as `09:00-17:30`").unwrap_or_default() {
            let Some(window) = window(reader, node) else { continue };
            days.iter().for_each(|day| week.open(*day, window));
        }
    }
    week
}

fn days(reader: Reader<'_>, member: &Member<'_>) -> Vec<usize> {
    weekdays(&member.key).unwrap_or_else(|part| {
        let help = format!(
            "write one of `{}`, a range such as `mon-fri`, or several with commas between",
            joined(&WEEKDAYS, "`, `")
        );
        reader.fault_with_help(member.at, Code::BadCalendar, &format_args!("`{part}` is not a weekday"), &help);
        Vec::new()
    })
}

fn window(reader: Reader<'_>, node: &Node<'_>) -> Option<Window> {
    let text = reader.text(node)?;
    let (message, help) = match Window::parse(text) {
        Ok(window) => return Some(window),
        Err(WindowFault::Form) => {
            ("is not a window of time", "write it as `09:00-17:30`, with hours from `00:00` to `24:00`")
        }
        Err(WindowFault::Empty) => ("ends when it starts", "write `00:00-24:00` for a whole day"),
    };
    reader.fault_with_help(node.at, Code::BadCalendar, &format_args!("`{text}` {message}"), &help);
    None
}

/// Days counted from 1970-01-01.
fn holidays(reader: Reader<'_>, object: &Object<'_>) -> Vec<u32> {
    let nodes = object.get("holidays").and_then(|node| reader.array(node, "a list of dates")).unwrap_or_default();
    nodes.iter().filter_map(|node| holiday(reader, node)).gather()
}

fn holiday(reader: Reader<'_>, node: &Node<'_>) -> Option<u32> {
    let text = reader.text(node)?;
    // A date is an instant of ten characters.
    let day = Instant::parse(text).filter(|_| text.len() == 10).map(|midnight| (midnight.millis() / DAY) as u32);
    if day.is_none() {
        reader.fault_with_help(
            node.at,
            Code::BadCalendar,
            &format_args!("`{text}` is not a date"),
            &"write it as `2026-12-25`",
        );
    }
    day
}
