//! The hash of a model: SHA-256 of what `JSON.stringify(JSON.parse(text))` gives, written down here a second time.

use super::json_text::{ecmascript, read};
use super::*;

/// `JSON.stringify` of a value that `JSON.parse` could have read.
fn stringify(value: &Value) -> String {
    read(value.to_string().as_bytes()).unwrap().value.stringify()
}

fn sha256(text: &str) -> String {
    let digest = hmac_sha256::Hash::hash(text.as_bytes());
    "sha256:".chars().chain(digest.iter().flat_map(|byte| format!("{byte:02x}").chars().collect::<Vec<_>>())).collect()
}

/// Writes a document with white space where JSON allows it, and with characters escaped that need not be.
fn loosely(value: &Value, dice: &mut impl FnMut(u32) -> u32, out: &mut String) {
    let space = |out: &mut String, dice: &mut dyn FnMut(u32) -> u32| {
        for _ in 0..dice(3) {
            out.push([' ', '\n', '\t', '\r'][dice(4) as usize]);
        }
    };
    space(out, dice);
    match value {
        Value::Array(elements) => {
            out.push('[');
            for (index, element) in elements.iter().enumerate() {
                out.push_str(if index > 0 { "," } else { "" });
                loosely(element, dice, out);
            }
            space(out, dice);
            out.push(']');
        }
        Value::Object(members) => {
            out.push('{');
            for (index, (key, value)) in members.iter().enumerate() {
                out.push_str(if index > 0 { "," } else { "" });
                loosely(&json!(key), dice, out);
                space(out, dice);
                out.push(':');
                loosely(value, dice, out);
            }
            space(out, dice);
            out.push('}');
        }
        Value::String(text) => {
            out.push('"');
            for char in text.chars() {
                if dice(4) == 0 || char.is_control() || matches!(char, '"' | '\\') {
                    let mut units = [0; 2];
                    for unit in char.encode_utf16(&mut units) {
                        out.push_str(&format!("\\u{unit:04X}"));
                    }
                } else {
                    out.push(char);
                }
            }
            out.push('"');
        }
        other => out.push_str(&other.to_string()),
    }
    space(out, dice);
}

/// A document with any texts, numbers and keys where a model takes any.
fn document() -> impl Strategy<Value = Value> {
    let number = prop_oneof![
        any::<f64>().prop_filter("finite", |number| number.is_finite()),
        (-1_000_000..1_000_000i64).prop_map(|number| number as f64),
        (1..10i64, -30..30i32).prop_map(|(digit, power)| format!("{digit}e{power}").parse().unwrap()),
    ];
    let key = prop_oneof!["[0-9]{1,11}", "[a-zé\"\\\\/]{1,5}", Just("4294967295".to_string()), Just("01".to_string())];
    let reserved = ["any", "all", "not", "type", "channel", "asset", "name", "day"];
    let key = key.prop_filter("a prop", move |key| !reserved.contains(&key.as_str()));
    let props = proptest::collection::vec((key, number), 0..8);
    let note = proptest::collection::vec(any::<char>(), 0..12).prop_map(String::from_iter);
    (props, note.clone(), note).prop_map(|(props, note, name)| {
        let props: serde_json::Map<String, Value> =
            props.into_iter().map(|(key, number)| (key, json!(number))).collect();
        json!({ "name": name, "leadgrade": 1.0, "note": note, "fields": {},
                "intent": { "signals": [{ "points": 1.50, "id": "s", "on": props }] } })
    })
}

#[test]
fn the_hash_is_that_of_the_canonical_text_whatever_the_white_space() {
    let dice = proptest::collection::vec(any::<u32>(), 64);
    check(400, (document(), dice), |(document, dice)| {
        let expected = sha256(&stringify(&document));
        prop_assert_eq!(model(&document).hash().to_string(), expected.clone());
        let (mut loose, mut turn) = (String::new(), 0);
        let mut throw = |limit: u32| {
            turn += 1;
            dice[turn % dice.len()].rotate_left(turn as u32 / 64) % limit
        };
        loosely(&document, &mut throw, &mut loose);
        let hash = Model::from_json(&loose).unwrap().hash().to_string();
        prop_assert_eq!(hash, expected, "{}", loose);
        Ok(())
    });
}

#[test]
fn another_document_has_another_hash() {
    check(100, (document(), document()), |(one, other)| {
        prop_assert_eq!(stringify(&one) == stringify(&other), model(&one).hash() == model(&other).hash());
        Ok(())
    });
}

#[test]
fn numbers_are_written_as_ecmascript_writes_them() {
    for (number, text) in [
        (0.0, "0"),
        (-0.0, "0"),
        (1e21, "1e+21"),
        (123456789012345680000.0, "123456789012345680000"),
        (1e-6, "0.000001"),
        (1.5e-7, "1.5e-7"),
        (-1234.5, "-1234.5"),
        (5e-324, "5e-324"),
        (1.7976931348623157e308, "1.7976931348623157e+308"),
    ] {
        assert_eq!(ecmascript(number), text);
    }
}
