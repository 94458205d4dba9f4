//! The site-of-care review: an order against a policy in force, with proof of what is within the patient's reach.
//!
//! [`Policies`] are checked packs of rules as data. An [`Order`] is bound to a snapshot (`bind`), judged in or out of scope
//! (`scope`, `setting`), and measured against the distance standard in force (`access`). One pass over the sites within it
//! (`reach`) tells who can do the order, and what each offers (`offer`) of everything that facts may need (`needs`); the `criteria`
//! follow from that and from the facts stated, each with its `evidence`, and `minimal_sets` tells what is still to be asked. The
//! [`Certificate`] holds it all in a form that can be checked.

mod access;
mod bind;
mod certificate;
mod check;
mod criteria;
mod evaluate;
mod evaluation;
mod evidence;
mod facts;
mod error;
mod miles;
mod minimal_sets;
mod needs;
mod offer;
mod order;
mod policies;
mod policy;
mod reach;
mod registered;
mod scope;
mod setting;
mod words;

pub use certificate::{Certificate, CertificateError, VerifiedCertificate, verify as verify_certificate};
pub use evaluation::{
    Alternates, Contradiction, ContradictionFinding, CriterionEvidence, CriterionFinding,
    CriterionStatus, Evaluation, EvaluationError, ReviewOutcome, FactQuestion, RequestedSiteSummary, ScopeFinding,
    ScopeReason,
};
pub use facts::{Fact, StatedFacts, FactAnswer};
pub use error::{PolicyError, PolicyErrorKind};
pub use nearsite_domain::CountyType;
pub use order::{
    FEDERAL_LADDER, Funding, LineOfBusiness, Order, RequestedSite, StatedAccess, Urgency,
};
pub use policies::{PolicyLookup, CheckedPack, Policies};
pub use policy::{
    Access, AccessMetric, AccessStep, AgeOperator, Capability, Clock, ClockUnit, Condition,
    Criterion, NoAlternate, OriginKind, Pack, Scope,
};
