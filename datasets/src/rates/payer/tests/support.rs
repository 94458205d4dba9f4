//! Reads a text and shows what came of it.

use super::super::file_reader::PayerFileReader;
use crate::rates::rate_filter::RateFilter;
use crate::rates::stated_rate::{FileFacts, RateSink, StatedRate};
use crate::reading::file_fault::FileFault;
use crate::reading::json::BlockReader;
use crate::reading::reject::{RejectCode, RowFault};
use nearsite_domain::Npi;
use std::path::{Path, PathBuf};

/// Registered NPIs and EIN of the tests.
pub(super) const NPI_A: u64 = 1_234_567_893;
pub(super) const NPI_B: u64 = 1_111_111_112;
pub(super) const EIN: u32 = 742_345_678;

/// A row, with texts of its own.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Row {
    pub(super) network: Option<String>,
    pub(super) code: String,
    pub(super) code_type: Option<String>,
    pub(super) arrangement: Option<String>,
    pub(super) negotiated_type: Option<String>,
    pub(super) rate: i64,
    pub(super) class: Option<String>,
    pub(super) setting: Option<String>,
    pub(super) service_codes: Vec<String>,
    pub(super) modifiers: Vec<String>,
    pub(super) expires_on: Option<String>,
    pub(super) tin_type: Option<String>,
    pub(super) tin: Option<String>,
    pub(super) npi: Option<u64>,
    pub(super) group_size: u32,
    pub(super) position: u64,
}

/// What came of a file.
#[derive(Debug, Default)]
pub(super) struct Seen {
    pub(super) rows: Vec<Row>,
    pub(super) rejects: Vec<(u64, u64, RowFault)>,
    pub(super) facts: FileFacts,
}

impl RateSink for Seen {
    fn rate(&mut self, rate: &StatedRate<'_>) -> Result<(), FileFault> {
        let owned = |text: Option<&str>| text.map(str::to_owned);
        self.rows.push(Row {
            network: owned(rate.network_name),
            code: rate.code.to_owned(),
            code_type: owned(rate.code_type),
            arrangement: owned(rate.arrangement),
            negotiated_type: owned(rate.negotiated_type),
            rate: rate.rate.0,
            class: owned(rate.billing_class),
            setting: owned(rate.setting),
            service_codes: rate.service_codes.to_vec(),
            modifiers: rate.modifiers.to_vec(),
            expires_on: rate.expires_on.map(|day| day.to_string()),
            tin_type: owned(rate.tin_type),
            tin: owned(rate.tin),
            npi: rate.npi.map(Npi::as_u64),
            group_size: rate.group_size,
            position: rate.position,
        });
        Ok(())
    }

    fn reject(&mut self, record: u64, position: u64, fault: RowFault) -> Result<(), FileFault> {
        self.rejects.push((record, position, fault));
        Ok(())
    }
}

impl Seen {
    /// Codes and fields of the rejects.
    pub(super) fn reject_fields(&self) -> Vec<(RejectCode, &str)> {
        let fields = self.rejects.iter().map(|(_, _, fault)| fault);
        fields
            .map(|fault| (fault.code, fault.field.as_deref().unwrap_or("")))
            .collect()
    }

    pub(super) fn reject_codes(&self) -> Vec<RejectCode> {
        self.rejects.iter().map(|(.., fault)| fault.code).collect()
    }

    /// NPI and size of the group of each row.
    pub(super) fn providers(&self) -> Vec<(Option<u64>, u32)> {
        let rows = self.rows.iter();
        rows.map(|row| (row.npi, row.group_size)).collect()
    }

    pub(super) fn passed_over(&self, word: &str) -> u64 {
        let counts = self.facts.passed_over.iter();
        counts
            .filter(|(passed, _)| *passed == word)
            .map(|(_, count)| count)
            .sum()
    }
}

/// Codes and providers of the tests.
pub(super) fn wanted() -> RateFilter {
    RateFilter::of(&["70450", "70551"], &[NPI_A, NPI_B], &[EIN])
}

/// Reads a text in blocks of a size, as if it were in a folder.
pub(super) fn try_read_in_folder(
    folder: &Path,
    text: &[u8],
    block_bytes: usize,
) -> Result<Seen, FileFault> {
    let scratch = tempfile::tempdir().unwrap();
    let mut seen = Seen::default();
    let wanted = wanted();
    let root = PayerFileReader::new(&wanted, folder, scratch.path(), &mut seen);
    let facts = root.read(&mut BlockReader::new(text, block_bytes), 0);
    assert_eq!(std::fs::read_dir(scratch.path()).unwrap().count(), 0);
    seen.facts = facts?;
    Ok(seen)
}

/// Reads a text in blocks of a size.
pub(super) fn try_read(text: &[u8], block_bytes: usize) -> Result<Seen, FileFault> {
    try_read_in_folder(&PathBuf::from("/nowhere"), text, block_bytes)
}

/// Reads a text that can be read, in blocks of 100 bytes.
pub(super) fn read(text: &str) -> Seen {
    try_read(text.as_bytes(), 100).unwrap()
}

/// The message about a text that cannot be read.
pub(super) fn fault(text: &str) -> String {
    try_read(text.as_bytes(), 100).unwrap_err().to_string()
}

/// A file with one reference, 1, of `NPI_A` and a stranger, and some items.
pub(super) fn file(items: &str) -> String {
    file_with("", items)
}

/// The same with further fields, each with a comma behind it.
pub(super) fn file_with(fields: &str, items: &str) -> String {
    format!(
        r#"{{{fields}"reporting_entity_name":"Acme","version":"2.0.0","provider_references":[{}],"in_network":[{items}]}}"#,
        reference("1", &[NPI_A, 1_999_999_999])
    )
}

/// A reference of one group.
pub(super) fn reference(id: &str, npis: &[u64]) -> String {
    format!(
        r#"{{"provider_group_id":{id},"provider_groups":[{}]}}"#,
        group(npis, "999999999")
    )
}

/// A group with a TIN of type `ein`.
pub(super) fn group(npis: &[u64], tin: &str) -> String {
    format!(r#"{{"npi":{npis:?},"tin":{{"type":"ein","value":"{tin}"}}}}"#)
}

/// An item of one of our codes with some entries.
pub(super) fn item(entries: &str) -> String {
    item_of("70450", entries)
}

pub(super) fn item_of(code: &str, entries: &str) -> String {
    format!(
        r#"{{"negotiation_arrangement":"ffs","billing_code_type":"CPT","billing_code":"{code}","negotiated_rates":[{entries}]}}"#
    )
}

/// An entry that cites references, with some prices.
pub(super) fn entry(references: &str, prices: &str) -> String {
    format!(r#"{{"provider_references":[{references}],"negotiated_prices":[{prices}]}}"#)
}

/// A price that states its rate alone.
pub(super) fn price(rate: &str) -> String {
    format!(r#"{{"negotiated_rate":{rate}}}"#)
}
