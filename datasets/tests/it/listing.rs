//! Sites that no search can list: the build counts them by cause and says so.

use crate::support::{World, site, site_with};
use serde_json::{Value, json};

/// Warnings of a build of these registrations.
fn warnings(registrations: &[Value]) -> Vec<String> {
    World::with_sites(registrations).built().warnings
}

fn without_mammography(site: &mut Value) {
    site["services"] = json!([{"modality": "mri"}]);
}

#[test]
fn a_build_without_scores_says_that_no_site_will_be_listed() {
    let registrations = ["A-1", "A-2"].map(|id| site_with(id, without_mammography));
    let report = World::with_sites(&registrations).built();
    let sentence = "2 of 2 sites will never be listed: no score for mri";
    assert_eq!(report.warnings[0], sentence);
    let all = &report.listing.all;
    assert_eq!((all.never_listed, all.sites), (2, 2));
}

#[test]
fn each_cause_is_counted_once_and_the_most_frequent_is_first() {
    let draft = |site: &mut Value| site["status"] = json!("draft");
    let expired = |site: &mut Value| site["attestations"][0]["expires_on"] = json!("2026-05-31");
    let ends_today = |site: &mut Value| site["attestations"][0]["expires_on"] = json!("2026-06-01");
    let no_service = |site: &mut Value| site["services"] = json!([]);
    let registrations = [
        site_with("A-1", draft),
        site_with("A-2", draft),
        site_with("A-3", expired),
        site_with("A-4", no_service),
        site_with("A-5", ends_today),
        site_with("A-6", without_mammography),
    ];
    let warnings = warnings(&registrations);
    assert_eq!(
        warnings[0],
        "5 of 6 sites will never be listed: 2 registration is draft; 1 no attestation on or after 2026-06-01; \
         1 no modality; 1 no score for mri"
    );
    assert_eq!(
        warnings[1],
        "2 of 2 sites with mri will never be listed for mri: no score"
    );
}

#[test]
fn a_network_has_causes_of_its_own() {
    let other_plan = |site: &mut Value| site["attestations"][0]["plan"] = json!("aetna");
    let mut world = World::with_sites(&[site("A-1"), site_with("A-2", other_plan), site("A-3")]);
    world.write(
        "participation.csv",
        "registration_id,network,effective_to\nA-1,n1,\nA-2,n1,\nA-3,n1,2026-05-31\n",
    );
    world.write(
        "networks.csv",
        "network,plan,name\nn1,bcbstx,One\nn2,bcbstx,Two\n",
    );
    world.options.as_of = "2026-06-01".parse().unwrap();
    let report = world.built();
    let of_networks: Vec<&String> = report
        .warnings
        .iter()
        .filter(|warning| warning.contains("network"))
        .collect();
    assert_eq!(
        of_networks,
        [
            "2 of 3 sites that take part in network n1 will never be listed in it: \
             1 no attestation for plan bcbstx on or after 2026-06-01; 1 no participation on or after 2026-06-01",
            "no site takes part in network n2",
        ]
    );
}
