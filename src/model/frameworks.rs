//! Qualification frameworks: BANT, CHAMP, MEDDIC or one's own, criterion by criterion.

use super::compiler::Compiler;
use super::facts::{Standing, Step};
use super::fields::{check_fact_name, list};
use super::read::Reader;
use crate::condition::Condition;
use crate::diagnostic::Code;
use crate::json::tree::{Member, Node};
use crate::prelude::*;
use crate::table::Table;

#[derive(Debug)]
pub(crate) struct Framework {
    pub(crate) name: String,
    pub(crate) criteria: Vec<Criterion>,
    /// The index of its first criterion among those of all frameworks.
    pub(crate) first: usize,
    /// So many criteria must be met.
    pub(crate) at_least: usize,
    /// These criteria must be met, by index.
    pub(crate) must: Vec<usize>,
}

/// One letter of a framework.
#[derive(Debug)]
pub(crate) struct Criterion {
    pub(crate) id: String,
    pub(crate) met: Option<Condition>,
}

const STANDING: Standing = Standing { step: Step::Frameworks, above: 0 };

pub(crate) fn compile(compiler: &mut Compiler<'_>, node: &Node<'_>) -> Vec<Framework> {
    let mut frameworks: Vec<Framework> = Vec::new();
    for member in compiler.reader.map(node, "an object of frameworks").unwrap_or_default() {
        let first = frameworks.last().map_or(0, |last| last.first + last.criteria.len());
        let framework = framework(compiler, member, first);
        frameworks.push(framework);
    }
    frameworks
}

fn framework(compiler: &mut Compiler<'_>, member: &Member<'_>, first: usize) -> Framework {
    let reader = compiler.reader;
    check_fact_name(reader, member.at, &member.key);
    if compiler.names.field(&member.key).is_some() || compiler.names.derived.contains(&member.key) {
        reader.fault_with_help(
            member.at,
            Code::DuplicateId,
            &format_args!("`{}` is a field or derived fact already", member.key),
            &"give the framework another name",
        );
    }
    let mut framework =
        Framework { name: member.key.clone(), criteria: Vec::new(), first, at_least: 0, must: Vec::new() };
    let Some(object) = reader.object(&member.node, "a framework (an object)", &["criteria", "passes"]) else {
        return framework;
    };
    let criteria = reader
        .require(&object, "criteria")
        .and_then(|node| reader.map(node, "an object of criteria"))
        .unwrap_or_default();
    framework.criteria = criteria.iter().map(|member| criterion(compiler, member)).gather();
    let ids = Table::numbered(framework.criteria.iter().map(|criterion| criterion.id.as_str()));
    match object.get("passes") {
        None => framework.at_least = ids.len(),
        Some(node) => {
            if let Some(passes) = reader.object(node, "an object", &["atLeast", "must"]) {
                let at_least =
                    passes.get("atLeast").and_then(|node| reader.whole(node, 1, Some(ids.len().max(1) as u32)));
                framework.at_least = at_least.unwrap_or(0) as usize;
                let must = list(reader, &passes, "must");
                framework.must = must
                    .iter()
                    .filter_map(|node| reader.reference(node, Code::UnknownCriterion, "criterion", &ids))
                    .gather();
                if passes.get("atLeast").is_none() && passes.get("must").is_none() {
                    framework.at_least = ids.len();
                }
            }
        }
    }
    framework
}

fn criterion(compiler: &mut Compiler<'_>, member: &Member<'_>) -> Criterion {
    let reader: Reader<'_> = compiler.reader;
    reader.check_id(member.at, &member.key);
    if ["passed", "met"].contains(&member.key.as_str()) {
        reader.fault_with_help(
            member.at,
            Code::ReservedName,
            &format_args!("`{}` is reserved", member.key),
            &"it is a fact of every framework; give the criterion another name",
        );
    }
    let object = reader.object(&member.node, "a criterion (an object)", &["met"]);
    let met = object.and_then(|object| compiler.required_condition(&object, "met", STANDING));
    Criterion { id: member.key.clone(), met }
}
