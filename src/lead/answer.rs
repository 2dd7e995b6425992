//! One field of a lead that has been read gets another value, as if the lead had been written and read again.

use super::limits::LARGEST;
use super::{Forms, Lead, Notice, NoticePath, SetElement, Span, Value};
use crate::model::Compiled;

/// So many bytes of texts may be added before the lead is better read again, which drops those that are not used any more.
const MOST_ADDED: usize = 16 * 1024;

impl Lead {
    /// Takes the value of a field from another lead, which has been read from nothing but `{ "profile": { field: value } }`; `added` is
    /// the length of that. No two fields may be read from one place. Says no, and changes nothing, where more would follow from it than that field's value.
    pub(crate) fn take(&mut self, model: &Compiled, field: usize, other: &Lead, added: usize) -> bool {
        let value = other.values[field];
        let is_known = !matches!(value, Value::Unknown) || !other.notices.fields.is_empty();
        let only_that = is_known
            && model.fields[field].slots.first().is_some_and(|&slot| !model.paths.place(slot).leads_on())
            && other.notices.limits.is_empty()
            && self.notices.limits.is_empty()
            && self.has_profile()
            && self.added + added <= MOST_ADDED
            && self.length + self.added + added <= LARGEST;
        if !only_that {
            return false;
        }
        self.added += added;
        self.values[field] = self.adopt(other, value);
        let rank = |notice: &Notice| match notice.path {
            NoticePath::Profile(slot) => model.fields.iter().position(|field| field.slots.contains(&slot)),
            _ => None,
        };
        self.notices.fields.retain(|notice| rank(notice) != Some(field));
        let place = self.notices.fields.iter().take_while(|notice| rank(notice) < Some(field)).count();
        if let Some(notice) = other.notices.fields.first() {
            self.notices.fields.insert(place, *notice);
        }
        true
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
            Value::Unknown | Value::Option(_) | Value::Number(_) | Value::Boolean(_) | Value::Date(_) => value,
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
