//! Bytes that nobody meant as a model or a lead: there is always an answer, never a panic, and no fault ever repeats a value
//! of a lead.

#[path = "common/dice.rs"]
mod dice;
#[path = "common/keys.rs"]
mod keys;

use dice::Dice;
use keys::KEYS;
use leadgrade::{Instant, Model};
use serde_json::Value;
use std::fs;

/// Pieces of which texts are made that nearly are JSON, and nearly are models and leads.
const PIECES: &[&str] = &[
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "\"",
    "\\",
    "\\u",
    "\\ud800",
    "null",
    "true",
    "-",
    "0",
    "1e999",
    "0.1",
    "-0",
    "\u{0}",
    "é",
    "\u{feff}",
    "\"leadgrade\":1",
    "\"name\":\"m\"",
    "\"fields\":{",
    "\"type\":\"number\"",
    "\"profile\":{",
    "\"events\":[{",
    "\"at\":\"2026-11-22\"",
    "\"when\":{\"any\":[",
    "\"points\":",
    "\"id\":\"a\"",
    "\"fit\":{\"rules\":[",
    "\"intent\":{\"signals\":[",
    "\"stages\":[",
    "[[[[[[[[",
];

fn random_bytes(dice: &mut Dice) -> Vec<u8> {
    let mut bytes = Vec::new();
    for _ in 0..dice.below(60) {
        match dice.below(4) {
            0 => bytes.push(dice.next() as u8),
            _ => bytes.extend_from_slice(PIECES[dice.below(PIECES.len())].as_bytes()),
        }
    }
    bytes
}

/// A text with some of its bytes changed, dropped, doubled or exchanged.
fn damaged(dice: &mut Dice, text: &[u8]) -> Vec<u8> {
    let mut bytes = text.to_vec();
    for _ in 0..=dice.below(4) {
        let at = dice.below(bytes.len());
        match dice.below(6) {
            0 => bytes[at] ^= 1 << dice.below(8),
            1 => bytes.truncate(at),
            2 => drop(bytes.drain(at..(at + dice.below(40)).min(bytes.len()))),
            3 => {
                let piece = PIECES[dice.below(PIECES.len())].as_bytes().to_vec();
                bytes.splice(at..at, piece);
            }
            4 => {
                let end = (at + dice.below(80)).min(bytes.len());
                let part = bytes[at..end].to_vec();
                let to = dice.below(bytes.len());
                bytes.splice(to..to, part);
            }
            _ => {
                let number = ["1e400", "-1e-400", "99999999999999999999", "\"\"", "{}", "[]", "null"][dice.below(7)];
                bytes.splice(at..at, number.bytes());
            }
        }
        if bytes.is_empty() {
            break;
        }
    }
    bytes
}

/// Evaluates whatever the lead and the context are, and checks the answer's shape.
fn answer(model: &Model, lead: &[u8], context: &[u8]) -> Value {
    let now = Instant::parse("2026-11-22T10:00:00Z").unwrap();
    let evaluation = model.evaluate(lead, now, context);
    let json: Value = serde_json::from_str(&evaluation.to_json()).unwrap();
    let keys: Vec<&String> = json.as_object().unwrap().keys().collect();
    assert_eq!(keys, KEYS);
    let ledger: i64 = evaluation.reasons().map(|reason| reason.points.milli()).sum();
    assert_eq!(ledger, evaluation.score().milli());
    json
}

