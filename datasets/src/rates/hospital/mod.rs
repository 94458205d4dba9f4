//! Reads hospital price-transparency files \[HPT]: CSV tall, CSV wide and JSON, versions 2.x and 3.0.
//!
//! In comes an open [`Source`], out come rates and rejects through a [`RateSink`], and what the file says about itself. Tables
//! are split (`split`, `scan`), their columns understood (`column`, `layout`, `header`) and their rows read (`table`); documents
//! are cut (`cutter`, `nesting`) and their items read (`document`, `items`, `item`), held back (`spool`) while it is not known
//! whom they are for (`providers`). Both end in `charge`. Memory is bounded by one record of at most 16 MiB.

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
mod nesting;
mod providers;
mod scan;
mod split;
mod spool;
mod table;
mod text;

#[cfg(test)]
mod tests;

use super::{FileFacts, RateSink, Wanted};
use crate::fault::FileFault;
use crate::source::{Fingerprint, Source};
use std::io::BufRead;

pub(crate) use detect::{Detection, detect};

/// Records between two reports of progress.
const REPORTED_RECORDS: u64 = 1024;
const NOT_UTF_8: &str = "some of it is not UTF-8 and was read as Windows-1252";

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
}

impl HospitalFile<'_> {
    /// Reads it to its end; `progress` is told the stored bytes read so far.
    ///
    /// # Errors
    /// [`FileFault`] when it cannot be read on, no rate could be read from it, or the sink gives up.
    pub(crate) fn read(
        mut self,
        wanted: &Wanted,
        sink: &mut dyn RateSink,
        progress: &mut dyn FnMut(u64),
    ) -> Result<(FileFacts, Fingerprint), FileFault> {
        let text = HospitalText {
            text: &mut self.source,
            name: self.name,
            format: self.format,
        };
        let facts = text.read(wanted, sink, &mut |source| progress(source.bytes_read()))?;
        Ok((facts, self.source.finish()?))
    }
}

/// The unpacked text of a hospital file.
pub(crate) struct HospitalText<'a, R> {
    /// The text.
    pub(crate) text: R,
    /// Name and format as in [`HospitalFile`].
    pub(crate) name: &'a str,
    /// See there.
    pub(crate) format: HospitalFormat,
}

impl<R: BufRead> HospitalText<'_, R> {
    /// Reads it to its end; `progress` is shown the reader now and then.
    ///
    /// # Errors
    /// As [`HospitalFile::read`].
    pub(crate) fn read(
        self,
        wanted: &Wanted,
        sink: &mut dyn RateSink,
        progress: &mut dyn FnMut(&R),
    ) -> Result<FileFacts, FileFault> {
        match self.format {
            HospitalFormat::CsvTall | HospitalFormat::CsvWide => {
                let rows = split::Splitter::new(self.text);
                table::read_table(rows, self.name, wanted, sink, progress)
            }
            HospitalFormat::Json => {
                document::read_document(self.text, self.name, wanted, sink, progress)
            }
        }
    }
}
