//! Types of codes, cells of codes, and outcomes of items.

use super::support::{NPI_A, Seen, entry, file, file_with, price, read, reference};
use crate::reading::reject::RejectCode;

fn item(code: &str, code_type: &str, prices: &str) -> String {
    let (code, code_type) = (serde_json::json!(code), serde_json::json!(code_type));
    format!(
        r#"{{"name":"x","billing_code_type":{code_type},"billing_code":{code},"negotiated_rates":[{}]}}"#,
        entry("1", prices)
    )
}

fn one(code: &str, code_type: &str, prices: &str) -> Seen {
    read(&file(&item(code, code_type, prices)))
}

#[test]
fn only_items_of_cpt_and_hcpcs_or_without_a_type_are_rates() {
    for (code_type, outcome) in [
        ("CPT", "rates"),
        ("", "rates"),
        ("cpt-4", "rates"),
        ("HCPCS Level II", "rates"),
        ("LOCAL", "other_code_type"),
        ("CSTM-ALL", "other_code_type"),
        ("ms-drg", "other_code_type"),
        (" rc ", "other_code_type"),
        ("ICD", "other_code_type"),
    ] {
        let seen = one("70450", code_type, &price("1"));
        assert_eq!(seen.facts.outcomes, [(outcome, 1)], "{code_type}");
        assert_eq!(
            seen.rows.len(),
            usize::from(outcome == "rates"),
            "{code_type}"
        );
        assert_eq!(seen.facts.records_wanted, 1);
    }
}

#[test]
fn cells_with_more_than_a_code_are_read_or_rejected() {
    let with_26 = r#"{"negotiated_rate":1,"billing_code_modifier":["26"]}"#;
    for (code, prices, modifiers, reject) in [
        ("70450-TC", "{\"negotiated_rate\":1}", "TC", None),
        ("CPT 70450", "{\"negotiated_rate\":1}", "", None),
        ("70450.0", "{\"negotiated_rate\":1}", "", None),
        ("70450 26", with_26, "26", None),
        ("70450-LT", with_26, "26 LT", None),
        (
            "70450-TC",
            with_26,
            "",
            Some(RejectCode::ComponentContradiction),
        ),
        ("70450,70551", with_26, "", Some(RejectCode::SeveralCodes)),
        ("70450-70498", with_26, "", Some(RejectCode::SeveralCodes)),
        ("70450 head", with_26, "", Some(RejectCode::InvalidCode)),
    ] {
        let seen = one(code, "CPT", prices);
        let found: Vec<String> = seen
            .rows
            .iter()
            .map(|row| row.modifiers.join(" "))
            .collect();
        let expected: Vec<String> = reject
            .is_none()
            .then(|| modifiers.to_owned())
            .into_iter()
            .collect();
        assert_eq!(found, expected, "{code}");
        assert_eq!(
            seen.reject_codes(),
            reject.into_iter().collect::<Vec<_>>(),
            "{code}"
        );
    }
}

#[test]
fn the_outcome_of_an_item_counts_once_even_if_its_references_come_later() {
    let stranger = entry("2", &price("1"));
    let items = [
        item("70450", "CPT", &price("1")),
        item("70450", "CPT", &price("\"x\"")),
        item("70450", "CPT", ""),
        item("70450", "CPT", "").replace(&entry("1", ""), ""),
        item("70450", "CPT", "").replace(&entry("1", ""), &stranger),
        item("70450", "CPT", &price("1")).replace(
            "\"negotiated_rates\":[",
            &format!("\"negotiated_rates\":[{stranger},"),
        ),
        item("70450", "CPT", "").replace(&entry("1", ""), &entry("9", &price("1"))),
        item("99213", "CPT", &price("1")),
        item("CSTM-00", "CPT", &price("1")),
        "5".to_owned(),
    ]
    .join(",");
    let references = [reference("1", &[NPI_A]), reference("2", &[1_999_999_999])].join(",");
    let expected = [
        ("code_wildcard", 1),
        ("no_negotiated_charge", 2),
        ("other_code", 1),
        ("provider_not_registered", 1),
        ("rates", 2),
        ("rejected", 3),
    ];
    let before = format!(r#"{{"provider_references":[{references}],"in_network":[{items}]}}"#);
    let after = format!(r#"{{"in_network":[{items}],"provider_references":[{references}]}}"#);
    for text in [before, after] {
        let seen = read(&text);
        assert_eq!(seen.facts.outcomes, expected, "{text}");
        assert_eq!((seen.facts.records, seen.facts.records_wanted), (10, 7));
    }
}

#[test]
fn files_of_the_first_schema_name_their_plan() {
    for (version, plan) in [
        ("1.3.1", Some("PPO")),
        ("1.0.0", Some("PPO")),
        ("1", Some("PPO")),
        ("2.0.0", None),
        ("10.0", None),
    ] {
        let fields = r#""plan_name":" PPO ","plan_id":741234567,"#;
        let text = file_with(fields, &item("70450", "CPT", &price("1")));
        let facts = read(&text.replace("\"2.0.0\"", &format!("\"{version}\""))).facts;
        assert_eq!(facts.plan_name.as_deref(), plan, "{version}");
        assert_eq!(
            facts.plan_id.as_deref(),
            plan.map(|_| "741234567"),
            "{version}"
        );
    }
    let named = file_with(r#""plan_name":"PPO","#, "")
        .replace("\"2.0.0\"", "\"1.0.0\"")
        .replace(
            "{\"provider_group_id\":1",
            "{\"network_name\":\"N\",\"provider_group_id\":1",
        );
    assert_eq!(read(&named).facts.plan_name, None);
}
