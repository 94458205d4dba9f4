//! Published price files of the nation: one payer's in-network file (schema 2.0) and one hospital's
//! standard charges (CSV tall, 3.0).
//!
//! They have the rates of real files: professional rates, pairs of technical and professional
//! rates, and facility rates of hospitals. They also have the problems of real files: rates for
//! exams a site does not do, a group shared by thousands, placeholders of one dollar, and
//! percentages.

use std::fmt::Write;

use super::levels::{POPULAR, facility_cents};
use super::networks::NetworkMembership;
use super::options::{SynthCode, SynthContrast};
use super::random::hash;
use super::site_kinds::{SynthModality, SynthSetting};
use super::sites::SynthSite;

/// The network the payer's file is about.
const NETWORK: &str = "crest-select-epo";
/// Most sites of the network the file names.
const MOST_SITES: usize = 400;
/// Procedures the files price: the most popular ones.
const PROCEDURES: usize = 16;
/// State of the hospital that publishes a file.
const HOSPITAL_STATE: &str = "TX";
/// Date of both files.
const UPDATED: &str = "2026-09-01";
/// Providers in the implausibly large group.
const CROWD: u64 = 1500;
/// First NPI of the large group. These NPIs fail the check digit, so they belong to no one.
const FIRST_OF_CROWD: u64 = 1_990_000_001;

/// One provider of the payer's file.
struct FileProvider {
    id: String,
    npi: String,
    tin: String,
    setting: SynthSetting,
    level_per_mille: i64,
}

/// The two files being collected.
pub(super) struct PriceFiles {
    providers: Vec<FileProvider>,
    network_name: &'static str,
    hospital: Option<FileHospital>,
}

/// The hospital that publishes a file: the first of the network in [`HOSPITAL_STATE`].
struct FileHospital {
    name: String,
    address: String,
    provider: FileProvider,
}

impl PriceFiles {
    /// Starts with no sites.
    pub(super) const fn new() -> Self {
        Self {
            providers: Vec::new(),
            network_name: "",
            hospital: None,
        }
    }

    /// Notes a site, if it is in the network.
    pub(super) fn note(&mut self, site: &SynthSite<'_>, joined: &[NetworkMembership]) {
        let Some(member) = joined.iter().find(|member| member.network.id == NETWORK) else {
            return;
        };
        self.network_name = member.network.name;
        let provider = || FileProvider {
            id: site.id.clone(),
            npi: site.npi.clone(),
            tin: site.organization.tin.clone(),
            setting: site.setting,
            level_per_mille: level_per_mille(site),
        };
        let address = &site.address;
        let publishes =
            site.setting == SynthSetting::HospitalOutpatient && address.state == HOSPITAL_STATE;
        if publishes && self.hospital.is_none() {
            self.hospital = Some(FileHospital {
                name: site.name.clone(),
                address: format!(
                    "1 Fictional Way, {}, {} {}",
                    address.city, address.state, address.zip
                ),
                provider: provider(),
            });
        }
        if self.providers.len() < MOST_SITES {
            self.providers.push(provider());
        }
    }

    /// Returns the payer's file as JSON.
    pub(super) fn payer_file(&self, catalog: &[SynthCode]) -> String {
        let references: Vec<String> = (1..)
            .zip(&self.providers)
            .map(|(number, provider)| self.reference(number, provider))
            .chain([self.crowd()])
            .collect();
        let items: Vec<String> = procedures(catalog).map(|code| self.item(code)).collect();
        format!(
            "{{\"reporting_entity_name\":\"Meridian Crest Health (fictional)\",\"reporting_entity_type\":\"health insurance issuer\",\
             \"last_updated_on\":\"{UPDATED}\",\"version\":\"2.0.0\",\n\"provider_references\":[\n{}\n],\n\"in_network\":[\n{}\n]}}\n",
            references.join(",\n"),
            items.join(",\n")
        )
    }

    /// Returns the name and text of the hospital's file; none if the network has no hospital.
    pub(super) fn hospital_file(&self, catalog: &[SynthCode]) -> Option<(String, String)> {
        let FileHospital {
            name,
            address,
            provider: hospital,
        } = self.hospital.as_ref()?;
        let FileProvider { tin, npi, .. } = hospital;
        let mut text = format!(
            "hospital_name,last_updated_on,version,location_name,hospital_address,license_number|{HOSPITAL_STATE},type_2_npi,attester_name\n\
             {name},{UPDATED},3.0.0,{name},\"{address}\",0000,{npi},Nobody\n\
             description,code|1,code|1|type,code|2,code|2|type,setting,modifiers,payer_name,plan_name,standard_charge|gross,\
             standard_charge|negotiated_dollar,standard_charge|negotiated_percentage,standard_charge|methodology\n"
        );
        for (row, code) in procedures(catalog).enumerate() {
            let cents = facility_amount(hospital, code);
            let plan = self.network_name;
            let gross = dollars(cents * 4);
            let (number, cents) = (&code.code, dollars(cents));
            // Writing to a string does not fail.
            let _ = writeln!(
                text,
                "imaging charge {row},0610,RC,{number},CPT,outpatient,,Meridian Crest Health,{plan},{gross},{cents},,fee schedule"
            );
            let _ = writeln!(
                text,
                "imaging charge {row},0610,RC,{number},CPT,outpatient,,Prairie Shield,all plans,{gross},,62.5,percent of total billed charges"
            );
        }
        Some((format!("{tin}_sample-hospital_standardcharges.csv"), text))
    }

