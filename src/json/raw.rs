//! Values by their JSON: taking a text apart at its first level, every value in it staying as it is written.

use super::scan::{Fault, Scanner, Start};
use crate::prelude::*;

/// A member of an object: its key, and the JSON of its value.
pub(crate) type Member<'a> = (String, &'a str);

/// The members of an object, the last of each name; `None` for JSON that is no object, or no JSON.
pub(crate) fn members(text: &str) -> Option<Vec<Member<'_>>> {
    let read = || -> Result<Option<Vec<Member<'_>>>, Fault> {
        let mut scanner = Scanner::new(text);
        if scanner.start()? != Start::Object {
            return Ok(None);
        }
        let mut members: Vec<Member<'_>> = Vec::new();
        let mut more = scanner.open()?;
        while more {
            let mut key = String::new();
            scanner.key()?.unescape_into(&mut key);
            let value = value(text, &mut scanner)?;
            match members.iter_mut().find(|(known, _)| *known == key) {
                Some(member) => member.1 = value,
                None => members.push((key, value)),
            }
            more = scanner.next_member()?;
        }
        scanner.end()?;
        Ok(Some(members))
    };
    read().ok().flatten()
}

/// Whether a text is one JSON value.
pub(crate) fn is_json(text: &str) -> bool {
    let mut scanner = Scanner::new(text);
    value(text, &mut scanner).and_then(|_| scanner.end()).is_ok()
}

/// The elements of an array; `None` for JSON that is no array, or no JSON.
pub(crate) fn elements(text: &str) -> Option<Vec<&str>> {
    let read = || -> Result<Option<Vec<&str>>, Fault> {
        let mut scanner = Scanner::new(text);
        if scanner.start()? != Start::Array {
            return Ok(None);
        }
        let mut elements = Vec::new();
        let mut more = scanner.open()?;
        while more {
            elements.push(value(text, &mut scanner)?);
            more = scanner.next_element()?;
        }
        scanner.end()?;
        Ok(Some(elements))
    };
    read().ok().flatten()
}

/// The text of a JSON string; `None` for other JSON.
pub(crate) fn string(json: &str) -> Option<String> {
    let mut scanner = Scanner::new(json);
    if scanner.start().ok()? != Start::String {
        return None;
    }
    let mut text = String::new();
    scanner.string().ok()?.unescape_into(&mut text);
    Some(text)
}

/// The value that begins where the scanner is.
fn value<'a>(text: &'a str, scanner: &mut Scanner<'a>) -> Result<&'a str, Fault> {
    scanner.start()?;
    let start = scanner.position();
    scanner.skip(0, &mut |_, _| false)?;
    Ok(&text[start..scanner.position()])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_stay_as_they_are_written() {
        assert_eq!(
            members(r#" {"a": 1.0 , "b\u0041":[ 1 ]} "#),
            Some(vec![("a".into(), "1.0"), ("bA".into(), "[ 1 ]")])
        );
        assert_eq!(members(r#"{"a":1,"a":2}"#), Some(vec![("a".into(), "2")]));
        assert_eq!((members("[]"), members("{} 1"), members("{")), (None, None, None));
        assert_eq!(elements("[1, {} ]"), Some(vec!["1", "{}"]));
        assert_eq!((elements("{}"), elements("[1")), (None, None));
        assert_eq!((string(r#""a\n""#), string("1")), (Some("a\n".into()), None));
        assert!(is_json(" [1] ") && !is_json("[1") && !is_json("") && !is_json("1 2"));
    }
}
