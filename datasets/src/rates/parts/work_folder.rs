//! The folder in which an extraction works: beside the table, locked, and used again by the next run when this one dies.
//!
//! ```text
//! rates.parquet.parts/.lock          held while an extraction runs
//! rates.parquet.parts/<file>.rows    sorted rows of a file that was read to its end
//! rates.parquet.parts/<file>.rejects its rejects
//! rates.parquet.parts/<file>.done    what it said and what the two must look like; written last
//! rates.parquet.parts/*.tmp          under way; swept by the next run
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

/// Rows of a part.
pub(super) const ROWS: &str = "rows";
/// Its rejects.
pub(super) const REJECTS: &str = "rejects";
const DONE: &str = "done";
const UNFINISHED: &str = "tmp";
const LOCK: &str = ".lock";
/// Largest note believed.
const MAX_NOTE_BYTES: u64 = 64 << 20;
/// Attempts at a folder that others make and remove at the same time.
const ATTEMPTS: usize = 100;

/// A folder of parts, held by this process alone.
#[derive(Debug)]
pub(crate) struct WorkFolder {
    path: PathBuf,
    is_temporary: bool,
    lock: Option<File>,
}

/// What came of one file: notes, and rows and rejects on disk.
#[derive(Debug)]
pub(crate) struct Part {
    pub(crate) done: PartNote,
    /// Whether an earlier run had read the file.
    pub(crate) resumed: bool,
    rows: PathBuf,
    rejects: PathBuf,
}

impl Part {
    /// Its rows, in order.
    ///
    /// # Errors
    /// When they cannot be read.
    pub(crate) fn open_rows(&self) -> io::Result<RowReader> {
        RowReader::new(File::open(&self.rows)?)
    }

    /// Its rejects, one a line.
    ///
    /// # Errors
    /// When they cannot be read.
    pub(crate) fn open_rejects(&self) -> io::Result<impl BufRead> {
        Ok(BufReader::new(File::open(&self.rejects)?))
    }

    /// What parts are ordered by.
    pub(crate) fn order(&self) -> (&str, &str, &Path) {
        (&self.done.name, &self.done.blake3, self.done.path())
    }

    /// Where its rows are.
    pub(crate) fn path(&self) -> &Path {
        &self.rows
    }
}

