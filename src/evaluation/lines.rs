//! NDJSON: the lines of leads in, the lines of their evaluations out.

use super::Evaluation;
use crate::out::{Out, append};
use crate::prelude::*;
use crate::time::Instant;

/// Output of about this size is handed over before more is made: lines of a few bytes may each give some thousands.
const ENOUGH: usize = 256 * 1024;

impl Evaluation {
    /// Evaluates the leads of NDJSON text one after the other, and appends their evaluations to a buffer, a line each. Blank
    /// lines are none; every other is a lead, whatever is wrong with it. The last needs no line break.
    ///
    /// Gives the length of the lines that were read: less than all once the buffer has 256 KiB, so that it stays small.
    ///
    /// ```
    /// use leadgrade::{Instant, Model};
    /// let model = Model::from_json(r#"{ "leadgrade": 1, "name": "demo", "fields": {} }"#)?;
    /// let (mut evaluation, mut out) = (model.evaluation(), Vec::new());
    /// let mut lines = &b"{ \"id\": \"a\" }\n{ \"id\": \"b\" }\n"[..];
    /// while !lines.is_empty() {
    ///     let read = evaluation.renew_lines(lines, Instant::default(), b"", &mut out);
    ///     lines = &lines[read..];
    ///     // Here the evaluations would go to where they are wanted.
    ///     assert_eq!(out.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()).count(), 2);
    ///     out.clear();
    /// }
    /// # Ok::<(), leadgrade::ModelError>(())
    /// ```
    pub fn renew_lines(&mut self, lines: &[u8], now: Instant, context: &[u8], out: &mut Vec<u8>) -> usize {
        append(out, |out| self.renew_some(lines, now, context, out))
    }

    /// The same, of which the caller keeps the buffer.
    pub(crate) fn renew_some(&mut self, lines: &[u8], now: Instant, context: &[u8], out: &mut Out) -> usize {
        let mut read = 0;
        while read < lines.len() && out.len() < ENOUGH {
            let rest = &lines[read..];
            let end = line_end(rest);
            let line = rest[..end].strip_suffix(b"\r").unwrap_or(&rest[..end]);
            read = lines.len().min(read + end + 1);
            if line.iter().any(|byte| *byte > b' ') {
                self.renew(line, now, context);
                self.write_parts(out);
                out.push(b'\n');
            }
        }
        read
    }
}

/// The place of the first line break, or of the end.
fn line_end(text: &[u8]) -> usize {
    let (blocks, _) = text.as_chunks::<16>();
    let from = 16 * first_with_break(blocks);
    text[from..].iter().position(|byte| *byte == b'\n').map_or(text.len(), |at| from + at)
}

/// The index of the first block with a line break, or how many there are. Each is looked at in one step, as every engine of today does.
#[cfg(target_arch = "wasm32")]
#[target_feature(enable = "simd128")]
fn first_with_break(blocks: &[[u8; 16]]) -> usize {
    use core::arch::wasm32::{u8x16_eq, u8x16_splat, u64x2, v128_any_true};
    for (index, block) in blocks.iter().enumerate() {
        let bytes = u128::from_le_bytes(*block);
        if v128_any_true(u8x16_eq(u64x2(bytes as u64, (bytes >> 64) as u64), u8x16_splat(b'\n'))) {
            return index;
        }
    }
    blocks.len()
}

/// Of this, too, compilers make one step for each block.
#[cfg(not(target_arch = "wasm32"))]
fn first_with_break(blocks: &[[u8; 16]]) -> usize {
    let has_break = |block: &[u8; 16]| block.iter().fold(false, |any, byte| any | (*byte == b'\n'));
    blocks.iter().position(has_break).unwrap_or(blocks.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Model;

    fn model() -> Model {
        Model::from_json(r#"{ "leadgrade": 1, "name": "m", "fields": {} }"#).unwrap()
    }

    /// The ids of the evaluations, and how often it took.
    fn ids(lines: &str) -> (Vec<String>, usize) {
        let mut evaluation = model().evaluation();
        let (mut out, mut found, mut rest, mut calls) = (Vec::new(), Vec::new(), lines.as_bytes(), 0);
        while !rest.is_empty() {
            out.clear();
            rest = &rest[evaluation.renew_lines(rest, Instant::default(), b"", &mut out)..];
            calls += 1;
            assert!(out.len() < 2 * ENOUGH);
            let text = core::str::from_utf8(&out).unwrap();
            assert!(text.is_empty() || text.ends_with('\n'));
            let id = |line: &str| serde_json::from_str::<serde_json::Value>(line).unwrap()["lead"].to_string();
            found.extend(text.lines().map(id));
        }
        (found, calls)
    }

    #[test]
    fn every_line_that_is_not_blank_is_a_lead() {
        assert_eq!(ids("").0, [""; 0]);
        assert_eq!(ids("\n\r\n \t \n").0, [""; 0]);
        let lines = "{\"id\":\"a\"}\r\n\n  \t\r\n{\"id\":\"b\"}\nnot JSON\n\n[]\n{\"id\":\"c, whose line is longer than sixteen bytes\"}";
        let found = ["\"a\"", "\"b\"", "null", "null", "\"c, whose line is longer than sixteen bytes\""];
        assert_eq!(ids(lines).0, found);
        assert_eq!(ids(&[lines, "\n"].concat()).0, found);
        assert_eq!(ids("{}\n\r").0, ["null"]);
    }

    #[test]
    fn what_many_short_lines_give_comes_in_parts() {
        let (found, calls) = ids(&"{}\n".repeat(5_000));
        assert_eq!(found.len(), 5_000);
        assert!(calls > 4, "{calls}");
    }

    #[test]
    fn line_breaks_are_found_wherever_they_are() {
        for length in 0..100 {
            for at in 0..length {
                // Not a line break but for a bit.
                let mut text = vec![b'\x0b'; length];
                text[at] = b'\n';
                assert_eq!(line_end(&text), at);
                text[at..].fill(b'\n');
                assert_eq!(line_end(&text), at);
            }
            assert_eq!(line_end(&vec![b'x'; length]), length);
        }
    }
}
