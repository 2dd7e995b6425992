//! Evaluates the leads of `examples/leads` with the models of their names and compares each evaluation, byte for byte,
//! with `tests/golden/`. After a change that is meant: `UPDATE_EXPECT=1 cargo test --test golden`, then read the diff
//! as the salesperson would who gets the lead.

use leadgrade::{Instant, Model};
use serde_json::Value;
use std::collections::BTreeSet;
use std::{env, fs};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// A Sunday, when nobody is at work, unless it is an emergency.
const SUNDAY: &str = "2026-11-22T10:00:00Z";

/// What is evaluated, and when: the golden file, the model and leads, the instant, the context.
const RUNS: [(&str, &str, &str, Option<&str>); 8] = [
    ("b2b-saas", "b2b-saas", SUNDAY, None),
    // Berlin and New York are both at work, some of their people are busy or away.
    ("b2b-saas-monday", "b2b-saas", "2026-11-23T14:30:00Z", Some("b2b-saas.context.json")),
    ("hvac", "hvac", SUNDAY, None),
    // The early shift has just gone home.
    ("hvac-monday", "hvac", "2026-11-23T21:30:00Z", None),
    ("education", "education", SUNDAY, None),
    ("bant", "bant", SUNDAY, None),
    ("champ", "champ", SUNDAY, None),
    ("meddic", "meddic", SUNDAY, None),
];

fn read(path: &str) -> String {
    fs::read_to_string(format!("{ROOT}/{path}")).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The evaluations of a run, one a line.
fn evaluations(model: &str, now: &str, context: Option<&str>) -> Vec<String> {
    let compiled = Model::from_json(&read(&format!("examples/models/{model}.json"))).unwrap();
    let context = context.map(|name| read(&format!("examples/leads/{name}"))).unwrap_or_default();
    let now = Instant::parse(now).unwrap();
    let leads = read(&format!("examples/leads/{model}.ndjson"));
    leads.lines().map(|lead| compiled.evaluate(lead.as_bytes(), now, context.as_bytes()).to_json()).collect()
}

/// The widest line that is not broken.
const WIDTH: usize = 170;

/// The same text with line breaks and indents between its tokens, so that it can be read and its changes be seen.
fn lay_out(json: &str, indent: usize, out: &mut String) {
    let value = json.find(['{', '[']).filter(|_| json.ends_with(['}', ']']));
    let Some(open) = value.filter(|_| indent + json.len() > WIDTH) else { return out.push_str(json) };
    out.push_str(&json[..=open]);
    let inside = &json[open + 1..json.len() - 1];
    let (mut start, mut depth, mut in_text, mut escaped) = (0, 0, false, false);
    let mut members = Vec::new();
    for (at, byte) in inside.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => in_text = !in_text,
            _ if in_text => {}
            b'{' | b'[' => depth += 1,
            b'}' | b']' => depth -= 1,
            b',' if depth == 0 => {
                members.push(&inside[start..=at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    members.push(&inside[start..]);
    for member in members {
        let (member, comma) = member.strip_suffix(',').map_or((member, ""), |member| (member, ","));
        out.push('\n');
        out.extend(std::iter::repeat_n(' ', indent + 2));
        lay_out(member, indent + 2, out);
        out.push_str(comma);
    }
    out.push('\n');
    out.extend(std::iter::repeat_n(' ', indent));
    out.push_str(&json[json.len() - 1..]);
}

/// Where two texts part, in words.
fn first_difference(golden: &str, found: &str) -> String {
    let line = golden.lines().zip(found.lines()).take_while(|(golden, found)| golden == found).count();
    let of = |text: &str| text.lines().nth(line).unwrap_or("(nothing)").trim().to_string();
    format!("line {}\n    expected {}\n       found {}", line + 1, of(golden), of(found))
}

#[test]
fn the_examples_evaluate_as_they_were_read_and_approved() {
    let mut differences = Vec::new();
    for (name, model, now, context) in RUNS {
        let json = format!("[{}]", evaluations(model, now, context).join(","));
        let mut text = String::new();
        lay_out(&json, 0, &mut text);
        assert_eq!(text.lines().map(str::trim_start).collect::<String>(), json, "laying out adds nothing but space");
        text.push('\n');
        let path = format!("{ROOT}/tests/golden/{name}.json");
        if env::var_os("UPDATE_EXPECT").is_some() {
            fs::write(&path, &text).unwrap();
        }
        let golden = fs::read_to_string(&path).unwrap_or_default();
        if golden != text {
            differences.push(format!("tests/golden/{name}.json, {}", first_difference(&golden, &text)));
        }
    }
    assert!(
        differences.is_empty(),
        "{}\nif this is meant: UPDATE_EXPECT=1 cargo test --test golden, then read the diff",
        differences.join("\n")
    );
}

#[test]
fn every_example_is_evaluated() {
    let names = |folder: &str, ending: &str| -> BTreeSet<String> {
        let entries = fs::read_dir(format!("{ROOT}/{folder}")).unwrap();
        let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
        names.filter_map(|name| name.strip_suffix(ending).map(str::to_string)).collect()
    };
    let models: BTreeSet<String> = RUNS.iter().map(|(_, model, ..)| model.to_string()).collect();
    let goldens: BTreeSet<String> = RUNS.iter().map(|(name, ..)| name.to_string()).collect();
    assert_eq!(names("examples/models", ".json"), models);
    assert_eq!(names("examples/leads", ".ndjson"), models);
    assert_eq!(names("tests/golden", ".json"), goldens);
}

/// An example of a rule that no lead follows teaches nothing.
#[test]
fn every_route_and_every_disqualification_has_a_lead() {
    let mut followed = BTreeSet::new();
    let mut declared = BTreeSet::new();
    for (_, name, now, context) in RUNS {
        let model: Value = serde_json::from_str(&read(&format!("examples/models/{name}.json"))).unwrap();
        for rule in ["routing", "disqualify"].iter().filter_map(|section| model[section].as_array()).flatten() {
            declared.insert(format!("{name} {}", rule["id"].as_str().unwrap()));
        }
        for text in evaluations(name, now, context) {
            let evaluation: Value = serde_json::from_str(&text).unwrap();
            let out = evaluation["disqualified"]["all"].as_array().into_iter().flatten();
            let rules = out.chain([&evaluation["action"]]).map(|place| place["rule"].as_str().unwrap());
            followed.extend(rules.map(|rule| format!("{name} {rule}")));
        }
    }
    assert_eq!(followed, declared);
}
