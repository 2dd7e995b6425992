//! The lead as the model sees it: values of its fields, usable events, what the CRM remembers, and what was wrong with any of it.

mod answer;
mod context;
mod email;
mod events;
mod limits;
mod notices;
#[cfg(any(test, target_arch = "wasm32"))]
mod parts;
mod profile;
mod read;

pub(crate) use context::{Context, Count};
pub(crate) use events::{Event, Prop};
pub(crate) use notices::{Notice, NoticePath, Notices, Tally};
pub(crate) use profile::{SetElement, Value};

use crate::bytes::is_trimmed;
use crate::fold::{Change, change, fold_into, words_into};
use crate::json::scan::Quoted;
use crate::model::Wanted;
use crate::prelude::*;
use crate::time::Instant;

/// What is kept of a lead. Its memory is used again for the next one.
#[derive(Debug, Default)]
pub(crate) struct Lead {
    /// Every text that is kept, one after the other, as written and in the forms that tests compare.
    pub(crate) texts: Texts,
    pub(crate) id: Option<Span>,
    /// The index of the lead's motion; inbound when it has none.
    pub(crate) motion: usize,
    /// By field.
    pub(crate) values: Vec<Value>,
    /// The elements of all sets.
    pub(crate) elements: Vec<SetElement>,
    /// The events that are no faulty ones, in the order of the lead.
    pub(crate) events: Vec<Event>,
    /// The props of all events that the model knows, by their index in its vocabulary, as the events carry them: a row of
    /// the whole vocabulary for each event could be larger than any memory.
    props: Vec<(u32, Prop)>,
    /// The indexes of the props, in the order of the vocabulary within each event.
    prop_order: Vec<u32>,
    /// The events by time, those of one instant in the order of the lead.
    pub(crate) order: Vec<u32>,
    pub(crate) crm: Crm,
    pub(crate) context: Context,
    pub(crate) notices: Notices,
    memory: read::Memory,
    /// The length of the text it was read from, by how much answers may have made that longer, and how much text they are.
    length: usize,
    longer: usize,
    kept: usize,
}

/// What the CRM remembers of a lead.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Crm {
    pub(crate) stage: Option<CrmStage>,
    pub(crate) stage_since: Option<Instant>,
    pub(crate) disqualified_at: Option<Instant>,
    pub(crate) nurture_since: Option<Instant>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CrmStage {
    /// A stage by its index; 0 is `lead`.
    Stage(usize),
    Disqualified,
}

/// A part of [`Texts`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Span {
    start: u32,
    end: u32,
}

/// A text as written and in the forms that tests compare.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Forms {
    pub(crate) written: Span,
    pub(crate) folded: Span,
    /// Empty unless a test asks for words.
    pub(crate) words: Span,
}

/// Texts kept one after the other, the first of them the JSON text of the lead itself: what stands there as it is needs no
/// place of its own.
#[derive(Debug, Default)]
pub(crate) struct Texts {
    kept: String,
    /// How much of these is nothing but NULs, where a lead was forgotten.
    forgotten: usize,
    scratch: String,
}

impl Texts {
    /// The text. That it begins and ends between characters is looked at in one place.
    #[inline(never)]
    pub(crate) fn get(&self, span: Span) -> &str {
        &self.kept[span.start as usize..span.end as usize]
    }

    /// The bytes of the same, for whoever compares them.
    #[inline]
    pub(crate) fn bytes(&self, span: Span) -> &[u8] {
        &self.kept.as_bytes()[span.start as usize..span.end as usize]
    }

    /// Forgets all texts but that of a lead.
    fn begin(&mut self, json: &str) {
        let before = self.kept.len();
        self.kept.clear();
        self.kept.push_str(json);
        // Nothing of the lead before stays behind a shorter one.
        if before > self.forgotten {
            fill(&mut self.kept, before);
            self.kept.truncate(json.len());
        }
        self.forgotten = 0;
    }

    /// A string of the lead's text.
    #[inline]
    fn of(&mut self, quoted: Quoted<'_>) -> Span {
        if quoted.escaped {
            return self.keep_with(|kept| _ = quoted.unescape_into(kept));
        }
        Span { start: quoted.at as u32, end: (quoted.at + quoted.raw.len()) as u32 }
    }

