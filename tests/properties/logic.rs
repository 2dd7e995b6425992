//! Three-valued logic, as labels show it.

use super::*;

/// A condition over the facts `t`, `f` and `u`, which are true, false and unknown.
#[derive(Clone, Debug)]
enum Tree {
    Fact(&'static str),
    Not(Box<Tree>),
    All(Vec<Tree>),
    Any(Vec<Tree>),
}

fn tree() -> impl Strategy<Value = Tree> {
    let fact = prop_oneof![Just("t"), Just("f"), Just("u")].prop_map(Tree::Fact);
    fact.prop_recursive(4, 20, 3, |inner| {
        prop_oneof![
            inner.clone().prop_map(|tree| Tree::Not(Box::new(tree))),
            proptest::collection::vec(inner.clone(), 1..4).prop_map(Tree::All),
            proptest::collection::vec(inner, 1..4).prop_map(Tree::Any),
        ]
    })
}

impl Tree {
    fn condition(&self) -> Value {
        match self {
            Tree::Fact(name) => json!({ *name: true }),
            Tree::Not(tree) => json!({ "not": tree.condition() }),
            Tree::All(trees) => json!({ "all": trees.iter().map(Tree::condition).collect::<Vec<_>>() }),
            Tree::Any(trees) => json!({ "any": trees.iter().map(Tree::condition).collect::<Vec<_>>() }),
        }
    }

    /// −1 is false, 0 unknown and 1 true.
    fn truth(&self, unknown: i8) -> i8 {
        match self {
            Tree::Fact("t") => 1,
            Tree::Fact("f") => -1,
            Tree::Fact(_) => unknown,
            Tree::Not(tree) => -tree.truth(unknown),
            Tree::All(trees) => trees.iter().map(|tree| tree.truth(unknown)).min().unwrap_or(1),
            Tree::Any(trees) => trees.iter().map(|tree| tree.truth(unknown)).max().unwrap_or(-1),
        }
    }
}

/// The truth of conditions for a lead whose `u` is as given. A label `known` shows what a label's fact is.
fn truths(conditions: &[Value], u: Value) -> Vec<i8> {
    let mut all = Vec::new();
    for (index, condition) in conditions.iter().enumerate() {
        let fact = format!("label.c{index}");
        all.push(json!({ "id": format!("c{index}"), "when": condition }));
        all.push(json!({ "id": format!("k{index}"), "when": { fact: { "known": true } } }));
    }
    let boolean = json!({ "type": "boolean" });
    let document = json!({ "leadgrade": 1, "name": "logic", "fields": { "t": boolean, "f": boolean, "u": boolean },
                           "labels": all });
    let lead = json!({ "profile": { "t": true, "f": false, "u": u } });
    let held = labels(&evaluate(&model(&document), &lead, NOW));
    let holds = |id: String| held.contains(&id);
    let truth = |index| match (holds(format!("c{index}")), holds(format!("k{index}"))) {
        (true, true) => 1,
        (false, true) => -1,
        (false, false) => 0,
        (true, false) => panic!("what holds is known"),
    };
    (0..conditions.len()).map(truth).collect()
}

#[test]
fn conditions_have_the_truth_of_kleene() {
    check(250, tree(), |tree| {
        let condition = [tree.condition()];
        for (value, unknown) in [(json!(null), 0), (json!(true), 1), (json!(false), -1)] {
            prop_assert_eq!(truths(&condition, value), vec![tree.truth(unknown)]);
        }
        Ok(())
    });
}

#[test]
fn the_laws_of_kleene_hold() {
    check(120, (tree(), tree(), tree()), |(a, b, c)| {
        let [a, b, c] = [a, b, c].map(|tree| tree.condition());
        let not = |x: &Value| json!({ "not": x });
        let all = |x: &Value, y: &Value| json!({ "all": [x, y] });
        let any = |x: &Value, y: &Value| json!({ "any": [x, y] });
        for (left, right) in [
            (not(&not(&a)), a.clone()),
            (not(&all(&a, &b)), any(&not(&a), &not(&b))),
            (not(&any(&a, &b)), all(&not(&a), &not(&b))),
            (all(&a, &b), all(&b, &a)),
            (any(&a, &any(&b, &c)), any(&any(&a, &b), &c)),
            (all(&a, &any(&b, &c)), any(&all(&a, &b), &all(&a, &c))),
            (any(&a, &all(&b, &c)), all(&any(&a, &b), &any(&a, &c))),
            (any(&a, &all(&a, &b)), a.clone()),
            (all(&a, &json!({})), a.clone()),
            (any(&a, &not(&json!({}))), a.clone()),
        ] {
            let found = truths(&[left.clone(), right.clone()], Value::Null);
            prop_assert_eq!(found[0], found[1], "{} is not {}", left, right);
        }
        Ok(())
    });
}

/// More knowledge changes no decision that was made: only what was unknown may become true or false.
#[test]
fn what_is_decided_stays_so_when_more_is_known() {
    check(300, tree(), |tree| {
        let condition = [tree.condition()];
        let open = truths(&condition, Value::Null)[0];
        for value in [true, false] {
            let closed = truths(&condition, json!(value))[0];
            prop_assert!(open == 0 || open == closed);
        }
        Ok(())
    });
}
