//! The public part of a model: that it is a model, that no secret is in it, and that what is in it decides as the whole.

#[path = "lints/random.rs"]
mod random;

use leadgrade::{Instant, Model};
use random::Random;
use serde_json::{Map, Value, json};
use std::fs;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

#[track_caller]
fn public_text(model: &Value) -> String {
    match Model::public_document(&model.to_string()) {
        Ok(text) => text,
        Err(error) => panic!("{error}\n{:.2000}", model.to_string()),
    }
}

#[track_caller]
fn public(model: &Value) -> Value {
    serde_json::from_str(&public_text(model)).unwrap()
}

fn examples() -> Vec<Value> {
    let names = ["b2b-saas", "bant", "champ", "education", "hvac", "meddic"];
    names.iter().map(|name| example(name)).collect()
}

fn example(name: &str) -> Value {
    let text = fs::read_to_string(format!("{ROOT}/examples/models/{name}.json")).unwrap();
    serde_json::from_str(&text).unwrap()
}

/// A random model with lists, public fields, fields that are not asked for, and parts that depend on any of these.
fn random_model(random: &mut Random) -> Value {
    let mut model = random::model(random);
    let fields: Vec<String> = model["fields"].as_object().unwrap().keys().cloned().collect();
    for field in &fields {
        if random.below(5) == 0 {
            model["fields"][field]["public"] = json!(random.below(3) > 0);
        }
        model["fields"][field]["aliases"] = json!([format!("{field}2"), format!("/crm/{field}")]);
    }
    model["fields"]["margin"] = json!({ "type": "number", "min": 0, "max": 100 });
    model["lists"] = json!({ "rivals": ["rival.example", "acme.example"], "freeEmail": ["free.example"] });
    if model["fields"].get("title").is_some() && random.below(2) == 0 {
        let rule = random.below(model["fit"]["rules"].as_array().unwrap().len());
        model["fit"]["rules"][rule]["when"] =
            json!({ "any": [{ "motion": "inbound" }, { "title": { "inList": "rivals" } }] });
    }
    if random.below(2) == 0 {
        model["labels"].as_array_mut().unwrap().push(json!({ "id": "rich", "when": { "margin": { "gte": 40 } } }));
        model["labels"].as_array_mut().unwrap().push(
            json!({ "id": "rich-or-more", "when": { "any": [{ "label.rich": true }, { "motion": "outbound" }] } }),
        );
    }
    if random.below(3) == 0 {
        model["intent"]["signals"][0]["on"] = json!({ "page": { "inList": "rivals" } });
    }
    let questions = model["form"]["questions"].as_array_mut().unwrap();
    questions.retain(|_| random.below(4) > 0);
    for question in questions {
        match random.below(5) {
            0 => question["when"] = json!({ "label.l0": true }),
            1 => question["when"] = json!({ "not": { "margin": { "gte": 20 } } }),
            2 => question["when"] = json!({ "motion": "inbound" }),
            _ => {}
        }
    }
    model["nurture"] = json!({ "monthly": { "touches": ["30d"] } });
    if random.below(4) == 0 {
        model["disqualify"][0]["then"] = json!({ "nurture": "monthly" });
    }
    if random.below(3) > 0 {
        model["form"]["public"] = json!(true);
    }
    model
}

fn random_models() -> impl Iterator<Item = Value> {
    let mut random = Random(0x9b1c);
    (0..250).map(move |_| random_model(&mut random))
}

fn all_models() -> impl Iterator<Item = Value> {
    let open = examples().into_iter().map(|mut model| {
        model["form"]["public"] = json!(true);
        model
    });
    examples().into_iter().chain(open).chain(random_models())
}

#[test]
fn the_public_part_is_a_model_and_its_own_public_part() {
    let mut same = 0;
    for model in all_models() {
        let text = public_text(&model);
        if let Err(error) = Model::from_json(&text) {
            panic!("{error}\n{text:.3000}");
        }
        // A field that only a left out question asks for is not asked for the second time.
        let again = Model::public_document(&text).unwrap();
        let questions = |text: &str| text.matches("\"ask\":").count();
        assert!(again.len() <= text.len());
        if questions(&text) == questions(&model.to_string()) {
            assert_eq!(again, text);
            same += 1;
        }
    }
    assert!(same > 100, "{same}");
}

