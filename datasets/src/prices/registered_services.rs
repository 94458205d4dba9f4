//! The services a site registers, which decide the procedures that a rate for it can apply to.

use nearsite_domain::{Modality, ModalitySet, Procedure, RegionSet, Service, Site};

/// The modalities of one site and the body regions of each.
#[derive(Debug, Clone, Copy)]
pub(crate) struct RegisteredServices {
    modalities: ModalitySet,
    /// Body regions by modality. A service that lists no regions serves all.
    regions: [RegionSet; Modality::ALL.len()],
}

impl RegisteredServices {
    /// Collects the services of a site.
    pub(crate) fn new(site: &Site) -> Self {
        let regions = |service: &Service| {
            let listed = service.body_regions.as_ref()?;
            Some(listed.iter().copied().collect())
        };
        Self::of(
            site.services
                .iter()
                .map(|service| (service.modality, regions(service))),
        )
    }

    /// Collects modalities, each with the regions it lists.
    pub(super) fn of(services: impl IntoIterator<Item = (Modality, Option<RegionSet>)>) -> Self {
        let mut offer = Self {
            modalities: ModalitySet::default(),
            regions: [RegionSet::from_bits(u16::MAX); Modality::ALL.len()],
        };
        for (modality, listed) in services {
            offer.modalities = offer.modalities.with(modality);
            if let Some(listed) = listed {
                offer.regions[modality as usize] = listed;
            }
        }
        offer
    }

    /// True if the site registers the modality and all body regions of a procedure.
    pub(super) fn includes(&self, procedure: &Procedure) -> bool {
        self.modalities.contains(procedure.modality)
            && self.regions[procedure.modality as usize].contains_all(procedure.region_set())
    }
}
