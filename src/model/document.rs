//! The model document: its text, read strictly, before any of it has a meaning.

use super::Compiled;
use super::compile::compile;
use super::read::Reader;
use crate::calendar::Zones;
use crate::diagnostic::{Code, Diagnostic, Faults};
use crate::json::canonical;
use crate::json::scan::Fault;
use crate::json::tree::{self, Flaw, Node};
use crate::out::Out;
use crate::prelude::*;

/// A model as authored.
pub(crate) struct ModelDocument<'t> {
    root: Node<'t>,
}

const LARGEST: usize = 1 << 20;
const HEX: &[u8; 16] = b"0123456789abcdef";

/// The text that bytes are, or the fault that they are none.
pub(crate) fn decode(bytes: &[u8]) -> Result<&str, Vec<Diagnostic>> {
    let good = match core::str::from_utf8(bytes) {
        Ok(text) => return Ok(text),
        Err(error) => error.valid_up_to(),
    };
    // What comes before the first wrong byte shows where it stands.
    let (before, rest) = bytes.split_at(good);
    let before = core::str::from_utf8(before).unwrap_or_default();
    let faults = Faults::new(before);
    if fits(bytes.len(), &faults) {
        let byte = rest.first().copied().unwrap_or_default();
        faults.add_with_help(
            good,
            Code::NotJson,
            &format_args!("expected a text in UTF-8, found the byte `{byte:#04x}`"),
            &"save the file as UTF-8",
        );
    }
    Err(faults.finish())
}

fn fits(size: usize, faults: &Faults<'_>) -> bool {
    if size > LARGEST {
        faults.add(0, Code::ModelTooLarge, &format_args!("the model has {size} bytes, and {LARGEST} is the most"));
    }
    size <= LARGEST
}

impl<'t> ModelDocument<'t> {
    /// Parses and compiles a text: the tables, unless there are errors, and all faults.
    pub(crate) fn read(text: &'t str, zones: Option<&Zones>) -> (Option<Compiled>, Vec<Diagnostic>) {
        let faults = Faults::new(text);
        let compiled = ModelDocument::parse(text, &faults).and_then(|document| document.compile(&faults, zones));
        let compiled = if faults.has_errors() { None } else { compiled };
        (compiled, faults.finish())
    }

    /// All faults of a text, with those that `lint` finds in a model that can be used.
    pub(crate) fn check(
        text: &'t str,
        zones: Option<&Zones>,
        lint: impl Fn(&Node<'_>, &Compiled, &Faults<'_>),
    ) -> Vec<Diagnostic> {
        let faults = Faults::new(text);
        if let Some(document) = ModelDocument::parse(text, &faults)
            && let Some(compiled) = document.compile(&faults, zones)
            && !faults.has_errors()
        {
            lint(&document.root, &compiled, &faults);
        }
        faults.finish()
    }

    /// What `look` makes of the tree of a model that can be used, or all faults of the text.
    pub(crate) fn look<T>(
        text: &'t str,
        zones: Option<&Zones>,
        look: impl FnOnce(&Node<'_>) -> T,
    ) -> Result<T, Vec<Diagnostic>> {
        let faults = Faults::new(text);
        if let Some(document) = ModelDocument::parse(text, &faults)
            && document.compile(&faults, zones).is_some()
            && !faults.has_errors()
        {
            return Ok(look(&document.root));
        }
        Err(faults.finish())
    }

    fn parse(text: &'t str, faults: &Faults<'_>) -> Option<ModelDocument<'t>> {
        if !fits(text.len(), faults) {
            return None;
        }
        let mut flaws = Vec::new();
        let root = match tree::parse(text, &mut flaws) {
            Ok(root) => root,
            Err(fault) => {
                not_json(faults, text, fault);
                return None;
            }
        };
        for flaw in flaws {
            match flaw {
                Flaw::Duplicate { at, key } => {
                    let message = format!("key `{key}` is given twice");
                    faults.add_with_help(at, Code::DuplicateKey, &message, &"leave one of them out");
                }
                Flaw::Unpaired { at } => {
                    let message = "this text has half of a surrogate pair".to_string();
                    let help = "write both `\\u…` of the pair, or the character itself".to_string();
                    faults.add_with_help(at, Code::UnpairedSurrogate, &message, &help);
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
        let mut text = Out::new();
        canonical::write(&mut text, &self.root.value);
        let digest = hmac_sha256::Hash::hash(&text);
        let mut hash = "sha256:".to_string();
        for byte in digest {
            hash.push(char::from(HEX[usize::from(byte >> 4)]));
            hash.push(char::from(HEX[usize::from(byte & 15)]));
        }
        hash
    }
}

/// Reports where a text is not JSON, with a way out of what people do most often.
fn not_json(faults: &Faults<'_>, text: &str, fault: Fault) {
    let (before, rest) = text.split_at_checked(fault.at).unwrap_or((text, ""));
    let found = match rest.chars().next() {
        None => "the end of the text".to_string(),
        Some('\u{feff}') => "a byte order mark".to_string(),
        Some(char) => format!("`{char}`"),
    };
    let help = match rest.as_bytes() {
        [b'}' | b']', ..] if before.trim_end().ends_with(',') => "take out the comma before it",
        [b'/', b'/' | b'*', ..] => "JSON has no comments; write a `note`, which every object of a model may have",
        [b'\'', ..] => "JSON has texts and keys in double quotes",
        [b'\n' | b'\r', ..] => "close the string with `\"`, or write `\\n` for a new line in it",
        [b'"' | b'{' | b'[', ..] if fault.expected.starts_with("`,`") => "put a comma before it",
        [b'0'..=b'9', ..] if before.ends_with('0') => "write numbers without a zero in front",
        _ if ["True", "False", "None"].iter().any(|word| rest.starts_with(word)) => {
            "JSON has `true`, `false` and `null`, in small letters"
        }
        _ if rest.starts_with('\u{feff}') => "save the file as UTF-8 without a byte order mark",
        [] if before.trim().is_empty() => "a model is an object: `{ \"leadgrade\": 1, … }`",
        _ => return faults.add(fault.at, Code::NotJson, &format_args!("expected {}, found {found}", fault.expected)),
    };
    faults.add_with_help(fault.at, Code::NotJson, &format_args!("expected {}, found {found}", fault.expected), &help);
}
