//! A strict scanner of JSON text (RFC 8259): it moves over values and says where one is not as the grammar has it.

use super::marks::{Marks, first};
use super::names::Names;
use crate::bytes::same;
use crate::number::number_length;
use crate::prelude::*;

/// A place where the text is not JSON, and what the grammar expects there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Fault {
    pub(crate) at: usize,
    pub(crate) expected: &'static str,
}

/// A string as it stands between its quotes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Quoted<'a> {
    pub(crate) raw: &'a [u8],
    /// Where it begins in the text.
    pub(crate) at: usize,
    pub(crate) escaped: bool,
}

/// What a value is, seen from its first byte.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Start {
    Object,
    Array,
    String,
    Number,
    True,
    False,
    Null,
}

pub(crate) struct Scanner<'a> {
    text: &'a str,
    at: usize,
    marks: Marks,
}

impl<'a> Scanner<'a> {
    pub(crate) fn new(text: &'a str) -> Scanner<'a> {
        Scanner { text, at: 0, marks: Marks::none() }
    }

    /// A scanner of the same text from another place on.
    pub(crate) fn from(&self, at: usize) -> Scanner<'a> {
        Scanner { at, ..*self }
    }

    #[inline]
    pub(crate) fn position(&self) -> usize {
        self.at
    }

