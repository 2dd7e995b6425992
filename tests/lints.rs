//! Lints: for each a model that it warns of, a minimal change that silences it, and an attempt to refute it on many leads;
//! the same attempt on random models.

#[path = "lints/brute.rs"]
mod brute;
#[path = "lints/random.rs"]
mod random;
#[path = "lints/refute.rs"]
mod refute;

use leadgrade::{Diagnostic, Model, Severity};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// All lints, as DESIGN has them.
const CODES: [&str; 20] = [
    "unreachable-stage",
    "unreachable-tier",
    "threshold-above-maximum",
    "dead-rule",
    "shadowed-route",
    "shadowed-case",
    "never-capped",
    "no-icp-guardrail",
    "single-axis",
    "no-hql",
    "gate-missing",
    "framework-incomplete",
    "framework-unused",
    "demo-is-sql",
    "territory-only",
    "sla-missing",
    "code-without-next",
    "field-unused",
    "question-useless",
    "personal-data-unused",
];

fn check(model: &Value) -> Vec<Diagnostic> {
    Model::check(&model.to_string())
}

fn files() -> BTreeMap<String, Value> {
    let folder = Path::new(ROOT).join("tests/lints");
    let paths = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    paths
        .filter(|path| path.extension().is_some_and(|extension| extension == "json"))
        .map(|path| {
            let name = path.file_stem().unwrap().to_str().unwrap().to_string();
            (name, serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap())
        })
        .collect()
}

/// A model with some values set, or removed where the new value is absent.
fn changed(model: &Value, changes: &Value) -> Value {
    let mut model = model.clone();
    for (path, value) in changes.as_object().unwrap() {
        let (parent, key) = path.rsplit_once('/').unwrap();
        let parent = model.pointer_mut(parent).unwrap_or_else(|| panic!("no {path}"));
        match (parent, value) {
            (Value::Object(members), Value::Null) => drop(members.remove(key).unwrap()),
            (Value::Object(members), value) => drop(members.insert(key.into(), value.clone())),
            (Value::Array(items), Value::Null) => drop(items.remove(key.parse().unwrap())),
            (Value::Array(items), value) if key == "-" => items.push(value.clone()),
            (Value::Array(items), value) => items[key.parse::<usize>().unwrap()] = value.clone(),
            _ => panic!("{path} is in no object"),
        }
    }
    model
}

#[test]
fn every_lint_warns_with_these_words_and_is_silenced_by_a_small_change() {
    let files = files();
    let names: BTreeSet<&str> = files.keys().map(String::as_str).collect();
    assert_eq!(names, BTreeSet::from(CODES), "one file for each lint");
    for (code, file) in &files {
        for case in file["cases"].as_array().unwrap() {
            let name = format!("{code}: {}", case["name"]);
            let model = &case["model"];
            let found = check(model);
            let told: Vec<Value> = found
                .iter()
                .filter(|diagnostic| diagnostic.code() == code)
                .map(|diagnostic| json!({ "path": diagnostic.path(), "message": diagnostic.message(), "help": diagnostic.help() }))
                .collect();
            assert_eq!(Value::from(told), case["expect"], "{name}");
            assert!(found.iter().all(|diagnostic| diagnostic.severity() == Severity::Warning), "{name}");
            let silent = check(&changed(model, &case["change"]));
            assert!(silent.iter().all(|diagnostic| diagnostic.code() != code), "{name}: {silent:?}");
            let leads = brute::leads(model, 2_000, 100);
            for diagnostic in &found {
                let against = refute::refute(model, diagnostic, &leads);
                assert_eq!(against, None, "{name}: {diagnostic}");
            }
        }
    }
}

#[test]
fn the_page_about_lints_quotes_their_words() {
    let page = include_str!("../docs/lints.md").replace("\r\n", "\n");
    for (code, file) in files() {
        let message = file["cases"][0]["expect"][0]["message"].as_str().unwrap();
        assert!(
            page.contains(&format!("### `{code}`\n")) && page.contains(&format!("→ {message}\n")),
            "{code}: {message}"
        );
    }
}

