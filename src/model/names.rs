//! The names a model declares, gathered before its conditions are read, which may name what stands below them.

use super::facts::{Fact, FactType, Order, SINGLE};
use super::fields::Wanted;
use super::fields::{Field, FieldKind, Options};
use crate::fold::fold;
use crate::json::tree::{Member, Node, Value};
use crate::prelude::*;
use crate::table::Table;

/// Everything that has a name.
pub(crate) struct Names {
    pub(crate) fields: Vec<Field>,
    field_table: Table,
    /// By field: whether its type could not be told.
    faulty: Vec<bool>,
    /// Whether the model has fields at all, as it must.
    pub(crate) declares_fields: bool,
    pub(crate) lists: Table,
    pub(crate) list_tables: Vec<Table>,
    pub(crate) derived: Table,
    /// The options of each derived fact, filled as they are compiled.
    pub(crate) derived_options: Vec<Options>,
    pub(crate) rules: Table,
    pub(crate) fit_groups: Table,
    pub(crate) tiers: Options,
    pub(crate) signals: Table,
    pub(crate) intent_groups: Table,
    pub(crate) bands: Options,
    pub(crate) frameworks: Vec<FrameworkNames>,
    framework_table: Table,
    pub(crate) labels: Table,
    pub(crate) tracks: Table,
    pub(crate) teams: Table,
    pub(crate) protocols: Table,
    pub(crate) slas: Table,
    pub(crate) calendars: Table,
    /// The implicit stage `lead`, then the stages from the lowest up.
    pub(crate) stages: Options,
    /// The stages without the implicit one.
    pub(crate) stage_ids: Table,
    motions: Options,
    kinds: Options,
}

/// A framework and its criteria.
pub(crate) struct FrameworkNames {
    index: usize,
    name: String,
    /// The index of its first criterion among those of all frameworks.
    first: usize,
    criteria: Table,
}

/// What the names of some facts begin with, the ids that can follow, and the fact of each.
type Family<'n> = (&'static str, &'n Table, fn(usize) -> Fact);

impl FrameworkNames {
    /// The fact that a name behind the framework's stands for.
    pub(crate) fn fact(&self, part: &str) -> Option<Fact> {
        match part {
            "passed" => Some(Fact::FrameworkPassed(self.index)),
            "met" => Some(Fact::FrameworkMet(self.index)),
            id => self.criteria.find(id).map(|criterion| Fact::Criterion(self.first + criterion)),
        }
    }
}

/// The ways a lead may have come.
pub(crate) const MOTIONS: [&str; 3] = ["inbound", "outbound", "product"];

/// The kinds of e-mail domain.
pub(crate) const KINDS: [&str; 4] = ["disposable", "free", "education", "work"];

impl Names {
    /// Notes in which form the text of a fact is compared.
    pub(crate) fn want(&mut self, fact: Fact, wanted: Wanted) {
        let form = match fact {
            Fact::Field(field) => self.fields.get_mut(field).map(|field| &mut field.text),
            Fact::Domain(field) => self.fields.get_mut(field).map(|field| &mut field.domain),
            _ => None,
        };
        if let Some(form) = form {
            *form = wanted.max(*form);
        }
    }

    /// Gathers the names of a document; what is faulty about them is found when their section is compiled.
    pub(crate) fn gather(
        root: &Node<'_>,
        declares_fields: bool,
        fields: Vec<Field>,
        faulty: Vec<bool>,
        (lists, list_tables): (Table, Vec<Table>),
    ) -> Names {
        let (fit, intent) = (root.get("fit"), root.get("intent"));
        let in_fit = |key| fit.and_then(|fit| fit.get(key));
        let in_intent = |key| intent.and_then(|intent| intent.get(key));
        let (frameworks, framework_table) = frameworks(root.get("frameworks"));
        Names {
            field_table: Table::numbered(fields.iter().map(|field| field.name.as_str())),
            fields,
            faulty,
            declares_fields,
            lists,
            list_tables,
            derived: keys(root.get("derived")),
            derived_options: Vec::new(),
            rules: ids(in_fit("rules")),
            fit_groups: keys(in_fit("groups")),
            tiers: options(in_fit("tiers")),
            signals: ids(in_intent("signals")),
            intent_groups: keys(in_intent("groups")),
            bands: options(in_intent("bands")),
            frameworks,
            framework_table,
            labels: ids(root.get("labels")),
            tracks: keys(root.get("nurture")),
            teams: keys(root.get("teams")),
            protocols: keys(root.get("protocols")),
            slas: keys(root.get("slas")),
            calendars: keys(root.get("calendars")),
            stages: stages(root.get("stages")),
            stage_ids: ids(root.get("stages")),
            motions: Options::fixed(&MOTIONS),
            kinds: Options::fixed(&KINDS),
        }
    }

    pub(crate) fn field(&self, name: &str) -> Option<usize> {
        self.field_table.find(name)
    }

    /// Whether nothing can be said of tests on a field, because its own type is at fault.
    pub(crate) fn is_faulty(&self, field: usize) -> bool {
        self.faulty.get(field).copied().unwrap_or(false)
    }

    pub(crate) fn framework(&self, name: &str) -> Option<&FrameworkNames> {
        self.frameworks.get(self.framework_table.find(name)?)
    }

