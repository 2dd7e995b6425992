//! The conditions of a model as functions of what is open about a lead, followed through everything that has a name.

use super::Functions;
use super::diagram::{self, Diagram, FALSE, TRUE, UNKNOWN};
use crate::condition::check::Chosen;
use crate::model::{Check, Compiled, Fact, Framework, Test};
use crate::number::Number;
use crate::prelude::*;

/// Frameworks with more criteria of which it is not known whether they are met are not followed.
const MOST_OPEN: usize = 32;

/// Who makes functions of a model's conditions.
pub(crate) trait Conditions<'m>: Functions {
    fn model(&self) -> &'m Compiled;

    /// The function of a rule, a label or a criterion.
    fn named(&mut self, fact: Fact) -> Diagram;

    /// A test of a fact that follows from no condition.
    fn leaf(&mut self, branch: u32, test: &Test) -> Diagram;
}

impl<'m> dyn Conditions<'m> + '_ {
    /// The function of a test.
    pub(crate) fn follow(&mut self, branch: u32) -> Diagram {
        let model = self.model();
        let Some(test) = model.conditions.test(branch) else { return UNKNOWN };
        match test.fact {
            Fact::Derived(derived) => self.derived_test(derived, branch, &test.check),
            Fact::Rule(_) | Fact::Label(_) | Fact::Criterion(_) => {
                let named = self.named(test.fact);
                self.truth_test(named, &test.check)
            }
            Fact::FrameworkPassed(framework) => {
                let passed = self.passed(&model.frameworks[framework]);
                self.truth_test(passed, &test.check)
            }
            Fact::FrameworkMet(framework) => match &test.check {
                Check::Number(compare) => self.count(&model.frameworks[framework], &|met, _| {
                    diagram::of_bool(compare.passes(&Number::from_integer(met as i64)))
                }),
                check => diagram::of_bool(matches!(check, Check::Known(true))),
            },
            _ => self.leaf(branch, test),
        }
    }

    /// A test that is a variable of its own, the same one each time, with these values.
    pub(crate) fn loose(&mut self, branch: u32, values: &[Diagram]) -> Diagram {
        let diagrams = self.diagrams();
        match diagrams.kept(branch) {
            Some(known) => known,
            None => {
                let function = diagrams.free(values);
                diagrams.keep(branch, function)
            }
        }
    }

    fn derived_test(&mut self, derived: usize, branch: u32, check: &Check) -> Diagram {
        if let Some(known) = self.diagrams().kept(branch) {
            return known;
        }
        let derived = &self.model().derived[derived];
        let of_option = |option: Option<usize>| match (check, option) {
            (Check::Known(wanted), option) => diagram::of_bool(option.is_some() == *wanted),
            (Check::Option(check), Some(option)) => diagram::of_bool(check.passes(Chosen::Option(option))),
            _ => UNKNOWN,
        };
        let mut result = of_option(derived.otherwise);
        for (when, is) in derived.cases.iter().rev() {
            let functions: &mut dyn Functions = self;
            let when = functions.truth(Some(*when));
            result = self.diagrams().choose(when, result, of_option(None), of_option(Some(*is)));
        }
        self.diagrams().keep(branch, result)
    }

    /// A test of something that is true, false or unknown.
    fn truth_test(&mut self, fact: Diagram, check: &Check) -> Diagram {
        match check {
            Check::Boolean(true) => fact,
            Check::Boolean(false) => self.diagrams().not(fact),
            Check::Known(wanted) => {
                let (known, unknown) = (diagram::of_bool(*wanted), diagram::of_bool(!*wanted));
                self.diagrams().choose(fact, known, unknown, known)
            }
            _ => UNKNOWN,
        }
    }

    /// The function for so many met and unknown criteria as there are.
    fn count(&mut self, framework: &Framework, value: &dyn Fn(usize, usize) -> Diagram) -> Diagram {
        let (mut known_met, mut known_unknown, mut open) = (0, 0, Vec::new());
        for place in 0..framework.criteria.len() {
            match self.named(Fact::Criterion(framework.first + place)) {
                FALSE => {}
                UNKNOWN => known_unknown += 1,
                TRUE => known_met += 1,
                _ if open.len() == MOST_OPEN => return self.diagrams().free(&[FALSE, UNKNOWN, TRUE]),
                criterion => open.push(criterion),
            }
        }
        // By how many are met, and how many unknown, of the criteria above one.
        let mut after: Vec<Vec<Diagram>> = Vec::new();
        for met in 0..=open.len() {
            let values = (0..=open.len() - met).map(|unknown| value(known_met + met, known_unknown + unknown));
            after.push(values.gather());
        }
        for (place, criterion) in open.into_iter().enumerate().rev() {
            for met in 0..=place {
                for unknown in 0..=place - met {
                    let (no, open, yes) = (after[met][unknown], after[met][unknown + 1], after[met + 1][unknown]);
                    after[met][unknown] = self.diagrams().choose(criterion, no, open, yes);
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
            let criterion = self.named(Fact::Criterion(framework.first + must));
            passed = self.diagrams().both(passed, criterion);
        }
        passed
    }
}
