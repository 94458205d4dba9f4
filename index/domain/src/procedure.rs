//! Procedures and the catalog of all procedures.

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
        /// The code does not state it.
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
    /// Side of the body in the definition of a code.
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
    /// Words that a member or an office might type.
    pub synonyms: Vec<String>,
    /// Regions that a site must offer. Empty if the code names none.
    pub regions: Vec<BodyRegion>,
    /// Use of contrast.
    pub contrast: Contrast,
    /// Side.
    pub laterality: Laterality,
    /// Codes of one group are interchangeable in the finder and in evaluations.
    pub group: String,
    /// First day of validity. Open if absent.
    pub valid_from: Option<Day>,
    /// Last day of validity. Open if absent.
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

/// All procedures, ordered by code, with lookup by code.
///
/// ```
/// use nearsite_domain::{Catalog, Procedure};
///
/// let procedure: Procedure = serde_json::from_str(
///     r#"{"code": "73721", "modality": "mri", "name": "MRI of a leg joint, without contrast",
///     "synonyms": ["knee mri"], "regions": ["lower_extremity"], "contrast": "none",
///     "laterality": "one_side", "group": "mri_leg_joint", "successors": []}"#,
/// )
/// .expect("a procedure");
/// let catalog = Catalog::new(vec![procedure])?;
/// let number = catalog.find("73721").expect("a known code");
/// assert_eq!(catalog.get(number).code.as_str(), "73721");
/// # Ok::<(), nearsite_domain::DuplicateProcedure>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct Catalog {
    procedures: Vec<Procedure>,
    by_code: FxHashMap<ProcedureCode, ProcedureNo>,
}

/// Error: a code appears twice in a catalog.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("procedure {0} appears twice in the catalog; remove one row")]
pub struct DuplicateProcedure(pub ProcedureCode);

impl Catalog {
    /// Creates a catalog, ordered by code.
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

    /// Finds the position of a code.
    pub fn find(&self, code: &str) -> Option<ProcedureNo> {
        self.by_code.get(code).copied()
    }

    /// Returns the procedure at a position of this catalog.
    pub fn get(&self, number: ProcedureNo) -> &Procedure {
        &self.procedures[number.index()]
    }

    /// All procedures in the order of their codes.
    pub fn procedures(&self) -> &[Procedure] {
        &self.procedures
    }
}
