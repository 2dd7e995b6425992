//! The walk over the open fields: one by one, completions that leave the same to be decided becoming one.
//!
//! A state is what is left of every function, its frame, and the sums so far. The states after the last field are outcomes;
//! going back from there, states from which the rest of the way is the same become one, too. What is left is the decision as
//! one diagram over the fields.

use super::account::{AXES, Marks, range};
use super::problem::{FACTS, Problem};
use crate::functions::diagram::{Diagram, FALSE, FREE, TRUE};
use crate::functions::rows::Rows;
use crate::model::{Bounds, Fact};
use crate::points::Points;
use crate::prelude::*;
use crate::sort::{sort_and_dedup, sort_list};

/// More states at a time are not kept; then there are only bounds.
const MOST_STATES: usize = 65_536;
/// So many steps from one state to the next, all levels together, are worth the while.
const MOST_STEPS: usize = 8_000_000;
/// So many amounts are kept of what is left at last: for each node its outcomes, and how likely each is.
const MOST_AMOUNTS: usize = 4_000_000;
/// What a node takes besides, in the memory of so many outcomes.
const NODE: usize = 16;

/// What an answer to a field does, alike for some of its classes.
#[derive(Debug)]
pub(super) struct Variable {
    pub(super) level: u32,
    /// By class: its effect.
    pub(super) effects: Vec<usize>,
    pub(super) count: usize,
}

/// The decision as one diagram over variables.
#[derive(Debug)]
pub(super) struct Walk {
    /// In the order in which they are asked.
    pub(super) variables: Vec<Variable>,
    /// An end: [`END`] and the outcomes it may be. Else the index of a variable, and where each of its effects leads.
    pub(super) nodes: Rows,
    pub(super) root: u32,
    /// Whether bounds had to do.
    pub(super) is_bounded: bool,
    /// Whether sums were not told apart: then it does not show which variables matter.
    pub(super) is_merged: bool,
}

/// The mark of an end.
pub(super) const END: u32 = u32::MAX;

/// Walks all variables.
pub(super) fn walk(problem: &Problem) -> Walk {
    if !problem.diagrams.is_full() {
        let mut walker = Walker::new(problem);
        for is_bounded in [false, true] {
            if let Some((nodes, root)) = walker.walk(is_bounded)
                && nodes.len() * (problem.outcomes.all.len() + NODE) <= MOST_AMOUNTS
            {
                let is_merged = is_bounded;
                let is_bounded = is_merged || walker.variables.iter().any(|variable| variable.level >= FREE);
                return Walk { variables: walker.variables, nodes, root, is_bounded, is_merged };
            }
        }
    }
    // Nothing is known but which outcomes there are.
    let mut nodes = Rows::default();
    let mut end = vec![END];
    end.extend(problem.possible_outcomes());
    let root = nodes.number(&end);
    Walk { variables: Vec::new(), nodes, root, is_bounded: true, is_merged: true }
}

/// What is left of the functions.
struct Frame {
    /// By account: whether its points can still matter.
    live: Vec<bool>,
}

/// The frame that an effect leads to, and by account the points that come with it.
type Step = (u32, Vec<i64>);

struct Walker<'p> {
    problem: &'p Problem,
    variables: Vec<Variable>,
    /// By account: what it holds before any variable.
    base: Vec<i64>,
    /// By variable, effect and account: points that come with the effect whatever the rest is.
    plain: Vec<Vec<Vec<i64>>>,
    /// The items that more than one variable decides.
    joint: Vec<usize>,
    /// Everything that the functions to be followed can come to, each after what it leads to.
    parts: Vec<Diagram>,
    /// By function: the facts about points that it may ask, as bits.
    asks: Vec<u64>,
    marks: Vec<Marks>,
    /// By variable, and one past the last: what may still be added to each account from there.
    left: Vec<Vec<(i64, i64)>>,
    /// By account: the variable after which nothing is added to it any more, if it goes to others.
    closing: Vec<Option<usize>>,
    rows: Rows,
    frames: Vec<Frame>,
}

/// The bit of a fact; those past the last share it.
fn bit(fact: usize) -> u64 {
    1 << fact.min(63)
}

fn add(range: &mut (i64, i64), points: i64) {
    *range = (range.0 + points.min(0), range.1 + points.max(0));
}

