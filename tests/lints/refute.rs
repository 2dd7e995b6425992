//! Tries to refute what a lint says, on many leads. A condition that is said never to hold is made a label of a copy of the
//! model, so that it can be seen to hold.

use super::brute::{self, Made};
use leadgrade::{ActionKind, Diagnostic, Evaluation, Instant, Model};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// How a model decides about leads.
struct Trial {
    evaluation: Evaluation,
}

impl Trial {
    fn new(model: &Value) -> Trial {
        let compiled = Model::from_json(&model.to_string()).unwrap_or_else(|error| panic!("{error}\n{model}"));
        Trial { evaluation: compiled.evaluation() }
    }

    fn of(&mut self, lead: &Made) -> &Evaluation {
        self.evaluation.renew(lead.text.as_bytes(), Instant::parse(brute::NOW).unwrap(), b"");
        &self.evaluation
    }
}

/// The outcome, as DESIGN has it in section 6.
fn outcome(evaluation: &Evaluation) -> [String; 8] {
    let action = evaluation.action();
    [
        evaluation.stage().to_string(),
        evaluation.disqualified().next().map_or(String::new(), |out| out.code.to_string()),
        action.kind.as_str().to_string(),
        format!("{:?}", action.team),
        format!("{:?}", action.queue),
        format!("{:?}", action.track),
        format!("{:?} {:?}", action.partner, action.protocol),
        if action.team.is_none() { format!("{:?}", action.owner) } else { String::new() },
    ]
}

/// The outcome and all that is scored.
fn everything(evaluation: &Evaluation) -> String {
    let labels: Vec<_> = evaluation.labels().map(|label| label.id.to_string()).collect();
    let (fit, intent) = (evaluation.fit(), evaluation.intent());
    format!("{fit} {:?} {intent} {:?} {labels:?} {:?}", evaluation.tier(), evaluation.band(), outcome(evaluation))
}

fn milli(text: &str) -> i64 {
    (text.parse::<f64>().unwrap() * 1000.0).round() as i64
}

/// The first number after a word of a message.
fn number_after(message: &str, words: &str) -> i64 {
    let rest = message.split(words).nth(1).unwrap_or_else(|| panic!("no `{words}` in {message}"));
    milli(rest.trim_start().split([' ', ',']).next().unwrap())
}

/// The model with a label that shows whenever a condition holds.
fn with_probe(model: &Value, condition: &Value) -> Value {
    let mut model = model.clone();
    if model.get("labels").is_none() {
        model["labels"] = json!([]);
    }
    model["labels"].as_array_mut().unwrap().push(json!({ "id": "probe", "when": condition }));
    model
}

/// A lead of which the condition holds.
fn holds(model: &Value, condition: &Value, leads: &[Made]) -> Option<String> {
    let mut trial = Trial::new(&with_probe(model, condition));
    leads
        .iter()
        .find(|lead| trial.of(lead).labels().any(|label| label.id == "probe"))
        .map(|lead| format!("it holds of {lead:?}"))
}

fn routed(model: &Value, rule: &str, leads: &[Made]) -> Option<String> {
    let mut trial = Trial::new(model);
    let taken = |lead: &&Made| {
        let action = trial.of(lead).action();
        action.rule == Some(rule) && action.kind != ActionKind::Close && action.kind != ActionKind::Recycle
    };
    leads.iter().find(taken).map(|lead| format!("`{rule}` takes {lead:?}"))
}

/// Two models that differ in what they make of a lead.
fn differ(a: &Value, b: &Value, leads: &[Made], see: impl Fn(&Evaluation) -> String) -> Option<String> {
    let (mut a, mut b) = (Trial::new(a), Trial::new(b));
    leads.iter().find(|lead| see(a.of(lead)) != see(b.of(lead))).map(|lead| format!("it matters for {lead:?}"))
}

fn without(model: &Value, path: &str) -> Value {
    let mut model = model.clone();
    let (parent, key) = path.rsplit_once('/').unwrap();
    model.pointer_mut(parent).unwrap().as_object_mut().unwrap().remove(key);
    model
}

