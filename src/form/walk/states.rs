//! States on the way, as they are kept.

use super::MOST_STATES;
use crate::functions::rows::Rows;
use crate::prelude::*;

/// States, each once: with exact sums, or one for each frame with bounds of its sums.
pub(super) struct States {
    accounts: usize,
    is_bounded: bool,
    rows: Rows,
    frames: Vec<u32>,
    sums: Vec<(i64, i64)>,
    row: Vec<u32>,
}

impl States {
    pub(super) fn new(accounts: usize, is_bounded: bool) -> States {
        States { accounts, is_bounded, rows: Rows::default(), frames: Vec::new(), sums: Vec::new(), row: Vec::new() }
    }

    pub(super) fn len(&self) -> usize {
        self.frames.len()
    }

    pub(super) fn state(&self, number: usize) -> (u32, &[(i64, i64)]) {
        (self.frames[number], &self.sums[number * self.accounts..][..self.accounts])
    }

    pub(super) fn number(&mut self, frame: u32, sums: &[(i64, i64)]) -> Option<u32> {
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
