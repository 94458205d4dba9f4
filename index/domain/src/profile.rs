//! Ranking profiles: named, versioned weights of the three terms.

use serde::{Deserialize, Serialize};

/// A weight from 0 to 1000.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "u16", into = "u16")]
pub struct Weight(u16);

impl Weight {
    /// The largest weight.
    pub const MAX: u16 = 1000;
    /// A weight that does not count.
    pub const NONE: Self = Self(0);

    /// The weight as a number.
    pub const fn get(self) -> i64 {
        self.0 as i64
    }
}

impl TryFrom<u16> for Weight {
    type Error = &'static str;
    fn try_from(number: u16) -> Result<Self, Self::Error> {
        if number <= Self::MAX {
            Ok(Self(number))
        } else {
            Err("a weight must be a whole number from 0 to 1000")
        }
    }
}

impl From<Weight> for u16 {
    fn from(weight: Weight) -> u16 {
        weight.0
    }
}

/// Weights of the three ranking terms.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Weights {
    /// Weight of the modality score.
    pub score: Weight,
    /// Weight of the all-in cost.
    pub cost: Weight,
    /// Weight of the distance.
    pub distance: Weight,
}

/// A named, versioned set of weights.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RankingProfile {
    /// The name requests use.
    pub name: String,
    /// The version shown in every answer.
    pub version: String,
    /// The weights.
    pub weights: Weights,
}
