//! Bodies of searches, of estimates, of evaluations, of the procedure finder, of the place search
//! and of suggestions.

use super::refusal;
use crate::api::canonical::canonical;
use crate::api::cursor::MAX_CURSOR_BYTES;
use crate::api::params::{AskedSearch, read_estimates, read_evaluation, read_search};
use crate::api::search::Page;
use crate::api::{places, procedures, suggest};
use crate::error::Slug;
use nearsite_domain::{Audience, Cents, Component, Day, MilesHundredths, Sedation, Setting};
use nearsite_index::cost_sharing::{Accumulator, Benefits, Claim, Payment, estimate};
use nearsite_index::site_of_care::{FactAnswer, Order, StatedAccess};
use std::sync::LazyLock;

const SNAPSHOT: &str = "00112233445566778899aabbccddeeff";

/// The service date of searches that name none.
static TODAY: LazyLock<Day> = LazyLock::new(|| "2026-11-22".parse().expect("a day"));

/// A search.
///
/// # Panics
/// When a request is accepted that is out of bounds, equal requests differ, or a refusal says too
/// much.
pub fn search_body(bytes: &[u8]) {
    match read_search(bytes, *TODAY) {
        Ok(asked) => {
            check(&asked);
            let spaced = [b" \r\n\t", bytes, b"\n"].concat();
            assert_eq!(read_search(&spaced, *TODAY).as_ref(), Ok(&asked));
            check_page(asked);
        }
        Err(error) => refusal::check(&error, bytes),
    }
}

/// An order.
///
/// # Panics
/// When an order is accepted that is out of bounds, equal orders differ, or a refusal says too
/// much.
pub fn evaluation_body(bytes: &[u8]) {
    match read_evaluation(bytes, *TODAY) {
        Ok(order) => {
            check_order(&order);
            let spaced = [b" \r\n\t", bytes, b"\n"].concat();
            assert_eq!(read_evaluation(&spaced, *TODAY).as_ref(), Ok(&order));
        }
        Err(error) => refusal::check(&error, bytes),
    }
}

/// Reads a request for estimates.
///
/// # Panics
/// If an out-of-bounds request is accepted, equal requests differ, or a refusal repeats input.
pub fn estimate_body(bytes: &[u8]) {
    match read_estimates(bytes, *TODAY) {
        Ok(asked) => {
            assert!((1..=20).contains(&asked.sites.len()));
            check_benefits(&asked.benefits);
            let spaced = [b" \r\n\t", bytes, b"\n"].concat();
            assert_eq!(read_estimates(&spaced, *TODAY).as_ref(), Ok(&asked));
        }
        Err(error) => refusal::check(&error, bytes),
    }
}

/// The words of the procedure finder.
///
/// # Panics
/// When a refusal says too much.
pub fn find_body(bytes: &[u8]) {
    match procedures::read(bytes) {
        Ok(text) => assert!(!text.typed().is_empty()),
        Err(error) => refusal::check(&error, bytes),
    }
}

/// Reads the text of a place search.
///
/// # Panics
/// If a text without a letter or digit is accepted, or a refusal repeats input.
pub fn place_body(bytes: &[u8]) {
    match places::read(bytes) {
        Ok(text) => assert!(text.chars().any(char::is_alphanumeric)),
        Err(error) => refusal::check(&error, bytes),
    }
}

/// Reads a request for suggestions.
///
/// # Panics
/// If a limit is out of bounds or a refusal repeats input.
pub fn suggest_body(bytes: &[u8]) {
    match suggest::read(bytes) {
        Ok(query) => assert!((1..=50).contains(&query.limit)),
        Err(error) => refusal::check(&error, bytes),
    }
}

