//! Policies that come with the program.

use super::parse::parse_pack;
use nearsite_index::site_of_care::Policies;

macro_rules! packs {
    ($($name:literal)+) => {
        [$(($name, include_str!(concat!("../../policies/", $name, ".toml")))),+]
    };
}

/// Files of the folder by the id of their pack.
const PACKS: [(&str, &str); 15] = packs!(
    "aetna-2021-12"
    "anthem-2017-07"
    "anthem-2017-09"
    "anthem-2017-11"
    "anthem-2017-12"
    "anthem-2018-03"
    "anthem-2021-08"
    "anthem-2023-09"
    "anthem-2023-12"
    "bcbstx-2025-01"
    "cigna-2020-08"
    "cigna-2025-09"
    "premera-2026-01"
    "uhc-2019-03"
    "uhc-2019-07"
);

/// Reads the shipped policies.
///
/// # Errors
/// The first fault as text. The tests prove that there is none.
pub(crate) fn read_shipped() -> Result<Policies, String> {
    let packs: Result<Vec<_>, String> = PACKS
        .iter()
        .map(|(name, text)| parse_pack(text).map_err(|fault| format!("policies/{name}: {fault}")))
        .collect();
    Policies::new(packs?).map_err(|faults| {
        faults
            .first()
            .map_or_else(String::new, |fault| format!("policies: {fault}"))
    })
}
