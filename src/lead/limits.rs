//! The limits of a lead's values, and what lies past them.

use super::Tally;
use crate::json::scan::{Fault, Quoted, Scanner, Start};
use crate::prelude::*;
use crate::sort::sort;
use crate::table::Table;

/// So many containers may stand one in the other, the lead's own included.
pub(super) const DEEPEST: usize = 16;

/// A lead's text may have so many bytes.
pub(super) const LARGEST: usize = 256 * 1024;

const LONGEST_TEXT: usize = 8 * 1024;

/// Whether a string has more than 8 KiB. Unescaping makes no text longer, so most need no second look.
pub(super) fn is_too_long(quoted: Quoted<'_>) -> bool {
    quoted.raw.len() > LONGEST_TEXT && (!quoted.escaped || quoted.unescape().len() > LONGEST_TEXT)
}

/// Counts the containers that are too deep and the strings that are too long, in a text that was found to be JSON. Values
/// that a later member of the same name replaces are not there, so they do not count: that takes a second reading of the
/// text, which only a lead past a limit needs.
pub(super) fn count(text: &str) -> (Tally, Tally) {
    let mut tallies = (Tally::default(), Tally::default());
    let _ = visit(&mut Scanner::new(text), 0, &mut tallies);
    tallies
}

fn visit(scanner: &mut Scanner<'_>, around: usize, tallies: &mut (Tally, Tally)) -> Result<(), Fault> {
    let start = scanner.start()?;
    let at = scanner.position() as u32;
    match start {
        Start::Object | Start::Array if around >= DEEPEST => tallies.0.add(at),
        Start::Object | Start::Array => {
            for place in elements(scanner, start)? {
                visit(&mut scanner.from(place as usize), around + 1, tallies)?;
            }
        }
        Start::String if is_too_long(scanner.string()?) => tallies.1.add(at),
        _ => {}
    }
    Ok(())
}

/// The places of the elements of a container that count, in the order of the text.
fn elements(scanner: &mut Scanner<'_>, start: Start) -> Result<Vec<u32>, Fault> {
    let mut places: Vec<u32> = Vec::new();
    let mut members = Table::default();
    let mut more = scanner.open()?;
    while more {
        if start == Start::Object {
            let key = scanner.key()?.unescape();
            let place = scanner.position() as u32;
            let next = places.len();
            let index = members.insert(&key, next as u32) as usize;
            if index < next {
                places[index] = place;
            } else {
                places.push(place);
            }
        } else {
            places.push(scanner.position() as u32);
        }
        scanner.skip(0, &mut |_, _| false)?;
        more = if start == Start::Object { scanner.next_member()? } else { scanner.next_element()? };
    }
    sort(&mut places, &|a, b| a.cmp(&b));
    Ok(places)
}