impl<'p> Walker<'p> {
    fn new(problem: &'p Problem) -> Walker<'p> {
        let (mut joint, mut late, mut single) = (Vec::new(), Vec::new(), Vec::new());
        for (index, item) in problem.items.iter().enumerate() {
            let branches = problem.diagrams.branches(item.when);
            if branches.iter().any(|branch| problem.diagrams.level(*branch).is_some()) {
                joint.push(index);
            } else if problem.diagrams.level(item.when) >= Some(FACTS) {
                // What only points decide is for the end.
                late.push(index);
            } else {
                single.push(index);
            }
        }
        joint.append(&mut late);
        let mut walker = Walker {
            problem,
            variables: Vec::new(),
            base: problem.accounts.iter().map(|account| account.base).gather(),
            plain: Vec::new(),
            joint,
            parts: Vec::new(),
            asks: Vec::new(),
            marks: Vec::new(),
            left: Vec::new(),
            closing: Vec::new(),
            rows: Rows::default(),
            frames: Vec::new(),
        };
        walker.parts = problem.diagrams.parts(&walker.followed(), &|_| None);
        sort_list(&mut walker.parts, &|a, b| a.cmp(b));
        walker.tell_effects_apart(&single);
        walker.find_facts();
        walker.find_bounds();
        walker.marks = (0..problem.accounts.len()).map(|account| walker.marks_of(account)).gather();
        walker
    }

    /// The functions that have to be followed: the outcome, and the conditions that more than one variable decides.
    fn followed(&self) -> Vec<Diagram> {
        let joint = self.joint.iter().map(|&item| self.problem.items[item].when);
        [self.problem.root].into_iter().chain(joint).gather()
    }

    /// The branches of all parts that ask a variable, by its level.
    fn branches_at(&self, level: u32) -> Vec<&'p [Diagram]> {
        let diagrams = &self.problem.diagrams;
        let mut all = Vec::new();
        for &part in &self.parts {
            if diagrams.level(part) == Some(level) {
                all.push(diagrams.branches(part));
            }
        }
        all
    }

    /// Makes variables of the levels that anything follows from, with those classes as one that nothing tells apart.
    fn tell_effects_apart(&mut self, single: &[usize]) {
        let problem = self.problem;
        let classes = problem.domains.iter().map(|domain| domain.classes.len());
        let levels = (0..problem.domains.len() as u32).zip(classes);
        let levels = levels.chain((FREE..).zip(problem.diagrams.free_classes().iter().copied()));
        for (level, classes) in levels {
            let nodes = self.branches_at(level);
            let items = single.iter().map(|&item| &problem.items[item]);
            let items = items.filter(|item| problem.diagrams.level(item.when) == Some(level));
            let items: Vec<_> = items.map(|item| (item, problem.diagrams.branches(item.when))).gather();
            let mut different = Rows::default();
            let mut plain: Vec<Vec<i64>> = Vec::new();
            let mut effects = Vec::new();
            for class in 0..classes {
                let mut points = vec![0; problem.accounts.len()];
                for (item, _) in items.iter().filter(|(_, branches)| branches[class] == TRUE) {
                    item.accounts.iter().for_each(|&account| points[account] += item.points);
                }
                let mut row: Vec<u32> = nodes.iter().map(|branches| branches[class]).gather();
                points.iter().for_each(|points| row.extend([*points as u32, (*points >> 32) as u32]));
                let effect = different.number(&row) as usize;
                if effect == plain.len() {
                    plain.push(points);
                }
                effects.push(effect);
            }
            match &plain[..] {
                // All classes do the same, perhaps by different rules.
                [points] => self.base.iter_mut().zip(points).for_each(|(base, points)| *base += points),
                _ => {
                    self.variables.push(Variable { level, effects, count: plain.len() });
                    self.plain.push(plain);
                }
            }
        }
    }

    /// Which facts about points each function may ask.
    fn find_facts(&mut self) {
        self.asks = vec![0; self.parts.last().map_or(0, |&last| last as usize + 1)];
        for &part in &self.parts {
            let Some(level) = self.problem.diagrams.level(part) else { continue };
            let own = level.checked_sub(FACTS).map_or(0, |fact| bit(fact as usize));
            let branches = self.problem.diagrams.branches(part).iter();
            self.asks[part as usize] = branches.fold(own, |all, &branch| all | self.asks[branch as usize]);
        }
    }

    /// The last variable of a function; `None` when it also asks facts about points.
    fn last_variable(&self, diagram: Diagram) -> Option<usize> {
        if self.asks[diagram as usize] != 0 {
            return None;
        }
        let parts = self.problem.diagrams.parts(&[diagram], &|_| None);
        let last = parts.into_iter().filter_map(|part| self.problem.diagrams.level(part)).max()?;
        self.variables.iter().position(|variable| variable.level == last)
    }

