//! Fit: rules over who the lead is.

use super::axis::{self, Axis, AxisKeys};
use super::because::Because;
use super::compiler::Compiler;
use super::facts::{self, Fact, FactType, Standing, Step};
use super::read::{Ids, Object};
use crate::condition::Condition;
use crate::diagnostic::Code;
use crate::json::tree::{Node, Value};
use crate::number::Number;
use crate::points::Points;
use crate::prelude::*;

#[derive(Debug, Default)]
pub(crate) struct Fit {
    pub(crate) rules: Vec<Rule>,
    pub(crate) axis: Axis,
}

#[derive(Debug)]
pub(crate) struct Rule {
    pub(crate) id: String,
    /// Without one, the rule always holds.
    pub(crate) when: Option<Condition>,
    pub(crate) points: RulePoints,
    /// The fields that its points hang on, as those that a condition asks about.
    pub(crate) asks: u64,
    pub(crate) group: Option<usize>,
    pub(crate) because: Because,
}

#[derive(Debug)]
pub(crate) enum RulePoints {
    Fixed(Points),
    /// The points of the last step whose start is not above the number.
    Graded {
        by: Fact,
        steps: Vec<(Number, Points)>,
    },
}

const STANDING: Standing = Standing { step: Step::Fit, above: 0 };

pub(crate) fn compile(compiler: &mut Compiler<'_>, node: &Node<'_>) -> Fit {
    let reader = compiler.reader;
    let Some(object) = reader.object(node, "an object", &["rules", "groups", "tiers", "tiersOf", "min", "max"]) else {
        return Fit::default();
    };
    let axis = axis::compile(
        reader,
        &object,
        AxisKeys { cut: "tier", cuts: "tiers", list: "a list of tiers", cuts_of: "tiersOf" },
    );
    let mut ids = Ids::default();
    let nodes = object.get("rules").and_then(|node| reader.array(node, "a list of rules")).unwrap_or_default();
    Fit { rules: nodes.iter().filter_map(|node| rule(compiler, node, &mut ids)).gather(), axis }
}

fn rule(compiler: &mut Compiler<'_>, node: &Node<'_>, ids: &mut Ids) -> Option<Rule> {
    let reader = compiler.reader;
    compiler.count_rule(node.at);
    let object = reader.object(node, "a rule (an object)", &["id", "when", "points", "group", "because"])?;
    let id = compiler.declare(&object, "rule", ids);
    let points_node = reader.require(&object, "points");
    let graded = points_node.is_some_and(|node| matches!(node.value, Value::Object(_)));
    let when = if graded { object.get("when") } else { reader.require(&object, "when") };
    let when = when.and_then(|node| compiler.condition(STANDING, node));
    let points = points_node
        .and_then(|node| if graded { steps(compiler, node) } else { reader.points(node).map(RulePoints::Fixed) });
    let placeholders: &[&str] = if graded { &["points", "value"] } else { &["points"] };
    let because = Because::compile(reader, object.get("because"), id, placeholders);
    let group = compiler.group(&object, |names| &names.fit_groups);
    Some(Rule { id: id.to_string(), when, points: points?, asks: u64::MAX, group, because })
}

fn steps(compiler: &mut Compiler<'_>, node: &Node<'_>) -> Option<RulePoints> {
    let reader = compiler.reader;
    let object = reader.object(node, "graded points, an object", &["by", "steps"])?;
    let by = reader.require(&object, "by").and_then(|node| {
        let name = reader.text(node)?;
        let fact = facts::resolve(reader, &compiler.names, STANDING, node.at, name)?;
        let numeric = match fact {
            Fact::Field(field) if compiler.names.is_faulty(field) => true,
            Fact::Field(_) | Fact::Days(_) => matches!(compiler.names.fact_type(fact), FactType::Number),
            _ => false,
        };
        if !numeric {
            let found = compiler.names.fact_type(fact).name();
            reader.fault_with_help(
                node.at,
                Code::TestType,
                &format_args!("`{name}` is {found}, and points are graded by a number"),
                &"write a number field, or `days.` and a date field",
            );
        }
        numeric.then_some(fact)
    });
    let nodes = reader
        .require(&object, "steps")
        .and_then(|node| reader.filled_array(node, "a list of steps"))
        .unwrap_or_default();
    let mut steps: Vec<(Number, Points)> = Vec::new();
    for node in nodes {
        let Some(pair) = reader.array(node, "a step (a list)") else { continue };
        let [start, points] = pair else {
            let message = format!("a step has two numbers, found {}", pair.len());
            reader.fault_with_help(node.at, Code::WrongType, &message, &"write its start and its points: `[50, 15]`");
            continue;
        };
        let (Some(start_at), Some(points)) = (reader.number(start), reader.points(points)) else { continue };
        if steps.last().is_some_and(|(before, _)| start_at <= *before) {
            let message =
                format!("`{}` is not above the start before it", reader.number_text(start).unwrap_or_default());
            reader.fault_with_help(start.at, Code::OutOfOrder, &message, &"write the steps from the lowest start up");
        }
        steps.push((start_at, points));
    }
    Some(RulePoints::Graded { by: by?, steps })
}

impl Compiler<'_> {
    /// The id of a thing within its kind; empty when it is faulty.
    pub(crate) fn declare<'n>(&self, object: &Object<'n>, what: &str, ids: &mut Ids) -> &'n str {
        let Some(node) = self.reader.require(object, "id") else { return "" };
        let Some(id) = self.reader.id(node) else { return "" };
        ids.declare(self.reader, node.at, what, id);
        id
    }

    /// The group that a rule or signal names.
    pub(crate) fn group(
        &self,
        object: &Object<'_>,
        groups: impl Fn(&super::names::Names) -> &crate::table::Table,
    ) -> Option<usize> {
        let node = object.get("group")?;
        self.reader.reference(node, Code::UnknownGroup, "group", groups(&self.names))
    }
}
