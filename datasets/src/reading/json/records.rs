//! Cuts a file into JSON records: one per line, or the elements of one top-level array.
//!
//! The first byte decides between the two, not the file name. A record has at most 16 MiB and 64
//! levels, and a longer line is not read further. Records equal to an earlier record, byte by byte,
//! are counted and skipped.

use super::bracket_scanner::{BracketScanner, exceeds_max_depth};
use crate::reading::csv::MAX_RECORD_BYTES;
use crate::reading::distinct_records::DistinctRecords;
use crate::reading::file_fault::FileFault;
use crate::reading::line_count::LineCount;
use crate::reading::reject::{RecordPosition, RejectCode, RowFault};
use crate::reading::row_counter::RowCounter;
use crate::reading::source::{Fingerprint, Source, Unpacked};
use memchr::memchr2;
use std::path::Path;

const CUT_OFF: &str = "the file ends inside a record: it is cut off, fetch it again";

/// Reader of a file of JSON records.
pub(crate) struct JsonRecords<S = Source> {
    source: S,
    layout: Layout,
    lines: LineCount,
    distinct: DistinctRecords,
    record: Vec<u8>,
    line: u64,
    scanner: BracketScanner,
    records: u64,
}

/// Layout of the records in the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Layout {
    /// One record per line.
    Lines,
    /// Elements of an array, whose opening bracket has been read.
    Array,
    /// After the end of the array.
    Ended,
}

impl JsonRecords {
    /// Opens a file and detects the layout of its records.
    ///
    /// # Errors
    /// [`FileFault`] when the file cannot be read or is empty.
    pub(crate) fn open(path: &Path) -> Result<Self, FileFault> {
        Self::new(Source::open(path)?)
    }

    /// Returns the size and hash of the file. Call it after the last record.
    ///
    /// # Errors
    /// [`FileFault`] when the file changed while it was read.
    pub(crate) fn finish(self) -> Result<Fingerprint, FileFault> {
        self.source.finish()
    }
}

impl<S: Unpacked> JsonRecords<S> {
    /// Detects the layout of the records in unpacked text.
    ///
    /// # Errors
    /// As [`JsonRecords::open`].
    pub(crate) fn new(source: S) -> Result<Self, FileFault> {
        let mut records = Self {
            source,
            layout: Layout::Lines,
            lines: LineCount::default(),
            distinct: DistinctRecords::default(),
            record: Vec::new(),
            line: 1,
            scanner: BracketScanner::default(),
            records: 0,
        };
        match records.skip_white_space()? {
            None => return Err(FileFault::Empty),
            Some(b'[') => {
                records.consume(1)?;
                records.layout = Layout::Array;
            }
            Some(_) => {}
        }
        Ok(records)
    }

    /// Returns the next valid and new record as text. Bad and repeated records before it go to the
    /// counter.
    ///
    /// # Errors
    /// [`FileFault`] when the file cannot be read further.
    pub(crate) fn next_record(
        &mut self,
        counter: &mut RowCounter<'_>,
    ) -> Result<Option<(RecordPosition, &str)>, FileFault> {
        let at = loop {
            if !self.read_record()? {
                return Ok(None);
            }
            self.records += 1;
            let at = RecordPosition {
                line: Some(self.line),
                record: self.records,
            };
            if !self.distinct.is_new(&self.record) {
                counter.repeat();
            } else if let Err(fault) = self.check_record() {
                counter.reject(at, None, fault);
            } else {
                break at;
            }
        };
        let text = std::str::from_utf8(&self.record).or(Err(self.structure("not UTF-8")))?;
        Ok(Some((at, text)))
    }

    /// Returns the stored bytes read so far and in all, for progress.
    pub(crate) fn progress(&self) -> (u64, u64) {
        self.source.progress()
    }

    fn check_record(&self) -> Result<(), RowFault> {
        if exceeds_max_depth(&self.record, self.scanner.reach()) {
            return Err(RowFault::row(
                RejectCode::TooDeep,
                "at most 64 levels of nesting are read",
            ));
        }
        match std::str::from_utf8(&self.record) {
            Ok(_) => Ok(()),
            Err(fault) => {
                let message = format!(
                    "not UTF-8 at byte {} of the record: save the file as UTF-8",
                    fault.valid_up_to()
                );
                Err(RowFault::row(RejectCode::NotUtf8, message))
            }
        }
    }

