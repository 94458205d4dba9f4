//! One site: what kind of place it is, who owns it, what it is called and what it offers.

use super::names::QUARTERS;
use super::nation::SiteAddress;
use super::organizations::{self, SynthOrganization};
use super::random::RandomStream;

const STREAM: u64 = 2;

/// What a site can take pictures with, in the words of the input files.
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

/// How a site bills.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum SynthSetting {
    HospitalOutpatient,
    FreeStanding,
    PhysicianOffice,
}

/// What kind of place a site is.
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
    const SHARES: [(u64, Self); 11] = [
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

    /// The field its physicians work in, as names of groups say it.
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

    /// What its sites call themselves, behind the owner's first word.
    fn title(self, rng: &mut RandomStream) -> &'static str {
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

    /// What it offers: the chance of each modality in thousandths, in the order of [`SynthModality::ALL`].
    const fn modality_chances(self) -> [u64; 8] {
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

/// One modality at one site.
pub(super) struct SynthService {
    pub(super) modality: SynthModality,
    /// Body regions; empty means all.
    pub(super) regions: &'static [&'static str],
}

/// One site.
pub(super) struct SynthSite<'a> {
    pub(super) ordinal: u64,
    pub(super) id: String,
    /// Its own provider number.
    pub(super) npi: String,
    pub(super) kind: SiteKind,
    pub(super) setting: SynthSetting,
    pub(super) place_of_service: &'static str,
    /// What it says of its setting, true or not; empty: nothing.
    pub(super) declared_setting: &'static str,
    pub(super) organization: SynthOrganization,
    pub(super) name: String,
    pub(super) address: SiteAddress<'a>,
    /// Never empty.
    pub(super) services: Vec<SynthService>,
}

/// Makes the site of an ordinal at a place.
pub(super) fn make(seed: u64, ordinal: u64, address: SiteAddress<'_>) -> SynthSite<'_> {
    let rng = &mut RandomStream::new(seed, STREAM, ordinal);
    let kind = rng.weighted(&SiteKind::SHARES);
    let (setting, place_of_service) = match kind {
        SiteKind::Hospital => (
            SynthSetting::HospitalOutpatient,
            rng.weighted(&[(55, "22"), (45, "19")]),
        ),
        _ if kind.is_office() => (SynthSetting::PhysicianOffice, "11"),
        _ => (
            SynthSetting::FreeStanding,
            rng.weighted(&[(97, "49"), (3, "81")]),
        ),
    };
    let declared_setting = match setting {
        SynthSetting::HospitalOutpatient => {
            rng.weighted(&[(84, "hospital_outpatient"), (9, "free_standing"), (7, "")])
        }
        SynthSetting::FreeStanding => rng.weighted(&[(95, "free_standing"), (5, "")]),
        SynthSetting::PhysicianOffice => {
            rng.weighted(&[(88, "physician_office"), (6, "free_standing"), (6, "")])
        }
    };
    let organization = organizations::draw(rng, kind, address.state, ordinal);
    // A hospital department that calls itself free-standing also bears such a name.
    let sounds_like = if declared_setting == "free_standing" {
        SiteKind::ImagingCenter
    } else {
        kind
    };
    let title = if kind == SiteKind::Hospital {
        sounds_like.title(rng)
    } else {
        kind.title(rng)
    };
    let name = name(rng, organization.stem, title, address.city);
    SynthSite {
        ordinal,
        id: format!("OPT-{:07}", ordinal + 1),
        npi: organizations::site_npi(ordinal),
        kind,
        setting,
        place_of_service,
        declared_setting,
        organization,
        name,
        address,
        services: services(rng, kind),
    }
}

fn name(rng: &mut RandomStream, stem: &str, title: &str, city: &str) -> String {
    let quarter = rng.pick(&QUARTERS);
    match rng.below(5) {
        0 => format!("{stem} {title} of {city}"),
        1 => format!("{stem} {title} {quarter}"),
        2 => format!("{stem} {title} at {quarter} {city}"),
        3 => format!("{stem} {title} - {city} {quarter}"),
        _ => format!("{stem} {title} - {city}"),
    }
}

fn services(rng: &mut RandomStream, kind: SiteKind) -> Vec<SynthService> {
    let chances = kind.modality_chances();
    let mut services: Vec<SynthService> = Vec::new();
    for (modality, chance) in SynthModality::ALL.into_iter().zip(chances) {
        if rng.chance(chance) {
            services.push(SynthService {
                modality,
                regions: regions(rng, kind, modality),
            });
        }
    }
    if services.is_empty() {
        // What this kind offers most often.
        let first = SynthModality::ALL
            .into_iter()
            .zip(chances)
            .max_by_key(|(_, chance)| *chance);
        let modality = first.map_or(SynthModality::Xray, |(modality, _)| modality);
        services.push(SynthService {
            modality,
            regions: regions(rng, kind, modality),
        });
    }
    services
}

/// The body regions a service lists: specialists list theirs, a fifth of the others list most, the rest none, which means all.
fn regions(
    rng: &mut RandomStream,
    kind: SiteKind,
    modality: SynthModality,
) -> &'static [&'static str] {
    match (kind, modality) {
        (SiteKind::Orthopedics, SynthModality::Mri | SynthModality::Ct) => {
            &["spine", "upper_extremity", "lower_extremity"]
        }
        (SiteKind::Neurology, SynthModality::Mri | SynthModality::Ct) => {
            &["brain", "head_neck", "spine"]
        }
        (SiteKind::BreastCenter, SynthModality::Mri) => &["breast"],
        (SiteKind::Cardiology, SynthModality::Ct | SynthModality::Mri | SynthModality::Pet) => {
            &["heart", "chest"]
        }
        (SiteKind::MriCenter, SynthModality::Mri) if rng.chance(250) => &[
            "brain",
            "head_neck",
            "spine",
            "upper_extremity",
            "lower_extremity",
        ],
        (_, SynthModality::NuclearCardiology | SynthModality::Echo) if rng.chance(500) => {
            &["heart"]
        }
        (_, SynthModality::Mammography) if rng.chance(500) => &["breast"],
        (_, SynthModality::Mri | SynthModality::Ct) if rng.chance(200) => &[
            "brain",
            "head_neck",
            "spine",
            "chest",
            "abdomen",
            "pelvis",
            "upper_extremity",
            "lower_extremity",
        ],
        _ => &[],
    }
}