#[test]
fn no_random_model_refutes_a_lint() {
    let mut random = random::Random(2026);
    let mut said: BTreeMap<String, usize> = BTreeMap::new();
    // `LEADGRADE_THOROUGH=10` tries ten times as many models, each on ten times as many leads.
    let more: usize = std::env::var("LEADGRADE_THOROUGH").ok().and_then(|times| times.parse().ok()).unwrap_or(1);
    for number in 0..300 * more {
        let model = random::model(&mut random);
        let found = check(&model);
        let leads = brute::leads(&model, 40 * more, 3 * more);
        for diagnostic in &found {
            assert_eq!(diagnostic.severity(), Severity::Warning, "model {number}: {diagnostic}");
            let against = refute::refute(&model, diagnostic, &leads);
            assert_eq!(against, None, "model {number}: {diagnostic}\n{model}");
            *said.entry(diagnostic.code().to_string()).or_default() += 1;
        }
    }
    // A test of claims is worth nothing without claims.
    for code in [
        "dead-rule",
        "unreachable-tier",
        "threshold-above-maximum",
        "shadowed-case",
        "shadowed-route",
        "never-capped",
        "unreachable-stage",
        "no-icp-guardrail",
        "question-useless",
    ] {
        assert!(said.get(code).is_some_and(|count| *count >= 10), "{code} is said too seldom: {said:?}");
    }
}

#[test]
fn no_tier_goes_unreached_in_silence() {
    let mut random = random::Random(74);
    let mut unreached = 0;
    for number in 0..100 {
        let model = random::model(&mut random);
        let told: BTreeSet<String> = check(&model)
            .iter()
            .filter(|diagnostic| ["unreachable-tier", "threshold-above-maximum"].contains(&diagnostic.code()))
            .map(|diagnostic| diagnostic.path().trim_end_matches("/at").to_string())
            .collect();
        let compiled = Model::from_json(&model.to_string()).unwrap();
        let now = leadgrade::Instant::parse(brute::NOW).unwrap();
        // Of texts, the values that are tried do not tell all tests apart.
        if model["fields"].get("title").is_some() || model["fields"].get("email").is_some() {
            continue;
        }
        let profiles = brute::profiles(&model, usize::MAX).into_iter();
        let leads = profiles.map(|profile| brute::Made::new(profile, Vec::new()));
        let reached: BTreeSet<String> = leads
            .filter_map(|lead| compiled.evaluate(lead.text.as_bytes(), now, b"").tier().map(String::from))
            .collect();
        for (index, tier) in model["fit"]["tiers"].as_array().unwrap().iter().enumerate() {
            let id = tier["id"].as_str().unwrap();
            let silent = !told.contains(&format!("/fit/tiers/{index}"));
            assert_eq!(silent, reached.contains(id), "model {number}, tier {id}\n{model}");
        }
        unreached += told.len();
    }
    assert!(unreached > 20, "{unreached}");
}

#[test]
fn the_examples_are_free_of_warnings() {
    for entry in fs::read_dir(Path::new(ROOT).join("examples/models")).unwrap() {
        let path = entry.unwrap().path();
        let found = Model::check(&fs::read_to_string(&path).unwrap());
        assert!(found.is_empty(), "{}: {found:#?}", path.display());
    }
}

/// Proofs follow names only so far; what lies further away may be anything.
#[test]
fn long_rows_are_not_called_dead() {
    for length in [30, 32, 33, 34, 35, 40, 70] {
        for end in [json!({ "x": 1 }), json!({ "x": { "gt": 1 } }), json!({ "x": { "known": false } })] {
            let label = |i: usize| json!({ "id": format!("l{i}"), "when": { format!("label.l{}", i - 1): true } });
            let labels: Vec<Value> =
                [json!({ "id": "l0", "when": end })].into_iter().chain((1..length).map(label)).collect();
            let derived = |i: usize| {
                let when = if i == 0 { end.clone() } else { json!({ format!("d{}", i - 1): "a" }) };
                (format!("d{i}"), json!({ "cases": [{ "when": when, "is": "a" }] }))
            };
            let derived: serde_json::Map<String, Value> = (0..length).map(derived).collect();
            let stages = json!([{ "id": "mql", "when": { format!("label.l{}", length - 1): true, format!("d{}", length - 1): "a" } }]);
            let model = json!({ "leadgrade": 1, "name": "m", "fields": { "x": { "type": "number" } }, "derived": derived, "labels": labels, "stages": stages });
            assert_eq!(check(&model), [], "{length} of {end}");
        }
    }
}

#[test]
fn loading_asks_for_no_proofs() {
    let model = json!({ "leadgrade": 1, "name": "m", "fields": { "unused": { "type": "text" } } });
    assert_eq!(check(&model).len(), 1);
    assert!(Model::from_json(&model.to_string()).is_ok());
}
