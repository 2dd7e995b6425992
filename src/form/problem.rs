//! What is still open about a decision: the straight line of `evaluate`, each of its conditions a function of the open
//! fields, up to one function that gives the outcome.

use super::account::{AXES, Account, Item, PointFact, clamp, cut};
use super::diagram::{self, Diagram, Diagrams, FALSE, TRUE, UNKNOWN};
use super::domain::{Domain, Trial, field_of};
use super::outcome::{Outcome, Outcomes};
use crate::condition::check::Chosen;
use crate::condition::{Branch, Condition, Truth};
use crate::evaluate::{Contribution, Decision, Facts};
use crate::lead::{CrmStage, Lead};
use crate::model::{Axis, Check, Compiled, Destination, Fact, Framework, RulePoints, Signal, Test, Then};
use crate::number::Number;
use crate::points::Points;
use crate::prelude::*;
use crate::sort::{sort_and_dedup, sort_list};
use crate::time::Instant;

/// Variables that are no field: conditions that are not followed any further.
pub(super) const FREE: u32 = 1 << 16;
/// Facts about points come after all other variables.
pub(super) const FACTS: u32 = 1 << 24;

/// So many functions are kept at most.
const ROOM: usize = 200_000;
/// Frameworks of more criteria are not followed.
const MOST_CRITERIA: usize = 32;
/// With more stages times routes, nothing is followed.
const MOST_ACTIONS: usize = 100_000;
/// More open fields are not followed.
const MOST_FIELDS: usize = 600;
/// With more variables besides, nothing is followed: going down them takes stack.
const MOST_FREE: usize = 200;

/// What is still open, and what comes of it.
#[derive(Debug)]
pub(super) struct Problem {
    /// The open fields that anything asks about, by level.
    pub(super) domains: Vec<Domain>,
    /// The classes of each variable that is no field.
    pub(super) free: Vec<usize>,
    pub(super) diagrams: Diagrams,
    pub(super) facts: Vec<PointFact>,
    /// Those of fit before those of intent, in each the sum of the axis last.
    pub(super) accounts: Vec<Account>,
    pub(super) items: Vec<Item>,
    /// The points of each axis, as far as nothing is open about them.
    pub(super) fixed: [i64; AXES],
    pub(super) root: Diagram,
    pub(super) outcomes: Outcomes,
    /// By question of the model: whether it is shown.
    pub(super) shown: Vec<Diagram>,
}

impl Problem {
    /// What is open about a decision, when these fields are, all of them unknown in the lead.
    pub(super) fn new(model: &Compiled, lead: &Lead, now: Instant, decision: &mut Decision, open: &[usize]) -> Problem {
        let signals = decision.contributions(model, lead, now);
        let facts = decision.facts(model, lead, now);
        let mut sketch = Sketch::new(model, facts, open);
        sketch.fit();
        sketch.intent(&signals);
        sketch.frameworks();
        sketch.labels();
        sketch.decide();
        if sketch.problem.diagrams.is_full() {
            sketch.problem.outcomes.add_all(model);
        }
        sketch.questions();
        sketch.problem
    }
}

struct Sketch<'m> {
    model: &'m Compiled,
    /// What is known already.
    known: Facts<'m>,
    problem: Problem,
    /// By field: its level, if it is open and its values are told apart; or that they are not.
    levels: Vec<Option<Level>>,
    /// By branch of the model's conditions: the place of a test among those of its field.
    places: Vec<u32>,
    /// Tests that are variables of their own.
    loose: Vec<(u32, Diagram)>,
    /// Whether each rule holds, three-valued; labels and criteria likewise.
    rules: Vec<Diagram>,
    criteria: Vec<Diagram>,
    labels: Vec<Diagram>,
    /// Whether the condition of each signal holds, and what it then gives.
    signals: Vec<(Diagram, Contribution)>,
    /// The stage, while the action is decided.
    stage: usize,
}

#[derive(Clone, Copy)]
enum Level {
    Told(u32),
    Loose,
}

