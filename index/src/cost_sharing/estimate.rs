//! Estimate of a member's payment for one visit, claim by claim.

use super::benefits::{Accumulators, Benefits, CostSharing, DeductibleUse, Payment};
use super::claims::Claim;
use nearsite_domain::{Cents, Setting};

const NOTHING: Cents = Cents(0);

/// A member's payment by kind; the parts add up to the total.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PaymentShare {
    /// Part paid toward the deductible.
    pub deductible: Cents,
    /// Part paid as a copay.
    pub copay: Cents,
    /// Part paid as coinsurance.
    pub coinsurance: Cents,
    /// Amount that the out-of-pocket maximum saves the member; not part of the total.
    pub spared: Cents,
}

impl PaymentShare {
    /// Nothing.
    pub const NONE: Self = Self {
        deductible: NOTHING,
        copay: NOTHING,
        coinsurance: NOTHING,
        spared: NOTHING,
    };

    /// Returns the member's whole payment.
    pub const fn total(self) -> Cents {
        Cents(self.deductible.0 + self.copay.0 + self.coinsurance.0)
    }

    /// Adds two payments.
    #[must_use]
    pub const fn plus(self, other: Self) -> Self {
        Self {
            deductible: Cents(self.deductible.0 + other.deductible.0),
            copay: Cents(self.copay.0 + other.copay.0),
            coinsurance: Cents(self.coinsurance.0 + other.coinsurance.0),
            spared: Cents(self.spared.0 + other.spared.0),
        }
    }

    /// Limits the payment to the amount left until the out-of-pocket maximum. The deductible is
    /// kept first, then the copay, then the coinsurance.
    fn capped(self, left: Cents) -> Self {
        let deductible = self.deductible.min(left);
        let copay = self.copay.min(less(left, deductible));
        let coinsurance = self.coinsurance.min(less(less(left, deductible), copay));
        let paid = Self {
            deductible,
            copay,
            coinsurance,
            spared: self.spared,
        };
        Self {
            spared: Cents(self.spared.0 + self.total().0 - paid.total().0),
            ..paid
        }
    }
}

/// A member's payment for one claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClaimShare {
    /// The claim.
    pub claim: Claim,
    /// The member's share of it.
    pub share: PaymentShare,
}

/// A member's payment for one visit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MemberShare {
    /// Claim by claim, in the order they are settled.
    pub claims: Vec<ClaimShare>,
    /// All claims together.
    pub share: PaymentShare,
    /// Progress of the limits afterward.
    pub accumulators: Accumulators,
}

/// Amounts that the claims of one visit use up, one claim after another.
struct Visit {
    sharing: CostSharing,
    /// Amount left of the deductible.
    deductible: Cents,
    /// Amount left of the copay: it is due once per visit.
    copay: Cents,
    /// Amount left until the plan pays everything.
    out_of_pocket: Option<Cents>,
}

impl Visit {
    fn new(benefits: &Benefits, setting: Setting) -> Self {
        let sharing = benefits.sharing(setting);
        Self {
            sharing,
            deductible: match sharing.deductible {
                DeductibleUse::Applies => benefits.accumulators.deductible_left(),
                DeductibleUse::Waived => NOTHING,
            },
            copay: match sharing.payment {
                Payment::Copay(copay) => copay,
                Payment::Coinsurance(_) => NOTHING,
            },
            out_of_pocket: benefits.accumulators.out_of_pocket_left(),
        }
    }

    /// Returns the member's payment for the next claim.
    fn settle(&mut self, allowed: Cents) -> PaymentShare {
        let deductible = allowed.min(self.deductible);
        let rest = less(allowed, deductible);
        let copay = rest.min(self.copay);
        let coinsurance = match self.sharing.payment {
            Payment::Coinsurance(rate) => rate.of(rest),
            Payment::Copay(_) => NOTHING,
        };
        self.deductible = less(self.deductible, deductible);
        self.copay = less(self.copay, copay);
        let owed = PaymentShare {
            deductible,
            copay,
            coinsurance,
            spared: NOTHING,
        };
        let Some(left) = self.out_of_pocket else {
            return owed;
        };
        let paid = owed.capped(left);
        self.out_of_pocket = Some(less(left, paid.total()));
        paid
    }
}

/// Computes a member's payment for a visit that is billed in this setting and makes these claims.
///
/// ```
/// # use nearsite_index::cost_sharing::*;
/// # use nearsite_domain::{Cents, Component, Setting};
/// let limits = |limit, met| BenefitLimits {
///     individual: Accumulator::new(Cents(limit), Cents(met)).ok(),
///     family: None,
/// };
/// let accumulators = Accumulators {
///     deductible: limits(200_000, 140_000),
///     out_of_pocket: limits(500_000, 140_000),
///     family_rule: FamilyRule::Embedded,
/// };
/// let benefits = Benefits::new(accumulators, BasisPoints::try_from(2_000)?);
/// let hospital = [Claim { part: Component::Facility, allowed: Cents(185_000) }];
/// let member = estimate(&benefits, Setting::HospitalOutpatient, hospital);
/// // 600.00 of the deductible, then 20 % of 1,250.00.
/// assert_eq!(member.share.total(), Cents(85_000));
/// # Ok::<(), NotAPercentage>(())
/// ```
pub fn estimate(
    benefits: &Benefits,
    setting: Setting,
    claims: impl IntoIterator<Item = Claim>,
) -> MemberShare {
    let mut visit = Visit::new(benefits, setting);
    let settled = |claim: Claim| ClaimShare {
        claim,
        share: visit.settle(claim.allowed),
    };
    let claims: Vec<ClaimShare> = claims.into_iter().map(settled).collect();
    let share = claims
        .iter()
        .fold(PaymentShare::NONE, |sum, claim| sum.plus(claim.share));
    let mut accumulators = benefits.accumulators;
    accumulators.count(share.deductible, share.total());
    MemberShare {
        claims,
        share,
        accumulators,
    }
}

/// Returns only the payment for the whole visit. For ranking thousands of sites.
pub(crate) fn share_of_visit(
    benefits: &Benefits,
    setting: Setting,
    claims: impl IntoIterator<Item = Claim>,
) -> PaymentShare {
    let mut visit = Visit::new(benefits, setting);
    claims.into_iter().fold(PaymentShare::NONE, |sum, claim| {
        sum.plus(visit.settle(claim.allowed))
    })
}

/// Subtracts a payment that is not larger than the amount.
const fn less(amount: Cents, paid: Cents) -> Cents {
    Cents(amount.0 - paid.0)
}
