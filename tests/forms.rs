//! Forms against brute force: every completion of small random models is evaluated one by one, and what a form says of them
//! all must be what came of it.
#![cfg(not(target_arch = "wasm32"))]

#[path = "lints/brute.rs"]
#[allow(dead_code, reason = "the lints use the rest of it")]
mod brute;
#[path = "forms/cases.rs"]
mod cases;
#[path = "lints/random.rs"]
mod random;

use cases::{
    Known, bounds, cases, each_completion, is_within, model, named, now, open, outcome, points, reached, seeds, start,
};
use leadgrade::{Form, FormError, Instant, Model, Way};
use random::Random;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// Evaluates every completion; gives each with its outcome.
fn completions(
    compiled: &Model,
    model: &Value,
    lead: &Value,
    open: &[(String, Vec<Option<Value>>)],
) -> Vec<(Vec<usize>, Known)> {
    let mut all = Vec::new();
    each_completion(compiled, lead, open, &mut |places, evaluation| {
        all.push((places.to_vec(), outcome(evaluation, model)));
    });
    all
}

/// So many completions of one model are tried.
const MOST: usize = 6_000;

#[test]
fn what_is_reachable_is_what_brute_force_finds() {
    let (mut exact, mut settled, mut tried, mut needless) = (0, 0, 0, 0);
    for seed in seeds() {
        let random = &mut Random(seed);
        let model = model(random);
        let compiled = Model::from_json(&model.to_string()).unwrap_or_else(|error| panic!("{error}\n{model}"));
        let lead = start(random, &model);
        let open = open(&model, &lead);
        if open.iter().map(|(_, values)| values.len()).product::<usize>() > MOST {
            continue;
        }
        tried += 1;
        let all = completions(&compiled, &model, &lead, &open);
        let found: BTreeSet<Known> = all.iter().map(|(_, outcome)| outcome.clone()).collect();
        let mut form = compiled.form(lead.to_string().as_bytes(), now(), b"");
        let (reachable, is_exact) = reached(&mut form);
        let about = || format!("seed {seed}\n{model}\n{lead}");
        let bounds = bounds(&mut form);
        each_completion(&compiled, &lead, &open, &mut |_, evaluation| {
            assert!(is_within(evaluation, &bounds), "{:?} is not within {bounds:?}\n{}", points(evaluation), about());
        });
        assert!(found.is_subset(&reachable), "missed {:?}\n{}", found.difference(&reachable), about());
        if is_exact {
            exact += 1;
            assert_eq!(reachable, found, "{}", about());
            let missing: BTreeSet<&str> = form.missing().into_iter().collect();
            for (place, (name, _)) in open.iter().enumerate() {
                let others = |places: &[usize]| {
                    let mut others = places.to_vec();
                    others[place] = 0;
                    others
                };
                let mut first: std::collections::BTreeMap<Vec<usize>, &Known> = Default::default();
                let differs =
                    all.iter().any(|(places, outcome)| *first.entry(others(places)).or_insert(outcome) != outcome);
                // Of addresses and texts, some that are nobody's may be reckoned with.
                assert!(missing.contains(name.as_str()) || !differs, "{name} of {}", about());
                needless += usize::from(missing.contains(name.as_str()) && !differs);
            }
        }
        settled += usize::from(form.is_settled());
    }
    println!("{tried} tried, {exact} exact, {settled} settled, {needless} fields too many");
    assert!(needless * 100 <= tried, "{needless} fields of {tried} models are missed for nothing");
    assert!(exact * 10 > tried * 7, "only {exact} of {tried} were exact");
}

/// How likely each outcome is.
fn chances(form: &mut Form) -> Vec<(Known, f64)> {
    form.reachable().outcomes.iter().map(|outcome| (named(outcome), outcome.chance.to_f64())).collect()
}

