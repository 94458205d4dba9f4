//! The order of keys changes nothing.

use super::support::{
    NPI_A, NPI_B, Row, Seen, entry, group, item, price, read, reference, try_read,
};
use crate::reading::reject::RejectCode;

/// Rows without their positions, in order.
fn rows(seen: &Seen) -> Vec<Row> {
    let mut rows = seen.rows.clone();
    for row in &mut rows {
        row.position = 0;
    }
    rows.sort();
    rows
}

fn references() -> String {
    let references = [
        reference("1", &[NPI_A, 5]),
        reference("2", &[NPI_B]),
        reference("3", &[6]),
    ];
    format!(r#""provider_references":[{}]"#, references.join(","))
}

/// Items that cite references known and unknown, and one that names its groups itself.
fn items() -> String {
    let inline = format!(
        r#"{{"provider_groups":[{}],"negotiated_prices":[{}]}}"#,
        group(&[NPI_A], "1"),
        price("5")
    );
    let entries = [
        entry("1,2", &price("1")),
        entry("2,9", &price("2")),
        inline,
        entry("3", &price("x")),
    ];
    format!(
        r#""in_network":[{},{}]"#,
        item(&entries.join(",")),
        item(&entry("3,2", &price("7")))
    )
}

#[test]
fn references_may_stand_before_or_behind_the_items() {
    let before = read(&format!("{{{},{}}}", references(), items()));
    let behind = read(&format!("{{{},{}}}", items(), references()));
    assert_eq!(rows(&before).len(), 5);
    assert_eq!(rows(&before), rows(&behind));
    let sorted = |seen: &Seen| {
        let mut codes = seen.reject_codes();
        codes.sort_unstable();
        codes
    };
    assert_eq!(
        sorted(&before),
        [RejectCode::Malformed, RejectCode::UnknownReference]
    );
    assert_eq!(sorted(&before), sorted(&behind));
}

#[test]
fn entries_that_wait_keep_their_place() {
    let text = format!("{{{},{}}}", items(), references());
    let seen = read(&text);
    let begins = |needle: &str| text.find(needle).unwrap() as u64;
    let of_rate = |rate: i64| {
        seen.rows
            .iter()
            .find(|row| row.rate == rate)
            .unwrap()
            .position
    };
    assert_eq!(of_rate(10_000), begins(&entry("1,2", &price("1"))));
    assert_eq!(of_rate(70_000), begins(&entry("3,2", &price("7"))));
}

#[test]
fn rates_may_stand_before_or_behind_their_code() {
    let fields = [
        r#""billing_code":"70450""#.to_owned(),
        r#""billing_code_type":"CPT""#.to_owned(),
        r#""negotiation_arrangement":"ffs""#.to_owned(),
        format!(r#""negotiated_rates":[{}]"#, entry("1", &price("1"))),
    ];
    let mut seen_rows = Vec::new();
    for turn in 0..fields.len() {
        let mut turned = fields.clone();
        turned.rotate_left(turn);
        let text = format!(
            r#"{{{},"in_network":[{{{}}}]}}"#,
            references(),
            turned.join(",")
        );
        seen_rows.push(rows(&read(&text)));
    }
    assert_eq!(seen_rows[0].len(), 1);
    assert!(seen_rows.iter().all(|rows| *rows == seen_rows[0]));
}

#[test]
fn an_item_larger_than_memory_is_set_aside_on_disk() {
    let pad = format!(r#"{{"x":"{}"}}"#, "x".repeat(1 << 20));
    let mut entries = vec![pad; 20];
    entries.push(entry("1", &price("1")));
    let text = format!(
        r#"{{"in_network":[{{"negotiated_rates":[{}],"billing_code":"70450"}}],{}}}"#,
        entries.join(","),
        references()
    );
    let seen = try_read(text.as_bytes(), 1 << 20).unwrap();
    assert_eq!(seen.providers(), [(Some(NPI_A), 2)]);
    assert_eq!(
        seen.rows[0].position,
        text.find(&entry("1", &price("1"))).unwrap() as u64
    );
}

#[test]
fn the_size_of_blocks_changes_nothing() {
    let text = format!("{{{},\"x\":\"a\\\\\\\"{{\",{}}}", items(), references());
    let whole = try_read(text.as_bytes(), 1 << 20).unwrap();
    for block_bytes in 1..200 {
        let seen = try_read(text.as_bytes(), block_bytes).unwrap();
        assert_eq!(seen.rows, whole.rows, "{block_bytes}");
        assert_eq!(seen.rejects, whole.rejects);
        assert_eq!(seen.facts, whole.facts);
    }
}
