//! Rows keep their values and their order.

use super::*;
use crate::rates::stated_rate::Rate4;
use nearsite_domain::{Day, Npi};
use proptest::prelude::*;

/// What a rate is made of, owned.
#[derive(Debug, Clone)]
struct Owned {
    texts: Vec<Option<String>>,
    service_codes: Vec<String>,
    modifiers: Vec<String>,
    rate: i64,
    expires_on: Option<i32>,
    npi: Option<u64>,
    group_size: u32,
    position: u64,
}

impl Owned {
    fn rate(&self) -> StatedRate<'_> {
        let text = |number: usize| self.texts[number].as_deref();
        StatedRate {
            payer: text(0),
            network_name: text(1),
            code_type: text(2),
            code: "70551",
            arrangement: text(3),
            negotiated_type: text(4),
            rate: Rate4(self.rate),
            billing_class: text(5),
            setting: text(6),
            service_codes: &self.service_codes,
            modifiers: &self.modifiers,
            expires_on: self
                .expires_on
                .map(|days| Day::from_days_since_epoch(days).expect("a day")),
            tin_type: text(7),
            tin: text(8),
            npi: self.npi.map(Npi::from_stored),
            group_size: self.group_size,
            position: self.position,
        }
    }

    fn bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        assert!(encode(&self.rate(), &mut bytes));
        bytes
    }

    fn row(&self) -> StoredRow<'_> {
        let text = |number: usize| self.texts[number].as_deref().map(Cow::Borrowed);
        let list = |texts: &'_ [String]| texts.iter().cloned().map(Cow::Owned).collect();
        StoredRow {
            code: "70551",
            npi: self.npi,
            tin: text(8),
            network_name: text(1),
            payer: text(0),
            code_type: text(2),
            arrangement: text(3),
            negotiated_type: text(4),
            rate: self.rate,
            billing_class: text(5),
            setting: text(6),
            service_codes: list(&self.service_codes),
            modifiers: list(&self.modifiers),
            expires_on: self.expires_on,
            tin_type: text(7),
            group_size: self.group_size,
            position: self.position,
        }
    }
}

fn order(a: &Owned, b: &Owned) -> std::cmp::Ordering {
    let text = |rate: &Owned, number: usize| rate.texts[number].clone();
    // In the order of the columns: TIN, network name, payer, code type, arrangement, negotiated
    // type.
    let before = |rate: &Owned| {
        (
            rate.npi,
            [8, 1, 0, 2, 3, 4].map(|number| text(rate, number)),
            rate.rate,
        )
    };
    let behind = |rate: &Owned| {
        let lists = (rate.service_codes.clone(), rate.modifiers.clone());
        let texts = (text(rate, 5), text(rate, 6));
        (
            texts,
            lists,
            rate.expires_on,
            text(rate, 7),
            rate.group_size,
            rate.position,
        )
    };
    (before(a), behind(a)).cmp(&(before(b), behind(b)))
}

fn texts() -> impl Strategy<Value = String> {
    // Few letters, among them those with a meaning of their own, so that texts are often prefixes
    // of each other.
    proptest::collection::vec(
        prop_oneof![
            Just('\0'),
            Just('\u{1}'),
            Just('\u{2}'),
            Just('a'),
            Just('é')
        ],
        0..4,
    )
    .prop_map(|characters| characters.into_iter().collect())
}

fn rates() -> impl Strategy<Value = Owned> {
    (
        proptest::collection::vec(proptest::option::of(texts()), 9),
        proptest::collection::vec(texts(), 0..3),
        proptest::collection::vec(texts(), 0..3),
        prop_oneof![Just(i64::MIN), Just(-1), Just(0), Just(1), Just(i64::MAX)],
        proptest::option::of(prop_oneof![
            Just(-700_000),
            Just(-1),
            Just(0),
            Just(2_932_896)
        ]),
        proptest::option::of(prop_oneof![Just(1_000_000_004_u64), Just(9_999_999_999)]),
        prop_oneof![Just(0), Just(1), Just(u32::MAX)],
        prop_oneof![Just(0), Just(255), Just(256), Just(u64::MAX)],
    )
        .prop_map(
            |(texts, service_codes, modifiers, rate, expires_on, npi, group_size, position)| {
                Owned {
                    texts,
                    service_codes,
                    modifiers,
                    rate,
                    expires_on,
                    npi,
                    group_size,
                    position,
                }
            },
        )
}

proptest! {
    #[test]
    fn a_row_comes_back_as_it_was(rate in rates()) {
        let bytes = rate.bytes();
        prop_assert_eq!(decode(&bytes), Some(rate.row()));
    }

    #[test]
    fn bytes_sort_like_the_columns(a in rates(), b in rates()) {
        prop_assert_eq!(a.bytes().cmp(&b.bytes()), order(&a, &b));
    }

    #[test]
    fn rows_are_the_same_when_all_but_the_position_is(rate in rates(), position: u64) {
        let elsewhere = Owned { position, ..rate.clone() };
        let (a, b) = (rate.bytes(), elsewhere.bytes());
        prop_assert_eq!(identity(&a), identity(&b));
    }

    #[test]
    fn damaged_rows_are_reported(rate in rates(), cut in 1_usize..40) {
        let bytes = rate.bytes();
        prop_assert_eq!(decode(&bytes[..bytes.len() - cut.min(bytes.len())]), None);
    }
}
