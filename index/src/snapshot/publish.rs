//! Publication of a generation: built next to the live one, verified from disk, made current by one
//! atomic rename.
//!
//! ```text
//! DIR/CURRENT                     "<id> <BLAKE3 of its manifest>"
//! DIR/HISTORY                     ids in the order in which they were current
//! DIR/generations/<id>/           one immutable generation
//! DIR/generations/.tmp-<pid>/     a build in progress; the next build removes abandoned ones
//! DIR/.lock                       held while a build or rollback runs
//! ```
//! A build that dies at any point leaves `CURRENT` as it was. The current generation and the two
//! that were current before it are kept.

use super::error::{OpenError, PublishError};
use super::history::History;
use super::layout::{CURRENT, Current, GENERATIONS, finished, read_manifest};
use super::manifest::{
    ContentFile, FORMAT_VERSION, MANIFEST_FILE, Manifest, SnapshotCounts, SourceFile, TEXT_INDEX,
    content_id, hash,
};
use super::open::Snapshot;
use super::verify::Verify;
use super::write::{SnapshotContents, sync_folder, write_files, write_synced};
use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};

/// Number of generations kept in addition to the current one.
const KEPT_BEFORE: usize = 2;
const UNFINISHED: &str = ".tmp-";

/// Facts about a build that are not content and do not change the id.
#[derive(Debug, Clone)]
pub struct BuildFacts {
    /// Time of the build, RFC 3339 in UTC.
    pub created_at: String,
    /// Inputs.
    pub sources: Vec<SourceFile>,
    /// Counts for the shrink guard of the next build.
    pub counts: SnapshotCounts,
    /// The build report.
    pub report: serde_json::Value,
}

/// Result of a publication.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Published {
    /// The generation that is now current.
    pub id: String,
    /// True if a generation with this content existed already. It was verified and made current.
    pub reused: bool,
}

/// Steps of publishing, for progress and for tests that stop a build at each of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PublishStage {
    /// Files are written and fsynced.
    Writing,
    /// The manifest is written.
    Manifest,
    /// The generation is opened again and verified from disk.
    Verifying,
    /// The generation moves to its final name.
    Renaming,
    /// `CURRENT` is replaced.
    Switching,
    /// Old generations are deleted.
    Pruning,
}

/// Held while something changes a snapshot directory; one build at a time.
#[derive(Debug)]
pub struct BuildLock {
    root: PathBuf,
    _file: File,
}

impl BuildLock {
    /// Creates the directory if needed, takes its lock, and sweeps what dead builds left behind.
    ///
    /// # Errors
    /// When another build holds the lock or the directory cannot be written.
    pub fn acquire(root: &Path) -> Result<Self, PublishError> {
        let generations = root.join(GENERATIONS);
        fs::create_dir_all(&generations).map_err(PublishError::write("create", &generations))?;
        let path = root.join(".lock");
        let options = || {
            File::options()
                .create(true)
                .truncate(false)
                .write(true)
                .open(&path)
        };
        let file = options().map_err(PublishError::write("open", &path))?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(PublishError::Locked(root.to_owned())),
            Err(TryLockError::Error(source)) => {
                return Err(PublishError::write("lock", &path)(source));
            }
        }
        let lock = Self {
            root: root.to_owned(),
            _file: file,
        };
        lock.sweep()?;
        Ok(lock)
    }

    /// The directory this lock guards.
    pub fn root(&self) -> &Path {
        &self.root
    }

    fn sweep(&self) -> Result<(), PublishError> {
        let generations = self.root.join(GENERATIONS);
        let list = || fs::read_dir(&generations).map_err(PublishError::write("read", &generations));
        for entry in list()?.flatten() {
            if entry.file_name().to_string_lossy().starts_with(UNFINISHED) {
                fs::remove_dir_all(entry.path())
                    .map_err(PublishError::write("remove", entry.path()))?;
            }
        }
        let unfinished = self.root.join(format!("{CURRENT}.tmp"));
        if unfinished.exists() {
            fs::remove_file(&unfinished).map_err(PublishError::write("remove", &unfinished))?;
        }
        Ok(())
    }
}

/// Writes the contents as a new generation, verifies it from disk and makes it current.
///
/// # Errors
/// Any failure leaves `CURRENT` as it was and removes the unfinished generation.
pub fn publish(
    lock: &BuildLock,
    contents: SnapshotContents,
    facts: BuildFacts,
    progress: &mut dyn FnMut(PublishStage),
) -> Result<Published, PublishError> {
    let unfinished = lock
        .root
        .join(GENERATIONS)
        .join(format!("{UNFINISHED}{}", std::process::id()));
    fs::create_dir(&unfinished).map_err(PublishError::write("create", &unfinished))?;
    let result = build(lock, &unfinished, contents, facts, progress);
    if result.is_err() && unfinished.exists() {
        // The first error is the one to report; the next build sweeps again.
        let _ = fs::remove_dir_all(&unfinished);
    }
    result
}

