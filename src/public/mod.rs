//! What of a model a browser may hold: a model made of the parts on a list, and of nothing else.

mod list;

use crate::calendar::Zones;
use crate::diagnostic::ModelError;
use crate::json::tree::{Node, Value};
use crate::json::{canonical, write};
use crate::model::{Model, ModelDocument};
use crate::out::Out;
use crate::prelude::*;
use crate::table::Table;
use list::Shape;

impl Model {
    /// The part of a model document that a browser may hold: what its form asks, what it takes to show the questions and
    /// to read the answers, and, only where the model says `"form": { "public": true }`, the rules that tell when nothing
    /// is left to ask. Never lists, routing, teams, or a word of `because`, `description` and `note`. It is a model
    /// document itself, and is made of nothing else than what may be in it.
    ///
    /// ```
    /// use leadgrade::Model;
    /// let public = Model::public_document(r#"{
    ///   "leadgrade": 1, "name": "demo",
    ///   "fields": { "size": { "type": "number", "note": "from the CRM" }, "margin": { "type": "number" } },
    ///   "form": { "questions": [{ "field": "size", "ask": "How many are you?" }] }
    /// }"#)?;
    /// let expected = r#"{"leadgrade":1,"name":"demo","fields":{"size":{"type":"number"}},"#.to_string()
    ///     + r#""form":{"questions":[{"field":"size","ask":"How many are you?"}]}}"#;
    /// assert_eq!(public, expected);
    /// # Ok::<(), leadgrade::ModelError>(())
    /// ```
    ///
    /// # Errors
    /// As [`from_json`](Model::from_json).
    pub fn public_document(text: &str) -> Result<String, ModelError> {
        ModelDocument::look(text, None, document).map_err(ModelError::new)
    }

    /// As [`public_document`](Model::public_document), with other time zones than the built-in ones.
    ///
    /// # Errors
    /// As [`from_json`](Model::from_json).
    pub fn public_document_with_zones(text: &str, zones: &Zones) -> Result<String, ModelError> {
        ModelDocument::look(text, Some(zones), document).map_err(ModelError::new)
    }
}

