//! Printing a model and reading it again: whatever the spelling, it is the same model with the same faults.

use super::json::{self, Json};
use leadgrade::{Instant, Model};

pub(crate) const LEADS: [&str; 3] = [
    r#"{"id":"l","profile":{"email":"ada@acme.example","companySize":240,"industry":"saas","jobTitle":"VP of Sales"},"events":[{"type":"page","at":"2026-11-20T09:30:00Z","asset":"pricing","props":{"path":"/pricing"}},{"type":"demo","at":"2026-11-22T09:30:00Z"}]}"#,
    r#"{"motion":"product","stage":"mql","stageSince":"2026-11-01","profile":{"email":"bo@gmail.com","budget":"50.5","country":"Österreich"}}"#,
    "{}",
];

pub(crate) fn print(bytes: &[u8]) {
    let (Ok(text), Ok(reading)) = (Model::decode(bytes), json::read(bytes)) else { return };
    let respelled = [reading.value.stringify(), loosely(&reading.value, bytes)];
    let first = match Model::from_json(text) {
        Ok(first) => first,
        Err(error) => {
            // Half of a surrogate pair is not written again, a member given twice is not given twice any more, and
            // numbers too great for a double become `null`.
            let is_lost =
                reading.is_unpaired || reading.value.repeats_itself() || json::has_huge_number(&reading.value);
            if !is_lost {
                let faults = places(&error);
                for other in respelled.iter().filter(|_| faults.len() < 100) {
                    let found = Model::from_json(other).expect_err("one spelling has faults and another has none");
                    assert_eq!(places(&found), faults, "{other}");
                }
            }
            return;
        }
    };
    let canonical = &respelled[0];
    let digest = hmac_sha256::Hash::hash(canonical.as_bytes());
    let hash: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(first.hash(), format!("sha256:{hash}"), "of {canonical}");
    for other in &respelled {
        let again =
            Model::from_json(other).unwrap_or_else(|error| panic!("another spelling is refused: {error}\n{other}"));
        assert_eq!(again.hash(), first.hash());
        decide_alike(&first, &again, canonical != other || !has_indexes(&reading.value));
    }

    let public = Model::public_document(text).unwrap_or_else(|error| panic!("a model has no public part: {error}"));
    let page =
        Model::from_json(&public).unwrap_or_else(|error| panic!("the public part is no model: {error}\n{public}"));
    assert_eq!(page.name(), first.name());
    assert_eq!(json::read(public.as_bytes()).unwrap().value.write(), public, "it is not printed as JSON is");
    // A question that asks about what is not public goes, and with it the field that only it asked for the next time.
    let inner = Model::public_document(&public).unwrap_or_else(|error| panic!("the public part has none: {error}"));
    assert!(inner.len() <= public.len(), "the public part of the public part says more");
    let other = Model::public_document(&respelled[1]).unwrap();
    assert_eq!(
        json::read(other.as_bytes()).unwrap().value.stringify(),
        json::read(public.as_bytes()).unwrap().value.stringify()
    );
}

fn decide_alike(first: &Model, again: &Model, in_order: bool) {
    let now = Instant::parse("2026-11-22T10:00:00Z").unwrap();
    for lead in LEADS {
        let (one, other) = (first.evaluate(lead.as_bytes(), now, b""), again.evaluate(lead.as_bytes(), now, b""));
        if in_order {
            assert_eq!(one.to_json(), other.to_json());
        } else {
            assert_eq!((one.score(), one.stage()), (other.score(), other.stage()));
        }
    }
}

/// The codes and places of all faults.
fn places(error: &leadgrade::ModelError) -> Vec<(&'static str, String)> {
    let mut places: Vec<_> = error.diagnostics().iter().map(|fault| (fault.code(), fault.path().to_string())).collect();
    places.sort();
    places
}

/// Whether a name is an array index, which `JSON.parse` moves to the front.
fn has_indexes(value: &Json) -> bool {
    match value {
        Json::List(elements) => elements.iter().any(has_indexes),
        Json::Object(members) => members.iter().any(|(name, value)| {
            name.bytes().all(|byte| byte.is_ascii_digit()) && !name.is_empty() || has_indexes(value)
        }),
        _ => false,
    }
}

/// The value with white space where JSON has room for it, and characters escaped that need not be; the bytes say where.
pub(crate) fn loosely(value: &Json, chance: &[u8]) -> String {
    fn spaced(out: &mut String, next: &mut dyn FnMut() -> u8) {
        for _ in 0..next() % 3 {
            out.push([' ', '\n', '\t', '\r'][usize::from(next() % 4)]);
        }
    }
    fn text(text: &str, out: &mut String, next: &mut dyn FnMut() -> u8) {
        out.push('"');
        for char in text.chars() {
            if next().is_multiple_of(8) || char.is_control() || matches!(char, '"' | '\\') {
                for unit in char.encode_utf16(&mut [0; 2]) {
                    out.push_str(&format!("\\u{unit:04X}"));
                }
            } else {
                out.push(char);
            }
        }
        out.push('"');
    }
    fn write(value: &Json, out: &mut String, next: &mut dyn FnMut() -> u8) {
        spaced(out, next);
        match value {
            Json::Text(chars) => text(chars, out, next),
            Json::List(elements) => {
                out.push('[');
                for (index, element) in elements.iter().enumerate() {
                    out.push_str(if index > 0 { "," } else { "" });
                    write(element, out, next);
                }
                spaced(out, next);
                out.push(']');
            }
            Json::Object(members) => {
                out.push('{');
                for (index, (name, value)) in members.iter().enumerate() {
                    out.push_str(if index > 0 { "," } else { "" });
                    spaced(out, next);
                    text(name, out, next);
                    spaced(out, next);
                    out.push(':');
                    write(value, out, next);
                }
                spaced(out, next);
                out.push('}');
            }
            other => out.push_str(&other.write()),
        }
        spaced(out, next);
    }
    let (mut out, mut at, mut state) = (String::new(), 0, 0u8);
    let mut next = || {
        at = (at + 1) % chance.len().max(1);
        state = state.wrapping_mul(181).wrapping_add(chance.get(at).copied().unwrap_or(7)) ^ (state >> 3);
        state
    };
    write(value, &mut out, &mut next);
    out
}
