//! How long a decision stands when nothing happens but time.
//!
//! Between two instants at which anything sets in or runs out (a window of events, a date, opening hours, a promise) only
//! points fade, each amount the one way. So as long as no sum passes an amount that tests look at, nothing changes; where one
//! may, the stretch is halved.

use super::Form;
use super::outcome::{Outcome, Outcomes};
use crate::condition::Branch;
use crate::evaluate::Decision;
use crate::evaluate::promises::DueState;
use crate::lead::{Lead, Value};
use crate::model::{Check, Compiled, Fact, Kind, Ranges, RulePoints, Then};
use crate::number::Number;
use crate::points::Points;
use crate::prelude::*;
use crate::sort::{sort_and_dedup, sorted_within};
use crate::time::{DAY, Instant};

/// Opening hours are followed for so many days.
const HORIZON: i64 = 60;
/// So many instants are tried at most.
const MOST_TRIES: usize = 5_000;
/// How far in the future an event may be that counts as now.
const SKEW: i64 = 5 * 60_000;

/// What is not to change: the number of the outcome, and the states of the promises.
type Standing = (u32, Vec<DueState>);

struct Search<'f> {
    form: &'f Form,
    decision: Decision,
    outcomes: Outcomes,
    tries: usize,
}

/// The amounts of each signal at an instant, and what was decided then.
struct Point {
    at: i64,
    standing: Standing,
    signals: Vec<i64>,
}

/// Why a search ended.
enum Found {
    /// The first instant at which something else is decided.
    Change(i64),
    /// No change up to here; what follows was not looked at.
    Unsearched(i64),
}

impl Form {
    /// The first instant at which time alone changes the outcome, or the state of a promise: by decay, the end of a window, a
    /// date, opening hours or a deadline. `None` when that never happens. It is exact to the millisecond, but where too much
    /// would have to be tried (opening hours are followed for 60 days): then it is an earlier instant, up to which nothing
    /// changes.
    pub fn valid_until(&self) -> Option<Instant> {
        let (decision, lead) = self.evaluation.decision();
        let model = &*self.model.0;
        let (decided, outcomes) = (Decision::default(), Outcomes::new(model));
        let mut search = Search { form: self, decision: decided, outcomes, tries: 0 };
        let mut now = search.point(self.now.millis());
        for next in breaks(model, lead, decision, self.now).into_iter().chain([Instant::MAX.millis()]) {
            // Up to the break itself, at which something new may set in.
            let found = if next - 1 > now.at { search.between(now, next - 1) } else { Ok(now) };
            let before = match found {
                Ok(before) => before,
                Err(Found::Change(at) | Found::Unsearched(at)) => return Instant::from_millis(at),
            };
            let then = search.point(next);
            if then.standing != before.standing || has_horizon(model) && next - self.now.millis() > HORIZON * DAY {
                return Instant::from_millis(next);
            }
            now = then;
        }
        None
    }
}

/// Whether opening hours say who may get a lead.
fn has_horizon(model: &Compiled) -> bool {
    model.teams.iter().any(|team| team.only_open)
}