/// What is kept of a value.
enum Kept<'n> {
    Whole(&'n Node<'n>),
    List(Vec<Kept<'n>>),
    Object(Members<'n>),
}

type Members<'n> = Vec<(&'n str, Kept<'n>)>;

/// Something asks about what is not kept, so that it cannot be kept either.
struct Hidden;

/// What is kept so far. A model goes along one straight line, so that what something may ask about was met before it.
struct Public {
    /// The names of facts and stages.
    kept: Table,
    /// Whether the decision is public, too.
    decides: bool,
}

/// The text of the public part of a document without faults.
fn document(root: &Node<'_>) -> String {
    let form = root.get("form");
    let decides = form.and_then(|form| form.get("public")).is_some_and(is_true);
    let mut public = Public { kept: Table::default(), decides };
    let mut members = public.pick(root, list::HEADER).unwrap_or_default();
    members.push(("fields", Kept::Object(public.fields(root, form))));
    if decides {
        members.extend(public.pick(root, list::DECISION).unwrap_or_default());
    }
    if let Some(form) = form.and_then(|form| public.keep(form, &list::FORM).ok().flatten()) {
        members.push(("form", form));
    }
    let mut out = Out::new();
    Kept::Object(members).write(&mut out);
    out.text()
}

fn is_true(node: &Node<'_>) -> bool {
    matches!(node.value, Value::Boolean(true))
}

impl Public {
    /// The fields that a question asks for, and those that are public.
    fn fields<'n>(&mut self, root: &'n Node<'n>, form: Option<&Node<'_>>) -> Members<'n> {
        let mut asked = Table::default();
        for question in form.and_then(|form| form.get("questions")).map_or(&[][..], |questions| questions.elements()) {
            asked.insert(question.get("field").map_or("", |field| field.text()), 0);
        }
        let mut fields = Vec::new();
        for member in root.get("fields").map_or(&[][..], |fields| fields.members()) {
            if asked.contains(&member.key) || member.node.get("public").is_some_and(is_true) {
                self.kept.insert(&member.key, 0);
                fields.extend(self.keep(&member.node, &list::FIELD).ok().flatten().map(|field| (&*member.key, field)));
            }
        }
        fields
    }

    /// What is kept of a value, if anything is.
    fn keep<'n>(&mut self, node: &'n Node<'n>, shape: &Shape) -> Result<Option<Kept<'n>>, Hidden> {
        Ok(Some(match shape {
            Shape::Pick(keys) if matches!(node.value, Value::Object(_)) => Kept::Object(self.pick(node, keys)?),
            Shape::Whole | Shape::Pick(_) => Kept::Whole(node),
            Shape::All(shape) => match node.value {
                Value::Array(_) => {
                    let elements = node.elements().iter().map(|element| self.keep(element, shape));
                    Kept::List(elements.filter_map(Result::transpose).collect::<Result<_, _>>()?)
                }
                _ => {
                    let mut members = Vec::new();
                    for member in node.members() {
                        members.extend(self.keep(&member.node, shape)?.map(|kept| (&*member.key, kept)));
                    }
                    Kept::Object(members)
                }
            },
            Shape::Each(prefix, shape) => self.each(node, prefix, shape),
            Shape::Names(prefix) => {
                let mut names = node.elements().iter().chain([node]).map(|name| name.text());
                let shown = names.all(|name| name.is_empty() || self.shows(&joined(&[prefix, name], "")));
                Kept::Whole(if shown { node } else { return Err(Hidden) })
            }
            Shape::Condition | Shape::Match => {
                let of_event = matches!(shape, Shape::Match);
                Kept::Whole(if self.shows_all(node, of_event) { node } else { return Err(Hidden) })
            }
            Shape::Recycle(shape) => match node.get("recycle") {
                None => return Ok(None),
                Some(recycle) => {
                    Kept::Object(self.keep(recycle, shape)?.map(|kept| ("recycle", kept)).into_iter().gather())
                }
            },
        }))
    }

    /// These keys of an object; those it does not have are left out.
    fn pick<'n>(&mut self, node: &'n Node<'n>, keys: &[(&'static str, Shape)]) -> Result<Members<'n>, Hidden> {
        let mut members = Vec::new();
        for (key, shape) in keys {
            if let Some(value) = node.get(key) {
                members.extend(self.keep(value, shape)?.map(|kept| (*key, kept)));
            }
        }
        Ok(members)
    }

    /// The parts that can be kept; what stands further down may ask about them.
    fn each<'n>(&mut self, node: &'n Node<'n>, prefix: &str, shape: &Shape) -> Kept<'n> {
        if let Value::Array(elements) = &node.value {
            let mut list = Vec::new();
            for element in elements {
                if let Ok(Some(kept)) = self.keep(element, shape) {
                    if let Some(id) = element.get("id") {
                        self.kept.insert(&joined(&[prefix, id.text()], ""), 0);
                    }
                    list.push(kept);
                }
            }
            return Kept::List(list);
        }
        let mut members = Vec::new();
        for member in node.members() {
            if let Ok(Some(kept)) = self.keep(&member.node, shape) {
                self.kept.insert(&joined(&[prefix, &member.key], ""), 0);
                members.push((&*member.key, kept));
            }
        }
        Kept::Object(members)
    }

    /// Whether a condition asks about nothing but what is kept, and in no list.
    fn shows_all(&self, condition: &Node<'_>, of_event: bool) -> bool {
        condition.members().iter().all(|member| match member.key.as_str() {
            "any" | "all" => member.node.elements().iter().all(|inner| self.shows_all(inner, of_event)),
            "not" => self.shows_all(&member.node, of_event),
            fact => (of_event || self.shows(fact)) && member.node.get("inList").is_none(),
        })
    }

    /// Whether a fact can be told from what is kept. Sums are those of the parts that are.
    fn shows(&self, fact: &str) -> bool {
        match fact.split_once('.') {
            None if matches!(fact, "score" | "disqualified") => self.decides,
            None => fact == "motion" || self.kept.contains(fact),
            Some(("fit" | "intent", _)) => self.decides,
            Some(("signal", _)) => self.kept.contains(fact.strip_suffix(".count").unwrap_or(fact)),
            Some(("rule" | "label" | "stage", _)) => self.kept.contains(fact),
            Some(("days", field)) => self.kept.contains(field),
            Some((whole, _)) => self.kept.contains(whole),
        }
    }
}

impl Kept<'_> {
    fn write(&self, out: &mut Out) {
        match self {
            Kept::Whole(node) => canonical::write(out, &node.value),
            Kept::List(elements) => {
                out.push(b'[');
                for (index, element) in elements.iter().enumerate() {
                    canonical::separate(out, index);
                    element.write(out);
                }
                out.push(b']');
            }
            Kept::Object(members) => {
                out.push(b'{');
                for (index, (key, member)) in members.iter().enumerate() {
                    canonical::separate(out, index);
                    write::string(out, key);
                    out.push(b':');
                    member.write(out);
                }
                out.push(b'}');
            }
        }
    }
}
