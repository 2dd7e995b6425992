//! The points that leads can reach.
//!
//! Fit is walked exactly: rules that share a field are taken together over all classes of their fields, and the sums that
//! each such part can give are added up, one set of sums to the next, through the clamps of the groups. What would take too
//! long keeps its least and greatest sum only. Of intent there are only these: events come in any number and age.

use super::query::{self, HOLDS, Query, Tests};
use crate::functions::diagram::{Diagram, TRUE};
use crate::functions::event::{self, Found};
use crate::model::{Axis, Compiled, Fact, GroupRange, Kind, Ranges, Repeat, RulePoints, Signal, Target};
use crate::prelude::*;
use crate::sort::{sort_and_dedup, sort_list};
use crate::sorted::Map;
use core::cell::Cell;

/// What all leads together can reach.
pub(super) struct Reach {
    pub(super) fit: AxisReach,
    pub(super) intent: AxisReach,
    pub(super) score: (i64, i64),
    /// Whether a signal can fire at all, by signal.
    pub(super) fires: Vec<bool>,
}

/// What an axis can reach, in thousandths.
#[derive(Default)]
pub(super) struct AxisReach {
    pub(super) groups: Vec<GroupRange>,
    /// The sum of all, before the clamp of the axis.
    pub(super) sum: (i64, i64),
    pub(super) points: Amounts,
    /// What tiers or bands look at.
    pub(super) looked_at: Amounts,
}

/// Amounts of points.
#[derive(Clone, Default)]
pub(super) struct Amounts {
    pub(super) low: i64,
    pub(super) high: i64,
    /// All that can be reached, rising; `None` when only the bounds are known.
    pub(super) all: Option<Vec<i64>>,
    /// Whether a lead is known to reach each of them.
    pub(super) witnessed: bool,
}

impl Amounts {
    fn within(low: i64, high: i64) -> Amounts {
        Amounts { low, high, all: None, witnessed: false }
    }

    pub(super) fn bounds(&self) -> (i64, i64, Option<&[i64]>) {
        (self.low, self.high, self.all.as_deref())
    }
}

/// Combinations of classes that are tried for one part of fit.
const MOST_COMBINATIONS: usize = 4_096;
/// Sums times sums that are added up at one go.
const MOST_SUMS: usize = 100_000;
/// So many groups in a sum are little work beside the sum itself.
const FEW_GROUPS: usize = 16;

pub(super) fn reach(model: &Compiled, work: &Cell<u64>) -> Reach {
    let fit = fit(model, work);
    let fires: Vec<bool> = (0..model.intent.signals.len()).map(|signal| fires(model, signal, work)).gather();
    let intent = intent(model, &fires);
    let score = (fit.points.low + intent.points.low, fit.points.high + intent.points.high);
    Reach { fit, intent, score, fires }
}

/// Bounds of an axis from those of its parts, each with its group.
fn from_bounds(axis: &Axis, parts: &[(Option<usize>, (i64, i64))]) -> AxisReach {
    let Ranges { groups, sum, points, looked_at } = axis.ranges(parts);
    let amounts = |(low, high)| Amounts::within(low, high);
    AxisReach { groups, sum, points: amounts(points), looked_at: amounts(looked_at) }
}

/// Rules that share what they ask, with the sums they give together.
struct Part {
    rules: Vec<usize>,
    /// The sums by group, and last those of rules without one; `None` when there are too many combinations.
    sums: Option<Vec<Vec<i64>>>,
    witnessed: bool,
}

fn fit(model: &Compiled, work: &Cell<u64>) -> AxisReach {
    let axis = &model.fit.axis;
    let parts: Vec<Part> = parts(model, work).into_iter().map(|rules| part(model, rules, work)).gather();
    let mut bounds: Vec<(Option<usize>, (i64, i64))> = Vec::new();
    for part in &parts {
        match &part.sums {
            Some(sums) => {
                for group in 0..=axis.groups.len() {
                    let (mut low, mut high) = (i64::MAX, i64::MIN);
                    for sum in sums {
                        (low, high) = (low.min(sum[group]), high.max(sum[group]));
                    }
                    bounds.push(((group < axis.groups.len()).then_some(group), (low, high)));
                }
            }
            None => {
                for &rule in &part.rules {
                    let rule = &model.fit.rules[rule];
                    bounds.push((rule.group, points_of(&rule.points)));
                }
            }
        }
    }
    let mut reach = from_bounds(axis, &bounds);
    if let Some((points, looked_at)) = add_up(axis, &parts) {
        let witnessed = parts.iter().all(|part| part.witnessed) && !shares_values(model);
        let amounts = |mut all: Vec<i64>| {
            sort_and_dedup(&mut all);
            let (low, high) = (all.first().copied().unwrap_or(0), all.last().copied().unwrap_or(0));
            Amounts { low, high, all: Some(all), witnessed }
        };
        reach.points = amounts(points);
        reach.looked_at = amounts(looked_at);
    }
    reach
}

