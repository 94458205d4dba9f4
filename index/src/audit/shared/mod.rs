//! Contradictions between registrations: an address, a phone, an NPI, or a whole site that several
//! of them should not share.
//!
//! The first pass records a few numbers of every site. Documents are read again only for the text
//! of a finding. Organizations are the same if they share a TIN or a name. A field that is not
//! stated connects no sites.

mod fingerprint;
mod groups;

use super::finding::quote;
use super::site_address::display_address;
use super::{AuditFinding, AuditOptions, FindingKind};
use crate::snapshot::{OpenError, Snapshot};
use fingerprint::{SharedValue, SiteFingerprint};
use groups::{groups, runs};
use nearsite_domain::{RegistrationId, Site};

pub(super) use fingerprint::Fingerprints;

/// Number of unrelated organizations with one address or phone that is reported.
const UNRELATED: usize = 5;

/// Rules over several sites, applied to the fingerprints of all.
pub(super) struct CrossSiteRules<'a> {
    pub(super) ledger: &'a Fingerprints,
    pub(super) snapshot: &'a Snapshot,
    pub(super) options: &'a AuditOptions,
}

impl CrossSiteRules<'_> {
    /// Applies all rules.
    ///
    /// # Errors
    /// When a document does not have the shape the format promises.
    pub(super) fn check(&self, findings: &mut Vec<AuditFinding>) -> Result<(), OpenError> {
        let traces = || self.ledger.traces.iter().enumerate();
        let by_street = traces().filter_map(|(at, trace)| Some((trace.street?, at)));
        for members in runs(by_street.collect()) {
            self.check_registered_twice(&members, findings);
            self.check_address(&members, findings)?;
        }
        let by_phone = traces().filter_map(|(at, trace)| Some((trace.phone?, at)));
        for members in runs(by_phone.collect()) {
            self.check_phone(&members, findings)?;
        }
        let by_npi = traces().flat_map(|(at, trace)| {
            let npis = self.ledger.npis_of(trace).iter();
            npis.map(move |&npi| (npi, at))
        });
        for members in runs(by_npi.collect()) {
            self.check_npi(&members, findings);
        }
        Ok(())
    }

    /// Reports sites with one address and the same modalities that share a name, TIN or NPI: they
    /// are one site.
    fn check_registered_twice(&self, members: &[usize], findings: &mut Vec<AuditFinding>) {
        let keys = members.iter().enumerate().flat_map(|(number, &at)| {
            let trace = self.trace(at);
            let npis = self
                .ledger
                .npis_of(trace)
                .iter()
                .copied()
                .map(SharedValue::Npi);
            let named = trace.tin.map(SharedValue::Tin).into_iter().chain(npis);
            let named = named.chain([SharedValue::Name(trace.name)]);
            named.map(move |key| (number, (trace.modalities, key)))
        });
        let same = groups(members.len(), keys).into_iter();
        for same in runs(same.zip(members.iter().copied()).collect()) {
            let what = format!(
                "{} registrations with one address, the same modalities and a common name, TIN or NPI",
                same.len()
            );
            let place = "address, services, name, organization.tin, npi";
            findings.extend(self.finding(FindingKind::RegisteredTwice, &same, place, what));
        }
    }

    fn check_address(
        &self,
        members: &[usize],
        findings: &mut Vec<AuditFinding>,
    ) -> Result<(), OpenError> {
        let organizations = self.count_unrelated(members);
        if organizations >= UNRELATED {
            let what = format!(
                "the practice address of {organizations} unrelated organizations: {}",
                display_address(&self.document(members[0])?.address)
            );
            let (kind, place) = (
                FindingKind::MailingAddressShared,
                "address.line1, address.line2",
            );
            findings.extend(self.finding(kind, members, place, what));
        }
        Ok(())
    }

    fn check_phone(
        &self,
        members: &[usize],
        findings: &mut Vec<AuditFinding>,
    ) -> Result<(), OpenError> {
        let organizations = self.count_unrelated(members);
        if organizations >= UNRELATED {
            let phone = self.document(members[0])?.phone.unwrap_or_default();
            let what = format!(
                "the phone of {organizations} unrelated organizations: {}",
                quote(&phone)
            );
            let kind = FindingKind::DuplicatePhoneAcrossOrganizations;
            findings.extend(self.finding(kind, members, "phone", what));
        }
        Ok(())
    }

    /// Reports an NPI at many addresses of several organizations. One organization may bill under
    /// one NPI at all its sites. Between organizations, it was copied by mistake.
    fn check_npi(&self, members: &[usize], findings: &mut Vec<AuditFinding>) {
        let mut places: Vec<u64> = members.iter().map(|&at| self.trace(at).place).collect();
        places.sort_unstable();
        places.dedup();
        if places.len() <= self.options.most_addresses_per_npi {
            return;
        }
        let organizations = self.count_organizations(members);
        if organizations > 1 {
            let what = format!(
                "one NPI at {} addresses of {organizations} organizations",
                places.len()
            );
            findings.extend(self.finding(FindingKind::NpiOnManySites, members, "npi", what));
        }
    }

    /// Counts the unrelated organizations of the members that state a TIN.
    fn count_unrelated(&self, members: &[usize]) -> usize {
        let stated = members.iter().copied();
        let stated: Vec<usize> = stated.filter(|&at| self.trace(at).tin.is_some()).collect();
        self.count_organizations(&stated)
    }

    /// Counts the unrelated organizations of the members. A member that states none counts as one.
    fn count_organizations(&self, members: &[usize]) -> usize {
        let keys = members.iter().enumerate().flat_map(|(number, &at)| {
            let trace = self.trace(at);
            let keys = [
                trace.tin.map(SharedValue::Tin),
                trace.organization.map(SharedValue::Name),
            ];
            keys.into_iter().flatten().map(move |key| (number, key))
        });
        let mut groups = groups(members.len(), keys);
        groups.sort_unstable();
        groups.dedup();
        groups.len()
    }

    fn trace(&self, at: usize) -> &SiteFingerprint {
        &self.ledger.traces[at]
    }

    fn document(&self, at: usize) -> Result<Site, OpenError> {
        self.snapshot.site(self.trace(at).site)
    }

    /// Returns one finding about all members, under the first of their ids.
    fn finding(
        &self,
        kind: FindingKind,
        members: &[usize],
        place: &str,
        what: String,
    ) -> Option<AuditFinding> {
        let id = |&at: &usize| {
            RegistrationId::new(self.snapshot.registration_id(self.trace(at).site)).ok()
        };
        let mut ids: Vec<RegistrationId> = members.iter().filter_map(id).collect();
        ids.sort_unstable();
        let mut ids = ids.into_iter();
        let mut finding = AuditFinding::new(kind, &ids.next()?, place, what);
        finding.others = ids.collect();
        Some(finding)
    }
}
