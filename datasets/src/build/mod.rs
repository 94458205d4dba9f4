//! Builds a snapshot from input files.
//!
//! [`contents`] reads and joins the files, [`report`] collects the counts, [`listing`] finds sites
//! that no search can list, [`run`] applies the rules of a build and publishes the snapshot.
//! [`site_registry`] reads sites and scores alone, for commands that need no snapshot.

pub(crate) mod contents;
pub(crate) mod error;
pub(crate) mod input_paths;
pub(crate) mod listing;
pub(crate) mod report;
pub(crate) mod run;
pub(crate) mod site_registry;
pub(crate) mod warnings;
