//! A tiny world, published once, and the service over it, called in process.
//!
//! Around Austin: `S-1` and `S-2` in both networks, `S-3` a hospital, `S-4` a draft, `S-5` with
//! ultrasound alone, `S-6` in the other plan's network alone. `S-1` has a price for 73721 in both
//! networks, `S-2` none in `ppo`.

use axum::body::Body;
use axum::http::{HeaderMap, Request, Response, StatusCode, header};
use http_body_util::BodyExt;
use nearsite::auth::CredentialSetting;
use nearsite::config::{Config, Settings};
use nearsite::routes::{self, ListenerService};
use nearsite::state::{App, Live};
use nearsite_domain::*;
use nearsite_index::scorecard::ScoreCardProfile;
use nearsite_index::snapshot::*;
use serde_json::{Value, json};
use std::convert::Infallible;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};
use tempfile::TempDir;
use tower::ServiceExt;
use tower::util::BoxCloneSyncService;

/// A service date on which everything of the tiny world holds.
pub(crate) const AS_OF: &str = "2026-11-22";

pub(crate) fn day(text: &str) -> Day {
    text.parse().unwrap()
}

/// A complete free-standing site with a scored MRI, attested for `plan-a` and in `ppo`; `changes`
/// replace members.
fn site(id: &str, lat: f64, changes: &Value) -> Site {
    let mut document = json!({
        "registration_id": id, "status": "complete", "name": format!("Imaging {id}"), "doing_business_as": null,
        "organization": {"name": "Cedar Imaging", "tin": "742345678", "owner_type": "independent"},
        "npi": ["1234567893"],
        "address": {"line1": "1 Main St", "line2": null, "city": "Austin", "state": "TX", "zip": "78701"},
        "location": {"lat": lat, "lon": -97.74, "precision": "reported"},
        "phone": "512-555-0100", "website": null, "place_of_service": "49", "declared_setting": null,
        "hours": [{"days": ["mon", "sat"], "opens": "07:00", "closes": "19:00"}],
        "languages": ["en", "es"], "wheelchair_accessible": true,
        "attestations": [{"plan": "plan-a", "attested_on": "2026-01-01", "expires_on": "2040-01-01"}],
        "services": [{
            "modality": "mri", "body_regions": null,
            "equipment": [{"field_strength_t": 1.5, "bore": "wide", "bore_cm": 70.0, "slices": null, "table_limit_lb": 550.0,
                           "pet_ct": null, "spect_ct": null}],
            "capabilities": {"sedation": "moderate", "pediatric_min_age": 6.0, "contrast": true, "contrast_reaction_cover": null},
            "accreditations": [{"body": "ACR", "expires_on": null}]
        }],
        "scores": [{"modality": "mri", "total": 913, "scored_on": null}],
        "participation": [{"network": "ppo", "tier": null, "window": {"from": null, "to": null}}]
    });
    for (key, value) in changes.as_object().unwrap() {
        document[key] = value.clone();
    }
    serde_json::from_value(document).unwrap()
}

/// A service of a modality of which nothing else is stated.
fn bare_service(modality: &str) -> Value {
    json!({"modality": modality, "body_regions": null, "equipment": [], "accreditations": [],
           "capabilities": {"sedation": null, "pediatric_min_age": null, "contrast": null, "contrast_reaction_cover": null}})
}

fn member_of(network: &str) -> Value {
    json!({"network": network, "tier": "1", "window": {"from": "2026-01-01", "to": "2040-12-31"}})
}

fn attested(plan: &str) -> Value {
    json!({"plan": plan, "attested_on": null, "expires_on": null})
}

/// The sites, with `ultrasound_score` tenths as the score that only a reviewer may see.
pub(crate) fn sites(ultrasound_score: u16) -> Vec<Site> {
    let both = json!({"attestations": [attested("plan-a"), attested("plan-b")], "participation": [member_of("ppo"), member_of("hmo")]});
    let mut second = both.clone();
    second["name"] = json!("Oak \u{1b}[31m Imaging");
    second["scores"] = json!([{"modality": "mri", "total": 800, "scored_on": "2026-01-31"}]);
    second["organization"] = json!(null);
    vec![
        site("S-1", 30.27, &both),
        site("S-2", 30.28, &second),
        site("S-3", 30.29, &json!({"place_of_service": "22"})),
        site("S-4", 30.30, &json!({"status": "draft"})),
        site(
            "S-5",
            30.31,
            &json!({"services": [bare_service("ultrasound"), bare_service("mammography")],
            "scores": [{"modality": "ultrasound", "total": ultrasound_score, "scored_on": null}]}),
        ),
        site(
            "S-6",
            30.32,
            &json!({"attestations": [attested("plan-b")], "participation": [member_of("hmo")]}),
        ),
    ]
}

