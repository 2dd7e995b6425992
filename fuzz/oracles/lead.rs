//! Any bytes as a lead: what is refused is what the grammar refuses, what is read is what the text says, and no spelling of it
//! changes the decision.

use super::decide::evaluation;
use super::instant;
use super::json::{self, Json, Refused};
use super::print::loosely;
use leadgrade::Model;
use std::sync::LazyLock;

const LARGEST: usize = 256 * 1024;
const LONGEST: usize = 8 * 1024;
const DEEPEST: usize = 16;
const NOW: &str = "2026-11-22T10:00:00Z";

static MODELS: LazyLock<Vec<Model>> = LazyLock::new(|| {
    let texts = [
        include_str!("../../tests/js/types/every-section.json"),
        include_str!("../../examples/models/b2b-saas.json"),
        VALUES,
    ];
    texts.map(|text| Model::from_json(text).unwrap()).into()
});

/// It hands over what it read, so that one can see it.
const VALUES: &str = r#"{ "leadgrade": 1, "name": "values",
  "fields": { "text": { "type": "text", "aliases": ["t", "/deep/text"], "blank": ["n/a"] }, "number": { "type": "number" },
    "boolean": { "type": "boolean" }, "email": { "type": "email" },
    "choice": { "type": "choice", "options": ["low", { "id": "high", "aliases": ["Top"] }] }, "set": { "type": "set" } },
  "routing": [{ "id": "all", "to": { "queue": "q" } }],
  "handoff": { "include": ["text", "number", "boolean", "email", "email.domain", "choice", "set"] } }"#;

