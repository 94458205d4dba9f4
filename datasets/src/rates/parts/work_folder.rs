//! Work folder of an extraction. It is next to the table, locked, and reused by the next run after
//! an interrupted one.
//!
//! ```text
//! rates.parquet.parts/.lock          locked while an extraction runs
//! rates.parquet.parts/<file>.rows    sorted rows of a file that was read to its end
//! rates.parquet.parts/<file>.rejects rejects of the file
//! rates.parquet.parts/<file>.done    note with facts and checksums; written last
//! rates.parquet.parts/*.tmp          unfinished files; deleted by the next run
//! ```

use super::folder_fingerprint::FolderFingerprints;
use super::part_note::{FileIdentity, PartNote};
use super::row_file::RowReader;
use crate::error::IngestError;
use crate::reading::source::fingerprint;
use std::fs::{self, DirBuilder, File, TryLockError};
use std::io::{self, BufRead, BufReader, ErrorKind, Write};
use std::os::unix::fs::{DirBuilderExt, MetadataExt};
use std::path::{Path, PathBuf};

/// Ending of the rows of a part.
pub(super) const ROWS: &str = "rows";
/// Ending of the rejects of a part.
pub(super) const REJECTS: &str = "rejects";
const DONE: &str = "done";
const UNFINISHED: &str = "tmp";
const LOCK: &str = ".lock";
/// Largest valid note.
const MAX_NOTE_BYTES: u64 = 64 << 20;
/// Attempts to lock a folder that other processes create and remove at the same time.
const ATTEMPTS: usize = 100;

/// Folder of parts that only this process uses.
#[derive(Debug)]
pub(crate) struct WorkFolder {
    path: PathBuf,
    is_temporary: bool,
    lock: Option<File>,
}

/// Part of one file: its note in memory, and its rows and rejects on disk.
#[derive(Debug)]
pub(crate) struct Part {
    pub(crate) note: PartNote,
    /// True if an earlier run had read the file.
    pub(crate) resumed: bool,
    rows: PathBuf,
    rejects: PathBuf,
}

impl Part {
    /// Opens its rows, which are in order.
    ///
    /// # Errors
    /// When they cannot be read.
    pub(crate) fn open_rows(&self) -> io::Result<RowReader> {
        RowReader::new(File::open(&self.rows)?)
    }

    /// Opens its rejects, one per line.
    ///
    /// # Errors
    /// When they cannot be read.
    pub(crate) fn open_rejects(&self) -> io::Result<impl BufRead> {
        Ok(BufReader::new(File::open(&self.rejects)?))
    }

    /// Returns the sort key of parts.
    pub(crate) fn order(&self) -> (&str, &str, &Path) {
        (&self.note.name, &self.note.blake3, self.note.path())
    }

    /// Path of its rows.
    pub(crate) fn path(&self) -> &Path {
        &self.rows
    }
}

impl WorkFolder {
    /// Opens the folder next to a table and deletes unfinished files of interrupted runs.
    ///
    /// # Errors
    /// [`IngestError::Locked`] while another extraction writes the same table. Others when the
    /// folder cannot be written.
    pub(crate) fn open(out: &Path) -> Result<Self, IngestError> {
        let mut path = out.as_os_str().to_owned();
        path.push(".parts");
        let path = PathBuf::from(path);
        let fault = |source| IngestError::Write {
            path: path.clone(),
            source,
        };
        let Some(lock) = take_lock(&path).map_err(fault)? else {
            return Err(IngestError::Locked(out.to_owned()));
        };
        let work = Self {
            path: path.clone(),
            is_temporary: false,
            lock: Some(lock),
        };
        work.sweep().map_err(fault)?;
        Ok(work)
    }

