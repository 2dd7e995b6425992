//! Writing JSON strings as `JSON.stringify` does.

use super::scan::plain_end;
use crate::prelude::*;

/// Appends a string in quotes, with the escapes that `JSON.stringify` uses and no other.
pub(crate) fn string(out: &mut Vec<u8>, text: &str) {
    out.push(b'"');
    let bytes = text.as_bytes();
    let mut plain = 0;
    loop {
        let at = plain_end(bytes, plain);
        out.extend_from_slice(&bytes[plain..at]);
        let Some(&byte) = bytes.get(at) else { break };
        plain = at + 1;
        let short = match byte {
            b'"' | b'\\' => byte,
            0x8 => b'b',
            0xc => b'f',
            b'\n' => b'n',
            b'\r' => b'r',
            b'\t' => b't',
            _ => {
                const HEX: &[u8; 16] = b"0123456789abcdef";
                out.extend_from_slice(b"\\u00");
                out.extend([HEX[usize::from(byte >> 4)], HEX[usize::from(byte & 15)]]);
                continue;
            }
        };
        out.extend([b'\\', short]);
    }
    out.push(b'"');
}

/// The same for a text that there may be none of.
pub(crate) fn text_or_null(out: &mut Vec<u8>, text: Option<&str>) {
    match text {
        Some(text) => string(out, text),
        None => out.extend_from_slice(b"null"),
    }
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
