//! JSON: one strict scanner for models and leads, the tree of a model's text, and the writing of strings.

pub(crate) mod canonical;
mod marks;
pub(crate) mod names;
pub(crate) mod object;
pub(crate) mod pointer;
pub(crate) mod raw;
pub(crate) mod scan;
pub(crate) mod tree;
pub(crate) mod write;
