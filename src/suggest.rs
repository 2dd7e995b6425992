//! "Did you mean": the nearest of the names that would have been right.

use crate::prelude::*;

/// The candidate nearest to a name that was not found, when one is near enough to be what the author meant.
pub(crate) fn nearest<'a>(name: &str, candidates: &[&'a str]) -> Option<&'a str> {
    // Long texts are no typing errors of a name, and the distance costs their product.
    if name.len() > 64 {
        return None;
    }
    let name = letters(name);
    // Of one or two letters, one step leads to nearly everything.
    let mut allowed = name.len() / 3 + 1;
    let mut nearest = None;
    for candidate in candidates.iter().filter(|candidate| candidate.len() <= 64) {
        let distance = distance(&name, &letters(candidate));
        if distance < allowed {
            (allowed, nearest) = (distance, Some(*candidate));
        }
    }
    nearest
}

/// The characters of a name, in small letters.
fn letters(name: &str) -> Vec<char> {
    name.chars().flat_map(char::to_lowercase).gather()
}

/// The Levenshtein distance, with two neighbors swapped counting as one step (optimal string alignment).
fn distance(a: &[char], b: &[char]) -> usize {
    let mut before = vec![0; b.len() + 1];
    let mut above: Vec<usize> = (0..=b.len()).gather();
    for i in 1..=a.len() {
        let mut row = vec![i];
        for j in 1..=b.len() {
            let change = above[j - 1] + usize::from(a[i - 1] != b[j - 1]);
            let mut best = change.min(above[j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                best = best.min(before[j - 2] + 1);
            }
            row.push(best);
        }
        before = core::mem::replace(&mut above, row);
    }
    above[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_name_is_suggested_and_a_far_one_is_not() {
        let names = ["industry", "companySize", "country"];
        assert_eq!(nearest("industy", &names), Some("industry"));
        assert_eq!(nearest("companysize", &names), Some("companySize"));
        assert_eq!(nearest("coutnry", &names), Some("country"));
        assert_eq!(nearest("colour", &names), None);
        assert_eq!(nearest(&"x".repeat(10_000), &names), None);
        assert_eq!(nearest("D", &["A", "B"]), None);
        assert_eq!(nearest("b", &["A", "B"]), Some("B"));
    }
}
