//! A first pass over the names of a rates table. It finds aliases without payer whose name has rates
//! of several payers.

use super::super::aliases::{NetworkAliases, RateName};
use super::super::parquet::ParquetTable;
use super::super::read_parquet::{ParquetRow, read_rows};
use super::columns::{COLUMNS, ENTITY, NETWORK_NAME, PAYER, SOURCE};
use crate::reading::csv::CsvColumn;
use crate::reading::file_fault::FileFault;
use crate::reading::progress::FileProgress;
use std::fs::File;
use std::io::{Read, Seek};
use std::path::Path;

/// The columns that are read.
const NAMES: [CsvColumn; 4] = [
    COLUMNS[SOURCE],
    COLUMNS[ENTITY],
    COLUMNS[PAYER],
    COLUMNS[NETWORK_NAME],
];

impl NetworkAliases {
    /// Notes the payers of each name in a rates table, if the alias table has rows without payer.
    ///
    /// # Errors
    /// [`FileFault`] if the file cannot be used.
    pub(crate) fn survey_payers(
        &mut self,
        path: &Path,
        progress: &mut FileProgress<'_>,
    ) -> Result<(), FileFault> {
        if !self.need_survey() {
            return Ok(());
        }
        self.survey(File::open(path).map_err(FileFault::Read)?, progress)
    }

    fn survey(
        &mut self,
        file: impl Read + Seek,
        progress: &mut FileProgress<'_>,
    ) -> Result<(), FileFault> {
        let mut table = ParquetTable::new(file, &NAMES)?;
        let note = |_, row: ParquetRow<'_, 4>| {
            if let ParquetRow::Cells([source, entity, payer, network_name]) = row {
                self.note_payer(RateName::of(source, entity, payer, network_name));
            }
            Ok(())
        };
        read_rows(&mut table, &NAMES, note, progress)
    }
}
