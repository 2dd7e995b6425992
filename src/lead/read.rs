//! Reading a lead: one pass over its JSON text that keeps only what the model uses. It never fails; what it could not
//! read is noted.

use super::{Crm, CrmStage, Lead, Notice, NoticePath, Span, Tally, limits};
use crate::json::names::Names;
use crate::json::pointer;
use crate::json::scan::{Fault, Quoted, Scanner, Start};
use crate::model::{Compiled, MOTIONS};
use crate::number::Number;
use crate::prelude::*;
use crate::sort::sort;

/// A value as it stands in the text, not yet of any type.
#[derive(Clone, Copy, Debug)]
#[cfg_attr(
    not(any(test, target_arch = "wasm32")),
    expect(dead_code, reason = "what a host took apart is read in WebAssembly only")
)]
pub(super) enum Raw {
    Absent,
    Null,
    Boolean(bool),
    /// The range of its text.
    Number {
        start: u32,
        end: u32,
    },
    Text(Span),
    /// Its place, and the containers around it.
    Array {
        at: u32,
        depth: u32,
    },
    Object,
    /// Of what a host took apart, a number that is read already.
    Double(Number),
    /// The elements of an array, with semicolons between them.
    List(Span),
    /// A text that is no blank one, of which nobody asks more.
    Some,
}

impl Raw {
    /// The number that it is.
    pub(super) fn number(self, input: Input<'_>) -> Option<Number> {
        match self {
            Raw::Number { start, end } => Number::from_json(&input.text[start as usize..end as usize]),
            Raw::Double(number) => Some(number),
            _ => None,
        }
    }
}

/// The text of a lead.
#[derive(Clone, Copy)]
pub(super) struct Input<'a> {
    pub(super) text: &'a str,
}

/// What is counted while a text is read.
pub(super) struct Reading<'a> {
    pub(super) input: Input<'a>,
    /// Whether any value is too deep or too long, even one that a later member of the same name replaces.
    pub(super) past_a_limit: bool,
    pub(super) too_many_events: u32,
}

impl<'a> Reading<'a> {
    pub(super) fn of(input: Input<'a>) -> Reading<'a> {
        Reading { input, past_a_limit: false, too_many_events: 0 }
    }
}

/// Memory that is used again for the next lead.
#[derive(Debug, Default)]
pub(super) struct Memory {
    /// By place in the profile.
    pub(super) slots: Vec<Raw>,
    /// By place in the profile, two for each: the member that came first below it, and the one that came behind it, when that was met
    /// last. What one source sends comes in one order, so that most members need not be looked up.
    next: Vec<u32>,
    /// Members of the profile that no field names, and whether their value counts.
    unused: Vec<(Span, bool)>,
    /// Indexes of these, to be sorted by name.
    order: Vec<u32>,
    key: String,
}

impl Memory {
    pub(super) fn forget(&mut self) {
        super::overwrite(&mut self.key);
    }

    /// A key with its escapes replaced.
    #[inline]
    pub(super) fn key<'k>(&'k mut self, quoted: Quoted<'k>) -> &'k [u8] {
        if quoted.escaped { self.unescaped(quoted) } else { quoted.raw }
    }

    #[inline(never)]
    fn unescaped(&mut self, quoted: Quoted<'_>) -> &[u8] {
        self.key.clear();
        quoted.unescape_into(&mut self.key);
        self.key.as_bytes()
    }

