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

    /// Looks up what the block is, so that none of the thousand callers needs to compute it: five kilobytes of the module.
    unsafe fn dealloc(&self, start: *mut u8, _: Layout) {
        unsafe {
            let block = block(start);
            start.write_bytes(0, block.size());
            GlobalDlmalloc.dealloc(start, block);
        }
    }
}

/// All that a block has room for. In the word before it dlmalloc keeps its size with that of the word, and three flags.
unsafe fn block(start: *const u8) -> Layout {
    const WORD: usize = size_of::<usize>();
    // SAFETY: the block came from dlmalloc, which aligns it by two words.
    unsafe {
        let size = start.cast::<usize>().sub(1).read() & !7;
        Layout::from_size_align_unchecked(size - WORD, 1)
    }
}
