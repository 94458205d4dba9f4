//! The chain behind one price: the price, every rate found for it with its position, and why each
//! won or lost.

use super::Failure;
use super::table::{Table, plain};
use nearsite_domain::{PriceComponent, PriceStatus, SiteNo, Verdict, Window};
use nearsite_index::snapshot::{Price, RateRow, Snapshot};
use std::fmt::Display;

/// Prints the chain behind a site's price as text.
pub(super) fn price_chain(
    snapshot: &Snapshot,
    site: SiteNo,
    code: &str,
    network_name: &str,
) -> Result<String, Failure> {
    let unknown = |what: &str, name: &str| {
        Failure::bad_input(format!(
            "there is no {what} {} in snapshot {}",
            plain(name),
            snapshot.id()
        ))
    };
    let procedure = snapshot
        .catalog()
        .find(code)
        .ok_or_else(|| unknown("procedure", code))?;
    let network = snapshot
        .find_network(network_name)
        .ok_or_else(|| unknown("network", network_name))?;
    let found = snapshot
        .find_price(network, procedure, site)
        .or_else(|| snapshot.find_suspect(network, procedure, site));
    let mut lines = vec![format!(
        "{} at {} in {}, as of {}",
        snapshot.catalog().get(procedure).name,
        snapshot.registration_id(site),
        plain(network_name),
        snapshot.prices_as_of()
    )];
    match found {
        Some(number) => lines.extend(price_lines(&snapshot.price(number)?)),
        None => lines.push("no price: what was found adds up to none".to_owned()),
    }
    let rates = snapshot.rates(network, procedure, site)?;
    if rates.is_empty() {
        lines.push("no rate was found".to_owned());
    } else {
        lines.push(rate_table(snapshot, &rates).to_string());
    }
    Ok(lines.join("\n"))
}

fn price_lines(price: &Price<'_>) -> Vec<String> {
    let Price {
        amount, evidence, ..
    } = price;
    let range = price
        .low
        .zip(price.high)
        .map(|(low, high)| format!(" (${low} to ${high})"));
    let range = range.unwrap_or_default();
    let head = match price.status {
        PriceStatus::Priced => format!("price ${amount}{range}, {evidence}"),
        PriceStatus::Ambiguous => {
            format!(
                "price ${amount}{range}, ambiguous: the middle of contradicting rates, {evidence}"
            )
        }
        PriceStatus::Suspect => {
            format!("no price: ${amount}{range} would be, but nothing behind it is believed")
        }
    };
    let mut lines = vec![head];
    lines.extend(price.components.iter().map(component_line));
    lines
}

fn component_line(part: &PriceComponent) -> String {
    let amount = part
        .amount
        .map(|amount| format!(" ${amount}"))
        .unwrap_or_default();
    let evidence = part
        .evidence
        .map(|evidence| format!(", {evidence}"))
        .unwrap_or_default();
    format!("  {} {}{amount}{evidence}", part.component, part.status)
}

fn rate_table(snapshot: &Snapshot, rates: &[RateRow]) -> Table<11> {
    let headings = [
        "verdict",
        "component",
        "amount",
        "evidence",
        "for",
        "group",
        "modifier",
        "days",
        "as of",
        "source",
        "where",
    ];
    let mut table = Table::new(headings).align_right(&[2, 5]);
    let mut in_order: Vec<&RateRow> = rates.iter().collect();
    in_order.sort_by_key(|rate| !matches!(rate.verdict, Verdict::Shown | Verdict::InRange));
    for rate in in_order {
        let text = |position: Option<u32>| {
            let text = position.and_then(|position| snapshot.text(position));
            text.unwrap_or_default().to_owned()
        };
        table.row([
            rate.verdict.to_string(),
            rate.component.to_string(),
            amount(rate),
            rate.evidence.to_string(),
            subject(rate),
            optional(rate.group_size),
            text(rate.modifier),
            days(rate.window),
            optional(rate.as_of),
            text(rate.source),
            format!("{}: {}", text(Some(rate.file)), rate.line),
        ]);
    }
    table
}

fn subject(rate: &RateRow) -> String {
    match rate.npi {
        Some(npi) => npi.to_string(),
        None if rate.by_tin => "TIN".to_owned(),
        None => "site".to_owned(),
    }
}

/// Formats the amount. A percentage or a rate per day is not in dollars.
fn amount(rate: &RateRow) -> String {
    if rate.verdict == Verdict::NotDollars {
        rate.amount.to_string()
    } else {
        format!("${}", rate.amount)
    }
}

fn days(Window { from, to }: Window) -> String {
    if from.is_none() && to.is_none() {
        return String::new();
    }
    format!("{}..{}", optional(from), optional(to))
}

fn optional<T: Display>(value: Option<T>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}