/// The least and greatest points of a rule by itself.
fn points_of(points: &RulePoints) -> (i64, i64) {
    match points {
        RulePoints::Fixed(points) => (points.milli().min(0), points.milli().max(0)),
        RulePoints::Graded { steps, .. } => {
            steps.iter().fold((0, 0), |(low, high), (_, points)| (low.min(points.milli()), high.max(points.milli())))
        }
    }
}

/// Whether two fields read one member of the profile, so that their values hang together.
fn shares_values(model: &Compiled) -> bool {
    let mut slots: Vec<usize> = model.fields.iter().flat_map(|field| field.slots.iter().copied()).gather();
    let count = slots.len();
    sort_and_dedup(&mut slots);
    slots.len() < count
}

/// Rules by what they ask: two that ask about one field are in one part.
fn parts(model: &Compiled, work: &Cell<u64>) -> Vec<Vec<usize>> {
    let mut part_of: Map<Fact, usize> = Map::default();
    let mut parts: Vec<Vec<usize>> = Vec::new();
    for (index, rule) in model.fit.rules.iter().enumerate() {
        let mut tests = Tests::default();
        tests.gather(model, rule.when, work);
        tests.grade(model, index);
        let variables = tests.variables();
        let mut joined = vec![index];
        let mut known: Vec<usize> = variables.keys().filter_map(|of| part_of.get(of).copied()).gather();
        sort_and_dedup(&mut known);
        for part in &known {
            joined.extend(core::mem::take(&mut parts[*part]));
        }
        let place = parts.len();
        part_of.values_mut().filter(|part| known.binary_search(part).is_ok()).for_each(|part| *part = place);
        variables.keys().for_each(|of| {
            part_of.insert(*of, place);
        });
        sort_list(&mut joined, &Ord::cmp);
        parts.push(joined);
    }
    parts.retain(|rules| !rules.is_empty());
    parts
}

/// All sums that the rules of a part give.
fn part(model: &Compiled, rules: Vec<usize>, work: &Cell<u64>) -> Part {
    let mut tests = Tests::default();
    for &rule in &rules {
        tests.gather(model, model.fit.rules[rule].when, work);
        tests.grade(model, rule);
    }
    let mut query = Query::new(model, &tests, None, work);
    let whens: Vec<Diagram> = rules.iter().map(|&rule| query.truth(model.fit.rules[rule].when)).gather();
    let none = |rules| Part { rules, sums: None, witnessed: false };
    let (mut sizes, mut combinations) = (Vec::new(), 1);
    for variable in &query.variables {
        let Some(classes) = &variable.classes else { return none(rules) };
        sizes.push(classes.len());
        combinations *= classes.len();
        if combinations > MOST_COMBINATIONS {
            return none(rules);
        }
    }
    let groups = model.fit.axis.groups.len();
    let cost = (combinations * (rules.len() + groups / FEW_GROUPS)) as u64 * 4;
    if work.get() <= cost || query.diagrams.is_full() {
        return none(rules);
    }
    work.set(work.get() - cost);
    let mut all: Vec<Vec<i64>> = Vec::new();
    let mut witnessed: Vec<Vec<i64>> = Vec::new();
    for combination in 0..combinations {
        let mut rest = combination;
        let mut classes = Vec::new();
        let mut given: Map<usize, i64> = Map::default();
        let mut known = true;
        for (variable, size) in query.variables.iter().zip(&sizes) {
            let class = rest % size;
            rest /= size;
            classes.push(class);
            let Some(class) = variable.classes.as_ref().and_then(|classes| classes.get(class)) else { continue };
            known &= class.witnessed;
            for (rule, points) in tests.graded.get(&variable.of).into_iter().flatten().zip(&class.points) {
                given.insert(*rule, *points);
            }
        }
        let mut sums = vec![0; groups + 1];
        for (&index, &when) in rules.iter().zip(&whens) {
            let rule = &model.fit.rules[index];
            let mut truth = when;
            while let Some(level) = query.diagrams.level(truth) {
                let Some(class) = classes.get(level as usize) else { return none(rules) };
                truth = query.diagrams.given(truth, level, *class);
            }
            if truth == TRUE {
                sums[rule.group.unwrap_or(groups)] += match &rule.points {
                    RulePoints::Fixed(points) => points.milli(),
                    RulePoints::Graded { .. } => given.get(&index).copied().unwrap_or(0),
                };
            }
        }
        if known {
            witnessed.push(sums.clone());
        }
        all.push(sums);
    }
    for sums in [&mut all, &mut witnessed] {
        sort_and_dedup(sums);
    }
    let witnessed = all == witnessed;
    Part { rules, sums: Some(all), witnessed }
}

