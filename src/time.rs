//! Instants and durations: milliseconds since 1970 UTC, read from and written as RFC 3339. Nothing here reads a clock.

use crate::bytes::trim;
use crate::out::Out;

/// A point in time: milliseconds since 1970-01-01T00:00:00Z, from then to the end of the year 9999.
///
/// ```
/// use leadgrade::Instant;
/// let noon = Instant::parse("2026-11-22T13:00:00.5+01:00").unwrap();
/// assert_eq!(noon.to_string(), "2026-11-22T12:00:00.500Z");
/// assert_eq!(Instant::parse("2026-11-22"), Instant::from_millis(1_795_305_600_000));
/// assert_eq!(Instant::parse("2026-02-30"), None);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant(i64);

/// A length of time in milliseconds, at most 36,500 days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Duration(i64);

pub(crate) const HOUR: i64 = 3_600_000;
pub(crate) const DAY: i64 = 24 * HOUR;
const LAST: i64 = 253_402_300_799_999;
const LONGEST: i64 = 36_500 * DAY;

impl Instant {
    /// The last instant there is: `9999-12-31T23:59:59.999Z`.
    pub const MAX: Instant = Instant(LAST);

    /// The instant this many milliseconds after the beginning of 1970 UTC; `None` outside the years 1970 to 9999.
    pub fn from_millis(millis: i64) -> Option<Instant> {
        (0..=LAST).contains(&millis).then_some(Instant(millis))
    }

    /// Milliseconds since the beginning of 1970 UTC.
    pub const fn millis(self) -> i64 {
        self.0
    }

    /// Reads RFC 3339 with an offset (`T`, `t` or a space between; `Z` or `z`; a fraction floored to milliseconds),
    /// or a date, which stands for its midnight in UTC. White space around it does not matter.
    pub fn parse(text: &str) -> Option<Instant> {
        if let Ok(plainly) = text.as_bytes().try_into()
            && let Some(millis) = plain(plainly)
        {
            return Instant::from_millis(millis);
        }
        let text = trim(text).as_bytes();
        let (date, time) = text.split_at_checked(10)?;
        let day = parse_date(date)?;
        let millis = match time {
            [] => day * DAY,
            [b'T' | b't' | b' ', time @ ..] => day * DAY + parse_time(time)?,
            _ => return None,
        };
        Instant::from_millis(millis)
    }

    /// This instant moved by a duration; one past the last instant is the last.
    pub(crate) fn plus(self, duration: Duration) -> Instant {
        self.plus_millis(duration.0)
    }

    /// As [`plus`](Instant::plus), by milliseconds that are not negative.
    pub(crate) fn plus_millis(self, millis: i64) -> Instant {
        Instant(self.0.saturating_add(millis).min(LAST))
    }

    /// Whole milliseconds from `earlier` to this instant; negative when it lies after.
    pub(crate) fn since(self, earlier: Instant) -> i64 {
        self.0 - earlier.0
    }

    /// The UTC date as `[year, month, day]`.
    fn date(self) -> [u32; 3] {
        // Neri and Schneider, https://doi.org/10.1002/spe.3172: multiplications in place of most divisions, years from March on.
        let days = 4 * ((self.0 / DAY) as u32 + 719_468) + 3;
        let (century, of_century) = (days / 146_097, (days % 146_097) | 3);
        let years = 2_939_745 * u64::from(of_century);
        let year = 100 * century + (years >> 32) as u32;
        let of_year = years as u32 / 2_939_745 / 4;
        let months = 2_141 * of_year + 197_913;
        let (month, day) = (months >> 16, (months & 0xffff) / 2_141 + 1);
        if month > 12 { [year + 1, month - 12, day] } else { [year, month, day] }
    }

    /// The UTC date as text, `2026-11-20`: eight chars in a word, and the two of the day.
    #[inline]
    fn date_words(self) -> (u64, u64) {
        let [year, month, day] = self.date();
        let dashes = u64::from_le_bytes(*b"\0\0\0\0-\0\0-");
        (dashes | two(year / 100) | two(year % 100) << 16 | two(month) << 40, two(day))
    }

    /// The UTC date as text.
    pub(crate) fn date_text(self) -> [u8; 10] {
        let (date, day) = self.date_words();
        let ([y1, y2, y3, y4, _, m1, m2, _], [d1, d2, ..]) = (date.to_le_bytes(), day.to_le_bytes());
        [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2]
    }

