//! External merge sort of rows: a full buffer is sorted and written as a run, and runs are merged
//! at the end.
//!
//! Runs are unlinked files, so an interrupted process leaves none behind. Only a few runs are
//! merged at once, fewer if rows are long. When there are that many runs of one size, they become
//! one of the next.

use super::row_file::{RowReader, RowWriter};
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::fs::File;
use std::io::{self, Seek};
use std::path::{Path, PathBuf};

/// Bytes of rows in memory before a run is written.
pub(crate) const BUFFER_BYTES: usize = 2 << 20;
/// Most runs merged at once. Each needs memory for the window of a decoder, so the number is small
/// and the same for files of any size.
const FAN_IN: usize = 4;
/// Most bytes of the first rows of all runs in a merge.
const HEADS_BYTES: usize = 32 << 20;

/// Sorts rows and drops repeated ones.
pub(super) struct RowSorter {
    folder: PathBuf,
    max_bytes: usize,
    bytes: Vec<u8>,
    /// Start and length of each row in `bytes`.
    rows: Vec<(u32, u32)>,
    longest_row: usize,
    /// Runs by size: those of one buffer, those merged from these, and so on.
    runs: Vec<Vec<File>>,
}

impl RowSorter {
    /// Creates a sorter that writes a run to `folder` after each `max_bytes` of rows.
    pub(super) fn new(folder: &Path, max_bytes: usize) -> Self {
        Self {
            folder: folder.to_owned(),
            max_bytes: max_bytes.min(1 << 30),
            bytes: Vec::new(),
            rows: Vec::new(),
            longest_row: 0,
            runs: Vec::new(),
        }
    }

    /// Adds the row that `append` appends to its buffer.
    ///
    /// # Errors
    /// When a run cannot be written.
    pub(super) fn add(&mut self, append: impl FnOnce(&mut Vec<u8>) -> bool) -> io::Result<()> {
        let start = self.bytes.len();
        if !append(&mut self.bytes) {
            return Err(io::Error::other("a rate names no code of the catalog"));
        }
        let length = self.bytes.len() - start;
        self.longest_row = self.longest_row.max(length);
        let too_long = |_| io::Error::other("a row is longer than 4 GiB");
        self.rows.push((
            u32::try_from(start).map_err(too_long)?,
            u32::try_from(length).map_err(too_long)?,
        ));
        let held = self.bytes.len() + self.rows.len() * size_of::<(u32, u32)>();
        if held >= self.max_bytes {
            self.spill()?;
        }
        Ok(())
    }

    /// Length of the longest row so far.
    pub(super) const fn longest_row(&self) -> usize {
        self.longest_row
    }

    /// Writes all rows into `out`, in order.
    ///
    /// # Errors
    /// When a run cannot be written or read back.
    pub(super) fn finish(mut self, out: &mut RowWriter) -> io::Result<()> {
        if self.runs.is_empty() {
            return self.write_buffer(out);
        }
        self.spill()?;
        (self.bytes, self.rows) = (Vec::new(), Vec::new());
        let mut runs: Vec<File> = std::mem::take(&mut self.runs)
            .into_iter()
            .flatten()
            .collect();
        while runs.len() > self.fan_in() {
            let smallest = runs.drain(..self.fan_in()).collect();
            let merged = self.merge_into_run(smallest)?;
            runs.push(merged);
        }
        merge(runs, out)
    }

    fn spill(&mut self) -> io::Result<()> {
        if self.rows.is_empty() {
            return Ok(());
        }
        let mut out = RowWriter::new(nameless_file(&self.folder)?, self.longest_row)?;
        self.write_buffer(&mut out)?;
        self.keep(out, 0)?;
        let mut size = 0;
        while self.runs[size].len() >= self.fan_in() {
            let full = std::mem::take(&mut self.runs[size]);
            let merged = self.merge_into_run(full)?;
            size += 1;
            self.place(merged, size);
        }
        Ok(())
    }

    fn write_buffer(&mut self, out: &mut RowWriter) -> io::Result<()> {
        let bytes = &self.bytes;
        let row = |&(start, length): &(u32, u32)| &bytes[start as usize..][..length as usize];
        self.rows.sort_unstable_by(|a, b| row(a).cmp(row(b)));
        self.rows.iter().try_for_each(|at| out.write(row(at)))?;
        self.rows.clear();
        self.bytes.clear();
        // Memory of a single huge row is freed at once.
        self.bytes.shrink_to(2 * self.max_bytes);
        Ok(())
    }

    /// Number of runs that may be merged at once.
    fn fan_in(&self) -> usize {
        (HEADS_BYTES / self.longest_row.max(1)).clamp(2, FAN_IN)
    }

    fn merge_into_run(&self, runs: Vec<File>) -> io::Result<File> {
        let mut out = RowWriter::new(nameless_file(&self.folder)?, self.longest_row)?;
        merge(runs, &mut out)?;
        finished(out)
    }

    fn keep(&mut self, run: RowWriter, size: usize) -> io::Result<()> {
        let run = finished(run)?;
        self.place(run, size);
        Ok(())
    }

    fn place(&mut self, run: File, size: usize) {
        if self.runs.len() <= size {
            self.runs.resize_with(size + 1, Vec::new);
        }
        self.runs[size].push(run);
    }
}

/// Completes a run and returns its file, ready to be read.
fn finished(run: RowWriter) -> io::Result<File> {
    let (mut file, _) = run.finish()?;
    file.rewind()?;
    Ok(file)
}

/// Merges sorted runs into `out`.
fn merge(runs: Vec<File>, out: &mut RowWriter) -> io::Result<()> {
    let mut readers = Vec::with_capacity(runs.len());
    let mut heads = BinaryHeap::with_capacity(runs.len());
    for (number, run) in runs.into_iter().enumerate() {
        let mut reader = RowReader::new(run)?;
        let mut row = Vec::new();
        if reader.next(&mut row)? {
            heads.push(Reverse((row, number)));
        }
        readers.push(reader);
    }
    while let Some(Reverse((mut row, number))) = heads.pop() {
        out.write(&row)?;
        if readers[number].next(&mut row)? {
            heads.push(Reverse((row, number)));
        }
    }
    Ok(())
}

/// Creates a file and unlinks it.
fn nameless_file(folder: &Path) -> io::Result<File> {
    use std::sync::atomic::{AtomicU64, Ordering};
    static NEXT: AtomicU64 = AtomicU64::new(0);
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    let path = folder.join(format!("run-{}-{number}.tmp", std::process::id()));
    let file = File::options()
        .read(true)
        .write(true)
        .create_new(true)
        .open(&path)?;
    std::fs::remove_file(&path)?;
    Ok(file)
}

#[cfg(test)]
#[path = "row_sorter_tests.rs"]
mod tests;
