//! One field of a lead that has been read gets another value, as if the lead had been written and read again.

use super::limits::LARGEST;
use super::profile::is_blank;
use super::read::{Input, Raw, Reading};
use super::{Forms, Lead, Notice, NoticePath, SetElement, Span, Value};
use crate::json::scan::Scanner;
use crate::model::Compiled;

/// So much text may be kept before the lead is better read again, which drops what is not used any more.
const MOST_KEPT: usize = 16 * 1024;

/// The depth of a value of the profile.
const DEPTH: usize = 2;

impl Lead {
    /// Gives a field the value of a JSON text, which is read in the memory of another lead. No two fields may be read from one place.
    /// Says no, and changes nothing, where more would follow from it than that field's value.
    pub(crate) fn answer(&mut self, model: &Compiled, field: usize, json: &str, memory: &mut Lead) -> bool {
        let of_field = &model.fields[field];
        let Some(&slot) = of_field.slots.first() else { return false };
        // What it takes in the lead's text: a member, and perhaps the profile. No name has anything to escape.
        let longer = self.longer + json.len() + of_field.name.len() + r#","profile":{"":}"#.len();
        let only_that = !model.paths.place(slot).leads_on()
            && self.notices.limits.is_empty()
            && self.has_profile()
            && self.length + longer <= LARGEST
            && self.kept <= MOST_KEPT;
        if !only_that {
            return false;
        }
        let Some((value, code)) = memory.read_value(model, field, json) else { return false };
        self.longer = longer;
        self.values[field] = self.adopt(memory, value);
        if !matches!(value, Value::Unknown | Value::Option(_) | Value::Number(_) | Value::Boolean(_) | Value::Date(_)) {
            self.kept += json.len();
        }
        let rank = |notice: &Notice| match notice.path {
            NoticePath::Profile(slot) => model.fields.iter().position(|field| field.slots.contains(&slot)),
            _ => None,
        };
        self.notices.fields.retain(|notice| rank(notice) != Some(field));
        if let Some(code) = code {
            let place = self.notices.fields.iter().take_while(|notice| rank(notice) < Some(field)).count();
            self.notices.fields.insert(place, Notice::at(code, NoticePath::Profile(slot)));
        }
        true
    }

    /// Reads nothing but the value of a field, and what is to be noted about it; `None` when it is no value, or past a limit.
    fn read_value(&mut self, model: &Compiled, field: usize, json: &str) -> Option<(Value, Option<&'static str>)> {
        self.texts.begin(json);
        self.elements.clear();
        let input = Input { text: json };
        let mut reading = Reading::of(input);
        let mut scanner = Scanner::new(json);
        let raw = self.raw_value(&mut scanner, &mut reading, DEPTH).ok()?;
        scanner.end().ok()?;
        let is_none = match raw {
            Raw::Absent | Raw::Null => true,
            Raw::Text(text) => is_blank(&mut self.texts, &model.fields[field], text),
            _ => false,
        };
        if is_none || reading.past_a_limit {
            return None;
        }
        let mut value = Value::Unknown;
        let code = self.read_field(model, field, raw, input, &mut value);
        Some((value, code))
    }

    /// Whether the profile is an object, or not there.
    fn has_profile(&self) -> bool {
        !self
            .notices
            .members
            .iter()
            .any(|notice| matches!(notice.path, NoticePath::Kept(path) if self.texts.get(path) == "/profile"))
    }

    /// A value of another lead, its texts kept in this one.
    fn adopt(&mut self, other: &Lead, value: Value) -> Value {
        match value {
            Value::Text(text) => Value::Text(self.adopt_forms(other, text)),
            Value::Unlisted(text) => Value::Unlisted(self.adopt_text(other, text)),
            Value::Email { address, domain, kind } => Value::Email {
                address: self.adopt_forms(other, address),
                domain: self.adopt_forms(other, domain),
                kind,
            },
            Value::Set(start, end) => {
                let first = self.elements.len();
                for element in &other.elements[start..end] {
                    let text = self.adopt_forms(other, element.text);
                    self.elements.push(SetElement { option: element.option, text });
                }
                Value::Set(first, self.elements.len())
            }
            _ => value,
        }
    }

    fn adopt_forms(&mut self, other: &Lead, forms: Forms) -> Forms {
        Forms {
            written: self.adopt_text(other, forms.written),
            folded: self.adopt_text(other, forms.folded),
            words: self.adopt_text(other, forms.words),
        }
    }

    fn adopt_text(&mut self, other: &Lead, text: Span) -> Span {
        self.texts.keep(other.texts.get(text))
    }
}
