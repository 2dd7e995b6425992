//! The context of an evaluation: what the host knows of turns, loads and absences at this moment.

use super::{Lead, Notice, NoticePath};
use crate::json::tree::{self, Node, Value};
use crate::number::Number;

const MEMBERS: [(&str, &str, fn(&Node<'_>) -> bool); 4] = [
    ("turn", "/turn", |node| is_integer(node) || has_only(node, is_integer)),
    ("load", "/load", |node| has_only(node, is_integer)),
    ("away", "/away", |node| matches!(&node.value, Value::Array(nodes) if nodes.iter().all(is_text))),
    ("salt", "/salt", is_text),
];

impl Lead {
    /// Notes what is wrong with a context; an empty text is none.
    pub(crate) fn read_context(&mut self, json: &[u8]) {
        if json.is_empty() {
            return;
        }
        let root = std::str::from_utf8(json).ok().and_then(|text| tree::parse(text, &mut Vec::new()).ok());
        let Some(Node { value: Value::Object(members), .. }) = root else {
            let absent = root.is_some_and(|root| matches!(root.value, Value::Null));
            if !absent {
                self.notices.context.push(Notice::at("bad-context", NoticePath::Fixed("")));
            }
            return;
        };
        for (name, path, is_good) in MEMBERS {
            // As in a lead, the last of a member given twice counts, and null is absence.
            let member = members.iter().rfind(|member| member.key == name);
            if member.is_some_and(|member| !matches!(member.node.value, Value::Null) && !is_good(&member.node)) {
                self.notices.context.push(Notice::at("bad-context", NoticePath::Fixed(path)));
            }
        }
    }
}

fn is_integer(node: &Node<'_>) -> bool {
    matches!(node.value, Value::Number(text) if Number::from_json(text).and_then(Number::to_integer).is_some())
}

fn is_text(node: &Node<'_>) -> bool {
    matches!(node.value, Value::String(_))
}

fn has_only(node: &Node<'_>, is_good: fn(&Node<'_>) -> bool) -> bool {
    matches!(&node.value, Value::Object(members) if members.iter().all(|member| is_good(&member.node)))
}
