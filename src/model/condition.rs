//! Compiling conditions over the facts of a lead: every test is checked against the type of what it tests.

use super::compiler::Compiler;
use super::facts::{self, Fact, FactType, Order, Standing};
use super::fields::Options;
use super::fields::Wanted;
use super::read::{Object, Reader};
use crate::condition::check::{Compare, Element, OptionCheck, SetCheck, TextCheck};
use crate::condition::{Branch, Condition, Forest};
use crate::diagnostic::Code;
use crate::fold::{fold, words_into};
use crate::json::tree::{Member, Node, Value};
use crate::number::Number;
use crate::points::Points;
use crate::prelude::*;
use crate::table::Table;
use crate::time::{Duration, Instant};

/// A test of a fact.
#[derive(Debug)]
pub(crate) struct Test {
    pub(crate) fact: Fact,
    pub(crate) check: Check,
}

/// What a test asks; the variant fits the type of the fact.
#[derive(Debug)]
pub(crate) enum Check {
    Known(bool),
    Text(TextCheck),
    Option(OptionCheck),
    Set(SetCheck),
    Number(Compare<Number>),
    Points(Compare<Points>),
    Boolean(bool),
    Date(Compare<Instant>),
    /// The date lies in the duration that ends now.
    Within(Duration),
    /// The date lies at least the duration before now.
    OlderThan(Duration),
}

/// What a test may ask, by the word that a model has for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Operator {
    Eq,
    Ne,
    In,
    NotIn,
    Lt,
    Lte,
    Gt,
    Gte,
    Between,
    Contains,
    StartsWith,
    EndsWith,
    Words,
    InList,
    AnyOf,
    AllOf,
    NoneOf,
    Within,
    OlderThan,
    Known,
}

/// One operator and what stands beside it; a bare constant is an operator that is not written.
pub(crate) struct Operation<'n> {
    pub(crate) operator: Operator,
    pub(crate) name: &'n str,
    pub(crate) at: usize,
    pub(crate) operand: &'n Node<'n>,
    pub(crate) bare: bool,
}

const OPERATORS: [(&str, Operator); 20] = [
    ("eq", Operator::Eq),
    ("ne", Operator::Ne),
    ("in", Operator::In),
    ("notIn", Operator::NotIn),
    ("lt", Operator::Lt),
    ("lte", Operator::Lte),
    ("gt", Operator::Gt),
    ("gte", Operator::Gte),
    ("between", Operator::Between),
    ("contains", Operator::Contains),
    ("startsWith", Operator::StartsWith),
    ("endsWith", Operator::EndsWith),
    ("words", Operator::Words),
    ("inList", Operator::InList),
    ("anyOf", Operator::AnyOf),
    ("allOf", Operator::AllOf),
    ("noneOf", Operator::NoneOf),
    ("within", Operator::Within),
    ("olderThan", Operator::OlderThan),
    ("known", Operator::Known),
];

/// Conditions nest this deep at most.
const DEEPEST: usize = 32;
/// All conditions of a model have this many tests at most.
const MOST_TESTS: usize = 20_000;

/// The operators beside a fact: an object of them, a bare constant for `eq`, or a bare list for `in`.
pub(crate) fn operations<'n>(reader: Reader<'_>, at: usize, node: &'n Node<'n>) -> Vec<Operation<'n>> {
    let bare = |operator, name| vec![Operation { operator, name, at, operand: node, bare: true }];
    match &node.value {
        Value::Object(members) => {
            let mut operations = Vec::new();
            for Member { at, key, node } in members {
                match OPERATORS.iter().find(|(name, _)| name == key) {
                    Some(&(name, operator)) => {
                        operations.push(Operation { operator, name, at: *at, operand: node, bare: false });
                    }
                    None => {
                        let known = &|| OPERATORS.iter().map(|(name, _)| *name).gather();
                        reader.faults.add_unknown(*at, Code::UnknownKey, "test", key, known);
                    }
                }
            }
            operations
        }
        Value::Null => {
            reader.fault_with_help(
                node.at,
                Code::WrongType,
                &"expected a constant or tests, found `null`",
                &"to ask whether there is no value, write `{ \"known\": false }`",
            );
            Vec::new()
        }
        Value::Array(_) => bare(Operator::In, "in"),
        _ => bare(Operator::Eq, "eq"),
    }
}

