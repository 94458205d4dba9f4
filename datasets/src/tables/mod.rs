//! The CSV tables that describe networks and sites: `networks.csv`, `participation.csv` and `modality_scores.csv`.
//!
//! Each module reads one table. Networks come out as a list. Participation and scores are added to the sites a row names,
//! which [`site_lookup`] finds by registration id or NPI.

pub(crate) mod networks;
pub(crate) mod participation;
pub(crate) mod scores;
pub(crate) mod site_lookup;
