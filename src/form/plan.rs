//! The plan of a form: how its decision hangs on the fields still open, and what of that is left after some answers.

use super::account::{AXES, range};
use super::problem::{FACTS, Problem};
use super::walk::{self, END, Variable, Walk};
use crate::condition::Truth;
use crate::functions::diagram::{ANY, Diagram, FALSE, FREE, TRUE};
use crate::functions::domain::Domain;
use crate::functions::rows::Rows;
use crate::prelude::*;
use crate::sort::sort_and_dedup;

/// What the decision hangs on, before any of the open fields is answered.
#[derive(Debug)]
pub(super) struct Plan {
    pub(super) problem: Problem,
    pub(super) walk: Walk,
    /// By variable and effect: whether a value is known that has it.
    witnessed: Vec<Vec<bool>>,
}

/// What is left of a plan once some variables have their effects.
#[derive(Debug)]
pub(super) struct Rest {
    /// As those of the walk; a node comes after those that it leads to.
    pub(super) nodes: Rows,
    pub(super) root: u32,
    /// By node: the outcomes that can be reached from it, as bits.
    sets: Vec<Vec<u64>>,
    /// By variable: whether two completions that differ only there differ in outcome.
    pub(super) matters: Vec<bool>,
    pub(super) is_exact: bool,
}

impl Plan {
    pub(super) fn new(problem: Problem) -> Plan {
        let walk = walk::walk(&problem);
        let mut all = Vec::new();
        for variable in &walk.variables {
            let mut witnessed = vec![variable.level >= FREE; variable.count];
            if let Some(domain) = problem.domains.get(variable.level as usize) {
                for (&effect, class) in variable.effects.iter().zip(&domain.classes) {
                    witnessed[effect] |= class.value.is_some();
                }
            }
            all.push(witnessed);
        }
        let witnessed = all;
        Plan { problem, walk, witnessed }
    }

    /// The domain of a field that matters.
    pub(super) fn domain(&self, field: usize) -> Option<&Domain> {
        self.problem.domains.iter().find(|domain| domain.field == field)
    }

    /// The variables of a field that the outcome can hang on: one, or of a field whose values are not told apart, all that is
    /// asked about it.
    pub(super) fn variables(&self, field: usize) -> Vec<usize> {
        (0..self.walk.variables.len()).filter(|&variable| self.field(variable) == Some(field)).gather()
    }

    /// The field that a variable is, or is something asked about.
    pub(super) fn field(&self, variable: usize) -> Option<usize> {
        self.problem.field_at(self.walk.variables[variable].level)
    }

    /// The effect of leaving a variable's field unknown; `None` for a variable that is no field.
    pub(super) fn unknown(&self, variable: usize) -> Option<usize> {
        let variable = &self.walk.variables[variable];
        variable.effects.first().copied().filter(|_| variable.level < FREE)
    }

    /// What is left once fields have these classes, by level.
    pub(super) fn rest(&self, classes: &[Option<usize>]) -> Rest {
        let effect =
            |variable: &Variable| Some(variable.effects[classes.get(variable.level as usize).copied().flatten()?]);
        let effects: Vec<Option<usize>> = self.walk.variables.iter().map(effect).gather();
        let old = &self.walk.nodes;
        let given = |row: &[u32]| Some(row[effects.get(row[0] as usize).copied().flatten()? + 1]);
        let mut needed = vec![false; old.len()];
        needed[self.walk.root as usize] = true;
        for number in (0..=self.walk.root).rev().filter(|_| self.walk.root < old.len() as u32) {
            let row = old.row(number);
            if !needed[number as usize] || row[0] == END {
                continue;
            }
            match given(row) {
                Some(next) => needed[next as usize] = true,
                None => row[1..].iter().for_each(|&next| needed[next as usize] = true),
            }
        }
        let mut nodes = Rows::default();
        let mut new = vec![0; old.len()];
        let mut room = Vec::new();
        for number in (0..old.len()).filter(|&number| needed[number]) {
            let row = old.row(number as u32);
            new[number] = match (row[0], given(row)) {
                (END, _) => nodes.number(row),
                (_, Some(next)) => new[next as usize],
                _ => {
                    room.clear();
                    room.push(row[0]);
                    room.extend(row[1..].iter().map(|&next| new[next as usize]));
                    if room[2..].iter().all(|next| *next == room[1]) { room[1] } else { nodes.number(&room) }
                }
            };
        }
        self.look_over(nodes, new[self.walk.root as usize])
    }

