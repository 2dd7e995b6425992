//! What is used where: facts followed through everything that has a name down to the fields they are read from.

use super::query::conditions_of;
use crate::condition::{Branch, Condition};
use crate::model::{Compiled, Destination, Fact, RulePoints, Then};
use crate::prelude::*;
use crate::sorted::Set;

/// Facts that something depends on, however indirectly.
#[derive(Default)]
pub(super) struct Uses {
    pub(super) facts: Set<Fact>,
    /// Facts that are yet to be followed: a row of them may be as long as the model.
    left: Vec<Fact>,
}

impl Uses {
    /// What a condition depends on.
    pub(super) fn follow(&mut self, model: &Compiled, condition: Option<Condition>) {
        self.note(model, condition);
        self.expand_all(model);
    }

    fn note(&mut self, model: &Compiled, condition: Option<Condition>) {
        let Some(condition) = condition else { return };
        model.conditions.each_test(condition, &mut |_, test| self.add(test.fact));
    }

    fn add(&mut self, fact: Fact) {
        if self.facts.add(fact) {
            self.left.push(fact);
        }
    }

    fn expand_all(&mut self, model: &Compiled) {
        while let Some(fact) = self.left.pop() {
            self.expand(model, fact);
        }
    }

    /// Notes what a fact is read from.
    fn expand(&mut self, model: &Compiled, fact: Fact) {
        conditions_of(model, fact).into_iter().for_each(|condition| self.note(model, condition));
        match fact {
            Fact::FitPoints | Fact::FitGroup(_) | Fact::FitTier | Fact::Score => self.fit(model, fact),
            Fact::Signal(signal) | Fact::SignalCount(signal) => self.note(model, model.intent.signals[signal].when),
            _ => {}
        }
        match fact {
            Fact::IntentPoints | Fact::IntentGroup(_) | Fact::IntentBand | Fact::Score => {
                model.intent.signals.iter().for_each(|signal| self.note(model, signal.when));
            }
            Fact::Disqualified => self.disqualified(model),
            Fact::Stage => self.stages(model),
            _ => {}
        }
    }

    /// Rules that have points to give, in the groups that count.
    fn fit(&mut self, model: &Compiled, fact: Fact) {
        let counts = |group: Option<usize>| match (fact, &model.fit.axis.cuts_of) {
            (Fact::FitGroup(wanted), _) => group == Some(wanted),
            (Fact::FitTier, Some(of)) => group.is_some_and(|group| of.contains(&group)),
            _ => true,
        };
        for rule in model.fit.rules.iter().filter(|rule| counts(rule.group)) {
            match &rule.points {
                RulePoints::Fixed(points) if points.milli() == 0 => continue,
                RulePoints::Graded { steps, .. } if steps.iter().all(|(_, points)| points.milli() == 0) => continue,
                RulePoints::Graded { by, .. } => self.add(*by),
                RulePoints::Fixed(_) => {}
            }
            self.note(model, rule.when);
        }
    }

    fn disqualified(&mut self, model: &Compiled) {
        for rule in &model.disqualify {
            self.note(model, rule.when);
            self.note(model, rule.unless);
            if let Then::RecycleOn(field) = rule.then {
                self.add(Fact::Field(field));
            }
        }
    }

    fn stages(&mut self, model: &Compiled) {
        for stage in &model.stages {
            self.note(model, stage.when);
            self.note(model, stage.exit);
        }
    }

    /// What the outcome depends on: the stage, who is out and why, and where leads go.
    pub(super) fn outcome(&mut self, model: &Compiled) {
        self.disqualified(model);
        self.stages(model);
        for route in &model.routes {
            self.note(model, route.when);
            if let Destination::Owner(field) = route.to {
                self.add(Fact::Field(field));
            }
        }
        model.teams.iter().flat_map(|team| &team.members).for_each(|member| self.note(model, member.when));
        model.tracks.iter().for_each(|track| self.note(model, track.breakout));
        self.expand_all(model);
    }

    pub(super) fn field(&self, field: usize) -> bool {
        [Fact::Field(field), Fact::Domain(field), Fact::Kind(field), Fact::Days(field)]
            .iter()
            .any(|fact| self.facts.contains(fact))
    }
}

/// What is named anywhere in the model: in conditions, graded rules, routing, teams and the handoff.
pub(super) fn named(model: &Compiled) -> Uses {
    let mut facts: Set<Fact> = Set::default();
    facts.add_all(model.conditions.branches().iter().filter_map(|branch| match branch {
        Branch::Test(test) => Some(test.fact),
        _ => None,
    }));
    facts.add_all(model.fit.rules.iter().filter_map(|rule| match rule.points {
        RulePoints::Graded { by, .. } => Some(by),
        RulePoints::Fixed(_) => None,
    }));
    facts.add_all(model.disqualify.iter().filter_map(|rule| match rule.then {
        Then::RecycleOn(field) => Some(Fact::Field(field)),
        _ => None,
    }));
    facts.add_all(model.routes.iter().filter_map(|route| match route.to {
        Destination::Owner(field) => Some(Fact::Field(field)),
        _ => None,
    }));
    facts.add_all(model.teams.iter().flat_map(|team| team.key.iter().copied()));
    facts.add_all(model.handoff.include.iter().map(|(_, fact)| *fact));
    Uses { facts, left: Vec::new() }
}
