//! Writing objects and lists where it matters little how fast.

use super::write;
use crate::out::Out;

/// Writes members of an object, one after the other.
pub(crate) struct Object<'o> {
    out: &'o mut Out,
    is_first: bool,
}

impl<'o> Object<'o> {
    pub(crate) fn new(out: &'o mut Out) -> Object<'o> {
        out.push(b'{');
        Object { out, is_first: true }
    }

    /// The place where the value of a key is to be written.
    pub(crate) fn key(&mut self, key: &str) -> &mut Out {
        write::string(separate(self.out, &mut self.is_first), key);
        self.out.push(b':');
        self.out
    }

    pub(crate) fn text(&mut self, key: &str, text: &str) {
        write::string(self.key(key), text);
    }

    pub(crate) fn text_or_null(&mut self, key: &str, text: Option<&str>) {
        write::text_or_null(self.key(key), text);
    }

    pub(crate) fn truth(&mut self, key: &str, truth: bool) {
        self.json(key, if truth { "true" } else { "false" });
    }

    pub(crate) fn json(&mut self, key: &str, json: &str) {
        self.key(key).put(json.as_bytes());
    }

    pub(crate) fn end(self) {
        self.out.push(b'}');
    }
}

/// Writes elements of a list, one after the other.
pub(crate) struct List<'o> {
    out: &'o mut Out,
    is_first: bool,
}

impl<'o> List<'o> {
    pub(crate) fn new(out: &'o mut Out) -> List<'o> {
        out.push(b'[');
        List { out, is_first: true }
    }

    /// The place where the next element is to be written.
    pub(crate) fn next(&mut self) -> &mut Out {
        separate(self.out, &mut self.is_first)
    }

    pub(crate) fn end(self) {
        self.out.push(b']');
    }
}

/// Writes the comma before what is not the first.
fn separate<'o>(out: &'o mut Out, is_first: &mut bool) -> &'o mut Out {
    if !core::mem::replace(is_first, false) {
        out.push(b',');
    }
    out
}
