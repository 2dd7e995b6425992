//! A lead to try values on, and what it shows of a field.

use super::{Domain, Seen, tests};
use crate::evaluate::Facts;
use crate::json::write;
use crate::lead::{Lead, Value};
use crate::model::Compiled;
use crate::out::Out;
use crate::prelude::*;

/// A lead to try values on.
pub(crate) struct Trial<'a> {
    pub(crate) model: &'a Compiled,
    pub(crate) facts: Facts<'a>,
    lead: Lead,
    json: Out,
}

impl<'a> Trial<'a> {
    #[inline(never)]
    pub(crate) fn new(model: &'a Compiled, facts: Facts<'a>) -> Trial<'a> {
        Trial { model, facts, lead: Lead::default(), json: Out::new() }
    }

    /// What a lead with this value of a field shows of it.
    pub(super) fn see(&mut self, domain: &Domain, value: &[u8]) -> Seen {
        self.json.clear();
        self.json.put(b"{\"profile\":{");
        write::string(&mut self.json, &self.model.fields[domain.field].name);
        self.json.push(b':');
        self.json.put(value);
        self.json.put(b"}}");
        self.lead.read(self.model, &self.json);
        self.facts.of_lead(&self.lead).seen(domain)
    }

    /// The class that a value of a field, as JSON, is in, if it is in any.
    pub(crate) fn class_of(&mut self, domain: &Domain, value: &[u8]) -> Option<usize> {
        let seen = self.see(domain, value);
        domain.place(&seen)
    }
}

impl Facts<'_> {
    /// The class that this lead's value of a field is in, if it is in any.
    pub(crate) fn class_in(&self, domain: &Domain) -> Option<usize> {
        domain.place(&self.seen(domain))
    }

    /// What this lead shows of a field.
    fn seen(&self, domain: &Domain) -> Seen {
        let value = self.value(domain.field);
        let points = domain.graded.iter().map(|&rule| self.points_of(&self.model.fit.rules[rule].points).milli());
        Seen {
            is_known: !matches!(value, Value::Unknown),
            is_past: domain.recycles && matches!(value, Value::Date(date) if date <= self.now),
            truths: tests(self.model, domain).into_iter().map(|test| self.test(test)).gather(),
            points: points.gather(),
        }
    }
}
