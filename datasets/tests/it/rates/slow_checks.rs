//! The slow readers on files small enough to be worked out by hand.

use super::row::{PlainFile, Row};
use super::slow_hospital::ein_of;
use super::slow_payer::tin_digits;
use super::wanted::Wanted;
use super::{slow_hospital, slow_payer, slow_table};

const NPI: [&str; 3] = ["1234567893", "1679576722", "1000000004"];

fn wanted() -> Wanted {
    Wanted::new(
        [NPI[0].to_owned(), NPI[1].to_owned()],
        ["742345678".to_owned()],
    )
}

fn file(name: &str, contents: &str) -> PlainFile {
    PlainFile {
        name: name.to_owned(),
        blake3: "hash".to_owned(),
        folder: "/nowhere".into(),
        contents: contents.as_bytes().to_vec(),
    }
}

#[test]
fn a_payer_file_by_hand() {
    let contents = r#"{
        "in_network":[
          {"billing_code":" 70551","billing_code_type":"Cpt","negotiation_arrangement":"FFS","negotiated_rates":[
            {"provider_references":[7,8],"provider_groups":[{"npi":["1679576722",1679576722,0,5],"tin":{"type":"ein","value":"11-1111111"}}],
             "negotiated_prices":[
              {"negotiated_rate":"1.00005","negotiated_type":"Fee Schedule","billing_class":"Professional","setting":"outpatient",
               "service_code":["11","49"],"billing_code_modifier":["tc"],"expiration_date":"9999-12-31"},
              {"negotiated_rate":2,"expiration_date":"never"},{"negotiated_rate":"N/A"}]},
            {"provider_references":[7],"negotiated_prices":[{"negotiated_rate":3}],"negotiated_prices":[]}]},
          {"billing_code":"99213","negotiated_rates":[{"provider_references":[7],"negotiated_prices":[{"negotiated_rate":9}]}]}],
        "provider_references":[
          {"provider_group_id":7,"network_name":["B","A"],"provider_groups":[
            {"npi":[1234567893,1000000004],"tin":{"type":"EIN","value":"742345678"}},
            {"npi":[1000000004],"tin":{"type":"ein","value":"74-2345678"}},
            {"npi":[1000000004],"tin":{"type":"ein","value":"999999999"}}]}],
        "reporting_entity_name":"Acme","last_updated_on":"2026-10-01T00:00:00Z","version":"2.0.0"}"#;
    let rows = slow_payer::rows(&file("f.json", contents), &wanted()).unwrap();
    let row = Row {
        source: "payer_file".to_owned(),
        file: "f.json".to_owned(),
        file_blake3: "hash".to_owned(),
        entity: Some("Acme".to_owned()),
        payer: Some("Acme".to_owned()),
        last_updated_on: Some("2026-10-01".to_owned()),
        schema_version: Some("2.0.0".to_owned()),
        code_type: Some("CPT".to_owned()),
        code: "70551".to_owned(),
        arrangement: Some("ffs".to_owned()),
        negotiated_type: Some("fee schedule".to_owned()),
        rate: 10_001,
        billing_class: Some("professional".to_owned()),
        setting: Some("outpatient".to_owned()),
        service_codes: vec!["11".to_owned(), "49".to_owned()],
        modifiers: vec!["TC".to_owned()],
        expires_on: Some("9999-12-31".to_owned()),
        tin_type: Some("ein".to_owned()),
        group_size: 4,
        ..Row::default()
    };
    let of = |network: Option<&str>, tin: &str, npi: Option<&str>| Row {
        network_name: network.map(str::to_owned),
        tin: Some(tin.to_owned()),
        npi: npi.map(str::to_owned),
        ..row.clone()
    };
    let expected = [
        of(None, "111111111", Some(NPI[1])),
        of(Some("A"), "742345678", Some(NPI[0])),
        of(Some("A"), "742345678", None),
        of(Some("B"), "742345678", Some(NPI[0])),
        of(Some("B"), "742345678", None),
    ];
    assert_eq!(rows, expected.into());
}

const HOSPITAL: &str = "hospital_name,Last_Updated_On,version,type_2_npi,license_number|TX,attestation\n\
    West Mercy,4/1/2026,3.0.0,1234567893 | 1000000004,1,TRUE\n";

