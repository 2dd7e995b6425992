//! From the conditions to the outcome: out, or a stage and what is done there.

use super::{Level, Sketch};
use crate::form::outcome::Outcome;
use crate::functions::diagram::{self, ANY, Diagram, FALSE, TRUE};
use crate::lead::{CrmStage, Value};
use crate::model::{Destination, Then};
use crate::prelude::*;

/// With more stages times routes, nothing is followed.
const MOST_ACTIONS: usize = 100_000;

impl Sketch<'_> {
    /// The outcome: out by the first disqualify rule that matches, or a stage and what comes of it.
    pub(super) fn decide(&mut self) {
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
                    let past = classes.iter().map(|class| diagram::of_bool(class.seen.is_past)).gather();
                    self.problem.diagrams.ask(level, &past)
                }
                Some(Level::Loose) => {
                    let past = self.problem.diagrams.free(&[FALSE, TRUE]);
                    self.of_loose(field, past)
                }
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
                return ANY;
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
                let known = classes.iter().map(|class| diagram::of_bool(class.seen.is_known)).gather();
                self.problem.diagrams.ask(level, &known)
            }
            Some(Level::Loose) => {
                let known = self.problem.diagrams.free(&[FALSE, TRUE]);
                self.of_loose(field, known)
            }
            None => diagram::of_bool(!matches!(self.known.value(field), Value::Unknown)),
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
