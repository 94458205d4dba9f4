//! A registry of sound sites that tests change in one place, built and checked by the real
//! executable.

use crate::process::{InputFolder, nearsite};
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;
use tempfile::TempDir;

/// The day registries are looked at.
pub(crate) const AS_OF: &str = "2026-11-22";

/// A finding as tests expect it: kind, first registration, the others.
pub(crate) type Found = (String, String, Vec<String>);

/// Sites in the order they were planted, and what is to be found among them.
#[derive(Default)]
pub(crate) struct Registry {
    sites: Vec<Value>,
    scores: Vec<String>,
    expected: Vec<Found>,
}

/// A site that shares nothing with any other and contradicts nothing.
fn sound(number: u64) -> Value {
    json!({
        "registration_id": id(number), "status": "complete", "name": format!("Imaging Number {number}"),
        "organization": {"name": format!("Owner {number}"), "tin": (700_000_000 + number).to_string(), "owner_type": "independent"},
        "npi": [npi(number)],
        "address": {"line1": format!("{} Main St", 100 + number), "line2": "Suite 10", "city": "Austin", "state": "TX", "zip": "78701"},
        "location": {"lat": 30.27, "lon": -97.74},
        "phone": format!("512-556-{number:04}"), "place_of_service": "49", "declared_setting": "free_standing",
        "attestations": [{"plan": "plan-a", "attested_on": "2026-01-01", "expires_on": "2027-12-31"}],
        "services": [{"modality": "mri", "body_regions": ["brain", "breast"],
                      "equipment": [{"field_strength_t": 1.5, "bore": "wide"}],
                      "accreditations": [{"body": "ACR", "expires_on": "2028-01-31"}]}]
    })
}

fn id(number: u64) -> String {
    format!("R-{number:04}")
}

/// An NPI with its check digit, another for every number.
pub(crate) fn npi(number: u64) -> String {
    let nine = 150_000_000 + number;
    // 24 is what the prefix 80840 adds to the sum.
    let digits: Vec<u64> = nine
        .to_string()
        .bytes()
        .map(|byte| u64::from(byte - b'0'))
        .collect();
    let doubled = |(place, digit): (usize, &u64)| match (place % 2, digit * 2) {
        (0, twice) if twice > 9 => twice - 9,
        (0, twice) => twice,
        _ => *digit,
    };
    let sum: u64 = 24 + digits.iter().rev().enumerate().map(doubled).sum::<u64>();
    format!("{nine}{}", (10 - sum % 10) % 10)
}

impl Registry {
    /// Plants a spoilt site, of which this kind and nothing else must be found.
    pub(crate) fn finds(&mut self, kind: &str, spoil: impl FnOnce(&mut Value)) {
        let planted = self.plant(spoil);
        self.expect(kind, &[planted]);
    }

    /// Plants a site that comes near a contradiction and is none.
    pub(crate) fn passes(&mut self, spoil: impl FnOnce(&mut Value)) {
        self.plant(spoil);
    }

    /// Plants sites that make one contradiction together.
    pub(crate) fn finds_among(&mut self, kind: &str, count: u64, spoil: impl Fn(u64, &mut Value)) {
        let planted = self.plant_many(count, spoil);
        self.expect(kind, &planted);
    }

    /// Plants sites that come near one.
    pub(crate) fn passes_among(&mut self, count: u64, spoil: impl Fn(u64, &mut Value)) {
        self.plant_many(count, spoil);
    }

    /// Plants a site and returns its id.
    pub(crate) fn plant(&mut self, spoil: impl FnOnce(&mut Value)) -> String {
        let number = self.sites.len() as u64 + 1;
        let mut site = sound(number);
        spoil(&mut site);
        self.sites.push(site);
        id(number)
    }

    fn plant_many(&mut self, count: u64, spoil: impl Fn(u64, &mut Value)) -> Vec<String> {
        (0..count)
            .map(|number| self.plant(|site| spoil(number, site)))
            .collect()
    }

    /// Expects a finding about planted sites.
    pub(crate) fn expect(&mut self, kind: &str, ids: &[String]) {
        self.expected
            .push((kind.to_owned(), ids[0].clone(), ids[1..].to_vec()));
    }

    /// Scores a service of the site planted last.
    pub(crate) fn score(&mut self, modality: &str, scored_on: &str) {
        let id = id(self.sites.len() as u64);
        self.scores
            .push(format!("{id},{modality},80.0,{scored_on}\n"));
    }

    /// Builds a snapshot of it.
    pub(crate) fn build(&self) -> Built {
        let folder = tempfile::tempdir().unwrap();
        let inputs = folder.path().join("in");
        let sites: Vec<String> = self.sites.iter().map(ToString::to_string).collect();
        let scores = format!(
            "registration_id,modality,total,scored_on\nSTRANGER,mri,80,\n{}",
            self.scores.concat()
        );
        let networks = "network,plan\nnet-a,plan-a\nnet-b,plan-b\nnet-c,plan-c\n";
        let participation = "registration_id,network\nSTRANGER,net-a\n";
        let prices =
            "registration_id,network,code,amount,evidence\nSTRANGER,net-a,73721,100,claims\n";
        let files = InputFolder::write(
            &inputs,
            &[
                ("registrations.ndjson", &sites.join("\n")),
                ("participation.csv", participation),
                ("networks.csv", networks),
                ("modality_scores.csv", &scores),
                ("prices.csv", prices),
            ],
        );
        let index = folder.path().join("index");
        files.build(&index, AS_OF);
        assert!(
            fs::read(index.join("rejects.ndjson")).unwrap().is_empty(),
            "a planted site was rejected"
        );
        Built { folder, index }
    }

    /// Builds, and compares what the doctor finds with what was planted.
    pub(crate) fn check(mut self, extra: &[&str]) -> Built {
        let built = self.build();
        let mut found = built.findings(extra);
        found.sort();
        self.expected.sort();
        assert_eq!(found, self.expected);
        built
    }
}

/// A registry on disk.
pub(crate) struct Built {
    folder: TempDir,
    index: PathBuf,
}

impl Built {
    /// The snapshot.
    pub(crate) fn index(&self) -> &Path {
        &self.index
    }

    /// An input file.
    pub(crate) fn input(&self, name: &str) -> PathBuf {
        self.folder.path().join("in").join(name)
    }

    /// `nearsite registrations COMMAND` over the snapshot.
    pub(crate) fn run(&self, command: &str, extra: &[&str]) -> Output {
        registrations(command, &self.index, AS_OF, extra)
    }

    /// The findings of the doctor.
    pub(crate) fn findings(&self, extra: &[&str]) -> Vec<Found> {
        let mut args = vec!["--json"];
        args.extend(extra);
        let output = self.run("doctor", &args);
        assert!(output.status.success(), "{}", stderr(&output));
        let report: Value = serde_json::from_slice(&output.stdout).unwrap();
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        let findings = report["findings"].as_array().unwrap();
        assert_eq!(report["count"], findings.len());
        findings
            .iter()
            .map(|finding| {
                let others = finding["others"].as_array().unwrap();
                (
                    text(&finding["kind"]),
                    text(&finding["registration_id"]),
                    others.iter().map(text).collect(),
                )
            })
            .collect()
    }
}

/// `nearsite registrations COMMAND` over a snapshot.
pub(crate) fn registrations(command: &str, index: &Path, as_of: &str, extra: &[&str]) -> Output {
    nearsite()
        .args(["registrations", command, "--as-of", as_of, "--index"])
        .arg(index)
        .args(extra)
        .output()
        .unwrap()
}

pub(crate) fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

pub(crate) fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}
