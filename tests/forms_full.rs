//! Forms of models that are too much to be followed: less is certain then, but whatever comes about was said to be possible.
#![cfg(not(target_arch = "wasm32"))]

#[path = "lints/brute.rs"]
#[allow(dead_code, reason = "the lints use the rest of it")]
mod brute;
#[path = "forms/cases.rs"]
#[allow(dead_code, reason = "the other forms use the rest of it")]
mod cases;
#[path = "lints/random.rs"]
mod random;

use cases::{Case, cases, is_within, now, points, reached, with};
use leadgrade::Model;
use random::Random;
use serde_json::{Value, json};

/// So many completions of one model are tried.
const MOST: usize = 100;

/// What is too much for a form to follow.
struct Hard {
    fields: Vec<(String, Value, Vec<Option<Value>>)>,
    /// Rules of fit that come before all others.
    before: Vec<Value>,
    /// The condition of one more rule, anywhere among them.
    when: Value,
}

fn rule(id: &str, when: Value, points: f64) -> Value {
    json!({ "id": id, "when": when, "points": points })
}

/// A set with so many elements asked for that each test stands by itself, and more tests than are followed.
fn many_tests() -> Hard {
    let elements: Vec<Value> = (0..210).map(|element| json!(format!("e{element}"))).collect();
    let test = |element: &Value| json!({ "extras": { "anyOf": [element] } });
    let rows = elements.chunks(14).map(|row| json!({ "all": row.iter().map(test).collect::<Vec<_>>() }));
    let values = vec![None, Some(json!([])), Some(json!(["e0", "e7", "e200"])), Some(json!(elements[14..29]))];
    Hard {
        fields: vec![("extras".into(), json!({ "type": "set" }), values)],
        before: vec![rule("first", json!({ "extras": { "known": true } }), 5.0)],
        when: json!({ "any": rows.collect::<Vec<_>>() }),
    }
}

/// Whether two rows of choices are equal, of which one comes after the other: as many functions as there are rows.
fn equal_rows() -> Hard {
    let (places, options) = (6, ["a", "b", "c", "d", "e", "f", "g", "h"]);
    let names = |row: &str| (0..places).map(|place| format!("{row}{place}")).collect::<Vec<String>>();
    let (left, right) = (names("left"), names("right"));
    let values = [None].into_iter().chain(options.map(|option| Some(json!(option)))).collect::<Vec<_>>();
    let field = |name: &String| (name.clone(), json!({ "type": "choice", "options": options }), values.clone());
    let any = |of: Vec<Value>| json!({ "any": of });
    let is_equal = |(left, right): (&String, &String)| {
        any(options.iter().map(|option| json!({ left: option, right: option })).collect())
    };
    let known = |names: &[String]| any(names.iter().map(|name| json!({ name: "a" })).collect());
    Hard {
        fields: left.iter().chain(&right).map(field).collect(),
        before: vec![rule("left", known(&left), 5.0), rule("right", known(&right), -5.0)],
        when: json!({ "all": left.iter().zip(&right).map(is_equal).collect::<Vec<_>>() }),
    }
}

/// Points of seven questions with eight answers each, all of their sums different.
fn different_sums() -> Hard {
    let names: Vec<String> = (0..7).map(|place| format!("sum{place}")).collect();
    let values = [None].into_iter().chain((0..8).map(|option| Some(json!(format!("o{option}"))))).collect::<Vec<_>>();
    let options: Vec<&Value> = values.iter().flatten().collect();
    let field = |name: &String| (name.clone(), json!({ "type": "choice", "options": options }), values.clone());
    let mut before = Vec::new();
    for (place, name) in names.iter().enumerate() {
        for (step, option) in (-3..).zip(&options) {
            let milli = step * 8i64.pow(place as u32);
            let mut rule = rule(&format!("{name}-{step}"), json!({ name: option }), milli as f64 / 1000.0);
            // With bounds that none of the sums comes near.
            rule["group"] = json!("sums");
            before.push(rule);
        }
    }
    Hard { fields: names.iter().map(field).collect(), before, when: json!({ "sum0": "o0", "sum6": "o7" }) }
}

