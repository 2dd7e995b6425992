//! Frames: what is left of the functions on the way.

use super::{Walker, bit};
use crate::functions::diagram::{Diagram, FALSE, TRUE};
use crate::model::Fact;
use crate::prelude::*;

/// What is left of the functions.
pub(super) struct Frame {
    /// By account: whether its points can still matter.
    pub(super) live: Vec<bool>,
}

/// The frame that an effect leads to, and by account the points that come with it.
pub(super) type Step = (u32, Vec<i64>);

impl Walker<'_> {
    /// The number of a frame, in which conditions of points that cannot matter any more are done with.
    pub(super) fn frame(&mut self, mut row: Vec<Diagram>) -> u32 {
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
    pub(super) fn step(&mut self, frame: u32, variable: usize, effect: usize) -> Step {
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
}