    /// What may be added to each account from each variable on, and where accounts that go to others are complete.
    fn find_bounds(&mut self) {
        let (problem, count) = (self.problem, self.variables.len());
        let accounts = problem.accounts.len();
        // By account: the last variable that adds to it, one past all of them when points do.
        let mut last = vec![0; accounts];
        let mut left = vec![vec![(0, 0); accounts]; count + 1];
        for (variable, effects) in self.plain.iter().enumerate() {
            for account in 0..accounts {
                let (low, high) = range(effects, account);
                for left in &mut left[..=variable] {
                    left[account] = (left[account].0 + low, left[account].1 + high);
                }
                if (low, high) != (0, 0) {
                    last[account] = last[account].max(variable);
                }
            }
        }
        for &item in &self.joint {
            let item = &problem.items[item];
            let until = self.last_variable(item.when).unwrap_or(count);
            for &account in &item.accounts {
                last[account] = last[account].max(until);
                left.iter_mut().take(until + 1).for_each(|left| add(&mut left[account], item.points));
            }
        }
        self.closing = vec![None; accounts];
        for (index, account) in problem.accounts.iter().enumerate().filter(|(_, account)| !account.feeds.is_empty()) {
            let until = last[index];
            self.closing[index] = (until < count).then_some(until);
            let (low, high) = left[0][index];
            let base = self.base[index];
            let (low, high) = (account.clamp(base + low), account.clamp(base + high));
            for &to in &account.feeds {
                for left in left.iter_mut().take(until + 1) {
                    left[to] = (left[to].0 + low, left[to].1 + high);
                }
            }
        }
        self.left = left;
    }

    /// The boundaries of a fact about points on whose sides something differs.
    fn boundaries(&self, fact: usize) -> Vec<i64> {
        let nodes = self.branches_at(FACTS + fact as u32);
        let mut boundaries = Vec::new();
        for (place, &boundary) in self.problem.facts[fact].boundaries.iter().enumerate() {
            if nodes.iter().any(|branches| branches[place] != branches[place + 1]) {
                boundaries.push(boundary);
            }
        }
        boundaries
    }

    fn marks_of(&self, index: usize) -> Marks {
        let problem = self.problem;
        let account = &problem.accounts[index];
        if !account.feeds.is_empty() {
            return Marks::Exact(account.bounds);
        }
        let mut steps: Vec<i64> = account.fact.map(|fact| self.boundaries(fact)).unwrap_or_default();
        if account.is_total
            && let Some(score) = problem.fact(Fact::Score)
        {
            let of_score = self.boundaries(score);
            let is_open = |axis: usize| problem.accounts.iter().any(|account| account.axis == axis);
            if !of_score.is_empty() && (0..AXES).all(is_open) {
                return Marks::Exact(account.bounds);
            }
            let others: i64 = (0..AXES).filter(|&axis| axis != account.axis).map(|axis| problem.fixed[axis]).sum();
            steps.extend(of_score.iter().map(|boundary| boundary - others));
        }
        // A clamp moves what is past it to its own amount.
        let Bounds { min, max } = account.bounds;
        let (min, max) = (min.map(Points::milli), max.map(Points::milli));
        steps.retain(|&step| min.is_none_or(|min| step > min) && max.is_none_or(|max| step <= max));
        sort_and_dedup(&mut steps);
        Marks::Steps(steps)
    }

    /// The number of a frame, in which conditions of points that cannot matter any more are done with.
    fn frame(&mut self, mut row: Vec<Diagram>) -> u32 {
        let problem = self.problem;
        let mut asked = self.asks[row[0] as usize];
        let mut live = vec![false; problem.accounts.len()];
        let mut changed = true;
        while core::mem::replace(&mut changed, false) {
            for (index, account) in problem.accounts.iter().enumerate().rev() {
                let of_score = || {
                    let score = problem.fact(Fact::Score);
                    account.is_total && score.is_some_and(|score| asked & bit(score) != 0)
                };
                let is_live = account.fact.is_some_and(|fact| asked & bit(fact) != 0)
                    || account.feeds.iter().any(|&to| live[to])
                    || of_score();
                changed |= is_live && !live[index];
                live[index] |= is_live;
            }
            for (place, &item) in self.joint.iter().enumerate() {
                if problem.items[item].accounts.iter().any(|&account| live[account]) {
                    let also = asked | self.asks[row[place + 1] as usize];
                    changed |= core::mem::replace(&mut asked, also) != also;
                }
            }
        }
        for (place, &item) in self.joint.iter().enumerate() {
            if !problem.items[item].accounts.iter().any(|&account| live[account]) {
                row[place + 1] = FALSE;
            }
        }
        let number = self.rows.number(&row);
        if number as usize == self.frames.len() {
            self.frames.push(Frame { live });
        }
        number
    }

