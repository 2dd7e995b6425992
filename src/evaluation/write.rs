//! The evaluation as JSON: written by hand into a reused buffer, its keys always all there and in one order.

use super::{Evaluation, NoticePath};
use crate::json::write;
use crate::points::{Points, write_integer};

/// What is there when a lead has nowhere to go.
const NO_ACTION: &[u8] = br#"{"kind":"none","rule":null,"team":null,"owner":null,"queue":null,"track":null,"partner":null,"protocol":null,"considered":[],"at":null,"touches":[],"due":{},"escalate":null}"#;

impl Evaluation {
    /// The evaluation as JSON, without white space, its keys in the order of the specification.
    pub fn to_json(&self) -> String {
        let mut out = Vec::with_capacity(1024);
        self.write_json(&mut out);
        String::from_utf8_lossy(&out).into_owned()
    }

    /// Appends [`to_json`](Evaluation::to_json), in UTF-8, to a buffer that may be used again and again.
    pub fn write_json(&self, out: &mut Vec<u8>) {
        let header = &self.model.0.header;
        out.extend_from_slice(b"{\"model\":{\"name\":");
        write::string(out, &header.name);
        out.extend_from_slice(b",\"version\":");
        text_or_null(out, header.version.as_deref());
        out.extend_from_slice(b",\"hash\":");
        write::string(out, &header.hash);
        out.extend_from_slice(b"},\"lead\":");
        text_or_null(out, self.lead_id());
        out.extend_from_slice(b",\"now\":\"");
        self.now.write(out);
        out.extend_from_slice(b"\",\"fit\":");
        axis(out, self.fit(), b"tier", self.tier());
        out.extend_from_slice(b",\"intent\":");
        axis(out, self.intent(), b"band", self.band());
        out.extend_from_slice(b",\"score\":");
        self.score().write(out);
        out.extend_from_slice(b",\"stage\":");
        write::string(out, self.stage());
        out.extend_from_slice(b",\"wouldBe\":null,\"change\":");
        match self.change() {
            Some(change) => {
                out.extend_from_slice(b"{\"from\":");
                write::string(out, change.from);
                out.extend_from_slice(b",\"direction\":");
                write::string(out, change.direction.as_str());
                out.push(b'}');
            }
            None => out.extend_from_slice(b"null"),
        }
        out.extend_from_slice(b",\"awaiting\":");
        text_or_null(out, self.awaiting());
        out.extend_from_slice(b",\"frameworks\":{},\"labels\":");
        self.write_labels(out);
        out.extend_from_slice(b",\"disqualified\":null,\"action\":");
        out.extend_from_slice(NO_ACTION);
        out.extend_from_slice(b",\"reasons\":");
        self.write_reasons(out);
        out.extend_from_slice(b",\"summary\":\"");
        self.write_summary(out);
        out.extend_from_slice(b"\",\"layers\":");
        self.write_layers(out);
        out.extend_from_slice(b",\"handoff\":null,\"notices\":");
        self.write_notices(out);
        out.push(b'}');
    }

    fn write_labels(&self, out: &mut Vec<u8>) {
        list(out, self.labels(), |out, label| {
            out.extend_from_slice(b"{\"id\":");
            write::string(out, label.id);
            out.extend_from_slice(if label.flag { b",\"severity\":\"flag\",\"because\":" } else { b",\"severity\":\"info\",\"because\":" });
            write::string(out, label.because);
            out.push(b'}');
        });
    }

    fn write_reasons(&self, out: &mut Vec<u8>) {
        list(out, self.entries(), |out, entry| {
            out.extend_from_slice(b"{\"axis\":\"");
            out.extend_from_slice(entry.axis.as_str().as_bytes());
            out.extend_from_slice(b"\",\"rule\":");
            text_or_null(out, self.rule_id(entry));
            out.extend_from_slice(b",\"group\":");
            text_or_null(out, self.group_id(entry));
            out.extend_from_slice(b",\"points\":");
            entry.points.write(out);
            out.extend_from_slice(b",\"because\":\"");
            self.write_because(out, entry);
            out.extend_from_slice(b"\",\"count\":");
            let contribution = self.contribution(entry);
            match contribution {
                Some(contribution) => write_integer(out, contribution.count as u64),
                None => out.extend_from_slice(b"null"),
            }
            out.extend_from_slice(b",\"last\":");
            match contribution.and_then(|contribution| contribution.last) {
                Some(last) => {
                    out.push(b'"');
                    last.write(out);
                    out.push(b'"');
                }
                None => out.extend_from_slice(b"null"),
            }
            out.push(b'}');
        });
    }

    fn write_layers(&self, out: &mut Vec<u8>) {
        let layers = self.layers();
        let [of_static, crm, human] = layers.fields;
        for (start, (known, declared)) in [(&b"{\"static\":["[..], of_static), (b",\"crm\":[", crm), (b",\"human\":[", human)] {
            out.extend_from_slice(start);
            write_integer(out, u64::from(known));
            out.push(b',');
            write_integer(out, u64::from(declared));
            out.push(b']');
            if start.starts_with(b"{") {
                out.extend_from_slice(b",\"intent\":");
                write_integer(out, u64::from(layers.intent));
            }
        }
        out.push(b'}');
    }

    fn write_notices(&self, out: &mut Vec<u8>) {
        list(out, self.all_notices(), |out, (code, path, count)| {
            out.extend_from_slice(b"{\"code\":");
            write::string(out, code);
            out.extend_from_slice(b",\"path\":");
            match path {
                Some(NoticePath::Fixed(path)) => write::string(out, path),
                Some(NoticePath::Profile(slot)) => write::string(out, &self.model.0.paths.place(slot).pointer),
                Some(NoticePath::Kept(span)) => write::string(out, self.lead.texts.get(span)),
                Some(NoticePath::Event(position)) => {
                    out.extend_from_slice(b"\"/events/");
                    write_integer(out, u64::from(position));
                    out.push(b'"');
                }
                None => out.extend_from_slice(b"null"),
            }
            out.extend_from_slice(b",\"count\":");
            write_integer(out, u64::from(count));
            out.push(b'}');
        });
    }
}

fn text_or_null(out: &mut Vec<u8>, text: Option<&str>) {
    match text {
        Some(text) => write::string(out, text),
        None => out.extend_from_slice(b"null"),
    }
}

fn axis(out: &mut Vec<u8>, points: Points, cut_key: &[u8], cut: Option<&str>) {
    out.extend_from_slice(b"{\"points\":");
    points.write(out);
    out.extend_from_slice(b",\"");
    out.extend_from_slice(cut_key);
    out.extend_from_slice(b"\":");
    text_or_null(out, cut);
    out.push(b'}');
}

fn list<T>(out: &mut Vec<u8>, items: impl Iterator<Item = T>, mut item: impl FnMut(&mut Vec<u8>, T)) {
    out.push(b'[');
    for (index, each) in items.enumerate() {
        if index > 0 {
            out.push(b',');
        }
        item(out, each);
    }
    out.push(b']');
}
