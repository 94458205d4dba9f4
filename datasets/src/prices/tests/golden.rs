//! Composition worked by hand: the rows of one procedure at one site, the verdict on each, and the
//! price they make.
//!
//! A row reads `component amount evidence`, the amount `100`, `100..200` (a range) or
//! `150(100..200)` (both), followed by `@date` (as of), `npi`, `mod:59`, `from:date`, `to:date`,
//! `src:name` or `file:2`, and the verdict behind `->`.

use super::fixture::{Fixture, SHARED_NPI};
use super::price_rows::{PriceRowText, csv};
use nearsite_domain::{ComponentStatus, PriceComponent, PriceStatus};
use nearsite_index::snapshot::PriceRow;
use std::fmt::Write;

struct PricingCase {
    title: &'static str,
    /// HOSP, FREE or OFFICE.
    site: &'static str,
    /// 70450 no contrast, 70460 with, 70470 without then with, 70496 angiography, 78815 varies.
    code: &'static str,
    rows: &'static [&'static str],
    price: &'static str,
}

const fn case(
    title: &'static str,
    site: &'static str,
    code: &'static str,
    rows: &'static [&'static str],
    price: &'static str,
) -> PricingCase {
    PricingCase {
        title,
        site,
        code,
        rows,
        price,
    }
}

