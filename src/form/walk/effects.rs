//! What each class of a variable does, and what can follow from it.

use super::{Variable, Walker};
use crate::functions::diagram::{Diagram, FREE, TRUE};
use crate::functions::rows::Rows;
use crate::prelude::*;

impl<'p> Walker<'p> {
    /// The branches of all parts that ask a variable, by its level.
    pub(super) fn branches_at(&self, level: u32) -> Vec<&'p [Diagram]> {
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
    pub(super) fn tell_effects_apart(&mut self, single: &[usize]) {
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
}
