//! Folding, as conditions show it.

use super::*;

/// Texts of letters with and without marks, signs and white space, none of which is blank.
fn words() -> impl Strategy<Value = String> {
    let char = prop_oneof![
        4 => proptest::char::range('a', 'z'),
        2 => proptest::char::range('A', 'Z'),
        3 => proptest::char::range('\u{c0}', '\u{17f}'),
        1 => proptest::char::range('\u{370}', '\u{52f}'),
        1 => prop_oneof![Just(' '), Just('\t'), Just('\u{a0}'), Just('-'), Just('×'), Just('ẞ'), Just('İ'), Just('ǆ')],
        1 => any::<char>(),
    ];
    let text = proptest::collection::vec(char, 0..12).prop_map(|chars| chars.into_iter().collect::<String>());
    // A letter at both ends, so that the text is not blank and has no white space there.
    text.prop_map(|text| format!("a{text}z"))
}

/// Texts that are the same by the words of the specification: case, combining marks and white space make no difference.
fn alike(text: &str) -> Vec<String> {
    let lower: String = text.chars().flat_map(char::to_lowercase).collect();
    let marked: String = text.chars().flat_map(|char| [char, '\u{301}', '\u{36f}']).collect();
    let spaced = text.split_whitespace().collect::<Vec<_>>().join("\u{2003}\n ");
    let ascii_upper = text.to_ascii_uppercase();
    vec![text.to_string(), lower, marked, spaced, ascii_upper, format!("\u{300}{text}\u{300}")]
}

/// Whether a lead's text equals a constant.
fn equals(constant: &str, value: &str) -> bool {
    let document = json!({ "leadgrade": 1, "name": "fold", "fields": { "a": { "type": "text" } },
                           "labels": [{ "id": "eq", "when": { "a": constant } }] });
    labels(&evaluate(&model(&document), &json!({ "profile": { "a": value } }), NOW)) == ["eq"]
}

#[test]
fn folding_twice_is_folding_once() {
    check(150, words(), |text| {
        let alike = alike(&text);
        // Whichever of them is the constant and whichever the value: folding makes one text of all, and that text of itself.
        for (index, constant) in alike.iter().enumerate() {
            let value = &alike[(index + 1) % alike.len()];
            prop_assert!(equals(constant, value), "{constant:?} is not {value:?}");
            prop_assert!(equals(value, constant), "{value:?} is not {constant:?}");
        }
        Ok(())
    });
}

#[test]
fn texts_that_differ_in_a_letter_are_not_alike() {
    check(150, (words(), proptest::char::range('a', 'z'), proptest::char::range('a', 'z')), |(text, one, other)| {
        prop_assert_eq!(equals(&format!("{text}{one}"), &format!("{text}{other}")), one == other);
        Ok(())
    });
}

/// All the ways in which a text can be asked for agree about what is equal.
#[test]
fn tests_of_texts_agree() {
    check(100, (words(), words()), |(constant, value)| {
        for value in [value, constant.to_uppercase(), constant.clone()] {
            let document = json!({
                "leadgrade": 1, "name": "agree", "lists": { "l": [constant] },
                "fields": { "a": { "type": "text" }, "s": { "type": "set" },
                            "c": { "type": "choice", "options": [constant] } },
                "labels": [
                    { "id": "eq", "when": { "a": { "eq": constant } } },
                    { "id": "in", "when": { "a": ["\u{1}", constant] } },
                    { "id": "not-ne", "when": { "not": { "a": { "ne": constant } } } },
                    { "id": "list", "when": { "a": { "inList": "l" } } },
                    { "id": "set", "when": { "s": constant } },
                    { "id": "choice", "when": { "c": constant } },
                    { "id": "both-ways", "when": { "a": { "startsWith": constant, "endsWith": constant } } },
                ],
            });
            // A set's text is cut at `;`, so it comes as a list.
            let lead = json!({ "profile": { "a": value, "s": [value], "c": value } });
            let held = labels(&evaluate(&model(&document), &lead, NOW));
            let equal = held.contains(&"eq".to_string());
            for id in ["in", "not-ne", "list", "set", "choice"] {
                prop_assert_eq!(held.contains(&id.to_string()), equal, "{} for {:?} and {:?}", id, constant, value);
            }
            prop_assert!(!equal || held.contains(&"both-ways".to_string()));
        }
        Ok(())
    });
}
