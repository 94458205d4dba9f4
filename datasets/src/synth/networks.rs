//! The selection of networks, and the participation of sites in them.

use std::collections::BTreeSet;

use super::error::SynthError;
use super::network_list::{NETWORKS, SynthNetwork};
use super::random::RandomStream;
use super::site_kinds::SynthSetting;
use super::sites::SynthSite;

const STREAM: u64 = 3;

/// Chooses the requested networks, or by default all that are sold in one of the states.
pub(super) fn select(
    asked: &[String],
    states: &BTreeSet<&str>,
) -> Result<Vec<&'static SynthNetwork>, SynthError> {
    if let Some(network) = asked
        .iter()
        .find(|id| NETWORKS.iter().all(|network| network.id != id.as_str()))
    {
        return Err(SynthError::Network {
            network: network.clone(),
        });
    }
    let sold = |network: &&SynthNetwork| states.iter().any(|state| network.covers(state));
    let wanted = |network: &&SynthNetwork| asked.iter().any(|id| id == network.id);
    let chosen = NETWORKS.iter();
    Ok(if asked.is_empty() {
        chosen.filter(sold).collect()
    } else {
        chosen.filter(wanted).collect()
    })
}

/// The membership of a site in one network.
pub(super) struct NetworkMembership {
    pub(super) network: &'static SynthNetwork,
    /// Rows of the participation table, each with its own window.
    pub(super) rows: Vec<MembershipRow>,
}

/// One row of the participation table.
pub(super) struct MembershipRow {
    /// Registration id; empty if the row has the provider number only.
    pub(super) registration_id: String,
    /// Provider number; empty if the row has the registration id only.
    pub(super) npi: String,
    pub(super) tier: &'static str,
    pub(super) effective_from: &'static str,
    pub(super) effective_to: &'static str,
}

/// Draws the networks a site takes part in.
pub(super) fn join(
    seed: u64,
    site: &SynthSite<'_>,
    networks: &[&'static SynthNetwork],
) -> Vec<NetworkMembership> {
    let rng = &mut RandomStream::new(seed, STREAM, site.ordinal);
    let mut joined = Vec::new();
    for network in networks
        .iter()
        .filter(|network| network.covers(site.address.state))
    {
        // Hospitals are in nearly every network.
        let extra = if site.setting == SynthSetting::HospitalOutpatient {
            120
        } else {
            0
        };
        if rng.chance(network.breadth_per_mille + extra) {
            joined.push(NetworkMembership {
                network,
                rows: windows(rng, site),
            });
        }
    }
    joined
}

/// Draws the rows of one membership. Nearly all last until 2040. A few have ended, begin late, or
/// ended and began again.
fn windows(rng: &mut RandomStream, site: &SynthSite<'_>) -> Vec<MembershipRow> {
    let (registration_id, npi) = match rng.below(100) {
        0..70 => (site.id.clone(), String::new()),
        70..85 => (String::new(), site.npi.clone()),
        _ => (site.id.clone(), site.npi.clone()),
    };
    let tier = rng.weighted(&[(45, ""), (35, "1"), (15, "2"), (5, "3")]);
    let row = |effective_from, effective_to| MembershipRow {
        registration_id: registration_id.clone(),
        npi: npi.clone(),
        tier,
        effective_from,
        effective_to,
    };
    let started = rng.pick(&["2019-01-01", "2022-07-01", "2024-01-01", "2025-01-01", ""]);
    match rng.below(100) {
        0..2 => vec![row(started, "2025-12-31")],
        2 => vec![row("2035-01-01", "2040-12-31")],
        3..5 => vec![
            row("2019-01-01", "2023-12-31"),
            row("2024-07-01", "2040-12-31"),
        ],
        5..20 => vec![row(started, "")],
        _ => vec![row(started, "2040-12-31")],
    }
}
