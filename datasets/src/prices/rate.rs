//! One checked rate, as kept until prices are resolved. It is small and of fixed size, because
//! there are millions.
//!
//! Network, procedure and site are kept in [`super::rate_keys`], by which rates are joined and
//! sorted.

use super::claim::{ClaimType, ServicePlaces};
use nearsite_domain::{Cents, Component, Day, Evidence, Npi, Verdict, Window};

/// Marks an empty cell among positions and counts.
const NO_NUMBER: u32 = u32::MAX;
/// Marks an empty cell among days. It is before every day.
const NO_DAY: i32 = i32::MIN;
/// Marks an empty cell among providers, whose numbers are never zero.
const NO_PROVIDER: u64 = 0;
/// Least NPI. NPIs have ten digits and TINs nine, so smaller numbers are TINs.
const LEAST_NPI: u64 = 1_000_000_000;
/// Marks an empty cell among low and high ends, which are never zero.
const NO_AMOUNT: u32 = 0;

/// The checked values of a rate.
#[derive(Debug, Clone, Copy)]
pub(super) struct RateFields {
    /// NPI or TIN it names; none if it names the site itself.
    pub(super) provider: Option<ProviderKey>,
    /// Component it pays for.
    pub(super) component: Component,
    /// True if it has a modifier other than 26, TC, LT and RT.
    pub(super) altered: bool,
    /// Modifiers as read, as a position among the texts.
    pub(super) modifier: Option<u32>,
    /// Amount used for ranking.
    pub(super) amount: Cents,
    /// Low end, if stated.
    pub(super) low: Option<Cents>,
    /// High end, if stated.
    pub(super) high: Option<Cents>,
    /// Number of cases, if stated. It is below [`u32::MAX`].
    pub(super) n_cases: Option<u32>,
    /// Distinct NPIs that share it, if stated.
    pub(super) group_size: Option<u32>,
    /// Type of claim it is for.
    pub(super) claim: ClaimType,
    /// Places of service it applies to.
    pub(super) places: ServicePlaces,
    /// Verdict that excludes it from any price, if the rate alone shows it.
    pub(super) ruled_out: Option<Verdict>,
    /// The evidence behind it.
    pub(super) evidence: Evidence,
    /// Days on which it is in effect.
    pub(super) window: Window,
    /// Date of the figure, if stated.
    pub(super) as_of: Option<Day>,
    /// Source, as a position among the texts.
    pub(super) source: Option<u32>,
    /// Number of its price file.
    pub(super) file: u16,
    /// Line, or row in a file without lines, from 1.
    pub(super) line: u64,
}

/// The provider of a rate that does not name a site: an NPI, or the TIN of an organization, as one
/// number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct ProviderKey(u64);

impl ProviderKey {
    /// Creates the key of an organization; none for zero, which is not a TIN.
    pub(crate) fn tin(number: u32) -> Option<Self> {
        (number > 0).then(|| Self(u64::from(number)))
    }

    /// Returns the number that sites are joined by.
    pub(super) const fn as_u64(self) -> u64 {
        self.0
    }
}

impl From<Npi> for ProviderKey {
    fn from(npi: Npi) -> Self {
        Self(npi.as_u64())
    }
}

/// A rate in 64 bytes.
#[derive(Debug, Clone, Copy)]
pub(super) struct StoredRate {
    provider: u64,
    line: u64,
    amount: u32,
    low: u32,
    high: u32,
    n_cases: u32,
    group_size: u32,
    from: i32,
    to: i32,
    as_of: i32,
    modifier: u32,
    source: u32,
    file: u16,
    component: Component,
    evidence: Evidence,
    altered: bool,
    claim: ClaimType,
    places: ServicePlaces,
    ruled_out: Option<Verdict>,
}

const _: () = assert!(size_of::<StoredRate>() == 64);

