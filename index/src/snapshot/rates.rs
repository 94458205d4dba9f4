//! Rates that were read for the sites, each with its verdict. Reviewers see them behind a price.
//!
//! Rows are ordered by (network, procedure, site) and, within a site, as they were read. The
//! columns are mapped and read only when a request asks for the rates of one price.

use super::arrow_file::{ArrowTable, ColumnFault, Columns, cell};
use super::prices::{NO_AMOUNT, NO_DAY, NO_NUMBER, stored_amount, stored_day};
use arrow_array::PrimitiveArray;
use arrow_array::types::{Int32Type, UInt8Type, UInt32Type, UInt64Type};
use arrow_buffer::ScalarBuffer;
use bytes::Bytes;
use nearsite_domain::{
    Cents, Component, Day, Evidence, NetworkNo, Npi, ProcedureNo, SiteNo, Verdict, Window,
};

/// One rate as it was read, and its verdict.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RateRow {
    /// The network.
    pub network: NetworkNo,
    /// The procedure.
    pub procedure: ProcedureNo,
    /// The site it counts for.
    pub site: SiteNo,
    /// NPI that the rate names. Absent if it names the site itself or the TIN of its organization.
    pub npi: Option<Npi>,
    /// True if it is stated for the TIN of the site's organization as a whole.
    pub by_tin: bool,
    /// Component it pays for.
    pub component: Component,
    /// Modifiers as read, separated by a space; a position in [`super::SnapshotContents::texts`].
    pub modifier: Option<u32>,
    /// Amount used for ranking: as stated, or the midpoint of a stated range.
    pub amount: Cents,
    /// Low end, if stated.
    pub low: Option<Cents>,
    /// High end, if stated.
    pub high: Option<Cents>,
    /// Number of cases behind it, if stated.
    pub n_cases: Option<u32>,
    /// Number of distinct NPIs that share it. Absent for rates of price tables, which do not state
    /// it.
    pub group_size: Option<u32>,
    /// Evidence for the amount.
    pub evidence: Evidence,
    /// Days on which it is in effect.
    pub window: Window,
    /// Date of the figure, if stated.
    pub as_of: Option<Day>,
    /// Source as stated; a position in [`super::SnapshotContents::texts`].
    pub source: Option<u32>,
    /// File from which it was read, a position in [`super::SnapshotContents::texts`].
    pub file: u32,
    /// Line in that file (CSV) or row number (Parquet), from 1. For a public price file, the offset
    /// of its record in bytes.
    pub line: u64,
    /// Verdict on the rate.
    pub verdict: Verdict,
}

/// Rates to be written to a snapshot.
#[derive(Debug, Default, PartialEq)]
pub struct RateColumns {
    network: Vec<u32>,
    procedure: Vec<u32>,
    site: Vec<u32>,
    npi: Vec<u64>,
    component: Vec<u8>,
    modifier: Vec<u32>,
    amount: Vec<u32>,
    low: Vec<u32>,
    high: Vec<u32>,
    n_cases: Vec<u32>,
    group_size: Vec<u32>,
    by_tin: Vec<u8>,
    evidence: Vec<u8>,
    from: Vec<i32>,
    to: Vec<i32>,
    as_of: Vec<i32>,
    source: Vec<u32>,
    file: Vec<u32>,
    line: Vec<u64>,
    verdict: Vec<u8>,
}

/// Empty cell among NPIs. No NPI is zero.
const NO_NPI: u64 = 0;

impl RateColumns {
    /// Appends a rate; rows must come in the order (network, procedure, site).
    pub fn push(&mut self, row: &RateRow) {
        self.network.push(row.network.0);
        self.procedure.push(row.procedure.0);
        self.site.push(row.site.0);
        self.npi.push(row.npi.map_or(NO_NPI, Npi::as_u64));
        self.component.push(row.component as u8);
        self.modifier.push(row.modifier.unwrap_or(NO_NUMBER));
        self.amount.push(stored_amount(Some(row.amount)));
        self.low.push(stored_amount(row.low));
        self.high.push(stored_amount(row.high));
        self.n_cases.push(row.n_cases.unwrap_or(NO_NUMBER));
        self.group_size.push(row.group_size.unwrap_or(NO_NUMBER));
        self.by_tin.push(u8::from(row.by_tin));
        self.evidence.push(row.evidence as u8);
        self.from.push(stored_day(row.window.from));
        self.to.push(stored_day(row.window.to));
        self.as_of.push(stored_day(row.as_of));
        self.source.push(row.source.unwrap_or(NO_NUMBER));
        self.file.push(row.file);
        self.line.push(row.line);
        self.verdict.push(row.verdict as u8);
    }