    /// The index of an array's element as a JSON Pointer has it.
    fn index(&mut self, index: usize) -> &[u8] {
        use core::fmt::Write;
        self.key.clear();
        let _ = write!(self.key, "{index}");
        self.key.as_bytes()
    }
}

/// The members of a lead, in the order in which notices name them.
#[derive(Clone, Copy)]
#[repr(usize)]
pub(super) enum Member {
    Id,
    Motion,
    Profile,
    Events,
    Stage,
    StageSince,
    DisqualifiedAt,
    NurtureSince,
}

pub(super) const NAMES: Names<8> =
    Names::of(["id", "motion", "profile", "events", "stage", "stageSince", "disqualifiedAt", "nurtureSince"]);

/// By name.
const MEMBERS: [Member; 8] = [
    Member::Id,
    Member::Motion,
    Member::Profile,
    Member::Events,
    Member::Stage,
    Member::StageSince,
    Member::DisqualifiedAt,
    Member::NurtureSince,
];

impl Lead {
    /// Reads the JSON text of a lead.
    pub(crate) fn read(&mut self, model: &Compiled, json: &[u8]) {
        self.reset(model);
        (self.length, self.longer, self.kept) = (json.len(), 0, 0);
        if json.len() > limits::LARGEST {
            return self.nothing(model, "lead-too-large");
        }
        let Ok(text) = core::str::from_utf8(json) else { return self.nothing(model, "not-json") };
        self.texts.begin(text);
        let input = Input { text };
        let mut reading = Reading::of(input);
        let mut scanner = Scanner::new(text);
        let mut members = [Raw::Absent; 8];
        match self.read_members(model, &mut scanner, &mut reading, &mut members) {
            Ok(true) => {}
            Ok(false) => return self.nothing(model, "not-an-object"),
            Err(_) => return self.nothing(model, "not-json"),
        }
        self.resolve_fields(model, input);
        self.resolve_members(model, &members, input);
        self.count_unused();
        self.order_events();
        self.note_limits(&reading);
    }

    pub(super) fn reset(&mut self, model: &Compiled) {
        self.texts.begin("");
        self.id = None;
        self.motion = 0;
        self.elements.clear();
        self.crm = Crm::default();
        self.notices.clear();
        self.reset_profile(model);
        self.reset_events();
    }

    fn reset_profile(&mut self, model: &Compiled) {
        self.memory.slots.clear();
        self.memory.slots.resize(model.paths.len(), Raw::Absent);
        self.memory.next.resize(2 * model.paths.len(), u32::MAX);
        self.memory.unused.clear();
    }

    fn reset_events(&mut self) {
        self.events.clear();
        self.keep_props(0);
        self.order.clear();
        self.notices.bad_events = Tally::default();
    }

    /// The lead counts as `{}`.
    pub(super) fn nothing(&mut self, model: &Compiled, code: &'static str) {
        self.reset(model);
        self.resolve_fields(model, Input { text: "" });
        self.notices.limits.push(Notice::at(code, NoticePath::Fixed("")));
    }

    /// Reads the lead's own members; says no when the text is no object.
    fn read_members<'a>(
        &mut self,
        model: &Compiled,
        scanner: &mut Scanner<'a>,
        reading: &mut Reading<'a>,
        members: &mut [Raw; 8],
    ) -> Result<bool, Fault> {
        if scanner.start()? != Start::Object {
            self.pass(scanner, reading, 0)?;
            scanner.end()?;
            return Ok(false);
        }
        let mut more = scanner.open()?;
        while more {
            match self.name(scanner, &NAMES)?.map(|name| MEMBERS[name]) {
                Some(Member::Profile) => {
                    self.reset_profile(model);
                    members[Member::Profile as usize] =
                        self.container(scanner, reading, Start::Object, |lead, scanner, reading| {
                            lead.read_profile(model, scanner, reading, 0, 1)
                        })?;
                }
                Some(Member::Events) => {
                    self.reset_events();
                    reading.too_many_events = 0;
                    members[Member::Events as usize] =
                        self.container(scanner, reading, Start::Array, |lead, scanner, reading| {
                            lead.read_events(model, scanner, reading, 1)
                        })?;
                }
                Some(member) => members[member as usize] = self.raw_value(scanner, reading, 1)?,
                None => self.pass(scanner, reading, 1)?,
            }
            more = scanner.next_member()?;
        }
        scanner.end()?;
        Ok(true)
    }

