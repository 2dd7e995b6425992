//! Where a JSON text has a quote, a backslash or a control character: 256 bytes are looked at together, and remembered.

/// So many bytes have their marks in one word.
const BLOCK: usize = 64;

/// So many are looked at together.
const PAGE: usize = 4 * BLOCK;

/// The marks of a page of a text.
#[derive(Clone, Copy)]
pub(super) struct Marks {
    /// Where it begins: a multiple of a page's length, or no place at all.
    page: usize,
    /// A bit for each byte, the first lowest. The end of the text is a mark.
    bits: [u64; PAGE / BLOCK],
}

impl Marks {
    /// Before any bytes were looked at.
    pub(super) fn none() -> Marks {
        Marks { page: usize::MAX, bits: [0; PAGE / BLOCK] }
    }

    /// The first mark from a place on, or the end of the text.
    #[inline]
    pub(super) fn next(&mut self, text: &[u8], from: usize) -> usize {
        let page = from & !(PAGE - 1);
        if page != self.page {
            self.look_at(text, page);
        }
        let bits = self.bits[from % PAGE / BLOCK] & (u64::MAX << (from % BLOCK));
        if bits == 0 { self.next_block(text, from) } else { (from & !(BLOCK - 1)) + bits.trailing_zeros() as usize }
    }

    /// The first mark behind the block of a place.
    #[inline(never)]
    fn next_block(&mut self, text: &[u8], from: usize) -> usize {
        let mut block = (from & !(BLOCK - 1)) + BLOCK;
        while block < text.len() {
            let page = block & !(PAGE - 1);
            if page != self.page {
                self.look_at(text, page);
            }
            let bits = self.bits[block % PAGE / BLOCK];
            if bits != 0 {
                return block + bits.trailing_zeros() as usize;
            }
            block += BLOCK;
        }
        text.len()
    }

    #[inline(never)]
    #[cfg_attr(target_arch = "wasm32", target_feature(enable = "simd128"))]
    fn look_at(&mut self, text: &[u8], page: usize) {
        self.page = page;
        for (index, bits) in self.bits.iter_mut().enumerate() {
            let rest = text.get(page + index * BLOCK..).unwrap_or_default();
            let length = rest.len().min(BLOCK) as u32;
            *bits = match rest.first_chunk().or(text.last_chunk()) {
                // A copy of the rest with something behind it would stay where it was made.
                Some(bytes) => marks(bytes).checked_shr(BLOCK as u32 - length).unwrap_or(0),
                None => marks_of_few(rest),
            };
            *bits |= u64::MAX.checked_shl(length).unwrap_or(0);
            if length < BLOCK as u32 {
                return;
            }
        }
    }
}

#[inline(never)]
fn marks_of_few(bytes: &[u8]) -> u64 {
    bytes.iter().enumerate().fold(0, |bits, (at, byte)| bits | u64::from(is_mark(byte)) << at)
}

fn is_mark(byte: &u8) -> bool {
    *byte < 0x20 || *byte == b'"' || *byte == b'\\'
}

/// Sixteen bytes at a time, which every engine of today does.
#[cfg(target_arch = "wasm32")]
#[inline]
#[target_feature(enable = "simd128")]
fn marks(bytes: &[u8; BLOCK]) -> u64 {
    use core::arch::wasm32::{u8x16_bitmask, u8x16_eq, u8x16_lt, u8x16_splat, u64x2, v128_or};
    let (words, _) = bytes.as_chunks::<8>();
    let (pairs, _) = words.as_chunks::<2>();
    pairs.iter().rev().fold(0, |bits, [low, high]| {
        let lanes = u64x2(u64::from_le_bytes(*low), u64::from_le_bytes(*high));
        let strings = v128_or(u8x16_eq(lanes, u8x16_splat(b'"')), u8x16_eq(lanes, u8x16_splat(b'\\')));
        let marks = v128_or(strings, u8x16_lt(lanes, u8x16_splat(0x20)));
        bits << 16 | u64::from(u8x16_bitmask(marks))
    })
}

#[cfg(not(target_arch = "wasm32"))]
fn marks(bytes: &[u8; BLOCK]) -> u64 {
    let (words, _) = bytes.as_chunks::<8>();
    words.iter().rev().fold(0, |bits, word| bits << 8 | marks_of_word(u64::from_le_bytes(*word)))
}

/// The first mark of a short text, or its end.
#[inline]
pub(super) fn first(text: &[u8]) -> usize {
    let (words, rest) = text.as_chunks::<8>();
    for (index, word) in words.iter().enumerate() {
        let marks = marks_of_word(u64::from_le_bytes(*word));
        if marks != 0 {
            return index * 8 + marks.trailing_zeros() as usize;
        }
    }
    words.len() * 8 + rest.iter().position(is_mark).unwrap_or(rest.len())
}

/// The marks of eight bytes, in eight bits.
#[inline]
fn marks_of_word(word: u64) -> u64 {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const LOWS: u64 = ONES * 0x7f;
    // Seven bits plus as many never carry into the next byte. The high bit of each is clear where the byte is a mark.
    let differs = |other: u8| {
        let word = word ^ (ONES * u64::from(other));
        ((word & LOWS) + LOWS) | word
    };
    let visible = ((word & LOWS) + ONES * 0x60) | word;
    let marks = !(differs(b'"') & differs(b'\\') & visible) & !LOWS;
    // Each of the eight bits is moved to a place of its own in the highest byte.
    (marks >> 7).wrapping_mul(0x0102_0408_1020_4080) >> 56
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::prelude::*;

    #[test]
    fn every_mark_is_found_and_nothing_else() {
        for byte in 0..=255 {
            let is_mark = byte < 0x20 || byte == b'"' || byte == b'\\';
            for length in [1, 7, 8, 63, 64, 65, 127, 128, 200, 511, 512, 513, 600] {
                for at in 0..length {
                    let mut text = vec![0xff; length];
                    text[at] = byte;
                    let expected = if is_mark { at } else { length };
                    assert_eq!(first(&text), expected);
                    assert_eq!(Marks::none().next(&text, 0), expected, "{byte} at {at} of {length}");
                    assert_eq!(Marks::none().next(&text, at), expected);
                    assert_eq!(Marks::none().next(&text, at + 1), length);
                }
            }
        }
    }

    #[test]
    fn what_was_looked_at_does_not_matter() {
        for [every, blocks] in [[37, 64], [2_000, 1_500]] {
            let is_quote = |at| at % every == 5 || at % blocks == 63;
            let text: Vec<u8> = (0..3_000).map(|at| if is_quote(at) { b'"' } else { b'x' }).collect();
            let mut marks = Marks::none();
            for step in 0..15_000 {
                let from = step * 611 % 3_001;
                let expected = text[from..].iter().position(|byte| *byte == b'"').map_or(3_000, |at| from + at);
                assert_eq!(marks.next(&text, from), expected);
            }
        }
    }
}