    #[inline]
    fn bytes(&self) -> &'a [u8] {
        self.text.as_bytes()
    }

    /// The byte here; past the end one that begins nothing.
    #[inline]
    fn here(&self) -> u8 {
        self.bytes().get(self.at).copied().unwrap_or(0)
    }

    fn fault<T>(&self, expected: &'static str) -> Result<T, Fault> {
        Err(Fault { at: self.at, expected })
    }

    #[inline]
    fn space(&mut self) {
        while matches!(self.here(), b' ' | b'\n' | b'\r' | b'\t') {
            self.at += 1;
        }
    }

    #[inline]
    fn take(&mut self, byte: u8) -> bool {
        let found = self.here() == byte;
        self.at += usize::from(found);
        found
    }

    /// Passes white space and says what value begins here.
    #[inline]
    pub(crate) fn start(&mut self) -> Result<Start, Fault> {
        self.space();
        Ok(match self.here() {
            b'"' => Start::String,
            b'-' | b'0'..=b'9' => Start::Number,
            b'{' => Start::Object,
            b'[' => Start::Array,
            b't' => Start::True,
            b'f' => Start::False,
            b'n' => Start::Null,
            _ => return self.fault("a value"),
        })
    }

    /// Nothing but white space may follow.
    pub(crate) fn end(&mut self) -> Result<(), Fault> {
        self.space();
        if self.at < self.text.len() { self.fault("the end of the text") } else { Ok(()) }
    }

    /// At a `{` or `[`: whether there is a first element. Stands at its key or value then.
    #[inline]
    pub(crate) fn open(&mut self) -> Result<bool, Fault> {
        let close = if self.bytes()[self.at] == b'{' { b'}' } else { b']' };
        self.at += 1;
        self.space();
        Ok(!self.take(close))
    }

    /// After an element of an object: whether there is another one.
    #[inline]
    pub(crate) fn next_member(&mut self) -> Result<bool, Fault> {
        self.next(b'}', "`,` or `}`")
    }

    /// After an element of an array: whether there is another one.
    #[inline]
    pub(crate) fn next_element(&mut self) -> Result<bool, Fault> {
        self.next(b']', "`,` or `]`")
    }

    #[inline]
    fn next(&mut self, close: u8, expected: &'static str) -> Result<bool, Fault> {
        self.space();
        if self.take(b',') {
            self.space();
            return Ok(true);
        }
        if self.take(close) { Ok(false) } else { self.fault(expected) }
    }

    /// At a member's key: the key, with the colon passed.
    #[inline]
    pub(crate) fn key(&mut self) -> Result<Quoted<'a>, Fault> {
        if self.here() != b'"' {
            return self.fault("a key in double quotes");
        }
        let key = self.string()?;
        self.space();
        if !self.take(b':') {
            return self.fault("`:`");
        }
        Ok(key)
    }

    /// At a member's key: passes it if it is this one, which is given as it is mostly written, in quotes and with its colon.
    #[inline]
    pub(crate) fn take_key(&mut self, key: &[u8]) -> bool {
        let end = self.at + key.len();
        let found = self.bytes().get(self.at..end).is_some_and(|here| same(here, key));
        if found {
            self.at = end;
        }
        found
    }

    /// At a member's key: which of some names it is, passed with its colon, if it is written as mostly.
    #[inline]
    pub(crate) fn take_name<const N: usize>(&mut self, names: &Names<N>) -> Option<usize> {
        let [b'"', ahead @ ..] = self.bytes()[self.at..].first_chunk::<9>()? else { return None };
        let (index, length) = names.before_quote(ahead)?;
        let colon = self.at + length + 2;
        if self.bytes().get(colon) != Some(&b':') {
            return None;
        }
        self.at = colon + 1;
        Some(index)
    }

    /// At a `"`: the string, its escapes checked but not yet replaced.
    #[inline(never)]
    pub(crate) fn string(&mut self) -> Result<Quoted<'a>, Fault> {
        self.string_here()
    }

    /// The same as a part of what calls it, for the one place where most strings are read.
    #[inline(always)]
    pub(crate) fn string_here(&mut self) -> Result<Quoted<'a>, Fault> {
        let start = self.at + 1;
        self.at = self.marks.next(self.bytes(), start);
        let escaped = self.here() != b'"';
        if escaped {
            self.escaped_end()?;
        }
        let raw = &self.bytes()[start..self.at];
        self.at += 1;
        Ok(Quoted { raw, at: start, escaped })
    }

    /// At what a string cannot have as it is: goes on to the quote at its end.
    #[inline(never)]
    fn escaped_end(&mut self) -> Result<(), Fault> {
        let bytes = self.bytes();
        loop {
            match bytes.get(self.at) {
                Some(b'"') => return Ok(()),
                Some(b'\\') => {
                    self.at += 1;
                    match bytes.get(self.at) {
                        Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => self.at += 1,
                        Some(b'u') => {
                            self.at += 1;
                            let hex = bytes.get(self.at..self.at + 4);
                            if !hex.is_some_and(|hex| hex.iter().all(u8::is_ascii_hexdigit)) {
                                return self.fault("four hexadecimal digits");
                            }
                            self.at += 4;
                        }
                        _ => return self.fault("one of `\"\\/bfnrtu` after a backslash"),
                    }
                }
                Some(_) => return self.fault("an escape in place of this control character"),
                None => return self.fault("`\"` at the end of the string"),
            }
            self.at = self.marks.next(bytes, self.at);
        }
    }

    /// At a digit or `-`: the number's text.
    #[inline]
    pub(crate) fn number(&mut self) -> Result<&'a str, Fault> {
        let Some(length) = number_length(&self.bytes()[self.at..]) else { return self.fault("a number") };
        let text = &self.text[self.at..self.at + length];
        self.at += length;
        Ok(text)
    }

    /// At a `t`, `f` or `n`: passes the word.
    pub(crate) fn literal(&mut self, start: Start) -> Result<(), Fault> {
        let here = &self.bytes()[self.at..];
        let (found, length, expected) = match start {
            Start::True => (here.starts_with(b"true"), 4, "`true`"),
            Start::False => (here.starts_with(b"false"), 5, "`false`"),
            _ => (here.starts_with(b"null"), 4, "`null`"),
        };
        if !found {
            return self.fault(expected);
        }
        self.at += length;
        Ok(())
    }

    /// Passes one value of any kind and depth. `seen` is told of each container and string in it, with the number of
    /// containers around it, until it says no.
    pub(crate) fn skip(
        &mut self,
        depth: usize,
        seen: &mut impl FnMut(usize, Option<Quoted<'a>>) -> bool,
    ) -> Result<(), Fault> {
        // The kinds of the containers that are open here; a text of brackets alone must not overflow the stack.
        let mut open = Open::default();
        let mut listening = true;
        loop {
            let start = self.start()?;
            match start {
                Start::Object | Start::Array => {
                    listening = listening && seen(depth + open.len(), None);
                    open.push(start == Start::Object);
                    if self.open()? {
                        if start == Start::Object {
                            self.key()?;
                        }
                        continue;
                    }
                    open.pop();
                }
                Start::String => {
                    let string = self.string()?;
                    listening = listening && seen(depth + open.len(), Some(string));
                }
                Start::Number => drop(self.number()?),
                Start::True | Start::False | Start::Null => self.literal(start)?,
            }
            // A value has ended; close all containers that end with it.
            loop {
                match open.is_object() {
                    None => return Ok(()),
                    Some(true) => {
                        if self.next_member()? {
                            self.key()?;
                            break;
                        }
                    }
                    Some(false) => {
                        if self.next_element()? {
                            break;
                        }
                    }
                }
                open.pop();
            }
        }
    }
}

/// The kinds of containers that are open, one bit each: true for objects.
#[derive(Default)]
struct Open {
    top: u64,
    depth: usize,
    /// Full words below the top one; only hostile texts come this deep.
    below: Vec<u64>,
}

impl Open {
    fn len(&self) -> usize {
        self.depth
    }

    fn push(&mut self, object: bool) {
        if self.depth > 0 && self.depth.is_multiple_of(64) {
            self.below.push(self.top);
        }
        self.top = self.top << 1 | u64::from(object);
        self.depth += 1;
    }

    fn pop(&mut self) {
        self.depth -= 1;
        self.top >>= 1;
        if self.depth > 0 && self.depth.is_multiple_of(64) {
            self.top = self.below.pop().unwrap_or(0);
        }
    }

