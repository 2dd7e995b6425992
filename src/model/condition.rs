//! Compiling conditions over the facts of a lead: every test is checked against the type of what it tests.

use super::compiler::Compiler;
use super::facts::{self, Fact, FactType, Order, Standing};
use super::fields::Options;
use super::fields::Wanted;
use super::read::Reader;
use crate::condition::check::{Compare, Element, OptionCheck, SetCheck, TextCheck};
use crate::condition::{Branch, Condition, Forest};
use crate::diagnostic::Code;
use crate::fold::{fold, words_into};
use crate::json::tree::{Node, Value};
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

/// One operator and what stands beside it; a bare constant is an operator without a name.
pub(crate) struct Operation<'n> {
    pub(crate) name: &'n str,
    pub(crate) at: usize,
    pub(crate) operand: &'n Node<'n>,
    pub(crate) bare: bool,
}

const OPERATORS: [&str; 20] = [
    "eq",
    "ne",
    "in",
    "notIn",
    "lt",
    "lte",
    "gt",
    "gte",
    "between",
    "contains",
    "startsWith",
    "endsWith",
    "words",
    "inList",
    "anyOf",
    "allOf",
    "noneOf",
    "within",
    "olderThan",
    "known",
];

/// Conditions nest this deep at most.
const DEEPEST: usize = 32;
/// All conditions of a model have this many tests at most.
const MOST_TESTS: usize = 20_000;