/// Puts the condition into a model, at any place of it.
fn add(hard: &Hard, model: &mut Value, random: &mut Random) {
    for (name, field, _) in &hard.fields {
        model["fields"][name] = field.clone();
        model["form"]["questions"].as_array_mut().unwrap().push(json!({ "field": name, "ask": "?" }));
    }
    let when = match random.below(3) {
        0 => json!({ "rule.hard": false }),
        1 => json!({ "rule.hard": true }),
        _ => hard.when.clone(),
    };
    model["fit"]["groups"]["sums"] = json!({ "max": 1_000_000 });
    let rules = model["fit"]["rules"].as_array_mut().unwrap();
    let place = if random.below(3) > 0 { 0 } else { random.below(rules.len()) };
    rules.insert(place, rule("hard", hard.when.clone(), 5.0));
    rules.splice(0..0, hard.before.iter().cloned());
    match random.below(4) {
        0 => model["labels"][0]["when"] = when,
        1 => model["intent"]["signals"][0]["when"] = when,
        2 => model["stages"][1]["when"] = when,
        _ => model["routing"][0]["when"] = when,
    }
}

/// Values of fields, or none.
type Answers<'a> = Vec<(&'a str, &'a Option<Value>)>;

/// Tries completions: each must be within what a form says of all. Gives whether that was less than everything there is to say.
fn check(mut case: Case, hard: &Hard) -> bool {
    let random = &mut Random(case.seed + 4_000_000);
    add(hard, &mut case.model, random);
    let compiled = Model::from_json(&case.model.to_string()).unwrap_or_else(|error| panic!("{error}\n{}", case.model));
    let mut form = compiled.form(case.lead.to_string().as_bytes(), now(), b"");
    let ((reachable, is_exact), bounds) = (reached(&mut form), cases::bounds(&mut form));
    let missing: Vec<String> = form.missing().into_iter().map(str::to_string).collect();
    let mut last = Vec::new();
    let (mut evaluation, mut other) = (compiled.evaluation(), compiled.evaluation());
    let about = |answers: &Answers| format!("{answers:?} of {}", case.about());
    let fields: Vec<(&str, &[Option<Value>])> = case
        .open
        .iter()
        .map(|(name, values)| (name.as_str(), &values[..]))
        .chain(hard.fields.iter().map(|(name, _, values)| (name.as_str(), &values[..])))
        .collect();
    for _ in 0..MOST {
        let mut answers: Answers = Vec::new();
        fields.iter().for_each(|(name, values)| answers.push((name, random.pick(values))));
        evaluation.renew(with(&case.lead, &answers).as_bytes(), now(), b"");
        let outcome = cases::outcome(&evaluation, &case.model);
        assert!(reachable.contains(&outcome), "missed {outcome:?} with {}", about(&answers));
        assert!(
            is_within(&evaluation, &bounds),
            "{:?} is not within {bounds:?}: {}",
            points(&evaluation),
            about(&answers)
        );
        // Another answer to one of the questions.
        let place = random.below(fields.len());
        let (name, values) = fields[place];
        let before = std::mem::replace(&mut answers[place].1, random.pick(values));
        other.renew(with(&case.lead, &answers).as_bytes(), now(), b"");
        if cases::outcome(&other, &case.model) != outcome {
            assert!(missing.iter().any(|missing| missing == name), "{name} is not missing: {}", about(&answers));
        }
        answers[place].1 = before;
        last = answers;
    }
    // Everything answered, nothing is uncertain.
    for (name, value) in last {
        match value {
            Some(value) => drop(form.answer(name, value.to_string().as_bytes()).unwrap()),
            None => form.skip(name).unwrap(),
        }
    }
    assert!(form.is_settled() && form.is_exact(), "{}", case.about());
    assert_eq!(cases::bounds(&mut form), points(&evaluation).map(|points| (points, points)), "{}", case.about());
    !is_exact
}

