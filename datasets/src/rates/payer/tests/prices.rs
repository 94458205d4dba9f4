//! What a price says, and what rejects it.

use super::support::{NPI_A, Row, entry, file, file_with, item, item_of, price, read};
use crate::reading::reject::RejectCode;

#[test]
fn every_column_is_filled_as_stated() {
    let full = r#"{"negotiated_type":" Fee Schedule ","negotiated_rate":412.5,"expiration_date":"2025-12-31T00:00:00-05:00",
        "billing_class":"Professional","setting":"OUTPATIENT","service_code":["11"," 49 ",22],"billing_code_modifier":["tc","26"],
        "additional_information":{"of":["any","shape"]}}"#;
    let text = file(&item_of(" 70450 ", &entry("1", full)));
    let text_of = |text: &str| Some(text.to_owned());
    assert_eq!(
        read(&text).rows,
        vec![Row {
            network: None,
            code: "70450".to_owned(),
            code_type: text_of("CPT"),
            arrangement: text_of("ffs"),
            negotiated_type: text_of("fee schedule"),
            rate: 4_125_000,
            class: text_of("professional"),
            setting: text_of("outpatient"),
            service_codes: ["11", "49", "22"].map(str::to_owned).to_vec(),
            modifiers: ["TC", "26"].map(str::to_owned).to_vec(),
            expires_on: text_of("2025-12-31"),
            tin_type: text_of("ein"),
            tin: text_of("999999999"),
            npi: Some(NPI_A),
            group_size: 2,
            position: text.find(r#"{"provider_references":[1]"#).unwrap() as u64,
        }]
    );
}

