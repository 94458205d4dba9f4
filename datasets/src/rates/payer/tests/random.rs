//! Random bytes and random damage: every file is read or refused, and block sizes make no
//! difference.

use super::support::{NPI_A, entry, file_with, group, item, item_of, price, reference, try_read};
use proptest::prelude::*;

/// A file with something of everything.
fn rich_file() -> String {
    let inline = format!(
        r#"{{"provider_groups":[{}],"negotiated_prices":[{},{}]}}"#,
        group(&[NPI_A, 0], "74-2345678"),
        price("\"4.5e1\""),
        r#"{"negotiated_rate":1,"expiration_date":"9999-12-31","service_code":["11"]}"#
    );
    let items = [
        item_of("99213", &entry("1", &price("1"))),
        item(&format!("{inline},{}", entry("1,2", &price("2")))),
        item_of("70452-70498", ""),
    ];
    let text = file_with(r#""x":{"y":["\"",1,true,null]},"#, &items.join(","));
    text.replacen("[{", &format!("[{},{{", reference("\"2\"", &[7])), 1)
}

/// What came of a text, as words that can be compared.
fn outcome(text: &[u8], block_bytes: usize) -> String {
    match try_read(text, block_bytes) {
        Ok(seen) => format!("{seen:?}"),
        Err(fault) => fault.to_string(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_damaged_file_is_read_or_refused_the_same_for_all_block_sizes(
        damage in proptest::collection::vec(
            (any::<prop::sample::Index>(), prop_oneof![
                Just(b"{".to_vec()), Just(b"}".to_vec()), Just(b"[".to_vec()), Just(b"]".to_vec()), Just(b"\"".to_vec()),
                Just(b"\\".to_vec()), Just(b",".to_vec()), Just(b":".to_vec()), Just(b"null".to_vec()), Just(vec![0xff]),
                Just(Vec::new()), Just(b"1e9".to_vec()),
            ], 0usize..4),
            0..4,
        ),
        block_bytes in 1usize..300,
    ) {
        let mut text = rich_file().into_bytes();
        for (place, put, cut) in damage {
            let place = place.index(text.len());
            let end = (place + cut).min(text.len());
            text.splice(place..end, put);
        }
        prop_assert_eq!(outcome(&text, block_bytes), outcome(&text, 1 << 20));
    }

    #[test]
    fn random_bytes_are_refused_or_read(text in proptest::collection::vec(any::<u8>(), 0..300)) {
        let _ = outcome(&text, 7);
    }
}

#[test]
fn the_undamaged_file_is_read() {
    let seen = try_read(rich_file().as_bytes(), 50).unwrap();
    assert_eq!(seen.rows.len(), 3);
    assert!(seen.rejects.is_empty());
}
