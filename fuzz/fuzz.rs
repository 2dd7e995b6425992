//! One program for all targets: `TARGET=lead fuzz -max_total_time=60 corpus/lead`. `npm run fuzz` builds and runs it.
#![no_main]

#[path = "../tests/common/dice.rs"]
mod dice;
mod mutate;
#[allow(dead_code)]
mod oracles;
#[path = "../tests/calendars/reference.rs"]
mod reference;

/// What the reference takes from the library.
mod time {
    pub(crate) const DAY: i64 = 24 * 60 * 60 * 1000;
}

use std::sync::LazyLock;

static TARGET: LazyLock<(fn(&[u8]), bool)> = LazyLock::new(|| {
    // Whether the inputs are texts of JSON.
    match std::env::var("TARGET").as_deref() {
        Ok("model") => (oracles::model::model, true),
        Ok("print") => (oracles::print::print, true),
        Ok("lead") => (oracles::lead::lead, true),
        Ok("decide") => (oracles::decide::decide, true),
        Ok("form") => (oracles::form::form, true),
        Ok("text") => (oracles::text::text, false),
        Ok("calendar") => (oracles::calendar::calendar, false),
        other => panic!("TARGET is {other:?}, which is no target"),
    }
});

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| TARGET.0(bytes));

libfuzzer_sys::fuzz_mutator!(|data: &mut [u8], size: usize, max: usize, seed: u32| {
    if TARGET.1 { mutate::texts(data, size, max, seed) } else { libfuzzer_sys::fuzzer_mutate(data, size, max) }
});
