//! Bitmap prefilter: complete registrations by setting, sites that ever participate in a network,
//! and sites that offer a modality.
//!
//! A search skips all other sites before it measures a distance, because they can never qualify.
//! The search checks every condition of the remaining sites. So the prefilter may pass a site that
//! does not qualify, but it never drops one that does.

use super::site_facts::FactTables;
use nearsite_domain::{Modality, NetworkNo, Setting, SettingSet, SiteNo};

/// Number of sites in one word of a bitmap.
pub(super) const WORD: usize = u16::BITS as usize;

/// Set of sites, one bit each, in words of sixteen bits.
#[derive(Debug)]
pub(super) struct SiteBitmap(Vec<u16>);

impl SiteBitmap {
    /// Creates an empty set for so many sites.
    pub(crate) fn empty(sites: usize) -> Self {
        Self(vec![0; sites.div_ceil(WORD)])
    }

    pub(crate) fn add(&mut self, site: SiteNo) {
        self.0[site.index() / WORD] |= 1 << (site.index() % WORD);
    }
}

/// Bitmaps of the sites by setting, network and modality.
#[derive(Debug)]
pub(crate) struct Prefilter {
    /// Complete registrations: one bitmap for every combination of settings, by its bits.
    settings: Vec<SiteBitmap>,
    networks: Vec<SiteBitmap>,
    modalities: Vec<SiteBitmap>,
}

impl Prefilter {
    /// Reads the facts of all sites once.
    pub(crate) fn new(facts: &FactTables, networks: usize) -> Self {
        let empty = |count| {
            let sets = std::iter::repeat_with(|| SiteBitmap::empty(facts.len()));
            sets.take(count).collect()
        };
        let mut prefilter = Self {
            settings: empty(1 << Setting::ALL.len()),
            networks: empty(networks),
            modalities: empty(Modality::ALL.len()),
        };
        for site in (0..facts.len() as u32).map(SiteNo) {
            for membership in facts.participation(site) {
                prefilter.networks[membership.owner as usize].add(site);
            }
            let own = facts.site(site);
            for &modality in Modality::ALL {
                if own.modalities.contains(modality) {
                    prefilter.modalities[modality as usize].add(site);
                }
            }
            let setting = SettingSet::NONE.with(own.setting).bits();
            for (bits, set) in (0..).zip(&mut prefilter.settings) {
                if own.complete && bits & setting != 0 {
                    set.add(site);
                }
            }
        }
        prefilter
    }

    /// Returns the sites that can qualify for a search: of these settings and, if named, in the
    /// network and with the modality.
    pub(crate) fn select(
        &self,
        settings: SettingSet,
        network: Option<NetworkNo>,
        modality: Option<Modality>,
    ) -> SiteSelection<'_> {
        SiteSelection::each_of([
            Some(&self.settings[usize::from(settings.bits())]),
            network.map(|network| &self.networks[network.index()]),
            modality.map(|modality| &self.modalities[modality as usize]),
        ])
    }
}

/// Sites that are in all of up to three bitmaps.
#[derive(Debug, Clone, Copy)]
pub(crate) struct SiteSelection<'a>([Option<&'a [u16]>; 3]);

impl<'a> SiteSelection<'a> {
    /// Every site.
    pub(crate) const ALL: Self = Self([None; 3]);

    /// Selects the sites that are in all bitmaps.
    pub(super) fn each_of(sets: [Option<&'a SiteBitmap>; 3]) -> Self {
        Self(sets.map(|set| set.map(|set| set.0.as_slice())))
    }

    /// Returns the selected sites of one word. [`Self::ALL`] also yields numbers beyond the last
    /// site.
    pub(crate) fn sites(self, word: usize) -> impl Iterator<Item = SiteNo> {
        let sets = self.0.into_iter().flatten();
        let mut left = sets.fold(u16::MAX, |all, set| all & set[word]);
        std::iter::from_fn(move || {
            let bit = (left != 0).then(|| left.trailing_zeros())?;
            left &= left - 1;
            Some(SiteNo((word * WORD) as u32 + bit))
        })
    }
}