impl WorkFolder {
    /// The folder beside a table; what dead runs left unfinished in it is swept.
    ///
    /// # Errors
    /// [`IngestError::Locked`] while another extraction writes the same table; when nothing can be written there.
    pub(crate) fn beside(out: &Path) -> Result<Self, IngestError> {
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

    /// A folder of its own among temporary files, which goes when it is dropped.
    ///
    /// # Errors
    /// When it cannot be made.
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

    /// Where it is.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// The part of a file an earlier run has read to its end, if nothing it follows from has changed since.
    pub(crate) fn find(
        &self,
        identity: &FileIdentity,
        key: &str,
        neighbours: &FolderFingerprints,
    ) -> Option<Part> {
        let note = self.path_of(identity, DONE);
        if fs::metadata(&note).ok()?.len() > MAX_NOTE_BYTES {
            return None;
        }
        let done: PartNote = serde_json::from_slice(&fs::read(note).ok()?).ok()?;
        let beside = done.neighbours.as_deref();
        let is_beside_the_same = beside.is_none() || beside == neighbours.of(identity.path());
        if done.key != key || done.identity != *identity || !is_beside_the_same {
            return None;
        }
        let part = self.part(done, true);
        let rejects_bytes = fs::metadata(&part.rejects).ok()?.len();
        let rows = fingerprint(&part.rows).ok()?;
        let is_whole =
            rejects_bytes == part.done.rejects_bytes && rows.blake3 == part.done.part_blake3;
        is_whole.then_some(part)
    }

    /// Moves the unfinished files of a part into place, the note last.
    ///
    /// # Errors
    /// When they cannot be moved or the note cannot be written.
    pub(super) fn keep(&self, done: PartNote) -> Result<Part, IngestError> {
        let identity = &done.identity;
        self.keep_files(&done)
            .map_err(|source| IngestError::Write {
                path: self.path_of(identity, DONE),
                source,
            })?;
        Ok(self.part(done, false))
    }

    fn keep_files(&self, done: &PartNote) -> io::Result<()> {
        let identity = &done.identity;
        // The note of an older reading must not vouch for new rows.
        match fs::remove_file(self.path_of(identity, DONE)) {
            Err(fault) if fault.kind() != ErrorKind::NotFound => return Err(fault),
            _ => {}
        }
        let mut note = File::create(self.unfinished(identity, DONE))?;
        note.write_all(&serde_json::to_vec(done)?)?;
        note.sync_all()?;
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

    fn part(&self, done: PartNote, resumed: bool) -> Part {
        Part {
            rows: self.path_of(&done.identity, ROWS),
            rejects: self.path_of(&done.identity, REJECTS),
            done,
            resumed,
        }
    }

    /// A file of this kind that is under way.
    pub(super) fn unfinished(&self, identity: &FileIdentity, kind: &str) -> PathBuf {
        self.path
            .join(format!("{}.{kind}.{UNFINISHED}", identity.stem()))
    }

    /// Removes what is under way of a file that was given up.
    pub(super) fn remove_unfinished(&self, identity: &FileIdentity) {
        for kind in [ROWS, REJECTS, DONE] {
            // What cannot be removed is swept by the next run.
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

    /// A path in it for a file that is to replace the table.
    pub(crate) fn unfinished_table(&self) -> PathBuf {
        self.path.join(format!("table.{UNFINISHED}"))
    }

    /// Removes the folder when it is of no more use.
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

    /// Removes the folder if there is no part in it.
    pub(crate) fn leave(self) {
        let parts = fs::read_dir(&self.path).map(|entries| {
            let names = entries.flatten().map(|entry| entry.file_name());
            names.filter(|name| name != LOCK).count()
        });
        if matches!(parts, Ok(0)) {
            // A folder that stays is found, and removed, by the next run.
            let _ = self.remove_empty();
        }
    }

    fn remove_empty(self) -> io::Result<()> {
        if self.lock.is_some() {
            fs::remove_file(self.path.join(LOCK))?;
        }
        match fs::remove_dir(&self.path) {
            // Somebody waits in it for the lock already.
            Err(fault) if fault.kind() == ErrorKind::DirectoryNotEmpty => Ok(()),
            removed => removed,
        }
    }
}

impl Drop for WorkFolder {
    fn drop(&mut self) {
        if self.is_temporary {
            // Nothing is left to tell; the system clears temporary files.
            let _ = fs::remove_dir_all(&self.path);
        }
    }
}

/// Makes the folder if need be and takes its lock; none when somebody holds it.
fn take_lock(folder: &Path) -> io::Result<Option<File>> {
    let path = folder.join(LOCK);
    for _ in 0..ATTEMPTS {
        match DirBuilder::new().mode(0o700).create(folder) {
            Err(fault) if fault.kind() != ErrorKind::AlreadyExists => return Err(fault),
            _ => {}
        }
        if !fs::symlink_metadata(folder).is_ok_and(|found| found.is_dir()) {
            return Err(io::Error::new(
                ErrorKind::NotADirectory,
                "something else has the name of the work folder: move it away",
            ));
        }
        let mut options = File::options();
        let lock = match options.create(true).truncate(false).write(true).open(&path) {
            // The run that held it has just removed the folder.
            Err(fault) if fault.kind() == ErrorKind::NotFound => continue,
            opened => opened?,
        };
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Ok(None),
            Err(TryLockError::Error(fault)) => return Err(fault),
        }
        let inode = lock.metadata()?.ino();
        // It may have been removed between opening and locking; then it guards nothing.
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
    fn a_temporary_folder_goes_with_whoever_made_it() {
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