    /// Overwrites what is kept, so that it is not to be found in memory: every text becomes one of NULs.
    fn forget(&mut self) {
        let length = self.kept.len();
        self.kept.clear();
        fill(&mut self.kept, length);
        self.forgotten = length;
        overwrite(&mut self.scratch);
    }

    /// Keeps what `write` appends.
    fn keep_with(&mut self, write: impl FnOnce(&mut String)) -> Span {
        let start = self.kept.len();
        write(&mut self.kept);
        Span { start: start as u32, end: self.kept.len() as u32 }
    }

    fn keep(&mut self, text: &str) -> Span {
        self.keep_with(|kept| kept.push_str(text))
    }

    /// The same text without white space at its ends.
    #[inline]
    fn trim(&self, span: Span) -> Span {
        if is_trimmed(self.bytes(span)) { span } else { self.trim_at_all(span) }
    }

    #[inline(never)]
    fn trim_at_all(&self, span: Span) -> Span {
        let text = self.get(span);
        let start = span.start + (text.len() - text.trim_start().len()) as u32;
        Span { start, end: start + text.trim().len() as u32 }
    }

    /// Whether a text is nothing but white space. Most begin with something visible.
    #[inline]
    fn is_blank(&self, span: Span) -> bool {
        !self.bytes(span).first().is_some_and(u8::is_ascii_graphic) && self.is_blank_at_all(span)
    }

    #[inline(never)]
    fn is_blank_at_all(&self, span: Span) -> bool {
        self.get(span).trim().is_empty()
    }

    /// Keeps what `change` makes of a kept text.
    fn keep_changed(&mut self, span: Span, change: impl FnOnce(&str, &mut String)) -> Span {
        let mut scratch = core::mem::take(&mut self.scratch);
        scratch.clear();
        change(self.get(span), &mut scratch);
        let changed = self.keep(&scratch);
        self.scratch = scratch;
        changed
    }

    fn fold(&mut self, span: Span) -> Span {
        match change(self.bytes(span)) {
            Change::Nothing => span,
            Change::Case => self.lower_case(span),
            Change::Any => self.keep_changed(span, fold_into),
        }
    }

    /// Keeps a text with the capital letters of ASCII as small ones.
    fn lower_case(&mut self, span: Span) -> Span {
        let start = self.kept.len();
        self.kept.extend_from_within(span.start as usize..span.end as usize);
        self.kept[start..].make_ascii_lowercase();
        Span { start: start as u32, end: self.kept.len() as u32 }
    }

    #[inline(never)]
    fn words(&mut self, folded: Span) -> Span {
        self.keep_changed(folded, words_into)
    }

    /// The forms of a text that has been kept; those that nothing wants stay empty.
    #[inline]
    fn forms(&mut self, written: Span, wanted: Wanted) -> Forms {
        let folded = if wanted >= Wanted::Folded { self.fold(written) } else { Span::default() };
        self.folded_forms(written, folded, wanted)
    }

    /// The forms of a text that has been kept folded, too.
    #[inline]
    fn folded_forms(&mut self, written: Span, folded: Span, wanted: Wanted) -> Forms {
        let words = if wanted >= Wanted::Words { self.words(folded) } else { Span::default() };
        Forms { written, folded, words }
    }
}

impl Lead {
    /// Leaves none of its texts, nor of its context's, in memory. Each that is kept becomes one of NULs.
    pub(crate) fn forget(&mut self) {
        self.texts.forget();
        self.memory.forget();
        self.forget_context();
    }
}

const NULS: &str = match core::str::from_utf8(&[0; 4_096]) {
    Ok(nuls) => nuls,
    Err(_) => "\0",
};

/// Makes a text so long with NULs.
fn fill(text: &mut String, length: usize) {
    while text.len() < length {
        text.push_str(&NULS[..NULS.len().min(length - text.len())]);
    }
}

/// Empties a text and overwrites its memory, which longer ones may have stood in. When that is much, it is given back rather:
/// overwriting it for each lead would cost more than getting it again.
fn overwrite(text: &mut String) {
    const MUCH: usize = 4_096;
    let mut bytes = core::mem::take(text).into_bytes();
    bytes.clear();
    if bytes.capacity() <= MUCH {
        bytes.resize(bytes.capacity(), 0);
        bytes.clear();
        *text = String::from_utf8(bytes).unwrap_or_default();
    }
}
