//! Checks one row of a rates table: turns text cells into a rate with its evidence, or returns why
//! the row is skipped or rejected.
//!
//! A rate that cannot be part of any price is kept with that verdict, because reviewers ask why it
//! lost. A row is rejected only if a value does not fit its column.

use super::super::aliases::NetworkAliases;
use super::super::claim::{ClaimType, ServicePlaces};
use super::super::context::PriceContext;
use super::super::interner::TextInterner;
use super::super::modifiers::Modifiers;
use super::super::parquet::LIST_SEPARATOR;
use super::super::plausible::is_plausible;
use super::super::price_table_row::UnusedRow;
use super::super::rate::{ProviderKey, RateFields, StoredRate};
use super::columns::{
    ARRANGEMENT, BILLING_CLASS, CODE, CODE_TYPE, COLUMNS, COUNT, ENTITY, EXPIRES_ON, FILE,
    FILE_BLAKE3, GROUP_SIZE, LAST_UPDATED_ON, MODIFIERS, NEGOTIATED_TYPE, NETWORK_NAME, NPI, PAYER,
    POSITION, RATE, SCHEMA_VERSION, SERVICE_CODES, SETTING, SOURCE, TIN, TIN_TYPE,
};
use crate::code_type::is_procedure_code_type;
use crate::reading::reject::{RejectCode, RowFault};
use nearsite_domain::{
    Cents, Component, Day, Evidence, InvalidAmount, NetworkNo, Npi, Procedure, ProcedureCode,
    ProcedureNo, Tin, Verdict, Window,
};
use std::fmt::Display;
use std::str::FromStr;

/// Most NPIs that may share a site rate.
const MOST_NPIS_OF_A_SITE: u32 = 50;
/// Most sites that an NPI or TIN may have for a site rate.
const MOST_SITES_OF_AN_NPI: usize = 10;
/// Most NPIs that may share a plausible rate.
const MOST_NPIS_BELIEVED: u32 = 1_000;
/// Days after which a rate counts as an estimate. Files are due every month.
const STALE_AFTER_DAYS: i32 = 365;
/// Longest text kept from a row, in bytes.
const MAX_TEXT_BYTES: usize = 1024;

/// A row that is used.
#[derive(Debug, Clone, Copy)]
pub(super) struct RatesTableRow {
    pub(super) provider: ProviderKey,
    pub(super) procedure: ProcedureNo,
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

/// Returns the network name of a row. Without one, it returns the payer, then the entity.
pub(super) fn network_name<'a>(cells: &[&'a str; COUNT]) -> &'a str {
    optional(cells, NETWORK_NAME)
        .or(optional(cells, PAYER))
        .or(optional(cells, ENTITY))
        .unwrap_or("")
}

/// Returns the networks of a row.
pub(super) fn networks_of<'a>(
    cells: &[&str; COUNT],
    aliases: &'a NetworkAliases,
) -> &'a [NetworkNo] {
    aliases.networks_of(network_name(cells))
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
    let component = modifiers
        .component(None)
        .map_err(|fault| invalid(MODIFIERS, RejectCode::ComponentContradiction, fault))?;
    let group_size = read_group_size(cells)?;
    let window = read_window(cells)?;
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
        negotiated_type: cells[NEGOTIATED_TYPE],
        updated: window.from,
        as_of: context.as_of,
    };
    let ruled_out = exclusion(cells, group_size)
        .or_else(|| amount_exclusion(context.catalog.get(procedure), component, amount));
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
        claim: if is_hospital {
            ClaimType::Hospital
        } else {
            ClaimType::of_payer(cells[BILLING_CLASS])
        },
        places: ServicePlaces::of_codes(entries(cells[SERVICE_CODES])),
        ruled_out,
        evidence: support.evidence(),
        window,
        as_of: window.from,
        source: keep(&source(cells), PAYER, texts)?,
        file,
        line,
    };
    Ok(RatesTableRow {
        provider,
        procedure,
        rate: StoredRate::new(&facts),
    })
}

