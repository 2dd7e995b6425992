//! Evaluates leads natively: `cargo run --release --example evaluate -- MODEL LEADS.ndjson INSTANT > evaluations.ndjson`.

use leadgrade::{Instant, Model};
use std::io::{BufRead, Write};
use std::{env, error::Error, fs, io};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [model, leads, now] = arguments.as_slice() else {
        return Err("usage: evaluate MODEL LEADS.ndjson INSTANT".into());
    };
    let model = Model::from_json(&fs::read_to_string(model)?)?;
    let now = Instant::parse(now).ok_or("the instant is not RFC 3339")?;
    let mut evaluation = model.evaluation();
    let mut out = io::BufWriter::new(io::stdout().lock());
    let mut line = Vec::new();
    for lead in io::BufReader::new(fs::File::open(leads)?).split(b'\n') {
        evaluation.renew(&lead?, now, b"");
        line.clear();
        evaluation.write_json(&mut line);
        line.push(b'\n');
        out.write_all(&line)?;
    }
    Ok(out.flush()?)
}