#[test]
fn answers_only_narrow_what_is_reachable_and_can_be_taken_back() {
    for case in cases(20_000) {
        let random = &mut Random(case.seed + 1_000_000);
        let mut form = case.form();
        let mut seen: Vec<(BTreeSet<Known>, String, String)> = Vec::new();
        for (name, values) in &case.open {
            let (before, was_exact) = reached(&mut form);
            let was_settled = form.is_settled();
            seen.push((before.clone(), form.evaluation().to_json(), form.to_json()));
            match &values[random.below(values.len())] {
                Some(value) => {
                    assert_eq!(form.answer(name, value.to_string().as_bytes()), Ok(None), "{}", case.about())
                }
                None => form.skip(name).unwrap(),
            }
            let (after, is_exact) = reached(&mut form);
            assert!(after.is_subset(&before) || !was_exact, "{name} of {}", case.about());
            assert!(form.is_settled() || !was_settled, "{name} of {}", case.about());
            // The same as if it had been known from the start.
            let mut fresh = case.compiled.form(form.lead().as_bytes(), now(), b"");
            assert_eq!(fresh.evaluation().to_json(), form.evaluation().to_json());
            let (fresh, fresh_is_exact) = reached(&mut fresh);
            if is_exact && fresh_is_exact && form.questions().iter().all(|state| state.state.as_str() != "skipped") {
                assert_eq!(after, fresh, "{name} of {}", case.about());
            }
            let mut restored = case.compiled.restore(form.to_json().as_bytes(), None).unwrap();
            assert_eq!(restored.to_json(), form.to_json());
            assert_eq!(reached(&mut restored), (after, is_exact), "{name} of {}", case.about());
        }
        let last = outcome(form.evaluation(), &case.model);
        assert_eq!(reached(&mut form).0, BTreeSet::from([last]), "everything is answered in {}", case.about());
        for (reachable, evaluation, saved) in seen.into_iter().rev() {
            assert!(form.undo());
            assert_eq!(
                (reached(&mut form).0, form.evaluation().to_json(), form.to_json()),
                (reachable, evaluation, saved)
            );
        }
        assert!(!form.undo());
    }
}

/// The values of a field that a form weighs, each with its weight; `None` where it weighs classes.
fn weighed(model: &Value, name: &str) -> Option<Vec<(Value, f64)>> {
    let questions = model["form"]["questions"].as_array().unwrap();
    let question = questions.iter().find(|question| question["field"] == name).unwrap();
    let options: Vec<Value> = match (question.get("options"), model["fields"][name]["type"].as_str().unwrap()) {
        (Some(options), _) => options.as_array().unwrap().iter().map(|option| option["value"].clone()).collect(),
        (None, "choice") => model["fields"][name]["options"].as_array().unwrap().clone(),
        (None, "boolean") => vec![json!(true), json!(false)],
        _ => return None,
    };
    let priors = question["priors"].as_array();
    let weights = options
        .into_iter()
        .enumerate()
        .map(|(place, value)| (value, priors.map_or(1.0, |priors| priors[place].as_f64().unwrap())));
    let weights: Vec<(Value, f64)> = weights.collect();
    let sum: f64 = weights.iter().map(|(_, weight)| weight).sum();
    Some(weights.into_iter().map(|(value, weight)| (value, weight / sum)).collect())
}

