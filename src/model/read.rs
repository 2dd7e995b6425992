//! Reading the parts of a model's tree: each function gives the value, or says what is wrong and gives none.

use crate::diagnostic::{Code, Faults, Words};
use crate::fold::fold;
use crate::json::tree::{Member, Node, Value};
use crate::number::Number;
use crate::points::{Points, PointsFault};
use crate::prelude::*;
use crate::table::Table;
use crate::time::{Duration, Instant};

/// Reads nodes; what is wrong goes to `faults`.
#[derive(Clone, Copy)]
pub(crate) struct Reader<'a> {
    pub(crate) faults: &'a Faults<'a>,
}

/// An object with fixed keys.
#[derive(Clone, Copy)]
pub(crate) struct Object<'n> {
    pub(crate) node: &'n Node<'n>,
    members: &'n [Member<'n>],
}

impl<'n> Object<'n> {
    pub(crate) fn get(&self, key: &str) -> Option<&'n Node<'n>> {
        self.members.iter().find(|member| member.key == key).map(|member| &member.node)
    }

    /// The place of a key, of the object when it has none.
    pub(crate) fn key_at(&self, key: &str) -> usize {
        self.members.iter().find(|member| member.key == key).map_or(self.node.at, |member| member.at)
    }
}

/// Keys for people, allowed on every object with fixed keys.
const FOR_PEOPLE: [&str; 3] = ["description", "label", "note"];

fn mismatch(node: &Node<'_>, expected: &str) -> String {
    let found = match node.value {
        Value::Null => "`null`",
        Value::Boolean(true) => "`true`",
        Value::Boolean(false) => "`false`",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    };
    format!("expected {expected}, found {found}")
}

