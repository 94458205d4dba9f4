//! A nation for measuring: metropolitan areas of equal density, so that a search sees as many sites
//! among 300,000 as among 30,000.

use nearsite_domain::{
    Address, Assessment, Attestation, Bore, Capabilities, Catalog, Cents, Component,
    ComponentStatus, Contrast, Day, Equipment, Evidence, Laterality, Location, LonLat, Modality,
    Network, NetworkId, NetworkNo, Organization, Participation, PlanId, Precision, PriceComponent,
    PriceStatus, Procedure, ProcedureNo, RankingProfile, ScoreTenths, Sedation, Service,
    ServiceScore, Site, SiteNo, Status, Weight, Weights, Window,
};
use nearsite_index::snapshot::{
    BuildFacts, BuildLock, PriceColumns, PriceRow, RateColumns, ReferenceRow, Snapshot,
    SnapshotContents, SnapshotCounts, Verify, publish, sort_sites,
};
use nearsite_random::SplitMix64;
use std::path::Path;

/// Sites of one metropolitan area; within 25 miles of its centre lie most of them.
pub(crate) const SITES_PER_AREA: u32 = 300;
/// The network every other site takes part in.
pub(crate) const NETWORK: &str = "measured";
/// The procedure measured.
pub(crate) const PROCEDURE: &str = "73721";

/// Draws a number from -1 to 1, denser towards 0.
pub(crate) fn spread(rng: &mut SplitMix64) -> f64 {
    let unit = |n: u64| n as f64 / 1e9;
    (unit(rng.below_u64(1_000_000_000)) + unit(rng.below_u64(1_000_000_000))) - 1.0
}

/// Centre of an area: a grid over a rectangle far larger than any radius.
pub(crate) fn centre(area: u32) -> (f64, f64) {
    (
        -170.0 + f64::from(area % 40) * 8.0,
        -60.0 + f64::from(area / 40) * 4.0,
    )
}

/// A place within some 25 miles of an area's centre.
pub(crate) fn place(rng: &mut SplitMix64, area: u32) -> LonLat {
    let (lon, lat) = centre(area);
    LonLat::new(
        lon + spread(rng) * 0.4 / lat.to_radians().cos(),
        lat + spread(rng) * 0.35,
    )
    .expect("a place")
}

fn day(text: &str) -> Day {
    text.parse().expect("a day")
}

fn service(modality: Modality) -> Service {
    Service {
        modality,
        body_regions: None,
        equipment: vec![Equipment {
            field_strength_t: Some(1.5),
            bore: Some(Bore::Wide),
            table_limit_lb: Some(550.0),
            ..Equipment::default()
        }],
        capabilities: Capabilities {
            sedation: Some(Sedation::Moderate),
            contrast: Some(true),
            ..Capabilities::default()
        },
        accreditations: Vec::new(),
        assessment: Assessment::default(),
    }
}

fn site(rng: &mut SplitMix64, number: u32, area: u32) -> Site {
    let words = [
        "Lone Star",
        "Cedar",
        "Riverside",
        "Summit",
        "Prairie",
        "Harbor",
        "Mesa",
        "Pine",
        "Granite",
        "Willow",
    ];
    let kinds = [
        "Imaging",
        "Radiology",
        "Diagnostics",
        "Open MRI",
        "Medical Imaging",
        "Scan Center",
    ];
    let cities = [
        "Austin",
        "Round Rock",
        "Chicago",
        "Evanston",
        "Phoenix",
        "Mesa",
        "Helena",
        "Bozeman",
        "Tulsa",
        "Dayton",
    ];
    let pick = |rng: &mut SplitMix64, list: &[&str]| {
        list[rng.below_u64(list.len() as u64) as usize].to_owned()
    };
    let name = format!("{} {} {number}", pick(rng, &words), pick(rng, &kinds));
    let modalities = [Modality::Mri, Modality::Ct, Modality::Ultrasound];
    let pos = ["49", "11", "22"][rng.below_u64(3) as usize];
    Site {
        registration_id: format!("B-{number:07}").parse().expect("an id"),
        status: Status::Complete,
        name,
        doing_business_as: None,
        organization: Some(Organization {
            name: Some(pick(rng, &words)),
            tin: None,
            owner_type: None,
        }),
        npi: Vec::new(),
        address: Address {
            city: Some(pick(rng, &cities)),
            ..Address::default()
        },
        location: Location {
            place: place(rng, area),
            precision: Precision::Reported,
        },
        phone: None,
        website: None,
        place_of_service: pos.parse().expect("a code"),
        declared_setting: None,
        hours: Vec::new(),
        languages: vec!["en".to_owned()],
        wheelchair_accessible: Some(true),
        attestations: vec![Attestation {
            plan: PlanId::new("plan").expect("a plan"),
            attested_on: None,
            expires_on: None,
        }],
        assessment: Assessment::default(),
        services: modalities.map(service).to_vec(),
        scores: modalities
            .map(|modality| ServiceScore {
                modality,
                total: ScoreTenths::new(600 + rng.below_u64(400) as u16).expect("a score"),
                scored_on: None,
                computed: false,
            })
            .to_vec(),
        participation: vec![Participation {
            network: NetworkId::new(NETWORK).expect("a network"),
            tier: None,
            window: Window::default(),
        }],
    }
}

