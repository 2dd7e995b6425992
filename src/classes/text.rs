//! Classes of texts: the ways in which one text can answer a handful of tests.
//!
//! Texts that a test names whole are tried one by one. All others can answer the tests for parts of a text in any way
//! that no test rules out for another; where such a text can be put together, the class has it as its witness.

use crate::condition::check::{Text, TextCheck};
use crate::fold::words_into;
use crate::prelude::*;
use crate::table::Table;
use core::cell::Cell;

/// Texts that answer all tests alike.
#[derive(Clone, Debug)]
pub(crate) struct TextClass {
    /// By test.
    pub(crate) outcomes: Vec<bool>,
    /// A folded text of the class. Without one, there may be none.
    pub(crate) witness: Option<String>,
}

/// More tests for parts are not told apart: their classes double with each.
const MOST_PARTS: usize = 8;
const MOST_CLASSES: usize = 512;

/// The classes of all texts, with witnesses where they are wanted; `None` when they are too many, or too much work.
pub(crate) fn classes(
    tests: &[&TextCheck],
    lists: &[Table],
    with_witnesses: bool,
    work: &Cell<u64>,
) -> Option<Vec<TextClass>> {
    let mut classes: Vec<TextClass> = Vec::new();
    let tables: Vec<&Table> = tests.iter().filter_map(|test| texts_of(test, lists)).gather();
    let named: usize = tables.iter().map(|table| table.len()).sum();
    spend(work, 4 * named * tests.len())?;
    let add = |classes: &mut Vec<TextClass>, outcomes: Vec<bool>, witness: Option<String>| {
        match classes.iter_mut().find(|class| class.outcomes == outcomes) {
            Some(class) => class.witness = class.witness.take().or(witness),
            None => classes.push(TextClass { outcomes, witness }),
        }
        (classes.len() <= MOST_CLASSES).then_some(())
    };
    for table in tables {
        for text in table.texts() {
            let outcomes = tests.iter().map(|test| passes(test, text, lists)).gather();
            add(&mut classes, outcomes, Some(text.to_string()))?;
        }
    }
    let parts: Vec<usize> = (0..tests.len()).filter(|&test| is_of_parts(tests[test])).gather();
    if parts.len() > MOST_PARTS {
        return None;
    }
    let size: usize = tests.iter().map(|test| constants(test)).sum();
    let combinations = 1usize << parts.len();
    spend(work, size * parts.len() + combinations * (tests.len() + parts.len()))?;
    let (mut implied, mut excluded) = (Vec::new(), Vec::new());
    for &a in &parts {
        for &b in parts.iter().filter(|b| **b != a) {
            if implies(tests[a], tests[b]) {
                implied.push((a, b));
            }
            if exclude(tests[a], tests[b]) {
                excluded.push((a, b));
            }
        }
    }
    for mask in 0..combinations {
        let mut outcomes: Vec<bool> = tests.iter().map(|test| matches!(test, TextCheck::NotIn(_))).gather();
        for (bit, &test) in parts.iter().enumerate() {
            outcomes[test] = mask >> bit & 1 == 1;
        }
        if implied.iter().any(|&(a, b)| outcomes[a] && !outcomes[b])
            || excluded.iter().any(|&(a, b)| outcomes[a] && outcomes[b])
        {
            continue;
        }
        let witness = if with_witnesses && spend(work, size * tests.len()).is_some() {
            witness(tests, &outcomes, lists)
        } else {
            None
        };
        add(&mut classes, outcomes, witness)?;
    }
    Some(classes)
}

/// Takes from the work that is left, if there is so much.
pub(crate) fn spend(work: &Cell<u64>, steps: usize) -> Option<()> {
    let left = work.get().checked_sub(steps as u64);
    work.set(left.unwrap_or(0));
    left.map(|_| ())
}

/// How many texts a test compares with.
fn constants(test: &TextCheck) -> usize {
    match test {
        TextCheck::Contains(parts)
        | TextCheck::StartsWith(parts)
        | TextCheck::EndsWith(parts)
        | TextCheck::Words(parts) => parts.len(),
        _ => 1,
    }
}

/// What a test says of a folded text.
pub(crate) fn passes(test: &TextCheck, folded: &str, lists: &[Table]) -> bool {
    let mut words = String::new();
    words_into(folded, &mut words);
    test.passes(Text { folded: folded.as_bytes(), words: words.as_bytes() }, lists)
}

/// The whole texts that a test names.
fn texts_of<'a>(test: &'a TextCheck, lists: &'a [Table]) -> Option<&'a Table> {
    match test {
        TextCheck::In(texts) | TextCheck::NotIn(texts) => Some(texts),
        TextCheck::InList(list) | TextCheck::UnderList(list) => lists.get(*list),
        _ => None,
    }
}

fn is_of_parts(test: &TextCheck) -> bool {
    matches!(
        test,
        TextCheck::Contains(_)
            | TextCheck::StartsWith(_)
            | TextCheck::EndsWith(_)
            | TextCheck::Words(_)
            | TextCheck::UnderList(_)
    )
}

/// More pairs of constants are not compared; then their tests are taken as if they had nothing in common.
const MOST_PAIRS: usize = 400;

