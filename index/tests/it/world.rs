//! A world small enough to reason about: a handful of sites around Austin, across 180 degrees and
//! at a pole.

use nearsite_domain::*;
use nearsite_index::search::*;
use nearsite_index::snapshot::*;
use std::path::Path;

pub(crate) fn day(text: &str) -> Day {
    text.parse().unwrap()
}

pub(crate) fn lonlat(lon: f64, lat: f64) -> LonLat {
    LonLat::new(lon, lat).unwrap()
}

pub(crate) fn service(modality: Modality) -> Service {
    Service {
        modality,
        body_regions: None,
        equipment: Vec::new(),
        capabilities: Capabilities::default(),
        accreditations: Vec::new(),
        assessment: Assessment::default(),
    }
}

pub(crate) fn score(modality: Modality, tenths: u16) -> ServiceScore {
    ServiceScore {
        modality,
        total: ScoreTenths::new(tenths).unwrap(),
        scored_on: None,
        computed: false,
    }
}

/// A complete free-standing site with a scored MRI in network `ppo`.
pub(crate) fn site(id: &str, lon: f64, lat: f64) -> Site {
    Site {
        registration_id: id.parse().unwrap(),
        status: Status::Complete,
        name: format!("Site {id}"),
        doing_business_as: None,
        organization: None,
        npi: Vec::new(),
        address: Address::default(),
        location: Location {
            place: lonlat(lon, lat),
            precision: Precision::Reported,
        },
        phone: None,
        website: None,
        place_of_service: "49".parse().unwrap(),
        declared_setting: None,
        hours: Vec::new(),
        languages: Vec::new(),
        wheelchair_accessible: None,
        attestations: vec![Attestation {
            plan: PlanId::new("plan").unwrap(),
            attested_on: None,
            expires_on: None,
        }],
        assessment: Assessment::default(),
        services: vec![service(Modality::Mri)],
        scores: vec![score(Modality::Mri, 900)],
        participation: vec![Participation {
            network: NetworkId::new("ppo").unwrap(),
            tier: None,
            window: Window::default(),
        }],
    }
}

pub(crate) fn procedure(code: &str, name: &str, synonyms: &[&str]) -> Procedure {
    Procedure {
        code: code.parse().unwrap(),
        modality: Modality::Mri,
        name: name.to_owned(),
        synonyms: synonyms.iter().map(|&s| s.to_owned()).collect(),
        regions: vec![BodyRegion::LowerExtremity],
        contrast: Contrast::None,
        laterality: Laterality::OneSide,
        group: "mri-leg-joint".to_owned(),
        valid_from: None,
        valid_to: None,
        successors: Vec::new(),
        same_as: None,
    }
}

pub(crate) fn catalog() -> Catalog {
    let with = |mut p: Procedure, contrast| {
        p.contrast = contrast;
        p
    };
    let knee = ["knee mri", "hip mri"];
    let mut screening = procedure(
        "77067",
        "Screening mammogram of both breasts",
        &["screening mammogram"],
    );
    (screening.modality, screening.group) = (Modality::Mammography, "mammogram-screening".into());
    screening.laterality = Laterality::BothSides;
    let mut retired = procedure(
        "77057",
        "Screening mammogram (retired code)",
        &["screening mammogram"],
    );
    retired.valid_to = Some(day("2016-12-31"));
    retired.successors = vec!["77067".parse().unwrap()];
    retired.modality = Modality::Mammography;
    let mut one = procedure(
        "77065",
        "Diagnostic mammogram of one breast",
        &["diagnostic mammogram"],
    );
    (one.modality, one.group) = (Modality::Mammography, "mammogram-diagnostic".into());
    let mut both = procedure(
        "77066",
        "Diagnostic mammogram of both breasts",
        &["diagnostic mammogram"],
    );
    (both.modality, both.group) = (Modality::Mammography, "mammogram-diagnostic".into());
    both.laterality = Laterality::BothSides;
    Catalog::new(vec![
        procedure("73721", "MRI of a leg joint, without contrast", &knee),
        with(
            procedure("73722", "MRI of a leg joint, with contrast", &knee),
            Contrast::With,
        ),
        screening,
        retired,
        one,
        both,
    ])
    .unwrap()
}

pub(crate) fn price_row(
    procedure: ProcedureNo,
    site: SiteNo,
    cents: i64,
    evidence: Evidence,
) -> PriceRow {
    let component = PriceComponent {
        component: Component::Global,
        status: ComponentStatus::Priced,
        amount: Some(Cents(cents)),
        evidence: Some(evidence),
        as_of: Some(day("2026-01-01")),
    };
    PriceRow {
        network: NetworkNo(0),
        procedure,
        site,
        status: PriceStatus::Priced,
        amount: Cents(cents),
        low: None,
        high: None,
        evidence,
        as_of: Some(day("2026-01-01")),
        source: Some(0),
        components: vec![component],
    }
}

