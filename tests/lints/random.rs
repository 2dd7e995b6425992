//! Small random models, always the same ones.

use serde_json::{Map, Value, json};

#[path = "../common/dice.rs"]
mod dice;

pub use dice::Dice as Random;

fn points(random: &mut Random) -> i64 {
    random.below(9) as i64 * 5 - 10
}

const FIELDS: [(&str, &str); 7] = [
    ("size", r#"{ "type": "number" }"#),
    ("industry", r#"{ "type": "choice", "options": ["saas", "retail", "public"] }"#),
    ("flag", r#"{ "type": "boolean" }"#),
    ("title", r#"{ "type": "text" }"#),
    ("tools", r#"{ "type": "set" }"#),
    ("since", r#"{ "type": "date" }"#),
    ("email", r#"{ "type": "email" }"#),
];

/// Facts that a condition may ask about, with a test of each.
fn test(random: &mut Random, fact: &str) -> Value {
    let number = |random: &mut Random| json!(random.below(4) * 10);
    let ordered = ["lt", "lte", "gt", "gte", "eq", "ne"];
    match fact {
        "size" => match random.below(3) {
            0 => json!({ "gte": number(random), "lt": number(random) }),
            1 => json!([number(random), number(random)]),
            _ => json!({ *random.pick(&ordered): number(random) }),
        },
        "industry" => json!({ *random.pick(&ordered): *random.pick(&["saas", "retail", "public"]) }),
        "flag" => json!(random.in_ten(5)),
        "title" => {
            let operator = *random.pick(&["eq", "ne", "contains", "startsWith", "endsWith", "words"]);
            json!({ operator: *random.pick(&["vp", "vp sales", "head", "sales head", "ea"]) })
        }
        "tools" => {
            let operator = *random.pick(&["anyOf", "allOf", "noneOf"]);
            json!({ operator: [*random.pick(&["a", "b", "c"]), *random.pick(&["a", "b", "c"])] })
        }
        "since" => json!({ *random.pick(&["within", "olderThan"]): *random.pick(&["10d", "20d"]) }),
        "days.since" => json!({ *random.pick(&ordered): number(random) }),
        "email.kind" => json!(*random.pick(&["work", "free", "disposable"])),
        "email.domain" => {
            json!({ *random.pick(&["eq", "endsWith"]): *random.pick(&["acme.example", "mit.edu", "gmail.com"]) })
        }
        "persona" => json!(*random.pick(&["first", "second", "third", "other"])),
        "fit.tier" => json!({ *random.pick(&["eq", "gte", "lt"]): *random.pick(&["A", "B", "C"]) }),
        "intent.band" => json!(*random.pick(&["high", "low"])),
        "stage" => json!(*random.pick(&["mql", "hql", "sql"])),
        fact if fact.ends_with(".count") => json!({ *random.pick(&ordered): random.below(3) }),
        fact if fact.contains("points") || fact.contains("group") || fact == "score" => {
            json!({ *random.pick(&ordered): random.below(13) as i64 * 5 - 10 })
        }
        _ => json!(random.in_ten(7)),
    }
}

fn condition(random: &mut Random, facts: &[String], depth: usize) -> Value {
    let mut all = Map::new();
    for _ in 0..=random.below(2) {
        let fact = random.pick(facts).clone();
        let known = random.in_ten(1);
        let tests = if known { json!({ "known": random.in_ten(7) }) } else { test(random, &fact) };
        all.insert(fact, tests);
    }
    if depth > 0 && random.in_ten(4) {
        let inner = [condition(random, facts, depth - 1), condition(random, facts, depth - 1)];
        match random.below(3) {
            0 => drop(all.insert("any".into(), json!(inner))),
            1 => drop(all.insert("all".into(), json!(inner))),
            _ => drop(all.insert("not".into(), inner[0].clone())),
        }
    }
    Value::Object(all)
}

pub fn model(random: &mut Random) -> Value {
    let mut fields = Map::new();
    let mut facts: Vec<String> = Vec::new();
    while fields.len() < 3 {
        let (name, field) = *random.pick(&FIELDS);
        if fields.contains_key(name) {
            continue;
        }
        fields.insert(name.into(), serde_json::from_str(field).unwrap());
        match name {
            "email" => facts.extend(["email.kind", "email.domain"].map(String::from)),
            "since" => facts.extend(["since", "days.since"].map(String::from)),
            name => facts.push(name.into()),
        }
    }
    let cases: Vec<Value> = ["first", "second", "third"]
        .iter()
        .map(|is| json!({ "when": condition(random, &facts, 1), "is": is }))
        .collect();
    facts.push("persona".into());
    let groups = ["g", "h"];
    let mut rules: Vec<Value> = Vec::new();
    for index in 0..1 + random.below(5) {
        let mut rule =
            json!({ "id": format!("r{index}"), "when": condition(random, &facts, 1), "points": points(random) });
        if fields.contains_key("size") && random.in_ten(2) {
            rule["points"] =
                json!({ "by": "size", "steps": [[0, points(random)], [10, points(random)], [30, points(random)]] });
        }
        if random.in_ten(5) {
            rule["group"] = json!(random.pick(&groups));
        }
        rules.push(rule);
    }
    let bound = |random: &mut Random| json!({ "min": -5 * random.below(4) as i64, "max": 5 * random.below(7) });
    let mut fit = json!({
        "rules": rules, "groups": { "g": bound(random), "h": {} },
        "tiers": [{ "id": "A", "at": 10 + 5 * random.below(9) }, { "id": "B", "at": 5 }, { "id": "C", "at": 0 }, { "id": "D" }]
    });
    if random.in_ten(3) {
        fit["tiersOf"] = json!(["g"]);
    }
    if random.in_ten(5) {
        fit["max"] = json!(5 * random.below(10));
    }
    let fit_facts = ["fit.points", "fit.tier", "fit.group.g"].map(String::from);
    let before_intent: Vec<String> = facts
        .iter()
        .cloned()
        .chain(fit_facts.clone())
        .chain((0..rules.len()).map(|rule| format!("rule.r{rule}")))
        .collect();
    let mut signals: Vec<Value> = Vec::new();
    for index in 0..1 + random.below(3) {
        let on = match random.below(4) {
            0 => json!({ "type": "form", "asset": "demo" }),
            1 => json!({ "type": "page" }),
            2 => json!({ "type": "page", "seconds": { "gte": 20 } }),
            _ => json!({ "type": "call", "value": { "gt": 5, "lt": 3 } }),
        };
        let mut signal = json!({ "id": format!("s{index}"), "on": on, "points": points(random) });
        match random.below(5) {
            0 => signal["repeat"] = json!("once"),
            1 => signal["atMost"] = json!(2),
            2 => signal["count"] = json!(3),
            3 => signal["burst"] = json!({ "count": 2, "in": "1d" }),
            _ => signal["idle"] = json!("30d"),
        }
        if random.in_ten(3) {
            signal["when"] = condition(random, &before_intent, 0);
        }
        if random.in_ten(3) {
            signal["cap"] = json!(5 * random.below(6));
        }
        if random.in_ten(3) {
            signal["group"] = json!("i");
        }
        signals.push(signal);
    }
    let mut later = before_intent;
    later.extend(["intent.points", "intent.band", "score", "intent.group.i"].map(String::from));
    later
        .extend((0..signals.len()).flat_map(|signal| [format!("signal.s{signal}"), format!("signal.s{signal}.count")]));
    let frameworks = json!({ "bant": { "criteria": {
        "need": { "met": condition(random, &later, 1) }, "money": { "met": condition(random, &later, 1) } },
        "passes": { "atLeast": 1 + random.below(2) } } });
    later.extend(["bant.passed", "bant.need"].map(String::from));
    let labels = json!([
        { "id": "l0", "when": condition(random, &later, 2) },
        { "id": "l1", "when": condition(random, &later, 2) }
    ]);
    later.extend(["label.l0", "label.l1"].map(String::from));
    let mut out =
        json!({ "id": "out", "code": *random.pick(&["timing", "spam"]), "when": condition(random, &later, 1) });
    if random.in_ten(5) {
        out["unless"] = condition(random, &later, 0);
    }
    if random.in_ten(3) {
        out["then"] = json!({ "recycle": { "after": "9d" } });
    }
    let mut mql = json!({ "id": "mql", "when": condition(random, &later, 1) });
    if random.in_ten(2) {
        mql["exit"] = condition(random, &later, 0);
    }
    let mut sql = json!({ "id": "sql", "requires": ["mql"], "when": condition(random, &later, 1) });
    if random.in_ten(4) {
        sql["gate"] = json!({ "accept": ["yes"], "reject": ["no"] });
    }
    let mut stages = vec![mql];
    stages.push(
        json!({ "id": "hql", "when": condition(random, &later, 1), "owner": *random.pick(&["sales", "marketing"]) }),
    );
    stages.push(sql);
    let mut at_last = later;
    at_last.extend(["stage", "disqualified"].map(String::from));
    let route = |random: &mut Random, id: &str, queue: &str| json!({ "id": id, "when": condition(random, &at_last, 1), "to": { "queue": queue } });
    let routing = json!([
        route(random, "a", "qa"), route(random, "b", "qb"), route(random, "c", "qc"), { "id": "rest", "to": { "queue": "qr" } }
    ]);
    let questions: Vec<Value> = fields.keys().map(|field| json!({ "field": field, "ask": "?" })).collect();
    json!({
        "leadgrade": 1, "name": "random", "fields": fields,
        "derived": { "persona": { "cases": cases, "otherwise": "other" } },
        "fit": fit,
        "intent": { "decay": "none", "signals": signals, "groups": { "i": bound(random) }, "bands": [{ "id": "high", "at": 5 * random.below(12) }, { "id": "low" }] },
        "frameworks": frameworks, "labels": labels, "disqualify": [out], "stages": stages, "routing": routing,
        "form": { "questions": questions }
    })
}
