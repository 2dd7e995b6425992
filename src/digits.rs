//! Whole numbers in decimal.

use crate::out::Out;

/// Writes a whole number in decimal.
pub(crate) fn write_integer(out: &mut Out, value: u64) {
    if value < 10 { out.push(b'0' + value as u8) } else { write_decimal(out, false, value, 0) }
}

/// Writes a whole number and thousandths in decimal, without trailing zeros.
pub(crate) fn write_decimal(out: &mut Out, is_negative: bool, whole: u64, thousandths: u32) {
    // A sign and twenty digits stand before the point.
    const POINT: usize = 21;
    let mut text = [0; POINT + 4];
    let mut end = POINT;
    if thousandths > 0 {
        let digit = |value: u32| b'0' + (value % 10) as u8;
        let fraction = [b'.', digit(thousandths / 100), digit(thousandths / 10), digit(thousandths)];
        text[POINT..].copy_from_slice(&fraction);
        end += fraction.iter().rposition(|digit| *digit != b'0').map_or(0, |last| last + 1);
    }
    let mut first = POINT;
    let mut push = |byte: u8| {
        first -= 1;
        text[first] = byte;
    };
    let mut value = whole;
    while value > u64::from(u32::MAX) {
        push(b'0' + (value % 10) as u8);
        value /= 10;
    }
    // Almost all are small, and a division of 32 bits takes a fraction of the time.
    let mut value = value as u32;
    while value > 9 {
        push(b'0' + (value % 10) as u8);
        value /= 10;
    }
    push(b'0' + value as u8);
    if is_negative {
        push(b'-');
    }
    out.put(&text[first..end]);
}
