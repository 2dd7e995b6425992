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
        if !core::mem::replace(&mut self.is_first, false) {
            self.out.push(b',');
        }
        write::string(self.out, key);
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

/// Writes a list.
pub(crate) fn list<T>(out: &mut Out, all: impl IntoIterator<Item = T>, mut each: impl FnMut(&mut Out, T)) {
    out.push(b'[');
    all.into_iter().for_each(|one| {
        separate(out);
        each(out, one);
    });
    out.push(b']');
}

/// Writes the comma before an element that is not the first.
#[inline(never)]
fn separate(out: &mut Out) {
    if out.last() != Some(&b'[') {
        out.push(b',');
    }
}
