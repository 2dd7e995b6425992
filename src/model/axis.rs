//! What fit and intent have in common: groups that clamp sums, bounds of the axis, and the cuts that make tiers and bands.

use super::fields::ALIKE;
use super::read::{Object, Reader};
use crate::diagnostic::Code;
use crate::json::tree::Node;
use crate::points::Points;
use crate::prelude::*;
use crate::sort::sort_and_dedup;
use crate::sorted::Map;
use crate::table::Table;

/// The frame of an axis.
#[derive(Debug, Default)]
pub(crate) struct Axis {
    pub(crate) groups: Vec<Group>,
    pub(crate) bounds: Bounds,
    /// From the highest down.
    pub(crate) cuts: Vec<Cut>,
    /// The groups whose sum the cuts look at, instead of all points.
    pub(crate) cuts_of: Option<Vec<usize>>,
}

#[derive(Debug)]
pub(crate) struct Group {
    pub(crate) id: String,
    pub(crate) bounds: Bounds,
}

#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Bounds {
    pub(crate) min: Option<Points>,
    pub(crate) max: Option<Points>,
}

impl Bounds {
    pub(crate) fn clamp(self, points: Points) -> Points {
        points.clamp_to(self.min, self.max)
    }

    /// The same for an amount in thousandths.
    pub(crate) fn clamp_milli(self, milli: i64) -> i64 {
        self.clamp(Points::from_milli(milli)).milli()
    }
}

/// Amounts between two, in thousandths.
pub(crate) type Range = (i64, i64);

/// What an axis may come to when each of its parts gives something between two amounts, in thousandths.
#[derive(Debug)]
pub(crate) struct Ranges {
    pub(crate) groups: Vec<GroupRange>,
    /// The sum of all, before the clamp of the axis.
    pub(crate) sum: Range,
    pub(crate) points: Range,
    /// What the cuts look at.
    pub(crate) looked_at: Range,
}

/// What a group may come to, in thousandths.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct GroupRange {
    /// Before the clamp.
    pub(crate) sum: Range,
    pub(crate) clamped: Range,
}

impl Axis {
    /// The tier or band that an amount reaches.
    pub(crate) fn cut_at(&self, points: Points) -> Option<usize> {
        self.cuts.iter().position(|cut| cut.at.is_none_or(|at| points >= at))
    }

    /// What the axis may come to, from what its parts may, each with its group. Clamps never turn an order round, so that the
    /// ends of ranges lead to the ends.
    pub(crate) fn ranges(&self, parts: &[(Option<usize>, Range)]) -> Ranges {
        let add = |to: &mut Range, (low, high): Range| *to = (to.0 + low, to.1 + high);
        let clamp = |bounds: Bounds, (low, high): Range| (bounds.clamp_milli(low), bounds.clamp_milli(high));
        let mut groups = vec![GroupRange::default(); self.groups.len()];
        let mut sum = (0, 0);
        for &(group, range) in parts {
            add(group.map_or(&mut sum, |group| &mut groups[group].sum), range);
        }
        for (range, group) in groups.iter_mut().zip(&self.groups) {
            range.clamped = clamp(group.bounds, range.sum);
            add(&mut sum, range.clamped);
        }
        let points = clamp(self.bounds, sum);
        let mut looked_at = points;
        if let Some(of) = &self.cuts_of {
            looked_at = (0, 0);
            of.iter().for_each(|&group| add(&mut looked_at, groups[group].clamped));
        }
        Ranges { groups, sum, points, looked_at }
    }
}

/// A tier or band.
#[derive(Debug)]
pub(crate) struct Cut {
    pub(crate) id: String,
    /// The points it begins at; the last one may take all the rest.
    pub(crate) at: Option<Points>,
}

/// The keys of an axis whose names differ between fit and intent.
pub(crate) struct AxisKeys {
    pub(crate) cut: &'static str,
    pub(crate) cuts: &'static str,
    pub(crate) list: &'static str,
    pub(crate) cuts_of: &'static str,
}

pub(crate) fn compile(reader: Reader<'_>, object: &Object<'_>, keys: AxisKeys) -> Axis {
    let mut groups = Vec::new();
    for member in object.get("groups").and_then(|node| reader.map(node, "an object of groups")).unwrap_or_default() {
        reader.check_id(member.at, &member.key);
        let bounds =
            reader.object(&member.node, "a group (an object)", &["min", "max"]).map(|group| bounds(reader, &group));
        groups.push(Group { id: member.key.clone(), bounds: bounds.unwrap_or_default() });
    }
    let ids = Table::numbered(groups.iter().map(|group: &Group| group.id.as_str()));
    let cuts_of = object.get(keys.cuts_of).and_then(|node| reader.array(node, "a list of groups"));
    let cuts_of = cuts_of.map(|nodes| {
        let mut found: Vec<usize> =
            nodes.iter().filter_map(|node| reader.reference(node, Code::UnknownGroup, "group", &ids)).gather();
        sort_and_dedup(&mut found);
        found
    });
    let cuts = object.get(keys.cuts).and_then(|node| reader.array(node, keys.list)).unwrap_or_default();
    Axis { groups, bounds: bounds(reader, object), cuts: compile_cuts(reader, cuts, keys.cut), cuts_of }
}

fn bounds(reader: Reader<'_>, object: &Object<'_>) -> Bounds {
    let min = object.get("min").and_then(|node| reader.points(node));
    let max = object.get("max").and_then(|node| reader.points(node));
    if min.zip(max).is_some_and(|(min, max)| min > max) {
        reader.reversed(object.key_at("max"));
    }
    Bounds { min, max }
}

fn compile_cuts(reader: Reader<'_>, nodes: &[Node<'_>], what: &str) -> Vec<Cut> {
    // Conditions name tiers folded, so that `a` beside `A` could not be told from it.
    let mut folded = Map::default();
    let mut cuts: Vec<Cut> = Vec::new();
    for (index, node) in nodes.iter().enumerate() {
        let mut cut = Cut { id: String::new(), at: None };
        if let Some(object) = reader.object(node, &format!("a {what} (an object)"), &["id", "at"]) {
            if let Some(node) = reader.require(&object, "id")
                && let Some(id) = reader.cut_id(node)
            {
                match folded.insert(id.to_ascii_lowercase(), id) {
                    Some(other) if other == id => reader.declared_twice(node.at, what, id),
                    Some(other) => {
                        reader.fault_with_help(
                            node.at,
                            Code::AmbiguousName,
                            &format_args!("`{id}` names the {what} `{other}` already"),
                            &ALIKE,
                        );
                    }
                    None => {}
                }
                cut.id = id.to_string();
            }
            let last = index + 1 == nodes.len();
            let at = if last { object.get("at") } else { reader.require(&object, "at") };
            cut.at = at.and_then(|node| reader.points(node));
            if let (Some(at), Some(above)) = (cut.at, cuts.iter().rev().find_map(|cut| cut.at))
                && at >= above
            {
                reader.fault_with_help(
                    object.key_at("at"),
                    Code::OutOfOrder,
                    &format_args!("`{at}` comes after `{above}`, which is not higher"),
                    &format_args!("write the {what}s from the highest down"),
                );
            }
        }
        cuts.push(cut);
    }
    cuts
}
