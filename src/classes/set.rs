//! Classes of sets: every subset of the elements that tests can tell apart.

use crate::condition::check::{Element, Elements, SetCheck};
use crate::prelude::*;
use crate::table::Table;

/// Sets of more elements are not told apart: their classes double with each.
const MOST_ELEMENTS: usize = 10;

/// An element and its folded text.
pub(crate) type Named = (Element, String);

/// Elements that a set may have, so many that the tests can tell.
pub(crate) fn elements(checks: &[&SetCheck], options: Option<&[String]>, lists: &[Table]) -> Option<Vec<Named>> {
    let mut elements: Vec<Named> = Vec::new();
    let listed = |text: &str| -> Vec<bool> {
        checks.iter().map(|check| matches!(check, SetCheck::InList(list) if lists[*list].contains(text))).gather()
    };
    // An element that is in no test's own words is like any other in the same lists.
    let named = |element: &Element| -> Vec<bool> {
        let in_words = |check: &&SetCheck| match check {
            SetCheck::AnyOf(words) | SetCheck::AllOf(words) | SetCheck::NoneOf(words) => words.contains(element),
            SetCheck::InList(_) => false,
        };
        checks.iter().map(in_words).gather()
    };
    let all_of = |element: &Element| {
        checks.iter().any(|check| matches!(check, SetCheck::AllOf(words) if words.contains(element)))
    };
    let mut seen: Vec<(Vec<bool>, Vec<bool>)> = Vec::new();
    let mut add = |element: Element, text: String| {
        let like = (named(&element), listed(&text));
        if seen.contains(&like) && !all_of(&element) {
            return true;
        }
        if !elements.iter().any(|(known, _)| *known == element) {
            seen.push(like);
            elements.push((element, text));
        }
        elements.len() <= MOST_ELEMENTS
    };
    match options {
        Some(options) => {
            for (option, id) in options.iter().enumerate() {
                if !add(Element::Option(option as u32), crate::fold::fold(id)) {
                    return None;
                }
            }
        }
        None => {
            let words = checks.iter().flat_map(|check| match check {
                SetCheck::AnyOf(words) | SetCheck::AllOf(words) | SetCheck::NoneOf(words) => &words[..],
                SetCheck::InList(_) => &[],
            });
            let in_lists = checks.iter().filter_map(|check| match check {
                SetCheck::InList(list) => lists.get(*list),
                _ => None,
            });
            let texts = words.filter_map(|word| match word {
                Element::Text(text) => Some(text.as_str()),
                Element::Option(_) => None,
            });
            if in_lists.clone().map(Table::len).sum::<usize>() > 2_000 {
                return None;
            }
            for text in texts.chain(in_lists.flat_map(Table::texts)) {
                if !add(Element::Text(text.to_string()), text.to_string()) {
                    return None;
                }
            }
        }
    }
    Some(elements)
}

/// Every subset of some elements.
pub(crate) fn subsets(elements: &[Named], see: &mut dyn FnMut(&[Named])) {
    for mask in 0u32..1 << elements.len() {
        let set: Vec<_> = elements
            .iter()
            .enumerate()
            .filter(|(bit, _)| mask >> bit & 1 == 1)
            .map(|(_, element)| element.clone())
            .gather();
        see(&set);
    }
}

/// A set of some elements.
pub(crate) struct Chosens<'c>(pub(crate) &'c [Named]);

impl Elements for Chosens<'_> {
    fn has(&self, element: &Element) -> bool {
        self.0.iter().any(|(known, _)| known == element)
    }

    fn any_in(&self, list: &Table) -> bool {
        self.0.iter().any(|(_, text)| list.contains(text))
    }
}