    /// The least and greatest points of each axis, in thousandths, once fields have these classes.
    pub(super) fn bounds(&self, classes: &[Option<usize>]) -> [(i64, i64); AXES] {
        let problem = &self.problem;
        let mut sums: Vec<(i64, i64)> = problem.accounts.iter().map(|account| (account.base, account.base)).gather();
        let class_of = |level: u32| classes.get(level as usize).copied().flatten();
        // Items that one field decides are taken together: of two of its options, only one counts.
        let mut of_level: Vec<(u32, Vec<Vec<i64>>)> = Vec::new();
        for item in &problem.items {
            let branches = problem.diagrams.branches(item.when);
            let is_told = branches.iter().all(|branch| matches!(*branch, FALSE | TRUE));
            let Some(level) = problem.diagrams.level(item.when).filter(|_| is_told) else {
                let (low, high) = match self.holds(item.when, &class_of) {
                    Truth::False => continue,
                    Truth::Unknown => (item.points.min(0), item.points.max(0)),
                    Truth::True => (item.points, item.points),
                };
                item.accounts.iter().for_each(|&to| sums[to] = (sums[to].0 + low, sums[to].1 + high));
                continue;
            };
            let place = of_level.iter().position(|(known, _)| *known == level).unwrap_or_else(|| {
                of_level.push((level, vec![vec![0; problem.accounts.len()]; branches.len()]));
                of_level.len() - 1
            });
            for (points, _) in of_level[place].1.iter_mut().zip(branches).filter(|(_, branch)| **branch == TRUE) {
                item.accounts.iter().for_each(|&to| points[to] += item.points);
            }
        }
        for (level, points) in of_level {
            let points = match class_of(level) {
                Some(class) => &points[class..=class],
                None => &points[..],
            };
            for (account, sum) in sums.iter_mut().enumerate() {
                let (low, high) = range(points, account);
                *sum = (sum.0 + low, sum.1 + high);
            }
        }
        let [fit, intent] = problem.fixed;
        let mut axes = [(fit, fit), (intent, intent)];
        for (index, account) in problem.accounts.iter().enumerate() {
            let (low, high) = (account.clamp(sums[index].0), account.clamp(sums[index].1));
            account.feeds.iter().for_each(|&to| sums[to] = (sums[to].0 + low, sums[to].1 + high));
            if account.is_total {
                axes[account.axis] = (low, high);
            }
        }
        axes
    }

    /// The open fields whose answers can change the outcome, once fields have these classes. Where sums were not told apart, all
    /// that have a say in it.
    pub(super) fn mattering(&self, rest: &Rest, classes: &[Option<usize>]) -> Vec<usize> {
        let variables = (0..self.walk.variables.len()).filter(|&variable| rest.matters[variable]);
        let mut asked: Vec<Option<usize>> = variables.map(|variable| self.field(variable)).gather();
        if self.walk.is_merged && !rest.is_settled() {
            asked.extend(self.asked(self.problem.root, classes));
        }
        self.fields(asked, classes)
    }

    /// The open fields that decide whether a condition comes to hold, once fields have these classes; none when it cannot.
    pub(super) fn decides(&self, condition: Diagram, classes: &[Option<usize>]) -> Vec<usize> {
        let class_of = |level: u32| classes.get(level as usize).copied().flatten();
        match self.holds(condition, &class_of) {
            Truth::False => Vec::new(),
            _ => self.fields(self.asked(condition, classes), classes),
        }
    }

