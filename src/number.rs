//! Numbers of leads and models. This is the only file that knows of floats; none of them takes part in a score.

use crate::decimal;
use crate::digits::write_integer;
use crate::out::Out;
use crate::prelude::*;
use core::cmp::Ordering;

/// A finite double that is never −0.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Number(f64);

/// The largest whole number up to which doubles have every whole number.
const EXACT: i64 = 1 << 53;

impl Number {
    pub(crate) const ZERO: Number = Number(0.0);
    pub(crate) const ONE: Number = Number(1.0);

    /// The nearest double of a number in the JSON grammar; `None` when that is infinite.
    pub(crate) fn from_json(text: &str) -> Option<Number> {
        if let Some(small) = small_integer(text.as_bytes()) {
            return Some(Number(small as f64));
        }
        let (negative, digits, exponent) = scientific(text.as_bytes());
        let value = magnitude(&digits, exponent)?;
        Number::from_f64(if negative { value.copysign(-1.0) } else { value })
    }

    /// Reads a text that is a number of the JSON grammar from end to end.
    pub(crate) fn parse(text: &str) -> Option<Number> {
        is_json_number(text.as_bytes()).then(|| Number::from_json(text)).flatten()
    }

    /// The double of these bits; `None` when it is not finite.
    #[cfg(any(test, target_arch = "wasm32"))]
    pub(crate) fn from_bits(bits: u64) -> Option<Number> {
        Number::from_f64(f64::from_bits(bits))
    }

    #[cfg(any(test, target_arch = "wasm32"))]
    pub(crate) fn to_bits(self) -> u64 {
        self.0.to_bits()
    }

    pub(crate) fn from_f64(value: f64) -> Option<Number> {
        // Adding zero turns −0 into 0.
        #[allow(clippy::float_arithmetic, reason = "there is one zero")]
        value.is_finite().then_some(Number(value + 0.0))
    }

    /// The sum, or the greatest number there is.
    #[allow(clippy::float_arithmetic, reason = "weights of questions, not points")]
    pub(crate) fn plus(self, other: Number) -> Number {
        Number::from_f64(self.0 + other.0).unwrap_or(Number(f64::MAX))
    }

    pub(crate) fn to_f64(self) -> f64 {
        self.0
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
        let toward_zero = self.0 as i64;
        toward_zero.saturating_sub(i64::from(self.0 < toward_zero as f64))
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
        // A double of 2^53 or more has no bits for a fraction.
        self.0.abs() >= EXACT as f64 || self.to_integer().is_some()
    }

    /// The number as it is written.
    pub(crate) fn text(self) -> String {
        let mut out = Out::new();
        self.write(&mut out);
        out.text()
    }

    /// Writes the number as ECMAScript's `String(x)` and `JSON.stringify(x)` do.
    pub(crate) fn write(self, out: &mut Out) {
        if let Some(whole) = self.to_integer() {
            if whole < 0 {
                out.push(b'-');
            }
            write_integer(out, whole.unsigned_abs());
            return;
        }
        // ECMAScript lays the shortest digits out by the place of the decimal point
        // (Number::toString, https://tc39.es/ecma262/#sec-numeric-types-number-tostring).
        if self.0 < 0.0 {
            out.push(b'-');
        }
        let (digits, point) = decimal::shortest(self.0.abs().to_bits());
        let count = digits.len() as i32;
        match point {
            _ if count <= point && point <= 21 => {
                out.put(&digits);
                (count..point).for_each(|_| out.push(b'0'));
            }
            1..=21 => {
                let (whole, fraction) = digits.split_at(point as usize);
                out.put(whole);
                out.push(b'.');
                out.put(fraction);
            }
            -5..=0 => {
                out.put(b"0.");
                (point..0).for_each(|_| out.push(b'0'));
                out.put(&digits);
            }
            _ => {
                let (first, rest) = digits.split_at(1);
                out.put(first);
                if !rest.is_empty() {
                    out.push(b'.');
                    out.put(rest);
                }
                out.put(if point > 0 { b"e+" } else { b"e-" });
                write_integer(out, u64::from((point - 1).unsigned_abs()));
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

/// The sign, the significant digits and the power of ten of the last of them, of a number in the JSON grammar.
fn scientific(text: &[u8]) -> (bool, Vec<u8>, i32) {
    let (number, exponent) = match text.iter().position(|b| matches!(b, b'e' | b'E')) {
        Some(e) => (&text[..e], &text[e + 1..]),
        None => (text, &[][..]),
    };
    // Past this no digits make up for an exponent, so it need not be exact.
    const FAR: i32 = 1 << 27;
    let size =
        exponent.iter().filter(|b| b.is_ascii_digit()).fold(0, |sum, b| (sum * 10 + i32::from(b - b'0')).min(FAR));
    let mut power = if exponent.first() == Some(&b'-') { -size } else { size };
    let mut digits = Vec::with_capacity(number.len());
    let mut fraction = false;
    for &byte in number {
        match byte {
            b'-' => {}
            b'.' => fraction = true,
            _ => {
                power -= i32::from(fraction);
                if byte != b'0' || !digits.is_empty() {
                    digits.push(byte);
                }
            }
        }
    }
    (number.first() == Some(&b'-'), digits, power)
}

/// The double nearest to `digits · 10^exponent`; `None` when that is infinite.
#[allow(clippy::float_arithmetic, reason = "of numbers that are exact, and for a guess")]
fn magnitude(digits: &[u8], exponent: i32) -> Option<f64> {
    // The powers of ten that are doubles.
    const POWERS: [f64; 23] = [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22,
    ];
    let first = &digits[..digits.len().min(15)];
    let value = small_integer(first).unwrap_or(0) as f64;
    let dropped = (digits.len() - first.len()) as i32;
    if value == 0.0 {
        return Some(0.0);
    }
    // The first digit stands for 10^place or more, and less than ten times that.
    let place = exponent + digits.len() as i32 - 1;
    if place > 308 {
        return None;
    }
    if place < -325 {
        return Some(0.0);
    }
    let scale = |mut value: f64, power: i32| {
        let mut left = power.unsigned_abs() as usize;
        while left > 0 {
            let step = left.min(POWERS.len() - 1);
            value = if power < 0 { value / POWERS[step] } else { value * POWERS[step] };
            left -= step;
        }
        value
    };
    let guess = scale(value, exponent + dropped);
    // One operation on two exact numbers is rounded right.
    if dropped == 0 && exponent.unsigned_abs() < POWERS.len() as u32 {
        return Some(guess);
    }
    decimal::nearest(digits, exponent, guess.to_bits()).map(f64::from_bits)
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
            ("0.00000e5", "0"),
            // Halfway between two shortest decimals: the even one.
            ("0.000000029802322387695313", "2.9802322387695312e-8"),
            ("1e999999999999999999999", ""),
            ("1e-999999999999999999999", "0"),
            ("0.000001e310", "1e+304"),
            ("179769313486231580793728971405301e276", "1.7976931348623157e+308"),
            ("1797693134862315807937289714053035e275", ""),
            ("2.4703282292062327e-324", "0"),
            ("2.4703282292062329e-324", "5e-324"),
            ("9007199254740993.0000000000000000000000000000000001", "9007199254740994"),
            ("-123.456e-2", "-1.23456"),
        ] {
            let mut out = Out::new();
            if let Some(number) = Number::parse(text) {
                number.write(&mut out);
            }
            assert_eq!(String::from_utf8(out.done()).unwrap(), expected, "{text}");
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
