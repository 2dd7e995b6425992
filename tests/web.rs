//! The core as WebAssembly, without its JavaScript: the bytes that native code gives, and no trap on the way there.
//! `cargo test --target wasm32-unknown-unknown --test web`
#![cfg(target_arch = "wasm32")]

use leadgrade::{Instant, Model};
use wasm_bindgen_test::wasm_bindgen_test;

/// A model of the examples, its leads, and their evaluations in `tests/golden`, which `tests/golden.rs` compares natively.
macro_rules! example {
    ($model:literal, $golden:literal, $now:literal, $context:expr) => {
        (
            include_str!(concat!("../examples/models/", $model, ".json")),
            include_str!(concat!("../examples/leads/", $model, ".ndjson")),
            include_str!(concat!("golden/", $golden, ".json")),
            $now,
            $context,
        )
    };
}

const CONTEXT: &str = include_str!("../examples/leads/b2b-saas.context.json");
const EXAMPLES: [(&str, &str, &str, &str, &str); 8] = [
    example!("b2b-saas", "b2b-saas", "2026-11-22T10:00:00Z", ""),
    example!("b2b-saas", "b2b-saas-monday", "2026-11-23T14:30:00Z", CONTEXT),
    example!("hvac", "hvac", "2026-11-22T10:00:00Z", ""),
    example!("hvac", "hvac-monday", "2026-11-23T21:30:00Z", ""),
    example!("education", "education", "2026-11-22T10:00:00Z", ""),
    example!("bant", "bant", "2026-11-22T10:00:00Z", ""),
    example!("champ", "champ", "2026-11-22T10:00:00Z", ""),
    example!("meddic", "meddic", "2026-11-22T10:00:00Z", ""),
];

#[wasm_bindgen_test]
fn the_examples_give_the_bytes_of_native_code() {
    for (model, leads, golden, now, context) in EXAMPLES {
        let model = Model::from_json(model).unwrap();
        let now = Instant::parse(now).unwrap();
        let evaluate = |lead: &str| model.evaluate(lead.as_bytes(), now, context.as_bytes()).to_json();
        let found: Vec<String> = leads.lines().map(evaluate).collect();
        let golden: String = golden.lines().map(str::trim_start).collect();
        assert_eq!(format!("[{}]", found.join(",")), golden);
    }
}

#[wasm_bindgen_test]
fn a_bad_model_is_a_list_of_diagnostics() {
    let text = "{\"leadgrade\":1,\"name\":\"m\",\"fields\":{\"size\":{\"type\":\"numbr\"},\"kind\":{}}}";
    let error = Model::from_json(text).unwrap_err();
    assert!(error.diagnostics().len() >= 2);
    assert_eq!(error.diagnostics(), Model::check(text));
}

/// The stack is small here; what hangs together in a long row must not be followed by recursion.
#[wasm_bindgen_test]
fn a_long_row_of_labels_is_no_danger() {
    let label = |i: usize| format!(r#",{{"id":"l{i}","when":{{"label.l{}":true}}}}"#, i - 1);
    let labels: String = (1..4_000).map(label).collect();
    let text = format!(
        r#"{{"leadgrade":1,"name":"m","fields":{{"x":{{"type":"number"}}}},"labels":[{{"id":"l0","when":{{"x":1}}}}{labels}],
            "stages":[{{"id":"mql","when":{{"label.l3999":true}}}}]}}"#
    );
    assert_eq!(Model::check(&text), []);
    let now = Instant::parse("2026-11-22T10:00:00Z").unwrap();
    let model = Model::from_json(&text).unwrap();
    assert_eq!(model.evaluate(br#"{"profile":{"x":1}}"#, now, b"").stage(), "mql");
}

/// Xorshift: the same bytes in every run.
fn next(state: &mut u32) -> u32 {
    *state ^= *state << 13;
    *state ^= *state >> 17;
    *state ^= *state << 5;
    *state
}

#[wasm_bindgen_test]
fn nothing_traps_on_damaged_texts() {
    let mut state = 7;
    let (model, leads, ..) = EXAMPLES[0];
    let compiled = Model::from_json(model).unwrap();
    let now = Instant::parse("2026-11-22T10:00:00Z").unwrap();
    let mut evaluation = compiled.evaluation();
    for round in 0..500 {
        let lead = leads.lines().nth(round % leads.lines().count()).unwrap();
        evaluation.renew(&damaged(lead, &mut state), now, &damaged(CONTEXT, &mut state));
        assert!(evaluation.to_json().ends_with("}]}") || evaluation.to_json().ends_with("\"notices\":[]}"));
    }
    for _ in 0..50 {
        Model::check(&String::from_utf8_lossy(&damaged(model, &mut state)));
    }
}

/// The text with a few bytes changed, dropped or told twice.
fn damaged(text: &str, state: &mut u32) -> Vec<u8> {
    let mut bytes = text.as_bytes().to_vec();
    for _ in 0..1 + next(state) % 4 {
        let at = next(state) as usize % bytes.len().max(1);
        match next(state) % 3 {
            0 if at < bytes.len() => bytes[at] = b"{}[]\",:\\0-e \xff\x00n"[next(state) as usize % 15],
            1 => drop(bytes.drain(at..(at + 9).min(bytes.len()))),
            _ => bytes.extend_from_within(at..(at + 9).min(bytes.len())),
        }
    }
    bytes
}
