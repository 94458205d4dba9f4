//! `nearsite rates`, the executable: exit codes, messages, and the same table after any number of
//! killed runs.

use crate::process::nearsite;
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// NPIs with sound check digits.
const NPI: [u64; 3] = [1_234_567_893, 1_679_576_722, 1_000_000_004];
/// Codes of the catalog.
const CODES: [&str; 6] = ["70450", "70551", "71250", "72148", "73721", "74177"];
/// Runs killed before the table must still be what it is.
const KILLS: usize = 100;

/// Registrations and price files in a folder of their own.
struct Files {
    folder: TempDir,
}

impl Files {
    /// Some payers' files, each with a few thousand rates.
    fn new(payers: usize) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let inputs = folder.path().join("inputs");
        fs::create_dir(&inputs).unwrap();
        fs::create_dir(folder.path().join("out")).unwrap();
        let sites: Vec<String> = (1..)
            .zip(NPI)
            .map(|(number, npi)| {
                let site = json!({"registration_id": format!("A-{number}"), "status": "complete", "name": "Imaging",
                    "place_of_service": "49", "npi": [npi.to_string()], "address": {"zip": "78701"},
                    "services": [{"modality": "mri"}]});
                format!("{site}\n")
            })
            .collect();
        fs::write(folder.path().join("registrations.ndjson"), sites.concat()).unwrap();
        for payer in 0..payers {
            let name = format!("payer-{payer:02}.json");
            fs::write(inputs.join(name), payer_file(payer).to_string()).unwrap();
        }
        Self { folder }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn out(&self) -> PathBuf {
        self.path("out/rates.parquet")
    }

