//! Miles in policy files: plain numbers with at most two decimals.

use nearsite_domain::MilesHundredths;
use serde::{Deserialize, Deserializer, Serializer, de::Error};

/// Farthest distance a policy may state, in hundredths of a mile; a search reaches no farther.
const FARTHEST: f64 = 25_000.0;
/// Decimals are kept exactly: hundredths differ from a whole number by less than this.
const SLACK: f64 = 1e-6;

/// Reads miles from 0.01 to 250 with at most two decimals.
///
/// # Errors
/// When the number is out of range or has more decimals.
pub(crate) fn deserialize<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<MilesHundredths, D::Error> {
    let hundredths = f64::deserialize(deserializer)? * 100.0;
    let whole = hundredths.round();
    if !(1.0..=FARTHEST).contains(&whole) || (hundredths - whole).abs() > SLACK {
        return Err(D::Error::custom(
            "miles must be from 0.01 to 250 with at most 2 decimals",
        ));
    }
    Ok(MilesHundredths(whole as i64))
}

/// Writes miles.
#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde hands over a reference"
)]
pub(crate) fn serialize<S: Serializer>(
    miles: &MilesHundredths,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.serialize_f64(miles.0 as f64 / 100.0)
}

/// Miles that may be absent.
pub(crate) mod optional {
    use super::{Deserialize, Deserializer, MilesHundredths, Serializer};

    #[derive(Deserialize)]
    #[serde(transparent)]
    struct Miles(#[serde(with = "super")] MilesHundredths);

    /// Reads miles, if there are any.
    ///
    /// # Errors
    /// When the number is out of range or has more decimals.
    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Option<MilesHundredths>, D::Error> {
        Ok(Option::<Miles>::deserialize(deserializer)?.map(|miles| miles.0))
    }

    /// Writes miles, if there are any.
    #[expect(clippy::ref_option, reason = "serde hands over a reference")]
    pub(crate) fn serialize<S: Serializer>(
        miles: &Option<MilesHundredths>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        match miles {
            Some(miles) => super::serialize(miles, serializer),
            None => serializer.serialize_none(),
        }
    }
}
