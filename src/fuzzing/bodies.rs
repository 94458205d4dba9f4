//! Bodies of searches, of evaluations, of the procedure finder and of suggestions.

use super::refusal;
use crate::api::canonical::canonical;
use crate::api::cursor::MAX_CURSOR_BYTES;
use crate::api::params::{AskedSearch, read_evaluation, read_search};
use crate::api::search::Page;
use crate::api::{procedures, suggest};
use crate::error::Slug;
use nearsite_index::domain::{Audience, Cents, Day, MilesHundredths, Sedation};
use nearsite_index::site_of_care::{Order, Stated, StatedAccess};
use std::sync::LazyLock;

const SNAPSHOT: &str = "00112233445566778899aabbccddeeff";

/// The service date of searches that name none.
static TODAY: LazyLock<Day> = LazyLock::new(|| "2026-11-22".parse().expect("a day"));

/// A search.
///
/// # Panics
/// When a request is accepted that is out of bounds, equal requests differ, or a refusal says too much.
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
/// When an order is accepted that is out of bounds, equal orders differ, or a refusal says too much.
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

/// The words of the procedure finder.
///
/// # Panics
/// When a refusal says too much.
pub fn find_body(bytes: &[u8]) {
    match procedures::read(bytes) {
        Ok(text) => assert!(!text.canonical().is_empty()),
        Err(error) => refusal::check(&error, bytes),
    }
}

/// What was typed so far.
///
/// # Panics
/// When a limit is out of bounds or a refusal says too much.
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
        assert!(fact.names_a_site() || !matches!(stated, Stated::At(_)));
    }
    if let Some(StatedAccess::Miles(miles)) = order.access {
        assert!((10..=25_000).contains(&miles.0));
    }
}

/// A page is the first one, or refused for its cursor: nobody makes a cursor by chance.
fn check_page(asked: AskedSearch) {
    let form = canonical(&asked.request);
    assert_eq!(form, canonical(&asked.request.clone()));
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
