//! The facts by their words, in the order they are asked, and sets of them.

/// Every fact. A fact is known by its place in this list.
pub(crate) const FACTS: [&str; 17] = [
    "sedation_need",
    "contrast_planned",
    "contrast_allergy",
    "obstetric_observation",
    "perinatology",
    "prior_studies",
    "preoperative",
    "postoperative",
    "transplant",
    "claustrophobia",
    "closed_bore_unsafe",
    "body_size",
    "chronic_disease",
    "comparison_needed",
    "delay_harmful",
    "hospital_only_service",
    "active_covid",
];

/// Facts that may name the site at which they are true.
pub(crate) const NAMING_A_SITE: [&str; 3] = ["prior_studies", "preoperative", "postoperative"];

pub(crate) const SEDATION_NEED: usize = 0;
pub(crate) const CONTRAST_PLANNED: usize = 1;
pub(crate) const CLAUSTROPHOBIA: usize = 9;
pub(crate) const CLOSED_BORE_UNSAFE: usize = 10;
pub(crate) const BODY_SIZE: usize = 11;

/// Facts that change the needs an alternate must meet.
pub(crate) const NEED_FACTS: [usize; 5] = [
    SEDATION_NEED,
    CONTRAST_PLANNED,
    CLAUSTROPHOBIA,
    CLOSED_BORE_UNSAFE,
    BODY_SIZE,
];

/// The place of a fact in the list.
pub(crate) fn fact_of(word: &str) -> usize {
    FACTS.iter().position(|known| *known == word).unwrap()
}

/// The value an order states for a fact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Stated {
    False,
    /// Of a fact that names a site: at the site asked for.
    True,
    /// True, at the site of this registration.
    At(String),
}

/// A set of facts taken as true; every other is taken as false.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct TrueFacts(u32);

impl TrueFacts {
    pub(crate) fn holds(self, fact: usize) -> bool {
        self.0 >> fact & 1 == 1
    }

    pub(crate) fn with(self, fact: usize) -> Self {
        Self(self.0 | 1 << fact)
    }
}
