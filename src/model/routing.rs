//! Routing: who gets the lead, and how they respond.

use super::compiler::{Compiler, Target};
use super::facts::{self, Fact, FactType, Standing, Step};
use super::fields::Wanted;
use super::fields::{FieldKind, list};
use super::read::{Ids, Object};
use crate::condition::Condition;
use crate::diagnostic::Code;
use crate::json::tree::{Member, Node, Value};
use crate::prelude::*;
use crate::sort::sort_list;
use crate::time::Duration;

#[derive(Debug)]
pub(crate) struct Route {
    pub(crate) id: String,
    pub(crate) when: Option<Condition>,
    pub(crate) to: Destination,
    /// By index.
    pub(crate) protocol: Option<usize>,
}

/// Where a route leads.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Destination {
    /// To the person whom a field names.
    Owner(usize),
    Team(usize),
    Queue(String),
    Nurture(usize),
    Partner(String),
}

/// How they respond.
#[derive(Debug)]
pub(crate) struct Protocol {
    pub(crate) id: String,
    pub(crate) sla: Option<usize>,
}

#[derive(Debug)]
pub(crate) struct Team {
    pub(crate) id: String,
    pub(crate) members: Vec<TeamMember>,
    pub(crate) mode: Mode,
    /// What leads have in common that belong to one member; the first that is known counts.
    pub(crate) key: Vec<Fact>,
    pub(crate) only_open: bool,
}

#[derive(Debug)]
pub(crate) struct TeamMember {
    pub(crate) id: String,
    pub(crate) weight: u32,
    pub(crate) when: Option<Condition>,
    pub(crate) capacity: Option<i64>,
    pub(crate) calendar: Option<usize>,
}

/// How a team shares its leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mode {
    Sticky,
    Turns,
    Balanced,
}

/// A sequence of touches.
#[derive(Debug)]
pub(crate) struct Track {
    pub(crate) id: String,
    /// Milliseconds after its start.
    pub(crate) touches: Vec<i64>,
    pub(crate) pause: Option<Duration>,
    /// What takes the lead out of the track at once.
    pub(crate) breakout: Option<Condition>,
}

const STANDING: Standing = Standing { step: Step::Action, above: 0 };
const TARGETS: [&str; 5] = ["owner", "team", "queue", "nurture", "partner"];

pub(crate) fn compile_routes(compiler: &mut Compiler<'_>, node: &Node<'_>) -> Vec<Route> {
    let reader = compiler.reader;
    let Some(nodes) = reader.array(node, "a list of rules") else { return Vec::new() };
    if nodes.is_empty() {
        reader.fault_with_help(node.at, Code::RoutingNotTotal, &"routing has no rules", &TOTAL);
    }
    let mut ids = Ids::default();
    let mut routes = Vec::new();
    for (index, node) in nodes.iter().enumerate() {
        compiler.count_rule(node.at);
        let Some(object) = reader.object(node, "a rule (an object)", &["id", "when", "to", "protocol"]) else {
            continue;
        };
        let id = compiler.declare(&object, "rule", &mut ids).to_string();
        let when = compiler.condition_at(&object, "when", STANDING);
        let to = reader.require(&object, "to").and_then(|node| destination(compiler, node));
        let protocol = object.get("protocol");
        let protocol = protocol
            .and_then(|node| reader.reference(node, Code::UnknownProtocol, "protocol", &compiler.names.protocols));
        if index + 1 == nodes.len() {
            check_total(compiler, &object, to.as_ref());
        }
        routes.extend(to.map(|to| Route { id, when, to, protocol }));
    }
    routes
}

const TOTAL: &str = "end with a rule without `when` to a queue, a nurture track or a partner, so that no lead is lost";

/// The last rule must take every lead that is left.
fn check_total(compiler: &Compiler<'_>, rule: &Object<'_>, to: Option<&Destination>) {
    let message = if rule.get("when").is_some() {
        "the last rule has a `when`, so some leads go nowhere"
    } else if matches!(to, Some(Destination::Owner(_) | Destination::Team(_))) {
        "the last rule may have nobody to give a lead to"
    } else {
        return;
    };
    compiler.reader.fault_with_help(rule.node.at, Code::RoutingNotTotal, &message, &TOTAL);
}

