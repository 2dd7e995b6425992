//! The binding: convert, call, convert. It is the only file that knows of JavaScript, and it has no opinions.
//!
//! `pkg/src/core.js` makes the public API of it.
#![allow(missing_docs, unreachable_pub, reason = "what is exported here is reached by the package only")]
#![allow(unsafe_code, reason = "wasm-bindgen's macros generate it")]

use crate::digits::write_integer;
use crate::json::write;
use crate::out::{Out, append};
use crate::prelude::*;
use crate::{Diagnostic, Evaluation, Form, FormError, Instant, Model, Priors, Zones};
use wasm_bindgen::prelude::*;

/// A model with the memory that its evaluations are made in.
#[wasm_bindgen]
pub struct RawModel {
    evaluation: Evaluation,
    /// The JSON of a lead, followed by that of its context, as the host wrote it.
    input: Vec<u8>,
    output: Out,
    head: Vec<i32>,
}

#[wasm_bindgen]
impl RawModel {
    /// Compiles a model, with other time zones than the built-in ones if they are given; throws the JSON of its
    /// diagnostics, an array, or a code and a text about the zones, on two lines.
    pub fn load(text: &[u8], zones: Option<Vec<u8>>) -> Result<RawModel, JsValue> {
        let zones = zones.map(|zones| read(&zones)).transpose()?;
        let model = Model::decode(text).and_then(|text| match &zones {
            Some(zones) => Model::from_json_with_zones(text, zones),
            None => Model::from_json(text),
        });
        let model = model.map_err(|error| JsValue::from(to_json(error.diagnostics())))?;
        Ok(RawModel { evaluation: model.evaluation(), input: Vec::new(), output: Out::new(), head: Vec::new() })
    }

    #[wasm_bindgen(getter)]
    pub fn name(&self) -> String {
        self.evaluation.model().name().to_string()
    }

    #[wasm_bindgen(getter)]
    pub fn version(&self) -> Option<String> {
        self.evaluation.model().version().map(str::to_string)
    }

    #[wasm_bindgen(getter)]
    pub fn hash(&self) -> String {
        self.evaluation.model().hash().to_string()
    }

    /// The names that the head of an evaluation has indexes of, as JSON.
    #[wasm_bindgen(getter)]
    pub fn names(&self) -> String {
        self.evaluation.names()
    }

    /// The words of all reasons that the model can give, as JSON.
    #[wasm_bindgen(getter, js_name = reasonWords)]
    pub fn reason_words(&self) -> String {
        self.evaluation.reason_words()
    }

    /// What the host must know to take leads apart, as JSON.
    #[wasm_bindgen(getter)]
    pub fn parts(&self) -> String {
        self.evaluation.model().0.parts()
    }

    /// Evaluates the lead that the host took apart: its texts in the first bytes of the input, its numbers in so many bytes from
    /// another place on. Gives the address of the evaluation's head.
    #[wasm_bindgen(js_name = evaluateParts)]
    pub fn evaluate_parts(&mut self, text: usize, from: usize, numbers: usize, now: f64) -> *const i32 {
        let (text, rest) = split(&self.input, text, usize::MAX);
        let (_, numbers) = split(rest, from.saturating_sub(text.len()), numbers);
        self.evaluation.renew_parts(numbers, text, instant(now));
        self.evaluation.head(&mut self.head, true);
        self.evaluation.forget();
        let (text, numbers) = (text.len(), numbers.len());
        self.input[..text].fill(0);
        self.input[from..from + numbers].fill(0);
        self.head.as_ptr()
    }

    /// The address of an input buffer of at least this many bytes.
    pub fn reserve(&mut self, length: usize) -> *mut u8 {
        reserve(&mut self.input, length)
    }