#[test]
fn chances_and_the_worth_of_questions_are_those_of_brute_force() {
    let mut tried = 0;
    for mut case in cases(usize::MAX) {
        let random = &mut Random(case.seed + 2_000_000);
        // What is weighed by class gets a value.
        for (name, values) in std::mem::take(&mut case.open) {
            match weighed(&case.model, &name) {
                Some(weights) => case.open.push((name, weights.into_iter().map(|(value, _)| Some(value)).collect())),
                None => {
                    if let Some(value) = values.iter().flatten().nth(random.below(values.len() - 1)) {
                        case.lead["profile"][&name] = value.clone();
                    }
                }
            }
        }
        let mut form = case.form();
        if case.open.is_empty() || !form.is_exact() {
            continue;
        }
        tried += 1;
        let weights: Vec<Vec<f64>> = case
            .open
            .iter()
            .map(|(name, _)| weighed(&case.model, name).unwrap().into_iter().map(|(_, weight)| weight).collect())
            .collect();
        let all = completions(&case.compiled, &case.model, &case.lead, &case.open);
        let chance =
            |places: &[usize]| places.iter().zip(&weights).map(|(place, weights)| weights[*place]).product::<f64>();
        let total = |known: &Known, fixed: Option<(usize, usize)>| -> f64 {
            let fits = |places: &[usize]| fixed.is_none_or(|(field, place)| places[field] == place);
            let share = fixed.map_or(1.0, |(field, place)| weights[field][place]);
            let of = all.iter().filter(|(places, outcome)| outcome == known && fits(places));
            of.map(|(places, _)| chance(places)).sum::<f64>() / share
        };
        let before = chances(&mut form);
        for (known, chance) in &before {
            assert!((total(known, None) - chance).abs() < 1e-12, "{known:?} {chance} of {}", case.about());
        }
        assert!((before.iter().map(|(_, chance)| chance).sum::<f64>() - 1.0).abs() < 1e-12);
        let worth: Vec<f64> = (0..case.open.len())
            .map(|field| {
                let of_outcome = |(known, _): &(Known, f64)| {
                    let now = total(known, None);
                    (0..weights[field].len())
                        .map(|place| weights[field][place] * (total(known, Some((field, place))) - now).powi(2))
                        .sum::<f64>()
                };
                before.iter().map(of_outcome).sum()
            })
            .collect();
        let asked = form.next(99);
        for question in &asked {
            let field = case.open.iter().position(|(name, _)| name == question.field).unwrap();
            let value = question.value.to_f64();
            assert!(
                (worth[field] - value).abs() < 1e-12,
                "{} {value} {} of {}",
                question.field,
                worth[field],
                case.about()
            );
        }
        assert!(
            asked.windows(2).all(|pair| pair[0].value.to_f64() + 1e-9 >= pair[1].value.to_f64()),
            "{}",
            case.about()
        );
        // Whatever is answered, chances stay on average what they were.
        for (field, (name, values)) in case.open.iter().enumerate() {
            let mut average: Vec<f64> = vec![0.0; before.len()];
            for (value, weight) in values.iter().flatten().zip(&weights[field]) {
                let mut form = case.form();
                form.answer(name, value.to_string().as_bytes()).unwrap();
                for (known, chance) in chances(&mut form) {
                    let place = before.iter().position(|(before, _)| *before == known).unwrap();
                    average[place] += weight * chance;
                }
            }
            for ((_, chance), average) in before.iter().zip(average) {
                assert!((chance - average).abs() < 1e-12, "{name} of {}", case.about());
            }
        }
    }
    assert!(tried >= 5 || std::env::var_os("LEADGRADE_SEED").is_some(), "only {tried} were tried");
}

#[test]
fn the_fewest_answers_to_a_stage_are_those_of_brute_force() {
    let (mut reached, mut tried) = (0, 0);
    for case in cases(3_000) {
        let all = completions(&case.compiled, &case.model, &case.lead, &case.open);
        let stages = ["lead", "mql", "hql", "sql"];
        for (index, stage) in stages.iter().enumerate() {
            let mut form = case.form();
            let is_there = |known: &Known| {
                stages.iter().position(|id| known[0].as_deref() == Some(*id)).is_some_and(|at| at >= index)
            };
            let count = |places: &[usize]| places.iter().filter(|place| **place > 0).count();
            let fewest = all.iter().filter(|(_, known)| is_there(known)).map(|(places, _)| count(places)).min();
            let found = form.would_take(stage).unwrap();
            let answers: Vec<&Vec<(String, String)>> = found
                .ways
                .iter()
                .filter_map(|way| match way {
                    Way::Answers(answers) => Some(answers),
                    Way::Event(_) => None,
                })
                .collect();
            tried += 1;
            if found.is_exact && fewest != Some(0) {
                let shortest = answers.iter().map(|answers| answers.len()).min();
                assert_eq!(shortest, fewest, "{stage}: {found:?} of {}", case.about());
            }
            for answers in answers {
                reached += 1;
                let mut form = case.form();
                answers.iter().for_each(|(name, value)| assert_eq!(form.answer(name, value.as_bytes()), Ok(None)));
                assert!(is_there(&outcome(form.evaluation(), &case.model)), "{stage}: {found:?} of {}", case.about());
            }
            for way in &found.ways {
                let Way::Event(event) = way else { continue };
                let mut form = case.form();
                form.add_event(event.as_bytes()).unwrap();
                assert!(is_there(&outcome(form.evaluation(), &case.model)), "{stage}: {event} of {}", case.about());
            }
        }
    }
    assert!(reached > 5 || std::env::var_os("LEADGRADE_SEED").is_some(), "{reached} ways for {tried} questions");
}

