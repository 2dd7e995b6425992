//! Writing JSON strings as `JSON.stringify` does.

use super::marks::first;
use crate::out::Out;
use crate::prelude::*;

/// Appends a string in quotes, with the escapes that `JSON.stringify` uses and no other.
pub(crate) fn string(out: &mut Out, text: &str) {
    let bytes = text.as_bytes();
    out.push(b'"');
    let plain = first(bytes);
    out.put(&bytes[..plain]);
    if plain < bytes.len() {
        escaped(out, &bytes[plain..]);
    }
    out.push(b'"');
}

/// Appends bytes of a string that begin with one to be escaped.
#[inline(never)]
fn escaped(out: &mut Out, mut bytes: &[u8]) {
    while let Some((&byte, rest)) = bytes.split_first() {
        let short = match byte {
            b'"' | b'\\' => byte,
            0x8 => b'b',
            0xc => b'f',
            b'\n' => b'n',
            b'\r' => b'r',
            b'\t' => b't',
            _ => b'u',
        };
        out.put(&[b'\\', short]);
        if short == b'u' {
            const HEX: &[u8; 16] = b"0123456789abcdef";
            out.put(&[b'0', b'0', HEX[usize::from(byte >> 4)], HEX[usize::from(byte & 15)]]);
        }
        let plain = first(rest);
        out.put(&rest[..plain]);
        bytes = &rest[plain..];
    }
}

/// The same for a text that there may be none of.
pub(crate) fn text_or_null(out: &mut Out, text: Option<&str>) {
    match text {
        Some(text) => string(out, text),
        None => out.put(b"null"),
    }
}

/// A string in quotes by itself.
pub(crate) fn quoted(text: &str) -> String {
    let mut out = Out::new();
    string(&mut out, text);
    out.text()
}

#[cfg(test)]
mod tests {
    #[test]
    fn strings_are_escaped_as_javascript_escapes_them() {
        for (text, json) in [
            ("", r#""""#),
            ("a\"b\\c/d", r#""a\"b\\c/d""#),
            ("\u{8}\u{c}\n\r\t\u{0}\u{1f}\u{7f}é😀\u{2028}", "\"\\b\\f\\n\\r\\t\\u0000\\u001f\u{7f}é😀\u{2028}\""),
        ] {
            assert_eq!(super::quoted(text), json);
        }
    }
}
