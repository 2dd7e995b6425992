//! E-mail addresses: what counts as one, and what its domain says of the person behind it.

use crate::condition::check::under;
use core::cmp::Ordering;

/// The built-in lists, sorted; `src/fields/DOMAINS.md` says where they come from.
const FREE: &str = include_str!("../fields/free_domains.txt");
const DISPOSABLE: &str = include_str!("../fields/disposable_domains.txt");

/// Where their lines begin, and last where there are no more.
const FREE_LINES: [u16; lines(FREE) + 1] = begins(FREE);
const DISPOSABLE_LINES: [u16; lines(DISPOSABLE) + 1] = begins(DISPOSABLE);

/// The number of lines of a text; each ends with a line break.
const fn lines(text: &str) -> usize {
    let (mut count, mut at) = (0, 0);
    while at < text.len() {
        count += (text.as_bytes()[at] == b'\n') as usize;
        at += 1;
    }
    count
}

const fn begins<const N: usize>(text: &str) -> [u16; N] {
    let (mut begins, mut line, mut at) = ([0; N], 1, 0);
    while at < text.len() {
        if text.as_bytes()[at] == b'\n' {
            begins[line] = at as u16 + 1;
            line += 1;
        }
        at += 1;
    }
    begins
}

/// The local part and the domain of an address without white space around it, the domain without a trailing dot;
/// `None` when it is no address.
pub(super) fn split(address: &str) -> Option<(&str, &str)> {
    let (local, domain) = address.split_at_checked(address.bytes().position(|byte| byte == b'@')?)?;
    let domain = domain.strip_prefix('@')?;
    let domain = domain.strip_suffix('.').unwrap_or(domain);
    let good = !local.is_empty() && !local.chars().any(char::is_whitespace) && is_domain(domain);
    good.then_some((local, domain))
}

/// At least two labels of 1–63 letters, digits and inner hyphens, 253 chars in all.
fn is_domain(domain: &str) -> bool {
    let (mut length, mut label, mut dots, mut before) = (0, 0, 0, '.');
    for char in domain.chars() {
        (length, label) = (length + 1, label + 1);
        match char {
            '.' if before == '.' || before == '-' => return false,
            '.' => (dots, label) = (dots + 1, 0),
            '-' if before == '.' => return false,
            _ if label > 63 || !(char == '-' || char.is_alphanumeric()) => return false,
            _ => {}
        }
        before = char;
    }
    dots > 0 && length <= 253 && before != '.' && before != '-'
}

/// The index of the kind of a folded domain among [`KINDS`](crate::model::KINDS).
pub(super) fn kind(domain: &str, disposable: impl Fn(&[u8]) -> bool, free: impl Fn(&[u8]) -> bool) -> usize {
    let bytes = domain.as_bytes();
    if under(bytes, |domain| is_listed(DISPOSABLE, &DISPOSABLE_LINES, domain) || disposable(domain)) {
        0
    } else if under(bytes, |domain| is_listed(FREE, &FREE_LINES, domain) || free(domain)) {
        1
    } else if is_education(domain) {
        2
    } else {
        3
    }
}

/// Ends in `.edu`, `.ac.<cc>` or `.edu.<cc>`.
fn is_education(domain: &str) -> bool {
    let mut labels = domain.rsplit('.');
    let (last, second, third) = (labels.next(), labels.next(), labels.next());
    let country = |label: &str| label.len() == 2 && label.bytes().all(|b| b.is_ascii_lowercase());
    last == Some("edu") || (last.is_some_and(country) && matches!(second, Some("ac" | "edu")) && third.is_some())
}

/// Whether a sorted text of lines has this line.
fn is_listed(text: &str, begins: &[u16], line: &[u8]) -> bool {
    // None is a last label alone, which every domain is under.
    if line.iter().all(|byte| *byte != b'.') {
        return false;
    }
    let (mut low, mut high) = (0, begins.len() - 1);
    while low < high {
        let middle = low + (high - low) / 2;
        let known = &text.as_bytes()[begins[middle] as usize..begins[middle + 1] as usize - 1];
        match order(known, line) {
            Ordering::Equal => return true,
            Ordering::Less => low = middle + 1,
            Ordering::Greater => high = middle,
        }
    }
    false
}

/// The order of two texts, which mostly shows in their first four bytes.
fn order(a: &[u8], b: &[u8]) -> Ordering {
    match (a.first_chunk::<4>(), b.first_chunk::<4>()) {
        (Some(first), Some(other)) if first != other => u32::from_be_bytes(*first).cmp(&u32::from_be_bytes(*other)),
        _ => a.cmp(b),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::prelude::*;

    #[test]
    fn every_listed_domain_is_found_and_folded() {
        for (list, begins) in [(FREE, &FREE_LINES[..]), (DISPOSABLE, &DISPOSABLE_LINES[..])] {
            let lines: Vec<&str> = list.lines().collect();
            assert!(lines.is_sorted());
            for line in &lines {
                assert!(is_listed(list, begins, line.as_bytes()), "{line}");
                assert!(is_domain(line), "{line}");
                assert_eq!(crate::fold::fold(line), *line);
            }
            for other in ["", "a", "zzz.example", "mailinator", "gmail.co", "\n"] {
                assert!(!is_listed(list, begins, other.as_bytes()), "{other}");
            }
        }
        assert!(
            is_listed(DISPOSABLE, &DISPOSABLE_LINES, b"mailinator.com") && is_listed(FREE, &FREE_LINES, b"gmail.com")
        );
    }

    #[test]
    fn addresses_have_one_at_and_a_domain() {
        for (address, parts) in [
            ("ada@acme.example", Some(("ada", "acme.example"))),
            ("a.b+c@x-y.de.", Some(("a.b+c", "x-y.de"))),
            ("ünal@münchen.de", Some(("ünal", "münchen.de"))),
            ("a@b", None),
            ("a@b@c.de", None),
            ("@c.de", None),
            ("a b@c.de", None),
            ("a@-c.de", None),
            ("a@c-.de", None),
            ("a@c..de", None),
            ("a@c_d.de", None),
            ("a@c.de..", None),
        ] {
            assert_eq!(split(address), parts, "{address}");
        }
        let label = "a".repeat(63);
        let long = format!("{label}.{label}.{label}.{}", "a".repeat(61));
        assert!(is_domain(&long) && !is_domain(&format!("{long}a")));
        assert!(!is_domain(&format!("{label}a.de")));
    }

    #[test]
    fn the_kind_is_the_first_that_fits() {
        let none = |_: &[u8]| false;
        for (domain, index) in [
            ("mailinator.com", 0),
            ("x.mailinator.com", 0),
            ("gmail.com", 1),
            ("eu.gmail.com", 1),
            ("mit.edu", 2),
            ("ox.ac.uk", 2),
            ("anu.edu.au", 2),
            ("ac.uk", 3),
            ("edu.example", 3),
            ("x.ac.info", 3),
            ("acme.example", 3),
        ] {
            assert_eq!(kind(domain, none, none), index, "{domain}");
        }
        assert_eq!(kind("a.acme.example", none, |domain| domain == b"acme.example"), 1);
        assert_eq!(kind("gmail.com", |domain| domain == b"gmail.com", none), 0);
    }
}