    /// Evaluates the lead in the first bytes of the input, with the context in those that follow it. Gives the length of
    /// the evaluation's JSON, behind which stands where its parts begin.
    pub fn evaluate(&mut self, lead: usize, context: usize, now: f64) -> usize {
        let (lead, context) = split(&self.input, lead, context);
        self.evaluation.renew(lead, instant(now), context);
        let used = lead.len() + context.len();
        self.output.clear();
        let length = write_with_parts(&self.evaluation, &mut self.output);
        self.evaluation.forget();
        self.input[..used].fill(0);
        length
    }

    /// The address of the head of the last evaluation, which holds no texts.
    pub fn head(&mut self) -> *const i32 {
        self.evaluation.head(&mut self.head, true);
        self.head.as_ptr()
    }

    /// Evaluates leads, one on each line of the input between two places, with the context behind them, until there are enough
    /// evaluations for one call. Gives the place to go on from.
    #[wasm_bindgen(js_name = evaluateLines)]
    pub fn evaluate_lines(&mut self, from: usize, to: usize, context: usize, now: f64) -> usize {
        let (lines, context) = split(&self.input, to, context);
        let (start, end) = (from.min(lines.len()), lines.len() + context.len());
        self.output.clear();
        let read = self.evaluation.renew_some(&lines[start..], instant(now), context, &mut self.output);
        let (next, is_last) = (start + read, start + read == lines.len());
        self.evaluation.forget();
        self.input[start..if is_last { end } else { next }].fill(0);
        next
    }

    /// The length of what was written last.
    #[wasm_bindgen(getter)]
    pub fn written(&self) -> usize {
        self.output.len()
    }

    /// The address of the evaluation's JSON, or of the evaluations' lines.
    pub fn output(&self) -> *const u8 {
        self.output.as_ptr()
    }

    /// Begins a form with the lead in the first bytes of the input, and the context in those that follow it.
    pub fn form(&mut self, lead: usize, context: usize, now: f64) -> RawForm {
        let (lead, context) = split(&self.input, lead, context);
        let form = self.evaluation.model().form(lead, instant(now), context);
        let used = lead.len() + context.len();
        self.input[..used].fill(0);
        RawForm::of(form)
    }

    /// A form again from what was kept of it in the first bytes of the input, at an instant unless it is NaN.
    pub fn restore(&mut self, saved: usize, now: f64) -> Result<RawForm, JsValue> {
        let (saved, _) = split(&self.input, saved, 0);
        let now = (!now.is_nan()).then(|| instant(now));
        let form = self.evaluation.model().restore(saved, now);
        let used = saved.len();
        self.input[..used].fill(0);
        Ok(RawForm::of(form.map_err(|error| thrown(&error))?))
    }
}

/// The address of a buffer that has at least so many bytes from now on.
fn reserve(input: &mut Vec<u8>, length: usize) -> *mut u8 {
    if input.len() < length {
        input.resize(length, 0);
    }
    input.as_mut_ptr()
}

/// Writes an evaluation's JSON and, behind it, the place of each of its parts, in four bytes. Gives the length of the JSON.
fn write_with_parts(evaluation: &Evaluation, out: &mut Out) -> usize {
    let parts = evaluation.write_parts(out);
    let length = out.len();
    out.put(parts.map(|part| (part as u32).to_le_bytes()).as_flattened());
    length
}

/// A text in the first bytes of an input, and one in those that follow it.
fn split(input: &[u8], first: usize, second: usize) -> (&[u8], &[u8]) {
    let (first, rest) = input.split_at(first.min(input.len()));
    (first, &rest[..second.min(rest.len())])
}

fn instant(now: f64) -> Instant {
    Instant::from_millis(now as i64).unwrap_or(Instant::MAX)
}

/// What a form throws: the code of the error, and what to tell people, on two lines.
fn thrown(error: &FormError) -> JsValue {
    format!("{}\n{error}", error.code()).into()
}

/// A form with the memory that it is asked in. What it answers is JSON.
#[wasm_bindgen]
pub struct RawForm {
    form: Form,
    /// The JSON of an answer, as the host wrote it.
    input: Vec<u8>,
    output: Vec<u8>,
    head: Vec<i32>,
    notice: Option<&'static str>,
}

