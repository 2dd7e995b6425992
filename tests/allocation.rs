//! Evaluating allocates nothing once its memory is warm: the promise that keeps it fast, and a WebAssembly's memory from growing.

use leadgrade::{Instant, Model};
use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

struct Counting;

thread_local! {
    static ALLOCATIONS: Cell<usize> = const { Cell::new(0) };
}

// SAFETY: every call goes to the system's allocator unchanged.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        ALLOCATIONS.set(ALLOCATIONS.get() + 1);
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        unsafe { System.dealloc(pointer, layout) }
    }

    unsafe fn realloc(&self, pointer: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        ALLOCATIONS.set(ALLOCATIONS.get() + 1);
        unsafe { System.realloc(pointer, layout, size) }
    }
}

#[global_allocator]
static COUNTING: Counting = Counting;

#[test]
fn a_warm_evaluation_allocates_nothing() {
    let now = Instant::parse("2026-11-22T10:00:00Z").unwrap();
    for model in ["b2b-saas", "hvac", "education"] {
        let text = std::fs::read_to_string(format!("examples/models/{model}.json")).unwrap();
        let leads = std::fs::read_to_string("examples/leads/b2b-saas.ndjson").unwrap();
        let mut evaluation = Model::from_json(&text).unwrap().evaluation();
        let mut json = Vec::new();
        let mut pass = || {
            for lead in leads.lines() {
                evaluation.renew(lead.as_bytes(), now, b"");
                json.clear();
                evaluation.write_json(&mut json);
                assert!(json.starts_with(b"{\"model\""));
            }
        };
        pass();
        let before = ALLOCATIONS.get();
        pass();
        assert_eq!(ALLOCATIONS.get() - before, 0, "allocations in a second pass over the leads with {model}");
    }
}
