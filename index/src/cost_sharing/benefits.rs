//! Benefits of a plan: limits and amounts already met, and the share of an exam by the setting in
//! which it is billed.
//!
//! A limit that is not stated does not apply.

use nearsite_domain::{Cents, Setting, quotient, vocabulary};

/// A share of an amount in hundredths of a percent: 2,000 is 20%.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BasisPoints(u16);

/// Error: a share above 100 percent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a share must be from 0 to 100 percent")]
pub struct NotAPercentage;

impl BasisPoints {
    /// 0%.
    pub const NONE: Self = Self(0);
    /// 100%.
    pub const WHOLE: u16 = 10_000;

    /// Hundredths of a percent.
    pub const fn get(self) -> u16 {
        self.0
    }

    /// The share of an amount, half-up to the cent.
    pub(super) const fn of(self, amount: Cents) -> Cents {
        Cents(quotient(amount.0 * self.0 as i64, Self::WHOLE as i64))
    }
}

impl TryFrom<u16> for BasisPoints {
    type Error = NotAPercentage;
    fn try_from(hundredths: u16) -> Result<Self, NotAPercentage> {
        if hundredths <= Self::WHOLE {
            Ok(Self(hundredths))
        } else {
            Err(NotAPercentage)
        }
    }
}

/// A limit of the plan year and how much of it is met.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Accumulator {
    limit: Cents,
    met: Cents,
}

/// Error: the amount met is above the limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the amount met must be from 0 to the limit")]
pub struct MetAboveLimit;

impl Accumulator {
    /// Creates an accumulator from a limit and the amount already met.
    ///
    /// # Errors
    /// When the amount met is negative or above the limit.
    pub const fn new(limit: Cents, met: Cents) -> Result<Self, MetAboveLimit> {
        if met.0 < 0 || met.0 > limit.0 {
            return Err(MetAboveLimit);
        }
        Ok(Self { limit, met })
    }

    /// The limit.
    pub const fn limit(self) -> Cents {
        self.limit
    }

    /// Amount already met.
    pub const fn met(self) -> Cents {
        self.met
    }

    /// Amount left to meet.
    pub const fn left(self) -> Cents {
        Cents(self.limit.0 - self.met.0)
    }

    /// Counts a payment up to the amount left.
    fn count(&mut self, paid: Cents) {
        self.met = Cents(self.met.0 + paid.0).min(self.limit);
    }
}

/// Limits of the person and of the family, if stated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct BenefitLimits {
    /// Of the person alone.
    pub individual: Option<Accumulator>,
    /// Of the whole family together.
    pub family: Option<Accumulator>,
}

impl BenefitLimits {
    /// Returns the amount left of the limit that is met first. Nothing if none is stated.
    fn left(self) -> Option<Cents> {
        let stated = self.individual.into_iter().chain(self.family);
        stated.map(Accumulator::left).min()
    }

    fn count(&mut self, paid: Cents) {
        for figure in self.individual.iter_mut().chain(&mut self.family) {
            figure.count(paid);
        }
    }
}

vocabulary!(
    /// Deductible that a person under family cover meets \[ILL].
    FamilyRule, "family rule", "embedded aggregate" {
        /// The individual or the family deductible, whichever is met first.
        Embedded = "embedded",
        /// The family deductible only.
        Aggregate = "aggregate",
    }
);

vocabulary!(
    /// Order of deductible and copay or coinsurance.
    DeductibleUse, "deductible use", "applies waived" {
        /// The remaining deductible is paid first.
        Applies = "applies",
        /// The deductible does not apply to these exams.
        Waived = "waived",
    }
);

/// The limits of the plan year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Accumulators {
    /// Amount a member pays before the plan pays.
    pub deductible: BenefitLimits,
    /// The most a member pays. The individual figure applies to each person, under family cover too
    /// \[NIS26].
    pub out_of_pocket: BenefitLimits,
    /// Deductible that counts. Under `aggregate` the individual one is shown and not used.
    pub family_rule: FamilyRule,
}

impl Accumulators {
    /// Returns the amount left of the deductible that counts.
    pub fn deductible_left(&self) -> Cents {
        let left = match self.family_rule {
            FamilyRule::Embedded => self.deductible.left(),
            FamilyRule::Aggregate => self.deductible.family.map(Accumulator::left),
        };
        left.unwrap_or(Cents(0))
    }

    /// Returns the amount left until the plan pays everything. Nothing if no maximum is stated.
    pub fn out_of_pocket_left(&self) -> Option<Cents> {
        self.out_of_pocket.left()
    }

    /// Adds payments toward the deductible and in total.
    pub(super) fn count(&mut self, deductible: Cents, total: Cents) {
        match self.family_rule {
            FamilyRule::Embedded => self.deductible.count(deductible),
            FamilyRule::Aggregate => {
                if let Some(family) = &mut self.deductible.family {
                    family.count(deductible);
                }
            }
        }
        self.out_of_pocket.count(total);
    }
}

/// A member's payment in addition to the deductible.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Payment {
    /// Fixed amount per visit, for any number of claims. Never more than the allowed amount.
    Copay(Cents),
    /// Share of the allowed amount that remains after the deductible.
    Coinsurance(BasisPoints),
}

/// Member's payment for an exam in one setting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CostSharing {
    /// Copay or coinsurance.
    pub payment: Payment,
    /// Order of deductible and payment.
    pub deductible: DeductibleUse,
}

/// Benefits of a plan for imaging.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Benefits {
    /// The limits and what is met of them.
    pub accumulators: Accumulators,
    /// Payment by setting, in the order of [`Setting::ALL`]. So equal benefits compare equal, no
    /// matter how the request spelled its tiers.
    sharing: [CostSharing; Setting::ALL.len()],
}

impl Benefits {
    /// Returns everything that distinguishes one set of benefits from another: the accumulators,
    /// and the sharing by setting in the order of [`Setting::ALL`].
    pub const fn parts(&self) -> (Accumulators, [CostSharing; Setting::ALL.len()]) {
        let Self {
            accumulators,
            sharing,
        } = *self;
        (accumulators, sharing)
    }

    /// Creates benefits with the same coinsurance after the deductible in every setting.
    pub const fn new(accumulators: Accumulators, coinsurance: BasisPoints) -> Self {
        let everywhere = CostSharing {
            payment: Payment::Coinsurance(coinsurance),
            deductible: DeductibleUse::Applies,
        };
        Self {
            accumulators,
            sharing: [everywhere; Setting::ALL.len()],
        }
    }

    /// Replaces the payment in one setting.
    #[must_use]
    pub const fn with(mut self, setting: Setting, sharing: CostSharing) -> Self {
        self.sharing[setting as usize] = sharing;
        self
    }

    /// Returns the sharing of an exam billed in this setting.
    pub const fn sharing(&self, setting: Setting) -> CostSharing {
        self.sharing[setting as usize]
    }
}
