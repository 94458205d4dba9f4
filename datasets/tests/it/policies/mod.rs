//! Policy files: those that are shipped, and everything that can be wrong with one.

mod files;
mod one_pack;
mod sets;
mod shipped;

use nearsite_datasets::{PolicyFileFault, read_policies};
use nearsite_domain::Day;
use nearsite_index::site_of_care::Policies;
use std::fs;

/// A sound policy of 2026; the cases below change it.
pub(super) const SOUND: &str = r#"id = "plan-2026"
payer = "plan"
programme = "imaging-site-of-care"
title = "A plan"
version = "1"
effective_from = "2026-01-01"
effective_to = "2026-12-31"
sources = ["S1", "TX-SOC"]
left_open = ["No number of miles is given."]

[scope]
modalities = ["ct", "mri"]
states = ["TX"]
states_off = []
place_of_service = ["19", "22"]

[access]
metric = "left_open"
source = "S1"

[[criterion]]
key = "age"
text = "Younger than 10."
source = "S1"
all = [{ age = { op = "<", years = 10 } }]

[[criterion]]
key = "chronic"
text = "Followed here."
source = "TX-SOC"
all = [{ any_fact = ["chronic_disease"] }, { fact_here = { fact = "prior_studies" } }]

[[clock]]
name = "Decision"
amount = 72
unit = "hours"
from = "receipt"
source = "S1"
"#;

pub(super) fn day(text: &str) -> Day {
    text.parse().unwrap()
}

pub(super) fn changed(from: &str, to: &str) -> String {
    assert!(SOUND.contains(from), "{from} is not in the sound policy");
    SOUND.replacen(from, to, 1)
}

/// Writes files into a folder of their own and reads it.
pub(super) fn read_folder(
    files: &[(&str, &str)],
) -> (tempfile::TempDir, Result<Policies, Vec<PolicyFileFault>>) {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        fs::write(folder.path().join(name), text).unwrap();
    }
    let read = read_policies(&[folder.path().to_owned()]);
    (folder, read)
}

/// The faults of files, each as its line without the folder.
pub(super) fn faults(files: &[(&str, &str)]) -> Vec<String> {
    let (folder, read) = read_folder(files);
    let prefix = format!("{}/", folder.path().display());
    read.expect_err("the policies were accepted")
        .iter()
        .map(|fault| fault.to_string().replace(&prefix, ""))
        .collect()
}
