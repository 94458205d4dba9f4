//! Rates of public price files, worked by hand: what each is for, how well it is supported, and
//! that no ghost among them wins or moves a price.

use super::fixture::{FOREIGN_PROCEDURE, FOREIGN_REGION, Fixture, PricedFiles};
use super::price_rows::{HEADER, PriceRowText, csv};
use super::rates_table_file::{RatesRowText, write};
use nearsite_domain::{PriceStatus, SiteNo};

/// Prices what a plan's table and some stated rates come to.
fn price(plan: &[PriceRowText], rates: &[RatesRowText]) -> PricedFiles {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("rates.parquet");
    write(&path, rates);
    let table = if plan.is_empty() {
        format!("{HEADER}\n")
    } else {
        csv(plan)
    };
    Fixture::new().price_with_rates(&table, &path)
}

/// One stated rate beside the verdict it must get.
struct PricingCase {
    title: &'static str,
    site: u32,
    code: &'static str,
    /// As [`RatesRowText::read`] takes them, each with ` -> verdict`.
    rates: &'static [&'static str],
    /// Status, amount and evidence; empty when nothing is shown.
    price: &'static str,
}

const HOSP: u32 = 0;
const FREE: u32 = 1;
const OFFICE: u32 = 2;

const fn case(
    title: &'static str,
    site: u32,
    code: &'static str,
    rates: &'static [&'static str],
    price: &'static str,
) -> PricingCase {
    PricingCase {
        title,
        site,
        code,
        rates,
        price,
    }
}