/// What to do about a number or boolean that was written as a string.
fn unquote(node: &Node<'_>, wanted: impl Fn(&str) -> bool) -> Option<&'static str> {
    matches!(&node.value, Value::String(text) if wanted(text)).then_some("write it without quotes")
}

impl<'a> Reader<'a> {
    pub(crate) fn fault(&self, at: usize, code: Code, message: Words<'_>) {
        self.faults.add(at, code, message);
    }

    pub(crate) fn fault_with_help(&self, at: usize, code: Code, message: Words<'_>, help: Words<'_>) {
        self.faults.add_with_help(at, code, message, help);
    }

    fn wrong<T>(&self, node: &Node<'_>, expected: &str) -> Option<T> {
        self.fault(node.at, Code::WrongType, &mismatch(node, expected));
        None
    }

    fn wrong_with_help<T>(&self, node: &Node<'_>, expected: &str, help: Option<&str>) -> Option<T> {
        match help {
            Some(help) => self.fault_with_help(node.at, Code::WrongType, &mismatch(node, expected), &help),
            None => self.fault(node.at, Code::WrongType, &mismatch(node, expected)),
        }
        None
    }

    /// An object that may have these keys and no others.
    pub(crate) fn object<'n>(&self, node: &'n Node<'n>, expected: &str, keys: &[&str]) -> Option<Object<'n>> {
        let members = self.map(node, expected)?;
        for member in members {
            if FOR_PEOPLE.contains(&member.key.as_str()) {
                self.text(&member.node);
            } else if !keys.contains(&member.key.as_str()) {
                let known = &|| keys.to_vec();
                self.faults.add_unknown_besides(member.at, Code::UnknownKey, "key", &member.key, known, &FOR_PEOPLE);
            }
        }
        Some(Object { node, members })
    }

    /// An object with free keys.
    pub(crate) fn map<'n>(&self, node: &'n Node<'n>, expected: &str) -> Option<&'n [Member<'n>]> {
        match &node.value {
            Value::Object(members) => Some(members),
            Value::Array(_) => self.wrong_with_help(node, expected, Some("write it in braces")),
            _ => self.wrong(node, expected),
        }
    }

    pub(crate) fn array<'n>(&self, node: &'n Node<'n>, expected: &str) -> Option<&'n [Node<'n>]> {
        match &node.value {
            Value::Array(elements) => Some(elements),
            Value::Null => self.wrong(node, expected),
            _ => self.wrong_with_help(node, expected, Some("write it in square brackets")),
        }
    }

    /// An array with at least one element.
    pub(crate) fn filled_array<'n>(&self, node: &'n Node<'n>, expected: &str) -> Option<&'n [Node<'n>]> {
        let elements = self.array(node, expected)?;
        if elements.is_empty() {
            self.fault_with_help(node.at, Code::EmptyList, &"this list is empty", &"write at least one element");
            return None;
        }
        Some(elements)
    }

    pub(crate) fn require<'n>(&self, object: &Object<'n>, key: &str) -> Option<&'n Node<'n>> {
        let found = object.get(key);
        if found.is_none() {
            self.fault(object.node.at, Code::MissingKey, &format_args!("missing key `{key}`"));
        }
        found
    }

    pub(crate) fn text<'n>(&self, node: &'n Node<'n>) -> Option<&'n str> {
        match &node.value {
            Value::String(text) => Some(text),
            Value::Number(_) | Value::Boolean(_) => self.wrong_with_help(node, "a string", Some("write it in quotes")),
            _ => self.wrong(node, "a string"),
        }
    }

    /// A text that leads are compared with, as it is written.
    pub(crate) fn constant<'n>(&self, node: &'n Node<'n>) -> Option<&'n str> {
        let text = self.text(node)?;
        if fold(text).is_empty() {
            self.fault(node.at, Code::BlankText, &format_args!("`{text}` is blank, which no value of a lead is"));
            return None;
        }
        if text.trim() != text {
            self.fault_with_help(
                node.at,
                Code::BlankText,
                &format_args!("`{text}` has white space at an end, which no value has"),
                &format_args!("write `{}`", text.trim()),
            );
            return None;
        }
        Some(text)
    }

    pub(crate) fn boolean(&self, node: &Node<'_>) -> Option<bool> {
        match node.value {
            Value::Boolean(value) => Some(value),
            _ => {
                self.wrong_with_help(node, "`true` or `false`", unquote(node, |text| matches!(text, "true" | "false")))
            }
        }
    }

    /// Whether an optional key says `true`.
    pub(crate) fn flag(&self, object: &Object<'_>, key: &str) -> bool {
        object.get(key).and_then(|node| self.boolean(node)).unwrap_or(false)
    }

    pub(crate) fn number_text<'n>(&self, node: &'n Node<'n>) -> Option<&'n str> {
        match node.value {
            Value::Number(text) => Some(text),
            _ => self.wrong_with_help(node, "a number", unquote(node, |text| Number::parse(text).is_some())),
        }
    }

    pub(crate) fn number(&self, node: &Node<'_>) -> Option<Number> {
        let text = self.number_text(node)?;
        let number = Number::from_json(text);
        if number.is_none() {
            self.fault(node.at, Code::OutOfRange, &format_args!("`{text}` is larger than any number a lead can have"));
        }
        number
    }

    /// A whole number between two bounds; without an upper one, any that a lead could have.
    pub(crate) fn whole(&self, node: &Node<'_>, low: u32, high: Option<u32>) -> Option<i64> {
        let text = self.number_text(node)?;
        let whole = Number::from_json(text).and_then(Number::to_integer);
        let good = |whole: &i64| *whole >= i64::from(low) && high.is_none_or(|high| *whole <= i64::from(high));
        let found = whole.filter(good);
        if found.is_none() {
            let bounds = high.map_or_else(|| format!("{low} on"), |high| format!("{low} to {high}"));
            self.fault(node.at, Code::OutOfRange, &format_args!("`{text}` is not a whole number from {bounds}"));
        }
        found
    }

    pub(crate) fn points(&self, node: &Node<'_>) -> Option<Points> {
        let text = self.number_text(node)?;
        match Points::parse(text) {
            Ok(points) => Some(points),
            Err(PointsFault::TooFine) => {
                self.fault_with_help(
                    node.at,
                    Code::TooManyDecimals,
                    &format_args!("`{text}` has more than three decimals"),
                    &"round it to thousandths of a point",
                );
                None
            }
            Err(PointsFault::TooLarge) => {
                self.fault(
                    node.at,
                    Code::PointsOutOfRange,
                    &format_args!("`{text}` is not between -1000000 and 1000000"),
                );
                None
            }
        }
    }

    pub(crate) fn duration(&self, node: &Node<'_>) -> Option<Duration> {
        let Value::String(text) = &node.value else {
            return self.wrong_with_help(node, "a duration", Some("write a number and its unit in quotes: `\"14d\"`"));
        };
        let duration = Duration::parse(text);
        if duration.is_none() {
            self.fault_with_help(
                node.at,
                Code::BadDuration,
                &format_args!("`{text}` is not a duration"),
                &"write a whole number of `s`, `m`, `h`, `d` or `w` such as `14d`, at most 36500 days",
            );
        }
        duration
    }

    pub(crate) fn instant(&self, node: &Node<'_>) -> Option<Instant> {
        let (text, instant) = match &node.value {
            Value::String(text) => (text.as_str(), Instant::parse(text)),
            Value::Number(text) => {
                (*text, Number::from_json(text).and_then(Number::to_integer).and_then(Instant::from_millis))
            }
            _ => return self.wrong(node, "a date (a string)"),
        };
        if instant.is_none() {
            self.fault_with_help(
                node.at,
                Code::BadInstant,
                &format_args!("`{text}` is not a date"),
                &"write it as `2026-11-22` or `2026-11-22T10:00:00Z`",
            );
        }
        instant
    }

    /// An id: `^[a-z][a-z0-9-]{0,63}$`.
    pub(crate) fn id<'n>(&self, node: &'n Node<'n>) -> Option<&'n str> {
        let id = self.text(node)?;
        self.check_id(node.at, id).then_some(id)
    }

    pub(crate) fn check_id(&self, at: usize, id: &str) -> bool {
        let good = is_id(id);
        if !good {
            self.bad_name(at, id, "an id", "a lower-case letter, then up to 63 lower-case letters, digits or `-`");
        }
        good
    }

    /// The id of a tier or band, which may have capitals.
    pub(crate) fn cut_id<'n>(&self, node: &'n Node<'n>) -> Option<&'n str> {
        let id = self.text(node)?;
        if !is_id(&id.to_ascii_lowercase()) {
            self.bad_name(node.at, id, "an id", "a letter, then up to 63 letters, digits or `-`");
            return None;
        }
        Some(id)
    }

    /// The name of a field, derived fact, framework, list or promise: `^[a-z][A-Za-z0-9_]{0,63}$`.
    pub(crate) fn check_name(&self, at: usize, name: &str) -> bool {
        let mut bytes = name.bytes();
        let good = name.len() <= 64
            && bytes.next().is_some_and(|b| b.is_ascii_lowercase())
            && bytes.all(|b| b.is_ascii_alphanumeric() || b == b'_');
        if !good {
            self.bad_name(at, name, "a name", "a lower-case letter, then up to 63 letters, digits or `_`");
        }
        good
    }

    fn bad_name(&self, at: usize, name: &str, what: &str, rule: &str) {
        self.fault_with_help(
            at,
            Code::BadName,
            &format_args!("`{name}` cannot be {what}"),
            &format_args!("write {rule}"),
        );
    }

    /// A reference by id to one of a kind; its index.
    pub(crate) fn reference(&self, node: &Node<'_>, code: Code, what: &str, ids: &Table) -> Option<usize> {
        let id = self.text(node)?;
        let found = ids.find(id);
        if found.is_none() {
            self.faults.add_unknown(node.at, code, what, id, &|| ids.texts().gather());
        }
        found
    }

    pub(crate) fn declared_twice(&self, at: usize, what: &str, id: &str) {
        self.fault_with_help(
            at,
            Code::DuplicateId,
            &format_args!("{what} `{id}` is declared twice"),
            &"give one of them another id",
        );
    }

    /// Reports a `max` that is less than the `min` beside it.
    pub(crate) fn reversed(&self, at: usize) {
        self.fault_with_help(at, Code::OutOfOrder, &"`max` is less than `min`", &"exchange them");
    }

    /// Reports a key that cannot stand beside another.
    pub(crate) fn exclude(&self, object: &Object<'_>, key: &str, other: &str, help: &str) {
        self.fault_with_help(
            object.key_at(key),
            Code::ConflictingKeys,
            &format_args!("`{key}` excludes `{other}`"),
            &help,
        );
    }

    /// One word out of a fixed list; its index.
    pub(crate) fn word(&self, node: &Node<'_>, what: &str, words: &[&str]) -> Option<usize> {
        let word = self.text(node)?;
        let found = words.iter().position(|known| *known == word);
        if found.is_none() {
            self.faults.add_unknown(node.at, Code::UnknownType, what, word, &|| words.to_vec());
        }
        found
    }
}

fn is_id(id: &str) -> bool {
    let mut bytes = id.bytes();
    id.len() <= 64
        && bytes.next().is_some_and(|b| b.is_ascii_lowercase())
        && bytes.all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

/// Says of ids whether they were declared before within their kind.
#[derive(Default)]
pub(crate) struct Ids {
    seen: Table,
}

impl Ids {
    pub(crate) fn declare(&mut self, reader: Reader<'_>, at: usize, what: &str, id: &str) {
        if self.seen.contains(id) {
            reader.declared_twice(at, what, id);
        }
        self.seen.insert(id, 0);
    }
}
