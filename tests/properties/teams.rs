//! Teams: who gets which lead, and how many.

use super::*;
use std::collections::BTreeMap;

fn team(mode: &str, members: &[(String, u32)]) -> Model {
    let members: Vec<Value> = members.iter().map(|(id, weight)| json!({ "id": id, "weight": weight })).collect();
    model(&json!({
        "leadgrade": 1, "name": "team", "fields": { "account": { "type": "text" } },
        "teams": { "t": { "mode": mode, "members": members, "key": ["account"] } },
        "routing": [{ "id": "to-team", "to": { "team": "t" } }, { "id": "rest", "to": { "queue": "rest" } }]
    }))
}

fn named(members: &[(&str, u32)]) -> Vec<(String, u32)> {
    members.iter().map(|(id, weight)| (id.to_string(), *weight)).collect()
}

/// The owner that an evaluation names, without reading all of its JSON: this is asked 100,000 times.
fn owner(evaluation: &leadgrade::Evaluation) -> String {
    evaluation.action().owner.map(|owner| owner.to_string()).unwrap_or_default()
}

/// The owners of so many accounts.
fn owners(model: &Model, keys: u32) -> Vec<String> {
    let mut evaluation = model.evaluation();
    let own = |key| {
        evaluation.renew(format!(r#"{{"profile":{{"account":"account {key}"}}}}"#).as_bytes(), instant(NOW), b"");
        owner(&evaluation)
    };
    (0..keys).map(own).collect()
}

#[test]
fn without_a_member_only_that_members_leads_move() {
    let members = named(&[("ana", 1), ("bo", 2), ("cy", 1), ("dee", 3), ("eli", 1)]);
    let keys = 100_000;
    let before = owners(&team("sticky", &members), keys);
    let mut counts: BTreeMap<&str, u32> = BTreeMap::new();
    before.iter().for_each(|owner| *counts.entry(owner).or_default() += 1);
    let weights: u32 = members.iter().map(|(_, weight)| weight).sum();
    for (id, weight) in &members {
        let due = f64::from(keys * weight) / f64::from(weights);
        let share = f64::from(counts[id.as_str()]) / due;
        assert!((0.97..=1.03).contains(&share), "{id} has {share} of the due share");
    }
    let left: Vec<_> = members.iter().filter(|(id, _)| id != "bo").cloned().collect();
    let after = owners(&team("sticky", &left), keys);
    for (key, (before, after)) in before.iter().zip(&after).enumerate() {
        assert!(before == after || before == "bo", "account {key} moves from {before} to {after}");
        assert_ne!(after, "bo");
    }
    let mut moved: BTreeMap<&str, u32> = BTreeMap::new();
    let gone = before.iter().zip(&after).filter(|(before, _)| *before == "bo");
    gone.for_each(|(_, after)| *moved.entry(after).or_default() += 1);
    for (id, weight) in &left {
        let share = f64::from(moved[id.as_str()]) / (f64::from(counts["bo"] * weight) / f64::from(weights - 2));
        assert!((0.94..=1.06).contains(&share), "{id} takes {share} of the due share");
    }
}

/// The order of the members is not part of the hash, and neither is how the key is written.
#[test]
fn sticky_depends_on_nothing_but_key_members_and_salt() {
    let members = proptest::collection::btree_map("[a-z]{1,5}", 1..20u32, 1..6);
    let members = members.prop_map(|members| members.into_iter().collect::<Vec<_>>());
    let members = members.prop_flat_map(|members| (Just(members.clone()), Just(members).prop_shuffle()));
    check(60, (members, "[a-z]{1,8}", "[a-z]{0,4}"), |((members, shuffled), key, salt)| {
        let context = json!({ "salt": salt }).to_string();
        let own = |members: &[(String, u32)], key: &str, context: &str| {
            let lead = json!({ "id": "any", "profile": { "account": key }, "events": [] }).to_string();
            owner(&team("sticky", members).evaluate(lead.as_bytes(), instant(NOW), context.as_bytes()))
        };
        let first = own(&members, &key, &context);
        prop_assert!(members.iter().any(|(id, _)| *id == first));
        prop_assert_eq!(&first, &own(&shuffled, &key, &context));
        prop_assert_eq!(&first, &own(&members, &format!("  {} ", key.to_uppercase()), &context));
        // A member who is away is as one who is not there.
        let others: Vec<_> = members.iter().filter(|(id, _)| *id != first).cloned().collect();
        if !others.is_empty() {
            let away = json!({ "salt": salt, "away": [first] }).to_string();
            prop_assert_eq!(own(&members, &key, &away), own(&others, &key, &context));
        }
        Ok(())
    });
}

/// The owners of so many turns from one on.
fn turns(model: &Model, turns: std::ops::Range<i64>) -> Vec<String> {
    let at = |turn: i64| owner(&model.evaluate(b"{}", instant(NOW), json!({ "turn": turn }).to_string().as_bytes()));
    turns.map(at).collect()
}

#[test]
fn five_one_one_is_smooth() {
    let model = team("turns", &named(&[("a", 5), ("b", 1), ("c", 1)]));
    assert_eq!(turns(&model, 0..7).concat(), "aabacaa");
    assert_eq!(turns(&model, -7..0).concat(), "aabacaa");
    assert_eq!(turns(&model, 7_000_000..7_000_007).concat(), "aabacaa");
}

#[test]
fn a_round_of_turns_gives_everyone_exactly_their_weight() {
    let members = proptest::collection::btree_map("[a-z]{1,5}", 1..12u32, 1..6);
    check(60, (members, -1_000..1_000i64), |(members, start)| {
        let members: Vec<_> = members.into_iter().collect();
        let round: u32 = members.iter().map(|(_, weight)| weight).sum();
        let model = team("turns", &members);
        let given = turns(&model, start..start + i64::from(round));
        for (id, weight) in &members {
            prop_assert_eq!(given.iter().filter(|owner| *owner == id).count(), *weight as usize);
        }
        // And the next round is the same.
        prop_assert_eq!(turns(&model, start + i64::from(round)..start + 2 * i64::from(round)), given);
        Ok(())
    });
}

#[test]
fn balanced_gives_to_the_least_loaded() {
    let members = proptest::collection::vec((1..5u32, proptest::option::of(0..6i64)), 1..5);
    check(200, members, |loads| {
        let members: Vec<_> =
            loads.iter().enumerate().map(|(index, (weight, _))| (format!("m{index}"), *weight)).collect();
        let known =
            loads.iter().enumerate().filter_map(|(index, (_, load))| Some((format!("m{index}"), json!((*load)?))));
        let context = json!({ "load": serde_json::Map::from_iter(known) }).to_string();
        let chosen = owner(&team("balanced", &members).evaluate(b"{}", instant(NOW), context.as_bytes()));
        let burden = |index: usize| {
            let (weight, load) = loads[index];
            (load.unwrap_or(0) + 1, i64::from(weight))
        };
        let chosen: usize = chosen[1..].parse().unwrap();
        let (load, weight) = burden(chosen);
        for other in 0..loads.len() {
            let (other_load, other_weight) = burden(other);
            prop_assert!(
                load * other_weight <= other_load * weight,
                "m{chosen} is chosen and m{other} has less: {loads:?}"
            );
        }
        Ok(())
    });
}
