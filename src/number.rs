//! Numbers of leads and models. This is the only file that knows of floats; none of them takes part in a score.

use std::cmp::Ordering;

/// A finite double that is never −0.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Number(f64);

/// The largest whole number up to which doubles have every whole number.
const EXACT: i64 = 1 << 53;

impl Number {
    pub(crate) const ZERO: Number = Number(0.0);

    /// The nearest double of a number in the JSON grammar; `None` when that is infinite.
    pub(crate) fn from_json(text: &str) -> Option<Number> {
        if let Some(small) = small_integer(text.as_bytes()) {
            return Some(Number(small as f64));
        }
        Number::from_f64(text.parse().ok()?)
    }

    /// Reads a text that is a number of the JSON grammar from end to end.
    pub(crate) fn parse(text: &str) -> Option<Number> {
        is_json_number(text.as_bytes()).then(|| Number::from_json(text)).flatten()
    }

    pub(crate) fn from_f64(value: f64) -> Option<Number> {
        // Adding zero turns −0 into 0.
        #[allow(clippy::float_arithmetic, reason = "there is one zero")]
        value.is_finite().then_some(Number(value + 0.0))
    }

    pub(crate) fn from_integer(value: i64) -> Number {
        Number(value as f64)
    }

    /// The number as a whole one, when it is whole and every neighbor of it has a double of its own.
    pub(crate) fn to_integer(self) -> Option<i64> {
        let whole = self.0 as i64;
        ((-EXACT..=EXACT).contains(&whole) && whole as f64 == self.0).then_some(whole)
    }

    /// The greatest whole number that is not above it, as far as an `i64` goes.
    pub(crate) fn floor(self) -> i64 {
        self.0.floor() as i64
    }

    /// The next number up, if there is one.
    pub(crate) fn next_up(self) -> Option<Number> {
        Number::from_f64(self.0.next_up())
    }

    /// The next number down, if there is one.
    pub(crate) fn next_down(self) -> Option<Number> {
        Number::from_f64(self.0.next_down())
    }

    /// Whether it has no fraction, however great it is.
    pub(crate) fn is_integral(self) -> bool {
        self.0.trunc() == self.0
    }

    /// Writes the number as ECMAScript's `String(x)` and `JSON.stringify(x)` do.
    pub(crate) fn write(self, out: &mut Vec<u8>) {
        use std::io::Write;
        if let Some(whole) = self.to_integer() {
            if whole < 0 {
                out.push(b'-');
            }
            crate::digits::write_integer(out, whole.unsigned_abs());
            return;
        }
        // Rust's exponent form has the shortest digits that read back as the same double; ECMAScript lays them out by
        // the place of the decimal point (Number::toString, https://tc39.es/ecma262/#sec-numeric-types-number-tostring).
        let mut shortest = [0; 32];
        let mut room = &mut shortest[..];
        let _ = write!(room, "{:e}", self.0);
        let left = room.len();
        let text = &shortest[..shortest.len() - left];
        let (mantissa, exponent) = text.split_at(text.iter().position(|&b| b == b'e').unwrap_or(text.len()));
        let exponent = exponent.get(1..).and_then(|digits| std::str::from_utf8(digits).ok());
        let point = exponent.and_then(|digits| digits.parse::<i32>().ok()).unwrap_or(0) + 1;
        let mut digits = [0; 32];
        let mut length = 0;
        for &byte in mantissa {
            match byte {
                b'-' => out.push(b'-'),
                b'.' => {}
                _ => {
                    digits[length] = byte;
                    length += 1;
                }
            }
        }
        let digits = &digits[..length];
        let count = length as i32;
        match point {
            _ if count <= point && point <= 21 => {
                out.extend_from_slice(digits);
                out.extend((count..point).map(|_| b'0'));
            }
            1..=21 => {
                let (whole, fraction) = digits.split_at(point as usize);
                out.extend_from_slice(whole);
                out.push(b'.');
                out.extend_from_slice(fraction);
            }
            -5..=0 => {
                out.extend_from_slice(b"0.");
                out.extend((point..0).map(|_| b'0'));
                out.extend_from_slice(digits);
            }
            _ => {
                let (first, rest) = digits.split_at(1);
                out.extend_from_slice(first);
                if !rest.is_empty() {
                    out.push(b'.');
                    out.extend_from_slice(rest);
                }
                let _ = write!(out, "e{:+}", point - 1);
            }
        }
    }
}

