//! Lints: what is unwise in a model that works. Each is a proof, worked out from the model's own tables: of all leads, whatever
//! is known of them and whatever they did. Where a proof would take too long, a lint stays silent.
//!
//! Loading a model asks for none of this; only checking does.

mod bare;
mod dead;
mod fields;
mod frameworks;
mod part;
mod query;
mod reach;
mod routing;
mod score;
mod stages;
mod uses;

use crate::calendar::Zones;
use crate::condition::Condition;
use crate::diagnostic::{Code, Diagnostic, Faults, Words};
use crate::json::tree::Node;
use crate::model::{Compiled, Model, ModelDocument};
use crate::prelude::*;
use core::cell::Cell;
use part::Part;
use query::{Query, Tests, Wanted};
use reach::Reach;

/// Steps that all proofs together may take; a model that needs more is not proved to the end.
const WORK: u64 = 2_000_000;

impl Model {
    /// Everything that is wrong with a model document, in the order of its text; at most 100 diagnostics.
    /// Empty when nothing is. Of a model without errors, they also say what is unwise in it.
    pub fn check(text: &str) -> Vec<Diagnostic> {
        ModelDocument::check(text, None, lint)
    }

    /// As [`check`](Model::check), with other time zones than the built-in ones.
    pub fn check_with_zones(text: &str, zones: &Zones) -> Vec<Diagnostic> {
        ModelDocument::check(text, Some(zones), lint)
    }
}

fn lint(root: &Node<'_>, model: &Compiled, faults: &Faults<'_>) {
    let work = Cell::new(WORK);
    let reach = reach::reach(model, &work);
    let lint = Lint { root: Part(Some(root)), model, faults, reach, work: &work };
    score::lint(&lint);
    dead::lint(&lint);
    stages::lint(&lint);
    routing::lint(&lint);
    frameworks::lint(&lint);
    fields::lint(&lint);
}

/// What a lint looks at, and where it says what it found.
struct Lint<'m> {
    root: Part<'m>,
    model: &'m Compiled,
    faults: &'m Faults<'m>,
    reach: Reach,
    work: &'m Cell<u64>,
}

impl Lint<'_> {
    fn warn(&self, at: usize, code: Code, message: Words<'_>, help: Words<'_>) {
        self.faults.add_with_help(at, code, message, help);
    }

    /// Whether no lead brings all these conditions to one of the truths wanted of each.
    fn is_never(&self, wanted: &[(Option<Condition>, Wanted)]) -> bool {
        if self.work.get() == 0 {
            return false;
        }
        let mut tests = Tests::default();
        wanted.iter().for_each(|(condition, _)| tests.gather(self.model, *condition, self.work));
        !Query::new(self.model, &tests, Some(&self.reach), self.work).is_possible(wanted)
    }
}

/// Words in a row: `a`, `a` and `b`, or `a`, `b` and `c`.
fn listed(words: &[&str]) -> String {
    match words {
        [] => String::new(),
        [only] => format!("`{only}`"),
        [rest @ .., last] => format!("`{}` and `{last}`", joined(rest, "`, `")),
    }
}
