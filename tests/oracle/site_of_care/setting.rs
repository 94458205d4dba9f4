//! The scope of the programme, the billing setting of the requested site, and contradictions
//! between the order and the registration.

use super::super::rank::Oracle;
use super::order::Order;
use super::pack::Pack;

/// The first reason that puts an order out of scope.
pub(crate) fn out_of_scope(order: &Order, pack: &Pack, oracle: &Oracle) -> Option<&'static str> {
    let scope = &pack.scope;
    let reviews =
        |words: &[String], word: &str| words.is_empty() || words.iter().any(|w| w == word);
    let procedures = &oracle.world.catalog.procedures;
    if !order
        .procedures
        .iter()
        .all(|code| reviews(&scope.modalities, &procedures[code].modality))
    {
        return Some("modality");
    }
    if !reviews(&scope.lines, &order.line) {
        return Some("line_of_business");
    }
    if !reviews(&scope.funding, &order.funding) {
        return Some("funding");
    }
    if !reviews(&scope.states, &order.state) || scope.states_off.contains(&order.state) {
        return Some("state");
    }
    let bills = place_of_service(order, oracle);
    if !is_no_hospital(bills) && !reviews(&scope.place_of_service, bills) {
        return Some("place_of_service");
    }
    None
}

/// The code that decides: the order's, else the one the site registered.
pub(crate) fn place_of_service<'a>(order: &'a Order, oracle: &'a Oracle) -> &'a str {
    let registered = oracle.world.sites[order.site].place_of_service;
    order.place_of_service.as_deref().unwrap_or(registered)
}

/// True if a code is one of an office or a free-standing site.
pub(crate) fn is_no_hospital(place_of_service: &str) -> bool {
    ["11", "49", "81"].contains(&place_of_service)
}

/// The setting of a place-of-service code, if it is one that sites register.
pub(crate) fn setting_of(place_of_service: &str) -> Option<&'static str> {
    match place_of_service {
        "11" => Some("physician_office"),
        "49" | "81" => Some("free_standing"),
        "19" | "22" => Some("hospital_outpatient"),
        _ => None,
    }
}

/// Codes of what contradicts the code that decides, and of an origin of another kind than the pack
/// counts from.
pub(crate) fn contradictions(order: &Order, pack: &Pack, oracle: &Oracle) -> Vec<&'static str> {
    let site = &oracle.world.sites[order.site];
    let billed = setting_of(place_of_service(order, oracle));
    let is_hospital = |setting: &str| setting == "hospital_outpatient";
    let mut found = Vec::new();
    if let (Some(declared), Some(billed)) = (site.declared_setting, billed)
        && is_hospital(declared) != is_hospital(billed)
    {
        found.push("declared_setting");
    }
    let ordered = order.place_of_service.as_deref();
    if ordered.is_some_and(|ordered| ordered != site.place_of_service) {
        found.push("ordered_place_of_service");
    }
    let owner = site
        .organization
        .as_ref()
        .map_or("", |organization| organization.owner_type);
    let owned_by_hospital = ["hospital", "health_system"].contains(&owner);
    if owned_by_hospital && billed.is_some_and(|billed| !is_hospital(billed)) {
        found.push("owner");
    }
    if pack
        .access
        .origin
        .as_ref()
        .is_some_and(|kind| *kind != order.start.kind)
    {
        found.push("origin_kind");
    }
    found
}
