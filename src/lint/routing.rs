//! Lints on what happens to leads: routes, promises, and ways out.

use super::Lint;
use super::query::{FAILS, HOLDS};
use super::uses::Uses;
use crate::condition::Condition;
use crate::diagnostic::Code;
use crate::model::{Compiled, Destination, Fact, Then};
use crate::prelude::*;

pub(super) fn lint(lint: &Lint<'_>) {
    shadowed(lint);
    promises(lint);
    territory(lint);
    for (index, rule) in lint.model.disqualify.iter().enumerate() {
        if rule.code == "timing" && matches!(rule.then, Then::Close) {
            let node = lint.root.get("disqualify").item(index);
            let message =
                format!("rule `{}` closes a lead for its timing, so that nobody asks again when it is time", rule.id);
            let at = if node.get("then").0.is_some() { node.key_at("then") } else { node.at() };
            lint.warn(
                at,
                Code::TimingWithoutNext,
                &message,
                &"let it come back: `\"then\": { \"recycle\": { \"after\": \"90d\" } }`, or nurture it",
            );
        }
    }
}

/// Whether a route takes every lead for which its condition holds. A team may have nobody free, an owner may be unknown, and
/// a breakout takes leads past a track.
fn takes_all(model: &Compiled, to: &Destination) -> bool {
    match to {
        Destination::Queue(_) | Destination::Partner(_) => true,
        Destination::Nurture(track) => model.tracks[*track].breakout.is_none(),
        Destination::Owner(_) | Destination::Team(_) => false,
    }
}

/// Routes that no lead comes to.
fn shadowed(lint: &Lint<'_>) {
    let mut above: Vec<(usize, Option<Condition>)> = Vec::new();
    for (index, route) in lint.model.routes.iter().enumerate() {
        let holds = (route.when, HOLDS);
        let mut passed_over = vec![holds];
        above.iter().for_each(|(_, when)| passed_over.push((*when, FAILS)));
        // The last rule must stand there, whether the others leave it anything or not.
        let last = index + 1 == lint.model.routes.len();
        if !above.is_empty() && !last && lint.is_never(&passed_over) && !lint.is_never(&[holds]) {
            let one = above.iter().find(|(_, when)| lint.is_never(&[holds, (*when, FAILS)]));
            let by = match one {
                Some((other, _)) => format!("rule `{}` takes", lint.model.routes[*other].id),
                None => "the rules above it take".to_string(),
            };
            lint.warn(
                lint.root.get("routing").item(index).at(),
                Code::ShadowedRoute,
                &format_args!("{by} every lead that rule `{}` would, so it never gets one", route.id),
                &"put it above the broader rule, or leave it out",
            );
        }
        if takes_all(lint.model, &route.to) {
            above.push((index, route.when));
        }
    }
}

/// Routes to people who have promised nothing.
fn promises(lint: &Lint<'_>) {
    for (index, route) in lint.model.routes.iter().enumerate() {
        let whom = match &route.to {
            Destination::Owner(_) => "an owner".to_string(),
            Destination::Team(team) => format!("team `{}`", lint.model.teams[*team].id),
            Destination::Queue(queue) => format!("queue `{queue}`"),
            Destination::Nurture(_) | Destination::Partner(_) => continue,
        };
        let sla = route.protocol.and_then(|protocol| lint.model.protocols[protocol].sla);
        if sla.is_some_and(|sla| !lint.model.slas[sla].promises.is_empty()) {
            continue;
        }
        let node = lint.root.get("routing").item(index);
        let why = match route.protocol {
            None => "without a protocol".to_string(),
            Some(protocol) => {
                let protocol = &lint.model.protocols[protocol];
                let lacks = if protocol.sla.is_some() { "promises nothing" } else { "names no SLA" };
                format!("with protocol `{}`, which {lacks}", protocol.id)
            }
        };
        let message =
            format!("rule `{}` gives leads to {whom} {why}, so nothing says by when they are answered", route.id);
        lint.warn(
            node.at(),
            Code::SlaMissing,
            &message,
            &"give it a `protocol` with an `sla` that promises a first touch",
        );
    }
}

/// Routing that asks for nothing but where a lead is.
fn territory(lint: &Lint<'_>) {
    let model = lint.model;
    let mut uses = Uses::default();
    model.routes.iter().for_each(|route| uses.follow(model, route.when));
    model.teams.iter().flat_map(|team| &team.members).for_each(|member| uses.follow(model, member.when));
    model.tracks.iter().for_each(|track| uses.follow(model, track.breakout));
    let owned = model.routes.iter().any(|route| matches!(route.to, Destination::Owner(_)));
    let (mut places, mut others) = (Vec::new(), owned);
    for fact in uses.facts.keys() {
        match fact {
            Fact::Derived(_) | Fact::Label(_) => {}
            Fact::Field(field) if is_geography(&model.fields[*field].name) => {
                places.push(model.fields[*field].name.as_str());
            }
            _ => others = true,
        }
    }
    if !places.is_empty() && !others {
        lint.warn(
            lint.root.key_at("routing"),
            Code::TerritoryOnly,
            &format_args!(
                "routing asks about {} alone, so territory decides and neither fit nor intent does",
                super::listed(&places)
            ),
            &"ask for `fit.tier`, `intent.band` or `stage` as well",
        );
    }
}

/// Whether a field by its name says where a lead is.
fn is_geography(name: &str) -> bool {
    const WORDS: [&str; 14] = [
        "country",
        "countries",
        "region",
        "city",
        "territory",
        "zip",
        "zipcode",
        "postal",
        "postcode",
        "county",
        "province",
        "continent",
        "geo",
        "state",
    ];
    let mut words: Vec<String> = vec![String::new()];
    for char in name.chars() {
        if char.is_ascii_uppercase() || char == '_' {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut().filter(|_| char != '_') {
            word.push(char.to_ascii_lowercase());
        }
    }
    // A `state` is often something else: of a budget, say.
    words.iter().any(|word| WORDS.contains(&word.as_str()) && (word != "state" || words.len() == 1))
}

#[cfg(test)]
mod tests {
    use super::is_geography;

    #[test]
    fn names_say_where_a_lead_is() {
        for name in ["country", "companyCountry", "postalCode", "billing_city", "state", "countryCode"] {
            assert!(is_geography(name), "{name}");
        }
        for name in ["budgetState", "industry", "statement", "capacity", "velocity"] {
            assert!(!is_geography(name), "{name}");
        }
    }
}