    /// RFC 3339 in UTC between quotes, with three fraction digits only when they are not zero.
    pub(crate) fn write(self, out: &mut Out) {
        let of_day = (self.0 - self.0 / DAY * DAY) as u32;
        let (seconds, millis) = (of_day / 1_000, of_day % 1_000);
        let (date, day) = self.date_words();
        let (hour, minute) = (two(seconds / 3_600) << 24, two(seconds / 60 % 60) << 48);
        let fraction = u64::from(b'0' + (millis / 100) as u8) << 32 | two(millis % 100) << 40;
        let mut text = [b'"'; 26];
        text[1..9].copy_from_slice(&date.to_le_bytes());
        text[9..17].copy_from_slice(&(u64::from_le_bytes(*b"\0\0T\0\0:\0\0") | day | hour | minute).to_le_bytes());
        let end = u64::from_le_bytes(*b":\0\0.\0\0\0Z") | two(seconds % 60) << 8 | fraction;
        text[17..25].copy_from_slice(&end.to_le_bytes());
        if millis != 0 {
            out.put(&text);
        } else {
            text[20..22].copy_from_slice(b"Z\"");
            out.put(&text[..22]);
        }
    }
}

impl core::fmt::Display for Instant {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        let mut text = Out::new();
        self.write(&mut text);
        f.write_str(text.text().trim_matches('"'))
    }
}

impl Duration {
    pub(crate) const HOUR: Duration = Duration(HOUR);

    pub(crate) fn millis(self) -> i64 {
        self.0
    }

    /// Reads a whole number of seconds, minutes, hours, days or weeks such as `"90d"`, more than zero and at most 36,500 days.
    pub(crate) fn parse(text: &str) -> Option<Duration> {
        let (number, unit) = text.split_at_checked(text.len().checked_sub(1)?)?;
        let unit = match unit {
            "s" => 1_000,
            "m" => 60_000,
            "h" => HOUR,
            "d" => DAY,
            "w" => 7 * DAY,
            _ => return None,
        };
        if number.len() > 9 || number.starts_with('0') || !number.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        let millis = number.parse::<i64>().ok()? * unit;
        (millis <= LONGEST).then_some(Duration(millis))
    }
}

/// Milliseconds of `YYYY-MM-DDTHH:MM:SS.mmmZ`, as most programs write it; `None` when it is anything else. Eight chars are read
/// together: what is left of each when the pattern is taken off is a digit, or nothing where a sign stands.
#[inline]
fn plain(text: &[u8; 24]) -> Option<i64> {
    const ONES: u64 = 0x0101_0101_0101_0101;
    let (words, _) = text.as_chunks::<8>();
    let mut faults = 0;
    let mut pairs = |word: usize, pattern: &[u8; 8]| {
        let pattern = u64::from_le_bytes(*pattern);
        let digits = u64::from_le_bytes(words[word]) ^ pattern;
        // A digit's pattern is `0`, which has the low bits of none of the signs; a digit may be 9 at most, a sign 0.
        let signs = (pattern ^ (ONES * u64::from(b'0'))).wrapping_add(ONES * 0x7f) & (ONES << 7);
        let most = (ONES * 0x76) + ((signs >> 7) * 9);
        faults |= (digits | (digits & (ONES * 0x7f)).wrapping_add(most)) & (ONES << 7);
        // Each byte becomes ten times itself and the next one.
        digits.wrapping_mul(10).wrapping_add(digits >> 8)
    };
    let (first, second, third) = (pairs(0, b"0000-00-"), pairs(1, b"00T00:00"), pairs(2, b":00.000Z"));
    if faults != 0 {
        return None;
    }
    let pair = |word: u64, at: u32| i64::from((word >> (8 * at)) as u8);
    let (year, month, day) = (pair(first, 0) * 100 + pair(first, 2), pair(first, 5), pair(second, 0));
    let (hour, minute, seconds) = (pair(second, 3), pair(second, 6), pair(third, 1));
    let millis = pair(third, 4) * 10 + pair(third, 6) / 10;
    if hour > 23 || minute > 59 || seconds > 59 {
        return None;
    }
    Some(days(year, month, day)? * DAY + hour * HOUR + minute * 60_000 + seconds * 1_000 + millis)
}

/// Days since 1970 of `YYYY-MM-DD`.
fn parse_date(text: &[u8]) -> Option<i64> {
    let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = text else { return None };
    days(number([*y1, *y2, *y3, *y4])?, number([*m1, *m2])?, number([*d1, *d2])?)
}

/// Days since 1970 of a date of the years 0 to 9999; `None` when there is no such day.
fn days(year: i64, month: i64, day: i64) -> Option<i64> {
    if !(1..=12).contains(&month) || day < 1 || day > days_in_month(year, month) {
        return None;
    }
    // Howard Hinnant's days_from_civil, counted from an era earlier, so that nothing is negative.
    let (month, day) = (month as u32, day as u32);
    let year = year as u32 + 400 - u32::from(month <= 2);
    let (era, year_of_era) = (year / 400, year % 400);
    let day_of_year = (153 * (if month > 2 { month - 3 } else { month + 9 }) + 2) / 5 + day - 1;
    let days = era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    Some(i64::from(days) - 719_468 - 146_097)
}

