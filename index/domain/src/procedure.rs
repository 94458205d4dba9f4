//! Procedures and the catalog of all procedures a snapshot knows.

use super::date::{Day, Window};
use super::ids::{ProcedureCode, ProcedureNo};
use super::modality::Modality;
use super::region::{BodyRegion, RegionSet};
use crate::vocabulary;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

vocabulary!(
    /// Use of a contrast agent.
    Contrast, "contrast", "none with without_then_with angiography varies" {
        /// Without contrast.
        None = "none",
        /// With contrast.
        With = "with",
        /// First without, then with.
        WithoutThenWith = "without_then_with",
        /// Angiography, which implies contrast.
        Angiography = "angiography",
        /// The code does not say.
        Varies = "varies",
    }
);

impl Contrast {
    /// True if a contrast agent is certainly given: with, without-then-with and angiography.
    pub const fn is_certain(self) -> bool {
        matches!(self, Self::With | Self::WithoutThenWith | Self::Angiography)
    }
}

vocabulary!(
    /// Side of the body in a code's definition.
    Laterality, "laterality", "none one_side both_sides" {
        /// The code has no side.
        None = "none",
        /// The code covers one side, left or right.
        OneSide = "one_side",
        /// The code covers both sides.
        BothSides = "both_sides",
    }
);

/// One CPT or HCPCS code with our own plain words for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Procedure {
    /// The code.
    pub code: ProcedureCode,
    /// Its modality.
    pub modality: Modality,
    /// Our own plain-language name.
    pub name: String,
    /// Words a member or an office would type.
    pub synonyms: Vec<String>,
    /// Regions a site must offer; empty when the code is bound to none.
    pub regions: Vec<BodyRegion>,
    /// Use of contrast.
    pub contrast: Contrast,
    /// Side.
    pub laterality: Laterality,
    /// Codes of one group are interchangeable in the finder and in evaluations.
    pub group: String,
    /// First day of validity; none is open.
    pub valid_from: Option<Day>,
    /// Last day of validity; none is open.
    pub valid_to: Option<Day>,
    /// Codes that replaced this one.
    pub successors: Vec<ProcedureCode>,
    /// For a hospital C-code: the equivalent CPT code.
    pub same_as: Option<ProcedureCode>,
}

impl Procedure {
    /// The days on which the code may be used.
    pub const fn validity(&self) -> Window {
        Window {
            from: self.valid_from,
            to: self.valid_to,
        }
    }

    /// The regions as a set.
    pub fn region_set(&self) -> RegionSet {
        self.regions.iter().copied().collect()
    }
}

/// All procedures, ordered by code, with look-up by code.
#[derive(Debug, Clone, Default)]
pub struct Catalog {
    procedures: Vec<Procedure>,
    by_code: FxHashMap<ProcedureCode, ProcedureNo>,
}

/// A code that appears twice in a catalog.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("procedure {0} appears twice in the catalog; remove one row")]
pub struct DuplicateProcedure(pub ProcedureCode);

impl Catalog {
    /// Orders the procedures by code.
    ///
    /// # Errors
    /// If a code appears twice.
    pub fn new(mut procedures: Vec<Procedure>) -> Result<Self, DuplicateProcedure> {
        procedures.sort_by(|a, b| a.code.cmp(&b.code));
        let mut by_code = FxHashMap::default();
        for (position, procedure) in procedures.iter().enumerate() {
            if by_code
                .insert(procedure.code.clone(), ProcedureNo(position as u32))
                .is_some()
            {
                return Err(DuplicateProcedure(procedure.code.clone()));
            }
        }
        Ok(Self {
            procedures,
            by_code,
        })
    }

    /// The position of a code, if the catalog has it.
    pub fn find(&self, code: &str) -> Option<ProcedureNo> {
        self.by_code.get(code).copied()
    }

    /// The procedure at a position handed out by this catalog.
    pub fn get(&self, number: ProcedureNo) -> &Procedure {
        &self.procedures[number.index()]
    }

    /// All procedures in the order of their codes.
    pub fn procedures(&self) -> &[Procedure] {
        &self.procedures
    }
}