fn destination(compiler: &Compiler<'_>, node: &Node<'_>) -> Option<Destination> {
    let reader = compiler.reader;
    let object = reader.object(node, "a destination (an object)", &TARGETS)?;
    let (key, node) = compiler.only_key(&object, &TARGETS)?;
    match key {
        "owner" => owner(compiler, node).map(Destination::Owner),
        "team" => reader.reference(node, Code::UnknownTeam, "team", &compiler.names.teams).map(Destination::Team),
        "queue" => reader.id(node).map(|id| Destination::Queue(id.to_string())),
        "nurture" => reader
            .reference(node, Code::UnknownTrack, "nurture track", &compiler.names.tracks)
            .map(Destination::Nurture),
        _ => reader.id(node).map(|id| Destination::Partner(id.to_string())),
    }
}

fn owner(compiler: &Compiler<'_>, node: &Node<'_>) -> Option<usize> {
    let (name, field) = compiler.field(node)?;
    let named = compiler.names.is_faulty(field)
        || matches!(
            compiler.names.fields[field].kind,
            FieldKind::Text | FieldKind::Choice(_) | FieldKind::Email | FieldKind::Number { .. }
        );
    if !named {
        compiler.reader.fault_with_help(
            node.at,
            Code::TestType,
            &format_args!("`{name}` names no owner"),
            &"write a field that is a text, a choice, a number or an e-mail address",
        );
    }
    named.then_some(field)
}

pub(crate) fn compile_protocols(compiler: &mut Compiler<'_>, node: &Node<'_>) -> Vec<Protocol> {
    let reader = compiler.reader;
    let protocol = |member: &Member<'_>| {
        reader.check_id(member.at, &member.key);
        let object = reader.object(&member.node, "a protocol (an object)", &["action", "sla"]);
        let sla = object.and_then(|object| {
            object.get("action").map(|node| reader.text(node));
            object.get("sla")
        });
        let sla = sla.and_then(|node| reader.reference(node, Code::UnknownSla, "SLA", &compiler.names.slas));
        Protocol { id: member.key.clone(), sla }
    };
    reader.map(node, "an object of protocols").unwrap_or_default().iter().map(protocol).gather()
}

pub(crate) fn compile_teams(compiler: &mut Compiler<'_>, node: &Node<'_>) -> Vec<Team> {
    let members = compiler.reader.map(node, "an object of teams").unwrap_or_default();
    members.iter().map(|member| team(compiler, member)).gather()
}

fn team(compiler: &mut Compiler<'_>, member: &Member<'_>) -> Team {
    let reader = compiler.reader;
    reader.check_id(member.at, &member.key);
    let mut team =
        Team { id: member.key.clone(), members: Vec::new(), mode: Mode::Sticky, key: Vec::new(), only_open: false };
    let Some(object) = reader.object(&member.node, "a team (an object)", &["members", "mode", "key", "onlyOpen"])
    else {
        return team;
    };
    let mut ids = Ids::default();
    let members =
        reader.require(&object, "members").and_then(|node| reader.array(node, "a list of members")).unwrap_or_default();
    team.members = members.iter().filter_map(|node| team_member(compiler, node, &mut ids)).gather();
    let mode =
        reader.require(&object, "mode").and_then(|node| reader.word(node, "mode", &["sticky", "turns", "balanced"]));
    team.mode = mode.map_or(Mode::Sticky, |mode| [Mode::Sticky, Mode::Turns, Mode::Balanced][mode]);
    team.key = list(reader, &object, "key").iter().filter_map(|node| key_fact(compiler, node)).gather();
    for fact in &team.key {
        compiler.names.want(*fact, Wanted::Folded);
    }
    team.only_open = reader.flag(&object, "onlyOpen");
    team
}

