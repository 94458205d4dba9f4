//! One element of `negotiated_rates`: prices, and the providers they are agreed with.
//!
//! In comes its text, out come rows of the table: one for each price, registered provider and network. An entry that cites a
//! reference nobody has read yet waits until the end of the file.

use super::deferred_entries::DeferredEntries;
use super::negotiated_price::NegotiatedPrice;
use super::provider_groups::{ProviderGroup, ProviderGroups};
use super::provider_references::{ProviderReferences, reference_key};
use super::reference_store::{RateProviders, ReferenceKey, RegisteredReference};
use super::scalar::RawList;
use super::visitors::{FieldVisitor, ListSeed, check_sound, read_record};
use crate::rates::rate_collector::RateCollector;
use crate::rates::rate_filter::RateFilter;
use crate::rates::stated_rate::StatedRate;
use crate::reading::file_fault::FileFault;
use crate::reading::reject::{RejectCode, RowFault};
use serde::de::MapAccess;
use serde::{Deserialize, Serialize};
use std::str::from_utf8;

/// Where an entry stands, and what its item says about all of its entries.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct EntryContext {
    /// Number of the item in the file, from 1.
    pub(super) item: u64,
    /// Number of the entry in the item, from 0, as in JSON paths.
    pub(super) number: u64,
    /// Where the entry begins.
    pub(super) position: u64,
    /// The code.
    pub(super) code: [u8; 5],
    /// Type of the code, upper case.
    pub(super) code_type: Option<String>,
    /// Arrangement, lower case.
    pub(super) arrangement: Option<String>,
}

/// Turns entries into rows.
pub(super) struct EntryReader<'w, 's> {
    pub(super) wanted: &'w RateFilter,
    pub(super) references: ProviderReferences<'w>,
    pub(super) deferred: DeferredEntries,
    pub(super) collector: RateCollector<'s>,
}

impl EntryReader<'_, '_> {
    /// Takes an entry whose item has one of our codes.
    ///
    /// # Errors
    /// When rows, rejects or the entry itself cannot be kept.
    pub(super) fn take(&mut self, place: &EntryContext, json: &str) -> Result<(), FileFault> {
        let entry = match RateEntry::read(json, self.wanted) {
            Ok(entry) => entry,
            Err(fault) => return self.reject(place, fault),
        };
        let unknown = entry.unknown(&self.references);
        if unknown > 0 && self.deferred.is_open() {
            return self.deferred.add(place, json);
        }
        if unknown > 0 {
            let message = format!("{unknown} of the references it cites are not in the file");
            let code = RejectCode::UnknownReference;
            self.reject(place, RowFault::field(code, "provider_references", message))?;
        }
        self.collector
            .count("invalid_npi", entry.groups.strange_npis);
        let store = &mut self.references.store;
        let providers = store.providers(entry.references, entry.groups)?;
        for (number, price) in entry.prices.0.iter().enumerate() {
            match NegotiatedPrice::read(price.get()) {
                Ok(price) => self.emit(place, &price, &providers)?,
                Err(fault) => {
                    self.reject(place, below(&format!("negotiated_prices[{number}]"), fault))?;
                }
            }
        }
        Ok(())
    }

    /// Takes the entries that waited; references that are unknown now stay so.
    ///
    /// # Errors
    /// As [`EntryReader::take`].
    pub(super) fn take_deferred(&mut self) -> Result<(), FileFault> {
        let mut waited = self.deferred.close();
        waited.replay(|place, json| self.take(place, json))
    }

    /// Rejects an entry, or what the fault names in it.
    pub(super) fn reject(
        &mut self,
        place: &EntryContext,
        fault: RowFault,
    ) -> Result<(), FileFault> {
        let fault = below(&format!("negotiated_rates[{}]", place.number), fault);
        self.collector.reject(place.item, place.position, fault)
    }

    fn emit(
        &mut self,
        place: &EntryContext,
        price: &NegotiatedPrice,
        providers: &RateProviders,
    ) -> Result<(), FileFault> {
        let mut row = StatedRate {
            payer: None,
            network_name: None,
            code_type: place.code_type.as_deref(),
            // Codes of the catalogue are letters and digits.
            code: from_utf8(&place.code).unwrap_or_default(),
            arrangement: place.arrangement.as_deref(),
            negotiated_type: price.negotiated_type.as_deref(),
            rate: price.rate,
            billing_class: price.billing_class.as_deref(),
            setting: price.setting.as_deref(),
            service_codes: &price.service_codes,
            modifiers: &price.modifiers,
            expires_on: price.expires_on,
            tin_type: None,
            tin: None,
            npi: None,
            group_size: providers.group_size,
            position: place.position,
        };
        for registered in &providers.registered {
            for network in networks(registered) {
                row.network_name = network;
                for group in &registered.groups {
                    self.emit_group(row, group)?;
                }
            }
        }
        Ok(())
    }

    fn emit_group<'a>(
        &mut self,
        mut row: StatedRate<'a>,
        group: &'a ProviderGroup,
    ) -> Result<(), FileFault> {
        row.tin_type = group.tin_type.as_deref();
        row.tin = group.tin.as_deref();
        if group.npis.is_empty() {
            return self.collector.rate(&row);
        }
        for npi in &group.npis {
            row.npi = self.wanted.npi(*npi);
            self.collector.rate(&row)?;
        }
        Ok(())
    }
}

/// The networks of a reference, or once none.
fn networks(registered: &RegisteredReference) -> impl Iterator<Item = Option<&str>> {
    let none = registered.networks.is_empty().then_some(None);
    let names = registered.networks.iter().map(|name| Some(name.as_str()));
    none.into_iter().chain(names)
}

/// The fault with its path put below another.
fn below(path: &str, fault: RowFault) -> RowFault {
    let path = match &fault.field {
        Some(field) => format!("{path}.{field}"),
        None => path.to_owned(),
    };
    RowFault {
        field: Some(path.into()),
        ..fault
    }
}

/// An entry, prices unparsed.
struct RateEntry<'w, 'a> {
    cited: RawList<'a>,
    references: Vec<ReferenceKey>,
    groups: ProviderGroups<'w>,
    prices: RawList<'a>,
}

impl<'w, 'a> RateEntry<'w, 'a> {
    fn read(json: &'a str, wanted: &'w RateFilter) -> Result<Self, RowFault> {
        let mut entry = Self {
            cited: RawList::default(),
            references: Vec::new(),
            groups: ProviderGroups::new(wanted),
            prices: RawList::default(),
        };
        read_record(json, &mut entry)?;
        for price in &entry.prices.0 {
            check_sound(price.get())?;
        }
        for id in std::mem::take(&mut entry.cited.0) {
            let key = reference_key(id).map_err(|fault| RowFault {
                field: Some("provider_references".into()),
                ..fault
            })?;
            entry.references.extend(key);
        }
        Ok(entry)
    }

    fn unknown(&self, known: &ProviderReferences<'_>) -> usize {
        let keys = self.references.iter();
        keys.filter(|key| !known.store.has(**key)).count()
    }
}

impl<'de> FieldVisitor<'de> for RateEntry<'_, 'de> {
    fn take_field<A: MapAccess<'de>>(&mut self, key: &str, map: &mut A) -> Result<bool, A::Error> {
        match key {
            "provider_references" => map.next_value_seed(ListSeed(&mut self.cited))?,
            "provider_groups" => map.next_value_seed(ListSeed(&mut self.groups))?,
            "negotiated_prices" => map.next_value_seed(ListSeed(&mut self.prices))?,
            _ => return Ok(false),
        }
        Ok(true)
    }
}