impl Search<'_> {
    fn point(&mut self, at: i64) -> Point {
        self.tries += 1;
        let now = Instant::from_millis(at).unwrap_or(Instant::MAX);
        self.form.evaluation.decide_at(now, &mut self.decision);
        let signals = self.decision.signals.iter().map(|signal| signal.points.milli()).gather();
        let outcome = self.outcomes.number(Outcome::of(&self.decision));
        Point { at, standing: (outcome, self.decision.due.iter().map(|due| due.state).gather()), signals }
    }

    /// Looks for a change in a stretch in which points only fade. Gives its end when there is none.
    fn between(&mut self, from: Point, to: i64) -> Result<Point, Found> {
        let end = self.point(to);
        let is_same = from.standing == end.standing;
        if !self.may_differ(&from.signals, &end.signals) && is_same {
            return Ok(end);
        }
        if to - from.at <= 1 {
            return if is_same { Ok(end) } else { Err(Found::Change(to)) };
        }
        if self.tries > MOST_TRIES {
            return Err(Found::Unsearched(from.at + 1));
        }
        let middle = from.at + (to - from.at) / 2;
        let middle = self.between(from, middle)?;
        self.between(middle, to)
    }

    /// Whether any test of points may come out differently when each signal gives something between two amounts.
    fn may_differ(&self, from: &[i64], to: &[i64]) -> bool {
        let model = &*self.form.model.0;
        let axis = &model.intent.axis;
        let mut parts = Vec::new();
        for (signal, (a, b)) in model.intent.signals.iter().zip(from.iter().zip(to)) {
            parts.push((signal.group, (*a.min(b), *a.max(b))));
        }
        let Ranges { groups, points, looked_at, .. } = axis.ranges(&parts);
        let fit = self.decision.fit.points.milli();
        let passes = |(low, high): (i64, i64), boundary: i64| low < boundary && boundary <= high;
        axis.cuts.iter().any(|cut| cut.at.is_some_and(|at| passes(looked_at, at.milli())))
            || model.conditions.branches().iter().any(|branch| {
                let Branch::Test(test) = branch else { return false };
                let Check::Points(compare) = &test.check else { return false };
                let range = match test.fact {
                    Fact::IntentGroup(group) => groups[group].clamped,
                    Fact::IntentPoints => points,
                    Fact::Score => (points.0 + fit, points.1 + fit),
                    _ => return false,
                };
                let mut constants = compare.constants().into_iter().map(Points::milli);
                constants.any(|constant| passes(range, constant) || passes(range, constant + 1))
            })
    }
}

/// The instants after now at which something sets in or runs out, rising.
fn breaks(model: &Compiled, lead: &Lead, decision: &Decision, now: Instant) -> Vec<i64> {
    let mut breaks: Vec<i64> = Vec::new();
    let mut lengths: Vec<i64> = vec![-SKEW, 0];
    for signal in &model.intent.signals {
        lengths.extend(signal.within.map(|within| within.millis()));
        if let Kind::Idle(length) = &signal.kind {
            lengths.push(length.millis());
        }
    }
    sort_and_dedup(&mut lengths);
    for event in &lead.events {
        lengths.iter().for_each(|length| breaks.push(event.at.millis() + length));
    }
    let date = |field: usize| match lead.values[field] {
        Value::Date(date) => Some(date.millis()),
        _ => None,
    };
    let of_days = |date: i64, days: Number, breaks: &mut Vec<i64>| {
        for days in [days.floor(), days.floor().saturating_add(1)] {
            breaks.push(date.saturating_add(days.saturating_mul(DAY)));
        }
    };
    for branch in model.conditions.branches() {
        let Branch::Test(test) = branch else { continue };
        let (Fact::Field(field) | Fact::Days(field)) = test.fact else { continue };
        let Some(date) = date(field) else { continue };
        match &test.check {
            Check::Within(length) => breaks.extend_from_slice(&[date, date + length.millis()]),
            Check::OlderThan(length) => breaks.push(date + length.millis()),
            Check::Number(compare) if matches!(test.fact, Fact::Days(_)) => {
                compare.constants().into_iter().for_each(|days| of_days(date, days, &mut breaks));
            }
            _ => {}
        }
    }
    for rule in &model.fit.rules {
        if let RulePoints::Graded { by: Fact::Days(field), steps } = &rule.points
            && let Some(date) = date(*field)
        {
            steps.iter().for_each(|(start, _)| of_days(date, *start, &mut breaks));
        }
    }
    for rule in &model.disqualify {
        match rule.then {
            Then::RecycleAfter(length) => breaks.extend(lead.crm.disqualified_at.map(|at| at.plus(length).millis())),
            Then::RecycleOn(field) => breaks.extend(date(field)),
            Then::Close | Then::Nurture(_) | Then::Partner(_) => {}
        }
    }
    for team in model.teams.iter().filter(|team| team.only_open) {
        for member in &team.members {
            let Some(calendar) = member.calendar else { continue };
            for edge in model.calendars[calendar].edges(now, HORIZON) {
                breaks.push(edge.millis());
            }
        }
    }
    for due in &decision.due {
        breaks.extend(due.by.map(|by| by.millis() + 1));
    }
    if has_horizon(model) {
        breaks.push(now.millis() + HORIZON * DAY + 1);
    }
    sorted_within(&mut breaks, now.millis() + 1, Instant::MAX.millis() - 1);
    breaks
}