fn example(name: &str) -> String {
    fs::read_to_string(format!("{}/examples/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

/// Whatever encoding a file has: the first byte that is none of UTF-8 has its line and its column.
#[test]
fn a_model_in_another_encoding_says_where() {
    for (bytes, line, column, path, byte) in [
        (&b"\xff\xfe{\0}\0"[..], 1, 1, "", "0xff"),
        (b"{ \"leadgrade\": 1,\n  \"name\": \"\xc3\xa9\xe9\" }", 2, 13, "/name", "0xe9"),
        // A character that is cut off, and half of a surrogate pair.
        (b"{}\xf0\x9f\x98", 1, 3, "", "0xf0"),
        (b"[0, \"\xed\xa0\x80\"]", 1, 6, "/1", "0xed"),
    ] {
        let error = Model::decode(bytes).unwrap_err();
        let [fault] = error.diagnostics() else { panic!("{error}") };
        assert_eq!((fault.code(), fault.line(), fault.column(), fault.path()), ("not-json", line, column, path));
        assert_eq!(fault.message(), format!("expected a text in UTF-8, found the byte `{byte}`"));
        assert_eq!(fault.help(), Some("save the file as UTF-8"));
    }
    // Size comes first, as it does for texts.
    let mut large = vec![b' '; 1 << 20];
    large.push(0xff);
    assert_eq!(Model::decode(&large).unwrap_err().diagnostics()[0].code(), "model-too-large");
    assert_eq!(Model::decode("{\"é\":1}".as_bytes()), Ok("{\"é\":1}"));
}

#[test]
fn bytes_as_models_are_models_or_diagnostics() {
    let dice = &mut Dice(1);
    let examples =
        ["b2b-saas", "hvac", "education", "bant", "meddic"].map(|name| example(&format!("models/{name}.json")));
    let mut loaded = 0;
    for round in 0..10_000 {
        // A model of bytes that are not UTF-8 reaches the core with replacement characters, as the binding decodes it.
        let bytes = match round % 10 {
            0..7 => random_bytes(dice),
            _ => {
                let example = dice.below(examples.len());
                damaged(dice, examples[example].as_bytes())
            }
        };
        let text = String::from_utf8_lossy(&bytes);
        match Model::from_json(&text) {
            Ok(model) => {
                loaded += 1;
                answer(&model, br#"{"profile":{"email":"ada@acme.example"},"events":[{"type":"page","at":0}]}"#, b"");
            }
            Err(error) => {
                assert!((1..=100).contains(&error.diagnostics().len()));
                for diagnostic in error.diagnostics() {
                    assert!(!diagnostic.message().contains('\n') && !diagnostic.message().is_empty());
                    assert!(diagnostic.line() >= 1 && diagnostic.column() >= 1);
                }
            }
        }
    }
    assert!(loaded > 10, "only {loaded} of the damaged models load, so that few are evaluated");
}

#[test]
fn bytes_as_leads_have_an_answer() {
    let dice = &mut Dice(2);
    let models = ["b2b-saas", "hvac"].map(|name| Model::from_json(&example(&format!("models/{name}.json"))).unwrap());
    let leads = example("leads/b2b-saas.ndjson");
    let leads: Vec<&str> = leads.lines().collect();
    let contexts: [&[u8]; 4] = [b"", br#"{"turn":-7,"load":{"ana":99}}"#, b"{\"away\":[1]}", b"\xff{"];
    for round in 0..10_000 {
        let bytes = match round % 2 {
            0 => random_bytes(dice),
            _ => {
                let lead = dice.below(leads.len());
                damaged(dice, leads[lead].as_bytes())
            }
        };
        answer(&models[round % models.len()], &bytes, contexts[dice.below(contexts.len())]);
    }
}

/// Containers nested as deep as a lead's size allows, closed and not, are no danger to the stack.
#[test]
fn depth_is_no_danger() {
    let model = Model::from_json(&example("models/hvac.json")).unwrap();
    for open in ["[", "{\"a\":", "[{\"profile\":"] {
        let deep = open.repeat(262_144 / open.len());
        answer(&model, deep.as_bytes(), deep.as_bytes());
        assert!(Model::from_json(&deep).is_err());
        let wrapped = format!("{{\"profile\":{{\"x\":{}1{}}}}}", "[".repeat(130_000), "]".repeat(130_000));
        let json = answer(&model, wrapped.as_bytes(), b"");
        assert!(json["notices"].to_string().contains("too-deep"));
    }
}

/// Words of a lead that must not come back in what is said about it.
#[test]
fn faults_never_hold_a_value() {
    const CANARY: &str = "canary7f3a";
    let model = Model::from_json(&example("models/b2b-saas.json")).unwrap();
    let values = [
        "\"canary7f3a\"",
        "[\"canary7f3a\",1]",
        "{\"canary7f3a\":1}",
        "\"canary7f3a@canary7f3a\"",
        "[[\"canary7f3a\"]]",
        "\"\\ud800canary7f3a\"",
    ];
    for member in ["motion", "profile", "events", "stage", "stageSince", "disqualifiedAt", "nurtureSince"] {
        for value in values {
            let lead = format!("{{\"{member}\":{value}}}");
            let json = answer(&model, lead.as_bytes(), value.as_bytes());
            assert!(!json["notices"].to_string().contains(CANARY), "{lead}: {}", json["notices"]);
        }
    }
    for field in ["email", "companySize", "industry", "techStack", "annualRevenue", "budgetStatus"] {
        for value in values {
            let lead = format!("{{\"profile\":{{\"{field}\":{value}}}}}");
            let json = answer(&model, lead.as_bytes(), b"");
            assert!(!json["notices"].to_string().contains(CANARY), "{lead}: {}", json["notices"]);
        }
    }
}