/// Milliseconds of `HH:MM:SS[.fraction](Z|±HH:MM)`, the offset taken off.
fn parse_time(text: &[u8]) -> Option<i64> {
    let [h1, h2, b':', m1, m2, b':', s1, s2, rest @ ..] = text else { return None };
    let (hour, minute, second) = (number([*h1, *h2])?, number([*m1, *m2])?, number([*s1, *s2])?);
    if hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    let (fraction, zone) = match rest {
        // As most programs write it.
        [b'.', f1, f2, f3, zone @ b'Z'] => (number([*f1, *f2, *f3])?, core::slice::from_ref(zone)),
        [b'.', rest @ ..] => {
            let length = rest.iter().take_while(|b| b.is_ascii_digit()).count();
            if length == 0 {
                return None;
            }
            let (digits, zone) = rest.split_at(length);
            let place = |index: usize| digits.get(index).map_or(0, |digit| i64::from(digit - b'0'));
            (place(0) * 100 + place(1) * 10 + place(2), zone)
        }
        zone => (0, zone),
    };
    let offset = match zone {
        [b'Z' | b'z'] => 0,
        [sign @ (b'+' | b'-'), h1, h2, b':', m1, m2] => {
            let (hours, minutes) = (number([*h1, *h2])?, number([*m1, *m2])?);
            if hours > 23 || minutes > 59 {
                return None;
            }
            (if *sign == b'-' { -1 } else { 1 }) * (hours * HOUR + minutes * 60_000)
        }
        _ => return None,
    };
    Some(hour * HOUR + minute * 60_000 + second * 1_000 + fraction - offset)
}

/// The value of decimal digits. It looks at all of them and only then whether they are digits: there is nothing to guess.
#[inline]
fn number<const N: usize>(digits: [u8; N]) -> Option<i64> {
    let (mut value, mut greatest) = (0, 0);
    for digit in digits.map(|digit| digit.wrapping_sub(b'0')) {
        value = value * 10 + i64::from(digit);
        greatest = greatest.max(digit);
    }
    (greatest <= 9).then_some(value)
}

fn days_in_month(year: i64, month: i64) -> i64 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Two decimal digits as the lowest bytes of a word.
#[inline]
fn two(value: u32) -> u64 {
    u64::from((value / 10) | ((value % 10) << 8)) | u64::from_le_bytes(*b"00\0\0\0\0\0\0")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::prelude::*;

    #[test]
    fn durations_are_whole_and_bounded() {
        for (text, millis) in [("1s", 1_000), ("30m", 1_800_000), ("36500d", LONGEST), ("5214w", 5214 * 7 * DAY)] {
            assert_eq!(Duration::parse(text).map(Duration::millis), Some(millis), "{text}");
        }
        for text in ["", "d", "0d", "01d", "1.5d", "-1d", "36501d", "1y", "1 d", "1d ", "9999999999s", "1D", "é"] {
            assert_eq!(Duration::parse(text), None, "{text}");
        }
    }

    #[test]
    fn every_day_until_9999_is_written_as_it_is_read() {
        for day in (0..=LAST / DAY).step_by(13) {
            let instant = Instant(day * DAY);
            assert_eq!(parse_date(&instant.date_text()), Some(day));
            assert_eq!(Instant::parse(&instant.to_string()), Some(instant));
        }
    }

    #[test]
    fn the_plain_form_is_read_as_any_other() {
        for text in [
            "2026-11-22T10:20:30.456Z",
            "0001-02-28T23:59:59.999Z",
            "9999-12-31T00:00:00.000Z",
            "2024-02-29T01:02:03.004Z",
        ] {
            assert_eq!(Instant::parse(text), Instant::parse(&text.replace('Z', "+00:00")));
            for at in 0..text.len() {
                for byte in 0..0x80u8 {
                    let mut other = text.as_bytes().to_vec();
                    other[at] = byte;
                    // With a digit more of the fraction it is no plain form, and says the same, unless that is where it is odd.
                    let mut longer = other.clone();
                    longer.insert(23, b'7');
                    let [other, longer] = [other, longer].map(|text| String::from_utf8(text).unwrap());
                    if at != 23 {
                        assert_eq!(Instant::parse(&other), Instant::parse(&longer), "{other}");
                    }
                }
            }
        }
    }

    #[test]
    fn faulty_instants_are_none() {
        for text in [
            "",
            "2026",
            "2026-1-1",
            "2026-13-01",
            "2026-11-31",
            "2025-02-29",
            "2026-11-22T10:00:00",
            "2026-11-22T10:00Z",
            "2026-11-22T24:00:00Z",
            "2026-11-22T10:00:60Z",
            "2026-11-22T10:00:00.Z",
            "2026-11-22T10:00:00+1:00",
            "2026-11-22T10:00:00+24:00",
            "1969-12-31T23:59:59Z",
            "9999-12-31T23:59:59-01:00",
            "2026-11-22  10:00:00Z",
            "２026-11-22",
        ] {
            assert_eq!(Instant::parse(text), None, "{text}");
        }
    }
}
