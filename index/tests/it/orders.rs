//! A world for orders around Austin, policies put together member by member, and the sound order
//! tests change.
//!
//! `H-1` is the hospital asked for, `H-2` another of its organization, `H-3` a stranger.
//! Free-standing sites and an office are at growing distances: `F-1` can do anything, `F-2` states
//! nothing but its MRI, `F-3` is closed to children and gives no contrast, `F-4` has an open magnet
//! with a weak table next to a closed one with a strong table, `O-1` is an office without CT, `X-1`
//! is not in the network, `Z-1` is beyond ten miles.

use crate::world::*;
use nearsite_domain::*;
use nearsite_index::site_of_care::*;
use nearsite_index::snapshot::*;
use serde_json::{Value, json};

/// Longitude and latitude of the patient in the sound order.
pub(crate) const HOME: (f64, f64) = (-97.74, 30.27);

/// A degree of latitude is some 69 miles.
fn north(id: &str, miles: f64) -> Site {
    let mut site = site(id, HOME.0, HOME.1 + miles / 69.09);
    site.services = vec![service(Modality::Ct), service(Modality::Mri)];
    site.scores = vec![score(Modality::Ct, 800), score(Modality::Mri, 900)];
    site
}

fn hospital(id: &str, miles: f64, organization: &str, tin: Option<&str>) -> Site {
    Site {
        place_of_service: "22".parse().unwrap(),
        organization: Some(Organization {
            name: Some(organization.to_owned()),
            tin: tin.map(|tin| tin.parse().unwrap()),
            owner_type: Some(OwnerType::HealthSystem),
        }),
        npi: vec![Npi::new("1234567893").unwrap()],
        declared_setting: Some("free_standing".to_owned()),
        ..north(id, miles)
    }
}

fn able(site: &mut Site, change: impl Fn(&mut Service)) {
    site.services.iter_mut().for_each(change);
}

fn unit(bore: Bore, table_limit_lb: f64) -> Equipment {
    Equipment {
        bore: Some(bore),
        table_limit_lb: Some(table_limit_lb),
        ..Equipment::default()
    }
}

/// The sites described above.
pub(crate) fn sites() -> Vec<Site> {
    let mut f1 = north("F-1", 1.0);
    able(&mut f1, |service| {
        service.equipment = vec![unit(Bore::Open, 600.0)];
        service.capabilities = Capabilities {
            sedation: Some(Sedation::General),
            pediatric_min_age: Some(0.0),
            contrast: Some(true),
            contrast_reaction_cover: None,
        };
    });
    let f2 = north("F-2", 2.0);
    let mut f3 = north("F-3", 3.0);
    able(&mut f3, |service| {
        service.capabilities.contrast = Some(false);
        service.capabilities.sedation = Some(Sedation::Minimal);
    });
    let mut f4 = north("F-4", 4.0);
    able(&mut f4, |service| {
        service.equipment = vec![unit(Bore::Open, 250.0), unit(Bore::Closed, 500.0)];
        service.capabilities.sedation = Some(Sedation::Moderate);
    });
    let mut o1 = north("O-1", 5.0);
    o1.place_of_service = "11".parse().unwrap();
    o1.services.remove(0);
    o1.scores.remove(0);
    let mut x1 = north("X-1", 6.0);
    x1.participation.clear();
    vec![
        hospital("H-1", 0.5, "Grace Health", Some("741111111")),
        hospital("H-2", 7.0, "Grace Imaging", Some("741111111")),
        Site {
            npi: vec![Npi::new("1111111112").unwrap()],
            ..hospital("H-3", 8.0, "Other Health", None)
        },
        f1,
        f2,
        f3,
        f4,
        o1,
        x1,
        north("Z-1", 11.0),
    ]
}

/// Publishes sites with the knee priced at `F-1`, `F-2`, `F-4` and `H-1`, the belly at `F-1` and
/// `H-1`.
pub(crate) fn publish(sites: Vec<Site>) -> (tempfile::TempDir, Snapshot) {
    let mut prices = vec![
        ("F-1", 60_000, Evidence::Claims),
        ("F-2", 40_000, Evidence::Claims),
        ("F-4", 50_000, Evidence::Claims),
        ("H-1", 200_000, Evidence::Claims),
    ];
    let is_there = |id: &str| sites.iter().any(|site| site.registration_id.as_str() == id);
    prices.retain(|(id, _, _)| is_there(id));
    let mut contents = contents(sites, &prices);
    let mut belly = procedure("74176", "CT of the belly", &["belly ct"]);
    (belly.modality, belly.regions) = (Modality::Ct, vec![BodyRegion::Abdomen]);
    let mut procedures = contents.catalog.procedures().to_vec();
    procedures.push(belly);
    contents.catalog = Catalog::new(procedures).unwrap();
    let number = contents.catalog.find("74176").unwrap();
    let amounts = [("F-1", 30_000), ("H-1", 90_000)];
    let mut priced: Vec<(SiteNo, i64)> = (contents.sites.iter().zip(0..))
        .filter_map(|(site, position)| {
            let id = site.registration_id.as_str();
            let amount = amounts.iter().find(|(of, _)| *of == id)?.1;
            Some((SiteNo(position), amount))
        })
        .collect();
    priced.sort_by_key(|(site, _)| *site);
    for &(site, cents) in &priced {
        let row = price_row(number, site, cents, Evidence::Claims);
        contents.prices.push(&row);
    }
    contents.references.push(ReferenceRow {
        network: NetworkNo(0),
        procedure: number,
        amount: Cents(60_000),
        sites: priced.len() as u32,
    });
    contents.zips.extend(more_zips());
    let folder = tempfile::tempdir().unwrap();
    let snapshot = publish_into(folder.path(), contents, "2026-06-01T00:00:00Z");
    (folder, snapshot)
}

