//! Text that is being written: bytes appended to a buffer that is used again and again.

use crate::prelude::*;
use core::ops::Deref;

/// Bytes that are being written one behind the other. Appending a few of them costs a few instructions: a `Vec` would call for
/// each run what copies memory, which in WebAssembly leads out of the module.
#[derive(Debug, Default)]
pub(crate) struct Out {
    /// What was written, and room behind it.
    bytes: Vec<u8>,
    length: usize,
}

impl Out {
    /// Nothing yet.
    pub(crate) fn new() -> Out {
        Out::default()
    }

    /// What is there, to be continued.
    pub(crate) fn behind(mut bytes: Vec<u8>) -> Out {
        let length = bytes.len();
        bytes.resize(bytes.capacity(), 0);
        Out { bytes, length }
    }

    /// What was written.
    pub(crate) fn done(mut self) -> Vec<u8> {
        self.bytes.truncate(self.length);
        self.bytes
    }

    /// What was written, as a text: whatever writes here writes UTF-8.
    #[inline(never)]
    pub(crate) fn text(self) -> String {
        String::from_utf8(self.done()).unwrap_or_default()
    }

    /// Forgets what was written, and keeps the memory.
    pub(crate) fn clear(&mut self) {
        self.length = 0;
    }

    #[inline(never)]
    pub(crate) fn push(&mut self, byte: u8) {
        if self.length == self.bytes.len() {
            self.grow(1);
        }
        self.bytes[self.length] = byte;
        self.length += 1;
    }

    /// Writes one byte of what was written anew.
    pub(crate) fn set(&mut self, place: usize, byte: u8) {
        self.bytes[place] = byte;
    }

    /// Appends bytes, of which there are mostly few.
    #[inline(never)]
    pub(crate) fn put(&mut self, bytes: &[u8]) {
        let end = self.length + bytes.len();
        if self.bytes.len() < end {
            self.grow(bytes.len());
        }
        copy(&mut self.bytes[self.length..end], bytes);
        self.length = end;
    }

    /// Appends bytes between quotes.
    #[inline(never)]
    pub(crate) fn quote(&mut self, bytes: &[u8]) {
        let end = self.length + bytes.len() + 2;
        if self.bytes.len() < end {
            self.grow(bytes.len() + 2);
        }
        if let [open, between @ .., close] = &mut self.bytes[self.length..end] {
            (*open, *close) = (b'"', b'"');
            copy(between, bytes);
        }
        self.length = end;
    }

    /// Makes room for so many bytes more, and as much as there is already.
    #[cold]
    #[inline(never)]
    fn grow(&mut self, more: usize) {
        self.bytes.resize((self.length + more).max(2 * self.length).max(64), 0);
    }
}

impl Deref for Out {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.bytes[..self.length]
    }
}

/// Copies bytes to a place of as many. It is part of what calls it: a call more for each run is felt.
#[inline(always)]
fn copy(to: &mut [u8], from: &[u8]) {
    const MANY: usize = 512;
    let length = from.len();
    if length >= MANY {
        return to.copy_from_slice(from);
    }
    if length >= 16 {
        // The last sixteen take in the rest, though some of them are copied twice.
        for index in 0..length.div_ceil(16) {
            let at = (index * 16).min(length - 16);
            to[at..at + 16].copy_from_slice(&from[at..at + 16]);
        }
    } else if let (Some(last), Some(first)) = (from.last_chunk::<8>(), from.first_chunk::<8>()) {
        to[..8].copy_from_slice(first);
        to[length - 8..].copy_from_slice(last);
    } else if let (Some(last), Some(first)) = (from.last_chunk::<4>(), from.first_chunk::<4>()) {
        to[..4].copy_from_slice(first);
        to[length - 4..].copy_from_slice(last);
    } else {
        match (to, from) {
            ([to], [from]) => *to = *from,
            ([a, b], [first, second]) => (*a, *b) = (*first, *second),
            ([a, b, c], [first, second, third]) => (*a, *b, *c) = (*first, *second, *third),
            _ => {}
        }
    }
}

/// Lets something write behind what is in a list of bytes.
pub(crate) fn append<T>(bytes: &mut Vec<u8>, write: impl FnOnce(&mut Out) -> T) -> T {
    let mut out = Out::behind(core::mem::take(bytes));
    let written = write(&mut out);
    *bytes = out.done();
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_put_stands_behind_what_was() {
        let text: Vec<u8> = (0..=255).cycle().take(1_500).collect();
        for length in (0..70).chain([500, 511, 512, 513, 1_500]) {
            let (mut out, mut expected) = (Out::new(), Vec::new());
            for round in 0..5 {
                out.put(&text[..length]);
                out.push(round);
                out.quote(&text[..length]);
                expected.extend_from_slice(&text[..length]);
                expected.push(round);
                expected.extend_from_slice(&[b"\"", &text[..length], b"\""].concat());
                assert_eq!(*out, expected[..]);
            }
            let mut behind = Out::behind(out.done());
            assert_eq!(*behind, expected[..]);
            behind.clear();
            behind.put(b"ab");
            assert_eq!(behind.done(), b"ab");
        }
        let mut bytes = b"a".to_vec();
        append(&mut bytes, |out| out.put(b"bc"));
        assert_eq!(bytes, b"abc");
    }
}
