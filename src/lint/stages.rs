//! Lints on stages: what they are called, what they ask for, and how little is enough to come to them.

use super::bare::{self, Bare, Event};
use super::truths::Truths;
use super::{Lint, Part, score};
use crate::condition::Condition;
use crate::diagnostic::Code;
use crate::fold::fold;
use crate::model::Compiled;

pub(super) fn lint(lint: &Lint<'_>) {
    let stages: Vec<Part<'_>> = lint.root.get("stages").items().iter().map(|node| Part(Some(node))).collect();
    unreachable(lint, &stages);
    for (index, stage) in stages.iter().enumerate() {
        let id = stage.get("id").text();
        if let Some(next) = stages.get(index + 1)
            && is_called(*stage, &MQL)
            && (is_called(*next, &SAL) || is_called(*next, &SQL))
        {
            let next_id = next.get("id").text();
            let message = format!(
                "`{next_id}` comes straight after `{id}`: reaching a threshold is all that stands between marketing and sales"
            );
            let help = "put a stage between them that also asks for fit and for interest in more than one place";
            lint.warn(next.at(), Code::NoHql, message, help);
        }
        if is_called(*stage, &SQL) && !on_the_way(lint.model, index).iter().any(|stage| lint.model.stages[*stage].gate)
        {
            let message =
                format!("a lead becomes `{id}` by points alone, for neither it nor a stage it requires has a gate");
            let help = "add a `gate` with the event by which a person accepts";
            lint.warn(stage.at(), Code::GateMissing, message, help);
        }
    }
    if bare::can_be_told(lint.model) {
        little_enough(lint, &stages);
    }
}

const MQL: [&str; 4] = ["mql", "marketing qualified", "marketing-qualified", "marketing qualified lead"];
const SAL: [&str; 4] = ["sal", "sales accepted", "sales-accepted", "sales accepted lead"];
const SQL: [&str; 4] = ["sql", "sales qualified", "sales-qualified", "sales qualified lead"];

fn is_called(stage: Part<'_>, names: &[&str]) -> bool {
    ["id", "label"].iter().any(|key| names.contains(&fold(stage.get(key).text()).as_str()))
}

/// Whether sales sees the leads of a stage: it owns it, decides at its gate, or the stage is called as theirs are.
fn is_of_sales(stage: Part<'_>, gate: bool) -> bool {
    let owner = fold(stage.get("owner").text());
    let owned = owner.split(|char: char| !char.is_alphanumeric()).any(|word| ["sales", "sdr", "ae"].contains(&word));
    owned || gate || is_called(stage, &SAL) || is_called(stage, &SQL)
}

/// A stage and all those it requires.
fn on_the_way(model: &Compiled, stage: usize) -> Vec<usize> {
    let mut all = vec![stage];
    let mut next = 0;
    while let Some(&stage) = all.get(next) {
        next += 1;
        for &required in &model.stages[stage].requires {
            if !all.contains(&required) {
                all.push(required);
            }
        }
    }
    all
}

/// Stages that no lead comes to. What follows from one of them is not said again.
fn unreachable(lint: &Lint<'_>, stages: &[Part<'_>]) {
    let mut lost = vec![false; stages.len()];
    for (index, stage) in stages.iter().enumerate() {
        let way = on_the_way(lint.model, index);
        let wanted: Vec<(Option<Condition>, Truths)> =
            way.iter().map(|stage| (lint.model.stages[*stage].when, Truths::TRUE)).collect();
        if way.iter().any(|stage| lost[*stage]) || !lint.is_never(&wanted) {
            continue;
        }
        lost[index] = true;
        // Too high a threshold has been told as such.
        if score::asks_too_much(lint, *stage) && lint.is_never(&wanted[..1]) {
            continue;
        }
        let id = stage.get("id").text();
        let message = if wanted.len() == 1 || lint.is_never(&wanted[..1]) {
            format!("the condition of stage `{id}` can never hold")
        } else {
            let required = way[1..].iter().map(|stage| stages[*stage].get("id").text());
            format!("the condition of stage `{id}` can never hold together with that of {}", super::listed(required))
        };
        let help = "correct what the condition asks for, or what the stage requires";
        lint.warn(stage.at(), Code::UnreachableStage, message, help);
    }
}

/// Stages of sales that a lead comes to of whom nothing is known but what it did.
fn little_enough(lint: &Lint<'_>, stages: &[Part<'_>]) {
    let model = lint.model;
    let of_sales: Vec<usize> =
        (0..stages.len()).filter(|&index| is_of_sales(stages[index], model.stages[index].gate)).collect();
    if of_sales.is_empty() {
        return;
    }
    let each: Vec<Vec<Event>> = (0..model.intent.signals.len()).map(|signal| bare::events_for(model, signal)).collect();
    let kind = |events: &[Event]| Bare::new(model, events);
    let most = 64;
    let alone: Vec<Bare<'_>> = each.iter().take(most).map(|events| kind(&events[..events.len().min(1)])).collect();
    let many: Vec<Event> = each
        .iter()
        .zip(&model.intent.signals)
        .filter(|(_, signal)| signal.points.milli() > 0)
        .take(most)
        .flat_map(|(events, _)| events.iter().cloned())
        .collect();
    let ways = [kind(&[]), kind(&many)];
    let more: Vec<Bare<'_>> = each.iter().take(most).map(|events| kind(events)).collect();
    for index in of_sales {
        let stage = stages[index];
        let id = stage.get("id").text();
        let gated = on_the_way(model, index).iter().any(|stage| model.stages[*stage].gate);
        let nothing = ways[0].comes_to(index);
        if nothing || ways.iter().chain(&alone).chain(&more).any(|bare| bare.comes_to(index)) {
            let who = if nothing {
                "a lead of whom nothing is known"
            } else {
                "by what it did alone, a lead of whom nothing else is known"
            };
            let place = if model.stages[index].gate { "comes to the gate of" } else { "comes to" };
            let message = format!("{who} {place} `{id}`, so no fit is asked for");
            let help = "ask for fit, such as a tier, in this stage or one that it requires";
            lint.warn(stage.at(), Code::NoIcpGuardrail, message, help);
        }
        let one = alone.iter().zip(&each).position(|(bare, events)| !events.is_empty() && bare.comes_to(index));
        if let Some(signal) = one
            && !nothing
            && !gated
        {
            let event = each[signal].first().map_or("", |event| event.event_type.as_str());
            let fired = &model.intent.signals[signal].id;
            let message = format!("one `{event}` event, by which signal `{fired}` fires, is enough for `{id}`");
            let help = "ask for more than one sign, or let a person decide at a `gate`";
            lint.warn(stage.at(), Code::DemoIsSql, message, help);
        }
    }
}