fn build(
    lock: &BuildLock,
    unfinished: &Path,
    contents: SnapshotContents,
    facts: BuildFacts,
    progress: &mut dyn FnMut(PublishStage),
) -> Result<Published, PublishError> {
    progress(PublishStage::Writing);
    let prices_as_of = contents.prices_as_of;
    let files = write_files(unfinished, contents)?;
    let id = content_id(prices_as_of, &files);
    let home = lock.root.join(GENERATIONS).join(&id);
    if home.exists() {
        progress(PublishStage::Verifying);
        if let Ok(current) = verify_generation(lock.root(), &id) {
            fs::remove_dir_all(unfinished).map_err(PublishError::write("remove", unfinished))?;
            switch(lock, &current, progress)?;
            return Ok(Published { id, reused: true });
        }
        // Damaged since: the fresh build takes its place, and the next build sweeps what is left of
        // it.
        let aside = lock
            .root
            .join(GENERATIONS)
            .join(format!("{UNFINISHED}damaged-{id}"));
        fs::rename(&home, &aside).map_err(PublishError::write("rename", &home))?;
    }
    progress(PublishStage::Manifest);
    let manifest = manifest_bytes(&id, prices_as_of, files, facts)?;
    write_synced(&unfinished.join(MANIFEST_FILE), &manifest)?;
    sync_folder(unfinished)?;
    progress(PublishStage::Verifying);
    let current = Current {
        id: id.clone(),
        manifest_hash: hash(&manifest),
    };
    Snapshot::open_folder(unfinished, &current, Verify::Full).map_err(PublishError::Verify)?;
    progress(PublishStage::Renaming);
    fs::rename(unfinished, &home).map_err(PublishError::write("rename", unfinished))?;
    sync_folder(&lock.root.join(GENERATIONS))?;
    switch(lock, &current, progress)?;
    Ok(Published { id, reused: false })
}

/// Verifies every byte of a finished generation.
fn verify_generation(root: &Path, id: &str) -> Result<Current, OpenError> {
    let current = Current::of_generation(root, id)?;
    Snapshot::open_folder(&root.join(GENERATIONS).join(id), &current, Verify::Full)?;
    Ok(current)
}

fn manifest_bytes(
    id: &str,
    prices_as_of: nearsite_domain::Day,
    files: Vec<ContentFile>,
    facts: BuildFacts,
) -> Result<Vec<u8>, PublishError> {
    let manifest = Manifest {
        format_version: FORMAT_VERSION,
        text_index: TEXT_INDEX.to_owned(),
        id: id.to_owned(),
        created_at: facts.created_at,
        prices_as_of,
        sources: facts.sources,
        counts: facts.counts,
        report: facts.report,
        files,
    };
    serde_json::to_vec_pretty(&manifest).map_err(|error| PublishError::Contents(error.to_string()))
}

/// Makes a generation current by one durable rename. Then deletes generations that no rollback
/// needs.
fn switch(
    lock: &BuildLock,
    current: &Current,
    progress: &mut dyn FnMut(PublishStage),
) -> Result<(), PublishError> {
    progress(PublishStage::Switching);
    let before = Current::read(&lock.root).ok();
    let mut history = History::read(&lock.root, before.as_ref().map(|before| before.id.as_str()));
    history.add(&current.id);
    history.write(&lock.root)?;
    point_to(lock, current)?;
    progress(PublishStage::Pruning);
    prune(lock, &history)
}

/// Replaces `CURRENT`.
fn point_to(lock: &BuildLock, current: &Current) -> Result<(), PublishError> {
    let (path, next) = (
        lock.root.join(CURRENT),
        lock.root.join(format!("{CURRENT}.tmp")),
    );
    write_synced(&next, current.to_line().as_bytes())?;
    fs::rename(&next, &path).map_err(PublishError::write("rename", &next))?;
    sync_folder(&lock.root)
}

fn prune(lock: &BuildLock, history: &History) -> Result<(), PublishError> {
    let kept = history.latest(1 + KEPT_BEFORE);
    for id in finished(&lock.root) {
        if !kept.contains(&id.as_str()) {
            let folder = lock.root.join(GENERATIONS).join(id);
            fs::remove_dir_all(&folder).map_err(PublishError::write("remove", &folder))?;
        }
    }
    Ok(())
}

/// Makes the generation that was current before current again, after verifying it. Returns its id.
///
/// # Errors
/// When there is none, or it does not verify; `CURRENT` then stays.
pub fn rollback(lock: &BuildLock) -> Result<String, PublishError> {
    let current = Current::read(&lock.root).map_err(PublishError::Current)?;
    let mut history = History::read(&lock.root, Some(&current.id));
    let earlier = history.step_back();
    let id = earlier.ok_or_else(|| PublishError::NothingBefore(lock.root.clone()))?;
    let previous = verify_generation(&lock.root, &id).map_err(PublishError::Verify)?;
    history.write(&lock.root)?;
    point_to(lock, &previous)?;
    Ok(id)
}

/// The counts of the current snapshot, for the shrink guard; none when there is no snapshot yet.
///
/// # Errors
/// When there is one and its manifest cannot be used.
pub fn current_counts(root: &Path) -> Result<Option<SnapshotCounts>, PublishError> {
    let current = match Current::read(root) {
        Ok(current) => current,
        Err(OpenError::Missing(_)) => return Ok(None),
        Err(error) => return Err(PublishError::Current(error)),
    };
    let (manifest, _) =
        read_manifest(&root.join(GENERATIONS).join(&current.id)).map_err(PublishError::Current)?;
    Ok(Some(manifest.counts))
}
