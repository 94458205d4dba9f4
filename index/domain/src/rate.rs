//! Verdicts on rates: why one became part of a price, or why it lost.
//!
//! New words go to the end, because snapshots store positions.

use crate::vocabulary;

vocabulary!(
    /// Verdict on one rate when prices were resolved. Everything except `shown` and `in_range` is a
    /// loser.
    Verdict, "verdict",
    "shown same_amount in_range not_in_effect modifier by_npi weaker_evidence older not_billed_here contrast_not_billed other_price_won no_price not_dollars not_one_exam wrong_setting wrong_place suspect_service suspect_group suspect_amount suspect_market" {
        /// It is (part of) the price.
        Shown = "shown",
        /// It agrees with the rate that is shown.
        SameAmount = "same_amount",
        /// It contradicts rates of equal standing and is one end or a middle of the range shown.
        InRange = "in_range",
        /// Its window does not cover the build date.
        NotInEffect = "not_in_effect",
        /// It carries a modifier that changes what is paid for.
        Modifier = "modifier",
        /// It speaks of an NPI while another speaks of this very site.
        ByNpi = "by_npi",
        /// Another rate is better supported.
        WeakerEvidence = "weaker_evidence",
        /// Another rate is newer.
        Older = "older",
        /// A technical rate at a hospital, or a facility rate elsewhere.
        NotBilledHere = "not_billed_here",
        /// Contrast is paid for within the price, or the procedure uses none.
        ContrastNotBilled = "contrast_not_billed",
        /// The global price beat the composed one, or the other way round.
        OtherPriceWon = "other_price_won",
        /// The known parts do not add up to a price.
        NoPrice = "no_price",
        /// It is a percentage or an amount per day, not an amount for the exam.
        NotDollars = "not_dollars",
        /// It pays for a bundle or by capitation, not for one exam.
        NotOneExam = "not_one_exam",
        /// It holds for inpatients.
        WrongSetting = "wrong_setting",
        /// It holds for other places of service than the site bills.
        WrongPlace = "wrong_place",
        /// Not believed: the site does not register the modality or a body region of the procedure.
        SuspectService = "suspect_service",
        /// Not believed: so many providers share it that it says nothing of this one.
        SuspectGroup = "suspect_group",
        /// Not believed: no such exam is paid like this; a placeholder, or a percentage taken for
        /// dollars.
        SuspectAmount = "suspect_amount",
        /// Not believed: far from what sites of its kind are paid in the network.
        SuspectMarket = "suspect_market",
    }
);

impl Verdict {
    /// True if the rate lost because it is suspect.
    pub const fn is_suspect(self) -> bool {
        matches!(
            self,
            Self::SuspectService | Self::SuspectGroup | Self::SuspectAmount | Self::SuspectMarket
        )
    }
}
