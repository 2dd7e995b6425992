//! Runs the faulty models: every file of `tests/diagnostics/`, as its README says.

use leadgrade::{Diagnostic, Model, Severity};
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

struct Case {
    file: String,
    name: String,
    why: String,
    text: String,
    expected: Vec<Value>,
    found: Vec<Diagnostic>,
}

/// All cases, each checked once.
static CASES: LazyLock<Vec<Case>> = LazyLock::new(cases);

/// A text as it is, or one that is made of a repeated part.
fn text_of(value: &Value) -> String {
    let part = |key: &str| value[key].as_str().unwrap_or_default();
    match value {
        Value::String(text) => text.clone(),
        _ => {
            let repeat = |number: u64| part("repeat").replace("{n}", &number.to_string());
            let repeated: String = (0..value["times"].as_u64().unwrap()).map(repeat).collect();
            part("prefix").to_string() + &repeated + part("suffix")
        }
    }
}

fn model_text(file: &Value, case: &Value) -> String {
    if let Some(text) = case.get("modelText") {
        return text_of(text);
    }
    let mut model: Map<String, Value> = file["base"].as_object().cloned().unwrap_or_default();
    for (key, value) in case["model"].as_object().expect("a case has a model or its text") {
        if value.is_null() {
            model.shift_remove(key);
        } else {
            model.insert(key.clone(), value.clone());
        }
    }
    Value::Object(model).to_string()
}

fn cases() -> Vec<Case> {
    let folder = Path::new(ROOT).join("tests/diagnostics");
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "json"));
    paths.sort();
    let mut cases = Vec::new();
    for path in paths {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let file: Value = serde_json::from_str(&fs::read_to_string(&path).unwrap())
            .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        cases.extend(file["cases"].as_array().unwrap().iter().map(|case| {
            let text = model_text(&file, case);
            Case {
                file: name.clone(),
                name: case["name"].as_str().unwrap().to_string(),
                why: case["why"].as_str().unwrap().to_string(),
                found: Model::check(&text),
                text,
                expected: case["expect"].as_array().unwrap().clone(),
            }
        }));
    }
    cases
}

fn as_json(diagnostic: &Diagnostic, with_position: bool) -> Value {
    let mut value = json!({
        "code": diagnostic.code(), "severity": diagnostic.severity().as_str(), "path": diagnostic.path(),
        "message": diagnostic.message(), "help": diagnostic.help(),
    });
    if with_position {
        value["line"] = json!(diagnostic.line());
        value["column"] = json!(diagnostic.column());
    }
    value
}

/// What is wrong with the words of a diagnostic.
fn fault_of_words(words: &str) -> Option<&'static str> {
    let plain: String = words.split('`').step_by(2).collect();
    let first = words.split(' ').next().unwrap_or_default();
    let is_abbreviation = first.len() > 1 && first.chars().all(char::is_uppercase);
    let names_of_rust = ["Some(", "None", "Option", "Vec", "usize", "i64", "f64", "::", "&str", "HashMap", "Err("];
    match () {
        () if first.starts_with(char::is_uppercase) && !is_abbreviation => Some("begins with a capital"),
        () if words.ends_with(['.', '!']) => Some("ends with a period"),
        () if words.chars().any(|char| char.is_control()) => Some("has control characters"),
        () if words.matches('`').count() % 2 == 1 => Some("has a backtick without its other"),
        () if names_of_rust.iter().any(|name| plain.contains(name)) => Some("has a name of Rust"),
        () if words.trim() != words || words.is_empty() => Some("is blank at an end"),
        () => None,
    }
}

