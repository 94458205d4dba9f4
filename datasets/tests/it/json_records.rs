//! The shape of registration files: lines or an array, depth, size, encoding, keys.

use crate::support::{World, code, file, lines, site, site_with};
use serde_json::{Value, json};

fn registrations(text: impl AsRef<[u8]>) -> World {
    let world = World::new();
    world.write("registrations.ndjson", text);
    world
}

#[test]
fn lines_and_an_array_mean_the_same() {
    let records = [site("A-1"), site("A-2")];
    let as_lines = registrations(lines(&records)).built();
    let as_array = registrations(serde_json::to_string_pretty(&records).unwrap()).built();
    assert_eq!(
        as_lines.published.unwrap().id,
        as_array.published.unwrap().id
    );
}

#[test]
fn line_ends_do_not_matter() {
    for end in ["\r\n", "\r", "\n\n"] {
        let world = registrations(
            [
                site("A-1").to_string(),
                "{".to_owned() + "}",
                site("A-2").to_string(),
            ]
            .join(end),
        );
        assert_eq!(file(&world.built(), "registrations").counts.accepted, 2);
        assert_eq!(world.rejects()[0]["record"], 2);
        assert_eq!(
            world.rejects()[0]["line"],
            if end == "\n\n" { 3 } else { 2 }
        );
    }
}

#[test]
fn an_array_that_is_not_whole_is_refused() {
    let whole = serde_json::to_string(&[site("A-1"), site("A-2")]).unwrap();
    for length in (1..whole.len()).step_by(17) {
        let message = registrations(&whole[..length]).refusal();
        assert!(
            message.contains("cut off") || message.contains("comma"),
            "{length}: {message}"
        );
    }
    for (text, expected) in [
        (format!("[{},]", site("A-1")), "a comma before the end"),
        (
            format!("[{},,{}]", site("A-1"), site("A-2")),
            "a comma without a record",
        ),
        (format!("{whole}{whole}"), "something follows the end"),
        (format!("{whole} x"), "something follows the end"),
        ("[]".to_owned(), "it has no rows"),
        ("[".repeat(1_000_000), "cut off"),
    ] {
        let message = registrations(text).refusal();
        assert!(message.contains(expected), "{message}");
    }
}

#[test]
fn a_last_line_that_is_cut_off_is_refused() {
    let whole = lines(&[site("A-1"), site("A-2")]);
    let first = whole.find('\n').unwrap();
    for length in (first + 2..whole.len() - 1).step_by(23) {
        let message = registrations(&whole[..length]).refusal();
        assert!(message.contains("cut off"), "{length}: {message}");
    }
}

#[test]
fn records_that_are_no_objects_are_rejected() {
    let world = registrations(format!(
        "{}\n42\n[1]\n\"x\"\n{{\"a\":}}\n{{\"a\":1}} {{}}\nnull\n{{'a':1}}\n",
        site("A-1")
    ));
    world.built();
    assert_eq!(world.reject_codes(), vec![code("malformed", ""); 7]);
}

#[test]
fn nesting_is_limited_in_unknown_fields_too() {
    let deep = |levels: usize| format!("{}{}", "[".repeat(levels), "]".repeat(levels));
    let with = |levels| {
        site("A-1")
            .to_string()
            .replacen('{', &format!("{{\"extra\":{},", deep(levels)), 1)
    };
    let world = registrations(with(63));
    assert_eq!(file(&world.built(), "registrations").counts.accepted, 1);
    let world = registrations(format!("{}\n{}\n", with(64), site("A-2")));
    world.built();
    assert_eq!(world.reject_codes(), [code("too_deep", "")]);
    let world = registrations(format!("[{},{}]", with(1_000_000), site("A-2")));
    world.built();
    assert_eq!(world.reject_codes(), [code("too_deep", "")]);
}