/// Calls `visit` with every object of a document and its path.
fn objects(value: &mut Value, path: &str, visit: &mut dyn FnMut(&mut Map<String, Value>, &str)) {
    match value {
        Value::Array(elements) => elements.iter_mut().for_each(|element| objects(element, &format!("{path}/-"), visit)),
        Value::Object(members) => {
            visit(members, path);
            members.iter_mut().for_each(|(key, member)| objects(member, &format!("{path}/{key}"), visit));
        }
        _ => {}
    }
}

/// Objects with fixed keys: remarks may stand on them.
fn takes_remarks(path: &str) -> bool {
    let mut steps: Vec<&str> = path.split('/').skip(1).collect();
    let maps =
        ["fields", "derived", "frameworks", "teams", "protocols", "nurture", "slas", "calendars", "groups", "criteria"];
    steps.reverse();
    match steps.as_slice() {
        [] | ["fit" | "intent" | "form" | "handoff"] => true,
        [_, map, ..] if maps.contains(map) => true,
        [
            "-",
            "rules" | "signals" | "tiers" | "bands" | "labels" | "disqualify" | "stages" | "routing" | "questions"
            | "cases",
            ..,
        ] => true,
        ["gate" | "passes", ..] => true,
        _ => false,
    }
}

/// The elements of a list, if there is one.
fn list<'v>(model: &'v mut Value, pointer: &str) -> impl Iterator<Item = &'v mut Value> {
    model.pointer_mut(pointer).and_then(Value::as_array_mut).into_iter().flatten()
}

const CANARY: &str = "canary";