    /// At a member's key: which of some names it is, if any; its colon is passed.
    #[inline]
    pub(super) fn name<const N: usize>(
        &mut self,
        scanner: &mut Scanner<'_>,
        names: &Names<N>,
    ) -> Result<Option<usize>, Fault> {
        match scanner.take_name(names) {
            Some(index) => Ok(Some(index)),
            None => Ok(names.find(self.memory.key(scanner.key()?))),
        }
    }

    /// A member that must be an object or array: read if it is, passed if not.
    fn container<'a>(
        &mut self,
        scanner: &mut Scanner<'a>,
        reading: &mut Reading<'a>,
        wanted: Start,
        read: impl FnOnce(&mut Self, &mut Scanner<'a>, &mut Reading<'a>) -> Result<(), Fault>,
    ) -> Result<Raw, Fault> {
        if scanner.start()? != wanted {
            let raw = self.raw_value(scanner, reading, 1)?;
            // Any value of another type is wrong, an object in the place of an array included.
            return Ok(if matches!(raw, Raw::Absent | Raw::Null) { raw } else { Raw::Boolean(false) });
        }
        read(self, scanner, reading)?;
        Ok(Raw::Absent)
    }

    /// At a container of the profile: fills the slots of what the model reads below `place`.
    fn read_profile(
        &mut self,
        model: &Compiled,
        scanner: &mut Scanner<'_>,
        reading: &mut Reading<'_>,
        place: usize,
        depth: usize,
    ) -> Result<(), Fault> {
        let object = scanner.start()? == Start::Object;
        let (mut index, mut last) = (0, 2 * place);
        let mut more = scanner.open()?;
        while more {
            let next = self.memory.next[last];
            let is_next = object && model.paths.get(next).is_some_and(|place| scanner.take_key(place.key.as_bytes()));
            let quoted = if object && !is_next { Some(scanner.key()?) } else { None };
            let slot = match quoted {
                _ if is_next => Some(next as usize),
                Some(quoted) => model.paths.place(place).member(self.memory.key(quoted)),
                None => model.paths.place(place).member(self.memory.index(index)),
            };
            match slot {
                Some(slot) => {
                    self.memory.next[last] = slot as u32;
                    last = 2 * slot + 1;
                    self.read_slot(model, scanner, reading, slot, depth + 1)?;
                }
                None if place == 0 => {
                    let key = quoted.map_or(Span::default(), |quoted| self.texts.of(quoted));
                    let raw = self.raw_value(scanner, reading, depth + 1)?;
                    self.memory.unused.push((key, !matches!(raw, Raw::Absent)));
                }
                None => self.pass(scanner, reading, depth + 1)?,
            }
            index += 1;
            more = if object { scanner.next_member()? } else { scanner.next_element()? };
        }
        Ok(())
    }

    fn read_slot(
        &mut self,
        model: &Compiled,
        scanner: &mut Scanner<'_>,
        reading: &mut Reading<'_>,
        slot: usize,
        depth: usize,
    ) -> Result<(), Fault> {
        let place = model.paths.place(slot);
        // Of a member given twice the last counts, with all that is below it.
        self.memory.slots[slot..place.end].fill(Raw::Absent);
        let start = scanner.start()?;
        let at = scanner.position();
        if matches!(start, Start::Object | Start::Array) && place.leads_on() && depth < limits::DEEPEST {
            self.read_profile(model, scanner, reading, slot, depth)?;
            self.memory.slots[slot] = match start {
                Start::Array => Raw::Array { at: at as u32, depth: depth as u32 },
                _ => Raw::Object,
            };
            return Ok(());
        }
        self.memory.slots[slot] = self.raw_value(scanner, reading, depth)?;
        Ok(())
    }

    /// Any value, its text kept. `depth` is the number of containers around it.
    pub(super) fn raw_value(
        &mut self,
        scanner: &mut Scanner<'_>,
        reading: &mut Reading<'_>,
        depth: usize,
    ) -> Result<Raw, Fault> {
        let start = scanner.start()?;
        let at = scanner.position();
        Ok(match start {
            Start::String => {
                let quoted = scanner.string_here()?;
                if limits::is_too_long(quoted) {
                    reading.past_a_limit = true;
                    return Ok(Raw::Absent);
                }
                Raw::Text(self.texts.of(quoted))
            }
            Start::Number => {
                let length = scanner.number()?.len();
                Raw::Number { start: at as u32, end: (at + length) as u32 }
            }
            Start::Object | Start::Array => {
                self.pass(scanner, reading, depth)?;
                match start {
                    _ if depth >= limits::DEEPEST => Raw::Absent,
                    Start::Array => Raw::Array { at: at as u32, depth: depth as u32 },
                    _ => Raw::Object,
                }
            }
            Start::True | Start::False | Start::Null => {
                scanner.literal(start)?;
                match start {
                    Start::True => Raw::Boolean(true),
                    Start::False => Raw::Boolean(false),
                    _ => Raw::Null,
                }
            }
        })
    }

    /// Passes a value that the model does not use; its limits are watched all the same.
    pub(super) fn pass(
        &mut self,
        scanner: &mut Scanner<'_>,
        reading: &mut Reading<'_>,
        depth: usize,
    ) -> Result<(), Fault> {
        scanner.skip(depth, &mut |around, string| {
            reading.past_a_limit |= string.map_or(around >= limits::DEEPEST, limits::is_too_long);
            !reading.past_a_limit
        })
    }

    /// Keeps the strings of an array as elements; says no when it has anything else. Elements past a limit are as if not there.
    pub(super) fn string_elements(&mut self, at: u32, depth: u32, input: Input<'_>) -> bool {
        let mut scanner = Scanner::new(input.text).from(at as usize);
        let mut read = || -> Result<bool, Fault> {
            let mut more = scanner.open()?;
            while more {
                match scanner.start()? {
                    Start::String => {
                        let quoted = scanner.string()?;
                        if !limits::is_too_long(quoted) {
                            let written = self.texts.of(quoted);
                            self.push_element(written);
                        }
                    }
                    Start::Object | Start::Array if depth as usize + 1 >= limits::DEEPEST => {
                        scanner.skip(0, &mut |_, _| false)?
                    }
                    _ => return Ok(false),
                }
                more = scanner.next_element()?;
            }
            Ok(true)
        };
        // The array was scanned before, so there is no fault in it.
        read().unwrap_or(false)
    }

    pub(super) fn resolve_members(&mut self, model: &Compiled, members: &[Raw; 8], input: Input<'_>) {
        let mut notes: Vec<Notice> = core::mem::take(&mut self.notices.members);
        for (name, member) in NAMES.names.iter().zip(MEMBERS) {
            let raw = members[member as usize];
            if matches!(raw, Raw::Absent | Raw::Null) {
                continue;
            }
            let mut code = None;
            match member {
                Member::Id => match raw {
                    Raw::Text(id) => self.id = Some(id),
                    _ => code = Some("wrong-type"),
                },
                Member::Motion => {
                    let folded = self.folded(raw);
                    match folded.and_then(|folded| MOTIONS.iter().position(|motion| *motion == self.texts.get(folded)))
                    {
                        Some(motion) => self.motion = motion,
                        None => code = Some("wrong-type"),
                    }
                }
                Member::Profile | Member::Events => code = Some("wrong-type"),
                Member::Stage => match self.folded(raw).map(|folded| self.texts.get(folded)) {
                    None => code = Some("wrong-type"),
                    Some("disqualified") => self.crm.stage = Some(CrmStage::Disqualified),
                    Some(folded) => {
                        self.crm.stage = model.stage_names.find(folded).map(CrmStage::Stage);
                        code = self.crm.stage.is_none().then_some("unknown-stage");
                    }
                },
                Member::StageSince | Member::DisqualifiedAt | Member::NurtureSince => {
                    let instant = self.instant(raw, input);
                    match member {
                        Member::StageSince => self.crm.stage_since = instant,
                        Member::DisqualifiedAt => self.crm.disqualified_at = instant,
                        _ => self.crm.nurture_since = instant,
                    }
                    code = instant.is_none().then_some("wrong-type");
                }
            }
            if let Some(code) = code {
                let path = self.texts.keep_with(|kept| pointer::push_token(kept, name));
                notes.push(Notice::at(code, NoticePath::Kept(path)));
            }
        }
        self.notices.members = notes;
    }

    fn folded(&mut self, raw: Raw) -> Option<Span> {
        match raw {
            Raw::Text(text) => Some(self.texts.fold(text)),
            _ => None,
        }
    }

    /// Counts the distinct names of members that no field names; of one given twice the last value counts.
    fn count_unused(&mut self) {
        let (texts, Memory { unused, order, .. }) = (&self.texts, &mut self.memory);
        let name = |index: u32| texts.get(unused[index as usize].0);
        order.clear();
        order.extend(0..unused.len() as u32);
        sort(order, &|a, b| name(a).cmp(name(b)).then(a.cmp(&b)));
        let last_of_each = order.chunk_by(|&a, &b| name(a) == name(b)).filter_map(<[u32]>::last);
        self.notices.unused_keys = last_of_each.filter(|&&last| unused[last as usize].1).count() as u32;
    }

    fn note_limits(&mut self, reading: &Reading<'_>) {
        if reading.past_a_limit {
            let (too_deep, too_long) = limits::count(reading.input.text);
            for (code, tally) in [("too-deep", too_deep), ("string-too-long", too_long)] {
                if tally.count > 0 {
                    let path = pointer::at(reading.input.text, tally.first as usize);
                    let path = NoticePath::Kept(self.texts.keep(&path));
                    self.notices.limits.push(Notice { code, path, count: tally.count });
                }
            }
        }
        if reading.too_many_events > 0 {
            let path = NoticePath::Fixed("/events");
            self.notices.limits.push(Notice { code: "too-many-events", path, count: reading.too_many_events });
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::model::Model;
    use crate::prelude::*;
    use crate::time::Instant;

    #[test]
    fn what_came_before_changes_nothing() {
        let model = Model::from_json(
            r#"{ "leadgrade": 1, "name": "m", "fields": { "a": { "type": "text", "aliases": ["b", "/c/d", "/c/e", "/c/0"] },
                "n": { "type": "number", "aliases": ["say \"n\""] }, "l": { "type": "text", "aliases": ["longer name"] } },
                "handoff": { "include": ["a", "n", "l"] }, "routing": [{ "id": "r", "to": { "queue": "q" } }] }"#,
        );
        let model = model.unwrap_or_else(|error| panic!("{error}"));
        // Members in any order, given twice, escaped, misspelled, spaced, and in places where others are expected.
        let members = [
            r#""a":"1""#,
            r#""a" : "2""#,
            r#""\u0061":"3""#,
            r#""b":null"#,
            r#""c":{"d":"4"}"#,
            r#""c":{"e":"5","d":""}"#,
            r#""c":["6"]"#,
            r#""d":"7""#,
            r#""longer name": "8""#,
            r#""longer nam":"9""#,
            r#""say \"n\"":10"#,
            r#""say "n"":11"#,
            r#""longer name"#,
        ];
        let mut evaluation = model.evaluation();
        let mut state = 1u32;
        let mut below = |count: usize| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 12) as usize % count
        };
        for _ in 0..4_000 {
            // The last two are no members; of those there are few.
            let known = members.len() - if below(8) == 0 { 0 } else { 2 };
            let profile: Vec<&str> = (0..below(6)).map(|_| members[below(known)]).collect();
            let lead = format!(r#"{{"profile":{{{}}}}}"#, profile.join(","));
            evaluation.renew(lead.as_bytes(), Instant::default(), b"");
            let fresh = model.evaluate(lead.as_bytes(), Instant::default(), b"");
            assert_eq!(evaluation.to_json(), fresh.to_json(), "{lead}");
        }
    }
}
