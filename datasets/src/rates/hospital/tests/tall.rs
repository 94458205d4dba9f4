//! Tall tables: one row for each item, payer and plan.

use super::{csv_fault, read_csv};

const FACTS: &str = "hospital_name,last_updated_on,version,hospital_location,hospital_address,license_number | DE,\"To the best of its knowledge, the hospital has included all\"\n\
    Mercy,2025-01-01,2.0.0,Mercy,\"100 Drive, Newark\",08-4002,true\n";
const COLUMNS: &str = "description,code|1,code|1|type,code|2,code|2|type,modifiers,setting,billing_class,drug_unit_of_measurement,drug_type_of_measurement,standard_charge|gross,standard_charge|discounted_cash,payer_name,plan_name,standard_charge|negotiated_dollar,standard_charge|negotiated_percentage,standard_charge|negotiated_algorithm,estimated_amount,standard_charge|min,standard_charge|max,standard_charge|methodology,additional_generic_notes\n";

fn file(rows: &str) -> String {
    format!("{FACTS}{COLUMNS}{rows}")
}

#[test]
fn a_row_gives_a_rate_for_its_dollar_amount_and_one_for_its_percentage() {
    let outcome = read_csv(file(
        "MRI,611,RC,70551,cpt,26|tc,Outpatient,Facility,,,1200,1080,Aetna, PPO ,400.125,55.5,,410,250,400,Case rate,note\n\
         Knee,73721,CPT,,,,both,,,,,,Cigna,,105,,,,,,fee schedule,\n\
         Head,70450,CPT,,,,inpatient,,,,,,Cigna,HMO,900,,,,,,Per Diem,\n",
    ));
    assert_eq!(
        outcome.rates,
        [
            "Aetna | PPO | CPT 70551 | negotiated 400.125 | facility | outpatient | 26+TC | 631282722 of 0",
            "Aetna | PPO | CPT 70551 | percentage 55.5 | facility | outpatient | 26+TC | 631282722 of 0",
            "Cigna | - | CPT 73721 | fee schedule 105 | - | both |  | 631282722 of 0",
            "Cigna | HMO | CPT 70450 | per diem 900 | - | inpatient |  | 631282722 of 0",
        ]
    );
    assert_eq!(outcome.rejects, [""; 0]);
    assert_eq!(
        (outcome.facts.records, outcome.facts.records_wanted),
        (3, 3)
    );
    assert_eq!(outcome.facts.passed_over, []);
    assert_eq!(outcome.facts.entity.as_deref(), Some("Mercy"));
    assert_eq!(outcome.facts.schema_version.as_deref(), Some("2.0.0"));
    assert_eq!(outcome.facts.last_updated_on, "2025-01-01".parse().ok());
    assert_eq!(outcome.facts.warnings, [""; 0]);
}

#[test]
fn a_row_with_two_codes_of_the_catalog_gives_rates_for_both() {
    let outcome = read_csv(file("x, 70450 ,CPT,g0297,,,,,,,,,A,P,1,,,,,,,\n"));
    assert_eq!(
        outcome.rates,
        [
            "A | P | CPT 70450 | negotiated 1 | - | - |  | 631282722 of 0",
            "A | P | - G0297 | negotiated 1 | - | - |  | 631282722 of 0",
        ]
    );
    assert_eq!(outcome.facts.records_wanted, 1);
}

#[test]
fn records_without_a_rate_are_counted_and_give_no_row() {
    let outcome = read_csv(file(
        "algorithm,70551,CPT,,,,outpatient,,,,1,1,A,P,,,110% of cost,410,,,other,\n\
         gross alone,70551,CPT,,,,outpatient,,,,1200,1080,,,,,,,250,400,,\n\
         range,70452-70498,CPT,CSTM-00,CSTM-ALL,,outpatient,,,,,,A,P,5,,,,,,,\n\
         another code,99999,CPT,,,,outpatient,,,,,,A,P,not looked at,,,,,,,\n\
         no code,,,,,TC,,,,,,,A,P,,,70% of the rate,,,,,\n",
    ));
    assert_eq!((outcome.rates.len(), outcome.rejects.len()), (0, 0));
    assert_eq!(
        outcome.facts.passed_over,
        [
            ("algorithm_only", 1),
            ("code_range", 1),
            ("code_wildcard", 1),
            ("no_negotiated_charge", 1)
        ]
    );
    assert_eq!(
        (outcome.facts.records, outcome.facts.records_wanted),
        (5, 2)
    );
}

