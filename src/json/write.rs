//! Writing JSON strings as `JSON.stringify` does.

use super::marks::first;
use crate::out::Out;
use crate::prelude::*;

/// Appends a string in quotes, with the escapes that `JSON.stringify` uses and no other.
pub(crate) fn string(out: &mut Out, text: &str) {
    let bytes = text.as_bytes();
    let plain = first(bytes);
    if plain == bytes.len() { out.quote(bytes) } else { escaped(out, bytes, plain) }
}

/// Appends a string in quotes of which so many bytes need no escape.
#[inline(never)]
fn escaped(out: &mut Out, bytes: &[u8], plain: usize) {
    out.push(b'"');
    out.put(&bytes[..plain]);
    let mut bytes = &bytes[plain..];
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
    out.push(b'"');
}

/// The same for a text that there may be none of.
pub(crate) fn text_or_null(out: &mut Out, text: Option<&str>) {
    match text {
        Some(text) => string(out, text),
        None => out.put(b"null"),
    }
}

/// A member of an object, written as it is when there is no text: `"key":null`, whatever stands before it.
pub(crate) fn member_or_null(out: &mut Out, member: &[u8], text: Option<&str>) {
    let Some(text) = text else { return out.put(member) };
    out.put(key_of(member));
    string(out, text);
}

/// Such a member without its `null`.
#[inline]
pub(crate) fn key_of(member: &[u8]) -> &[u8] {
    match member.split_last_chunk() {
        Some((key, b"null")) => key,
        _ => member,
    }
}

/// An array.
pub(crate) fn list<T>(out: &mut Out, items: impl Iterator<Item = T>, item: impl FnMut(&mut Out, T)) {
    within(out, b"[]", items, item);
}

/// An object, of which each item writes its key and its value.
pub(crate) fn map<T>(out: &mut Out, items: impl Iterator<Item = T>, item: impl FnMut(&mut Out, T)) {
    within(out, b"{}", items, item);
}

/// Writes items between the last two bytes of what is written when there are none: a list or an object, whatever stands before it.
pub(crate) fn within<T>(
    out: &mut Out,
    empty: &[u8],
    items: impl Iterator<Item = T>,
    mut item: impl FnMut(&mut Out, T),
) {
    let Some((&close, open)) = empty.split_last() else { return };
    let mut any = false;
    items.for_each(|each| {
        if any {
            out.push(b',')
        } else {
            out.put(open)
        }
        any = true;
        item(out, each);
    });
    if any { out.push(close) } else { out.put(empty) }
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
