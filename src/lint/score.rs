//! Lints on points: tiers, bands, thresholds and bounds, against what leads can reach.

use super::reach::{Amounts, AxisReach, points_of_signal};
use super::{Lint, Part};
use crate::diagnostic::Code;
use crate::json::tree::{Node, Value};
use crate::model::{Axis, Bounds};
use crate::points::Points;
use crate::prelude::*;

pub(super) fn lint(lint: &Lint<'_>) {
    let (fit, intent) = (lint.root.get("fit"), lint.root.get("intent"));
    cuts(lint, "fit", "tier", fit.get("tiers"), &lint.model.fit.axis, &lint.reach.fit);
    cuts(lint, "intent", "band", intent.get("bands"), &lint.model.intent.axis, &lint.reach.intent);
    bounds(lint, "fit", fit, &lint.model.fit.axis, &lint.reach.fit);
    bounds(lint, "intent", intent, &lint.model.intent.axis, &lint.reach.intent);
    caps(lint);
    thresholds(lint);
    single_axis(lint);
}

fn points(milli: i64) -> Points {
    Points::from_milli(milli)
}

/// What the tiers or bands of an axis look at, in words.
fn what(axis: &str, of: &Axis) -> String {
    match &of.cuts_of {
        Some(groups) => {
            let ids = groups.iter().filter_map(|group| of.groups.get(*group)).map(|group| group.id.as_str());
            format!("sum of {}", super::listed(&ids.gather()))
        }
        None => axis.to_string(),
    }
}

/// Tiers or bands that no lead is in.
fn cuts(lint: &Lint<'_>, axis: &str, cut_word: &str, nodes: Part<'_>, of: &Axis, reach: &AxisReach) {
    let amounts = &reach.looked_at;
    let what = what(axis, of);
    let mut above: Option<(&str, i64)> = None;
    for (index, cut) in of.cuts.iter().enumerate() {
        let node = nodes.item(index);
        let at = cut.at.map(Points::milli);
        let id = &cut.id;
        if let Some(at) = at
            && amounts.high < at
        {
            let message =
                format!("{}, below the {} at which {cut_word} `{id}` begins", greatest(&what, amounts), points(at));
            let help = format!("begin `{id}` at {} or less, or give more points", points(amounts.high));
            lint.warn(node.key_at("at"), Code::ThresholdAboveMaximum, &message, &help);
        } else if let Some((other, ceiling)) = above
            && amounts.low >= ceiling
        {
            let message = format!(
                "no lead is in {cut_word} `{id}`, for the lowest {what} there can be is {}, and {cut_word} `{other}` begins at {}",
                points(amounts.low),
                points(ceiling)
            );
            let help = format!("begin `{other}` above {}, or leave `{id}` out", points(amounts.low));
            lint.warn(node.at(), Code::UnreachableTier, &message, &help);
        } else if let Some(all) = &amounts.all
            && let from = at.map_or(0, |at| all.partition_point(|amount| *amount < at))
            && all.get(from).is_none_or(|amount| above.is_some_and(|(_, above)| *amount >= above))
        {
            // Neither above all nor below all: there is a gap.
            let ceiling = above.map_or(amounts.high, |(_, ceiling)| ceiling);
            let below = match at {
                Some(_) => from.checked_sub(1).and_then(|index| all.get(index)).copied().unwrap_or(amounts.low),
                None => amounts.high,
            };
            let next = all.get(all.partition_point(|amount| *amount < ceiling)).copied().unwrap_or(amounts.high);
            lint.warn(
                node.at(),
                Code::UnreachableTier,
                &format_args!(
                    "no lead is in {cut_word} `{id}`, for no {what} lies between {} and {}",
                    points(below),
                    points(next)
                ),
                &format_args!("begin `{id}` at {} or less, or leave it out", points(below)),
            );
        }
        above = at.map(|at| (id.as_str(), at)).or(above);
    }
}

/// The greatest amount there can be, in words that say no more than is proved.
fn greatest(what: &str, amounts: &Amounts) -> String {
    if amounts.witnessed {
        format!("the highest reachable {what} is {}", points(amounts.high))
    } else {
        format!("the {what} of a lead is at most {}", points(amounts.high))
    }
}

/// Bounds of groups and of an axis that change no sum.
fn bounds(lint: &Lint<'_>, axis: &str, node: Part<'_>, of: &Axis, reach: &AxisReach) {
    let nodes = node.get("groups").by_key();
    for (group, reach) in of.groups.iter().zip(&reach.groups) {
        let what = format!("the points of group `{}`", group.id);
        never_capped(lint, nodes.get(&group.id), &what, group.bounds, reach.sum);
    }
    never_capped(lint, node, &format!("the points of {axis}"), of.bounds, reach.sum);
}

fn never_capped(lint: &Lint<'_>, node: Part<'_>, what: &str, bounds: Bounds, (low, high): (i64, i64)) {
    let [max, min] = [bounds.max, bounds.min].map(|bound| bound.map(Points::milli));
    for (key, bound, amount, most, beyond) in [
        ("max", max.filter(|max| high <= *max), high, "most", "below"),
        ("min", min.filter(|min| low >= *min), low, "least", "above"),
    ] {
        let Some(bound) = bound else { continue };
        let (bound, amount) = (points(bound), points(amount));
        lint.warn(
            node.key_at(key),
            Code::NeverCapped,
            &format_args!("{what} come to at {most} {amount}, so a `{key}` of {bound} never caps them"),
            &format_args!("leave `{key}` out, or set it {beyond} {amount}"),
        );
    }
}

