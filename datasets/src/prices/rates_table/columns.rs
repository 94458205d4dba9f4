//! The columns of `rates.parquet` that a build reads.

use crate::reading::csv::CsvColumn;

pub(super) const SOURCE: usize = 0;
pub(super) const FILE: usize = 1;
pub(super) const FILE_BLAKE3: usize = 2;
pub(super) const ENTITY: usize = 3;
pub(super) const PAYER: usize = 4;
pub(super) const NETWORK_NAME: usize = 5;
pub(super) const LAST_UPDATED_ON: usize = 6;
pub(super) const SCHEMA_VERSION: usize = 7;
pub(super) const CODE: usize = 8;
pub(super) const ARRANGEMENT: usize = 9;
pub(super) const NEGOTIATED_TYPE: usize = 10;
pub(super) const RATE: usize = 11;
pub(super) const BILLING_CLASS: usize = 12;
pub(super) const SETTING: usize = 13;
pub(super) const SERVICE_CODES: usize = 14;
pub(super) const MODIFIERS: usize = 15;
pub(super) const EXPIRES_ON: usize = 16;
pub(super) const TIN_TYPE: usize = 17;
pub(super) const TIN: usize = 18;
pub(super) const NPI: usize = 19;
pub(super) const GROUP_SIZE: usize = 20;
pub(super) const POSITION: usize = 21;
pub(super) const CODE_TYPE: usize = 22;

/// Number of columns.
pub(super) const COUNT: usize = 23;

/// The columns, in the order of the constants above. A column that another engine omits is empty in
/// every row.
pub(super) const COLUMNS: [CsvColumn; COUNT] = [
    CsvColumn::required("source"),
    CsvColumn::optional("file"),
    CsvColumn::optional("file_blake3"),
    CsvColumn::optional("entity"),
    CsvColumn::optional("payer"),
    CsvColumn::optional("network_name"),
    CsvColumn::optional("last_updated_on"),
    CsvColumn::optional("schema_version"),
    CsvColumn::required("code"),
    CsvColumn::optional("arrangement"),
    CsvColumn::optional("negotiated_type"),
    CsvColumn::required("rate"),
    CsvColumn::optional("billing_class"),
    CsvColumn::optional("setting"),
    CsvColumn::optional("service_codes"),
    CsvColumn::optional("modifiers"),
    CsvColumn::optional("expires_on"),
    CsvColumn::optional("tin_type"),
    CsvColumn::optional("tin"),
    CsvColumn::optional("npi"),
    CsvColumn::optional("group_size"),
    CsvColumn::optional("position"),
    CsvColumn::optional("code_type"),
];
