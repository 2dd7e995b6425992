//! Crashes on request, in the midst of whatever goes on. For the tests alone: the package's module is built without this.

extern crate alloc;

use self::alloc::alloc::{Layout, alloc};
use core::hint::black_box;
use core::sync::atomic::{AtomicU32, Ordering::Relaxed};
use wasm_bindgen::prelude::wasm_bindgen;

static KIND: AtomicU32 = AtomicU32::new(0);
/// How many allocations from now; 0 is never.
static COUNTDOWN: AtomicU32 = AtomicU32::new(0);

/// Asks for a crash at an allocation, 1 being the next: 0 panics, 1 fills the engine's stack, 2 the stack in memory, 3 memory.
#[wasm_bindgen]
pub fn crash(kind: u32, allocation: u32) {
    KIND.store(kind, Relaxed);
    COUNTDOWN.store(allocation, Relaxed);
}

/// Whether this allocation is the one to crash at, and no memory is left; the other kinds of crash do not come back.
pub fn is_due() -> bool {
    let countdown = COUNTDOWN.load(Relaxed);
    COUNTDOWN.store(countdown.saturating_sub(1), Relaxed);
    if countdown != 1 {
        return false;
    }
    match KIND.load(Relaxed) {
        0 => panic!(),
        1 => black_box(fill_stack(1)),
        2 => black_box(fill_stack_in_memory([1; 64])),
        _ => return take_all_memory(),
    };
    false
}

#[expect(unconditional_recursion, reason = "that is what it is for")]
#[inline(never)]
fn fill_stack(depth: u32) -> u32 {
    black_box(fill_stack(black_box(depth) + 1)) + 1
}

#[expect(unconditional_recursion, reason = "that is what it is for")]
#[inline(never)]
fn fill_stack_in_memory(bytes: [u32; 64]) -> u32 {
    let more = black_box(bytes);
    black_box(fill_stack_in_memory(more)) + black_box(&more)[0]
}

fn take_all_memory() -> bool {
    let mut size = 1 << 24;
    while let (16.., Ok(layout)) = (size, Layout::from_size_align(size, 16)) {
        // SAFETY: the size is not zero. Whatever is not looked at the compiler takes for granted, and never asks for.
        if black_box(unsafe { alloc(layout) }).is_null() {
            size /= 2;
        }
    }
    true
}