    fn is_object(&self) -> Option<bool> {
        (self.depth > 0).then_some(self.top & 1 == 1)
    }
}

impl<'a> Quoted<'a> {
    /// Appends the string with its escapes replaced; an unpaired surrogate becomes U+FFFD. Says whether there was one.
    pub(crate) fn unescape_into(self, out: &mut String) -> bool {
        // The scanner's text is UTF-8, and a string's ends are no inner bytes of it.
        let mut rest = core::str::from_utf8(self.raw).unwrap_or_default();
        let mut unpaired = false;
        loop {
            // Of what is marked a string has nothing but backslashes, and what stands behind them.
            let (plain, escape) = rest.split_at(first(rest.as_bytes()));
            out.push_str(plain);
            let Some((kind, after)) = escape.split_at_checked(2) else { return unpaired };
            rest = after;
            match kind {
                "\\b" => out.push('\u{8}'),
                "\\f" => out.push('\u{c}'),
                "\\n" => out.push('\n'),
                "\\r" => out.push('\r'),
                "\\t" => out.push('\t'),
                "\\u" => {
                    let unit = code_unit(rest);
                    rest = &rest[4..];
                    let low = rest.strip_prefix("\\u").map(code_unit).filter(|low| (0xdc00..0xe000).contains(low));
                    let code = match (unit, low) {
                        (0xd800..0xdc00, Some(low)) => {
                            rest = &rest[6..];
                            0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00)
                        }
                        _ => unit,
                    };
                    unpaired |= char::from_u32(code).is_none();
                    out.push(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER));
                }
                same => out.push_str(&same[1..]),
            }
        }
    }

    /// The string with its escapes replaced.
    pub(crate) fn unescape(self) -> String {
        let mut out = String::with_capacity(self.raw.len());
        self.unescape_into(&mut out);
        out
    }
}

/// The UTF-16 code unit of four hexadecimal digits, which the scanner has checked.
fn code_unit(digits: &str) -> u32 {
    digits.bytes().take(4).fold(0, |unit, digit| unit * 16 + (digit as char).to_digit(16).unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str) -> Result<(), Fault> {
        let mut scanner = Scanner::new(text);
        scanner.skip(0, &mut |_, _| true)?;
        scanner.end()
    }

    #[test]
    fn the_grammar_is_strict() {
        for text in [
            "{}",
            " [ ] ",
            "[1,2]",
            "{\"a\":{\"b\":[true,false,null,-1.5e+3,\"\\u00e9\\n\"]}}",
            "\"é\"",
            "0",
            "[[[]],{}]",
        ] {
            assert_eq!(check(text), Ok(()), "{text}");
        }
        for (text, at, expected) in [
            ("", 0, "a value"),
            ("{", 1, "a key in double quotes"),
            ("{a:1}", 1, "a key in double quotes"),
            ("{\"a\" 1}", 5, "`:`"),
            ("{\"a\":1,}", 7, "a key in double quotes"),
            ("[1,]", 3, "a value"),
            ("[1 2]", 3, "`,` or `]`"),
            ("{\"a\":1]", 6, "`,` or `}`"),
            ("[1}", 2, "`,` or `]`"),
            ("01", 1, "the end of the text"),
            ("-", 0, "a number"),
            ("1.e3", 0, "a number"),
            ("nul", 0, "`null`"),
            ("\"abc", 4, "`\"` at the end of the string"),
            ("\"a\tb\"", 2, "an escape in place of this control character"),
            ("\"a long plain text\u{1f}\"", 18, "an escape in place of this control character"),
            ("\"\\x\"", 2, "one of `\"\\/bfnrtu` after a backslash"),
            ("\"\\u12g4\"", 3, "four hexadecimal digits"),
            ("\u{feff}{}", 0, "a value"),
            ("{} {}", 3, "the end of the text"),
        ] {
            assert_eq!(check(text), Err(Fault { at, expected }), "{text}");
        }
    }

    #[test]
    fn depth_is_no_danger() {
        let deep = "[".repeat(100_000) + &"]".repeat(100_000);
        assert_eq!(check(&deep), Ok(()));
        assert!(check(&"[{\"a\":".repeat(50_000)).is_err());
    }

    #[test]
    fn escapes_are_replaced() {
        for (raw, text) in [
            (r#"a\"\\\/\b\f\n\r\tz"#, "a\"\\/\u{8}\u{c}\n\r\tz"),
            (r"\u00e9\ud83d\ude00!", "é😀!"),
            (r"\ud83d x", "\u{fffd} x"),
            (r"\ude00\ud83d", "\u{fffd}\u{fffd}"),
            (r"\ud83d\ud83d\ude00", "\u{fffd}😀"),
            (r"\ud83dA", "\u{fffd}A"),
        ] {
            assert_eq!(Quoted { raw: raw.as_bytes(), at: 0, escaped: true }.unescape(), text, "{raw}");
        }
    }
}
