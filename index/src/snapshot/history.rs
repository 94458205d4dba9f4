//! Order in which generations were current: the targets of a rollback, and the generations kept for
//! it.
//!
//! `DIR/HISTORY` lists ids, one per line, the newest last. A generation that becomes current again
//! is listed again. The file is written before `CURRENT`, which alone decides: after a crash
//! between the two, the history is read as `CURRENT` says.

use super::error::PublishError;
use super::layout::{CURRENT, GENERATIONS, generations_by_age, read_bounded};
use super::manifest::is_id;
use super::write::{sync_folder, write_synced};
use std::fs;
use std::path::Path;

/// Name of the file.
const HISTORY: &str = "HISTORY";
/// Most entries. More than the number of generations kept.
const LONGEST: usize = 16;

/// Size limit of the file, in bytes.
const LARGEST: u64 = 4 << 10;

/// Generations that still exist, in the order in which they were current. The current one is last.
pub(super) struct History(Vec<String>);

impl History {
    /// Reads the history up to a generation. Without a file, the generations by age are the
    /// history.
    pub(super) fn read(root: &Path, current: Option<&str>) -> Self {
        let written = read_bounded(&root.join(HISTORY), LARGEST).ok();
        let text = written.and_then(|bytes| String::from_utf8(bytes).ok());
        let mut ids = match text {
            Some(text) => text.lines().map(str::to_owned).collect(),
            None => generations_by_age(root),
        };
        if let Some(current) = current {
            match ids.iter().rposition(|id| id == current) {
                Some(last) => ids.truncate(last + 1),
                None => ids.push(current.to_owned()),
            }
        }
        let is_there = |id: &String| is_id(id) && root.join(GENERATIONS).join(id).is_dir();
        ids.retain(is_there);
        ids.dedup();
        Self(ids)
    }

    /// Adds the generation that becomes current.
    pub(super) fn add(&mut self, id: &str) {
        if self.0.last().is_none_or(|last| last != id) {
            self.0.push(id.to_owned());
        }
        let surplus = self.0.len().saturating_sub(LONGEST);
        self.0.drain(..surplus);
    }

    /// Returns the previous current generation. The last entry is removed from the history.
    pub(super) fn step_back(&mut self) -> Option<String> {
        self.0.pop();
        self.0.last().cloned()
    }

    /// Returns the last `count` different generations.
    pub(super) fn latest(&self, count: usize) -> Vec<&str> {
        let mut latest: Vec<&str> = Vec::new();
        for id in self.0.iter().rev() {
            if !latest.contains(&id.as_str()) && latest.len() < count {
                latest.push(id);
            }
        }
        latest
    }

    /// Writes and syncs the file. `CURRENT` is written after it.
    pub(super) fn write(&self, root: &Path) -> Result<(), PublishError> {
        let (path, next) = (root.join(HISTORY), root.join(format!("{CURRENT}.tmp")));
        write_synced(&next, format!("{}\n", self.0.join("\n")).as_bytes())?;
        fs::rename(&next, &path).map_err(PublishError::write("rename", &next))?;
        sync_folder(root)
    }
}
