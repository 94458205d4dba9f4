//! One site: what kind of place it is, who owns it, what it is called and what it offers.

use super::names::QUARTERS;
use super::nation::SiteAddress;
use super::organizations::{self, SynthOrganization};
use super::random::RandomStream;
use super::site_kinds::{SiteKind, SynthModality, SynthSetting};

const STREAM: u64 = 2;

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
    /// Setting it declares, correct or not; empty if it declares none.
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
    // A hospital department that declares itself free-standing also has such a name.
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

/// The body regions a service lists: specialists list theirs, a fifth of the others list most, the
/// rest none, which means all.
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
