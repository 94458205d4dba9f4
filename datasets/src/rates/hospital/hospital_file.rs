//! Reads one hospital file, or its unpacked text, in the format that was detected.

use super::csv_splitter::CsvSplitter;
use super::csv_table::read_csv_file;
use super::format::HospitalFormat;
use super::json_document::read_json_file;
use super::read_options::ReadOptions;
use crate::rates::rate_filter::RateFilter;
use crate::rates::stated_rate::{FileFacts, RateSink};
use crate::reading::file_fault::FileFault;
use crate::reading::json::JsonValueReader;
use crate::reading::source::{Fingerprint, Source};
use std::io::BufRead;
use std::path::Path;

/// A hospital file to be read.
pub(crate) struct HospitalFile<'a> {
    /// The file.
    pub(crate) source: Source,
    /// Its name without folder; an EIN may stand at its head.
    pub(crate) name: &'a str,
    /// Its format. Tall and wide are told apart by the columns again.
    pub(crate) format: HospitalFormat,
    /// Folder for what has to be set aside.
    pub(crate) scratch: &'a Path,
    /// Whether every record is held against the template, not the header alone.
    pub(crate) check: bool,
}

impl HospitalFile<'_> {
    /// Reads it to its end; `progress` is told the stored bytes read so far.
    ///
    /// # Errors
    /// [`FileFault`] when it cannot be read on, no rate could be read from it, or the sink gives up.
    pub(crate) fn read(
        mut self,
        wanted: &RateFilter,
        sink: &mut dyn RateSink,
        progress: &mut dyn FnMut(u64),
    ) -> Result<(FileFacts, Fingerprint), FileFault> {
        let text = HospitalText {
            begin: self.source.text_begins(),
            text: &mut self.source,
            name: self.name,
            format: self.format,
            scratch: self.scratch,
            check: self.check,
        };
        let facts = text.read(wanted, sink, &mut |source| progress(source.bytes_read()))?;
        Ok((facts, self.source.finish()?))
    }
}

/// The unpacked text of a hospital file.
pub(crate) struct HospitalText<'a, R> {
    /// The text.
    pub(crate) text: R,
    /// Where it begins in the unpacked file.
    pub(crate) begin: u64,
    /// Name, format, folder for scratch files and check as in [`HospitalFile`].
    pub(crate) name: &'a str,
    /// See there.
    pub(crate) format: HospitalFormat,
    /// See there.
    pub(crate) scratch: &'a Path,
    /// See there.
    pub(crate) check: bool,
}

impl<R: BufRead> HospitalText<'_, R> {
    /// Reads it to its end; `progress` is shown the reader now and then.
    ///
    /// # Errors
    /// As [`HospitalFile::read`].
    pub(crate) fn read(
        self,
        wanted: &RateFilter,
        sink: &mut dyn RateSink,
        progress: &mut dyn FnMut(&R),
    ) -> Result<FileFacts, FileFault> {
        let options = ReadOptions {
            file_name: self.name,
            wanted,
            scratch: self.scratch,
            check: self.check,
        };
        match self.format {
            HospitalFormat::CsvTall | HospitalFormat::CsvWide => {
                let rows = CsvSplitter::new(self.text, self.begin);
                read_csv_file(rows, &options, sink, progress)
            }
            HospitalFormat::Json => {
                let items = JsonValueReader::new(self.text, self.begin);
                read_json_file(items, &options, sink, progress)
            }
        }
    }
}