#[test]
fn every_faulty_model_gets_the_diagnostics_it_must() {
    let (mut names, mut faults, mut codes) = (BTreeSet::new(), Vec::new(), BTreeMap::new());
    let (mut faulty, mut allowed) = (0, 0);
    for case in CASES.iter() {
        let place = format!("{}.json `{}`", case.file, case.name);
        assert!(names.insert(case.name.clone()), "{place} stands twice");
        assert!(case.why.trim().len() > 10 && case.why.ends_with('.'), "{place} does not say why in a sentence");
        let found = &case.found;
        if case.expected.is_empty() {
            allowed += 1;
            let errors: Vec<String> =
                found.iter().filter(|found| found.severity() == Severity::Error).map(ToString::to_string).collect();
            if !errors.is_empty() {
                faults.push(format!("{place} is allowed:\n    {}", errors.join("\n    ")));
            }
            continue;
        }
        faulty += 1;
        let mut with_positions = case.expected.iter().map(|expected| expected.get("line").is_some());
        let as_found: Vec<Value> =
            found.iter().map(|found| as_json(found, with_positions.next().unwrap_or(false))).collect();
        if as_found != case.expected {
            let list = |values: &[Value]| values.iter().map(|value| format!("\n      {value}")).collect::<String>();
            faults.push(format!("{place}:\n    expected{}\n    found{}", list(&case.expected), list(&as_found)));
        }
        for code in found.iter().map(Diagnostic::code).collect::<BTreeSet<_>>() {
            *codes.entry(code).or_insert(0) += 1;
        }
    }
    assert!(faults.is_empty(), "{} cases fail:\n{}", faults.len(), faults.join("\n"));
    assert!(faulty >= 170 && allowed >= 15, "only {faulty} faulty and {allowed} allowed models were found");
    let page = fs::read_to_string(Path::new(ROOT).join("docs/diagnostics.md")).unwrap();
    let documented =
        page.lines().filter_map(|line| line.strip_prefix("| `")?.split_once("` | error |")).map(|row| row.0);
    let rare: Vec<&str> = documented.filter(|code| codes.get(code).is_none_or(|count| *count < 2)).collect();
    assert!(rare.is_empty(), "codes of errors that fewer than two models have: {rare:?}");
}

#[test]
fn every_diagnostic_can_be_read_and_found() {
    for case in CASES.iter() {
        let parsed: Option<Value> = serde_json::from_str(&case.text).ok();
        let lines: Vec<&str> = case.text.split('\n').collect();
        for found in &case.found {
            let place = format!("{}.json `{}`: {found}", case.file, case.name);
            for words in [Some(found.message()), found.help()].into_iter().flatten() {
                assert_eq!(fault_of_words(words), None, "{place}");
            }
            assert!(found.message().chars().count() <= 240, "{place}");
            let line = lines.get(found.line() - 1).unwrap_or_else(|| panic!("{place}: there is no such line"));
            assert!((1..=line.chars().count() + 1).contains(&found.column()), "{place}: there is no such column");
            // A text with a key given twice parses as well, and its pointer leads to one of them.
            if let Some(document) = &parsed {
                assert!(document.pointer(found.path()).is_some(), "{place}: the pointer leads nowhere");
            }
        }
    }
}

#[test]
fn loading_fails_with_what_checking_finds() {
    for case in CASES.iter().filter(|case| case.text.len() < 10_000) {
        let place = format!("{}.json `{}`", case.file, case.name);
        match Model::from_json(&case.text) {
            Ok(_) => assert!(case.expected.is_empty(), "{place}"),
            Err(error) => assert_eq!(error.diagnostics(), case.found, "{place}"),
        }
    }
}

#[test]
fn a_message_that_is_not_fit_to_be_read_is_noticed() {
    for words in ["Unknown key", "unknown key.", "a `b", "expected Some(1)", "a\nb", "use std::fmt", " a", ""] {
        assert!(fault_of_words(words).is_some(), "{words:?}");
    }
    for words in ["unknown key `None`", "JSON has no comments", "`X` is reserved", "did you mean `x`?"] {
        assert_eq!(fault_of_words(words), None, "{words:?}");
    }
}
