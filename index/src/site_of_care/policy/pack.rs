//! Policy packs: one payer's published rules of one programme between two days, as data.
//!
//! A pack says what it covers ([`Scope`]), how far a patient may be sent ([`Access`]), and when a
//! hospital is the right place ([`Criterion`]). What the publisher did not say is listed as left
//! open and never made up. Rules differ in thresholds and wording between payers and years, so none
//! of them is code.

use crate::site_of_care::coverage::{Funding, LineOfBusiness, Urgency};
use crate::site_of_care::facts::Fact;
use nearsite_domain::{
    CountyType, Day, MilesHundredths, Modality, PlaceOfService, Window, vocabulary,
};
use serde::{Deserialize, Serialize};

/// One payer's rules of one programme, in force from one day to another.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pack {
    /// Public name, unique among packs: lower-case letters, digits and `-`.
    pub id: String,
    /// Payer.
    pub payer: String,
    /// The programme, such as `imaging-site-of-care`.
    pub programme: String,
    /// For people.
    pub title: String,
    /// The publisher's number and version.
    pub version: String,
    /// First day in force.
    pub effective_from: Day,
    /// Last day in force; none is open.
    pub effective_to: Option<Day>,
    /// Source keys of the publications with the rules.
    pub sources: Vec<String>,
    /// Parts that could not be found, in words. The pack fills in nothing listed here.
    #[serde(default)]
    pub left_open: Vec<String>,
    /// Scope of the program.
    pub scope: Scope,
    /// Access standard: how far a patient may be sent.
    pub access: Access,
    /// Criteria that support a hospital. Any one is enough.
    #[serde(rename = "criterion")]
    pub criteria: Vec<Criterion>,
    /// Times within which something must happen.
    #[serde(default, rename = "clock")]
    pub clocks: Vec<Clock>,
}

impl Pack {
    /// The days it is in force.
    pub const fn window(&self) -> Window {
        Window {
            from: Some(self.effective_from),
            to: self.effective_to,
        }
    }
}

/// Scope of a program. An empty list means any.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scope {
    /// Modalities reviewed.
    pub modalities: Vec<Modality>,
    /// Lines of business reviewed.
    #[serde(default)]
    pub lines: Vec<LineOfBusiness>,
    /// Funding of the plan.
    #[serde(default)]
    pub funding: Vec<Funding>,
    /// States reviewed, two letters.
    #[serde(default)]
    pub states: Vec<String>,
    /// States left out, two letters.
    #[serde(default)]
    pub states_off: Vec<String>,
    /// Place-of-service codes whose choice is reviewed.
    pub place_of_service: Vec<PlaceOfService>,
}

vocabulary!(
    /// Metric of an access standard.
    AccessMetric, "access metric", "straight_line_miles county_ladder left_open" {
        /// One number of miles, measured in a straight line.
        StraightLineMiles = "straight_line_miles",
        /// Minutes and miles by the type of county the patient starts from.
        CountyLadder = "county_ladder",
        /// The publisher gives no number: the order states the one the plan set.
        LeftOpen = "left_open",
    }
);

vocabulary!(
    /// Starting point of the patient.
    OriginKind, "origin kind", "home place_of_care" {
        /// The member's home.
        Home = "home",
        /// The place where the patient receives care.
        PlaceOfCare = "place_of_care",
    }
);

/// Access standard: how far a patient may be sent, and from where.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Access {
    /// Metric of the standard.
    pub metric: AccessMetric,
    /// The number, for straight-line miles.
    #[serde(default, with = "crate::site_of_care::policy::miles::optional")]
    pub miles: Option<MilesHundredths>,
    /// The ladder, for county types: each type once.
    #[serde(default, rename = "step")]
    pub steps: Vec<AccessStep>,
    /// Starting point. If absent, the order states it.
    #[serde(default)]
    pub origin: Option<OriginKind>,
    /// Fewest alternates within reach that make a redirect possible.
    #[serde(default = "one")]
    pub min_alternates: u32,
    /// Source key of the standard.
    pub source: String,
}

const fn one() -> u32 {
    1
}

/// One step of a ladder.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AccessStep {
    /// Type of the county the way starts in.
    pub county: CountyType,
    /// Straight-line miles.
    #[serde(with = "crate::site_of_care::policy::miles")]
    pub miles: MilesHundredths,
    /// Minutes on the road; stated, not measured.
    #[serde(default)]
    pub minutes: Option<u32>,
}

/// One reason that makes a hospital the right place. All of its conditions must hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Criterion {
    /// The coded reason, unique in the pack.
    pub key: String,
    /// The reason in our own words.
    pub text: String,
    /// Source key.
    pub source: String,
    /// Everything that must hold; at least one.
    pub all: Vec<Condition>,
}

/// One condition of a criterion. There is no negation on purpose: a further true fact never turns a
/// supported hospital into a redirect, which is what makes the questions still open exact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Condition {
    /// The fact is true.
    Fact(Fact),
    /// Any of the facts is true.
    AnyFact(Vec<Fact>),
    /// The fact is true of the hospital asked for; of one affiliated with it too where the rule
    /// says so.
    FactHere {
        /// The fact, one that names a site.
        fact: Fact,
        /// True if a site of the same organization counts.
        #[serde(default)]
        or_affiliated: bool,
    },
    /// The patient's age in whole years on the service date.
    Age {
        /// The comparison.
        op: AgeOperator,
        /// The threshold.
        years: u32,
    },
    /// The order has one of these urgencies.
    Urgency(Vec<Urgency>),
    /// No free-standing site or office within reach, otherwise able to do the order, offers the
    /// capability.
    NotAvailable(Capability),
    /// Fewer free-standing sites and offices within reach than a redirect takes can do the whole
    /// order for this patient.
    NoAlternate(NoAlternate),
}

vocabulary!(
    /// Comparison of an age.
    AgeOperator, "age operator", "< <=" {
        /// Younger than.
        Below = "<",
        /// At most.
        AtMost = "<=",
    }
);

vocabulary!(
    /// Test for a missing alternate. One word today; rules with another test can add theirs.
    NoAlternate, "alternate test", "within_access_standard" {
        /// Within the access standard in force.
        WithinAccessStandard = "within_access_standard",
    }
);

vocabulary!(
    /// Capability that a site must have for this patient.
    Capability, "capability", "sedation open_bore wide_bore table_for_weight" {
        /// Sedation at least as deep as the patient needs.
        Sedation = "sedation",
        /// An open magnet.
        OpenBore = "open_bore",
        /// A wide or open magnet.
        WideBore = "wide_bore",
        /// A table that takes the patient's weight.
        TableForWeight = "table_for_weight",
    }
);

/// A time within which something must happen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Clock {
    /// Subject of the clock.
    pub name: String,
    /// Length of time.
    pub amount: u32,
    /// In what.
    pub unit: ClockUnit,
    /// Start of the clock.
    pub from: String,
    /// Source key.
    pub source: String,
}

vocabulary!(
    /// Unit of a clock.
    ClockUnit, "clock unit", "hours calendar_days business_days" {
        /// Hours.
        Hours = "hours",
        /// Calendar days.
        CalendarDays = "calendar_days",
        /// Business days.
        BusinessDays = "business_days",
    }
);
