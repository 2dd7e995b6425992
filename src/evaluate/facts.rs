//! Facts as conditions see them: the lead's, and what has been decided so far.

use super::Decision;
use crate::bytes::same;
use crate::condition::check::{Chosen, Element, Elements, Text};
use crate::condition::{Condition, Truth};
use crate::lead::{Forms, Lead, Prop, SetElement, Value};
use crate::model::{Check, Compiled, EventCheck, EventFact, EventTest, Fact, Test};
use crate::number::Number;
use crate::points::Points;
use crate::table::Table;
use crate::time::{DAY, Instant};

/// Everything a condition may ask about.
#[derive(Clone, Copy)]
pub(crate) struct Facts<'a> {
    pub(crate) model: &'a Compiled,
    pub(crate) lead: &'a Lead,
    pub(crate) now: Instant,
    pub(crate) so_far: &'a Decision,
}

impl<'a> Facts<'a> {
    /// The truth of a condition; one that is absent holds.
    pub(crate) fn truth(&self, condition: Option<Condition>) -> Truth {
        condition.map_or(Truth::True, |condition| self.model.conditions.truth(condition, &|test| self.test(test)))
    }

    /// The same question of another lead.
    pub(crate) fn of_lead<'b>(&self, lead: &'b Lead) -> Facts<'b>
    where
        'a: 'b,
    {
        Facts { lead, ..*self }
    }

    pub(crate) fn test(&self, test: &Test) -> Truth {
        let passes = match &test.check {
            Check::Known(wanted) => Some(self.is_known(test.fact) == *wanted),
            Check::Text(check) => self.text(test.fact).map(|text| check.passes(text, &self.model.lists)),
            Check::Option(check) => self.chosen(test.fact).map(|chosen| check.passes(chosen)),
            Check::Set(check) => self.set(test.fact).map(|set| check.passes(&set, &self.model.lists)),
            Check::Number(compare) => self.number(test.fact).map(|number| compare.passes(&number)),
            Check::Points(compare) => self.points(test.fact).map(|points| compare.passes(&points)),
            Check::Boolean(wanted) => self.boolean(test.fact).map(|value| value == *wanted),
            Check::Date(compare) => self.date(test.fact).map(|date| compare.passes(&date)),
            Check::Within(length) => {
                self.date(test.fact).map(|date| (0..length.millis()).contains(&self.now.since(date)))
            }
            Check::OlderThan(length) => self.date(test.fact).map(|date| self.now.since(date) >= length.millis()),
        };
        passes.map_or(Truth::Unknown, Truth::of)
    }

    pub(crate) fn value(&self, field: usize) -> Value {
        self.lead.values[field]
    }

    fn is_known(&self, fact: Fact) -> bool {
        match fact {
            Fact::Field(field) | Fact::Domain(field) | Fact::Kind(field) | Fact::Days(field) => {
                !matches!(self.value(field), Value::Unknown)
            }
            Fact::Derived(derived) => self.so_far.derived[derived].is_some(),
            Fact::Rule(rule) => self.so_far.rules[rule] != Truth::Unknown,
            Fact::FrameworkPassed(framework) => self.so_far.frameworks[framework].passed != Truth::Unknown,
            Fact::Criterion(criterion) => self.so_far.criteria[criterion] != Truth::Unknown,
            Fact::Label(label) => self.so_far.labels[label] != Truth::Unknown,
            Fact::FitTier => self.so_far.fit.cut.is_some(),
            Fact::IntentBand => self.so_far.intent.cut.is_some(),
            _ => true,
        }
    }

    fn text(&self, fact: Fact) -> Option<Text<'a>> {
        match fact {
            Fact::Field(field) => match self.value(field) {
                Value::Text(text) | Value::Email { address: text, .. } => Some(text_of(self.lead, text)),
                _ => None,
            },
            Fact::Domain(field) => match self.value(field) {
                Value::Email { domain, .. } => Some(text_of(self.lead, domain)),
                _ => None,
            },
            _ => None,
        }
    }

    fn chosen(&self, fact: Fact) -> Option<Chosen> {
        match fact {
            Fact::Field(field) => match self.value(field) {
                Value::Option(option) => Some(Chosen::Option(option)),
                Value::Unlisted(_) => Some(Chosen::Unlisted),
                _ => None,
            },
            Fact::Kind(field) => match self.value(field) {
                Value::Email { kind, .. } => Some(Chosen::Option(kind)),
                _ => None,
            },
            Fact::Motion => Some(Chosen::Option(self.lead.motion)),
            Fact::Derived(derived) => self.so_far.derived[derived].map(Chosen::Option),
            Fact::FitTier => Some(self.so_far.fit.cut.map_or(Chosen::Nothing, Chosen::Option)),
            Fact::IntentBand => Some(self.so_far.intent.cut.map_or(Chosen::Nothing, Chosen::Option)),
            Fact::Stage => Some(Chosen::Option(self.so_far.stage)),
            _ => None,
        }
    }

    fn set(&self, fact: Fact) -> Option<Set<'a>> {
        match fact {
            Fact::Field(field) => match self.value(field) {
                Value::Set(start, end) => Some(Set { lead: self.lead, elements: &self.lead.elements[start..end] }),
                _ => None,
            },
            _ => None,
        }
    }

    pub(crate) fn number(&self, fact: Fact) -> Option<Number> {
        match fact {
            Fact::Field(field) => match self.value(field) {
                Value::Number(number) => Some(number),
                _ => None,
            },
            Fact::Days(_) => self.date(fact).map(|date| Number::from_integer(self.now.since(date).div_euclid(DAY))),
            Fact::SignalCount(signal) => Some(Number::from_integer(self.so_far.signals[signal].count as i64)),
            Fact::FrameworkMet(framework) => Some(Number::from_integer(self.so_far.frameworks[framework].met as i64)),
            _ => None,
        }
    }

    fn points(&self, fact: Fact) -> Option<Points> {
        match fact {
            Fact::FitGroup(group) => Some(self.so_far.fit.groups[group].1),
            Fact::FitPoints => Some(self.so_far.fit.points),
            Fact::IntentGroup(group) => Some(self.so_far.intent.groups[group].1),
            Fact::IntentPoints => Some(self.so_far.intent.points),
            Fact::Score => Some(self.so_far.score),
            _ => None,
        }
    }

    fn boolean(&self, fact: Fact) -> Option<bool> {
        match fact {
            Fact::Field(field) => match self.value(field) {
                Value::Boolean(value) => Some(value),
                _ => None,
            },
            Fact::Rule(rule) => self.so_far.rules[rule].known(),
            Fact::Signal(signal) => Some(self.so_far.signals[signal].fired),
            Fact::FrameworkPassed(framework) => self.so_far.frameworks[framework].passed.known(),
            Fact::Criterion(criterion) => self.so_far.criteria[criterion].known(),
            Fact::Label(label) => self.so_far.labels[label].known(),
            Fact::Disqualified => Some(!self.so_far.disqualified.is_empty()),
            _ => None,
        }
    }

    fn date(&self, fact: Fact) -> Option<Instant> {
        match fact {
            Fact::Field(field) | Fact::Days(field) => match self.value(field) {
                Value::Date(date) => Some(date),
                _ => None,
            },
            _ => None,
        }
    }
}