#[rustfmt::skip]
const CASES: &[PricingCase] = &[
    // One kind of price.
    case("a global amount is the price", "FREE", "70450", &["global 412 claims -> shown"], "412.00 claims = 412.00 global claims"),
    case("a global amount includes the contrast", "FREE", "70460", &["global 412 claims -> shown"],
        "412.00 claims = 412.00 global claims + contrast packaged"),
    case("a global amount is a price at a hospital too", "HOSP", "70450", &["global 900 group_rate -> shown"],
        "900.00 group_rate = 900.00 global group_rate"),
    case("technical and professional add up, the weaker evidence counts", "FREE", "70450",
        &["technical 300 site_rate -> shown", "professional 80 claims -> shown"],
        "380.00 site_rate = 300.00 technical site_rate + 80.00 professional claims"),
    case("an office is priced like a free-standing centre", "OFFICE", "70450",
        &["professional 80 claims -> shown", "technical 300 fee_schedule -> shown"],
        "380.00 fee_schedule = 300.00 technical fee_schedule + 80.00 professional claims"),
    case("facility and professional add up at a hospital", "HOSP", "70450",
        &["facility 1500 claims -> shown", "professional 200 claims -> shown"],
        "1700.00 claims = 200.00 professional claims + 1500.00 facility claims"),
    case("the oldest date counts", "HOSP", "70450",
        &["facility 1500 claims @2026-03-01 -> shown", "professional 200 claims @2026-02-01 -> shown"],
        "1700.00 claims @2026-02-01 = 200.00 professional claims @2026-02-01 + 1500.00 facility claims @2026-03-01"),
    case("no date is the oldest", "HOSP", "70450",
        &["facility 1500 claims @2026-03-01 -> shown", "professional 200 claims -> shown"],
        "1700.00 claims = 200.00 professional claims + 1500.00 facility claims @2026-03-01"),
    // What is billed where.
    case("a technical rate loses at a hospital", "HOSP", "70450",
        &["technical 300 claims -> not_billed_here", "facility 1500 claims -> shown", "professional 200 claims -> shown"],
        "1700.00 claims = 200.00 professional claims + 1500.00 facility claims"),
    case("a facility rate loses elsewhere", "FREE", "70450",
        &["facility 1500 claims -> not_billed_here", "technical 300 claims -> shown", "professional 80 claims -> shown"],
        "380.00 claims = 300.00 technical claims + 80.00 professional claims"),
    case("a facility rate alone is no price elsewhere", "OFFICE", "70450", &["facility 1500 claims -> not_billed_here"], "none"),
    case("technical and professional are no price at a hospital", "HOSP", "70450",
        &["technical 300 claims -> not_billed_here", "professional 200 claims -> no_price"], "none"),
    // Halves.
    case("a facility amount alone is shown as an estimate", "HOSP", "70450", &["facility 1500 claims @2026-01-01 -> shown"],
        "1500.00 estimate @2026-01-01 = professional missing + 1500.00 facility claims @2026-01-01"),
    case("a professional amount alone is no price at a hospital", "HOSP", "70450", &["professional 200 claims -> no_price"], "none"),
    case("the technical part is estimated from the professional one", "FREE", "70450", &["professional 90 claims -> shown"],
        "300.00 estimate = 210.00 technical estimated + 90.00 professional claims"),
    case("the professional part is estimated from the technical one, half-up", "FREE", "70450", &["technical 100 claims -> shown"],
        "142.86 estimate = 100.00 technical claims + 42.86 professional estimated"),
    case("an estimated part is rounded by itself", "FREE", "70450", &["professional 100.01 claims -> shown"],
        "333.37 estimate = 233.36 technical estimated + 100.01 professional claims"),
    case("an estimated part may be below what a stated one must be", "FREE", "70450", &["professional 10 claims -> shown"],
        "33.33 estimate = 23.33 technical estimated + 10.00 professional claims"),
    case("the largest amount can be doubled and more", "FREE", "70460",
        &["professional 15000 claims -> shown", "contrast 10000000 claims -> shown"],
        "10050000.00 estimate = 35000.00 technical estimated + 15000.00 professional claims + 10000000.00 contrast claims"),
    case("an estimated part has the range and date of its source", "FREE", "70450", &["professional 60..120 claims @2026-04-01 -> shown"],
        "300.00 (200.00..400.00) estimate @2026-04-01 = 210.00 technical estimated @2026-04-01 + 90.00 professional claims @2026-04-01"),
    case("an ambiguous half makes an ambiguous price", "FREE", "70450",
        &["professional 60 claims -> in_range", "professional 120 claims -> in_range"],
        "ambiguous 300.00 (200.00..400.00) estimate = 210.00 technical estimated + 90.00 professional claims"),
    case("an ambiguous facility amount without a reader", "HOSP", "70450",
        &["facility 1000 claims -> in_range", "facility 2000 claims -> in_range"],
        "ambiguous 1500.00 (1000.00..2000.00) estimate = professional missing + 1500.00 facility claims"),
    // Contrast.
    case("contrast billed apart is added", "HOSP", "70460",
        &["facility 1000 claims -> shown", "professional 200 claims -> shown", "contrast 50 site_rate -> shown"],
        "1250.00 site_rate = 200.00 professional claims + 1000.00 facility claims + 50.00 contrast site_rate"),
    case("contrast without a row of its own is packaged", "HOSP", "70470",
        &["facility 1000 claims -> shown", "professional 200 claims -> shown"],
        "1200.00 claims = 200.00 professional claims + 1000.00 facility claims + contrast packaged"),
    case("angiography uses contrast", "FREE", "70496",
        &["technical 300 claims -> shown", "professional 80 claims -> shown", "contrast 50 claims -> shown"],
        "430.00 claims = 300.00 technical claims + 80.00 professional claims + 50.00 contrast claims"),
    case("a plain study takes no contrast", "FREE", "70450",
        &["technical 300 claims -> shown", "professional 80 claims -> shown", "contrast 50 claims -> contrast_not_billed"],
        "380.00 claims = 300.00 technical claims + 80.00 professional claims"),
    case("a study of which the code does not say takes no contrast", "FREE", "78815",
        &["technical 300 claims -> shown", "contrast 50 claims -> contrast_not_billed", "professional 80 claims -> shown"],
        "380.00 claims = 300.00 technical claims + 80.00 professional claims"),
    case("a global amount takes no contrast row", "FREE", "70460",
        &["global 500 claims -> shown", "contrast 50 claims -> contrast_not_billed"],
        "500.00 claims = 500.00 global claims + contrast packaged"),
    case("contrast alone is no price", "FREE", "70460", &["contrast 50 claims -> no_price"], "none"),
    case("contrast and a reader are no price at a hospital", "HOSP", "70460",
        &["contrast 50 claims -> no_price", "professional 200 claims -> no_price"], "none"),
    case("contrast adds to a facility amount alone", "HOSP", "70460",
        &["facility 1000 claims -> shown", "contrast 50 claims -> shown"],
        "1050.00 estimate = professional missing + 1000.00 facility claims + 50.00 contrast claims"),
    case("contrast adds to an estimated half", "FREE", "70460",
        &["professional 90 claims -> shown", "contrast 50 claims -> shown"],
        "350.00 estimate = 210.00 technical estimated + 90.00 professional claims + 50.00 contrast claims"),
    case("contrast no longer in effect is packaged", "FREE", "70460",
        &["technical 300 claims -> shown", "professional 80 claims -> shown", "contrast 50 claims to:2026-06-14 -> not_in_effect"],
        "380.00 claims = 300.00 technical claims + 80.00 professional claims + contrast packaged"),
    case("the date and evidence of contrast count", "FREE", "70460",
        &["technical 300 claims @2026-02-01 -> shown", "professional 80 claims @2026-02-01 -> shown",
          "contrast 50 estimate @2026-01-01 -> shown"],
        "430.00 estimate @2026-01-01 = 300.00 technical claims @2026-02-01 + 80.00 professional claims @2026-02-01 \
         + 50.00 contrast estimate @2026-01-01"),
    // Global against composed.
    case("a better supported composed price beats the global one", "FREE", "70450",
        &["global 500 fee_schedule -> other_price_won", "technical 300 claims -> shown", "professional 80 site_rate -> shown"],
        "380.00 site_rate = 300.00 technical claims + 80.00 professional site_rate"),
    case("the weakest component speaks for a composed price", "FREE", "70450",
        &["global 500 fee_schedule -> shown", "technical 300 claims -> other_price_won", "professional 80 group_rate -> other_price_won"],
        "500.00 fee_schedule = 500.00 global fee_schedule"),
    case("the global price wins ties", "HOSP", "70450",
        &["facility 1500 claims -> other_price_won", "professional 200 claims -> other_price_won", "global 900 claims -> shown"],
        "900.00 claims = 900.00 global claims"),
    case("of equal evidence the newer price wins", "FREE", "70450",
        &["global 500 claims @2026-01-01 -> other_price_won", "technical 300 claims @2026-01-02 -> shown",
          "professional 80 claims @2026-05-01 -> shown"],
        "380.00 claims @2026-01-02 = 300.00 technical claims @2026-01-02 + 80.00 professional claims @2026-05-01"),
    case("a composed price is as old as its oldest component", "FREE", "70450",
        &["global 500 claims @2020-01-01 -> shown", "technical 300 claims -> other_price_won",
          "professional 80 claims @2026-05-01 -> other_price_won"],
        "500.00 claims @2020-01-01 = 500.00 global claims @2020-01-01"),
    case("a price without a date is older than any other", "FREE", "70450",
        &["global 500 claims -> other_price_won", "technical 300 claims @2001-01-01 -> shown", "professional 80 claims @2001-01-01 -> shown"],
        "380.00 claims @2001-01-01 = 300.00 technical claims @2001-01-01 + 80.00 professional claims @2001-01-01"),
    case("an ambiguous price competes with its own evidence", "FREE", "70450",
        &["global 400 claims -> in_range", "global 600 claims -> in_range", "technical 300 site_rate -> other_price_won",
          "professional 80 site_rate -> other_price_won"],
        "ambiguous 500.00 (400.00..600.00) claims = 500.00 global claims"),
    case("an estimated half competes as an estimate", "FREE", "70450",
        &["technical 300 claims -> other_price_won", "global 500 group_rate -> shown"],
        "500.00 group_rate = 500.00 global group_rate"),
    case("a facility amount alone ties with a global estimate and loses", "HOSP", "70450",
        &["facility 1500 claims -> other_price_won", "global 900 estimate -> shown"], "900.00 estimate = 900.00 global estimate"),
    case("a newer facility amount alone beats a global estimate", "HOSP", "70450",
        &["facility 1500 claims @2026-02-02 -> shown", "global 900 estimate @2026-02-01 -> other_price_won"],
        "1500.00 estimate @2026-02-02 = professional missing + 1500.00 facility claims @2026-02-02"),
    case("a lone reader loses to a global price", "HOSP", "70450",
        &["professional 200 claims -> other_price_won", "global 900 estimate -> shown"], "900.00 estimate = 900.00 global estimate"),
    case("weak contrast pulls a composed price down", "FREE", "70460",
        &["technical 300 claims -> other_price_won", "professional 80 claims -> other_price_won",
          "contrast 50 estimate -> contrast_not_billed", "global 500 group_rate -> shown"],
        "500.00 group_rate = 500.00 global group_rate + contrast packaged"),
    case("losers within a component keep their reason", "FREE", "70450",
        &["technical 300 claims @2026-02-01 -> other_price_won", "technical 310 claims @2026-01-01 -> older",
          "technical 320 estimate -> weaker_evidence", "technical 330 claims npi -> by_npi",
          "professional 80 group_rate -> other_price_won", "global 500 claims -> shown"],
        "500.00 claims = 500.00 global claims"),
    // Within a component.
    case("a rate of the site beats one of an NPI with any evidence", "FREE", "70450",
        &["global 90 claims npi @2026-06-01 -> by_npi", "global 100 estimate -> shown"], "100.00 estimate = 100.00 global estimate"),
    case("a rate of an NPI is shown if there is no other", "FREE", "70450", &["global 90 group_rate npi -> shown"],
        "90.00 group_rate = 90.00 global group_rate"),
    case("site and NPI compete within a component alone", "FREE", "70450",
        &["technical 300 claims npi -> shown", "professional 80 claims -> shown"],
        "380.00 claims = 300.00 technical claims + 80.00 professional claims"),
    case("evidence goes claims, site rate, fee schedule, group rate, estimate", "FREE", "70450",
        &["global 500 estimate -> weaker_evidence", "global 400 group_rate -> weaker_evidence",
          "global 300 fee_schedule -> weaker_evidence", "global 200 site_rate -> weaker_evidence", "global 100 claims -> shown"],
        "100.00 claims = 100.00 global claims"),
    case("a fee schedule beats a group rate", "FREE", "70450",
        &["global 400 group_rate -> weaker_evidence", "global 300 fee_schedule -> shown"],
        "300.00 fee_schedule = 300.00 global fee_schedule"),
    case("the newest rate wins, one without a date is the oldest", "FREE", "70450",
        &["global 100 claims -> older", "global 110 claims @2026-02-01 -> shown", "global 120 claims @2026-01-31 -> older"],
        "110.00 claims @2026-02-01 = 110.00 global claims @2026-02-01"),
    case("evidence comes before the date", "FREE", "70450",
        &["global 100 claims @2020-01-01 -> shown", "global 110 site_rate @2026-02-01 -> weaker_evidence"],
        "100.00 claims @2020-01-01 = 100.00 global claims @2020-01-01"),
    case("equal rates agree and the first is shown", "FREE", "70450",
        &["global 100(90..110) claims src:a -> shown", "global 100 claims src:b -> same_amount"],
        "100.00 (90.00..110.00) claims from a = 100.00 global claims"),
    case("the first in file order is shown, ranges or not", "FREE", "70450",
        &["global 100 claims src:b -> shown", "global 100(90..110) claims src:a -> same_amount"],
        "100.00 claims from b = 100.00 global claims"),
    case("files are taken in the order given", "FREE", "70450",
        &["global 100 claims src:late file:2 -> same_amount", "global 100 claims src:early -> shown"],
        "100.00 claims from early = 100.00 global claims"),
    case("rates of equal standing that differ are ambiguous", "FREE", "70450",
        &["global 100 claims -> in_range", "global 200 claims -> in_range"],
        "ambiguous 150.00 (100.00..200.00) claims = 150.00 global claims"),
    case("the ends of an ambiguous price are its smallest and largest amounts", "FREE", "70450",
        &["global 150 claims -> in_range", "global 100 claims -> in_range", "global 210 claims -> in_range"],
        "ambiguous 155.00 (100.00..210.00) claims = 155.00 global claims"),
    case("half a cent goes up", "FREE", "70450", &["global 100 claims -> in_range", "global 100.01 claims -> in_range"],
        "ambiguous 100.01 (100.00..100.01) claims = 100.01 global claims"),
    case("a stated range ranks at its midpoint and is not ambiguous", "FREE", "70450", &["global 100.00..200.01 claims -> shown"],
        "150.01 (100.00..200.01) claims = 150.01 global claims"),
    case("a range and its midpoint agree", "FREE", "70450",
        &["global 100..200 claims -> shown", "global 150 claims -> same_amount"], "150.00 (100.00..200.00) claims = 150.00 global claims"),
    case("ambiguity is about amounts that rank, not about stated ends", "FREE", "70450",
        &["global 100..200 claims -> in_range", "global 160(10..900) claims -> in_range"],
        "ambiguous 155.00 (150.00..160.00) claims = 155.00 global claims"),
    case("an amount next to a range ranks", "FREE", "70450", &["global 110(100..200) claims -> shown"],
        "110.00 (100.00..200.00) claims = 110.00 global claims"),
    // Sums of ranges.
    case("a component without a range counts with its amount", "FREE", "70450",
        &["technical 300(250..360) claims -> shown", "professional 80 claims -> shown"],
        "380.00 (330.00..440.00) claims = 300.00 technical claims + 80.00 professional claims"),
    case("ranges add up, the contrast included", "FREE", "70460",
        &["technical 200..400 claims -> shown", "professional 80(70..90) claims -> shown", "contrast 10..11 claims -> shown"],
        "390.50 (280.00..501.00) claims = 300.00 technical claims + 80.00 professional claims + 10.50 contrast claims"),
    case("one ambiguous component makes the price ambiguous", "FREE", "70450",
        &["technical 300 claims -> in_range", "technical 400 claims -> in_range", "professional 80 claims -> shown"],
        "ambiguous 430.00 (380.00..480.00) claims = 350.00 technical claims + 80.00 professional claims"),
    // Windows and modifiers.
    case("both days of a window count", "FREE", "70450",
        &["global 100 claims from:2026-06-15 to:2026-06-15 -> shown", "global 110 claims from:2026-06-16 -> not_in_effect",
          "global 120 claims to:2026-06-14 -> not_in_effect"],
        "100.00 claims = 100.00 global claims"),
    case("rates not in effect make no price", "FREE", "70450", &["global 100 claims to:2026-06-14 -> not_in_effect"], "none"),
    case("a modifier that changes the service loses", "FREE", "70450",
        &["global 100 claims mod:59 -> modifier", "global 90 estimate -> shown"], "90.00 estimate = 90.00 global estimate"),
    case("sides are ignored", "FREE", "70450",
        &["global 100 claims mod:LT -> shown", "global 100 claims mod:rt -> same_amount"], "100.00 claims = 100.00 global claims"),
    case("26 and TC name the component", "FREE", "70450",
        &["- 80 claims mod:26 -> shown", "- 300 claims mod:tc,LT -> shown", "- 90 claims mod:26,59 -> modifier"],
        "380.00 claims = 300.00 technical claims + 80.00 professional claims"),
    case("no component and no modifier is global", "FREE", "70450", &["- 80 claims -> shown"], "80.00 claims = 80.00 global claims"),
    case("a window comes before a modifier", "FREE", "70450", &["global 1 claims mod:59 to:2020-01-01 -> not_in_effect"], "none"),
    // Bands: $50 to $15,000 for a whole CT, halves of the least for the technical part and the facility, a fifth for the reader.
    case("an amount below the band is suspect", "FREE", "70450", &["global 49.99 claims -> suspect_amount"],
        "suspect 49.99 claims = 49.99 global claims"),
    case("an amount above the band is suspect", "OFFICE", "70450", &["global 15000.01 claims -> suspect_amount"],
        "suspect 15000.01 claims = 15000.01 global claims"),
    case("both ends are in the band", "FREE", "70450", &["global 50 claims -> in_range", "global 15000 claims -> in_range"],
        "ambiguous 7525.00 (50.00..15000.00) claims = 7525.00 global claims"),
    case("the least of both halves", "FREE", "70450", &["technical 25 claims -> shown", "professional 10 claims -> shown"],
        "35.00 claims = 25.00 technical claims + 10.00 professional claims"),
    case("each part has its own band", "FREE", "70450",
        &["technical 24.99 claims -> suspect_amount", "professional 9.99 claims -> suspect_amount", "global 400 estimate -> shown"],
        "400.00 estimate = 400.00 global estimate"),
    case("a facility amount has half of the least", "HOSP", "70450",
        &["facility 24.99 claims -> suspect_amount", "facility 25 estimate -> shown"],
        "25.00 estimate = professional missing + 25.00 facility estimate"),
    case("contrast has no least amount", "FREE", "70460",
        &["technical 300 claims -> shown", "professional 80 claims -> shown", "contrast 0.01 claims -> shown"],
        "380.01 claims = 300.00 technical claims + 80.00 professional claims + 0.01 contrast claims"),
    case("the amount that ranks counts, not the ends of its range", "FREE", "70450",
        &["global 60(1..90000) claims -> shown", "global 20..79 claims -> suspect_amount"],
        "60.00 (1.00..90000.00) claims = 60.00 global claims"),
    case("a suspect does not beat anything", "FREE", "70450",
        &["global 1 claims @2026-06-01 -> suspect_amount", "global 400 estimate npi -> shown"],
        "400.00 estimate = 400.00 global estimate"),
    case("suspects are ambiguous like others, but still suspect", "FREE", "70450",
        &["global 10 claims -> suspect_amount", "global 20 claims -> suspect_amount"],
        "suspect 15.00 (10.00..20.00) claims = 15.00 global claims"),
    case("a rate that is out for another reason is not suspect", "FREE", "70450",
        &["global 1 claims to:2026-06-14 -> not_in_effect", "facility 1 claims -> not_billed_here", "global 1 claims mod:59 -> modifier"],
        "none"),
    // Sources.
    case("different sources of the components are both named", "HOSP", "70450",
        &["facility 1500 claims src:hospital -> shown", "professional 200 claims src:readers -> shown"],
        "1700.00 claims from readers; hospital = 200.00 professional claims + 1500.00 facility claims"),
    case("a source is named once", "HOSP", "70450",
        &["facility 1500 claims src:plan -> shown", "professional 200 claims src:plan -> shown"],
        "1700.00 claims from plan = 200.00 professional claims + 1500.00 facility claims"),
];

