//! Short runs of bytes, compared, hashed and copied where they stand. Texts of leads and models have a dozen bytes; in
//! WebAssembly a call for these costs more than what it does.

use crate::prelude::*;

/// Whether two runs of bytes are equal.
#[inline]
pub(crate) fn same(a: &[u8], b: &[u8]) -> bool {
    if a.len() != b.len() {
        return false;
    }
    let ((a_words, a_rest), (b_words, b_rest)) = (a.as_chunks::<8>(), b.as_chunks::<8>());
    let differs = |(a, b): (&[u8; 8], &[u8; 8])| u64::from_le_bytes(*a) != u64::from_le_bytes(*b);
    if a_words.iter().zip(b_words).any(differs) {
        return false;
    }
    // The last eight bytes take in the rest, though some of them are compared twice.
    match (a.last_chunk::<8>(), b.last_chunk::<8>()) {
        (Some(a), Some(b)) => u64::from_le_bytes(*a) == u64::from_le_bytes(*b),
        _ => a_rest.iter().zip(b_rest).all(|(a, b)| a == b),
    }
}

/// A number that is the same for equal bytes and seldom for others. Its low bits depend on all of them.
#[inline]
pub(crate) fn hash(bytes: &[u8]) -> u32 {
    // The fractional parts of the golden ratio and of the square root of two: odd, and with no pattern in their bits.
    const FIRST: u64 = 0x9e37_79b9_7f4a_7c15;
    const SECOND: u64 = 0x6a09_e667_f3bc_c909;
    let mix = |hash: u64, word: u64| {
        let product = (hash ^ word).wrapping_mul(SECOND);
        product ^ (product >> 32)
    };
    let length = (bytes.len() as u64).wrapping_mul(FIRST);
    let hash = match (bytes.first_chunk::<8>(), bytes.last_chunk::<8>()) {
        (Some(first), Some(last)) => {
            let inner = bytes.get(8..bytes.len() - 8).unwrap_or_default();
            let hash = mix(length, u64::from_le_bytes(*first));
            let hash = inner.chunks(8).fold(hash, |hash, word| mix(hash, short(word)));
            mix(hash, u64::from_le_bytes(*last))
        }
        _ => mix(length, short(bytes)),
    };
    (hash.wrapping_mul(FIRST) >> 32) as u32
}

/// At most eight bytes as a number, the first of them lowest.
#[inline]
fn short(bytes: &[u8]) -> u64 {
    match bytes.first_chunk::<8>() {
        Some(word) => u64::from_le_bytes(*word),
        None => bytes.iter().rev().fold(0, |word, &byte| word << 8 | u64::from(byte)),
    }
}

/// Appends bytes, of which there are few.
#[inline]
pub(crate) fn put(out: &mut Vec<u8>, bytes: &[u8]) {
    if bytes.len() > 64 {
        return out.extend_from_slice(bytes);
    }
    let (words, rest) = bytes.as_chunks::<8>();
    for word in words {
        out.extend_from_slice(word);
    }
    let (half, rest) = rest.as_chunks::<4>();
    if let [half] = half {
        out.extend_from_slice(half);
    }
    for &byte in rest {
        out.push(byte);
    }
}

/// A text without white space at its ends. Most have none, as their first and last bytes show.
#[inline]
pub(crate) fn trim(text: &str) -> &str {
    let is_visible = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_graphic);
    if is_visible(text.as_bytes().first()) && is_visible(text.as_bytes().last()) { text } else { text.trim() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_and_places_all_count() {
        let text: Vec<u8> = (0..100).collect();
        for length in 0..70 {
            let bytes = &text[..length];
            let mut copy = vec![7];
            put(&mut copy, bytes);
            assert_eq!(&copy[1..], bytes);
            assert!(same(bytes, &copy[1..]) && !same(bytes, &copy));
            assert_eq!(hash(bytes), hash(&copy[1..]));
            for place in 0..length {
                let mut other = bytes.to_vec();
                other[place] ^= 1;
                assert!(!same(bytes, &other), "{length} {place}");
                assert_ne!(hash(bytes), hash(&other), "{length} {place}");
            }
        }
    }

    #[test]
    fn low_bits_are_spread() {
        let mut slots = [0u32; 256];
        for number in 0..4_096 {
            slots[(hash(format!("field-{number}").as_bytes()) & 255) as usize] += 1;
        }
        assert!(slots.iter().all(|&count| (1..48).contains(&count)), "{slots:?}");
    }
}
