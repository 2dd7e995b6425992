//! The table of zones: what it holds, and what is refused in its place.

use crate::calendar::Zones;

const TABLE: &[u8] = include_bytes!("../../src/calendar/zones.txt");

fn offset_hours(zones: &Zones, name: &str) -> Option<i64> {
    Some(zones.find(name)?.offset(crate::instant("2026-11-22").millis()) / 3_600_000)
}

#[test]
fn the_table_is_small_and_says_what_it_was_made_from() {
    assert!(TABLE.len() < 12_000, "the table has {} bytes", TABLE.len());
    let zones = Zones::read(TABLE).unwrap();
    let version = zones.version();
    assert_eq!(version, Zones::built_in().version());
    assert!(version.starts_with("20") && version.len() == 5, "{version}");
}

#[test]
fn names_are_found_in_any_case_and_only_whole() {
    let zones = Zones::built_in();
    for name in zones.names() {
        let shouted = name.to_ascii_uppercase();
        let whispered = name.to_ascii_lowercase();
        let at = crate::instant("2026-07-01").millis();
        let offsets = [&name, &shouted, &whispered].map(|name| zones.find(name).map(|zone| zone.offset(at)));
        assert!(offsets[0].is_some() && offsets.iter().all(|offset| *offset == offsets[0]), "{name}");
    }
    assert_eq!(offset_hours(&zones, "america/ARGENTINA/buenos_aires"), Some(-3));
    for name in [
        "",
        "/",
        "Europe",
        "Europe/",
        "Berlin",
        "Europe/Berlin ",
        " Europe/Berlin",
        "Europe/Berlin,Paris",
        "+1",
        "UTC/",
        "/UTC",
        "2026f",
    ] {
        assert!(zones.find(name).is_none(), "{name}");
    }
}

#[test]
fn another_table_takes_its_place() {
    let zones =
        Zones::read(b"tzdata 2031b\n+9 Mars/Olympus,Tharsis UTC\n-1@48+2@0:30-3;-3-2,3.2.0/2,11.1.0/2 Mars/Hellas\n")
            .unwrap();
    assert_eq!(zones.version(), "2031b");
    assert_eq!(zones.names(), ["Mars/Olympus", "Mars/Tharsis", "UTC", "Mars/Hellas"]);
    assert_eq!(offset_hours(&zones, "utc"), Some(9));
    assert_eq!(offset_hours(&zones, "Europe/Berlin"), None);
    let hellas = zones.find("mars/hellas").unwrap();
    let offsets = [
        ("2024-06-01", -1),
        ("2025-01-02T23:59:59.999Z", -1),
        ("2025-01-03", 2),
        ("2025-01-03T00:30:00Z", -3),
        ("2025-03-09T04:59:59.999Z", -3),
        ("2025-03-09T05:00:00Z", -2),
        ("2025-11-02T03:59:59Z", -2),
        ("2025-11-02T04:00:00Z", -3),
    ];
    for (at, hours) in offsets {
        assert_eq!(hellas.offset(crate::instant(at).millis()), hours * 3_600_000, "{at}");
    }
}

#[test]
fn a_change_when_the_known_years_begin_is_known_and_one_when_they_end_is_not() {
    let zones = Zones::read(b"tzdata 2031b\n+1@0+2@657431+3@1+4 A/B\n").unwrap();
    let zone = zones.find("A/B").unwrap();
    let offsets = [
        ("1970-01-01", 2),
        ("2024-12-31T23:59:59Z", 2),
        ("2025-01-01", 2),
        ("2099-12-31T22:59:59Z", 2),
        ("2099-12-31T23:00:00Z", 3),
        ("2100-01-01", 3),
    ];
    for (at, hours) in offsets {
        assert_eq!(zone.offset(crate::instant(at).millis()), hours * 3_600_000, "{at}");
    }
}

#[test]
fn what_is_no_table_is_refused_at_its_line() {
    let error = |text: &[u8]| Zones::read(text).unwrap_err().to_string();
    for text in [
        "",
        "\n",
        "2026f\n+0 UTC\n",
        "tzdata\n+0 UTC\n",
        "tzdata 26f\n+0 UTC\n",
        "tzdata 2026F\n",
        "tzdata 2026\n",
        "tzdata 2026f \n",
        "\u{feff}tzdata 2026f\n",
    ] {
        assert_eq!(error(text.as_bytes()), "line 1 of the time zone table is not `tzdata` and a release", "{text:?}");
    }
    let third = "line 3 of the time zone table is not a rule and the names of its time zones";
    for line in [
        "",
        "+1",
        "+1 ",
        "1 A/B",
        "+ A/B",
        "+1  A/B",
        "+1 A/B ",
        "+1 A/B,",
        "+1 /B",
        "+1 A/",
        "+1 utc",
        "+1 A/B a/b",
        "+19 A/B",
        "+1:xx A/B",
        "+1\u{e9} A/B",
        "+1 A/\u{e9}",
        "+1@ A/B",
        "+1@5 A/B",
        "+1@+2 A/B",
        "+1@-5+2 A/B",
        "+1@1234567+2 A/B",
        "+1; A/B",
        ";+1 A/B",
        "+1;+2 A/B",
        "+1+2 A/B",
        "+1+2,3.5.0/2 A/B",
        "+1+2,3.5.0/2,10.5.0 A/B",
        "+1+2,3.5.0/2,10.5.0/3,1.1.1/1 A/B",
        "+1+2,13.5.0/2,10.5.0/3 A/B",
        "+1+2,0.5.0/2,10.5.0/3 A/B",
        "+1+2,3.6.0/2,10.5.0/3 A/B",
        "+1+2,3.0.0/2,10.5.0/3 A/B",
        "+1+2,3.5.7/2,10.5.0/3 A/B",
        "+1+2,3.5.0/200,10.5.0/3 A/B",
        "+1+2,3.5.0.1/2,10.5.0/3 A/B",
        "+1,3.5.0/2,10.5.0/3 A/B",
        ",,, A/B",
    ] {
        assert_eq!(error(format!("tzdata 2026f\n+0 UTC\n{line}\n+2 C/D").as_bytes()), third, "{line:?}");
    }
    assert_eq!(error(b"tzdata 2026f\n+0 UTC\n+1 \xff\n"), third);
}

#[test]
fn the_script_gives_the_table_byte_for_byte() {
    let Some(mut python) = crate::zoneinfo::python() else { return };
    let output = python.arg("scripts/tzdata.py").arg("--check").output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}
