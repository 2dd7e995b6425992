//! Parts of the document, by key and index: where a lint points to, and what it says of things that have no table.

use crate::json::tree::{Member, Node, Value};
use crate::table::Table;

/// The members of an object, found without looking at all of them.
pub(super) struct ByKey<'n> {
    members: &'n [Member<'n>],
    indexes: Table,
}

impl<'n> ByKey<'n> {
    fn member(&self, key: &str) -> Option<&'n Member<'n>> {
        self.members.get(self.indexes.get(key)? as usize)
    }

    pub(super) fn get(&self, key: &str) -> Part<'n> {
        Part(self.member(key).map(|member| &member.node))
    }

    /// The place of a key.
    pub(super) fn key_at(&self, key: &str) -> usize {
        self.member(key).map_or(0, |member| member.at)
    }
}

/// A value of the document, or nothing where there is none.
#[derive(Clone, Copy)]
pub(super) struct Part<'n>(pub(super) Option<&'n Node<'n>>);

impl<'n> Part<'n> {
    pub(super) fn get(self, key: &str) -> Part<'n> {
        Part(self.0.and_then(|node| node.get(key)))
    }

    pub(super) fn item(self, index: usize) -> Part<'n> {
        Part(self.items().get(index))
    }

    pub(super) fn items(self) -> &'n [Node<'n>] {
        self.0.map_or(&[], |node| node.elements())
    }

    pub(super) fn members(self) -> &'n [Member<'n>] {
        self.0.map_or(&[], |node| node.members())
    }

    pub(super) fn text(self) -> &'n str {
        self.0.map_or("", |node| node.text())
    }

    pub(super) fn is_true(self) -> bool {
        matches!(self.0.map(|node| &node.value), Some(Value::Boolean(true)))
    }

    /// The place of this value.
    pub(super) fn at(self) -> usize {
        self.0.map_or(0, |node| node.at)
    }

    /// The place of a key of this object; of the object when it has no such key.
    pub(super) fn key_at(self, key: &str) -> usize {
        self.members().iter().find(|member| member.key == key).map_or(self.at(), |member| member.at)
    }

    /// The members of this object by their keys, for those who ask for each of many.
    pub(super) fn by_key(self) -> ByKey<'n> {
        let mut indexes = Table::default();
        for (index, member) in self.members().iter().enumerate() {
            indexes.insert(&member.key, index as u32);
        }
        ByKey { members: self.members(), indexes }
    }

    /// A member, by its index.
    pub(super) fn member(self, index: usize) -> Part<'n> {
        Part(self.members().get(index).map(|member| &member.node))
    }

    /// The key of a member, by its index.
    pub(super) fn key(self, index: usize) -> &'n str {
        self.members().get(index).map_or("", |member| member.key.as_str())
    }
}
