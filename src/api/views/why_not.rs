//! Reasons for the absence of a site, in sentences about the request's own terms.
//!
//! A sentence never says what a site has instead. That could reveal another plan or network, or a
//! hidden value.

use nearsite_index::search::{Cause, Filter, ListStatus, Need, SearchRequest};
use std::borrow::Cow;

/// Explains the status of a site in the terms of the request.
pub fn status_detail(status: ListStatus, request: &SearchRequest) -> Cow<'static, str> {
    match status {
        ListStatus::Ranked(rank) => format!("It qualifies, at rank {rank}.").into(),
        ListStatus::Unknown => "There is no such site.".into(),
        ListStatus::Absent(cause) => cause_detail(cause, request),
    }
}

/// Explains a cause in the terms of the request.
pub fn cause_detail(cause: Cause, request: &SearchRequest) -> Cow<'static, str> {
    let as_of = request.as_of;
    match cause {
        Cause::Setting => "It bills as a setting that was not asked for.".into(),
        Cause::Registration => "Its registration is not complete.".into(),
        Cause::Attestation if request.network.is_some() => format!(
            "No attestation for the plan of the network asked for covers the service date {as_of}."
        )
        .into(),
        Cause::Attestation => format!("No attestation covers the service date {as_of}.").into(),
        Cause::Modality => "It does not offer the modality asked for.".into(),
        Cause::BodyRegion => "It does not list every body region the procedure needs.".into(),
        Cause::Need(need) => need_detail(need, request),
        Cause::Score => "It has no score for the modality.".into(),
        Cause::Network => {
            format!("It does not take part in the network asked for on the service date {as_of}.")
                .into()
        }
        Cause::Distance => "It is farther away than the radius.".into(),
        Cause::Filter(filter) => filter_detail(filter, request).into(),
    }
}

fn need_detail(need: Need, request: &SearchRequest) -> Cow<'static, str> {
    let needs = &request.needs;
    match need {
        Need::Bore => match needs.bore {
            Some(bore) => format!("It states no unit whose bore meets the need for {bore}.").into(),
            None => "It states no unit with the bore needed.".into(),
        },
        Need::MinFieldStrength => unit_of(needs.min_field_strength_t, "of at least", "tesla"),
        Need::MinSlices => unit_of(needs.min_slices.map(f64::from), "with at least", "slices"),
        Need::PatientWeight => unit_of(needs.patient_weight_lb, "whose table takes", "pounds"),
        Need::Sedation => match needs.sedation {
            Some(sedation) => {
                format!("It does not state sedation of at least the depth {sedation}.").into()
            }
            None => "It does not state the sedation needed.".into(),
        },
        Need::PatientAge => "It does not state that it takes patients of the age given.".into(),
        Need::Contrast if needs.contrast => "It does not state that it gives contrast.".into(),
        Need::Contrast => "It states that it gives no contrast, which the procedure needs.".into(),
        Need::ContrastReactionCover => "It does not state cover for reactions to contrast.".into(),
    }
}

fn unit_of(measure: Option<f64>, relation: &str, unit: &str) -> Cow<'static, str> {
    match measure {
        Some(measure) => format!(
            "It states no unit {relation} {measure} {unit} that also meets the needs named before."
        )
        .into(),
        None => "It states no unit that meets the need.".into(),
    }
}

fn filter_detail(filter: Filter, request: &SearchRequest) -> &'static str {
    match filter {
        Filter::MinScore => "Its score is below the least score asked for.",
        Filter::MaxAmount => "Its price is above the largest amount asked for, or missing.",
        Filter::AccreditedBy => {
            "None of the bodies asked for accredits it for the modality on the service date."
        }
        Filter::Languages => "It does not list every language asked for.",
        Filter::OpenOn => "Its hours do not list every day asked for.",
        Filter::WheelchairAccessible => "It does not state that it is wheelchair accessible.",
        Filter::Organization => "It does not belong to the organization asked for.",
        Filter::Exclude => "The request leaves it out by its id.",
        Filter::Text if request.text.is_some() => "Not every word of the text matches it.",
        Filter::Text => "The text does not match it.",
    }
}
