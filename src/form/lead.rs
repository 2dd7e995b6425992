//! The lead of a form as JSON: the lead that the form began with, the answers in its profile, the new events behind the others.

use crate::json::raw::members;
use crate::json::write;
use crate::out::Out;

/// Writes a lead with answers, each by the name of its field, and more events.
pub(super) fn write(out: &mut Out, base: &str, answers: &[(&str, &[u8])], events: &[&[u8]]) {
    let base = members(base).unwrap_or_default();
    let value = |name: &str| base.iter().find(|(key, _)| key == name).map(|(_, value)| *value);
    out.push(b'{');
    for (key, value) in base.iter().filter(|(key, _)| key != "profile" && key != "events") {
        member(out, key, value.as_bytes());
    }
    match value("profile") {
        Some(known) if answers.is_empty() => member(out, "profile", known.as_bytes()),
        None if answers.is_empty() => {}
        known => {
            let known = known.and_then(members).unwrap_or_default();
            let others = known.iter().filter(|(key, _)| answers.iter().all(|(name, _)| name != key));
            let mut profile = Out::new();
            profile.push(b'{');
            others.for_each(|(key, value)| member(&mut profile, key, value.as_bytes()));
            answers.iter().for_each(|(name, value)| member(&mut profile, name, value));
            profile.push(b'}');
            member(out, "profile", &profile);
        }
    }
    match value("events") {
        Some(known) if events.is_empty() => member(out, "events", known.as_bytes()),
        None if events.is_empty() => {}
        known => {
            let known = known.and_then(|known| known.strip_prefix('[')?.strip_suffix(']')).unwrap_or_default();
            let mut all = Out::new();
            all.push(b'[');
            if !known.trim_ascii().is_empty() {
                all.put(known.as_bytes());
            }
            for event in events {
                if all.len() > 1 {
                    all.push(b',');
                }
                all.put(event);
            }
            all.push(b']');
            member(out, "events", &all);
        }
    }
    out.push(b'}');
}

fn member(out: &mut Out, key: &str, value: &[u8]) {
    if out.last() != Some(&b'{') {
        out.push(b',');
    }
    write::string(out, key);
    out.push(b':');
    out.put(value);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::prelude::*;

    fn written(base: &str, answers: &[(&str, &[u8])], events: &[&[u8]]) -> String {
        let mut out = Out::new();
        write(&mut out, base, answers, events);
        out.text()
    }

    #[test]
    fn answers_and_events_are_added_and_nothing_is_lost() {
        let base = r#" { "id": "a", "profile": { "x": 1e400, "é": [ 1 ] }, "events": [ {"type":"a"} ] , "y": null } "#;
        assert_eq!(
            written(base, &[], &[]),
            r#"{"id":"a","y":null,"profile":{ "x": 1e400, "é": [ 1 ] },"events":[ {"type":"a"} ]}"#
        );
        assert_eq!(
            written(base, &[("x", b"2"), ("z", b"\"q\"")], &[b"{}", b"1"]),
            r#"{"id":"a","y":null,"profile":{"é":[ 1 ],"x":2,"z":"q"},"events":[ {"type":"a"} ,{},1]}"#
        );
        assert_eq!(written("{}", &[], &[]), "{}");
        assert_eq!(written(r#"{"events":[]}"#, &[], &[b"{}"]), r#"{"events":[{}]}"#);
        assert_eq!(written(r#"{"events":[ ]}"#, &[], &[b"{}"]), r#"{"events":[{}]}"#);
        assert_eq!(written("no JSON", &[("x", b"2")], &[b"{}"]), r#"{"profile":{"x":2},"events":[{}]}"#);
        // What is of a wrong type stays so until something takes its place.
        assert_eq!(written(r#"{"profile":3,"events":"e"}"#, &[], &[]), r#"{"profile":3,"events":"e"}"#);
        assert_eq!(
            written(r#"{"profile":3,"events":"e]"}"#, &[("x", b"2")], &[b"{}"]),
            r#"{"profile":{"x":2},"events":[{}]}"#
        );
    }

    #[test]
    fn of_members_given_twice_the_last_counts() {
        assert_eq!(written(r#"{"id":"a","id":"b"}"#, &[], &[]), r#"{"id":"b"}"#);
    }
}