#[wasm_bindgen]
impl RawForm {
    /// The index of a field.
    pub fn field(&self, name: &str) -> Result<usize, JsValue> {
        self.form.field(name).map_err(|error| thrown(&error))
    }

    /// The address of an input buffer of at least this many bytes.
    pub fn reserve(&mut self, length: usize) -> *mut u8 {
        reserve(&mut self.input, length)
    }

    /// Takes the answer in the first bytes of the input for a field by its index. Says whether there is a [`notice`](RawForm::notice)
    /// about it; nothing when it is no JSON. One number is what engines take back from a call without making an object.
    pub fn answer(&mut self, field: usize, value: usize) -> Option<bool> {
        let (value, _) = split(&self.input, value, 0);
        let notice = self.form.answer_field(field, value);
        let used = value.len();
        self.input[..used].fill(0);
        self.notice = notice.ok()?;
        Some(self.notice.is_some())
    }

    /// The code of the notice about the last answer.
    pub fn notice(&self) -> Option<String> {
        self.notice.map(str::to_string)
    }

    /// The lead's id.
    pub fn id(&self) -> Option<String> {
        self.form.evaluation().lead_id().map(str::to_string)
    }

    /// The address of the head of the evaluation as it is now.
    pub fn head(&mut self) -> *const i32 {
        self.form.evaluation().head(&mut self.head, false);
        self.head.as_ptr()
    }

    pub fn skip(&mut self, field: &str) -> Result<(), JsValue> {
        self.form.skip(field).map_err(|error| thrown(&error))
    }

    #[wasm_bindgen(js_name = addEvent)]
    pub fn add_event(&mut self, event: &str) -> Result<(), JsValue> {
        self.form.add_event(event.as_bytes()).map_err(|error| thrown(&error))
    }

    pub fn undo(&mut self) -> bool {
        self.form.undo()
    }

    pub fn settled(&mut self) -> bool {
        self.form.is_settled()
    }

    pub fn exact(&mut self) -> bool {
        self.form.is_exact()
    }

    pub fn at(&self) -> f64 {
        self.form.now().millis() as f64
    }

    pub fn lead(&self) -> String {
        self.form.lead()
    }

    pub fn saved(&self) -> String {
        self.form.to_json()
    }

    /// The evaluation's JSON: its address is [`output`](RawForm::output), and this its length. Behind it stands where its parts begin.
    pub fn evaluation(&mut self) -> usize {
        self.output.clear();
        append(&mut self.output, |out| write_with_parts(self.form.evaluation(), out))
    }

    pub fn next(&mut self, most: usize) -> usize {
        self.write(|form, out| form.write_next(most, out))
    }

    pub fn questions(&mut self) -> usize {
        self.write(Form::write_questions)
    }

    pub fn reachable(&mut self) -> usize {
        self.write(Form::write_reachable)
    }

    pub fn missing(&mut self) -> usize {
        self.write(Form::write_missing)
    }

    #[wasm_bindgen(js_name = whatIf)]
    pub fn what_if(&mut self, changes: &str) -> Result<usize, JsValue> {
        self.try_to_write(|form, out| form.write_what_if(changes.as_bytes(), out))
    }

    #[wasm_bindgen(js_name = wouldTake)]
    pub fn would_take(&mut self, stage: &str) -> Result<usize, JsValue> {
        self.try_to_write(|form, out| form.write_would_take(stage, out))
    }

    /// Milliseconds since 1970; NaN when time changes nothing.
    #[wasm_bindgen(js_name = validUntil)]
    pub fn valid_until(&self) -> f64 {
        self.form.valid_until().map_or(f64::NAN, |instant| instant.millis() as f64)
    }

