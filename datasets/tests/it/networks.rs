//! `networks.csv`.

use crate::support::{World, code};
use nearsite_index::snapshot::{Snapshot, Verify};

#[test]
fn a_network_needs_an_id_and_a_plan_and_appears_once() {
    let world = World::new();
    world.write(
        "networks.csv",
        "network,plan,name\nn1,bcbstx,One\n,bcbstx,x\nn2,,x\nn1,other,Two\n\u{a0}n3,bcbstx,x\n",
    );
    let report = world.built();
    assert_eq!(
        world.reject_codes(),
        [
            code("missing_field", "network"),
            code("missing_field", "plan"),
            code("duplicate", "network"),
            code("invalid_value", "network")
        ]
    );
    assert_eq!(report.snapshot.networks, 1);
}

#[test]
fn a_network_without_a_name_goes_by_its_id() {
    let world = World::new();
    world.write("networks.csv", "network,plan\nn1,bcbstx\n");
    world.built();
    let snapshot = Snapshot::open(&world.options.out, Verify::Full).unwrap();
    assert_eq!(snapshot.networks()[0].name, "n1");
}
