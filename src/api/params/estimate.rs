//! The body of a request for estimates: the exam, the network, the sites and the benefits.

use super::benefits::{BenefitsBody, benefits_of};
use super::decode::decode;
use super::field_checks::FieldChecks;
use super::search::{audience_of, day_of, network_of};
use crate::api::vocabularies::AudienceWord;
use crate::error::{ApiError, Slug};
use nearsite_domain::{Audience, Day, NetworkId, ProcedureCode};
use nearsite_index::cost_sharing::Benefits;
use serde::Deserialize;
use utoipa::ToSchema;

/// Largest number of sites in one request. A member may ask for as many on paper \[OPENP].
const MOST_SITES: usize = 20;

/// A request for estimates. Every member except `as_of` is required.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "audience": "member", "procedure": "73721", "network": "blue-choice-ppo", "sites": ["OPT-0001121", "OPT-0000777"],
    "benefits": {
        "deductible": {"individual": {"limit": 2000, "met": 1400}}, "out_of_pocket": {"individual": {"limit": 5000, "met": 1400}},
        "coinsurance_percent": 20, "tiers": [{"settings": ["free_standing"], "copay": 75, "deductible": "waived"}]
    }
}))]
pub struct EstimatesBody {
    /// Audience of the answer. It determines which members are shown.
    #[schema(value_type = AudienceWord)]
    pub audience: Option<String>,
    /// CPT or HCPCS code from the catalog.
    #[schema(value_type = String, example = "73721")]
    pub procedure: Option<String>,
    /// Network of the prices.
    #[schema(value_type = String)]
    pub network: Option<String>,
    /// Registration ids of the sites.
    #[schema(value_type = Vec<String>, min_items = 1, max_items = 20)]
    pub sites: Option<Vec<String>>,
    /// Benefits of the member's plan.
    #[serde(default, deserialize_with = "super::json_object::optional")]
    #[schema(value_type = BenefitsBody)]
    pub benefits: Option<BenefitsBody>,
    /// Service date. Today (UTC) if left out.
    #[schema(format = Date, value_type = Option<String>, example = "2026-11-22")]
    pub as_of: Option<String>,
}

/// A request for estimates, checked for shape and range, not yet against a snapshot.
#[derive(Debug, Clone, PartialEq)]
pub struct AskedEstimates {
    /// Audience of the answer.
    pub audience: Audience,
    /// The exam.
    pub procedure: ProcedureCode,
    /// The network.
    pub network: NetworkId,
    /// Registration ids, 1 to 20.
    pub sites: Vec<String>,
    /// Benefits of the member's plan.
    pub benefits: Benefits,
    /// Service date.
    pub as_of: Day,
}

/// Reads a request for estimates. `today` is the service date if none is requested.
///
/// # Errors
/// `not-json`, or every error of the body that can be found without a snapshot.
pub fn read_estimates(body: &[u8], today: Day) -> Result<AskedEstimates, ApiError> {
    let body: EstimatesBody = decode(body)?;
    let mut check = FieldChecks::default();
    let audience = audience_of(body.audience.as_deref(), &mut check);
    let procedure = body.procedure.as_deref().and_then(|code| {
        check.name(
            Slug::UnknownProcedure,
            "/procedure",
            ProcedureCode::new(code),
        )
    });
    let network = network_of(body.network.as_deref(), &mut check);
    check_sites(body.sites.as_deref(), &mut check);
    let benefits = body
        .benefits
        .as_ref()
        .map(|benefits| benefits_of(benefits, &mut check));
    let as_of = day_of(body.as_of.as_deref(), &mut check);
    for (pointer, is_there) in [
        ("/procedure", body.procedure.is_some()),
        ("/network", body.network.is_some()),
        ("/sites", body.sites.is_some()),
        ("/benefits", body.benefits.is_some()),
    ] {
        if !is_there {
            check.fault(pointer, "is required");
        }
    }
    check.finish()?;
    let all = (audience, procedure, network, body.sites, benefits);
    let (Some(audience), Some(procedure), Some(network), Some(sites), Some(benefits)) = all else {
        return Err(ApiError::internal(&"a body was refused without a fault"));
    };
    Ok(AskedEstimates {
        audience,
        procedure,
        network,
        sites,
        benefits,
        as_of: as_of.unwrap_or(today),
    })
}

fn check_sites(sites: Option<&[String]>, check: &mut FieldChecks) {
    let sites = check.list("/sites", sites, MOST_SITES);
    if sites.is_some_and(<[String]>::is_empty) {
        check.fault("/sites", "must name at least one site");
    }
}