/// Caps of signals that change nothing.
fn caps(lint: &Lint<'_>) {
    for (index, signal) in lint.model.intent.signals.iter().enumerate() {
        let Some(cap) = signal.cap else { continue };
        let (low, high) = points_of_signal(signal);
        let most = high.max(-low);
        if most <= cap.milli() {
            let node = lint.root.get("intent").get("signals").item(index);
            let message =
                format!("signal `{}` gives {} at most, so a `cap` of {cap} never binds", signal.id, points(most));
            let help = format!("leave `cap` out, or set it below {}", points(most));
            lint.warn(node.key_at("cap"), Code::NeverCapped, &message, &help);
        }
    }
}

/// Thresholds of stages above all points there can be.
fn thresholds(lint: &Lint<'_>) {
    for node in lint.root.get("stages").items() {
        let stage = Part(Some(node));
        each_fact(stage.get("when"), &mut |name, at, tests| {
            let Some((what, high, witnessed)) = most_of(lint, name) else { return };
            for (operator, at, threshold) in least_wanted(at, tests) {
                let Value::Number(text) = threshold.value else { continue };
                let Ok(wanted) = Points::parse(text) else { continue };
                let reached = if operator == "gt" { high > wanted.milli() } else { high >= wanted.milli() };
                if reached {
                    continue;
                }
                let id = stage.get("id").text();
                let amounts = Amounts { high, witnessed, ..Amounts::default() };
                let not_above = if operator == "gt" { "not above" } else { "below" };
                let message =
                    format!("{}, {not_above} the threshold {wanted} of stage `{id}`", greatest(&what, &amounts));
                let less = if operator == "gt" { "less than that" } else { "that or less" };
                lint.warn(
                    at,
                    Code::ThresholdAboveMaximum,
                    &message,
                    &format_args!("ask for {less}, or give more points"),
                );
            }
        });
    }
}

/// Whether a stage asks itself for more points than there are.
pub(super) fn asks_too_much(lint: &Lint<'_>, stage: Part<'_>) -> bool {
    let mut too_much = false;
    each_fact(stage.get("when"), &mut |name, at, tests| {
        let Some((_, high, _)) = most_of(lint, name) else { return };
        for (operator, _, threshold) in least_wanted(at, tests) {
            if let Value::Number(text) = threshold.value
                && let Ok(wanted) = Points::parse(text)
            {
                too_much |= high < wanted.milli() || (operator == "gt" && high == wanted.milli());
            }
        }
    });
    too_much
}

/// What a fact of points is called, its greatest value, and whether a lead is known to have it.
fn most_of(lint: &Lint<'_>, name: &str) -> Option<(String, i64, bool)> {
    let (fit, intent) = (&lint.reach.fit, &lint.reach.intent);
    let group = |axis: &Axis, reach: &AxisReach, id: &str| {
        let index = axis.groups.iter().position(|group| group.id == id)?;
        Some((format!("sum of group `{id}`"), reach.groups.get(index)?.clamped.1, false))
    };
    match name {
        "fit.points" => Some(("fit".to_string(), fit.points.high, fit.points.witnessed)),
        "intent.points" => Some(("intent".to_string(), intent.points.high, false)),
        "score" => Some(("score".to_string(), lint.reach.score.1, false)),
        name => match (name.strip_prefix("fit.group."), name.strip_prefix("intent.group.")) {
            (Some(id), _) => group(&lint.model.fit.axis, fit, id),
            (_, Some(id)) => group(&lint.model.intent.axis, intent, id),
            _ => None,
        },
    }
}

/// The tests of a fact that want it to be at least something, with their places.
fn least_wanted<'n>(at: usize, tests: &'n Node<'n>) -> Vec<(&'n str, usize, &'n Node<'n>)> {
    match &tests.value {
        Value::Number(_) => vec![("eq", at, tests)],
        Value::Object(members) => members
            .iter()
            .filter_map(|member| match (member.key.as_str(), &member.node.value) {
                ("eq" | "gt" | "gte", _) => Some((member.key.as_str(), member.at, &member.node)),
                ("between", Value::Array(bounds)) => Some(("between", member.at, bounds.first()?)),
                _ => None,
            })
            .gather(),
        _ => Vec::new(),
    }
}

/// Every fact that a condition wants something of; under a `not` it wants the opposite, which is another matter.
fn each_fact<'n>(condition: Part<'n>, see: &mut dyn FnMut(&'n str, usize, &'n Node<'n>)) {
    for member in condition.members() {
        match member.key.as_str() {
            "any" | "all" => {
                Part(Some(&member.node)).items().iter().for_each(|inner| each_fact(Part(Some(inner)), see));
            }
            "not" => {}
            name => see(name, member.at, &member.node),
        }
    }
}

/// A model that scores one axis only.
fn single_axis(lint: &Lint<'_>) {
    let (rules, signals) = (lint.model.fit.rules.is_empty(), lint.model.intent.signals.is_empty());
    if rules == signals {
        return;
    }
    let (key, message, help) = if signals {
        (
            "fit",
            "only fit is scored: the model has no signals, so whatever a lead does counts nothing",
            "add signals to `intent`",
        )
    } else {
        (
            "intent",
            "only intent is scored: the model has no fit rules, so whoever a lead is counts nothing",
            "add rules to `fit`",
        )
    };
    lint.warn(lint.root.key_at(key), Code::SingleAxis, &message, &help);
}
