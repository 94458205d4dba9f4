//! Modalities, settings of care, and the place-of-service codes that determine a setting.

use crate::vocabulary;
use crate::vocabulary::UnknownWord;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

vocabulary!(
    /// A kind of imaging. CTA counts as `ct`, MRA as `mri`.
    Modality, "modality", "ct mri pet nuclear_cardiology xray ultrasound echo mammography" {
        /// Computed tomography, angiography included.
        Ct = "ct",
        /// Magnetic resonance, angiography included.
        Mri = "mri",
        /// Positron emission tomography.
        Pet = "pet",
        /// Nuclear cardiology.
        NuclearCardiology = "nuclear_cardiology",
        /// Plain x-ray.
        Xray = "xray",
        /// Ultrasound.
        Ultrasound = "ultrasound",
        /// Echocardiography.
        Echo = "echo",
        /// Mammography.
        Mammography = "mammography",
    }
);

impl Modality {
    /// CT, MRI, PET and nuclear cardiology: scored, and the score is shown to everyone \[S0].
    pub const fn is_high_tech(self) -> bool {
        matches!(
            self,
            Self::Ct | Self::Mri | Self::Pet | Self::NuclearCardiology
        )
    }

    /// True if sites receive a score: every modality except mammography \[S0].
    pub const fn is_scored(self) -> bool {
        !matches!(self, Self::Mammography)
    }
}

/// A set of modalities as one bit each, in the order of [`Modality::ALL`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ModalitySet(u8);

impl ModalitySet {
    /// Adds one modality.
    #[must_use]
    pub const fn with(self, modality: Modality) -> Self {
        Self(self.0 | 1 << modality as u8)
    }

    /// True if the modality is in the set.
    pub const fn contains(self, modality: Modality) -> bool {
        self.0 & (1 << modality as u8) != 0
    }

    /// Returns the number of modalities of the set before this one in the order of
    /// [`Modality::ALL`].
    pub const fn position_of(self, modality: Modality) -> u32 {
        (self.0 & ((1u8 << modality as u8) - 1)).count_ones()
    }
}

vocabulary!(
    /// Setting in which care is billed. The place-of-service code determines it, not the setting
    /// that the site states.
    Setting, "setting", "free_standing physician_office hospital_outpatient" {
        /// An imaging center that bills as one (POS 49, 81).
        FreeStanding = "free_standing",
        /// A physician's office (POS 11).
        PhysicianOffice = "physician_office",
        /// A hospital outpatient department, on or off campus (POS 19, 22).
        HospitalOutpatient = "hospital_outpatient",
    }
);

/// A set of settings as one bit each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SettingSet(u8);

impl SettingSet {
    /// No setting.
    pub const NONE: Self = Self(0);
    /// Settings of alternate sites: free-standing and physician office.
    pub const ALTERNATES: Self = Self::NONE
        .with(Setting::FreeStanding)
        .with(Setting::PhysicianOffice);

    /// Adds one setting.
    #[must_use]
    pub const fn with(self, setting: Setting) -> Self {
        Self(self.0 | 1 << setting as u8)
    }

    /// True if the setting is in the set.
    pub const fn contains(self, setting: Setting) -> bool {
        self.0 & (1 << setting as u8) != 0
    }

    /// True if the set is empty.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The bits of the set, for a canonical form.
    pub const fn bits(self) -> u8 {
        self.0
    }
}

/// A place-of-service code of the program: 11, 49, 81, 19 or 22 \[TX-SOC].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PlaceOfService(u8);

impl PlaceOfService {
    /// Setting of this code.
    pub const fn setting(self) -> Setting {
        match self.0 {
            11 => Setting::PhysicianOffice,
            19 | 22 => Setting::HospitalOutpatient,
            _ => Setting::FreeStanding,
        }
    }
}

impl FromStr for PlaceOfService {
    type Err = UnknownWord;
    fn from_str(text: &str) -> Result<Self, UnknownWord> {
        match text {
            "11" => Ok(Self(11)),
            "19" => Ok(Self(19)),
            "22" => Ok(Self(22)),
            "49" => Ok(Self(49)),
            "81" => Ok(Self(81)),
            _ => Err(UnknownWord {
                kind: "place of service",
                words: "11 49 81 19 22",
            }),
        }
    }
}

impl fmt::Display for PlaceOfService {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

impl TryFrom<String> for PlaceOfService {
    type Error = UnknownWord;
    fn try_from(text: String) -> Result<Self, UnknownWord> {
        text.parse()
    }
}

impl From<PlaceOfService> for String {
    fn from(code: PlaceOfService) -> String {
        code.to_string()
    }
}
