//! The tree of a model's text: every value with its place, so that each fault can be shown where it stands.

use super::scan::{Fault, Quoted, Scanner, Start};
use crate::prelude::*;
use crate::table::Table;

/// A JSON value and the place where it begins.
#[derive(Debug)]
pub(crate) struct Node<'a> {
    pub(crate) at: usize,
    pub(crate) value: Value<'a>,
}

#[derive(Debug)]
pub(crate) enum Value<'a> {
    Null,
    Boolean(bool),
    /// A number as it is written.
    Number(&'a str),
    String(String),
    Array(Vec<Node<'a>>),
    Object(Vec<Member<'a>>),
}

/// A member of an object, in the order of the text.
#[derive(Debug)]
pub(crate) struct Member<'a> {
    pub(crate) at: usize,
    pub(crate) key: String,
    pub(crate) node: Node<'a>,
}

impl<'a> Node<'a> {
    /// The members of an object; of anything else there are none.
    pub(crate) fn members(&self) -> &[Member<'a>] {
        match &self.value {
            Value::Object(members) => members,
            _ => &[],
        }
    }

    /// The elements of a list; of anything else there are none.
    pub(crate) fn elements(&self) -> &[Node<'a>] {
        match &self.value {
            Value::Array(elements) => elements,
            _ => &[],
        }
    }

    pub(crate) fn get(&self, key: &str) -> Option<&Node<'a>> {
        self.members().iter().find(|member| member.key == key).map(|member| &member.node)
    }

    /// The text of a string; of anything else it is empty.
    pub(crate) fn text(&self) -> &str {
        match &self.value {
            Value::String(text) => text,
            _ => "",
        }
    }
}

/// Containers that are nested deeper are read as `null`: a model has long ended there, its conditions included, so that
/// what they are in is a fault already. They would cost stack.
const DEEPEST: usize = 128;

/// What is wrong with a text besides its shape.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Flaw {
    /// A string with half of a surrogate pair.
    Unpaired { at: usize },
    /// A key that its object has already.
    Duplicate { at: usize, key: String },
}

/// Reads a text into its tree; flaws that leave a tree are collected.
pub(crate) fn parse<'a>(text: &'a str, flaws: &mut Vec<Flaw>) -> Result<Node<'a>, Fault> {
    let mut scanner = Scanner::new(text);
    let node = node(&mut scanner, 0, flaws)?;
    scanner.end()?;
    Ok(node)
}

fn node<'a>(scanner: &mut Scanner<'a>, depth: usize, flaws: &mut Vec<Flaw>) -> Result<Node<'a>, Fault> {
    let start = scanner.start()?;
    let at = scanner.position();
    let value = match start {
        Start::Object | Start::Array if depth == DEEPEST => {
            scanner.skip(0, &mut |_, _| false)?;
            Value::Null
        }
        Start::Object => {
            let mut members: Vec<Member<'a>> = Vec::new();
            let mut seen = Table::default();
            let mut more = scanner.open()?;
            while more {
                let at = scanner.position();
                let quoted = scanner.key()?;
                let key = unescape(quoted, at, flaws);
                let next = members.len() as u32;
                if seen.insert(&key, next) != next {
                    flaws.push(Flaw::Duplicate { at, key: key.clone() });
                }
                members.push(Member { at, key, node: node(scanner, depth + 1, flaws)? });
                more = scanner.next_member()?;
            }
            Value::Object(members)
        }
        Start::Array => {
            let mut elements = Vec::new();
            let mut more = scanner.open()?;
            while more {
                elements.push(node(scanner, depth + 1, flaws)?);
                more = scanner.next_element()?;
            }
            Value::Array(elements)
        }
        Start::String => Value::String(unescape(scanner.string()?, at, flaws)),
        Start::Number => Value::Number(scanner.number()?),
        Start::True | Start::False | Start::Null => {
            scanner.literal(start)?;
            match start {
                Start::True => Value::Boolean(true),
                Start::False => Value::Boolean(false),
                _ => Value::Null,
            }
        }
    };
    Ok(Node { at, value })
}

fn unescape(quoted: Quoted<'_>, at: usize, flaws: &mut Vec<Flaw>) -> String {
    let mut text = String::with_capacity(quoted.raw.len());
    if quoted.unescape_into(&mut text) {
        flaws.push(Flaw::Unpaired { at });
    }
    text
}
