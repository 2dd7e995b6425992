//! The canonical text of a document, `JSON.stringify(JSON.parse(text))`, which a model's hash is taken of.

use super::tree::{Member, Value};
use super::write;
use crate::number::Number;
use crate::out::Out;
use crate::prelude::*;
use crate::sort::sort;

/// Appends the canonical text of a value.
pub(crate) fn write(out: &mut Out, value: &Value<'_>) {
    match value {
        Value::Null => out.put(b"null"),
        Value::Boolean(true) => out.put(b"true"),
        Value::Boolean(false) => out.put(b"false"),
        Value::Number(text) => match Number::from_json(text) {
            Some(number) => number.write(out),
            // JSON.parse reads a number past all doubles as Infinity, which JSON.stringify writes as null.
            None => out.put(b"null"),
        },
        Value::String(text) => write::string(out, text),
        Value::Array(elements) => {
            out.push(b'[');
            for (index, element) in elements.iter().enumerate() {
                separate(out, index);
                write(out, &element.value);
            }
            out.push(b']');
        }
        Value::Object(members) => {
            out.push(b'{');
            for (index, member) in in_javascript_order(members).enumerate() {
                separate(out, index);
                write::string(out, &member.key);
                out.push(b':');
                write(out, &member.node.value);
            }
            out.push(b'}');
        }
    }
}

pub(crate) fn separate(out: &mut Out, index: usize) {
    if index > 0 {
        out.push(b',');
    }
}

/// JavaScript lists the keys that are array indexes first and by size, the others in the order of their creation.
fn in_javascript_order<'n, 'a>(members: &'n [Member<'a>]) -> impl Iterator<Item = &'n Member<'a>> {
    let key = |place: u32| array_index(&members[place as usize].key).map_or((1, place), |index| (0, index));
    let mut order: Vec<u32> = (0..members.len() as u32).gather();
    sort(&mut order, &|a, b| key(a).cmp(&key(b)));
    order.into_iter().map(|place| &members[place as usize])
}

/// An array index is a whole number below 2^32 − 1 as JavaScript would write it.
fn array_index(key: &str) -> Option<u32> {
    let index: u32 = key.parse().ok()?;
    (index < u32::MAX && index.to_string() == key).then_some(index)
}

#[cfg(test)]
mod tests {
    use crate::out::Out;
    use crate::prelude::*;
    #[test]
    fn the_canonical_text_is_what_javascript_prints() {
        for (text, canonical) in [
            (" { \"b\" : [ 1.0 , -0, 1e3, 1e21, 1e400 ] , \"a\" : null } ", r#"{"b":[1,0,1000,1e+21,null],"a":null}"#),
            (
                r#"{"b":1,"10":2,"9":3,"01":4,"a":5,"4294967295":6,"-1":7}"#,
                r#"{"9":3,"10":2,"b":1,"01":4,"a":5,"4294967295":6,"-1":7}"#,
            ),
            (r#"["\u00e9\/\u001f\ud83d\ude00"]"#, "[\"é/\\u001f😀\"]"),
            ("[true,false,{},[]]", "[true,false,{},[]]"),
        ] {
            let mut out = Out::new();
            super::write(&mut out, &crate::json::tree::parse(text, &mut Vec::new()).unwrap().value);
            assert_eq!(*out, *canonical.as_bytes());
        }
    }
}
