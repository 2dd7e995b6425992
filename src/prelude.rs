//! What the standard library's prelude has and that of `core` lacks. The library is without the standard library: it can do
//! no more than compute, and a WebAssembly module of it need not carry the machinery that reports panics.

pub(crate) use alloc::boxed::Box;
pub(crate) use alloc::format;
pub(crate) use alloc::string::{String, ToString};
pub(crate) use alloc::vec;
pub(crate) use alloc::vec::Vec;

/// Makes a list of an iterator's items, in less code than `collect`, which is compiled anew for each kind of iterator.
pub(crate) trait Gather: Iterator + Sized {
    fn gather(self) -> Vec<Self::Item> {
        let mut all = Vec::new();
        self.gather_into(&mut all);
        all
    }

    fn gather_into(self, all: &mut Vec<Self::Item>) {
        for item in self {
            push(all, item);
        }
    }
}

impl<I: Iterator> Gather for I {}

#[inline(never)]
fn push<T>(all: &mut Vec<T>, item: T) {
    all.push(item);
}

/// Texts one after the other, with something between them: `join` of the standard library weighs a kilobyte.
pub(crate) fn joined<T: AsRef<str>>(texts: &[T], between: &str) -> String {
    let mut all = String::new();
    for (index, text) in texts.iter().enumerate() {
        if index > 0 {
            all.push_str(between);
        }
        all.push_str(text.as_ref());
    }
    all
}
