//! Coverage and urgency of an order, in the words of policies.

use nearsite_domain::vocabulary;

vocabulary!(
    /// Line of business. The first three are what payers call commercial.
    LineOfBusiness, "line of business", "individual small_group large_group medicare_advantage medicaid" {
        /// Individual cover.
        Individual = "individual",
        /// Small group.
        SmallGroup = "small_group",
        /// Large group.
        LargeGroup = "large_group",
        /// Medicare Advantage.
        MedicareAdvantage = "medicare_advantage",
        /// Medicaid.
        Medicaid = "medicaid",
    }
);

vocabulary!(
    /// Party that carries the cost.
    Funding, "funding", "fully_insured self_funded level_funded" {
        /// The insurer.
        FullyInsured = "fully_insured",
        /// The employer.
        SelfFunded = "self_funded",
        /// The employer, with stop-loss cover in level payments.
        LevelFunded = "level_funded",
    }
);

vocabulary!(
    /// Urgency of the exam.
    Urgency, "urgency", "routine urgent emergent" {
        /// As planned.
        Routine = "routine",
        /// Soon.
        Urgent = "urgent",
        /// At once.
        Emergent = "emergent",
    }
);
