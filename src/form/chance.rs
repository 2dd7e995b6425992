//! How likely outcomes are, and what a question is worth. Besides `number` this is the only file that knows of floats: they
//! choose what to ask, and take no part in a score or an outcome.
//!
//! A question is worth the expected drop of the variance of the outcome, the sum over outcomes o of Var[P(o | answer)]: the
//! expected drop of the Brier score about the decision (G of Raiffa and Schlaifer's preposterior analysis, 1961, for that loss).
#![allow(clippy::float_arithmetic, reason = "chances are no points")]

use super::plan::{Plan, Rest};
use super::walk::END;
use crate::number::Number;
use crate::out::Out;
use crate::prelude::*;

/// Values nearer than this are a tie.
const ALIKE: f64 = 1e-9;

/// A chance, from 0 to 1, or the worth of a question, from 0 up.
#[derive(Clone, Copy, Debug, Default, PartialEq, PartialOrd)]
pub struct Chance(f64);

impl Chance {
    /// As a floating-point number.
    pub fn to_f64(self) -> f64 {
        self.0
    }

    /// Writes it as ECMAScript writes numbers.
    pub(super) fn write(self, out: &mut Out) {
        Number::from_f64(self.0).unwrap_or(Number::ZERO).write(out);
    }
}

/// How often each effect of each variable comes about: by variable, then effect. They sum to 1.
#[derive(Debug, Default)]
pub(super) struct Weights(Vec<Vec<f64>>);

impl Weights {
    /// From how much each class of each variable weighs.
    pub(super) fn new(plan: &Plan, weigh: &dyn Fn(usize) -> Option<Vec<Number>>) -> Weights {
        let mut all = Vec::new();
        for (index, variable) in plan.walk.variables.iter().enumerate() {
            let classes = weigh(index).filter(|classes| classes.iter().any(|weight| *weight > Number::ZERO));
            let mut weights = vec![0.0; variable.count];
            for (class, &effect) in variable.effects.iter().enumerate() {
                weights[effect] += classes.as_ref().map_or(1.0, |classes| classes[class].to_f64());
            }
            let sum: f64 = weights.iter().sum();
            weights.iter_mut().for_each(|weight| *weight /= sum);
            all.push(weights);
        }
        Weights(all)
    }
}

/// How likely outcomes are, and what asking is worth, as things stand.
#[derive(Debug, Default)]
pub(super) struct Chances {
    /// By outcome.
    outcomes: Vec<f64>,
    /// By variable.
    worth: Vec<f64>,
}

impl Chances {
    pub(super) fn new(plan: &Plan, rest: &Rest, weights: &Weights) -> Chances {
        let (count, outcomes) = (rest.nodes.len(), plan.problem.outcomes.all.len());
        // By node: how likely each outcome is from there. A node comes after those that it leads to.
        let mut after: Vec<f64> = vec![0.0; count * outcomes];
        for node in 0..count {
            let (before, own) = after.split_at_mut(node * outcomes);
            match rest.nodes.row(node as u32) {
                [END, ends @ ..] => ends.iter().for_each(|&end| own[end as usize] = 1.0 / ends.len() as f64),
                [variable, ways @ ..] => {
                    for (&next, weight) in ways.iter().zip(&weights.0[*variable as usize]) {
                        let next = &before[next as usize * outcomes..][..outcomes];
                        own.iter_mut().zip(next).for_each(|(own, next)| *own += weight * next);
                    }
                }
                [] => {}
            }
        }
        let from = |node: u32| &after[node as usize * outcomes..][..outcomes];
        // By node: how likely completions come through it.
        let mut through = vec![0.0; count];
        through[rest.root as usize] = 1.0;
        // By variable: how its effects move the chance of each outcome.
        let mut moves: Vec<Vec<f64>> = vec![Vec::new(); plan.walk.variables.len()];
        for node in (0..count as u32).rev() {
            let likely = through[node as usize];
            let [variable, ways @ ..] = rest.nodes.row(node) else { continue };
            if *variable == END || likely == 0.0 {
                continue;
            }
            let weights = &weights.0[*variable as usize];
            let moves = &mut moves[*variable as usize];
            moves.resize(weights.len() * outcomes, 0.0);
            for ((&next, weight), moved) in ways.iter().zip(weights).zip(moves.chunks_mut(outcomes)) {
                through[next as usize] += likely * weight;
                let change = from(next).iter().zip(from(node));
                moved.iter_mut().zip(change).for_each(|(moved, (next, now))| *moved += likely * (next - now));
            }
        }
        let worth = moves.iter().zip(&weights.0).map(|(moves, weights)| {
            let squares =
                moves.chunks(outcomes.max(1)).map(|moved| moved.iter().map(|moved| moved * moved).sum::<f64>());
            squares.zip(weights).map(|(squares, weight)| weight * squares).sum()
        });
        Chances { outcomes: from(rest.root).to_vec(), worth: worth.collect() }
    }

    /// How likely an outcome is, from 0 to 1.
    pub(super) fn of_outcome(&self, outcome: usize) -> Chance {
        Chance(self.outcomes.get(outcome).copied().unwrap_or(0.0))
    }

    /// What asking for a variable is worth.
    pub(super) fn worth(&self, variable: usize) -> Chance {
        Chance(self.worth.get(variable).copied().unwrap_or(0.0))
    }
}

/// Questions by what their answers are worth for their friction, best first: those of a tie in their order.
pub(super) fn rank<Q>(mut questions: Vec<(Q, Chance, Number)>, most: usize) -> Vec<Q> {
    let mut ranked = Vec::new();
    while ranked.len() < most && !questions.is_empty() {
        let mut best = 0;
        let value = |place: usize| questions[place].1.0 / questions[place].2.to_f64();
        for place in 1..questions.len() {
            if value(place) > value(best) + ALIKE {
                best = place;
            }
        }
        ranked.push(questions.remove(best).0);
    }
    ranked
}
