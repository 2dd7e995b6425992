//! The context of an evaluation: what the host knows of turns, loads and absences at this moment.

use super::{Lead, Notice, NoticePath};
use crate::json::tree::{self, Member, Node, Value};
use crate::number::Number;
use crate::prelude::*;
use crate::table::Table;

/// A whole number of a context. Those of a lead are 53 bits, so that products of two of these and a weight cannot overflow.
pub(crate) type Count = i128;

/// What the host knows.
#[derive(Debug, Default)]
pub(crate) struct Context {
    /// Whether there is anything in it.
    is_given: bool,
    turn: Option<Turn>,
    load: Counts,
    away: Vec<String>,
    /// The first half of the salt's SHA-256, when there is a salt.
    key: Option<[u8; 16]>,
}

/// The first half of the SHA-256 of no salt.
const UNSALTED: [u8; 16] =
    [0xe3, 0xb0, 0xc4, 0x42, 0x98, 0xfc, 0x1c, 0x14, 0x9a, 0xfb, 0xf4, 0xc8, 0x99, 0x6f, 0xb9, 0x24];

#[derive(Debug)]
enum Turn {
    OfAll(Count),
    ByTeam(Counts),
}

/// Whole numbers by name.
#[derive(Debug, Default)]
struct Counts {
    names: Table,
    counts: Vec<Count>,
}

impl Counts {
    fn get(&self, name: &str) -> Option<Count> {
        self.counts.get(self.names.get(name)? as usize).copied()
    }
}

impl Context {
    /// The turn of a team, 0 unless it is given.
    pub(crate) fn turn_of(&self, team: &str) -> Count {
        match &self.turn {
            Some(Turn::OfAll(turn)) => *turn,
            Some(Turn::ByTeam(turns)) => turns.get(team).unwrap_or(0),
            None => 0,
        }
    }

    /// How many leads a member has, if that is known.
    pub(crate) fn load_of(&self, member: &str) -> Option<Count> {
        self.load.get(member)
    }

    pub(crate) fn is_away(&self, member: &str) -> bool {
        self.away.iter().any(|away| away == member)
    }

    /// The key that leads are hashed with.
    pub(crate) fn key(&self) -> [u8; 16] {
        self.key.unwrap_or(UNSALTED)
    }
}

impl Lead {
    /// Reads a context and notes what is wrong with it; an empty text is none. A member with anything wrong in it is
    /// ignored whole.
    pub(crate) fn read_context(&mut self, json: &[u8]) {
        self.forget_context();
        if json.is_empty() {
            return;
        }
        self.context.is_given = true;
        let root = core::str::from_utf8(json).ok().and_then(|text| tree::parse(text, &mut Vec::new()).ok());
        let members = match root {
            Some(Node { value: Value::Object(members), .. }) => members,
            Some(Node { value: Value::Null, .. }) => return,
            _ => return self.notices.context.push(Notice::at("bad-context", NoticePath::Fixed(""))),
        };
        let mut bad =
            |path: &'static str| self.notices.context.push(Notice::at("bad-context", NoticePath::Fixed(path)));
        if let Some(node) = member(&members, "turn") {
            match turn(node) {
                Some(turn) => self.context.turn = Some(turn),
                None => bad("/turn"),
            }
        }
        if let Some(node) = member(&members, "load") {
            match counts(node) {
                Some(load) => self.context.load = load,
                None => bad("/load"),
            }
        }
        if let Some(node) = member(&members, "away") {
            match texts(node) {
                Some(away) => self.context.away = away,
                None => bad("/away"),
            }
        }
        if let Some(node) = member(&members, "salt") {
            match text(node) {
                Some(salt) => self.context.key = Some(key_of(&salt)),
                None => bad("/salt"),
            }
        }
    }
}

impl Lead {
    /// Leaves nothing of a context.
    pub(super) fn forget_context(&mut self) {
        if self.context.is_given {
            self.context = Context::default();
        }
    }
}

/// As in a lead, the last of a member given twice counts, and null is absence.
fn member<'n, 'a>(members: &'n [Member<'a>], name: &str) -> Option<&'n Node<'a>> {
    members
        .iter()
        .rfind(|member| member.key == name)
        .map(|member| &member.node)
        .filter(|node| !matches!(node.value, Value::Null))
}

fn turn(node: &Node<'_>) -> Option<Turn> {
    count(node).map(Turn::OfAll).or_else(|| counts(node).map(Turn::ByTeam))
}

fn count(node: &Node<'_>) -> Option<Count> {
    match node.value {
        Value::Number(text) => Number::from_json(text).and_then(Number::to_integer).map(Count::from),
        _ => None,
    }
}

fn counts(node: &Node<'_>) -> Option<Counts> {
    let Value::Object(members) = &node.value else { return None };
    let mut found = Counts::default();
    // The last of a member given twice counts, so it is met first.
    for member in members.iter().rev() {
        found.names.insert(&member.key, found.counts.len() as u32);
        found.counts.push(count(&member.node)?);
    }
    Some(found)
}

fn text(node: &Node<'_>) -> Option<String> {
    match &node.value {
        Value::String(text) => Some(text.clone()),
        _ => None,
    }
}

fn texts(node: &Node<'_>) -> Option<Vec<String>> {
    match &node.value {
        Value::Array(nodes) => nodes.iter().map(text).collect(),
        _ => None,
    }
}

/// The first half of a salt's SHA-256.
fn key_of(salt: &str) -> [u8; 16] {
    let key = half_of_hash(salt);
    overwrite_stack();
    key
}

#[inline(never)]
fn half_of_hash(salt: &str) -> [u8; 16] {
    let digest = hmac_sha256::Hash::hash(salt.as_bytes());
    digest.first_chunk::<16>().copied().unwrap_or_default()
}

/// Overwrites the stack where hashing had the salt: nothing of a context is to be found in memory afterwards.
#[inline(never)]
fn overwrite_stack() {
    core::hint::black_box(&mut [0u8; 2048]);
}

#[cfg(test)]
mod tests {
    #[test]
    fn no_salt_is_the_empty_one() {
        assert_eq!(super::key_of(""), super::UNSALTED);
    }
}
