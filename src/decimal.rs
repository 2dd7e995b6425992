//! Decimals and doubles, exactly: the double nearest to a decimal, and the shortest decimal that a double is nearest to.
//!
//! Doubles are their bits here, so no arithmetic rounds. The standard library does the same faster, with tables and special
//! cases of some thirty kilobytes; what is left for this file are the few numbers that need more than fifteen digits.

use crate::prelude::*;
use core::cmp::Ordering;

/// The bits of infinity: those of all finite doubles are less, in the order of their values.
const INFINITY: u64 = 0x7ff << 52;

/// No number halfway between two doubles has more significant digits.
const MOST_DIGITS: usize = 768;

/// A positive finite double as `significand · 2^exponent`.
fn parts(bits: u64) -> (u64, i32) {
    let fraction = bits & ((1 << 52) - 1);
    match (bits >> 52) as i32 {
        0 => (fraction, -1074),
        exponent => (fraction | 1 << 52, exponent - 1075),
    }
}

/// The double nearest to `digits · 10^exponent`, the even one of two; `None` when that is infinite. The digits are ASCII; a
/// guess that is near saves time.
pub(crate) fn nearest(digits: &[u8], exponent: i32, guess: u64) -> Option<u64> {
    let decimal = Decimal::new(digits, exponent);
    // Galloping away from the guess, then halving: `low` is too small or the answer, `high` is large enough.
    let reaches = |bits: u64| bits >= INFINITY || decimal.rounds_to_at_most(bits);
    let (mut low, mut high, mut step) = (0, guess.min(INFINITY), 1);
    while !reaches(high) {
        low = high + 1;
        high = (high + step).min(INFINITY);
        step *= 2;
    }
    step = 1;
    while low < high {
        let probe = high.saturating_sub(step).max(low);
        if !reaches(probe) {
            low = probe + 1;
            break;
        }
        high = probe;
        step *= 2;
    }
    while low < high {
        let middle = low + (high - low) / 2;
        if reaches(middle) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    (high < INFINITY).then_some(high)
}

/// `integer · 2^exponent / divisor`, exactly.
struct Decimal {
    integer: Big,
    exponent: i32,
    divisor: Big,
}

impl Decimal {
    fn new(digits: &[u8], exponent: i32) -> Decimal {
        let (kept, rest) = digits.split_at(digits.len().min(MOST_DIGITS));
        let mut integer = Big::from(0);
        for digit in kept {
            integer.multiply(10);
            integer.add(u32::from(digit - b'0'));
        }
        let mut exponent = exponent + rest.len() as i32;
        // Of the digits past those it only matters whether one is not zero.
        if rest.iter().any(|digit| *digit != b'0') {
            integer.multiply(10);
            integer.add(1);
            exponent -= 1;
        }
        let mut divisor = Big::from(1);
        if exponent < 0 { &mut divisor } else { &mut integer }.multiply_by_power_of_5(exponent.unsigned_abs());
        Decimal { integer, exponent, divisor }
    }

    /// Whether the number is not above the middle between a double and the next one; the middle itself belongs to the even one.
    fn rounds_to_at_most(&self, bits: u64) -> bool {
        let (significand, exponent) = parts(bits);
        let mut middle = self.divisor.clone();
        middle.multiply_wide(2 * significand + 1);
        let shift = self.exponent - (exponent - 1);
        let order = if shift >= 0 {
            self.integer.shifted(shift.unsigned_abs()).cmp(&middle)
        } else {
            self.integer.cmp(&middle.shifted(shift.unsigned_abs()))
        };
        order.is_lt() || order.is_eq() && bits.is_multiple_of(2)
    }
}

/// The shortest decimal of all that a positive finite double is the nearest to, and of the shortest ones the nearest to it:
/// its digits in ASCII, and the place of its point counted from the first of them.
///
/// The free-format algorithm of Steele and White, <https://doi.org/10.1145/93542.93559>.
pub(crate) fn shortest(bits: u64) -> (Vec<u8>, i32) {
    let (significand, exponent) = parts(bits);
    let shift = |by: i32, value: u64| Big::from(value).shifted(by.max(0).unsigned_abs());
    // The double is `rest / scale`; what lies less than `below` or `above` away from it (over `scale`) rounds to it. Below a
    // power of two the doubles are twice as close.
    let close = significand == 1 << 52 && bits >> 52 > 1;
    let mut rest = shift(exponent, significand << (1 + u32::from(close)));
    let mut scale = shift(-exponent, 2 << u32::from(close));
    let mut above = shift(exponent, 1 << u32::from(close));
    let mut below = shift(exponent, 1);
    // Of an even double, the very ends round to it too.
    let ends = significand.is_multiple_of(2);
    let reaches = |order: Ordering| order.is_gt() || ends && order.is_eq();
    // A guess that is right or one too small: log10 of 2 is a little more than 1233/4096.
    let bits_above_point = i64::from(exponent) + 63 - i64::from(significand.leading_zeros());
    let mut point = ((bits_above_point * 1233) >> 12) as i32;
    if point >= 0 {
        scale.multiply_by_power_of_10(point.unsigned_abs());
    } else {
        for value in [&mut rest, &mut above, &mut below] {
            value.multiply_by_power_of_10(point.unsigned_abs());
        }
    }
    while reaches(rest.plus(&above).cmp(&scale)) {
        scale.multiply(10);
        point += 1;
    }
    let mut digits = Vec::new();
    loop {
        for value in [&mut rest, &mut above, &mut below] {
            value.multiply(10);
        }
        let mut digit = b'0';
        while rest.cmp(&scale).is_ge() {
            rest.subtract(&scale);
            digit += 1;
        }
        let down = reaches(below.cmp(&rest));
        let up = reaches(rest.plus(&above).cmp(&scale));
        if down || up {
            let twice = rest.plus(&rest).cmp(&scale);
            let round_up = up && (!down || twice.is_gt() || twice.is_eq() && digit % 2 == 1);
            digits.push(digit + u8::from(round_up));
            return (digits, point);
        }
        digits.push(digit);
    }
}

/// A whole number of any size, from its lowest limb up, the highest not zero.
#[derive(Clone)]
struct Big(Vec<u32>);

impl Big {
    fn from(value: u64) -> Big {
        let mut big = Big(vec![value as u32, (value >> 32) as u32]);
        big.trim();
        big
    }

    fn trim(&mut self) {
        while self.0.last() == Some(&0) {
            self.0.pop();
        }
    }

    fn multiply(&mut self, factor: u32) {
        self.multiply_and_add(factor, 0);
    }

    fn add(&mut self, term: u32) {
        self.multiply_and_add(1, term);
    }

    fn multiply_and_add(&mut self, factor: u32, term: u32) {
        let mut carry = u64::from(term);
        for limb in &mut self.0 {
            carry += u64::from(*limb) * u64::from(factor);
            *limb = carry as u32;
            carry >>= 32;
        }
        if carry > 0 {
            self.0.push(carry as u32);
        }
    }

    fn multiply_wide(&mut self, factor: u64) {
        let mut high = self.clone();
        high.multiply((factor >> 32) as u32);
        self.multiply(factor as u32);
        high.trim();
        *self = self.plus(&high.shifted(32));
        self.trim();
    }

    fn multiply_by_power_of_5(&mut self, mut power: u32) {
        const LARGEST: u32 = 13;
        while power > 0 {
            let step = power.min(LARGEST);
            self.multiply(5u32.pow(step));
            power -= step;
        }
    }

    fn multiply_by_power_of_10(&mut self, power: u32) {
        self.multiply_by_power_of_5(power);
        *self = self.shifted(power);
    }

    fn shifted(&self, by: u32) -> Big {
        let mut limbs = vec![0; by as usize / 32];
        limbs.extend_from_slice(&self.0);
        let mut shifted = Big(limbs);
        shifted.multiply(1 << (by % 32));
        shifted.trim();
        shifted
    }

    fn plus(&self, other: &Big) -> Big {
        let mut sum = Vec::with_capacity(self.0.len().max(other.0.len()) + 1);
        let mut carry = 0;
        for index in 0..self.0.len().max(other.0.len()) {
            let limb = |big: &Big| u64::from(big.0.get(index).copied().unwrap_or(0));
            carry += limb(self) + limb(other);
            sum.push(carry as u32);
            carry >>= 32;
        }
        sum.push(carry as u32);
        let mut sum = Big(sum);
        sum.trim();
        sum
    }

    /// Takes away a number that is not greater.
    fn subtract(&mut self, other: &Big) {
        let mut borrow = 0;
        for (index, limb) in self.0.iter_mut().enumerate() {
            let difference = i64::from(*limb) - i64::from(other.0.get(index).copied().unwrap_or(0)) + borrow;
            *limb = difference as u32;
            borrow = difference >> 32;
        }
        self.trim();
    }

    fn cmp(&self, other: &Big) -> Ordering {
        self.0.len().cmp(&other.0.len()).then_with(|| self.0.iter().rev().cmp(other.0.iter().rev()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bits: u64) {
        let (digits, point) = shortest(bits);
        let text = format!("{:e}", f64::from_bits(bits));
        let (mantissa, exponent) = text.split_once('e').unwrap();
        // Of two that are equally near the standard library takes the greater one, and ECMAScript the even one.
        let [found, expected]: [u64; 2] = [String::from_utf8(digits.clone()).unwrap(), mantissa.replace('.', "")]
            .map(|digits| digits.parse().unwrap());
        assert!(
            found == expected || found + 1 == expected && found % 2 == 0 && digits.len() > 15,
            "{found} for {text}"
        );
        assert_eq!(point - 1, exponent.parse::<i32>().unwrap(), "{text}");
        let exponent = point - digits.len() as i32;
        for guess in [bits, 0, bits.saturating_sub(3), bits ^ (1 << 40)] {
            assert_eq!(nearest(&digits, exponent, guess), Some(bits), "{text} from {guess}");
        }
        // The middle between this double and the next, and a little more and less, in all its digits.
        let (significand, exponent) = parts(bits);
        let mut middle = Big::from(2 * significand + 1);
        let power = 1 - exponent;
        if power > 0 {
            middle.multiply_by_power_of_5(power.unsigned_abs())
        } else {
            middle = middle.shifted(power.unsigned_abs())
        }
        let mut digits = Vec::new();
        while !middle.0.is_empty() {
            let mut rest = 0u64;
            for limb in middle.0.iter_mut().rev() {
                rest = rest << 32 | u64::from(*limb);
                *limb = (rest / 10) as u32;
                rest %= 10;
            }
            middle.trim();
            digits.push(b'0' + rest as u8);
        }
        digits.reverse();
        let exponent = if power > 0 { -power } else { 0 };
        let next = (bits + 1 < INFINITY).then_some(bits + 1);
        let even = if bits.is_multiple_of(2) { Some(bits) } else { next };
        assert_eq!(nearest(&digits, exponent, bits), even, "the middle above {text}");
        digits.extend([b'0'; 800]);
        let last = digits.len() - 1;
        digits[last] = b'1';
        assert_eq!(nearest(&digits, exponent - 800, bits), next, "above the middle above {text}");
        digits.truncate(last + 1 - 800);
        let last = digits.iter().rposition(|digit| *digit != b'0').unwrap();
        digits[last] -= 1;
        digits[last + 1..].fill(b'9');
        assert_eq!(nearest(&digits, exponent, bits), Some(bits), "below the middle above {text}");
    }

    #[test]
    fn decimals_are_those_of_the_standard_library() {
        for bits in [1, 2, 3, (1 << 52) - 1, 1 << 52, (1 << 52) + 1, INFINITY - 1, INFINITY - 2] {
            check(bits);
        }
        for exponent in (1..0x7ff).step_by(7) {
            check(exponent << 52);
            check((exponent << 52) - 1);
        }
        let mut state = 1u64;
        for _ in 0..250 {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            check((state ^ (state >> 31)) % (INFINITY - 1) + 1);
            check((state as u32 as f64 / 1000.0).max(0.5).to_bits());
        }
    }
}