fn team_member(compiler: &mut Compiler<'_>, node: &Node<'_>, ids: &mut Ids) -> Option<TeamMember> {
    let reader = compiler.reader;
    let object = reader.object(node, "a member (an object)", &["id", "weight", "when", "capacity", "calendar"])?;
    let id = compiler.declare(&object, "member", ids).to_string();
    let weight =
        object.get("weight").and_then(|node| reader.whole(node, 1, Some(1_000))).map_or(1, |weight| weight as u32);
    let when = compiler.condition_at(&object, "when", STANDING);
    let capacity = object.get("capacity").and_then(|node| reader.whole(node, 0, None));
    let calendar = object.get("calendar").and_then(|node| compiler.calendar(node));
    Some(TeamMember { id, weight, when, capacity, calendar })
}

/// A fact that leads of one member have in common.
fn key_fact(compiler: &Compiler<'_>, node: &Node<'_>) -> Option<Fact> {
    let reader = compiler.reader;
    let name = reader.text(node)?;
    let fact = facts::resolve(reader, &compiler.names, STANDING, node.at, name)?;
    let shared = match fact {
        Fact::Field(_) => !matches!(compiler.names.fact_type(fact), FactType::Set(_)),
        Fact::Derived(_) | Fact::Motion | Fact::Domain(_) => true,
        _ => false,
    };
    if !shared {
        reader.fault_with_help(
            node.at,
            Code::TestType,
            &format_args!("`{name}` cannot be a key"),
            &"write a field that is no set, a derived fact, `motion` or the domain of an address",
        );
    }
    shared.then_some(fact)
}

pub(crate) fn compile_tracks(compiler: &mut Compiler<'_>, node: &Node<'_>) -> Vec<Track> {
    let members = compiler.reader.map(node, "an object of nurture tracks").unwrap_or_default();
    members.iter().enumerate().map(|(index, member)| track(compiler, member, index)).gather()
}

fn track(compiler: &mut Compiler<'_>, member: &Member<'_>, index: usize) -> Track {
    let reader = compiler.reader;
    reader.check_id(member.at, &member.key);
    let mut track = Track { id: member.key.clone(), touches: Vec::new(), pause: None, breakout: None };
    let keys = &["touches", "pauseOn", "pause", "breakout"];
    let Some(object) = reader.object(&member.node, "a nurture track (an object)", keys) else { return track };
    let touches = reader
        .require(&object, "touches")
        .and_then(|node| reader.array(node, "a list of durations"))
        .unwrap_or_default();
    let at_once = |node: &Node<'_>| matches!(&node.value, Value::String(text) if text == "0s");
    let touch = |node: &Node<'_>| if at_once(node) { Some(0) } else { reader.duration(node).map(Duration::millis) };
    track.touches = touches.iter().filter_map(touch).gather();
    sort_list(&mut track.touches, &Ord::cmp);
    track.pause = object.get("pause").and_then(|node| reader.duration(node));
    if let Some(node) = object.get("pauseOn") {
        reader.require(&object, "pause");
        let events = compiler.event_match(node);
        compiler.watch(Target::Pause(index), events);
    }
    track.breakout = compiler.condition_at(&object, "breakout", STANDING);
    track
}

impl Compiler<'_> {
    /// The one key of an object that takes exactly one of these.
    pub(crate) fn only_key<'n>(
        &self,
        object: &Object<'n>,
        keys: &[&'static str],
    ) -> Option<(&'static str, &'n Node<'n>)> {
        let mut given = keys.iter().filter_map(|key| Some((*key, object.get(key)?)));
        let first = given.next();
        match (first, given.next()) {
            (None, _) => {
                self.reader.fault(
                    object.node.at,
                    Code::MissingKey,
                    &format_args!("missing one of `{}`", joined(keys, "`, `")),
                );
                None
            }
            (Some((first, _)), Some((second, _))) => {
                self.reader.exclude(object, second, first, "one of them is enough; leave the other out");
                None
            }
            (only, None) => only,
        }
    }

    /// The calendar that a node names; the built-in `always` is none.
    pub(crate) fn calendar(&self, node: &Node<'_>) -> Option<usize> {
        let name = self.reader.text(node)?;
        let calendars = &self.names.calendars;
        let found = calendars.find(name);
        if name != "always" && found.is_none() {
            let known = &|| calendars.texts().chain(["always"]).gather();
            self.reader.faults.add_unknown(node.at, Code::UnknownCalendar, "calendar", name, known);
        }
        found
    }
}
