//! Models at the edge of the limits, as strangers post them: to check one takes about a second, and a lint that would need
//! longer stays silent. To evaluate a full lead with one takes no longer.

use leadgrade::{Instant, Model};
use std::time::{Duration, Instant as Clock};

/// Several times what is needed, so that a busy machine fails nothing and a step too many for each pair does.
const PATIENCE: Duration = Duration::from_secs(if cfg!(debug_assertions) { 60 } else { 6 });

fn many(count: usize, part: impl Fn(usize) -> String) -> String {
    (0..count).map(part).collect::<Vec<_>>().join(",")
}

fn model(fields: &str, rest: &str) -> String {
    let text = format!(r#"{{"leadgrade":1,"name":"m","fields":{{{fields}}},{rest}}}"#);
    assert!(text.len() <= 1 << 20, "{} bytes", text.len());
    text
}

#[track_caller]
fn timed<T>(name: &str, work: impl FnOnce() -> T) -> T {
    let start = Clock::now();
    let found = work();
    let took = start.elapsed();
    println!("{name}: {took:?}");
    assert!(took < PATIENCE, "{name} took {took:?}");
    found
}

#[track_caller]
fn checks(name: &str, text: &str) {
    let loaded = timed(&format!("loading {name}"), || Model::from_json(text));
    assert_eq!(loaded.map(|_| ()), Ok(()), "{name}");
    timed(name, || Model::check(text));
}

#[test]
fn derived_cases() {
    let cases = many(4_000, |i| format!(r#"{{"when":{{"x":{{"gte":{i},"lt":{}}}}},"is":"c{i}"}}"#, i + 2));
    let labels = many(4_000, |i| format!(r#"{{"id":"l{i}","when":{{"d":"c{i}","x":{{"ne":{i}}}}}}}"#));
    let fields = r#""x":{"type":"number"}"#;
    checks("derived cases", &model(fields, &format!(r#""derived":{{"d":{{"cases":[{cases}]}}}},"labels":[{labels}]"#)));
    let cases = many(4_000, |i| format!(r#"{{"when":{{"t":{{"contains":"w{i}x"}}}},"is":"c{i}"}}"#));
    checks("cases of a text", &model(r#""t":{"type":"text"}"#, &format!(r#""derived":{{"d":{{"cases":[{cases}]}}}}"#)));
    // Derived facts in a row, each of the one above.
    let derived = many(4_000, |i| match i {
        0 => r#""d0":{"cases":[{"when":{"x":1},"is":"a"}]}"#.to_string(),
        _ => format!(r#""d{i}":{{"cases":[{{"when":{{"d{}":"a"}},"is":"a"}}]}}"#, i - 1),
    });
    checks("derived facts in a row", &model(fields, &format!(r#""derived":{{{derived}}}"#)));
}

#[test]
fn labels_in_a_row() {
    for (name, next) in [("plain", r#""x":1"#), ("with a number", r#""x":{"gt":0}"#), ("negated", r#""not":{"x":7}"#)] {
        let labels = many(4_000, |i| match i {
            0 => r#"{"id":"l0","when":{"x":1}}"#.to_string(),
            _ => format!(r#"{{"id":"l{i}","when":{{"label.l{}":true,{next}}}}}"#, i - 1),
        });
        checks(
            &format!("labels in a row, {name}"),
            &model(r#""x":{"type":"number"}"#, &format!(r#""labels":[{labels}]"#)),
        );
    }
    let labels = many(4_000, |i| match i {
        0 => r#"{"id":"l0","when":{"x":1}}"#.to_string(),
        _ => format!(
            r#"{{"id":"l{i}","when":{{"any":[{{"label.l{0}":true}},{{"x":{i}}}],"not":{{"label.l{0}":true,"x":{i}}}}}}}"#,
            i - 1
        ),
    });
    checks("labels in a row, both ways", &model(r#""x":{"type":"number"}"#, &format!(r#""labels":[{labels}]"#)));
}

#[test]
fn props() {
    for (name, test) in [("equal", r#""a""#), ("numbers", r#"{"gte":3}"#), ("texts", r#"{"contains":"ab"}"#)] {
        let tests = many(19_990, |i| format!(r#"{{"p{i}":{test}}}"#));
        let signals = format!(r#"{{"id":"s","points":1,"on":{{"type":"t","any":[{tests}]}}}}"#);
        checks(
            &format!("props, {name}"),
            &model(r#""x":{"type":"number"}"#, &format!(r#""intent":{{"signals":[{signals}]}}"#)),
        );
    }
    let signals = many(1_990, |i| {
        let tests = many(10, |k| format!(r#""p{}":{i}"#, i * 10 + k));
        format!(r#"{{"id":"s{i}","points":1,"on":{{{tests}}}}}"#)
    });
    let fields = r#""x":{"type":"number"}"#;
    let bands = r#""bands":[{"id":"high","at":1990},{"id":"low"}]"#;
    checks("props of many signals", &model(fields, &format!(r#""intent":{{"signals":[{signals}],{bands}}}"#)));
}

#[test]
fn questions() {
    let fields = many(12_000, |i| format!(r#""f{i}":{{"type":"number"}}"#));
    let asked = many(12_000, |i| format!(r#"{{"field":"f{i}","ask":"?"}}"#));
    checks("form questions", &model(&fields, &format!(r#""form":{{"questions":[{asked}]}}"#)));
    let fields = many(6_000, |i| format!(r#""f{i}":{{"type":"number"}}"#));
    let asked = many(6_000, |i| format!(r#"{{"field":"f{i}","ask":"?","when":{{"f{}":1}}}}"#, (i + 1) % 6_000));
    let labels = many(6_000, |i| format!(r#"{{"id":"l{i}","when":{{"f{i}":1}}}}"#));
    checks(
        "form questions about each other",
        &model(&fields, &format!(r#""form":{{"questions":[{asked}]}},"labels":[{labels}]"#)),
    );
}

#[test]
fn frameworks() {
    let empty = many(40_000, |i| format!(r#""f{i}":{{"criteria":{{}}}}"#));
    checks("empty frameworks", &model(r#""x":{"type":"number"}"#, &format!(r#""frameworks":{{{empty}}}"#)));
    let full = many(9_000, |i| {
        format!(
            r#""f{i}":{{"criteria":{{"a":{{"met":{{"x":{i}}}}},"b":{{"met":{{"x":{{"gt":{i}}}}}}}}},"passes":{{"atLeast":2}}}}"#
        )
    });
    checks("full frameworks", &model(r#""x":{"type":"number"}"#, &format!(r#""frameworks":{{{full}}}"#)));
}

#[test]
fn joined_rules() {
    let fields = many(400, |i| format!(r#""f{i}":{{"type":"choice","options":["a","b","c","d"]}}"#));
    let rules = many(2_000, |i| {
        let tests = many(5, |k| format!(r#""f{}":"{}""#, (i * 7 + k * 37) % 400, ["a", "b", "c", "d"][(i + k) % 4]));
        format!(r#"{{"id":"r{i}","when":{{{tests}}},"points":{}}}"#, i % 97)
    });
    let tiers = r#""tiers":[{"id":"A","at":90000},{"id":"B","at":11},{"id":"C"}]"#;
    checks("joined rules", &model(&fields, &format!(r#""fit":{{"rules":[{rules}],{tiers}}}"#)));
    let routes = many(1_990, |i| {
        let tests = many(5, |k| format!(r#""f{}":"{}""#, (i * 7 + k * 37) % 400, ["a", "b", "c", "d"][(i + k) % 4]));
        format!(r#"{{"id":"r{i}","when":{{{tests}}},"to":{{"queue":"q"}}}}"#)
    });
    let last = r#"{"id":"last","to":{"queue":"q"}}"#;
    checks("joined routes", &model(&fields, &format!(r#""routing":[{routes},{last}]"#)));
    let numbers = many(400, |i| format!(r#""f{i}":{{"type":"number"}}"#));
    let rules = many(2_000, |i| {
        let tests = many(5, |k| format!(r#""f{}":{{"gte":{},"lt":{}}}"#, (i * 7 + k * 37) % 400, i % 90, i % 90 + 40));
        format!(r#"{{"id":"r{i}","when":{{{tests}}},"points":{}}}"#, i % 97)
    });
    checks("joined rules of numbers", &model(&numbers, &format!(r#""fit":{{"rules":[{rules}],{tiers}}}"#)));
}

#[test]
fn texts() {
    let label = |tests: String| format!(r#""labels":[{{"id":"l","when":{{"any":[{tests}]}}}}]"#);
    let field = r#""t":{"type":"text"}"#;
    checks(
        "texts in one condition",
        &model(field, &label(many(5_000, |i| format!(r#"{{"t":{{"contains":"w{i}"}}}}"#)))),
    );
    let labels = many(5_000, |i| format!(r#"{{"id":"l{i}","when":{{"t":{{"contains":"w{i}"}}}}}}"#));
    checks("texts in labels", &model(field, &format!(r#""labels":[{labels}]"#)));
    let rules = many(1_900, |i| {
        format!(
            r#"{{"id":"r{i}","when":{{"t":{{"contains":["w{i}","v{i}","{i}"]}},"not":{{"t":{{"startsWith":"x{i}"}}}}}},"points":1}}"#
        )
    });
    checks(
        "texts in rules",
        &model(field, &format!(r#""fit":{{"rules":[{rules}],"tiers":[{{"id":"A","at":1900}},{{"id":"B"}}]}}"#)),
    );
    let constants = many(40_000, |i| format!(r#""w{i}""#));
    checks(
        "constants of one test",
        &model(
            field,
            &label(format!(
                r#"{{"t":{{"contains":[{constants}]}}}},{{"t":{{"words":[{}]}}}}"#,
                many(40_000, |i| format!(r#""v{i}""#))
            )),
        ),
    );
}

/// A stage that depends on a row of labels or of derived facts as long as it may be; the proofs must not follow it by recursion.
#[test]
fn long_rows_that_matter() {
    let fields = r#""x":{"type":"number"}"#;
    let labels = many(19_990, |i| match i {
        0 => r#"{"id":"l0","when":{"x":1}}"#.to_string(),
        _ => format!(r#"{{"id":"l{i}","when":{{"label.l{}":true}}}}"#, i - 1),
    });
    let stages = r#""stages":[{"id":"mql","when":{"label.l19989":true}}]"#;
    checks("a stage at the end of a row of labels", &model(fields, &format!(r#""labels":[{labels}],{stages}"#)));
    let derived = many(15_000, |i| match i {
        0 => r#""d0":{"cases":[{"when":{"x":1},"is":"a"}]}"#.to_string(),
        _ => format!(r#""d{i}":{{"cases":[{{"when":{{"d{}":"a"}},"is":"a"}}]}}"#, i - 1),
    });
    let stages = r#""stages":[{"id":"mql","when":{"d14999":"a"}}]"#;
    checks(
        "a stage at the end of a row of derived facts",
        &model(fields, &format!(r#""derived":{{{derived}}},{stages}"#)),
    );
}

#[test]
fn everything_else_there_can_be_many_of() {
    let number = r#""x":{"type":"number"}"#;
    let fields = many(40_000, |i| format!(r#""f{i}":{{"type":"set"}}"#));
    checks("fields", &model(&fields, r#""labels":[{"id":"l","when":{}}]"#));
    let groups = many(40_000, |i| format!(r#""g{i}":{{"max":{i}}}"#));
    checks("groups", &model(number, &format!(r#""fit":{{"groups":{{{groups}}}}},"intent":{{"groups":{{"a":{{}}}}}}"#)));
    let groups = many(15_000, |i| format!(r#""g{i}":{{"max":{i}}}"#));
    let of = many(15_000, |i| format!(r#""g{i}""#));
    let rules = many(2_000, |i| {
        format!(r#"{{"id":"r{i}","group":"g{i}","when":{{"x":{{"gt":{i}}}}},"points":{}}}"#, i * 7 % 997)
    });
    let tiers = r#""tiers":[{"id":"A","at":90},{"id":"B"}]"#;
    checks(
        "groups of rules",
        &model(number, &format!(r#""fit":{{"tiersOf":[{of}],"groups":{{{groups}}},"rules":[{rules}],{tiers}}}"#)),
    );
    let tiers = many(30_000, |i| format!(r#"{{"id":"t{i}","at":{}}}"#, 30_000 - i as i64));
    checks(
        "tiers",
        &model(
            number,
            &format!(
                r#""fit":{{"rules":[{{"id":"r","when":{{"x":1}},"points":40000}}],"tiers":[{tiers},{{"id":"z"}}]}}"#
            ),
        ),
    );
    let stages = many(12_000, |i| format!(r#"{{"id":"s{i}","when":{{"x":{{"gte":{i}}}}}}}"#));
    checks("stages", &model(number, &format!(r#""stages":[{stages}]"#)));
    let stages = many(380, |i| {
        format!(r#"{{"id":"s{i}","when":{{"x":{i}}},"requires":[{}]}}"#, many(i, |k| format!(r#""s{k}""#)))
    });
    checks("stages that require all others", &model(number, &format!(r#""stages":[{stages}]"#)));
    let stages = many(9_000, |i| match i {
        0 => r#"{"id":"s0","when":{"x":1}}"#.to_string(),
        _ => format!(r#"{{"id":"s{i}","when":{{"x":{{"gt":0}}}},"requires":["s{}"]}}"#, i - 1),
    });
    checks("stages in a row", &model(number, &format!(r#""stages":[{stages}]"#)));
    let members = many(20_000, |i| format!(r#"{{"id":"m{i}","when":{{"x":{i}}}}}"#));
    let routing = r#""routing":[{"id":"q","to":{"team":"t"}},{"id":"z","to":{"queue":"z"}}]"#;
    checks(
        "members",
        &model(number, &format!(r#""teams":{{"t":{{"mode":"balanced","members":[{members}]}}}},{routing}"#)),
    );
    let signals = many(1_998, |i| format!(r#"{{"id":"s{i}","points":{},"cap":{i}}}"#, i % 7));
    let bands = many(15_000, |i| format!(r#"{{"id":"b{i}","at":{}}}"#, 15_000 - i as i64));
    checks(
        "signals of every event",
        &model(number, &format!(r#""intent":{{"signals":[{signals}],"bands":[{bands}]}}"#)),
    );
}

/// A lead of 2,000 events, each with an asset, a channel and a prop of its own.
fn busy_lead() -> String {
    let event = |i: usize| {
        let minute = i % 60;
        format!(
            r#"{{"type":"page","asset":"asset-{}","channel":"c{}","at":"2026-11-21T{:02}:{minute:02}:00Z","props":{{"p":"{i}"}}}}"#,
            i * 7 % 2_000,
            i % 9,
            i / 60 % 24
        )
    };
    format!(r#"{{"events":[{}]}}"#, many(2_000, event))
}

#[test]
fn distinct_values_of_a_full_lead() {
    let signals = many(1_999, |i| match i % 3 {
        0 => format!(r#"{{"id":"s{i}","points":1,"distinct":{{"by":["asset","p","day"],"count":2}}}}"#),
        1 => format!(r#"{{"id":"s{i}","points":1,"repeat":{{"per":"asset"}},"atMost":3}}"#),
        _ => format!(r#"{{"id":"s{i}","points":1,"distinct":{{"by":"channel","count":9}}}}"#),
    });
    let text = model(r#""x":{"type":"number"}"#, &format!(r#""intent":{{"signals":[{signals}]}}"#));
    let by = many(100_000, |_| r#""p""#.to_string());
    let repeated = model(
        r#""x":{"type":"number"}"#,
        &format!(r#""intent":{{"signals":[{{"id":"s","points":1,"distinct":{{"by":[{by}],"count":2000}}}}]}}"#),
    );
    let lead = busy_lead();
    let now = Instant::parse("2026-11-22T10:00:00Z").unwrap();
    for (name, text, points) in [("distinct values", &text, 667 + 3 * 666 + 666), ("a value told often", &repeated, 1)]
    {
        let mut evaluation = Model::from_json(text).unwrap().evaluation();
        timed(name, || evaluation.renew(lead.as_bytes(), now, b""));
        assert_eq!(evaluation.score().milli(), points * 1_000, "{name}");
    }
}