    /// The type of a fact.
    pub(crate) fn fact_type(&self, fact: Fact) -> FactType<'_> {
        let ordered = |options| FactType::Choice { options, order: Order::LowToHigh };
        match fact {
            Fact::Field(field) => match &self.fields[field].kind {
                FieldKind::Text => FactType::Text,
                FieldKind::Choice(options) => ordered(options),
                FieldKind::Set(options) => FactType::Set(options.as_ref()),
                FieldKind::Number { .. } => FactType::Number,
                FieldKind::Boolean => FactType::Boolean,
                FieldKind::Date => FactType::Date,
                FieldKind::Email => FactType::Email,
            },
            Fact::Domain(_) => FactType::Domain,
            Fact::Kind(_) => FactType::Choice { options: &self.kinds, order: Order::None },
            Fact::Motion => FactType::Choice { options: &self.motions, order: Order::None },
            Fact::Derived(derived) => ordered(&self.derived_options[derived]),
            Fact::Stage => ordered(&self.stages),
            Fact::FitTier => FactType::Choice { options: &self.tiers, order: Order::HighToLow },
            Fact::IntentBand => FactType::Choice { options: &self.bands, order: Order::HighToLow },
            Fact::Days(_) | Fact::SignalCount(_) | Fact::FrameworkMet(_) => FactType::Number,
            Fact::FitGroup(_) | Fact::FitPoints | Fact::IntentGroup(_) | Fact::IntentPoints | Fact::Score => {
                FactType::Points
            }
            Fact::Rule(_)
            | Fact::Signal(_)
            | Fact::FrameworkPassed(_)
            | Fact::Criterion(_)
            | Fact::Label(_)
            | Fact::Disqualified => FactType::Boolean,
        }
    }

    /// The facts of which there is one for each id.
    pub(crate) fn families(&self) -> [Family<'_>; 5] {
        [
            ("fit.group.", &self.fit_groups, Fact::FitGroup),
            ("intent.group.", &self.intent_groups, Fact::IntentGroup),
            ("rule.", &self.rules, Fact::Rule),
            ("signal.", &self.signals, Fact::Signal),
            ("label.", &self.labels, Fact::Label),
        ]
    }

    /// The names of all facts, for suggestions.
    pub(crate) fn all_facts(&self) -> Vec<String> {
        let mut all = Vec::new();
        SINGLE.iter().map(|(name, _)| name.to_string()).gather_into(&mut all);
        for field in &self.fields {
            all.push(field.name.clone());
            match field.kind {
                FieldKind::Email => {
                    ["domain", "kind"].iter().map(|part| format!("{}.{part}", field.name)).gather_into(&mut all)
                }
                FieldKind::Date => all.push(format!("days.{}", field.name)),
                _ => {}
            }
        }
        self.derived.texts().map(String::from).gather_into(&mut all);
        for (prefix, ids, _) in self.families() {
            ids.texts().map(|id| format!("{prefix}{id}")).gather_into(&mut all);
        }
        self.signals.texts().map(|id| format!("signal.{id}.count")).gather_into(&mut all);
        for framework in &self.frameworks {
            let parts = ["passed", "met"].into_iter().chain(framework.criteria.texts());
            parts.map(|part| format!("{}.{part}", framework.name)).gather_into(&mut all);
        }
        all
    }
}

fn frameworks(node: Option<&Node<'_>>) -> (Vec<FrameworkNames>, Table) {
    let (mut frameworks, mut first) = (Vec::new(), 0);
    for (index, member) in members(node).iter().enumerate() {
        let criteria = keys(member.node.get("criteria"));
        let next = first + criteria.len();
        frameworks.push(FrameworkNames { index, name: member.key.clone(), first, criteria });
        first = next;
    }
    (frameworks, keys(node))
}

/// The implicit stage, then those that are declared, found by their labels too.
fn stages(node: Option<&Node<'_>>) -> Options {
    let mut stages = Options::fixed(&["lead"]);
    for node in elements(node) {
        let stage = stages.ids.len() as u32;
        for key in ["id", "label"] {
            if let Some(Value::String(name)) = node.get(key).map(|node| &node.value) {
                stages.names.insert(&fold(name), stage);
            }
        }
        stages.ids.push(id(node).to_string());
    }
    stages
}

fn options(cuts: Option<&Node<'_>>) -> Options {
    Options::fixed(&elements(cuts).iter().map(id).gather())
}

fn elements<'n>(node: Option<&'n Node<'n>>) -> &'n [Node<'n>] {
    node.map_or(&[], |node| node.elements())
}

fn members<'n>(node: Option<&'n Node<'n>>) -> &'n [Member<'n>] {
    node.map_or(&[], |node| node.members())
}

fn keys(node: Option<&Node<'_>>) -> Table {
    Table::numbered(members(node).iter().map(|member| member.key.as_str()))
}

/// The ids of a list of objects; an empty text where one has none, so that the indexes are right.
fn ids(node: Option<&Node<'_>>) -> Table {
    Table::numbered(elements(node).iter().map(id))
}

fn id<'n>(node: &'n Node<'_>) -> &'n str {
    node.get("id").map_or("", |id| id.text())
}
