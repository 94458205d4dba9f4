//! Verdicts on rates: part of a price, or the reason for being left out.
//!
//! New words go at the end, because snapshots store positions.

use crate::vocabulary;

vocabulary!(
    /// Verdict on one rate when prices were resolved. Only `shown` and `in_range` rates are part of
    /// a price.
    Verdict, "verdict",
    "shown same_amount in_range not_in_effect modifier by_npi weaker_evidence older not_billed_here contrast_not_billed other_price_won no_price not_dollars not_one_exam wrong_setting wrong_place suspect_service suspect_group suspect_amount suspect_market suspect_code" {
        /// It is (part of) the price.
        Shown = "shown",
        /// It agrees with the rate that is shown.
        SameAmount = "same_amount",
        /// It contradicts equally supported rates and is within the range shown.
        InRange = "in_range",
        /// It is not in effect on the build date.
        NotInEffect = "not_in_effect",
        /// It carries a modifier that changes what is paid for.
        Modifier = "modifier",
        /// It names an NPI, and another rate names this site.
        ByNpi = "by_npi",
        /// Another rate is better supported.
        WeakerEvidence = "weaker_evidence",
        /// Another rate is newer.
        Older = "older",
        /// A technical rate at a hospital, or a facility rate elsewhere.
        NotBilledHere = "not_billed_here",
        /// Contrast is included in the price, or the procedure uses none.
        ContrastNotBilled = "contrast_not_billed",
        /// The global price won over the composed one, or the reverse.
        OtherPriceWon = "other_price_won",
        /// The known parts do not make a complete price.
        NoPrice = "no_price",
        /// It is a percentage or an amount per day, not an amount for the exam.
        NotDollars = "not_dollars",
        /// It pays for a bundle or by capitation, not for one exam.
        NotOneExam = "not_one_exam",
        /// It applies to inpatients.
        WrongSetting = "wrong_setting",
        /// It applies to other places of service than the one the site bills.
        WrongPlace = "wrong_place",
        /// Suspect: the site does not register the modality or a body region of the procedure.
        SuspectService = "suspect_service",
        /// Suspect: too many providers share it.
        SuspectGroup = "suspect_group",
        /// Suspect: implausible for such an exam, for example a placeholder or a percentage read as
        /// dollars.
        SuspectAmount = "suspect_amount",
        /// Suspect: far from the rates of similar sites in the network.
        SuspectMarket = "suspect_market",
        /// Suspect: its code is stated as a code of another type than CPT or HCPCS.
        SuspectCode = "suspect_code",
    }
);

impl Verdict {
    /// True if the rate lost because it is suspect.
    pub const fn is_suspect(self) -> bool {
        matches!(
            self,
            Self::SuspectService
                | Self::SuspectGroup
                | Self::SuspectAmount
                | Self::SuspectMarket
                | Self::SuspectCode
        )
    }
}
