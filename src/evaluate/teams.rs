//! Teams: which member gets the lead.

use super::facts::Facts;
use crate::fold::fold;
use crate::lead::{Count, Value};
use crate::model::{Fact, KINDS, MOTIONS, Mode, Team, TeamMember};
use crate::out::Out;
use crate::prelude::*;
use core::cmp::Reverse;
use core::hash::Hasher;

/// A member who could not take the lead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Considered {
    pub(crate) team: usize,
    pub(crate) member: usize,
    pub(crate) why: Obstacle,
}

/// What keeps a member from taking a lead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Obstacle {
    Condition,
    Away,
    Capacity,
    Closed,
}

/// Memory to pick in.
#[derive(Debug, Default)]
pub(crate) struct Room {
    eligible: Vec<usize>,
    /// The current weights of a round robin.
    current: Vec<i64>,
    key: Out,
}

/// The member of a team who gets the lead, by its place; `None` when nobody can take it. Those who cannot are noted.
pub(super) fn pick(index: usize, facts: Facts<'_>, considered: &mut Vec<Considered>, room: &mut Room) -> Option<usize> {
    let team = &facts.model.teams[index];
    let Room { eligible, current, key } = room;
    eligible.clear();
    for (place, member) in team.members.iter().enumerate() {
        match obstacle(team, member, facts) {
            Some(why) => considered.push(Considered { team: index, member: place, why }),
            None => eligible.push(place),
        }
    }
    match team.mode {
        Mode::Sticky => {
            write_key(key, team, facts);
            sticky(team, eligible, key, facts)
        }
        Mode::Turns => turns(team, eligible, facts.lead.context.turn_of(&team.id), current),
        Mode::Balanced => {
            write_key(key, team, facts);
            balanced(team, eligible, key, facts)
        }
    }
}

/// Why a member cannot take the lead.
fn obstacle(team: &Team, member: &TeamMember, facts: Facts<'_>) -> Option<Obstacle> {
    if facts.truth(member.when).holds() { absence(team, member, facts) } else { Some(Obstacle::Condition) }
}

/// Why a member cannot take any lead now.
fn absence(team: &Team, member: &TeamMember, facts: Facts<'_>) -> Option<Obstacle> {
    let context = &facts.lead.context;
    let full =
        member.capacity.zip(context.load_of(&member.id)).is_some_and(|(capacity, load)| load >= Count::from(capacity));
    let calendar = member.calendar.filter(|_| team.only_open).map(|calendar| &facts.model.calendars[calendar]);
    if context.is_away(&member.id) {
        Some(Obstacle::Away)
    } else if full {
        Some(Obstacle::Capacity)
    } else if calendar.is_some_and(|calendar| !calendar.is_open(facts.now)) {
        Some(Obstacle::Closed)
    } else {
        None
    }
}

impl Facts<'_> {
    /// Whether a member could take a lead now that meets its condition.
    pub(crate) fn is_there(&self, team: &Team, member: &TeamMember) -> bool {
        absence(team, member, *self).is_none()
    }
}

/// Weighted rendezvous hashing (Thaler and Ravishankar 1998): a lead stays with its member when others come and go.
fn sticky(team: &Team, eligible: &[usize], key: &[u8], facts: Facts<'_>) -> Option<usize> {
    eligible.iter().copied().max_by_key(|&place| rank(&team.members[place], key, facts))
}

/// The greatest of a member's hashes, one for each unit of its weight; on a tie the smaller id goes first.
fn rank<'a>(member: &'a TeamMember, key: &[u8], facts: Facts<'_>) -> (u64, Reverse<&'a str>) {
    let hash = |slot: u32| {
        let mut hasher = siphasher::sip::SipHasher24::new_with_key(&facts.lead.context.key());
        hasher.write(key);
        hasher.write(&[0]);
        hasher.write(member.id.as_bytes());
        hasher.write(&[0]);
        hasher.write(&slot.to_le_bytes());
        hasher.finish()
    };
    ((0..member.weight).map(hash).max().unwrap_or(0), Reverse(&member.id))
}

