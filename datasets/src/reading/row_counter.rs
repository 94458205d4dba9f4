//! Counts of accepted and rejected rows, and the rejects file.
//!
//! One [`RowCounter`] belongs to one input file. Each row that is read ends as accepted, skipped,
//! repeated or rejected. It counts for the file and, if the row names one of our networks, for that
//! network. All counters write to one [`RejectsWriter`]. The writer keeps its first error and
//! returns it at the end, so parsers do not handle it.

use crate::reading::reject::{RecordPosition, Reject, RejectCode, RowFault};
use nearsite_domain::NetworkNo;
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

/// Largest size of the rejects file. Further rejects are counted only.
const MAX_REJECTS_BYTES: u64 = 1 << 30;
/// Number of rejects shown in the report.
const EXAMPLES: usize = 10;

/// Number of rejects per code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ByCode([u64; RejectCode::ALL.len()]);

impl Default for ByCode {
    fn default() -> Self {
        Self([0; RejectCode::ALL.len()])
    }
}

impl ByCode {
    /// Counts one reject.
    pub(crate) fn add(&mut self, code: RejectCode) {
        self.add_many(code, 1);
    }

    /// Adds a number of rejects of one code.
    pub(crate) fn add_many(&mut self, code: RejectCode, count: u64) {
        self.0[code as usize] += count;
    }

    fn add_all(&mut self, other: &Self) {
        for (sum, count) in self.0.iter_mut().zip(other.0) {
            *sum += count;
        }
    }

    /// Returns the codes that occurred, with their counts.
    pub fn iter(&self) -> impl Iterator<Item = (RejectCode, u64)> {
        RejectCode::ALL
            .iter()
            .copied()
            .zip(self.0)
            .filter(|&(_, count)| count > 0)
    }

    /// Number of rejects of one code.
    pub const fn get(&self, code: RejectCode) -> u64 {
        self.0[code as usize]
    }

    /// Number of rejects of all codes.
    pub fn total(&self) -> u64 {
        self.0.iter().sum()
    }
}

impl Serialize for ByCode {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for (code, count) in self.iter() {
            map.serialize_entry(code.as_str(), &count)?;
        }
        map.end()
    }
}

/// Counts of the rows of a file or of a network. `read` is the sum of accepted, skipped, repeated
/// and rejected.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Rows read.
    pub read: u64,
    /// Rows used.
    pub accepted: u64,
    /// Valid rows about an unknown site, NPI, code or network.
    pub skipped: u64,
    /// Rows equal to an earlier row of the same file, byte by byte.
    pub repeated: u64,
    /// Rows rejected.
    pub rejected: u64,
    /// Rows rejected, by code.
    pub rejected_by_code: ByCode,
    /// Parts of accepted rows that were rejected alone (an NPI, an attestation, a service, an
    /// accreditation), by code.
    pub parts_rejected_by_code: ByCode,
}

impl Counts {
    /// Adds two counts.
    pub(crate) fn plus(mut self, other: &Self) -> Self {
        self.read += other.read;
        self.accepted += other.accepted;
        self.skipped += other.skipped;
        self.repeated += other.repeated;
        self.rejected += other.rejected;
        self.rejected_by_code.add_all(&other.rejected_by_code);
        self.parts_rejected_by_code
            .add_all(&other.parts_rejected_by_code);
        self
    }

    /// Share of the rows read that were rejected. 0 if no row was read.
    pub fn reject_ratio(&self) -> f64 {
        if self.read == 0 {
            0.0
        } else {
            self.rejected as f64 / self.read as f64
        }
    }
}

/// Writer of the rejects file. Without a path it only counts.
#[derive(Debug)]
pub(crate) struct RejectsWriter {
    path: Option<PathBuf>,
    file: Option<BufWriter<File>>,
    max_bytes: u64,
    written_bytes: u64,
    unwritten: u64,
    fault: Option<std::io::Error>,
    examples: Vec<Reject>,
}

/// Result of a finished rejects file.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct RejectsWritten {
    /// Rejects that did not fit into the file.
    pub(crate) unwritten: u64,
    /// First few rejects.
    pub(crate) examples: Vec<Reject>,
}

impl RejectsWriter {
    /// Creates a writer that counts and keeps examples, and writes no file.
    pub(crate) fn unwritten() -> Self {
        Self {
            path: None,
            file: None,
            max_bytes: MAX_REJECTS_BYTES,
            written_bytes: 0,
            unwritten: 0,
            fault: None,
            examples: Vec::new(),
        }
    }

    /// Creates a rejects file that only its owner can read. It replaces an earlier one.
    ///
    /// # Errors
    /// When the file cannot be created. `InvalidInput` when the path names something that is not a
    /// file.
    pub(crate) fn create(path: &Path) -> std::io::Result<Self> {
        let file = private_file(path)?;
        Ok(Self {
            path: Some(path.to_owned()),
            file: Some(BufWriter::new(file)),
            ..Self::unwritten()
        })
    }

    /// Writes a reject, or only counts it once the file is full.
    pub(crate) fn add(&mut self, reject: Reject) {
        if let Some(file) = self.file.as_mut().filter(|_| self.fault.is_none()) {
            match line(&reject) {
                Ok(line) if self.written_bytes + line.len() as u64 <= self.max_bytes => {
                    self.written_bytes += line.len() as u64;
                    self.fault = file.write_all(&line).err();
                }
                Ok(_) => self.unwritten += 1,
                Err(fault) => self.fault = Some(fault),
            }
        }
        if self.examples.len() < EXAMPLES {
            self.examples.push(reject);
        }
    }

