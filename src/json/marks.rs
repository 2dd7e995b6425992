//! Where a JSON text has a quote, a backslash or a control character: 64 bytes are looked at together, and remembered.

/// The marks of 64 bytes of a text.
#[derive(Clone, Copy)]
pub(super) struct Marks {
    /// Where these bytes begin: a multiple of 64, or no place at all.
    block: usize,
    /// A bit for each of them, the first lowest.
    bits: u64,
}

impl Marks {
    /// Before any bytes were looked at.
    pub(super) fn none() -> Marks {
        Marks { block: usize::MAX, bits: 0 }
    }

    /// The first mark from a place on, or the end of the text.
    #[inline]
    pub(super) fn next(&mut self, text: &[u8], from: usize) -> usize {
        let block = from & !63;
        if block != self.block {
            self.look_at(text, block);
        }
        let bits = self.bits & (u64::MAX << (from & 63));
        if bits == 0 { self.next_block(text, block + 64) } else { block + bits.trailing_zeros() as usize }
    }

    #[inline(never)]
    fn next_block(&mut self, text: &[u8], mut block: usize) -> usize {
        while block < text.len() {
            self.look_at(text, block);
            if self.bits != 0 {
                return block + self.bits.trailing_zeros() as usize;
            }
            block += 64;
        }
        text.len()
    }

    #[inline(never)]
    fn look_at(&mut self, text: &[u8], block: usize) {
        self.block = block;
        let rest = text.get(block..).unwrap_or_default();
        self.bits = match (rest.first_chunk::<64>(), text.last_chunk::<64>()) {
            (Some(bytes), _) => marks(bytes),
            // The end is a mark. A copy of the rest with something behind it would stay where it was made.
            (None, Some(bytes)) => {
                marks(bytes).checked_shr(64 - rest.len() as u32).unwrap_or(0) | u64::MAX << rest.len()
            }
            (None, None) => {
                let bit = |(at, byte): (usize, &u8)| u64::from(is_mark(byte)) << at;
                rest.iter().enumerate().map(bit).fold(u64::MAX << rest.len(), |bits, bit| bits | bit)
            }
        };
    }
}

fn is_mark(byte: &u8) -> bool {
    *byte < 0x20 || *byte == b'"' || *byte == b'\\'
}

/// Sixteen bytes at a time, which every engine of today does.
#[cfg(target_arch = "wasm32")]
#[target_feature(enable = "simd128")]
fn marks(bytes: &[u8; 64]) -> u64 {
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
fn marks(bytes: &[u8; 64]) -> u64 {
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
            for length in [1, 7, 8, 63, 64, 65, 127, 128, 200] {
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
        let text: Vec<u8> = (0..1_000u32).map(|at| if at % 37 == 5 || at % 64 == 63 { b'"' } else { b'x' }).collect();
        let mut marks = Marks::none();
        for step in 0..5_000 {
            let from = step * 611 % 1_001;
            let expected = text[from..].iter().position(|byte| *byte == b'"').map_or(1_000, |at| from + at);
            assert_eq!(marks.next(&text, from), expected);
        }
    }
}
