//! Folding and e-mail addresses, said a second time, and what tests of texts make of them.

use super::instant;
use super::json::{Json, quote, read};
use leadgrade::Model;

/// Base letters, and the small letters of Latin-1 and Latin Extended-A that have them.
const BASES: [(&str, &str); 38] = [
    ("ss", "ß"),
    ("ae", "æ"),
    ("oe", "œ"),
    ("o", "øòóôõöōŏő"),
    ("d", "đðď"),
    ("th", "þ"),
    ("h", "ħĥ"),
    ("i", "ıìíîïĩīĭį"),
    ("ij", "ĳ"),
    ("k", "ĸķ"),
    ("l", "łŀĺļľ"),
    ("n", "ŋŉñńņň"),
    ("s", "ſśŝşš"),
    ("t", "ŧţť"),
    ("a", "àáâãäåāăą"),
    ("c", "çćĉċč"),
    ("e", "èéêëēĕėęě"),
    ("g", "ĝğġģ"),
    ("j", "ĵ"),
    ("r", "ŕŗř"),
    ("u", "ùúûüũūŭůűų"),
    ("w", "ŵ"),
    ("y", "ýÿŷ"),
    ("z", "źżž"),
    // Capitals are lower-cased before; these are here for the letters whose small form is no single one.
    ("i", "İ"),
    ("", "\u{300}"),
    ("", "\u{301}"),
    ("", "\u{302}"),
    ("", "\u{303}"),
    ("", "\u{304}"),
    ("", "\u{305}"),
    ("", "\u{306}"),
    ("", "\u{307}"),
    ("", "\u{308}"),
    ("", "\u{30a}"),
    ("", "\u{323}"),
    ("", "\u{345}"),
    ("", "\u{36f}"),
];

pub(crate) fn fold(text: &str) -> String {
    let mut out = String::new();
    for char in text.chars().flat_map(char::to_lowercase) {
        match BASES.iter().find(|(_, letters)| letters.contains(char)) {
            Some((base, _)) => out.push_str(base),
            None if ('\u{300}'..='\u{36f}').contains(&char) => {}
            None => out.push(char),
        }
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn words(folded: &str) -> Vec<&str> {
    folded.split(|char: char| !char.is_alphanumeric()).filter(|word| !word.is_empty()).collect()
}

/// The local part and the lower-cased domain of what is an address.
pub(crate) fn address(text: &str) -> Option<(String, String)> {
    let parts: Vec<&str> = text.trim().split('@').collect();
    let [local, domain] = parts[..] else { return None };
    let domain = domain.strip_suffix('.').unwrap_or(domain);
    let labels: Vec<Vec<char>> = domain.split('.').map(|label| label.chars().collect()).collect();
    let is_label = |label: &Vec<char>| {
        let ends = [label.first(), label.last()];
        (1..=63).contains(&label.len())
            && label.iter().all(|char| char.is_alphanumeric() || *char == '-')
            && ends.iter().all(|end| *end != Some(&'-'))
    };
    let is_address = !local.is_empty()
        && !local.chars().any(char::is_whitespace)
        && labels.len() >= 2
        && labels.iter().all(is_label)
        && domain.chars().count() <= 253;
    is_address.then(|| (local.to_string(), domain.chars().flat_map(char::to_lowercase).collect()))
}

/// A constant of a model and a value of a lead, with U+001E between them.
pub(crate) fn text(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let (constant, value) = text.split_once('\u{1e}').unwrap_or((&text, &text));
    let folded = fold(constant);
    assert_eq!(fold(&folded), folded, "folding twice is not folding once");
    tests(constant, value, &folded);
    if constant.len() < 1_000 {
        addresses(constant);
        addresses(value);
    }
}

fn evaluate(model: &Model, profile: &str) -> Json {
    let lead = format!("{{\"profile\":{profile}}}");
    let answer = model.evaluate(lead.as_bytes(), instant("2026-11-22T10:00:00Z"), b"").to_json();
    read(answer.as_bytes()).unwrap().value
}

fn tests(constant: &str, value: &str, folded: &str) {
    let (quoted, text) = (quote(constant), quote(value));
    let model = format!(
        r#"{{ "leadgrade": 1, "name": "t", "fields": {{ "a": {{ "type": "text" }}, "s": {{ "type": "set" }},
             "c": {{ "type": "choice", "options": ["\u0001", {quoted}] }} }}, "lists": {{ "l": [{quoted}] }},
             "labels": [ {{ "id": "eq", "when": {{ "a": {quoted} }} }}, {{ "id": "ne", "when": {{ "a": {{ "ne": {quoted} }} }} }},
               {{ "id": "contains", "when": {{ "a": {{ "contains": {quoted} }} }} }},
               {{ "id": "starts", "when": {{ "a": {{ "startsWith": {quoted} }} }} }},
               {{ "id": "ends", "when": {{ "a": {{ "endsWith": {quoted} }} }} }},
               {{ "id": "list", "when": {{ "a": {{ "inList": "l" }} }} }},
               {{ "id": "set", "when": {{ "s": {quoted} }} }}, {{ "id": "choice", "when": {{ "c": {quoted} }} }} ] }}"#
    );
    let model = match Model::from_json(&model) {
        Ok(model) => model,
        Err(error) => {
            let codes: Vec<_> = error.diagnostics().iter().map(|fault| fault.code()).collect();
            let is_blank = constant.trim() != constant || folded.is_empty();
            let is_like_the_other = folded == "\u{1}";
            assert!(
                is_blank && codes.contains(&"blank-text") || is_like_the_other && codes.contains(&"ambiguous-name"),
                "{error}"
            );
            return;
        }
    };
    assert!(constant.trim() == constant && !folded.is_empty(), "{constant:?} should be no constant");
    let holds = |condition: bool, id: &'static str| condition.then_some(id);
    let theirs = fold(value);
    let is_blank = value.trim().is_empty();
    let equal = theirs == folded;
    let expected: Vec<&str> = [
        holds(equal, "eq"),
        holds(!equal, "ne"),
        holds(theirs.contains(folded), "contains"),
        holds(theirs.starts_with(folded), "starts"),
        holds(theirs.ends_with(folded), "ends"),
        holds(equal, "list"),
        holds(equal, "set"),
        holds(equal, "choice"),
    ]
    .into_iter()
    .flatten()
    .filter(|_| !is_blank && value.len() <= 8192)
    .collect();
    let answer = evaluate(&model, &format!("{{\"a\":{text},\"s\":[{text}],\"c\":{text}}}"));
    let labels = answer.get("labels").unwrap().elements().iter();
    let found: Vec<&str> = labels.map(|label| label.get("id").and_then(Json::text).unwrap()).collect();
    assert_eq!(found, expected, "{constant:?} and {value:?}");

    // A phrase without words is refused; the others are asked for apart.
    let model = format!(
        r#"{{ "leadgrade": 1, "name": "t", "fields": {{ "a": {{ "type": "text" }} }},
             "labels": [ {{ "id": "words", "when": {{ "a": {{ "words": {quoted} }} }} }} ] }}"#
    );
    let phrase = words(folded);
    match Model::from_json(&model) {
        Ok(model) => {
            let theirs = words(&theirs);
            let expected = !is_blank
                && value.len() <= 8192
                && !phrase.is_empty()
                && theirs.windows(phrase.len()).any(|run| run == phrase);
            let answer = evaluate(&model, &format!("{{\"a\":{text}}}"));
            assert_eq!(
                answer.get("labels").unwrap().elements().len() == 1,
                expected,
                "words {constant:?} in {value:?}"
            );
        }
        Err(error) => assert!(phrase.is_empty(), "{error}"),
    }
}

