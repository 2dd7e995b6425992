//! Evaluating allocates nothing once its memory is warm: the promise that keeps it fast, and a WebAssembly's memory from growing.

use leadgrade::{Instant, Model};
use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

struct Counting;

thread_local! {
    static ALLOCATIONS: Cell<usize> = const { Cell::new(0) };
    static BYTES: Cell<usize> = const { Cell::new(0) };
}

// SAFETY: every call goes to the system's allocator unchanged.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        ALLOCATIONS.set(ALLOCATIONS.get() + 1);
        BYTES.set(BYTES.get() + layout.size());
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        unsafe { System.dealloc(pointer, layout) }
    }

    unsafe fn realloc(&self, pointer: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        ALLOCATIONS.set(ALLOCATIONS.get() + 1);
        BYTES.set(BYTES.get() + size);
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

/// A model that asks about as many props as a model may, and leads with as many events.
#[test]
fn a_lead_takes_memory_for_what_it_says_and_not_for_what_the_model_knows() {
    const PROPS: usize = 19_990;
    let now = Instant::parse("2026-11-22T10:00:00Z").unwrap();
    let list = |count: usize, part: &dyn Fn(usize) -> String| (0..count).map(part).collect::<Vec<_>>().join(",");
    let tests = list(PROPS, &|i| format!(r#"{{"p{i}":"a"}}"#));
    let model = format!(
        r#"{{"leadgrade":1,"name":"m","fields":{{}},"intent":{{"signals":[
            {{"id":"any","points":1,"on":{{"type":"t","any":[{tests}]}}}},
            {{"id":"two","points":10000,"on":{{"p7":"a","p{}":{{"gte":2}}}}}}]}}}}"#,
        PROPS - 1
    );
    let mut evaluation = Model::from_json(&model).unwrap().evaluation();
    let event = |name: &str, props: String| format!(r#"{{"type":"{name}","at":"2026-11-22","props":{{{props}}}}}"#);
    // Each event says one thing beside one that nobody asks about.
    let few = list(2_000, &|i| {
        event(
            if i % 20 < 2 { "t" } else { "u" },
            format!(r#""p{}":"{}","q":1"#, i * 9, if i % 2 == 0 { "a" } else { "b" }),
        )
    });
    // Two events say much, from the last to the first, and in the end one of them changes its mind.
    let all = list(9_000, &|i| format!(r#""p{}":3"#, PROPS - 1 - i));
    let many = [
        event("t", format!(r#"{all},"p7":"a""#)),
        event("t", format!(r#"{all},"p7":"a","p7":0"#)),
        event("t", String::new()),
    ];
    for (events, score, most) in [(few, 100, 4 << 20), (many.join(","), 10_001, 8 << 20)] {
        let lead = format!(r#"{{"events":[{}]}}"#, events);
        assert!(lead.len() <= 256 << 10, "{}", lead.len());
        let before = BYTES.get();
        evaluation.renew(lead.as_bytes(), now, b"");
        let taken = BYTES.get() - before;
        assert_eq!(evaluation.score().milli(), score * 1_000);
        assert!(taken < most, "{taken} bytes for a lead of {}", lead.len());
        let before = ALLOCATIONS.get();
        evaluation.renew(lead.as_bytes(), now, b"");
        assert_eq!(ALLOCATIONS.get() - before, 0);
    }
}