    /// Returns the number of rates pushed.
    pub fn len(&self) -> usize {
        self.site.len()
    }

    /// True if no rate was pushed.
    pub fn is_empty(&self) -> bool {
        self.site.is_empty()
    }

    /// The network of the rate at a position, for counts.
    pub fn network(&self, position: usize) -> NetworkNo {
        NetworkNo(self.network[position])
    }

    /// Network and verdict of every rate, for counts.
    pub fn verdicts(&self) -> impl Iterator<Item = (NetworkNo, Verdict)> {
        let verdicts = self
            .verdict
            .iter()
            .filter_map(|&stored| Verdict::from_stored(stored));
        self.network.iter().copied().map(NetworkNo).zip(verdicts)
    }

    /// True if the rows are in the order (network, procedure, site).
    pub(super) fn are_sorted(&self) -> bool {
        let key = |row: usize| (self.network[row], self.procedure[row], self.site[row]);
        (1..self.len()).all(|row| key(row - 1) <= key(row))
    }

    /// Returns the columns as they are written.
    pub(super) fn into_table(self) -> Columns {
        Columns::default()
            .numbers::<UInt32Type>("network", self.network)
            .numbers::<UInt32Type>("procedure", self.procedure)
            .numbers::<UInt32Type>("site", self.site)
            .optional::<UInt64Type>("npi", self.npi, NO_NPI)
            .numbers::<UInt8Type>("component", self.component)
            .optional::<UInt32Type>("modifier", self.modifier, NO_NUMBER)
            .numbers::<UInt32Type>("amount_cents", self.amount)
            .optional::<UInt32Type>("low_cents", self.low, NO_AMOUNT)
            .optional::<UInt32Type>("high_cents", self.high, NO_AMOUNT)
            .optional::<UInt32Type>("n_cases", self.n_cases, NO_NUMBER)
            .optional::<UInt32Type>("group_size", self.group_size, NO_NUMBER)
            .numbers::<UInt8Type>("by_tin", self.by_tin)
            .numbers::<UInt8Type>("evidence", self.evidence)
            .optional::<Int32Type>("effective_from_day", self.from, NO_DAY)
            .optional::<Int32Type>("effective_to_day", self.to, NO_DAY)
            .optional::<Int32Type>("as_of_day", self.as_of, NO_DAY)
            .optional::<UInt32Type>("source", self.source, NO_NUMBER)
            .numbers::<UInt32Type>("file", self.file)
            .numbers::<UInt64Type>("line", self.line)
            .numbers::<UInt8Type>("verdict", self.verdict)
    }
}

/// Rates of an open snapshot. All columns are mapped.
pub(crate) struct Rates {
    network: ScalarBuffer<u32>,
    procedure: ScalarBuffer<u32>,
    site: ScalarBuffer<u32>,
    table: ArrowTable,
}

impl Rates {
    /// Reads the file.
    pub(super) fn open(bytes: Bytes) -> Result<Self, ColumnFault> {
        let table = ArrowTable::open(bytes)?;
        Ok(Self {
            network: table.numbers::<UInt32Type>("network")?,
            procedure: table.numbers::<UInt32Type>("procedure")?,
            site: table.numbers::<UInt32Type>("site")?,
            table,
        })
    }

    /// Returns the number of rates.
    pub(crate) fn len(&self) -> usize {
        self.site.len()
    }

