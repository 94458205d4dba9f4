//! What came of one file, kept on disk until the table is written: sorted rows, rejects, and a note that says they are whole.
//!
//! A reader feeds a [`PartSink`]; [`PartSink::finish`] makes a [`Part`] of it. In the [`WorkFolder`] each part is three
//! files, each fsynced and then renamed into place, the note last: a run that dies leaves whole parts or none.

mod done;
mod neighbours;
mod row;
mod sink;
mod sorter;
mod stream;
mod work;

pub(crate) use done::{Done, FileIdentity, checked_key, reading_key};
pub(crate) use neighbours::Neighbours;
pub(crate) use row::{Row, decode};
pub(crate) use sink::{FileRead, PartSink};
pub(crate) use sorter::BUFFER_BYTES;
pub(crate) use work::{Part, WorkFolder};