impl<'m> Sketch<'m> {
    fn new(model: &'m Compiled, known: Facts<'m>, open: &[usize]) -> Sketch<'m> {
        let problem = Problem {
            domains: Vec::new(),
            free: Vec::new(),
            diagrams: Diagrams::new(ROOM),
            facts: Vec::new(),
            accounts: Vec::new(),
            items: Vec::new(),
            fixed: [known.so_far.fit.points.milli(), known.so_far.intent.points.milli()],
            root: UNKNOWN,
            outcomes: Outcomes::new(model),
            shown: Vec::new(),
        };
        let mut sketch = Sketch {
            model,
            known,
            problem,
            levels: vec![None; model.fields.len()],
            places: vec![0; model.conditions.branches().len()],
            loose: Vec::new(),
            rules: Vec::new(),
            criteria: Vec::new(),
            labels: Vec::new(),
            signals: Vec::new(),
            stage: 0,
        };
        sketch.tell_fields_apart(open);
        sketch
    }

    /// Gives each open field that matters its classes and its level. Fields that rules of one group or one condition ask come
    /// one after the other, so that little is in suspense at a time.
    fn tell_fields_apart(&mut self, open: &[usize]) {
        let mut tests: Vec<Vec<u32>> = vec![Vec::new(); self.model.fields.len()];
        for (index, branch) in self.model.conditions.branches().iter().enumerate() {
            if let Branch::Test(test) = branch
                && let Some(field) = field_of(test.fact)
            {
                self.places[index] = tests[field].len() as u32;
                tests[field].push(index as u32);
            }
        }
        let owns = |field: usize| self.model.routes.iter().any(|route| route.to == Destination::Owner(field));
        let domains = open.iter().map(|&field| Domain::new(self.model, field, core::mem::take(&mut tests[field])));
        let mut domains: Vec<Domain> = domains.filter(|domain| domain.matters() || owns(domain.field)).collect();
        // Of one group after the other: a group whose last field has been asked is a sum like any other.
        let mut groups: Vec<Option<usize>> = vec![None; self.model.fields.len()];
        for rule in self.model.fit.rules.iter().rev().filter(|rule| rule.group.is_some()) {
            let mut see = |field: usize| groups[field] = rule.group;
            if let RulePoints::Graded { by, .. } = &rule.points {
                field_of(*by).into_iter().for_each(&mut see);
            }
            rule.when.into_iter().for_each(|when| fields_asked(self.model, when.root(), &mut see));
        }
        let order = |domain: &Domain| (groups[domain.field], domain.tests.first().copied());
        sort_list(&mut domains, &|a, b| order(a).cmp(&order(b)));
        let mut trial = Trial::new(self.model, self.known);
        for mut domain in domains {
            let field = domain.field;
            let is_told = self.problem.domains.len() < MOST_FIELDS && domain.divide(&mut trial);
            self.levels[field] = Some(Level::Loose);
            if is_told {
                self.levels[field] = Some(Level::Told(self.problem.domains.len() as u32));
                self.problem.domains.push(domain);
            }
        }
    }

    /// A variable of its own, with these values.
    fn free(&mut self, values: impl ExactSizeIterator<Item = Diagram>) -> Diagram {
        let level = self.free_level(values.len());
        self.problem.diagrams.ask(level, values)
    }

    fn free_level(&mut self, classes: usize) -> u32 {
        self.problem.free.push(classes);
        if self.problem.free.len() > MOST_FREE {
            self.problem.diagrams.give_up();
        }
        FREE + self.problem.free.len() as u32 - 1
    }

    fn truth(&mut self, condition: Option<Condition>) -> Diagram {
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
                self.problem.diagrams.ask(level, classes.iter().map(|class| diagram::of(class.seen.truths[place])))
            }
            Some(Level::Loose) => {
                if let Some((_, known)) = self.loose.iter().find(|(known, _)| *known == index) {
                    return *known;
                }
                let variable = self.free([FALSE, UNKNOWN, TRUE].into_iter());
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
    fn count(&mut self, framework: &Framework, value: impl Fn(usize, usize) -> Diagram) -> Diagram {
        let count = framework.criteria.len();
        if count > MOST_CRITERIA {
            return self.free([FALSE, UNKNOWN, TRUE].into_iter());
        }
        let mut after: Vec<Vec<Diagram>> = Vec::new();
        for met in 0..=count {
            after.push((0..=count - met).map(|unknown| value(met, unknown)).collect());
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
        let mut passed = self.count(framework, enough);
        for must in &framework.must {
            passed = self.problem.diagrams.both(passed, self.criteria[framework.first + must]);
        }
        passed
    }

    fn met_test(&mut self, framework: &Framework, check: &Check) -> Diagram {
        match check {
            Check::Number(compare) => {
                self.count(framework, |met, _| diagram::of_bool(compare.passes(&Number::from_integer(met as i64))))
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

    fn points_test(&mut self, test: &Test) -> Diagram {
        let model = self.model;
        let (fact, cuts) = match test.fact {
            Fact::FitTier => (tier_fact(&model.fit.axis, Fact::FitTier, Fact::FitPoints), &model.fit.axis.cuts),
            Fact::IntentBand => {
                (tier_fact(&model.intent.axis, Fact::IntentBand, Fact::IntentPoints), &model.intent.axis.cuts)
            }
            fact => (fact, &model.fit.axis.cuts),
        };
        let Some(place) = self.problem.facts.iter().position(|known| known.fact == fact) else {
            return diagram::of(self.known.test(test));
        };
        let passes = |points: Points| match &test.check {
            Check::Points(compare) => compare.passes(&points),
            Check::Option(check) => check.passes(cut(cuts, points).map_or(Chosen::Nothing, Chosen::Option)),
            Check::Known(wanted) if test.fact != fact || matches!(fact, Fact::FitTier | Fact::IntentBand) => {
                cut(cuts, points).is_some() == *wanted
            }
            Check::Known(wanted) => *wanted,
            _ => false,
        };
        let branches = self.problem.facts[place].amounts().map(|points| diagram::of_bool(passes(points)));
        let branches: Vec<Diagram> = branches.collect();
        self.problem.diagrams.ask(FACTS + place as u32, branches.into_iter())
    }

    fn fit(&mut self) {
        let model = self.model;
        let mut parts = Vec::new();
        for (index, rule) in model.fit.rules.iter().enumerate() {
            let when = self.truth(rule.when);
            self.rules.push(when);
            let holds = self.problem.diagrams.holds(when);
            match &rule.points {
                RulePoints::Graded { by, .. } if field_of(*by).is_some_and(|field| self.levels[field].is_some()) => {
                    for (points, stands) in self.steps(index, *by) {
                        parts.push((rule.group, self.problem.diagrams.both(holds, stands), points));
                    }
                }
                points => parts.push((rule.group, holds, self.known.points_of(points).milli())),
            }
        }
        self.sum_up(0, &model.fit.axis, parts);
    }

    /// The points that a graded rule may give by an open field, each with the condition for it.
    fn steps(&mut self, rule: usize, by: Fact) -> Vec<(i64, Diagram)> {
        let RulePoints::Graded { steps, .. } = &self.model.fit.rules[rule].points else { return Vec::new() };
        let mut amounts: Vec<i64> = steps.iter().map(|step| step.1.milli()).collect();
        sort_and_dedup(&mut amounts);
        let level = match field_of(by).and_then(|field| self.levels[field]) {
            Some(Level::Told(level)) => level,
            _ => {
                let count = amounts.len();
                let level = self.free_level(count + 1);
                let mut stands =
                    |place| self.problem.diagrams.ask(level, (0..=count).map(|at| diagram::of_bool(at == place)));
                return amounts.into_iter().enumerate().map(|(place, points)| (points, stands(place))).collect();
            }
        };
        let domain = &self.problem.domains[level as usize];
        let place = domain.graded.iter().position(|known| *known == rule).unwrap_or(0);
        let given: Vec<i64> = domain.classes.iter().map(|class| class.seen.points[place]).collect();
        let diagrams = &mut self.problem.diagrams;
        let mut stands = |points| diagrams.ask(level, given.iter().map(|given| diagram::of_bool(*given == points)));
        amounts.into_iter().map(|points| (points, stands(points))).collect()
    }

    fn intent(&mut self, given: &[Contribution]) {
        let model = self.model;
        let mut parts = Vec::new();
        for (signal, given) in model.intent.signals.iter().zip(given) {
            let Signal { when, group, .. } = signal;
            let when = self.truth(*when);
            let holds = self.problem.diagrams.holds(when);
            self.signals.push((holds, *given));
            parts.push((*group, holds, given.points.milli()));
        }
        self.sum_up(1, &model.intent.axis, parts);
    }

    /// Opens the accounts of an axis, as far as anything about its points is open.
    fn sum_up(&mut self, index: usize, axis: &Axis, parts: Vec<(Option<usize>, Diagram, i64)>) {
        let (group_fact, points_fact, cut_fact): (fn(usize) -> Fact, _, _) = match index {
            0 => (Fact::FitGroup, Fact::FitPoints, Fact::FitTier),
            _ => (Fact::IntentGroup, Fact::IntentPoints, Fact::IntentBand),
        };
        let cut_fact = tier_fact(axis, cut_fact, points_fact);
        let looks_at = |group: usize| axis.cuts_of.as_ref().is_some_and(|of| of.contains(&group));
        let is_open = |part: &(Option<usize>, Diagram, i64)| part.1 != FALSE && part.1 != TRUE && part.2 != 0;
        if parts.iter().any(is_open) {
            // What is certain of each group, and whether anything of it is open.
            let mut groups = vec![(0, false); axis.groups.len()];
            let mut base = 0;
            for part in &parts {
                let certain = if part.1 == TRUE { part.2 } else { 0 };
                match part.0 {
                    Some(group) => groups[group] = (groups[group].0 + certain, groups[group].1 || is_open(part)),
                    None => base += certain,
                }
            }
            let looked_at =
                axis.cuts_of.is_some() && groups.iter().enumerate().any(|(group, of)| of.1 && looks_at(group));
            let mut own: Vec<Option<usize>> = vec![None; groups.len()];
            let mut looked_base = 0;
            for (group, &(certain, opens)) in groups.iter().enumerate() {
                let bounds = axis.groups[group].bounds;
                let is_asked = self.is_asked(group_fact(group));
                if opens && (bounds.min.is_some() || bounds.max.is_some() || is_asked) {
                    own[group] = Some(self.problem.accounts.len());
                    let fact = is_asked.then(|| self.point_fact(group_fact(group)));
                    let account =
                        Account { axis: index, base: certain, bounds, feeds: Vec::new(), fact, is_total: false };
                    self.problem.accounts.push(account);
                } else {
                    let points = if opens { certain } else { clamp(bounds, certain) };
                    base += points;
                    looked_base += if looks_at(group) { points } else { 0 };
                }
            }
            let looked = looked_at.then(|| {
                let fact = self.is_asked(cut_fact).then(|| self.point_fact(cut_fact));
                let bounds = crate::model::Bounds::default();
                let account =
                    Account { axis: index, base: looked_base, bounds, feeds: Vec::new(), fact, is_total: false };
                self.problem.accounts.push(account);
                self.problem.accounts.len() - 1
            });
            let fact = self.is_asked(points_fact).then(|| self.point_fact(points_fact));
            let total = self.problem.accounts.len();
            let account = Account { axis: index, base, bounds: axis.bounds, feeds: Vec::new(), fact, is_total: true };
            self.problem.accounts.push(account);
            for (group, account) in own.iter().enumerate().filter_map(|(group, own)| Some((group, (*own)?))) {
                let feeds = looked.filter(|_| looks_at(group)).into_iter().chain([total]);
                self.problem.accounts[account].feeds = feeds.collect();
            }
            for (group, when, points) in parts.into_iter().filter(is_open) {
                let accounts = match group {
                    Some(group) if own[group].is_some() => own[group].into_iter().collect(),
                    Some(group) if looks_at(group) => looked.into_iter().chain([total]).collect(),
                    _ => vec![total],
                };
                self.problem.items.push(Item { when, points, axis: index, accounts });
            }
        }
        let any_open = !self.problem.accounts.is_empty();
        if index + 1 == AXES && any_open && self.is_asked(Fact::Score) {
            self.point_fact(Fact::Score);
        }
    }

    /// Whether any condition asks about a fact about points, through its tier or band if need be.
    fn is_asked(&self, fact: Fact) -> bool {
        let same = |asked: Fact| {
            asked == fact
                || asked == Fact::FitTier && tier_fact(&self.model.fit.axis, asked, Fact::FitPoints) == fact
                || asked == Fact::IntentBand && tier_fact(&self.model.intent.axis, asked, Fact::IntentPoints) == fact
        };
        self.model.conditions.branches().iter().any(|branch| matches!(branch, Branch::Test(test) if same(test.fact)))
    }

    /// Makes a fact about points a variable.
    fn point_fact(&mut self, fact: Fact) -> usize {
        let mut boundaries = Vec::new();
        for branch in self.model.conditions.branches() {
            let Branch::Test(test) = branch else { continue };
            let cuts = match test.fact {
                Fact::FitTier if tier_fact(&self.model.fit.axis, test.fact, Fact::FitPoints) == fact => {
                    &self.model.fit.axis.cuts[..]
                }
                Fact::IntentBand if tier_fact(&self.model.intent.axis, test.fact, Fact::IntentPoints) == fact => {
                    &self.model.intent.axis.cuts[..]
                }
                _ => &[],
            };
            boundaries.extend(cuts.iter().filter_map(|cut| cut.at).map(Points::milli));
            if let Check::Points(compare) = &test.check
                && test.fact == fact
            {
                boundaries.extend(compare.constants().flat_map(|points| [points.milli(), points.milli() + 1]));
            }
        }
        sort_and_dedup(&mut boundaries);
        self.problem.facts.push(PointFact { fact, boundaries });
        self.problem.facts.len() - 1
    }

    fn frameworks(&mut self) {
        for criterion in self.model.frameworks.iter().flat_map(|framework| &framework.criteria) {
            let met = self.truth(criterion.met);
            self.criteria.push(met);
        }
    }

    fn labels(&mut self) {
        for label in &self.model.labels {
            let holds = self.truth(label.when);
            self.labels.push(holds);
        }
    }

    /// The outcome: out by the first disqualify rule that matches, or a stage and what comes of it.
    fn decide(&mut self) {
        if self.model.stages.len() * self.model.routes.len() > MOST_ACTIONS {
            self.problem.diagrams.give_up();
        }
        let mut root = self.stages();
        for (index, rule) in self.model.disqualify.iter().enumerate().rev() {
            let (when, unless) = (self.truth(rule.when), rule.unless.map_or(FALSE, |unless| self.truth(Some(unless))));
            let diagrams = &mut self.problem.diagrams;
            let brought_back = diagrams.holds(unless);
            let stays_out = diagrams.not(brought_back);
            let mut matches = diagrams.holds(when);
            matches = diagrams.both(matches, stays_out);
            let served = self.served(&rule.then, index);
            matches = self.problem.diagrams.choose(served, matches, matches, FALSE);
            if matches != FALSE {
                let out = self.outcome(Outcome::Out { rule: index });
                root = self.problem.diagrams.choose(matches, root, root, out);
            }
        }
        self.problem.root = root;
    }

    fn questions(&mut self) {
        for question in self.model.form.iter().flat_map(|form| &form.questions) {
            let when = self.truth(question.when);
            let shown = self.problem.diagrams.holds(when);
            self.problem.shown.push(shown);
        }
    }

    fn outcome(&mut self, outcome: Outcome) -> Diagram {
        let number = self.problem.outcomes.number(outcome);
        self.problem.diagrams.constant(number)
    }

    /// Whether the date has come on which a lead that is out comes back.
    fn served(&mut self, then: &Then, rule: usize) -> Diagram {
        match *then {
            Then::RecycleOn(field) => match self.levels[field] {
                Some(Level::Told(level)) => {
                    let classes = &self.problem.domains[level as usize].classes;
                    let past = classes.iter().map(|class| diagram::of_bool(class.seen.is_past));
                    self.problem.diagrams.ask(level, past)
                }
                Some(Level::Loose) => self.free([FALSE, TRUE].into_iter()),
                None => diagram::of_bool(self.known.is_served(rule)),
            },
            _ => diagram::of_bool(self.known.is_served(rule)),
        }
    }

    /// The highest stage that holds, or a sticky one that the lead had.
    fn stages(&mut self) -> Diagram {
        let model = self.model;
        let gates = &self.known.so_far.gates;
        let mut holding: Vec<Diagram> = Vec::new();
        for (index, stage) in model.stages.iter().enumerate() {
            let when = self.truth(stage.when);
            let mut holds = self.problem.diagrams.holds(when);
            for &required in &stage.requires {
                holds = self.problem.diagrams.both(holds, holding[required]);
            }
            let is_through = !stage.gate || gates[index] == Some(true);
            holding.push(if is_through { holds } else { FALSE });
        }
        let had = match self.known.lead.crm.stage {
            Some(CrmStage::Stage(had)) => had,
            _ => 0,
        };
        let kept = had.checked_sub(1).filter(|&index| {
            let stage = &model.stages[index];
            stage.sticky && !(stage.gate && gates[index] == Some(false))
        });
        let mut reached = self.action(0);
        for (index, stage) in model.stages.iter().enumerate() {
            let mut holds = holding[index];
            if kept == Some(index) {
                // Only if nothing lower was reached; and whatever is higher comes after.
                let exit = stage.exit.map_or(FALSE, |exit| self.truth(Some(exit)));
                let exits = self.problem.diagrams.holds(exit);
                let stays = self.problem.diagrams.not(exits);
                holds = self.problem.diagrams.either(holds, stays);
            }
            if holds != FALSE {
                let action = self.action(index + 1);
                reached = self.problem.diagrams.choose(holds, reached, reached, action);
            }
        }
        reached
    }

    /// What is done with a lead in a stage: the first rule that holds and has somebody to give it to.
    fn action(&mut self, stage: usize) -> Diagram {
        let model = self.model;
        self.stage = stage;
        let mut action = self.outcome(Outcome::In { stage, route: None });
        for (index, route) in model.routes.iter().enumerate().rev() {
            if self.problem.diagrams.is_full() {
                break;
            }
            let when = self.truth(route.when);
            let mut holds = self.problem.diagrams.holds(when);
            if holds == FALSE {
                continue;
            }
            let takes = match &route.to {
                Destination::Owner(field) => self.is_known(*field),
                Destination::Team(team) => self.has_somebody(*team),
                Destination::Nurture(track) if index + 1 < model.routes.len() => {
                    let breakout = model.tracks[*track].breakout.map_or(FALSE, |breakout| self.truth(Some(breakout)));
                    let breaks = self.problem.diagrams.holds(breakout);
                    self.problem.diagrams.not(breaks)
                }
                Destination::Nurture(_) | Destination::Queue(_) | Destination::Partner(_) => TRUE,
            };
            holds = self.problem.diagrams.both(holds, takes);
            if holds != FALSE {
                let routed = self.outcome(Outcome::In { stage, route: Some(index) });
                action = self.problem.diagrams.choose(holds, action, action, routed);
            }
        }
        action
    }

    fn is_known(&mut self, field: usize) -> Diagram {
        match self.levels[field] {
            Some(Level::Told(level)) => {
                let classes = &self.problem.domains[level as usize].classes;
                self.problem.diagrams.ask(level, classes.iter().map(|class| diagram::of_bool(class.seen.is_known)))
            }
            Some(Level::Loose) => self.free([FALSE, TRUE].into_iter()),
            None => diagram::of_bool(!matches!(self.known.value(field), crate::lead::Value::Unknown)),
        }
    }

    fn has_somebody(&mut self, team: usize) -> Diagram {
        let team = &self.model.teams[team];
        let mut somebody = FALSE;
        for member in &team.members {
            if somebody != TRUE && self.known.is_there(team, member) {
                let when = self.truth(member.when);
                let takes = self.problem.diagrams.holds(when);
                somebody = self.problem.diagrams.either(somebody, takes);
            }
        }
        somebody
    }
}

/// The fields that a branch asks about directly.
fn fields_asked(model: &Compiled, index: u32, see: &mut dyn FnMut(usize)) {
    match &model.conditions.branches()[index as usize] {
        Branch::Test(test) => field_of(test.fact).into_iter().for_each(see),
        Branch::Not(child) => fields_asked(model, *child, see),
        Branch::All(start, end) | Branch::Any(start, end) => {
            (*start..*end).for_each(|child| fields_asked(model, child, see));
        }
    }
}

/// The fact whose amount a tier or band follows from: points, or the sum of some groups under the name of the tier itself.
fn tier_fact(axis: &Axis, tier: Fact, points: Fact) -> Fact {
    if axis.cuts_of.is_some() { tier } else { points }
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
