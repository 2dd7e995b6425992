//! What a WebAssembly module needs besides the library: an allocator, and something to do on a panic.
//!
//! No panic is reachable, so there is nothing to say about one. A handler that looks at nothing lets the compiler leave out
//! every message, every place in a source and the formatting of both.
#![no_std]
#![cfg(target_arch = "wasm32")]

mod allocator;
#[cfg(feature = "crash")]
mod crash;

use leadgrade as _;

#[global_allocator]
static ALLOCATOR: allocator::Wiping = allocator::Wiping;

#[panic_handler]
fn panic(_: &core::panic::PanicInfo<'_>) -> ! {
    core::arch::wasm32::unreachable()
}