/// North of 78701, which is large metro: a rural ZIP, two at one point of which the lower is metro,
/// and one of no known county.
fn more_zips() -> Vec<ZipCentroid> {
    let zip = |code, miles: f64, county_type| ZipCentroid {
        zip: ZipCode::new(code).unwrap(),
        place: lonlat(HOME.0, HOME.1 + miles / 69.09),
        precision: Precision::Zip,
        city: "Austin".into(),
        state: "TX".into(),
        population: None,
        county_type,
    };
    vec![
        zip("78702", 20.0, Some(CountyType::Rural)),
        zip("78703", 40.0, Some(CountyType::Metro)),
        zip("78704", 40.0, Some(CountyType::Ceac)),
        zip("78705", 60.0, None),
    ]
}

/// Replaces members of a JSON object.
pub(crate) fn with(mut value: Value, changes: &Value) -> Value {
    for (key, change) in changes.as_object().unwrap() {
        value[key] = change.clone();
    }
    value
}

/// A policy of `acme` with ten miles and these criteria; `changes` replace members.
pub(crate) fn pack(criteria: &Value, changes: &Value) -> Value {
    let pack = json!({
        "id": "acme-2026", "payer": "acme", "programme": "imaging-site-of-care", "title": "Test", "version": "1",
        "effective_from": "2026-01-01", "effective_to": "2026-12-31", "sources": ["T-1"], "left_open": ["nothing"],
        "scope": {"modalities": ["ct", "mri"], "place_of_service": ["19", "22"]},
        "access": {"metric": "straight_line_miles", "miles": 10, "source": "T-1"},
        "criterion": criteria
    });
    with(pack, changes)
}

/// One criterion.
pub(crate) fn criterion(key: &str, all: &Value) -> Value {
    json!({"key": key, "text": format!("Because of {key}."), "source": "T-1", "all": all})
}

/// Checked packs.
pub(crate) fn policies(packs: &[Value]) -> Policies {
    let packs = packs
        .iter()
        .map(|pack| serde_json::from_value(pack.clone()).unwrap());
    Policies::new(packs.collect()).unwrap()
}

/// A knee MRI of an adult at `H-1`.
pub(crate) fn order() -> Order {
    Order {
        audience: Audience::OrderingProvider,
        payer: "acme".to_owned(),
        programme: "imaging-site-of-care".to_owned(),
        procedures: vec!["73721".parse().unwrap()],
        network: NetworkId::new("ppo").unwrap(),
        line: LineOfBusiness::LargeGroup,
        state: "TX".to_owned(),
        funding: Funding::FullyInsured,
        service_date: day("2026-06-01"),
        urgency: Urgency::Routine,
        age: 46,
        weight_lb: None,
        sedation: None,
        origin: nearsite_index::search::Origin::Zip(ZipCode::new("78701").unwrap()),
        origin_kind: OriginKind::Home,
        site: RequestedSite::Registration("H-1".parse().unwrap()),
        place_of_service: None,
        facts: StatedFacts::new(),
        access: None,
        limit: 10,
    }
}

/// The order with facts stated: true, or false with `!` in front, or true at a site with `@`
/// between.
pub(crate) fn stating(facts: &[&str]) -> Order {
    let stated = |text: &&str| match (text.strip_prefix('!'), text.split_once('@')) {
        (Some(fact), _) => (fact.parse().unwrap(), FactAnswer::False),
        (None, Some((fact, site))) => {
            (fact.parse().unwrap(), FactAnswer::At(site.parse().unwrap()))
        }
        (None, None) => (text.parse().unwrap(), FactAnswer::True),
    };
    Order {
        facts: facts.iter().map(stated).collect(),
        ..order()
    }
}

/// Every fact not mentioned stated as false: nothing is left to ask.
pub(crate) fn stating_only(facts: &[&str]) -> Order {
    let mut order = stating(facts);
    for &fact in Fact::ALL {
        order.facts.entry(fact).or_insert(FactAnswer::False);
    }
    order
}

/// Status of a criterion by its key.
pub(crate) fn status(evaluation: &Evaluation<'_>, key: &str) -> CriterionStatus {
    let finding = evaluation
        .criteria
        .iter()
        .find(|finding| finding.criterion.key == key);
    finding
        .unwrap_or_else(|| panic!("no criterion {key}"))
        .status
}

/// The words of the questions.
pub(crate) fn questions(evaluation: &Evaluation<'_>) -> Vec<&'static str> {
    let words = evaluation.questions.iter();
    words.map(|question| question.fact.as_str()).collect()
}

/// The certificate as JSON.
pub(crate) fn certificate(evaluation: &Evaluation<'_>) -> Value {
    serde_json::from_str(evaluation.certificate.as_ref().unwrap().text()).unwrap()
}

/// A policy without criteria.
pub(crate) fn none() -> Policies {
    policies(&[pack(&json!([]), &json!({}))])
}
