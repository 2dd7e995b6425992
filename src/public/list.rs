//! The list of what a browser may hold. What is not named here stays where the model is.

/// What is kept of a value.
pub(super) enum Shape {
    /// All of it: constants, ids, lists of them.
    Whole,
    /// These keys of an object, in this order; a value that is no object is kept as it is.
    Pick(&'static [(&'static str, Shape)]),
    /// All elements of a list, or all members of an object.
    All(&'static Shape),
    /// Those elements or members that can be kept. A fact of each has the prefix, then its id or name.
    Each(&'static str, &'static Shape),
    /// The names of one or several facts, with what their names begin with.
    Names(&'static str),
    /// A condition.
    Condition,
    /// An event match.
    Match,
    /// What becomes of a lead that is out: its date is needed to tell whether it still is; where it goes is nobody's business.
    Recycle(&'static Shape),
}

use Shape::{All, Condition, Each, Match, Names, Pick, Recycle, Whole};

/// What says which model it is.
pub(super) const HEADER: &[(&str, Shape)] = &[("leadgrade", Whole), ("name", Whole), ("version", Whole)];

/// A field that the form asks for, or that is public: what its answers look like, and not where else they come from.
pub(super) const FIELD: Shape = Pick(&[
    ("type", Whole),
    ("public", Whole),
    ("label", Whole),
    ("blank", Whole),
    ("options", All(&Pick(&[("id", Whole), ("label", Whole), ("aliases", Whole)]))),
    ("integer", Whole),
    ("min", Whole),
    ("max", Whole),
]);

pub(super) const FORM: Shape = Pick(&[("public", Whole), ("questions", Each("", &QUESTION))]);

const QUESTION: Shape = Pick(&[
    ("field", Whole),
    ("ask", Whole),
    ("label", Whole),
    ("friction", Whole),
    ("options", All(&Pick(&[("label", Whole), ("value", Whole)]))),
    ("priors", Whole),
    ("when", Condition),
    ("required", Whole),
]);

/// What decides the outcome, as far as the author allows that browsers have it.
pub(super) const DECISION: &[(&str, Shape)] = &[
    ("derived", Each("", &DERIVED)),
    ("fit", FIT),
    ("intent", INTENT),
    ("frameworks", Each("", &FRAMEWORK)),
    ("labels", Each("label.", &Pick(&[("id", Whole), ("when", Condition), ("severity", Whole)]))),
    ("disqualify", Each("disqualify.", &DISQUALIFY)),
    ("stages", Each("stage.", &STAGE)),
];

const DERIVED: Shape = Pick(&[("cases", All(&Pick(&[("when", Condition), ("is", Whole)]))), ("otherwise", Whole)]);

const GROUPS: Shape = All(&Pick(&[("min", Whole), ("max", Whole)]));

const CUTS: Shape = All(&Pick(&[("id", Whole), ("at", Whole)]));

const FIT: Shape = Pick(&[
    ("rules", Each("rule.", &RULE)),
    ("groups", GROUPS),
    ("tiers", CUTS),
    ("tiersOf", Whole),
    ("min", Whole),
    ("max", Whole),
]);

const RULE: Shape = Pick(&[
    ("id", Whole),
    ("group", Whole),
    ("when", Condition),
    ("points", Pick(&[("by", Names("")), ("steps", Whole)])),
]);

const INTENT: Shape = Pick(&[
    ("decay", DECAY),
    ("signals", Each("signal.", &SIGNAL)),
    ("groups", GROUPS),
    ("bands", CUTS),
    ("bandsOf", Whole),
    ("min", Whole),
    ("max", Whole),
]);

const DECAY: Shape = Pick(&[("linear", Whole), ("step", Whole), ("keep", Whole)]);

const SIGNAL: Shape = Pick(&[
    ("id", Whole),
    ("group", Whole),
    ("on", Match),
    ("when", Condition),
    ("points", Whole),
    ("within", Whole),
    ("decay", DECAY),
    ("cap", Whole),
    ("repeat", Pick(&[("per", Whole)])),
    ("atMost", Whole),
    ("count", Whole),
    ("burst", Pick(&[("count", Whole), ("in", Whole)])),
    ("distinct", Pick(&[("by", Whole), ("count", Whole)])),
    ("sessions", Pick(&[("count", Whole), ("gap", Whole)])),
    ("then", Pick(&[("on", Match), ("in", Whole)])),
    ("idle", Whole),
]);

/// With a criterion less it would be another framework, so that it has all of them or is not there.
const FRAMEWORK: Shape =
    Pick(&[("criteria", All(&Pick(&[("met", Condition)]))), ("passes", Pick(&[("atLeast", Whole), ("must", Whole)]))]);

const DISQUALIFY: Shape = Pick(&[
    ("id", Whole),
    ("code", Whole),
    ("when", Condition),
    ("unless", Condition),
    ("then", Recycle(&Pick(&[("after", Whole), ("on", Names(""))]))),
]);

const STAGE: Shape = Pick(&[
    ("id", Whole),
    ("label", Whole),
    ("when", Condition),
    ("requires", Names("stage.")),
    ("gate", Pick(&[("accept", Whole), ("reject", Whole)])),
    ("sticky", Whole),
    ("exit", Condition),
]);
