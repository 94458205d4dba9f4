//! ZIP table: centers by code, the nearest center to a point, and the towns by name.

use super::arrow_file::{ArrowTable, ColumnFault, cell};
use super::towns::Towns;
use arrow_array::types::{Float64Type, UInt8Type, UInt32Type};
use arrow_array::{Array, StringArray, UInt8Array, UInt32Array};
use arrow_buffer::ScalarBuffer;
use bytes::Bytes;
use nearsite_domain::{CountyType, LonLat, Precision, ZipCentroid, ZipCode};
use rstar::RTree;
use rstar::primitives::GeomWithData;
use std::sync::OnceLock;

/// The ZIP table, ordered by code.
pub(super) struct Zips {
    zip: ScalarBuffer<u32>,
    lon: ScalarBuffer<f64>,
    lat: ScalarBuffer<f64>,
    precision: ScalarBuffer<u8>,
    city: StringArray,
    state: StringArray,
    population: UInt32Array,
    county_type: UInt8Array,
    /// Rows by location, loaded on first use, because few requests need it.
    tree: OnceLock<RTree<GeomWithData<[f64; 3], usize>>>,
    /// Towns by name, grouped on first use.
    towns: OnceLock<Towns>,
}

impl Zips {
    /// Reads the table.
    pub(super) fn open(bytes: Bytes) -> Result<Self, ColumnFault> {
        let table = ArrowTable::open(bytes)?;
        let county_type = table.array::<UInt8Type>("county_type")?;
        let is_known = |number: u8| CountyType::from_stored(number).is_some();
        if !county_type.iter().flatten().all(is_known) {
            return Err(ColumnFault::Value("county_type"));
        }
        let precision = table.numbers::<UInt8Type>("precision")?;
        if precision
            .iter()
            .any(|&number| Precision::from_stored(number).is_none())
        {
            return Err(ColumnFault::Value("precision"));
        }
        Ok(Self {
            zip: table.numbers::<UInt32Type>("zip")?,
            lon: table.numbers::<Float64Type>("lon")?,
            lat: table.numbers::<Float64Type>("lat")?,
            precision,
            city: table.texts("city")?,
            state: table.texts("state")?,
            population: table.array::<UInt32Type>("population")?,
            county_type,
            tree: OnceLock::new(),
            towns: OnceLock::new(),
        })
    }

    /// Finds the row of a code.
    pub(super) fn find(&self, zip: ZipCode) -> Option<ZipCentroid> {
        self.centroid(self.zip.binary_search(&zip.as_u32()).ok()?)
    }

    /// Finds the row whose center is nearest to a point, in whole meters. Among equally near ones,
    /// the lowest code wins.
    pub(super) fn nearest(&self, place: LonLat) -> Option<ZipCentroid> {
        let tree = self.tree.get_or_init(|| self.load_tree());
        let by_distance = tree
            .nearest_neighbor_iter(place.unit_sphere())
            .filter_map(|point| Some((self.place(point.data)?.meters_to(place), point.data)));
        let mut by_distance = by_distance.peekable();
        let nearest = by_distance.peek()?.0;
        let as_near = by_distance.take_while(|&(meters, _)| meters == nearest);
        self.centroid(as_near.map(|(_, row)| row).min()?)
    }

    /// Returns the towns by name.
    pub(super) fn towns(&self) -> &Towns {
        let rows = || (0..self.zip.len()).filter_map(|row| self.centroid(row));
        self.towns.get_or_init(|| Towns::new(rows()))
    }

    fn load_tree(&self) -> RTree<GeomWithData<[f64; 3], usize>> {
        let point = |row| Some(GeomWithData::new(self.place(row)?.unit_sphere(), row));
        RTree::bulk_load((0..self.zip.len()).filter_map(point).collect())
    }

    fn place(&self, row: usize) -> Option<LonLat> {
        LonLat::new(*self.lon.get(row)?, *self.lat.get(row)?).ok()
    }

    fn centroid(&self, row: usize) -> Option<ZipCentroid> {
        let text = |column: &StringArray| {
            let known = column.is_valid(row).then(|| column.value(row).to_owned());
            known.unwrap_or_default()
        };
        Some(ZipCentroid {
            zip: ZipCode::from_stored(*self.zip.get(row)?),
            place: self.place(row)?,
            precision: Precision::from_stored(*self.precision.get(row)?)?,
            city: text(&self.city),
            state: text(&self.state),
            population: cell(&self.population, row),
            county_type: cell(&self.county_type, row).and_then(CountyType::from_stored),
        })
    }
}
