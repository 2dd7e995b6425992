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

/// What a form says of a model, within the time it may take: whether that is exact, and how many outcomes there are.
#[track_caller]
fn form(name: &str, model: &str, lead: &str) -> (bool, usize) {
    let model = Model::from_json(model).unwrap();
    let now = Instant::parse("2026-11-22").unwrap();
    let found = timed(name, || {
        let mut form = model.form(lead.as_bytes(), now, b"");
        let reachable = form.reachable();
        let found = (reachable.is_exact, reachable.outcomes.len());
        let first = form.next(3).first().map(|question| question.field.to_string());
        if let Some(field) = first {
            form.answer(&field, b"7").unwrap();
            form.skip(&field).unwrap();
            assert!(form.reachable().outcomes.len() <= found.1);
        }
        found
    });
    assert!(found.1 > 0, "{name}");
    found
}

#[test]
fn forms_of_extreme_models_take_no_longer() {
    let questions = |fields: usize| {
        format!(r#""form":{{"questions":[{}]}}"#, many(fields, |i| format!(r#"{{"field":"f{i}","ask":"?"}}"#)))
    };
    let booleans = |fields: usize| many(fields, |i| format!(r#""f{i}":{{"type":"boolean"}}"#));
    // One condition that asks everything: as deep as functions go.
    for fields in [100, 600, 5_000] {
        let all = many(fields, |i| format!(r#""f{i}":true"#));
        let rest = format!(r#""stages":[{{"id":"s","when":{{{all}}}}}],{}"#, questions(fields));
        let (is_exact, outcomes) =
            form(&format!("{fields} fields in one condition"), &model(&booleans(fields), &rest), "{}");
        assert_eq!((is_exact, outcomes), (fields <= 600, 2));
    }
    // Sums that are all different, with nothing that makes them alike: more than can be walked.
    let choices =
        many(7, |i| format!(r#""f{i}":{{"type":"choice","options":[{}]}}"#, many(8, |o| format!(r#""o{o}""#))));
    let rules = many(56, |r| {
        let (field, option) = (r / 8, r % 8);
        let points = (option * 8usize.pow(field as u32)) as f64 / 1000.0;
        format!(r#"{{"id":"r{r}","when":{{"f{field}":"o{option}"}},"points":{points},"group":"g"}}"#)
    });
    let fit =
        |tiers: &str| format!(r#""fit":{{"rules":[{rules}],"groups":{{"g":{{"max":100000}}}},"tiers":[{tiers}]}}"#);
    let stages =
        r#""stages":[{"id":"s","when":{"fit.points":{"gte":1500}}},{"id":"t","when":{"fit.group.g":{"eq":2000.001}}}]"#;
    let rest = format!("{},{stages},{}", fit(r#"{"id":"A"}"#), questions(7));
    assert_eq!(form("2,097,152 different sums", &model(&choices, &rest), "{}"), (false, 3));
    // Two groups whose rules stand mixed: each is walked by itself.
    let choices =
        many(8, |i| format!(r#""f{i}":{{"type":"choice","options":[{}]}}"#, many(8, |o| format!(r#""o{o}""#))));
    let rules = many(64, |r| {
        let (field, option) = (r % 8, r / 8);
        let points = (option * 8usize.pow(field as u32 / 2)) as f64 / 1000.0;
        let group = ["g", "h"][field % 2];
        format!(r#"{{"id":"r{r}","when":{{"f{field}":"o{option}"}},"points":{points},"group":"{group}"}}"#)
    });
    let fit = format!(r#""fit":{{"rules":[{rules}],"groups":{{"g":{{"max":3}},"h":{{"max":3}}}}}}"#);
    let stages =
        r#""stages":[{"id":"s","when":{"fit.points":{"gte":5.999}}},{"id":"t","when":{"fit.points":{"gte":6}}}]"#;
    let rest = format!("{fit},{stages},{}", questions(8));
    assert_eq!(form("two groups of 4,096 sums", &model(&choices, &rest), "{}"), (true, 3));
    // Many states on many levels: what is kept of them stays small.
    let choices =
        many(40, |i| format!(r#""f{i}":{{"type":"choice","options":[{}]}}"#, many(8, |o| format!(r#""o{o}""#))));
    let rules = many(320, |r| {
        let (field, option) = (r / 8, r % 8);
        let points = (option * (field * 37 % 101 + 900)) as f64 / 1000.0;
        format!(r#"{{"id":"r{r}","when":{{"f{field}":"o{option}"}},"points":{points},"group":"g"}}"#)
    });
    let stages = many(60, |i| format!(r#"{{"id":"s{i}","when":{{"fit.group.g":{{"gte":{}}}}}}}"#, i * 4));
    let fit = format!(r#""fit":{{"rules":[{rules}],"groups":{{"g":{{"max":100000}}}},"tiers":[{{"id":"A"}}]}}"#);
    let rest = format!(r#"{fit},"stages":[{stages}],{}"#, questions(40));
    assert_eq!(form("40 fields of near sums", &model(&choices, &rest), "{}").1, 60);
    // Conditions with nothing in common but their fields.
    let mut state = 1u64;
    let mut random = |end: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % end
    };
    let clauses: Vec<String> = (0..400)
        .map(|_| {
            let literal = |random: &mut dyn FnMut(u64) -> u64| format!(r#"{{"f{}":{}}}"#, random(60), random(2) == 0);
            format!(r#"{{"any":[{},{},{}]}}"#, literal(&mut random), literal(&mut random), literal(&mut random))
        })
        .collect();
    let rest = format!(r#""stages":[{{"id":"s","when":{{"all":[{}]}}}}],{}"#, clauses.join(","), questions(60));
    let (_, outcomes) = form("400 clauses of 60 fields", &model(&booleans(60), &rest), "{}");
    assert!(outcomes <= 2);
    // Very many tests of one field, and very many questions.
    let labels = many(9_000, |i| format!(r#"{{"id":"l{i}","when":{{"f0":{{"gte":{i}}}}}}}"#));
    let rest = format!(r#""labels":[{labels}],"stages":[{{"id":"s","when":{{"label.l77":true}}}}],{}"#, questions(1));
    form("9,000 tests of a number", &model(r#""f0":{"type":"number"}"#, &rest), "{}");
    let rest = format!(r#""stages":[{{"id":"s","when":{{"f0":true}}}}],{}"#, questions(9_000));
    assert_eq!(form("9,000 questions", &model(&booleans(9_000), &rest), "{}"), (true, 2));
    // Very many stages times very many routes.
    let stages = many(3_000, |i| format!(r#"{{"id":"s{i}","when":{{"f0":{{"gte":{i}}}}}}}"#));
    let routes = many(1_500, |i| format!(r#"{{"id":"r{i}","when":{{"f1":{{"gte":{i}}}}},"to":{{"queue":"q{i}"}}}}"#));
    let rest =
        format!(r#""stages":[{stages}],"routing":[{routes},{{"id":"rest","to":{{"queue":"q"}}}}],{}"#, questions(2));
    let fields = r#""f0":{"type":"number"},"f1":{"type":"number"}"#;
    assert_eq!(form("3,000 stages, 1,500 routes", &model(fields, &rest), "{}"), (false, 65_536));
    // A text that is tested in more ways than can be told apart, and a set of more elements.
    let tests =
        many(12, |i| format!(r#"{{"id":"l{i}","when":{{"f0":{{"contains":"w{i}"}},"f1":{{"anyOf":["e{i}"]}}}}}}"#));
    let holds = many(12, |i| format!(r#""label.l{i}":true"#));
    let rest = format!(r#""labels":[{tests}],"stages":[{{"id":"s","when":{{{holds}}}}}],{}"#, questions(2));
    assert_eq!(form("texts and sets", &model(r#""f0":{"type":"text"},"f1":{"type":"set"}"#, &rest), "{}"), (false, 2));
}
