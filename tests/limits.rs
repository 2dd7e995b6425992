//! Each limit of the specification (§8), at the limit and one past it: in models a diagnostic, in leads a notice.

use leadgrade::{Instant, Model};
use serde_json::{Value, json};

const HEAD: &str = r#""leadgrade":1,"name":"test","fields":{"a":{"type":"text"},"n":{"type":"number"}}"#;

fn model(rest: &str) -> String {
    format!("{{{HEAD}{rest}}}")
}

fn many(count: usize, part: impl Fn(usize) -> String) -> String {
    (0..count).map(part).collect::<Vec<_>>().join(",")
}

/// The codes and paths of the errors of a model.
fn errors(text: &str) -> Vec<(String, String)> {
    match Model::from_json(text) {
        Ok(_) => Vec::new(),
        Err(error) => {
            let place = |fault: &leadgrade::Diagnostic| (fault.code().to_string(), fault.path().to_string());
            error.diagnostics().iter().map(place).collect()
        }
    }
}

/// Asserts that one text is within the limit, and that the other one gets one diagnostic.
fn model_limit(within: &str, past: &str, code: &str, path: &str) {
    assert_eq!(errors(within), [], "at the limit of {code}");
    assert_eq!(errors(past), [(code.to_string(), path.to_string())], "one past the limit of {code}");
}

