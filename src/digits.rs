//! Whole numbers in decimal.

use crate::out::Out;

/// Writes a whole number in decimal.
pub(crate) fn write_integer(out: &mut Out, value: u64) {
    let mut digits = [0; 20];
    let mut first = digits.len();
    let mut push = |digit: u8| {
        first -= 1;
        digits[first] = b'0' + digit;
    };
    let mut value = value;
    while value > u64::from(u32::MAX) {
        push((value % 10) as u8);
        value /= 10;
    }
    // Almost all are small, and a division of 32 bits takes a fraction of the time.
    let mut value = value as u32;
    while value > 9 {
        push((value % 10) as u8);
        value /= 10;
    }
    push(value as u8);
    out.put(&digits[first..]);
}
