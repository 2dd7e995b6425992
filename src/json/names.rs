//! The few names of members that the reader itself asks for, told apart by eight bytes of a text.

use crate::bytes::same;

/// Some names, each known by its place among them.
pub(crate) struct Names<const N: usize> {
    pub(crate) names: [&'static str; N],
    words: [Word; N],
}

/// The bytes of a name and the quote behind it, in a word of eight.
#[derive(Clone, Copy)]
struct Word {
    bytes: u64,
    /// Which bits of a word are the name's. A name that is longer has none.
    mask: u64,
}

impl<const N: usize> Names<N> {
    pub(crate) const fn of(names: [&'static str; N]) -> Names<N> {
        let mut words = [Word { bytes: 1, mask: 0 }; N];
        let mut index = 0;
        while index < N {
            words[index] = word(names[index].as_bytes());
            index += 1;
        }
        Names { names, words }
    }

    pub(crate) fn find(&self, name: &[u8]) -> Option<usize> {
        self.names.iter().position(|known| same(known.as_bytes(), name))
    }

    /// The name, and its length, that a text begins with, followed by a quote.
    #[inline(always)]
    pub(super) fn before_quote(&self, text: &[u8; 8]) -> Option<(usize, usize)> {
        let text = u64::from_le_bytes(*text);
        let index = self.words.iter().position(|word| text & word.mask == word.bytes)?;
        Some((index, self.names[index].len()))
    }
}

const fn word(name: &[u8]) -> Word {
    let mut word = Word { bytes: 1, mask: 0 };
    if name.len() < 8 {
        let mut bytes = [0; 8];
        bytes.split_at_mut(name.len()).0.copy_from_slice(name);
        bytes[name.len()] = b'"';
        word = Word { bytes: u64::from_le_bytes(bytes), mask: u64::MAX >> (56 - 8 * name.len()) };
    }
    word
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_told_apart_by_their_bytes_and_the_quote() {
        const NAMES: Names<4> = Names::of(["at", "channel", "stageSince", ""]);
        for (text, found) in [
            (b"at\":1,\"c", Some((0, 2))),
            (b"channel\"", Some((1, 7))),
            (b"\"atat\"at", Some((3, 0))),
            (b"atx\"at\"a", None),
            (b"channels", None),
            (b"stageSin", None),
            (b"AT\"at\":1", None),
        ] {
            assert_eq!(NAMES.before_quote(text), found, "{text:?}");
        }
        assert_eq!((NAMES.find(b"stageSince"), NAMES.find(b"stage")), (Some(2), None));
    }
}
