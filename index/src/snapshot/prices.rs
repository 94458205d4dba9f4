//! Resolved all-in prices as columns. The indexer pushes rows, the engine maps the columns.
//!
//! Rows are ordered by (network, procedure, site), with at most one row for each. A lookup finds
//! the group (network, procedure) in [`super::price_groups`] and then the site within the group.
//! Components have their own table, in the order of their prices.

use super::arrow_file::{ArrowTable, ColumnFault, Columns, cell};
use super::sorted_column::{position, position_after};
use crate::cost_sharing::Claims;
use arrow_array::PrimitiveArray;
use arrow_array::types::{Int32Type, Int64Type, UInt8Type, UInt32Type};
use arrow_buffer::ScalarBuffer;
use bytes::Bytes;
use nearsite_domain::{
    Cents, Component, ComponentStatus, Day, Evidence, NetworkNo, PriceComponent, PriceStatus,
    ProcedureNo, SiteNo,
};
use std::cell::Cell;
use std::ops::Range;

/// The all-in price of one procedure at one site in one network.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PriceRow {
    /// The network.
    pub network: NetworkNo,
    /// The procedure.
    pub procedure: ProcedureNo,
    /// The site.
    pub site: SiteNo,
    /// Status: one amount, or contradicting amounts.
    pub status: PriceStatus,
    /// Amount used for ranking.
    pub amount: Cents,
    /// Low end, if stated or if rows contradict each other.
    pub low: Option<Cents>,
    /// High end, likewise.
    pub high: Option<Cents>,
    /// Evidence for the amount.
    pub evidence: Evidence,
    /// Date of the figure, if stated.
    pub as_of: Option<Day>,
    /// Source as stated, a position in [`super::SnapshotContents::texts`].
    pub source: Option<u32>,
    /// Components of the amount, in the order of [`Component::ALL`].
    pub components: Vec<PriceComponent>,
}

/// Prices to be written to a snapshot.
#[derive(Debug, Default, PartialEq)]
pub struct PriceColumns {
    network: Vec<u32>,
    procedure: Vec<u32>,
    site: Vec<u32>,
    status: Vec<u8>,
    amount: Vec<i64>,
    low: Vec<i64>,
    high: Vec<i64>,
    evidence: Vec<u8>,
    as_of: Vec<i32>,
    source: Vec<u32>,
    first_component: Vec<u32>,
    component: Vec<u8>,
    component_status: Vec<u8>,
    component_amount: Vec<u32>,
    component_evidence: Vec<u8>,
    component_as_of: Vec<i32>,
}

/// Empty cell among amounts of rates. No amount in a file is zero.
pub(super) const NO_AMOUNT: u32 = 0;
/// Empty cell among all-in amounts. No all-in amount is zero.
const NO_SUM: i64 = 0;
/// Empty cell among days.
pub(super) const NO_DAY: i32 = i32::MIN;
/// Empty cell among positions and counts.
pub(super) const NO_NUMBER: u32 = u32::MAX;
/// Empty cell among vocabulary words.
pub(super) const NO_WORD: u8 = u8::MAX;

/// Returns an amount of a rate as 32-bit columns store it: the largest amount, ten million dollars,
/// fits four times. All-in amounts need 64 bits, because an estimated part may be more than twice a
/// stated one.
pub(super) fn stored_amount(amount: Option<Cents>) -> u32 {
    amount.map_or(NO_AMOUNT, |cents| {
        debug_assert!(u32::try_from(cents.0).is_ok());
        cents.0 as u32
    })
}

/// Returns a day as columns store it.
pub(super) fn stored_day(day: Option<Day>) -> i32 {
    day.map_or(NO_DAY, Day::days_since_epoch)
}