/// The facts that decide the evidence of a rate.
struct EvidenceFacts<'a> {
    is_hospital: bool,
    by_tin: bool,
    /// Number of NPIs that share the rate. If it is not stated, it may be large.
    group_size: Option<u32>,
    sites: usize,
    negotiated_type: &'a str,
    updated: Option<Day>,
    as_of: Day,
}

impl EvidenceFacts<'_> {
    /// Returns the evidence. A derived or stale rate is an estimate, and a rate of many providers a
    /// group rate. A rate of this site alone is a site rate, or a fee schedule if it says so.
    fn evidence(&self) -> Evidence {
        let is_stale = self.updated.is_some_and(|day| {
            self.as_of.days_since_epoch() - day.days_since_epoch() > STALE_AFTER_DAYS
        });
        let is_shared = self.sites > MOST_SITES_OF_AN_NPI
            || self.by_tin && (!self.is_hospital || self.sites > 1)
            || self
                .group_size
                .is_none_or(|size| size > MOST_NPIS_OF_A_SITE);
        match self.negotiated_type {
            _ if is_stale => Evidence::Estimate,
            "derived" => Evidence::Estimate,
            "fee schedule" => Evidence::FeeSchedule,
            _ if is_shared => Evidence::GroupRate,
            _ => Evidence::SiteRate,
        }
    }
}

/// Returns the verdict of a rate that is not an amount for one outpatient exam at one provider.
fn exclusion(cells: &[&str; COUNT], group_size: Option<u32>) -> Option<Verdict> {
    if matches!(cells[ARRANGEMENT], "bundle" | "capitation") {
        Some(Verdict::NotOneExam)
    } else if matches!(cells[NEGOTIATED_TYPE], "percentage" | "per diem") {
        Some(Verdict::NotDollars)
    } else if cells[SETTING] == "inpatient" {
        Some(Verdict::WrongSetting)
    } else if !is_procedure_code_type(cells[CODE_TYPE]) {
        Some(Verdict::SuspectCode)
    } else if group_size.is_some_and(|size| size > MOST_NPIS_BELIEVED) {
        Some(Verdict::SuspectGroup)
    } else {
        None
    }
}

fn amount_exclusion(procedure: &Procedure, component: Component, amount: Cents) -> Option<Verdict> {
    (!is_plausible(procedure.modality, component, amount)).then_some(Verdict::SuspectAmount)
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

/// Reads the window of a rate: from the date of its file to its expiration. 9999-12-31 means that
/// it does not expire.
fn read_window(cells: &[&str; COUNT]) -> Result<Window, RowFault> {
    let from = parse(cells, LAST_UPDATED_ON, RejectCode::InvalidDate)?;
    let expires = optional(cells, EXPIRES_ON).filter(|&day| day != "9999-12-31");
    let to = expires.map(str::parse).transpose();
    Ok(Window {
        from,
        to: to.map_err(|fault| invalid(EXPIRES_ON, RejectCode::InvalidDate, fault))?,
    })
}

/// Returns the source: payer and network, or hospital and payer, with the version of the format.
fn source(cells: &[&str; COUNT]) -> String {
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
    format!("{} ({kind})", shown.join(", "))
}

/// Splits a list written as text into its entries.
fn entries(list: &str) -> impl Iterator<Item = &str> {
    list.split([LIST_SEPARATOR, ',', ' '])
        .filter(|entry| !entry.is_empty())
}

fn optional<'a>(cells: &[&'a str; COUNT], column: usize) -> Option<&'a str> {
    Some(cells[column]).filter(|text| !text.is_empty())
}

fn parse<T>(cells: &[&str; COUNT], column: usize, code: RejectCode) -> Result<Option<T>, RowFault>
where
    T: FromStr<Err: Display>,
{
    optional(cells, column)
        .map(str::parse)
        .transpose()
        .map_err(|fault| invalid(column, code, fault))
}

fn invalid(column: usize, code: RejectCode, fault: impl Display) -> RowFault {
    RowFault::field(code, COLUMNS[column].name, fault.to_string())
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