/// The operators beside a fact: an object of them, a bare constant for `eq`, or a bare list for `in`.
pub(crate) fn operations<'n>(reader: Reader<'_>, at: usize, node: &'n Node<'n>) -> Vec<Operation<'n>> {
    match &node.value {
        Value::Object(members) => {
            let known = members.iter().filter(|member| {
                let known = OPERATORS.contains(&member.key.as_str());
                if !known {
                    reader.faults.add_unknown(member.at, Code::UnknownKey, "test", &member.key, &|| OPERATORS.to_vec());
                }
                known
            });
            known
                .map(|member| Operation { name: &member.key, at: member.at, operand: &member.node, bare: false })
                .gather()
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
        Value::Array(_) => vec![Operation { name: "in", at, operand: node, bare: true }],
        _ => vec![Operation { name: "eq", at, operand: node, bare: true }],
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
    if operation.name == "known" {
        return reader.boolean(operation.operand).map(Check::Known);
    }
    if let Fact::Field(field) | Fact::Domain(field) | Fact::Kind(field) | Fact::Days(field) = fact
        && compiler.names.is_faulty(field)
    {
        return None;
    }
    compiler.names.want(fact, if operation.name == "words" { Wanted::Words } else { Wanted::Folded });
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
        FactType::Boolean => match operation.name {
            "eq" => reader.boolean(operation.operand).map(Check::Boolean),
            "ne" => reader.boolean(operation.operand).map(|value| Check::Boolean(!value)),
            _ => misfit(reader, name, fact_type.name(), "`eq`, `ne` and `known`", &operation),
        },
        FactType::Date => match operation.name {
            "within" => reader.duration(operation.operand).map(Check::Within),
            "olderThan" => reader.duration(operation.operand).map(Check::OlderThan),
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
    let message = if operation.bare && operation.name == "in" {
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
    let many = || {
        reader
            .filled_array(operand, "a list of constants")
            .map(|nodes| nodes.iter().filter_map(constant).gather().into())
    };
    Some(match operation.name {
        "eq" => constant(operand).map(Compare::Eq),
        "ne" => constant(operand).map(Compare::Ne),
        "in" => many().map(Compare::In),
        "notIn" => many().map(Compare::NotIn),
        "lt" => constant(operand).map(Compare::Lt),
        "lte" => constant(operand).map(Compare::Lte),
        "gt" => constant(operand).map(Compare::Gt),
        "gte" => constant(operand).map(Compare::Gte),
        "between" => pair(reader, operand, constant).and_then(|(low, high)| {
            if low > high {
                reversed(reader, operand);
                return None;
            }
            Some(Compare::Between(low, high))
        }),
        _ => return None,
    })
}

/// Whether a list stands where one constant is taken; then that is reported.
fn is_list(reader: Reader<'_>, operation: &Operation<'_>) -> bool {
    let many = match operation.name {
        "eq" => "in",
        "ne" => "notIn",
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
    let many = |node: &Node<'_>| {
        reader.filled_array(node, "a list of texts").map(|nodes| nodes.iter().filter_map(one).gather())
    };
    let one_or_many = || each_constant(reader, operand, &one);
    let table = |texts: Vec<String>| {
        let mut table = Table::default();
        for text in &texts {
            table.insert(text, 0);
        }
        table
    };
    Some(match operation.name {
        "eq" => one(operand).map(|text| TextCheck::In(table(vec![text]))),
        "ne" => one(operand).map(|text| TextCheck::NotIn(table(vec![text]))),
        "in" => many(operand).map(|texts| TextCheck::In(table(texts))),
        "notIn" => many(operand).map(|texts| TextCheck::NotIn(table(texts))),
        "contains" => one_or_many().map(|texts| TextCheck::Contains(texts.into())),
        "startsWith" => one_or_many().map(|texts| TextCheck::StartsWith(texts.into())),
        "endsWith" => one_or_many().map(|texts| TextCheck::EndsWith(texts.into())),
        "words" => {
            each_constant(reader, operand, &|node| phrase(reader, node)).map(|phrases| TextCheck::Words(phrases.into()))
        }
        "inList" => lists.find(operand).map(if domain { TextCheck::UnderList } else { TextCheck::InList }),
        _ => return None,
    })
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
    Some(match operation.name {
        "eq" | "in" if operation.bare => many().map(SetCheck::AnyOf),
        "anyOf" => many().map(SetCheck::AnyOf),
        "allOf" => many().map(SetCheck::AllOf),
        "noneOf" => many().map(SetCheck::NoneOf),
        "inList" => lists.find(operand).map(SetCheck::InList),
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
    let passing = |passes: &dyn Fn(usize) -> bool, rest: bool| OptionCheck {
        options: (0..count).map(passes).gather().into(),
        unlisted: rest,
        nothing: rest,
    };
    let rank = |option: usize| if order == Order::HighToLow { count - option } else { option };
    let one = || option(reader, options, operand);
    let many = || {
        let nodes = reader.filled_array(operand, "a list of options")?;
        Some(nodes.iter().filter_map(|node| option(reader, options, node)).gather())
    };
    // What was not reached is below all; a value that is none of the options has no place in their order.
    let below = |passes: &dyn Fn(usize) -> bool| OptionCheck { nothing: true, ..passing(passes, false) };
    Some(match operation.name {
        "eq" => one().map(|constant| passing(&|option| option == constant, false)),
        "ne" => one().map(|constant| passing(&|option| option != constant, true)),
        "in" => many().map(|constants| passing(&|option| constants.contains(&option), false)),
        "notIn" => many().map(|constants| passing(&|option| !constants.contains(&option), true)),
        "inList" => {
            lists.find(operand).map(|list| passing(&|option| tables[list].contains(&fold(&options.ids[option])), false))
        }
        "lt" if order != Order::None => one().map(|constant| below(&|option| rank(option) < rank(constant))),
        "lte" if order != Order::None => one().map(|constant| below(&|option| rank(option) <= rank(constant))),
        "gt" if order != Order::None => one().map(|constant| passing(&|option| rank(option) > rank(constant), false)),
        "gte" if order != Order::None => one().map(|constant| passing(&|option| rank(option) >= rank(constant), false)),
        "between" if order != Order::None => {
            pair(reader, operand, &|node| option(reader, options, node)).and_then(|(low, high)| {
                if rank(low) > rank(high) {
                    reversed(reader, operand);
                    return None;
                }
                Some(passing(&|option| (rank(low)..=rank(high)).contains(&rank(option)), false))
            })
        }
        _ => return None,
    })
}
