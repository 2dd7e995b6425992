//! The classes of numbers.

use super::{Domain, Scope, Trial, tests};
use crate::classes::between;
use crate::model::{Check, Compiled, RulePoints};
use crate::number::Number;
use crate::prelude::*;

/// Which numbers a field takes.
#[derive(Clone, Copy, Default)]
pub(super) struct Numbers {
    pub(super) integer: bool,
    pub(super) min: Option<Number>,
    pub(super) max: Option<Number>,
}

impl Domain {
    pub(super) fn add_numbers(&mut self, trial: &mut Trial<'_>, scope: Scope<'_>, of: Numbers) -> Option<()> {
        let mut constants: Vec<Number> = of.min.into_iter().chain(of.max).gather();
        for test in tests(trial.model, self) {
            if let Check::Number(compare) = &test.check {
                constants.append(&mut compare.constants());
            }
        }
        self.each_step(trial.model, &mut |start| constants.push(start));
        let mut numbers = between(constants)?;
        if of.integer {
            let whole = |number: &Number| [number.floor(), number.floor().saturating_add(1)];
            numbers = numbers.iter().flat_map(whole).map(Number::from_integer).gather();
        }
        for number in numbers {
            if of.min.is_none_or(|min| number >= min) && of.max.is_none_or(|max| number <= max) {
                self.add(trial, scope, number.text().into_bytes());
            }
        }
        Some(())
    }

    /// The numbers at which the steps of graded rules begin.
    pub(super) fn each_step(&self, model: &Compiled, see: &mut dyn FnMut(Number)) {
        for &rule in &self.graded {
            if let RulePoints::Graded { steps, .. } = &model.fit.rules[rule].points {
                steps.iter().for_each(|(start, _)| see(*start));
            }
        }
    }
}
