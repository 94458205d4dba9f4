//! Member cost of an exam: the benefits of a plan, stated with the request, applied to the claims
//! behind an all-in price.
//!
//! The rules are those of every plan's summary of benefits \[NH-C]\[HPHEA]. The allowed amount,
//! never the charge, goes to what is left of the deductible, then to a copay or coinsurance. A
//! person or family pays no more than the out-of-pocket maximum. The rules are applied claim by
//! claim in a fixed order, because a hospital sends two claims and the first uses up what the
//! second would have met: the facility's (or technical, or global) claim first, with its contrast
//! agent, then the claim of the reading physician.
//!
//! [`Benefits`] are checked already, [`Claims`] come from a price's components, and [`estimate()`]
//! is arithmetic in whole cents: each coinsurance is rounded half-up to the cent separately.
//! Nothing here knows a snapshot, and nothing is stored.

mod benefits;
mod claims;
mod estimate;
#[cfg(test)]
mod tests;

pub use benefits::{
    Accumulator, Accumulators, BasisPoints, BenefitLimits, Benefits, CostSharing, DeductibleUse,
    FamilyRule, MetAboveLimit, NotAPercentage, Payment,
};
pub use claims::{Claim, Claims};
pub(crate) use estimate::share_of_visit;
pub use estimate::{ClaimShare, MemberShare, PaymentShare, estimate};
