//! The site-of-care review: an order against a policy in force, with a certificate of the sites
//! within the patient's reach.
//!
//! Rooms, each importing the ones before it only: [`Policies`] are checked packs of rules
//! (`policy`). An [`Order`] is bound to a snapshot, judged in or out of scope, and measured against
//! the access standard (`order`). One pass over the sites within it finds what each offers;
//! criteria and open questions follow from that and from the stated facts (`decision`). The
//! [`Certificate`] holds everything in a form that can be checked (`certificate`, `verification`).
//! `evaluation` runs these steps.

mod certificate;
mod coverage;
mod decision;
mod evaluation;
mod facts;
mod findings;
mod order;
mod policy;
mod verification;

pub use certificate::Certificate;
pub use coverage::{Funding, LineOfBusiness, Urgency};
pub use evaluation::Evaluation;
pub use facts::{Fact, FactAnswer, StatedFacts};
pub use findings::{
    Alternates, Contradiction, ContradictionFinding, CriterionEvidence, CriterionFinding,
    CriterionStatus, EvaluationError, FactQuestion, RequestedSiteSummary, ReviewOutcome,
    ScopeFinding, ScopeReason,
};
pub use nearsite_domain::CountyType;
pub use order::definition::{FEDERAL_LADDER, Order, RequestedSite, StatedAccess};
pub use policy::error::{PolicyError, PolicyErrorKind};
pub use policy::pack::{
    Access, AccessMetric, AccessStep, AgeOperator, Capability, Clock, ClockUnit, Condition,
    Criterion, NoAlternate, OriginKind, Pack, Scope,
};
pub use policy::policies::{CheckedPack, Policies, PolicyLookup};
pub use verification::{CertificateError, VerifiedCertificate, verify as verify_certificate};
