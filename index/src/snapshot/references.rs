//! Price groups: which rows of the price table belong to a (network, procedure), and the reference amount of the group.
//!
//! The reference is the median all-in amount over every site that has a price there, whatever its status, setting or evidence.

use super::arrow_file::{ColumnFault, Columns, Table};
use super::prices::PriceColumns;
use crate::domain::{Cents, NetworkNo, ProcedureNo};
use arrow_array::types::{Int64Type, UInt32Type};
use bytes::Bytes;
use rustc_hash::FxHashMap;
use std::ops::Range;

/// Fewest sites a median is shown over; below, it still ranks.
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
    /// Number of sites that entered it.
    pub sites: u32,
}

/// Rows and reference of one (network, procedure).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PriceGroup {
    /// Rows in the price table.
    pub(crate) rows: Range<u32>,
    /// Reference amount.
    pub(crate) reference: Cents,
}

impl PriceGroup {
    /// The reference as answers show it: not over fewer than three sites.
    pub(crate) fn shown_reference(&self) -> Option<Cents> {
        (self.rows.end - self.rows.start >= FEWEST_SITES_SHOWN).then_some(self.reference)
    }
}

/// The table of groups. Each reference must stand for exactly the prices of its group.
pub(super) fn group_table(
    prices: &PriceColumns,
    references: &[ReferenceRow],
) -> Result<Columns, ColumnFault> {
    let mut first_row = Vec::with_capacity(references.len());
    let mut row = 0;
    for reference in references {
        first_row.push(row as u32);
        let key = (reference.network, reference.procedure);
        let rows = (row..prices.len())
            .take_while(|&row| prices.group(row) == key)
            .count();
        if rows != reference.sites as usize || rows == 0 {
            return Err(ColumnFault::Length("reference"));
        }
        row += rows;
    }
    if row != prices.len() {
        return Err(ColumnFault::Length("reference"));
    }
    Ok(Columns::default()
        .numbers::<UInt32Type>("network", references.iter().map(|r| r.network.0).collect())
        .numbers::<UInt32Type>(
            "procedure",
            references.iter().map(|r| r.procedure.0).collect(),
        )
        .numbers::<UInt32Type>("first_row", first_row)
        .numbers::<UInt32Type>("sites", references.iter().map(|r| r.sites).collect())
        .numbers::<Int64Type>(
            "reference_cents",
            references.iter().map(|r| r.amount.0).collect(),
        ))
}

/// The groups of an open snapshot.
pub(crate) struct PriceGroups {
    groups: FxHashMap<(NetworkNo, ProcedureNo), PriceGroup>,
}

impl PriceGroups {
    /// Reads the table; `prices` is the number of rows the groups must cover.
    pub(super) fn open(bytes: Bytes, prices: usize) -> Result<Self, ColumnFault> {
        let table = Table::open(bytes)?;
        let network = table.numbers::<UInt32Type>("network")?;
        let procedure = table.numbers::<UInt32Type>("procedure")?;
        let first_row = table.numbers::<UInt32Type>("first_row")?;
        let sites = table.numbers::<UInt32Type>("sites")?;
        let reference = table.numbers::<Int64Type>("reference_cents")?;
        let mut groups = FxHashMap::default();
        let mut next = 0;
        for row in 0..table.rows() {
            let end = first_row[row]
                .checked_add(sites[row])
                .ok_or(ColumnFault::Value("sites"))?;
            if first_row[row] != next || end as usize > prices || reference[row] <= 0 {
                return Err(ColumnFault::Value("first_row"));
            }
            next = end;
            let group = PriceGroup {
                rows: first_row[row]..end,
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

    /// The group of a network and procedure, if it has any price.
    pub(crate) fn find(&self, network: NetworkNo, procedure: ProcedureNo) -> Option<&PriceGroup> {
        self.groups.get(&(network, procedure))
    }
}
