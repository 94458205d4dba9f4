//! Price groups: the rows of the price table that belong to a (network, procedure), and the
//! reference amount of the group.
//!
//! The reference is the median all-in amount over every site that has a price in the group, with
//! any status, setting or evidence. Suspect rows are not prices. They belong to the group but do
//! not enter its median.

use super::arrow_file::{ArrowTable, ColumnFault, Columns};
use super::prices::PriceColumns;
use arrow_array::types::{Int64Type, UInt32Type};
use bytes::Bytes;
use nearsite_domain::{Cents, NetworkNo, ProcedureNo};
use rustc_hash::FxHashMap;
use std::ops::Range;

/// Fewest sites over which a median is shown. A median over fewer sites is only used to rank.
pub const FEWEST_SITES_SHOWN: u32 = 3;

/// Reference amount of one (network, procedure).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReferenceRow {
    /// The network.
    pub network: NetworkNo,
    /// The procedure.
    pub procedure: ProcedureNo,
    /// The median all-in amount.
    pub amount: Cents,
    /// Number of sites in the median.
    pub sites: u32,
}

/// The median of one (network, procedure) in an open snapshot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Median {
    /// The median. Zero, over no sites, if only suspect rates are known.
    pub reference: ReferenceRow,
    /// Number of sites with only suspect rates.
    pub suspect: u32,
}

/// Rows and reference of one (network, procedure).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PriceGroup {
    /// Rows in the price table, suspect ones included.
    pub(crate) rows: Range<u32>,
    /// Number of sites in the reference amount.
    sites: u32,
    /// Reference amount. Zero if no row is a price.
    pub(crate) reference: Cents,
}

impl PriceGroup {
    /// Returns the reference for answers, if it covers at least [`FEWEST_SITES_SHOWN`] sites.
    pub(crate) fn shown_reference(&self) -> Option<Cents> {
        (self.sites >= FEWEST_SITES_SHOWN).then_some(self.reference)
    }
}

/// Builds the table of groups. Each reference must cover exactly the prices of its group. A group
/// without one has no price.
pub(super) fn group_table(
    prices: &PriceColumns,
    references: &[ReferenceRow],
) -> Result<Columns, ColumnFault> {
    let (mut network, mut procedure, mut first_row) = (Vec::new(), Vec::new(), Vec::new());
    let (mut rows, mut sites, mut amount) = (Vec::new(), Vec::new(), Vec::new());
    let mut references = references.iter().peekable();
    let mut start = 0;
    while start < prices.len() {
        let key = prices.group(start);
        let end = (start..prices.len())
            .find(|&row| prices.group(row) != key)
            .unwrap_or(prices.len());
        let priced = (start..end).filter(|&row| prices.is_price(row)).count() as u32;
        let reference =
            references.next_if(|reference| (reference.network, reference.procedure) == key);
        if reference.map_or(0, |reference| reference.sites) != priced {
            return Err(ColumnFault::Length("reference"));
        }
        network.push(key.0.0);
        procedure.push(key.1.0);
        first_row.push(start as u32);
        rows.push((end - start) as u32);
        sites.push(priced);
        amount.push(reference.map_or(0, |reference| reference.amount.0));
        start = end;
    }
    if references.next().is_some() {
        return Err(ColumnFault::Length("reference"));
    }
    Ok(Columns::default()
        .numbers::<UInt32Type>("network", network)
        .numbers::<UInt32Type>("procedure", procedure)
        .numbers::<UInt32Type>("first_row", first_row)
        .numbers::<UInt32Type>("rows", rows)
        .numbers::<UInt32Type>("sites", sites)
        .numbers::<Int64Type>("reference_cents", amount))
}

/// The groups of an open snapshot.
pub(crate) struct PriceGroups {
    groups: FxHashMap<(NetworkNo, ProcedureNo), PriceGroup>,
}

impl PriceGroups {
    /// Reads the table; `prices` is the number of rows the groups must cover.
    pub(super) fn open(bytes: Bytes, prices: usize) -> Result<Self, ColumnFault> {
        let table = ArrowTable::open(bytes)?;
        let network = table.numbers::<UInt32Type>("network")?;
        let procedure = table.numbers::<UInt32Type>("procedure")?;
        let first_row = table.numbers::<UInt32Type>("first_row")?;
        let rows = table.numbers::<UInt32Type>("rows")?;
        let sites = table.numbers::<UInt32Type>("sites")?;
        let reference = table.numbers::<Int64Type>("reference_cents")?;
        let mut groups = FxHashMap::default();
        let mut next = 0;
        for row in 0..table.rows() {
            let end = first_row[row]
                .checked_add(rows[row])
                .ok_or(ColumnFault::Value("rows"))?;
            if first_row[row] != next || end as usize > prices || sites[row] > rows[row] {
                return Err(ColumnFault::Value("first_row"));
            }
            // A price is divided by twice the reference, so where there is a price there is a
            // reference above zero.
            if (reference[row] > 0) != (sites[row] > 0) || reference[row] < 0 {
                return Err(ColumnFault::Value("reference_cents"));
            }
            next = end;
            let group = PriceGroup {
                rows: first_row[row]..end,
                sites: sites[row],
                reference: Cents(reference[row]),
            };
            groups.insert(
                (NetworkNo(network[row]), ProcedureNo(procedure[row])),
                group,
            );
        }
        if next as usize == prices {
            Ok(Self { groups })
        } else {
            Err(ColumnFault::Length("first_row"))
        }
    }

    /// Returns the median and the number of suspect rows of every group, in no particular order.
    pub(super) fn medians(&self) -> impl Iterator<Item = Median> {
        self.groups
            .iter()
            .map(|(&(network, procedure), group)| Median {
                reference: ReferenceRow {
                    network,
                    procedure,
                    amount: group.reference,
                    sites: group.sites,
                },
                suspect: group.rows.end - group.rows.start - group.sites,
            })
    }

    /// Finds the group of a network and procedure.
    pub(crate) fn find(&self, network: NetworkNo, procedure: ProcedureNo) -> Option<&PriceGroup> {
        self.groups.get(&(network, procedure))
    }
}
