//! Events made up to fit what a model asks of events, to be tried one at a time.

use super::write::Object;
use crate::condition::check::{Compare, Element, SetCheck, TextCheck};
use crate::condition::{Branch, Condition};
use crate::json::write;
use crate::model::{Compiled, EventCheck, EventFact, EventTest, Target};
use crate::number::Number;
use crate::prelude::*;
use crate::time::Instant;

/// So many are made for each thing that watches events.
const MOST_VARIANTS: usize = 6;

/// The JSON of events that happen now: first those that a person's decision is, then those of each signal.
pub(super) fn candidates(model: &Compiled, now: Instant) -> Vec<String> {
    let vocabulary = &model.vocabulary;
    let types: Vec<&str> = vocabulary.types.texts().gather();
    let typed = vocabulary
        .by_type
        .iter()
        .zip(&types)
        .flat_map(|(watchers, name)| watchers.iter().map(move |watcher| (*name, watcher)));
    let untyped = vocabulary.any_type.iter().map(|watcher| ("event", watcher));
    let all: Vec<_> = typed.chain(untyped).gather();
    let is_gate = |target| matches!(target, Target::Gate { accept: true, .. });
    let is_signal = |target| matches!(target, Target::Signal(_) | Target::Then(_));
    let mut candidates: Vec<String> = Vec::new();
    for is_wanted in [is_gate, is_signal] {
        for (name, watcher) in all.iter().filter(|(_, watcher)| is_wanted(watcher.target)) {
            for values in variants(model, watcher.rest) {
                let event = event(model, name, now, &values);
                if !candidates.contains(&event) {
                    candidates.push(event);
                }
            }
        }
    }
    candidates
}

/// Values of facts that a match may be after: all that its tests ask at once, then those of each test alone, then none.
fn variants(model: &Compiled, rest: Option<Condition>) -> Vec<Vec<(EventFact, Vec<u8>)>> {
    let mut tests: Vec<&EventTest> = Vec::new();
    if let Some(rest) = rest {
        gather(model, rest.root(), &mut tests);
    }
    let values = |test: &&EventTest| Some((test.fact, value(model, &test.check)?));
    let each: Vec<(EventFact, Vec<u8>)> = tests.iter().filter_map(values).gather();
    let mut all = each.clone();
    let mut seen: Vec<EventFact> = Vec::new();
    all.retain(|(fact, _)| {
        !seen.contains(fact) && {
            seen.push(*fact);
            true
        }
    });
    let mut variants = vec![all];
    each.into_iter().map(|value| vec![value]).gather_into(&mut variants);
    variants.push(Vec::new());
    variants.truncate(MOST_VARIANTS);
    variants
}

fn gather<'m>(model: &'m Compiled, index: u32, tests: &mut Vec<&'m EventTest>) {
    match &model.matches.branches()[index as usize] {
        Branch::Test(test) => tests.push(test),
        Branch::Not(_) => {}
        Branch::All(start, end) | Branch::Any(start, end) => {
            (*start..*end).for_each(|child| gather(model, child, tests))
        }
    }
}

/// The JSON of a value that passes a check.
fn value(model: &Compiled, check: &EventCheck) -> Option<Vec<u8>> {
    let mut json = Vec::new();
    match check {
        EventCheck::Known(true) => json.extend_from_slice(b"\"any\""),
        EventCheck::Known(false) => return None,
        EventCheck::Text(check) | EventCheck::TextOrSet(check, _) => write::string(&mut json, &text(model, check)?),
        EventCheck::Set(check) => {
            let elements = match check {
                SetCheck::AnyOf(elements) | SetCheck::AllOf(elements) => {
                    elements.iter().filter_map(|element| match element {
                        Element::Text(text) => Some(text.clone()),
                        Element::Option(_) => None,
                    })
                }
                _ => return None,
            };
            super::write::list(&mut json, elements, |out, text| write::string(out, &text));
        }
        EventCheck::Number(compare) => number(compare)?.write(&mut json),
        EventCheck::Boolean(wanted) => json.extend_from_slice(if *wanted { b"true" } else { b"false" }),
    }
    Some(json)
}

fn text(model: &Compiled, check: &TextCheck) -> Option<String> {
    let first = |parts: &[String]| parts.first().map(|part| part.trim().to_string());
    match check {
        TextCheck::In(texts) => texts.texts().next().map(str::to_string),
        TextCheck::NotIn(_) => Some("another".to_string()),
        TextCheck::Contains(parts)
        | TextCheck::StartsWith(parts)
        | TextCheck::EndsWith(parts)
        | TextCheck::Words(parts) => first(parts),
        TextCheck::InList(list) | TextCheck::UnderList(list) => model.lists[*list].texts().next().map(str::to_string),
    }
}

fn number(compare: &Compare<Number>) -> Option<Number> {
    let whole = |number: &Number, more: i64| Number::from_integer(number.floor().saturating_add(more));
    match compare {
        Compare::Eq(number) | Compare::Lte(number) | Compare::Gte(number) | Compare::Between(number, _) => {
            Some(*number)
        }
        Compare::In(numbers) => numbers.first().copied(),
        Compare::Gt(number) | Compare::Ne(number) => Some(whole(number, 1)),
        Compare::Lt(number) => Some(whole(number, -1)),
        Compare::NotIn(numbers) => numbers.iter().max().map(|number| whole(number, 1)),
    }
}

fn event(model: &Compiled, name: &str, now: Instant, values: &[(EventFact, Vec<u8>)]) -> String {
    let mut out = Vec::new();
    let mut object = Object::new(&mut out);
    object.text("type", name);
    object.text("at", &now.to_string());
    let props: Vec<&str> = model.vocabulary.props.texts().gather();
    let mut others = Vec::new();
    for (fact, value) in values {
        let key = match fact {
            EventFact::Channel => "channel",
            EventFact::Asset => "asset",
            EventFact::Name => "name",
            EventFact::Value => "value",
            EventFact::Prop(prop) => {
                others.extend(props.get(*prop).map(|prop| (*prop, value)));
                continue;
            }
            EventFact::Type | EventFact::Day => continue,
        };
        object.key(key).extend_from_slice(value);
    }
    if !others.is_empty() {
        let mut props = Object::new(object.key("props"));
        others.iter().for_each(|(prop, value)| props.key(prop).extend_from_slice(value));
        props.end();
    }
    object.end();
    write::written(out)
}
