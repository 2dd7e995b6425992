#![doc = include_str!("../README.md")]
#![no_std]
#![deny(missing_docs, unsafe_code, unreachable_pub)]
// No input may reach a panic, and no float a score.
#![deny(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::todo,
    clippy::unimplemented,
    clippy::unreachable
)]
#![deny(clippy::float_arithmetic, clippy::print_stdout, clippy::print_stderr, clippy::dbg_macro)]
#![allow(
    rustdoc::invalid_codeblock_attributes,
    reason = "the README's fences of JavaScript say to its tests what they need"
)]

#[cfg(doctest)]
#[doc = include_str!("../docs/forms.md")]
struct FormsGuide;

extern crate alloc;
#[cfg(test)]
extern crate std;

// From here down, each module knows only those above it; `tests/layers.rs` holds that.
mod prelude;

mod bytes;
mod out;

mod decimal;
mod digits;
mod fold;
mod grouping;
mod number;
mod points;
mod sort;
mod sorted;
mod suggest;
mod table;
mod time;

mod json;

mod diagnostic;

mod calendar;

mod condition;

mod model;

mod classes;

mod public;

mod lead;

mod evaluate;

mod evaluation;

mod functions;

mod lint;

mod form;

#[cfg(target_arch = "wasm32")]
mod wasm;

pub use calendar::{Zones, ZonesError};
pub use diagnostic::{Diagnostic, ModelError, Severity};
pub use evaluation::{
    Action, ActionKind, Assessment, Axis, Change, Considered, Direction, Disqualification, Due, Evaluation, Label,
    Notice, Reason,
};
pub use form::{
    Chance, Difference, Form, FormError, Offer, Outcome, Priors, Question, QuestionState, Reachable, State, Way,
    WhatIf, WouldTake,
};
pub use model::Model;
pub use points::Points;
pub use time::Instant;
