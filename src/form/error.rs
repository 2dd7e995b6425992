//! What a form cannot take, in words.

use crate::prelude::*;

/// What a form cannot take.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FormError {
    /// A name that is no field of the model.
    UnknownField {
        /// The name.
        name: String,
        /// A field that may be meant.
        suggestion: Option<String>,
    },
    /// A name that is no stage of the model.
    UnknownStage {
        /// The name.
        name: String,
    },
    /// A text that is not JSON, or not what is kept of a form.
    NotJson,
}

impl FormError {
    /// A word for programs: `unknown-field`, `unknown-stage` or `not-json`.
    pub fn code(&self) -> &'static str {
        match self {
            FormError::UnknownField { .. } => "unknown-field",
            FormError::UnknownStage { .. } => "unknown-stage",
            FormError::NotJson => "not-json",
        }
    }
}

impl core::fmt::Display for FormError {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match self {
            FormError::UnknownField { name, suggestion: Some(field) } => {
                write!(f, "unknown field `{name}`; did you mean `{field}`?")
            }
            FormError::UnknownField { name, suggestion: None } => write!(f, "unknown field `{name}`"),
            FormError::UnknownStage { name } => write!(f, "unknown stage `{name}`"),
            FormError::NotJson => f.write_str("this is not JSON"),
        }
    }
}

impl core::error::Error for FormError {}
