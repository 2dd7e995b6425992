//! The walk over the open fields: one by one, completions that leave the same to be decided becoming one.
//!
//! A state is what is left of every function, its frame, and the sums so far. The states after the last field are outcomes;
//! going back from there, states from which the rest of the way is the same become one, too. What is left is the decision as
//! one diagram over the fields.

mod bounds;
mod effects;
mod ends;
mod frames;
mod states;

use super::account::Marks;
use super::problem::{FACTS, Problem};
use crate::functions::diagram::{Diagram, FREE};
use crate::functions::rows::Rows;
use crate::prelude::*;
use crate::sort::sort_list;
use frames::{Frame, Step};
use states::States;

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
}
