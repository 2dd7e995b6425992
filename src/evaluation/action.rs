//! The action as values: what happens next, who gets the lead, and what is promised.

use super::Evaluation;
use crate::evaluate::action::ActionKind as Decided;
use crate::evaluate::promises::DueState;
use crate::evaluate::teams::Obstacle;
use crate::lead::Value;
use crate::model::{Compiled, Destination, Then};
use crate::time::Instant;
use alloc::borrow::Cow;

/// What happens next with a lead. Who else was considered is in [`Evaluation::considered`], the promises in
/// [`Evaluation::due`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Action<'a> {
    /// What kind of thing happens.
    pub kind: ActionKind,
    /// The routing rule, or the disqualify rule of a lead that is out.
    pub rule: Option<&'a str>,
    /// The team that gets it.
    pub team: Option<&'a str>,
    /// The person who gets it: the member of the team, or whom the lead's own field names.
    pub owner: Option<Cow<'a, str>>,
    /// The queue that gets it.
    pub queue: Option<&'a str>,
    /// The nurture track it goes into.
    pub track: Option<&'a str>,
    /// The partner who gets it.
    pub partner: Option<&'a str>,
    /// How they respond.
    pub protocol: Option<&'a str>,
    /// When a recycled lead comes back, if that is known.
    pub at: Option<Instant>,
    /// The touches of the nurture track that are still to come.
    pub touches: &'a [Instant],
    /// The queue that hears of a broken promise.
    pub escalate: Option<&'a str>,
}

/// The kinds of action.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ActionKind {
    /// To an owner, a team or a queue.
    Route,
    /// Into a nurture track.
    Nurture,
    /// To a partner.
    Partner,
    /// Out, and back at a date.
    Recycle,
    /// Out.
    Close,
    /// The model has no routing.
    #[default]
    None,
}

impl ActionKind {
    /// The word in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            ActionKind::Route => "route",
            ActionKind::Nurture => "nurture",
            ActionKind::Partner => "partner",
            ActionKind::Recycle => "recycle",
            ActionKind::Close => "close",
            ActionKind::None => "none",
        }
    }
}

/// A member of a team who could not take the lead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Considered<'a> {
    /// The team.
    pub team: &'a str,
    /// The member.
    pub member: &'a str,
    /// The first obstacle: `condition`, `away`, `capacity` or `closed`.
    pub why: &'static str,
}

/// A promise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Due<'a> {
    /// Its name in the model.
    pub promise: &'a str,
    /// Until when; `None` when the calendar never opens.
    pub by: Option<Instant>,
    /// `due`, `met`, `late` or `breached`.
    pub state: &'static str,
}

impl Evaluation {
    /// What happens next.
    pub fn action(&self) -> Action<'_> {
        let decided = &self.decision.action;
        Action {
            owner: self.owner(),
            at: decided.at,
            touches: &decided.touches,
            escalate: self.escalate(),
            ..of_rule(&self.model.0, decided.kind, decided.rule)
        }
    }

    /// Where the lead was routed to.
    pub(super) fn destination(&self) -> Option<&Destination> {
        self.decision.action.route(&self.model.0).map(|route| &route.to)
    }

    /// The member of the team, or whom a field names.
    fn owner(&self) -> Option<Cow<'_, str>> {
        let field = match *self.destination()? {
            Destination::Owner(field) => field,
            Destination::Team(team) => {
                return Some(self.model.0.teams[team].members[self.decision.action.member?].id.as_str().into());
            }
            _ => return None,
        };
        let kept = |span| Cow::Borrowed(self.lead.texts.get(span));
        match self.lead.values[field] {
            Value::Text(text) => Some(kept(text.written)),
            Value::Unlisted(text) => Some(kept(text)),
            Value::Email { address, .. } => Some(kept(address.written)),
            Value::Option(option) => Some(self.model.0.fields[field].options()?.ids[option].as_str().into()),
            Value::Number(number) => Some(number.text().into()),
            _ => None,
        }
    }

    /// The members of teams who could not take the lead, in the order tried.
    pub fn considered(&self) -> impl Iterator<Item = Considered<'_>> {
        self.decision.action.considered.iter().map(|considered| {
            let team = &self.model.0.teams[considered.team];
            let why = match considered.why {
                Obstacle::Condition => "condition",
                Obstacle::Away => "away",
                Obstacle::Capacity => "capacity",
                Obstacle::Closed => "closed",
            };
            Considered { team: &team.id, member: &team.members[considered.member].id, why }
        })
    }

    /// What was promised for this lead, in the order of the model.
    pub fn due(&self) -> impl Iterator<Item = Due<'_>> {
        let sla = self.decision.sla(&self.model.0);
        let promises = sla.map(|sla| &sla.promises[..]).unwrap_or_default();
        let state = |state: DueState| match state {
            DueState::Due => "due",
            DueState::Met => "met",
            DueState::Late => "late",
            DueState::Breached => "breached",
        };
        let due = promises.iter().zip(&self.decision.due);
        due.map(move |(promise, due)| Due { promise: &promise.name, by: due.by, state: state(due.state) })
    }

    /// Who hears of it, once a promise is broken.
    fn escalate(&self) -> Option<&str> {
        let breached = self.decision.due.iter().any(|due| due.state == DueState::Breached);
        let sla = self.decision.sla(&self.model.0).filter(|_| breached)?;
        sla.escalate.as_deref()
    }
}

/// What a rule says, whoever the lead is: all but the owner, the instants, and who hears of a broken promise.
pub(super) fn of_rule(model: &Compiled, kind: Decided, rule: Option<usize>) -> Action<'_> {
    match (kind, rule) {
        (Decided::Out, Some(rule)) => {
            let rule = &model.disqualify[rule];
            let action = Action { rule: Some(&rule.id), ..Action::default() };
            match &rule.then {
                Then::Close => Action { kind: ActionKind::Close, ..action },
                Then::Nurture(track) => {
                    Action { kind: ActionKind::Nurture, track: Some(&model.tracks[*track].id), ..action }
                }
                Then::RecycleAfter(_) | Then::RecycleOn(_) => Action { kind: ActionKind::Recycle, ..action },
                Then::Partner(partner) => Action { kind: ActionKind::Partner, partner: Some(partner), ..action },
            }
        }
        (Decided::Routed, Some(rule)) => {
            let route = &model.routes[rule];
            let protocol = route.protocol.map(|protocol| model.protocols[protocol].id.as_str());
            let action = Action { kind: ActionKind::Route, rule: Some(&route.id), protocol, ..Action::default() };
            match &route.to {
                Destination::Owner(_) => action,
                Destination::Team(team) => Action { team: Some(&model.teams[*team].id), ..action },
                Destination::Queue(queue) => Action { queue: Some(queue), ..action },
                Destination::Nurture(track) => {
                    Action { kind: ActionKind::Nurture, track: Some(&model.tracks[*track].id), ..action }
                }
                Destination::Partner(partner) => Action { kind: ActionKind::Partner, partner: Some(partner), ..action },
            }
        }
        _ => Action::default(),
    }
}