fn procedure(code: &str, modality: &str, contrast: &str, name: &str) -> Procedure {
    serde_json::from_value(json!({
        "code": code, "modality": modality, "name": name, "synonyms": ["knee mri"], "regions": [], "contrast": contrast,
        "laterality": "none", "group": format!("{modality}-group"), "valid_from": null, "valid_to": null, "successors": [],
        "same_as": null
    }))
    .unwrap()
}

fn catalog() -> Catalog {
    let mut retired = procedure(
        "77057",
        "mammography",
        "none",
        "Screening mammogram (retired code)",
    );
    retired.valid_to = Some(day("2016-12-31"));
    retired.successors = vec!["77067".parse().unwrap()];
    Catalog::new(vec![
        procedure(
            "73721",
            "mri",
            "none",
            "MRI of a leg joint, without contrast",
        ),
        procedure("73722", "mri", "with", "MRI of a leg joint, with contrast"),
        procedure("76700", "ultrasound", "none", "Ultrasound of the belly"),
        procedure("77067", "mammography", "none", "Screening mammogram"),
        retired,
    ])
    .unwrap()
}

fn zip(code: &str, (lon, lat): (f64, f64), city: &str, state: &str) -> ZipCentroid {
    ZipCentroid {
        zip: ZipCode::new(code).unwrap(),
        place: LonLat::new(lon, lat).unwrap(),
        precision: Precision::Zip,
        city: city.into(),
        state: state.into(),
        population: None,
        county_type: None,
    }
}

fn network(id: &str, plan: &str) -> Network {
    serde_json::from_value(json!({"network": id, "plan": plan, "name": id.to_uppercase(), "product": "PPO", "market": null})).unwrap()
}

/// A score card of two site measures and three of every modality.
pub(crate) fn scorecard() -> ScoreCardProfile {
    let others = [
        "ct",
        "pet",
        "nuclear_cardiology",
        "xray",
        "ultrasound",
        "echo",
    ];
    serde_json::from_value(json!({
        "name": "tiny", "version": "7", "effective_from": "2026-01-01",
        "site": [
            {"id": "urgent_slots", "section": "access", "text": "Kept free?", "weight": 600, "points": {"yes": 100, "no": 0}},
            {"id": "days_to_appointment", "section": "access", "text": "Days?", "weight": 400, "at_most": 100,
             "bands": [{"at_least": 0, "points": 100}, {"at_least": 3, "points": 50}, {"at_least": 10, "points": 0}]},
        ],
        "modality": [
            {"id": "readers_certified", "section": "physician_certification", "text": "Certified?", "weight": 250,
             "points": {"none": 0, "some": 50, "all": 100}},
            {"id": "test_images", "section": "modality_accreditation", "text": "Judged?", "weight": 350,
             "points": {"never": 0, "yearly": 60, "quarterly": 100}},
            {"id": "magnet_access", "section": "equipment_quality", "text": "Safe?", "weight": 400, "modalities": ["mri"],
             "points": {"door_alone": 0, "zones": 60, "zones_and_metal_detector": 100}},
            {"id": "probe_tests", "section": "equipment_quality", "text": "Tested?", "weight": 400, "modalities": others,
             "points": {"never": 0, "yearly": 60, "quarterly": 100}},
        ],
    }))
    .unwrap()
}

/// The tiny world in which `S-1` and `S-5` answered the score card, with the scores they have
/// anyway.
///
/// The site answers `slots` and four days; the MRI of `S-1` test images `yearly` and a magnet in
/// zones, the ultrasound of `S-5` test images `quarterly`.
pub(crate) fn contents_with_assessments(slots: &str) -> SnapshotContents {
    let mut contents = contents(sites(700));
    let answers = |answers: Value| serde_json::from_value::<Assessment>(answers).unwrap();
    for site in &mut contents.sites {
        let of_service = match site.registration_id.as_str() {
            "S-1" => json!({"test_images": "yearly", "magnet_access": "zones"}),
            "S-5" => json!({"test_images": "quarterly", "assessed_on": "2026-03-01"}),
            _ => continue,
        };
        site.assessment = answers(json!({"urgent_slots": slots, "days_to_appointment": 4}));
        site.services[0].assessment = answers(of_service);
    }
    contents
}