/// What a condition is about: facts of a lead, or of an event.
pub(crate) trait Subject {
    type Test;
    fn forest<'c>(compiler: &'c mut Compiler<'_>) -> &'c mut Forest<Self::Test>;
    /// The tests beside one fact.
    fn tests(&self, compiler: &mut Compiler<'_>, name: &str, at: usize, node: &Node<'_>) -> Vec<Branch<Self::Test>>;
}

impl Subject for Standing {
    type Test = Test;

    fn forest<'c>(compiler: &'c mut Compiler<'_>) -> &'c mut Forest<Test> {
        &mut compiler.conditions
    }

    fn tests(&self, compiler: &mut Compiler<'_>, name: &str, at: usize, node: &Node<'_>) -> Vec<Branch<Test>> {
        let Some(fact) = facts::resolve(compiler.reader, &compiler.names, *self, at, name) else { return Vec::new() };
        let operations = operations(compiler.reader, at, node);
        compiler.count_tests(at, operations.len());
        let checks = operations.into_iter().filter_map(|operation| check(compiler, fact, name, operation));
        checks.map(|check| Branch::Test(Test { fact, check })).gather()
    }
}

impl Compiler<'_> {
    /// Compiles a condition over the facts known at a step.
    pub(crate) fn condition(&mut self, standing: Standing, node: &Node<'_>) -> Option<Condition> {
        self.root(&standing, node)
    }

    /// The condition that an object may have.
    pub(crate) fn condition_at(&mut self, object: &Object<'_>, key: &str, standing: Standing) -> Option<Condition> {
        self.condition(standing, object.get(key)?)
    }

    /// The condition that an object must have.
    pub(crate) fn required_condition(
        &mut self,
        object: &Object<'_>,
        key: &str,
        standing: Standing,
    ) -> Option<Condition> {
        self.condition(standing, self.reader.require(object, key)?)
    }

    pub(crate) fn root<S: Subject>(&mut self, subject: &S, node: &Node<'_>) -> Option<Condition> {
        let branches = self.branches(subject, node, 1, &mut |_, _, _| false)?;
        Some(self.join(subject, branches))
    }

    pub(crate) fn join<S: Subject>(&mut self, _: &S, branches: Vec<Branch<S::Test>>) -> Condition {
        let all = S::forest(self).all(branches);
        S::forest(self).root(all)
    }

    /// The branches of a condition, all of which must hold. `taken` may take a key for itself.
    pub(crate) fn branches<S: Subject>(
        &mut self,
        subject: &S,
        node: &Node<'_>,
        depth: usize,
        taken: &mut dyn FnMut(&mut Self, &str, &Node<'_>) -> bool,
    ) -> Option<Vec<Branch<S::Test>>> {
        let members = self.reader.map(node, "a condition (an object)")?;
        if depth > DEEPEST {
            self.reader.fault_with_help(
                node.at,
                Code::ConditionTooDeep,
                &format_args!("this condition is nested deeper than {DEEPEST} levels"),
                &"give a part of it a name as a label or derived fact, and ask about that",
            );
            return None;
        }
        let mut branches = Vec::new();
        for member in members {
            match member.key.as_str() {
                word @ ("any" | "all") => {
                    let Some(nodes) = self.reader.filled_array(&member.node, "a list of conditions") else { continue };
                    let inner: Vec<_> = nodes.iter().filter_map(|node| self.inner(subject, node, depth + 1)).gather();
                    let forest = S::forest(self);
                    branches.push(if word == "any" { forest.any(inner) } else { forest.all(inner) });
                }
                "not" => {
                    if let Some(inner) = self.inner(subject, &member.node, depth + 1) {
                        branches.push(S::forest(self).not(inner));
                    }
                }
                name if taken(self, name, &member.node) => {}
                name => branches.extend(subject.tests(self, name, member.at, &member.node)),
            }
        }
        Some(branches)
    }

    fn inner<S: Subject>(&mut self, subject: &S, node: &Node<'_>, depth: usize) -> Option<Branch<S::Test>> {
        let branches = self.branches(subject, node, depth, &mut |_, _, _| false)?;
        Some(S::forest(self).all(branches))
    }

    /// Counts tests against their limit; the first one past it is a fault.
    pub(crate) fn count_tests(&mut self, at: usize, count: usize) {
        let before = self.tests;
        self.tests += count;
        if before <= MOST_TESTS && self.tests > MOST_TESTS {
            self.reader.fault_with_help(
                at,
                Code::TooManyTests,
                &format_args!("the conditions have more than {MOST_TESTS} tests, and here is the first of them"),
                &"one test can name many constants: `{ \"in\": [ … ] }`, or `{ \"inList\": … }` with a list",
            );
        }
    }
}

