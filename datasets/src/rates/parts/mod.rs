//! Parts: the results of one price file each, kept on disk until the table is written.
//!
//! A part is three files in the [`WorkFolder`]: sorted rows, rejects, and a note that says that the
//! two are complete. A reader feeds a [`PartSink`], and [`PartSink::finish`] makes a [`Part`] of
//! it. Each file is fsynced and then renamed into place, the note last. An interrupted run leaves
//! complete parts or none.

mod folder_fingerprint;
mod part_note;
mod part_sink;
mod row_encoding;
mod row_file;
mod row_sorter;
mod work_folder;

pub(crate) use folder_fingerprint::FolderFingerprints;
pub(crate) use part_note::{FileIdentity, PartNote, StoredFacts, checked_key, reading_key};
pub(crate) use part_sink::{FinishedRead, PartSink};
pub(crate) use row_encoding::{StoredRow, decode};
pub(crate) use row_sorter::BUFFER_BYTES;
pub(crate) use work_folder::{Part, WorkFolder};