#[rustfmt::skip]
const CASES: &[PricingCase] = &[
    // What a rate pays for, by where it is billed.
    case("the unmodified professional rate is the whole price outside hospitals", FREE, "70450",
        &["professional 412 free -> shown"], "priced 412.00 site_rate"),
    case("technical and professional lines add up", FREE, "70450",
        &["professional 300 free mod:TC -> shown", "professional 80 free mod:26 -> shown"], "priced 380.00 site_rate"),
    case("facility and reading add up at a hospital", HOSP, "70450",
        &["institutional 900 hosp -> shown", "professional 90 hosp mod:26 -> shown"], "priced 990.00 site_rate"),
    case("a facility rate alone is shown without its reading, as an estimate", HOSP, "70450",
        &["institutional 900 hosp -> shown"], "priced 900.00 estimate"),
    case("a professional rate without modifier is not billed by a hospital", HOSP, "70450",
        &["professional 412 hosp -> not_billed_here"], ""),
    case("a technical line is not billed by a hospital", HOSP, "70450",
        &["professional 300 hosp mod:TC -> not_billed_here"], ""),
    case("an institutional rate is not billed outside hospitals", FREE, "70450",
        &["institutional 900 free -> not_billed_here"], ""),
    case("a rate for both classes is a facility rate at a hospital", HOSP, "70450",
        &["both 900 hosp -> shown"], "priced 900.00 estimate"),
    case("a rate for both classes is the whole price elsewhere", OFFICE, "70450",
        &["both 412 office -> shown"], "priced 412.00 site_rate"),
    case("a rate that says nothing of its class is taken as the site bills", HOSP, "70450",
        &["unsaid 900 hosp -> shown"], "priced 900.00 estimate"),
    case("a hospital's own file prices its facility", HOSP, "70450",
        &["hospital 950 hosp -> shown", "professional 90 hosp mod:26 -> shown"], "priced 1040.00 site_rate"),
    case("the professional charge of a hospital's file is its reading", HOSP, "70450",
        &["hospital 900 hosp class:facility -> shown", "hospital 140 hosp class:professional -> shown"], "priced 1040.00 site_rate"),
    case("a hospital's charge for both classes is the facility amount", HOSP, "70450",
        &["hospital 900 hosp class:both -> shown"], "priced 900.00 estimate"),
    case("a hospital's professional charge alone is no price", HOSP, "70450",
        &["hospital 140 hosp class:Prof. -> no_price"], ""),
    case("a modifier comes before the class of a hospital's charge", HOSP, "70450",
        &["hospital 900 hosp class:facility -> shown", "hospital 140 hosp class:facility mod:26 -> shown",
          "hospital 300 hosp class:professional mod:TC -> not_billed_here"], "priced 1040.00 site_rate"),
    case("a facility amount is held to half of the band", HOSP, "70450",
        &["institutional 30 hosp -> shown", "hospital 24.99 hosp -> suspect_amount"], "priced 30.00 estimate"),
    case("classes are read in any spelling", FREE, "70450",
        &["Prof-Fee 412 free -> shown", "Inst. 900 free -> not_billed_here"], "priced 412.00 site_rate"),
    case("a hospital's own file says nothing of other sites", FREE, "70450",
        &["hospital 950 free -> not_billed_here"], ""),
    case("sides leave the price as it is", FREE, "70450",
        &["professional 412 free mod:LT -> shown"], "priced 412.00 site_rate"),
    case("any other modifier changes what is paid for", FREE, "70450",
        &["professional 412 free mod:59 -> modifier"], ""),
    case("contrast is packaged into the rate", FREE, "70460",
        &["professional 412 free -> shown"], "priced 412.00 site_rate"),
    case("a missing half is estimated", FREE, "70450",
        &["professional 90 free mod:26 -> shown"], "priced 300.00 estimate"),
    // Settings and places of service.
    case("an inpatient rate is none", HOSP, "70450",
        &["institutional 900 hosp setting:inpatient -> wrong_setting"], ""),
    case("a rate for both settings counts", HOSP, "70450",
        &["institutional 900 hosp setting:both -> shown"], "priced 900.00 estimate"),
    case("settings are read in any spelling", HOSP, "70450",
        &["institutional 900 hosp setting:Out-Patient -> shown", "institutional 900 hosp setting:IP/OP -> same_amount",
          "institutional 901 hosp setting:I/P -> wrong_setting", "institutional 902 hosp setting:Inpatient_Only -> wrong_setting"],
        "priced 900.00 estimate"),
    case("an office place covers a free-standing centre", FREE, "70450",
        &["professional 412 free pos:11 -> shown"], "priced 412.00 site_rate"),
    case("hospital places do not cover a free-standing centre", FREE, "70450",
        &["professional 412 free pos:19,22 -> wrong_place"], ""),
    case("office places do not cover a hospital", HOSP, "70450",
        &["institutional 900 hosp -> shown", "professional 90 hosp mod:26 pos:11,49 -> wrong_place"], "priced 900.00 estimate"),
    case("all places cover all", FREE, "70450",
        &["professional 412 free pos:CSTM-00 -> shown"], "priced 412.00 site_rate"),
    case("an emergency room is no place of ours", FREE, "70450",
        &["professional 412 free pos:23 -> wrong_place"], ""),
    // What is not an amount for the exam.
    case("a percentage is not dollars", FREE, "70450",
        &["professional 85.5 free type:percentage -> not_dollars"], ""),
    case("a per diem is not dollars for the exam", FREE, "70450",
        &["professional 412 free type:per_diem -> not_dollars"], ""),
    case("a bundle is not one exam", FREE, "70450",
        &["professional 412 free arrangement:bundle -> not_one_exam"], ""),
    case("capitation is not one exam", FREE, "70450",
        &["professional 412 free arrangement:capitation -> not_one_exam"], ""),
    case("arrangements and methodologies are read in any spelling", FREE, "70450",
        &["professional 100 free arrangement:Bundled_Payment -> not_one_exam", "professional 101 free type:Per-Diem -> not_dollars",
          "professional 102 free type:Percent_of_Total_Billed_Charges -> not_dollars",
          "professional 103 free arrangement:Capitated -> not_one_exam",
          "professional 412 free arrangement:Fee-for-Service type:Case-Rate -> shown"], "priced 412.00 site_rate"),
    // Dates.
    case("an expired rate is not in effect", FREE, "70450",
        &["professional 412 free expires:2026-06-14 -> not_in_effect"], ""),
    case("a rate holds on the day it expires", FREE, "70450",
        &["professional 412 free expires:2026-06-15 -> shown"], "priced 412.00 site_rate"),
    case("a rate of a file to come is not in effect", FREE, "70450",
        &["professional 412 free updated:future -> not_in_effect"], ""),
    case("the newer file wins", FREE, "70450",
        &["professional 412 free updated:may -> older", "professional 500 free -> shown"], "priced 500.00 site_rate"),
    case("a stale file gives an estimate", FREE, "70450",
        &["professional 412 free updated:old -> shown"], "priced 412.00 estimate"),
    case("a rate of a file without date is an estimate", FREE, "70450",
        &["professional 412 free updated:none -> shown"], "priced 412.00 estimate"),
    case("a rate of unknown age loses to a group rate", FREE, "70450",
        &["professional 300 free updated:none type:fee_schedule -> weaker_evidence", "professional 412 tin -> shown"], "priced 412.00 group_rate"),
    // How well a rate is supported.
    case("a rate of a group without a count is a group rate", FREE, "70450",
        &["professional 412 free group:uncounted -> shown"], "priced 412.00 group_rate"),
    case("a rate of a large group is a group rate", FREE, "70450",
        &["professional 412 free group:51 -> shown"], "priced 412.00 group_rate"),
    case("a rate for the TIN alone is a group rate", FREE, "70450",
        &["professional 412 tin -> shown"], "priced 412.00 group_rate"),
    case("a rate for the NPI beats one for the TIN", FREE, "70450",
        &["professional 300 tin -> weaker_evidence", "professional 412 free -> shown"], "priced 412.00 site_rate"),
    case("the fee schedule beats a group rate and loses to the site's own", FREE, "70450",
        &["professional 300 free group:400 -> weaker_evidence", "professional 350 free type:fee_schedule -> shown"], "priced 350.00 fee_schedule"),
    case("a derived rate is an estimate", FREE, "70450",
        &["professional 412 free type:derived -> shown"], "priced 412.00 estimate"),
    case("several amounts of equal standing are a range", FREE, "70450",
        &["professional 400 free -> in_range", "professional 500 free -> in_range"], "ambiguous 450.00 site_rate"),
    case("equal amounts agree", FREE, "70450",
        &["professional 400 free -> shown", "professional 400 free pos:11 -> same_amount"], "priced 400.00 site_rate"),
    case("the name of a network is found in any case", FREE, "70450",
        &["professional 412 free network:The_BLUE_network -> shown"], "priced 412.00 site_rate"),
    // What nobody should believe.
    case("a group of five thousand says nothing of one of them", FREE, "70450",
        &["professional 120 free group:5000 -> suspect_group"], "suspect 120.00 group_rate"),
    case("a dollar is a placeholder", FREE, "70450",
        &["professional 1 free -> suspect_amount"], "suspect 1.00 site_rate"),
    case("nothing is a placeholder", FREE, "70450",
        &["professional 0 free -> suspect_amount"], "suspect 0.00 site_rate"),
    case("a percentage taken for dollars is no amount", FREE, "70450",
        &["professional 45 free -> suspect_amount"], "suspect 45.00 site_rate"),
    case("a modality that is not registered", FREE, FOREIGN_PROCEDURE,
        &["professional 412 free -> suspect_service"], "suspect 412.00 site_rate"),
    case("a body region that is not registered", FREE, FOREIGN_REGION,
        &["professional 412 free -> suspect_service"], "suspect 412.00 site_rate"),
    case("a ghost does not touch an honest rate", FREE, "70450",
        &["professional 1 free -> suspect_amount", "professional 120 free group:5000 -> suspect_group", "professional 412 free -> shown"],
        "priced 412.00 site_rate"),
    case("a code of another type is no procedure", FREE, "70450",
        &["professional 412 free code_type:CDM -> suspect_code"], "suspect 412.00 site_rate"),
    case("codes of CPT and HCPCS in any spelling, or without a type, are procedures", FREE, "70450",
        &["professional 412 free code_type:HCPCS/CPT -> shown", "professional 412 free code_type: -> same_amount",
          "professional 300 free code_type:MS-DRG -> suspect_code"], "priced 412.00 site_rate"),
    case("a ghost that is also expired is just expired", FREE, "70450",
        &["professional 1 free expires:2026-01-01 -> not_in_effect"], ""),
];

