//! Intent: signals over what the lead did.

use super::axis::{self, Axis, AxisKeys};
use super::because::Because;
use super::compiler::{Compiler, Target};
use super::event_match::{EventFact, EventMatch};
use super::facts::{Standing, Step};
use super::read::{Ids, Object, Reader};
use crate::condition::Condition;
use crate::diagnostic::Code;
use crate::json::tree::{Node, Value};
use crate::points::Points;
use crate::prelude::*;
use crate::sort::sort_and_dedup;
use crate::time::Duration;

#[derive(Debug, Default)]
pub(crate) struct Intent {
    pub(crate) signals: Vec<Signal>,
    pub(crate) axis: Axis,
}

#[derive(Debug)]
pub(crate) struct Signal {
    pub(crate) id: String,
    pub(crate) when: Option<Condition>,
    /// Only events younger than this take part.
    pub(crate) within: Option<Duration>,
    pub(crate) points: Points,
    pub(crate) decay: Decay,
    pub(crate) cap: Option<Points>,
    pub(crate) group: Option<usize>,
    pub(crate) because: Because,
    pub(crate) kind: Kind,
}

#[derive(Debug)]
pub(crate) enum Kind {
    Plain {
        repeat: Repeat,
        at_most: Option<usize>,
    },
    Count(usize),
    Burst {
        count: usize,
        within: Duration,
    },
    Breadth {
        by: Vec<EventFact>,
        count: usize,
    },
    Sessions {
        count: usize,
        gap: Duration,
    },
    /// The second match is watched for under [`Target::Then`].
    Sequence {
        within: Duration,
    },
    Idle(Duration),
}

#[derive(Clone, Copy, Debug)]
pub(crate) enum Repeat {
    Each,
    Once,
    /// The newest of each distinct value.
    Per(EventFact),
}

/// How points fade with age.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Decay {
    None,
    HalfLife(Duration),
    Linear(Duration),
    Step { every: Duration, keep: u8 },
}

const KINDS: [&str; 6] = ["count", "burst", "distinct", "sessions", "then", "idle"];

pub(crate) fn compile(compiler: &mut Compiler<'_>, node: &Node<'_>) -> Intent {
    let reader = compiler.reader;
    let keys = &["decay", "signals", "groups", "bands", "bandsOf", "min", "max"];
    let Some(object) = reader.object(node, "an object", keys) else { return Intent::default() };
    let axis = axis::compile(
        reader,
        &object,
        AxisKeys { cut: "band", cuts: "bands", list: "a list of bands", cuts_of: "bandsOf" },
    );
    let default_decay = object.get("decay").and_then(|node| decay(reader, node)).unwrap_or(Decay::None);
    let mut ids = Ids::default();
    let nodes = object.get("signals").and_then(|node| reader.array(node, "a list of signals")).unwrap_or_default();
    let mut signals = Vec::new();
    for node in nodes {
        let index = signals.len();
        signals.extend(signal(compiler, node, index, default_decay, &mut ids));
    }
    Intent { signals, axis }
}

fn signal(
    compiler: &mut Compiler<'_>,
    node: &Node<'_>,
    index: usize,
    default_decay: Decay,
    ids: &mut Ids,
) -> Option<Signal> {
    let reader = compiler.reader;
    compiler.count_rule(node.at);
    let keys = &[
        "id", "points", "on", "when", "within", "decay", "cap", "group", "because", "repeat", "atMost", "count",
        "burst", "distinct", "sessions", "then", "idle",
    ];
    let object = reader.object(node, "a signal (an object)", keys)?;
    let id = compiler.declare(&object, "signal", ids);
    let points = reader.require(&object, "points").and_then(|node| reader.points(node));
    let on = match object.get("on") {
        Some(node) => compiler.event_match(node),
        None => EventMatch { types: None, rest: None },
    };
    compiler.watch(Target::Signal(index), on);
    let when = compiler.condition_at(&object, "when", Standing { step: Step::Intent, above: 0 });
    let kind = kind(compiler, &object, index);
    let within = object.get("within").and_then(|node| reader.duration(node));
    if object.get("idle").is_some() && object.get("within").is_some() {
        reader.fault_with_help(
            object.key_at("within"),
            Code::ConflictingKeys,
            &"`within` excludes `idle`",
            &"an idle signal looks at the newest event, however old; leave `within` out",
        );
    }
    let decay = object.get("decay").and_then(|node| decay(reader, node)).unwrap_or(default_decay);
    let cap = object.get("cap").and_then(|node| {
        let cap = reader.points(node)?;
        if cap < Points::ZERO {
            reader.fault_with_help(
                node.at,
                Code::OutOfRange,
                &format_args!("`{cap}` is less than 0"),
                &"a cap of `20` holds points between -20 and 20",
            );
        }
        Some(cap)
    });
    let group = compiler.group(&object, |names| &names.intent_groups);
    let because = Because::compile(reader, object.get("because"), id, &["points", "count"]);
    Some(Signal { id: id.to_string(), when, within, points: points?, decay, cap, group, because, kind: kind? })
}

