//! Lints on fields and questions: what is asked for and not used.

use super::uses::{self, Uses};
use super::{Lint, Part};
use crate::diagnostic::Code;
use crate::model::FieldKind;
use crate::prelude::*;
use crate::table::Table;

pub(super) fn lint(lint: &Lint<'_>) {
    let model = lint.model;
    let named = uses::named(model);
    let mut outcome = Uses::default();
    outcome.outcome(model);
    // Without any of these there is one outcome, and no form to speak of.
    let decides = !(model.stages.is_empty() && model.disqualify.is_empty() && model.routes.is_empty());
    let nodes = lint.root.get("fields").by_key();
    let questions = lint.root.get("form").get("questions");
    let mut asked = Table::default();
    for (index, node) in questions.items().iter().enumerate() {
        asked.insert(Part(Some(node)).get("field").text(), index as u32);
    }
    for (index, field) in model.fields.iter().enumerate() {
        let name = &field.name;
        let at = nodes.key_at(name);
        let question = asked.get(name).map(|index| questions.item(index as usize));
        let used = named.field(index);
        let Some(question) = question else {
            if !used {
                let message = format!("no part of the model uses `{name}`");
                let help = "use it in a rule, a route or the handoff, or leave it out";
                lint.warn(at, Code::FieldUnused, &message, &help);
            }
            continue;
        };
        if !used && (matches!(field.kind, FieldKind::Email) || is_personal(name)) {
            let message = format!("the form collects `{name}`, which is personal, and no part of the model uses it");
            let help = format!("leave the question out, or hand the answer over: add `{name}` to `handoff.include`");
            lint.warn(question.at(), Code::PersonalDataUnused, &message, &help);
        } else if !question.get("required").is_true() && (!used || (decides && !outcome.field(index))) {
            let why =
                if used { "no stage, disqualification or route depends on it" } else { "no part of the model uses it" };
            lint.warn(
                question.at(),
                Code::QuestionUseless,
                &format_args!("the answer to `{name}` can never change an outcome, for {why}"),
                &"let a rule use it, mark the question `required` if people need the answer, or leave it out",
            );
        }
    }
}

/// Whether a field by its name says something of a person.
fn is_personal(name: &str) -> bool {
    const NAMES: [&str; 22] = [
        "phone",
        "phonenumber",
        "mobile",
        "mobilephone",
        "mobilenumber",
        "telephone",
        "fax",
        "name",
        "fullname",
        "firstname",
        "lastname",
        "surname",
        "givenname",
        "familyname",
        "birthday",
        "birthdate",
        "dateofbirth",
        "age",
        "gender",
        "street",
        "address",
        "linkedin",
    ];
    let mut letters = name.to_ascii_lowercase();
    letters.retain(|char| char != '_');
    NAMES.contains(&letters.as_str())
}
