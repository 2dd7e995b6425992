//! The profile: from what a lead says to the values of the model's fields.

use super::read::{Input, Raw};
use super::{Forms, Lead, Notice, NoticePath, Span, Texts, email};
use crate::model::{Compiled, Field, FieldKind, Options, Wanted};
use crate::number::Number;
use crate::table::Table;
use crate::time::Instant;

/// Sets up to this size are compared element by element, without memory of their own.
const FEW: usize = 32;

/// What a field is for one lead.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Value {
    Unknown,
    Text(Forms),
    Option(usize),
    /// A text that names none of the options.
    Unlisted(Span),
    /// A range of the lead's elements.
    Set(usize, usize),
    Number(Number),
    Boolean(bool),
    Date(Instant),
    /// The address, its domain in lower case, and the index of the domain's kind.
    Email {
        address: Forms,
        domain: Forms,
        kind: usize,
    },
}

/// An element of a set: one of its options, or a text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SetElement {
    pub(crate) option: Option<u32>,
    pub(crate) text: Forms,
}

impl Lead {
    /// Gives every field its value from the places it is read from.
    pub(super) fn resolve_fields(&mut self, model: &Compiled, input: Input<'_>) {
        let mut values = core::mem::take(&mut self.values);
        values.clear();
        values.resize(model.fields.len(), Value::Unknown);
        for ((index, field), value) in model.fields.iter().enumerate().zip(&mut values) {
            let texts = &mut self.texts;
            let found = field.slots.iter().map(|&slot| (slot, self.memory.slots[slot])).find(|(_, raw)| match raw {
                Raw::Absent | Raw::Null => false,
                Raw::Text(span) => !is_blank(texts, field, *span),
                _ => true,
            });
            if let Some((slot, raw)) = found
                && let Some(code) = self.read_field(model, index, raw, input, value)
            {
                self.notices.fields.push(Notice::at(code, NoticePath::Profile(slot)));
            }
        }
        self.values = values;
    }

