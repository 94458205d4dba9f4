//! Sites that no search can list, with the cause of each.
//!
//! A site is never listed if a condition of every search fails on the build date and on all later
//! days. Distances, needs and filters are not considered, because they differ between searches.

use nearsite_domain::{Day, Network, Service, Site, Status, Window};
use serde::Serialize;
use std::collections::BTreeMap;

/// Number of sites that can be listed, and causes for the others.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct ListingCounts {
    /// Sites considered.
    pub sites: u64,
    /// Sites among them that no search lists.
    pub never_listed: u64,
    /// Number of those sites by the first cause, in words.
    pub causes: BTreeMap<String, u64>,
}

/// Sites that searches can list: in all, and in each network.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct ListingReport {
    /// All sites, in searches that name no network.
    pub all: ListingCounts,
    /// Sites with a complete, attested registration that offer a high-tech modality, by modality.
    pub modalities: BTreeMap<String, ListingCounts>,
    /// Sites that take part in a network, in searches that name it.
    pub networks: BTreeMap<String, ListingCounts>,
}

impl ListingReport {
    /// Counts the sites that can be listed on the build date or later.
    pub(crate) fn new(sites: &[Site], networks: &[Network], as_of: Day) -> Self {
        let mut report = Self::default();
        for site in sites {
            report.all.add(cause(site, None, as_of));
            if registration_cause(site, None, as_of).is_none() {
                report.add_modalities(site);
            }
        }
        for network in networks {
            let takes_part = |site: &&Site| {
                let mut entries = site.participation.iter();
                entries.any(|entry| entry.network == network.network)
            };
            let mut counts = ListingCounts::default();
            for site in sites.iter().filter(takes_part) {
                counts.add(cause(site, Some(network), as_of));
            }
            report.networks.insert(network.network.to_string(), counts);
        }
        report
    }

    fn add_modalities(&mut self, site: &Site) {
        let services = site.services.iter();
        for service in services.filter(|service| service.modality.is_high_tech()) {
            let modality = service.modality.as_str().to_owned();
            let cause = (!is_listed(site, service)).then(|| "no score".to_owned());
            self.modalities.entry(modality).or_default().add(cause);
        }
    }

    /// Returns one sentence for all sites, and one for each modality and network with sites that are
    /// never listed. A network in which the same sites are missing gets none.
    pub(crate) fn warnings(&self) -> Vec<String> {
        let all = &self.all;
        let mut warnings = Vec::new();
        if all.never_listed > 0 {
            warnings.push(all.sentence());
        }
        for (modality, counts) in &self.modalities {
            let (never, sites) = (counts.never_listed, counts.sites);
            if never > 0 {
                warnings.push(format!(
                    "{never} of {sites} sites with {modality} will never be listed for {modality}: no score"
                ));
            }
        }
        for (network, counts) in &self.networks {
            let is_news = counts.never_listed > 0 && counts.causes != all.causes;
            if is_news || counts.sites == 0 {
                warnings.push(counts.sentence_in(network));
            }
        }
        warnings
    }
}

impl ListingCounts {
    fn add(&mut self, cause: Option<String>) {
        self.sites += 1;
        if let Some(cause) = cause {
            self.never_listed += 1;
            *self.causes.entry(cause).or_default() += 1;
        }
    }

    fn sentence(&self) -> String {
        let (never, sites, reasons) = (self.never_listed, self.sites, self.reasons());
        format!("{never} of {sites} sites will never be listed: {reasons}")
    }

    fn sentence_in(&self, network: &str) -> String {
        let (never, sites, reasons) = (self.never_listed, self.sites, self.reasons());
        if sites == 0 {
            return format!("no site takes part in network {network}");
        }
        format!(
            "{never} of {sites} sites that take part in network {network} will never be listed in it: {reasons}"
        )
    }

    /// Returns the causes in words: the cause alone if there is one, otherwise each with its count,
    /// the most frequent first.
    fn reasons(&self) -> String {
        let mut causes: Vec<(&String, &u64)> = self.causes.iter().collect();
        causes.sort_by_key(|&(_, count)| std::cmp::Reverse(count));
        match causes.as_slice() {
            [(cause, _)] => (*cause).clone(),
            all => all
                .iter()
                .map(|(cause, count)| format!("{count} {cause}"))
                .collect::<Vec<_>>()
                .join("; "),
        }
    }
}

/// Returns the first cause for which no search lists a site, in the order of the conditions of a
/// search. Without a network, any attestation is enough.
fn cause(site: &Site, network: Option<&Network>, as_of: Day) -> Option<String> {
    if let Some(cause) = registration_cause(site, network, as_of) {
        return Some(cause);
    }
    if site.services.is_empty() {
        return Some("no modality".to_owned());
    }
    if !site.services.iter().any(|service| is_listed(site, service)) {
        let modalities = site
            .services
            .iter()
            .map(|service| service.modality.as_str());
        let modalities: Vec<&str> = modalities.collect();
        return Some(format!("no score for {}", modalities.join(" or ")));
    }
    let network = network?;
    let mut entries = site.participation.iter();
    let takes_part = entries
        .any(|entry| entry.network == network.network && ends_on_or_after(entry.window, as_of));
    (!takes_part).then(|| format!("no participation on or after {as_of}"))
}

/// True if a site with this service has what a search for its modality needs: a score, if the
/// modality is high-tech.
fn is_listed(site: &Site, service: &Service) -> bool {
    let modality = service.modality;
    !modality.is_high_tech() || site.scores.iter().any(|score| score.modality == modality)
}

fn ends_on_or_after(window: Window, day: Day) -> bool {
    window.to.is_none_or(|last| last >= day)
}

/// Returns the cause in the registration and its attestations.
fn registration_cause(site: &Site, network: Option<&Network>, as_of: Day) -> Option<String> {
    if site.status != Status::Complete {
        return Some(format!("registration is {}", site.status));
    }
    let attested = site.attestations.iter().any(|attestation| {
        let of_plan = network.is_none_or(|network| network.plan == attestation.plan);
        of_plan && ends_on_or_after(attestation.window(), as_of)
    });
    (!attested).then(|| match network {
        None => format!("no attestation on or after {as_of}"),
        Some(network) => {
            let plan = &network.plan;
            format!("no attestation for plan {plan} on or after {as_of}")
        }
    })
}
