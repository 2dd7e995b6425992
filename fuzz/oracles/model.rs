//! Any bytes as a model: a model, or faults that say where and what, and the same ones whoever asks.

use super::json::{self, Json, Refused};
use leadgrade::{Diagnostic, Model, Severity};

const CODES: &str = include_str!("../../docs/diagnostics.md");
const MOST: usize = 100;
const LARGEST: usize = 1 << 20;

pub(crate) fn model(bytes: &[u8]) {
    let text = match Model::decode(bytes) {
        Ok(text) => text,
        Err(error) => return assert!(std::str::from_utf8(bytes).is_err() || bytes.len() > LARGEST, "{error}"),
    };
    let (found, loaded) = (Model::check(text), Model::from_json(text));
    let has_errors = found.iter().any(|fault| fault.severity() == Severity::Error);
    assert!(found.len() <= MOST);
    assert_eq!(has_errors, loaded.is_err(), "check and load do not agree");
    if let Err(error) = &loaded {
        assert_eq!(error.diagnostics(), found);
    }

    let reading = json::read(bytes);
    json::agrees_with_serde(bytes, &reading);
    let not_json = found.iter().any(|fault| fault.code() == "not-json");
    let value = match &reading {
        Ok(reading) => Some(&reading.value),
        Err(_) => None,
    };
    match &reading {
        _ if text.len() > LARGEST => assert_eq!(found[0].code(), "model-too-large"),
        Ok(reading) => {
            assert!(!not_json, "{found:?}");
            assert!(!reading.is_unpaired || has_errors, "half of a surrogate pair is in a model");
        }
        Err(Refused::NotJson) => assert!(not_json && found.len() == 1, "{found:?}"),
        Err(Refused::TooDeep) => {}
    }
    found.iter().for_each(|fault| is_well_said(text, value, fault));
    if let (Ok(model), Some(value)) = (&loaded, value) {
        assert_eq!(Some(model.name()), value.get("name").and_then(Json::text));
        assert_eq!(model.version(), value.get("version").and_then(Json::text));
    }
}

fn is_well_said(text: &str, value: Option<&Json>, fault: &Diagnostic) {
    assert!(
        CODES.contains(&format!("| `{}` | {} |", fault.code(), fault.severity().as_str())),
        "{fault} is not documented"
    );
    for words in [Some(fault.message()), fault.help()].into_iter().flatten() {
        assert!(!words.is_empty() && !words.ends_with('.') && words.trim() == words, "{fault}");
        assert!(!words.chars().any(char::is_control), "{fault}");
    }
    assert!(!fault.message().starts_with(char::is_uppercase), "{fault}");
    // The column counts characters, so that no place is inside of one.
    let line = text.split('\n').nth(fault.line() - 1).unwrap_or_else(|| panic!("{fault} is below the text"));
    assert!((1..=line.chars().count() + 1).contains(&fault.column()), "{fault} is outside of its line");
    if let Some(value) = value {
        assert!(resolves(value, fault.path()), "{fault}: `{}` is nowhere in the text", fault.path());
    }
}

/// Whether a JSON Pointer names something in a value; of members given twice, any.
fn resolves(value: &Json, pointer: &str) -> bool {
    let Some(rest) = pointer.strip_prefix('/') else { return pointer.is_empty() };
    let (token, rest) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    match value {
        Json::Object(members) => {
            let name = token.replace("~1", "/").replace("~0", "~");
            members.iter().any(|(member, value)| *member == name && resolves(value, rest))
        }
        Json::List(elements) => {
            let index = token.parse::<usize>().ok().filter(|index| index.to_string() == token);
            index.and_then(|index| elements.get(index)).is_some_and(|element| resolves(element, rest))
        }
        _ => false,
    }
}
