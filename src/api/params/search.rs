//! Checks a search body and turns it into the engine's request.

use super::benefits::benefits_of;
use super::body::{FiltersBody, NeedsBody, SearchBody, WeightsBody};
use super::decode::decode;
use super::field_checks::FieldChecks;
use super::number::{Number, Range};
use super::view::SearchView;
use crate::api::cursor::MAX_CURSOR_BYTES;
use crate::error::{ApiError, Slug};
use nearsite_domain::{
    Audience, Bore, Cents, Day, DayOfWeek, InvalidDay, LonLat, MilesHundredths, NetworkId,
    ProcedureCode, ScoreTenths, Setting, SettingSet, ZipCode,
};
use nearsite_index::search::{
    AskedWeights, DEFAULT_LIMIT, Filters, Needs, Origin, SearchRequest, Sort, Target,
};
use nearsite_index::text::TextQuery;

pub(super) const RADIUS: Range = Range {
    min: 10,
    max: 25_000,
    decimals: 2,
    rule: "must be from 0.1 to 250, with at most 2 decimals",
};
pub(super) const LIMIT: Range = Range {
    min: 1,
    max: 200,
    decimals: 0,
    rule: "must be a whole number from 1 to 200",
};
const MIN_RESULTS: Range = Range {
    min: 0,
    max: 200,
    decimals: 0,
    rule: "must be a whole number from 0 to 200",
};
const SCORE: Range = Range {
    min: 0,
    max: 1000,
    decimals: 1,
    rule: "must be from 0 to 100, with at most 1 decimal",
};
const AMOUNT: Range = Range {
    min: 0,
    max: Cents::MAX.0,
    decimals: 2,
    rule: "must be from 0 to 10000000, with at most 2 decimals",
};
const SLICES: Range = Range {
    min: 0,
    max: 100_000,
    decimals: 0,
    rule: "must be a whole number from 0 to 100000",
};

/// A search as it was requested.
#[derive(Debug, Clone, PartialEq)]
pub struct AskedSearch {
    /// The request. Its offset is still 0.
    pub request: SearchRequest,
    /// Form of the results.
    pub view: SearchView,
    /// The service date in the request. `None` means today, and a cursor keeps that day.
    pub asked_as_of: Option<Day>,
    /// The cursor as sent.
    pub cursor: Option<String>,
}

/// Reads a search. `today` is the service date if none is requested.
///
/// # Errors
/// `not-json`, or every error of the body that can be found without a snapshot.
pub fn read_search(body: &[u8], today: Day) -> Result<AskedSearch, ApiError> {
    check_search(&decode(body)?, today)
}

/// Checks a search whose body is read already. `today` is the service date if none is requested.
///
/// # Errors
/// Every error of the body that can be found without a snapshot.
pub fn check_search(body: &SearchBody, today: Day) -> Result<AskedSearch, ApiError> {
    let mut check = FieldChecks::default();
    let asked = search_of(body, today, &mut check);
    check.finish()?;
    Ok(asked)
}

