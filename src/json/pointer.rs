//! JSON Pointers (RFC 6901): how every notice and diagnostic names its place.

use super::scan::{Fault, Quoted, Scanner, Start};
use crate::prelude::*;

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
    let mut steps = Vec::new();
    let _ = walk(&mut Scanner::new(text), place, &mut steps);
    let mut pointer = String::new();
    for step in steps {
        match step {
            Step::Member(key) => push_token(&mut pointer, &key.unescape()),
            Step::Element(index) => push_token(&mut pointer, &index.to_string()),
        }
    }
    pointer
}

/// A step from a container to what is in it.
enum Step<'a> {
    Member(Quoted<'a>),
    Element(usize),
}

/// Walks until a place or a fault before it, and leaves the steps to the value there.
fn walk<'a>(scanner: &mut Scanner<'a>, place: usize, steps: &mut Vec<Step<'a>>) -> Result<(), Fault> {
    loop {
        let start = scanner.start()?;
        if scanner.position() >= place {
            return Ok(());
        }
        match start {
            Start::Object | Start::Array => {
                if scanner.open()? {
                    let at = scanner.position();
                    steps.push(if start == Start::Object { Step::Member(scanner.key()?) } else { Step::Element(0) });
                    if at >= place {
                        return Ok(());
                    }
                    continue;
                }
            }
            Start::String => drop(scanner.string()?),
            Start::Number => drop(scanner.number()?),
            Start::True | Start::False | Start::Null => scanner.literal(start)?,
        }
        // A value has ended: on to the next one of its container, or out of it.
        loop {
            if scanner.position() > place {
                return Ok(());
            }
            let at = match steps.pop() {
                None => return Ok(()),
                Some(Step::Member(_)) if scanner.next_member()? => {
                    let at = scanner.position();
                    steps.push(Step::Member(scanner.key()?));
                    at
                }
                Some(Step::Element(index)) if scanner.next_element()? => {
                    steps.push(Step::Element(index + 1));
                    scanner.position()
                }
                Some(_) => continue,
            };
            if at >= place {
                return Ok(());
            }
            break;
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
        assert_eq!(at(r#"{"a":{"b":1,}}"#, 12), "/a");
        assert_eq!(at(r#"{"a":[{},"x"#, 11), "/a/1");
    }

    #[test]
    fn depth_is_no_danger() {
        let pointer = at(&"[".repeat(200_000), 200_000);
        assert_eq!(pointer, "/0".repeat(200_000));
    }

    #[test]
    fn tokens_are_unescaped() {
        assert_eq!(tokens("/a~1b/~0~01/"), Some(vec!["a/b".into(), "~~1".into(), String::new()]));
        assert_eq!(tokens("/a~2"), None);
        assert_eq!(tokens("/a~"), None);
    }
}