#[test]
fn records_and_texts_have_a_largest_size() {
    let long = |length| site_with("A-2", |site| site["name"] = json!("x".repeat(length)));
    let world = registrations(lines(&[site("A-1"), long(10 << 20)]));
    world.built();
    assert_eq!(world.reject_codes(), [code("too_long", "name")]);
    assert!(
        registrations(lines(&[site("A-1"), long(17 << 20)]))
            .refusal()
            .contains("line 2 is longer than 16 MiB")
    );
    assert!(
        registrations(format!("[{}]", long(17 << 20)))
            .refusal()
            .contains("longer than 16 MiB")
    );
}

#[test]
fn bytes_that_are_not_utf8_are_rejected_with_their_place() {
    let mut text = lines(&[site("A-1")]).into_bytes();
    text.extend(
        site("A-2")
            .to_string()
            .replace("Imaging", "Caf\u{e9}")
            .into_bytes()
            .into_iter()
            .filter(|&byte| byte != 0xa9),
    );
    text.extend(b"\n");
    text.extend(
        site("A-3")
            .to_string()
            .replace("Imaging A-3", "\\ud800")
            .bytes(),
    );
    text.extend(b"\n");
    text.extend(
        site("A-4")
            .to_string()
            .replace("Imaging A-4", "nul \\u0000")
            .bytes(),
    );
    let world = registrations(text);
    world.built();
    assert_eq!(
        world.reject_codes(),
        [
            code("not_utf8", ""),
            code("invalid_value", "name"),
            code("control_character", "name")
        ]
    );
    assert!(
        world.rejects()[0]["message"]
            .as_str()
            .unwrap()
            .contains("at byte")
    );
}

#[test]
fn a_key_may_appear_once_in_any_letter_case() {
    let doubled = |key: &str| {
        site("A-1")
            .to_string()
            .replacen('{', &format!("{{\"{key}\":\"x\","), 1)
    };
    for key in ["name", "NAME", "\\u006eame"] {
        let world = registrations(format!("{}\n{}\n", doubled(key), site("A-2")));
        world.built();
        assert_eq!(world.reject_codes()[0].0, "duplicate_field", "{key}");
    }
    let inside = site("A-1")
        .to_string()
        .replace("\"city\"", "\"zip\":\"78702\",\"city\"");
    let world = registrations(format!("{inside}\n{}\n", site("A-2")));
    world.built();
    assert_eq!(
        world.reject_codes(),
        [code("duplicate_field", "address.zip")]
    );
}

#[test]
fn keys_may_be_written_with_escapes() {
    let world = registrations(site("A-1").to_string().replace("\"npi\"", "\"\\u006epi\""));
    world.built();
    assert_eq!(world.site("A-1").unwrap().npi.len(), 1);
}

#[test]
fn unknown_fields_are_reported_once_and_ignored() {
    let with_extras = |id: &str| {
        site_with(id, |site| {
            site["colour"] = json!({"deep": [1, 2]});
            site["services"][0]["robot"] = json!(true);
            site["services"][1]["robot"] = json!(null);
            site["assessment"] = json!({"anything": 1});
        })
    };
    let report = World::with_sites(&[with_extras("A-1"), with_extras("A-2")]).built();
    assert_eq!(
        file(&report, "registrations").unknown_fields,
        ["assessment.anything", "colour", "services[].robot"]
    );
}

#[test]
fn a_hundred_thousand_unknown_fields_do_no_harm() {
    let many = site_with("A-1", |site| {
        let fields = site.as_object_mut().unwrap();
        fields.extend((0..100_000).map(|number| (format!("extra{number}"), Value::Null)));
    });
    let report = World::with_sites(&[many, site("A-2")]).built();
    let file = file(&report, "registrations");
    assert_eq!(file.counts.accepted, 2);
    assert_eq!(file.unknown_fields.len(), 100);
}

#[test]
fn byte_equal_records_count_once_without_reject() {
    let report = World::with_sites(&[site("A-1"), site("A-1"), site("A-2")]).built();
    let counts = &file(&report, "registrations").counts;
    assert_eq!(
        (
            counts.read,
            counts.accepted,
            counts.repeated,
            counts.rejected
        ),
        (3, 2, 1, 0)
    );
}