#[test]
fn each_rate_gets_its_verdict_and_each_price_its_support() {
    for case in CASES {
        let lines: Vec<(&str, &str)> = case
            .rates
            .iter()
            .map(|line| line.split_once(" -> ").unwrap())
            .collect();
        let rates: Vec<RatesRowText> = lines
            .iter()
            .map(|(text, _)| RatesRowText::read(case.code, text))
            .collect();
        let priced = price(&[], &rates);
        let mut of_site: Vec<_> = priced
            .rates
            .iter()
            .filter(|rate| rate.site == SiteNo(case.site))
            .collect();
        of_site.sort_by_key(|rate| rate.line);
        let verdicts: Vec<&str> = of_site.iter().map(|rate| rate.verdict.as_str()).collect();
        let expected: Vec<&str> = lines.iter().map(|(_, verdict)| *verdict).collect();
        assert_eq!(verdicts, expected, "{}", case.title);
        let shown = priced
            .prices
            .iter()
            .find(|price| price.site == SiteNo(case.site));
        let shown =
            shown.map(|price| format!("{} {} {}", price.status, price.amount, price.evidence));
        assert_eq!(shown.unwrap_or_default(), case.price, "{}", case.title);
    }
}

#[test]
fn every_stated_rate_says_where_it_was_found() {
    let priced = price(&[], &[RatesRowText::read("70450", "professional 412 free")]);
    let rate = &priced.rates[0];
    assert_eq!(
        (rate.line, rate.group_size, rate.by_tin),
        (1000, Some(3), false)
    );
    assert_eq!(
        priced.texts[rate.file as usize],
        "in-network.json (blake3 00ff00ff00ff00ff)"
    );
    assert_eq!(
        priced.texts[rate.source.unwrap() as usize],
        "Blue Health, blue (payer file 2.0.0)"
    );
}

