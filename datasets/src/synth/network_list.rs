//! The plans of the synthetic nation and their networks.

use super::names::{SalesRegion, region};

/// One network of a plan.
#[derive(Debug)]
pub(super) struct SynthNetwork {
    pub(super) id: &'static str,
    pub(super) plan: &'static str,
    pub(super) name: &'static str,
    pub(super) product: &'static str,
    pub(super) market: &'static str,
    /// States in addition to those of the regions. With no region and no state, it is sold
    /// everywhere.
    states: &'static [&'static str],
    regions: &'static [SalesRegion],
    /// Sites of the market that take part, in thousandths.
    pub(super) breadth_per_mille: u64,
    /// Price level it pays, in thousandths of the general level.
    pub(super) level_per_mille: u64,
}

impl SynthNetwork {
    /// True if it is sold in a state.
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

/// Returns the ids of all networks of the generator.
pub fn known_networks() -> Vec<&'static str> {
    NETWORKS.iter().map(|network| network.id).collect()
}