impl PriceColumns {
    /// Appends a price; rows must come in the order (network, procedure, site).
    pub fn push(&mut self, row: &PriceRow) {
        self.network.push(row.network.0);
        self.procedure.push(row.procedure.0);
        self.site.push(row.site.0);
        self.status.push(row.status as u8);
        self.amount.push(row.amount.0);
        self.low.push(row.low.map_or(NO_SUM, |cents| cents.0));
        self.high.push(row.high.map_or(NO_SUM, |cents| cents.0));
        self.evidence.push(row.evidence as u8);
        self.as_of.push(stored_day(row.as_of));
        self.source.push(row.source.unwrap_or(NO_NUMBER));
        self.first_component.push(self.component.len() as u32);
        for part in &row.components {
            self.component.push(part.component as u8);
            self.component_status.push(part.status as u8);
            // An estimated part may be zero cents, so zero is not an empty cell here.
            self.component_amount
                .push(part.amount.map_or(NO_NUMBER, |cents| cents.0 as u32));
            self.component_evidence
                .push(part.evidence.map_or(NO_WORD, |evidence| evidence as u8));
            self.component_as_of.push(stored_day(part.as_of));
        }
    }

    /// Returns the number of rows pushed, suspect ones included.
    pub fn len(&self) -> usize {
        self.site.len()
    }

    /// True if no row was pushed.
    pub fn is_empty(&self) -> bool {
        self.site.is_empty()
    }

    /// Returns network, procedure, site and amount of every price, for medians and counts. Suspect
    /// rows are not prices.
    pub fn amounts(&self) -> impl Iterator<Item = (NetworkNo, ProcedureNo, SiteNo, Cents)> {
        let rows = (0..self.len()).filter(|&row| self.is_price(row));
        rows.map(|row| {
            (
                NetworkNo(self.network[row]),
                ProcedureNo(self.procedure[row]),
                SiteNo(self.site[row]),
                Cents(self.amount[row]),
            )
        })
    }

    /// Returns the network and the evidence of each price, for coverage. The evidence is absent if
    /// the price is suspect.
    pub fn support(
        &self,
    ) -> impl Iterator<Item = (NetworkNo, ProcedureNo, SiteNo, Option<Evidence>)> {
        (0..self.len()).map(|row| {
            let evidence = Evidence::from_stored(self.evidence[row]);
            (
                NetworkNo(self.network[row]),
                ProcedureNo(self.procedure[row]),
                SiteNo(self.site[row]),
                evidence.filter(|_| self.is_price(row)),
            )
        })
    }

    /// True if the row at a position is a price.
    pub(super) fn is_price(&self, row: usize) -> bool {
        self.status[row] != PriceStatus::Suspect as u8
    }

    /// Network and procedure of the price at a position.
    pub(super) fn group(&self, position: usize) -> (NetworkNo, ProcedureNo) {
        (
            NetworkNo(self.network[position]),
            ProcedureNo(self.procedure[position]),
        )
    }

    /// True if the rows are in the order (network, procedure, site), each at most once.
    pub(super) fn are_sorted(&self) -> bool {
        let key = |row: usize| (self.network[row], self.procedure[row], self.site[row]);
        (1..self.len()).all(|row| key(row - 1) < key(row))
    }

    /// Returns the columns of the two files: prices and components.
    pub(super) fn into_tables(self) -> (Columns, Columns) {
        let prices = Columns::default()
            .numbers::<UInt32Type>("network", self.network)
            .numbers::<UInt32Type>("procedure", self.procedure)
            .numbers::<UInt32Type>("site", self.site)
            .numbers::<UInt8Type>("status", self.status)
            .numbers::<Int64Type>("amount_cents", self.amount)
            .optional::<Int64Type>("low_cents", self.low, NO_SUM)
            .optional::<Int64Type>("high_cents", self.high, NO_SUM)
            .numbers::<UInt8Type>("evidence", self.evidence)
            .optional::<Int32Type>("as_of_day", self.as_of, NO_DAY)
            .optional::<UInt32Type>("source", self.source, NO_NUMBER)
            .numbers::<UInt32Type>("first_component", self.first_component);
        let components = Columns::default()
            .numbers::<UInt8Type>("component", self.component)
            .numbers::<UInt8Type>("status", self.component_status)
            .optional::<UInt32Type>("amount_cents", self.component_amount, NO_NUMBER)
            .optional::<UInt8Type>("evidence", self.component_evidence, NO_WORD)
            .optional::<Int32Type>("as_of_day", self.component_as_of, NO_DAY);
        (prices, components)
    }
}

