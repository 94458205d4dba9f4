//! Fixtures of the oracle's own tests: a small catalog, a few ZIPs, plain sites and rows to vary,
//! and a nation.

use super::calendar::{Day, Window};
use super::catalog::Catalog;
use super::rank::Oracle;
use super::world::{
    Attestation, Capabilities, InputFiles, ParticipationRow, PriceRow, ScoreRow, Service, Site,
    World,
};

pub(crate) const PROCEDURES: &str = "\
code,modality,name,synonyms,regions,contrast,laterality,group,valid_from,valid_to,successors,same_as
70450,ct,\"Head CT, plain\",head ct,brain,none,none,70450,,,,
71260,ct,Chest CT with contrast,,chest,with,none,71250,,,,
74177,ct,Belly CT with contrast,,abdomen pelvis,with,none,74176,,,,
71275,ct,Chest CT of the vessels,,chest,angiography,none,71275,,,,
70553,mri,Brain MRI before and after contrast,,brain,without_then_with,none,70551,,,,
73721,mri,Leg joint MRI,knee mri,lower_extremity,none,side,73721,,,,
72148,mri,Low back MRI,,spine,none,none,72148,,,,
78815,pet,PET,,whole_body,none,none,78815,,,,
78452,nuclear_cardiology,Heart scan,,heart,varies,none,78452,,,,
71046,xray,Chest x-ray,,chest,none,none,71046,,,,
76700,ultrasound,Belly ultrasound,,abdomen,none,none,76700,,,,
93306,echo,Heart echo,,heart,none,none,93306,,,,
77067,mammography,Screening,,breast,none,both,77067,,,,
78460,nuclear_cardiology,Old heart scan,,heart,none,none,78460,,2026-08-30,78452,
";

const ZIPS: &str = "\
zip,lat,lon,city,state,population,county_type
78701,30.270569,-97.742589,Austin,TX,9427,large_metro
60601,41.885310,-87.622130,Chicago,IL,14675,large_metro
99501,61.216800,-149.875800,Anchorage,AK,17213,metro
99546,51.860000,-176.630000,Adak,AK,309,ceac
";

/// The day everything is built on.
pub(crate) fn build_day() -> Day {
    Day::from_civil(2026, 6, 1)
}

/// The catalog above.
pub(crate) fn catalog() -> Catalog {
    Catalog::read(PROCEDURES, ZIPS)
}

/// An invented nation, ready for questions.
pub(crate) fn nation() -> Oracle {
    Oracle::new(World::invent(7, catalog(), build_day()))
}

/// A complete free-standing site in Austin that offers every modality the catalog's codes need,
/// in network.
pub(crate) fn plain_site(id: &str) -> Site {
    let service = |modality| Service {
        modality,
        regions: None,
        equipment: Vec::new(),
        capabilities: Capabilities::default(),
        accreditations: Vec::new(),
    };
    Site {
        registration_id: id.to_owned(),
        status: "complete",
        name: "Río Imaging".to_owned(),
        doing_business_as: None,
        organization: None,
        npis: vec![format!("NPI-{id}")],
        line1: "207 Main Street".to_owned(),
        line2: None,
        city: "Austin".to_owned(),
        state: "TX",
        zip: Some("78701".to_owned()),
        point: (30.27, -97.74),
        precision: "reported",
        phone: Some("512-555-0100".to_owned()),
        place_of_service: "49",
        declared_setting: None,
        open_days: None,
        languages: None,
        wheelchair_accessible: None,
        attestations: vec![Attestation {
            plan: "mesquite".to_owned(),
            window: always(),
        }],
        services: vec![
            service("mri"),
            service("ct"),
            service("xray"),
            service("mammography"),
        ],
    }
}

/// A window without ends.
pub(crate) fn always() -> Window {
    Window {
        from: None,
        to: None,
    }
}

/// A global row by claims for the leg MRI of site `id`, in dollars.
pub(crate) fn plain_price(id: &str, dollars: i64) -> PriceRow {
    PriceRow {
        registration_id: Some(id.to_owned()),
        network: "wrangler-ppo".to_owned(),
        code: "73721".to_owned(),
        amount: Some(dollars * 1_000),
        evidence: "claims".to_owned(),
        ..PriceRow::default()
    }
}

/// An oracle over the given sites, all scored 90.0 in MRI and CT and in the first network.
pub(crate) fn oracle(sites: Vec<Site>, prices: Vec<PriceRow>) -> Oracle {
    let mut scores = Vec::new();
    let mut participation = Vec::new();
    for site in &sites {
        for modality in ["mri", "ct", "xray"] {
            scores.push(ScoreRow {
                registration_id: site.registration_id.clone(),
                modality: modality.to_owned(),
                site_score: None,
                modality_specific: None,
                total: Some(9_000),
                scored_on: None,
            });
        }
        participation.push(ParticipationRow {
            registration_id: Some(site.registration_id.clone()),
            npi: None,
            network: "wrangler-ppo".to_owned(),
            window: always(),
        });
    }
    let nothing = String::new;
    Oracle::new(World {
        catalog: catalog(),
        build_day: build_day(),
        sites,
        participation,
        scores,
        prices,
        files: InputFiles {
            registrations: nothing(),
            participation: nothing(),
            networks: nothing(),
            scores: nothing(),
            prices: nothing(),
        },
    })
}
