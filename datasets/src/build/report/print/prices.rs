//! Prints the part of the report about prices: coverage by network, verdicts on rates, unmapped
//! network names, and changes.

use crate::build::report::{BuildReport, PriceChanges};
use crate::prices::{NamedRates, NetworkCoverage, UnmatchedNetworks};
use nearsite_domain::{Cents, Evidence};
use std::fmt::{self, Formatter};

/// Most unmapped network names shown.
const SHOWN_NAMES: usize = 20;
/// Most changed medians shown.
const SHOWN_MEDIANS: usize = 10;

pub(super) fn write(f: &mut Formatter<'_>, report: &BuildReport, width: usize) -> fmt::Result {
    let priced = || {
        report
            .coverage
            .iter()
            .filter(|(_, of)| !of.rates_by_verdict.is_empty())
    };
    if priced().next().is_some() {
        heading(f, width)?;
        priced().try_for_each(|(name, coverage)| row(f, name, width, coverage))?;
        writeln!(f, "\nrates by verdict")?;
        priced().try_for_each(|(name, coverage)| verdicts(f, name, width, coverage))?;
    }
    unmatched(f, &report.unmatched)?;
    report
        .changes
        .as_ref()
        .map_or(Ok(()), |found| changes(f, found))
}

fn heading(f: &mut Formatter<'_>, width: usize) -> fmt::Result {
    write!(
        f,
        "\n{:<width$}  {:>7}  {:>7}  {:>8}  {:>7}",
        "prices", "sites", "codes", "pairs", "suspect"
    )?;
    Evidence::ALL
        .iter()
        .try_for_each(|word| write!(f, "  {word:>12}"))?;
    writeln!(f)
}

fn row(f: &mut Formatter<'_>, name: &str, width: usize, of: &NetworkCoverage) -> fmt::Result {
    let NetworkCoverage {
        sites,
        procedures,
        prices,
        suspect,
        ..
    } = of;
    write!(
        f,
        "{name:<width$}  {sites:>7}  {procedures:>7}  {prices:>8}  {suspect:>7}"
    )?;
    Evidence::ALL.iter().try_for_each(|word| {
        let count = of.by_evidence.get(word.as_str()).copied().unwrap_or(0);
        write!(f, "  {count:>12}")
    })?;
    writeln!(f)
}

fn verdicts(f: &mut Formatter<'_>, name: &str, width: usize, of: &NetworkCoverage) -> fmt::Result {
    let counts: Vec<String> = of
        .rates_by_verdict
        .iter()
        .map(|(verdict, count)| format!("{verdict} {count}"))
        .collect();
    writeln!(f, "{name:<width$}  {}", counts.join(", "))
}

fn unmatched(f: &mut Formatter<'_>, unmatched: &UnmatchedNetworks) -> fmt::Result {
    if unmatched.pairs.is_empty() {
        return Ok(());
    }
    writeln!(f, "\nunmapped networks, with their rates")?;
    let mut pairs: Vec<_> = unmatched.pairs.iter().collect();
    pairs.sort_by_key(|&pair| (std::cmp::Reverse(pair.rates), pair));
    for pair in pairs.iter().take(SHOWN_NAMES) {
        let NamedRates {
            payer,
            network_name,
            rates,
        } = pair;
        let name = network_name.escape_debug();
        if payer.is_empty() || payer == network_name {
            writeln!(f, "  {rates:>10}  {name}")?;
        } else {
            writeln!(f, "  {rates:>10}  {name} of {}", payer.escape_debug())?;
        }
    }
    let further = pairs.len().saturating_sub(SHOWN_NAMES);
    if further > 0 || unmatched.further > 0 {
        writeln!(
            f,
            "  {further} more names, and {} rates under names that are not listed",
            unmatched.further
        )?;
    }
    Ok(())
}

fn changes(f: &mut Formatter<'_>, changes: &PriceChanges) -> fmt::Result {
    let PriceChanges {
        against,
        moved_medians,
        first_moved,
        lost_networks,
        suspect_before,
        suspect_now,
    } = changes;
    writeln!(
        f,
        "\nagainst snapshot {against}: {moved_medians} medians changed by over 20 %, suspect pairs {suspect_before} before and \
         {suspect_now} now"
    )?;
    for median in first_moved.iter().take(SHOWN_MEDIANS) {
        let (before, now) = (Cents(median.before_cents), Cents(median.now_cents));
        writeln!(
            f,
            "  {} {}: ${before} before, ${now} now",
            median.network, median.procedure
        )?;
    }
    if !lost_networks.is_empty() {
        writeln!(
            f,
            "  networks that had prices and have none: {}",
            lost_networks.join(", ")
        )?;
    }
    Ok(())
}
