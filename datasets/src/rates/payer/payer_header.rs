//! Header of an in-network file: the facts that it states once.
//!
//! Input is the plain values of the outermost object, in any order. Output is [`FileFacts`]. A
//! value that cannot be used is only a warning, because no rate depends on it.

use super::negotiated_price::leading_day;
use crate::rates::stated_rate::FileFacts;
use crate::reading::json::PlainValue;

/// Field of the header.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum HeaderField {
    Entity,
    Issuer,
    LastUpdated,
    Version,
    PlanName,
    PlanId,
}

const FIELDS: [(&str, HeaderField); 6] = [
    ("reporting_entity_name", HeaderField::Entity),
    ("issuer_name", HeaderField::Issuer),
    ("last_updated_on", HeaderField::LastUpdated),
    ("version", HeaderField::Version),
    ("plan_name", HeaderField::PlanName),
    ("plan_id", HeaderField::PlanId),
];

/// Header fields read so far.
#[derive(Debug, Default)]
pub(super) struct PayerHeader {
    texts: [Option<String>; FIELDS.len()],
    seen: [bool; FIELDS.len()],
    warnings: Vec<String>,
}

impl HeaderField {
    /// Returns the field that a key names.
    pub(super) fn of(key: &str) -> Option<Self> {
        let found = FIELDS.iter().find(|(name, _)| *name == key);
        found.map(|(_, field)| *field)
    }

    const fn name(self) -> &'static str {
        FIELDS[self as usize].0
    }
}

impl PayerHeader {
    /// Takes a field. Of a field that appears twice, the first one counts.
    pub(super) fn take(&mut self, field: HeaderField, value: PlainValue) {
        let place = field as usize;
        if std::mem::replace(&mut self.seen[place], true) {
            self.warn(field, "appears twice: the first is used");
            return;
        }
        match value {
            PlainValue::Text(text) => self.texts[place] = Some(text),
            PlainValue::Absent => {}
            PlainValue::Unusable => self.warn(field, "is not text: it counts as absent"),
        }
    }

    /// Returns the facts of the file.
    pub(super) fn into_facts(mut self) -> FileFacts {
        let [entity, issuer, last_updated, version, plan_name, plan_id] =
            std::mem::take(&mut self.texts);
        let plan_name = plan_name.filter(|_| is_first_schema(version.as_deref()));
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
            plan_id: plan_id.filter(|_| plan_name.is_some()),
            plan_name,
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

/// True for schema 1.x, and for a file that states no version. Files of later schemas name their
/// networks in the provider references.
fn is_first_schema(version: Option<&str>) -> bool {
    let major = version.map(|version| version.split('.').next().unwrap_or(version));
    major.is_none_or(|major| matches!(major.trim(), "1" | "v1" | "V1"))
}