fn check(compiler: &mut Compiler<'_>, fact: Fact, name: &str, operation: Operation<'_>) -> Option<Check> {
    let reader = compiler.reader;
    if operation.operator == Operator::Known {
        return reader.boolean(operation.operand).map(Check::Known);
    }
    if let Fact::Field(field) | Fact::Domain(field) | Fact::Kind(field) | Fact::Days(field) = fact
        && compiler.names.is_faulty(field)
    {
        return None;
    }
    compiler.names.want(fact, if operation.operator == Operator::Words { Wanted::Words } else { Wanted::Folded });
    let lists = Lists { reader, names: &compiler.names.lists };
    let fact_type = compiler.names.fact_type(fact);
    match fact_type {
        FactType::Text | FactType::Email | FactType::Domain => {
            let domain = matches!(fact, Fact::Domain(_));
            match text_check(lists, &operation, domain) {
                Some(check) => check.map(Check::Text),
                None => misfit(reader, name, fact_type.name(), TEXT_TESTS, &operation),
            }
        }
        FactType::Choice { options, order } => {
            match option_check(lists, &compiler.names.list_tables, &operation, options, order) {
                Some(check) => check.map(Check::Option),
                None => misfit(
                    reader,
                    name,
                    fact_type.name(),
                    if order == Order::None { UNORDERED_TESTS } else { CHOICE_TESTS },
                    &operation,
                ),
            }
        }
        FactType::Set(options) => match set_check(lists, &operation, options) {
            Some(check) => check.map(Check::Set),
            None => misfit(reader, name, fact_type.name(), SET_TESTS, &operation),
        },
        FactType::Number => match compare(reader, &operation, &|node| reader.number(node)) {
            Some(check) => check.map(Check::Number),
            None => misfit(reader, name, fact_type.name(), NUMBER_TESTS, &operation),
        },
        FactType::Points => match compare(reader, &operation, &|node| reader.points(node)) {
            Some(check) => check.map(Check::Points),
            None => misfit(reader, name, fact_type.name(), NUMBER_TESTS, &operation),
        },
        FactType::Boolean => match operation.operator {
            Operator::Eq => reader.boolean(operation.operand).map(Check::Boolean),
            Operator::Ne => reader.boolean(operation.operand).map(|value| Check::Boolean(!value)),
            _ => misfit(reader, name, fact_type.name(), "`eq`, `ne` and `known`", &operation),
        },
        FactType::Date => match operation.operator {
            Operator::Within => reader.duration(operation.operand).map(Check::Within),
            Operator::OlderThan => reader.duration(operation.operand).map(Check::OlderThan),
            _ => match compare(reader, &operation, &|node| reader.instant(node)) {
                Some(check) => check.map(Check::Date),
                None => misfit(reader, name, fact_type.name(), DATE_TESTS, &operation),
            },
        },
    }
}

