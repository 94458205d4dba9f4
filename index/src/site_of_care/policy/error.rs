//! Errors of a policy pack or a set of packs.

use crate::site_of_care::facts::Fact;
use nearsite_domain::{CountyType, Day};

/// One error: which pack, where in it, and what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("policy {pack}: {place}: {kind}")]
pub struct PolicyError {
    /// Position of the pack in the input, counted from 0.
    pub position: usize,
    /// Its id, or `number N` where the id itself cannot be used.
    pub pack: String,
    /// The key at error, such as `criterion[2].all[0].age`; lists count from 0.
    pub place: String,
    /// Kind of the error.
    pub kind: PolicyErrorKind,
}

/// Kinds of errors. No text of the pack is repeated in them, but names that passed their own check.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PolicyErrorKind {
    /// An id, payer or programme of another shape.
    #[error("must be 1 to 64 of a-z 0-9 -, with a letter or digit first")]
    Name,
    /// A criterion's key of another shape.
    #[error("must be 1 to 64 of a-z 0-9 _, with a letter first")]
    Key,
    /// The key the engine gives to its own criterion, on another one.
    #[error(
        "`no_alternate` is the key of missing alternates: give it the `no_alternate` condition alone, or another key"
    )]
    ReservedKey,
    /// A source key of another shape.
    #[error("a source key is 1 to 32 of A-Z 0-9 -, with a letter or digit first")]
    SourceKey,
    /// A source that the pack does not list.
    #[error("this source is not among the pack's `sources`: list it there")]
    UnlistedSource,
    /// A text that is empty, long or not printable.
    #[error("must be 1 to 1000 characters, without control characters or spaces at either end")]
    Text,
    /// A list without entries.
    #[error("needs at least one entry")]
    Empty,
    /// A list beyond its bound.
    #[error("takes at most {0} entries")]
    TooMany(usize),
    /// A duplicate entry.
    #[error("appears twice; remove one")]
    Repeated,
    /// A number out of range.
    #[error("must be from {low} to {high}")]
    Range {
        /// Smallest.
        low: u32,
        /// Largest.
        high: u32,
    },
    /// The last day is before the first.
    #[error("the last day {to} is before the first, {from}")]
    DatesOutOfOrder {
        /// First day.
        from: Day,
        /// Last day.
        to: Day,
    },
    /// Not a state.
    #[error("must be the two capital letters of a state or territory")]
    State,
    /// A state that is both in and out.
    #[error("this state is in both `states` and `states_off`: leave it out of one")]
    StateInAndOut,
    /// A place of service that no site-of-care review looks at.
    #[error("only hospital places of service (19, 22) are reviewed: leave this one out")]
    NotAHospital,
    /// Miles are missing.
    #[error("the metric `straight_line_miles` needs `miles`")]
    MilesMissing,
    /// Miles that have no effect.
    #[error("`miles` goes with the metric `straight_line_miles` alone: leave it out")]
    MilesUnread,
    /// A ladder without one of its steps.
    #[error("the metric `county_ladder` needs a step for `{0}`")]
    StepMissing(CountyType),
    /// A duplicate step.
    #[error("the step for `{0}` appears twice; remove one")]
    StepRepeated(CountyType),
    /// Steps that have no effect.
    #[error("steps go with the metric `county_ladder` alone: leave them out")]
    StepsUnread,
    /// A fact that cannot be true of one site alone.
    #[error(
        "`{0}` names no site: use `fact`, or one of prior_studies, preoperative, postoperative"
    )]
    NotOfASite(Fact),
    /// A comparison that no age can pass.
    #[error("no patient is younger than 0; give a higher age")]
    AgeNever,
    /// No criteria, and no word about it.
    #[error("a pack without criteria must say in `left_open` that they were not found")]
    SilentlyEmpty,
    /// Another pack has the id.
    #[error("another pack has this id: rename one")]
    DuplicateId,
    /// Two packs on the same day.
    #[error(
        "`{other}` is still in force on {day}: end it the day before, or let this one begin later"
    )]
    Overlap {
        /// Id of the earlier pack.
        other: String,
        /// First day both are in force.
        day: Day,
    },
    /// Days between two packs.
    #[error(
        "no pack of the programme is in force from {from} to {to}, after `{other}`: move one of the ends"
    )]
    Gap {
        /// Id of the earlier pack.
        other: String,
        /// First day without a pack.
        from: Day,
        /// Last day without a pack.
        to: Day,
    },
    /// The pack cannot be written in canonical form, which a checked pack always can.
    #[error("cannot be written in canonical form: {0}")]
    Canonical(String),
}
