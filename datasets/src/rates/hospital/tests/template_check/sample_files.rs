//! Small valid files, to be broken one rule at a time.

use serde_json::{Value, json};

pub(super) const AFFIRMATION: &str = "To the best of its knowledge and belief, the hospital has included all applicable standard charge information in accordance with the requirements of 45 CFR 180.50, and the information encoded is true, accurate, and complete as of the date indicated.";
pub(super) const ATTESTATION: &str = "To the best of its knowledge and belief, this hospital has included all applicable standard charge information in accordance with the requirements of 45 CFR 180.50, and the information encoded is true, accurate, and complete as of the date in the file. This hospital has included all payer-specific negotiated charges in dollars that can be expressed as a dollar amount. For payer-specific negotiated charges that cannot be expressed as a dollar amount in the machine-readable file or not knowable in advance, the hospital attests that the payer-specific negotiated charge is based on a contractual algorithm, percentage or formula that precludes the provision of a dollar amount and has provided all necessary information available to the hospital for the public to be able to derive the dollar amount, including, but not limited to, the specific fee schedule or components referenced in such percentage, algorithm or formula.";

const SHARED_COLUMNS: [&str; 14] = [
    "description",
    "code|1",
    "code|1|type",
    "code|2",
    "code|2|type",
    "modifiers",
    "setting",
    "drug_unit_of_measurement",
    "drug_type_of_measurement",
    "standard_charge|gross",
    "standard_charge|discounted_cash",
    "standard_charge|min",
    "standard_charge|max",
    "additional_generic_notes",
];
const TALL_COLUMNS: [&str; 6] = [
    "payer_name",
    "plan_name",
    "standard_charge|negotiated_dollar",
    "standard_charge|negotiated_percentage",
    "standard_charge|negotiated_algorithm",
    "standard_charge|methodology",
];
const V2_COLUMNS: [&str; 1] = ["estimated_amount"];
const V3_COLUMNS: [&str; 4] = [
    "median_amount",
    "10th_percentile",
    "90th_percentile",
    "count",
];

/// Changes to a row: column and new value.
pub(super) type Changes<'a> = &'a [(&'a str, &'a str)];

/// CSV file: header values, column names, and one row by column.
#[derive(Debug, Clone)]
pub(super) struct Sheet {
    pub(super) facts: Vec<(String, String)>,
    pub(super) columns: Vec<String>,
    row: Vec<(String, String)>,
}

fn pairs(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    let pairs = pairs.iter();
    pairs
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect()
}

fn owned(names: &[&str]) -> Vec<String> {
    names.iter().map(ToString::to_string).collect()
}

impl Sheet {
    /// Tall table, 3.0, with a charge in dollars.
    pub(super) fn v3() -> Self {
        Self {
            facts: pairs(&[
                ("hospital_name", "Mercy"),
                ("last_updated_on", "2026-04-01"),
                ("version", "3.0.0"),
                ("location_name", "West|East"),
                ("hospital_address", "12 Main|23 Ocean"),
                ("license_number|CA", "50056"),
                ("type_2_npi", "0000000001|0000000002"),
                (ATTESTATION, "TRUE"),
                ("attester_name", "Leigh Attester"),
            ]),
            columns: owned(&[&SHARED_COLUMNS[..], &TALL_COLUMNS, &V3_COLUMNS].concat()),
            row: pairs(&[
                ("description", "MRI"),
                ("code|1", "70551"),
                ("code|1|type", "CPT"),
                ("setting", "outpatient"),
                ("standard_charge|gross", "1200"),
                ("payer_name", "A"),
                ("plan_name", "P"),
                ("standard_charge|negotiated_dollar", "400"),
                ("standard_charge|methodology", "fee schedule"),
                ("standard_charge|min", "250"),
                ("standard_charge|max", "400"),
            ]),
        }
    }

