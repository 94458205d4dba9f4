//! Checks one row of a price table: turns text cells into a rate, or returns why the row is skipped
//! or rejected.
//!
//! CSV and Parquet rows are both checked here, so they mean the same. A row is checked completely
//! before it is skipped, so skipped rows are sound.

use super::claim::{ClaimType, ServicePlaces};
use super::context::PriceContext;
use super::interner::TextInterner;
use super::modifiers::{ComponentFault, Modifiers};
use super::rate::{ProviderKey, RateFields, StoredRate};
use crate::reading::csv::CsvColumn;
use crate::reading::reject::{RejectCode, RowFault};
use nearsite_domain::{
    Cents, InvalidAmount, NetworkId, NetworkNo, Npi, ProcedureCode, ProcedureNo, RegistrationId,
    SiteNo, Window,
};
use std::str::FromStr;

pub(super) const REGISTRATION_ID: usize = 0;
pub(super) const NPI: usize = 1;
pub(super) const NETWORK: usize = 2;
pub(super) const CODE: usize = 3;
pub(super) const MODIFIER: usize = 4;
pub(super) const COMPONENT: usize = 5;
pub(super) const AMOUNT: usize = 6;
pub(super) const LOW: usize = 7;
pub(super) const HIGH: usize = 8;
pub(super) const N_CASES: usize = 9;
pub(super) const EVIDENCE: usize = 10;
pub(super) const EFFECTIVE_FROM: usize = 11;
pub(super) const EFFECTIVE_TO: usize = 12;
pub(super) const AS_OF: usize = 13;
pub(super) const SOURCE: usize = 14;

/// Number of columns of a price table.
pub(super) const COLUMN_COUNT: usize = 15;

/// The columns of a price table, in the order of the constants above.
pub(super) const COLUMNS: [CsvColumn; COLUMN_COUNT] = [
    CsvColumn::optional("registration_id"),
    CsvColumn::optional("npi"),
    CsvColumn::required("network"),
    CsvColumn::required("code"),
    CsvColumn::optional("modifier"),
    CsvColumn::optional("component"),
    CsvColumn::optional("amount"),
    CsvColumn::optional("low"),
    CsvColumn::optional("high"),
    CsvColumn::optional("n_cases"),
    CsvColumn::required("evidence"),
    CsvColumn::optional("effective_from"),
    CsvColumn::optional("effective_to"),
    CsvColumn::optional("as_of"),
    CsvColumn::optional("source"),
];

/// Longest list of modifiers, in bytes.
const MAX_MODIFIER_BYTES: usize = 1024;
/// Largest number of cases accepted.
const MAX_CASES: u32 = 1_000_000_000;

/// The position of a row: number of the price file, and line or row in it.
#[derive(Debug, Clone, Copy)]
pub(super) struct RowPosition {
    pub(super) file: u16,
    pub(super) line: u64,
}

/// The cells of one row, trimmed. An absent cell is empty.
pub(super) type PriceTableCells<'a> = [&'a str; COLUMN_COUNT];

/// The site or sites a rate is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RateTarget {
    /// The site the row names.
    Site(SiteNo),
    /// Every site that lists the NPI, or whose organization has the TIN.
    Sites(ProviderKey),
}

/// A row that is used.
#[derive(Debug, Clone, Copy)]
pub(super) struct AcceptedRow {
    pub(super) subject: RateTarget,
    pub(super) network: NetworkNo,
    pub(super) procedure: ProcedureNo,
    pub(super) rate: StoredRate,
}

/// A row that is not used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum UnusedRow {
    /// It is sound, but its site, NPI, network or code is not in the build.
    Skipped,
    /// Something is wrong with it.
    Rejected(RowFault),
}

impl From<RowFault> for UnusedRow {
    fn from(fault: RowFault) -> Self {
        Self::Rejected(fault)
    }
}

/// Returns the network that counts a row: the one it names, if the build has it.
pub(super) fn network_of(
    cells: &PriceTableCells<'_>,
    context: &PriceContext<'_>,
) -> Option<NetworkNo> {
    context.networks_by_id.get(cells[NETWORK]).copied()
}

