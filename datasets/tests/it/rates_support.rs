//! A tiny world of price files from which rates are extracted.

use crate::support::{NPI, lines, site_with};
use nearsite_datasets::{RatesError, RatesOptions, RatesReport, extract_rates};
use polars::prelude::{AnyValue, DataFrame, ParquetReader, SerReader};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// TINs of the two sites.
pub(crate) const TIN: [&str; 2] = ["742345678", "752345678"];

/// Price files in a folder of their own, and where the table goes.
pub(crate) struct RatesWorld {
    folder: TempDir,
    pub(crate) options: RatesOptions,
}

/// One rate: code, dollars, the NPIs it is for, the names of its networks.
pub(crate) struct Rate<'a>(
    pub(crate) &'a str,
    pub(crate) f64,
    pub(crate) &'a [&'a str],
    pub(crate) &'a [&'a str],
);

/// A payer's in-network file, schema 2.x.
pub(crate) fn payer_file(entity: &str, rates: &[Rate<'_>]) -> Value {
    let number = |npi: &&str| npi.parse::<u64>().unwrap();
    let references: Vec<Value> = (1..)
        .zip(rates)
        .map(|(id, Rate(_, _, npis, networks))| {
            let npis: Vec<u64> = npis.iter().map(number).collect();
            json!({"provider_group_id": id, "network_name": networks, "provider_groups": [
                {"npi": npis, "tin": {"type": "ein", "value": TIN[0], "business_name": "Imaging"}}]})
        })
        .collect();
    let items: Vec<Value> = (1..)
        .zip(rates)
        .map(|(id, Rate(code, dollars, ..))| {
            json!({"negotiation_arrangement": "ffs", "name": "Imaging", "billing_code_type": "CPT",
                "billing_code_type_version": "2026", "billing_code": code, "description": "Imaging",
                "negotiated_rates": [{"provider_references": [id], "negotiated_prices": [
                    {"negotiated_type": "negotiated", "negotiated_rate": dollars, "expiration_date": "9999-12-31",
                     "billing_class": "professional", "setting": "outpatient", "service_code": ["11"]}]}]})
        })
        .collect();
    json!({"reporting_entity_name": entity, "reporting_entity_type": "health insurance issuer",
        "last_updated_on": "2026-03-01", "version": "2.0.0",
        "provider_references": references, "in_network": items})
}

/// A payer's file with rates for both sites.
pub(crate) fn sound_file(entity: &str, dollars: f64) -> Value {
    let rates = [
        Rate(
            "70551",
            dollars,
            &[NPI[0], NPI[1]],
            &["North One", "North Two"],
        ),
        Rate("73721", dollars, &[NPI[1]], &["North One"]),
        Rate("99213", dollars, &[NPI[0]], &["North One"]),
    ];
    payer_file(entity, &rates)
}

/// A hospital's file, CSV tall, with one rate of one payer. The file name must name the hospital.
pub(crate) fn hospital_file(dollars: f64) -> String {
    let facts = "hospital_name,last_updated_on,version,hospital_location,hospital_address,license_number|TX";
    let columns = "description,code|1,code|1|type,setting,standard_charge|gross,payer_name,plan_name,\
        standard_charge|negotiated_dollar,standard_charge|methodology";
    format!(
        "{facts}\nCounty Hospital,2026-02-01,2.2.0,Main,1 Main St,H1\n{columns}\n\
         MRI,70551,CPT,outpatient,900,Blue,Choice,{dollars},case rate\n"
    )
}

impl RatesWorld {
    /// Two registered sites, and no price file yet; `inputs` is a folder.
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        let inputs = path("inputs");
        std::fs::create_dir(&inputs).unwrap();
        std::fs::create_dir(path("out")).unwrap();
        let options = RatesOptions {
            workers: 2,
            ..RatesOptions::new(
                vec![inputs],
                path("registrations.ndjson"),
                path("out/rates.parquet"),
            )
        };
        let site = |id, npi, tin| {
            site_with(id, |site| {
                site["npi"] = json!([npi]);
                site["organization"] = json!({"name": "Imaging", "tin": tin});
            })
        };
        let sites = [site("A-1", NPI[0], TIN[0]), site("A-2", NPI[1], TIN[1])];
        std::fs::write(path("registrations.ndjson"), lines(&sites)).unwrap();
        Self { folder, options }
    }

    /// The same with two payers' files.
    pub(crate) fn with_two_files() -> Self {
        let world = Self::new();
        world.write("north.json", sound_file("North", 400.0).to_string());
        world.write("south.json", sound_file("South", 500.25).to_string());
        world
    }

    /// Writes a file into the folder of inputs.
    pub(crate) fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.input(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, bytes).unwrap();
        path
    }

    /// A path in the folder of inputs.
    pub(crate) fn input(&self, name: &str) -> PathBuf {
        self.folder.path().join("inputs").join(name)
    }

    /// The folder of all files of this world.
    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Extracts.
    pub(crate) fn extract(&self) -> Result<RatesReport, RatesError> {
        extract_rates(&self.options, &mut |_| {})
    }

    /// Extracts, which must succeed.
    pub(crate) fn extracted(&self) -> RatesReport {
        self.extract().unwrap_or_else(|error| panic!("{error}"))
    }

    /// Extracts, which must fail for the inputs' fault; returns the message.
    pub(crate) fn refusal(&self) -> String {
        let error = self.extract().expect_err("a refused extraction");
        assert!(error.is_bad_input(), "{error}");
        error.to_string()
    }

    /// The bytes of the table.
    pub(crate) fn table(&self) -> Vec<u8> {
        std::fs::read(&self.options.out).unwrap()
    }

    /// The table.
    pub(crate) fn frame(&self) -> DataFrame {
        let file = std::fs::File::open(&self.options.out).unwrap();
        ParquetReader::new(file).finish().unwrap()
    }

    /// Texts of a column, row by row.
    pub(crate) fn column(&self, name: &str) -> Vec<String> {
        let frame = self.frame();
        let column = frame.column(name).unwrap();
        let shown = |row: usize| match column.get(row).unwrap() {
            value if value.get_str().is_some() => value.get_str().unwrap().to_owned(),
            AnyValue::Decimal(rate, _, 4) => format!("{}.{:04}", rate / 10_000, rate % 10_000),
            other => other.to_string(),
        };
        (0..column.len()).map(shown).collect()
    }

    /// Names in the folder of the table.
    pub(crate) fn out_names(&self) -> Vec<String> {
        names_in(self.options.out.parent().unwrap())
    }
}

/// Names in a folder, in order.
pub(crate) fn names_in(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).unwrap();
    let mut names: Vec<String> = entries
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}
