//! Checks one row of a rates table: turns text cells into a rate with its evidence, or returns why
//! the row is skipped or rejected.
//!
//! A rate that cannot be part of any price is kept with that verdict, because reviewers ask why it
//! lost. A row is rejected only if a value does not fit its column.

use super::super::aliases::RateName;
use super::super::claim::{ClaimType, ServicePlaces};
use super::super::context::PriceContext;
use super::super::interner::TextInterner;
use super::super::modifiers::Modifiers;
use super::super::parquet::LIST_SEPARATOR;
use super::super::price_table_row::UnusedRow;
use super::super::rate::{ProviderKey, RateFields, StoredRate};
use super::columns::{
    ARRANGEMENT, BILLING_CLASS, CODE, COLUMNS, COUNT, ENTITY, EXPIRES_ON, FILE, FILE_BLAKE3,
    GROUP_SIZE, LAST_UPDATED_ON, MODIFIERS, NEGOTIATED_TYPE, NETWORK_NAME, NPI, PAYER, POSITION,
    RATE, SCHEMA_VERSION, SERVICE_CODES, SETTING, SOURCE, TIN, TIN_TYPE,
};
use super::words::{ArrangementWord, ClassWord, PriceFileWord, SettingWord, read_word};
use crate::reading::reject::{RejectCode, RowFault};
use nearsite_domain::{
    Cents, Component, Day, Evidence, InvalidAmount, Npi, ProcedureCode, ProcedureNo, Tin, Verdict,
    Window,
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
    let component = component(&modifiers, is_hospital, words.class)?;
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
        claim: claim_type(is_hospital, words.class),
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

/// The facts that decide the evidence of a rate.
struct EvidenceFacts {
    is_hospital: bool,
    by_tin: bool,
    /// Number of NPIs that share the rate. If it is not stated, it may be large.
    group_size: Option<u32>,
    sites: usize,
    negotiated_type: Option<ArrangementWord>,
    /// True if the rate is stale or its age is unknown.
    is_old: bool,
}

impl EvidenceFacts {
    /// Returns the evidence. A derived or old rate is an estimate, and a rate of many providers a
    /// group rate. A rate of this site alone is a site rate, or a fee schedule if it says so.
    fn evidence(&self) -> Evidence {
        let is_shared = self.sites > MOST_SITES_OF_AN_NPI
            || self.by_tin && (!self.is_hospital || self.sites > 1)
            || self
                .group_size
                .is_none_or(|size| size > MOST_NPIS_OF_A_SITE);
        match self.negotiated_type {
            _ if self.is_old => Evidence::Estimate,
            Some(ArrangementWord::Derived) => Evidence::Estimate,
            Some(ArrangementWord::FeeSchedule) => Evidence::FeeSchedule,
            _ if is_shared => Evidence::GroupRate,
            _ => Evidence::SiteRate,
        }
    }
}

/// The words of a row that decide what its rate is for.
#[derive(Debug, Clone, Copy)]
struct RateWords {
    setting: Option<SettingWord>,
    class: Option<ClassWord>,
    arrangement: Option<ArrangementWord>,
    negotiated_type: Option<ArrangementWord>,
}

impl RateWords {
    fn read(cells: &[&str; COUNT]) -> Result<Self, RowFault> {
        Ok(Self {
            setting: word(cells, SETTING)?,
            class: word(cells, BILLING_CLASS)?,
            arrangement: word(cells, ARRANGEMENT)?,
            negotiated_type: word(cells, NEGOTIATED_TYPE)?,
        })
    }

    /// Returns the verdict of a rate that is not an amount for one outpatient exam at one provider.
    fn exclusion(self, group_size: Option<u32>) -> Option<Verdict> {
        use ArrangementWord::{Bundle, Capitation, PerDiem, Percentage};
        let states = |word| [self.arrangement, self.negotiated_type].contains(&Some(word));
        if states(Bundle) || states(Capitation) {
            Some(Verdict::NotOneExam)
        } else if states(Percentage) || states(PerDiem) {
            Some(Verdict::NotDollars)
        } else if self.setting == Some(SettingWord::Inpatient) {
            Some(Verdict::WrongSetting)
        } else if group_size.is_some_and(|size| size > MOST_NPIS_BELIEVED) {
            Some(Verdict::SuspectGroup)
        } else {
            None
        }
    }
}

/// Reads a word by the table of spellings; none if the cell is empty.
fn word<W: PriceFileWord>(cells: &[&str; COUNT], column: usize) -> Result<Option<W>, RowFault> {
    let read = optional(cells, column).map(read_word).transpose();
    read.map_err(|code| invalid(column, code, W::EXPECTED))
}

/// Returns the component of a rate. In a hospital's file the billing class decides where no modifier
/// does: a professional charge is the professional component, any other the facility amount.
fn component(
    modifiers: &Modifiers<'_>,
    is_hospital: bool,
    class: Option<ClassWord>,
) -> Result<Component, RowFault> {
    let stated = modifiers
        .component(None)
        .map_err(|fault| invalid(MODIFIERS, RejectCode::ComponentContradiction, fault))?;
    let is_professional = is_hospital && class == Some(ClassWord::Professional);
    Ok(match stated {
        Component::Global if is_professional => Component::Professional,
        _ => stated,
    })
}

const fn claim_type(is_hospital: bool, class: Option<ClassWord>) -> ClaimType {
    match class {
        _ if is_hospital => ClaimType::Hospital,
        Some(ClassWord::Professional) => ClaimType::Professional,
        Some(ClassWord::Facility) => ClaimType::Institutional,
        Some(ClassWord::Both) | None => ClaimType::Any,
    }
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

/// The dates of a rate.
struct RateDates {
    /// From the date of the file to the expiration of the rate. A date that is blank or unreadable
    /// leaves its end open.
    window: Window,
    /// True if the date of the file is blank, or a date is unreadable.
    are_unknown: bool,
}

impl RateDates {
    /// Reads the dates. 9999-12-31 means that the rate does not expire.
    fn read(cells: &[&str; COUNT]) -> Self {
        let from = cells[LAST_UPDATED_ON].parse().ok();
        let expires = optional(cells, EXPIRES_ON).filter(|&day| day != "9999-12-31");
        let to = expires.and_then(|day| day.parse().ok());
        Self {
            window: Window { from, to },
            are_unknown: from.is_none() || expires.is_some() && to.is_none(),
        }
    }

    fn is_stale(&self, as_of: Day) -> bool {
        self.window
            .from
            .is_some_and(|day| as_of.days_since_epoch() - day.days_since_epoch() > STALE_AFTER_DAYS)
    }
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