/// Returns the request, with a placeholder for each value that has an error. The caller drops it if
/// there is one.
fn search_of(body: &SearchBody, today: Day, check: &mut FieldChecks) -> AskedSearch {
    let audience = audience_of(body.audience.as_deref(), check);
    let text = text_of(body, check);
    let target = target_of(body, check);
    let origin = body
        .origin
        .as_ref()
        .and_then(|origin| origin_of(origin.lat, origin.lon, origin.zip.as_deref(), check));
    let sort = sort_of(body, check);
    let asked_as_of = day_of(body.as_of.as_deref(), check);
    let network = network_of(body.network.as_deref(), check);
    check_lists(body, check);
    let count = |number: Option<i64>| number.and_then(|number| u32::try_from(number).ok());
    let request = SearchRequest {
        audience: audience.unwrap_or(Audience::Member),
        origin,
        target: target.unwrap_or(Target::TextAlone),
        network,
        radius: check
            .number("/radius_miles", body.radius_miles, &RADIUS)
            .map(MilesHundredths),
        min_results: count(check.number("/min_results", body.min_results, &MIN_RESULTS))
            .unwrap_or(0),
        max_radius: check
            .number("/max_radius_miles", body.max_radius_miles, &RADIUS)
            .map(MilesHundredths),
        settings: settings_of(body, check),
        needs: body
            .needs
            .as_ref()
            .map_or_else(Needs::default, |needs| needs_of(needs, check)),
        filters: body
            .filters
            .as_ref()
            .map_or_else(Filters::default, |filters| filters_of(filters, check)),
        text,
        sort,
        weights: body
            .weights
            .as_ref()
            .map_or_else(AskedWeights::default, |weights| weights_of(weights, check)),
        profile: body.profile.clone(),
        as_of: asked_as_of.unwrap_or(today),
        limit: count(check.number("/limit", body.limit, &LIMIT)).unwrap_or(DEFAULT_LIMIT),
        offset: 0,
        explain: body.explain.unwrap_or(false),
        summary: body.summary.unwrap_or(false),
        compare_to: body.compare_to.clone(),
        why_not: body.why_not.clone().unwrap_or_default(),
        benefits: body
            .benefits
            .as_ref()
            .map(|benefits| Box::new(benefits_of(benefits, check))),
    };
    AskedSearch {
        request,
        view: check
            .word("/view", body.view.as_deref())
            .unwrap_or(SearchView::Full),
        asked_as_of,
        cursor: body.cursor.clone(),
    }
}

/// Reads the audience, which every body must state.
pub(super) fn audience_of(word: Option<&str>, check: &mut FieldChecks) -> Option<Audience> {
    if word.is_none() {
        check.fault(
            "/audience",
            "is required: one of ordering_provider, member, reviewer",
        );
    }
    check.word("/audience", word)
}

fn text_of(body: &SearchBody, check: &mut FieldChecks) -> Option<TextQuery> {
    TextQuery::parse(body.text.as_deref()?)
        .map_err(|fault| check.fault("/text", fault.to_string()))
        .ok()
}

fn target_of(body: &SearchBody, check: &mut FieldChecks) -> Option<Target> {
    match (&body.procedure, &body.modality) {
        (Some(_), Some(_)) => {
            check.fault("/modality", "excludes procedure: give one of them");
            None
        }
        (Some(code), None) => check
            .name(
                Slug::UnknownProcedure,
                "/procedure",
                ProcedureCode::new(code),
            )
            .map(Target::Procedure),
        (None, Some(modality)) => check
            .word("/modality", Some(modality))
            .map(Target::Modality),
        (None, None) => Some(Target::TextAlone),
    }
}

/// Reads an origin: either both coordinates or a ZIP code.
pub(in crate::api) fn origin_of(
    lat: Option<Number>,
    lon: Option<Number>,
    zip: Option<&str>,
    check: &mut FieldChecks,
) -> Option<Origin> {
    match (lat, lon, zip) {
        (Some(lat), Some(lon), None) => LonLat::new(lon.value(), lat.value())
            .map(Origin::Place)
            .map_err(|invalid| check.fault("/origin", invalid.to_string()))
            .ok(),
        (None, None, Some(zip)) => check
            .name(Slug::UnknownZip, "/origin/zip", ZipCode::new(zip))
            .map(Origin::Zip),
        _ => {
            check.fault("/origin", "must have either lat and lon, or zip");
            None
        }
    }
}

fn sort_of(body: &SearchBody, check: &mut FieldChecks) -> Sort {
    match body.sort.as_deref() {
        None | Some("best") => Sort::Best,
        Some("cost") => Sort::Cost,
        Some("distance") => Sort::Distance,
        Some("score") => Sort::Score,
        Some("relevance") => Sort::Relevance,
        Some("member_cost") => Sort::MemberCost,
        Some(_) => {
            check.fault(
                "/sort",
                "must be one of best, cost, member_cost, distance, score, relevance",
            );
            Sort::Best
        }
    }
}