/// What must not reach a browser is replaced by something else.
fn with_other_secrets(model: &Value) -> Value {
    let mut other = model.clone();
    let open = model["form"]["public"] == json!(true);
    let asked: Vec<&str> = model["form"]["questions"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|question| question["field"].as_str())
        .collect();
    for (name, field) in other["fields"].as_object_mut().unwrap() {
        field["layer"] = json!("human");
        field["aliases"] = json!([format!("/{CANARY}/{name}"), format!("{CANARY}_{name}")]);
        if !asked.contains(&name.as_str()) && field["public"] != json!(true) {
            field["label"] = json!(CANARY);
            field["blank"] = json!([CANARY]);
            field["public"] = json!(false);
            if field["type"] == "number" {
                field["min"] = json!(-7);
                field["max"] = json!(7_777_777);
            }
        }
    }
    other["fields"][format!("{CANARY}Field")] = json!({ "type": "choice", "options": [CANARY] });
    for (_, list) in other["lists"].as_object_mut().into_iter().flatten() {
        *list = json!([CANARY, "canary.example"]);
    }
    other["lists"][format!("{CANARY}List")] = json!([CANARY]);
    for section in ["teams", "protocols", "slas", "calendars", "nurture", "handoff", "routing"] {
        other.as_object_mut().unwrap().remove(section);
    }
    other["teams"] = json!({ "canary-team": { "mode": "turns", "members": [{ "id": "canary-member" }] } });
    other["nurture"] = json!({ "canary-track": { "touches": ["1d"] } });
    other["calendars"] = json!({ "canary-hours": { "timezone": "Europe/Paris", "hours": { "mon": ["09:00-10:00"] } } });
    other["slas"] = json!({ "canary-sla": { "calendar": "canary-hours", "promises": { "canaryTouch": { "in": "1h", "by": ["canary-call"] } }, "escalate": { "queue": "canary-boss" } } });
    other["protocols"] = json!({ "canary-protocol": { "action": "canary-call", "sla": "canary-sla" } });
    other["routing"] = json!([
        { "id": "canary-first", "when": { format!("{CANARY}Field"): CANARY }, "to": { "team": "canary-team" }, "protocol": "canary-protocol" },
        { "id": "canary-rest", "to": { "queue": "canary-queue" } }
    ]);
    other["handoff"] = json!({ "talkingPoints": [{ "say": CANARY }], "include": [format!("{CANARY}Field")] });
    for rule in list(&mut other, "/disqualify") {
        let then = &rule["then"];
        if then.get("nurture").is_some() || then.get("partner").is_some() || *then == json!("close") || then.is_null() {
            rule["then"] = json!({ "partner": "canary-partner" });
        }
    }
    let hidden: Vec<String> = model["fields"]
        .as_object()
        .unwrap()
        .iter()
        .filter(|(name, field)| !asked.contains(&name.as_str()) && field["public"] != json!(true))
        .map(|(name, _)| format!("\"{name}\""))
        .collect();
    let asks_secrets = |part: &Value| {
        let text = part.to_string();
        text.contains("\"inList\"") || hidden.iter().any(|name| text.contains(name))
    };
    // Of a part that cannot be kept nothing shows, whatever else is in it.
    for rule in list(&mut other, "/fit/rules").filter(|rule| asks_secrets(&rule["when"])) {
        rule["points"] = json!(777);
    }
    for signal in list(&mut other, "/intent/signals").filter(|signal| asks_secrets(&signal["on"])) {
        signal["points"] = json!(777);
        signal["on"]["canary"] = json!({ "inList": format!("{CANARY}List") });
    }
    for label in list(&mut other, "/labels").filter(|label| asks_secrets(&label["when"])) {
        label["severity"] = json!("flag");
        label["when"][format!("{CANARY}Field")] = json!(CANARY);
    }
    for question in list(&mut other, "/form/questions").filter(|question| asks_secrets(&question["when"])) {
        question["ask"] = json!(CANARY);
        question["label"] = json!(CANARY);
    }
    if !open {
        other["stages"] =
            json!([{ "id": "canary-stage", "label": CANARY, "when": { "score": { "gte": 7 } }, "owner": CANARY }]);
        other["disqualify"] = json!([]);
        other["frameworks"] = json!({});
        other["derived"] = json!({});
        other["fit"] = json!({ "rules": [{ "id": "canary-rule", "when": {}, "points": 7 }] });
        other["intent"] = json!({ "signals": [{ "id": "canary-signal", "points": 7 }] });
        other["labels"] = json!([]);
        // A question may ask about nothing else in what is left of the model.
        for question in list(&mut other, "/form/questions") {
            let text = question["when"].to_string();
            if ["label.", "rule.", "signal.", "persona", "score", "bant", "region", "fit.", "intent."]
                .iter()
                .any(|fact| text.contains(fact))
            {
                question["when"] = json!({ format!("{CANARY}Field"): CANARY });
                question["ask"] = json!(CANARY);
            }
        }
    }
    objects(&mut other, "", &mut |members, path| {
        if takes_remarks(path) {
            members.insert("description".into(), json!(CANARY));
            members.insert("note".into(), json!(CANARY));
        }
        if path.ends_with("/rules/-") || path.ends_with("/signals/-") || path.ends_with("/labels/-") {
            members.insert("because".into(), json!(CANARY));
            members.insert("label".into(), json!(CANARY));
        }
    });
    other
}

#[test]
fn models_that_differ_in_secrets_alone_have_the_same_public_part() {
    let (mut all, mut changed, mut open) = (0, 0, 0);
    for model in all_models() {
        let other = with_other_secrets(&model);
        let (one, two) = (public_text(&model), public_text(&other));
        assert_eq!(one, two);
        assert!(!two.contains(CANARY), "{two:.3000}");
        assert!(other.to_string().matches(CANARY).count() > 30);
        all += 1;
        changed += usize::from(one != serde_json::to_string(&model).unwrap());
        open += usize::from(model["form"]["public"] == json!(true) && one.contains("\"stages\":[{"));
    }
    assert!(changed == all && open > 120, "{changed} of {all}, {open}");
}

