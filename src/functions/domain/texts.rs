//! The classes of texts and of e-mail addresses.

use super::{Domain, MOST_CLASSES, Scope, Trial, quoted, tests};
use crate::classes::text;
use crate::condition::check::{Chosen, TextCheck};
use crate::model::{Check, Compiled, Fact};
use crate::prelude::*;

/// A test that names more texts has not all of them tried.
const MOST_NAMED: usize = 64;

impl Domain {
    fn checks<'m>(&self, model: &'m Compiled, of_domain: bool) -> Vec<&'m TextCheck> {
        let of = tests(model, self).into_iter().filter(|test| matches!(test.fact, Fact::Domain(_)) == of_domain);
        of.filter_map(|test| match &test.check {
            Check::Text(check) => Some(check),
            _ => None,
        })
        .gather()
    }

    pub(super) fn add_texts(&mut self, trial: &mut Trial<'_>, scope: Scope<'_>) -> Option<()> {
        let lists = &trial.model.lists;
        let classes = text::classes(&self.checks(trial.model, false), lists, scope.with_values, scope.work)?;
        for text in classes.iter().filter(|_| scope.with_values).filter_map(|class| class.witness.as_ref()) {
            self.add(trial, scope, quoted(text));
        }
        for class in classes {
            let mut outcomes = class.outcomes.into_iter();
            self.add_unseen(trial.model, &mut |_| outcomes.next());
        }
        Some(())
    }

    pub(super) fn add_addresses(&mut self, trial: &mut Trial<'_>, scope: Scope<'_>) -> Option<()> {
        let model = trial.model;
        let (of_address, of_domain) = (self.checks(model, false), self.checks(model, true));
        let addresses = text::classes(&of_address, &model.lists, scope.with_values, scope.work)?;
        let domains = text::classes(&of_domain, &model.lists, scope.with_values, scope.work)?;
        let asks_kind = tests(model, self).iter().any(|test| matches!(test.fact, Fact::Kind(_)));
        let kinds = if asks_kind { 0..4 } else { 3..4 };
        if addresses.len() * domains.len() * kinds.len() > MOST_CLASSES {
            return None;
        }
        if scope.with_values {
            let mut names: Vec<String> =
                ["zq.example", "gmail.com", "zq.edu", "mailinator.com"].map(String::from).to_vec();
            for list in [model.free_list, model.disposable_list].into_iter().flatten() {
                names.extend(model.lists[list].texts().next().map(String::from));
            }
            for domain in domains.iter().filter_map(|class| class.witness.as_ref()) {
                names.extend([domain.clone(), format!("zq.{domain}"), format!("{domain}.example")]);
            }
            names.extend(named(&of_domain));
            named(&of_address).iter().for_each(|address| self.add(trial, scope, quoted(address)));
            // What a test looks for in an address: all of it, or what stands before the domain.
            let mut people = vec!["zq"];
            for text in addresses.iter().filter_map(|class| class.witness.as_deref()).filter(|text| !text.contains(' '))
            {
                match text.contains('@') {
                    true => self.add(trial, scope, quoted(text)),
                    false => people.push(text),
                }
            }
            for name in &names {
                for person in &people {
                    self.add(trial, scope, quoted(&format!("{person}@{name}")));
                }
            }
        }
        // Texts that a test names whole are so few that a form has tried each.
        let is_tried = |checks: &[&TextCheck], outcomes: &[bool]| {
            let mut pairs = checks.iter().zip(outcomes);
            pairs.any(|(check, passes)| {
                *passes && !scope.all && matches!(check, TextCheck::In(texts) if texts.len() <= MOST_NAMED)
            })
        };
        for address in &addresses {
            for domain in &domains {
                if is_tried(&of_address, &address.outcomes) || is_tried(&of_domain, &domain.outcomes) {
                    continue;
                }
                for kind in kinds.clone() {
                    let (mut address, mut domain) = (address.outcomes.iter(), domain.outcomes.iter());
                    self.add_unseen(model, &mut |test| match (&test.check, test.fact) {
                        (Check::Text(_), Fact::Domain(_)) => domain.next().copied(),
                        (Check::Text(_), _) => address.next().copied(),
                        (Check::Option(check), _) => Some(check.passes(Chosen::Option(kind))),
                        _ => None,
                    });
                }
            }
        }
        Some(())
    }
}

/// Texts that a test names whole, where they are few.
fn named(checks: &[&TextCheck]) -> Vec<String> {
    let mut all = Vec::new();
    for check in checks {
        if let TextCheck::In(texts) = check
            && texts.len() <= MOST_NAMED
        {
            texts.texts().map(String::from).gather_into(&mut all);
        }
    }
    all
}
