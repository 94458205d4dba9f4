//! Stands in for the readers until they are merged.

use super::crew::Job;
use super::parts::FileRead;
use super::{FileFacts, Rate4, RateSink, StatedRate, Wanted};
use crate::fault::FileFault;
use crate::progress::{Listener, Progress};
use crate::source::Source;
use serde_json::Value;
use std::io::Read;

pub(super) fn read(
    job: &Job,
    wanted: &Wanted,
    sink: &mut dyn RateSink,
    listener: Listener<'_>,
) -> Result<FileRead, FileFault> {
    let mut source = Source::open(&job.path)?;
    let mut text = String::new();
    source.read_to_string(&mut text)?;
    listener(Progress::Reading {
        file: String::new(),
        bytes_read: source.bytes_read(),
        bytes_total: source.bytes_total(),
    });
    let root: Value = serde_json::from_str(&text).map_err(|_| FileFault::Structure {
        line: 1,
        what: "it is cut off",
    })?;
    let mut facts = FileFacts {
        entity: root["reporting_entity_name"].as_str().map(str::to_owned),
        payer: root["reporting_entity_name"].as_str().map(str::to_owned),
        ..FileFacts::default()
    };
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    for (record, item) in (1..).zip(list(&root["in_network"])) {
        facts.records += 1;
        let Some(code) = wanted.code(item["billing_code"].as_str().unwrap_or("")) else {
            continue;
        };
        facts.records_wanted += 1;
        let code = String::from_utf8_lossy(&code).into_owned();
        for entry in list(&item["negotiated_rates"]) {
            for id in list(&entry["provider_references"]) {
                let references = list(&root["provider_references"]);
                let Some(found) = references.iter().find(|r| r["provider_group_id"] == id) else {
                    continue;
                };
                for price in list(&entry["negotiated_prices"]) {
                    let Some(rate) = price["negotiated_rate"].as_f64() else {
                        let fault = crate::reject::Fault::field(
                            crate::reject::RejectCode::InvalidAmount,
                            "negotiated_rate",
                            "must be a decimal",
                        );
                        sink.reject(record, record, fault)?;
                        continue;
                    };
                    for group in list(&found["provider_groups"]) {
                        for npi in list(&group["npi"]) {
                            let Some(npi) = npi.as_u64().and_then(|npi| wanted.npi(npi)) else {
                                continue;
                            };
                            for name in list(&found["network_name"]) {
                                sink.rate(&StatedRate {
                                    payer: None,
                                    network_name: name.as_str(),
                                    code_type: Some("CPT"),
                                    code: &code,
                                    arrangement: Some("ffs"),
                                    negotiated_type: Some("negotiated"),
                                    rate: Rate4((rate * 10000.0).round() as i64),
                                    billing_class: Some("professional"),
                                    setting: Some("outpatient"),
                                    service_codes: &["11".to_owned()],
                                    modifiers: &[],
                                    expires_on: None,
                                    tin_type: Some("ein"),
                                    tin: group["tin"]["value"].as_str(),
                                    npi: Some(npi),
                                    group_size: 1,
                                    position: record,
                                })?;
                            }
                        }
                    }
                }
            }
        }
    }
    Ok(FileRead {
        source: job.source,
        facts,
        fingerprint: source.finish()?,
    })
}
