//! Decay in integers: how many of a signal's points are left at an age. No float takes part, so that every host gives the same.

use crate::model::Decay;
use crate::points::Points;

/// `round(2^62 · 2^(−2^−(i+1)))`: the factor of each bit of a fraction of a half-life.
const FACTORS: [u64; 32] = [
    3_260_954_456_333_195_553,
    3_877_950_241_171_266_237,
    4_228_934_724_888_366_668,
    4_416_165_660_797_809_419,
    4_512_867_096_753_504_463,
    4_562_008_997_483_360_349,
    4_586_780_255_215_411_731,
    4_599_216_278_082_138_665,
    4_605_446_927_862_164_404,
    4_608_565_417_332_308_035,
    4_610_125_453_837_388_245,
    4_610_905_670_110_601_999,
    4_611_295_827_762_151_833,
    4_611_490_918_967_884_501,
    4_611_588_467_665_893_036,
    4_611_637_242_788_701_951,
    4_611_661_630_543_559_956,
    4_611_673_824_469_352_645,
    4_611_679_921_444_339_948,
    4_611_682_969_934_856_344,
    4_611_684_494_180_870_228,
    4_611_685_256_304_066_092,
    4_611_685_637_365_711_255,
    4_611_685_827_896_545_643,
    4_611_685_923_161_965_790,
    4_611_685_970_794_676_601,
    4_611_685_994_611_032_191,
    4_611_686_006_519_210_032,
    4_611_686_012_473_298_964,
    4_611_686_015_450_343_433,
    4_611_686_016_938_865_668,
    4_611_686_017_683_126_786,
];

/// One, as a factor.
const ONE: u64 = 1 << 62;

/// The points left after `age` milliseconds, rounded once to a thousandth, half away from zero.
pub(super) fn decay(points: Points, age: i64, decay: Decay) -> Points {
    let age = age.max(0) as u64;
    let size = points.milli().unsigned_abs();
    let left = match decay {
        Decay::None => size,
        Decay::HalfLife(length) => half_life(size, age, length.millis() as u64),
        Decay::Linear(length) => linear(size, age, length.millis() as u64),
        Decay::Step { every, keep } => step(size, age / every.millis() as u64, u64::from(keep)),
    } as i64;
    Points::from_milli(if points.milli() < 0 { -left } else { left })
}

/// `size · 2^(−age / length)`: the whole half-lives shift, the 32 bits of the fraction multiply.
fn half_life(size: u64, age: u64, length: u64) -> u64 {
    let halvings = if age < length { 0 } else { age / length };
    if halvings >= 63 {
        return 0;
    }
    let fraction = fraction(age - halvings * length, length);
    roughly(size, halvings, fraction).unwrap_or_else(|| exactly(size, halvings, fraction))
}

fn exactly(size: u64, halvings: u64, mut fraction: u32) -> u64 {
    let mut factor = ONE;
    while fraction != 0 {
        let bit = fraction.leading_zeros();
        factor = times(factor, FACTORS[bit as usize]);
        fraction ^= 1 << (31 - bit);
    }
    ((u128::from(size) * u128::from(factor) + (1 << (61 + halvings))) >> (62 + halvings)) as u64
}

/// The same with 32 bits of fewer factors; nothing where what that neglects might change the rounding, which is seldom.
fn roughly(size: u64, halvings: u64, fraction: u32) -> Option<u64> {
    /// The logarithm of two.
    const LN: u64 = 2_977_044_472;
    if size >= 1 << 30 || halvings > 30 {
        return None;
    }
    // A factor is too small by less than 2, because it is cut off and because the product is, and there are twelve at most.
    let rest = fraction & (u32::MAX >> 12);
    let mut first = fraction - rest;
    let mut factor = 1 << 32;
    while first != 0 {
        let bit = first.leading_zeros();
        factor = (factor * (FACTORS[bit as usize] >> 30)) >> 32;
        first ^= 1 << (31 - bit);
    }
    // What is left is less than 2^−12. 1 − x·ln 2 stands for 2^−x, which is less than 62 greater; what is taken off is cut off, too.
    factor -= (factor * ((u64::from(rest) * LN) >> 32)) >> 32;
    let round = |factor: u64| (size * factor + (1 << (31 + halvings))) >> (32 + halvings);
    let (least, greatest) = (round(factor - 3), round(factor + 24 + 62));
    (least == greatest).then_some(least)
}

/// `⌊rest · 2^32 / length⌋` of a rest that is less than the length.
fn fraction(rest: u64, length: u64) -> u32 {
    if rest <= u64::from(u32::MAX) {
        return ((rest << 32) / length) as u32;
    }
    // In two steps of 16 bits, so that 64 bits are enough: a length has 42 at most.
    let high = (rest << 16) / length;
    ((high << 16) | ((((rest << 16) - high * length) << 16) / length)) as u32
}

