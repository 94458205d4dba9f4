//! The shrink guard: a snapshot is not replaced by a much smaller one without the option for it.

use crate::support::{World, lines, site};

/// So many sites, each in network n1, and the first ten in n2 as well.
fn world_of(sites: usize) -> World {
    let world = World::new();
    fill(&world, sites, 10);
    world
}

fn fill(world: &World, sites: usize, in_n2: usize) {
    let ids: Vec<String> = (0..sites).map(|number| format!("A-{number}")).collect();
    world.write(
        "registrations.ndjson",
        lines(&ids.iter().map(|id| site(id)).collect::<Vec<_>>()),
    );
    world.write("networks.csv", "network,plan\nn1,bcbstx\nn2,bcbstx\n");
    let n1: String = ids.iter().map(|id| format!("{id},n1\n")).collect();
    let n2: String = ids
        .iter()
        .take(in_n2)
        .map(|id| format!("{id},n2\n"))
        .collect();
    world.write(
        "participation.csv",
        format!("registration_id,network\n{n1}{n2}"),
    );
}

#[test]
fn a_fifth_may_go_but_not_more() {
    let world = world_of(50);
    let before = world.built().published.unwrap().id;
    fill(&world, 40, 8);
    assert_ne!(world.built().published.unwrap().id, before);
    fill(&world, 31, 8);
    let message = world.refusal();
    assert!(
        message.contains("sites would shrink from 40 to 31"),
        "{message}"
    );
    assert!(
        message.contains("rows of network n1 would shrink from 40 to 31"),
        "{message}"
    );
    assert!(message.contains("--accept-shrink"), "{message}");
}

#[test]
fn a_network_that_is_gone_is_noticed() {
    let world = world_of(50);
    world.built();
    fill(&world, 50, 7);
    assert!(
        world
            .refusal()
            .contains("rows of network n2 would shrink from 10 to 7")
    );
    fill(&world, 50, 10);
    world.write("networks.csv", "network,plan\nn1,bcbstx\n");
    assert!(
        world
            .refusal()
            .contains("rows of network n2 would shrink from 10 to 0")
    );
}

#[test]
fn shrinking_can_be_accepted() {
    let mut world = world_of(50);
    world.built();
    fill(&world, 5, 1);
    world.options.accept_shrink = true;
    assert_eq!(world.built().snapshot.sites, 5);
}

#[test]
fn a_dry_run_compares_too_and_changes_nothing() {
    let mut world = world_of(50);
    let before = world.built().published.unwrap().id;
    fill(&world, 5, 1);
    world.options.dry_run = true;
    assert!(world.refusal().contains("would shrink"));
    world.options.accept_shrink = true;
    assert_eq!(world.built().published, None);
    world.options.dry_run = false;
    fill(&world, 50, 10);
    let again = world.built().published.unwrap();
    assert_eq!((again.id, again.reused), (before, true));
}

#[test]
fn a_current_snapshot_that_cannot_be_read_is_replaced_with_a_warning() {
    let world = world_of(5);
    world.built();
    std::fs::write(world.options.out.join("CURRENT"), "nonsense").unwrap();
    let report = world.built();
    assert!(
        report
            .warnings
            .iter()
            .any(|warning| warning.contains("was not compared")),
        "{:?}",
        report.warnings
    );
}