#[test]
fn a_network_nobody_maps_is_skipped_and_a_sentinel_rejected() {
    let rates = [
        "professional 412 free network:red",
        "professional 999999999 free",
        "professional -5 free",
    ];
    let priced = price(&[], &rates.map(|text| RatesRowText::read("70450", text)));
    let counts = &priced.counts[1];
    assert_eq!(
        (
            counts.read,
            counts.accepted,
            counts.skipped,
            counts.rejected
        ),
        (3, 0, 1, 2)
    );
    assert!(priced.prices.is_empty());
}

fn plan_row(site: &str, amount: &str, evidence: &str) -> PriceRowText {
    PriceRowText {
        registration_id: site.to_owned(),
        network: "blue".to_owned(),
        code: "70450".to_owned(),
        amount: amount.to_owned(),
        evidence: evidence.to_owned(),
        ..PriceRowText::default()
    }
}

#[test]
fn claims_of_the_plan_beat_every_stated_rate() {
    let plan = [plan_row("FREE", "430", "claims")];
    let priced = price(
        &plan,
        &[RatesRowText::read("70450", "professional 200 free")],
    );
    assert_eq!(priced.prices[0].amount.to_string(), "430.00");
    let verdicts: Vec<&str> = priced
        .rates
        .iter()
        .map(|rate| rate.verdict.as_str())
        .collect();
    assert_eq!(verdicts, ["shown", "by_npi"]);
}

#[test]
fn what_lies_far_from_its_peers_is_not_believed_and_moves_nobody() {
    let peers = [
        "professional 400 peer0",
        "professional 450 peer1",
        "professional 500 peer2",
    ];
    let honest: Vec<RatesRowText> = peers
        .iter()
        .map(|text| RatesRowText::read("70450", text))
        .collect();
    let alone = price(&[], &honest);
    for (amount, is_believed) in [("80", false), ("95", true), ("4800", false)] {
        let mut rates = honest.clone();
        rates.push(RatesRowText::read(
            "70450",
            &format!("professional {amount} free"),
        ));
        let priced = price(&[], &rates);
        let own = priced
            .prices
            .iter()
            .find(|price| price.site == SiteNo(FREE))
            .unwrap();
        assert_eq!(own.status == PriceStatus::Priced, is_believed, "{amount}");
        let others: Vec<_> = priced
            .prices
            .iter()
            .filter(|price| price.site != SiteNo(FREE))
            .collect();
        assert_eq!(others, alone.prices.iter().collect::<Vec<_>>());
    }
}

#[test]
fn a_plan_table_is_held_to_the_band_but_not_to_the_market() {
    let rates = [
        "professional 400 peer0",
        "professional 450 peer1",
        "professional 500 peer2",
    ];
    let rates = rates.map(|text| RatesRowText::read("70450", text));
    for (amount, status) in [
        ("49.99", PriceStatus::Suspect),
        ("50", PriceStatus::Priced),
        ("15000", PriceStatus::Priced),
        ("15000.01", PriceStatus::Suspect),
    ] {
        let priced = price(&[plan_row("FREE", amount, "claims")], &rates);
        let mut prices = priced.prices.iter();
        let own = prices.find(|price| price.site == SiteNo(FREE)).unwrap();
        assert_eq!(own.status, status, "{amount}");
    }
}
