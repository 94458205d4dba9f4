//! The door of the benchmark: reads a hospital file as the command does, and keeps nothing of it.

use super::detect::{Detection, detect};
use super::hospital_file::HospitalFile;
use crate::rates::rate_filter::RateFilter;
use crate::rates::stated_rate::{RateSink, StatedRate};
use crate::reading::file_fault::FileFault;
use crate::reading::reject::RowFault;
use crate::reading::source::Source;
use std::io::BufRead;
use std::path::Path;

/// What was read.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct HospitalFileCounts {
    /// Rows or items.
    pub records: u64,
    /// Of these, with a code asked for.
    pub records_wanted: u64,
    /// Rates in them.
    pub rates: u64,
    /// Rejects.
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

/// Reads a file for some codes; every type-2 NPI given counts as registered.
///
/// # Errors
/// [`FileFault`] when it is no hospital file or cannot be read on.
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
            let found = "no hospital file";
            let advice = "give one in the template of CMS";
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
