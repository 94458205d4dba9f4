//! The site-of-care review: an order against a policy in force, with proof of what is within the patient's reach.

mod facts;
mod miles;
mod order;
mod policy;

pub use facts::{Fact, Facts, Stated};
pub use order::{
    FEDERAL_LADDER, Funding, LineOfBusiness, Order, RequestedSite, StatedAccess, Urgency,
};
pub use policy::{
    Access, AccessMetric, AccessStep, AgeOperator, Capability, Clock, ClockUnit, Condition,
    CountyType, Criterion, NoAlternate, OriginKind, Pack, Scope,
};
