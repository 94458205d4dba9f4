//! Checks the body of an evaluation and turns it into the engine's order.
//!
//! The order has the age on the service date, but not the day of birth.

use super::decode::decode;
use super::evaluation_body::{
    AccessBody, EvaluationBody, FactsBody, MemberBody, OrderBody, SiteBody, StartBody, StatedBody,
};
use super::field_checks::FieldChecks;
use super::number::Range;
use super::search::{LIMIT, RADIUS, origin_of};
use crate::error::{ApiError, Slug};
use nearsite_domain::{
    Audience, Day, InvalidDay, MilesHundredths, NetworkId, Npi, ProcedureCode, RegistrationId,
    Sedation,
};
use nearsite_index::search::Origin;
use nearsite_index::site_of_care::{
    Fact, FactAnswer, Funding, LineOfBusiness, Order, OriginKind, RequestedSite, StatedAccess,
    StatedFacts, Urgency,
};

/// Program, if none is named.
const DEFAULT_PROGRAMME: &str = "imaging-site-of-care";
/// Number of alternates on the page, if none is stated.
const DEFAULT_LIMIT: u32 = 10;
/// Largest number of procedures in an order.
const MOST_PROCEDURES: usize = 10;
/// Highest age, as in a search.
const OLDEST: u32 = 130;

const AGE: Range = Range {
    min: 0,
    max: OLDEST as i64,
    decimals: 0,
    rule: "must be a whole number from 0 to 130",
};
const WEIGHT: Range = Range {
    min: 0,
    max: 100_000,
    decimals: 0,
    rule: "must be a whole number from 0 to 100000",
};

/// Reads an order. `today` is the service date if none is requested.
///
/// # Errors
/// `not-json`, or every error of the body that can be found without a snapshot and policies.
pub fn read_evaluation(body: &[u8], today: Day) -> Result<Order, ApiError> {
    let body: EvaluationBody = decode(body)?;
    let mut check = FieldChecks::default();
    let order = order_of(&body, today, &mut check);
    check.finish()?;
    order.ok_or_else(|| ApiError::internal(&"an order without faults is incomplete"))
}

/// Returns the order, or `None` if a value that it needs is not valid.
fn order_of(body: &EvaluationBody, today: Day, check: &mut FieldChecks) -> Option<Order> {
    let audience = audience_of(body, check);
    let payer = required("/payer", body.payer.as_deref(), check).map(str::to_owned);
    let ordered = body.order.as_ref();
    let service_date = match ordered.and_then(|order| order.service_date.as_deref()) {
        Some(text) => day("/order/service_date", text, check),
        None => Some(today),
    };
    let terms = ordered.and_then(|order| terms_of(order, check));
    if ordered.is_none() {
        check.fault("/order", "is required");
    }
    let age = age_of(body.member.as_ref(), service_date, check);
    let weight = body.member.as_ref().and_then(|member| member.weight_lb);
    let weight_lb = whole(check.number("/member/weight_lb", weight, &WEIGHT));
    let start = start_of(body.origin.as_ref(), check);
    let site = site_of(body.site.as_ref(), check);
    let facts = body
        .facts
        .as_ref()
        .map_or_else(StatedFacts::new, |facts| facts_of(facts, check));
    let sedation = sedation_of(body.sedation.as_deref(), check);
    let access = body
        .access
        .as_ref()
        .and_then(|access| access_of(access, check));
    let limit = whole(check.number("/limit", body.limit, &LIMIT)).unwrap_or(DEFAULT_LIMIT);
    let (terms, (origin, origin_kind)) = (terms?, start?);
    Some(Order {
        audience: audience?,
        payer: payer?,
        programme: body
            .programme
            .clone()
            .unwrap_or_else(|| DEFAULT_PROGRAMME.to_owned()),
        procedures: terms.procedures,
        network: terms.network,
        line: terms.line,
        state: terms.state,
        funding: terms.funding,
        service_date: service_date?,
        urgency: terms.urgency,
        age: age?,
        weight_lb,
        sedation,
        origin,
        origin_kind,
        site: site?,
        place_of_service: terms.place_of_service,
        facts,
        access,
        limit,
    })
}

fn whole(number: Option<i64>) -> Option<u32> {
    number.and_then(|number| u32::try_from(number).ok())
}

fn required<'a>(
    pointer: &'static str,
    text: Option<&'a str>,
    check: &mut FieldChecks,
) -> Option<&'a str> {
    if text.is_none() {
        check.fault(pointer, "is required");
    }
    text
}