fn rate_row(procedure: ProcedureNo, site: SiteNo, cents: i64, evidence: Evidence) -> RateRow {
    RateRow {
        network: NetworkNo(0),
        procedure,
        site,
        npi: None,
        component: Component::Global,
        modifier: None,
        amount: Cents(cents),
        low: None,
        high: None,
        n_cases: Some(12),
        group_size: None,
        by_tin: false,
        evidence,
        window: Window::default(),
        as_of: Some(day("2026-01-01")),
        source: Some(0),
        file: 1,
        line: 2,
        verdict: Verdict::Shown,
    }
}

/// A price of 73721 in `ppo`, by site position and cents.
pub(crate) fn contents(mut sites: Vec<Site>, prices: &[(&str, i64, Evidence)]) -> SnapshotContents {
    sort_sites(&mut sites);
    let catalog = catalog();
    let procedure = catalog.find("73721").unwrap();
    let position = |id: &str| {
        SiteNo(
            sites
                .iter()
                .position(|s| s.registration_id.as_str() == id)
                .unwrap() as u32,
        )
    };
    let mut rows: Vec<(SiteNo, i64, Evidence)> = prices
        .iter()
        .map(|&(id, cents, evidence)| (position(id), cents, evidence))
        .collect();
    rows.sort_by_key(|row| row.0);
    let (mut columns, mut rates) = (PriceColumns::default(), RateColumns::default());
    for &(site, cents, evidence) in &rows {
        columns.push(&price_row(procedure, site, cents, evidence));
        rates.push(&rate_row(procedure, site, cents, evidence));
    }
    let mut amounts: Vec<i64> = rows.iter().map(|row| row.1).collect();
    amounts.sort_unstable();
    let references = amounts.get(amounts.len() / 2).map(|&median| ReferenceRow {
        network: NetworkNo(0),
        procedure,
        amount: Cents(median),
        sites: rows.len() as u32,
    });
    let weight = |number| Weight::try_from(number).unwrap();
    SnapshotContents {
        prices_as_of: day("2026-06-01"),
        sites,
        networks: vec![Network {
            network: NetworkId::new("ppo").unwrap(),
            plan: PlanId::new("plan").unwrap(),
            name: "PPO".into(),
            product: None,
            market: None,
        }],
        catalog,
        zips: vec![ZipCentroid {
            zip: ZipCode::new("78701").unwrap(),
            place: lonlat(-97.74, 30.27),
            precision: Precision::Zip,
            city: "Austin".into(),
            state: "TX".into(),
            population: Some(9_427),
            county_type: Some(CountyType::LargeMetro),
        }],
        profiles: vec![RankingProfile {
            name: "default".into(),
            version: "1".into(),
            weights: Weights {
                score: weight(400),
                cost: weight(350),
                distance: weight(250),
            },
        }],
        scorecard: None,
        prices: columns,
        rates,
        references: references.into_iter().collect(),
        texts: vec!["plan file".into(), "prices.csv".into()],
    }
}

pub(crate) fn facts(created_at: &str) -> BuildFacts {
    BuildFacts {
        created_at: created_at.into(),
        sources: Vec::new(),
        counts: SnapshotCounts::default(),
        report: serde_json::Value::Null,
    }
}

/// Publishes contents into a folder and opens them.
pub(crate) fn publish_into(root: &Path, contents: SnapshotContents, created_at: &str) -> Snapshot {
    let lock = BuildLock::acquire(root).unwrap();
    publish(&lock, contents, facts(created_at), &mut |_| {}).unwrap();
    Snapshot::open(root, Verify::Full).unwrap()
}

/// A knee MRI near downtown Austin.
pub(crate) fn knee_search() -> SearchRequest {
    let knee = Target::Procedure("73721".parse().unwrap());
    SearchRequest {
        origin: Some(Origin::Place(lonlat(-97.74, 30.27))),
        network: Some(NetworkId::new("ppo").unwrap()),
        explain: true,
        ..SearchRequest::new(Audience::OrderingProvider, knee, day("2026-06-01"))
    }
}

/// The registration ids of the results, in order.
pub(crate) fn ids(snapshot: &Snapshot, answer: &SearchResponse) -> Vec<String> {
    answer
        .results
        .iter()
        .map(|hit| snapshot.registration_id(hit.card.site).to_owned())
        .collect()
}