fn kind(compiler: &mut Compiler<'_>, object: &Object<'_>, index: usize) -> Option<Kind> {
    let reader = compiler.reader;
    let mut kinds = KINDS.iter().copied().filter(|key| object.get(key).is_some());
    let first = kinds.next();
    if let Some((first, second)) = first.zip(kinds.next()) {
        reader.exclude(object, second, first, "a signal is of one kind; make two signals of it");
    }
    let Some(key) = first else { return plain(compiler, object) };
    for plain_key in ["repeat", "atMost"] {
        if object.get(plain_key).is_some() {
            reader.exclude(object, plain_key, key, "only a signal that gives points for each event takes it");
        }
    }
    let node = object.get(key)?;
    let count_in = |object: &Object<'_>| reader.require(object, "count").and_then(|node| count(reader, node));
    match key {
        "count" => count(reader, node).map(Kind::Count),
        "burst" => {
            let burst = reader.object(node, "a burst (an object)", &["count", "in"])?;
            let (count, within) =
                (count_in(&burst), reader.require(&burst, "in").and_then(|node| reader.duration(node)));
            Some(Kind::Burst { count: count?, within: within? })
        }
        "distinct" => {
            let distinct = reader.object(node, "an object", &["by", "count"])?;
            let count = count_in(&distinct);
            let by = reader.require(&distinct, "by")?;
            let nodes = match &by.value {
                Value::Array(_) => reader.filled_array(by, "a prop or a list of them")?,
                _ => core::slice::from_ref(by),
            };
            let mut by: Vec<_> =
                nodes.iter().filter_map(|node| Some(compiler.event_fact(reader.constant(node)?))).gather();
            sort_and_dedup(&mut by);
            Some(Kind::Breadth { by, count: count? })
        }
        "sessions" => {
            let sessions = reader.object(node, "an object", &["count", "gap"])?;
            let (count, gap) =
                (count_in(&sessions), reader.require(&sessions, "gap").and_then(|node| reader.duration(node)));
            Some(Kind::Sessions { count: count?, gap: gap? })
        }
        "then" => {
            let then = reader.object(node, "an object", &["on", "in"])?;
            let within = reader.require(&then, "in").and_then(|node| reader.duration(node));
            if let Some(node) = reader.require(&then, "on") {
                let on = compiler.event_match(node);
                compiler.watch(Target::Then(index), on);
            }
            Some(Kind::Sequence { within: within? })
        }
        _ => reader.duration(node).map(Kind::Idle),
    }
}

fn plain(compiler: &mut Compiler<'_>, object: &Object<'_>) -> Option<Kind> {
    let reader = compiler.reader;
    let repeat = match object.get("repeat") {
        None => Repeat::Each,
        Some(node) if matches!(node.value, Value::Object(_)) => {
            let repeat = reader.object(node, "an object", &["per"])?;
            let per = reader.require(&repeat, "per")?;
            Repeat::Per(compiler.event_fact(reader.constant(per)?))
        }
        Some(node) => [Repeat::Each, Repeat::Once][reader.word(node, "repetition", &["each", "once"])?],
    };
    let at_most = match object.get("atMost") {
        Some(node) => Some(count(reader, node)?),
        None => None,
    };
    Some(Kind::Plain { repeat, at_most })
}

fn count(reader: Reader<'_>, node: &Node<'_>) -> Option<usize> {
    reader.whole(node, 1, None).map(|count| usize::try_from(count).unwrap_or(usize::MAX))
}

fn decay(reader: Reader<'_>, node: &Node<'_>) -> Option<Decay> {
    let long_enough = |node: &Node<'_>| {
        let duration = reader.duration(node)?;
        if duration < Duration::HOUR {
            reader.fault_with_help(
                node.at,
                Code::OutOfRange,
                &"points fade over an hour or more",
                &"write `1h` at least, or `\"none\"` for no fading",
            );
            return None;
        }
        Some(duration)
    };
    match &node.value {
        Value::String(word) if word == "none" => Some(Decay::None),
        Value::String(word) if Duration::parse(word).is_none() => {
            let help =
                "write a half-life such as `14d`, or `none`, or an object with `linear`, or with `step` and `keep`";
            reader.fault_with_help(node.at, Code::BadDuration, &format_args!("`{word}` is not a decay"), &help);
            None
        }
        Value::Object(_) => {
            let object = reader.object(node, "a decay", &["linear", "step", "keep"])?;
            if let Some(linear) = object.get("linear") {
                for key in ["step", "keep"].iter().filter(|key| object.get(key).is_some()) {
                    reader.exclude(&object, key, "linear", "points fade in one way; leave the other out");
                }
                return long_enough(linear).map(Decay::Linear);
            }
            let every = reader.require(&object, "step").and_then(long_enough);
            let keep = reader.require(&object, "keep").and_then(|node| reader.whole(node, 0, Some(99)));
            Some(Decay::Step { every: every?, keep: keep? as u8 })
        }
        _ => long_enough(node).map(Decay::HalfLife),
    }
}
