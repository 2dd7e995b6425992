//! Fields and decisions: what one of them says is its own affair, and who is out goes to nobody.

use super::*;

/// One field of each type, and what a lead may say of it.
const FIELDS: [(&str, &str); 7] = [
    ("text", r#"{ "type": "text" }"#),
    ("choice", r#"{ "type": "choice", "options": ["x", { "id": "y", "aliases": ["why"] }] }"#),
    ("set", r#"{ "type": "set", "options": ["x", "y"] }"#),
    ("number", r#"{ "type": "number", "min": 0, "max": 10 }"#),
    ("boolean", r#"{ "type": "boolean" }"#),
    ("date", r#"{ "type": "date" }"#),
    ("email", r#"{ "type": "email" }"#),
];

fn value() -> impl Strategy<Value = Value> {
    let texts = ["x", "WHY", "x;y", "7", "yes", "2026-11-20", "ada@acme.example", "", "-1", "2026-13-01", "a@b"];
    prop_oneof![
        4 => proptest::sample::select(texts.map(|text| json!(text)).to_vec()),
        1 => proptest::sample::select(vec![json!(7), json!(1), json!(-3.5), json!(true), json!([]), json!(["y"]), json!({})]),
        1 => Just(Value::Null),
    ]
}

fn document() -> Value {
    let mut fields = serde_json::Map::new();
    let mut labels = Vec::new();
    for (name, field) in FIELDS {
        fields.insert(name.into(), serde_json::from_str(field).unwrap());
        labels.push(json!({ "id": format!("{name}-known"), "when": { name: { "known": true } } }));
    }
    for (id, when) in [
        ("text-x", json!({ "text": "x" })),
        ("choice-y", json!({ "choice": "y" })),
        ("set-y", json!({ "set": ["y"] })),
        ("number-7", json!({ "number": { "gte": 7 } })),
        ("boolean-yes", json!({ "boolean": true })),
        ("date-new", json!({ "date": { "within": "7d" } })),
        ("email-work", json!({ "email.kind": "work" })),
    ] {
        labels.push(json!({ "id": id, "when": when }));
    }
    json!({ "leadgrade": 1, "name": "facts", "fields": fields, "labels": labels })
}

#[test]
fn a_value_more_changes_no_fact_of_another_field() {
    let model = model(&document());
    let profile = proptest::collection::vec(proptest::option::of(value()), FIELDS.len());
    check(600, (profile, 0..FIELDS.len(), value()), |(values, changed, value)| {
        let of = |values: &[Option<Value>]| {
            let members =
                FIELDS.iter().zip(values).filter_map(|((name, _), value)| Some((name.to_string(), value.clone()?)));
            let evaluation = evaluate(&model, &json!({ "profile": serde_json::Map::from_iter(members) }), NOW);
            let own = format!("{}-", FIELDS[changed].0);
            let place = format!("/profile/{}", FIELDS[changed].0);
            let labels: Vec<String> = labels(&evaluation).into_iter().filter(|id| !id.starts_with(&own)).collect();
            let notices: Vec<Value> = evaluation["notices"].as_array().unwrap().clone();
            let others =
                notices.into_iter().filter(|n| n["path"] != place && n["code"] != "single-layer").collect::<Vec<_>>();
            (labels, others)
        };
        let mut with = values.clone();
        with[changed] = Some(value);
        prop_assert_eq!(of(&values), of(&with));
        Ok(())
    });
}

/// Members in another order, and unknown ones between them, are the same lead.
#[test]
fn the_order_of_a_profile_does_not_matter() {
    let model = model(&document());
    let shuffled = (0..FIELDS.len()).collect::<Vec<_>>();
    let profile = proptest::collection::vec(value(), FIELDS.len());
    check(200, (profile, Just(shuffled).prop_shuffle()), |(values, order)| {
        let of = |order: &[usize]| {
            let members = order.iter().map(|&index| (FIELDS[index].0.to_string(), values[index].clone()));
            text(&model, &json!({ "profile": serde_json::Map::from_iter(members) }), NOW)
        };
        prop_assert_eq!(of(&(0..FIELDS.len()).collect::<Vec<_>>()), of(&order));
        Ok(())
    });
}

#[test]
fn who_is_out_goes_to_nobody() {
    let document = json!({
        "leadgrade": 1, "name": "out",
        "fields": { "text": { "type": "text" }, "owner": { "type": "text" }, "number": { "type": "number" }, "date": { "type": "date" } },
        "disqualify": [
            { "id": "a", "code": "competitor", "when": { "text": "x" } },
            { "id": "b", "code": "timing", "when": { "text": "7" }, "then": { "nurture": "slow" } },
            { "id": "c", "code": "no-budget", "when": { "number": { "lt": 5 } }, "unless": { "text": "yes" }, "then": { "recycle": { "after": "90d" } } },
            { "id": "d", "code": "bad-fit", "when": { "number": { "gt": 7 } }, "then": { "recycle": { "on": "date" } } },
            { "id": "e", "code": "geography", "when": { "text": "x;y" }, "then": { "partner": "north" } }
        ],
        "stages": [{ "id": "mql" }],
        "routing": [
            { "id": "owned", "to": { "owner": "owner" }, "protocol": "call" },
            { "id": "team", "when": { "text": { "known": true } }, "to": { "team": "sales" }, "protocol": "call" },
            { "id": "rest", "to": { "queue": "rest" }, "protocol": "call" }
        ],
        "teams": { "sales": { "mode": "turns", "members": [{ "id": "ana" }, { "id": "bo", "when": { "number": 7 } }] } },
        "protocols": { "call": { "sla": "hot" } },
        "slas": { "hot": { "promises": { "first": { "in": "5m", "by": ["call"] } }, "escalate": { "queue": "managers" } } },
        "nurture": { "slow": { "touches": ["0s", "7d"] } },
        "handoff": { "include": ["text"] }
    });
    let model = model(&document);
    let number = proptest::option::of(0..10i64);
    let owner = proptest::option::of(Just("bo"));
    let remembered = proptest::option::of(prop_oneof![Just("mql"), Just("disqualified"), Just("lead")]);
    let all = (value(), number, value(), owner, remembered, 0..400 * DAY);
    check(600, all, |(text, number, date, owner, stage, since)| {
        let profile = json!({ "text": text, "number": number, "date": date, "owner": owner });
        let evaluation =
            evaluate(&model, &json!({ "profile": profile, "stage": stage, "disqualifiedAt": NOW - since }), NOW);
        let action = &evaluation["action"];
        let out = evaluation["stage"] == "disqualified";
        prop_assert_eq!(out, !evaluation["disqualified"].is_null());
        prop_assert_eq!(out, !evaluation["wouldBe"].is_null());
        let kind = action["kind"].as_str().unwrap();
        prop_assert_eq!(out, ["nurture", "partner", "recycle", "close"].contains(&kind), "{}", evaluation);
        if out {
            for key in ["team", "owner", "queue", "protocol", "escalate"] {
                prop_assert!(action[key].is_null(), "{key} of {action}");
            }
            prop_assert_eq!(&action["considered"], &json!([]));
            prop_assert_eq!(&action["due"], &json!({}));
            prop_assert!(evaluation["handoff"].is_null() && evaluation["awaiting"].is_null());
            let recycled = kind == "recycle" && !action["at"].is_null();
            prop_assert!(!recycled || action["at"].as_str() > Some("2026-11-22T10:00:00Z"), "{action}");
        } else {
            prop_assert_eq!(kind, "route");
            prop_assert!(!evaluation["handoff"].is_null());
        }
        Ok(())
    });
}