    fn reference(&self, number: usize, FileProvider { npi, tin, .. }: &FileProvider) -> String {
        let network = self.network_name;
        format!(
            "{{\"provider_group_id\":{number},\"network_name\":[\"{network}\"],\"provider_groups\":[{{\"npi\":[{npi}],\
             \"tin\":{{\"type\":\"ein\",\"value\":\"{tin}\",\"business_name\":\"fictional\"}}}}]}}"
        )
    }

    /// Returns the provider reference of a group with 1,500 NPIs, including two sites, that share
    /// one rate.
    fn crowd(&self) -> String {
        let invented = (FIRST_OF_CROWD..FIRST_OF_CROWD + CROWD).map(|npi| npi.to_string());
        let real = self
            .providers
            .iter()
            .take(2)
            .map(|provider| provider.npi.clone());
        let npis: Vec<String> = real.chain(invented).collect();
        let network = self.network_name;
        format!(
            "{{\"provider_group_id\":0,\"network_name\":[\"{network}\"],\"provider_groups\":[{{\"npi\":[{}],\
             \"tin\":{{\"type\":\"ein\",\"value\":\"170000000\",\"business_name\":\"fictional\"}}}}]}}",
            npis.join(",")
        )
    }

    fn item(&self, code: &SynthCode) -> String {
        let rates: Vec<String> = (1..)
            .zip(&self.providers)
            .map(|(number, provider)| rate(number, &prices(provider, code)))
            .chain([rate(0, &[price(900, "professional", "negotiated", "")])])
            .collect();
        let number = &code.code;
        format!(
            "{{\"negotiation_arrangement\":\"ffs\",\"name\":\"imaging\",\"billing_code_type\":\"CPT\",\"billing_code_type_version\":\"2026\",\
             \"billing_code\":\"{number}\",\"description\":\"imaging\",\"negotiated_rates\":[\n{}\n]}}",
            rates.join(",\n")
        )
    }
}

/// Returns the procedures that both files price.
fn procedures(catalog: &[SynthCode]) -> impl Iterator<Item = &SynthCode> {
    POPULAR
        .iter()
        .filter_map(|(number, _)| catalog.iter().find(|code| code.code == *number))
        .take(PROCEDURES)
}

/// Returns the payer's prices for a provider and a procedure. Most are as the provider bills, some
/// are implausible.
fn prices(provider: &FileProvider, code: &SynthCode) -> Vec<String> {
    let drawn = hash(&["price file", &provider.id, &code.code]) % 100;
    let whole = facility_amount(provider, code);
    if provider.setting == SynthSetting::HospitalOutpatient {
        return vec![
            price(whole, "institutional", "negotiated", ""),
            price(whole / 8, "professional", "negotiated", "26"),
        ];
    }
    match drawn {
        0..=2 => vec![price(100, "professional", "negotiated", "")],
        3..=5 => vec![price(8550, "professional", "percentage", "")],
        6..=35 => vec![
            price(whole * 70 / 100, "professional", "negotiated", "TC"),
            price(whole - whole * 70 / 100, "professional", "negotiated", "26"),
        ],
        36..=60 => vec![price(whole, "professional", "fee schedule", "")],
        _ => vec![price(whole, "professional", "negotiated", "")],
    }
}

/// Returns the amount for a procedure in cents, rounded to whole dollars so that ties occur.
fn facility_amount(provider: &FileProvider, code: &SynthCode) -> i64 {
    let modality = SynthModality::ALL
        .into_iter()
        .find(|modality| modality.word() == code.modality);
    let modality = modality.unwrap_or(SynthModality::Xray);
    let contrast: SynthContrast = code.contrast;
    facility_cents(&code.code, modality, contrast) * provider.level_per_mille / 1000 / 100 * 100
}

/// Returns a site's price level relative to the average hospital: 0.7 to 1.6 for a hospital, 0.28
/// to 0.6 for others.
fn level_per_mille(site: &SynthSite<'_>) -> i64 {
    let drawn = (hash(&["price level", &site.id]) % 1000) as i64;
    match site.setting {
        SynthSetting::HospitalOutpatient => 700 + drawn * 9 / 10,
        SynthSetting::FreeStanding | SynthSetting::PhysicianOffice => 280 + drawn * 32 / 100,
    }
}

fn rate(reference: usize, prices: &[String]) -> String {
    let prices = prices.join(",");
    format!("{{\"provider_references\":[{reference}],\"negotiated_prices\":[{prices}]}}")
}

fn price(cents: i64, class: &str, kind: &str, modifier: &str) -> String {
    let modifiers = if modifier.is_empty() {
        String::new()
    } else {
        format!("\"{modifier}\"")
    };
    let places = match class {
        "professional" if modifier == "26" => "\"11\",\"19\",\"22\",\"49\",\"81\"",
        "professional" => "\"11\",\"49\",\"81\"",
        _ => "\"19\",\"22\"",
    };
    let amount = dollars(cents);
    format!(
        "{{\"negotiated_type\":\"{kind}\",\"negotiated_rate\":{amount},\"expiration_date\":\"9999-12-31\",\"billing_class\":\"{class}\",\
         \"setting\":\"outpatient\",\"service_code\":[{places}],\"billing_code_modifier\":[{modifiers}]}}"
    )
}

fn dollars(cents: i64) -> String {
    format!("{}.{:02}", cents / 100, cents % 100)
}