#[test]
fn a_decision_stands_until_the_instant_that_is_named_and_no_longer() {
    let (mut changes, mut early) = (0, 0);
    for mut case in cases(usize::MAX) {
        let random = &mut Random(case.seed + 3_000_000);
        let decays = [json!("14d"), json!({ "linear": "30d" }), json!({ "step": "7d", "keep": 50 }), json!("none")];
        case.model["intent"]["decay"] = decays[random.below(4)].clone();
        for signal in case.model["intent"]["signals"].as_array_mut().unwrap() {
            if signal.get("idle").is_none() && random.below(2) == 0 {
                signal["within"] = json!("21d");
            }
        }
        for (name, values) in &case.open {
            if let Some(value) = values.iter().flatten().nth(random.below(values.len() - 1))
                && random.below(3) > 0
            {
                case.lead["profile"][name] = value.clone();
            }
        }
        let compiled =
            Model::from_json(&case.model.to_string()).unwrap_or_else(|error| panic!("{error}\n{}", case.model));
        let lead = case.lead.to_string();
        let mut evaluation = compiled.evaluation();
        let mut at = |millis: i64| {
            evaluation.renew(lead.as_bytes(), Instant::from_millis(millis).unwrap(), b"");
            outcome(&evaluation, &case.model)
        };
        let first = at(now().millis());
        let until = compiled.form(lead.as_bytes(), now(), b"").valid_until();
        let end = until.map_or(Instant::MAX.millis(), Instant::millis);
        assert!(end > now().millis());
        let day = 86_400_000;
        for step in 0..40 {
            // Nearly every distance, from a millisecond to centuries.
            let further = (1i64 << step) + random.below(1 << step.min(30)) as i64;
            for tried in [now().millis() + further, end - further]
                .into_iter()
                .filter(|tried| (now().millis()..end).contains(tried))
            {
                assert_eq!(at(tried), first, "at {tried}, before {until:?}, of {}", case.about());
            }
        }
        for days in (1..500).filter(|days| now().millis() + days * day < end) {
            assert_eq!(
                at(now().millis() + days * day),
                first,
                "after {days} days, before {until:?}, of {}",
                case.about()
            );
        }
        if let Some(until) = until {
            changes += 1;
            // Signals that outweigh each other without end take too long to follow; then it is an earlier instant.
            early += usize::from(at(until.millis()) == first);
        }
    }
    assert!(early * 100 <= changes, "{early} of {changes} instants are too early");
    assert!(changes > 5 || std::env::var_os("LEADGRADE_SEED").is_some(), "only {changes} changed");
}

#[test]
fn data_is_worth_buying_exactly_when_it_can_change_the_outcome() {
    for case in cases(20_000) {
        let mut form = case.form();
        if !form.is_exact() {
            continue;
        }
        let missing: Vec<String> = form.missing().into_iter().map(str::to_string).collect();
        for name in case.model["fields"].as_object().unwrap().keys() {
            assert_eq!(form.worth_enriching(&[name]), Ok(missing.contains(name)), "{name} of {}", case.about());
        }
        assert_eq!(form.worth_enriching(&[]), Ok(false));
        let all: Vec<&str> = case.model["fields"].as_object().unwrap().keys().map(String::as_str).collect();
        assert_eq!(form.worth_enriching(&all), Ok(!missing.is_empty()), "{}", case.about());
        // A field that no question asks is open as soon as somebody would buy it.
        let mut without = case.model.clone();
        without["form"] = json!({ "questions": [] });
        let compiled = Model::from_json(&without.to_string()).unwrap();
        let form = compiled.form(case.lead.to_string().as_bytes(), now(), b"");
        assert_eq!(form.worth_enriching(&all), Ok(!missing.is_empty()), "{}", case.about());
    }
}

#[test]
fn answers_that_make_a_lead_too_large_are_noticed_at_the_very_byte() {
    let model = Model::from_json(
        r#"{ "leadgrade": 1, "name": "m", "fields": { "size": { "type": "number" }, "words": { "type": "text" } },
             "fit": { "rules": [{ "id": "r", "when": { "size": { "gte": 5 } }, "points": 2 }] } }"#,
    )
    .unwrap();
    let frame = r#"{"id":"","profile":{}}"#.len();
    for most in [262_144 - 30, 262_144 - 60, 262_144 - 300] {
        let lead = format!(r#"{{"id":"{}","x":"{}","profile":{{}}}}"#, "i".repeat(10), "x".repeat(most - frame));
        let mut form = model.form(lead.as_bytes(), now(), b"");
        let mut codes = BTreeSet::new();
        for step in 0..60 {
            let (field, value) = if step % 3 == 2 {
                ("words", format!("\"{}\"", "y".repeat(step * 5)))
            } else {
                ("size", format!("{}", step * 7))
            };
            form.answer(field, value.as_bytes()).unwrap();
            let whole = model.evaluate(form.lead().as_bytes(), now(), b"");
            assert_eq!(form.evaluation().to_json(), whole.to_json(), "{most} {step}");
            codes.extend(whole.notices().map(|notice| notice.code));
        }
        assert!(codes.contains("lead-too-large"), "{most} {codes:?}");
    }
}

