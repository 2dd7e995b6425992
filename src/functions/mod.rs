//! Conditions as functions of what is not known: what lints and forms have in common.

pub(crate) mod conditions;
pub(crate) mod diagram;
pub(crate) mod domain;
pub(crate) mod event;
pub(crate) mod rows;

use crate::condition::{Branch, Condition};
use diagram::{Diagram, Diagrams, FALSE, TRUE};

/// Who makes functions of conditions, and knows what each of their tests is a function of.
pub(crate) trait Functions {
    fn diagrams(&mut self) -> &mut Diagrams;

    /// What a branch of the conditions is made of.
    fn shape(&self, branch: u32) -> Branch<()>;

    /// The function of a test, by its index among the branches.
    fn test(&mut self, branch: u32) -> Diagram;
}

impl dyn Functions + '_ {
    /// The function of a condition; one that is absent holds.
    pub(crate) fn truth(&mut self, condition: Option<Condition>) -> Diagram {
        condition.map_or(TRUE, |condition| self.branch(condition.root()))
    }

    fn branch(&mut self, branch: u32) -> Diagram {
        // From the last to the first: what is asked later stands lower, and what is put on top stays as it is.
        match self.shape(branch) {
            Branch::Test(()) => self.test(branch),
            Branch::Not(child) => {
                let child = self.branch(child);
                self.diagrams().not(child)
            }
            Branch::All(start, end) => {
                let mut all = TRUE;
                for child in (start..end).rev() {
                    let child = self.branch(child);
                    all = self.diagrams().both(all, child);
                    if all == FALSE {
                        break;
                    }
                }
                all
            }
            Branch::Any(start, end) => {
                let mut any = FALSE;
                for child in (start..end).rev() {
                    let child = self.branch(child);
                    any = self.diagrams().either(any, child);
                    if any == TRUE {
                        break;
                    }
                }
                any
            }
        }
    }
}
