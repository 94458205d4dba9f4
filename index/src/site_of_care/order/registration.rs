//! Statements of a site's document that a review uses.

use crate::snapshot::{OpenError, Snapshot};
use crate::text::fold;
use nearsite_domain::{Npi, Organization, PlaceOfService, SiteNo};
use serde::Deserialize;

/// The part of a site's document a review reads.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct SiteRegistration {
    pub(crate) place_of_service: PlaceOfService,
    pub(crate) declared_setting: Option<String>,
    pub(crate) organization: Option<Organization>,
    npi: Vec<Npi>,
}

impl SiteRegistration {
    /// Reads the document of a site.
    pub(crate) fn read(snapshot: &Snapshot, site: SiteNo) -> Result<Self, OpenError> {
        let document = snapshot.facts().document(site);
        serde_json::from_str(document).map_err(|error| OpenError::Json {
            path: "sites.arrow",
            message: error.to_string(),
        })
    }

    /// True if both belong to one organization: by tax number if both state one, else by name
    /// without case and accents.
    pub(crate) fn shares_organization_with(&self, other: &Self) -> bool {
        let (Some(own), Some(other)) = (&self.organization, &other.organization) else {
            return false;
        };
        if let (Some(own), Some(other)) = (&own.tin, &other.tin) {
            return own == other;
        }
        match (&own.name, &other.name) {
            (Some(own), Some(other)) => {
                let own = fold(own);
                !own.is_empty() && own == fold(other)
            }
            _ => false,
        }
    }
}

/// Returns the sites that list an NPI, at most two. A second one means that the NPI does not name
/// one site.
pub(crate) fn sites_of_npi(snapshot: &Snapshot, npi: Npi) -> Result<Vec<SiteNo>, OpenError> {
    let candidates = snapshot
        .site_text()
        .with_identifier(&npi.to_string())
        .map_err(|error| OpenError::Text(error.to_string()))?;
    let mut found = Vec::new();
    for site in candidates {
        // A phone number or a registration id may have the same digits.
        if SiteRegistration::read(snapshot, site)?.npi.contains(&npi) {
            found.push(site);
        }
        if found.len() == 2 {
            break;
        }
    }
    Ok(found)
}