/// What may be answered: good and bad values of every type, values past a limit, blanks, and again what was answered before.
const ANSWERS: [&str; 40] = [
    "0",
    "240",
    "-1",
    "12.5",
    "1e400",
    "\" 250 \"",
    "\"about 50\"",
    "true",
    "\"No\"",
    "\"maybe\"",
    "null",
    "\"\"",
    "\" \\t\"",
    "\"n/a\"",
    "\"N/A \"",
    "\"unknown\"",
    "\"saas\"",
    "\"Computer Software\"",
    "\"COMPUTER_SOFTWARE\"",
    "\"Basket weaving\"",
    "\"VP of Sales\"",
    "\"\\u00c9t\\u00e9 \\ud800 \\\\ \\\"x\\\"\"",
    "\"Gesch\u{e4}ftsf\u{fc}hrer\"",
    "\"ada@acme.example\"",
    "\" Ada@MAIL.Scorely.example. \"",
    "\"eve@mailinator.com\"",
    "\"no at sign\"",
    "\"2026-03-01\"",
    "\"2026-02-29\"",
    "\"2025-11-22T10:00:00+01:00\"",
    "1763805600000",
    "[]",
    "[\"Salesforce\",\"HubSpot\",\"salesforce \",\"\",\"Z\u{e4}hlwerk\"]",
    "\"Salesforce; ;notion;notion\"",
    "[1]",
    "[null]",
    "{}",
    "{ \"deep\": [[[[[[[[[[[[[[[1]]]]]]]]]]]]]]] }",
    "LONG",
    "AGAIN",
];

