//! Header of a CSV table: finds the known columns, and reports every fault at once.

use super::row::{CsvColumn, Presence};
use crate::reading::file_fault::FileFault;

/// Separators of other formats, with their names in messages.
const OTHER_SEPARATORS: [(char, &str); 3] =
    [(';', "semicolons"), ('\t', "tabs"), ('|', "vertical bars")];

/// Columns of a header.
pub(super) struct CsvHeader {
    /// Position in the file of each known column.
    pub(super) positions: Vec<Option<usize>>,
    /// Other columns. They are ignored.
    pub(super) unknown: Vec<String>,
}

impl CsvHeader {
    /// Finds the columns among the cells of a header.
    ///
    /// # Errors
    /// [`FileFault::Header`] with every column that is missing or duplicated.
    pub(super) fn new(columns: &[CsvColumn], cells: &[&str]) -> Result<Self, FileFault> {
        let mut header = Self {
            positions: vec![None; columns.len()],
            unknown: Vec::new(),
        };
        let mut duplicates = Vec::new();
        for (position, &name) in cells.iter().enumerate() {
            match columns.iter().position(|column| column.name == name) {
                None => header.unknown.push(shown(name)),
                Some(column) if header.positions[column].is_none() => {
                    header.positions[column] = Some(position);
                }
                Some(_) if duplicates.contains(&name) => {}
                Some(_) => duplicates.push(name),
            }
        }
        let missing = header.missing(columns);
        if missing.is_empty() && duplicates.is_empty() {
            return Ok(header);
        }
        if let Some(fault) = other_separator(columns, cells) {
            return Err(FileFault::Header(fault));
        }
        let mut faults = Vec::new();
        if !missing.is_empty() {
            let (names, verb) = counted(&missing);
            faults.push(format!(
                "{names} {verb} missing: the first line must name the columns{}",
                header.similar(columns)
            ));
        }
        faults.extend(
            duplicates
                .iter()
                .map(|name| format!("column {name} appears twice: remove one")),
        );
        Err(FileFault::Header(faults.join("; ")))
    }

    /// Returns the required columns that are missing. Of columns of which one is enough, all are
    /// named together.
    fn missing(&self, columns: &[CsvColumn]) -> Vec<String> {
        let named = |required| {
            let known = columns.iter().zip(&self.positions);
            known.filter(move |(column, _)| column.presence == required)
        };
        let mut missing: Vec<String> = named(Presence::Required)
            .filter(|(_, position)| position.is_none())
            .map(|(column, _)| column.name.to_owned())
            .collect();
        let any: Vec<&str> = named(Presence::AnyOf)
            .map(|(column, _)| column.name)
            .collect();
        if !any.is_empty() && named(Presence::AnyOf).all(|(_, position)| position.is_none()) {
            missing.push(any.join(" or "));
        }
        missing
    }

    /// Returns a hint for missing columns that the file has under a similar name.
    fn similar(&self, columns: &[CsvColumn]) -> String {
        let key = |name: &str| -> String {
            let letters = name.chars().filter(|letter| letter.is_alphanumeric());
            letters.flat_map(char::to_lowercase).collect()
        };
        let missing = columns.iter().zip(&self.positions);
        let hints: Vec<String> = missing
            .filter(|(_, position)| position.is_none())
            .filter_map(|(column, _)| {
                let mut unknown = self.unknown.iter();
                let found = unknown.find(|name| key(name) == key(column.name))?;
                Some(format!(", rename {:?} to {}", found, column.name))
            })
            .collect();
        hints.concat()
    }
}

/// Names the columns of a sentence, with its verb.
fn counted(names: &[String]) -> (String, &'static str) {
    match names {
        [name] => (format!("column {name}"), "is"),
        names => (format!("columns {}", names.join(", ")), "are"),
    }
}

/// Returns the fault of a table whose cells have another separator than the comma.
fn other_separator(columns: &[CsvColumn], cells: &[&str]) -> Option<String> {
    let [line] = cells else {
        return None;
    };
    OTHER_SEPARATORS
        .iter()
        .find(|(separator, _)| {
            let mut names = line
                .split(*separator)
                .map(|name| name.trim().trim_matches('"'));
            line.contains(*separator)
                && names.any(|name| columns.iter().any(|column| column.name == name))
        })
        .map(|(_, name)| {
            format!(
                "the cells are separated by {name}: save the table with commas between the cells"
            )
        })
}

/// Shortens a name from a file to fit into a report.
pub(crate) fn shown(name: &str) -> String {
    name.chars().take(64).collect()
}