fn day(pointer: &'static str, text: &str, check: &mut FieldChecks) -> Option<Day> {
    text.parse()
        .map_err(|invalid: InvalidDay| check.fault(pointer, format!("is {invalid}")))
        .ok()
}

fn audience_of(body: &EvaluationBody, check: &mut FieldChecks) -> Option<Audience> {
    const ALLOWED: &str = "one of ordering_provider, reviewer";
    match body.audience.as_deref().map(str::parse) {
        Some(Ok(audience @ (Audience::OrderingProvider | Audience::Reviewer))) => Some(audience),
        None => {
            check.fault("/audience", format!("is required: {ALLOWED}"));
            None
        }
        Some(_) => {
            check.fault("/audience", format!("must be {ALLOWED}"));
            None
        }
    }
}

/// Members of `order`, without the service date.
struct Terms {
    procedures: Vec<ProcedureCode>,
    network: NetworkId,
    line: LineOfBusiness,
    state: String,
    funding: Funding,
    urgency: Urgency,
    place_of_service: Option<String>,
}

fn terms_of(order: &OrderBody, check: &mut FieldChecks) -> Option<Terms> {
    let procedures = procedures_of(order, check);
    let network = required("/order/network", order.network.as_deref(), check)
        .and_then(|id| check.name(Slug::UnknownNetwork, "/order/network", NetworkId::new(id)));
    let line = required(
        "/order/line_of_business",
        order.line_of_business.as_deref(),
        check,
    )
    .and_then(|line| check.word("/order/line_of_business", Some(line)));
    let state = required("/order/state", order.state.as_deref(), check);
    if state.is_some_and(|state| !is_all(state, u8::is_ascii_uppercase)) {
        check.fault("/order/state", "must be two capital letters");
    }
    let funding = required("/order/funding", order.funding.as_deref(), check)
        .and_then(|funding| check.word("/order/funding", Some(funding)));
    let urgency = check.word("/order/urgency", order.urgency.as_deref());
    let code = order.place_of_service.as_deref();
    if code.is_some_and(|code| !is_all(code, u8::is_ascii_digit)) {
        check.fault("/order/place_of_service", "must be two digits");
    }
    Some(Terms {
        procedures: procedures?,
        network: network?,
        line: line?,
        state: state?.to_owned(),
        funding: funding?,
        urgency: urgency.unwrap_or(Urgency::Routine),
        place_of_service: code.map(str::to_owned),
    })
}

/// True if a text has two bytes, both of this kind.
fn is_all(text: &str, kind: impl Fn(&u8) -> bool) -> bool {
    text.len() == 2 && text.as_bytes().iter().all(kind)
}

fn procedures_of(order: &OrderBody, check: &mut FieldChecks) -> Option<Vec<ProcedureCode>> {
    const POINTER: &str = "/order/procedures";
    let codes = order.procedures.as_deref().unwrap_or_default();
    if order.procedures.is_none() {
        check.fault(POINTER, "is required");
        return None;
    }
    if codes.is_empty() {
        check.fault(POINTER, "must name at least one procedure");
        return None;
    }
    let codes = check.list(POINTER, Some(codes), MOST_PROCEDURES)?;
    let mut read = Vec::with_capacity(codes.len());
    for (position, code) in codes.iter().enumerate() {
        let pointer = format!("{POINTER}/{position}");
        if let Some(code) = check.name(
            Slug::UnknownProcedure,
            pointer.clone(),
            ProcedureCode::new(code),
        ) {
            if read.contains(&code) {
                check.fault(pointer, "appears twice");
            }
            read.push(code);
        }
    }
    Some(read)
}

/// Returns the age on the service date, as stated or computed from the day of birth.
fn age_of(
    member: Option<&MemberBody>,
    service_date: Option<Day>,
    check: &mut FieldChecks,
) -> Option<u32> {
    match member {
        Some(MemberBody {
            birth_date: Some(text),
            age: None,
            ..
        }) => {
            let birth = day("/member/birth_date", text, check)?;
            let age = service_date?.years_since(birth);
            if age.is_none_or(|age| age > OLDEST) {
                check.fault(
                    "/member/birth_date",
                    "must not be after the service date, nor more than 130 years before it",
                );
                return None;
            }
            age
        }
        Some(MemberBody {
            birth_date: None,
            age: Some(age),
            ..
        }) => whole(check.number("/member/age", Some(*age), &AGE)),
        Some(_) => {
            check.fault("/member", "must have either birth_date or age");
            None
        }
        None => {
            check.fault("/member", "is required");
            None
        }
    }
}

