//! Lints on qualification frameworks.

use super::{Lint, uses};
use crate::diagnostic::Code;
use crate::model::Fact;
use crate::prelude::*;

/// What the letters of a framework are called, the first name being the one to show.
type Letters = &'static [&'static [&'static str]];

const BANT: Letters = &[
    &["budget", "money", "funds", "funding"],
    &["authority", "decision-maker", "decision-makers", "economic-buyer", "power"],
    &["need", "needs", "pain", "problem", "challenge", "challenges"],
    &["timeline", "timing", "timeframe", "time-frame", "time", "urgency"],
];
const CHAMP: Letters = &[
    &["challenges", "challenge", "pain", "need", "needs", "problem"],
    &["authority", "decision-maker", "decision-makers", "economic-buyer", "power"],
    &["money", "budget", "funds", "funding"],
    &["prioritization", "prioritisation", "priority", "priorities", "timeline", "urgency"],
];
const MEDDIC: Letters = &[
    &["metrics", "metric", "kpis"],
    &["economic-buyer", "buyer", "budget-holder"],
    &["decision-criteria", "criteria"],
    &["decision-process", "process"],
    &["identify-pain", "identified-pain", "pain", "need"],
    &["champion", "champions", "sponsor", "coach"],
];

pub(super) fn lint(lint: &Lint<'_>) {
    let named = uses::named(lint.model);
    let nodes = lint.root.get("frameworks").by_key();
    for (index, framework) in lint.model.frameworks.iter().enumerate() {
        let name = &framework.name;
        let at = nodes.key_at(name);
        let letters = match name.to_ascii_lowercase().as_str() {
            "bant" => BANT,
            "champ" => CHAMP,
            "meddic" => MEDDIC,
            _ => &[],
        };
        let has = |letter: &[&str]| {
            framework.criteria.iter().any(|criterion| letter.iter().any(|name| is(&criterion.id, name)))
        };
        let missing: Vec<&str> =
            letters.iter().filter(|letter| !has(letter)).filter_map(|letter| letter.first().copied()).gather();
        if !missing.is_empty() {
            let message = format!("`{name}` has no criterion for {}", super::listed(&missing));
            let help = format!("add {}, or give the framework a name of your own", super::listed(&missing));
            lint.warn(at, Code::FrameworkIncomplete, &message, &help);
        }
        let mut facts = (0..framework.criteria.len()).map(|place| Fact::Criterion(framework.first + place));
        let asked = named.facts.contains(&Fact::FrameworkPassed(index))
            || named.facts.contains(&Fact::FrameworkMet(index))
            || facts.any(|fact| named.facts.contains(&fact));
        if !asked {
            lint.warn(
                at,
                Code::FrameworkUnused,
                &format_args!("no condition asks about `{name}`, so it decides nothing"),
                &format_args!("let a stage ask for `{name}.passed`, or leave the framework out"),
            );
        }
    }
}

/// Whether a criterion is called so, by itself or with a word before or after.
fn is(id: &str, name: &str) -> bool {
    id == name
        || id.strip_prefix(name).is_some_and(|rest| rest.starts_with('-'))
        || id.strip_suffix(name).is_some_and(|rest| rest.ends_with('-'))
}

#[cfg(test)]
mod tests {
    use super::is;

    #[test]
    fn a_letter_is_known_by_its_words() {
        assert!(is("budget", "budget") && is("budget-set-aside", "budget") && is("has-budget", "budget"));
        assert!(!is("budgetary", "budget") && !is("rebudget", "budget"));
    }
}
