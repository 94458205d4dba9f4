//! Invents hospital files in CSV: tall or wide, in UTF-8 with or without mark or in the Western
//! code page of Windows.

use super::random_hospital::{
    CLASSES, CODE_TYPES, CODES, Facts, METHODS, MODIFIERS, PAYERS, PLANS, SETTINGS, in_code_page,
};
use super::random_payer::Invented;
use nearsite_random::SplitMix64;

/// The attestation, which is the name of a column.
const ATTESTATION: &str = "To the best of its knowledge and belief, this hospital has included all applicable information";

/// One column: its name and the kind of its cells.
struct Column {
    name: String,
    cells: Cells,
}

/// The kind of value in the cells of a column.
#[derive(Clone, Copy)]
enum Cells {
    Words(&'static [&'static str]),
    Amounts,
    Modifiers,
}

/// Invents a file.
pub(super) fn invent(rng: &mut SplitMix64) -> Invented {
    let facts = Facts::draw(rng, "csv");
    let columns = columns(rng);
    let mut rows = vec![
        header(&facts, rng),
        Vec::new(),
        columns.iter().map(|column| column.name.clone()).collect(),
    ];
    rows[1] = values(&facts, &rows[0]);
    let has_ragged = rng.once_in(3);
    for _ in 0..rng.below(25) {
        let mut row: Vec<String> = columns
            .iter()
            .map(|column| cell(column.cells, rng))
            .collect();
        match rng.below(12) {
            0 => row.iter_mut().for_each(String::clear),
            1 if has_ragged => row.push("70551".to_owned()),
            3 => row.extend(vec![String::new(); 1 + rng.below(3)]),
            2 if has_ragged => row.truncate(columns.len() - 1),
            _ => {}
        }
        rows.push(row);
    }
    if rng.once_in(8) {
        rows.insert(
            0,
            vec!["Note: prices of this year".to_owned(), "70551".to_owned()],
        );
    }
    let contents = write(&rows, rng);
    facts.into_invented(contents)
}

fn columns(rng: &mut SplitMix64) -> Vec<Column> {
    let mut columns = Vec::new();
    let mut add = |name: &str, cells| {
        columns.push(Column {
            name: name.to_owned(),
            cells,
        });
    };
    add(
        "description",
        Cells::Words(&["exam, brain", "test \"head\"", "Écho", "", "x"]),
    );
    for number in 1..=1 + rng.below(3) {
        add(&format!("code|{number}"), Cells::Words(&CODES));
        add(&format!("code|{number}|type"), Cells::Words(&CODE_TYPES));
    }
    add("setting", Cells::Words(&SETTINGS));
    if rng.once_in(2) {
        add("billing_class", Cells::Words(&CLASSES));
    }
    if !rng.once_in(3) {
        add("modifiers", Cells::Modifiers);
    }
    for name in [
        "standard_charge|gross",
        "standard_charge|min",
        "standard_charge|max",
        "drug_unit_of_measurement",
    ] {
        add(name, Cells::Amounts);
    }
    if rng.once_in(2) {
        let charge = |kind: &str| format!("standard_charge|{kind}");
        add("payer_name", Cells::Words(&PAYERS));
        add("plan_name", Cells::Words(&PLANS));
        add(&charge("negotiated_dollar"), Cells::Amounts);
        add(&charge("negotiated_percentage"), Cells::Amounts);
        add(
            &charge("negotiated_algorithm"),
            Cells::Words(&["", "see contract"]),
        );
        add(&charge("methodology"), Cells::Words(&METHODS));
        add("estimated_amount", Cells::Amounts);
    } else {
        wide_columns(&mut add, rng);
    }
    if rng.once_in(2) {
        rng.shuffle(&mut columns);
    }
    if rng.once_in(4) {
        let (name, cells) = (String::new(), Cells::Words(&[""]));
        columns.push(Column { name, cells });
    }
    for column in &mut columns {
        column.name = typed_name(&column.name, rng);
    }
    columns
}

