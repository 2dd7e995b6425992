//! Folding: the one form in which texts are compared, so that `Société  GÉNÉRALE` and `societe generale` are equal.

use crate::bytes::ends;
use crate::prelude::*;

/// Folds a text: each char lower-cased by itself, Latin letters reduced to their base letters, combining marks dropped,
/// runs of white space made one space, and both ends trimmed.
pub(crate) fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    fold_into(text, &mut out);
    out
}

/// How much folding would change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Change {
    Nothing,
    /// Capital letters of ASCII become small ones.
    Case,
    /// More than that, or less: one must look.
    Any,
}

/// What folding would change in a text, as far as that is quickly seen: eight bytes at a time.
#[inline]
pub(crate) fn change(text: &[u8]) -> Change {
    let mut seen = Seen::default();
    match text.last_chunk::<8>() {
        Some(last) => {
            let (words, _) = text.as_chunks::<8>();
            words.iter().for_each(|word| seen.look_at(u64::from_le_bytes(*word)));
            // These take in the rest, though some of them are seen twice.
            seen.space = 0;
            seen.look_at(u64::from_le_bytes(*last));
        }
        None if text.len() > 3 => seen.look_at(ends(text)),
        None => {
            // Letters in place of what is missing change nothing.
            let mut word = *b"aaaaaaaa";
            word.iter_mut().zip(text).for_each(|(to, from)| *to = *from);
            seen.look_at(u64::from_le_bytes(word));
        }
    }
    let beside_nothing = text.first() == Some(&b' ') || text.last() == Some(&b' ');
    match seen {
        Seen { other: 0, doubled: 0, capital: 0, .. } if !beside_nothing => Change::Nothing,
        Seen { other: 0, doubled: 0, .. } if !beside_nothing => Change::Case,
        _ => Change::Any,
    }
}

/// The high bits of bytes of which one must know.
#[derive(Default)]
struct Seen {
    /// Neither visible ASCII nor a space.
    other: u64,
    capital: u64,
    /// A space behind a space.
    doubled: u64,
    /// Whether the last byte was a space, in the lowest byte.
    space: u64,
}

impl Seen {
    #[inline]
    fn look_at(&mut self, word: u64) {
        const ONES: u64 = 0x0101_0101_0101_0101;
        const HIGHS: u64 = ONES << 7;
        // The high bit of each byte says whether its other seven bits are at least so much.
        let at_least = |least: u8| (word & !HIGHS) + ONES * u64::from(0x80 - least);
        self.other |= (word | !at_least(b' ') | at_least(0x7f)) & HIGHS;
        self.capital |= at_least(b'A') & !at_least(b'Z' + 1) & HIGHS;
        let spaces = at_least(b' ') & !at_least(b' ' + 1) & HIGHS;
        self.doubled |= spaces & (spaces << 8 | self.space);
        self.space = spaces >> 56;
    }
}

/// As [`fold`], appended to `out`.
pub(crate) fn fold_into(text: &str, out: &mut String) {
    let mut fold = Fold { start: out.len(), space: false, out };
    let mut rest = text;
    loop {
        let ascii = rest.bytes().position(|byte| !byte.is_ascii()).unwrap_or(rest.len());
        let (plain, other) = rest.split_at(ascii);
        for byte in plain.bytes() {
            fold.push_ascii(byte.to_ascii_lowercase());
        }
        let mut chars = other.chars();
        let Some(char) = chars.next() else { return };
        rest = chars.as_str();
        for lower in char.to_lowercase() {
            match lower {
                '\u{300}'..='\u{36f}' => {}
                '\u{c0}'..='\u{17f}' => base(lower).chars().for_each(|letter| fold.push(letter)),
                _ => fold.push(lower),
            }
        }
    }
}

struct Fold<'a> {
    out: &'a mut String,
    start: usize,
    /// White space that becomes one space when more follows.
    space: bool,
}

impl Fold<'_> {
    fn push(&mut self, char: char) {
        if char.is_whitespace() {
            self.space = true;
            return;
        }
        if core::mem::take(&mut self.space) && self.out.len() > self.start {
            self.out.push(' ');
        }
        self.out.push(char);
    }

    #[inline]
    fn push_ascii(&mut self, byte: u8) {
        match byte {
            b' ' | b'\t'..=b'\r' => self.space = true,
            _ => {
                if core::mem::take(&mut self.space) && self.out.len() > self.start {
                    self.out.push(' ');
                }
                self.out.push(char::from(byte));
            }
        }
    }
}

/// Writes the words of a folded text, maximal runs of letters and digits, each between single spaces: ` head of it `.
/// A phrase then occurs as consecutive whole words exactly where its own such form is a part of this one.
pub(crate) fn words_into(folded: &str, out: &mut String) {
    out.push(' ');
    let mut open = false;
    for char in folded.chars() {
        if char.is_alphanumeric() {
            out.push(char);
            open = true;
        } else if core::mem::take(&mut open) {
            out.push(' ');
        }
    }
    if open {
        out.push(' ');
    }
}