    /// The frame that an effect leads to, and the points that come with it.
    fn step(&mut self, frame: u32, variable: usize, effect: usize) -> Step {
        let level = self.variables[variable].level;
        let class = self.variables[variable].effects.iter().position(|known| *known == effect).unwrap_or(0);
        let mut row = self.rows.row(frame).to_vec();
        let mut points = self.plain[variable][effect].clone();
        for (place, left) in row.iter_mut().enumerate() {
            *left = self.problem.diagrams.given(*left, level, class);
            if place > 0 && *left == TRUE {
                let item = &self.problem.items[self.joint[place - 1]];
                item.accounts.iter().for_each(|&account| points[account] += item.points);
                *left = FALSE;
            }
        }
        (self.frame(row), points)
    }

    /// From the first variable to the last and back. `None` when there are too many states on the way.
    fn walk(&mut self, is_bounded: bool) -> Option<(Rows, u32)> {
        self.rows = Rows::default();
        self.frames.clear();
        let followed = self.followed();
        let first = self.frame(followed);
        let mut start: Vec<(i64, i64)> = self.base.iter().map(|base| (*base, *base)).gather();
        self.settle(&mut start, first, 0, is_bounded);
        let mut states = States::new(self.problem.accounts.len(), is_bounded);
        states.number(first, &start)?;
        // By variable: where each effect leads from each state.
        let mut ways: Vec<Vec<u32>> = Vec::new();
        let mut steps = 0;
        let mut room = Vec::new();
        for variable in 0..self.variables.len() {
            let effects = self.variables[variable].count;
            let mut next = States::new(self.problem.accounts.len(), is_bounded);
            let mut way = Vec::with_capacity(states.len() * effects);
            let mut known: Vec<Option<Vec<Step>>> = Vec::new();
            for state in 0..states.len() {
                let (frame, sums) = states.state(state);
                if known.len() <= frame as usize {
                    known.resize_with(frame as usize + 1, || None);
                }
                if known[frame as usize].is_none() {
                    let all = (0..effects).map(|effect| self.step(frame, variable, effect)).gather();
                    known[frame as usize] = Some(all);
                }
                for (frame, points) in known[frame as usize].iter().flatten() {
                    room.clear();
                    room.extend(sums.iter().zip(points).map(|(sum, points)| (sum.0 + points, sum.1 + points)));
                    self.close(&mut room, variable);
                    self.settle(&mut room, *frame, variable + 1, is_bounded);
                    way.push(next.number(*frame, &room)?);
                }
            }
            steps += way.len();
            if steps > MOST_STEPS || self.frames.len() > MOST_STATES {
                return None;
            }
            ways.push(way);
            states = next;
        }
        let mut nodes = Rows::default();
        let mut ends: Vec<u32> = Vec::with_capacity(states.len());
        for state in 0..states.len() {
            let (frame, sums) = states.state(state);
            let mut end = vec![END];
            end.extend(self.outcomes(frame, sums));
            ends.push(nodes.number(&end));
        }
        let mut row = Vec::new();
        for (variable, way) in ways.iter().enumerate().rev() {
            ends = way
                .chunks(self.variables[variable].count)
                .map(|way| {
                    let first = ends[way[0] as usize];
                    if way.iter().all(|&next| ends[next as usize] == first) {
                        return first;
                    }
                    row.clear();
                    row.push(variable as u32);
                    row.extend(way.iter().map(|&next| ends[next as usize]));
                    nodes.number(&row)
                })
                .gather();
        }
        let root = *ends.first()?;
        Some((nodes, root))
    }

    /// Passes on the sums that are complete after a variable.
    fn close(&self, sums: &mut [(i64, i64)], variable: usize) {
        for (index, _) in self.closing.iter().enumerate().filter(|(_, closing)| **closing == Some(variable)) {
            self.pass_on(sums, index);
        }
    }

    fn pass_on(&self, sums: &mut [(i64, i64)], index: usize) {
        let account = &self.problem.accounts[index];
        let (low, high) = (account.clamp(sums[index].0), account.clamp(sums[index].1));
        sums[index] = (low, high);
        account.feeds.iter().for_each(|&to| sums[to] = (sums[to].0 + low, sums[to].1 + high));
    }

    /// Makes sums alike that end alike.
    fn settle(&self, sums: &mut [(i64, i64)], frame: u32, variable: usize, is_bounded: bool) {
        for (index, sum) in sums.iter_mut().enumerate() {
            let is_closed = self.closing[index].is_some_and(|closing| closing < variable);
            if !self.frames[frame as usize].live[index] || is_closed && self.problem.accounts[index].fact.is_none() {
                *sum = (0, 0);
            } else if !is_bounded && !is_closed {
                let settled = self.marks[index].settle(sum.0, self.left[variable][index]);
                *sum = (settled, settled);
            }
        }
    }

