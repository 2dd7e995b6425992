//! Every zone against Python's `zoneinfo`, with the database that our table was made from.

use crate::calendar::Zones;
use crate::transitions::changes;
use std::io::Write;
use std::process::{Command, Stdio};

/// Python in the folder of the project; where there is none, what it would have checked is left out and said to be.
pub(crate) fn python() -> Option<Command> {
    if Command::new("python3").arg("--version").output().is_err() {
        println!("left out, because there is no python3");
        return None;
    }
    let mut python = Command::new("python3");
    python.current_dir(env!("CARGO_MANIFEST_DIR"));
    Some(python)
}

#[test]
fn every_zone_changes_when_zoneinfo_says() {
    let Some(mut python) = python() else { return };
    let zones = Zones::built_in();
    let mut child = python
        .args(["tests/calendars/against_zoneinfo.py", zones.version()])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = child.stdin.take().unwrap();
    for name in zones.names() {
        let zone = zones.find(&name).unwrap();
        let mut line = format!("{name} {}", zone.offset(0) / 1000);
        for change in changes(&zone) {
            line += &format!(" {} {}", change / 1000, zone.offset(change) / 1000);
        }
        writeln!(input, "{line}").unwrap();
    }
    drop(input);
    let output = child.wait_with_output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{said}");
    assert_eq!(said.trim(), "598 zones, 0 differ");
}
