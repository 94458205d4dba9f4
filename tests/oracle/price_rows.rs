//! Reads one price row: its component from name or modifier, its amounts in cents, or nothing where
//! it is refused.

use super::arithmetic::rounded;
use super::calendar::Day;
use super::world::PriceRow;

/// A row as it ranks: component known, amounts in cents.
#[derive(Debug, Clone)]
pub(crate) struct Reading {
    pub(crate) by_id: bool,
    pub(crate) component: &'static str,
    pub(crate) amount: i64,
    pub(crate) low: Option<i64>,
    pub(crate) high: Option<i64>,
    pub(crate) evidence: String,
    pub(crate) as_of: Option<Day>,
    pub(crate) source: String,
}

/// Reads a row; `None` if it is refused (contradicting component, one end alone, low over high) or
/// loses at once by its modifier.
pub(crate) fn read(row: &PriceRow) -> Option<Reading> {
    let component = component_of(row)?;
    let cents = |thousandths: Option<i64>| thousandths.map(|amount| rounded(amount, 10));
    let (low, high) = (cents(row.low), cents(row.high));
    if low.is_some() != high.is_some() || low > high {
        return None;
    }
    let amount = match (cents(row.amount), low, high) {
        (Some(amount), _, _) => amount,
        (None, Some(low), Some(high)) => rounded(low + high, 2),
        _ => return None,
    };
    Some(Reading {
        by_id: row.registration_id.is_some(),
        component,
        amount,
        low,
        high,
        evidence: row.evidence.clone(),
        as_of: row.as_of,
        source: row.source.clone(),
    })
}

/// The component of a row, by name or by modifier; `None` for a contradiction and for foreign
/// modifiers.
fn component_of(row: &PriceRow) -> Option<&'static str> {
    let mut by_modifier = None;
    for modifier in row
        .modifier
        .split([' ', ','])
        .filter(|part| !part.is_empty())
    {
        match modifier {
            "26" => by_modifier = Some("professional"),
            "TC" => by_modifier = Some("technical"),
            "LT" | "RT" => {}
            _ => return None,
        }
    }
    let named = [
        "global",
        "technical",
        "professional",
        "facility",
        "contrast",
    ]
    .into_iter()
    .find(|known| *known == row.component);
    match (named, by_modifier) {
        (None, None) => Some("global"),
        (None, read) => read,
        (Some(named), None) => Some(named),
        (Some(named), Some(read)) => (named == read).then_some(named),
    }
}
