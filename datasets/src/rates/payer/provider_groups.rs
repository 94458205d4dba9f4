//! Provider groups: who is behind a rate.
//!
//! In comes a list `provider_groups` while it is parsed; out come all NPIs in it, for the size of the group, and of its groups
//! only those with somebody registered. So memory grows with what is kept, not with what stands there.

use super::scalar::{Raw, text};
use super::visitors::{ElementVisitor, FieldVisitor, ObjectSeed};
use crate::rates::rate_filter::RateFilter;
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::fmt;

/// Largest number of ten digits; an NPI has as many.
const MAX_NPI: u64 = 9_999_999_999;

/// A provider group with somebody registered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct ProviderGroup {
    /// Type of its TIN, lower case.
    pub(super) tin_type: Option<String>,
    /// Its TIN, as the table shows it.
    pub(super) tin: Option<String>,
    /// Its registered NPIs; none when only the TIN is registered.
    pub(super) npis: Vec<u64>,
}

/// The groups of one list.
pub(super) struct ProviderGroups<'w> {
    wanted: &'w RateFilter,
    /// Number of groups.
    pub(super) stated: u64,
    /// Every NPI in the order stated, registered or not, repeated or not; zeros left out.
    pub(super) npis: Vec<u64>,
    /// Groups with somebody registered.
    pub(super) registered: Vec<ProviderGroup>,
    /// What stands among NPIs and is none.
    pub(super) strange_npis: u64,
}

impl<'w> ProviderGroups<'w> {
    /// No groups yet.
    pub(super) fn new(wanted: &'w RateFilter) -> Self {
        Self {
            wanted,
            stated: 0,
            npis: Vec::new(),
            registered: Vec::new(),
            strange_npis: 0,
        }
    }

    /// Keeps the group whose NPIs begin at a place, if somebody in it is registered.
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

/// One group while it is parsed.
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

/// A TIN as stated.
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

/// A part of a TIN as text; what is neither text nor number counts as absent.
fn lenient_text(part: Raw<'_>) -> Option<Cow<'_, str>> {
    text(part, "tin").ok().flatten()
}

/// Nine or ten digits without the hyphens between them; anything else as it stands.
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

/// Takes NPIs: numbers or texts, in a list or alone.
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
        // Ten digits are exact in a float, and a cast of anything out of range is out of range too.
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