    /// Tall table, 3.0, with a charge as a percentage.
    pub(super) fn v3_with_percentage() -> Self {
        Self::v3().with(&[
            ("standard_charge|negotiated_dollar", ""),
            ("standard_charge|negotiated_percentage", "60"),
            (
                "standard_charge|methodology",
                "percent of total billed charges",
            ),
            ("standard_charge|min", ""),
            ("standard_charge|max", ""),
            ("median_amount", "700"),
            ("10th_percentile", "650.5"),
            ("90th_percentile", "900"),
            ("count", "1 through 10"),
        ])
    }

    /// Tall table, 2.x, with a charge in dollars.
    pub(super) fn v2() -> Self {
        Self {
            facts: pairs(&[
                ("hospital_name", "Mercy"),
                ("last_updated_on", "2025-07-01"),
                ("version", "2.2.0"),
                ("hospital_location", "West"),
                ("hospital_address", "12 Main"),
                ("license_number|CA", "50056"),
                (AFFIRMATION, "true"),
            ]),
            columns: owned(&[&SHARED_COLUMNS[..], &TALL_COLUMNS, &V2_COLUMNS].concat()),
            ..Self::v3()
        }
    }

    /// Wide table with the payers A and B.
    pub(super) fn wide(version_columns: &[&str], base: Self) -> Self {
        let of_payer = |payer: &str| {
            let name = |column: &str| match column.split_once('|') {
                Some((charge, word)) => format!("{charge}|{payer}|P|{word}"),
                None => format!("{column}|{payer}|P"),
            };
            let columns = TALL_COLUMNS[2..].iter().chain(version_columns);
            let columns = columns.chain(&["additional_payer_notes"]);
            columns.map(|column| name(column)).collect::<Vec<_>>()
        };
        let columns = [owned(&SHARED_COLUMNS), of_payer("A"), of_payer("B")].concat();
        let row = base.row.into_iter();
        let renamed = row.filter_map(|(name, value)| match name.as_str() {
            "payer_name" | "plan_name" => None,
            "standard_charge|negotiated_dollar" => {
                Some(("standard_charge|A|P|negotiated_dollar".to_owned(), value))
            }
            "standard_charge|methodology" => {
                Some(("standard_charge|A|P|methodology".to_owned(), value))
            }
            _ => Some((name, value)),
        });
        Self {
            row: renamed.collect(),
            columns,
            facts: base.facts,
        }
    }

    /// Wide table, 3.0.
    pub(super) fn wide_v3() -> Self {
        Self::wide(&V3_COLUMNS, Self::v3())
    }

    /// Wide table, 2.x.
    pub(super) fn wide_v2() -> Self {
        Self::wide(&V2_COLUMNS, Self::v2())
    }

    /// Returns a copy with other values in its row.
    pub(super) fn with(&self, changes: Changes<'_>) -> Self {
        let mut sheet = self.clone();
        for (column, value) in changes {
            assert!(sheet.columns.iter().any(|name| name == column), "{column}");
            sheet.row.retain(|(name, _)| name != column);
            sheet.row.push(((*column).to_owned(), (*value).to_owned()));
        }
        sheet
    }

    /// Returns a copy with another header value, or without it.
    pub(super) fn with_fact(&self, name: &str, change: Option<(&str, &str)>) -> Self {
        let mut sheet = self.clone();
        let position = sheet.facts.iter().position(|(fact, _)| fact == name);
        let position = position.unwrap_or_else(|| panic!("{name}"));
        match change {
            Some((name, value)) => sheet.facts[position] = (name.to_owned(), value.to_owned()),
            None => {
                sheet.facts.remove(position);
            }
        }
        sheet
    }

    /// Returns a copy with a renamed column, or without it.
    pub(super) fn with_column(&self, column: &str, change: Option<&str>) -> Self {
        let mut sheet = self.clone();
        let position = sheet.columns.iter().position(|name| name == column);
        let position = position.unwrap_or_else(|| panic!("{column}"));
        match change {
            Some(name) => {
                name.clone_into(&mut sheet.columns[position]);
                for (row, _) in &mut sheet.row {
                    if row == column {
                        name.clone_into(row);
                    }
                }
            }
            None => {
                sheet.columns.remove(position);
            }
        }
        sheet
    }

