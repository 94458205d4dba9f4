//! The site-of-care review: an order against a policy in force, with proof of what is within the patient's reach.

mod check;
mod facts;
mod fault;
mod miles;
mod order;
mod policies;
mod policy;

pub use crate::domain::CountyType;
pub use facts::{Fact, Facts, Stated};
pub use fault::{PolicyFault, PolicyFaultKind};
pub use order::{
    FEDERAL_LADDER, Funding, LineOfBusiness, Order, RequestedSite, StatedAccess, Urgency,
};
pub use policies::{Found, HeldPack, Policies};
pub use policy::{
    Access, AccessMetric, AccessStep, AgeOperator, Capability, Clock, ClockUnit, Condition,
    Criterion, NoAlternate, OriginKind, Pack, Scope,
};