fn addresses(text: &str) {
    let model = Model::from_json(
        r#"{ "leadgrade": 1, "name": "e", "fields": { "e": { "type": "email" } }, "routing": [{ "id": "q", "to": { "queue": "q" } }],
             "lists": { "freeEmail": ["free.example"], "disposableEmail": ["trash.example"] },
             "labels": [ { "id": "disposable", "when": { "e.kind": "disposable" } }, { "id": "free", "when": { "e.kind": "free" } },
                         { "id": "education", "when": { "e.kind": "education" } }, { "id": "work", "when": { "e.kind": "work" } } ],
             "handoff": { "include": ["e", "e.domain"] } }"#,
    )
    .unwrap();
    let answer = evaluate(&model, &format!("{{\"e\":{}}}", quote(text)));
    let fields = answer.get("handoff").and_then(|handoff| handoff.get("fields")).unwrap();
    let expected = address(text);
    let text_of = |value: Option<String>| value.map_or(Json::Null, Json::Text);
    let kind = expected.as_ref().map(|(_, domain)| kind(&fold(domain)).to_string());
    let written = expected.as_ref().map(|(local, domain)| format!("{local}@{domain}"));
    assert_eq!(fields.get("e"), Some(&text_of(written)), "{text:?}");
    assert_eq!(fields.get("e.domain"), Some(&text_of(expected.map(|(_, domain)| domain))), "{text:?}");
    let label = answer.get("labels").unwrap().elements().first().and_then(|label| label.get("id")).cloned();
    assert_eq!(label, kind.map(Json::Text), "{text:?}");
    let wrong = answer
        .get("notices")
        .unwrap()
        .elements()
        .iter()
        .any(|notice| notice.get("code").unwrap().text() == Some("wrong-type"));
    assert_eq!(wrong, !text.trim().is_empty() && *fields.get("e").unwrap() == Json::Null, "{text:?}");
}

/// What kind of address it is, by its folded domain.
fn kind(domain: &str) -> &'static str {
    let labels: Vec<&str> = domain.split('.').collect();
    let suffixes: Vec<String> = (0..labels.len()).map(|from| labels[from..].join(".")).collect();
    let listed =
        |list: &str, own: &str| suffixes.iter().any(|domain| domain == own || list.lines().any(|line| line == domain));
    let is_country = |label: &str| label.len() == 2 && label.bytes().all(|byte| byte.is_ascii_lowercase());
    if listed(include_str!("../../src/fields/disposable_domains.txt"), "trash.example") {
        return "disposable";
    }
    if listed(include_str!("../../src/fields/free_domains.txt"), "free.example") {
        return "free";
    }
    match labels[..] {
        [.., "edu"] => "education",
        [_, .., "ac" | "edu", country] if is_country(country) => "education",
        _ => "work",
    }
}
