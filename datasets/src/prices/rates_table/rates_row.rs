//! Checks one row of a rates table: turns text cells into a rate with its evidence, or returns why
//! the row is skipped or rejected.
//!
//! A rate that cannot be part of any price is kept with that verdict, because reviewers ask why it
//! lost. A row is rejected only if a value does not fit its column.

use super::super::aliases::RateName;
use super::super::claim::ServicePlaces;
use super::super::context::PriceContext;
use super::super::interner::TextInterner;
use super::super::modifiers::Modifiers;
use super::super::parquet::LIST_SEPARATOR;
use super::super::price_table_row::UnusedRow;
use super::super::rate::{ProviderKey, RateFields, StoredRate};
use super::cells::{invalid, optional, parse};
use super::columns::{
    CODE, COLUMNS, COUNT, ENTITY, FILE, FILE_BLAKE3, GROUP_SIZE, MODIFIERS, NETWORK_NAME, NPI,
    PAYER, POSITION, RATE, SCHEMA_VERSION, SERVICE_CODES, SOURCE, TIN, TIN_TYPE,
};
use super::evidence::{EvidenceFacts, RateDates};
use super::rate_words::RateWords;
use crate::reading::reject::{RejectCode, RowFault};
use nearsite_domain::{Cents, InvalidAmount, Npi, ProcedureCode, ProcedureNo, Tin};

/// Longest text kept from a row, in bytes.
const MAX_TEXT_BYTES: usize = 1024;

/// A row that is used.
#[derive(Debug, Clone, Copy)]
pub(super) struct RatesTableRow {
    pub(super) provider: ProviderKey,
    pub(super) procedure: ProcedureNo,
    /// True if a date of its file or of the row is blank or unreadable.
    pub(super) is_undated: bool,
    pub(super) rate: StoredRate,
}

/// The price file that a rate comes from.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(in super::super) struct SourceFile {
    file: String,
    blake3: String,
}

impl SourceFile {
    pub(super) fn of(cells: &[&str; COUNT]) -> Self {
        let text = |column: usize| truncated(cells[column]).to_owned();
        Self {
            file: text(FILE),
            blake3: text(FILE_BLAKE3),
        }
    }

    /// Returns the name and the beginning of the hash.
    pub(super) fn shown(&self) -> String {
        let hash: String = self.blake3.chars().take(16).collect();
        if hash.is_empty() {
            self.file.clone()
        } else {
            format!("{} (blake3 {hash})", self.file)
        }
    }
}

/// Returns the names of a row. Without a network name, the payer is the name, then the entity. The
/// entity of a payer's file is its payer if no other is named.
pub(super) fn name<'a>(cells: &[&'a str; COUNT]) -> RateName<'a> {
    let [source, entity, payer, network_name] =
        [SOURCE, ENTITY, PAYER, NETWORK_NAME].map(|column| cells[column]);
    RateName::of(source, entity, payer, network_name)
}

pub(super) fn too_many_files() -> UnusedRow {
    let message = "rates come from more than 65535 price files: build fewer at once";
    RowFault::field(RejectCode::InvalidValue, COLUMNS[FILE].name, message).into()
}

/// Checks one row. `record` is its number, `file` the number of its price file.
///
/// # Errors
/// [`UnusedRow`] if the row is skipped or rejected.
pub(super) fn check(
    cells: &[&str; COUNT],
    record: u64,
    file: u16,
    context: &PriceContext<'_>,
    texts: &mut TextInterner,
) -> Result<RatesTableRow, UnusedRow> {
    let is_hospital = match cells[SOURCE] {
        "payer_file" => false,
        "hospital_file" => true,
        _ => {
            return Err(invalid(
                SOURCE,
                RejectCode::InvalidValue,
                "must be payer_file or hospital_file",
            )
            .into());
        }
    };
    let code = read_code(cells, context)?;
    let provider = read_provider(cells)?;
    let amount = read_rate(cells)?;
    let modifiers = entries(cells[MODIFIERS]).collect::<Vec<_>>().join(" ");
    let modifiers = Modifiers::read(&modifiers);
    let words = RateWords::read(cells)?;
    let component = words.component(&modifiers, is_hospital)?;
    let group_size = read_group_size(cells)?;
    let dates = RateDates::read(cells);
    let line = parse(cells, POSITION, RejectCode::InvalidValue)?.unwrap_or(record);
    let sites = context.sites_by_provider.get(&provider).map_or(0, Vec::len);
    let (Some(procedure), true) = (code, sites > 0) else {
        return Err(UnusedRow::Skipped);
    };
    let support = EvidenceFacts {
        is_hospital,
        by_tin: optional(cells, NPI).is_none(),
        group_size,
        sites,
        negotiated_type: words.negotiated_type,
        is_old: dates.are_unknown || dates.is_stale(context.as_of),
    };
    let facts = RateFields {
        provider: Some(provider),
        component,
        altered: modifiers.alter(),
        modifier: keep(&modifiers.shown(), MODIFIERS, texts)?,
        amount,
        low: None,
        high: None,
        n_cases: None,
        group_size,
        claim: words.claim_type(is_hospital),
        places: ServicePlaces::of_codes(entries(cells[SERVICE_CODES])),
        ruled_out: words.exclusion(group_size),
        evidence: support.evidence(),
        window: dates.window,
        as_of: dates.window.from,
        source: keep(&source(cells, &dates), PAYER, texts)?,
        file,
        line,
    };
    Ok(RatesTableRow {
        provider,
        procedure,
        is_undated: dates.are_unknown,
        rate: StoredRate::new(&facts),
    })
}