    /// Gives a field its value, which was unknown; says what is to be noted about it. It stays unknown when it is of the wrong type.
    pub(super) fn read_field(
        &mut self,
        model: &Compiled,
        index: usize,
        raw: Raw,
        input: Input<'_>,
        value: &mut Value,
    ) -> Option<&'static str> {
        const WRONG_TYPE: Option<&str> = Some("wrong-type");
        let field = &model.fields[index];
        match (&field.kind, raw) {
            (FieldKind::Text, Raw::Text(text)) => {
                let text = self.texts.trim(text);
                *value = Value::Text(self.texts.forms(text, field.text));
            }
            (FieldKind::Text, Raw::Some) => *value = Value::Text(Forms::default()),
            (FieldKind::Choice(options), Raw::Text(text)) => {
                let text = self.texts.trim(text);
                let Some(option) = find(&mut self.texts, options, text) else {
                    *value = Value::Unlisted(text);
                    return Some("unlisted-option");
                };
                *value = Value::Option(option);
            }
            (FieldKind::Set(options), Raw::Text(_) | Raw::Array { .. } | Raw::List(_)) => {
                let Some((set, code)) = self.set(field, options.as_ref(), raw, input) else { return WRONG_TYPE };
                *value = set;
                return code;
            }
            (FieldKind::Number { integer, min, max }, raw) => {
                let number = match raw {
                    Raw::Text(text) => Number::parse(self.texts.get(self.texts.trim(text))),
                    _ => raw.number(input),
                };
                let Some(number) = number else { return WRONG_TYPE };
                *value = Value::Number(number);
                let outside = min.is_some_and(|min| number < min)
                    || max.is_some_and(|max| number > max)
                    || (*integer && !number.is_integral());
                return outside.then_some("out-of-range");
            }
            (FieldKind::Boolean, raw) => {
                let Some(truth) = self.boolean(raw, input) else { return WRONG_TYPE };
                *value = Value::Boolean(truth);
            }
            (FieldKind::Date, raw) => {
                let Some(date) = self.instant(raw, input) else { return WRONG_TYPE };
                *value = Value::Date(date);
            }
            (FieldKind::Email, Raw::Text(text)) => {
                let Some(email) = self.email(model, index, text) else { return WRONG_TYPE };
                *value = email;
            }
            _ => return WRONG_TYPE,
        }
        None
    }

    fn boolean(&mut self, raw: Raw, input: Input<'_>) -> Option<bool> {
        match raw {
            Raw::Boolean(value) => Some(value),
            Raw::Text(text) => {
                let folded = self.texts.fold(text);
                match self.texts.get(folded) {
                    "true" | "yes" | "on" | "1" => Some(true),
                    "false" | "no" | "off" | "0" => Some(false),
                    _ => None,
                }
            }
            _ => match raw.number(input)?.to_integer()? {
                0 => Some(false),
                1 => Some(true),
                _ => None,
            },
        }
    }

    /// The instant that a text or a whole number of milliseconds is.
    pub(super) fn instant(&self, raw: Raw, input: Input<'_>) -> Option<Instant> {
        match raw {
            Raw::Text(text) => Instant::parse(self.texts.get(text)),
            _ => raw.number(input)?.to_integer().and_then(Instant::from_millis),
        }
    }

    fn email(&mut self, model: &Compiled, index: usize, text: Span) -> Option<Value> {
        let text = self.texts.trim(text);
        let (local, domain) = email::split(self.texts.get(text))?;
        let (at, end) = (local.len() + 1, local.len() + 1 + domain.len());
        // Most domains are in lower case already.
        let address = if domain.bytes().any(|byte| byte.is_ascii_uppercase() || !byte.is_ascii()) {
            self.texts.keep_changed(text, |written, out| {
                out.push_str(&written[..at]);
                out.extend(written[at..end].chars().flat_map(char::to_lowercase));
            })
        } else {
            Span { end: text.start + end as u32, ..text }
        };
        let domain = Span { start: address.start + at as u32, end: address.end };
        let field = &model.fields[index];
        let address = self.texts.forms(address, field.text);
        let domain = self.texts.forms(domain, field.domain);
        let listed =
            |list: Option<usize>| move |domain: &[u8]| list.is_some_and(|list| model.lists[list].of(domain).is_some());
        let kind = email::kind(self.texts.get(domain.folded), listed(model.disposable_list), listed(model.free_list));
        Some(Value::Email { address, domain, kind })
    }

    fn set(
        &mut self,
        field: &Field,
        options: Option<&Options>,
        raw: Raw,
        input: Input<'_>,
    ) -> Option<(Value, Option<&'static str>)> {
        let start = self.elements.len();
        if !self.list(raw, input) {
            return None;
        }
        let mut unlisted = false;
        let mut kept = start;
        let mut seen = Table::default();
        for index in start..self.elements.len() {
            let mut element = self.elements[index];
            if is_blank(&mut self.texts, field, element.text.written) {
                continue;
            }
            element.text = self.texts.forms(self.texts.trim(element.text.written), Wanted::Folded);
            if let Some((options, option)) =
                options.and_then(|options| Some((options, options.find(self.texts.get(element.text.folded))?)))
            {
                element.option = Some(option as u32);
                // Lists have the ids of options, whatever name the lead used.
                let id = self.texts.keep(&options.ids[option]);
                element.text.folded = self.texts.fold(id);
            }
            // What names an option is folded as its id, and nothing else folds like that.
            let folded = |element: &SetElement| self.texts.get(element.text.folded);
            let repeated = if kept - start < FEW {
                self.elements[start..kept].iter().any(|other| folded(other) == folded(&element))
            } else {
                if seen.len() == 0 {
                    self.elements[start..kept].iter().for_each(|other| {
                        seen.insert(folded(other), 0);
                    });
                }
                let before = seen.len();
                seen.insert(folded(&element), 0);
                seen.len() == before
            };
            if repeated {
                continue;
            }
            unlisted |= options.is_some() && element.option.is_none();
            self.elements[kept] = element;
            kept += 1;
        }
        self.elements.truncate(kept);
        // As with a choice, no test but `noneOf` and `known` is true of what names no option.
        for element in self.elements[start..].iter_mut().filter(|element| options.is_some() && element.option.is_none())
        {
            element.text.folded = Span::default();
        }
        Some((Value::Set(start, kept), unlisted.then_some("unlisted-option")))
    }

    /// Keeps the elements of a list, which a text has between semicolons. Says no to what is none, and keeps nothing then.
    pub(super) fn list(&mut self, raw: Raw, input: Input<'_>) -> bool {
        let start = self.elements.len();
        match raw {
            Raw::Array { at, depth } => {
                let are_strings = self.string_elements(at, depth, input);
                if !are_strings {
                    self.elements.truncate(start);
                }
                are_strings
            }
            Raw::Text(text) | Raw::List(text) => {
                let mut from = text.start;
                while from <= text.end {
                    let rest = self.texts.get(Span { start: from, end: text.end });
                    let end = from + rest.find(';').unwrap_or(rest.len()) as u32;
                    self.push_element(Span { start: from, end });
                    from = end + 1;
                }
                true
            }
            _ => false,
        }
    }

    pub(super) fn push_element(&mut self, written: Span) {
        self.elements.push(SetElement { option: None, text: Forms { written, ..Forms::default() } });
    }
}

fn find(texts: &mut Texts, options: &Options, text: Span) -> Option<usize> {
    let folded = texts.fold(text);
    options.names.of(texts.bytes(folded)).map(|option| option as usize)
}

/// Empty after trimming, or one of the field's words for no value.
#[inline]
pub(super) fn is_blank(texts: &mut Texts, field: &Field, text: Span) -> bool {
    texts.is_blank(text) || (!field.blank.is_empty() && is_blank_word(texts, field, text))
}

#[inline(never)]
fn is_blank_word(texts: &mut Texts, field: &Field, text: Span) -> bool {
    let folded = texts.fold(text);
    field.blank.iter().any(|blank| blank == texts.get(folded))
}
