//! Records that are rejected alone, and files that cannot be read on.

use super::support::{
    NPI_A, entry, fault, file, file_with, item, price, read, reference, try_read,
};
use crate::reading::reject::RejectCode;

fn deep(levels: usize) -> String {
    format!("{}{}", "[".repeat(levels), "]".repeat(levels))
}

/// An item of ours with one more field in front.
fn item_with(field: &str) -> String {
    item(&entry("1", &price("2"))).replacen('{', &format!("{{{field},"), 1)
}

/// An item whose one entry has one more field in front.
fn entry_with(field: &str) -> String {
    item(&entry("1", &price("2")).replacen('{', &format!("{{{field},"), 1))
}

/// A reference, 2, with one more field in front.
fn reference_with(field: &str) -> String {
    reference("2", &[NPI_A]).replacen('{', &format!("{{{field},"), 1)
}

/// Fields that make any record unusable.
fn bad_fields() -> Vec<(String, RejectCode)> {
    let long = format!(r#""x":"{}""#, "x".repeat(17 << 20));
    let many = format!(r#""x":[{}0]"#, "1,".repeat(9 << 20));
    vec![
        (r#""x":1,"x":2"#.to_owned(), RejectCode::DuplicateField),
        (r#""x":1,"X":2"#.to_owned(), RejectCode::DuplicateField),
        (r#""x":1,"\u0078":2"#.to_owned(), RejectCode::DuplicateField),
        (
            r#""x":[{"y":1,"y":2}]"#.to_owned(),
            RejectCode::DuplicateField,
        ),
        (format!(r#""x":{}"#, deep(64)), RejectCode::TooDeep),
        (format!(r#""x":{}"#, deep(1_000_000)), RejectCode::TooDeep),
        (long, RejectCode::TooLong),
        (many, RejectCode::TooLong),
        (r#""x":NaN"#.to_owned(), RejectCode::Malformed),
        (r#""x":[1,]"#.to_owned(), RejectCode::Malformed),
        (r#""x":"\q""#.to_owned(), RejectCode::Malformed),
        (r#""x":"?""#.to_owned(), RejectCode::NotUtf8),
    ]
}

/// The bytes of a text, question marks replaced with a byte that is not UTF-8.
fn bytes(text: &str) -> Vec<u8> {
    let byte = |byte: u8| if byte == b'?' { 0xff } else { byte };
    text.bytes().map(byte).collect()
}

#[test]
fn a_broken_record_is_rejected_alone() {
    let sound = item(&entry("1", &price("1")));
    for (field, code) in bad_fields() {
        for broken in [item_with(&field), entry_with(&field)] {
            let items = format!("{sound},{broken},{sound}");
            let seen = try_read(&bytes(&file(&items)), 1 << 20).unwrap();
            assert_eq!(seen.rows.len(), 2, "{code}");
            assert_eq!(seen.reject_codes(), [code]);
            assert_eq!(seen.rejects[0].0, 2);
        }
        let text = format!(
            r#"{{"provider_references":[{},{}],"in_network":[{sound}]}}"#,
            reference_with(&field),
            reference("1", &[NPI_A]),
        );
        let seen = try_read(&bytes(&text), 1 << 20).unwrap();
        assert_eq!(seen.rows.len(), 1, "{code}");
        assert_eq!(seen.reject_fields(), [(code, "provider_references")]);
        assert_eq!((seen.rejects[0].0, seen.rejects[0].1), (1, 24));
    }
}

#[test]
fn a_duplicate_key_rejects_its_record_at_any_depth() {
    let price_twice = entry(
        "1",
        &format!(
            r#"{},{{"negotiated_rate":1,"negotiated_rate":2}}"#,
            price("1")
        ),
    );
    let tin_twice = r#"{"provider_groups":[{"npi":[],"tin":{"type":"ein","type":"npi"}}],"negotiated_prices":[]}"#;
    for broken in [
        item_with(r#""billing_code":"70450""#),
        item_with(r#""billing_code":"99213""#),
        item_with(r#""billing\u005fcode":"70450""#),
        item_with(r#""negotiated_rates":[]"#),
        item_with(r#""negotiated_rates":null"#),
        entry_with(r#""provider_references":[]"#),
        item(&price_twice),
        item(tin_twice),
    ] {
        let seen = read(&file(&broken));
        assert!(seen.rows.is_empty(), "{broken}");
        assert_eq!(
            seen.reject_codes(),
            [RejectCode::DuplicateField],
            "{broken}"
        );
    }
}

#[test]
fn what_is_no_record_is_rejected() {
    let sound = item(&entry("1", &price("1")));
    for broken in ["7", "\"x\"", "null", "[]", "[{}]"] {
        let seen = read(&file(&format!("{broken},{sound}")));
        assert_eq!(
            (seen.rows.len(), seen.reject_codes()),
            (1, vec![RejectCode::Malformed])
        );
    }
    for (items, field) in [
        (item("7"), "negotiated_rates[0]"),
        (item(r#"{"provider_groups":7}"#), "negotiated_rates[0]"),
        (
            item(r#"{"provider_references":[{}]}"#),
            "negotiated_rates[0].provider_references",
        ),
        (
            item(&entry("1", "7")),
            "negotiated_rates[0].negotiated_prices[0]",
        ),
        (
            r#"{"billing_code":"70450","negotiated_rates":{}}"#.to_owned(),
            "negotiated_rates",
        ),
        (r#"{"billing_code":true}"#.to_owned(), "billing_code"),
        (
            r#"{"billing_code":"70450","billing_code_type":{}}"#.to_owned(),
            "billing_code_type",
        ),
    ] {
        let seen = read(&file(&items));
        assert_eq!(
            seen.reject_fields(),
            [(RejectCode::InvalidValue, field)],
            "{items}"
        );
    }
}

#[test]
fn an_item_without_form_is_left_at_its_end() {
    let sound = item(&entry("1", &price("1")));
    for broken in [
        r#"{"billing_code" "70450"}"#,
        r#"{"billing_code":"70450" "x":1}"#,
        r#"{"billing_code":"70450",}"#,
        r#"{"billing_code":}"#,
        "{7:1}",
        r#"{"billing_code":"70450","x":[[}]}"#,
        "{,}",
    ] {
        let seen = read(&file(&format!("{sound},{broken},{sound}")));
        assert_eq!(seen.rows.len(), 2, "{broken}");
        assert_eq!(seen.reject_codes(), [RejectCode::Malformed], "{broken}");
    }
    let seen = read(&file(&format!(
        "{},{sound}",
        item(&format!("{0} {0}", entry("1", &price("1"))))
    )));
    assert_eq!(seen.reject_codes(), [RejectCode::Malformed]);
}

#[test]
fn strangers_are_not_looked_into() {
    let stranger =
        r#"{"billing_code":"99213","x":NaN,"x":2,"negotiated_rates":[{"a":NaN,"a":tru}]}"#;
    let seen = read(&file(&format!(
        "{stranger},{}",
        item(&entry("1", &price("1")))
    )));
    assert_eq!(seen.rows.len(), 1);
    assert!(seen.rejects.is_empty());
}

#[test]
fn unknown_values_of_any_size_and_depth_are_skipped() {
    let long = "x".repeat(3 << 20);
    let many = "1,".repeat(3 << 20);
    let digits = "7".repeat(1 << 20);
    let sound = item(&entry("1", &price("1")));
    for value in [
        deep(1_000_000),
        format!("\"{long}\\\"\""),
        format!("[{many}0]"),
        digits,
        format!(r#"{{"{long}":{{}}}}"#),
    ] {
        for text in [
            file_with(&format!(r#""x":{value},"#), &sound),
            file_with(&format!(r#""{long}":{value},"#), &sound),
            file(&format!(
                r#"{{"billing_code":"99213","x":{value},"negotiated_rates":[{value}]}},{sound}"#
            )),
        ] {
            let seen = try_read(text.as_bytes(), 1 << 16).unwrap();
            assert_eq!((seen.rows.len(), seen.rejects.len()), (1, 0));
        }
    }
}

#[test]
fn a_file_that_is_cut_off_anywhere_is_reported_as_cut_off() {
    let text = file(&item(&entry("1", &price("1"))));
    for length in 1..text.len() {
        let message = fault(&text[..length]);
        assert!(message.contains("cut off"), "{length}: {message}");
    }
}

#[test]
fn garbage_between_values_is_a_fault_with_its_place() {
    let sound = item(&entry("1", &price("1")));
    let text = file(&sound);
    for (broken, what) in [
        (format!("{text} x"), "something follows"),
        (format!("{text}{text}"), "something follows"),
        (file(&format!("{sound} {sound}")), "a comma"),
        (file(&format!("{sound},")), "nothing follows a comma"),
        (file(&format!(",{sound}")), "a JSON value is expected"),
        (text.replacen(':', "", 1), "a colon"),
        (file_with("\"x\":NaN,", ""), "a JSON value is expected"),
        (file_with("\"x\":[}},", ""), "another kind"),
        (file_with("x:1,", ""), "a key in quotes"),
        (file_with("\"\\q\":1,", ""), "no text"),
        (text.replacen("}]}]}]}", "}]}]]}}", 1), ""),
    ] {
        let message = fault(&broken);
        assert!(
            message.contains(what) && message.starts_with("byte "),
            "{message}"
        );
    }
    assert!(fault(&format!("{text} x")).starts_with(&format!("byte {}", text.len() + 1)));
}
