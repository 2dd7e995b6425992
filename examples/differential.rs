//! Answers for another implementation to compare with: reads lines of `{ "model", "lead", "now", "context" }` from
//! standard input, the lead being its JSON text, and prints an evaluation for each, or the diagnostics of the model.
//! `tests/oracle/differential.py` compares them.

use leadgrade::{Instant, Model};
use std::error::Error;
use std::io::{BufRead, Write};

fn main() -> Result<(), Box<dyn Error>> {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for line in std::io::stdin().lock().lines() {
        let case: serde_json::Value = serde_json::from_str(&line?)?;
        let lead = case["lead"].as_str().ok_or("a lead is its text")?;
        let now = case["now"].as_str().and_then(Instant::parse).ok_or("`now` is RFC 3339")?;
        let context = case.get("context").map(|context| context.to_string()).unwrap_or_default();
        match Model::from_json(&case["model"].to_string()) {
            Ok(model) => writeln!(out, "{}", model.evaluate(lead.as_bytes(), now, context.as_bytes()).to_json())?,
            Err(error) => writeln!(out, "{}", serde_json::json!({ "diagnostics": error.to_string() }))?,
        }
    }
    Ok(out.flush()?)
}
