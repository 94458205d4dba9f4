//! Reads one element of `negotiated_rates`: prices, and the providers they were agreed with.
//!
//! Input is its text. Output is rows of the table: one for each price, registered provider and
//! network. An entry that cites a reference that has not been read yet is deferred to the end of
//! the file.

use super::deferred_entries::{DeferredEntries, DeferredPart};
use super::entry_context::EntryContext;
use super::negotiated_price::NegotiatedPrice;
use super::provider_groups::{ProviderGroup, ProviderGroups};
use super::provider_references::{ProviderReferences, reference_key};
use super::reference_store::{RateProviders, ReferenceKey, RegisteredReference};
use super::scalar::RawList;
use super::visitors::{FieldVisitor, ListSeed, check_sound, read_record};
use crate::rates::code_cell::{contradiction, joined_modifiers};
use crate::rates::rate_collector::RateCollector;
use crate::rates::rate_filter::RateFilter;
use crate::rates::record_outcome::SkipReason;
use crate::rates::stated_rate::StatedRate;
use crate::reading::file_fault::FileFault;
use crate::reading::reject::{RejectCode, RowFault};
use serde::de::MapAccess;
use std::str::from_utf8;

/// Turns entries into rows.
pub(super) struct EntryReader<'w, 's> {
    pub(super) wanted: &'w RateFilter,
    pub(super) references: ProviderReferences<'w>,
    pub(super) deferred: DeferredEntries,
    pub(super) collector: RateCollector<'s>,
}

impl EntryReader<'_, '_> {
    /// Reads an entry whose item has a code of the catalog.
    ///
    /// # Errors
    /// When rows, rejects or the entry itself cannot be stored.
    pub(super) fn take(&mut self, context: &EntryContext, json: &str) -> Result<(), FileFault> {
        let entry = match RateEntry::read(json, self.wanted) {
            Ok(entry) => entry,
            Err(fault) => return self.reject(context, fault),
        };
        let unknown = entry.unknown(&self.references);
        if unknown > 0 && self.deferred.is_open() {
            return self.deferred.add(context, json);
        }
        if unknown > 0 {
            let message = format!("{unknown} of the references it cites are not in the file");
            let code = RejectCode::UnknownReference;
            self.reject(
                context,
                RowFault::field(code, "provider_references", message),
            )?;
        }
        self.collector
            .count(SkipReason::InvalidNpi, entry.groups.strange_npis);
        if entry.prices.0.is_empty() {
            self.collector.skip(SkipReason::NoNegotiatedCharge);
        }
        let store = &mut self.references.store;
        let providers = store.providers(entry.references, entry.groups)?;
        for (number, price) in entry.prices.0.iter().enumerate() {
            match NegotiatedPrice::read(price.get()) {
                Ok(price) => self.take_price(context, number, price, &providers)?,
                Err(fault) => self.reject_price(context, number, fault)?,
            }
        }
        Ok(())
    }

    /// Reads the deferred entries. References that are still unknown are rejected.
    ///
    /// # Errors
    /// As [`EntryReader::take`].
    pub(super) fn take_deferred(&mut self) -> Result<(), FileFault> {
        self.collector.begin_record();
        let mut waited = self.deferred.close();
        waited.replay(|part| match part {
            DeferredPart::Entry(context, json) => self.take(context, json),
            DeferredPart::EndOfItem(outcome) => {
                self.collector.continue_record(outcome);
                self.collector.end_record();
                Ok(())
            }
        })
    }

    /// Ends an item. If one of its entries was deferred, its outcome is counted after that entry.
    ///
    /// # Errors
    /// When its outcome cannot be stored.
    pub(super) fn end_item(&mut self) -> Result<(), FileFault> {
        let outcome = self.collector.suspend_record();
        if !self.deferred.end_item(outcome)? {
            self.collector.continue_record(outcome);
            self.collector.end_record();
        }
        Ok(())
    }

    /// Rejects an entry, or the part of it that the fault names.
    pub(super) fn reject(
        &mut self,
        context: &EntryContext,
        fault: RowFault,
    ) -> Result<(), FileFault> {
        let fault = below(&format!("negotiated_rates[{}]", context.number), fault);
        self.collector.reject(context.item, context.position, fault)
    }

    fn reject_price(
        &mut self,
        context: &EntryContext,
        number: usize,
        fault: RowFault,
    ) -> Result<(), FileFault> {
        let path = format!("negotiated_prices[{number}]");
        self.reject(context, below(&path, fault))
    }

    /// Writes the rates of a price, with the modifiers written with the code.
    fn take_price(
        &mut self,
        context: &EntryContext,
        number: usize,
        mut price: NegotiatedPrice,
        providers: &RateProviders,
    ) -> Result<(), FileFault> {
        if !context.modifiers.is_empty() {
            match joined_modifiers(&price.modifiers, &context.modifiers) {
                Some(all) => price.modifiers = all,
                None => return self.reject_price(context, number, contradiction()),
            }
        }
        let registered = &providers.registered;
        if registered
            .iter()
            .all(|reference| reference.groups.is_empty())
        {
            self.collector.skip(SkipReason::ProviderNotRegistered);
            return Ok(());
        }
        self.emit(context, &price, providers)
    }

    fn emit(
        &mut self,
        context: &EntryContext,
        price: &NegotiatedPrice,
        providers: &RateProviders,
    ) -> Result<(), FileFault> {
        let mut row = StatedRate {
            payer: None,
            network_name: None,
            code_type: context.code_type.as_deref(),
            // Codes of the catalog are letters and digits.
            code: from_utf8(&context.code).unwrap_or_default(),
            arrangement: context.arrangement.as_deref(),
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
            position: context.position,
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

/// Returns the networks of a reference, or a single none.
fn networks(registered: &RegisteredReference) -> impl Iterator<Item = Option<&str>> {
    let none = registered.networks.is_empty().then_some(None);
    let names = registered.networks.iter().map(|name| Some(name.as_str()));
    none.into_iter().chain(names)
}

/// Returns the fault with its path below another path.
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

/// Entry with unparsed prices.
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
