//! Random tables through the front door, compared line by line with what the slow rules say.

use super::expected::{EVIDENCE, ExpectedAmount, expected_group, expected_row};
use super::fixture::{Fixture, HOSPITAL_NPI, NETWORKS, PROCEDURES, SHARED_NPI, SITES};
use super::price_rows::{PriceRowText, csv};
use nearsite_domain::{Contrast, PriceComponent, Setting};
use proptest::prelude::*;

/// Everything that comes of the files, as sorted lines.
fn expected_lines(files: &[Vec<PriceRowText>]) -> Vec<String> {
    let mut lines = Vec::new();
    for (site, (id, setting)) in SITES.iter().enumerate() {
        for network in NETWORKS {
            for (code, contrast) in PROCEDURES {
                let speaks_here = |row: &PriceRowText| match row.registration_id.as_str() {
                    "" => row.npi == SHARED_NPI || row.npi == HOSPITAL_NPI && site == 0,
                    stated => stated == *id,
                };
                let mut rows = Vec::new();
                for (file, all) in files.iter().enumerate() {
                    for (number, row) in all.iter().enumerate() {
                        let repeated = all[..number].contains(row);
                        if !repeated
                            && speaks_here(row)
                            && row.network == network
                            && row.code == code
                        {
                            rows.push(expected_row(row, (file + 1, number + 2)));
                        }
                    }
                }
                let contrast_code = !matches!(contrast, Contrast::None | Contrast::Varies);
                let (price, verdicts) = expected_group(
                    &rows,
                    *setting == Setting::HospitalOutpatient,
                    contrast_code,
                );
                let key = format!("{site} {network} {code}");
                lines.extend(
                    verdicts.iter().map(|((file, line), verdict)| {
                        format!("{key} rate {file}:{line} {verdict}")
                    }),
                );
                if let Some((worth, mut words)) = price {
                    words.sort();
                    lines.push(format!("{key} price {worth:?} {words:?}"));
                }
            }
        }
    }
    lines.sort();
    lines
}

/// The same lines from the code under test.
fn actual_lines(files: &[Vec<PriceRowText>]) -> Vec<String> {
    let priced = Fixture::new().price(&files.iter().map(|rows| csv(rows)).collect::<Vec<_>>());
    let key = |site: u32, network: u32, procedure: u32| {
        format!(
            "{site} {} {}",
            NETWORKS[network as usize], PROCEDURES[procedure as usize].0
        )
    };
    let mut lines: Vec<String> = Vec::new();
    for rate in &priced.rates {
        let file = priced.texts[rate.file as usize]
            .strip_prefix("prices ")
            .unwrap();
        let key = key(rate.site.0, rate.network.0, rate.procedure.0);
        lines.push(format!("{key} rate {file}:{} {}", rate.line, rate.verdict));
    }
    for price in &priced.prices {
        let worth = ExpectedAmount {
            amount: price.amount.0,
            range: price.low.zip(price.high).map(|(low, high)| (low.0, high.0)),
            evidence: price.evidence as usize,
            as_of: price.as_of.map(|day| day.to_string()).unwrap_or_default(),
            ambiguous: price.status.as_str() == "ambiguous",
        };
        let word = |part: &PriceComponent| match (part.amount, part.evidence) {
            (Some(amount), Some(evidence)) => {
                format!("{} {} {} {evidence}", part.component, part.status, amount.0)
            }
            _ => format!("{} {}", part.component, part.status),
        };
        let mut words: Vec<String> = price.components.iter().map(word).collect();
        words.extend((price.status.as_str() == "suspect").then(|| "suspect".to_owned()));
        words.sort();
        lines.push(format!(
            "{} price {worth:?} {words:?}",
            key(price.site.0, price.network.0, price.procedure.0)
        ));
    }
    lines.sort();
    lines
}

fn row() -> impl Strategy<Value = PriceRowText> {
    let subject = prop_oneof![
        4 => prop::sample::select(vec!["HOSP", "FREE", "OFFICE"]).prop_map(|id| (id, "")),
        1 => Just(("", SHARED_NPI)),
        1 => Just(("", HOSPITAL_NPI)),
        1 => Just(("HOSP", SHARED_NPI)),
    ];
    let what = prop::sample::select(vec![
        ("", ""),
        ("", "global"),
        ("26", ""),
        ("TC", ""),
        ("", "technical"),
        ("", "professional"),
        ("26,RT", "professional"),
        ("", "facility"),
        ("", "facility"),
        ("", "contrast"),
        ("LT", "global"),
        ("59", ""),
        ("26 52", ""),
    ]);
    let money = prop::sample::select(vec![
        ("100", "", ""),
        ("100.00", "", ""),
        ("100.01", "", ""),
        ("250.50", "", ""),
        ("", "90.00", "110.00"),
        ("", "90", "110.01"),
        ("100", "90", "120"),
        ("250.50", "10", "900"),
        ("0.01", "", ""),
        ("9.99", "", ""),
        ("10", "", ""),
        ("25", "", ""),
        ("49.99", "", ""),
        ("", "1", "98.99"),
        ("15000", "", ""),
        ("15000.01", "", ""),
        ("10000000", "", ""),
    ]);
    let when = prop::sample::select(vec![
        ("", ""),
        ("", ""),
        ("", ""),
        ("2026-06-15", ""),
        ("2026-06-16", ""),
        ("", "2026-06-15"),
        ("", "2026-06-14"),
        ("2026-06-15", "2026-06-15"),
    ]);
    let evidence = prop::sample::select(EVIDENCE.to_vec());
    let as_of = prop::sample::select(vec!["", "2026-01-01", "2026-05-01"]);
    // Few networks and codes, so that rows meet.
    let place = (
        prop::sample::select(vec![0, 0, 0, 1_usize]),
        prop::sample::select(vec![0, 1, 1, 2, 3, 4_usize]),
    );
    (subject, what, money, when, evidence, as_of, place).prop_map(
        |(subject, what, money, when, evidence, as_of, place)| {
            let (modifier, component) = what;
            PriceRowText {
                registration_id: subject.0.to_owned(),
                npi: subject.1.to_owned(),
                network: NETWORKS[place.0].to_owned(),
                code: PROCEDURES[place.1].0.to_owned(),
                modifier: modifier.to_owned(),
                component: component.to_owned(),
                amount: money.0.to_owned(),
                low: money.1.to_owned(),
                high: money.2.to_owned(),
                evidence: evidence.to_owned(),
                effective_from: when.0.to_owned(),
                effective_to: when.1.to_owned(),
                as_of: as_of.to_owned(),
                ..PriceRowText::default()
            }
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]
    #[test]
    fn random_tables_resolve_as_the_slow_rules_say(
        first in prop::collection::vec(row(), 1..60),
        second in prop::collection::vec(row(), 1..30),
    ) {
        let files = [first, second];
        prop_assert_eq!(actual_lines(&files), expected_lines(&files));
    }
}
