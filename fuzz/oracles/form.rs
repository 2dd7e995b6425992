//! A form under way: what is settled stays settled, what cannot be reached is not reached later, and a step taken back leaves
//! no trace.

use super::json::{self, Json};
use super::{BETWEEN, instant};
use leadgrade::{Form, Model, State};

/// Stage, code, kind, team, queue, track, partner, the field of the owner, protocol.
type Known = [Option<String>; 9];

/// A model, a lead, and an object of answers in the order in which they are given.
pub(crate) fn form(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let mut texts = text.splitn(4, BETWEEN);
    let mut next = || texts.next().unwrap_or_default();
    let (model_text, lead, answers, now) = (next(), next(), next(), instant(next()));
    let (Ok(model), Ok(document)) = (Model::from_json(model_text), json::read(model_text.as_bytes())) else { return };
    let answers = json::read(answers.as_bytes()).map(|reading| reading.value.without_repetition());
    let answers = if let Ok(Json::Object(answers)) = answers { answers } else { Vec::new() };

    let mut form = model.form(lead.as_bytes(), now, b"");
    let mut before = is_sound(&mut form, &document.value);
    for (field, value) in answers.into_iter().take(6) {
        let open =
            form.questions().iter().any(|question| question.question.field == field && question.state == State::Open);
        let (lead_before, next_before) = (form.lead(), questions(&mut form));
        let value = value.write();
        let Ok(notice) = form.answer(&field, value.as_bytes()) else { continue };
        let after = is_sound(&mut form, &document.value);
        // A proper answer to what was open is one of the completions that were thought of.
        if open && notice.is_none() && is_offered(&document.value, &field, &value) {
            let came = after.outcomes.iter().filter(|outcome| !before.outcomes.contains(outcome)).collect::<Vec<_>>();
            assert!(
                came.is_empty() || !after.is_exact,
                "after {field} = {value} there is {came:?}, which was none of {before:?}"
            );
            assert!(!before.is_settled || after.is_settled, "after {field} = {value} it is not settled any more");
        }
        // Taken back and given again.
        assert!(form.undo());
        assert_eq!(
            (form.lead(), questions(&mut form)),
            (lead_before, next_before),
            "an answer taken back left a trace"
        );
        assert_eq!(is_sound(&mut form, &document.value), before);
        form.answer(&field, value.as_bytes()).unwrap();
        assert_eq!(is_sound(&mut form, &document.value), after);
        before = after;
    }
}

fn questions(form: &mut Form) -> Vec<String> {
    form.next(9).iter().map(|question| question.field.to_string()).collect()
}

/// What a form says of what may still come about.
#[derive(Debug, PartialEq)]
struct Outlook {
    is_settled: bool,
    is_exact: bool,
    outcomes: Vec<Known>,
}

fn is_sound(form: &mut Form, model: &Json) -> Outlook {
    let is_settled = form.is_settled();
    let reachable = form.reachable();
    let text = |text: Option<&str>| text.map(str::to_string);
    let outcomes: Vec<Known> = reachable
        .outcomes
        .iter()
        .map(|outcome| {
            let parts = [outcome.code, Some(outcome.kind), outcome.team, outcome.queue, outcome.track, outcome.partner];
            let [code, kind, team, queue, track, partner] = parts.map(text);
            [
                text(Some(outcome.stage)),
                code,
                kind,
                team,
                queue,
                track,
                partner,
                text(outcome.owner),
                text(outcome.protocol),
            ]
        })
        .collect();
    let (is_exact, bounds) = (reachable.is_exact, [reachable.fit, reachable.intent, reachable.score]);
    assert!(!outcomes.is_empty());
    assert_eq!(is_settled, outcomes.len() == 1, "{outcomes:?}");
    let missing: Vec<String> = form.missing().iter().map(|field| field.to_string()).collect();
    assert!(!is_settled || missing.is_empty(), "settled, and still {missing:?} matter");

    // To say nothing more is a completion, too.
    let evaluation = form.evaluation();
    let points = [evaluation.fit(), evaluation.intent(), evaluation.score()];
    for (point, (low, high)) in points.into_iter().zip(bounds) {
        assert!(low <= point && point <= high, "{point:?} is not between {low:?} and {high:?}");
    }
    let written = evaluation.to_json();
    let now = decided(&json::read(written.as_bytes()).unwrap().value, model);
    assert!(outcomes.contains(&now), "{now:?} is none of {outcomes:?}");
    let again = form.lead();
    let again = evaluation.model().evaluate(again.as_bytes(), form.now(), b"");
    assert_eq!(again.to_json(), written, "the form's lead is decided otherwise");
    Outlook { is_settled, is_exact, outcomes }
}

fn decided(evaluation: &Json, model: &Json) -> Known {
    let text = |value: Option<&Json>| value.and_then(Json::text).map(str::to_string);
    let action = evaluation.get("action").unwrap();
    let part = |name: &str| text(action.get(name));
    let code = text(evaluation.get("disqualified").and_then(|out| out.get("code")));
    // The owner whom a field names is known by that field, a member of a team by the team.
    let routes = model.get("routing").map(Json::elements).unwrap_or_default();
    let rule =
        routes.iter().find(|route| part("kind").as_deref() == Some("route") && text(route.get("id")) == part("rule"));
    let owner = text(rule.and_then(|rule| rule.get("to")).and_then(|to| to.get("owner")));
    let rest = ["kind", "team", "queue", "track", "partner"].map(part);
    let [kind, team, queue, track, partner] = rest;
    [text(evaluation.get("stage")), code, kind, team, queue, track, partner, owner, part("protocol")]
}

/// Whether a question without options of its own, or one of these options, allows the answer.
fn is_offered(model: &Json, field: &str, value: &str) -> bool {
    let questions = model.get("form").and_then(|form| form.get("questions")).map(Json::elements).unwrap_or_default();
    let question = questions.iter().find(|question| question.get("field").and_then(Json::text) == Some(field));
    let options = question.and_then(|question| question.get("options")).map(Json::elements).unwrap_or_default();
    options.is_empty()
        || options.iter().any(|option| option.get("value").is_some_and(|offered| offered.write() == value))
}
