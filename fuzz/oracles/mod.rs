//! What must be true of every input. Each oracle takes bytes and panics where leadgrade is wrong; the fuzzer makes the bytes,
//! and `tests/corpus.rs` brings back those that are kept.

pub(crate) mod calendar;
pub(crate) mod decide;
pub(crate) mod form;
pub(crate) mod json;
pub(crate) mod lead;
pub(crate) mod model;
pub(crate) mod print;
pub(crate) mod text;

/// The line between the texts of one input.
pub(crate) const BETWEEN: &str = "\n---\n";

/// An instant, if a text or a number of milliseconds is one; else a day in November.
pub(crate) fn instant(text: &str) -> leadgrade::Instant {
    let at = |text| leadgrade::Instant::parse(text).unwrap();
    leadgrade::Instant::parse(text.trim()).unwrap_or_else(|| at("2026-11-22T10:00:00Z"))
}