    /// The open fields that a function asks, and where it asks for points, all that give any; `None` among them where it asks for
    /// more than is known.
    fn asked(&self, diagram: Diagram, classes: &[Option<usize>]) -> Vec<Option<usize>> {
        let class_of = |level: u32| classes.get(level as usize).copied().flatten();
        let diagrams = &self.problem.diagrams;
        let mut roots = vec![diagram];
        let mut parts = diagrams.parts(&roots, &class_of);
        if parts.iter().any(|part| diagrams.level(*part) >= Some(FACTS)) {
            roots.extend(self.problem.items.iter().map(|item| item.when));
            parts = diagrams.parts(&roots, &class_of);
        }
        let mut asked = Vec::new();
        for part in parts {
            match diagrams.level(part) {
                None if part == ANY => asked.push(None),
                Some(level) if level < FACTS && class_of(level).is_none() => asked.push(self.problem.field_at(level)),
                _ => {}
            }
        }
        asked
    }

    /// Fields that are asked, each once: all that are open where it is not known which.
    fn fields(&self, asked: Vec<Option<usize>>, classes: &[Option<usize>]) -> Vec<usize> {
        let mut fields = match asked.contains(&None) {
            true => self.problem.open.clone(),
            false => asked.into_iter().flatten().gather(),
        };
        for (domain, class) in self.problem.domains.iter().zip(classes) {
            if class.is_some() {
                fields.retain(|field| *field != domain.field);
            }
        }
        sort_and_dedup(&mut fields);
        fields
    }

    /// Whether a function that is true or false holds whatever comes, or may.
    fn holds(&self, diagram: Diagram, class_of: &dyn Fn(u32) -> Option<usize>) -> Truth {
        match self.problem.diagrams.ends(diagram, class_of)[..] {
            [TRUE] => Truth::True,
            [FALSE] => Truth::False,
            _ => Truth::Unknown,
        }
    }

    fn look_over(&self, nodes: Rows, root: u32) -> Rest {
        let words = self.problem.outcomes.all.len().div_ceil(64).max(1);
        let mut sets: Vec<Vec<u64>> = Vec::with_capacity(nodes.len());
        // The outcomes of completions that are known to exist.
        let mut certain: Vec<Vec<u64>> = Vec::with_capacity(nodes.len());
        let mut matters = vec![false; self.walk.variables.len()];
        for number in 0..nodes.len() as u32 {
            let (mut set, mut sure) = (vec![0; words], vec![0; words]);
            match nodes.row(number) {
                [END, outcomes @ ..] => {
                    outcomes.iter().for_each(|outcome| set[*outcome as usize / 64] |= 1 << (outcome % 64));
                    if outcomes.len() == 1 {
                        sure.clone_from(&set);
                    }
                }
                [variable, ways @ ..] => {
                    matters[*variable as usize] = true;
                    for (effect, &next) in ways.iter().enumerate() {
                        set.iter_mut().zip(&sets[next as usize]).for_each(|(all, next)| *all |= next);
                        if self.witnessed[*variable as usize][effect] {
                            sure.iter_mut().zip(&certain[next as usize]).for_each(|(all, next)| *all |= next);
                        }
                    }
                }
                [] => {}
            }
            sets.push(set);
            certain.push(sure);
        }
        let all = &sets[root as usize];
        let is_settled = all.iter().map(|word| word.count_ones()).sum::<u32>() == 1;
        let is_exact = is_settled || !self.walk.is_bounded && *all == certain[root as usize];
        Rest { nodes, root, sets, matters, is_exact }
    }
}

impl Rest {
    /// The outcomes that can be reached from a node, by number.
    pub(super) fn outcomes(&self, node: u32) -> Vec<usize> {
        bits(&self.sets[node as usize])
    }

    pub(super) fn is_settled(&self) -> bool {
        self.outcomes(self.root).len() == 1
    }

    /// The outcomes between which the answers to a variable decide.
    pub(super) fn decided_by(&self, variable: usize) -> Vec<usize> {
        let mut all = vec![0; self.sets.first().map_or(0, Vec::len)];
        for number in 0..self.nodes.len() as u32 {
            if self.nodes.row(number)[0] == variable as u32 {
                all.iter_mut().zip(&self.sets[number as usize]).for_each(|(all, set)| *all |= set);
            }
        }
        bits(&all)
    }
}

fn bits(words: &[u64]) -> Vec<usize> {
    let mut bits = Vec::new();
    for bit in 0..words.len() * 64 {
        if words[bit / 64] >> (bit % 64) & 1 == 1 {
            bits.push(bit);
        }
    }
    bits
}