    /// The command that extracts from all files.
    fn rates(&self) -> Command {
        let mut command = nearsite();
        command.arg("rates").arg(self.path("inputs"));
        command
            .arg("--registrations")
            .arg(self.path("registrations.ndjson"));
        command.arg("--out").arg(self.out());
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    /// Extracts to the end and returns the table.
    fn table(&self) -> Vec<u8> {
        let output = self.rates().output().unwrap();
        assert!(output.status.success(), "{}", stderr(&output));
        assert_eq!(names_in(&self.path("out")), ["rates.parquet"]);
        fs::read(self.out()).unwrap()
    }
}

fn payer_file(payer: usize) -> Value {
    let references: Vec<Value> = NPI
        .iter()
        .map(|npi| {
            json!({"provider_group_id": npi, "network_name": ["One", "Two"], "provider_groups": [
                {"npi": [npi], "tin": {"type": "ein", "value": "123456789", "business_name": "Imaging"}}]})
        })
        .collect();
    let price = |dollars: usize| {
        json!({"negotiated_type": "negotiated", "negotiated_rate": dollars, "expiration_date": "9999-12-31",
            "billing_class": "professional", "setting": "outpatient", "service_code": ["11"]})
    };
    let items: Vec<Value> = CODES
        .iter()
        .map(|code| {
            let prices: Vec<Value> = (0..60).map(|number| price(100 + payer + number)).collect();
            json!({"negotiation_arrangement": "ffs", "name": "Imaging", "billing_code_type": "CPT",
                "billing_code_type_version": "2026", "billing_code": code, "description": "Imaging",
                "negotiated_rates": [{"provider_references": NPI, "negotiated_prices": prices}]})
        })
        .collect();
    json!({"reporting_entity_name": format!("Payer {payer}"), "reporting_entity_type": "health insurance issuer",
        "last_updated_on": "2026-03-01", "version": "2.0.0",
        "in_network": items, "provider_references": references})
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn names_in(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<String> = entries
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

#[test]
fn a_run_that_is_killed_at_any_moment_loses_nothing() {
    let files = Files::new(12);
    let begun = Instant::now();
    let expected = files.table();
    let longest = begun.elapsed().min(Duration::from_millis(400));
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut kills = 0;
    while kills < KILLS {
        fs::remove_file(files.out()).unwrap();
        // Some kills in a row, so that each run finds what several before it have left behind.
        for _ in 0..10 {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1);
            let share = (state >> 32) as f64 / f64::from(u32::MAX);
            let mut run = files
                .rates()
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .spawn()
                .unwrap();
            std::thread::sleep(longest.mul_f64(share));
            run.kill().unwrap();
            let ended = run.wait().unwrap();
            kills += usize::from(!ended.success());
            if files.out().exists() {
                assert!(
                    fs::read(files.out()).unwrap() == expected,
                    "a table that is not whole"
                );
            }
        }
        assert!(files.table() == expected, "after {kills} kills");
    }
}

#[test]
fn exit_codes_distinguish_bad_inputs_from_machine_faults() {
    let files = Files::new(1);
    let run = |change: &dyn Fn(&mut Command)| {
        let mut command = files.rates();
        change(&mut command);
        let output = command.output().unwrap();
        (output.status.code().unwrap(), stderr(&output))
    };
    assert_eq!(run(&|_| {}).0, 0);
    let (code, said) = run(&|command| {
        command.arg(
            files
                .path("registrations.ndjson")
                .with_file_name("nowhere.json"),
        );
    });
    assert_eq!(code, 2);
    assert!(said.contains("nowhere.json: cannot be read"), "{said}");
    let (code, said) = run(&|command| {
        command.args(["--in-network-only", "--hospital-only"]);
    });
    assert_eq!(code, 2);
    assert!(said.contains("cannot be used with"), "{said}");
    let (code, said) = run(&|command| {
        command.args(["--workers", "0"]);
    });
    assert_eq!(code, 2);
    assert!(said.contains("--workers must be at least 1"), "{said}");
    let parts = files.path("out/rates.parquet.parts");
    fs::remove_dir_all(&parts).unwrap();
    fs::write(parts, "").unwrap();
    assert_eq!(run(&|_| {}).0, 1);
}

#[test]
fn the_report_is_text_or_json_and_comes_with_a_refusal_too() {
    let files = Files::new(2);
    let output = files.rates().output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(
        text.contains("payer-00.json") && text.contains("rates.parquet holds"),
        "{text}"
    );
    assert!(stderr_is_plain(&output.stderr));
    fs::write(files.path("inputs/cut.json"), "{\"in_network\": [").unwrap();
    let output = files.rates().arg("--json").output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(report["files"].as_array().unwrap().len(), 2);
    assert_eq!(report["written"], Value::Null);
    let failed = report["failed"][0]["path"].as_str().unwrap();
    assert!(failed.ends_with("cut.json"), "{failed}");
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(
        said.lines().last().unwrap().starts_with("error: "),
        "{said}"
    );
}

/// Lines of text without anything a terminal would obey.
fn stderr_is_plain(said: &[u8]) -> bool {
    said.iter()
        .all(|&byte| byte == b'\n' || !byte.is_ascii_control())
}

#[test]
fn a_dry_run_writes_nothing_at_all() {
    let files = Files::new(2);
    let output = files.rates().arg("--dry-run").output().unwrap();
    assert!(output.status.success(), "{}", stderr(&output));
    assert!(
        String::from_utf8(output.stdout)
            .unwrap()
            .contains("nothing was written")
    );
    assert!(names_in(&files.path("out")).is_empty());
}

#[test]
fn a_check_shows_where_a_hospitals_file_breaks_the_template_and_changes_nothing_else() {
    let files = Files::new(1);
    let hospital = "hospital_name,version\nGeneral,2.2.0\n\
        description,code|1,code|1|type,setting,payer_name,plan_name,standard_charge|negotiated_dollar\n\
        MRI,70551,CPT,ER,Blue,Choice,5\n";
    fs::write(files.path("inputs/hospital.csv"), hospital).unwrap();
    let table = files.table();
    let output = files.rates().arg("--check").output().unwrap();
    assert!(output.status.success(), "{}", stderr(&output));
    let said = String::from_utf8(output.stdout).unwrap();
    let heading = "hospital.csv: breaks the template of CMS";
    let remark = "setting-unknown (first in record 1 at byte ";
    assert!(said.contains(heading) && said.contains(remark), "{said}");
    assert!(fs::read(files.out()).unwrap() == table);
    let output = files.rates().output().unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(said.contains("--check looks at every record"), "{said}");
    assert!(!said.contains(remark), "{said}");
}