    /// The outcomes that sums, each within its bounds, come to.
    fn outcomes(&self, frame: u32, sums: &[(i64, i64)]) -> Vec<u32> {
        let problem = self.problem;
        let row = self.rows.row(frame);
        let mut sums = sums.to_vec();
        let mut ranges: Vec<(usize, usize)> = problem.facts.iter().map(|fact| (0, fact.boundaries.len())).gather();
        let mut score = (0, 0);
        for axis in 0..AXES {
            for (place, &item) in self.joint.iter().enumerate().filter(|(_, item)| problem.items[**item].axis == axis) {
                let may = self.ends_of(row[place + 1], &ranges);
                for &account in &problem.items[item].accounts {
                    match (may.contains(&TRUE), may.len()) {
                        (true, 1) => {
                            let points = problem.items[item].points;
                            sums[account] = (sums[account].0 + points, sums[account].1 + points);
                        }
                        (true, _) => add(&mut sums[account], problem.items[item].points),
                        (false, _) => {}
                    }
                }
            }
            let mut total = (problem.fixed[axis], problem.fixed[axis]);
            for (index, account) in problem.accounts.iter().enumerate().filter(|(_, account)| account.axis == axis) {
                if !account.feeds.is_empty() && self.closing[index].is_none() {
                    self.pass_on(&mut sums, index);
                }
                let (low, high) = (account.clamp(sums[index].0), account.clamp(sums[index].1));
                if let Some(fact) = account.fact {
                    ranges[fact] = (problem.facts[fact].range(low), problem.facts[fact].range(high));
                }
                if account.is_total {
                    total = (low, high);
                }
            }
            score = (score.0 + total.0, score.1 + total.1);
        }
        if let Some(fact) = problem.fact(Fact::Score) {
            ranges[fact] = (problem.facts[fact].range(score.0), problem.facts[fact].range(score.1));
        }
        let mut outcomes: Vec<u32> =
            self.ends_of(row[0], &ranges).into_iter().filter_map(|end| problem.diagrams.value(end)).gather();
        sort_list(&mut outcomes, &|a, b| a.cmp(b));
        outcomes
    }

    /// The constants that a function of facts about points may come to, each fact within its ranges.
    fn ends_of(&self, diagram: Diagram, ranges: &[(usize, usize)]) -> Vec<Diagram> {
        let mut seen = vec![diagram];
        let mut next = 0;
        while let Some(&part) = seen.get(next) {
            next += 1;
            let Some(fact) = self.problem.diagrams.level(part).and_then(|level| level.checked_sub(FACTS)) else {
                continue;
            };
            let (low, high) = ranges[fact as usize];
            for &branch in &self.problem.diagrams.branches(part)[low..=high] {
                if !seen.contains(&branch) {
                    seen.push(branch);
                }
            }
        }
        seen.retain(|part| self.problem.diagrams.level(*part).is_none());
        seen
    }
}

/// States, each once: with exact sums, or one for each frame with bounds of its sums.
struct States {
    accounts: usize,
    is_bounded: bool,
    rows: Rows,
    frames: Vec<u32>,
    sums: Vec<(i64, i64)>,
    row: Vec<u32>,
}

impl States {
    fn new(accounts: usize, is_bounded: bool) -> States {
        States { accounts, is_bounded, rows: Rows::default(), frames: Vec::new(), sums: Vec::new(), row: Vec::new() }
    }

    fn len(&self) -> usize {
        self.frames.len()
    }

    fn state(&self, number: usize) -> (u32, &[(i64, i64)]) {
        (self.frames[number], &self.sums[number * self.accounts..][..self.accounts])
    }

    fn number(&mut self, frame: u32, sums: &[(i64, i64)]) -> Option<u32> {
        self.row.clear();
        self.row.push(frame);
        if !self.is_bounded {
            sums.iter().for_each(|(sum, _)| self.row.extend([*sum as u32, (*sum >> 32) as u32]));
        }
        let number = self.rows.number(&self.row);
        if number as usize == self.len() {
            self.frames.push(frame);
            self.sums.extend_from_slice(sums);
        } else if self.is_bounded {
            for (known, sum) in self.sums[number as usize * self.accounts..].iter_mut().zip(sums) {
                *known = (known.0.min(sum.0), known.1.max(sum.1));
            }
        }
        (self.len() <= MOST_STATES).then_some(number)
    }
}
