//! Decisions: the sites within reach, the criteria, and the facts that can still change the
//! outcome.

pub(crate) mod capabilities;
pub(crate) mod context;
pub(crate) mod criteria;
mod evidence;
pub(crate) mod minimal_sets;
pub(crate) mod scan;