    /// Returns a copy with an additional column.
    pub(super) fn with_more(&self, column: &str) -> Self {
        let mut sheet = self.clone();
        sheet.columns.push(column.to_owned());
        sheet
    }

    /// Returns the rows of field names and field values.
    pub(super) fn top(&self) -> [String; 2] {
        [
            line(self.facts.iter().map(|(name, _)| name.as_str())),
            line(self.facts.iter().map(|(_, fact)| fact.as_str())),
        ]
    }

    /// Returns the row of column names and the data row.
    pub(super) fn table(&self) -> [String; 2] {
        let cell = |column: &String| {
            let cell = self.row.iter().find(|(name, _)| name == column);
            cell.map_or("", |(_, value)| value.as_str())
        };
        [
            line(self.columns.iter().map(String::as_str)),
            line(self.columns.iter().map(cell)),
        ]
    }

    /// Returns the text of the file.
    pub(super) fn text(&self) -> String {
        [self.top().concat(), self.table().concat()].concat()
    }
}

fn line<'a>(cells: impl Iterator<Item = &'a str>) -> String {
    let quoted: Vec<String> = cells.map(|cell| format!("\"{cell}\"")).collect();
    format!("{}\n", quoted.join(","))
}

/// JSON file, 3.0: one item, one charge, two payers.
pub(super) fn v3_document() -> Value {
    json!({
        "hospital_name": "Mercy",
        "last_updated_on": "2026-04-01",
        "version": "3.0.0",
        "location_name": ["West", "East"],
        "hospital_address": ["12 Main", "23 Ocean"],
        "license_information": {"license_number": "50056", "state": "CA"},
        "type_2_npi": ["0000000001", "0000000002"],
        "attestation": {"attestation": ATTESTATION, "confirm_attestation": true, "attester_name": "Leigh"},
        "standard_charge_information": [{
            "description": "MRI",
            "code_information": [{"code": "70551", "type": "CPT"}, {"code": "5", "type": "CMG"}],
            "standard_charges": [{
                "setting": "outpatient",
                "gross_charge": 1200,
                "minimum": 250,
                "maximum": 400,
                "payers_information": [
                    {"payer_name": "A", "plan_name": "P", "standard_charge_dollar": 400, "methodology": "fee schedule"},
                    {"payer_name": "B", "plan_name": "P", "standard_charge_percentage": 60, "median_amount": 700.5,
                     "10th_percentile": 650, "90th_percentile": 900, "count": "12", "methodology": "case rate"},
                ],
            }],
        }],
    })
}

/// JSON file, 2.x.
pub(super) fn v2_document() -> Value {
    let mut document = v3_document();
    document["last_updated_on"] = json!("2025-07-01");
    document["version"] = json!("2.0.0");
    let fields = document.as_object_mut().expect("an object");
    for field in ["location_name", "type_2_npi", "attestation"] {
        fields.remove(field);
    }
    fields.insert("hospital_location".to_owned(), json!(["West"]));
    let statement = json!({"affirmation": AFFIRMATION, "confirm_affirmation": true});
    fields.insert("affirmation".to_owned(), statement);
    let item = &mut document["standard_charge_information"][0];
    item["code_information"][1]["type"] = json!("LOCAL");
    item["standard_charges"][0]["payers_information"][1] = json!({"payer_name": "B", "plan_name": "P",
        "standard_charge_percentage": 60, "estimated_amount": 700, "methodology": "case rate"});
    document
}

/// Returns the document with a value at a pointer (`a/b/0/c`) added, replaced, or removed if it is
/// `None`.
pub(super) fn changed(mut document: Value, pointer: &str, value: Option<Value>) -> Value {
    let (path, key) = pointer.rsplit_once('/').unwrap_or(("", pointer));
    let path = if path.is_empty() {
        String::new()
    } else {
        format!("/{path}")
    };
    let holder = document.pointer_mut(&path).expect("what holds the value");
    match (value, key.parse::<usize>()) {
        (Some(value), Ok(position)) if holder.is_array() => holder[position] = value,
        (Some(value), _) => holder[key] = value,
        (None, _) => {
            holder.as_object_mut().expect("an object").remove(key);
        }
    }
    document
}