const FIELDS: &str = r#"
    "size": { "type": "number", "label": "Size", "aliases": ["employees"], "layer": "crm", "min": 1, "max": 9, "integer": true },
    "role": { "type": "choice", "blank": ["-"], "options": ["user", { "id": "boss", "label": "Boss", "aliases": ["Chief"], "note": "x" }] },
    "email": { "type": "email", "public": true },
    "since": { "type": "date" },
    "margin": { "type": "number" }"#;

/// A model of the fields above, whose form asks for `size`, `role` and `since`.
fn model_with(sections: &str, questions: &str, form: &str) -> Value {
    let text = format!(
        r#"{{ "leadgrade": 1, "name": "m", "version": "3", "description": "x", "fields": {{ {FIELDS} }},
            "lists": {{ "rivals": ["rival.example"], "freeEmail": ["free.example"] }},
            "nurture": {{ "monthly": {{ "touches": ["30d"] }} }}, {sections}
            "form": {{ "questions": [{{ "field": "size", "ask": "Size?" }}, {{ "field": "role", "ask": "Role?" }},
                {{ "field": "since", "ask": "Since?" }}{questions}]{form} }} }}"#
    );
    serde_json::from_str(&text).unwrap()
}

#[test]
fn without_leave_there_is_the_form_and_its_fields() {
    let sections = r#""fit": { "rules": [{ "id": "r", "when": { "size": 3 }, "points": 5 }] }, "derived": { "d": { "cases": [] } },
        "labels": [{ "id": "l", "when": { "size": 3 } }], "stages": [{ "id": "mql" }],"#;
    let model = model_with(sections, "", r#", "public": false, "note": "x""#);
    let fields = json!({
        "size": { "type": "number", "label": "Size", "integer": true, "min": 1, "max": 9 },
        "role": { "type": "choice", "blank": ["-"], "options": ["user", { "id": "boss", "label": "Boss", "aliases": ["Chief"] }] },
        "email": { "type": "email", "public": true },
        "since": { "type": "date" }
    });
    let questions = json!([
        { "field": "size", "ask": "Size?" }, { "field": "role", "ask": "Role?" }, { "field": "since", "ask": "Since?" }
    ]);
    let expected = json!({
        "leadgrade": 1, "name": "m", "version": "3", "fields": fields, "form": { "public": false, "questions": questions }
    });
    assert_eq!(public(&model), expected);
}

/// The questions that are left of some that ask for `email`, each with another condition.
#[test]
fn a_question_is_there_when_all_it_asks_about_is() {
    let sections = r#""labels": [{ "id": "big", "when": { "size": { "gte": 5 } } }, { "id": "rich", "when": { "margin": 3 } }],
        "derived": { "d": { "cases": [{ "when": { "size": 3 }, "is": "a" }] } },"#;
    for (when, without, with) in [
        (r#"{}"#, true, true),
        (r#"{ "size": { "gte": 5 }, "role": "boss" }"#, true, true),
        (r#"{ "email.kind": "work", "email.domain": { "endsWith": "x" }, "email": { "known": true } }"#, true, true),
        (r#"{ "days.since": { "gt": 3 }, "motion": "inbound" }"#, true, true),
        (r#"{ "email.domain": { "inList": "rivals" } }"#, false, false),
        (r#"{ "any": [{ "size": 3 }, { "not": { "all": [{ "email": { "inList": "rivals" } }] } }] }"#, false, false),
        (r#"{ "margin": { "known": false } }"#, false, false),
        (r#"{ "label.big": true }"#, false, true),
        (r#"{ "label.rich": true }"#, false, false),
        (r#"{ "d": "a" }"#, false, true),
        (r#"{ "score": 0 }"#, false, true),
        (r#"{ "fit.points": 0, "intent.points": 0 }"#, false, true),
        (r#"{ "disqualified": false }"#, false, true),
    ] {
        for (form, expected) in [("", without), (r#", "public": true"#, with)] {
            let question = format!(r#", {{ "field": "email", "ask": "E-mail?", "when": {when} }}"#);
            let public = public(&model_with(sections, &question, form));
            let questions = public["form"]["questions"].as_array().unwrap();
            assert_eq!(questions.len() == 4, expected, "{when} {form}");
            assert_eq!(questions[..3], model_with("", "", "")["form"]["questions"].as_array().unwrap()[..]);
        }
    }
}

/// Sections of a model that says so, and what is left of them.
#[test]
fn with_leave_there_is_what_decides() {
    for (section, expected) in [
        (
            r#""derived": { "d": { "label": "x", "cases": [{ "when": { "size": 3 }, "is": "a", "note": "x" }], "otherwise": "b" },
                "e": { "cases": [{ "when": { "d": "a" }, "is": "a" }, { "when": { "margin": 3 }, "is": "b" }] },
                "f": { "cases": [{ "when": { "e": "a" }, "is": "a" }] } }"#,
            r#""derived": { "d": { "cases": [{ "when": { "size": 3 }, "is": "a" }], "otherwise": "b" } }"#,
        ),
        (
            r#""fit": { "note": "x", "min": -5, "max": 50, "groups": { "g": { "max": 3, "note": "x" } }, "tiersOf": ["g"],
                "tiers": [{ "id": "A", "at": 5, "label": "Best" }, { "id": "B" }],
                "rules": [{ "id": "a", "group": "g", "when": { "size": 3 }, "points": 2.5, "because": "x", "label": "x" },
                    { "id": "b", "points": { "by": "size", "steps": [[1, 2]], "note": "x" } },
                    { "id": "c", "points": { "by": "days.since", "steps": [[1, 2]] }, "when": { "motion": "inbound" } },
                    { "id": "d", "points": { "by": "margin", "steps": [[1, 2]] } },
                    { "id": "e", "points": { "by": "size", "steps": [[1, 2]] }, "when": { "margin": 3 } },
                    { "id": "f", "when": { "email.domain": { "inList": "rivals" } }, "points": -9 }] },
                "labels": [{ "id": "a", "when": { "rule.a": true }, "severity": "flag", "because": "x" },
                    { "id": "d", "when": { "rule.d": true } }, { "id": "e", "when": { "label.d": false } },
                    { "id": "t", "when": { "fit.tier": "A", "fit.group.g": 3, "label.a": true } }]"#,
            r#""fit": { "min": -5, "max": 50, "groups": { "g": { "max": 3 } }, "tiersOf": ["g"],
                "tiers": [{ "id": "A", "at": 5 }, { "id": "B" }],
                "rules": [{ "id": "a", "group": "g", "when": { "size": 3 }, "points": 2.5 },
                    { "id": "b", "points": { "by": "size", "steps": [[1, 2]] } },
                    { "id": "c", "points": { "by": "days.since", "steps": [[1, 2]] }, "when": { "motion": "inbound" } }] },
                "labels": [{ "id": "a", "when": { "rule.a": true }, "severity": "flag" },
                    { "id": "t", "when": { "fit.tier": "A", "fit.group.g": 3, "label.a": true } }]"#,
        ),
        (
            r#""intent": { "decay": { "linear": "9d", "note": "x" }, "groups": { "g": {} }, "bandsOf": ["g"], "bands": [{ "id": "high" }],
                "signals": [{ "id": "a", "group": "g", "on": { "type": "page", "rule": "x" }, "points": 1, "repeat": { "per": "asset", "note": "x" }, "atMost": 2, "cap": 9, "within": "9d", "decay": { "step": "9d", "keep": 5, "note": "x" }, "because": "x" },
                    { "id": "b", "points": 1, "burst": { "count": 2, "in": "1d", "note": "x" } },
                    { "id": "c", "points": 1, "then": { "on": { "asset": "a" }, "in": "1d", "note": "x" }, "when": { "size": 3 } },
                    { "id": "d", "points": 1, "then": { "on": { "any": [{ "asset": { "inList": "rivals" } }] }, "in": "1d" } },
                    { "id": "e", "points": 1, "when": { "margin": 3 } },
                    { "id": "f", "points": 1, "on": { "ip": { "inList": "rivals" } } },
                    { "id": "g", "points": 1, "distinct": { "by": ["day"], "count": 2, "note": "x" } },
                    { "id": "h", "points": 1, "sessions": { "gap": "1d", "count": 2, "note": "x" } }] },
                "labels": [{ "id": "a", "when": { "signal.a": true, "signal.b.count": 2, "intent.band": "high" } },
                    { "id": "d", "when": { "signal.d.count": 1 } }, { "id": "e", "when": { "not": { "signal.e": true } } }]"#,
            r#""intent": { "decay": { "linear": "9d" }, "groups": { "g": {} }, "bandsOf": ["g"], "bands": [{ "id": "high" }],
                "signals": [{ "id": "a", "group": "g", "on": { "type": "page", "rule": "x" }, "points": 1, "repeat": { "per": "asset" }, "atMost": 2, "cap": 9, "within": "9d", "decay": { "step": "9d", "keep": 5 } },
                    { "id": "b", "points": 1, "burst": { "count": 2, "in": "1d" } },
                    { "id": "c", "points": 1, "then": { "on": { "asset": "a" }, "in": "1d" }, "when": { "size": 3 } },
                    { "id": "g", "points": 1, "distinct": { "by": ["day"], "count": 2 } },
                    { "id": "h", "points": 1, "sessions": { "gap": "1d", "count": 2 } }] },
                "labels": [{ "id": "a", "when": { "signal.a": true, "signal.b.count": 2, "intent.band": "high" } }]"#,
        ),
        (
            r#""frameworks": {
                "bant": { "criteria": { "need": { "met": { "size": 3 }, "label": "x" }, "time": { "met": { "role": "boss" } } }, "passes": { "atLeast": 1, "must": ["need"], "note": "x" } },
                "champ": { "criteria": { "need": { "met": { "size": 3 } }, "money": { "met": { "margin": 3 } } } } },
                "labels": [{ "id": "a", "when": { "bant.passed": true, "bant.need": true, "bant.met": 1 } }, { "id": "b", "when": { "champ.need": true } }]"#,
            r#""frameworks": {
                "bant": { "criteria": { "need": { "met": { "size": 3 } }, "time": { "met": { "role": "boss" } } }, "passes": { "atLeast": 1, "must": ["need"] } } },
                "labels": [{ "id": "a", "when": { "bant.passed": true, "bant.need": true, "bant.met": 1 } }]"#,
        ),
        (
            r#""disqualify": [{ "id": "a", "code": "spam", "when": { "size": 1 }, "unless": { "role": "boss" }, "then": { "nurture": "monthly" }, "note": "x" },
                { "id": "b", "code": "spam", "when": { "size": 2 }, "then": { "partner": "x" } }, { "id": "c", "code": "spam", "when": { "size": 3 }, "then": "close" },
                { "id": "d", "code": "spam", "when": { "size": 4 }, "then": { "recycle": { "after": "9d", "note": "x" } } },
                { "id": "e", "code": "spam", "when": { "size": 5 }, "then": { "recycle": { "on": "since" } } },
                { "id": "f", "code": "spam", "when": { "size": 6 }, "unless": { "margin": 3 } }]"#,
            r#""disqualify": [{ "id": "a", "code": "spam", "when": { "size": 1 }, "unless": { "role": "boss" } },
                { "id": "b", "code": "spam", "when": { "size": 2 } }, { "id": "c", "code": "spam", "when": { "size": 3 } },
                { "id": "d", "code": "spam", "when": { "size": 4 }, "then": { "recycle": { "after": "9d" } } },
                { "id": "e", "code": "spam", "when": { "size": 5 }, "then": { "recycle": { "on": "since" } } }]"#,
        ),
        (
            r#""stages": [{ "id": "a", "label": "First", "when": { "size": 1 }, "gate": { "accept": ["yes"], "reject": ["no"], "note": "x" }, "sticky": true, "exit": { "disqualified": true }, "owner": "sales" },
                { "id": "b", "when": { "margin": 1 } }, { "id": "c", "requires": ["a", "b"] }, { "id": "d", "requires": ["c"] }, { "id": "e", "requires": ["a"] }, { "id": "f", "exit": { "margin": 1 } }]"#,
            r#""stages": [{ "id": "a", "label": "First", "when": { "size": 1 }, "gate": { "accept": ["yes"], "reject": ["no"] }, "sticky": true, "exit": { "disqualified": true } },
                { "id": "e", "requires": ["a"] }]"#,
        ),
    ] {
        let mut found = public(&model_with(&format!("{section},"), "", r#", "public": true"#));
        for key in ["leadgrade", "name", "version", "fields", "form"] {
            found.as_object_mut().unwrap().remove(key);
        }
        assert_eq!(found, serde_json::from_str::<Value>(&format!("{{{expected}}}")).unwrap());
    }
}

#[test]
fn a_recycle_date_that_is_not_there_takes_its_rule_along() {
    let mut model = model_with(
        r#""disqualify": [{ "id": "a", "code": "timing", "when": {}, "then": { "recycle": { "on": "since" } } }],"#,
        "",
        r#", "public": true"#,
    );
    model["form"]["questions"].as_array_mut().unwrap().remove(2);
    assert_eq!(public(&model)["disqualify"], json!([]));
}

#[test]
fn a_model_with_faults_has_no_public_part() {
    let error =
        Model::public_document(r#"{ "leadgrade": 1, "name": "m", "fields": { "a": { "type": "txt" } } }"#).unwrap_err();
    assert_eq!(error.diagnostics()[0].code(), "unknown-type");
    assert!(Model::public_document("").is_err());
}

/// Where nothing had to be left out, a browser decides as the edge does, up to what becomes of the lead then.
#[test]
fn what_is_all_there_decides_as_the_whole() {
    let now = Instant::parse("2026-11-22T10:00:00Z").unwrap();
    let mut random = Random(77);
    let mut stages = std::collections::BTreeSet::new();
    for _ in 0..120 {
        let mut model = random::model(&mut random);
        model["form"]["public"] = json!(true);
        let whole = Model::from_json(&model.to_string()).unwrap();
        let part = Model::from_json(&public_text(&model)).unwrap();
        for _ in 0..20 {
            let mut profile = Map::new();
            for (name, field) in model["fields"].as_object().unwrap() {
                let values = match field["type"].as_str().unwrap() {
                    "number" => json!([0, 10, 25, 99, null]),
                    "choice" => json!(["saas", "retail", "nothing", null]),
                    "boolean" => json!([true, false, null]),
                    "text" => json!(["VP Sales", "Sales Head", "sea", null]),
                    "set" => json!([["a"], ["b", "c"], [], null]),
                    "date" => json!(["2026-11-20", "2026-11-07", "2026-10-01", null]),
                    _ => json!(["a@acme.example", "a@mit.edu", "a@gmail.com", "a@mailinator.com", null]),
                };
                let values = values.as_array().unwrap();
                profile.insert(name.clone(), values[random.below(values.len())].clone());
            }
            let kinds = ["form", "page", "call", "yes", "no"];
            let events: Vec<Value> = (0..random.below(5))
                .map(|_| {
                    let at = format!("2026-{}-{:02}", 10 + random.below(2), 1 + random.below(20));
                    json!({ "type": kinds[random.below(5)], "asset": "demo", "at": at, "props": { "seconds": random.below(40) } })
                })
                .collect();
            let stage = ["lead", "mql", "hql", "sql"][random.below(4)];
            let lead = json!({ "profile": profile, "events": events, "stage": stage }).to_string();
            let answer = |model: &Model| -> Value {
                let mut json = Vec::new();
                model.evaluate(lead.as_bytes(), now, b"").write_json(&mut json);
                serde_json::from_slice(&json).unwrap()
            };
            let (one, two) = (answer(&whole), answer(&part));
            for key in ["fit", "intent", "score", "stage", "wouldBe", "change", "awaiting", "frameworks", "labels"] {
                assert_eq!(one[key], two[key], "{key} of {lead} by {:.4000}", model.to_string());
            }
            assert_eq!(one["disqualified"]["code"], two["disqualified"]["code"]);
            stages.insert(one["stage"].to_string());
        }
    }
    assert_eq!(stages.len(), 5);
}
