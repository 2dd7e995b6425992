//! The library without WebAssembly, for `npm run bench`: MODEL LEADS.ndjson INSTANT; for each line on standard input it evaluates
//! all leads and prints the nanoseconds that took.

use leadgrade::{Instant, Model};
use std::io::{BufRead, stdin};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with("--")).collect();
    let [model, leads, now] = arguments.as_slice() else { return Ok(()) };
    let model = Model::from_json(&std::fs::read_to_string(model)?)?;
    let leads = std::fs::read(leads)?;
    let now = Instant::parse(now).ok_or("the instant is not RFC 3339")?;
    let leads: Vec<&[u8]> = leads.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()).collect();
    let mut evaluation = model.evaluation();
    let mut out = Vec::new();
    for line in stdin().lock().lines() {
        line?;
        let start = std::time::Instant::now();
        for lead in &leads {
            evaluation.renew(lead, now, b"");
            out.clear();
            evaluation.write_json(&mut out);
            std::hint::black_box(&out);
        }
        println!("{}", start.elapsed().as_nanos());
    }
    Ok(())
}
