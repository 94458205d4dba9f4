//! Policies: packs of rules as data, checked as a set.

pub(crate) mod error;
mod fact;
pub(crate) mod miles;
pub(crate) mod pack;
pub(crate) mod policies;
pub(crate) mod validate;