/// The rows of the examples below: a rate of 400 dollars as a fee schedule, and one of 85.5 per
/// cent.
fn hospital_rows(network: Option<&str>) -> Vec<Row> {
    let row = Row {
        source: "hospital_file".to_owned(),
        file: "742345678_west.x".to_owned(),
        file_blake3: "hash".to_owned(),
        entity: Some("West Mercy".to_owned()),
        payer: Some("Platform".to_owned()),
        network_name: network.map(str::to_owned),
        last_updated_on: Some("2026-04-01".to_owned()),
        schema_version: Some("3.0.0".to_owned()),
        code_type: Some("CPT".to_owned()),
        code: "70551".to_owned(),
        setting: Some("outpatient".to_owned()),
        modifiers: vec!["TC".to_owned(), "50".to_owned()],
        tin_type: Some("ein".to_owned()),
        tin: Some("742345678".to_owned()),
        npi: Some(NPI[0].to_owned()),
        group_size: 2,
        ..Row::default()
    };
    let of = |kind: &str, rate| Row {
        negotiated_type: Some(kind.to_owned()),
        rate,
        ..row.clone()
    };
    vec![of("fee schedule", 4_000_000), of("percentage", 855_000)]
}

#[test]
fn a_tall_table_by_hand() {
    let contents = format!(
        "{HOSPITAL}code|1,code|1|type,Code | 2,code|2|type,modifiers,setting,standard_charge|gross,payer_name,plan_name,\
         standard_charge | negotiated_dollar,standard_charge|negotiated_percentage,standard_charge|methodology\n\
         611,RC,70551,cpt,tc | 50,Outpatient,9,Platform,PPO,400,85.5,Fee schedule\n\
         611,RC,70551,cpt,tc | 50,Outpatient,9,Platform,PPO,$400,,Fee schedule\n\
         611,RC,70551,cpt,ragged\n,,,,,,,,,,,\n"
    );
    let rows = slow_table::rows(&file("742345678_west.x", &contents), &wanted()).unwrap();
    assert_eq!(rows, hospital_rows(Some("PPO")).into_iter().collect());
}

#[test]
fn a_wide_table_by_hand() {
    let contents = format!(
        "{HOSPITAL}code|1,code|1|type,modifiers,setting,standard_charge|Platform|negotiated_dollar,\
         standard_charge | platform | negotiated_percentage,standard_charge|Platform||methodology,standard_charge|Other|HMO|negotiated_dollar\n\
         70551,CPT,TC|50,outpatient,400.00,85.5,fee schedule,\n"
    );
    let rows = slow_table::rows(&file("742345678_west.x", &contents), &wanted()).unwrap();
    assert_eq!(rows, hospital_rows(None).into_iter().collect());
}

#[test]
fn a_hospital_json_by_hand() {
    let contents = r#"{"standard_charge_information":[
        {"code_information":[{"code":"611","type":"RC"},{"code":"70551","type":"cpt"}],"standard_charges":[
          {"setting":"outpatient","gross_charge":5,"modifier_code":["tc","50"],"payers_information":[
            {"payer_name":"Platform","plan_name":"PPO","standard_charge_dollar":400,"standard_charge_percentage":"85.5","methodology":"fee schedule"},
            {"payer_name":"Platform","plan_name":"PPO","standard_charge_algorithm":"x","median_amount":1}]}]},
        {"code_information":[{"code":"70551","code":"70551"}],"standard_charges":[{"payers_information":[{"standard_charge_dollar":1}]}]}],
        "hospital_name":"West Mercy","last_updated_on":"2026-04-01","version":"3.0.0","type_2_npi":["1234567893",1000000004,"1234567893"]}"#;
    let rows = slow_hospital::rows(&file("742345678_west.x", contents), &wanted()).unwrap();
    assert_eq!(rows, hospital_rows(Some("PPO")).into_iter().collect());
}

#[test]
fn a_hospital_without_registered_npi_is_known_by_the_ein_in_its_name() {
    let contents =
        format!("{HOSPITAL}code|1,payer_name,standard_charge|negotiated_dollar\n70551,P,1\n")
            .replace(NPI[0], "1111111111");
    let rows = |name: &str| slow_table::rows(&file(name, &contents), &wanted()).unwrap();
    let row = rows("742345678_west.csv").pop_first().unwrap();
    assert_eq!(
        (row.npi, row.tin.as_deref(), row.group_size),
        (None, Some("742345678"), 2)
    );
    assert!(rows("west.csv").is_empty() && rows("999999999_west.csv").is_empty());
}

#[test]
fn numbers_of_taxpayers_lose_their_hyphens_when_they_are_whole() {
    for (stated, expected) in [
        ("11-1111111", "111111111"),
        ("1234567893", "1234567893"),
        ("AB-1234567", "AB-1234567"),
        ("12-34", "12-34"),
    ] {
        assert_eq!(tin_digits(stated), expected);
    }
    assert_eq!(ein_of("742345678_x.csv").as_deref(), Some("742345678"));
    assert_eq!(ein_of("74-2345678_x.csv").as_deref(), Some("742345678"));
    assert_eq!(ein_of("7423456789_x.csv"), None);
    assert_eq!(ein_of("7-42345678_x.csv"), None);
}
