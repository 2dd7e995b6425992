//! The score: it is its ledger, it keeps within its bounds, and it moves the way one expects.

use super::*;

fn lead(profile: &Value, events: &[Value]) -> Value {
    json!({ "id": "l-1", "profile": profile, "events": events })
}

#[test]
fn the_same_input_gives_the_same_bytes_also_in_used_memory() {
    let leads = || proptest::collection::vec((profile(), events(12)), 1..5);
    check(100, (scoring(false), leads()), |(document, leads)| {
        let compiled = model(&document);
        let again = model(&document);
        let mut used = compiled.evaluation();
        for (profile, events) in leads.iter().chain(leads.iter().rev()) {
            let lead = lead(profile, events);
            let fresh = text(&compiled, &lead, NOW);
            prop_assert_eq!(&fresh, &text(&again, &lead, NOW));
            used.renew(lead.to_string().as_bytes(), instant(NOW), b"");
            prop_assert_eq!(&fresh, &used.to_json());
        }
        Ok(())
    });
}

#[test]
fn the_order_of_events_does_not_matter() {
    let shuffled = events(20).prop_flat_map(|events| (Just(events.clone()), Just(events).prop_shuffle()));
    check(200, (scoring(false), profile(), shuffled), |(document, profile, (events, shuffled))| {
        let model = model(&document);
        prop_assert_eq!(text(&model, &lead(&profile, &events), NOW), text(&model, &lead(&profile, &shuffled), NOW));
        Ok(())
    });
}

#[test]
fn the_score_is_the_sum_of_its_ledger() {
    check(300, (scoring(false), profile(), events(20)), |(document, profile, events)| {
        let model = model(&document);
        let evaluation = model.evaluate(lead(&profile, &events).to_string().as_bytes(), instant(NOW), b"");
        let ledger: i64 = evaluation.reasons().map(|reason| reason.points.milli()).sum();
        prop_assert_eq!(ledger, evaluation.score().milli());
        prop_assert_eq!(evaluation.fit().milli() + evaluation.intent().milli(), ledger);
        // Each axis is the sum of its own part of it.
        for (axis, points) in [(leadgrade::Axis::Fit, evaluation.fit()), (leadgrade::Axis::Intent, evaluation.intent())]
        {
            let own: i64 = evaluation.reasons().filter(|reason| reason.axis == axis).map(|r| r.points.milli()).sum();
            prop_assert_eq!(own, points.milli());
        }
        Ok(())
    });
}

#[test]
fn groups_axes_and_caps_keep_within_their_bounds() {
    let within = |bounds: &Value, points: i64| {
        let bound = |key: &str| bounds.get(key).map(milli);
        bound("min").is_none_or(|min| points >= min) && bound("max").is_none_or(|max| points <= max)
    };
    check(300, (scoring(false), profile(), events(20)), |(document, profile, events)| {
        let evaluation = evaluate(&model(&document), &lead(&profile, &events), NOW);
        let reasons = evaluation["reasons"].as_array().unwrap();
        for axis in ["fit", "intent"] {
            let own = || reasons.iter().filter(|reason| reason["axis"] == axis);
            for group in ["one", "two"] {
                let sum: i64 = own().filter(|r| r["group"] == group).map(|r| milli(&r["points"])).sum();
                let bounds = &document[axis]["groups"][group];
                // A group without a rule or signal is not empty when it has a lower bound: it is held to that, too.
                prop_assert!(within(bounds, sum), "{axis} {group} has {sum} of {bounds}");
            }
            let points = milli(&evaluation[axis]["points"]);
            prop_assert!(within(&document[axis], points), "{axis} has {points}");
        }
        for signal in document["intent"]["signals"].as_array().unwrap() {
            let Some(cap) = signal.get("cap").map(milli) else { continue };
            let capped = reasons.iter().filter(|reason| reason["rule"] == signal["id"]);
            for reason in capped {
                prop_assert!(milli(&reason["points"]).abs() <= cap, "{reason} is past the cap {cap}");
            }
        }
        Ok(())
    });
}

/// The class is that of models whose signals have no negative points, are not `idle` (an event more ends the idleness) and
/// do not count `sessions` (an event between two of them makes them one), whatever their decay, windows, caps and clamps.
/// Signals may be for a condition on the lead, which no event changes.
#[test]
fn one_event_more_never_lowers_a_score_that_only_grows() {
    check(300, (scoring(true), profile(), events(12), event()), |(document, profile, events, more)| {
        let model = model(&document);
        let with: Vec<Value> = events.iter().chain([&more]).cloned().collect();
        let points = |events: &[Value]| milli(&evaluate(&model, &lead(&profile, events), NOW)["score"]);
        prop_assert!(points(&with) >= points(&events), "{} falls to {}", points(&events), points(&with));
        Ok(())
    });
}

/// The same class: what has happened only fades.
#[test]
fn a_score_that_only_grows_with_events_never_grows_with_time() {
    let later = proptest::collection::vec(0..200 * DAY, 1..6);
    check(150, (scoring(true), profile(), events(12), later), |(document, profile, events, mut later)| {
        let model = model(&document);
        let lead = lead(&profile, &events);
        later.sort_unstable();
        let mut before = milli(&evaluate(&model, &lead, NOW)["score"]);
        for later in later {
            let after = milli(&evaluate(&model, &lead, NOW + later)["score"]);
            prop_assert!(after <= before, "{before} grows to {after}");
            before = after;
        }
        Ok(())
    });
}

#[test]
fn one_event_decays_towards_nothing_and_never_past_it() {
    let ages = proptest::collection::vec(0..400 * DAY, 2..20);
    check(150, (points(true), decay(), ages), |(points, decay, mut ages)| {
        let document = json!({ "leadgrade": 1, "name": "one", "fields": {},
                               "intent": { "signals": [{ "id": "s", "points": points, "decay": decay }] } });
        let model = model(&document);
        let lead = json!({ "events": [{ "type": "page", "at": NOW }] });
        let full = milli(&points);
        ages.sort_unstable();
        let mut before = full;
        for age in ages {
            let left = milli(&evaluate(&model, &lead, NOW + age)["intent"]["points"]);
            prop_assert!(left.abs() <= before.abs() && left * full >= 0, "{before} becomes {left}");
            before = left;
        }
        // An event a little in the future, for clocks differ, is as old as now.
        prop_assert_eq!(milli(&evaluate(&model, &lead, NOW - 5 * MINUTE)["intent"]["points"]), full);
        Ok(())
    });
}

#[test]
fn points_are_what_they_are_written_as() {
    check(500, -1_000_000_000..=1_000_000_000i64, |milli| {
        let written = leadgrade::Points::from_milli(milli).to_string();
        for form in [written.clone(), format!("{milli}e-3"), format!("{milli}000E-6"), format!("{written}e0")] {
            let document = format!(
                r#"{{"leadgrade":1,"name":"p","fields":{{}},"fit":{{"rules":[{{"id":"r","when":{{}},"points":{form}}}]}}}}"#
            );
            let model = Model::from_json(&document).unwrap_or_else(|error| panic!("{error}"));
            let evaluation = model.evaluate(b"{}", instant(NOW), b"");
            prop_assert_eq!(evaluation.fit().milli(), milli, "{}", form);
            let json = evaluation.to_json();
            let rest = json.split_once(r#""fit":{"points":"#).unwrap().1;
            prop_assert!(rest.starts_with(&format!("{written},")), "{written}: {rest}");
        }
        Ok(())
    });
}
