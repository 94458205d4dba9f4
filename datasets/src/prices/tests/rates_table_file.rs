//! Tables of stated rates as `nearsite rates` writes them, made from a few words.

use super::fixture::{FREE_NPI, FREE_TIN, HOSPITAL_NPI, OFFICE_NPI, PEER_NPIS, SHARED_NPI};
use nearsite_domain::Day;
use polars::prelude::*;
use std::path::Path;

/// One stated rate.
#[derive(Debug, Clone)]
pub(super) struct RatesRowText {
    pub(super) source: &'static str,
    pub(super) network_name: Option<String>,
    pub(super) payer: Option<String>,
    pub(super) updated: Option<&'static str>,
    pub(super) expires: Option<String>,
    pub(super) code: String,
    pub(super) code_type: String,
    pub(super) arrangement: String,
    pub(super) negotiated_type: String,
    pub(super) rate: String,
    pub(super) billing_class: Option<String>,
    pub(super) setting: Option<String>,
    pub(super) service_codes: Vec<String>,
    pub(super) modifiers: Vec<String>,
    pub(super) tin: Option<String>,
    pub(super) npi: Option<String>,
    pub(super) group_size: Option<u32>,
}

impl RatesRowText {
    /// Reads `class amount provider word...`: class `professional`, `institutional`, `both`,
    /// `unsaid`, `hospital` or any word, provider `free`, `office`, `hosp`, `shared`, `peer0..2` or `tin`;
    /// the words say what differs from a plain current rate.
    pub(super) fn read(code: &str, text: &str) -> Self {
        let words: Vec<&str> = text.split_whitespace().collect();
        let [class, rate, provider, rest @ ..] = words.as_slice() else {
            panic!("{text}");
        };
        let npi = match *provider {
            "free" => Some(FREE_NPI),
            "office" => Some(OFFICE_NPI),
            "hosp" => Some(HOSPITAL_NPI),
            "shared" => Some(SHARED_NPI),
            "tin" => None,
            peer => Some(PEER_NPIS[peer.trim_start_matches("peer").parse::<usize>().unwrap()]),
        };
        let mut stated = Self {
            source: if *class == "hospital" {
                "hospital_file"
            } else {
                "payer_file"
            },
            network_name: Some("blue".to_owned()),
            payer: Some("Blue Health".to_owned()),
            updated: Some("2026-06-01"),
            expires: Some("9999-12-31".to_owned()),
            code: code.to_owned(),
            code_type: "CPT".to_owned(),
            arrangement: "ffs".to_owned(),
            negotiated_type: "negotiated".to_owned(),
            rate: (*rate).to_owned(),
            billing_class: Some((*class).to_owned())
                .filter(|class| class != "unsaid" && class != "hospital"),
            setting: Some("outpatient".to_owned()),
            service_codes: Vec::new(),
            modifiers: Vec::new(),
            tin: Some(FREE_TIN.to_owned()),
            npi: npi.map(str::to_owned),
            group_size: Some(3),
        };
        for word in rest {
            stated.apply(word);
        }
        stated
    }

    fn apply(&mut self, word: &str) {
        let (key, value) = word.split_once(':').unwrap_or((word, ""));
        let list = || value.split(',').map(str::to_owned).collect();
        match key {
            "pos" => self.service_codes = list(),
            "mod" => self.modifiers = list(),
            "code_type" => self.code_type = value.replace('_', " "),
            "type" => self.negotiated_type = value.replace('_', " "),
            "arrangement" => self.arrangement = value.replace('_', " "),
            "setting" => self.setting = Some(value.replace('_', " ")),
            "class" => self.billing_class = Some(value.to_owned()),
            "group" => self.group_size = value.parse().ok(),
            "expires" => self.expires = Some(value.to_owned()),
            "updated" => {
                self.updated = match value {
                    "none" => None,
                    "old" => Some("2024-01-01"),
                    "future" => Some("2026-07-01"),
                    "may" => Some("2026-05-01"),
                    other => panic!("{other}"),
                }
            }
            "network" => {
                self.network_name = Some(value.replace('_', " ")).filter(|name| !name.is_empty());
            }
            other => panic!("{other}"),
        }
    }
}

fn days<'a>(texts: impl Iterator<Item = Option<&'a str>>) -> Series {
    let days: Vec<Option<i32>> = texts
        .map(|text| text.map(|text| text.parse::<Day>().unwrap().days_since_epoch()))
        .collect();
    Series::new("".into(), days).cast(&DataType::Date).unwrap()
}

fn lists<'a>(lists: impl Iterator<Item = &'a Vec<String>>) -> Series {
    let series: Vec<Series> = lists
        .map(|list| {
            Series::new("".into(), list.as_slice())
                .cast(&DataType::String)
                .unwrap()
        })
        .collect();
    Series::new("".into(), series)
}

/// Writes the table with the types of the format.
pub(super) fn write(path: &Path, rates: &[RatesRowText]) {
    let text = |cell: &dyn Fn(&RatesRowText) -> Option<String>| {
        Series::new("".into(), rates.iter().map(cell).collect::<Vec<_>>())
    };
    let decimals = |cell: &dyn Fn(&RatesRowText) -> Option<String>| {
        text(cell).cast(&DataType::Decimal(18, 4)).unwrap()
    };
    let columns = [
        ("source", text(&|rate| Some(rate.source.to_owned()))),
        ("file", text(&|_| Some("in-network.json".to_owned()))),
        ("file_blake3", text(&|_| Some("00ff".repeat(16)))),
        ("entity", text(&|_| Some("Blue Health".to_owned()))),
        ("payer", text(&|rate| rate.payer.clone())),
        ("network_name", text(&|rate| rate.network_name.clone())),
        (
            "last_updated_on",
            days(rates.iter().map(|rate| rate.updated)),
        ),
        ("schema_version", text(&|_| Some("2.0.0".to_owned()))),
        ("code_type", text(&|rate| Some(rate.code_type.clone()))),
        ("code", text(&|rate| Some(rate.code.clone()))),
        ("arrangement", text(&|rate| Some(rate.arrangement.clone()))),
        (
            "negotiated_type",
            text(&|rate| Some(rate.negotiated_type.clone())),
        ),
        ("rate", decimals(&|rate| Some(rate.rate.clone()))),
        ("billing_class", text(&|rate| rate.billing_class.clone())),
        ("setting", text(&|rate| rate.setting.clone())),
        (
            "service_codes",
            lists(rates.iter().map(|rate| &rate.service_codes)),
        ),
        ("modifiers", lists(rates.iter().map(|rate| &rate.modifiers))),
        (
            "expires_on",
            days(rates.iter().map(|rate| rate.expires.as_deref())),
        ),
        ("tin_type", text(&|_| Some("ein".to_owned()))),
        ("tin", text(&|rate| rate.tin.clone())),
        ("npi", text(&|rate| rate.npi.clone())),
        (
            "group_size",
            Series::new(
                "".into(),
                rates.iter().map(|rate| rate.group_size).collect::<Vec<_>>(),
            ),
        ),
        (
            "position",
            Series::new(
                "".into(),
                (0..rates.len() as u64)
                    .map(|row| 1000 + row)
                    .collect::<Vec<_>>(),
            ),
        ),
    ];
    let columns = columns.map(|(name, series)| series.with_name(name.into()).into_column());
    let mut frame = DataFrame::new_infer_height(columns.into()).unwrap();
    ParquetWriter::new(std::fs::File::create(path).unwrap())
        .finish(&mut frame)
        .unwrap();
}
