//! What came of one file, kept on disk until the table is written: sorted rows, rejects, and a note that says they are whole.
//!
//! A reader feeds a [`PartSink`]; [`PartSink::finish`] makes a [`Part`] of it. In the [`WorkFolder`] each part is three
//! files, each fsynced and then renamed into place, the note last: a run that dies leaves whole parts or none.

mod folder_fingerprint;
mod part_note;
mod part_sink;
mod row_encoding;
mod row_file;
mod row_sorter;
mod work_folder;

pub(crate) use folder_fingerprint::FolderFingerprints;
pub(crate) use part_note::{FileIdentity, PartNote, checked_key, reading_key};
pub(crate) use part_sink::{FinishedRead, PartSink};
pub(crate) use row_encoding::{StoredRow, decode};
pub(crate) use row_sorter::BUFFER_BYTES;
pub(crate) use work_folder::{Part, WorkFolder};
