//! The words of a reason, with placeholders for what is only known at an evaluation.

use super::read::Reader;
use crate::diagnostic::Code;
use crate::json::tree::Node;
use crate::json::write;
use crate::out::Out;
use crate::prelude::*;

/// Words in parts; the texts are escaped for JSON already, so that an evaluation only copies them.
#[derive(Debug)]
pub(crate) struct Because {
    pub(crate) parts: Vec<Part>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    Text(Vec<u8>),
    Points,
    Count,
    Value,
}

impl Because {
    /// Plain words without placeholders.
    pub(crate) fn plain(text: &str) -> Because {
        Because { parts: vec![Part::Text(escaped(text))] }
    }

    /// Compiles the words of a rule; without any, they are its id.
    pub(crate) fn compile(reader: Reader<'_>, node: Option<&Node<'_>>, id: &str, placeholders: &[&str]) -> Because {
        let Some((node, text)) = node.and_then(|node| Some((node, reader.text(node)?))) else {
            return Because::plain(id);
        };
        let mut parts = Vec::new();
        let mut rest = text;
        while let Some(open) = rest.find('{') {
            let Some(length) = rest[open..].find('}') else { break };
            let name = &rest[open + 1..open + length];
            if placeholders.contains(&name) {
                parts.push(Part::Text(escaped(&rest[..open])));
                parts.push(match name {
                    "points" => Part::Points,
                    "count" => Part::Count,
                    _ => Part::Value,
                });
            } else {
                let known: Vec<String> = placeholders.iter().map(|known| format!("`{{{known}}}`")).gather();
                reader.fault_with_help(
                    node.at,
                    Code::UnknownPlaceholder,
                    &format_args!("unknown placeholder `{{{name}}}`"),
                    &format_args!("here can stand {}", joined(&known, " and ")),
                );
            }
            rest = &rest[open + length + 1..];
        }
        parts.push(Part::Text(escaped(rest)));
        Because { parts }
    }
}

fn escaped(text: &str) -> Vec<u8> {
    let mut out = Out::new();
    write::string(&mut out, text);
    let mut out = out.done();
    out.pop();
    out.remove(0);
    out
}
