//! The allocator that Rust's standard library has on this target, with one thing more: it overwrites what it takes back, so
//! that nothing of a lead is left in memory that nobody uses.

use core::alloc::{GlobalAlloc, Layout};
use dlmalloc::GlobalDlmalloc;

pub struct Wiping;

// SAFETY: dlmalloc keeps the promises; the memory that is overwritten is still the caller's. A block that is to become larger or
// smaller is copied to another one, which is what the trait does by itself: dlmalloc would not say where it left the old bytes.
unsafe impl GlobalAlloc for Wiping {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        #[cfg(feature = "crash")]
        if crate::crash::is_due() {
            return core::ptr::null_mut();
        }
        unsafe { GlobalDlmalloc.alloc(layout) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        #[cfg(feature = "crash")]
        if crate::crash::is_due() {
            return core::ptr::null_mut();
        }
        unsafe { GlobalDlmalloc.alloc_zeroed(layout) }
    }

    unsafe fn dealloc(&self, start: *mut u8, layout: Layout) {
        unsafe {
            start.write_bytes(0, layout.size());
            GlobalDlmalloc.dealloc(start, layout);
        }
    }
}
