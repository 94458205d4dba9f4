//! A hospital's CSV file, tall or wide, whole in memory.

use super::decimal::{american_date, iso_date};
use super::row::{PlainFile, Row, text};
use super::slow_hospital::{Charge, Hospital, charge_rows, decode, split_modifiers};
use super::wanted::Wanted;
use std::collections::BTreeSet;

/// Words of the template in names of columns.
const WORDS: [&str; 17] = [
    "hospital_name",
    "last_updated_on",
    "version",
    "type_2_npi",
    "code",
    "type",
    "setting",
    "billing_class",
    "modifiers",
    "payer_name",
    "plan_name",
    "standard_charge",
    "negotiated_dollar",
    "negotiated_percentage",
    "negotiated_algorithm",
    "methodology",
    "description",
];

/// Every row of a CSV file; none when it is not in the template.
pub(super) fn rows(file: &PlainFile, wanted: &Wanted) -> Option<BTreeSet<Row>> {
    let (hospital, columns, rows) = table(file)?;
    let charges: Vec<Charge> = rows
        .iter()
        .flat_map(|row| row_charges(&columns, row))
        .collect();
    Some(charge_rows(file, &hospital, &charges, wanted))
}

/// The cells of codes in each whole row.
pub(super) fn coded_rows(file: &PlainFile) -> Option<Vec<Vec<String>>> {
    let (_, columns, rows) = table(file)?;
    let of_row = |row: &Vec<String>| {
        codes(&columns, row)
            .into_iter()
            .filter_map(|(code, _)| code)
    };
    Some(rows.iter().map(|row| of_row(row).collect()).collect())
}

/// Metadata, parts of the column names, and the whole rows.
type Table = (Hospital, Vec<Vec<String>>, Vec<Vec<String>>);

fn table(file: &PlainFile) -> Option<Table> {
    let contents = decode(&file.contents);
    let mut reader = csv::ReaderBuilder::new();
    let mut reader = reader
        .has_headers(false)
        .flexible(true)
        .from_reader(contents.as_bytes());
    let lines: Vec<Vec<String>> = reader
        .records()
        .map(|row| {
            row.unwrap()
                .iter()
                .map(|cell| cell.trim().to_owned())
                .collect()
        })
        .collect();
    let is_code = |cell: &String| matches!(&parts(cell)[..], [word, _] if word == "code");
    let has_codes = |line: &Vec<String>| line.iter().any(is_code);
    let position = lines
        .iter()
        .take(20)
        .position(has_codes)
        .filter(|&position| position >= 2)?;
    let hospital = hospital(&lines[position - 2], &lines[position - 1]);
    let columns: Vec<Vec<String>> = lines[position].iter().map(|column| parts(column)).collect();
    let rows = lines[position + 1..]
        .iter()
        .filter(|row| is_whole(&columns, row));
    let rows: Vec<Vec<String>> = rows
        .map(|row| {
            (0..columns.len())
                .map(|cell| row.get(cell).cloned().unwrap_or_default())
                .collect()
        })
        .collect();
    Some((hospital, columns, rows))
}

/// True if every cell with a named column is present, and nothing follows the last column.
fn is_whole(columns: &[Vec<String>], row: &[String]) -> bool {
    let is_named = |column: &Vec<String>| column.iter().any(|part| !part.is_empty());
    let named = columns
        .iter()
        .rposition(is_named)
        .map_or(0, |last| last + 1);
    row.len() >= named && row.iter().skip(columns.len()).all(String::is_empty)
}

/// Returns the parts between the bars of a column name: the words of the template in lower case
/// with underscores, names as they are.
fn parts(column: &str) -> Vec<String> {
    let word = |part: &str| {
        let part = part.trim();
        let word = part.to_lowercase().replace(' ', "_");
        if WORDS.contains(&word.as_str()) {
            word
        } else {
            part.to_owned()
        }
    };
    column.split('|').map(word).collect()
}