/// Checks one row.
///
/// # Errors
/// [`UnusedRow`] if the row is skipped or rejected.
pub(super) fn check(
    cells: &PriceTableCells<'_>,
    position: RowPosition,
    context: &PriceContext<'_>,
    texts: &mut TextInterner,
) -> Result<AcceptedRow, UnusedRow> {
    let named = SiteReference::read(cells, context)?;
    let code = read_code(cells, context)?;
    let modifiers = Modifiers::read(bounded_modifier(cells)?);
    let component = modifiers
        .component(optional(cells, COMPONENT))
        .map_err(|fault| component_fault(&fault))?;
    let amounts = RowAmounts::read(cells)?;
    let n_cases = read_cases(cells)?;
    let evidence =
        parse(cells, EVIDENCE, RejectCode::InvalidValue)?.ok_or_else(|| missing(EVIDENCE))?;
    let window = read_window(cells)?;
    let as_of = parse(cells, AS_OF, RejectCode::InvalidDate)?;
    let source = cells[SOURCE];
    let subject = named.subject(context)?;
    let network = network_of(cells, context);
    let (Some(network), Some(procedure)) = (network, code) else {
        return Err(UnusedRow::Skipped);
    };
    let facts = RateFields {
        provider: match subject {
            RateTarget::Site(_) => None,
            RateTarget::Sites(provider) => Some(provider),
        },
        component,
        altered: modifiers.alter(),
        modifier: keep(&modifiers.shown(), MODIFIER, texts)?,
        amount: amounts.ranking,
        low: amounts.low,
        high: amounts.high,
        n_cases,
        group_size: None,
        claim: ClaimType::Table,
        places: ServicePlaces::ALL,
        ruled_out: None,
        evidence,
        window,
        as_of,
        source: keep(source, SOURCE, texts)?,
        file: position.file,
        line: position.line,
    };
    Ok(AcceptedRow {
        subject,
        network,
        procedure,
        rate: StoredRate::new(&facts),
    })
}

/// The registration id and NPI of a row, well-formed but possibly unknown.
struct SiteReference<'a> {
    registration_id: Option<&'a str>,
    npi: Option<Npi>,
}

impl<'a> SiteReference<'a> {
    fn read(cells: &PriceTableCells<'a>, context: &PriceContext<'_>) -> Result<Self, RowFault> {
        let registration_id = optional(cells, REGISTRATION_ID);
        if let Some(id) = registration_id.filter(|&id| !context.sites_by_id.contains_key(id)) {
            RegistrationId::new(id)
                .map_err(|fault| invalid(REGISTRATION_ID, RejectCode::InvalidValue, &fault))?;
        }
        let npi = parse(cells, NPI, RejectCode::InvalidNpi)?;
        if registration_id.is_none() && npi.is_none() {
            return Err(RowFault::field(
                RejectCode::MissingField,
                COLUMNS[REGISTRATION_ID].name,
                "a registration id or an NPI is required",
            ));
        }
        let network = optional(cells, NETWORK).ok_or_else(|| missing(NETWORK))?;
        if !context.networks_by_id.contains_key(network) {
            NetworkId::new(network)
                .map_err(|fault| invalid(NETWORK, RejectCode::InvalidValue, &fault))?;
        }
        Ok(Self {
            registration_id,
            npi,
        })
    }

    /// Returns the sites of a row. A row that names a site is for that site only, and its NPI must
    /// be one of the site's.
    fn subject(&self, context: &PriceContext<'_>) -> Result<RateTarget, UnusedRow> {
        let sites_of = |npi| {
            context
                .sites_by_npi
                .get(&npi)
                .map_or(&[][..], Vec::as_slice)
        };
        match (self.registration_id, self.npi) {
            (Some(id), npi) => {
                let site = *context.sites_by_id.get(id).ok_or(UnusedRow::Skipped)?;
                if npi.is_some_and(|npi| !sites_of(npi).contains(&site)) {
                    let message = "must be an NPI of the site, or left empty";
                    return Err(RowFault::field(
                        RejectCode::NpiMismatch,
                        COLUMNS[NPI].name,
                        message,
                    )
                    .into());
                }
                Ok(RateTarget::Site(site))
            }
            (None, Some(npi)) if !sites_of(npi).is_empty() => Ok(RateTarget::Sites(npi.into())),
            (None, _) => Err(UnusedRow::Skipped),
        }
    }
}

/// Returns the procedure of a code; none if the code is well-formed but not in the catalog.
fn read_code(
    cells: &PriceTableCells<'_>,
    context: &PriceContext<'_>,
) -> Result<Option<ProcedureNo>, RowFault> {
    let text = optional(cells, CODE).ok_or_else(|| missing(CODE))?;
    if let Some(procedure) = context.catalog.find(text) {
        return Ok(Some(procedure));
    }
    let code = ProcedureCode::new(&text.to_ascii_uppercase())
        .map_err(|fault| invalid(CODE, RejectCode::InvalidCode, &fault))?;
    Ok(context.catalog.find(code.as_str()))
}

fn component_fault(fault: &ComponentFault) -> RowFault {
    let code = match fault {
        ComponentFault::Unknown(_) => RejectCode::InvalidValue,
        ComponentFault::Contradiction => RejectCode::ComponentContradiction,
    };
    invalid(COMPONENT, code, fault)
}

