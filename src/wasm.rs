//! The binding: convert, call, convert. It is the only file that knows of JavaScript, and it has no opinions.
//!
//! `pkg/src/core.js` makes the public API of it.
#![allow(missing_docs, unreachable_pub, reason = "what is exported here is reached by the package only")]
#![allow(unsafe_code, reason = "wasm-bindgen's macros generate it")]

use crate::{Diagnostic, Evaluation, Instant, Model, Zones};
use serde::Serialize;
use wasm_bindgen::prelude::*;

/// A model with the memory that its evaluations are made in.
#[wasm_bindgen]
pub struct RawModel {
    evaluation: Evaluation,
    /// The JSON of a lead, followed by that of its context, as the host wrote it.
    input: Vec<u8>,
    output: Vec<u8>,
}

#[wasm_bindgen]
impl RawModel {
    /// Compiles a model, with other time zones than the built-in ones if they are given; throws the list of its
    /// diagnostics, or a text about the zones.
    pub fn load(text: &[u8], zones: Option<Vec<u8>>) -> Result<RawModel, JsValue> {
        let text = String::from_utf8_lossy(text);
        let model = match zones {
            Some(zones) => Model::from_json_with_zones(&text, &read(&zones)?),
            None => Model::from_json(&text),
        };
        let model = model.map_err(|error| plain(error.diagnostics()))?;
        Ok(RawModel { evaluation: model.evaluation(), input: Vec::new(), output: Vec::new() })
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

    /// The address of an input buffer of at least this many bytes.
    pub fn reserve(&mut self, length: usize) -> *mut u8 {
        if self.input.len() < length {
            self.input.resize(length, 0);
        }
        self.input.as_mut_ptr()
    }

    /// Evaluates the lead in the first bytes of the input, with the context in those that follow it. Gives the length of
    /// the evaluation's JSON.
    pub fn evaluate(&mut self, lead: usize, context: usize, now: f64) -> usize {
        let now = Instant::from_millis(now as i64).unwrap_or(Instant::MAX);
        let (lead, rest) = self.input.split_at(lead.min(self.input.len()));
        let context = &rest[..context.min(rest.len())];
        self.evaluation.renew(lead, now, context);
        self.output.clear();
        self.evaluation.write_json(&mut self.output);
        self.output.len()
    }

    /// The address of the evaluation's JSON.
    pub fn output(&self) -> *const u8 {
        self.output.as_ptr()
    }
}

/// The diagnostics of a model, with other time zones than the built-in ones if they are given; throws a text about the zones.
#[wasm_bindgen]
pub fn check(text: &[u8], zones: Option<Vec<u8>>) -> Result<JsValue, JsValue> {
    let text = String::from_utf8_lossy(text);
    Ok(plain(&match zones {
        Some(zones) => Model::check_with_zones(&text, &read(&zones)?),
        None => Model::check(&text),
    }))
}

fn read(zones: &[u8]) -> Result<Zones, JsValue> {
    Zones::read(zones).map_err(|error| error.to_string().into())
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

#[derive(Serialize)]
struct PlainDiagnostic<'a> {
    code: &'a str,
    severity: &'a str,
    path: &'a str,
    message: &'a str,
    help: Option<&'a str>,
    line: usize,
    column: usize,
}

/// Diagnostics as plain objects.
fn plain(diagnostics: &[Diagnostic]) -> JsValue {
    let plain: Vec<PlainDiagnostic<'_>> = diagnostics
        .iter()
        .map(|diagnostic| PlainDiagnostic {
            code: diagnostic.code(),
            severity: diagnostic.severity().as_str(),
            path: diagnostic.path(),
            message: diagnostic.message(),
            help: diagnostic.help(),
            line: diagnostic.line(),
            column: diagnostic.column(),
        })
        .collect();
    plain.serialize(&serde_wasm_bindgen::Serializer::json_compatible()).unwrap_or(JsValue::NULL)
}
