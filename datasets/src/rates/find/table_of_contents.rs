//! Lists what a payer's table of contents names: for each plan its in-network files. Nothing is ever fetched.
//!
//! One structure is held at a time, and the list is cut at [`MAX_ENTRIES`], for some of these files name a million plans.

use super::json_walk::{JsonWalk, WalkFault};
use crate::rates::{ContentsEntry, ContentsReport};
use crate::reading::file_fault::FileFault;
use crate::reading::source::Source;
use serde::Deserialize;
use std::collections::BTreeSet;
use std::path::Path;

/// Entries listed of one table of contents.
const MAX_ENTRIES: usize = 10_000;
/// Longest structure that is looked into.
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

/// Lists a table of contents; `is_here` tells whether a file of a name lies in the inputs.
///
/// # Errors
/// [`FileFault`] when it cannot be read. What is damaged in it is told in the report.
pub(crate) fn read_contents(
    path: &Path,
    name: String,
    is_here: &dyn Fn(&str) -> bool,
) -> Result<ContentsReport, FileFault> {
    let mut walk = JsonWalk::new(Source::open_price_file(path)?, u64::MAX);
    let mut list = Listing::default();
    match walk_structures(&mut walk, &mut list) {
        Ok(()) => {}
        Err(WalkFault::Read(fault)) => return Err(fault.into()),
        Err(WalkFault::Damaged | WalkFault::TooLong) => list.is_cut_off = true,
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

/// What is listed so far: plan, file, description.
#[derive(Default)]
struct Listing {
    entries: BTreeSet<(String, String, Option<String>)>,
    left_out: u64,
    unreadable: u64,
    is_cut_off: bool,
}

fn walk_structures(walk: &mut JsonWalk<Source>, list: &mut Listing) -> Result<(), WalkFault> {
    walk.expect(b'{')?;
    let mut is_first = true;
    while walk.has_next(is_first, b'}')? {
        is_first = false;
        if walk.key()? != "reporting_structure" || walk.peek()? != Some(b'[') {
            walk.pass_value()?;
            continue;
        }
        walk.expect(b'[')?;
        let mut is_first = true;
        while walk.has_next(is_first, b']')? {
            is_first = false;
            list.add(walk.take(MAX_STRUCTURE_BYTES)?.as_deref());
        }
    }
    Ok(())
}

impl Listing {
    /// Lists a structure; none was too long to look into.
    fn add(&mut self, json: Option<&[u8]>) {
        let structure = json.and_then(|json| serde_json::from_slice::<Structure>(json).ok());
        let Some(structure) = structure else {
            self.unreadable += 1;
            return;
        };
        // Each once, or a hostile structure would be gone through for hours.
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

/// The name of the file at a location, and its description; none without a location.
fn file_name(location: ListedFile) -> Option<(String, Option<String>)> {
    let address = location.location?;
    let path = address.split(['?', '#']).next().unwrap_or_default();
    let name = path.rsplit('/').next().unwrap_or_default();
    Some((shorten(name), location.description.as_deref().map(shorten)))
}

fn shorten(text: &str) -> String {
    text.trim().chars().take(SHOWN_CHARACTERS).collect()
}
