//! The oracle of the site-of-care review: a slow evaluation of orders under policy packs, and a
//! check of access certificates from nothing but their bytes, the input files and the packs' texts.
//!
//! It uses the search oracle and the packs as written ([`pack`]). It finds the facts that can still
//! change an outcome by trying every setting of the unstated facts ([`questions`]), and the sites
//! that can do an order by judging each one ([`candidates`]). A test sends an order of
//! [`orders::Orders::invent`] and checks the answer with [`compare::compare`].

pub(crate) mod candidates;
pub(crate) mod certificate;
pub(crate) mod compare;
pub(crate) mod criteria;
pub(crate) mod evaluate;
mod evidence;
pub(crate) mod facts;
mod json_text;
pub(crate) mod order;
pub(crate) mod orders;
pub(crate) mod pack;
pub(crate) mod pack_digest;
pub(crate) mod packs;
pub(crate) mod questions;
pub(crate) mod reach;
pub(crate) mod setting;

mod tests;
