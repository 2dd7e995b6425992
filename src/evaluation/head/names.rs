//! What the numbers of an evaluation mean: the names and words of a model that they have indexes of.

use crate::digits::write_integer;
use crate::evaluate::action::{ActionKind, route};
use crate::evaluate::promises;
use crate::evaluation::action::of_rule;
use crate::evaluation::reasons::{Axis, Entry, Source};
use crate::evaluation::write::{label, rule_and_code};
use crate::evaluation::{Disqualification, Evaluation, Label};
use crate::json::write::{self, list, member_or_null};
use crate::model::{self, Compiled, Destination, Part};
use crate::out::Out;
use crate::points::Points;
use crate::prelude::*;

impl Evaluation {
    /// What the [head](Evaluation::head) has indexes of, and how many fields each layer has, as JSON.
    pub(crate) fn names(&self) -> String {
        let model = &*self.model.0;
        let mut out = Out::new();
        out.put(b"{\"tiers\":");
        texts(&mut out, cuts(&model.fit.axis));
        out.put(b",\"bands\":");
        texts(&mut out, cuts(&model.intent.axis));
        out.put(b",\"stages\":");
        texts(&mut out, model.stage_names.ids.iter().map(String::as_str).gather());
        out.put(b",\"layers\":");
        list(&mut out, self.layers().fields.into_iter(), |out, (_, declared)| write_integer(out, u64::from(declared)));
        out.put(b",\"frameworks\":");
        list(&mut out, model.frameworks.iter(), |out, framework| {
            out.put(b"{\"name\":");
            write::string(out, &framework.name);
            out.put(b",\"criteria\":");
            texts(out, framework.criteria.iter().map(|criterion| criterion.id.as_str()).gather());
            out.push(b'}');
        });
        out.put(b",\"labels\":");
        list(&mut out, model.labels.iter(), |out, of| {
            label(out, Label { id: &of.id, flag: of.flag, because: &of.because });
        });
        out.put(b",\"rules\":");
        list(&mut out, model.disqualify.iter(), |out, of| {
            rule_and_code(out, Disqualification { rule: &of.id, code: &of.code });
            out.push(b'}');
        });
        out.put(b",\"teams\":");
        list(&mut out, model.teams.iter(), |out, team| {
            out.put(b"{\"id\":");
            write::string(out, &team.id);
            out.put(b",\"members\":");
            texts(out, team.members.iter().map(|member| member.id.as_str()).gather());
            out.push(b'}');
        });
        out.put(b",\"actions\":");
        let mut all = vec![(ActionKind::None, None)];
        all.extend((0..model.disqualify.len()).map(|rule| (ActionKind::Out, Some(rule))));
        all.extend((0..model.routes.len()).map(|rule| (ActionKind::Routed, Some(rule))));
        list(&mut out, all.into_iter(), |out, (kind, rule)| write_action(out, model, kind, rule));
        out.push(b'}');
        out.text()
    }

    /// The words of all reasons that the model can give, as JSON; where they say a number, `0` stands for the points, `1` for the count and
    /// `2` for the value.
    pub(crate) fn reason_words(&self) -> String {
        let model = &*self.model.0;
        let mut all = Vec::new();
        all.extend((0..model.fit.rules.len()).map(|rule| (Axis::Fit, Source::Rule(rule))));
        all.extend((0..model.intent.signals.len()).map(|signal| (Axis::Intent, Source::Signal(signal))));
        for (axis, of) in [(Axis::Fit, &model.fit.axis), (Axis::Intent, &model.intent.axis)] {
            all.extend((0..of.groups.len()).map(|group| (axis, Source::Clamp(Some(group)))));
            all.push((axis, Source::Clamp(None)));
        }
        let mut out = Out::new();
        list(&mut out, all.into_iter(), |out, (axis, source)| {
            let entry = Entry { axis, source, points: Points::ZERO };
            out.put(if axis == Axis::Fit { &b"{\"axis\":\"fit\""[..] } else { b"{\"axis\":\"intent\"" });
            member_or_null(out, b",\"rule\":null", self.rule_id(entry));
            member_or_null(out, b",\"group\":null", self.group_id(entry));
            out.put(b",\"because\":");
            let Some(because) = self.because(entry) else { return out.put(b"[\"capped\"]}") };
            list(out, because.parts.iter(), |out, part| match part {
                Part::Text(text) => out.quote(text),
                Part::Points => out.push(b'0'),
                Part::Count => out.push(b'1'),
                Part::Value => out.push(b'2'),
            });
            out.push(b'}');
        });
        out.text()
    }
}

/// What a rule says of an action. The team is an index, for its members.
fn write_action(out: &mut Out, model: &Compiled, kind: ActionKind, rule: Option<usize>) {
    let action = of_rule(model, kind, rule);
    let route = route(model, kind, rule);
    let sla = route.and_then(|route| promises::sla(model, route));
    out.put(b"{\"kind\":");
    write::string(out, action.kind.as_str());
    for (member, text) in [
        (&b",\"rule\":null"[..], action.rule),
        (b",\"queue\":null", action.queue),
        (b",\"track\":null", action.track),
        (b",\"partner\":null", action.partner),
        (b",\"protocol\":null", action.protocol),
        (b",\"escalate\":null", sla.and_then(|sla| sla.escalate.as_deref())),
    ] {
        member_or_null(out, member, text);
    }
    out.put(b",\"promises\":");
    texts(out, sla.map(|sla| sla.promises.iter().map(|promise| promise.name.as_str()).gather()).unwrap_or_default());
    if let Some(&Destination::Team(team)) = route.map(|route| &route.to) {
        out.put(b",\"team\":");
        write_integer(out, team as u64);
    }
    out.push(b'}');
}

fn texts(out: &mut Out, texts: Vec<&str>) {
    list(out, texts.into_iter(), write::string);
}

fn cuts(axis: &model::Axis) -> Vec<&str> {
    axis.cuts.iter().map(|cut| cut.id.as_str()).gather()
}
