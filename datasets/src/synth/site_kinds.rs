//! The kinds of imaging sites: their shares, names and modalities.

use super::random::RandomStream;

/// An imaging modality, in the words of the input files.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum SynthModality {
    Ct,
    Mri,
    Pet,
    NuclearCardiology,
    Xray,
    Ultrasound,
    Echo,
    Mammography,
}

impl SynthModality {
    pub(super) const ALL: [Self; 8] = [
        Self::Ct,
        Self::Mri,
        Self::Pet,
        Self::NuclearCardiology,
        Self::Xray,
        Self::Ultrasound,
        Self::Echo,
        Self::Mammography,
    ];

    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Ct => "ct",
            Self::Mri => "mri",
            Self::Pet => "pet",
            Self::NuclearCardiology => "nuclear_cardiology",
            Self::Xray => "xray",
            Self::Ultrasound => "ultrasound",
            Self::Echo => "echo",
            Self::Mammography => "mammography",
        }
    }
}

/// The way a site bills.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum SynthSetting {
    HospitalOutpatient,
    FreeStanding,
    PhysicianOffice,
}

/// The kind of a site.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum SiteKind {
    Hospital,
    ImagingCenter,
    MriCenter,
    BreastCenter,
    WalkIn,
    NuclearCenter,
    Orthopedics,
    Cardiology,
    PrimaryCare,
    Oncology,
    Neurology,
}

impl SiteKind {
    /// Kinds in thousandths of all sites; 35 % are hospital outpatient departments.
    pub(super) const SHARES: [(u64, Self); 11] = [
        (350, Self::Hospital),
        (240, Self::ImagingCenter),
        (75, Self::MriCenter),
        (55, Self::BreastCenter),
        (50, Self::WalkIn),
        (30, Self::NuclearCenter),
        (75, Self::Orthopedics),
        (50, Self::Cardiology),
        (35, Self::PrimaryCare),
        (20, Self::Oncology),
        (20, Self::Neurology),
    ];

    pub(super) fn is_office(self) -> bool {
        matches!(
            self,
            Self::Orthopedics
                | Self::Cardiology
                | Self::PrimaryCare
                | Self::Oncology
                | Self::Neurology
        )
    }

    /// Returns the field of its physicians, as it appears in names of groups.
    pub(super) const fn field(self) -> &'static str {
        match self {
            Self::Orthopedics => "Orthopedics",
            Self::Cardiology => "Heart",
            Self::PrimaryCare => "Family Medicine",
            Self::Oncology => "Oncology",
            Self::Neurology => "Neurology",
            _ => "Radiology",
        }
    }

    /// Draws the title of a site, which follows the owner's first word in its name.
    pub(super) fn title(self, rng: &mut RandomStream) -> &'static str {
        match self {
            Self::Hospital => rng.pick(&[
                "Hospital Outpatient Imaging",
                "Medical Center Radiology",
                "Hospital Diagnostic Imaging",
                "Regional Hospital Imaging",
            ]),
            Self::ImagingCenter => rng.pick(&[
                "Imaging",
                "Imaging Center",
                "Diagnostic Imaging",
                "Radiology",
                "Advanced Imaging",
            ]),
            Self::MriCenter => rng.pick(&[
                "Open MRI",
                "MRI Center",
                "MRI and CT",
                "Wide Open MRI",
                "Upright and Open MRI",
            ]),
            Self::BreastCenter => rng.pick(&["Breast Imaging", "Women's Imaging", "Breast Center"]),
            Self::WalkIn => rng.pick(&["X-Ray and Ultrasound", "Walk-In Imaging", "Ultrasound"]),
            Self::NuclearCenter => {
                rng.pick(&["PET/CT Center", "Nuclear Imaging", "Molecular Imaging"])
            }
            Self::Orthopedics => rng.pick(&["Orthopedics", "Bone and Joint", "Sports Medicine"]),
            Self::Cardiology => rng.pick(&["Heart Center", "Cardiology", "Heart and Vascular"]),
            Self::PrimaryCare => rng.pick(&["Family Medicine", "Clinic", "Medical Associates"]),
            Self::Oncology => rng.pick(&["Cancer Center", "Oncology"]),
            Self::Neurology => rng.pick(&["Neurology", "Brain and Spine"]),
        }
    }

    /// Returns the chance of each modality in thousandths, in the order of [`SynthModality::ALL`].
    pub(super) const fn modality_chances(self) -> [u64; 8] {
        match self {
            Self::Hospital => [970, 930, 330, 560, 970, 950, 800, 700],
            Self::ImagingCenter => [820, 880, 100, 40, 850, 850, 90, 600],
            Self::MriCenter => [250, 1000, 0, 0, 150, 50, 0, 0],
            Self::BreastCenter => [0, 180, 0, 0, 250, 900, 0, 1000],
            Self::WalkIn => [60, 0, 0, 0, 800, 800, 120, 50],
            Self::NuclearCenter => [300, 0, 850, 600, 0, 0, 0, 0],
            Self::Orthopedics => [60, 820, 0, 0, 1000, 250, 0, 0],
            Self::Cardiology => [180, 20, 90, 850, 100, 250, 1000, 0],
            Self::PrimaryCare => [60, 30, 0, 0, 900, 600, 100, 80],
            Self::Oncology => [850, 100, 700, 0, 250, 200, 0, 50],
            Self::Neurology => [120, 950, 60, 0, 50, 150, 0, 0],
        }
    }
}