#[test]
fn absent_null_and_empty_are_the_same() {
    let bare = read(&file(&item(&entry("1", &price("1"))))).rows;
    for fields in [
        r#""service_code":[],"billing_class":"""#,
        r#""service_code":null,"billing_code_modifier":null,"setting":null,"expiration_date":null,"negotiated_type":" ""#,
        r#""service_code":["",null],"billing_code_modifier":[],"expiration_date":"""#,
    ] {
        let mut rows = read(&file(&item(&entry(
            "1",
            &format!(r#"{{"negotiated_rate":1,{fields}}}"#),
        ))))
        .rows;
        rows[0].position = bare[0].position;
        assert_eq!(rows, bare, "{fields}");
    }
    assert_eq!(bare[0].expires_on, None);
    assert!(bare[0].service_codes.is_empty());
}

#[test]
fn rates_are_exact_however_they_are_written() {
    let prices = [
        "0",
        "-12.5",
        "1e2",
        "\"4.5e1\"",
        "\" 7 \"",
        "1234567890123.45675",
        "0.00005",
    ]
    .map(price);
    let rates: Vec<i64> = read(&file(&item(&entry("1", &prices.join(",")))))
        .rows
        .iter()
        .map(|row| row.rate)
        .collect();
    assert_eq!(
        rates,
        [
            0,
            -125_000,
            1_000_000,
            450_000,
            70_000,
            12_345_678_901_234_568,
            1
        ]
    );
}

#[test]
fn a_number_that_does_not_fit_is_ignored_in_a_field_that_is_not_read() {
    let with = |extra: &str| {
        let price = format!(r#"{{"negotiated_rate":412,"extra":{extra}}}"#);
        read(&file(&item(&entry("1", &price))))
    };
    assert_eq!(
        with("[1e400,{\"a\":-1e999}]").rows.len(),
        with("1").rows.len()
    );
    let twice = with(r#"[1e400,{"a":1,"A":2}]"#);
    assert_eq!(twice.rows.len(), 0);
    assert_eq!(twice.rejects[0].2.code, RejectCode::DuplicateField);
}

#[test]
fn a_bad_amount_or_date_rejects_its_rate_alone() {
    for (bad, code, field) in [
        (
            r#"{"negotiated_rate":"NaN"}"#,
            RejectCode::InvalidAmount,
            "negotiated_rate",
        ),
        (
            r#"{"negotiated_rate":true}"#,
            RejectCode::InvalidAmount,
            "negotiated_rate",
        ),
        (
            r#"{"negotiated_rate":null}"#,
            RejectCode::InvalidAmount,
            "negotiated_rate",
        ),
        ("{}", RejectCode::InvalidAmount, "negotiated_rate"),
        (
            r#"{"negotiated_rate":1e400}"#,
            RejectCode::InvalidAmount,
            "negotiated_rate",
        ),
        (
            r#"{"negotiated_rate":1e14}"#,
            RejectCode::InvalidAmount,
            "negotiated_rate",
        ),
        (
            r#"{"negotiated_rate":1,"expiration_date":"2025-02-30"}"#,
            RejectCode::InvalidDate,
            "expiration_date",
        ),
        (
            r#"{"negotiated_rate":1,"expiration_date":20251231}"#,
            RejectCode::InvalidDate,
            "expiration_date",
        ),
        (
            r#"{"negotiated_rate":1,"setting":{}}"#,
            RejectCode::InvalidValue,
            "setting",
        ),
        (
            r#"{"negotiated_rate":1,"service_code":[[]]}"#,
            RejectCode::InvalidValue,
            "service_code",
        ),
        (
            r#"{"negotiated_rate":1,"billing_class":"a\u0000b"}"#,
            RejectCode::ControlCharacter,
            "billing_class",
        ),
        (
            &format!(
                r#"{{"negotiated_rate":1,"negotiated_type":"{}"}}"#,
                "x".repeat(1 << 20)
            ),
            RejectCode::TooLong,
            "negotiated_type",
        ),
    ] {
        let prices = format!("{},{bad},{}", price("1"), price("2"));
        let text = file(&item(&format!(
            "{},{}",
            entry("1", ""),
            entry("1", &prices)
        )));
        let seen = read(&text);
        assert_eq!(seen.rows.len(), 2, "{bad}");
        let path = format!("negotiated_rates[1].negotiated_prices[1].{field}");
        assert_eq!(seen.reject_fields(), [(code, path.as_str())], "{bad}");
        let begin = text.rfind(r#"{"provider_references":[1]"#).unwrap() as u64;
        assert_eq!((seen.rejects[0].0, seen.rejects[0].1), (1, begin));
    }
}

#[test]
fn messages_never_repeat_what_stood_there() {
    let bad =
        r#"{"negotiated_rate":"secret"},{"negotiated_rate":1,"expiration_date":"secret"},"secret""#;
    let items = format!(
        r#"{},{{"billing_code":"70450","x":secret}},"secret""#,
        item(&entry("1", bad))
    );
    let seen = read(&file(&items));
    assert_eq!(seen.rejects.len(), 5);
    for (.., fault) in &seen.rejects {
        assert!(!fault.message.contains("secret"), "{}", fault.message);
    }
}

#[test]
fn every_arrangement_gives_rows_and_what_is_inside_a_bundle_none() {
    let rates = entry("1", &price("1"));
    let inside = format!(r#"[{{"billing_code":"70551","negotiated_rates":[{rates}]}}]"#);
    for arrangement in ["bundle", "capitation", "FFS"] {
        for list in ["bundled_codes", "covered_services"] {
            let text = file(&format!(
                r#"{{"{list}":{inside},"negotiated_rates":[{rates}],"billing_code":"70450","negotiation_arrangement":"{arrangement}"}}"#
            ));
            let rows = read(&text).rows;
            assert_eq!(rows.len(), 1);
            assert_eq!(rows[0].code, "70450");
            assert_eq!(rows[0].arrangement, Some(arrangement.to_lowercase()));
        }
    }
}

#[test]
fn codes_match_trimmed_in_any_case() {
    let rates = entry("1", &price("1"));
    let items = [
        format!(
            r#"{{"billing_code":70450,"billing_code_type":"hcpcs","negotiated_rates":[{rates}]}}"#
        ),
        format!(
            r#"{{"billing_code":" 70551\t","billing_code_type":null,"negotiated_rates":[{rates}]}}"#
        ),
        format!(r#"{{"billing_code":"7\u0030551","negotiated_rates":[{rates}]}}"#),
        item_of("99213", &rates),
        item_of("070450", &rates),
        item_of("", &rates),
    ];
    let seen = read(&file(&items.join(",")));
    let codes: Vec<_> = seen
        .rows
        .iter()
        .map(|row| (row.code.as_str(), row.code_type.as_deref()))
        .collect();
    assert_eq!(
        codes,
        [("70450", Some("HCPCS")), ("70551", None), ("70551", None)]
    );
    assert_eq!((seen.facts.records, seen.facts.records_wanted), (6, 3));
    assert_eq!(seen.reject_codes(), [RejectCode::MissingField]);
}

#[test]
fn ranges_and_wildcards_are_counted() {
    let rates = entry("1", &price("1"));
    let codes = [
        "70452-70498",
        " C8900 - c8936 ",
        "CSTM-00",
        "cstm-all",
        "450-1",
        "0001",
    ];
    let items = codes.map(|code| item_of(code, &rates)).join(",");
    let seen = read(&file(&items));
    assert!(seen.rows.is_empty() && seen.rejects.is_empty());
    assert_eq!(
        seen.facts.passed_over,
        [("code_range", 2), ("code_wildcard", 2)]
    );
}

#[test]
fn the_header_may_stand_anywhere() {
    let expected = |seen: super::support::Seen| {
        let facts = seen.facts;
        assert_eq!(facts.entity.as_deref(), Some("Acme"));
        assert_eq!(facts.payer.as_deref(), Some("Issuer \"1\""));
        assert_eq!(facts.last_updated_on.unwrap().to_string(), "2025-06-23");
        assert_eq!(facts.schema_version.as_deref(), Some("2.0.0"));
        assert!(facts.warnings.is_empty());
    };
    let fields = r#""issuer_name":" Issuer \"1\" ","last_updated_on":"2025-06-23T00:00:00-05:00""#;
    expected(read(&file_with(&format!("{fields},"), "")));
    let text = file("");
    expected(read(&format!(
        "{},{fields}}}",
        text.strip_suffix('}').unwrap()
    )));
}

#[test]
fn a_header_that_cannot_be_used_is_a_warning() {
    let text = r#"{"reporting_entity_name":"A","reporting_entity_name":"B","last_updated_on":"soon","version":1,"issuer_name":[],"in_network":[]}"#;
    let facts = read(text).facts;
    assert_eq!(facts.entity.as_deref(), Some("A"));
    assert_eq!(facts.payer.as_deref(), Some("A"));
    assert_eq!(facts.schema_version.as_deref(), Some("1"));
    assert_eq!(facts.last_updated_on, None);
    assert_eq!(facts.warnings.len(), 3, "{:?}", facts.warnings);
}