/// What speaks against a diagnostic, if anything does.
pub fn refute(model: &Value, diagnostic: &Diagnostic, leads: &[Made]) -> Option<String> {
    let (path, message) = (diagnostic.path(), diagnostic.message());
    let tokens: Vec<&str> = path.split('/').skip(1).collect();
    let node = model.pointer(path).unwrap_or_else(|| panic!("no {path}"));
    let id = |node: &Value| node["id"].as_str().unwrap().to_string();
    let parent = |levels: usize| {
        let tokens = &tokens[..tokens.len() - levels];
        model.pointer(&tokens.iter().map(|token| format!("/{token}")).collect::<String>()).unwrap()
    };
    let plain = |see: fn(&Evaluation) -> i64| {
        let mut trial = Trial::new(model);
        leads.iter().map(move |lead| see(trial.of(lead))).collect::<BTreeSet<i64>>()
    };
    let cut_is_reached = |id: &str, tier: bool| {
        let mut trial = Trial::new(model);
        let found = leads.iter().find(|lead| {
            let evaluation = trial.of(lead);
            (if tier { evaluation.tier() } else { evaluation.band() }) == Some(id)
        });
        found.map(|lead| format!("`{id}` is reached by {lead:?}"))
    };
    match diagnostic.code() {
        "threshold-above-maximum" if tokens[0] == "stages" => {
            let operator = tokens.last().unwrap().to_string();
            let bare = !["gt", "gte", "eq", "between"].contains(&operator.as_str());
            let fact = if bare { operator.clone() } else { tokens[tokens.len() - 2].to_string() };
            let most = number_after(message, if message.contains("at most") { "at most" } else { " is" });
            let above = json!({ fact.clone(): { "gt": most as f64 / 1000.0 } });
            let tests = if bare { node.clone() } else { json!({ operator: node }) };
            holds(model, &json!({ fact: tests }), leads).or_else(|| holds(model, &above, leads))
        }
        "threshold-above-maximum" => {
            let tier = tokens[0] == "fit";
            let most = number_after(message, if message.contains("at most") { "at most" } else { " is" });
            let looks_at_all = model[tokens[0]].get(if tier { "tiersOf" } else { "bandsOf" }).is_none();
            let amounts = plain(if tier { |e| e.fit().milli() } else { |e| e.intent().milli() });
            let highest = *amounts.last().unwrap();
            if looks_at_all && highest > most {
                return Some(format!("the highest is {highest}"));
            }
            if looks_at_all && message.contains("reachable") {
                let mut trial = Trial::new(model);
                let all = brute::profiles(model, 1_000).into_iter().map(|profile| Made::new(profile, Vec::new()));
                // When there are more, the one that has them may not be among those tried.
                let all: Vec<Made> = all.collect();
                if brute::possible(model) < 1_000 && !all.iter().any(|lead| trial.of(lead).fit().milli() == most) {
                    return Some(format!("nobody has {most}"));
                }
            }
            cut_is_reached(&id(parent(1)), tier)
        }
        "unreachable-tier" => cut_is_reached(&id(node), tokens[0] == "fit"),
        "dead-rule" if tokens.last() == Some(&"on") => {
            holds(model, &json!({ format!("signal.{}", id(parent(1))): true }), leads)
        }
        "dead-rule" if tokens.last() == Some(&"unless") => {
            let mut trial = Trial::new(model);
            let rule = id(parent(1));
            let out = leads.iter().find(|lead| trial.of(lead).disqualified().any(|out| out.rule == rule));
            out.map(|lead| format!("`{rule}` puts out {lead:?}"))
        }
        "dead-rule" if tokens[0] == "routing" => routed(model, &id(parent(1)), leads),
        "dead-rule" if tokens[0] == "handoff" => None,
        "dead-rule" => holds(model, node, leads),
        "shadowed-case" => {
            let mut copy = model.clone();
            let is = std::mem::replace(&mut copy.pointer_mut(path).unwrap()["is"], json!("probe case"));
            // Elsewhere the case may be asked for by its name.
            let cases = copy.pointer_mut(path.rsplit_once('/').unwrap().0).unwrap();
            cases.as_array_mut().unwrap().push(json!({ "when": { "not": {} }, "is": is }));
            holds(&copy, &json!({ tokens[1]: "probe case" }), leads)
        }
        "shadowed-route" => routed(model, &id(node), leads),
        "never-capped" => {
            let see = |evaluation: &Evaluation| format!("{} {}", evaluation.fit(), evaluation.intent());
            differ(model, &without(model, path), leads, see)
        }
        "unreachable-stage" => {
            let (mut trial, stage) = (Trial::new(model), id(node));
            let reached = leads.iter().find(|lead| {
                let evaluation = trial.of(lead);
                [Some(evaluation.stage()), evaluation.would_be(), evaluation.awaiting()].contains(&Some(stage.as_str()))
            });
            reached.map(|lead| format!("`{stage}` is reached by {lead:?}"))
        }
        "no-icp-guardrail" | "demo-is-sql" => {
            let one = diagnostic.code() == "demo-is-sql";
            let stage = node["id"].as_str().unwrap();
            let stages = model["stages"].as_array().unwrap();
            let rank = |name: &str| stages.iter().position(|other| other["id"] == name);
            // A higher stage, or the gate of this one, tells that it was come to as well.
            let mut trial = Trial::new(model);
            let nobody = leads.iter().filter(|lead| lead.profile.is_empty() && (!one || lead.events.len() == 1));
            let reached = nobody.into_iter().any(|lead| {
                let evaluation = trial.of(lead);
                let at = [Some(evaluation.stage()), evaluation.awaiting()].into_iter().flatten().filter_map(rank);
                at.into_iter().any(|at| Some(at) >= rank(stage))
            });
            (!reached).then(|| format!("no bare lead comes to `{stage}`"))
        }
        "field-unused" | "question-useless" | "personal-data-unused" => {
            let question = diagnostic.code() != "field-unused";
            let field = if question { node["field"].as_str().unwrap() } else { tokens[1] };
            let all = diagnostic.code() != "question-useless";
            let see = |evaluation: &Evaluation| {
                if all { everything(evaluation) } else { format!("{:?}", outcome(evaluation)) }
            };
            let mut trial = Trial::new(model);
            let matters = leads.iter().filter(|lead| lead.profile.contains_key(field)).find(|lead| {
                let mut less = lead.profile.clone();
                less.remove(field);
                let less = Made::new(less, lead.events.clone());
                see(trial.of(lead)) != see(trial.of(&less))
            });
            matters.map(|lead| format!("`{field}` matters for {lead:?}"))
        }
        "single-axis" => {
            let amounts = plain(if tokens[0] == "fit" { |e| e.intent().milli() } else { |e| e.fit().milli() });
            (amounts != BTreeSet::from([0])).then(|| format!("the other axis has {amounts:?}"))
        }
        "framework-unused" => differ(model, &without(model, path), leads, everything),
        "framework-incomplete" => {
            let missing = message.split('`').skip(3).step_by(2);
            let criteria = node["criteria"].as_object().unwrap();
            missing.into_iter().find(|letter| criteria.contains_key(*letter)).map(String::from)
        }
        "sla-missing" => {
            let (mut trial, rule) = (Trial::new(model), id(node));
            let promised = leads.iter().find(|lead| {
                let evaluation = trial.of(lead);
                let action = evaluation.action();
                action.rule == Some(rule.as_str())
                    && action.kind == ActionKind::Route
                    && evaluation.due().next().is_some()
            });
            promised.map(|lead| format!("something is promised to {lead:?}"))
        }
        "territory-only" => {
            let places: Vec<&str> = message.split('`').skip(1).step_by(2).collect();
            let mut trial = Trial::new(model);
            let matters = leads.iter().find(|lead| {
                let mut place = lead.profile.clone();
                place.retain(|field, _| places.contains(&field.as_str()));
                let place = Made::new(place, Vec::new());
                let rule = |evaluation: &Evaluation| evaluation.action().rule.map(String::from);
                trial.of(lead).disqualified().next().is_none()
                    && trial.of(&place).disqualified().next().is_none()
                    && rule(trial.of(lead)) != rule(trial.of(&place))
            });
            matters.map(|lead| format!("something else matters for {lead:?}"))
        }
        "code-without-next" => {
            let rule = if node.is_object() && node.get("code").is_some() { id(node) } else { id(parent(1)) };
            let mut trial = Trial::new(model);
            let kept = leads.iter().find(|lead| {
                let action = trial.of(lead).action();
                action.rule == Some(rule.as_str()) && (action.kind != ActionKind::Close || action.at.is_some())
            });
            kept.map(|lead| format!("{lead:?} comes back"))
        }
        "gate-missing" => {
            // No event is a person's yes on the way to it.
            let stages = model["stages"].as_array().unwrap();
            let mut way = vec![id(node)];
            let mut next = 0;
            while next < way.len() {
                let stage = stages.iter().find(|stage| stage["id"] == way[next].as_str()).unwrap();
                if stage.get("gate").is_some() {
                    return Some(format!("`{}` has a gate", way[next]));
                }
                way.extend(
                    stage["requires"].as_array().into_iter().flatten().map(|id| id.as_str().unwrap().to_string()),
                );
                next += 1;
            }
            None
        }
        "no-hql" => {
            let stages = model["stages"].as_array().unwrap();
            let at: usize = tokens[1].parse().unwrap();
            let between = at == 0 || !id(&stages[at - 1]).contains("mql");
            between.then(|| "something stands between".to_string())
        }
        code => Some(format!("nothing tries `{code}`")),
    }
}