impl StoredRate {
    pub(super) fn new(facts: &RateFields) -> Self {
        Self {
            provider: facts.provider.map_or(NO_PROVIDER, ProviderKey::as_u64),
            line: facts.line,
            amount: stored_cents(facts.amount),
            low: facts.low.map_or(NO_AMOUNT, stored_cents),
            high: facts.high.map_or(NO_AMOUNT, stored_cents),
            n_cases: facts.n_cases.unwrap_or(NO_NUMBER),
            group_size: facts.group_size.unwrap_or(NO_NUMBER),
            from: stored_day(facts.window.from),
            to: stored_day(facts.window.to),
            as_of: stored_day(facts.as_of),
            modifier: facts.modifier.unwrap_or(NO_NUMBER),
            source: facts.source.unwrap_or(NO_NUMBER),
            file: facts.file,
            component: facts.component,
            evidence: facts.evidence,
            altered: facts.altered,
            claim: facts.claim,
            places: facts.places,
            ruled_out: facts.ruled_out,
        }
    }

    /// True if it names the site itself and not an NPI or TIN.
    pub(super) const fn is_by_id(&self) -> bool {
        self.provider == NO_PROVIDER
    }

    pub(super) const fn is_by_tin(&self) -> bool {
        self.provider != NO_PROVIDER && self.provider < LEAST_NPI
    }

    pub(super) fn npi(&self) -> Option<Npi> {
        (self.provider >= LEAST_NPI).then(|| Npi::from_stored(self.provider))
    }

    /// True if it comes from a published price file and not from a table of the plan.
    pub(super) fn is_published(&self) -> bool {
        self.claim != ClaimType::Table
    }

    pub(super) const fn claim(&self) -> ClaimType {
        self.claim
    }

    pub(super) const fn places(&self) -> ServicePlaces {
        self.places
    }

    pub(super) const fn ruled_out(&self) -> Option<Verdict> {
        self.ruled_out
    }

    pub(super) fn group_size(&self) -> Option<u32> {
        read_number(self.group_size)
    }

    pub(super) const fn component(&self) -> Component {
        self.component
    }

    pub(super) const fn evidence(&self) -> Evidence {
        self.evidence
    }

    pub(super) const fn is_altered(&self) -> bool {
        self.altered
    }

    /// Amount used for ranking.
    pub(super) fn amount(&self) -> Cents {
        Cents(i64::from(self.amount))
    }

    pub(super) fn low(&self) -> Option<Cents> {
        read_cents(self.low)
    }

    pub(super) fn high(&self) -> Option<Cents> {
        read_cents(self.high)
    }

    pub(super) fn n_cases(&self) -> Option<u32> {
        read_number(self.n_cases)
    }

    pub(super) fn modifier(&self) -> Option<u32> {
        read_number(self.modifier)
    }

    pub(super) fn source(&self) -> Option<u32> {
        read_number(self.source)
    }

    /// True if its window covers a day.
    pub(super) fn is_in_effect(&self, day: Day) -> bool {
        let day = day.days_since_epoch();
        self.from <= day && (self.to == NO_DAY || day <= self.to)
    }

    /// Returns a number that grows with the date of the figure. It is least if no date is stated.
    pub(super) const fn recency(&self) -> i32 {
        self.as_of
    }

    pub(super) fn window(&self) -> Window {
        Window {
            from: read_day(self.from),
            to: read_day(self.to),
        }
    }

    pub(super) fn as_of(&self) -> Option<Day> {
        read_day(self.as_of)
    }

    pub(super) const fn file(&self) -> u16 {
        self.file
    }

    pub(super) const fn line(&self) -> u64 {
        self.line
    }
}

/// Narrows an amount to 32 bits. Amounts from files are at most ten million dollars, so they fit.
fn stored_cents(amount: Cents) -> u32 {
    debug_assert!(amount.0 >= 0 && amount <= Cents::MAX);
    amount.0 as u32
}

fn stored_day(day: Option<Day>) -> i32 {
    day.map_or(NO_DAY, Day::days_since_epoch)
}

fn read_cents(stored: u32) -> Option<Cents> {
    (stored != NO_AMOUNT).then(|| Cents(i64::from(stored)))
}

fn read_number(stored: u32) -> Option<u32> {
    (stored != NO_NUMBER).then_some(stored)
}

fn read_day(stored: i32) -> Option<Day> {
    Day::from_days_since_epoch(stored).ok()
}