/// The product of two factors, rounded. Both are at most one, so the product has 125 bits; of 32 bits by 32, because
/// WebAssembly has no wider multiplication.
#[inline]
fn times(a: u64, b: u64) -> u64 {
    const LOW: u64 = u32::MAX as u64;
    let ((a_high, a_low), (b_high, b_low)) = ((a >> 32, a & LOW), (b >> 32, b & LOW));
    let low = a_low * b_low;
    // None of the sums overflows: the high halves have 31 bits.
    let middle = a_high * b_low + (low >> 32);
    let other = a_low * b_high + (middle & LOW) + (1 << 29);
    let high = a_high * b_high + (middle >> 32) + (other >> 32);
    (high << 2) | ((other & LOW) >> 30)
}

/// A straight line from all points to none after `length`.
fn linear(size: u64, age: u64, length: u64) -> u64 {
    if age >= length {
        return 0;
    }
    ((2 * u128::from(size) * u128::from(length - age) + u128::from(length)) / (2 * u128::from(length))) as u64
}

/// `keep` percent are left after each step.
fn step(size: u64, steps: u64, keep: u64) -> u64 {
    let mut factor = ONE;
    for _ in 0..steps {
        let next = ((u128::from(factor) * u128::from(keep) + 50) / 100) as u64;
        if next == factor {
            break;
        }
        factor = next;
    }
    ((u128::from(size) * u128::from(factor) + (1 << 61)) >> 62) as u64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::Duration;

    fn after(points: i64, age: &str, decay_kind: Decay) -> i64 {
        decay(Points::from_milli(points), Duration::parse(age).unwrap().millis(), decay_kind).milli()
    }

    fn days(text: &str) -> Duration {
        Duration::parse(text).unwrap()
    }

    #[test]
    fn the_examples_of_the_specification() {
        let monthly = Decay::HalfLife(days("30d"));
        assert_eq!(after(10_000, "7d", monthly), 8_507);
        assert_eq!(after(-10_000, "7d", monthly), -8_507);
        assert_eq!(after(10_000, "30d", monthly), 5_000);
        assert_eq!(after(1, "30d", monthly), 1, "half a thousandth is rounded away from zero");
        assert_eq!(after(1_000_000_000, "36500d", Decay::HalfLife(days("1h"))), 0);
        assert_eq!(after(10_000, "30d", Decay::Linear(days("90d"))), 6_667);
        assert_eq!(after(10_000, "90d", Decay::Linear(days("90d"))), 0);
        assert_eq!(after(10_000, "59d", Decay::Step { every: days("30d"), keep: 50 }), 5_000);
        assert_eq!(after(10_000, "60d", Decay::Step { every: days("30d"), keep: 50 }), 2_500);
        assert_eq!(after(10_000, "30d", Decay::Step { every: days("30d"), keep: 0 }), 0);
        assert_eq!(after(10_000, "29d", Decay::Step { every: days("30d"), keep: 0 }), 10_000);
    }

    #[test]
    fn factors_are_multiplied_exactly() {
        let mut factor = ONE;
        for step in 0..20_000 {
            let by = FACTORS[step % 32] - step as u64 * 12_345;
            let exact = ((u128::from(factor) * u128::from(by) + (1 << 61)) >> 62) as u64;
            assert_eq!(times(factor, by), exact);
            assert_eq!(times(ONE, by), by);
            factor = if exact < ONE / 2 { ONE - step as u64 } else { exact };
        }
    }

    #[test]
    fn what_is_found_roughly_is_exact() {
        let (mut state, mut found) = (1u64, 0);
        let mut next = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            state >> 32
        };
        for round in 0..200_000 {
            let (size, halvings) = (next() % (1 << (1 + round % 30)), next() % 32);
            let fraction = [next() as u32, 0, u32::MAX, (next() << 20) as u32, 1][round % 5];
            if let Some(left) = roughly(size, halvings % [1, 3, 32][round % 3], fraction) {
                assert_eq!(left, exactly(size, halvings % [1, 3, 32][round % 3], fraction));
                found += 1;
            }
        }
        assert!(found > 150_000, "{found}");
        // The factor itself lies within its bounds: of the greatest amount every ambiguity shows.
        for fraction in (0..u32::MAX).step_by(77_777) {
            let size = (1 << 30) - 1;
            let exact = exactly(size, 0, fraction);
            assert!(roughly(size, 0, fraction).is_none_or(|left| left == exact));
        }
    }

    #[test]
    fn a_fraction_is_the_same_in_one_step_and_in_two() {
        for length in [1, 7, 86_400_000, u64::from(u32::MAX), 36_500 * 86_400_000] {
            for part in 0..200 {
                let rest = length / 200 * part + part % length.min(3);
                let exact = ((u128::from(rest) << 32) / u128::from(length)) as u32;
                if rest < length {
                    assert_eq!(fraction(rest, length), exact, "{rest} of {length}");
                }
            }
        }
    }

    #[test]
    fn points_never_grow_with_age_and_mirror_around_zero() {
        for kind in
            [Decay::HalfLife(days("3d")), Decay::Linear(days("20d")), Decay::Step { every: days("2d"), keep: 90 }]
        {
            let mut before = i64::MAX;
            for age in (0..40 * 86_400_000).step_by(1_234_567) {
                let left = decay(Points::from_milli(123_456), age, kind).milli();
                assert!(left <= before);
                assert_eq!(decay(Points::from_milli(-123_456), age, kind).milli(), -left);
                before = left;
            }
        }
    }
}