    /// Fields by their names, one on each line.
    #[wasm_bindgen(js_name = worthEnriching)]
    pub fn worth_enriching(&self, fields: &str) -> Result<bool, JsValue> {
        let fields: Vec<&str> = fields.lines().collect();
        self.form.worth_enriching(&fields).map_err(|error| thrown(&error))
    }

    /// The address of the JSON that was asked for last.
    pub fn output(&self) -> *const u8 {
        self.output.as_ptr()
    }
}

impl RawForm {
    fn of(form: Form) -> RawForm {
        RawForm { form, input: Vec::new(), output: Vec::new(), head: Vec::new(), notice: None }
    }

    fn write(&mut self, write: impl FnOnce(&mut Form, &mut Vec<u8>)) -> usize {
        self.output.clear();
        write(&mut self.form, &mut self.output);
        self.output.len()
    }

    fn try_to_write(
        &mut self,
        write: impl FnOnce(&mut Form, &mut Vec<u8>) -> Result<(), FormError>,
    ) -> Result<usize, JsValue> {
        self.output.clear();
        write(&mut self.form, &mut self.output).map_err(|error| thrown(&error))?;
        Ok(self.output.len())
    }
}

/// Counts how often the options of a model's questions are given.
#[wasm_bindgen]
pub struct RawPriors {
    priors: Priors,
    input: Vec<u8>,
}

#[wasm_bindgen]
impl RawPriors {
    pub fn of(model: &RawModel, now: f64) -> RawPriors {
        RawPriors { priors: Priors::new(model.evaluation.model(), instant(now)), input: Vec::new() }
    }

    /// The address of an input buffer of at least this many bytes.
    pub fn reserve(&mut self, length: usize) -> *mut u8 {
        reserve(&mut self.input, length)
    }

    /// Counts the lead in the first bytes of the input.
    pub fn count(&mut self, lead: usize) {
        self.priors.count(&self.input[..lead.min(self.input.len())]);
    }

    pub fn weights(&self) -> String {
        self.priors.to_json()
    }
}

/// The JSON of a model's diagnostics, with other time zones than the built-in ones if they are given; throws as `load` does.
#[wasm_bindgen]
pub fn check(text: &[u8], zones: Option<Vec<u8>>) -> Result<String, JsValue> {
    let zones = zones.map(|zones| read(&zones)).transpose()?;
    Ok(match (Model::decode(text), zones) {
        (Err(error), _) => to_json(error.diagnostics()),
        (Ok(text), Some(zones)) => to_json(&Model::check_with_zones(text, &zones)),
        (Ok(text), None) => to_json(&Model::check(text)),
    })
}

/// The part of a model that a browser may hold, as JSON; throws as `load` does.
#[wasm_bindgen(js_name = publicDocument)]
pub fn public_document(text: &[u8], zones: Option<Vec<u8>>) -> Result<String, JsValue> {
    let zones = zones.map(|zones| read(&zones)).transpose()?;
    let public = Model::decode(text).and_then(|text| match &zones {
        Some(zones) => Model::public_document_with_zones(text, zones),
        None => Model::public_document(text),
    });
    public.map_err(|error| to_json(error.diagnostics()).into())
}

fn read(zones: &[u8]) -> Result<Zones, JsValue> {
    Zones::read(zones).map_err(|error| format!("bad-tzdata\n{error}").into())
}

/// Milliseconds since 1970 of an instant's text; NaN when it is none.
#[wasm_bindgen(js_name = parseInstant)]
pub fn parse_instant(text: &str) -> f64 {
    Instant::parse(text).map_or(f64::NAN, |instant| instant.millis() as f64)
}

/// The release of the IANA time zone database that is built in.
#[wasm_bindgen(js_name = tzdataVersion)]
pub fn tzdata_version() -> String {
    Zones::built_in().version().to_string()
}

