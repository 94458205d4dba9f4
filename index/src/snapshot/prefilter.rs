//! Prefilter for sites that can be in a list at all: complete registrations by setting, sites that
//! ever participate in a network, sites that offer a modality.
//!
//! Most sites near an origin are none of these, on any day and for any request. A search skips them
//! before it measures a distance. The search judges the remaining ones, so the prefilter may pass a
//! site that does not qualify, but never drop one that does.

use super::site_facts::FactTables;
use nearsite_domain::{Modality, NetworkNo, Setting, SettingSet, SiteNo};

/// Sites of one word of a set.
pub(super) const WORD: usize = u16::BITS as usize;

/// Some sites: one bit each, in words of sixteen.
#[derive(Debug)]
pub(super) struct SiteBitmap(Vec<u16>);

impl SiteBitmap {
    /// No site of that many.
    pub(crate) fn none_of(sites: usize) -> Self {
        Self(vec![0; sites.div_ceil(WORD)])
    }

    pub(crate) fn add(&mut self, site: SiteNo) {
        self.0[site.index() / WORD] |= 1 << (site.index() % WORD);
    }
}

/// Sites by what most searches ask.
#[derive(Debug)]
pub(crate) struct Prefilter {
    /// Complete registrations by the settings asked for: one set for every set of settings, by its
    /// bits.
    settings: Vec<SiteBitmap>,
    networks: Vec<SiteBitmap>,
    modalities: Vec<SiteBitmap>,
}

impl Prefilter {
    /// Reads the facts of all sites once.
    pub(crate) fn new(facts: &FactTables, networks: usize) -> Self {
        let none_of = |count| {
            let sets = std::iter::repeat_with(|| SiteBitmap::none_of(facts.len()));
            sets.take(count).collect()
        };
        let mut prefilter = Self {
            settings: none_of(1 << Setting::ALL.len()),
            networks: none_of(networks),
            modalities: none_of(Modality::ALL.len()),
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

    /// The sites that can be in the list of a search for some settings, in a network and for a
    /// modality where it names them.
    pub(crate) fn among(
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

/// The sites that are in each of some sets.
#[derive(Debug, Clone, Copy)]
pub(crate) struct SiteSelection<'a>([Option<&'a [u16]>; 3]);

impl<'a> SiteSelection<'a> {
    /// Every site.
    pub(crate) const ALL: Self = Self([None; 3]);

    /// Sites that are in all of some sets.
    pub(super) fn each_of(sets: [Option<&'a SiteBitmap>; 3]) -> Self {
        Self(sets.map(|set| set.map(|set| set.0.as_slice())))
    }

    /// Sites of a word. For a word of all sites, also numbers after the last one.
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