/// Prices of an open snapshot. All columns are mapped.
pub(crate) struct Prices {
    site: ScalarBuffer<u32>,
    status: ScalarBuffer<u8>,
    amount: ScalarBuffer<i64>,
    low: PrimitiveArray<Int64Type>,
    high: PrimitiveArray<Int64Type>,
    evidence: ScalarBuffer<u8>,
    as_of: PrimitiveArray<Int32Type>,
    source: PrimitiveArray<UInt32Type>,
    first_component: ScalarBuffer<u32>,
    component: ScalarBuffer<u8>,
    component_status: ScalarBuffer<u8>,
    component_amount: PrimitiveArray<UInt32Type>,
    component_evidence: PrimitiveArray<UInt8Type>,
    component_as_of: PrimitiveArray<Int32Type>,
}

/// Position of a price in the columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PriceNo(u32);

impl PriceNo {
    /// Position as an index.
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

/// Part of a price that ranking needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct RankedPrice {
    /// Position of the whole price.
    pub(crate) number: PriceNo,
    /// The amount.
    pub(crate) amount: Cents,
    /// Weight of its evidence, per mille; an ambiguous price counts like an estimate.
    pub(crate) weight_per_mille: u16,
}

/// Price with everything that answers show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Price<'a> {
    /// Status: one amount, or contradicting amounts.
    pub status: PriceStatus,
    /// Amount used for ranking.
    pub amount: Cents,
    /// Low end.
    pub low: Option<Cents>,
    /// High end.
    pub high: Option<Cents>,
    /// Evidence for the amount.
    pub evidence: Evidence,
    /// Date of the figure.
    pub as_of: Option<Day>,
    /// Source as stated.
    pub source: Option<&'a str>,
    /// Components of the amount.
    pub components: Vec<PriceComponent>,
}

impl Prices {
    /// Reads the two files and checks that they belong together.
    pub(super) fn open(prices: Bytes, components: Bytes) -> Result<Self, ColumnFault> {
        let table = ArrowTable::open(prices)?;
        let parts = ArrowTable::open(components)?;
        let prices = Self {
            site: table.numbers::<UInt32Type>("site")?,
            status: table.numbers::<UInt8Type>("status")?,
            amount: table.numbers::<Int64Type>("amount_cents")?,
            low: table.array::<Int64Type>("low_cents")?,
            high: table.array::<Int64Type>("high_cents")?,
            evidence: table.numbers::<UInt8Type>("evidence")?,
            as_of: table.array::<Int32Type>("as_of_day")?,
            source: table.array::<UInt32Type>("source")?,
            first_component: table.numbers::<UInt32Type>("first_component")?,
            component: parts.numbers::<UInt8Type>("component")?,
            component_status: parts.numbers::<UInt8Type>("status")?,
            component_amount: parts.array::<UInt32Type>("amount_cents")?,
            component_evidence: parts.array::<UInt8Type>("evidence")?,
            component_as_of: parts.array::<Int32Type>("as_of_day")?,
        };
        Ok(prices)
    }

    /// Returns the number of prices.
    pub(crate) fn len(&self) -> usize {
        self.site.len()
    }

    /// Finds the price of a site within the rows of one (network, procedure). Skips suspect rows.
    pub(crate) fn find(&self, group: &Range<u32>, site: SiteNo) -> Option<RankedPrice> {
        self.trusted_at(self.row_of(group, site)?)
    }

    /// Finds the price of a site, for many sites looked up one after another. `last` is the
    /// position in the group at which the previous one was found, and is updated.
    pub(crate) fn find_after(
        &self,
        last: &Cell<usize>,
        group: &Range<u32>,
        site: SiteNo,
    ) -> Option<RankedPrice> {
        let start = group.start as usize;
        let sites = self.site.get(start..group.end as usize)?;
        let place = position_after(sites, last.get(), site.0)?;
        last.set(place);
        self.trusted_at(start + place)
    }

    /// Returns the price at a position, unless it is suspect.
    fn trusted_at(&self, row: usize) -> Option<RankedPrice> {
        let status = *self.status.get(row)?;
        if status == PriceStatus::Suspect as u8 {
            return None;
        }
        let evidence = if status == PriceStatus::Ambiguous as u8 {
            Evidence::Estimate
        } else {
            Evidence::from_stored(*self.evidence.get(row)?)?
        };
        Some(RankedPrice {
            number: PriceNo(row as u32),
            amount: Cents(*self.amount.get(row)?),
            weight_per_mille: evidence.weight_per_mille(),
        })
    }