/// Diagnostics as JSON, an array of objects.
fn to_json(diagnostics: &[Diagnostic]) -> String {
    let mut out = Out::new();
    out.push(b'[');
    for diagnostic in diagnostics {
        if out.len() > 1 {
            out.push(b',');
        }
        let texts = [
            (&b"{\"code\":"[..], Some(diagnostic.code())),
            (b",\"severity\":", Some(diagnostic.severity().as_str())),
            (b",\"path\":", Some(diagnostic.path())),
            (b",\"message\":", Some(diagnostic.message())),
            (b",\"help\":", diagnostic.help()),
        ];
        for (key, text) in texts {
            out.put(key);
            write::text_or_null(&mut out, text);
        }
        for (key, number) in [(&b",\"line\":"[..], diagnostic.line()), (b",\"column\":", diagnostic.column())] {
            out.put(key);
            write_integer(&mut out, number as u64);
        }
        out.push(b'}');
    }
    out.push(b']');
    out.text()
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    const MODEL: &str = r#"{ "leadgrade": 1, "name": "m", "version": "7", "fields": { "size": { "type": "number" } },
        "fit": { "rules": [{ "id": "r", "when": { "size": { "gte": 50 } }, "points": 20 }] } }"#;

    /// The evaluation's JSON for a lead and a context as a host hands them over.
    fn evaluate(model: &mut RawModel, lead: &str, context: &str, now: f64) -> String {
        let both = [lead, context].concat();
        let start = model.reserve(both.len());
        assert!(!start.is_null());
        model.input[..both.len()].copy_from_slice(both.as_bytes());
        let length = model.evaluate(lead.len(), context.len(), now);
        assert_eq!(length, model.output.len() - 4 * crate::evaluation::PARTS);
        assert_eq!(model.output(), model.output.as_ptr());
        String::from_utf8(model.output[..length].to_vec()).unwrap()
    }

    #[wasm_bindgen_test]
    fn a_model_says_who_it_is() {
        let model = RawModel::load(MODEL.as_bytes(), None).ok().unwrap();
        assert_eq!((model.name(), model.version()), ("m".to_string(), Some("7".to_string())));
        assert!(model.hash().starts_with("sha256:") && model.hash().len() == 71);
    }

    #[wasm_bindgen_test]
    fn lead_and_context_stand_one_after_the_other() {
        let mut model = RawModel::load(MODEL.as_bytes(), None).ok().unwrap();
        let now = 1_795_341_600_000.0;
        let found = evaluate(&mut model, r#"{"profile":{"size":60}}"#, "", now);
        assert!(found.contains(r#""now":"2026-11-22T10:00:00Z","fit":{"points":20,"#), "{found}");
        // A context right after the lead, in memory that a longer input has used before.
        let found = evaluate(&mut model, "{}", r#"{"turn":"x"}"#, now);
        assert!(found.ends_with(r#""notices":[{"code":"bad-context","path":"/turn","count":1}]}"#), "{found}");
        assert_eq!(evaluate(&mut model, "{}", "", now), evaluate(&mut model, "{}", "{}", now));
    }

    #[wasm_bindgen_test]
    fn leads_on_lines_are_evaluated_in_one_call() {
        let mut model = RawModel::load(MODEL.as_bytes(), None).ok().unwrap();
        let now = 1_795_341_600_000.0;
        let text = "{\"id\":\"a\"}\n\n{\"id\":\"b\"}\n{\"turn\":\"x\"}";
        model.reserve(text.len());
        model.input[..text.len()].copy_from_slice(text.as_bytes());
        let lines = text.len() - 12;
        assert_eq!(model.evaluate_lines(0, lines, 12, now), lines);
        let found = String::from_utf8(model.output.to_vec()).unwrap();
        assert_eq!(model.written(), found.len());
        let mut other = RawModel::load(MODEL.as_bytes(), None).ok().unwrap();
        let mut with_context = |lead: &str| evaluate(&mut other, lead, "{\"turn\":\"x\"}", now);
        assert_eq!(found, format!("{}\n{}\n", with_context("{\"id\":\"a\"}"), with_context("{\"id\":\"b\"}")));
        assert_eq!(model.evaluate_lines(11, lines, 0, now), lines);
        assert_eq!(model.evaluate_lines(usize::MAX, usize::MAX, usize::MAX, f64::NAN), model.input.len());
    }

    #[wasm_bindgen_test]
    fn lengths_and_instants_that_no_host_gives_are_no_danger() {
        let mut model = RawModel::load(MODEL.as_bytes(), None).ok().unwrap();
        model.reserve(2);
        assert!(model.evaluate(usize::MAX, usize::MAX, 0.0) > 0);
        for now in [f64::NAN, f64::INFINITY, -1.0, 1e300] {
            let found = evaluate(&mut model, "{}", "", now);
            assert!(found.starts_with(r#"{"model":{"name":"m""#), "{found}");
        }
    }

    #[wasm_bindgen_test]
    fn faults_of_a_model_are_thrown_as_json() {
        let text = br#"{ "leadgrade": 1, "name": "m", "fields": { "a": { "type": "txt" } }, "name": "n" }"#;
        let thrown = RawModel::load(text, None).err().unwrap().as_string().unwrap();
        let first = r#"[{"code":"unknown-type","severity":"error","path":"/fields/a/type","message":"unknown type `txt`","help":"did you mean `text`?","line":1,"column":59},{"#;
        assert!(thrown.starts_with(first) && thrown.ends_with("}]"), "{thrown}");
        assert_eq!(thrown.matches("\"code\":").count(), 2);
        // `check` gives the same list, and help that there is none of is null.
        assert_eq!(check(text, None).unwrap(), thrown);
        let bare = check(b"{}", None).unwrap();
        assert!(bare.contains(r#""help":null,"line":1,"column":1}"#), "{bare}");
        // A model may have warnings, which are not thrown.
        assert!(!check(MODEL.as_bytes(), None).unwrap().contains(r#""severity":"error""#));
    }

    #[wasm_bindgen_test]
    fn the_public_part_of_a_model_is_a_text() {
        let public = public_document(MODEL.as_bytes(), None).unwrap();
        assert_eq!(public, r#"{"leadgrade":1,"name":"m","version":"7","fields":{}}"#);
        assert_eq!(public_document(b"{}", None).unwrap_err(), RawModel::load(b"{}", None).err().unwrap());
        let zones = public_document(MODEL.as_bytes(), Some(b"nothing".to_vec())).unwrap_err();
        assert!(zones.as_string().is_some_and(|text| !text.starts_with('[')));
    }

    #[wasm_bindgen_test]
    fn zones_that_are_none_are_thrown_as_a_text() {
        let thrown = RawModel::load(MODEL.as_bytes(), Some(b"nothing".to_vec())).err().unwrap();
        assert!(thrown.as_string().is_some_and(|text| !text.is_empty()), "{thrown:?}");
        let checked = check(MODEL.as_bytes(), Some(b"nothing".to_vec())).unwrap_err();
        assert_eq!(checked.as_string(), thrown.as_string());
        assert!(tzdata_version().starts_with("20"));
    }

    #[wasm_bindgen_test]
    fn bytes_that_are_not_utf8_are_a_fault_at_their_place() {
        let text = b"{\n \"note\": \"caf\xe9\"";
        let list = check(text, None).unwrap();
        assert!(list.contains(r#""code":"not-json""#) && list.contains(r#""line":2,"column":14"#), "{list}");
        let thrown = RawModel::load(text, None).err().unwrap();
        assert_eq!(thrown.as_string(), Some(list));
    }

    #[wasm_bindgen_test]
    fn instants_are_milliseconds_or_nothing() {
        assert_eq!(parse_instant("2026-11-22T10:00:00Z"), 1_795_341_600_000.0);
        assert_eq!(parse_instant("1970-01-01"), 0.0);
        for text in ["", "soon", "1969-12-31", "2026-11-22T10:00:00"] {
            assert!(parse_instant(text).is_nan(), "{text}");
        }
    }
}
