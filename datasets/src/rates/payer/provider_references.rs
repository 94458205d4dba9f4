//! Reads the list `provider_references` and resolves the references that rates cite.
//!
//! Input is the list in the file. Output is stored references in a [`ReferenceStore`], and rejects.
//! References that only name a `location` are looked up in the folder of the file.

use super::provider_groups::ProviderGroups;
use super::record::next_record;
use super::reference_files::ReferenceFiles;
use super::reference_store::{ReferenceKey, ReferenceStore, short_hash};
use super::scalar::{Raw, text, texts};
use super::visitors::{FieldVisitor, ListSeed, read_record};
use crate::rates::rate_collector::RateCollector;
use crate::rates::rate_filter::RateFilter;
use crate::rates::record_outcome::SkipReason;
use crate::reading::file_fault::FileFault;
use crate::reading::json::JsonCursor;
use crate::reading::reject::{RejectCode, RowFault};
use serde::de::MapAccess;
use serde_json::value::RawValue;
use std::path::Path;

/// Bit set in keys that are hashes, so that none is equal to a number.
const HASHED: ReferenceKey = 1 << 127;

/// Provider references of a file.
pub(super) struct ProviderReferences<'w> {
    wanted: &'w RateFilter,
    locations: ReferenceFiles,
    /// References read so far.
    pub(super) store: ReferenceStore,
    count: u64,
    has_networks: bool,
}

impl<'w> ProviderReferences<'w> {
    /// Creates an empty list. `folder` is the folder of the price file.
    pub(super) fn new(wanted: &'w RateFilter, folder: &Path, scratch: &Path) -> Self {
        Self {
            wanted,
            locations: ReferenceFiles::new(folder),
            store: ReferenceStore::new(scratch),
            count: 0,
            has_networks: false,
        }
    }

    /// True if a reference that was kept names a network.
    pub(super) const fn has_networks(&self) -> bool {
        self.has_networks
    }

    /// True if files in the folder of the price file were looked up.
    pub(super) const fn has_lookups(&self) -> bool {
        self.locations.has_lookups()
    }

    /// Reads the list. The cursor is after its opening bracket.
    ///
    /// # Errors
    /// When the file cannot be read on, or a reject cannot be stored.
    pub(super) fn read(
        &mut self,
        cursor: &mut JsonCursor<'_>,
        collector: &mut RateCollector<'_>,
    ) -> Result<(), FileFault> {
        let mut is_first = true;
        loop {
            let next = next_record(cursor, is_first);
            let Some(record) = next.map_err(|stop| cursor.fatal(stop))? else {
                return Ok(());
            };
            is_first = false;
            self.count += 1;
            let position = record.position();
            let read = match record.text(cursor) {
                Ok(text) => self.keep(text, collector)?,
                Err(fault) => Err(fault),
            };
            if let Err(fault) = read {
                collector.reject(self.count, position, in_references(fault))?;
            }
            record.consume(cursor);
        }
    }

    /// Reads and stores one reference.
    fn keep(
        &mut self,
        text: &str,
        collector: &mut RateCollector<'_>,
    ) -> Result<Result<(), RowFault>, FileFault> {
        let (key, networks, groups) = match self.parse(text, collector) {
            Ok(reference) => reference,
            Err(fault) => return Ok(Err(fault)),
        };
        if self.store.has(key) {
            let message = "an earlier reference has the same provider_group_id";
            return Ok(Err(RowFault::row(RejectCode::Duplicate, message)));
        }
        collector.count(SkipReason::InvalidNpi, groups.strange_npis);
        self.has_networks |= !networks.is_empty();
        self.store.keep(key, networks, groups).map(Ok)
    }

    fn parse(
        &mut self,
        json: &str,
        collector: &mut RateCollector<'_>,
    ) -> Result<(ReferenceKey, Vec<String>, ProviderGroups<'w>), RowFault> {
        let mut reference = ReferenceFields::new(self.wanted);
        read_record(json, &mut reference)?;
        let key = reference.id.map_or(Ok(None), reference_key)?;
        let key = key.ok_or_else(|| RowFault::missing("provider_group_id"))?;
        let networks = texts(reference.networks, "network_name", str::to_owned)?;
        if reference.groups.stated > 0 {
            return Ok((key, networks, reference.groups));
        }
        if let Some(location) = text(reference.location, "location")? {
            match self.locations.read(&location)? {
                Some(file) => read_record(&file, &mut reference.elsewhere())?,
                None => collector.count(SkipReason::RemoteReference, 1),
            }
        }
        Ok((key, networks, reference.groups))
    }
}

/// Fields of one reference.
struct ReferenceFields<'w, 'a> {
    id: Raw<'a>,
    networks: Raw<'a>,
    location: Raw<'a>,
    groups: ProviderGroups<'w>,
}

impl<'w> ReferenceFields<'w, '_> {
    fn new(wanted: &'w RateFilter) -> Self {
        Self {
            id: None,
            networks: None,
            location: None,
            groups: ProviderGroups::new(wanted),
        }
    }

    /// Returns a visitor that takes only the groups of a separate file.
    fn elsewhere(&mut self) -> ExternalGroups<'_, 'w> {
        ExternalGroups(&mut self.groups)
    }
}

impl<'de> FieldVisitor<'de> for ReferenceFields<'_, 'de> {
    fn take_field<A: MapAccess<'de>>(&mut self, key: &str, map: &mut A) -> Result<bool, A::Error> {
        match key {
            "provider_group_id" => self.id = map.next_value()?,
            "network_name" => self.networks = map.next_value()?,
            "location" => self.location = map.next_value()?,
            "provider_groups" => map.next_value_seed(ListSeed(&mut self.groups))?,
            _ => return Ok(false),
        }
        Ok(true)
    }
}

/// Fields of a provider-reference file.
struct ExternalGroups<'r, 'w>(&'r mut ProviderGroups<'w>);

impl<'de> FieldVisitor<'de> for ExternalGroups<'_, '_> {
    fn take_field<A: MapAccess<'de>>(&mut self, key: &str, map: &mut A) -> Result<bool, A::Error> {
        if key != "provider_groups" {
            return Ok(false);
        }
        map.next_value_seed(ListSeed(self.0))?;
        Ok(true)
    }
}

/// Returns the key of a `provider_group_id`: a whole number is its own key, any other text is
/// hashed. `7`, `"7"` and `7.0` are the same.
///
/// # Errors
/// `invalid_value` when it is neither text nor number.
pub(super) fn reference_key(id: &RawValue) -> Result<Option<ReferenceKey>, RowFault> {
    let Some(id) = text(Some(id), "provider_group_id")? else {
        return Ok(None);
    };
    let is_decimal = |text: &str| {
        let digits = text.strip_prefix('-').unwrap_or(text);
        digits
            .bytes()
            .all(|byte| byte.is_ascii_digit() || byte == b'.')
    };
    let name = if is_decimal(&id) && id.matches('.').count() == 1 {
        id.trim_end_matches('0').trim_end_matches('.')
    } else {
        &id
    };
    let is_plain = name == "0" || !name.starts_with(['0', '+']);
    let whole: Option<u64> = name.parse().ok().filter(|_| is_plain);
    let hashed = || HASHED | u128::from_le_bytes(short_hash(name.bytes()));
    Ok(Some(whole.map_or_else(hashed, ReferenceKey::from)))
}

fn in_references(fault: RowFault) -> RowFault {
    let path = match fault.field {
        Some(field) => format!("provider_references.{field}"),
        None => "provider_references".to_owned(),
    };
    RowFault {
        field: Some(path.into()),
        ..fault
    }
}