    /// Returns every rate of one (network, procedure, site), in the order in which they were read.
    ///
    /// # Errors
    /// When a column does not have the shape the format promises.
    pub(crate) fn find(
        &self,
        network: NetworkNo,
        procedure: ProcedureNo,
        site: SiteNo,
    ) -> Result<Vec<RateRow>, ColumnFault> {
        let wanted = (network.0, procedure.0, site.0);
        let key = |row: usize| (self.network[row], self.procedure[row], self.site[row]);
        let start = partition_point(self.len(), |row| key(row) < wanted);
        let end = partition_point(self.len(), |row| key(row) <= wanted);
        let reader = RateReader::new(&self.table)?;
        (start..end)
            .map(|row| reader.read(row, network, procedure, site))
            .collect()
    }
}

/// First row of an ordered table for which the condition no longer holds.
fn partition_point(rows: usize, holds: impl Fn(usize) -> bool) -> usize {
    let (mut low, mut high) = (0, rows);
    while low < high {
        let middle = low + (high - low) / 2;
        if holds(middle) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    low
}

/// The columns only needed when rates are shown.
struct RateReader {
    npi: PrimitiveArray<UInt64Type>,
    component: ScalarBuffer<u8>,
    modifier: PrimitiveArray<UInt32Type>,
    amount: ScalarBuffer<u32>,
    low: PrimitiveArray<UInt32Type>,
    high: PrimitiveArray<UInt32Type>,
    n_cases: PrimitiveArray<UInt32Type>,
    group_size: PrimitiveArray<UInt32Type>,
    by_tin: ScalarBuffer<u8>,
    evidence: ScalarBuffer<u8>,
    from: PrimitiveArray<Int32Type>,
    to: PrimitiveArray<Int32Type>,
    as_of: PrimitiveArray<Int32Type>,
    source: PrimitiveArray<UInt32Type>,
    file: ScalarBuffer<u32>,
    line: ScalarBuffer<u64>,
    verdict: ScalarBuffer<u8>,
}

impl RateReader {
    fn new(table: &ArrowTable) -> Result<Self, ColumnFault> {
        Ok(Self {
            npi: table.array("npi")?,
            component: table.numbers::<UInt8Type>("component")?,
            modifier: table.array("modifier")?,
            amount: table.numbers::<UInt32Type>("amount_cents")?,
            low: table.array("low_cents")?,
            high: table.array("high_cents")?,
            n_cases: table.array("n_cases")?,
            group_size: table.array("group_size")?,
            by_tin: table.numbers::<UInt8Type>("by_tin")?,
            evidence: table.numbers::<UInt8Type>("evidence")?,
            from: table.array("effective_from_day")?,
            to: table.array("effective_to_day")?,
            as_of: table.array("as_of_day")?,
            source: table.array("source")?,
            file: table.numbers::<UInt32Type>("file")?,
            line: table.numbers::<UInt64Type>("line")?,
            verdict: table.numbers::<UInt8Type>("verdict")?,
        })
    }

    fn read(
        &self,
        row: usize,
        network: NetworkNo,
        procedure: ProcedureNo,
        site: SiteNo,
    ) -> Result<RateRow, ColumnFault> {
        let day = |days: &PrimitiveArray<Int32Type>| {
            cell(days, row).and_then(|day| Day::from_days_since_epoch(day).ok())
        };
        let cents = |amounts: &PrimitiveArray<UInt32Type>| {
            cell(amounts, row).map(|cents| Cents(i64::from(cents)))
        };
        Ok(RateRow {
            network,
            procedure,
            site,
            npi: cell(&self.npi, row).map(Npi::from_stored),
            component: Component::from_stored(self.component[row])
                .ok_or(ColumnFault::Value("component"))?,
            modifier: cell(&self.modifier, row),
            amount: Cents(i64::from(self.amount[row])),
            low: cents(&self.low),
            high: cents(&self.high),
            n_cases: cell(&self.n_cases, row),
            group_size: cell(&self.group_size, row),
            by_tin: self.by_tin[row] != 0,
            evidence: Evidence::from_stored(self.evidence[row])
                .ok_or(ColumnFault::Value("evidence"))?,
            window: Window {
                from: day(&self.from),
                to: day(&self.to),
            },
            as_of: day(&self.as_of),
            source: cell(&self.source, row),
            file: self.file[row],
            line: self.line[row],
            verdict: Verdict::from_stored(self.verdict[row])
                .ok_or(ColumnFault::Value("verdict"))?,
        })
    }
}
