//! Orders: bound to a snapshot, and measured against scope, setting and access standard.

pub(crate) mod access;
pub(crate) mod bind;
pub(crate) mod definition;
pub(crate) mod needs;
pub(crate) mod registration;
pub(crate) mod scope;
pub(crate) mod setting;