/// Everything a snapshot of the tiny world holds.
pub(crate) fn contents(mut sites: Vec<Site>) -> SnapshotContents {
    sort_sites(&mut sites);
    let catalog = catalog();
    let knee = catalog.find("73721").unwrap();
    let first = SiteNo(
        sites
            .iter()
            .position(|site| site.registration_id.as_str() == "S-1")
            .unwrap() as u32,
    );
    let (mut prices, mut rates, mut references) =
        (PriceColumns::default(), RateColumns::default(), Vec::new());
    // Networks are in the order of their names: hmo, ppo.
    for (network, cents) in [(NetworkNo(0), 77_777), (NetworkNo(1), 41_200)] {
        prices.push(&price(network, knee, first, cents));
        rates.push(&rate(network, knee, first, cents, Verdict::Shown));
        rates.push(&rate(network, knee, first, cents + 100, Verdict::Older));
        references.push(ReferenceRow {
            network,
            procedure: knee,
            amount: Cents(cents),
            sites: 1,
        });
    }
    let profile = json!({"name": "default", "version": "1", "weights": {"score": 400, "cost": 350, "distance": 250}});
    SnapshotContents {
        prices_as_of: day("2026-06-01"),
        sites,
        networks: vec![network("hmo", "plan-b"), network("ppo", "plan-a")],
        catalog,
        zips: vec![
            zip("04101", (-70.26, 43.66), "Portland", "ME"),
            zip("78701", (-97.74, 30.27), "Austin", "TX"),
            zip("97201", (-122.69, 45.50), "Portland", "OR"),
        ],
        profiles: vec![serde_json::from_value(profile).unwrap()],
        scorecard: Some(scorecard()),
        prices,
        rates,
        references,
        texts: vec!["paid claims".into(), "prices.csv".into()],
    }
}

/// The tiny world with nothing but a suspect amount for the knee at `S-1` in `ppo`.
pub(crate) fn contents_with_suspect(cents: i64) -> SnapshotContents {
    let mut contents = contents(sites(700));
    let knee = contents.catalog.find("73721").unwrap();
    let is_first = |site: &Site| site.registration_id.as_str() == "S-1";
    let first = SiteNo(contents.sites.iter().position(is_first).unwrap() as u32);
    let (hmo, ppo) = (NetworkNo(0), NetworkNo(1));
    contents.prices = PriceColumns::default();
    contents.prices.push(&price(hmo, knee, first, 77_777));
    contents.prices.push(&PriceRow {
        status: PriceStatus::Suspect,
        ..price(ppo, knee, first, cents)
    });
    contents.rates = RateColumns::default();
    contents
        .rates
        .push(&rate(hmo, knee, first, 77_777, Verdict::Shown));
    contents
        .rates
        .push(&rate(ppo, knee, first, cents, Verdict::SuspectAmount));
    contents.references.truncate(1);
    contents
}

fn price(network: NetworkNo, procedure: ProcedureNo, site: SiteNo, cents: i64) -> PriceRow {
    let part = PriceComponent {
        component: Component::Global,
        status: ComponentStatus::Priced,
        amount: Some(Cents(cents)),
        evidence: Some(Evidence::Claims),
        as_of: Some(day("2026-01-01")),
    };
    PriceRow {
        network,
        procedure,
        site,
        status: PriceStatus::Priced,
        amount: Cents(cents),
        low: None,
        high: None,
        evidence: Evidence::Claims,
        as_of: Some(day("2026-01-01")),
        source: Some(0),
        components: vec![part],
    }
}

fn rate(
    network: NetworkNo,
    procedure: ProcedureNo,
    site: SiteNo,
    cents: i64,
    verdict: Verdict,
) -> RateRow {
    RateRow {
        network,
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
        evidence: Evidence::Claims,
        window: Window::default(),
        as_of: Some(day("2026-01-01")),
        source: Some(0),
        file: 1,
        line: 2,
        verdict,
    }
}

/// Publishes contents into a directory.
pub(crate) fn publish_into(root: &Path, contents: SnapshotContents, created_at: &str) -> String {
    let lock = BuildLock::acquire(root).unwrap();
    let facts = BuildFacts {
        created_at: created_at.to_owned(),
        sources: Vec::new(),
        counts: SnapshotCounts::default(),
        report: Value::Null,
    };
    publish(&lock, contents, facts, &mut |_| {}).unwrap().id
}

/// The tiny world on disk, published once for all tests.
pub(crate) fn index() -> &'static Path {
    static INDEX: OnceLock<TempDir> = OnceLock::new();
    let folder = INDEX.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        publish_into(folder.path(), contents(sites(700)), "2026-06-01T00:00:00Z");
        folder
    });
    folder.path()
}

/// Settings over a directory of snapshots.
pub(crate) fn settings(index: &Path) -> Settings {
    Settings {
        index: Some(PathBuf::from(index)),
        ..Settings::default()
    }
}

