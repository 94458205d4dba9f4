//! Entry point of the benchmark: reads a hospital file like the command does, and keeps only
//! counts.

use super::detect::{Detection, detect};
use super::hospital_file::HospitalFile;
use crate::rates::rate_filter::RateFilter;
use crate::rates::stated_rate::{RateSink, StatedRate};
use crate::reading::file_fault::FileFault;
use crate::reading::reject::RowFault;
use crate::reading::source::Source;
use std::io::BufRead;
use std::path::Path;

/// Counts of one file.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct HospitalFileCounts {
    /// Number of rows or items.
    pub records: u64,
    /// Number of records with a requested code.
    pub records_wanted: u64,
    /// Number of rates in these records.
    pub rates: u64,
    /// Number of rejects.
    pub rejects: u64,
}

impl RateSink for HospitalFileCounts {
    fn rate(&mut self, _: &StatedRate<'_>) -> Result<(), FileFault> {
        self.rates += 1;
        Ok(())
    }

    fn reject(&mut self, _: u64, _: u64, _: RowFault) -> Result<(), FileFault> {
        self.rejects += 1;
        Ok(())
    }
}

/// Reads a file and counts the rates of some codes. The given NPIs count as registered.
///
/// # Errors
/// [`FileFault`] if it is not a hospital file, or cannot be read to its end.
pub fn count_hospital_file(
    path: &Path,
    codes: &[&str],
    npis: &[u64],
) -> Result<HospitalFileCounts, FileFault> {
    let mut source = Source::open(path)?;
    let format = match detect(source.fill_buf()?) {
        Detection::Hospital(format) => format,
        Detection::Legacy(fault) => return Err(fault),
        Detection::Other => {
            let found = "not a hospital file";
            let advice = "choose a file in the template of CMS";
            return Err(FileFault::Format { found, advice });
        }
    };
    let name = "standardcharges";
    let file = HospitalFile {
        source,
        name,
        format,
        scratch: &std::env::temp_dir(),
        check: false,
    };
    let wanted = RateFilter::of(codes, npis, &[]);
    let mut measured = HospitalFileCounts::default();
    let (facts, _) = file.read(&wanted, &mut measured, &mut |_| ())?;
    measured.records = facts.records;
    measured.records_wanted = facts.records_wanted;
    Ok(measured)
}