/// Reads the service date, if there is one.
pub(super) fn day_of(text: Option<&str>, check: &mut FieldChecks) -> Option<Day> {
    text?
        .parse()
        .map_err(|invalid: InvalidDay| check.fault("/as_of", format!("is {invalid}")))
        .ok()
}

/// Reads the network, if one is named.
pub(super) fn network_of(name: Option<&str>, check: &mut FieldChecks) -> Option<NetworkId> {
    let network = NetworkId::new(name?);
    check.name(Slug::UnknownNetwork, "/network", network)
}

fn check_lists(body: &SearchBody, check: &mut FieldChecks) {
    check.list("/why_not", body.why_not.as_deref(), 20);
    if body
        .cursor
        .as_ref()
        .is_some_and(|cursor| cursor.len() > MAX_CURSOR_BYTES)
    {
        check.fault_of_kind(
            Slug::CursorNotValid,
            "/cursor",
            "must have at most 1024 bytes",
        );
    }
}

fn settings_of(body: &SearchBody, check: &mut FieldChecks) -> SettingSet {
    if body.settings.is_none() {
        return SettingSet::ALTERNATES;
    }
    let settings: Vec<Setting> = check.words("/settings", body.settings.as_deref());
    if body.settings.as_ref().is_some_and(Vec::is_empty) {
        check.fault("/settings", "must name at least one setting");
    }
    settings
        .into_iter()
        .fold(SettingSet::NONE, SettingSet::with)
}

fn needs_of(needs: &NeedsBody, check: &mut FieldChecks) -> Needs {
    let slices = check.number("/needs/min_slices", needs.min_slices, &SLICES);
    let bore: Option<Bore> = check.word("/needs/bore", needs.bore.as_deref());
    if bore == Some(Bore::Closed) {
        // No exam needs a closed bore. Accepting the word would only narrow the list by mistake.
        check.fault("/needs/bore", "must be one of wide, open");
    }
    Needs {
        bore,
        min_field_strength_t: check.measure(
            "/needs/min_field_strength_t",
            needs.min_field_strength_t,
            100.0,
        ),
        min_slices: slices.and_then(|slices| u32::try_from(slices).ok()),
        patient_weight_lb: check.measure(
            "/needs/patient_weight_lb",
            needs.patient_weight_lb,
            100_000.0,
        ),
        sedation: check.word("/needs/sedation", needs.sedation.as_deref()),
        patient_age: check.measure("/needs/patient_age", needs.patient_age, 130.0),
        contrast: needs.contrast.unwrap_or(false),
        contrast_reaction_cover: needs.contrast_reaction_cover.unwrap_or(false),
    }
}

fn filters_of(filters: &FiltersBody, check: &mut FieldChecks) -> Filters {
    let tenths = check.number("/filters/min_score", filters.min_score, &SCORE);
    let days: Vec<DayOfWeek> = check.words("/filters/open_on", filters.open_on.as_deref());
    let languages = check
        .list("/filters/languages", filters.languages.as_deref(), 50)
        .unwrap_or_default();
    Filters {
        min_score: tenths
            .and_then(|tenths| u16::try_from(tenths).ok())
            .and_then(|tenths| ScoreTenths::new(tenths).ok()),
        max_amount: check
            .number("/filters/max_amount", filters.max_amount, &AMOUNT)
            .map(Cents),
        accredited_by: check.words("/filters/accredited_by", filters.accredited_by.as_deref()),
        languages: languages
            .iter()
            .map(|language| language.to_lowercase())
            .collect(),
        open_on: days.into_iter().collect(),
        wheelchair_accessible: filters.wheelchair_accessible.unwrap_or(false),
        organization: filters.organization.clone(),
        exclude: check
            .list("/filters/exclude", filters.exclude.as_deref(), 200)
            .unwrap_or_default()
            .to_vec(),
    }
}

fn weights_of(weights: &WeightsBody, check: &mut FieldChecks) -> AskedWeights {
    AskedWeights {
        score: check.weight("/weights/score", weights.score),
        cost: check.weight("/weights/cost", weights.cost),
        distance: check.weight("/weights/distance", weights.distance),
    }
}