/// A credential for the SHA-256 of a token.
pub(crate) fn credential(name: &str, sha256: &str, audiences: &[&str]) -> CredentialSetting {
    let audiences = audiences
        .iter()
        .map(|&audience| audience.to_owned())
        .collect();
    CredentialSetting {
        name: name.to_owned(),
        sha256: sha256.to_owned(),
        audiences,
    }
}

/// The service, called in process.
pub(crate) struct TestApp {
    pub(crate) app: App,
    /// Boxed, because the compiler cannot follow the bounds of all layers into tasks of tests.
    face: BoxCloneSyncService<Request<Body>, Response<Body>, Infallible>,
}

/// The response of the service.
#[derive(Debug, Clone)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) bytes: Vec<u8>,
}

impl Answer {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.bytes)
            .unwrap_or_else(|error| panic!("{error}: {}", self.text()))
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().unwrap())
    }

    /// Status and slug of a problem.
    pub(crate) fn problem(&self) -> (u16, String) {
        assert_eq!(
            self.header("content-type"),
            "application/problem+json",
            "{}",
            self.text()
        );
        let problem = self.json();
        assert_eq!(problem["status"], self.status.as_u16());
        assert!(problem["title"].is_string() && problem["detail"].is_string());
        (
            self.status.as_u16(),
            problem["type"].as_str().unwrap().to_owned(),
        )
    }
}

impl TestApp {
    /// The tiny world with the default settings.
    pub(crate) fn new() -> Self {
        Self::with(&settings(index()))
    }

    /// The snapshot of the settings' directory, in service.
    pub(crate) fn with(settings: &Settings) -> Self {
        let config = settings.check().unwrap();
        let live = Live::new(
            Snapshot::open(&config.index, Verify::Full).unwrap(),
            config.limits.cache_bytes,
        );
        let test = Self::without_snapshot(config);
        test.app.swap(Arc::new(live));
        test
    }

    /// A service that has not opened its snapshot yet.
    pub(crate) fn without_snapshot(config: Config) -> Self {
        Self::over(App::new(config))
    }

    /// The service over a state of its own.
    pub(crate) fn over(app: App) -> Self {
        let face = routes::api(&app);
        Self::facing(app, face)
    }

    /// Another face over a state.
    pub(crate) fn facing(app: App, face: ListenerService) -> Self {
        let face =
            BoxCloneSyncService::new(ServiceExt::<Request<Body>>::map_response(face, |answer| {
                answer.map(Body::new)
            }));
        Self { app, face }
    }

    pub(crate) async fn send(&self, request: Request<Body>) -> Answer {
        // Boxed, because the compiler cannot follow the bounds of all layers into tasks of tests.
        let response = self.face.clone().oneshot(request).await.unwrap();
        let (head, body) = response.into_parts();
        let bytes = body.collect().await.unwrap().to_bytes().to_vec();
        Answer {
            status: head.status,
            headers: head.headers,
            bytes,
        }
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.send(Request::get(path).body(Body::empty()).unwrap())
            .await
    }

    pub(crate) async fn post(&self, path: &str, body: impl Into<Body>) -> Answer {
        self.send(
            Request::post(path)
                .header(header::CONTENT_TYPE, "application/json")
                .body(body.into())
                .unwrap(),
        )
        .await
    }

    pub(crate) async fn search(&self, body: &Value) -> Answer {
        self.post("/v1/search", body.to_string()).await
    }

    /// Estimates for the knee at `S-1` in `ppo` under plain benefits; `changes` replace members.
    pub(crate) async fn estimate(&self, changes: &Value) -> Answer {
        let mut body = json!({
            "audience": "member", "procedure": "73721", "network": "ppo", "sites": ["S-1"], "as_of": AS_OF,
            "benefits": {"coinsurance_percent": 20}
        });
        for (key, value) in changes.as_object().unwrap() {
            body[key] = value.clone();
        }
        self.post("/v1/estimates", body.to_string()).await
    }

    /// A search that must succeed.
    pub(crate) async fn found(&self, body: &Value) -> Value {
        let answer = self.search(body).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
        answer.json()
    }
}

/// A knee MRI near downtown Austin in `ppo`; `changes` replace members.
pub(crate) fn knee_search(changes: &Value) -> Value {
    let mut body = json!({
        "audience": "ordering_provider", "origin": {"zip": "78701"}, "procedure": "73721", "network": "ppo", "as_of": AS_OF
    });
    for (key, value) in changes.as_object().unwrap() {
        body[key] = value.clone();
    }
    body
}