/// Reads the notation; the number is the file the row stands in.
fn row(case: &PricingCase, notation: &str) -> (usize, PriceRowText) {
    let mut words = notation.split_whitespace();
    let mut next = || words.next().unwrap();
    let (component, amount, evidence) = (next(), next(), next());
    let mut row = PriceRowText {
        registration_id: case.site.to_owned(),
        network: "blue".to_owned(),
        code: case.code.to_owned(),
        component: component.trim_matches('-').to_owned(),
        evidence: evidence.to_owned(),
        ..PriceRowText::default()
    };
    let (amount, range) = amount
        .strip_suffix(')')
        .and_then(|both| both.split_once('('))
        .unwrap_or_else(|| {
            if amount.contains("..") {
                ("", amount)
            } else {
                (amount, "")
            }
        });
    row.amount = amount.to_owned();
    if let Some((low, high)) = range.split_once("..") {
        (row.low, row.high) = (low.to_owned(), high.to_owned());
    }
    let mut file = 0;
    for word in words {
        match word.split_once(':') {
            Some(("mod", modifiers)) => row.modifier = modifiers.to_owned(),
            Some(("from", day)) => row.effective_from = day.to_owned(),
            Some(("to", day)) => row.effective_to = day.to_owned(),
            Some(("src", source)) => row.source = source.to_owned(),
            Some(("file", number)) => file = number.parse::<usize>().unwrap() - 1,
            None if word == "npi" => {
                row.registration_id.clear();
                row.npi = SHARED_NPI.to_owned();
            }
            None if word.starts_with('@') => row.as_of = word[1..].to_owned(),
            _ => panic!("{word}"),
        }
    }
    (file, row)
}

