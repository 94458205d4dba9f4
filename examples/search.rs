//! Builds a snapshot of the sample data and runs one search.
//!
//! `cargo run --example search`

#![expect(clippy::print_stdout, reason = "the example prints its answer")]

use nearsite_datasets::{IndexOptions, index, sample};
use nearsite_domain::{Audience, Day};
use nearsite_index::search::{Origin, SearchRequest, Target};
use nearsite_index::snapshot::{Snapshot, Verify};
use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = tempfile::tempdir()?;
    let inputs = sample::write_sample(folder.path(), &mut |_| {})?;
    let root = folder.path().join("index");
    index(&IndexOptions::new(inputs, root.clone()), &mut |_| {})?;
    let snapshot = Snapshot::open(&root, Verify::Full)?;

    let knee_mri = Target::Procedure("73721".parse()?);
    let request = SearchRequest {
        origin: Some(Origin::Zip("78701".parse()?)),
        network: Some("blue-choice-ppo".parse()?),
        limit: 5,
        ..SearchRequest::new(Audience::OrderingProvider, knee_mri, Day::today())
    };
    let response = snapshot.search(&request)?;
    println!("{} sites for a knee MRI near 78701", response.total);
    for hit in response.results {
        let site = snapshot.site(hit.card.site)?;
        let miles = hit
            .card
            .distance
            .map(|distance| distance.miles().to_string());
        let cost = hit.card.cost.amount().map(|amount| format!("${amount}"));
        println!(
            "{}. {}, {} miles, {}",
            hit.rank,
            site.name,
            miles.unwrap_or_default(),
            cost.unwrap_or_else(|| "no price".to_owned())
        );
    }
    Ok(())
}