/// The base letter of a lower-case letter in U+00C0–U+017F.
fn base(letter: char) -> &'static str {
    match letter {
        'à'..='å' | 'ā' | 'ă' | 'ą' => "a",
        'æ' => "ae",
        'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' => "c",
        'ð' | 'ď' | 'đ' => "d",
        'è'..='ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' => "e",
        'ĝ' | 'ğ' | 'ġ' | 'ģ' => "g",
        'ĥ' | 'ħ' => "h",
        'ì'..='ï' | 'ĩ' | 'ī' | 'ĭ' | 'į' | 'ı' => "i",
        'ĳ' => "ij",
        'ĵ' => "j",
        'ķ' | 'ĸ' => "k",
        'ĺ' | 'ļ' | 'ľ' | 'ŀ' | 'ł' => "l",
        'ñ' | 'ń' | 'ņ' | 'ň' | 'ŉ' | 'ŋ' => "n",
        'ò'..='ö' | 'ø' | 'ō' | 'ŏ' | 'ő' => "o",
        'œ' => "oe",
        'ŕ' | 'ŗ' | 'ř' => "r",
        'ß' => "ss",
        'ś' | 'ŝ' | 'ş' | 'š' | 'ſ' => "s",
        'ţ' | 'ť' | 'ŧ' => "t",
        'þ' => "th",
        'ù'..='ü' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' => "u",
        'ŵ' => "w",
        'ý' | 'ÿ' | 'ŷ' => "y",
        'ź' | 'ż' | 'ž' => "z",
        // × has no base letter, and ÷ is the only other char of the range that is none.
        '×' => "×",
        _ => "÷",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_that_look_alike_fold_alike() {
        for (text, folded) in [
            ("  Société \t\n GÉNÉRALE\u{a0}", "societe generale"),
            ("Straße", "strasse"),
            ("STRASSE ẞ", "strasse ss"),
            ("Łódź Øresund Æther Œuvre Þór Đorđe", "lodz oresund aether oeuvre thor dorde"),
            ("I\u{307}stanbul İ ı", "istanbul i i"),
            ("Cafe\u{301}", "cafe"),
            ("a \u{301} b", "a b"),
            ("ΣΑΣ", "σασ"),
            ("3 × 4 ÷ 2", "3 × 4 ÷ 2"),
            ("\u{212a}elvin \u{212b}", "kelvin a"),
            ("\u{301}", ""),
            ("Ĳsselŀ ĸ ŉ ſ ŋ", "ijssell k n s n"),
        ] {
            assert_eq!(fold(text), folded, "{text}");
            assert_eq!(fold(folded), folded, "folding again changes {folded}");
        }
    }

    #[test]
    fn what_is_quickly_seen_is_so() {
        for text in ["", "a", "a b-c", "page view", "x1", "a rather long text, of more than one word"] {
            assert_eq!(change(text.as_bytes()), Change::Nothing, "{text}");
            assert_eq!(fold(text), text);
        }
        for text in ["A", "Z{", "Head of Sales", "a long text, at the end of which are CAPITALS"] {
            assert_eq!(change(text.as_bytes()), Change::Case, "{text}");
            assert_eq!(fold(text), text.to_ascii_lowercase());
        }
        for text in [" ", " a", "a ", "a  b", "é", "a\tb", "1234567  9", "\u{7f}", "12345678 ", "1234567\u{1}9"] {
            assert_eq!(change(text.as_bytes()), Change::Any, "{text}");
        }
        // Whatever byte stands wherever, what is quickly seen is what folding does.
        for byte in 0..=0x7fu8 {
            for (before, after) in [("", ""), ("1234567", "x"), ("1234567 ", "x"), ("123456", " 9"), ("123456 ", " 89")]
            {
                let text = format!("{before}{}{after}", char::from(byte));
                match change(text.as_bytes()) {
                    Change::Nothing => assert_eq!(fold(&text), text),
                    Change::Case => assert_eq!(fold(&text), text.to_ascii_lowercase()),
                    Change::Any => assert!(byte == 0x7f || byte < 0x20 || fold(&text) != text, "{text:?}"),
                }
            }
        }
    }

    #[test]
    fn every_upper_case_letter_of_the_table_folds_to_ascii() {
        for char in ('\u{c0}'..='\u{17f}').filter(|c| !matches!(c, '×' | '÷')) {
            assert!(fold(&char.to_string()).is_ascii(), "{char}");
        }
    }

    #[test]
    fn words_are_runs_of_letters_and_digits() {
        for (text, words) in [("", " "), ("head-of it!", " head of it "), ("+++", " "), ("c++ 2", " c 2 ")] {
            let mut out = String::new();
            words_into(text, &mut out);
            assert_eq!(out, words);
        }
    }
}
