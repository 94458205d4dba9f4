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

/// Hospital file to read.
pub(crate) struct HospitalFile<'a> {
    /// Opened file.
    pub(crate) source: Source,
    /// File name without folder. It may begin with an EIN.
    pub(crate) name: &'a str,
    /// Format. The column names decide again between tall and wide.
    pub(crate) format: HospitalFormat,
    /// Folder for scratch files.
    pub(crate) scratch: &'a Path,
    /// True if every record is checked against the template, not only the header.
    pub(crate) check: bool,
}

impl HospitalFile<'_> {
    /// Reads the file to its end. `progress` is called with the number of stored bytes read.
    ///
    /// # Errors
    /// [`FileFault`] if the file cannot be read, no rate can be read from it, or the sink fails.
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

/// Unpacked text of a hospital file.
pub(crate) struct HospitalText<'a, R> {
    /// Reader of the text.
    pub(crate) text: R,
    /// Offset of the text in the unpacked file.
    pub(crate) begin: u64,
    /// File name, as in [`HospitalFile`].
    pub(crate) name: &'a str,
    /// Format, as in [`HospitalFile`].
    pub(crate) format: HospitalFormat,
    /// Folder for scratch files.
    pub(crate) scratch: &'a Path,
    /// True if every record is checked against the template.
    pub(crate) check: bool,
}

impl<R: BufRead> HospitalText<'_, R> {
    /// Reads the text to its end. `progress` is called with the reader from time to time.
    ///
    /// # Errors
    /// Same as [`HospitalFile::read`].
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