pub(crate) fn lead(bytes: &[u8]) {
    let reading = json::read(bytes);
    json::agrees_with_serde(bytes, &reading);
    let value = reading.as_ref().ok().map(|reading| &reading.value);
    let now = instant(NOW);
    // One of the great ones is enough for one input.
    for model in [&MODELS[bytes.len() % 2], &MODELS[2]] {
        let (mut first, text) = evaluation(model, bytes, now, b"");
        let notices: Vec<_> = first.notices().map(|notice| notice.code).collect();
        let has = |code: &str| notices.contains(&code);
        match &reading {
            _ if bytes.len() > LARGEST => assert!(has("lead-too-large")),
            Err(Refused::NotJson) => assert!(has("not-json"), "{text}"),
            Err(Refused::TooDeep) => assert!(has("too-deep") || has("not-json") || has("not-an-object"), "{text}"),
            Ok(reading) => {
                assert!(!has("not-json") && !has("lead-too-large"), "{text}");
                assert_eq!(has("not-an-object"), !matches!(reading.value, Json::Object(_)), "{text}");
                let kept = reading.value.without_repetition();
                assert_eq!(has("too-deep"), depth(&kept) > DEEPEST && matches!(kept, Json::Object(_)), "{text}");
                for other in [kept.write(), loosely(&kept, bytes), kept.write_doubles()] {
                    if other.len() <= LARGEST {
                        assert_eq!(
                            model.evaluate(other.as_bytes(), now, b"").to_json(),
                            text,
                            "another spelling: {other}"
                        );
                    }
                }
            }
        }
        // As a context it may be right or wrong, and the lead is not lost.
        evaluation(model, br#"{"profile":{"email":"ada@acme.example"}}"#, now, bytes);
        first.renew(
            br#"{"id":"another","events":[{"type":"page","at":0,"props":{"path":"/"}}]}"#,
            now,
            b"{\"turn\":3}",
        );
        first.renew(bytes, now, b"");
        assert_eq!(first.to_json(), text, "after another lead");
    }
    if let Some(value @ Json::Object(_)) = value
        && bytes.len() <= LARGEST
    {
        values(bytes, &value.without_repetition());
    }
}

/// The number of containers one in the other.
fn depth(value: &Json) -> usize {
    match value {
        Json::List(elements) => 1 + elements.iter().map(depth).max().unwrap_or(0),
        Json::Object(members) => 1 + members.iter().map(|(_, value)| depth(value)).max().unwrap_or(0),
        _ => 0,
    }
}

/// Each field's value as section 3.1 of the specification has it, read a second time.
fn values(bytes: &[u8], lead: &Json) {
    let (_, text) = evaluation(&MODELS[2], bytes, instant(NOW), b"");
    let found = json::read(text.as_bytes()).unwrap().value;
    let found = found.get("handoff").and_then(|handoff| handoff.get("fields")).unwrap();
    let none = Json::Object(Vec::new());
    let profile = lead.get("profile").filter(|profile| matches!(profile, Json::Object(_))).unwrap_or(&none);
    let places = |names: &[&str]| {
        let mut values = names.iter().filter_map(|name| match name.strip_prefix("/deep/") {
            Some(name) => profile.get("deep").and_then(|deep| deep.get(name)),
            None => profile.get(name),
        });
        let value = values.find(|value| !is_blank(value, names[0])).filter(|value| !is_past_a_limit(value));
        value.cloned().unwrap_or(Json::Null)
    };
    // A value past a limit is absent, so that the next alias is asked.
    let texts = ["text", "t", "/deep/text"].map(|name| places(&[name]));
    let first = texts.iter().find(|value| **value != Json::Null).cloned().unwrap_or(Json::Null);
    assert_eq!(found.get("text"), Some(&text_of(&first)), "text of {lead:?}");
    for (name, read) in
        [("number", number_of as fn(&Json) -> Json), ("boolean", boolean_of), ("choice", choice_of), ("set", set_of)]
    {
        assert_eq!(found.get(name), Some(&read(&places(&[name]))), "{name} of {lead:?}");
    }
    let email = super::text::address(places(&["email"]).text().unwrap_or_default());
    let text = |text: Option<String>| text.map_or(Json::Null, Json::Text);
    assert_eq!(found.get("email.domain"), Some(&text(email.as_ref().map(|(_, domain)| domain.clone()))), "of {lead:?}");
    assert_eq!(
        found.get("email"),
        Some(&text(email.map(|(local, domain)| format!("{local}@{domain}")))),
        "of {lead:?}"
    );
}

fn is_past_a_limit(value: &Json) -> bool {
    value.text().is_some_and(|text| text.len() > LONGEST)
}

fn is_blank(value: &Json, name: &str) -> bool {
    match value {
        Json::Null => true,
        Json::Text(text) => {
            text.trim().is_empty() || ["text", "t", "/deep/text"].contains(&name) && super::text::fold(text) == "n/a"
        }
        _ => false,
    }
}

fn text_of(value: &Json) -> Json {
    value.text().map_or(Json::Null, |text| Json::Text(text.trim().to_string()))
}

fn number_of(value: &Json) -> Json {
    let spelled = match value {
        Json::Number(spelled) => spelled.clone(),
        // A string that is one number and nothing else.
        Json::Text(text) => match json::read(text.trim().as_bytes()).map(|reading| reading.value) {
            Ok(Json::Number(spelled)) if spelled == text.trim() => spelled,
            _ => return Json::Null,
        },
        _ => return Json::Null,
    };
    let double: f64 = spelled.parse().unwrap();
    if double.is_finite() { Json::Number(json::ecmascript(double)) } else { Json::Null }
}

fn boolean_of(value: &Json) -> Json {
    match value {
        Json::Boolean(_) => value.clone(),
        Json::Number(spelled) => match spelled.parse::<f64>().unwrap() {
            0.0 => Json::Boolean(false),
            1.0 => Json::Boolean(true),
            _ => Json::Null,
        },
        Json::Text(text) => match super::text::fold(text).as_str() {
            "true" | "yes" | "on" | "1" => Json::Boolean(true),
            "false" | "no" | "off" | "0" => Json::Boolean(false),
            _ => Json::Null,
        },
        _ => Json::Null,
    }
}

fn choice_of(value: &Json) -> Json {
    let Some(text) = value.text() else { return Json::Null };
    match super::text::fold(text).as_str() {
        "low" => Json::Text("low".to_string()),
        "high" | "top" => Json::Text("high".to_string()),
        _ => Json::Text(text.trim().to_string()),
    }
}

fn set_of(value: &Json) -> Json {
    let elements: Vec<&str> = match value {
        Json::Text(text) => text.split(';').collect(),
        Json::List(elements) => {
            // An element that is past a limit is not there.
            let there = elements.iter().filter(|element| !is_past_a_limit(element));
            let texts: Option<Vec<&str>> = there.map(Json::text).collect();
            let Some(texts) = texts else { return Json::Null };
            texts
        }
        _ => return Json::Null,
    };
    let (mut kept, mut known) = (Vec::new(), Vec::new());
    for element in elements.into_iter().map(str::trim).filter(|element| !element.is_empty()) {
        let folded = super::text::fold(element);
        if !known.contains(&folded) {
            known.push(folded);
            kept.push(Json::Text(element.to_string()));
        }
    }
    Json::List(kept)
}
