//! Builds a snapshot of the sample data and evaluates one order for a hospital.
//!
//! `cargo run --example evaluate`

#![expect(clippy::print_stdout, reason = "the example prints its answer")]

use nearsite::api::params::read_evaluation;
use nearsite_datasets::{IndexOptions, index, sample, shipped};
use nearsite_domain::Day;
use nearsite_index::snapshot::{Snapshot, Verify};
use std::error::Error;

/// A knee MRI at a hospital, for a member with claustrophobia.
const ORDER: &str = r#"{"audience": "reviewer", "payer": "cigna",
    "order": {"procedures": ["73721"], "network": "blue-choice-ppo", "line_of_business": "large_group",
        "state": "TX", "funding": "fully_insured", "service_date": "2026-11-27"},
    "member": {"age": 46}, "origin": {"zip": "78701"}, "site": {"registration_id": "OPT-0000022"},
    "facts": {"claustrophobia": true}, "access": {"miles": 10}, "limit": 3}"#;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = tempfile::tempdir()?;
    let inputs = sample::write_sample(folder.path(), &mut |_| {})?;
    let root = folder.path().join("index");
    index(&IndexOptions::new(inputs, root.clone()), &mut |_| {})?;
    let snapshot = Snapshot::open(&root, Verify::Full)?;

    let policies = shipped::policies()?;
    let order = read_evaluation(ORDER.as_bytes(), Day::today())
        .map_err(|refusal| refusal.detail().to_owned())?;
    let evaluation = snapshot.evaluate(&policies, &order)?;
    println!("outcome: {}", evaluation.outcome);
    for finding in &evaluation.criteria {
        println!("{:8} {}", finding.status.as_str(), finding.criterion.text);
    }
    for question in &evaluation.questions {
        println!("ask: {}", question.fact.question());
    }
    Ok(())
}
