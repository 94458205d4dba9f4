//! Store of provider references, small in memory and of any size on disk.
//!
//! Input is references one by one. Output is, for the references that a rate cites, the registered
//! providers and the number of distinct NPIs. Memory holds one [`StoredReference`] per reference.
//! The NPIs are in a [`SpillBuffer`], five bytes each, after the details of those few references
//! with registered providers.

use super::provider_groups::{ProviderGroup, ProviderGroups};
use super::spill_buffer::SpillBuffer;
use crate::reading::file_fault::FileFault;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use std::io;
use std::path::Path;
use std::rc::Rc;

/// Bytes of NPIs and details in memory before they go to disk.
const MEMORY_BYTES: usize = 2 << 20;
/// Ten digits take 34 bits.
const NPI_BYTES: usize = 5;
/// Number of NPIs counted at a time: 64 MiB of them.
const NPIS_AT_ONCE: u64 = 8 << 20;
/// Bytes of cached results, by a rough measure.
const CACHED_BYTES: usize = 512 << 10;

/// Key of a reference: its number, or a hash of its name of 128 bits. See `reference_key`.
pub(super) type ReferenceKey = u128;

/// Registered providers of one reference.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct RegisteredReference {
    /// Networks of the reference.
    pub(super) networks: Vec<String>,
    /// Groups with a registered provider.
    pub(super) groups: Vec<ProviderGroup>,
}

impl RegisteredReference {
    /// Approximate size in memory.
    fn bytes(&self) -> usize {
        let names = self.networks.iter().map(|name| 64 + name.len());
        let of_group = |group: &ProviderGroup| {
            let tin = group.tin.as_ref().map_or(0, String::len);
            128 + tin + 8 * group.npis.len()
        };
        names.sum::<usize>() + self.groups.iter().map(of_group).sum::<usize>()
    }
}

/// Providers of a rate.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct RateProviders {
    /// Registered providers.
    pub(super) registered: Vec<RegisteredReference>,
    /// Number of distinct NPIs, registered or not.
    pub(super) group_size: u32,
}

/// Location of a reference in the buffer.
#[derive(Debug, Clone, Copy, Default)]
struct StoredReference {
    offset: u64,
    details_bytes: u32,
    npis: u32,
}

/// All references of a file.
#[derive(Debug)]
pub(super) struct ReferenceStore {
    places: FxHashMap<ReferenceKey, StoredReference>,
    held: SpillBuffer,
    cached: FxHashMap<[u8; 16], Rc<RateProviders>>,
    cached_bytes: usize,
    npis_at_once: u64,
}

impl ReferenceStore {
    /// Creates an empty store. `scratch` is a folder for temporary files.
    pub(super) fn new(scratch: &Path) -> Self {
        Self {
            places: FxHashMap::default(),
            held: SpillBuffer::new(scratch, MEMORY_BYTES),
            cached: FxHashMap::default(),
            cached_bytes: 0,
            npis_at_once: NPIS_AT_ONCE,
        }
    }

    /// True if the store has the reference.
    pub(super) fn has(&self, key: ReferenceKey) -> bool {
        self.places.contains_key(&key)
    }

    /// Stores a reference. One without groups (a remote one) is known but has no providers.
    ///
    /// # Errors
    /// When it cannot be written to disk.
    pub(super) fn keep(
        &mut self,
        key: ReferenceKey,
        networks: Vec<String>,
        groups: ProviderGroups<'_>,
    ) -> Result<(), FileFault> {
        let offset = self.held.len();
        let mut bytes = Vec::new();
        if !groups.registered.is_empty() {
            let groups = groups.registered;
            let registered = RegisteredReference { networks, groups };
            bytes = serde_json::to_vec(&registered).map_err(scratch)?;
        }
        let details_bytes = bytes.len() as u32;
        bytes.reserve(groups.npis.len() * NPI_BYTES);
        for npi in &groups.npis {
            bytes.extend_from_slice(&npi.to_le_bytes()[..NPI_BYTES]);
        }
        self.held.append(&bytes)?;
        let place = StoredReference {
            offset,
            details_bytes,
            npis: groups.npis.len() as u32,
        };
        self.places.insert(key, place);
        Ok(())
    }

    /// Returns the providers of a list of references and of groups stated inline. Unknown
    /// references have none.
    ///
    /// # Errors
    /// When references cannot be read back.
    pub(super) fn providers(
        &mut self,
        mut keys: Vec<ReferenceKey>,
        inline: ProviderGroups<'_>,
    ) -> Result<Rc<RateProviders>, FileFault> {
        keys.sort_unstable();
        keys.dedup();
        let places = keys.iter().filter_map(|key| self.places.get(key).copied());
        let places: Vec<StoredReference> = places.collect();
        let has_none = places.iter().all(|place| place.details_bytes == 0);
        if has_none && inline.registered.is_empty() {
            return Ok(Rc::default());
        }
        if !inline.npis.is_empty() || !inline.registered.is_empty() {
            return self.resolve(&places, inline).map(Rc::new);
        }
        let name = short_hash(keys.iter().flat_map(|key| key.to_le_bytes()));
        if let Some(known) = self.cached.get(&name) {
            return Ok(Rc::clone(known));
        }
        let providers = Rc::new(self.resolve(&places, inline)?);
        self.cache(name, &providers);
        Ok(providers)
    }