impl Eq for Number {}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Number) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Number {
    fn cmp(&self, other: &Number) -> Ordering {
        self.0.total_cmp(&other.0)
    }
}

/// Most numbers of leads are a few digits; reading those needs none of the machinery for correct rounding.
fn small_integer(text: &[u8]) -> Option<i64> {
    let (negative, digits) = match text {
        [b'-', digits @ ..] => (true, digits),
        digits => (false, digits),
    };
    if digits.is_empty() || digits.len() > 15 {
        return None;
    }
    let value = digits.iter().try_fold(0i64, |sum, b| b.is_ascii_digit().then(|| sum * 10 + i64::from(b - b'0')))?;
    Some(if negative { -value } else { value })
}

/// The number grammar of RFC 8259 §6, from end to end.
pub(crate) fn is_json_number(text: &[u8]) -> bool {
    number_length(text) == Some(text.len())
}

/// How many bytes at the beginning of the text are a number of RFC 8259 §6; `None` when it does not begin with one.
pub(crate) fn number_length(text: &[u8]) -> Option<usize> {
    let digits = |from: usize| text[from..].iter().take_while(|b| b.is_ascii_digit()).count();
    let mut at = usize::from(text.first() == Some(&b'-'));
    let whole = digits(at);
    if whole == 0 {
        return None;
    }
    // A zero stands alone: what follows it is no part of the number.
    at += if text[at] == b'0' { 1 } else { whole };
    if text.get(at) == Some(&b'.') {
        let fraction = digits(at + 1);
        if fraction == 0 {
            return None;
        }
        at += 1 + fraction;
    }
    if matches!(text.get(at), Some(b'e' | b'E')) {
        let sign = usize::from(matches!(text.get(at + 1), Some(b'+' | b'-')));
        let exponent = digits(at + 1 + sign);
        if exponent == 0 {
            return None;
        }
        at += 1 + sign + exponent;
    }
    Some(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_ecmascript_writes_them() {
        for (text, expected) in [
            ("0", "0"),
            ("-0", "0"),
            ("-0.0", "0"),
            ("1.0", "1"),
            ("1e21", "1e+21"),
            ("1e20", "100000000000000000000"),
            ("0.1", "0.1"),
            ("123456789012345680000", "123456789012345680000"),
            ("1e-6", "0.000001"),
            ("1e-7", "1e-7"),
            ("1.5e-10", "1.5e-10"),
            ("-2.5", "-2.5"),
            ("9007199254740993", "9007199254740992"),
            ("1.7976931348623157e308", "1.7976931348623157e+308"),
            ("5e-324", "5e-324"),
            ("0.30000000000000004", "0.30000000000000004"),
            ("1e2", "100"),
            ("12345.678e3", "12345678"),
        ] {
            let mut out = Vec::new();
            Number::parse(text).unwrap().write(&mut out);
            assert_eq!(String::from_utf8(out).unwrap(), expected, "{text}");
        }
    }

    #[test]
    fn only_the_json_grammar_is_a_number() {
        for text in [
            "", "-", "+1", "01", "1.", ".5", "0x10", "1,000", "1e", "1e+", "NaN", "Infinity", "1 ", " 1", "1_000",
            "--1",
        ] {
            assert_eq!(Number::parse(text), None, "{text}");
        }
        assert_eq!(Number::parse("1e400"), None);
        assert_eq!(Number::parse("1e-400"), Some(Number::ZERO));
    }
}
