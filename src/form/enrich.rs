//! Whether buying data about a lead could change what is decided.

use super::plan::Plan;
use super::problem::Problem;
use super::{Form, FormError, State};
use crate::lead::Value;
use crate::prelude::*;

impl Form {
    /// Whether values of some fields, asked or bought, could change the outcome: two completions that differ only in one of
    /// them differ in outcome. What is known already is not worth anything; where it would take too long to tell, they are.
    ///
    /// # Errors
    /// [`FormError::UnknownField`].
    pub fn worth_enriching(&self, fields: &[&str]) -> Result<bool, FormError> {
        let mut wanted = Vec::new();
        for name in fields {
            wanted.push(self.field(name)?);
        }
        let lead = self.lead();
        let mut ground = self.model.evaluate(lead.as_bytes(), self.now, &self.context);
        let unknown = |field: usize| matches!(self.evaluation.facts().value(field), Value::Unknown);
        let is_open = |field: &usize| {
            let is_asked = self.is_open_question(*field) && self.state(*field) == State::Open;
            unknown(*field) && (is_asked || wanted.contains(field))
        };
        let open: Vec<usize> = (0..self.model.0.fields.len()).filter(is_open).gather();
        let (model, lead, decision) = ground.parts();
        let plan = Plan::new(Problem::new(model, lead, self.now, decision, &open));
        let mattering = plan.mattering(&plan.rest(&[]), &[]);
        Ok(wanted.iter().any(|field| mattering.contains(field)))
    }
}
