//! An order for the nation, and a policy of the usual length.

use crate::nation::{NETWORK, PROCEDURE};
use nearsite_domain::{Audience, LonLat, NetworkId, RegistrationId, Setting, SiteNo};
use nearsite_index::search::Origin;
use nearsite_index::site_of_care::{
    Fact, FactAnswer, Funding, LineOfBusiness, Order, OriginKind, Policies, RequestedSite,
    StatedFacts, Urgency,
};
use nearsite_index::snapshot::Snapshot;
use serde_json::json;

/// Twenty-five miles, and a criterion of every kind.
pub(crate) fn policies() -> Policies {
    let criterion = |key: &str, all| json!({"key": key, "text": format!("Because of {key}."), "source": "T-1", "all": all});
    let pack = json!({
        "id": "measured", "payer": "measured", "programme": "imaging-site-of-care", "title": "Measured", "version": "1",
        "effective_from": "2026-01-01", "effective_to": null, "sources": ["T-1"],
        "scope": {"modalities": ["ct", "mri"], "place_of_service": ["19", "22"]},
        "access": {"metric": "straight_line_miles", "miles": 25, "source": "T-1"},
        "criterion": [
            criterion("age", json!([{"age": {"op": "<=", "years": 18}}])),
            criterion("obstetrical_observation", json!([{"fact": "obstetric_observation"}])),
            criterion("perinatology", json!([{"fact": "perinatology"}])),
            criterion("transplant", json!([{"fact": "transplant"}])),
            criterion("contrast_allergy", json!([{"fact": "contrast_planned"}, {"fact": "contrast_allergy"}])),
            criterion("sedation", json!([{"fact": "sedation_need"}, {"not_available": "sedation"}])),
            criterion("size", json!([{"fact": "body_size"}, {"not_available": "table_for_weight"}])),
            criterion("open", json!([{"any_fact": ["claustrophobia", "closed_bore_unsafe"]}, {"not_available": "open_bore"}])),
            criterion("prior", json!([{"fact": "chronic_disease"}, {"fact_here": {"fact": "prior_studies"}}])),
            criterion("surgery", json!([{"fact_here": {"fact": "preoperative", "or_affiliated": true}}])),
            criterion("harm", json!([{"fact": "delay_harmful"}, {"urgency": ["urgent", "emergent"]}])),
        ]
    });
    let pack = serde_json::from_value(pack).expect("a pack");
    Policies::new(vec![pack]).expect("a sound pack")
}

/// The first hospital of the nation.
pub(crate) fn hospital(snapshot: &Snapshot) -> RegistrationId {
    let sites = (0..).map_while(|number| snapshot.site(SiteNo(number)).ok());
    let mut hospitals = sites.filter(|site| site.setting() == Setting::HospitalOutpatient);
    hospitals.next().expect("a hospital").registration_id
}

/// An order with some facts stated and others open.
pub(crate) fn order(place: LonLat, hospital: &RegistrationId) -> Order {
    let facts = [
        (Fact::SedationNeed, FactAnswer::True),
        (Fact::ContrastPlanned, FactAnswer::False),
        (Fact::Claustrophobia, FactAnswer::False),
        (Fact::PriorStudies, FactAnswer::False),
    ];
    Order {
        audience: Audience::OrderingProvider,
        payer: "measured".to_owned(),
        programme: "imaging-site-of-care".to_owned(),
        procedures: vec![PROCEDURE.parse().expect("a code")],
        network: NetworkId::new(NETWORK).expect("a network"),
        line: LineOfBusiness::LargeGroup,
        state: "TX".to_owned(),
        funding: Funding::FullyInsured,
        service_date: "2026-06-01".parse().expect("a day"),
        urgency: Urgency::Routine,
        age: 46,
        weight_lb: None,
        sedation: None,
        origin: Origin::Place(place),
        origin_kind: OriginKind::Home,
        site: RequestedSite::Registration(hospital.clone()),
        place_of_service: None,
        facts: StatedFacts::from(facts),
        access: None,
        limit: 20,
    }
}