#[test]
fn an_answer_gives_what_the_whole_lead_gives() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    let own = r#"{ "leadgrade": 1, "name": "own", "fields": {
        "a": { "type": "number", "min": 1, "aliases": ["size", "/company/size"] }, "company": { "type": "text" },
        "b": { "type": "text", "aliases": ["both"], "blank": ["n/a"] }, "c": { "type": "text", "aliases": ["c2"] },
        "d": { "type": "date" }, "tech": { "type": "set" }, "mail": { "type": "email", "layer": "human" } },
        "fit": { "rules": [{ "id": "r", "when": { "a": { "gte": 5 } }, "points": 2 }, { "id": "w", "when": { "b": { "words": "vp of" } }, "points": 3 },
          { "id": "t", "when": { "tech": "salesforce" }, "points": 1 }] },
        "intent": { "signals": [{ "id": "s", "on": { "type": "page" }, "points": 5, "when": { "c": { "known": true } }, "decay": "14d" }] },
        "frameworks": { "f": { "criteria": { "x": { "met": { "b": { "known": true } } }, "y": { "met": { "any": [{ "rule.r": true }, { "mail.kind": "free" }] } } } },
          "g": { "criteria": { "z": { "met": { "tech": { "known": true } } } } } },
        "labels": [{ "id": "k", "when": { "c": { "known": true } }, "because": "k" }, { "id": "m", "when": { "label.k": true, "f.passed": true }, "because": "m" },
          { "id": "p", "when": { "signal.s": true }, "because": "p" }, { "id": "q", "when": { "any": [{ "signal.s.count": { "gte": 2 } }, { "not": { "rule.w": true } }] }, "because": "q" },
          { "id": "u", "when": { "any": [{ "label.p": true }, { "rule.t": true }] }, "because": "u" }],
        "disqualify": [{ "id": "gone", "code": "gone", "when": { "b": "saas" }, "unless": { "c": { "known": true } } },
          { "id": "later", "code": "later", "when": { "a": 0 }, "then": { "recycle": { "on": "d" } } }],
        "stages": [{ "id": "mql", "when": { "score": { "gte": 5 } } }] }"#;
    let shared = own.replace("\"c2\"", "\"both\"");
    let file = |name: &str| std::fs::read_to_string(folder.join(name)).unwrap();
    let mut models = vec![own.to_string(), shared];
    models.extend(["b2b-saas", "hvac", "bant"].map(|name| file(&format!("models/{name}.json"))));
    let mut leads: Vec<String> =
        file("leads/b2b-saas.ndjson").lines().chain(file("leads/hvac.ndjson").lines()).map(str::to_string).collect();
    leads.truncate(12);
    leads.extend(
        [
            "{}",
            "nothing",
            r#"{ "profile": 3, "events": "none" }"#,
            r#"{ "profile": { "size": 7, "both": "x", "c2": "y", "company": { "size": 9 }, "a": "wrong", "x": 1 }, "events": [{ "type": "page", "at": "2026-11-20" }, 7] }"#,
            r#"{ "profile": { "a": [[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]], "b": 7, "mail": "no" }, "stage": 9 }"#,
        ]
        .map(str::to_string),
    );
    let long = format!("\"{}\"", "x".repeat(9_000));
    let medium = format!("\"{}\"", "y".repeat(3_000));
    for (number, model) in models.iter().enumerate() {
        let document: Value = serde_json::from_str(model).unwrap();
        let model = Model::from_json(model).unwrap();
        let fields: Vec<&String> = document["fields"].as_object().unwrap().keys().collect();
        for (place, lead) in leads.iter().enumerate() {
            let random = &mut Random((1_000 * number + place) as u64 + 1);
            let mut form = model.form(lead.as_bytes(), now(), br#"{ "turn": 3, "load": 7 }"#);
            let mut last = "7";
            for step in 0..120 {
                let field = fields[random.below(fields.len())];
                let answer = match ANSWERS[random.below(ANSWERS.len())] {
                    "LONG" if random.below(4) == 0 => long.as_str(),
                    "LONG" => medium.as_str(),
                    "AGAIN" => last,
                    answer => answer,
                };
                last = answer;
                let notice = match random.below(12) {
                    0 => {
                        form.skip(field).unwrap();
                        None
                    }
                    1 => {
                        form.undo();
                        None
                    }
                    2 => {
                        form.add_event(br#"{ "type": "page", "at": "2026-11-21" }"#).unwrap();
                        None
                    }
                    3 => {
                        form = model.restore(form.to_json().as_bytes(), None).unwrap();
                        None
                    }
                    _ => form.answer(field, answer.as_bytes()).unwrap(),
                };
                let whole = model.evaluate(form.lead().as_bytes(), now(), br#"{ "turn": 3, "load": 7 }"#);
                let about = || format!("step {step}: {field} = {answer} in model {number} after\n{}", form.to_json());
                assert_eq!(form.evaluation().to_json(), whole.to_json(), "{}", about());
                if let Some(code) = notice {
                    let path = Some(format!("/profile/{field}"));
                    assert!(whole.notices().any(|notice| notice.code == code && notice.path == path), "{}", about());
                }
                let before = form.evaluation().to_json();
                assert_eq!(form.answer(field, b"1 2"), Err(FormError::NotJson));
                assert_eq!(form.evaluation().to_json(), before);
            }
        }
    }
}

/// Points that come whatever is answered, by one rule or another, are not lost.
#[test]
fn points_that_every_answer_gives_are_counted() {
    let rule = |id: &str, when: Value| json!({ "id": id, "when": when, "points": 10 });
    let model = json!({ "leadgrade": 1, "name": "m",
        "fields": { "flag": { "type": "boolean" }, "other": { "type": "boolean" } },
        "fit": { "rules": [rule("yes", json!({ "flag": true })), rule("no", json!({ "flag": false })),
            rule("open", json!({ "flag": { "known": false } })), rule("other", json!({ "other": true }))] },
        "stages": [{ "id": "mql", "when": { "fit.points": { "gte": 20 } } }] });
    let mut form = Model::from_json(&model.to_string()).unwrap().form(b"{}", now(), b"");
    assert_eq!(form.reachable().outcomes.iter().map(|outcome| outcome.stage).collect::<Vec<_>>(), ["lead", "mql"]);
    assert_eq!(form.missing(), ["other"]);
    form.answer("other", b"true").unwrap();
    assert!(form.is_settled());
}