/// Smooth weighted round robin, as nginx has it: the pick that is due at this turn.
fn turns(team: &Team, eligible: &[usize], turn: Count, current: &mut Vec<i64>) -> Option<usize> {
    let weight = |place: usize| i64::from(team.members[place].weight);
    let total: i64 = eligible.iter().map(|&place| weight(place)).sum();
    if total == 0 {
        return None;
    }
    current.clear();
    current.resize(eligible.len(), 0);
    let mut picked = 0;
    for _ in 0..=turn.rem_euclid(Count::from(total)) {
        for (current, &place) in current.iter_mut().zip(eligible) {
            *current += weight(place);
        }
        // The first declared of the greatest.
        picked = (0..current.len()).rev().max_by_key(|&index| current[index])?;
        current[picked] -= total;
    }
    Some(eligible[picked])
}

/// The least loaded for its weight; on a tie the one whom `sticky` would take.
fn balanced(team: &Team, eligible: &[usize], key: &[u8], facts: Facts<'_>) -> Option<usize> {
    let burden = |place: usize| facts.lead.context.load_of(&team.members[place].id).unwrap_or(0) + 1;
    let compare = |&a: &usize, &b: &usize| {
        let (a_member, b_member) = (&team.members[a], &team.members[b]);
        let (left, right) = (burden(a) * Count::from(b_member.weight), burden(b) * Count::from(a_member.weight));
        left.cmp(&right).then_with(|| rank(b_member, key, facts).cmp(&rank(a_member, key, facts)))
    };
    eligible.iter().copied().min_by(compare)
}

/// What the leads of one member have in common: the first known fact of the team's key, else the lead's id, else nothing.
fn write_key(key: &mut Out, team: &Team, facts: Facts<'_>) {
    key.clear();
    if team.key.iter().any(|&fact| write_fact(key, fact, facts).is_some()) {
        return;
    }
    key.put(facts.lead.id.map_or(b"", |id| facts.lead.texts.bytes(id)));
}

/// Writes a fact that is known.
fn write_fact(key: &mut Out, fact: Fact, facts: Facts<'_>) -> Option<()> {
    let lead = facts.lead;
    let texts = &lead.texts;
    match fact {
        Fact::Motion => key.put(MOTIONS[lead.motion].as_bytes()),
        Fact::Derived(derived) => {
            let option = facts.so_far.derived[derived]?;
            key.put(facts.model.derived_options[derived].ids[option].as_bytes());
        }
        Fact::Domain(field) => match lead.values[field] {
            Value::Email { domain, kind, .. } if KINDS[kind] == "work" => key.put(texts.bytes(domain.written)),
            _ => return None,
        },
        Fact::Field(field) => match lead.values[field] {
            Value::Text(text) => key.put(texts.bytes(text.folded)),
            Value::Option(option) => key.put(facts.model.fields[field].options()?.ids[option].as_bytes()),
            Value::Unlisted(text) => key.put(fold(texts.get(text)).as_bytes()),
            Value::Email { address, .. } => {
                let mut buffer = [0; 4];
                for char in texts.get(address.written).chars().flat_map(char::to_lowercase) {
                    key.put(char.encode_utf8(&mut buffer).as_bytes());
                }
            }
            Value::Number(number) => number.write(key),
            Value::Boolean(value) => key.put(if value { b"true" } else { b"false" }),
            Value::Date(date) => key.put(date.to_string().as_bytes()),
            Value::Unknown | Value::Set(..) => return None,
        },
        _ => return None,
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn five_one_one_is_smooth() {
        let member =
            |id: &str, weight| TeamMember { id: id.into(), weight, when: None, capacity: None, calendar: None };
        let members = vec![member("a", 5), member("b", 1), member("c", 1)];
        let team = Team { id: "t".into(), members, mode: Mode::Turns, key: vec![], only_open: false };
        let order: Vec<usize> = (-7..7).filter_map(|turn| turns(&team, &[0, 1, 2], turn, &mut Vec::new())).collect();
        assert_eq!(order, [0, 0, 1, 0, 2, 0, 0, 0, 0, 1, 0, 2, 0, 0]);
        assert_eq!(turns(&team, &[], 3, &mut Vec::new()), None);
    }
}
