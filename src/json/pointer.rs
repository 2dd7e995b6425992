//! JSON Pointers (RFC 6901): how every notice and diagnostic names its place.

use super::scan::{Fault, Scanner, Start};

/// Appends one reference token, with `~` and `/` escaped.
pub(crate) fn push_token(pointer: &mut String, token: &str) {
    pointer.push('/');
    for char in token.chars() {
        match char {
            '~' => pointer.push_str("~0"),
            '/' => pointer.push_str("~1"),
            _ => pointer.push(char),
        }
    }
}

/// The reference tokens of a pointer that begins with `/`; `None` when a `~` in it is followed by neither `0` nor `1`.
pub(crate) fn tokens(pointer: &str) -> Option<Vec<String>> {
    let unescape = |token: &str| {
        let mut parts = token.split('~');
        let mut out = parts.next().unwrap_or_default().to_string();
        for part in parts {
            out.push(match part.as_bytes().first()? {
                b'0' => '~',
                b'1' => '/',
                _ => return None,
            });
            out.push_str(&part[1..]);
        }
        Some(out)
    };
    pointer.split('/').skip(1).map(unescape).collect()
}

/// The pointer to the value or the member's key that begins at a place of a JSON text. Faults are rare, so their
/// pointers are found by walking the text again and nothing is kept for them on the way.
pub(crate) fn at(text: &str, place: usize) -> String {
    let mut pointer = String::new();
    let _ = descend(&mut Scanner::new(text), place, &mut pointer);
    pointer
}

fn descend(scanner: &mut Scanner<'_>, place: usize, pointer: &mut String) -> Result<(), Fault> {
    loop {
        let start = scanner.start()?;
        if scanner.position() >= place || !matches!(start, Start::Object | Start::Array) || !scanner.open()? {
            return Ok(());
        }
        let mut index = 0;
        loop {
            let length = pointer.len();
            let key_at = scanner.position();
            if start == Start::Object {
                push_token(pointer, &scanner.key()?.unescape());
            } else {
                push_token(pointer, &index.to_string());
            }
            if key_at == place {
                return Ok(());
            }
            let mut past = scanner.from(scanner.position());
            let inside = past.skip(0, &mut |_, _| false).is_err() || past.position() > place;
            if inside {
                break;
            }
            pointer.truncate(length);
            *scanner = past;
            let more = if start == Start::Object { scanner.next_member()? } else { scanner.next_element()? };
            if !more {
                return Ok(());
            }
            index += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_in_a_text_has_its_pointer() {
        let text = r#"{"a":[1,{"b/c":"x"}],"d~":{"e":2}}"#;
        for (needle, pointer) in [
            ("{\"a", ""),
            ("\"a", "/a"),
            ("[1", "/a"),
            ("1,", "/a/0"),
            ("{\"b", "/a/1"),
            ("\"b", "/a/1/b~1c"),
            ("\"x", "/a/1/b~1c"),
            ("\"d", "/d~0"),
            ("2", "/d~0/e"),
        ] {
            assert_eq!(at(text, text.find(needle).unwrap()), pointer, "{needle}");
        }
        assert_eq!(at(r#"{"a":{"b":[1,2"#, 13), "/a/b/1");
    }

    #[test]
    fn tokens_are_unescaped() {
        assert_eq!(tokens("/a~1b/~0~01/"), Some(vec!["a/b".into(), "~~1".into(), String::new()]));
        assert_eq!(tokens("/a~2"), None);
        assert_eq!(tokens("/a~"), None);
    }
}