fn show(price: &PriceRow, texts: &[String]) -> String {
    let mut shown = String::new();
    if price.status != PriceStatus::Priced {
        write!(shown, "{} ", price.status).unwrap();
    }
    write!(shown, "{}", price.amount).unwrap();
    if let (Some(low), Some(high)) = (price.low, price.high) {
        write!(shown, " ({low}..{high})").unwrap();
    }
    write!(shown, " {}", price.evidence).unwrap();
    if let Some(day) = price.as_of {
        write!(shown, " @{day}").unwrap();
    }
    if let Some(source) = price.source {
        write!(shown, " from {}", texts[source as usize]).unwrap();
    }
    let parts: Vec<String> = price.components.iter().map(show_component).collect();
    format!("{shown} = {}", parts.join(" + "))
}

fn show_component(part: &PriceComponent) -> String {
    let date = part.as_of.map(|day| format!(" @{day}")).unwrap_or_default();
    match (part.status, part.amount, part.evidence) {
        (ComponentStatus::Priced, Some(amount), Some(evidence)) => {
            format!("{amount} {} {evidence}{date}", part.component)
        }
        (ComponentStatus::Estimated, Some(amount), Some(_)) => {
            format!("{amount} {} estimated{date}", part.component)
        }
        (status, None, None) => format!("{} {status}", part.component),
        other => panic!("{other:?}"),
    }
}

