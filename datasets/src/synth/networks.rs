//! Plans, their networks and markets, and which sites take part in which.

use std::collections::BTreeSet;

use super::SynthError;
use super::names::{SalesRegion, region};
use super::random::RandomStream;
use super::sites::{SynthSetting, SynthSite};

const STREAM: u64 = 3;

/// One network of a plan.
#[derive(Debug)]
pub(super) struct SynthNetwork {
    pub(super) id: &'static str,
    pub(super) plan: &'static str,
    pub(super) name: &'static str,
    pub(super) product: &'static str,
    pub(super) market: &'static str,
    /// States beside those of the regions; with no region and no state, it is sold everywhere.
    states: &'static [&'static str],
    regions: &'static [SalesRegion],
    /// Sites of the market that take part, in thousandths.
    breadth_per_mille: u64,
    /// What it pays, in thousandths of the general level.
    pub(super) level_per_mille: u64,
}

impl SynthNetwork {
    /// Whether it is sold in a state.
    pub(super) fn covers(&self, state: &str) -> bool {
        (self.states.is_empty() && self.regions.is_empty())
            || self.states.contains(&state)
            || self.regions.contains(&region(state))
    }
}

/// Twelve networks of five plans.
pub(super) const NETWORKS: [SynthNetwork; 12] = [
    SynthNetwork {
        id: "blue-choice-ppo",
        plan: "bcbstx",
        name: "Blue Choice PPO",
        product: "PPO",
        market: "Texas",
        states: &["TX"],
        regions: &[],
        breadth_per_mille: 820,
        level_per_mille: 1000,
    },
    SynthNetwork {
        id: "bluebonnet-hmo",
        plan: "bcbstx",
        name: "Bluebonnet HMO",
        product: "HMO",
        market: "Texas",
        states: &["TX"],
        regions: &[],
        breadth_per_mille: 520,
        level_per_mille: 890,
    },
    SynthNetwork {
        id: "crest-national-ppo",
        plan: "meridian-crest",
        name: "Crest National PPO",
        product: "PPO",
        market: "National",
        states: &[],
        regions: &[],
        breadth_per_mille: 780,
        level_per_mille: 1080,
    },
    SynthNetwork {
        id: "crest-select-epo",
        plan: "meridian-crest",
        name: "Crest Select EPO",
        product: "EPO",
        market: "National",
        states: &[],
        regions: &[],
        breadth_per_mille: 450,
        level_per_mille: 930,
    },
    SynthNetwork {
        id: "prairie-central-ppo",
        plan: "prairie-shield",
        name: "Prairie Central PPO",
        product: "PPO",
        market: "Central and Mountain",
        states: &["IL"],
        regions: &[SalesRegion::Central, SalesRegion::Mountain],
        breadth_per_mille: 700,
        level_per_mille: 970,
    },
    SynthNetwork {
        id: "prairie-midwest-ppo",
        plan: "prairie-shield",
        name: "Prairie Midwest PPO",
        product: "PPO",
        market: "Midwest",
        states: &[],
        regions: &[SalesRegion::Midwest],
        breadth_per_mille: 800,
        level_per_mille: 990,
    },
    SynthNetwork {
        id: "prairie-midwest-hmo",
        plan: "prairie-shield",
        name: "Prairie Midwest HMO",
        product: "HMO",
        market: "Midwest",
        states: &[],
        regions: &[SalesRegion::Midwest],
        breadth_per_mille: 480,
        level_per_mille: 880,
    },
    SynthNetwork {
        id: "harborline-northeast-ppo",
        plan: "harborline",
        name: "Harborline Northeast PPO",
        product: "PPO",
        market: "Northeast",
        states: &[],
        regions: &[SalesRegion::Northeast],
        breadth_per_mille: 800,
        level_per_mille: 1120,
    },
    SynthNetwork {
        id: "harborline-northeast-hmo",
        plan: "harborline",
        name: "Harborline Northeast HMO",
        product: "HMO",
        market: "Northeast",
        states: &[],
        regions: &[SalesRegion::Northeast],
        breadth_per_mille: 500,
        level_per_mille: 960,
    },
    SynthNetwork {
        id: "harborline-southeast-ppo",
        plan: "harborline",
        name: "Harborline Southeast PPO",
        product: "PPO",
        market: "Southeast",
        states: &["PR", "VI"],
        regions: &[SalesRegion::Southeast],
        breadth_per_mille: 760,
        level_per_mille: 940,
    },
    SynthNetwork {
        id: "summit-west-ppo",
        plan: "summit-pacific",
        name: "Summit West PPO",
        product: "PPO",
        market: "West and Mountain",
        states: &["GU"],
        regions: &[SalesRegion::West, SalesRegion::Mountain],
        breadth_per_mille: 780,
        level_per_mille: 1060,
    },
    SynthNetwork {
        id: "summit-west-epo",
        plan: "summit-pacific",
        name: "Summit West EPO",
        product: "EPO",
        market: "West and Mountain",
        states: &[],
        regions: &[SalesRegion::West, SalesRegion::Mountain],
        breadth_per_mille: 470,
        level_per_mille: 910,
    },
];

/// Chooses the networks asked for; none asked for means all that are sold in one of the states.
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

/// A site's part in one network.
pub(super) struct NetworkMembership {
    pub(super) network: &'static SynthNetwork,
    /// Rows of the participation table, each with its own window.
    pub(super) rows: Vec<MembershipRow>,
}

/// One row of the participation table.
pub(super) struct MembershipRow {
    /// Empty: the row goes by the provider number alone.
    pub(super) registration_id: String,
    /// Empty: the row goes by the registration alone.
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

/// The rows of one membership. Nearly all last until 2040; a few ended, begin late, or ended and began again.
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
