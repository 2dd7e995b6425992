//! What fuzzing found worth keeping, through the oracles of `fuzz/oracles/` again. `npm run fuzz` looks for more.
#![cfg(not(target_arch = "wasm32"))]

#[path = "../fuzz/oracles/mod.rs"]
mod oracles;
#[path = "calendars/reference.rs"]
mod reference;

/// What the reference takes from the library.
mod time {
    pub(crate) const DAY: i64 = 24 * 60 * 60 * 1000;
}

use std::fs;
use std::path::Path;

/// Takes every kept input of a target to its oracle, and says which one it was when that fails.
fn replay(target: &str, oracle: fn(&[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus").join(target);
    let mut paths: Vec<_> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    assert!(paths.len() >= 20, "only {} inputs are in {}", paths.len(), folder.display());
    for path in paths {
        let bytes = fs::read(&path).unwrap();
        if let Err(panic) = std::panic::catch_unwind(|| oracle(&bytes)) {
            eprintln!("it was {}", path.display());
            std::panic::resume_unwind(panic);
        }
    }
}

#[test]
fn models() {
    replay("model", oracles::model::model);
}

#[test]
fn models_printed_and_read_again() {
    replay("print", oracles::print::print);
}

#[test]
fn leads() {
    replay("lead", oracles::lead::lead);
}

#[test]
fn models_and_leads() {
    replay("decide", oracles::decide::decide);
}

#[test]
fn forms() {
    replay("form", oracles::form::form);
}

#[test]
fn texts() {
    replay("text", oracles::text::text);
}

#[test]
fn calendars() {
    replay("calendar", oracles::calendar::calendar);
}