/// Returns the procedure of a code; none if the code is well-formed but not in the catalog.
fn read_code(
    cells: &[&str; COUNT],
    context: &PriceContext<'_>,
) -> Result<Option<ProcedureNo>, RowFault> {
    let code = optional(cells, CODE).ok_or_else(|| RowFault::missing(COLUMNS[CODE].name))?;
    let code = code.to_ascii_uppercase();
    if let Some(number) = context.catalog.find(&code) {
        return Ok(Some(number));
    }
    ProcedureCode::new(&code)
        .map(|_| None)
        .map_err(|fault| invalid(CODE, RejectCode::InvalidCode, fault))
}

/// Reads the NPI, or the TIN if there is no NPI. A TIN of type `npi` is an NPI.
fn read_provider(cells: &[&str; COUNT]) -> Result<ProviderKey, UnusedRow> {
    if let Some(npi) = parse::<Npi>(cells, NPI, RejectCode::InvalidNpi)? {
        return Ok(npi.into());
    }
    let tin = optional(cells, TIN)
        .ok_or_else(|| invalid(NPI, RejectCode::MissingField, "an NPI or a TIN is required"))?;
    if cells[TIN_TYPE] == "npi" {
        let npi = parse::<Npi>(cells, TIN, RejectCode::InvalidNpi)?;
        return npi.map(ProviderKey::from).ok_or(UnusedRow::Skipped);
    }
    let tin = Tin::new(&tin.replace('-', ""))
        .map_err(|fault| invalid(TIN, RejectCode::InvalidValue, fault))?;
    let number = tin.as_str().parse().unwrap_or(0);
    ProviderKey::tin(number).ok_or(UnusedRow::Skipped)
}

/// Reads the rate to the cent. Zero is kept, so that it can be shown as a placeholder.
fn read_rate(cells: &[&str; COUNT]) -> Result<Cents, RowFault> {
    let text = optional(cells, RATE).ok_or_else(|| RowFault::missing(COLUMNS[RATE].name))?;
    match Cents::parse(text) {
        Ok(amount) => Ok(amount),
        Err(InvalidAmount::OutOfRange) if is_zero(text) => Ok(Cents(0)),
        Err(fault) => {
            let code = match fault {
                InvalidAmount::NotDecimal if text.starts_with('-') => RejectCode::AmountOutOfRange,
                InvalidAmount::NotDecimal => RejectCode::InvalidAmount,
                InvalidAmount::OutOfRange => RejectCode::AmountOutOfRange,
                InvalidAmount::Sentinel => RejectCode::Sentinel,
            };
            Err(invalid(RATE, code, fault))
        }
    }
}

/// True if a plain decimal has no whole dollars. After a range error its amount is below one cent.
fn is_zero(text: &str) -> bool {
    text.split('.')
        .next()
        .is_some_and(|whole| whole.bytes().all(|digit| digit == b'0'))
}

fn read_group_size(cells: &[&str; COUNT]) -> Result<Option<u32>, RowFault> {
    parse(cells, GROUP_SIZE, RejectCode::InvalidValue)
}

/// Returns the source: payer and network, or hospital and payer, with the version of the format and
/// a note if its age is unknown.
fn source(cells: &[&str; COUNT], dates: &RateDates) -> String {
    let parts = [ENTITY, PAYER, NETWORK_NAME].map(|column| truncated(cells[column]));
    let mut shown: Vec<&str> = Vec::new();
    for part in parts.into_iter().filter(|part| !part.is_empty()) {
        if !shown.contains(&part) {
            shown.push(part);
        }
    }
    let kind = if cells[SOURCE] == "hospital_file" {
        "hospital file"
    } else {
        "payer file"
    };
    let version = truncated(cells[SCHEMA_VERSION]);
    let kind = if version.is_empty() {
        kind.to_owned()
    } else {
        format!("{kind} {version}")
    };
    let age = if dates.are_unknown {
        ", date unknown"
    } else {
        ""
    };
    format!("{} ({kind}{age})", shown.join(", "))
}

/// Splits a list written as text into its entries.
fn entries(list: &str) -> impl Iterator<Item = &str> {
    list.split([LIST_SEPARATOR, ',', ' '])
        .filter(|entry| !entry.is_empty())
}

/// Cuts a text to a bounded length at a character boundary.
fn truncated(text: &str) -> &str {
    text.get(..text.floor_char_boundary(MAX_TEXT_BYTES / 4))
        .unwrap_or(text)
}

fn keep(text: &str, column: usize, texts: &mut TextInterner) -> Result<Option<u32>, RowFault> {
    if text.is_empty() {
        return Ok(None);
    }
    let position = texts.intern(text);
    position.map(Some).ok_or_else(|| {
        invalid(
            column,
            RejectCode::TooLong,
            "the texts of this column exceed 64 MiB in all; use fewer different ones",
        )
    })
}
