//! Providers of a rate: groups, references, networks, and separate reference files.

use super::support::{
    EIN, NPI_A, NPI_B, Seen, entry, file, group, item, price, read, reference, try_read_in_folder,
};
use crate::reading::reject::RejectCode;

const STRANGER: u64 = 1_999_999_999;

/// A file with some references, and one rate that cites ids.
fn citing(references: &str, ids: &str) -> Seen {
    let rates = item(&entry(ids, &price("1")));
    read(&format!(
        r#"{{"provider_references":[{references}],"in_network":[{rates}]}}"#
    ))
}

/// A rate of one inline group, given as JSON.
fn inline(groups: &str) -> Seen {
    read(&file(&item(&format!(
        r#"{{"negotiated_prices":[{}],"provider_groups":{groups}}}"#,
        price("1")
    ))))
}

#[test]
fn every_registered_npi_of_every_group_gives_a_row() {
    let groups = [
        group(&[NPI_A, NPI_B, STRANGER], "999999999"),
        group(&[NPI_A], "888888888"),
        group(&[STRANGER, STRANGER + 1], "777777777"),
    ];
    let seen = inline(&format!("[{}]", groups.join(",")));
    let rows: Vec<_> = seen
        .rows
        .iter()
        .map(|row| (row.npi, row.tin.as_deref()))
        .collect();
    assert_eq!(
        rows,
        [
            (Some(NPI_B), Some("999999999")),
            (Some(NPI_A), Some("999999999")),
            (Some(NPI_A), Some("888888888")),
        ]
    );
    assert!(seen.rows.iter().all(|row| row.group_size == 4));
}