    /// Creates a folder among temporary files, which is removed when it is dropped.
    ///
    /// # Errors
    /// When it cannot be created.
    pub(crate) fn temporary() -> Result<Self, IngestError> {
        let within = std::env::temp_dir();
        let mut made = Err(ErrorKind::AlreadyExists.into());
        let mut path = PathBuf::new();
        for attempt in 0..ATTEMPTS {
            path = within.join(format!("nearsite-rates-{}-{attempt}", std::process::id()));
            made = DirBuilder::new().mode(0o700).create(&path);
            if !matches!(&made, Err(fault) if fault.kind() == ErrorKind::AlreadyExists) {
                break;
            }
        }
        let work = Self {
            path: path.clone(),
            is_temporary: made.is_ok(),
            lock: None,
        };
        made.map(|()| work)
            .map_err(|source| IngestError::Write { path, source })
    }

    /// Path of the folder.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Returns the part of a file that an earlier run has read to its end, if nothing that
    /// determines it has changed since.
    pub(crate) fn find(
        &self,
        identity: &FileIdentity,
        key: &str,
        fingerprints: &FolderFingerprints,
    ) -> Option<Part> {
        let note_path = self.path_of(identity, DONE);
        if fs::metadata(&note_path).ok()?.len() > MAX_NOTE_BYTES {
            return None;
        }
        let note: PartNote = serde_json::from_slice(&fs::read(note_path).ok()?).ok()?;
        let folder = note.folder.as_deref();
        let is_same_folder = folder.is_none() || folder == fingerprints.of(identity.path());
        if note.key != key || note.identity != *identity || !is_same_folder {
            return None;
        }
        let part = self.part(note, true);
        let rejects_bytes = fs::metadata(&part.rejects).ok()?.len();
        let rows = fingerprint(&part.rows).ok()?;
        let is_whole =
            rejects_bytes == part.note.rejects_bytes && rows.blake3 == part.note.part_blake3;
        is_whole.then_some(part)
    }

    /// Renames the unfinished files of a part into place, the note last.
    ///
    /// # Errors
    /// When they cannot be renamed or the note cannot be written.
    pub(super) fn keep(&self, note: PartNote) -> Result<Part, IngestError> {
        let identity = &note.identity;
        self.keep_files(&note)
            .map_err(|source| IngestError::Write {
                path: self.path_of(identity, DONE),
                source,
            })?;
        Ok(self.part(note, false))
    }

    fn keep_files(&self, note: &PartNote) -> io::Result<()> {
        let identity = &note.identity;
        // The note of an older reading must not be valid for new rows.
        match fs::remove_file(self.path_of(identity, DONE)) {
            Err(fault) if fault.kind() != ErrorKind::NotFound => return Err(fault),
            _ => {}
        }
        let mut file = File::create(self.unfinished(identity, DONE))?;
        file.write_all(&serde_json::to_vec(note)?)?;
        file.sync_all()?;
        for kind in [ROWS, REJECTS] {
            fs::rename(
                self.unfinished(identity, kind),
                self.path_of(identity, kind),
            )?;
        }
        File::open(&self.path)?.sync_all()?;
        fs::rename(
            self.unfinished(identity, DONE),
            self.path_of(identity, DONE),
        )?;
        File::open(&self.path)?.sync_all()
    }

    fn part(&self, note: PartNote, resumed: bool) -> Part {
        Part {
            rows: self.path_of(&note.identity, ROWS),
            rejects: self.path_of(&note.identity, REJECTS),
            note,
            resumed,
        }
    }

    /// Path of an unfinished file of this kind.
    pub(super) fn unfinished(&self, identity: &FileIdentity, kind: &str) -> PathBuf {
        self.path
            .join(format!("{}.{kind}.{UNFINISHED}", identity.stem()))
    }

    /// Removes the unfinished files of a part that was discarded.
    pub(super) fn remove_unfinished(&self, identity: &FileIdentity) {
        for kind in [ROWS, REJECTS, DONE] {
            // The next run deletes what cannot be removed now.
            let _ = fs::remove_file(self.unfinished(identity, kind));
        }
    }

    fn path_of(&self, identity: &FileIdentity, kind: &str) -> PathBuf {
        self.path.join(format!("{}.{kind}", identity.stem()))
    }

