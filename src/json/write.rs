//! Writing JSON strings as `JSON.stringify` does.

use super::scan::plain_end;
use crate::bytes::put;
use crate::prelude::*;

/// Appends a string in quotes, with the escapes that `JSON.stringify` uses and no other.
pub(crate) fn string(out: &mut Vec<u8>, text: &str) {
    let bytes = text.as_bytes();
    out.push(b'"');
    let plain = plain_end(bytes, 0);
    put(out, &bytes[..plain]);
    if plain < bytes.len() {
        escaped(out, &bytes[plain..]);
    }
    out.push(b'"');
}

/// Appends bytes of a string that begin with one to be escaped.
#[inline(never)]
fn escaped(out: &mut Vec<u8>, mut bytes: &[u8]) {
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
        out.extend_from_slice(&[b'\\', short]);
        if short == b'u' {
            const HEX: &[u8; 16] = b"0123456789abcdef";
            out.extend_from_slice(&[b'0', b'0', HEX[usize::from(byte >> 4)], HEX[usize::from(byte & 15)]]);
        }
        let plain = plain_end(rest, 0);
        put(out, &rest[..plain]);
        bytes = &rest[plain..];
    }
}

/// The same for a text that there may be none of.
pub(crate) fn text_or_null(out: &mut Vec<u8>, text: Option<&str>) {
    match text {
        Some(text) => string(out, text),
        None => out.extend_from_slice(b"null"),
    }
}

/// What was written, as a text: whatever writes JSON here writes UTF-8.
#[inline(never)]
pub(crate) fn written(out: Vec<u8>) -> String {
    String::from_utf8(out).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use crate::prelude::*;
    #[test]
    fn strings_are_escaped_as_javascript_escapes_them() {
        for (text, json) in [
            ("", r#""""#),
            ("a\"b\\c/d", r#""a\"b\\c/d""#),
            ("\u{8}\u{c}\n\r\t\u{0}\u{1f}\u{7f}é😀\u{2028}", "\"\\b\\f\\n\\r\\t\\u0000\\u001f\u{7f}é😀\u{2028}\""),
        ] {
            let mut out = Vec::new();
            super::string(&mut out, text);
            assert_eq!(String::from_utf8(out).unwrap(), json);
        }
    }
}
