//! The tests of a model's conditions as functions of the open fields.

use super::{Level, Sketch};
use crate::condition::check::Chosen;
use crate::condition::{Branch, Condition};
use crate::evaluate::Contribution;
use crate::functions::Functions;
use crate::functions::conditions::Conditions;
use crate::functions::diagram::{self, Diagram, Diagrams, FALSE, TRUE, UNKNOWN};
use crate::model::{Check, Compiled, Fact, Test};
use crate::number::Number;
use crate::prelude::*;

impl Functions for Sketch<'_> {
    fn diagrams(&mut self) -> &mut Diagrams {
        &mut self.problem.diagrams
    }

    fn shape(&self, branch: u32) -> Branch<()> {
        self.model.conditions.shape(branch)
    }

    fn test(&mut self, branch: u32) -> Diagram {
        let conditions: &mut dyn Conditions<'_> = self;
        conditions.follow(branch)
    }
}

impl<'m> Conditions<'m> for Sketch<'m> {
    fn model(&self) -> &'m Compiled {
        self.model
    }

    fn named(&mut self, fact: Fact) -> Diagram {
        match fact {
            Fact::Rule(rule) => self.rules[rule],
            Fact::Label(label) => self.labels[label],
            Fact::Criterion(criterion) => self.criteria[criterion],
            _ => UNKNOWN,
        }
    }

    fn leaf(&mut self, branch: u32, test: &Test) -> Diagram {
        match test.fact {
            Fact::Field(field) | Fact::Domain(field) | Fact::Kind(field) | Fact::Days(field) => {
                self.field_test(branch, field, test)
            }
            Fact::Signal(signal) | Fact::SignalCount(signal) => self.signal_test(signal, test),
            // Whoever asks comes after disqualification, and whoever is out has been dealt with.
            Fact::Disqualified => diagram::of_bool(matches!(test.check, Check::Boolean(false) | Check::Known(true))),
            Fact::Stage => {
                let passes = match &test.check {
                    Check::Option(check) => check.passes(Chosen::Option(self.stage)),
                    Check::Known(wanted) => *wanted,
                    _ => false,
                };
                diagram::of_bool(passes)
            }
            Fact::Motion => diagram::of(self.known.test(test)),
            _ => self.points_test(test),
        }
    }
}

impl Sketch<'_> {
    pub(super) fn truth(&mut self, condition: Option<Condition>) -> Diagram {
        let functions: &mut dyn Functions = self;
        functions.truth(condition)
    }

    fn field_test(&mut self, branch: u32, field: usize, test: &Test) -> Diagram {
        match self.levels[field] {
            None => diagram::of(self.known.test(test)),
            Some(Level::Told(level)) => {
                let place = self.places[branch as usize] as usize;
                let classes = &self.problem.domains[level as usize].classes;
                let truths = classes.iter().map(|class| diagram::of(class.seen.truths[place])).gather();
                self.problem.diagrams.ask(level, &truths)
            }
            Some(Level::Loose) => {
                let conditions: &mut dyn Conditions<'_> = self;
                let test = conditions.loose(branch, &[FALSE, UNKNOWN, TRUE]);
                self.of_loose(field, test)
            }
        }
    }

    fn signal_test(&mut self, signal: usize, test: &Test) -> Diagram {
        let (when, given) = self.signals[signal];
        let passes = |contribution: Contribution| {
            diagram::of_bool(match &test.check {
                Check::Boolean(wanted) => contribution.fired == *wanted,
                Check::Number(compare) => compare.passes(&Number::from_integer(contribution.count as i64)),
                Check::Known(wanted) => *wanted,
                _ => false,
            })
        };
        self.problem.diagrams.choose(when, passes(Contribution::default()), FALSE, passes(given))
    }
}
