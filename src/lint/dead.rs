//! Conditions that can never hold, and cases that are never reached.

use super::query::{FAILS, HOLDS, IS_FALSE, Wanted};
use super::{Lint, Part};
use crate::condition::Condition;
use crate::diagnostic::Code;
use crate::model::{DisqualifyRule, RulePoints};
use crate::prelude::*;

pub(super) fn lint(lint: &Lint<'_>) {
    let (root, model) = (lint.root, lint.model);
    for (index, derived) in model.derived.iter().enumerate() {
        let nodes = root.get("derived");
        cases(lint, nodes.key(index), nodes.member(index).get("cases"), &derived.cases);
    }
    for (index, rule) in model.fit.rules.iter().enumerate() {
        let node = root.get("fit").get("rules").item(index);
        let graded = matches!(rule.points, RulePoints::Graded { .. });
        let effect = if graded { "gives no points" } else { "never gives its points" };
        dead(lint, node, rule.when, &format!("rule `{}`", rule.id), effect);
    }
    for (index, signal) in model.intent.signals.iter().enumerate() {
        let node = root.get("intent").get("signals").item(index);
        let what = format!("signal `{}`", signal.id);
        if dead(lint, node, signal.when, &what, "never fires") || lint.reach.fires[index] {
            continue;
        }
        lint.warn(
            node.key_at("on"),
            Code::DeadRule,
            &format_args!("no event can match what {what} is `on`, so it never fires"),
            &"correct the match, or leave the signal out",
        );
    }
    let frameworks = root.get("frameworks").by_key();
    for framework in &model.frameworks {
        let node = frameworks.get(&framework.name).get("criteria");
        for (place, criterion) in framework.criteria.iter().enumerate() {
            let what = format!("criterion `{}` of `{}`", criterion.id, framework.name);
            dead_at(lint, node.member(place), "met", criterion.met, &what, "is never met");
        }
    }
    for (index, label) in model.labels.iter().enumerate() {
        dead(lint, root.get("labels").item(index), label.when, &format!("label `{}`", label.id), "is never shown");
    }
    for (index, rule) in model.disqualify.iter().enumerate() {
        disqualify(lint, root.get("disqualify").item(index), rule);
    }
    for (index, route) in model.routes.iter().enumerate() {
        dead(lint, root.get("routing").item(index), route.when, &format!("rule `{}`", route.id), "takes no lead");
    }
    for (index, point) in model.handoff.talking_points.iter().enumerate() {
        let node = root.get("handoff").get("talkingPoints").item(index);
        dead(lint, node, point.when, "this talking point", "is never said");
    }
}

fn dead(lint: &Lint<'_>, node: Part<'_>, when: Option<Condition>, what: &str, effect: &str) -> bool {
    dead_at(lint, node, "when", when, what, effect)
}

fn dead_at(lint: &Lint<'_>, node: Part<'_>, key: &str, when: Option<Condition>, what: &str, effect: &str) -> bool {
    let dead = when.is_some() && lint.is_never(&[(when, HOLDS)]);
    if dead {
        lint.warn(
            node.key_at(key),
            Code::DeadRule,
            &format_args!("the condition of {what} can never hold, so it {effect}"),
            &"correct the condition, or leave it out with what it is for",
        );
    }
    dead
}

fn disqualify(lint: &Lint<'_>, node: Part<'_>, rule: &DisqualifyRule) {
    let what = format!("rule `{}`", rule.id);
    if dead(lint, node, rule.when, &what, "puts no lead out") || rule.unless.is_none() {
        return;
    }
    if lint.is_never(&[(rule.when, HOLDS), (rule.unless, FAILS)]) {
        lint.warn(
            node.key_at("unless"),
            Code::DeadRule,
            &format_args!("whenever the condition of {what} holds, its `unless` does too, so it puts no lead out"),
            &"let `unless` ask for less than `when` does",
        );
    }
}

/// Cases whose condition can never hold, or never when it is their turn.
fn cases(lint: &Lint<'_>, name: &str, nodes: Part<'_>, cases: &[(Condition, usize)]) {
    let mut above: Vec<(Option<Condition>, Wanted)> = Vec::new();
    for (index, (when, _)) in cases.iter().enumerate() {
        let node = nodes.item(index);
        let is = node.get("is").text();
        let what = format!("case `{is}` of `{name}`");
        let holds = (Some(*when), HOLDS);
        if lint.work.get() == 0 {
            return;
        }
        if !dead(lint, node, Some(*when), &what, "is never chosen") {
            let mut wanted = vec![holds];
            wanted.extend(&above);
            if !above.is_empty() && lint.is_never(&wanted) {
                let one = above.iter().position(|other| lint.is_never(&[holds, *other]));
                let by = match one {
                    Some(other) => format!("case `{}` above it", nodes.item(other).get("is").text()),
                    None => "a case above it".to_string(),
                };
                lint.warn(
                    node.at(),
                    Code::ShadowedCase,
                    &format_args!("whenever the condition of {what} holds, {by} is chosen or not yet known"),
                    &"put it above the broader case, or leave it out",
                );
            }
        }
        above.push((Some(*when), IS_FALSE));
    }
}