#[test]
fn a_registered_tin_gives_one_row_when_none_of_its_npis_is() {
    let ein = EIN.to_string();
    assert_eq!(
        inline(&format!("[{}]", group(&[0], &ein))).providers(),
        [(None, 0)]
    );
    assert_eq!(
        inline(&format!("[{}]", group(&[STRANGER], "74-2345678"))).providers(),
        [(None, 1)]
    );
    assert_eq!(
        inline(&format!("[{}]", group(&[NPI_A], &ein))).providers(),
        [(Some(NPI_A), 1)]
    );
    assert_eq!(
        inline(r#"[{"tin":{"type":"EIN","value":742345678}}]"#).providers(),
        [(None, 0)]
    );
    assert!(
        inline(r#"[{"npi":[],"tin":{"type":"npi","value":"742345678"}}]"#)
            .rows
            .is_empty()
    );
    let by_npi = inline(&format!(
        r#"[{{"npi":null,"tin":{{"type":"npi","value":"{NPI_A}"}}}}]"#
    ));
    assert_eq!(by_npi.providers(), [(None, 0)]);
    assert_eq!(by_npi.rows[0].tin_type.as_deref(), Some("npi"));
}

#[test]
fn tins_lose_their_hyphens_where_they_have_as_many_digits() {
    for (stated, shown) in [
        ("11-1111111", "111111111"),
        ("123-456-7893", "1234567893"),
        ("88-88", "88-88"),
        ("AB-1111111", "AB-1111111"),
        (" 999999999 ", "999999999"),
    ] {
        let seen = inline(&format!("[{}]", group(&[NPI_A], stated)));
        assert_eq!(seen.rows[0].tin.as_deref(), Some(shown));
    }
}

#[test]
fn npis_may_be_numbers_or_texts_repeated_or_none() {
    let npis = format!(r#"[{NPI_A},"{NPI_A}"," {NPI_B} ",{NPI_A}.0,0,"0","",null,1]"#);
    let seen = inline(&format!(r#"[{{"npi":{npis}}}]"#));
    assert_eq!(seen.providers(), [(Some(NPI_B), 3), (Some(NPI_A), 3)]);
    assert_eq!(seen.rows[0].tin, None);
    let seen = inline(&format!(
        r#"[{{"npi":["abc",-1,1.5,99999999999,true,{{"a":1}},{NPI_A}]}}]"#
    ));
    assert_eq!(seen.providers(), [(Some(NPI_A), 1)]);
    assert_eq!(seen.passed_over("invalid_npi"), 6);
    assert_eq!(
        inline(&format!(r#"[{{"npi":{NPI_A}}}]"#)).providers(),
        [(Some(NPI_A), 1)]
    );
}

#[test]
fn missing_lists_name_no_provider() {
    for groups in [
        "null",
        "[]",
        "[null]",
        "[{}]",
        r#"[{"tin":null,"npi":null}]"#,
    ] {
        let seen = inline(groups);
        assert!(seen.rows.is_empty() && seen.rejects.is_empty(), "{groups}");
    }
}

#[test]
fn the_size_of_a_group_counts_each_npi_of_all_references_once() {
    let references = [
        reference("1", &[NPI_A, STRANGER]),
        reference("2", &[STRANGER, STRANGER + 1, STRANGER + 2]),
        reference("3", &[0, STRANGER + 3]),
    ];
    let references = references.join(",");
    assert_eq!(citing(&references, "1").providers(), [(Some(NPI_A), 2)]);
    assert_eq!(citing(&references, "1,2").providers(), [(Some(NPI_A), 4)]);
    assert_eq!(
        citing(&references, "3,1,2,1").providers(),
        [(Some(NPI_A), 5)]
    );
    assert!(citing(&references, "2,3").rows.is_empty());
}

#[test]
fn references_and_inline_groups_add_up() {
    let rates = format!(
        r#"{{"provider_references":[1],"provider_groups":[{}],"negotiated_prices":[{}]}}"#,
        group(&[NPI_B, STRANGER], "1"),
        price("1")
    );
    assert_eq!(
        read(&file(&item(&rates))).providers(),
        [(Some(NPI_A), 3), (Some(NPI_B), 3)]
    );
}

#[test]
fn a_reference_is_found_by_number_or_text() {
    for (id, cited) in [
        ("7", "7"),
        ("7", "\"7\""),
        ("\" 7 \"", "7.0"),
        ("302.0000014545", "302.0000014545"),
        ("\"west\"", "\"west\""),
        ("-1", "-1"),
        ("0", "0"),
        ("1e3", "1e3"),
        ("99999999999999999999999", "99999999999999999999999"),
    ] {
        let seen = citing(&reference(id, &[NPI_A]), cited);
        assert_eq!(seen.rows.len(), 1, "{id} {cited}");
    }
    for (id, cited) in [
        ("7", "70"),
        ("\"007\"", "7"),
        ("302.1", "302.11"),
        ("10", "1"),
    ] {
        assert!(
            citing(&reference(id, &[NPI_A]), cited).rows.is_empty(),
            "{id} {cited}"
        );
    }
}

#[test]
fn an_unknown_reference_is_a_reject_and_the_others_stand() {
    let seen = citing(&reference("1", &[NPI_A]), "1,5,6");
    assert_eq!(seen.rows.len(), 1);
    assert_eq!(
        seen.reject_fields(),
        [(
            RejectCode::UnknownReference,
            "negotiated_rates[0].provider_references"
        )]
    );
}

#[test]
fn of_references_with_one_id_the_first_counts() {
    let references = [reference("1", &[NPI_A]), reference("\"1\"", &[NPI_B])].join(",");
    let seen = citing(&references, "1");
    assert_eq!(seen.providers(), [(Some(NPI_A), 1)]);
    assert_eq!(
        seen.reject_fields(),
        [(RejectCode::Duplicate, "provider_references")]
    );
    assert_eq!(seen.rejects[0].0, 2);
}

#[test]
fn every_network_of_a_reference_gives_a_row() {
    let reference = |names: &str| {
        reference("1", &[NPI_A]).replacen('{', &format!(r#"{{"network_name":{names},"#), 1)
    };
    let networks = |names: &str| -> Vec<Option<String>> {
        let rows = citing(&reference(names), "1").rows;
        rows.into_iter().map(|row| row.network).collect()
    };
    let text = |text: &str| Some(text.to_owned());
    assert_eq!(
        networks(r#"["PPO"," Blue \"Choice\" "]"#),
        [text("PPO"), text("Blue \"Choice\"")]
    );
    assert_eq!(networks(r#""PPO""#), [text("PPO")]);
    assert_eq!(networks(r#"[""]"#), [None]);
    assert_eq!(networks("null"), [None]);
}

/// A folder with files of one group each.
fn folder(files: &[(&str, u64)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (path, npi) in files {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        let text = format!(
            r#"{{"version":"1","provider_groups":[{}]}}"#,
            group(&[*npi], "1")
        );
        std::fs::write(path, text).unwrap();
    }
    folder
}

fn located(folder: &std::path::Path, location: &str) -> Seen {
    let text = format!(
        r#"{{"provider_references":[{{"provider_group_id":1,"location":"{location}"}}],"in_network":[{}]}}"#,
        item(&entry("1", &price("1")))
    );
    try_read_in_folder(folder, text.as_bytes(), 64).unwrap()
}

#[test]
fn a_reference_elsewhere_is_read_from_a_file_of_that_name_in_the_folder_or_below() {
    let folder = folder(&[
        ("a.json", NPI_A),
        ("below/b.json", NPI_B),
        ("below/a.json", NPI_B),
    ]);
    for (location, npi) in [
        ("https://example.com/x/a.json", NPI_A),
        ("https://example.com/a.json?token=/secret#top", NPI_A),
        ("b.json", NPI_B),
    ] {
        let seen = located(folder.path(), location);
        assert_eq!(seen.providers(), [(Some(npi), 1)], "{location}");
        assert!(seen.facts.passed_over.is_empty());
    }
}

#[test]
fn a_reference_elsewhere_that_is_not_here_is_counted() {
    let outside = folder(&[("folder/own.json", NPI_A), ("secret.json", NPI_A)]);
    let inside = outside.path().join("folder");
    std::os::unix::fs::symlink(outside.path().join("secret.json"), inside.join("link.json"))
        .unwrap();
    std::os::unix::fs::symlink(outside.path(), inside.join("linked")).unwrap();
    for location in [
        "https://example.com/missing.json",
        "../secret.json",
        "secret.json",
        "link.json",
        "https://example.com/",
        "..",
        ".",
        "linked",
        "/etc/passwd",
        "own.json/",
        "OWN.json",
    ] {
        let seen = located(&inside, location);
        assert!(
            seen.rows.is_empty() && seen.rejects.is_empty(),
            "{location}"
        );
        assert_eq!(seen.passed_over("remote_reference"), 1, "{location}");
    }
}

#[test]
fn a_file_of_references_that_cannot_be_used_rejects_its_reference() {
    let folder = tempfile::tempdir().unwrap();
    for (text, code) in [
        ("", RejectCode::Malformed),
        ("<html>", RejectCode::Malformed),
        (r#"{"provider_groups":["#, RejectCode::Malformed),
        (
            r#"{"provider_groups":[],"provider_groups":[]}"#,
            RejectCode::DuplicateField,
        ),
        (
            &format!("{{\"a\":{}}}", " ".repeat(17 << 20)),
            RejectCode::TooLong,
        ),
    ] {
        std::fs::write(folder.path().join("a.json"), text).unwrap();
        let seen = located(folder.path(), "a.json");
        assert_eq!(seen.reject_codes(), [code, RejectCode::UnknownReference]);
    }
}
