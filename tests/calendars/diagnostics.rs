//! What is said of faulty calendars: every case of `diagnostics.json` has a text of `calendars` and all its faults, each
//! as code, place below `calendars`, message and help.

use leadgrade::Model;
use serde_json::{Value, json};

#[test]
fn every_fault_is_told_at_its_place() {
    let cases: Vec<Value> = serde_json::from_str(include_str!("diagnostics.json")).unwrap();
    for case in cases {
        let calendars = case["calendars"].as_str().unwrap();
        let text = format!(r#"{{ "leadgrade": 1, "name": "demo", "fields": {{}}, "calendars": {calendars} }}"#);
        let faults: Vec<Value> = Model::check(&text)
            .iter()
            .map(|fault| json!([fault.code(), fault.path().strip_prefix("/calendars"), fault.message(), fault.help()]))
            .collect();
        assert_eq!(Value::from(faults), case["faults"], "{calendars}");
    }
}
