//! From the points of rules and signals to the points of an axis: group clamps, then the clamp of the axis, then the cut.

use super::AxisScore;
use crate::model::Axis;
use crate::points::Points;

impl AxisScore {
    /// Sums parts, each with its group.
    pub(super) fn sum_up(&mut self, axis: &Axis, parts: impl Iterator<Item = (Option<usize>, Points)>) {
        self.groups.clear();
        self.groups.resize(axis.groups.len(), (Points::ZERO, Points::ZERO));
        self.sum = Points::ZERO;
        for (group, points) in parts {
            match group {
                Some(group) => self.groups[group].0 += points,
                None => self.sum += points,
            }
        }
        for (sums, group) in self.groups.iter_mut().zip(&axis.groups) {
            sums.1 = group.bounds.clamp(sums.0);
            self.sum += sums.1;
        }
        self.points = axis.bounds.clamp(self.sum);
        let looked_at = match &axis.cuts_of {
            Some(groups) => groups.iter().fold(Points::ZERO, |sum, &group| sum + self.groups[group].1),
            None => self.points,
        };
        self.cut = axis.cut_at(looked_at);
    }
}