/// The points of fit, and the sums that tiers look at.
fn add_up(axis: &Axis, parts: &[Part]) -> Option<(Vec<i64>, Vec<i64>)> {
    let groups = axis.groups.len();
    let sums: usize = parts.iter().filter_map(|part| part.sums.as_ref()).map(Vec::len).sum();
    if (sums + axis.cuts_of.as_ref().map_or(0, Vec::len)) * (groups / FEW_GROUPS) > MOST_SUMS {
        return None;
    }
    let is_in = |group: usize| axis.cuts_of.as_ref().is_some_and(|of| of.contains(&group));
    // A group without bounds is added up at once, and so is any other when its last part has been.
    let is_open = |group: usize| axis.groups[group].bounds.min.is_some() || axis.groups[group].bounds.max.is_some();
    let touches =
        |part: &Part, group: usize| part.sums.as_ref().is_some_and(|sums| sums.iter().any(|sum| sum[group] != 0));
    let mut order: Vec<&Part> = parts.iter().gather();
    let first = |part: &Part| (0..groups).filter(|&group| is_open(group)).find(|&group| touches(part, group));
    sort_list(&mut order, &|a, b| first(a).cmp(&first(b)));
    let mut left: Vec<usize> =
        (0..groups).map(|group| parts.iter().filter(|part| touches(part, group)).count()).gather();
    // First the sum that tiers look at, then the rest, then the open groups.
    let mut states: Vec<Vec<i64>> = vec![vec![0; groups + 2]];
    let fold = |states: &mut Vec<Vec<i64>>, group: usize| {
        for state in states.iter_mut() {
            let points = axis.groups[group].bounds.clamp_milli(core::mem::take(&mut state[group + 2]));
            state[usize::from(!is_in(group))] += points;
        }
    };
    for (group, _) in left.iter().enumerate().filter(|(_, left)| **left == 0) {
        fold(&mut states, group);
    }
    for part in order {
        let sums = part.sums.as_ref()?;
        if states.len() * sums.len() * (groups / FEW_GROUPS + 1) > MOST_SUMS {
            return None;
        }
        let mut next: Vec<Vec<i64>> = Vec::with_capacity(states.len() * sums.len());
        for state in &states {
            for sum in sums {
                let mut state = state.clone();
                for group in 0..groups {
                    state[group + 2] += sum[group];
                }
                state[1] += sum[groups];
                next.push(state);
            }
        }
        for group in (0..groups).filter(|&group| touches(part, group)) {
            left[group] -= 1;
            if left[group] == 0 || !is_open(group) {
                fold(&mut next, group);
            }
        }
        sort_and_dedup(&mut next);
        states = next;
    }
    let points: Vec<i64> = states.iter().map(|state| axis.bounds.clamp_milli(state[0] + state[1])).gather();
    let looked_at = match axis.cuts_of {
        Some(_) => states.iter().map(|state| state[0]).gather(),
        None => points.clone(),
    };
    Some((points, looked_at))
}

/// Whether a signal can fire: its condition can hold, and an event can match it.
fn fires(model: &Compiled, index: usize, work: &Cell<u64>) -> bool {
    let signal = &model.intent.signals[index];
    let mut tests = Tests::default();
    tests.gather(model, signal.when, work);
    let reach = Query::new(model, &tests, None, work).is_possible(&[(signal.when, HOLDS)]);
    let count = match &signal.kind {
        Kind::Count(count) | Kind::Burst { count, .. } | Kind::Breadth { count, .. } | Kind::Sessions { count, .. } => {
            *count
        }
        _ => 1,
    };
    reach && count as i64 <= query::MOST_EVENTS && can_match(model, index, work)
}

/// Whether the events that a signal asks for can exist. `true` when that is not known.
fn can_match(model: &Compiled, signal: usize, work: &Cell<u64>) -> bool {
    let exists = |target| !matches!(event::for_target(model, target, work), Found::Nothing);
    let is_sequence = matches!(model.intent.signals[signal].kind, Kind::Sequence { .. });
    exists(Target::Signal(signal)) && (!is_sequence || exists(Target::Then(signal)))
}

fn intent(model: &Compiled, fires: &[bool]) -> AxisReach {
    let mut parts = Vec::new();
    for (signal, fires) in model.intent.signals.iter().zip(fires) {
        let (low, high) = if *fires { points_of_signal(signal) } else { (0, 0) };
        let cap = signal.cap.map_or(i64::MAX, |cap| cap.milli());
        parts.push((signal.group, (low.max(-cap), high.min(cap))));
    }
    from_bounds(&model.intent.axis, &parts)
}

/// The least and greatest points of a signal, before its cap: any number of its events may count, each faded or not.
pub(super) fn points_of_signal(signal: &Signal) -> (i64, i64) {
    let most = match &signal.kind {
        Kind::Plain { repeat: Repeat::Once, .. } => 1,
        Kind::Plain { .. } => query::most_counted(signal),
        _ => 1,
    };
    let points = signal.points.milli() * most;
    (points.min(0), points.max(0))
}
