//! Short runs of bytes, compared and hashed where they stand. Texts of leads and models have a dozen bytes; in
//! WebAssembly a call for these costs more than what it does.

/// Whether two runs of bytes are equal.
#[inline]
pub(crate) fn same(a: &[u8], b: &[u8]) -> bool {
    if a.len() != b.len() {
        return false;
    }
    let Some((first, last)) = a.first_chunk::<8>().zip(a.last_chunk::<8>()) else { return ends(a) == ends(b) };
    let Some((other_first, other_last)) = b.first_chunk::<8>().zip(b.last_chunk::<8>()) else { return false };
    // The last eight bytes take in the rest, though some of them are compared twice.
    first == other_first && last == other_last && (a.len() <= 16 || a.as_chunks::<8>().0 == b.as_chunks::<8>().0)
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
    let hash = match bytes.last_chunk::<8>() {
        Some(last) => {
            let (words, _) = bytes.as_chunks::<8>();
            let hash = words.iter().fold(length, |hash, word| mix(hash, u64::from_le_bytes(*word)));
            mix(hash, u64::from_le_bytes(*last))
        }
        None => mix(length, ends(bytes)),
    };
    (hash.wrapping_mul(FIRST) >> 32) as u32
}

/// All of fewer than eight bytes, some of them twice, as a number that is the same only for the same bytes of one length.
#[inline]
pub(crate) fn ends(bytes: &[u8]) -> u64 {
    if let Some((first, last)) = bytes.first_chunk::<4>().zip(bytes.last_chunk::<4>()) {
        return u64::from(u32::from_le_bytes(*first)) << 32 | u64::from(u32::from_le_bytes(*last));
    }
    let at = |index: usize| bytes.get(index).map_or(0, |byte| u64::from(*byte));
    at(0) << 16 | at(1) << 8 | at(2)
}

/// A text without white space at its ends. Most have none, as their first and last bytes show.
#[inline]
pub(crate) fn trim(text: &str) -> &str {
    if is_trimmed(text.as_bytes()) { text } else { text.trim() }
}

/// Whether a text begins and ends with something visible, as far as that is quickly seen.
#[inline]
pub(crate) fn is_trimmed(text: &[u8]) -> bool {
    let is_visible = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_graphic);
    is_visible(text.first()) && is_visible(text.last())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::prelude::*;

    #[test]
    fn lengths_and_places_all_count() {
        let text: Vec<u8> = (0..100).collect();
        for length in 0..70 {
            let bytes = &text[..length];
            let copy = [&[7], bytes].concat();
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
