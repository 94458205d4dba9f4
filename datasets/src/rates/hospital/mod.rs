//! Reads hospital price-transparency files \[HPT]: CSV tall, CSV wide and JSON, versions 2.x and 3.0.
//!
//! In comes an open [`Source`], out come rates and rejects through a [`RateSink`], and what the file says about itself. Tables
//! are split (`split`, `scan`), their columns understood (`column`, `layout`, `header`) and their rows read (`table`); documents
//! are cut (`cutter`, `nesting`) and their items read (`document`, `items`, `item`), held back (`spool`) while it is not known
//! whom they are for (`providers`). Both end in `charge`. Memory is bounded by one record of at most 16 MiB. Where a file breaks
//! the template is told by `remarks`, which reads along and decides nothing.

mod charge;
mod column;
mod cutter;
mod dates;
mod detect;
mod document;
mod facts;
mod header;
mod item;
mod items;
mod layout;
mod measure;
mod nesting;
mod providers;
mod remarks;
mod scan;
mod split;
mod spool;
mod table;
mod text;

#[cfg(test)]
mod tests;

use super::{FileFacts, RateFilter, RateSink};
use crate::reading::file_fault::FileFault;
use crate::reading::source::{Fingerprint, Source};
use cutter::Cutter;
use document::read_document;
use providers::Providers;
use split::Splitter;
use std::io::BufRead;
use std::path::Path;
use table::read_table;
use text::Decoder;

pub(crate) use detect::{Detection, detect};
pub use measure::{MeasuredFile, measure_hospital_file};

/// Records between two reports of progress.
const REPORTED_RECORDS: u64 = 1024;

/// In which of the three formats a hospital file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum HospitalFormat {
    /// CSV, a row for each item, payer and plan.
    CsvTall,
    /// CSV, a row for each item, columns for each payer and plan.
    CsvWide,
    /// JSON.
    Json,
}

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

/// What the readers of both formats must know besides the bytes.
struct Terms<'a> {
    file_name: &'a str,
    wanted: &'a RateFilter,
    scratch: &'a Path,
    check: bool,
}

/// What is worth a warning about how a file was read.
fn reading_warnings(providers: &Providers, decoder: &Decoder) -> Vec<String> {
    let nameless =
        "it names no provider: it states no type-2 NPI, and its name does not begin with an EIN";
    let foreign = "some of it is not UTF-8 and was read as Windows-1252";
    let is_nameless = providers.group_size == 0 && providers.ein.is_none();
    let warnings = [(is_nameless, nameless), (decoder.met_windows_1252, foreign)];
    let given = warnings.into_iter().filter(|(is_given, _)| *is_given);
    given.map(|(_, warning)| warning.to_owned()).collect()
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
        let terms = Terms {
            file_name: self.name,
            wanted,
            scratch: self.scratch,
            check: self.check,
        };
        match self.format {
            HospitalFormat::CsvTall | HospitalFormat::CsvWide => {
                let rows = Splitter::new(self.text, self.begin);
                read_table(rows, &terms, sink, progress)
            }
            HospitalFormat::Json => {
                let items = Cutter::new(self.text, self.begin);
                read_document(items, &terms, sink, progress)
            }
        }
    }
}