fn wide_columns(add: &mut dyn FnMut(&str, Cells), rng: &mut SplitMix64) {
    let payers = 1 + rng.below(PAYERS.len());
    for (number, payer) in PAYERS.iter().take(payers).enumerate() {
        let plan = PLANS[number % PLANS.len()];
        let name = match rng.below(5) {
            0 => format!("{payer}|"),
            1 => (*payer).to_owned(),
            2 => format!("{payer}|{plan}|Gold"),
            _ => format!("{payer}|{plan}"),
        };
        let charge = |kind: &str| format!("standard_charge|{name}|{kind}");
        add(&charge("negotiated_dollar"), Cells::Amounts);
        add(&charge("negotiated_percentage"), Cells::Amounts);
        add(
            &charge("negotiated_algorithm"),
            Cells::Words(&["", "", "see contract"]),
        );
        add(&charge("methodology"), Cells::Words(&METHODS));
        add(&format!("estimated_amount|{name}"), Cells::Amounts);
        add(
            &format!("additional_payer_notes|{name}"),
            Cells::Words(&["", "70551"]),
        );
    }
}

/// A column's name with its own words in odd case and spaces around pipes; names of payers and
/// plans keep their letters.
fn typed_name(name: &str, rng: &mut SplitMix64) -> String {
    let is_name = |part: &str| PAYERS.contains(&part) || PLANS.contains(&part) || part == "Gold";
    let parts = name.split('|').map(|part| match rng.below(6) {
        0 if !is_name(part) => part.to_uppercase(),
        1 if !is_name(part) => part.replace('_', " "),
        _ => part.to_owned(),
    });
    let parts: Vec<String> = parts.collect();
    parts.join(if rng.once_in(4) { " | " } else { "|" })
}

fn cell(cells: Cells, rng: &mut SplitMix64) -> String {
    match cells {
        Cells::Words(words) => (*rng.pick(words)).to_owned(),
        Cells::Modifiers => {
            let between = (*rng.pick(&["|", " | ", ", ", ";", " "])).to_owned();
            rng.pick_up_to(&MODIFIERS, 3).join(&between)
        }
        Cells::Amounts => match rng.below(8) {
            0..=2 => String::new(),
            3..=5 => format!("{}.{:02}", rng.below(5000), rng.below(100)),
            6 => (*rng.pick(&[
                "0",
                "999999999",
                "105.000",
                " 85",
                "-3.5",
                "0.00005",
                "1e3",
                "12.34565",
            ]))
            .to_owned(),
            _ => {
                (*rng.pick(&["$800 ", "1,200.00", "N/A", "50%", "1e20", "see contract"])).to_owned()
            }
        },
    }
}

fn header(facts: &Facts, rng: &mut SplitMix64) -> Vec<String> {
    let mut names = vec![
        "hospital_name",
        "last_updated_on",
        "version",
        "hospital_location",
        "",
        "license_number|TX",
        ATTESTATION,
    ];
    if !facts.npis.is_empty() {
        names.insert(rng.below(names.len()), "type_2_npi");
    }
    let mut names: Vec<String> = names
        .into_iter()
        .map(|name| typed_name(name, rng))
        .collect();
    if rng.once_in(2) {
        names.extend(vec![String::new(); 12]);
    }
    names
}

fn values(facts: &Facts, names: &[String]) -> Vec<String> {
    let value = |name: &String| match name.to_lowercase().replace(' ', "_").as_str() {
        "hospital_name" => facts.name.clone(),
        "last_updated_on" => facts.updated.clone(),
        "version" => facts.version.clone(),
        "type_2_npi" => facts.npis.join(" | "),
        "" => String::new(),
        _ => "70551".to_owned(),
    };
    names.iter().map(value).collect()
}

fn write(rows: &[Vec<String>], rng: &mut SplitMix64) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new();
    writer.has_headers(false).flexible(true);
    if rng.once_in(2) {
        writer.terminator(csv::Terminator::CRLF);
    }
    if rng.once_in(3) {
        writer.quote_style(csv::QuoteStyle::Always);
    }
    let mut writer = writer.from_writer(Vec::new());
    for row in rows {
        writer.write_record(row).unwrap();
    }
    let bytes = writer.into_inner().unwrap();
    match rng.below(5) {
        0 => in_code_page(bytes),
        1 => [b"\xef\xbb\xbf", &bytes[..]].concat(),
        _ => bytes,
    }
}
