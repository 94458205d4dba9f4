//! Provider groups: the providers of a rate.
//!
//! Input is a list `provider_groups` while it is parsed. Output is all NPIs in it, for the size of
//! the group, and only those groups that have a registered provider.

use super::scalar::{Raw, text};
use super::visitors::{ElementVisitor, FieldVisitor, ObjectSeed};
use crate::rates::rate_filter::RateFilter;
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::fmt;

/// Largest number of ten digits, the length of an NPI.
const MAX_NPI: u64 = 9_999_999_999;

/// Provider group with a registered provider.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct ProviderGroup {
    /// Type of its TIN, lower case.
    pub(super) tin_type: Option<String>,
    /// TIN as in the table.
    pub(super) tin: Option<String>,
    /// Registered NPIs; none when only the TIN is registered.
    pub(super) npis: Vec<u64>,
}

/// Groups of one list.
pub(super) struct ProviderGroups<'w> {
    wanted: &'w RateFilter,
    /// Number of groups.
    pub(super) stated: u64,
    /// Every NPI in the order stated, including repeated and unregistered ones. Zeros are left out.
    pub(super) npis: Vec<u64>,
    /// Groups with a registered provider.
    pub(super) registered: Vec<ProviderGroup>,
    /// Number of values among the NPIs that are not NPIs.
    pub(super) strange_npis: u64,
}

impl<'w> ProviderGroups<'w> {
    /// Creates an empty list of groups.
    pub(super) fn new(wanted: &'w RateFilter) -> Self {
        Self {
            wanted,
            stated: 0,
            npis: Vec::new(),
            registered: Vec::new(),
            strange_npis: 0,
        }
    }

    /// Keeps the group whose NPIs start at index `begin`, if it has a registered provider.
    fn keep_registered(&mut self, begin: usize, tin: &StatedTin<'_>) {
        let npis = self.npis.get(begin..).unwrap_or(&[]);
        let is_registered = |npi: &&u64| self.wanted.npi(**npi).is_some();
        let mut registered: Vec<u64> = npis.iter().filter(is_registered).copied().collect();
        let tin_type = lenient_text(tin.tin_type).map(|text| text.to_lowercase());
        let value = lenient_text(tin.value).map(without_hyphens);
        if registered.is_empty() {
            let has_tin = |tin: &Cow<'_, str>| self.wanted.has_tin(tin_type.as_deref(), tin);
            if !value.as_ref().is_some_and(has_tin) {
                return;
            }
        }
        registered.sort_unstable();
        registered.dedup();
        self.registered.push(ProviderGroup {
            tin_type,
            tin: value.map(Cow::into_owned),
            npis: registered,
        });
    }
}

impl<'de> ElementVisitor<'de> for ProviderGroups<'_> {
    fn take_element<A: SeqAccess<'de>>(&mut self, list: &mut A) -> Result<bool, A::Error> {
        let begin = self.npis.len();
        let mut group = GroupFields {
            npis: NpiSeed {
                numbers: &mut self.npis,
                strange: &mut self.strange_npis,
            },
            tin: StatedTin::default(),
        };
        if list.next_element_seed(ObjectSeed(&mut group))?.is_none() {
            return Ok(false);
        }
        let tin = group.tin;
        self.stated += 1;
        self.keep_registered(begin, &tin);
        Ok(true)
    }
}

/// Fields of one group.
struct GroupFields<'n, 'a> {
    npis: NpiSeed<'n>,
    tin: StatedTin<'a>,
}

impl<'de> FieldVisitor<'de> for GroupFields<'_, 'de> {
    fn take_field<A: MapAccess<'de>>(&mut self, key: &str, map: &mut A) -> Result<bool, A::Error> {
        match key {
            "npi" => map.next_value_seed(self.npis.again())?,
            "tin" => map.next_value_seed(ObjectSeed(&mut self.tin))?,
            _ => return Ok(false),
        }
        Ok(true)
    }
}

/// TIN as stated.
#[derive(Default)]
struct StatedTin<'a> {
    tin_type: Raw<'a>,
    value: Raw<'a>,
}

impl<'de> FieldVisitor<'de> for StatedTin<'de> {
    fn take_field<A: MapAccess<'de>>(&mut self, key: &str, map: &mut A) -> Result<bool, A::Error> {
        match key {
            "type" => self.tin_type = map.next_value()?,
            "value" => self.value = map.next_value()?,
            _ => return Ok(false),
        }
        Ok(true)
    }
}

/// Returns a part of a TIN as text. A value that is neither text nor number counts as absent.
fn lenient_text(part: Raw<'_>) -> Option<Cow<'_, str>> {
    text(part, "tin").ok().flatten()
}

/// Removes the hyphens from nine or ten digits. Any other text stays as it is.
fn without_hyphens(tin: Cow<'_, str>) -> Cow<'_, str> {
    if !tin.contains('-') {
        return tin;
    }
    let digits: String = tin.chars().filter(|letter| *letter != '-').collect();
    let is_number = digits.bytes().all(|byte| byte.is_ascii_digit());
    if is_number && matches!(digits.len(), 9 | 10) {
        Cow::Owned(digits)
    } else {
        tin
    }
}

/// Seed that reads NPIs: numbers or texts, in a list or alone.
struct NpiSeed<'n> {
    numbers: &'n mut Vec<u64>,
    strange: &'n mut u64,
}

impl NpiSeed<'_> {
    fn again(&mut self) -> NpiSeed<'_> {
        NpiSeed {
            numbers: self.numbers,
            strange: self.strange,
        }
    }

    fn take(self, number: Option<u64>) {
        match number {
            Some(0) => {}
            Some(number) if number <= MAX_NPI => self.numbers.push(number),
            _ => *self.strange += 1,
        }
    }
}

impl<'de> DeserializeSeed<'de> for NpiSeed<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for NpiSeed<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("NPIs")
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<(), E> {
        self.take(Some(number));
        Ok(())
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<(), E> {
        self.take(u64::try_from(number).ok());
        Ok(())
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<(), E> {
        // Ten digits are exact in a float. A cast of a number out of range is out of range too.
        self.take((number.fract() == 0.0 && number >= 0.0).then_some(number as u64));
        Ok(())
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<(), E> {
        let text = text.trim();
        let is_number = text.bytes().all(|byte| byte.is_ascii_digit());
        match text {
            "" => {}
            _ if is_number => self.take(text.parse().ok()),
            _ => self.take(None),
        }
        Ok(())
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<(), E> {
        self.take(None);
        Ok(())
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut list: A) -> Result<(), A::Error> {
        while list.next_element_seed(self.again())?.is_some() {}
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        self.take(None);
        Ok(())
    }
}