fn start_of(start: Option<&StartBody>, check: &mut FieldChecks) -> Option<(Origin, OriginKind)> {
    let Some(start) = start else {
        check.fault("/origin", "is required");
        return None;
    };
    let origin = origin_of(start.lat, start.lon, start.zip.as_deref(), check);
    let kind = check.word("/origin/kind", start.kind.as_deref());
    Some((origin?, kind.unwrap_or(OriginKind::Home)))
}

fn site_of(site: Option<&SiteBody>, check: &mut FieldChecks) -> Option<RequestedSite> {
    match site {
        Some(SiteBody {
            registration_id: Some(id),
            npi: None,
        }) => {
            let id = RegistrationId::new(id);
            let id = check.name(Slug::UnknownSite, "/site/registration_id", id)?;
            Some(RequestedSite::Registration(id))
        }
        Some(SiteBody {
            registration_id: None,
            npi: Some(npi),
        }) => {
            let npi = check.name(Slug::UnknownSite, "/site/npi", Npi::new(npi))?;
            Some(RequestedSite::Npi(npi))
        }
        Some(_) => {
            check.fault("/site", "must have either registration_id or npi");
            None
        }
        None => {
            check.fault("/site", "is required");
            None
        }
    }
}

fn sedation_of(word: Option<&str>, check: &mut FieldChecks) -> Option<Sedation> {
    match word?.parse() {
        Ok(depth) if depth >= Sedation::Moderate => Some(depth),
        _ => {
            check.fault("/sedation", "must be one of moderate, deep, general");
            None
        }
    }
}

fn access_of(access: &AccessBody, check: &mut FieldChecks) -> Option<StatedAccess> {
    match access {
        AccessBody {
            miles: Some(miles),
            ladder: None,
        } => check
            .number("/access/miles", Some(*miles), &RADIUS)
            .map(|miles| StatedAccess::Miles(MilesHundredths(miles))),
        AccessBody {
            miles: None,
            ladder: Some(ladder),
        } if ladder == "federal" => Some(StatedAccess::FederalLadder),
        AccessBody {
            miles: None,
            ladder: Some(_),
        } => {
            check.fault("/access/ladder", "must be federal");
            None
        }
        _ => {
            check.fault("/access", "must have either miles or ladder");
            None
        }
    }
}

fn facts_of(facts: &FactsBody, check: &mut FieldChecks) -> StatedFacts {
    let plain = [
        (Fact::SedationNeed, facts.sedation_need),
        (Fact::ContrastPlanned, facts.contrast_planned),
        (Fact::ContrastAllergy, facts.contrast_allergy),
        (Fact::ObstetricObservation, facts.obstetric_observation),
        (Fact::Perinatology, facts.perinatology),
        (Fact::Transplant, facts.transplant),
        (Fact::Claustrophobia, facts.claustrophobia),
        (Fact::ClosedBoreUnsafe, facts.closed_bore_unsafe),
        (Fact::BodySize, facts.body_size),
        (Fact::ChronicDisease, facts.chronic_disease),
        (Fact::ComparisonNeeded, facts.comparison_needed),
        (Fact::DelayHarmful, facts.delay_harmful),
        (Fact::HospitalOnlyService, facts.hospital_only_service),
        (Fact::ActiveCovid, facts.active_covid),
    ];
    let of_sites = [
        (
            Fact::PriorStudies,
            "/facts/prior_studies/site",
            &facts.prior_studies,
        ),
        (
            Fact::Preoperative,
            "/facts/preoperative/site",
            &facts.preoperative,
        ),
        (
            Fact::Postoperative,
            "/facts/postoperative/site",
            &facts.postoperative,
        ),
    ];
    let mut stated: StatedFacts = plain
        .into_iter()
        .filter_map(|(fact, holds)| Some((fact, of_bool(holds?))))
        .collect();
    for (fact, pointer, body) in of_sites {
        let value = match body {
            None => None,
            Some(StatedBody::Plain(holds)) => Some(of_bool(*holds)),
            Some(StatedBody::At(at)) => check
                .name(Slug::UnknownSite, pointer, RegistrationId::new(&at.site))
                .map(FactAnswer::At),
        };
        stated.extend(value.map(|value| (fact, value)));
    }
    stated
}

const fn of_bool(holds: bool) -> FactAnswer {
    if holds {
        FactAnswer::True
    } else {
        FactAnswer::False
    }
}
