//! Lints on stages: what they are called, what they ask for, and how little is enough to come to them.

use super::bare::{self, Bare};
use super::query::{HOLDS, Wanted};
use super::{Lint, Part, score};
use crate::classes::text;
use crate::condition::Condition;
use crate::diagnostic::Code;
use crate::fold::fold;
use crate::functions::event::{self, Event};
use crate::model::Compiled;
use crate::prelude::*;

pub(super) fn lint(lint: &Lint<'_>) {
    let stages: Vec<Part<'_>> = lint.root.get("stages").items().iter().map(|node| Part(Some(node))).gather();
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
            lint.warn(next.at(), Code::NoHql, &message, &help);
        }
        if is_called(*stage, &SQL) && !on_the_way(lint.model, index).iter().any(|stage| lint.model.stages[*stage].gate)
        {
            let message =
                format!("a lead becomes `{id}` by points alone, for neither it nor a stage it requires has a gate");
            lint.warn(
                stage.at(),
                Code::GateMissing,
                &message,
                &"add a `gate` with the event by which a person accepts",
            );
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
    let mut seen = vec![false; model.stages.len()];
    let mut next = 0;
    while let Some(&stage) = all.get(next) {
        next += 1;
        for &required in &model.stages[stage].requires {
            if !core::mem::replace(&mut seen[required], true) {
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
        if text::spend(lint.work, way.len()).is_none() {
            return;
        }
        let wanted: Vec<(Option<Condition>, Wanted)> =
            way.iter().map(|stage| (lint.model.stages[*stage].when, HOLDS)).gather();
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
            format!(
                "the condition of stage `{id}` can never hold together with that of {}",
                super::listed(&required.gather())
            )
        };
        lint.warn(
            stage.at(),
            Code::UnreachableStage,
            &message,
            &"correct what the condition asks for, or what the stage requires",
        );
    }
}

/// So many signals are tried.
const MOST_SIGNALS: usize = 64;

/// Stages of sales that a lead comes to of whom nothing is known but what it did.
fn little_enough(lint: &Lint<'_>, stages: &[Part<'_>]) {
    let model = lint.model;
    let of_sales: Vec<usize> =
        (0..stages.len()).filter(|&index| is_of_sales(stages[index], model.stages[index].gate)).gather();
    if of_sales.is_empty() {
        return;
    }
    // Every one of these leads takes a look at all rules and, for each event, at all signals.
    let size = model.fit.rules.len() + model.intent.signals.len() + model.labels.len() + model.disqualify.len();
    let bare = |events: &[Event]| text::spend(lint.work, 4 * size).map(|()| Bare::new(model, events));
    let signals = 0..model.intent.signals.len().min(MOST_SIGNALS);
    let each: Vec<Vec<Event>> = signals.map(|signal| bare::events_for(model, signal, lint.work)).gather();
    let mut many: Vec<Event> = Vec::new();
    for (events, signal) in each.iter().zip(&model.intent.signals) {
        if signal.points.milli() > 0 {
            many.extend_from_slice(events);
        }
    }
    let alone: Vec<Option<Bare>> = each.iter().map(|events| bare(&events[..events.len().min(1)])).gather();
    let silent = bare(&[]);
    let mut busy = vec![bare(&many)];
    each.iter().for_each(|events| busy.push(bare(events)));
    for index in of_sales {
        let stage = stages[index];
        let id = stage.get("id").text();
        let way = on_the_way(model, index);
        if text::spend(lint.work, way.len() * (alone.len() + busy.len() + 1)).is_none() {
            return;
        }
        let gated = way.iter().any(|stage| model.stages[*stage].gate);
        let comes = |bare: &Option<Bare>| bare.as_ref().is_some_and(|bare| bare.comes_to(&way));
        let nothing = comes(&silent);
        if nothing || busy.iter().any(comes) || alone.iter().any(comes) {
            let who = if nothing {
                "a lead of whom nothing is known"
            } else {
                "by what it did alone, a lead of whom nothing else is known"
            };
            let place = if model.stages[index].gate { "comes to the gate of" } else { "comes to" };
            let message = format!("{who} {place} `{id}`, so no fit is asked for");
            let help = "ask for fit, such as a tier, in this stage or one that it requires";
            lint.warn(stage.at(), Code::NoIcpGuardrail, &message, &help);
        }
        let one = alone.iter().zip(&each).position(|(bare, events)| !events.is_empty() && comes(bare));
        if let Some(signal) = one
            && !nothing
            && !gated
        {
            let event = each[signal].first().map(event::type_of).unwrap_or_default();
            let fired = &model.intent.signals[signal].id;
            lint.warn(
                stage.at(),
                Code::DemoIsSql,
                &format_args!("one `{event}` event, by which signal `{fired}` fires, is enough for `{id}`"),
                &"ask for more than one sign, or let a person decide at a `gate`",
            );
        }
    }
}
