//! What was done to a form, step by step.

use crate::prelude::*;

/// What was done to a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Step {
    Answer { field: usize, value: String },
    Skip { field: usize },
    Event { event: String },
}

impl Step {
    /// The field that it is about.
    pub(super) fn field(&self) -> Option<usize> {
        match self {
            Step::Answer { field, .. } | Step::Skip { field } => Some(*field),
            Step::Event { .. } => None,
        }
    }
}

/// The answer that counts of each field.
pub(super) fn answers(steps: &[Step]) -> Vec<(usize, &str)> {
    let (mut answers, mut seen) = (Vec::new(), Vec::new());
    for step in steps.iter().rev() {
        let Some(field) = step.field() else { continue };
        if seen.len() <= field {
            seen.resize(field + 1, false);
        }
        if let (Step::Answer { value, .. }, false) = (step, seen[field])
            && !is_blank(value)
        {
            answers.push((field, value.as_str()));
        }
        seen[field] = true;
    }
    answers.reverse();
    answers
}

/// JSON that is no answer: `null`, or a text of white space.
fn is_blank(value: &str) -> bool {
    value == "null" || crate::json::raw::string(value).is_some_and(|text| text.trim().is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_of_white_space_takes_an_answer_back_however_it_is_written() {
        for blank in ["null", r#""""#, r#"" ""#, r#""\n\u0020""#] {
            assert!(is_blank(blank), "{blank}");
        }
        for answer in ["0", "false", r#""null""#, r#""\\n""#, "[]", "{}"] {
            assert!(!is_blank(answer), "{answer}");
        }
    }
}
