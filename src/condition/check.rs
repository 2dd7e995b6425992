//! The tests themselves, each on a value of one type that is known.

use crate::prelude::*;
use crate::table::Table;

/// Compares an ordered value with constants.
#[derive(Debug)]
pub(crate) enum Compare<T> {
    Eq(T),
    Ne(T),
    In(Box<[T]>),
    NotIn(Box<[T]>),
    Lt(T),
    Lte(T),
    Gt(T),
    Gte(T),
    Between(T, T),
}

impl<T: Ord> Compare<T> {
    pub(crate) fn passes(&self, value: &T) -> bool {
        match self {
            Compare::Eq(constant) => value == constant,
            Compare::Ne(constant) => value != constant,
            Compare::In(constants) => constants.contains(value),
            Compare::NotIn(constants) => !constants.contains(value),
            Compare::Lt(constant) => value < constant,
            Compare::Lte(constant) => value <= constant,
            Compare::Gt(constant) => value > constant,
            Compare::Gte(constant) => value >= constant,
            Compare::Between(low, high) => low <= value && value <= high,
        }
    }
}

/// The bytes of a text in the forms that tests see: folded, and as words between single spaces.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Text<'a> {
    pub(crate) folded: &'a [u8],
    /// Empty unless a test of the model asks for words.
    pub(crate) words: &'a [u8],
}

/// Tests a text; all constants are folded, and the phrases of `Words` are in the form of words.
#[derive(Debug)]
pub(crate) enum TextCheck {
    In(Table),
    NotIn(Table),
    Contains(Box<[String]>),
    StartsWith(Box<[String]>),
    EndsWith(Box<[String]>),
    Words(Box<[String]>),
    InList(usize),
    /// The text is a domain, and it or a parent of it is in the list.
    UnderList(usize),
}

impl TextCheck {
    pub(crate) fn passes(&self, text: Text<'_>, lists: &[Table]) -> bool {
        let folded = text.folded;
        match self {
            TextCheck::In(constants) => constants.of(folded).is_some(),
            TextCheck::NotIn(constants) => constants.of(folded).is_none(),
            TextCheck::Contains(parts) => parts.iter().any(|part| occurs(part, folded)),
            TextCheck::StartsWith(parts) => parts.iter().any(|part| folded.starts_with(part.as_bytes())),
            TextCheck::EndsWith(parts) => parts.iter().any(|part| folded.ends_with(part.as_bytes())),
            TextCheck::Words(phrases) => phrases.iter().any(|phrase| occurs(phrase, text.words)),
            TextCheck::InList(list) => lists[*list].of(folded).is_some(),
            TextCheck::UnderList(list) => under(folded, |domain| lists[*list].of(domain).is_some()),
        }
    }
}

/// Whether a part occurs in a text. Both are short, so that looking for its first byte is the fastest way.
fn occurs(part: &str, text: &[u8]) -> bool {
    let Some((first, rest)) = part.as_bytes().split_first() else { return true };
    let Some(last) = text.len().checked_sub(part.len()) else { return false };
    (0..=last).any(|at| text[at] == *first && text[at + 1..].iter().zip(rest).all(|(here, byte)| here == byte))
}

/// Whether a domain or a parent of it, cut at its dots, is in a list.
pub(crate) fn under(domain: &[u8], listed: impl Fn(&[u8]) -> bool) -> bool {
    let mut rest = domain;
    loop {
        if listed(rest) {
            return true;
        }
        match rest.iter().position(|byte| *byte == b'.').and_then(|dot| rest.get(dot + 1..)) {
            Some(parent) => rest = parent,
            None => return false,
        }
    }
}

/// What a fact with options says: one of them, a value that is none of them, or that there is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Chosen {
    Option(usize),
    Unlisted,
    /// A tier or band that was not reached: it equals none and is below all.
    Nothing,
}

/// The options that pass a test, worked out when the model is compiled.
#[derive(Debug)]
pub(crate) struct OptionCheck {
    pub(crate) options: Box<[bool]>,
    pub(crate) unlisted: bool,
    pub(crate) nothing: bool,
}

impl OptionCheck {
    pub(crate) fn passes(&self, chosen: Chosen) -> bool {
        match chosen {
            Chosen::Option(option) => self.options.get(option).copied().unwrap_or(false),
            Chosen::Unlisted => self.unlisted,
            Chosen::Nothing => self.nothing,
        }
    }
}

/// An element of a set: one of its options, or a folded text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Element {
    Option(u32),
    Text(String),
}

#[derive(Debug)]
pub(crate) enum SetCheck {
    AnyOf(Box<[Element]>),
    AllOf(Box<[Element]>),
    NoneOf(Box<[Element]>),
    InList(usize),
}

/// A set as tests see it.
pub(crate) trait Elements {
    fn has(&self, element: &Element) -> bool;
    fn any_in(&self, list: &Table) -> bool;
}

impl SetCheck {
    pub(crate) fn passes(&self, set: &impl Elements, lists: &[Table]) -> bool {
        match self {
            SetCheck::AnyOf(constants) => constants.iter().any(|constant| set.has(constant)),
            SetCheck::AllOf(constants) => constants.iter().all(|constant| set.has(constant)),
            SetCheck::NoneOf(constants) => !constants.iter().any(|constant| set.has(constant)),
            SetCheck::InList(list) => set.any_in(&lists[*list]),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_domain_is_under_its_own_labels_only() {
        let listed = |domain: &[u8]| domain == b"acme.example";
        assert!(under(b"acme.example", listed));
        assert!(under(b"mail.eu.acme.example", listed));
        assert!(!under(b"evilacme.example", listed));
        assert!(!under(b"example", listed));
    }
}
