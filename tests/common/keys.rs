//! The keys of an evaluation, in the order of the specification.

pub const KEYS: [&str; 19] = [
    "model",
    "lead",
    "now",
    "fit",
    "intent",
    "score",
    "stage",
    "wouldBe",
    "change",
    "awaiting",
    "frameworks",
    "labels",
    "disqualified",
    "action",
    "reasons",
    "summary",
    "layers",
    "handoff",
    "notices",
];