/// Everything the engine need not check again.
fn check(asked: &AskedSearch) {
    let request = &asked.request;
    let within = |miles: MilesHundredths| (10..=25_000).contains(&miles.0);
    assert!(request.radius.is_none_or(within) && request.max_radius.is_none_or(within));
    assert!((1..=200).contains(&request.limit) && request.min_results <= 200);
    assert!(!request.settings.is_empty());
    assert!(request.why_not.len() <= 20 && request.filters.exclude.len() <= 200);
    assert!(request.filters.languages.len() <= 50 && request.filters.accredited_by.len() <= 50);
    let amount = request.filters.max_amount;
    assert!(amount.is_none_or(|amount| (Cents(0)..=Cents::MAX).contains(&amount)));
    let needs = &request.needs;
    for measure in [
        needs.min_field_strength_t,
        needs.patient_weight_lb,
        needs.patient_age,
    ] {
        assert!(measure.is_none_or(|measure| measure.is_finite() && measure >= 0.0));
    }
    if let Some(benefits) = request.benefits.as_deref() {
        check_benefits(benefits);
    }
    let cursor = asked.cursor.as_ref();
    assert!(cursor.is_none_or(|cursor| cursor.len() <= MAX_CURSOR_BYTES));
    assert_eq!(request.as_of, asked.asked_as_of.unwrap_or(*TODAY));
}

/// Everything the engine need not check again of an order.
fn check_order(order: &Order) {
    assert!(order.audience != Audience::Member);
    assert!((1..=10).contains(&order.procedures.len()));
    let is_repeated = |(position, code)| {
        order.procedures[..position]
            .iter()
            .any(|earlier| earlier == code)
    };
    assert!(!order.procedures.iter().enumerate().any(is_repeated));
    assert!(order.age <= 130 && order.weight_lb.is_none_or(|weight| weight <= 100_000));
    assert!((1..=200).contains(&order.limit));
    assert!(
        order
            .sedation
            .is_none_or(|depth| depth >= Sedation::Moderate)
    );
    let state = order.state.as_bytes();
    assert!(state.len() == 2 && state.iter().all(u8::is_ascii_uppercase));
    let code = order.place_of_service.as_ref().map(String::as_bytes);
    assert!(code.is_none_or(|code| code.len() == 2 && code.iter().all(u8::is_ascii_digit)));
    for (fact, stated) in &order.facts {
        assert!(fact.names_a_site() || !matches!(stated, FactAnswer::At(_)));
    }
    if let Some(StatedAccess::Miles(miles)) = order.access {
        assert!((10..=25_000).contains(&miles.0));
    }
}

/// Checks that amounts are in bounds, and that member and plan together pay the whole cost of a
/// visit.
fn check_benefits(benefits: &Benefits) {
    let is_amount = |cents: Cents| (Cents(0)..=Cents::MAX).contains(&cents);
    let accumulators = &benefits.accumulators;
    let limits = [accumulators.deductible, accumulators.out_of_pocket];
    let figures = limits.map(|limits| [limits.individual, limits.family]);
    let is_sound = |figure: Accumulator| is_amount(figure.limit()) && is_amount(figure.left());
    assert!(figures.into_iter().flatten().flatten().all(is_sound));
    let claims = [1, 52_000, Cents::MAX.0].map(|cents| Claim {
        part: Component::Global,
        allowed: Cents(cents),
    });
    for &setting in Setting::ALL {
        if let Payment::Copay(copay) = benefits.sharing(setting).payment {
            assert!(is_amount(copay));
        }
        let member = estimate(benefits, setting, claims);
        for settled in &member.claims {
            assert!((Cents(0)..=settled.claim.allowed).contains(&settled.share.total()));
        }
        let left = accumulators.out_of_pocket_left();
        assert!(left.is_none_or(|left| member.share.total() <= left));
    }
}

/// Checks a page: it is the first one, or its cursor is refused. Chance does not produce a valid
/// cursor.
fn check_page(asked: AskedSearch) {
    let form = canonical(&asked.request, asked.view);
    assert_eq!(form, canonical(&asked.request.clone(), asked.view));
    let has_cursor = asked.cursor.is_some();
    match Page::new(asked, SNAPSHOT) {
        Ok(_) => assert!(!has_cursor),
        Err(error) => {
            assert!(has_cursor);
            let slug = error.slug();
            assert!(matches!(
                slug,
                Slug::CursorNotValid | Slug::CursorOtherSnapshot
            ));
        }
    }
}