pub(crate) const TEXT_TESTS: &str =
    "`eq`, `ne`, `in`, `notIn`, `contains`, `startsWith`, `endsWith`, `words`, `inList` and `known`";
const CHOICE_TESTS: &str = "`eq`, `ne`, `in`, `notIn`, `lt`, `lte`, `gt`, `gte`, `between`, `inList` and `known`";
const UNORDERED_TESTS: &str = "`eq`, `ne`, `in`, `notIn`, `inList` and `known`";
const SET_TESTS: &str = "`anyOf`, `allOf`, `noneOf`, `inList` and `known`";
pub(crate) const NUMBER_TESTS: &str = "`eq`, `ne`, `in`, `notIn`, `lt`, `lte`, `gt`, `gte`, `between` and `known`";
const DATE_TESTS: &str =
    "`eq`, `ne`, `in`, `notIn`, `lt`, `lte`, `gt`, `gte`, `between`, `within`, `olderThan` and `known`";

/// Reports a test that does not go with the type.
pub(crate) fn misfit<T>(
    reader: Reader<'_>,
    name: &str,
    type_name: &str,
    tests: &str,
    operation: &Operation<'_>,
) -> Option<T> {
    let message = if operation.bare && operation.operator == Operator::In {
        format!("a list does not go with `{name}`, which is {type_name}")
    } else {
        format!("`{}` does not go with `{name}`, which is {type_name}", operation.name)
    };
    reader.fault_with_help(operation.at, Code::TestType, &message, &format_args!("{type_name} takes {tests}"));
    None
}

/// Looks up lists by name.
#[derive(Clone, Copy)]
pub(crate) struct Lists<'c> {
    pub(crate) reader: Reader<'c>,
    pub(crate) names: &'c Table,
}

impl Lists<'_> {
    fn find(self, node: &Node<'_>) -> Option<usize> {
        self.reader.reference(node, Code::UnknownList, "list", self.names)
    }
}

