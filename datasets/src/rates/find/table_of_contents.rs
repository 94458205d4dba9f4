//! Lists the in-network files of each plan in a payer's table of contents. Nothing is downloaded.
//!
//! One structure is in memory at a time, and the list is limited to [`MAX_ENTRIES`], because some
//! of these files name a million plans.

use crate::rates::report::{ContentsEntry, ContentsReport};
use crate::reading::file_fault::FileFault;
use crate::reading::json::{BLOCK_BYTES, BlockReader, JsonCursor, TextWindow, WalkStop};
use crate::reading::source::Source;
use serde::Deserialize;
use std::collections::BTreeSet;
use std::path::Path;

/// Entries listed of one table of contents.
const MAX_ENTRIES: usize = 10_000;
/// Longest structure that is read.
const MAX_STRUCTURE_BYTES: usize = 16 << 20;
/// Longest name or description that is shown.
const SHOWN_CHARACTERS: usize = 200;

#[derive(Deserialize)]
struct Structure {
    reporting_plans: Option<Vec<ListedPlan>>,
    in_network_files: Option<Vec<ListedFile>>,
}

#[derive(Deserialize)]
struct ListedPlan {
    #[serde(rename = "plan_name")]
    name: Option<String>,
    #[serde(rename = "plan_id_type")]
    id_type: Option<String>,
    #[serde(rename = "plan_id")]
    id: Option<serde_json::Value>,
}

#[derive(Deserialize)]
struct ListedFile {
    description: Option<String>,
    location: Option<String>,
}

/// Lists a table of contents. `is_here` returns true if a file of that name is in the inputs.
///
/// # Errors
/// [`FileFault`] when it cannot be read. Damage in it is reported in the list.
pub(crate) fn read_contents(
    path: &Path,
    name: String,
    is_here: &dyn Fn(&str) -> bool,
) -> Result<ContentsReport, FileFault> {
    let mut blocks = BlockReader::new(Source::open_price_file(path)?, BLOCK_BYTES);
    let mut cursor = JsonCursor::new(TextWindow::new(&mut blocks, 0));
    let mut list = Listing::default();
    match read_structures(&mut cursor, &mut list) {
        Ok(()) => {}
        Err(WalkStop::Syntax(_) | WalkStop::File(FileFault::Contents { .. })) => {
            list.is_cut_off = true;
        }
        Err(WalkStop::File(fault)) => return Err(fault),
    }
    let entries = list.entries.into_iter();
    Ok(ContentsReport {
        name,
        entries: entries
            .map(|(plan, file, description)| ContentsEntry {
                is_here: is_here(&file),
                plan,
                description,
                file,
            })
            .collect(),
        entries_left_out: list.left_out,
        structures_unreadable: list.unreadable,
        is_cut_off: list.is_cut_off,
    })
}

/// Entries so far: plan, file, description.
#[derive(Default)]
struct Listing {
    entries: BTreeSet<(String, String, Option<String>)>,
    left_out: u64,
    unreadable: u64,
    is_cut_off: bool,
}

fn read_structures(cursor: &mut JsonCursor<'_>, list: &mut Listing) -> Result<(), WalkStop> {
    if !cursor.take(b'{')? {
        return Err(WalkStop::Syntax("an object is expected"));
    }
    let mut is_first = true;
    while cursor.has_next(is_first, b'}')? {
        is_first = false;
        let is_structures = cursor.key_unchecked(|key| key == "reporting_structure")?;
        if !is_structures || !cursor.take(b'[')? {
            cursor.copy_unchecked(&mut |_| Ok(()))?;
            continue;
        }
        let mut is_first = true;
        while cursor.has_next(is_first, b']')? {
            is_first = false;
            let mut json = CompactJson::default();
            cursor.copy_unchecked(&mut |bytes| {
                json.append(bytes);
                Ok(())
            })?;
            list.add(json.within_limit());
        }
    }
    Ok(())
}

/// JSON without the white space between its tokens, kept up to a limit.
#[derive(Default)]
struct CompactJson {
    bytes: Vec<u8>,
    in_string: bool,
    is_escaped: bool,
}

impl CompactJson {
    fn append(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            let is_blank = matches!(byte, b' ' | b'\n' | b'\r' | b'\t');
            let is_kept = self.in_string || !is_blank;
            if is_kept && self.bytes.len() <= MAX_STRUCTURE_BYTES {
                self.bytes.push(byte);
            }
            let is_quote = byte == b'"' && !self.is_escaped;
            self.is_escaped = self.in_string && byte == b'\\' && !self.is_escaped;
            self.in_string ^= is_quote;
        }
    }

    /// Returns the JSON, or none if it is longer than the limit.
    fn within_limit(&self) -> Option<&[u8]> {
        (self.bytes.len() <= MAX_STRUCTURE_BYTES).then_some(&self.bytes)
    }
}

impl Listing {
    /// Adds a structure. None means that it was too long to read.
    fn add(&mut self, json: Option<&[u8]>) {
        let structure = json.and_then(|json| serde_json::from_slice::<Structure>(json).ok());
        let Some(structure) = structure else {
            self.unreadable += 1;
            return;
        };
        // Without duplicates, or a hostile structure could take hours.
        let plans: BTreeSet<String> = structure
            .reporting_plans
            .into_iter()
            .flatten()
            .map(plan_name)
            .collect();
        let files = structure.in_network_files.into_iter().flatten();
        let files: BTreeSet<(String, Option<String>)> = files.filter_map(file_name).collect();
        for plan in &plans {
            if self.entries.len() >= MAX_ENTRIES {
                self.left_out += files.len() as u64;
                continue;
            }
            for (file, description) in &files {
                if self.entries.len() < MAX_ENTRIES {
                    let entry = (plan.clone(), file.clone(), description.clone());
                    self.entries.insert(entry);
                } else {
                    self.left_out += 1;
                }
            }
        }
    }
}

fn plan_name(plan: ListedPlan) -> String {
    let id = match plan.id {
        Some(serde_json::Value::String(id)) => id,
        Some(serde_json::Value::Number(id)) => id.to_string(),
        _ => String::new(),
    };
    let parts = [plan.name, plan.id_type, Some(id)];
    let parts: Vec<String> = parts
        .into_iter()
        .flatten()
        .filter(|part| !part.is_empty())
        .collect();
    shorten(&parts.join(" "))
}

/// Returns the file name in a location, and its description. None without a location.
fn file_name(location: ListedFile) -> Option<(String, Option<String>)> {
    let address = location.location?;
    let path = address.split(['?', '#']).next().unwrap_or_default();
    let name = path.rsplit('/').next().unwrap_or_default();
    Some((shorten(name), location.description.as_deref().map(shorten)))
}

fn shorten(text: &str) -> String {
    text.trim().chars().take(SHOWN_CHARACTERS).collect()
}
