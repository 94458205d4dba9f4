//! What an in-network file says once, about itself.
//!
//! In come the plain values beside the lists, wherever they stand; out come [`FileFacts`]. A value that cannot be used is a
//! warning, for no rate depends on it.

use super::negotiated_price::leading_day;
use crate::rates::stated_rate::FileFacts;
use crate::reading::json::PlainValue;

/// A field of the header.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum HeaderField {
    Entity,
    Issuer,
    LastUpdated,
    Version,
}

const FIELDS: [(&str, HeaderField); 4] = [
    ("reporting_entity_name", HeaderField::Entity),
    ("issuer_name", HeaderField::Issuer),
    ("last_updated_on", HeaderField::LastUpdated),
    ("version", HeaderField::Version),
];

/// The header as far as it was read.
#[derive(Debug, Default)]
pub(super) struct PayerHeader {
    texts: [Option<String>; FIELDS.len()],
    seen: [bool; FIELDS.len()],
    warnings: Vec<String>,
}

impl HeaderField {
    /// The field a key names.
    pub(super) fn of(key: &str) -> Option<Self> {
        let found = FIELDS.iter().find(|(name, _)| *name == key);
        found.map(|(_, field)| *field)
    }

    const fn name(self) -> &'static str {
        FIELDS[self as usize].0
    }
}

impl PayerHeader {
    /// Takes a field; of one that stands twice the first counts.
    pub(super) fn take(&mut self, field: HeaderField, value: PlainValue) {
        let place = field as usize;
        if std::mem::replace(&mut self.seen[place], true) {
            self.warn(field, "stands twice: the first is used");
            return;
        }
        match value {
            PlainValue::Text(text) => self.texts[place] = Some(text),
            PlainValue::Absent => {}
            PlainValue::Unusable => self.warn(field, "is no text: it counts as absent"),
        }
    }

    /// What the file says of itself.
    pub(super) fn into_facts(mut self) -> FileFacts {
        let [entity, issuer, last_updated, version] = std::mem::take(&mut self.texts);
        let last_updated_on = last_updated.as_deref().and_then(leading_day);
        if last_updated.is_some() && last_updated_on.is_none() {
            let what = "does not begin with a date that exists: it counts as absent";
            self.warn(HeaderField::LastUpdated, what);
        }
        FileFacts {
            payer: issuer.or_else(|| entity.clone()),
            entity,
            last_updated_on,
            schema_version: version,
            warnings: self.warnings,
            ..FileFacts::default()
        }
    }

    fn warn(&mut self, field: HeaderField, what: &str) {
        let warning = format!("{} {what}", field.name());
        if !self.warnings.contains(&warning) {
            self.warnings.push(warning);
        }
    }
}
