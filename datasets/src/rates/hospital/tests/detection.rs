//! Detection of formats from the first kilobytes.

use crate::rates::hospital::{Detection, HospitalFormat, detect};

fn detected(head: &str) -> String {
    match detect(head.as_bytes()) {
        Detection::Hospital(HospitalFormat::CsvTall) => "tall".to_owned(),
        Detection::Hospital(HospitalFormat::CsvWide) => "wide".to_owned(),
        Detection::Hospital(HospitalFormat::Json) => "json".to_owned(),
        Detection::Legacy(fault) => format!("legacy {fault}"),
        Detection::Other => "other".to_owned(),
    }
}

const FACTS: &str =
    "hospital_name,last_updated_on,version,hospital_location\nMercy,2025-01-01,2.0.0,Mercy\n";

#[test]
fn tall_and_wide_tables_are_distinguished_by_their_columns() {
    let tall = "description,code|1,payer_name,plan_name,standard_charge|negotiated_dollar\n";
    let wide = "description,code|1,standard_charge|A|P|negotiated_dollar\n";
    for (head, expected) in [
        (format!("{FACTS}{tall}"), "tall"),
        (format!("\u{feff}{FACTS}{wide}"), "wide"),
        (tall.to_owned(), "tall"),
        (wide.to_uppercase(), "wide"),
        (format!("{FACTS}{}", &wide[..20]), "wide"),
        (FACTS.to_owned(), "wide"),
        (FACTS[..40].to_owned(), "wide"),
        (
            "hospital_name,last_updated_on,version,\"To the best of its".to_owned(),
            "wide",
        ),
    ] {
        assert_eq!(detected(&head), expected, "{head}");
    }
}

#[test]
fn json_files_are_recognized_by_their_keys_in_any_order() {
    for (head, expected) in [
        (r#"{"hospital_name":"Mercy","#, "json"),
        (
            r#"{"version":"2.0.0","last_updated_on":"2025-01-01","license_information":{"#,
            "json",
        ),
        (r#" {"standard_charge_information":[{"a":"#, "json"),
        (r#"{"modifier_information":[{"a":[{}]}],"x":1"#, "json"),
        (
            r#"{"reporting_entity_name":"A","version":"2.0.0"}"#,
            "other",
        ),
        (
            r#"{"version":"2.0.0","in_network":[{"hospital_name":1"#,
            "other",
        ),
        (r#"{"version":"2.0.0"}"#, "other"),
        (r#"{"registration_id":"OPT-1","name":"x"}"#, "other"),
        ("[1,2]", "other"),
        ("{", "other"),
    ] {
        assert_eq!(detected(head), expected, "{head}");
    }
}

#[test]
fn layouts_older_than_the_template_are_reported_as_such() {
    for head in [
        "CDM Item Number,Service Description,Gross Charge,Discounted Cash Price,Payer Negotiated Charge: Cigna\n1,a,2,3,4\n",
        "DESCRIPTION, Price \nCOLOSTOMY WAFFER,16.8\n",
        "Some Rehabilitation Hospital,,\n\"1736 Main St.\",,\nPATIENT_TYPE,SHOPPABLE_SERVICES,GROSS_CHARGE\n",
        "SVCCD,Description,CPT,GROSS CHARGE,DE-IDENTIFIED MIN\n",
        r#"{"name":"Resolute","code":"73721","code type":"cpt","gross charge":"5572.00"}"#,
        r#"[{"description":"x","code":"73721","gross_charge":"5572.00"}]"#,
    ] {
        let found = detected(head);
        assert!(
            found.starts_with("legacy is a hospital price list"),
            "{head}: {found}"
        );
        assert!(found.contains("standard_charge"), "{found}");
    }
}

#[test]
fn other_files_are_not_hospital_files() {
    for head in [
        "",
        " \n",
        "registration_id,npi,network,code,modifier,component,amount,low,high\n",
        "network,plan,name,product,market\n",
        "<!DOCTYPE html><html></html>",
        "\u{0}\u{1}\u{2}",
        "\"",
    ] {
        assert_eq!(detected(head), "other", "{head}");
    }
}