#[test]
fn a_model_has_a_mebibyte() {
    let sized = |size: usize| {
        let frame = model(r#","note":"""#).len();
        model(&format!(r#","note":"{}""#, "x".repeat(size - frame)))
    };
    assert_eq!(sized(1 << 20).len(), 1 << 20);
    model_limit(&sized(1 << 20), &sized((1 << 20) + 1), "model-too-large", "");
    // The size is one of bytes, and it comes before everything else.
    let wide = model(&format!(r#","note":"{}""#, "é".repeat((1 << 19) + 1)));
    assert_eq!(errors(&wide), [("model-too-large".into(), "".into())]);
    assert_eq!(errors(&"[".repeat((1 << 20) + 1)), [("model-too-large".into(), "".into())]);
}

#[test]
fn a_model_has_two_thousand_rules() {
    let fit = |count| {
        format!(r#","fit":{{"rules":[{}]}}"#, many(count, |i| format!(r#"{{"id":"r{i}","when":{{}},"points":1}}"#)))
    };
    model_limit(&model(&fit(2_000)), &model(&fit(2_001)), "too-many-rules", "/fit/rules/2000");
    // Signals, and the rules of disqualification and routing, are rules; labels, stages and cases are not.
    let mixed = |signals| {
        let signals = many(signals, |i| format!(r#"{{"id":"s{i}","points":1}}"#));
        let labels = many(1_000, |i| format!(r#"{{"id":"l{i}","when":{{}}}}"#));
        model(&format!(
            r#"{},"intent":{{"signals":[{signals}]}},"labels":[{labels}],"stages":[{{"id":"mql"}}],
               "disqualify":[{{"id":"d","code":"spam","when":{{}}}}],"routing":[{{"id":"q","to":{{"queue":"q"}}}}]"#,
            fit(1_000)
        ))
    };
    model_limit(&mixed(998), &mixed(999), "too-many-rules", "/routing/0");
}

#[test]
fn conditions_nest_thirty_two_deep() {
    let label = |condition: String| model(&format!(r#","labels":[{{"id":"x","when":{condition}}}]"#));
    let not = |depth: usize| format!("{}{{\"a\":\"x\"}}{}", "{\"not\":".repeat(depth - 1), "}".repeat(depth - 1));
    model_limit(
        &label(not(32)),
        &label(not(33)),
        "condition-too-deep",
        &format!("/labels/0/when{}", "/not".repeat(32)),
    );
    for word in ["any", "all"] {
        let nested = |depth: usize| {
            format!("{}{{\"a\":\"x\"}}{}", format!("{{\"{word}\":[").repeat(depth - 1), "]}".repeat(depth - 1))
        };
        let path = format!("/labels/0/when{}", format!("/{word}/0").repeat(32));
        model_limit(&label(nested(32)), &label(nested(33)), "condition-too-deep", &path);
        assert_eq!(errors(&label(nested(10_000))), [("condition-too-deep".into(), path)]);
    }
    let signal = |on: String| model(&format!(r#","intent":{{"signals":[{{"id":"s","points":1,"on":{on}}}]}}"#));
    let path = format!("/intent/signals/0/on{}", "/not".repeat(32));
    model_limit(&signal(not(32)), &signal(not(33)), "condition-too-deep", &path);
}

#[test]
fn conditions_have_twenty_thousand_tests() {
    let tests = |count: usize| {
        model(&format!(r#","labels":[{{"id":"x","when":{{"any":[{}]}}}}]"#, many(count, |_| r#"{"a":"x"}"#.into())))
    };
    model_limit(&tests(20_000), &tests(20_001), "too-many-tests", "/labels/0/when/any/20000/a");
    // Each operator is a test, however many constants it has; those of event matches count too.
    let mixed = |count: usize| {
        let on = r#","intent":{"signals":[{"id":"s","points":1,"on":{"type":["p","q"],"path":{"contains":["a","b"],"known":true}}}]}"#;
        let any = many(count, |_| r#"{"n":{"gte":1,"lt":2}}"#.into());
        model(&format!(r#"{on},"labels":[{{"id":"x","when":{{"a":["x","y","z"],"any":[{any}]}}}}]"#))
    };
    model_limit(&mixed(9_998), &mixed(9_999), "too-many-tests", "/labels/0/when/any/9998/n");
}

#[test]
fn lists_have_fifty_thousand_entries() {
    let list = |count: usize| model(&format!(r#","lists":{{"l":[{}]}}"#, many(count, |i| format!("\"{i}\""))));
    model_limit(&list(50_000), &list(50_001), "too-many-entries", "/lists/l/50000");
    let two = |count: usize| {
        let half = many(25_000, |i| format!("\"{i}\""));
        model(&format!(r#","lists":{{"k":[{half}],"l":[{}]}}"#, many(count, |_| "\"x\"".into())))
    };
    model_limit(&two(25_000), &two(25_001), "too-many-entries", "/lists/l/25000");
}

/// The places of a model that take points, each with the pointer to them.
fn places_of_points(points: &str) -> Vec<(String, String)> {
    let at = |rest: String, path: &str| (model(&rest), path.to_string());
    vec![
        at(format!(r#","fit":{{"rules":[{{"id":"r","when":{{}},"points":{points}}}]}}"#), "/fit/rules/0/points"),
        at(
            format!(r#","fit":{{"rules":[{{"id":"r","points":{{"by":"n","steps":[[0,{points}]]}}}}]}}"#),
            "/fit/rules/0/points/steps/0/1",
        ),
        at(format!(r#","fit":{{"groups":{{"g":{{"min":{points}}}}}}}"#), "/fit/groups/g/min"),
        at(format!(r#","fit":{{"max":{points}}}"#), "/fit/max"),
        at(format!(r#","fit":{{"tiers":[{{"id":"A","at":{points}}}]}}"#), "/fit/tiers/0/at"),
        at(format!(r#","intent":{{"signals":[{{"id":"s","points":{points}}}]}}"#), "/intent/signals/0/points"),
        at(format!(r#","intent":{{"groups":{{"g":{{"max":{points}}}}}}}"#), "/intent/groups/g/max"),
        at(format!(r#","intent":{{"min":{points}}}"#), "/intent/min"),
        at(format!(r#","intent":{{"bands":[{{"id":"high","at":{points}}}]}}"#), "/intent/bands/0/at"),
        at(format!(r#","labels":[{{"id":"x","when":{{"score":{{"gte":{points}}}}}}}]"#), "/labels/0/when/score/gte"),
    ]
}

#[test]
fn points_are_at_most_a_million_with_three_decimals() {
    for good in
        ["1000000", "-1000000", "1000000.000", "1e6", "-1E+6", "999999.999", "0.001", "-0.001", "-0", "1.2340e0"]
    {
        for (text, path) in places_of_points(good) {
            assert_eq!(errors(&text), [], "{good} at {path}");
        }
    }
    for (bad, code) in [
        ("1000000.001", "points-out-of-range"),
        ("-1000000.001", "points-out-of-range"),
        ("1000001", "points-out-of-range"),
        ("1e7", "points-out-of-range"),
        ("-1e400", "points-out-of-range"),
        ("0.0001", "too-many-decimals"),
        ("-999999.9999", "too-many-decimals"),
        ("1e-4", "too-many-decimals"),
        ("0.30000000000000004", "too-many-decimals"),
    ] {
        for (text, path) in places_of_points(bad) {
            assert_eq!(errors(&text), [(code.to_string(), path.clone())], "{bad} at {path}");
        }
    }
    let cap = |cap: &str| model(&format!(r#","intent":{{"signals":[{{"id":"s","points":1,"cap":{cap}}}]}}"#));
    model_limit(&cap("1000000"), &cap("1000000.001"), "points-out-of-range", "/intent/signals/0/cap");
    model_limit(&cap("0"), &cap("-0.001"), "out-of-range", "/intent/signals/0/cap");
}

/// A model that says of the text `a`, of the set `s` and of its events whether they are there.
const WATCH: &str = r#"{
  "leadgrade": 1, "name": "watch",
  "fields": { "a": { "type": "text", "aliases": ["/deep/a"] }, "s": { "type": "set", "aliases": ["/1/2/3/4/5/6/7/8/9/10/11/12/13/s"] } },
  "labels": [
    { "id": "a", "when": { "a": { "known": true } } },
    { "id": "short-a", "when": { "a": "x" } },
    { "id": "s", "when": { "s": { "known": true } } },
    { "id": "s-y", "when": { "s": "y" } },
    { "id": "type-t", "when": { "signal.all.count": { "gte": 1 } } },
    { "id": "prop", "when": { "signal.prop.count": { "gte": 1 } } }
  ],
  "intent": { "signals": [
    { "id": "all", "on": { "type": "t" }, "points": 1 },
    { "id": "prop", "on": { "p": { "known": true } }, "points": 0 }
  ] }
}"#;

const NOW: &str = "2026-11-22T10:00:00Z";

/// The labels of a lead and its notices, but for that of evidence in one layer.
fn read(lead: &str) -> (Vec<String>, Vec<(String, Value, u64)>, Value) {
    let model = Model::from_json(WATCH).unwrap();
    let json = model.evaluate(lead.as_bytes(), Instant::parse(NOW).unwrap(), b"").to_json();
    let found: Value = serde_json::from_str(&json).unwrap();
    let labels = found["labels"].as_array().unwrap().iter().map(|label| label["id"].as_str().unwrap().to_string());
    let notices = found["notices"].as_array().unwrap().iter().map(|notice| {
        (notice["code"].as_str().unwrap().to_string(), notice["path"].clone(), notice["count"].as_u64().unwrap())
    });
    let notices = notices.filter(|(code, ..)| code != "single-layer").collect();
    (labels.collect(), notices, found["intent"]["points"].clone())
}

#[track_caller]
fn lead_limit(lead: &str, labels: &[&str], notices: &[(&str, &str, u64)]) {
    let (found_labels, found_notices, _) = read(lead);
    assert_eq!(found_labels, labels, "{}", &lead[..lead.len().min(200)]);
    let notices: Vec<_> = notices.iter().map(|(code, path, count)| (code.to_string(), json!(path), *count)).collect();
    assert_eq!(found_notices, notices, "{}", &lead[..lead.len().min(200)]);
}

#[test]
fn a_lead_has_a_quarter_of_a_mebibyte() {
    let sized = |size: usize| {
        let frame = r#"{"profile":{"a":"x"},"extra":[]}"#.len();
        let strings = (size - frame) / 1_000;
        let rest = (size - frame) % 1_000;
        let filling = format!("\"{}\",", "x".repeat(997)).repeat(strings) + &" ".repeat(rest.max(1) - 1) + "1";
        let lead = format!(r#"{{"profile":{{"a":"x"}},"extra":[{filling}]}}"#);
        assert_eq!(lead.len(), size);
        lead
    };
    lead_limit(&sized(262_144), &["a", "short-a"], &[]);
    lead_limit(&sized(262_145), &[], &[("lead-too-large", "", 1)]);
    // The size comes before the syntax.
    lead_limit(&"[".repeat(262_145), &[], &[("lead-too-large", "", 1)]);
    lead_limit(&"[".repeat(262_144), &[], &[("not-json", "", 1)]);
    // White space counts as well.
    lead_limit(&format!("{}{}", r#"{"profile":{"a":"x"}}"#, " ".repeat(262_144)), &[], &[("lead-too-large", "", 1)]);
}

/// A set may fill a lead, with each element told twice; that takes no longer than to read it.
#[test]
fn a_set_has_as_many_elements_as_fit() {
    let elements = many(16_000, |i| format!("\"{i:x}\",\"{i:X} \"")) + ",\"y\"";
    let lead = format!(r#"{{"profile":{{"s":[{elements}]}}}}"#);
    assert!(lead.len() < 262_144);
    lead_limit(&lead, &["s", "s-y"], &[]);
    let model = Model::from_json(
        r#"{ "leadgrade": 1, "name": "set", "fields": { "s": { "type": "set" } }, "handoff": { "include": ["s"] },
             "routing": [{ "id": "q", "to": { "queue": "rest" } }] }"#,
    )
    .unwrap();
    let json = model.evaluate(lead.as_bytes(), Instant::parse(NOW).unwrap(), b"").to_json();
    let found: Value = serde_json::from_str(&json).unwrap();
    let handed_over = found["handoff"]["fields"]["s"].as_array().unwrap();
    let expected: Vec<Value> = (0..16_000).map(|i| json!(format!("{i:x}"))).chain([json!("y")]).collect();
    assert_eq!(handed_over, &expected);
}

#[test]
fn a_lead_is_sixteen_deep() {
    // The lead is the first container and the profile the second; the innermost one here is number `depth`.
    let nested = |depth: usize, inner: &str| {
        let levels = depth - 2;
        format!(r#"{{"profile":{{"a":"x","n":{}{inner}{}}}}}"#, "[".repeat(levels), "]".repeat(levels))
    };
    lead_limit(&nested(16, "1"), &["a", "short-a"], &[("unused-keys", "/profile", 1)]);
    let path = format!("/profile/n{}", "/0".repeat(14));
    lead_limit(&nested(17, "1"), &["a", "short-a"], &[("unused-keys", "/profile", 1), ("too-deep", &path, 1)]);
    // What is inside one that is too deep is not counted again, and one beside it is.
    lead_limit(&nested(30, "1"), &["a", "short-a"], &[("unused-keys", "/profile", 1), ("too-deep", &path, 1)]);
    lead_limit(&nested(16, "[],{}"), &["a", "short-a"], &[("unused-keys", "/profile", 1), ("too-deep", &path, 2)]);
    lead_limit(&nested(50_000, ""), &["a", "short-a"], &[("unused-keys", "/profile", 1), ("too-deep", &path, 1)]);
    // An element that is too deep is as if not there, so that the set is one of strings; one that is not is wrong.
    let path: String = (1..=13).map(|name| format!("/{name}")).collect();
    let set = |set: &str| {
        let members: String = (1..=13).map(|name| format!("{{\"{name}\":")).collect();
        format!(r#"{{"profile":{members}{{"s":{set}}}{}}}"#, "}".repeat(13))
    };
    lead_limit(&set(r#"["y"]"#), &["s", "s-y"], &[]);
    lead_limit(&set(r#"["y",[]]"#), &["s", "s-y"], &[("too-deep", &format!("/profile{path}/s/1"), 1)]);
    lead_limit(&set(r#"["y",1]"#), &[], &[("wrong-type", &format!("/profile{path}/s"), 1)]);
    lead_limit(r#"{"profile":{"s":["y",[]]}}"#, &[], &[("wrong-type", "/profile/s", 1)]);
    // An event's props are three deep, and a prop's list is the fourth or fifth container.
    let prop = |levels: usize| {
        let lists = format!("{}\"v\"{}", "[".repeat(levels), "]".repeat(levels));
        format!(r#"{{"events":[{{"type":"t","at":"{NOW}","x":{lists},"props":{{"p":["v"]}}}}]}}"#)
    };
    lead_limit(&prop(13), &["type-t", "prop"], &[]);
    let path = format!("/events/0/x{}", "/0".repeat(13));
    lead_limit(&prop(14), &["type-t", "prop"], &[("too-deep", &path, 1)]);
}

#[test]
fn a_lead_has_two_thousand_events() {
    let events = |count: usize| {
        let event = format!(r#"{{"type":"t","at":"{NOW}"}}"#);
        format!(r#"{{"events":[{}]}}"#, many(count, |_| event.clone()))
    };
    lead_limit(&events(2_000), &["type-t"], &[]);
    assert_eq!(read(&events(2_000)).2, json!(2_000));
    lead_limit(&events(2_001), &["type-t"], &[("too-many-events", "/events", 1)]);
    assert_eq!(read(&events(2_001)).2, json!(2_000));
    lead_limit(&events(2_345), &["type-t"], &[("too-many-events", "/events", 345)]);
    // The first 2,000 of the text are read, faulty ones among them; what comes after is not even looked at.
    let faulty = format!(r#"{{"events":[{},{{"type":"t","at":"{NOW}"}},7]}}"#, many(2_000, |_| "0".into()));
    lead_limit(&faulty, &[], &[("bad-event", "/events/0", 2_000), ("too-many-events", "/events", 2)]);
}

#[test]
fn strings_have_eight_kibibytes() {
    let long = |length: usize| "x".repeat(length);
    let profile = |text: &str| format!(r#"{{"profile":{{"a":"{text}","s":["y"]}}}}"#);
    lead_limit(&profile(&long(8_192)), &["a", "s", "s-y"], &[]);
    lead_limit(&profile(&long(8_193)), &["s", "s-y"], &[("string-too-long", "/profile/a", 1)]);
    // Bytes of UTF-8 count, once escapes are replaced: `\u0041` is one byte and `é` two.
    lead_limit(&profile(&"\\u0041".repeat(8_192)), &["a", "s", "s-y"], &[]);
    lead_limit(&profile(&"\\u0041".repeat(8_193)), &["s", "s-y"], &[("string-too-long", "/profile/a", 1)]);
    lead_limit(&profile(&"é".repeat(4_096)), &["a", "s", "s-y"], &[]);
    lead_limit(&profile(&"é".repeat(4_097)), &["s", "s-y"], &[("string-too-long", "/profile/a", 1)]);
    // Absent, so that an alias may have the value.
    let alias = format!(r#"{{"profile":{{"a":"{}","deep":{{"a":"x"}}}}}}"#, long(8_193));
    lead_limit(&alias, &["a", "short-a"], &[("string-too-long", "/profile/a", 1)]);
    // An element of a set is as if not there, and the others are.
    let element = format!(r#"{{"profile":{{"s":["{}","y"]}}}}"#, long(8_193));
    lead_limit(&element, &["s", "s-y"], &[("string-too-long", "/profile/s/0", 1)]);
    // They are counted wherever they stand, with the path of the first; a key may be as long as it likes.
    let everywhere = format!(
        r#"{{"id":"{0}","x":"{0}","profile":{{"{0}":1}},"events":[{{"type":"{0}","at":"{NOW}"}},{{"type":"t","at":"{NOW}","props":{{"p":"{0}"}}}}]}}"#,
        long(8_193)
    );
    lead_limit(
        &everywhere,
        &["type-t"],
        &[("unused-keys", "/profile", 1), ("bad-event", "/events/0", 1), ("string-too-long", "/id", 4)],
    );
    // A member that no field names is not counted where it is absent.
    let unused = format!(r#"{{"profile":{{"b":"{}","c":1}}}}"#, long(8_193));
    lead_limit(&unused, &[], &[("unused-keys", "/profile", 1), ("string-too-long", "/profile/b", 1)]);
}

#[test]
fn what_a_later_member_replaces_is_past_no_limit() {
    let twice = format!(r#"{{"profile":{{"a":"{}","a":"x"}}}}"#, "x".repeat(8_193));
    lead_limit(&twice, &["a", "short-a"], &[]);
    let deep = format!(r#"{{"profile":{}{},"profile":{{"a":"x"}}}}"#, "[".repeat(40), "]".repeat(40));
    lead_limit(&deep, &["a", "short-a"], &[]);
}

#[test]
fn notices_of_limits_have_an_order() {
    let events = many(2_001, |_| format!(r#"{{"type":"t","at":"{NOW}"}}"#));
    let lead =
        format!(r#"{{"events":[{events}],"x":"{}","y":{}{}}}"#, "x".repeat(8_193), "[".repeat(16), "]".repeat(16));
    let path = format!("/y{}", "/0".repeat(15));
    lead_limit(
        &lead,
        &["type-t"],
        &[("too-deep", &path, 1), ("string-too-long", "/x", 1), ("too-many-events", "/events", 1)],
    );
}

#[test]
fn what_is_no_lead_counts_as_an_empty_one() {
    for (lead, code) in [
        ("", "not-json"),
        ("{", "not-json"),
        ("{} {}", "not-json"),
        ("\u{feff}{}", "not-json"),
        ("[]", "not-an-object"),
        ("null", "not-an-object"),
        ("\"{}\"", "not-an-object"),
        ("7", "not-an-object"),
    ] {
        lead_limit(lead, &[], &[(code, "", 1)]);
    }
    let model = Model::from_json(WATCH).unwrap();
    let json = model.evaluate(b"{\"profile\":{\"a\":\"\xff\"}}", Instant::parse(NOW).unwrap(), b"").to_json();
    assert!(json.ends_with(r#""notices":[{"code":"not-json","path":"","count":1}]}"#), "{json}");
}