fn prices(rng: &mut SplitMix64, sites: u32) -> (PriceColumns, Vec<ReferenceRow>) {
    let mut columns = PriceColumns::default();
    let mut amounts = Vec::new();
    for site in 0..sites {
        if rng.below_u64(10) == 0 {
            continue;
        }
        let amount = Cents(20_000 + rng.below_u64(200_000) as i64);
        amounts.push(amount);
        let component = PriceComponent {
            component: Component::Global,
            status: ComponentStatus::Priced,
            amount: Some(amount),
            evidence: Some(Evidence::Claims),
            as_of: None,
        };
        columns.push(&PriceRow {
            network: NetworkNo(0),
            procedure: ProcedureNo(0),
            site: SiteNo(site),
            status: PriceStatus::Priced,
            amount,
            low: None,
            high: None,
            evidence: Evidence::Claims,
            as_of: None,
            source: None,
            components: vec![component],
        });
    }
    amounts.sort_unstable();
    let median = amounts[amounts.len() / 2];
    let reference = ReferenceRow {
        network: NetworkNo(0),
        procedure: ProcedureNo(0),
        amount: median,
        sites: amounts.len() as u32,
    };
    (columns, vec![reference])
}

/// Builds and opens a nation.
pub(crate) fn build(root: &Path, sites: u32) -> Snapshot {
    let mut rng = SplitMix64::new(u64::from(sites));
    let mut registered: Vec<Site> = (0..sites)
        .map(|number| site(&mut rng, number, number / SITES_PER_AREA))
        .collect();
    sort_sites(&mut registered);
    let (prices, references) = prices(&mut rng, sites);
    let procedure = Procedure {
        code: PROCEDURE.parse().expect("a code"),
        modality: Modality::Mri,
        name: "MRI of a leg joint, without contrast".to_owned(),
        synonyms: vec!["knee mri".to_owned()],
        regions: Vec::new(),
        contrast: Contrast::None,
        laterality: Laterality::OneSide,
        group: "mri-leg-joint".to_owned(),
        valid_from: None,
        valid_to: None,
        successors: Vec::new(),
        same_as: None,
    };
    let weight = |number| Weight::try_from(number).expect("a weight");
    let contents = SnapshotContents {
        prices_as_of: day("2026-06-01"),
        sites: registered,
        networks: vec![Network {
            network: NetworkId::new(NETWORK).expect("a network"),
            plan: PlanId::new("plan").expect("a plan"),
            name: "Measured".to_owned(),
            product: None,
            market: None,
        }],
        catalog: Catalog::new(vec![procedure]).expect("a catalog"),
        zips: Vec::new(),
        profiles: vec![RankingProfile {
            name: "default".to_owned(),
            version: "1".to_owned(),
            weights: Weights {
                score: weight(400),
                cost: weight(350),
                distance: weight(250),
            },
        }],
        scorecard: None,
        prices,
        rates: RateColumns::default(),
        references,
        texts: Vec::new(),
    };
    let facts = BuildFacts {
        created_at: "2026-06-01T00:00:00Z".to_owned(),
        sources: Vec::new(),
        counts: SnapshotCounts::default(),
        report: serde_json::Value::Null,
    };
    let lock = BuildLock::acquire(root).expect("a lock");
    publish(&lock, contents, facts, &mut |_| {}).expect("a snapshot");
    Snapshot::open(root, Verify::Full).expect("a snapshot")
}