/// A set of the lead.
struct Set<'a> {
    lead: &'a Lead,
    elements: &'a [SetElement],
}

impl Elements for Set<'_> {
    fn has(&self, wanted: &Element) -> bool {
        self.elements.iter().any(|element| match wanted {
            Element::Option(option) => element.option == Some(*option),
            Element::Text(text) => same(self.lead.texts.bytes(element.text.folded), text.as_bytes()),
        })
    }

    fn any_in(&self, list: &Table) -> bool {
        self.elements.iter().any(|element| list.of(self.lead.texts.bytes(element.text.folded)).is_some())
    }
}

/// The facts of one event.
pub(super) struct EventFacts<'a> {
    pub(super) model: &'a Compiled,
    pub(super) lead: &'a Lead,
    pub(super) event: usize,
}

/// A text of a lead in the forms that tests see.
fn text_of(lead: &Lead, forms: Forms) -> Text<'_> {
    Text { folded: lead.texts.bytes(forms.folded), words: lead.texts.bytes(forms.words) }
}

impl EventFacts<'_> {
    /// The truth of an event match; one that is absent holds.
    pub(super) fn truth(&self, condition: Option<Condition>) -> Truth {
        condition.map_or(Truth::True, |condition| self.model.matches.truth(condition, &|test| self.test(test)))
    }

    /// A fact as if it were a prop, its type being that of its value.
    pub(super) fn fact(&self, fact: EventFact) -> Prop {
        let event = &self.lead.events[self.event];
        let text = |forms: Option<Forms>| forms.map_or(Prop::Unknown, Prop::Text);
        match fact {
            EventFact::Type => Prop::Text(event.event_type),
            EventFact::Channel => text(event.channel),
            EventFact::Asset => text(event.asset),
            EventFact::Name => text(event.name),
            EventFact::Value => event.value.map_or(Prop::Unknown, Prop::Number),
            EventFact::Day => Prop::Text(event.day),
            EventFact::Prop(prop) => self.lead.prop(event, prop),
        }
    }

    fn test(&self, test: &EventTest) -> Truth {
        let lists = &self.model.lists;
        let text = |forms: Forms| text_of(self.lead, forms);
        let set = |start: usize, end: usize| Set { lead: self.lead, elements: &self.lead.elements[start..end] };
        let passes = match (&test.check, self.fact(test.fact)) {
            (EventCheck::Known(wanted), value) => Some(!matches!(value, Prop::Unknown) == *wanted),
            (EventCheck::Text(check) | EventCheck::TextOrSet(check, _), Prop::Text(forms)) => {
                Some(check.passes(text(forms), lists))
            }
            (EventCheck::Set(check) | EventCheck::TextOrSet(_, check), Prop::Set(start, end)) => {
                Some(check.passes(&set(start, end), lists))
            }
            (EventCheck::Number(compare), Prop::Number(number)) => Some(compare.passes(&number)),
            (EventCheck::Boolean(wanted), Prop::Boolean(value)) => Some(value == *wanted),
            _ => None,
        };
        passes.map_or(Truth::Unknown, Truth::of)
    }
}