/// The verdict on the rate read from each line of each file, and the price, all for one site.
fn resolve(case: &PricingCase) -> (Vec<(usize, String)>, String) {
    let mut files: [Vec<PriceRowText>; 2] = Default::default();
    let mut places = Vec::new();
    for notation in case.rows {
        let (file, row) = row(case, notation.split_once(" -> ").unwrap().0);
        files[file].push(row);
        places.push((file + 1, files[file].len() + 1));
    }
    let priced = Fixture::new().price(&files.map(|rows| csv(&rows)));
    let site = super::fixture::SITES
        .iter()
        .position(|(id, _)| *id == case.site)
        .unwrap();
    let rates: Vec<_> = priced
        .rates
        .iter()
        .filter(|rate| rate.site.index() == site)
        .collect();
    let verdict_at = |&(file, line): &(usize, usize)| {
        let stands_there = |rate: &&&_| is_at(rate, file, line, &priced.texts);
        let found: Vec<_> = rates.iter().filter(stands_there).collect();
        assert_eq!(found.len(), 1, "{}: line {line}", case.title);
        (line, found[0].verdict.to_string())
    };
    let price = priced
        .prices
        .iter()
        .find(|price| price.site.index() == site);
    (
        places.iter().map(verdict_at).collect(),
        price.map_or("none".to_owned(), |price| show(price, &priced.texts)),
    )
}

fn is_at(
    rate: &nearsite_index::snapshot::RateRow,
    file: usize,
    line: usize,
    texts: &[String],
) -> bool {
    rate.line == line as u64 && texts[rate.file as usize] == format!("prices {file}")
}

#[test]
fn every_case_worked_by_hand_comes_out() {
    assert!(CASES.len() >= 60);
    for case in CASES {
        let (verdicts, price) = resolve(case);
        assert_eq!(price, case.price, "{}", case.title);
        for (notation, (line, verdict)) in case.rows.iter().zip(verdicts) {
            assert!(
                notation.ends_with(&format!(" -> {verdict}")),
                "{}, line {line}: {notation}, but {verdict}",
                case.title
            );
        }
    }
}
