//! The model document: its text, read strictly, before any of it has a meaning.

use super::Compiled;
use super::compile::compile;
use super::read::Reader;
use crate::calendar::Zones;
use crate::diagnostic::{Code, Diagnostic, Faults};
use crate::json::canonical;
use crate::json::tree::{self, Flaw, Node};

/// A model as authored.
pub(crate) struct ModelDocument<'t> {
    root: Node<'t>,
}

const LARGEST: usize = 1 << 20;

impl<'t> ModelDocument<'t> {
    /// Parses and compiles a text: the tables, unless there are errors, and all faults.
    pub(crate) fn read(text: &'t str, zones: Option<&Zones>) -> (Option<Compiled>, Vec<Diagnostic>) {
        let faults = Faults::new(text);
        let compiled = ModelDocument::parse(text, &faults).and_then(|document| document.compile(&faults, zones));
        let compiled = if faults.has_errors() { None } else { compiled };
        (compiled, faults.finish())
    }

    fn parse(text: &'t str, faults: &Faults<'_>) -> Option<ModelDocument<'t>> {
        if text.len() > LARGEST {
            faults.add(0, Code::ModelTooLarge, format!("the model has {} bytes, more than {LARGEST}", text.len()));
            return None;
        }
        let mut flaws = Vec::new();
        let root = match tree::parse(text, &mut flaws) {
            Ok(root) => root,
            Err(fault) => {
                faults.add(fault.at, Code::NotJson, format!("expected {}", fault.expected));
                return None;
            }
        };
        for flaw in flaws {
            match flaw {
                Flaw::Duplicate { at, key } => {
                    faults.add(at, Code::DuplicateKey, format!("key `{key}` is given twice"))
                }
                Flaw::Unpaired { at } => {
                    faults.add(at, Code::UnpairedSurrogate, "this text has half of a surrogate pair".to_string())
                }
            }
        }
        Some(ModelDocument { root })
    }

    fn compile(&self, faults: &Faults<'_>, zones: Option<&Zones>) -> Option<Compiled> {
        let mut compiled = compile(Reader { faults }, &self.root, zones)?;
        compiled.header.hash = self.hash();
        Some(compiled)
    }

    fn hash(&self) -> String {
        let mut text = Vec::new();
        canonical::write(&mut text, &self.root);
        let digest = hmac_sha256::Hash::hash(&text);
        let hex = digest
            .iter()
            .flat_map(|byte| [byte >> 4, byte & 15])
            .filter_map(|half| char::from_digit(u32::from(half), 16));
        "sha256:".chars().chain(hex).collect()
    }
}