    fn cache(&mut self, name: [u8; 16], providers: &Rc<RateProviders>) {
        let bytes: usize = providers
            .registered
            .iter()
            .map(RegisteredReference::bytes)
            .sum();
        if self.cached_bytes + bytes > CACHED_BYTES {
            self.cached.clear();
            self.cached_bytes = 0;
        }
        self.cached_bytes += bytes;
        self.cached.insert(name, Rc::clone(providers));
    }

    fn resolve(
        &self,
        places: &[StoredReference],
        inline: ProviderGroups<'_>,
    ) -> Result<RateProviders, FileFault> {
        let mut registered = Vec::new();
        for place in places.iter().filter(|place| place.details_bytes > 0) {
            let mut details = vec![0; place.details_bytes as usize];
            self.held.read_at(place.offset, &mut details)?;
            registered.push(serde_json::from_slice(&details).map_err(scratch)?);
        }
        let group_size = self.group_size(places, &inline.npis)?;
        if !inline.registered.is_empty() {
            registered.push(RegisteredReference {
                networks: Vec::new(),
                groups: inline.registered,
            });
        }
        Ok(RateProviders {
            registered,
            group_size,
        })
    }

    /// Counts distinct NPIs, in enough rounds to keep each one small.
    fn group_size(&self, places: &[StoredReference], inline: &[u64]) -> Result<u32, FileFault> {
        let total = places
            .iter()
            .map(|place| u64::from(place.npis))
            .sum::<u64>();
        let rounds = (total + inline.len() as u64) / self.npis_at_once + 1;
        let mut count = 0;
        let mut bytes = Vec::new();
        for round in 0..rounds {
            let in_round = |npi: &u64| rounds == 1 || npi % rounds == round;
            let mut npis: Vec<u64> = inline.iter().copied().filter(in_round).collect();
            for place in places {
                bytes.resize(place.npis as usize * NPI_BYTES, 0);
                let offset = place.offset + u64::from(place.details_bytes);
                self.held.read_at(offset, &mut bytes)?;
                let (stored, _) = bytes.as_chunks::<NPI_BYTES>();
                npis.extend(stored.iter().map(|npi| unpacked(*npi)).filter(in_round));
            }
            npis.sort_unstable();
            npis.dedup();
            count += npis.len();
        }
        Ok(count as u32)
    }
}

fn unpacked(stored: [u8; NPI_BYTES]) -> u64 {
    let mut bytes = [0; 8];
    bytes[..NPI_BYTES].copy_from_slice(&stored);
    u64::from_le_bytes(bytes)
}

/// Returns the first half of a BLAKE3 hash.
pub(super) fn short_hash(bytes: impl IntoIterator<Item = u8>) -> [u8; 16] {
    let bytes: Vec<u8> = bytes.into_iter().collect();
    let hash = blake3::hash(&bytes);
    let mut short = [0; 16];
    short.copy_from_slice(&hash.as_bytes()[..16]);
    short
}

fn scratch(fault: serde_json::Error) -> FileFault {
    FileFault::Scratch(io::Error::from(fault))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use super::{ProviderGroups, ReferenceStore};
    use crate::rates::payer::visitors::read_list;
    use crate::rates::rate_filter::RateFilter;

    const NPI: u64 = 1_234_567_893;

    fn groups<'w>(wanted: &'w RateFilter, npis: &[u64]) -> ProviderGroups<'w> {
        let mut groups = ProviderGroups::new(wanted);
        read_list(&format!(r#"[{{"npi":{npis:?}}}]"#), &mut groups).unwrap();
        groups
    }

    #[test]
    fn a_group_too_large_for_memory_is_counted_in_rounds() {
        let folder = tempfile::tempdir().unwrap();
        let wanted = RateFilter::of(&[], &[NPI], &[]);
        let mut store = ReferenceStore::new(folder.path());
        let some: Vec<u64> = (1..=500).map(|number| number * 7).collect();
        let others: Vec<u64> = (1..=500).map(|number| number * 11).chain([NPI]).collect();
        store.keep(1, Vec::new(), groups(&wanted, &some)).unwrap();
        store.keep(2, Vec::new(), groups(&wanted, &others)).unwrap();
        for npis_at_once in [1, 3, 100, 1001, 1 << 20] {
            store.npis_at_once = npis_at_once;
            let inline = groups(&wanted, &[7, 11, 13, NPI]);
            let providers = store.providers(vec![2, 1, 2], inline).unwrap();
            // 500 and 500, less 45 multiples of 77 in both, and 13 and the NPI.
            assert_eq!(providers.group_size, 957, "{npis_at_once}");
            assert_eq!(providers.registered.len(), 2);
        }
    }

    #[test]
    fn equal_lists_are_resolved_once() {
        let folder = tempfile::tempdir().unwrap();
        let wanted = RateFilter::of(&[], &[NPI], &[]);
        let mut store = ReferenceStore::new(folder.path());
        store.keep(1, Vec::new(), groups(&wanted, &[NPI])).unwrap();
        let first = store
            .providers(vec![1, 5], ProviderGroups::new(&wanted))
            .unwrap();
        let again = store
            .providers(vec![5, 1, 1], ProviderGroups::new(&wanted))
            .unwrap();
        assert!(std::rc::Rc::ptr_eq(&first, &again));
    }
}
