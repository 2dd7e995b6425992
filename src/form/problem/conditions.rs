//! Conditions as functions of the open fields.

use super::{Level, Sketch};
use crate::condition::check::Chosen;
use crate::condition::{Branch, Condition, Truth};
use crate::evaluate::Contribution;
use crate::functions::diagram::{self, Diagram, Diagrams, FALSE, TRUE, UNKNOWN};
use crate::model::{Check, Fact, Framework, Test};
use crate::number::Number;
use crate::prelude::*;

/// Frameworks of more criteria are not followed.
const MOST_CRITERIA: usize = 32;

impl<'m> Sketch<'m> {
    pub(super) fn truth(&mut self, condition: Option<Condition>) -> Diagram {
        condition.map_or(TRUE, |condition| self.branch(condition.root()))
    }

    fn branch(&mut self, index: u32) -> Diagram {
        let model = self.model;
        match &model.conditions.branches()[index as usize] {
            Branch::Test(test) => self.test(index, test),
            Branch::Not(child) => {
                let child = self.branch(*child);
                self.problem.diagrams.not(child)
            }
            // From the last to the first: fields that are asked later stand lower, and what is put on top stays as it is.
            Branch::All(start, end) => {
                let mut all = TRUE;
                for child in (*start..*end).rev() {
                    let child = self.branch(child);
                    all = self.problem.diagrams.both(all, child);
                    if all == FALSE {
                        break;
                    }
                }
                all
            }
            Branch::Any(start, end) => {
                let mut any = FALSE;
                for child in (*start..*end).rev() {
                    let child = self.branch(child);
                    any = self.problem.diagrams.either(any, child);
                    if any == TRUE {
                        break;
                    }
                }
                any
            }
        }
    }

    fn test(&mut self, index: u32, test: &'m Test) -> Diagram {
        match test.fact {
            Fact::Field(field) | Fact::Domain(field) | Fact::Kind(field) | Fact::Days(field) => {
                self.field_test(index, field, test)
            }
            Fact::Motion => diagram::of(self.known.test(test)),
            Fact::Derived(derived) => self.derived_test(derived, &test.check),
            Fact::Rule(rule) => truth_test(&mut self.problem.diagrams, self.rules[rule], &test.check),
            Fact::Label(label) => truth_test(&mut self.problem.diagrams, self.labels[label], &test.check),
            Fact::Criterion(criterion) => truth_test(&mut self.problem.diagrams, self.criteria[criterion], &test.check),
            Fact::FrameworkPassed(framework) => {
                let passed = self.passed(&self.model.frameworks[framework]);
                truth_test(&mut self.problem.diagrams, passed, &test.check)
            }
            Fact::FrameworkMet(framework) => self.met_test(&self.model.frameworks[framework], &test.check),
            Fact::Signal(signal) | Fact::SignalCount(signal) => self.signal_test(signal, test),
            Fact::FitGroup(_)
            | Fact::FitPoints
            | Fact::FitTier
            | Fact::IntentGroup(_)
            | Fact::IntentPoints
            | Fact::IntentBand
            | Fact::Score => self.points_test(test),
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
        }
    }

    fn field_test(&mut self, index: u32, field: usize, test: &Test) -> Diagram {
        match self.levels[field] {
            None => diagram::of(self.known.test(test)),
            Some(Level::Told(level)) => {
                let place = self.places[index as usize] as usize;
                let classes = &self.problem.domains[level as usize].classes;
                let truths = classes.iter().map(|class| diagram::of(class.seen.truths[place])).gather();
                self.problem.diagrams.ask(level, &truths)
            }
            Some(Level::Loose) => {
                if let Some((_, known)) = self.loose.iter().find(|(known, _)| *known == index) {
                    return *known;
                }
                let variable = self.free(&[FALSE, UNKNOWN, TRUE]);
                self.loose.push((index, variable));
                variable
            }
        }
    }

    fn derived_test(&mut self, derived: usize, check: &Check) -> Diagram {
        let model = self.model;
        let derived = &model.derived[derived];
        let of_option = |option: Option<usize>| match (check, option) {
            (Check::Known(wanted), option) => diagram::of_bool(option.is_some() == *wanted),
            (Check::Option(check), Some(option)) => diagram::of_bool(check.passes(Chosen::Option(option))),
            _ => UNKNOWN,
        };
        let mut result = of_option(derived.otherwise);
        for (when, is) in derived.cases.iter().rev() {
            let when = self.truth(Some(*when));
            result = self.problem.diagrams.choose(when, result, of_option(None), of_option(Some(*is)));
        }
        result
    }

    /// Functions for so many met and unknown criteria as there are, by how many those above a criterion have.
    fn count(&mut self, framework: &Framework, value: &dyn Fn(usize, usize) -> Diagram) -> Diagram {
        let count = framework.criteria.len();
        if count > MOST_CRITERIA {
            return self.free(&[FALSE, UNKNOWN, TRUE]);
        }
        let mut after: Vec<Vec<Diagram>> = Vec::new();
        for met in 0..=count {
            after.push((0..=count - met).map(|unknown| value(met, unknown)).gather());
        }
        for place in (0..count).rev() {
            let criterion = self.criteria[framework.first + place];
            for met in 0..=place {
                for unknown in 0..=place - met {
                    let (no, open, yes) = (after[met][unknown], after[met][unknown + 1], after[met + 1][unknown]);
                    after[met][unknown] = self.problem.diagrams.choose(criterion, no, open, yes);
                }
            }
        }
        after[0][0]
    }

    fn passed(&mut self, framework: &Framework) -> Diagram {
        let at_least = framework.at_least;
        let enough = |met: usize, unknown: usize| match () {
            () if met >= at_least => TRUE,
            () if met + unknown >= at_least => UNKNOWN,
            () => FALSE,
        };
        let mut passed = self.count(framework, &enough);
        for must in &framework.must {
            passed = self.problem.diagrams.both(passed, self.criteria[framework.first + must]);
        }
        passed
    }

    fn met_test(&mut self, framework: &Framework, check: &Check) -> Diagram {
        match check {
            Check::Number(compare) => {
                self.count(framework, &|met, _| diagram::of_bool(compare.passes(&Number::from_integer(met as i64))))
            }
            check => diagram::of_bool(matches!(check, Check::Known(true))),
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

/// A test of something that is true, false or unknown.
fn truth_test(diagrams: &mut Diagrams, fact: Diagram, check: &Check) -> Diagram {
    match check {
        Check::Boolean(true) => fact,
        Check::Boolean(false) => diagrams.not(fact),
        Check::Known(wanted) => {
            let (known, unknown) = (diagram::of_bool(*wanted), diagram::of_bool(!*wanted));
            diagrams.choose(fact, known, unknown, known)
        }
        _ => diagram::of(Truth::Unknown),
    }
}
