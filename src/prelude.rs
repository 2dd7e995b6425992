//! What the standard library's prelude has and that of `core` lacks. The library is without the standard library: it can do
//! no more than compute, and a WebAssembly module of it need not carry the machinery that reports panics.

pub(crate) use alloc::boxed::Box;
pub(crate) use alloc::format;
pub(crate) use alloc::string::{String, ToString};
pub(crate) use alloc::vec;
pub(crate) use alloc::vec::Vec;