fn hospital(names: &[String], values: &[String]) -> Hospital {
    let value = |wanted: &str| {
        let position = names.iter().position(|name| parts(name) == [wanted])?;
        text(values.get(position)?)
    };
    let date = |words: String| iso_date(&words).or_else(|| american_date(&words));
    Hospital {
        name: value("hospital_name"),
        last_updated_on: value("last_updated_on").and_then(date),
        version: value("version"),
        npis: value("type_2_npi")
            .map(|npis| npis.split('|').map(str::to_owned).collect())
            .unwrap_or_default(),
    }
}

/// The rates of a row: one statement for a row of a tall file, one for each payer and plan of a
/// wide one.
fn row_charges(columns: &[Vec<String>], row: &[String]) -> Vec<Charge> {
    let is = |column: &[String], wanted: &[&str]| {
        column.len() == wanted.len()
            && column
                .iter()
                .zip(wanted)
                .all(|(own, word)| own.eq_ignore_ascii_case(word))
    };
    let cell = |wanted: &[&str]| {
        let position = columns.iter().position(|column| is(column, wanted))?;
        text(&row[position])
    };
    let common = || Charge {
        codes: codes(columns, row),
        setting: cell(&["setting"]),
        billing_class: cell(&["billing_class"]),
        modifiers: cell(&["modifiers"]).map_or_else(Vec::new, |cell| split_modifiers(&cell)),
        ..Charge::default()
    };
    if columns.iter().any(|column| is(column, &["payer_name"])) {
        return vec![Charge {
            payer: cell(&["payer_name"]),
            plan: cell(&["plan_name"]),
            dollar: cell(&["standard_charge", "negotiated_dollar"]),
            percentage: cell(&["standard_charge", "negotiated_percentage"]),
            methodology: cell(&["standard_charge", "methodology"]),
            ..common()
        }];
    }
    let mut charges: Vec<Charge> = Vec::new();
    for (column, value) in columns.iter().zip(row) {
        let Some((payer, plan, kind)) = payer_column(column) else {
            continue;
        };
        let same = |name: &Option<String>, other: &Option<String>| {
            let lower = |name: &Option<String>| name.as_deref().unwrap_or("").to_lowercase();
            lower(name) == lower(other)
        };
        let found = charges
            .iter()
            .position(|c| same(&c.payer, &payer) && same(&c.plan, &plan));
        let position = found.unwrap_or_else(|| {
            charges.push(Charge {
                payer,
                plan,
                ..common()
            });
            charges.len() - 1
        });
        let charge = &mut charges[position];
        match kind.as_str() {
            "negotiated_dollar" => charge.dollar = text(value),
            "negotiated_percentage" => charge.percentage = text(value),
            "methodology" => charge.methodology = text(value),
            _ => {}
        }
    }
    charges
}

/// Payer, plan and kind of a column of a wide file that belongs to one payer.
fn payer_column(column: &[String]) -> Option<(Option<String>, Option<String>, String)> {
    let (first, rest) = column.split_first()?;
    let (last, names) = rest.split_last()?;
    let kind = last.to_lowercase();
    let is_kind = [
        "negotiated_dollar",
        "negotiated_percentage",
        "negotiated_algorithm",
        "methodology",
    ]
    .contains(&kind.as_str());
    if !first.eq_ignore_ascii_case("standard_charge") || !is_kind {
        return None;
    }
    match names {
        [payer, plan @ ..] => Some((text(payer), text(&plan.join("|")), kind)),
        [] => None,
    }
}

fn codes(columns: &[Vec<String>], row: &[String]) -> Vec<(Option<String>, Option<String>)> {
    let is_word = |word: &str, wanted: &str| word.eq_ignore_ascii_case(wanted);
    let mut codes = Vec::new();
    for (column, value) in columns.iter().zip(row) {
        let [word, number] = &column[..] else {
            continue;
        };
        if !is_word(word, "code") {
            continue;
        }
        let is_type = |other: &Vec<String>| {
            matches!(&other[..], [word, own, kind]
            if is_word(word, "code") && own == number && is_word(kind, "type"))
        };
        let code_type = columns
            .iter()
            .position(is_type)
            .and_then(|position| text(&row[position]));
        codes.push((text(value), code_type));
    }
    codes
}
