//! The shape of CSV tables: headers, quotes, line ends, encodings, limits.

use crate::support::{World, code, file};
use nearsite_index::snapshot::{Snapshot, Verify};

fn networks(table: impl AsRef<[u8]>) -> World {
    let world = World::new();
    world.write("networks.csv", table);
    world
}

#[test]
fn any_line_end_and_none_at_the_end_will_do() {
    for end in ["\n", "\r\n", "\r"] {
        let rows = [
            "network,plan,name",
            "n1,bcbstx,One",
            "",
            "n2,bcbstx",
            "n3,bcbstx,Three",
        ];
        let world = networks(rows.join(end));
        let report = world.built();
        assert_eq!(file(&report, "networks").counts.accepted, 2);
        assert_eq!(world.rejects()[0]["line"], 4, "{end:?}");
        assert_eq!(world.rejects()[0]["record"], 2);
        assert_eq!(world.rejects()[0]["code"], "ragged");
        assert_eq!(world.rejects()[0]["file"], "networks.csv");
    }
}

#[test]
fn columns_come_in_any_order_and_unknown_ones_are_reported_once() {
    let world = networks("colour,name,plan,network\nred,One,bcbstx,n1\nblue,Two,bcbstx,n2\n");
    let report = world.built();
    assert_eq!(file(&report, "networks").unknown_fields, ["colour"]);
    assert_eq!(file(&report, "networks").counts.accepted, 2);
}

#[test]
fn a_header_is_refused_with_all_its_faults() {
    let missing = "missing: the first line must name the columns";
    for (table, message) in [
        (
            "network,name\nn1,One\n",
            format!("column plan is {missing}"),
        ),
        (
            "n1,bcbstx,One\n",
            format!("columns network, plan are {missing}"),
        ),
        (
            "Network,PLAN,name\nn1,bcbstx,One\n",
            format!(
                "columns network, plan are {missing}, rename \"Network\" to network, rename \"PLAN\" to plan"
            ),
        ),
        (
            "network,plan,plan\nn1,p,p\n",
            "column plan appears twice: remove one".to_owned(),
        ),
        (
            "network,name,market,name,market,name\n",
            format!(
                "column plan is {missing}; column name appears twice: remove one; column market appears twice: remove one"
            ),
        ),
        (
            "network;plan;name\nn1;bcbstx;One\n",
            "the cells are separated by semicolons: save the table with commas between the cells"
                .to_owned(),
        ),
        (
            "name\tplan\tnetwork\n",
            "the cells are separated by tabs: save the table with commas".to_owned(),
        ),
        ("network,plan\n", "it has no rows".to_owned()),
    ] {
        let refusal = networks(table).refusal();
        assert!(refusal.contains(&message), "{message} not in {refusal}");
    }
    assert!(
        networks(b"n\xe9twork,plan\n")
            .refusal()
            .contains("not UTF-8")
    );
    let world = World::new();
    world.write("participation.csv", "tier\nx\n");
    let refusal = world.refusal();
    let message = format!("columns network, registration_id or npi are {missing}");
    assert!(refusal.contains(&message), "{refusal}");
}

#[test]
fn a_quote_left_open_does_not_swallow_the_file() {
    assert!(
        networks("network,plan,name\nn1,bcbstx,\"One\nn2,bcbstx,Two\n")
            .refusal()
            .contains("line 2: a quote is opened")
    );
    let mut table = b"network,plan,name\nn1,bcbstx,\"One\n".to_vec();
    table.resize(20 << 20, b'x');
    assert!(
        networks(table)
            .refusal()
            .contains("begins on line 2 is longer than 16 MiB")
    );
}

#[test]
fn cells_with_line_ends_or_control_characters_are_rejected() {
    let world = networks(
        "network,plan,name\nn1,bcbstx,One\nn2,bcbstx,\"Two\nlines\"\nn3,bcbstx,\u{c}Three\nn4,bcbstx,Fo\0ur\n",
    );
    world.built();
    assert_eq!(
        world.reject_codes(),
        vec![code("control_character", "name"); 3]
    );
    assert_eq!(world.rejects()[1]["line"], 5);
}

#[test]
fn rows_that_are_not_utf8_are_rejected() {
    // The last row is valid as a whole, but not cell by cell.
    let world = networks(b"network,plan,name\nn1,bcbstx,One\nn2,bcbstx,Caf\xe9\nn3,bcbstx,\xc0\xaf\nn4,bcbst\xc3,\xa9\n");
    world.built();
    assert_eq!(world.reject_codes(), vec![code("not_utf8", ""); 3]);
}

#[test]
fn too_many_cells_and_too_long_ones_are_bounded() {
    let wide = ",".repeat(100_000);
    assert!(
        networks(format!("network,plan{wide}\n"))
            .refusal()
            .contains("more than 4096 cells")
    );
    let long = "x".repeat(2 << 20);
    let world = networks(format!(
        "network,plan,name\nn1,bcbstx,One\nn2,bcbstx,{long}\n"
    ));
    world.built();
    assert_eq!(world.reject_codes(), [code("too_long", "name")]);
    assert!(
        networks(format!(
            "network,plan,name\nn2,bcbstx,{}\n",
            "x".repeat(50 << 20)
        ))
        .refusal()
        .contains("16 MiB")
    );
}

#[test]
fn byte_equal_rows_count_once_without_reject() {
    let world = networks("network,plan\nn1,bcbstx\nn1,bcbstx\nbad\nbad\nn1,other\nn1,bcbstx");
    let report = world.built();
    let counts = &file(&report, "networks").counts;
    assert_eq!(
        (
            counts.read,
            counts.accepted,
            counts.repeated,
            counts.rejected
        ),
        (6, 1, 3, 2)
    );
    assert_eq!(
        world.reject_codes(),
        [code("ragged", ""), code("duplicate", "network")]
    );
}

#[test]
fn quotes_and_spaces_around_cells_are_no_part_of_them() {
    let world = networks(
        "network, plan ,name\n\"n1\" ,bcbstx,\"One, \"\"the\"\" first\"\nn1 , bcbstx, x\n",
    );
    world.built();
    assert_eq!(world.reject_codes(), [code("duplicate", "network")]);
    let snapshot = Snapshot::open(&world.options.out, Verify::Full).unwrap();
    assert_eq!(snapshot.networks()[0].name, "One, \"the\" first");
}
