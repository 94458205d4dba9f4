//! The site-of-care review over HTTP and the command line, compared with an oracle that shares no
//! code with it.
//!
//! One nation for all of these tests, built from files by the real command line and served by the
//! real executable with packs from a folder: those that come with the program and odd ones of the
//! oracle's.

mod agreement;
mod case_table;
mod cases;
mod forged_certificates;
mod forgery;
mod nation;
mod questions;
mod reported;
mod shadow;