    /// Finds the suspect amount of a site within the rows of one (network, procedure).
    pub(crate) fn find_suspect(&self, group: &Range<u32>, site: SiteNo) -> Option<PriceNo> {
        let row = self.row_of(group, site)?;
        (*self.status.get(row)? == PriceStatus::Suspect as u8).then_some(PriceNo(row as u32))
    }

    fn row_of(&self, group: &Range<u32>, site: SiteNo) -> Option<usize> {
        let sites = self.site.get(group.start as usize..group.end as usize)?;
        position(sites, site.0).map(|offset| group.start as usize + offset)
    }

    /// Returns a price with its components.
    pub(crate) fn get<'a>(&self, number: PriceNo, texts: &'a [String]) -> Option<Price<'a>> {
        let row = number.0 as usize;
        let cents = |array: &PrimitiveArray<Int64Type>| cell(array, row).map(Cents);
        Some(Price {
            status: PriceStatus::from_stored(*self.status.get(row)?)?,
            amount: Cents(*self.amount.get(row)?),
            low: cents(&self.low),
            high: cents(&self.high),
            evidence: Evidence::from_stored(*self.evidence.get(row)?)?,
            as_of: cell(&self.as_of, row).and_then(|day| Day::from_days_since_epoch(day).ok()),
            source: cell(&self.source, row)
                .and_then(|text| texts.get(text as usize))
                .map(String::as_str),
            components: self.components_of(row).collect(),
        })
    }

    /// Returns the claims behind a price.
    pub(crate) fn claims(&self, price: RankedPrice) -> Claims {
        Claims::of(price.amount, self.components_of(price.number.0 as usize))
    }

    fn components_of(&self, row: usize) -> impl Iterator<Item = PriceComponent> {
        let start = self
            .first_component
            .get(row)
            .map_or(0, |&start| start as usize);
        let end = self
            .first_component
            .get(row + 1)
            .map_or(self.component.len(), |&end| end as usize);
        (start..end.min(self.component.len())).filter_map(|part| self.component_at(part))
    }

    fn component_at(&self, part: usize) -> Option<PriceComponent> {
        Some(PriceComponent {
            component: Component::from_stored(*self.component.get(part)?)?,
            status: ComponentStatus::from_stored(*self.component_status.get(part)?)?,
            amount: cell(&self.component_amount, part).map(|cents| Cents(i64::from(cents))),
            evidence: cell(&self.component_evidence, part).and_then(Evidence::from_stored),
            as_of: cell(&self.component_as_of, part)
                .and_then(|day| Day::from_days_since_epoch(day).ok()),
        })
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn sums_beyond_32_bits_and_parts_of_nothing_are_kept() {
        let part = |component, status, cents| PriceComponent {
            component,
            status,
            amount: Some(Cents(cents)),
            evidence: Some(Evidence::Claims),
            as_of: None,
        };
        let row = PriceRow {
            network: NetworkNo(0),
            procedure: ProcedureNo(0),
            site: SiteNo(7),
            status: PriceStatus::Priced,
            amount: Cents(4_333_333_333),
            low: None,
            high: Some(Cents(4_333_333_334)),
            evidence: Evidence::Estimate,
            as_of: None,
            source: None,
            components: vec![
                part(Component::Technical, ComponentStatus::Priced, 1),
                part(Component::Professional, ComponentStatus::Estimated, 0),
            ],
        };
        let mut columns = PriceColumns::default();
        columns.push(&row);
        let bytes = |table: Columns| {
            let mut bytes = Vec::new();
            table.write(&mut bytes).unwrap();
            Bytes::from(bytes)
        };
        let (prices, components) = columns.into_tables();
        let prices = Prices::open(bytes(prices), bytes(components)).unwrap();
        let found = prices.find(&(0..1), SiteNo(7)).unwrap();
        let price = prices.get(found.number, &[]).unwrap();
        assert_eq!(found.amount, row.amount);
        assert_eq!((price.low, price.high), (row.low, row.high));
        assert_eq!(price.components, row.components);
    }
}