/// One comparison with ordered constants; `None` when the operator is none of these.
pub(crate) fn compare<T: Ord>(
    reader: Reader<'_>,
    operation: &Operation<'_>,
    constant: &dyn Fn(&Node<'_>) -> Option<T>,
) -> Option<Option<Compare<T>>> {
    let operand = operation.operand;
    if is_list(reader, operation) {
        return Some(None);
    }
    let of_one: fn(T) -> Compare<T> = match operation.operator {
        Operator::Eq => Compare::Eq,
        Operator::Ne => Compare::Ne,
        Operator::Lt => Compare::Lt,
        Operator::Lte => Compare::Lte,
        Operator::Gt => Compare::Gt,
        Operator::Gte => Compare::Gte,
        Operator::In | Operator::NotIn => {
            let constants = reader.filled_array(operand, "a list of constants");
            let constants = constants.map(|nodes| nodes.iter().filter_map(constant).gather().into());
            return Some(constants.map(if operation.operator == Operator::In { Compare::In } else { Compare::NotIn }));
        }
        Operator::Between => {
            let ordered = pair(reader, operand, constant).filter(|(low, high)| {
                let reverse = low > high;
                if reverse {
                    reversed(reader, operand);
                }
                !reverse
            });
            return Some(ordered.map(|(low, high)| Compare::Between(low, high)));
        }
        _ => return None,
    };
    Some(constant(operand).map(of_one))
}

/// Whether a list stands where one constant is taken; then that is reported.
fn is_list(reader: Reader<'_>, operation: &Operation<'_>) -> bool {
    let many = match operation.operator {
        Operator::Eq => "in",
        Operator::Ne => "notIn",
        _ => return false,
    };
    let list = matches!(operation.operand.value, Value::Array(_));
    if list {
        reader.fault_with_help(
            operation.operand.at,
            Code::WrongType,
            &format_args!("`{}` takes one constant, found a list", operation.name),
            &format_args!("for a list write `{many}`"),
        );
    }
    list
}

fn pair<T>(reader: Reader<'_>, node: &Node<'_>, constant: &dyn Fn(&Node<'_>) -> Option<T>) -> Option<(T, T)> {
    match reader.array(node, "a list of two constants")? {
        [low, high] => constant(low).zip(constant(high)),
        other => {
            reader.fault_with_help(
                node.at,
                Code::WrongType,
                &format_args!("`between` takes two constants, found {}", other.len()),
                &"write the lower bound, then the upper one",
            );
            None
        }
    }
}

fn reversed(reader: Reader<'_>, node: &Node<'_>) {
    reader.fault_with_help(
        node.at,
        Code::OutOfOrder,
        &"the first bound is above the second",
        &"write the lower bound first",
    );
}

/// A test of a text; `None` when the operator is not for texts.
pub(crate) fn text_check(lists: Lists<'_>, operation: &Operation<'_>, domain: bool) -> Option<Option<TextCheck>> {
    let reader = lists.reader;
    let operand = operation.operand;
    if is_list(reader, operation) {
        return Some(None);
    }
    let one = |node: &Node<'_>| reader.constant(node).map(fold);
    let table = |nodes: &[Node<'_>]| {
        let mut table = Table::default();
        for text in nodes.iter().filter_map(one) {
            table.insert(&text, 0);
        }
        table
    };
    let in_table: fn(Table) -> TextCheck = match operation.operator {
        Operator::Eq | Operator::In => TextCheck::In,
        Operator::Ne | Operator::NotIn => TextCheck::NotIn,
        Operator::InList => {
            return Some(lists.find(operand).map(if domain { TextCheck::UnderList } else { TextCheck::InList }));
        }
        Operator::Words => {
            let phrases = each_constant(reader, operand, &|node| phrase(reader, node));
            return Some(phrases.map(|phrases| TextCheck::Words(phrases.into())));
        }
        Operator::Contains | Operator::StartsWith | Operator::EndsWith => {
            let of_parts: fn(Box<[String]>) -> TextCheck = match operation.operator {
                Operator::Contains => TextCheck::Contains,
                Operator::StartsWith => TextCheck::StartsWith,
                _ => TextCheck::EndsWith,
            };
            return Some(each_constant(reader, operand, &one).map(|parts| of_parts(parts.into())));
        }
        _ => return None,
    };
    let nodes = match operation.operator {
        Operator::Eq | Operator::Ne => Some(core::slice::from_ref(operand)),
        _ => reader.filled_array(operand, "a list of texts"),
    };
    Some(nodes.map(|nodes| in_table(table(nodes))))
}

/// The constants of a test that takes one or a list of them.
fn each_constant(
    reader: Reader<'_>,
    operand: &Node<'_>,
    constant: &dyn Fn(&Node<'_>) -> Option<String>,
) -> Option<Vec<String>> {
    match operand.value {
        Value::Array(_) => {
            reader.filled_array(operand, "a list of texts").map(|nodes| nodes.iter().filter_map(constant).gather())
        }
        _ => constant(operand).map(|text| vec![text]),
    }
}

/// A phrase in the form of words.
fn phrase(reader: Reader<'_>, node: &Node<'_>) -> Option<String> {
    let text = reader.constant(node)?;
    let mut words = String::new();
    words_into(&fold(text), &mut words);
    if words.trim().is_empty() {
        reader.fault_with_help(
            node.at,
            Code::BlankText,
            &format_args!("`{text}` has no words, so no text has it among its words"),
            &"to look for signs, write `contains`",
        );
        return None;
    }
    Some(words)
}

/// A test of a set; `None` when the operator is not for sets.
pub(crate) fn set_check(
    lists: Lists<'_>,
    operation: &Operation<'_>,
    options: Option<&Options>,
) -> Option<Option<SetCheck>> {
    let reader = lists.reader;
    let operand = operation.operand;
    let element = |node: &Node<'_>| match options {
        Some(options) => option(reader, options, node).map(|option| Element::Option(option as u32)),
        None => reader.constant(node).map(|text| Element::Text(fold(text))),
    };
    let many = || match operand.value {
        Value::Array(_) => reader
            .filled_array(operand, "a list of texts")
            .map(|nodes| nodes.iter().filter_map(element).gather().into()),
        _ => element(operand).map(|element| [element].into()),
    };
    Some(match operation.operator {
        Operator::Eq | Operator::In if operation.bare => many().map(SetCheck::AnyOf),
        Operator::AnyOf => many().map(SetCheck::AnyOf),
        Operator::AllOf => many().map(SetCheck::AllOf),
        Operator::NoneOf => many().map(SetCheck::NoneOf),
        Operator::InList => lists.find(operand).map(SetCheck::InList),
        _ => return None,
    })
}

/// The option that a constant names.
pub(crate) fn option(reader: Reader<'_>, options: &Options, node: &Node<'_>) -> Option<usize> {
    let text = reader.constant(node)?;
    let found = options.find(&fold(text));
    if found.is_none() {
        let known = &|| options.ids.iter().map(String::as_str).gather();
        reader.faults.add_unknown(node.at, Code::UnknownOption, "option", text, known);
    }
    found
}

/// A test of a choice, worked out to the options that pass it; `None` when the operator is not for it.
fn option_check(
    lists: Lists<'_>,
    tables: &[Table],
    operation: &Operation<'_>,
    options: &Options,
    order: Order,
) -> Option<Option<OptionCheck>> {
    let reader = lists.reader;
    let operand = operation.operand;
    if is_list(reader, operation) {
        return Some(None);
    }
    let count = options.ids.len();
    let rank = |option: usize| if order == Order::HighToLow { count - option } else { option };
    let one = || option(reader, options, operand).map(rank);
    let passing = |passes: &dyn Fn(usize) -> bool| OptionCheck {
        options: (0..count).map(passes).gather().into(),
        unlisted: false,
        nothing: false,
    };
    let ranks = match operation.operator {
        Operator::Lt | Operator::Lte | Operator::Gt | Operator::Gte | Operator::Between if order == Order::None => {
            return None;
        }
        Operator::Lt => one().map(|rank| 0..rank),
        Operator::Lte => one().map(|rank| 0..rank + 1),
        Operator::Gt => one().map(|rank| rank + 1..usize::MAX),
        Operator::Gte => one().map(|rank| rank..usize::MAX),
        Operator::Between => {
            let bounds = pair(reader, operand, &|node| option(reader, options, node).map(rank));
            if bounds.is_some_and(|(low, high)| low > high) {
                reversed(reader, operand);
            }
            bounds.map(|(low, high)| low..high + 1)
        }
        Operator::InList => {
            let list = lists.find(operand).and_then(|list| tables.get(list));
            return Some(list.map(|list| passing(&|option| list.contains(&fold(&options.ids[option])))));
        }
        Operator::Eq | Operator::Ne | Operator::In | Operator::NotIn => {
            let nodes = match operation.operator {
                Operator::Eq | Operator::Ne => Some(core::slice::from_ref(operand)),
                _ => reader.filled_array(operand, "a list of options"),
            };
            let others = matches!(operation.operator, Operator::Ne | Operator::NotIn);
            return Some(nodes.map(|nodes| {
                let named = nodes.iter().filter_map(|node| option(reader, options, node)).gather();
                let check = passing(&|option| named.contains(&option) != others);
                OptionCheck { unlisted: others, nothing: others, ..check }
            }));
        }
        _ => return None,
    };
    // What was not reached is below all; a value that is none of the options has no place in their order.
    let below = matches!(operation.operator, Operator::Lt | Operator::Lte);
    Some(ranks.map(|ranks| OptionCheck { nothing: below, ..passing(&|option| ranks.contains(&rank(option))) }))
}