    fn sweep(&self) -> io::Result<()> {
        for entry in fs::read_dir(&self.path)? {
            let path = entry?.path();
            if path.extension().is_some_and(|end| end == UNFINISHED) {
                fs::remove_file(path)?;
            }
        }
        Ok(())
    }

    /// Path for the file that will replace the table.
    pub(crate) fn unfinished_table(&self) -> PathBuf {
        self.path.join(format!("table.{UNFINISHED}"))
    }

    /// Removes the folder and all parts in it.
    ///
    /// # Errors
    /// When it cannot be removed.
    pub(crate) fn remove(self) -> io::Result<()> {
        for entry in fs::read_dir(&self.path)? {
            let entry = entry?;
            if entry.file_name() != LOCK {
                fs::remove_file(entry.path())?;
            }
        }
        self.remove_empty()
    }

    /// Leaves the folder to the next run, or removes it if it contains no part.
    pub(crate) fn leave(self) {
        let parts = fs::read_dir(&self.path).map(|entries| {
            let names = entries.flatten().map(|entry| entry.file_name());
            names.filter(|name| name != LOCK).count()
        });
        if matches!(parts, Ok(0)) {
            // The next run finds and removes a folder that stays.
            let _ = self.remove_empty();
        }
    }

    fn remove_empty(self) -> io::Result<()> {
        if self.lock.is_some() {
            fs::remove_file(self.path.join(LOCK))?;
        }
        match fs::remove_dir(&self.path) {
            // Another process already waits for the lock in it.
            Err(fault) if fault.kind() == ErrorKind::DirectoryNotEmpty => Ok(()),
            removed => removed,
        }
    }
}

impl Drop for WorkFolder {
    fn drop(&mut self) {
        if self.is_temporary {
            // A failure cannot be reported here. The system clears temporary files.
            let _ = fs::remove_dir_all(&self.path);
        }
    }
}

/// Creates the folder if necessary and locks it. Returns none when another process holds the lock.
fn take_lock(folder: &Path) -> io::Result<Option<File>> {
    let path = folder.join(LOCK);
    for _ in 0..ATTEMPTS {
        match DirBuilder::new().mode(0o700).create(folder) {
            Err(fault) if fault.kind() != ErrorKind::AlreadyExists => return Err(fault),
            _ => {}
        }
        match fs::symlink_metadata(folder) {
            Ok(found) if found.is_dir() => {}
            // Another run has just removed the folder.
            Err(fault) if fault.kind() == ErrorKind::NotFound => continue,
            Err(fault) => return Err(fault),
            Ok(_) => {
                return Err(io::Error::new(
                    ErrorKind::NotADirectory,
                    "a file has the name of the work folder: move it away",
                ));
            }
        }
        let mut options = File::options();
        let lock = match options.create(true).truncate(false).write(true).open(&path) {
            // The run that held the lock has just removed the folder.
            Err(fault) if fault.kind() == ErrorKind::NotFound => continue,
            opened => opened?,
        };
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Ok(None),
            Err(TryLockError::Error(fault)) => return Err(fault),
        }
        let inode = lock.metadata()?.ino();
        // The file may have been removed between opening and locking. Then the lock is void.
        if fs::metadata(&path).is_ok_and(|found| found.ino() == inode) {
            return Ok(Some(lock));
        }
    }
    Ok(None)
}

#[cfg(test)]
mod tests {
    use super::WorkFolder;

    #[test]
    fn a_temporary_folder_is_removed_with_its_owner() {
        let (first, second) = (WorkFolder::temporary(), WorkFolder::temporary());
        let (first, second) = (first.expect("a folder"), second.expect("another"));
        let paths = [first.path().to_owned(), second.path().to_owned()];
        assert!(paths[0] != paths[1] && paths.iter().all(|path| path.is_dir()));
        std::fs::write(paths[0].join("run.tmp"), "rows").expect("a file");
        drop(first);
        second.remove().expect("an empty folder");
        assert!(!paths.iter().any(|path| path.exists()));
    }
}
