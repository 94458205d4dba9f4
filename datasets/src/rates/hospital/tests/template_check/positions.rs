//! Positions of remarks. Remarks do not change the result of reading.

use super::sample_files::{Sheet, changed, v3_document};
use crate::rates::file_remark::FileRemark;
use crate::rates::hospital::tests::{read_csv, read_csv_unchecked, read_json, read_json_unchecked};
use crate::rates::stated_rate::FileFacts;
use serde_json::json;

fn only(remarks: &[FileRemark]) -> &FileRemark {
    assert_eq!(remarks.len(), 1, "{remarks:#?}");
    &remarks[0]
}

#[test]
fn a_remark_has_its_first_record_and_its_count() {
    let sheet = Sheet::v3();
    let [_, row] = sheet.with(&[("setting", "")]).table();
    let text = sheet.text();
    let twice = format!("{text}{row}{row}");
    let outcome = read_csv(&twice);
    let remark = only(&outcome.facts.remarks);
    assert_eq!(
        (remark.record, remark.position),
        (Some(2), Some(text.len() as u64))
    );
    assert_eq!(remark.count, 2);
    assert_eq!(
        remark.message,
        "setting is missing or blank: state inpatient, outpatient or both"
    );
}

#[test]
fn a_remark_about_json_has_the_path_of_the_field() {
    let at = "standard_charge_information/0/standard_charges/0/payers_information/1/median_amount";
    let text = changed(v3_document(), at, None).to_string();
    let outcome = read_json(&text);
    let remark = only(&outcome.facts.remarks);
    let position = text.find("{\"code_information").expect("the item") as u64;
    assert_eq!((remark.record, remark.position), (Some(1), Some(position)));
    assert!(
        remark
            .message
            .starts_with("standard_charges[0].payers_information[1].median_amount is missing: "),
        "{}",
        remark.message
    );
}

#[test]
fn a_remark_about_the_header_has_no_record_and_a_position_if_the_field_is_there() {
    let text = changed(v3_document(), "version", Some(json!("2.0.0"))).to_string();
    let outcome = read_json(&text);
    let remark = only(&outcome.facts.remarks);
    let position = text.find("\"2.0.0\"").expect("the version") as u64;
    assert_eq!((remark.record, remark.position), (None, Some(position)));
    let outcome = read_json(changed(v3_document(), "version", None).to_string());
    let remark = only(&outcome.facts.remarks);
    assert_eq!((remark.record, remark.position), (None, None));
    let sheet = Sheet::v3().with_fact("hospital_name", Some(("hospital_name", "")));
    let outcome = read_csv(sheet.text());
    let remark = only(&outcome.facts.remarks);
    let position = sheet.top()[0].len() as u64;
    assert_eq!((remark.record, remark.position), (None, Some(position)));
}

#[test]
fn names_with_line_ends_are_reported_on_one_line() {
    let sheet = Sheet::v3().with_column("standard_charge|gross", Some("standard\ncharge|gross"));
    let outcome = read_csv(sheet.text());
    let message = &only(&outcome.facts.remarks).message;
    assert!(
        message.starts_with("standard charge|gross has blanks"),
        "{message}"
    );
}

#[test]
fn without_check_only_the_header_is_checked() {
    let sheet = Sheet::v3().with(&[("setting", "ER")]);
    let sheet = sheet.with_fact("attester_name", None);
    let at = "standard_charge_information/0/standard_charges/0/setting";
    let document = changed(v3_document(), at, Some(json!("ER")));
    let document = changed(document, "attestation/attester_name", None);
    let words = |facts: &FileFacts| -> Vec<String> {
        let remarks = facts.remarks.iter();
        remarks.map(|remark| remark.word.clone()).collect()
    };
    let (csv, json) = (sheet.text(), document.to_string());
    let unchecked = [read_csv_unchecked(&csv), read_json_unchecked(&json)];
    for (unchecked, checked) in unchecked.iter().zip([read_csv(&csv), read_json(&json)]) {
        assert_eq!(words(&unchecked.facts), ["attester-name-missing"]);
        assert_eq!(checked.rates, unchecked.rates);
        assert_eq!(checked.rejects, unchecked.rejects);
        assert!(words(&checked.facts).contains(&"setting-unknown".to_owned()));
    }
}

#[test]
fn rejected_records_get_no_remark() {
    let sheet = Sheet::v3();
    let outcome = read_csv(format!("{}short,row\n", sheet.text()));
    assert_eq!(
        (outcome.rejects.len(), outcome.facts.remarks),
        (1, Vec::new())
    );
    let text = v3_document().to_string();
    let items = "\"standard_charge_information\":[";
    let broken = text.replacen(
        items,
        &format!("{items}{{\"description\":1,\"description\":2}},"),
        1,
    );
    let outcome = read_json(broken);
    assert_eq!(
        (outcome.rejects.len(), outcome.facts.remarks),
        (1, Vec::new())
    );
}