#[test]
fn amounts_are_plain_decimals_and_others_are_rejected_alone() {
    let outcome = read_csv(file(
        "x,70551,CPT,,,,,,,,,,A,P,\"$1,234.56\",40,,,,,,\n\
         x,70551,CPT,,,,,,,,,,A,Q,\"1,234\",50%,,,,,,\n\
         x,70551,CPT,,,,,,,,,,A,R,N/A,,,,,,,\n\
         x,70551,CPT,,,,,,,,,,A,S,100000000000000,,,,,,,\n",
    ));
    assert_eq!(
        outcome.rates,
        ["A | P | CPT 70551 | percentage 40 | - | - |  | 631282722 of 0"]
    );
    let dollar =
        "standard_charge|negotiated_dollar: must be a plain decimal such as 412.00 or 4.12e2";
    let percentage = dollar.replace("dollar", "percentage");
    assert_eq!(
        outcome.rejects,
        [
            format!("1 invalid_amount {dollar}"),
            format!("2 invalid_amount {dollar}"),
            format!("2 invalid_amount {percentage}"),
            format!("3 invalid_amount {dollar}"),
            "4 invalid_amount standard_charge|negotiated_dollar: must be below 100 000 000 000 000"
                .to_owned(),
        ]
    );
}

#[test]
fn placeholders_zero_and_negative_amounts_are_rates() {
    let outcome = read_csv(file(
        "x,70551,CPT,,,,,,,,,,A,P,999999999,,,999999999,,,,\n\
         x,70551,CPT,,,,,,,,,,A,P,0,105.000,,,,,,\n\
         x,70551,CPT,,,,,,,,,,,,-5,,,,,,,\n",
    ));
    assert_eq!(outcome.rates.len(), 4);
    assert_eq!(
        outcome.rates[3],
        "- | - | CPT 70551 | negotiated -5 | - | - |  | 631282722 of 0"
    );
    assert_eq!(outcome.rejects, [""; 0]);
}

#[test]
fn line_ends_are_allowed_in_notes_and_rejected_in_cells_that_are_used() {
    let outcome = read_csv(file(
        "\"MRI\r\nbrain\",70551,CPT,,,,,,,,,,A,P,5,,,,,,,\"first\nsecond, \"\"third\"\"\"\r\n\
         x,70551,CPT,,,,,,,,,,\"A\nB\",P,5,,,,,,,\r\n\
         x,70551,CPT,,,,\"out\npatient\",,,,,,A,P,5,,,,,,,\r\n\
         x,70551,CPT,,,,,,,,,,\" A\n\",P,6,,,,,,,\r\n",
    ));
    assert_eq!(
        outcome.rates,
        [
            "A | P | CPT 70551 | negotiated 5 | - | - |  | 631282722 of 0",
            "A | P | CPT 70551 | negotiated 6 | - | - |  | 631282722 of 0",
        ]
    );
    let message = "a cell must not contain line ends or other control characters";
    assert_eq!(
        outcome.rejects,
        [
            format!("2 control_character payer_name: {message}"),
            format!("3 control_character setting: {message}"),
        ]
    );
}

#[test]
fn allowed_amounts_and_counts_are_ignored() {
    let text = "hospital_name,last_updated_on,version,location_name,hospital_address,license_number|CA,type_2_npi,attestation,attester_name\n\
        Mercy,4/1/2026,3.0.0,West|East,\"12 Main\",5,0000000001 | 0000000002 | 0000000009 | 0000000000,TRUE,Leigh\n\
        description,code | 1,code | 1 | type,setting,payer_name,plan_name,modifiers,standard_charge | negotiated_dollar,standard_charge | negotiated_percentage,standard_charge | negotiated_algorithm,median_amount,10th_percentile,90th_percentile,count,standard_charge | methodology\n\
        MRI,70551,CPT,outpatient,A,P,,,60,,11000,8000,17000,1 through 10,percent of total billed charges\n";
    let outcome = read_csv(text);
    assert_eq!(
        outcome.rates,
        [
            "A | P | CPT 70551 | percentage 60 | - | outpatient |  | 0000000001 of 3",
            "A | P | CPT 70551 | percentage 60 | - | outpatient |  | 0000000002 of 3",
        ]
    );
    assert_eq!(outcome.facts.last_updated_on, "2026-04-01".parse().ok());
    assert_eq!(outcome.facts.warnings, [""; 0]);
}

#[test]
fn a_tall_table_without_payers_is_refused() {
    let text = file("").replace("payer_name", "payor");
    assert!(csv_fault(text).contains("payer_name is missing"));
}
