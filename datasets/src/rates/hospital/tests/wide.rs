//! Wide tables: columns for each payer and plan.

use super::read_csv;

const FACTS: &str = "hospital_name,last_updated_on,version,,hospital_location,,,hospital_address,license_number|TX,\"To the best of its knowledge, all\",,,\n\
    Mercy,3/1/2025,1.0.0,,Mercy,,,\"1 Avenue, Town\",H-1,TRUE,,,\n";

#[test]
fn each_payer_and_plan_of_the_header_has_its_rates() {
    let outcome = read_csv(format!(
        "{FACTS}\
         description,code|1,code|1|type,code|2,code|2|type,modifiers,setting,De-Identified (low rate),standard_charge|gross,\
         standard_charge|MEDICARE|negotiated_dollar,standard_charge|MEDICARE|negotiated_percentage,standard_charge|MEDICARE|negotiated_algorithm,estimated_amount|MEDICARE|,standard_charge|MEDICARE|methodology,additional_payer_notes|MEDICARE|,\
         standard_charge|Aetna_Health|PPO|negotiated_dollar,standard_charge | aetna_health | ppo | negotiated_percentage,standard_charge | aetna_health | ppo | methodology,standard_charge | aetna_health | ppo | negotiated_algorithm,estimated_amount | aetna_health | ppo,\
         standard_charge|Humana |TriCare |PPO|negotiated_dollar,standard_charge|min,standard_charge|max,,\n\
         MRI,611,RC,70551,CPT,,outpatient,1,1200,400,,,399,fee schedule,,,60,percent of total billed charges,,1,70,1,2,,\n\
         CT,70450,CPT,,,TC,outpatient,,,,,formula,,other,,,,,formula,,,,,,\n\
         Gross,70450,CPT,,,TC,outpatient,,1200,,,,,,,,,,,,,,,,\n\
         Other,123,CDM,,,TC,outpatient,,1200,1,2,3,4,,,,,,,,,,,,\n",
    ));
    assert_eq!(
        outcome.rates,
        [
            "MEDICARE | - | CPT 70551 | fee schedule 400 | - | outpatient |  | 631282722 of 0",
            "Aetna_Health | PPO | CPT 70551 | percentage 60 | - | outpatient |  | 631282722 of 0",
            "Humana | TriCare|PPO | CPT 70551 | negotiated 70 | - | outpatient |  | 631282722 of 0",
        ]
    );
    assert_eq!(outcome.rejects, [""; 0]);
    assert_eq!(
        outcome.facts.passed_over,
        [("algorithm_only", 2), ("no_negotiated_charge", 1)]
    );
    assert_eq!(
        (outcome.facts.records, outcome.facts.records_wanted),
        (4, 3)
    );
    assert_eq!(outcome.facts.entity.as_deref(), Some("Mercy"));
    assert_eq!(outcome.facts.last_updated_on, "2025-03-01".parse().ok());
    assert_eq!(
        outcome.facts.warnings,
        ["version is neither 2.x nor 3.x; the file is read as one of them"]
    );
}

#[test]
fn an_amount_that_cannot_be_read_is_rejected_under_the_name_of_its_column() {
    let outcome = read_csv(format!(
        "{FACTS}code|1,standard_charge|A|P|negotiated_dollar,standard_charge|B|P|negotiated_dollar\n70551,see contract,7\n"
    ));
    assert_eq!(
        outcome.rates,
        ["B | P | - 70551 | negotiated 7 | - | - |  | 631282722 of 0"]
    );
    assert_eq!(
        outcome.rejects,
        [
            "1 invalid_amount standard_charge|A|P|negotiated_dollar: must be a plain decimal such as 412.00 or 4.12e2"
        ]
    );
}
