//! Points: exact thousandths, so that a score is always the sum of its ledger.

use crate::digits::write_decimal;
use crate::out::Out;
use crate::prelude::*;

/// An amount of points in thousandths (`i64` milli-points): `41.25` points are 41,250.
///
/// ```
/// use leadgrade::Points;
/// assert_eq!(Points::from_milli(41_250).to_string(), "41.25");
/// assert_eq!(Points::from_milli(-500).to_string(), "-0.5");
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Points(i64);

/// Why the text of a number is no amount of points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PointsFault {
    /// It has more than three decimals.
    TooFine,
    /// It is greater than 1,000,000 or less than −1,000,000.
    TooLarge,
}

const LARGEST: i64 = 1_000_000_000;

impl Points {
    /// No points.
    pub const ZERO: Points = Points(0);

    /// The amount of this many thousandths of a point.
    pub const fn from_milli(milli: i64) -> Points {
        Points(milli)
    }

    /// Thousandths of a point.
    pub const fn milli(self) -> i64 {
        self.0
    }

    /// Reads a number of the JSON grammar exactly, without passing through a float.
    pub(crate) fn parse(number: &str) -> Result<Points, PointsFault> {
        let (negative, number) = match number.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, number),
        };
        let (mantissa, exponent) = number.split_once(['e', 'E']).unwrap_or((number, "0"));
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let digits: Vec<u8> = whole.bytes().chain(fraction.bytes()).map(|b| b - b'0').collect();
        let Some(first) = digits.iter().position(|&d| d != 0) else { return Ok(Points::ZERO) };
        let last = digits.iter().rposition(|&d| d != 0).unwrap_or(first);
        // An exponent too long for an i64 is far outside either bound; only its sign matters.
        let exponent =
            exponent.parse::<i64>().unwrap_or(if exponent.starts_with('-') { i64::MIN / 2 } else { i64::MAX / 2 });
        // The place of a digit, counted from thousandths: the last digit of 1.234 has place 0.
        let place = |index: usize| exponent.saturating_add(3 + whole.len() as i64 - 1 - index as i64);
        if place(first) > 9 {
            return Err(PointsFault::TooLarge);
        }
        if place(last) < 0 {
            return Err(PointsFault::TooFine);
        }
        let significant = digits[first..=last].iter().fold(0i64, |sum, &digit| sum * 10 + i64::from(digit));
        let milli = significant * 10i64.pow(place(last) as u32);
        if milli > LARGEST {
            return Err(PointsFault::TooLarge);
        }
        Ok(Points(if negative { -milli } else { milli }))
    }

    /// Writes the amount with at most three decimals and no trailing zeros.
    pub(crate) fn write(self, out: &mut Out) {
        let milli = self.0.unsigned_abs();
        // As almost all, which takes no division of 64 bits.
        let (whole, thousandths) = match u32::try_from(milli) {
            Ok(milli) => (u64::from(milli / 1000), milli % 1000),
            Err(_) => (milli / 1000, (milli % 1000) as u32),
        };
        write_decimal(out, self.0 < 0, whole, thousandths);
    }

    /// This amount held between two bounds, either of which may be missing.
    pub(crate) fn clamp_to(self, min: Option<Points>, max: Option<Points>) -> Points {
        let low = min.map_or(self, |min| self.max(min));
        max.map_or(low, |max| low.min(max))
    }
}

impl core::ops::Add for Points {
    type Output = Points;
    fn add(self, other: Points) -> Points {
        Points(self.0 + other.0)
    }
}

impl core::ops::AddAssign for Points {
    fn add_assign(&mut self, other: Points) {
        self.0 += other.0;
    }
}

impl core::ops::Sub for Points {
    type Output = Points;
    fn sub(self, other: Points) -> Points {
        Points(self.0 - other.0)
    }
}

impl core::fmt::Display for Points {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        let mut text = Out::new();
        self.write(&mut text);
        f.write_str(&text.text())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_exactly() {
        for (text, milli) in [
            ("0", 0),
            ("-0", 0),
            ("0e999999999999999999999", 0),
            ("0.1", 100),
            ("12.345", 12_345),
            ("-2.5", -2_500),
            ("1e6", 1_000_000_000),
            ("1000000.000", 1_000_000_000),
            ("1500e-3", 1_500),
            ("0.001", 1),
            ("1.2300000000000000000000", 1_230),
            ("100000000000000000000000e-20", 1_000_000),
        ] {
            assert_eq!(Points::parse(text), Ok(Points(milli)), "{text}");
        }
        for text in ["0.0001", "1e-4", "1.0005", "0.30000000000000004", "1e-99999999999999999999"] {
            assert_eq!(Points::parse(text), Err(PointsFault::TooFine), "{text}");
        }
        for text in ["1000000.001", "1e7", "-1000001", "1e99999999999999999999"] {
            assert_eq!(Points::parse(text), Err(PointsFault::TooLarge), "{text}");
        }
    }

    #[test]
    fn amounts_are_written_without_trailing_zeros() {
        for (milli, text) in
            [(0, "0"), (1, "0.001"), (10, "0.01"), (-100, "-0.1"), (96_250, "96.25"), (1_000, "1"), (-8_507, "-8.507")]
        {
            assert_eq!(Points(milli).to_string(), text);
        }
    }
}