    /// Completes the file.
    ///
    /// # Errors
    /// The path and the first write error.
    pub(crate) fn finish(mut self) -> Result<RejectsWritten, (PathBuf, std::io::Error)> {
        let flushed = self.file.as_mut().map_or(Ok(()), Write::flush);
        match self.fault.map_or(flushed, Err) {
            Ok(()) => Ok(RejectsWritten {
                unwritten: self.unwritten,
                examples: self.examples,
            }),
            Err(fault) => Err((self.path.unwrap_or_default(), fault)),
        }
    }
}

fn line(reject: &Reject) -> std::io::Result<Vec<u8>> {
    let mut line = serde_json::to_vec(reject)?;
    line.push(b'\n');
    Ok(line)
}

/// Creates a file of mode 0600, replacing a regular file. A device such as `/dev/null` is opened as
/// it is.
fn private_file(path: &Path) -> std::io::Result<File> {
    use std::os::unix::fs::{FileTypeExt, OpenOptionsExt};
    match std::fs::symlink_metadata(path) {
        Ok(found) if found.file_type().is_char_device() => {
            return File::options().write(true).open(path);
        }
        Ok(found) if !found.is_file() => return Err(std::io::ErrorKind::InvalidInput.into()),
        Ok(_) => std::fs::remove_file(path)?,
        Err(fault) if fault.kind() == std::io::ErrorKind::NotFound => {}
        Err(fault) => return Err(fault),
    }
    File::options()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path)
}

/// Counter of the rows of one input file. It passes rejects to the rejects file.
#[derive(Debug)]
pub(crate) struct RowCounter<'a> {
    file: String,
    rejects: &'a mut RejectsWriter,
    counts: Counts,
    /// Counts by [`NetworkNo`].
    networks: Vec<Counts>,
}

impl<'a> RowCounter<'a> {
    /// Starts the counts of a file. `file` is its name in rejects, `networks` the number of our
    /// networks.
    pub(crate) fn new(file: &str, networks: usize, rejects: &'a mut RejectsWriter) -> Self {
        Self {
            file: file.to_owned(),
            rejects,
            counts: Counts::default(),
            networks: vec![Counts::default(); networks],
        }
    }

    /// Counts a row that is used.
    pub(crate) fn accept(&mut self, network: Option<NetworkNo>) {
        self.count(network, |counts| counts.accepted += 1);
    }

    /// Counts a valid row about something unknown to us. Reports call it skipped.
    pub(crate) fn skip(&mut self, network: Option<NetworkNo>) {
        self.count(network, |counts| counts.skipped += 1);
    }

    /// Counts a row equal to an earlier row.
    pub(crate) fn repeat(&mut self) {
        self.count(None, |counts| counts.repeated += 1);
    }

    /// Rejects a row.
    pub(crate) fn reject(
        &mut self,
        at: RecordPosition,
        network: Option<NetworkNo>,
        fault: RowFault,
    ) {
        let code = fault.code;
        self.count(network, |counts| {
            counts.rejected += 1;
            counts.rejected_by_code.add(code);
        });
        self.write(at, fault);
    }

    /// Rejects a row that was accepted before, because a later row with its key replaced it.
    pub(crate) fn replace(&mut self, at: RecordPosition, fault: RowFault) {
        self.counts.accepted = self.counts.accepted.saturating_sub(1);
        self.counts.rejected += 1;
        self.counts.rejected_by_code.add(fault.code);
        self.write(at, fault);
    }

    /// Rejects a part of a row. The rest of the row is used.
    pub(crate) fn reject_part(&mut self, at: RecordPosition, fault: RowFault) {
        self.counts.parts_rejected_by_code.add(fault.code);
        self.write(at, fault);
    }

    /// Returns the counts of the file and of each network.
    pub(crate) fn finish(self) -> (Counts, Vec<Counts>) {
        (self.counts, self.networks)
    }

    fn count(&mut self, network: Option<NetworkNo>, mut change: impl FnMut(&mut Counts)) {
        let of_network = network.and_then(|network| self.networks.get_mut(network.index()));
        for counts in std::iter::once(&mut self.counts).chain(of_network) {
            counts.read += 1;
            change(counts);
        }
    }

    fn write(&mut self, at: RecordPosition, fault: RowFault) {
        self.rejects.add(Reject {
            file: self.file.clone(),
            line: at.line,
            record: at.record,
            field: fault.field.map(Into::into),
            code: fault.code,
            message: fault.message.into(),
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_rejects_file_still_counts() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("rejects.ndjson");
        let mut rejects = RejectsWriter::create(&path).expect("a file");
        rejects.max_bytes = 300;
        let mut counter = RowCounter::new("a.csv", 0, &mut rejects);
        for record in 1..=20 {
            let at = RecordPosition { line: None, record };
            counter.reject(at, None, RowFault::missing("network"));
        }
        let (counts, _) = counter.finish();
        let written = rejects.finish().expect("a complete file");
        let lines = std::fs::read_to_string(&path)
            .expect("text")
            .lines()
            .count() as u64;
        assert_eq!(counts.rejected_by_code.get(RejectCode::MissingField), 20);
        assert!(lines > 0 && lines + written.unwritten == 20);
        assert_eq!(written.examples.len(), EXAMPLES);
    }

    #[test]
    fn a_full_disk_is_reported_at_the_end() {
        let mut rejects = RejectsWriter::create(Path::new("/dev/full")).expect("a device");
        let at = RecordPosition {
            line: Some(2),
            record: 1,
        };
        RowCounter::new("a.csv", 0, &mut rejects).reject(at, None, RowFault::missing("network"));
        assert!(rejects.finish().is_err());
    }
}
