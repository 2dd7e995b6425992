//! The time zones there are: a table of rules and names, built in and replaceable, because governments change them.

use super::rule;
use super::zone::Zone;
use crate::prelude::*;
use alloc::borrow::Cow;
use core::fmt;

/// A table of time zones, as `scripts/tzdata.py` makes it. One is built in; governments change their clocks, so it can be
/// replaced without a new release of this crate.
///
/// ```
/// use leadgrade::Zones;
/// assert!(Zones::built_in().version().starts_with("20"));
/// assert_eq!(Zones::read(b"no zones").unwrap_err().to_string(), "line 1 of the time zone table is not `tzdata` and a release");
/// ```
#[derive(Clone, Debug)]
pub struct Zones {
    text: Cow<'static, str>,
}

/// What the first line begins with; the release follows.
const HEADER: &str = "tzdata ";

impl Zones {
    /// The table that is a part of this crate.
    pub fn built_in() -> Zones {
        Zones { text: Cow::Borrowed(include_str!("zones.txt")) }
    }

    /// Reads another table in the place of the built-in one.
    ///
    /// # Errors
    /// A [`ZonesError`] with the first line that is not as `scripts/tzdata.py` writes it.
    pub fn read(bytes: &[u8]) -> Result<Zones, ZonesError> {
        let text = core::str::from_utf8(bytes).map_err(|error| {
            let good = bytes.get(..error.valid_up_to()).unwrap_or_default();
            ZonesError { line: 1 + good.iter().filter(|byte| **byte == b'\n').count() }
        })?;
        let zones = Zones { text: Cow::Owned(text.to_string()) };
        if !is_release(zones.version()) {
            return Err(ZonesError { line: 1 });
        }
        // In the order of the alphabet.
        let mut seen: Vec<String> = Vec::new();
        let mut is_twice = |name: String| match seen.binary_search(&name) {
            Ok(_) => true,
            Err(at) => {
                seen.insert(at, name);
                false
            }
        };
        for (index, (rule, names)) in zones.lines().enumerate() {
            let mut is_bad = |name: Name<'_>| !name.is_good() || is_twice(name.to_string().to_ascii_lowercase());
            if rule::parse(rule).is_none() || any(names, &mut is_bad) {
                return Err(ZonesError { line: index + 2 });
            }
        }
        Ok(zones)
    }

    /// The release of the IANA time zone database that the table was made from, such as `2026f`.
    pub fn version(&self) -> &str {
        self.text.lines().next().and_then(|line| line.strip_prefix(HEADER)).unwrap_or_default()
    }

    /// The zone of a name, whatever the case of its letters.
    pub(crate) fn find(&self, name: &str) -> Option<Zone> {
        let name = Name::of(name);
        let (rule, _) = self.lines().find(|(_, names)| any(names, &mut |known| known.is(name)))?;
        rule::parse(rule)
    }

    /// All names, links included.
    pub(crate) fn names(&self) -> Vec<String> {
        let mut all = Vec::new();
        for (_, names) in self.lines() {
            any(names, &mut |name| {
                all.push(name.to_string());
                false
            });
        }
        all
    }

    /// Each rule with the names that follow it.
    fn lines(&self) -> impl Iterator<Item = (&str, &str)> {
        self.text.lines().skip(1).map(|line| line.split_once(' ').unwrap_or((line, "")))
    }
}

/// A year and a letter or two.
fn is_release(text: &str) -> bool {
    text.split_at_checked(4).is_some_and(|(year, letters)| {
        year.bytes().all(|b| b.is_ascii_digit())
            && (1..=2).contains(&letters.len())
            && letters.bytes().all(|b| b.is_ascii_lowercase())
    })
}

/// The name of a zone: its area, when it has one, and the rest.
#[derive(Clone, Copy)]
struct Name<'t> {
    area: Option<&'t str>,
    place: &'t str,
}

impl<'t> Name<'t> {
    fn of(name: &'t str) -> Name<'t> {
        name.split_once('/').map_or(Name { area: None, place: name }, |(area, place)| Name { area: Some(area), place })
    }

    fn is(self, other: Name<'_>) -> bool {
        let areas = match (self.area, other.area) {
            (Some(area), Some(other)) => area.eq_ignore_ascii_case(other),
            (None, None) => true,
            _ => false,
        };
        areas && self.place.eq_ignore_ascii_case(other.place)
    }

    fn is_good(self) -> bool {
        [self.area, Some(self.place)]
            .into_iter()
            .flatten()
            .all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_graphic()))
    }
}

impl fmt::Display for Name<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.area {
            Some(area) => write!(f, "{area}/{}", self.place),
            None => f.write_str(self.place),
        }
    }
}

/// Whether one of a line's names is what is looked for; those of one area stand together.
fn any(names: &str, wanted: &mut dyn FnMut(Name<'_>) -> bool) -> bool {
    names.split(' ').any(|word| {
        let Name { area, place } = Name::of(word);
        place.split(',').any(|place| wanted(Name { area, place }))
    })
}

/// The error of reading a table of time zones that is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ZonesError {
    line: usize,
}

impl fmt::Display for ZonesError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let expected = if self.line == 1 { "`tzdata` and a release" } else { "a rule and the names of its time zones" };
        write!(f, "line {} of the time zone table is not {expected}", self.line)
    }
}

impl core::error::Error for ZonesError {}
