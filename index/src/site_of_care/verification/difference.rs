//! The first place at which two certificates differ.

use serde_json::Value;

/// A JSON pointer and the values there on both sides, as JSON.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct CertificateDifference {
    /// The place, such as `alternates[3].metres`.
    pub(crate) place: String,
    /// Value in the certificate.
    pub(crate) stated: String,
    /// Computed value.
    pub(crate) computed: String,
}

/// Members in their order, which a JSON value does not keep.
const MEMBERS: [&str; 16] = [
    "format",
    "snapshot",
    "as_of",
    "policy",
    "profile",
    "order",
    "origin",
    "access",
    "radius_metres",
    "needs",
    "alternates",
    "excluded",
    "none_exists",
    "outcome",
    "criteria",
    "questions",
];

/// Finds the first difference of two contents, if there is one.
pub(crate) fn find(stated: &str, computed: &str) -> Option<CertificateDifference> {
    let value = |content| serde_json::from_str::<Value>(content).unwrap_or_default();
    let (stated, computed) = (value(stated), value(computed));
    MEMBERS
        .iter()
        .find_map(|&member| differ(member, stated.get(member), computed.get(member)))
}

fn differ(
    place: &str,
    stated: Option<&Value>,
    computed: Option<&Value>,
) -> Option<CertificateDifference> {
    if stated == computed {
        return None;
    }
    let inner = match (stated, computed) {
        (Some(Value::Object(stated)), Some(Value::Object(computed))) => {
            let members = stated.keys().chain(computed.keys());
            let mut members = members.map(|key| (format!("{place}.{key}"), key));
            members.find_map(|(place, key)| differ(&place, stated.get(key), computed.get(key)))
        }
        (Some(Value::Array(stated)), Some(Value::Array(computed))) => {
            let longest = stated.len().max(computed.len());
            (0..longest).find_map(|entry| {
                let place = format!("{place}[{entry}]");
                differ(&place, stated.get(entry), computed.get(entry))
            })
        }
        _ => None,
    };
    inner.or_else(|| {
        let shown =
            |value: Option<&Value>| value.map_or_else(|| "nothing".to_owned(), ToString::to_string);
        Some(CertificateDifference {
            place: place.to_owned(),
            stated: shown(stated),
            computed: shown(computed),
        })
    })
}
