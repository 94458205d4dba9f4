//! Files that are no in-network files.

use super::super::read_payer_file;
use super::support::{Seen, entry, fault, file, item, price, read, wanted};
use crate::reading::source::Source;
use std::io::Write;

#[test]
fn another_file_is_named() {
    for (text, what) in [
        (
            r#"{"out_of_network":[{"in_network":[]}]}"#,
            "a file of allowed amounts",
        ),
        (r#"{"reporting_structure":[]}"#, "a table of contents"),
        (
            r#"{"provider_groups":[],"version":"1"}"#,
            "a file of provider references",
        ),
        (
            r#"{"hospital_name":"A","standard_charge_information":[]}"#,
            "a hospital's price file",
        ),
        (r#"{"provider_references":[]}"#, "JSON without in_network"),
        ("{}", "JSON without in_network"),
    ] {
        let message = fault(text);
        assert!(message.starts_with(&format!("is {what}")), "{message}");
    }
    assert!(fault(" \n").contains("is empty"));
    for text in ["[]", "7", "\"in_network\"", "\u{feff}{}"] {
        assert!(fault(text).contains("an object is expected"), "{text}");
    }
}

#[test]
fn a_duplicate_list_or_a_value_that_is_not_a_list_is_a_fault() {
    for (text, what) in [
        (
            r#"{"in_network":[],"in_network":[]}"#,
            "in_network appears twice",
        ),
        (
            r#"{"in_network":[],"in_net\u0077ork":[]}"#,
            "in_network appears twice",
        ),
        (
            r#"{"provider_references":null,"provider_references":[],"in_network":[]}"#,
            "provider_references appears twice",
        ),
        (r#"{"in_network":{}}"#, "must be a list"),
        (r#"{"in_network":7}"#, "must be a list"),
        (
            r#"{"in_network":[],"provider_references":"x"}"#,
            "must be a list",
        ),
    ] {
        let message = fault(text);
        assert!(message.contains(what), "{message}");
    }
}

#[test]
fn a_file_without_rates_is_read() {
    for text in [
        r#"{"in_network":[]}"#,
        r#"{"in_network":null}"#,
        " { \"in_network\" : [ ] } \n",
    ] {
        let seen = read(text);
        assert!(seen.rows.is_empty() && seen.rejects.is_empty());
        assert_eq!(seen.facts.records, 0);
    }
}

#[test]
fn a_packed_file_is_read_hashed_and_followed() {
    let folder = tempfile::tempdir().unwrap();
    let text = file(&item(&entry("1", &price("1"))));
    // A byte-order mark, and two members, of which the first holds the beginning alone.
    let marked = format!("\u{feff}{text}");
    let mut packed = Vec::new();
    for part in [&marked.as_bytes()[..50], &marked.as_bytes()[50..]] {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        encoder.write_all(part).unwrap();
        packed.extend(encoder.finish().unwrap());
    }
    let path = folder.path().join("file.json.gz");
    std::fs::write(&path, &packed).unwrap();
    let mut seen = Seen::default();
    let mut progress = Vec::new();
    let (facts, fingerprint) = read_payer_file(
        Source::open_price_file(&path).unwrap(),
        folder.path(),
        &wanted(),
        folder.path(),
        &mut seen,
        &mut |bytes| progress.push(bytes),
    )
    .unwrap();
    assert_eq!(facts.records_wanted, 1);
    assert_eq!(fingerprint.bytes, packed.len() as u64);
    assert_eq!(
        fingerprint.blake3,
        blake3::hash(&packed).to_hex().to_string()
    );
    assert_eq!(progress.last(), Some(&(packed.len() as u64)));
    let position = marked.find(r#"{"provider_references":[1]"#).unwrap() as u64;
    assert_eq!(seen.rows[0].position, position);
}
