//! The decision, from the lead's facts to its stage: the business process as a list of functions, each of which gives its own value.

pub(crate) mod action;
mod decay;
mod disqualify;
mod distinct;
mod facts;
mod fit;
pub(crate) mod frameworks;
pub(crate) mod handoff;
mod intent;
mod labels;
mod matching;
mod nurture;
pub(crate) mod promises;
mod score;
mod signals;
mod stage;
pub(crate) mod teams;

use crate::condition::Truth;
use crate::lead::{Lead, Tally};
use crate::model::Compiled;
use crate::points::Points;
use crate::prelude::*;
use crate::time::Instant;
pub(crate) use facts::Facts;

/// Everything that is decided about one lead at one instant. Its memory is used again for the next lead.
#[derive(Debug, Default)]
pub(crate) struct Decision {
    /// By derived fact: the option it has.
    pub(crate) derived: Vec<Option<usize>>,
    /// By fit rule: whether its condition holds.
    pub(crate) rules: Vec<Truth>,
    /// By fit rule: what it gives.
    pub(crate) rule_points: Vec<Points>,
    pub(crate) fit: AxisScore,
    /// By signal.
    pub(crate) signals: Vec<Contribution>,
    pub(crate) intent: AxisScore,
    pub(crate) score: Points,
    /// By criterion, those of all frameworks one after the other: whether it is met.
    pub(crate) criteria: Vec<Truth>,
    pub(crate) frameworks: Vec<frameworks::Assessment>,
    /// By label: whether it holds.
    pub(crate) labels: Vec<Truth>,
    /// By disqualify rule: whether it matches.
    matching: Vec<bool>,
    /// Those that do, by index; the first decides.
    pub(crate) disqualified: Vec<usize>,
    /// By nurture track: the newest event that pauses it.
    pub(crate) pauses: Vec<Option<Instant>>,
    /// By stage: what the newest event at its gate decided.
    pub(crate) gates: Vec<Option<bool>>,
    /// The stage by its index; 0 is `lead`. For a lead that is out, the stage it would have.
    pub(crate) stage: usize,
    pub(crate) awaiting: Option<usize>,
    pub(crate) change: Option<Change>,
    pub(crate) action: action::Action,
    /// By promise of the SLA in force.
    pub(crate) due: Vec<promises::Due>,
    pub(crate) handoff: handoff::Handoff,
    /// How many events took part.
    pub(crate) usable_events: u32,
    /// Events too far in the future.
    pub(crate) future_events: Tally,
    matches: matching::Matches,
    /// By stage.
    standings: Vec<stage::Standing>,
}

/// The points of an axis, on the way from its parts to its sum.
#[derive(Debug, Default)]
pub(crate) struct AxisScore {
    /// By group: the sum of its parts, before and after the clamp.
    pub(crate) groups: Vec<(Points, Points)>,
    /// The sum before the clamp of the axis.
    pub(crate) sum: Points,
    pub(crate) points: Points,
    /// The index of the tier or band.
    pub(crate) cut: Option<usize>,
}

/// What a signal gave.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Contribution {
    pub(crate) fired: bool,
    pub(crate) points: Points,
    pub(crate) count: usize,
    /// The newest event that took part.
    pub(crate) last: Option<Instant>,
}

/// How the stage differs from what the CRM remembers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Change {
    Up {
        from: usize,
    },
    Down {
        from: usize,
    },
    Out {
        from: usize,
    },
    /// It was disqualified and is not any more.
    Back,
}

/// Decides about a lead. This is a pure function of the model, the lead and the instant.
pub(crate) fn evaluate(model: &Compiled, lead: &Lead, now: Instant, decision: &mut Decision) {
    matching::look_at_events(model, lead, now, decision);
    decide(model, lead, now, decision, None);
}

/// Decides once more about a lead of which no more than a field has changed since, at the same instant. What cannot hang on that field
/// stays as it is.
pub(crate) fn evaluate_field(model: &Compiled, lead: &Lead, now: Instant, decision: &mut Decision, field: usize) {
    decide(model, lead, now, decision, Some(field));
}

/// `field` is what alone has changed, if that is known.
fn decide(model: &Compiled, lead: &Lead, now: Instant, decision: &mut Decision, field: Option<usize>) {
    labels::derive(model, lead, now, decision);
    fit::score(model, lead, now, decision, field);
    intent::score(model, lead, now, decision, field);
    frameworks::assess(model, lead, now, decision, field);
    labels::label(model, lead, now, decision, field);
    disqualify::disqualify(model, lead, now, decision, field);
    stage::reach(model, lead, now, decision);
    action::decide(model, lead, now, decision);
    promises::promise(model, lead, now, decision);
    handoff::hand_over(model, lead, now, decision, field);
}

impl Decision {
    /// The facts that are known so far.
    pub(crate) fn facts<'a>(&'a self, model: &'a Compiled, lead: &'a Lead, now: Instant) -> Facts<'a> {
        Facts { model, lead, now, so_far: self }
    }
}
