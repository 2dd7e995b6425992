//! What to ask next.

use super::chance::{self, Chance};
use super::outlook::Outlook;
use super::question::Question;
use super::{Form, State};
use crate::model;
use crate::prelude::*;
use crate::sort::sort_and_dedup;

/// What a question is asked for.
#[derive(Debug)]
enum Use {
    /// Its answer can change the outcome.
    Decides,
    /// Its answer decides whether questions about these fields are shown, whose answers can.
    LeadsTo(Vec<usize>),
    /// The form wants an answer.
    Wanted,
}

impl Form {
    /// The best questions to ask next, at most so many: first those that can change the outcome, by what the answer is worth
    /// for its friction; then those that decide whether a question is shown that can, by what that one is worth; then those that
    /// the form wants answered all the same.
    pub fn next(&mut self, most: usize) -> Vec<Question<'_>> {
        self.look();
        let form = &*self;
        let Some(outlook) = &form.outlook else { return Vec::new() };
        let leads = form.leads(outlook);
        let (mut useful, mut leading, mut wanted) = (Vec::new(), Vec::new(), Vec::new());
        for (question, leads) in form.questions_of_model().iter().zip(leads) {
            if !form.is_askable(question) {
                continue;
            }
            if outlook.matters(question.field) {
                useful.push(((question, Use::Decides), outlook.worth(question.field), question.friction));
            } else if !leads.is_empty() {
                let worth = leads.iter().map(|field| outlook.worth(*field));
                let worth = worth.fold(Chance::default(), |best, worth| if worth > best { worth } else { best });
                leading.push(((question, Use::LeadsTo(leads)), worth, question.friction));
            } else if question.required {
                wanted.push((question, Use::Wanted));
            }
        }
        let mut ranked = chance::rank(useful, most);
        ranked.append(&mut chance::rank(leading, most));
        ranked.append(&mut wanted);
        ranked.truncate(most);
        ranked.into_iter().map(|(question, of_use)| form.question(outlook, question, &of_use)).gather()
    }

    fn question<'a>(&'a self, outlook: &Outlook, question: &'a model::Question, of_use: &Use) -> Question<'a> {
        let new = |value: Chance, decided: Vec<usize>| {
            let could = decided.into_iter().map(|outcome| self.outcome(outlook, outcome)).gather();
            Question::new(&self.model.0, question, value, could)
        };
        match of_use {
            Use::Decides => new(outlook.worth(question.field), outlook.decided_by(question.field)),
            Use::LeadsTo(leads) => {
                let (mut decided, mut fields) = (Vec::new(), Vec::new());
                for &field in leads {
                    decided.append(&mut outlook.decided_by(field));
                    fields.push(format!("`{}`", self.model.0.fields[field].name));
                }
                sort_and_dedup(&mut decided);
                new(Chance::default(), decided).leading_to(&fields)
            }
            Use::Wanted => new(Chance::default(), Vec::new()),
        }
    }

    /// By question: the fields of questions not shown whose answers can change the outcome, and that may be shown once it is
    /// answered, or once another is that it leads to.
    pub(super) fn leads(&self, outlook: &Outlook) -> Vec<Vec<usize>> {
        let questions = self.questions_of_model();
        let mut leads: Vec<Vec<usize>> = vec![Vec::new(); questions.len()];
        let is_hidden = |&place: &usize| {
            let question = &questions[place];
            self.state(question.field) == State::Open && !self.is_visible(question)
        };
        let hidden: Vec<usize> = (0..questions.len()).filter(is_hidden).gather();
        let mattering = hidden.iter().map(|&place| (place, questions[place].field));
        let mut next: Vec<(usize, usize)> = mattering.filter(|(_, field)| outlook.matters(*field)).gather();
        while let Some((place, field)) = next.pop() {
            let deciding = outlook.plan.decides(outlook.plan.problem.shown[place], &outlook.classes);
            for (gate, question) in questions.iter().enumerate() {
                let is_open = self.state(question.field) == State::Open;
                if gate != place && is_open && deciding.contains(&question.field) && !leads[gate].contains(&field) {
                    leads[gate].push(field);
                    if hidden.contains(&gate) {
                        next.push((gate, field));
                    }
                }
            }
        }
        leads
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Instant, Model};

    #[test]
    fn questions_are_asked_that_lead_to_those_that_matter() {
        let model = Model::from_json(
            r#"{ "leadgrade": 1, "name": "m",
              "fields": { "a": { "type": "boolean" }, "b": { "type": "number" }, "c": { "type": "boolean" }, "d": { "type": "boolean" }, "e": { "type": "boolean" } },
              "fit": { "rules": [{ "id": "b", "when": { "b": { "gte": 5 } }, "points": 10 }] },
              "stages": [{ "id": "mql", "when": { "d": true } }],
              "form": { "questions": [
                { "field": "c", "ask": "C?", "required": true }, { "field": "d", "ask": "D?", "when": { "fit.points": { "gte": 10 }, "e": true } },
                { "field": "b", "ask": "B?", "friction": 3, "when": { "a": true } }, { "field": "a", "ask": "A?", "friction": 2 }, { "field": "e", "ask": "E?" }] } }"#,
        )
        .unwrap();
        let mut form = model.form(b"{}", Instant::parse("2026-11-22").unwrap(), b"");
        let asked =
            |form: &mut Form| form.next(9).iter().map(|question| question.field.to_string()).collect::<Vec<_>>();
        // Points have a say in whether `d` is shown; `b` gives some, and is itself not shown yet. Less friction first.
        assert_eq!(asked(&mut form), ["e", "a", "c"]);
        let why = "decides whether to ask for `d`, which decides the stage (lead, mql)";
        assert_eq!(form.next(1)[0].why, why);
        assert_eq!(form.next(1)[0].could.len(), 2);
        assert_eq!(form.missing(), ["d"]);
        form.answer("a", b"true").unwrap();
        assert_eq!(asked(&mut form), ["e", "b", "c"]);
        form.answer("b", b"7").unwrap();
        assert_eq!(asked(&mut form), ["e", "c"]);
        // It cannot come to be shown any more.
        form.answer("e", b"false").unwrap();
        assert_eq!(asked(&mut form), ["c"]);
        assert!(!form.is_settled());
        form.answer("e", b"true").unwrap();
        assert_eq!(asked(&mut form), ["d", "c"]);
        form.answer("d", b"true").unwrap();
        assert!(form.is_settled());
        assert_eq!(asked(&mut form), ["c"]);
    }
}