/// The amounts of a row.
struct RowAmounts {
    /// The amount, or the midpoint of the range.
    ranking: Cents,
    low: Option<Cents>,
    high: Option<Cents>,
}

impl RowAmounts {
    fn read(cells: &PriceTableCells<'_>) -> Result<Self, RowFault> {
        let amount = read_amount(cells, AMOUNT)?;
        let (low, high) = (read_amount(cells, LOW)?, read_amount(cells, HIGH)?);
        let range = match (low, high) {
            (Some(low), Some(high)) if low > high => {
                return Err(RowFault::field(
                    RejectCode::InvertedRange,
                    COLUMNS[LOW].name,
                    "must not be above high",
                ));
            }
            (Some(_), None) => return Err(incomplete_range(HIGH)),
            (None, Some(_)) => return Err(incomplete_range(LOW)),
            (Some(low), Some(high)) => Some((low, high)),
            (None, None) => None,
        };
        let midpoint = range.map(|(low, high)| low.midpoint(high));
        let ranking = amount.or(midpoint).ok_or_else(|| {
            RowFault::field(
                RejectCode::MissingField,
                COLUMNS[AMOUNT].name,
                "an amount, or low and high, is required",
            )
        })?;
        Ok(Self { ranking, low, high })
    }
}

fn incomplete_range(absent: usize) -> RowFault {
    RowFault::field(
        RejectCode::IncompleteRange,
        COLUMNS[absent].name,
        "low and high must be given together",
    )
}

fn read_amount(cells: &PriceTableCells<'_>, column: usize) -> Result<Option<Cents>, RowFault> {
    let amount = optional(cells, column).map(Cents::parse).transpose();
    amount.map_err(|fault| {
        let code = match fault {
            InvalidAmount::NotDecimal => RejectCode::InvalidAmount,
            InvalidAmount::OutOfRange => RejectCode::AmountOutOfRange,
            InvalidAmount::Sentinel => RejectCode::Sentinel,
        };
        invalid(column, code, &fault)
    })
}

fn read_cases(cells: &PriceTableCells<'_>) -> Result<Option<u32>, RowFault> {
    let Some(text) = optional(cells, N_CASES) else {
        return Ok(None);
    };
    let is_plain = text.bytes().all(|byte| byte.is_ascii_digit());
    let cases = text
        .parse()
        .ok()
        .filter(|&cases| is_plain && cases <= MAX_CASES);
    cases.map(Some).ok_or_else(|| {
        RowFault::field(
            RejectCode::InvalidValue,
            COLUMNS[N_CASES].name,
            "must be a whole number from 0 to 1000000000",
        )
    })
}

fn read_window(cells: &PriceTableCells<'_>) -> Result<Window, RowFault> {
    let from = parse(cells, EFFECTIVE_FROM, RejectCode::InvalidDate)?;
    let to = parse(cells, EFFECTIVE_TO, RejectCode::InvalidDate)?;
    let window = Window { from, to };
    if window.is_ordered() {
        return Ok(window);
    }
    Err(RowFault::field(
        RejectCode::InvalidWindow,
        COLUMNS[EFFECTIVE_TO].name,
        "must not be before effective_from",
    ))
}

fn optional<'a>(cells: &PriceTableCells<'a>, column: usize) -> Option<&'a str> {
    Some(cells[column]).filter(|text| !text.is_empty())
}

fn parse<T>(
    cells: &PriceTableCells<'_>,
    column: usize,
    code: RejectCode,
) -> Result<Option<T>, RowFault>
where
    T: FromStr<Err: std::fmt::Display>,
{
    optional(cells, column)
        .map(str::parse)
        .transpose()
        .map_err(|fault| invalid(column, code, &fault))
}

fn bounded_modifier<'a>(cells: &PriceTableCells<'a>) -> Result<&'a str, RowFault> {
    let text = cells[MODIFIER];
    if text.len() > MAX_MODIFIER_BYTES {
        return Err(RowFault::field(
            RejectCode::TooLong,
            COLUMNS[MODIFIER].name,
            "must not be longer than 1024 bytes",
        ));
    }
    Ok(text)
}

fn keep(text: &str, column: usize, texts: &mut TextInterner) -> Result<Option<u32>, RowFault> {
    if text.is_empty() {
        return Ok(None);
    }
    let position = texts.intern(text);
    position.map(Some).ok_or_else(|| {
        RowFault::field(
            RejectCode::TooLong,
            COLUMNS[column].name,
            "the texts of this column exceed 64 MiB in all; use fewer different ones",
        )
    })
}

fn missing(column: usize) -> RowFault {
    RowFault::missing(COLUMNS[column].name)
}

fn invalid(column: usize, code: RejectCode, fault: &dyn std::fmt::Display) -> RowFault {
    RowFault::field(code, COLUMNS[column].name, fault.to_string())
}