/// Whether every text that passes the first test passes the second.
fn implies(a: &TextCheck, b: &TextCheck) -> bool {
    use TextCheck::{Contains, EndsWith, StartsWith, UnderList, Words};
    let each = |a: &[String], b: &[String], follows: &dyn Fn(&str, &str) -> bool| {
        a.len() * b.len() <= MOST_PAIRS && a.iter().all(|a| b.iter().any(|b| follows(a, b)))
    };
    match (a, b) {
        (Contains(a) | StartsWith(a) | EndsWith(a), Contains(b)) => each(a, b, &|a, b| a.contains(b)),
        (StartsWith(a), StartsWith(b)) => each(a, b, &|a, b| a.starts_with(b)),
        (EndsWith(a), EndsWith(b)) => each(a, b, &|a, b| a.ends_with(b)),
        (Words(a), Words(b)) => each(a, b, &|a, b| a.contains(b)),
        // Between two words anything but a letter may stand, so that a phrase has no part but its words for sure.
        (Words(a), Contains(b)) => each(a, b, &|a, b| a.split(' ').any(|word| word.contains(b))),
        (UnderList(a), UnderList(b)) => a == b,
        _ => false,
    }
}

/// Whether no text passes both.
fn exclude(a: &TextCheck, b: &TextCheck) -> bool {
    let none = |a: &[String], b: &[String], both: &dyn Fn(&str, &str) -> bool| {
        a.len() * b.len() <= MOST_PAIRS && !a.iter().any(|a| b.iter().any(|b| both(a, b) || both(b, a)))
    };
    match (a, b) {
        (TextCheck::StartsWith(a), TextCheck::StartsWith(b)) => none(a, b, &|a, b| a.starts_with(b)),
        (TextCheck::EndsWith(a), TextCheck::EndsWith(b)) => none(a, b, &|a, b| a.ends_with(b)),
        _ => false,
    }
}

/// A text that answers as wanted, put together from the parts that the tests name.
fn witness(tests: &[&TextCheck], outcomes: &[bool], lists: &[Table]) -> Option<String> {
    let (mut start, mut end) = (String::new(), String::new());
    let mut middle: Vec<String> = Vec::new();
    for (test, _) in tests.iter().zip(outcomes).filter(|(_, wanted)| **wanted) {
        // A part that passes a test which is to fail would spoil the text.
        let harmless = |part: &&String| {
            tests.iter().zip(outcomes).all(|(test, wanted)| {
                *wanted
                    || matches!(test, TextCheck::EndsWith(_) | TextCheck::StartsWith(_))
                    || !passes(test, part, lists)
            })
        };
        let pick = |parts: &[String]| parts.iter().take(8).find(harmless).or(parts.first()).cloned();
        match test {
            TextCheck::StartsWith(parts) => lengthen(&mut start, pick(parts)),
            TextCheck::EndsWith(parts) => lengthen(&mut end, pick(parts)),
            TextCheck::Contains(parts) | TextCheck::Words(parts) => middle.push(pick(parts)?.trim().to_string()),
            TextCheck::UnderList(list) => end = format!("zq.{}", lists.get(*list)?.texts().next()?),
            _ => {}
        }
    }
    let mut parts = vec![start];
    parts.append(&mut middle);
    parts.push(end);
    parts.retain(|part| !part.is_empty());
    let text = if parts.is_empty() { "zq".to_string() } else { joined(&parts, " | ") };
    // One part as it is may pass more than it should; a letter on either side keeps it from being a word or an end.
    for (before, after) in [("", ""), ("", "zq"), ("zq", ""), ("zq", "zq")] {
        let text = format!("{before}{text}{after}");
        if tests.iter().zip(outcomes).all(|(test, wanted)| passes(test, &text, lists) == *wanted) {
            return Some(text);
        }
    }
    None
}

/// Takes a part in place of one that is not as long.
fn lengthen(known: &mut String, part: Option<String>) {
    if let Some(part) = part.filter(|part| part.len() > known.len()) {
        *known = part;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(parts: &[&str]) -> Box<[String]> {
        parts.iter().map(|part| part.to_string()).collect()
    }

    #[test]
    fn no_text_answers_as_no_class_does() {
        let mut whole = Table::default();
        whole.insert("abc", 0);
        let tests = [
            TextCheck::Contains(list(&["ab"])),
            TextCheck::StartsWith(list(&["ab", "c"])),
            TextCheck::StartsWith(list(&["a"])),
            TextCheck::EndsWith(list(&["b"])),
            TextCheck::Words(list(&[" b a "])),
            TextCheck::In(whole),
        ];
        let tests: Vec<&TextCheck> = tests.iter().collect();
        let classes = classes(&tests, &[], true, &Cell::new(1_000_000)).unwrap();
        let letters = ["", "a", "b", "c", " ", "-"];
        for number in 0..letters.len().pow(5) {
            let text: String = (0..5).map(|place| letters[number / letters.len().pow(place) % letters.len()]).collect();
            let text = text.trim();
            let outcomes: Vec<bool> = tests.iter().map(|test| passes(test, text, &[])).collect();
            assert!(classes.iter().any(|class| class.outcomes == outcomes), "{text:?} {outcomes:?}");
        }
        for class in &classes {
            let Some(text) = &class.witness else { continue };
            let outcomes: Vec<bool> = tests.iter().map(|test| passes(test, text, &[])).collect();
            assert_eq!(outcomes, class.outcomes, "{text}");
        }
        assert!(classes.iter().filter(|class| class.witness.is_some()).count() > 10);
    }
}