/// Checks one in so many models.
fn check_each(step: usize, hard: &Hard) {
    let inexact = cases(usize::MAX).step_by(step).map(|case| check(case, hard)).filter(|inexact| *inexact).count();
    assert!(inexact > 0 || std::env::var_os("LEADGRADE_SEED").is_some());
}

#[test]
fn what_comes_about_was_reachable_though_tests_were_too_many_to_be_followed() {
    check_each(1, &many_tests());
}

#[test]
fn what_comes_about_was_reachable_though_sums_were_too_many_to_be_told_apart() {
    check_each(5, &different_sums());
}

#[test]
fn what_comes_about_was_reachable_though_there_was_no_room_for_more_functions() {
    check_each(20, &equal_rows());
}

/// A field of which nothing is told but the tests that ask about it.
#[test]
fn a_field_whose_values_are_too_many_to_be_told_apart_is_asked_for() {
    let tests: Vec<Value> = (0..12).map(|element| json!({ "tools": { "anyOf": [format!("e{element}")] } })).collect();
    let steps: Vec<Value> = (0..600).map(|step| json!([step * 2, step % 7])).collect();
    let model = json!({ "leadgrade": 1, "name": "m",
        "fields": { "flag": { "type": "boolean" }, "tools": { "type": "set" }, "size": { "type": "number" } },
        "fit": { "rules": [{ "id": "size", "points": { "by": "size", "steps": steps } }] },
        "stages": [{ "id": "mql", "when": { "any": tests } }, { "id": "sql", "when": { "fit.points": { "gte": 5 } } }],
        "form": { "questions": [{ "field": "flag", "ask": "?" }, { "field": "tools", "ask": "?" }, { "field": "size", "ask": "?" }] } });
    let mut form = Model::from_json(&model.to_string()).unwrap().form(b"{}", now(), b"");
    assert!(!form.is_exact() && !form.is_settled());
    assert_eq!(form.missing(), ["tools", "size"]);
    let asked: Vec<(&str, usize)> =
        form.next(9).iter().map(|question| (question.field, question.could.len())).collect();
    assert_eq!(asked, [("size", 3), ("tools", 2)]);
    assert_eq!(form.worth_enriching(&["tools"]), Ok(true));
    form.answer("tools", br#"["e3"]"#).unwrap();
    assert_eq!(form.missing(), ["size"]);
    form.answer("size", b"7").unwrap();
    assert!(form.is_settled() && form.missing().is_empty());
    form.undo();
    assert_eq!(form.missing(), ["size"]);
}

/// A framework of more criteria than are counted together.
#[test]
fn a_framework_of_very_many_criteria_is_settled_once_few_of_them_are_open() {
    let names: Vec<String> = (0..40).map(|place| format!("f{place}")).collect();
    let fields: serde_json::Map<String, Value> =
        names.iter().map(|name| (name.clone(), json!({ "type": "boolean" }))).collect();
    let criteria: serde_json::Map<String, Value> =
        names.iter().map(|name| (name.clone(), json!({ "met": { name: true } }))).collect();
    let questions: Vec<Value> = names.iter().map(|name| json!({ "field": name, "ask": "?" })).collect();
    let model = json!({ "leadgrade": 1, "name": "m", "fields": fields,
        "frameworks": { "wide": { "criteria": criteria, "passes": { "atLeast": 20 } } },
        "stages": [{ "id": "mql", "when": { "wide.passed": true } }], "form": { "questions": questions } });
    let mut form = Model::from_json(&model.to_string()).unwrap().form(b"{}", now(), b"");
    assert!(!form.is_settled() && !form.is_exact());
    assert_eq!(form.missing(), names);
    for name in &names[..19] {
        form.answer(name, b"true").unwrap();
    }
    assert!(!form.is_settled() && form.is_exact());
    assert_eq!(form.missing(), names[19..]);
    form.answer("f30", b"true").unwrap();
    assert!(form.is_settled());
}