    fn read_record(&mut self) -> Result<bool, FileFault> {
        if self.layout == Layout::Ended {
            return Ok(false);
        }
        self.record.clear();
        self.scanner = BracketScanner::default();
        let first = self.skip_white_space()?;
        self.line = self.lines.line();
        match (self.layout, first) {
            (Layout::Lines, None) => Ok(false),
            (Layout::Lines, Some(_)) => self.read_line().map(|()| true),
            (_, None) => {
                Err(self.structure("the array is not closed: the file is cut off, fetch it again"))
            }
            (_, Some(b']')) if self.records == 0 => self.end_array().map(|()| false),
            (_, Some(_)) => self.read_element().map(|()| true),
        }
    }

    fn read_line(&mut self) -> Result<(), FileFault> {
        let ends_with_line = self.read_until(|scanner, input| {
            let end = memchr2(b'\n', b'\r', input);
            scanner.advance_to_end(&input[..end.unwrap_or(input.len())]);
            end
        })?;
        if !ends_with_line && !self.scanner.is_outside() {
            return Err(self.structure(CUT_OFF));
        }
        Ok(())
    }

    fn read_element(&mut self) -> Result<(), FileFault> {
        if !self.read_until(BracketScanner::advance_to_separator)? {
            return Err(self.structure(CUT_OFF));
        }
        if self.record.is_empty() {
            return Err(self.structure("a comma without a record: the array is not valid JSON"));
        }
        if self.source.fill_buf()?.first() == Some(&b']') {
            return self.end_array();
        }
        self.consume(1)?;
        if self.skip_white_space()? == Some(b']') {
            return Err(self.structure("a comma before the end of the array: it is not valid JSON"));
        }
        Ok(())
    }

    /// Reads up to the byte that ends the record, which stays unread. Returns false when the file ends
    /// first. `find_end` finds that byte in the next part of the input.
    fn read_until(
        &mut self,
        find_end: impl Fn(&mut BracketScanner, &[u8]) -> Option<usize>,
    ) -> Result<bool, FileFault> {
        loop {
            let input = self.source.fill_buf()?;
            if input.is_empty() {
                return Ok(false);
            }
            let found = find_end(&mut self.scanner, input);
            let used = found.unwrap_or(input.len());
            if self.record.len() + used > MAX_RECORD_BYTES {
                return Err(FileFault::RecordTooLong {
                    line: self.line,
                    limit: "16 MiB",
                });
            }
            self.record.extend_from_slice(&input[..used]);
            self.consume(used)?;
            if found.is_some() {
                return Ok(true);
            }
        }
    }

    fn end_array(&mut self) -> Result<(), FileFault> {
        self.consume(1)?;
        self.layout = Layout::Ended;
        match self.skip_white_space()? {
            None => Ok(()),
            Some(_) => Err(FileFault::Structure {
                line: self.lines.line(),
                what: "something follows the end of the array: give one array, or one record a line",
            }),
        }
    }

    /// Returns the first byte that is not white space, which stays unread. Returns none at the end
    /// of the file.
    fn skip_white_space(&mut self) -> Result<Option<u8>, FileFault> {
        loop {
            let input = self.source.fill_buf()?;
            if input.is_empty() {
                return Ok(None);
            }
            let blank = input
                .iter()
                .take_while(|&&byte| matches!(byte, b' ' | b'\t' | b'\n' | b'\r'))
                .count();
            let next = input.get(blank).copied();
            self.consume(blank)?;
            if next.is_some() {
                return Ok(next);
            }
        }
    }

    fn consume(&mut self, amount: usize) -> Result<(), FileFault> {
        let input = self.source.fill_buf()?;
        self.lines.count(input.get(..amount).unwrap_or(input));
        self.source.consume(amount);
        Ok(())
    }

    fn structure(&self, what: &'static str) -> FileFault {
        FileFault::Structure {
            line: self.line,
            what,
        }
    }
}
