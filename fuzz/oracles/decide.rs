//! Once a model is compiled, every lead has an evaluation, at every instant and in every context; and whatever it says must
//! fit together.

#[path = "../../tests/common/keys.rs"]
mod keys;

use super::json::{self, Json};
use super::{BETWEEN, instant};
use keys::KEYS;
use leadgrade::{Evaluation, Instant, Model};

const ACTION: [&str; 13] = [
    "kind",
    "rule",
    "team",
    "owner",
    "queue",
    "track",
    "partner",
    "protocol",
    "considered",
    "at",
    "touches",
    "due",
    "escalate",
];

/// A model, a lead, a context and an instant.
pub(crate) fn decide(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let mut texts = text.splitn(4, BETWEEN);
    let mut next = || texts.next().unwrap_or_default();
    let (model, lead, context, now) = (next(), next(), next(), instant(next()));
    let Ok(model) = Model::from_json(model) else { return };
    let first = evaluation(&model, lead.as_bytes(), now, context.as_bytes());

    // What is known does not depend on what was asked before, nor on how the lead is spelled.
    let mut memory = evaluation(&model, context.as_bytes(), now, lead.as_bytes()).0;
    memory.renew(lead.as_bytes(), now, context.as_bytes());
    assert_eq!(memory.to_json(), first.1, "after another lead");
    let repeated = Model::from_json(texts_of(&text).0).unwrap().evaluate(lead.as_bytes(), now, context.as_bytes());
    assert_eq!(repeated.to_json(), first.1, "by the model loaded again");
}

fn texts_of(text: &str) -> (&str, &str) {
    text.split_once(BETWEEN).unwrap_or((text, ""))
}

/// Evaluates a lead and sees that the answer is one: its JSON in the one spelling, its sums and names.
pub(crate) fn evaluation(model: &Model, lead: &[u8], now: Instant, context: &[u8]) -> (Evaluation, String) {
    let evaluation = model.evaluate(lead, now, context);
    let text = evaluation.to_json();
    let value = json::read(text.as_bytes()).unwrap_or_else(|_| panic!("this is not JSON: {text}")).value;
    assert_eq!(value.stringify(), text, "the evaluation is not as JSON.stringify writes it");
    assert_eq!(names(&value), KEYS);
    let get = |path: &str| path.split('.').fold(&value, |value, name| value.get(name).unwrap());

    assert_eq!(get("model.hash").text(), Some(model.hash()));
    assert_eq!(get("now").text().and_then(Instant::parse), Some(now));
    let ledger: i64 = evaluation.reasons().map(|reason| reason.points.milli()).sum();
    assert_eq!(ledger, evaluation.score().milli(), "the score is not the sum of its ledger");
    assert_eq!(evaluation.fit().milli() + evaluation.intent().milli(), ledger);
    assert!(evaluation.reasons().all(|reason| reason.points.milli() != 0));
    let milli = |value: &Json| thousandths(value).unwrap_or_else(|| panic!("{value:?} are no points"));
    assert_eq!(
        [get("fit.points"), get("intent.points"), get("score")].map(milli),
        [evaluation.fit().milli(), evaluation.intent().milli(), evaluation.score().milli()]
    );
    assert_eq!(
        get("reasons").elements().iter().map(|reason| milli(reason.get("points").unwrap())).sum::<i64>(),
        ledger
    );

    let is_out = get("stage").text() == Some("disqualified");
    assert_eq!(is_out, *get("disqualified") != Json::Null);
    assert_eq!(is_out, *get("wouldBe") != Json::Null);
    assert!(!is_out || *get("awaiting") == Json::Null);
    let action = get("action");
    assert_eq!(names(action), ACTION);
    let kind = action.get("kind").and_then(Json::text).unwrap();
    let has = |name: &str| *action.get(name).unwrap() != Json::Null;
    match kind {
        "route" => assert!(!is_out && (has("owner") || has("queue")), "{text}"),
        "nurture" => assert!(has("track")),
        "partner" => assert!(has("partner")),
        "recycle" | "close" => assert!(is_out),
        "none" => assert!(!is_out && !has("rule")),
        other => panic!("`{other}` is no kind of action"),
    }
    assert!(!has("at") || kind == "recycle");
    assert!(kind == "nurture" || action.get("touches").unwrap().elements().is_empty());
    assert_eq!(*get("handoff") != Json::Null, kind == "route");
    for notice in get("notices").elements() {
        assert_eq!(names(notice), ["code", "path", "count"]);
        let path = notice.get("path").unwrap();
        assert!(*path == Json::Null || path.text().is_some_and(|path| path.is_empty() || path.starts_with('/')));
    }
    (evaluation, text)
}

pub(crate) fn names(value: &Json) -> Vec<&str> {
    let Json::Object(members) = value else { panic!("{value:?} is no object") };
    members.iter().map(|(name, _)| name.as_str()).collect()
}

/// Points as they are written, in thousandths; `None` when they are not in their one spelling.
fn thousandths(value: &Json) -> Option<i64> {
    let Json::Number(spelled) = value else { return None };
    let (sign, digits) = spelled.strip_prefix('-').map_or((1, spelled.as_str()), |digits| (-1, digits));
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    if part.len() > 3 || part.ends_with('0') || digits.ends_with('.') {
        return None;
    }
    Some(sign * (whole.parse::<i64>().ok()? * 1000 + format!("{part:0<3}").parse::<i64>().ok()?))
}
