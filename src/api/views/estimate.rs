//! Member cost: the whole estimate, and the few figures of it in a list of sites.

use super::cost::{CostStatusWord, MissingReasonWord};
use super::number::Hundredths;
use crate::api::vocabularies::{ComponentWord, EvidenceWord, FamilyRuleWord, SettingWord};
use nearsite_domain::{
    Cents, Component, ComponentStatus, Day, Evidence, PriceStatus, Setting, Site,
};
use nearsite_index::cost_sharing::{
    Accumulator, Accumulators, BenefitLimits, Benefits, ClaimShare, Claims, FamilyRule,
    PaymentShare, estimate,
};
use nearsite_index::snapshot::Price;
use serde::Serialize;
use utoipa::ToSchema;

/// Notice on an estimate for a site that does not participate in the network on the service date.
const NOT_IN_NETWORK: &str = "not-in-network";
/// Notice on an estimate that includes only the facility's claim.
pub(super) const READER_NOT_INCLUDED: &str = "professional-fee-not-included";

/// A value or null, in a member that may also be absent.
#[derive(Debug, Clone, Copy, Serialize)]
#[serde(transparent)]
pub struct OrNull<T>(pub Option<T>);

/// The member's share of a price, in dollars. The parts add up to the amount.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
pub struct MemberCostView {
    /// Total amount.
    amount: Hundredths,
    /// Part toward the deductible.
    deductible: Hundredths,
    /// Copay.
    copay: Hundredths,
    /// Coinsurance.
    coinsurance: Hundredths,
}

impl From<PaymentShare> for MemberCostView {
    fn from(share: PaymentShare) -> Self {
        Self {
            amount: dollars(share.total()),
            deductible: dollars(share.deductible),
            copay: dollars(share.copay),
            coinsurance: dollars(share.coinsurance),
        }
    }
}

/// The member's share, in dollars. Deductible, copay and coinsurance add up to the total.
#[derive(Debug, Serialize, ToSchema)]
pub struct MemberShareView {
    /// Total amount.
    total: Hundredths,
    /// Part toward the deductible.
    deductible: Hundredths,
    /// Copay.
    copay: Hundredths,
    /// Coinsurance.
    coinsurance: Hundredths,
    /// Amount that the member would also pay without an out-of-pocket maximum. Not part of the
    /// total.
    capped_by_out_of_pocket: Hundredths,
}

impl From<PaymentShare> for MemberShareView {
    fn from(share: PaymentShare) -> Self {
        Self {
            total: dollars(share.total()),
            deductible: dollars(share.deductible),
            copay: dollars(share.copay),
            coinsurance: dollars(share.coinsurance),
            capped_by_out_of_pocket: dollars(share.spared),
        }
    }
}

/// A limit and its progress, in dollars.
#[derive(Debug, Serialize, ToSchema)]
pub struct AccumulatorView {
    /// The limit.
    limit: Hundredths,
    /// Amount already met.
    met: Hundredths,
    /// Amount left.
    left: Hundredths,
}

/// Limits of a person and of the family. Null if not stated.
#[derive(Debug, Serialize, ToSchema)]
pub struct LimitsView {
    /// Limit of the person alone.
    individual: Option<AccumulatorView>,
    /// Limit of the whole family.
    family: Option<AccumulatorView>,
}

/// Progress of the limits of the plan year.
#[derive(Debug, Serialize, ToSchema)]
pub struct AccumulatorsView {
    /// Amount the member pays before the plan pays.
    deductible: LimitsView,
    /// The most the member pays.
    out_of_pocket: LimitsView,
    /// Deductible that applies.
    #[schema(value_type = FamilyRuleWord)]
    family_rule: FamilyRule,
}

impl From<Accumulators> for AccumulatorsView {
    fn from(accumulators: Accumulators) -> Self {
        Self {
            deductible: limits_view(accumulators.deductible),
            out_of_pocket: limits_view(accumulators.out_of_pocket),
            family_rule: accumulators.family_rule,
        }
    }
}

fn limits_view(limits: BenefitLimits) -> LimitsView {
    let view = |figure: Accumulator| AccumulatorView {
        limit: dollars(figure.limit()),
        met: dollars(figure.met()),
        left: dollars(figure.left()),
    };
    LimitsView {
        individual: limits.individual.map(view),
        family: limits.family.map(view),
    }
}

/// One claim of the visit, and the shares of member and plan.
#[derive(Debug, Serialize, ToSchema)]
pub struct ClaimView {
    /// The component that names the claim.
    #[schema(value_type = ComponentWord)]
    claim: Component,
    /// Every component that it pays for.
    #[schema(value_type = Vec<ComponentWord>)]
    includes: Vec<Component>,
    /// Amount the plan allows, in dollars.
    allowed_amount: Hundredths,
    /// The member's share.
    member_share: MemberShareView,
    /// Amount the plan pays, in dollars.
    plan_pays: Hundredths,
}

impl ClaimView {
    fn new(settled: &ClaimShare, includes: Vec<Component>) -> Self {
        let allowed = settled.claim.allowed;
        Self {
            claim: settled.claim.part,
            includes,
            allowed_amount: dollars(allowed),
            member_share: settled.share.into(),
            plan_pays: dollars(Cents(allowed.0 - settled.share.total().0)),
        }
    }
}

/// Estimate at one site. Without a price nothing is estimated. Then every amount is null and there
/// is no claim.
#[derive(Debug, Serialize, ToSchema)]
pub struct EstimateView<'a> {
    /// The site.
    registration_id: &'a str,
    /// Its name.
    name: String,
    /// Setting in which it bills. It determines which tier applies.
    #[schema(value_type = SettingWord)]
    setting: Setting,
    /// True if it participates in the network on the service date.
    in_network: bool,
    /// Certainty of the price. An `ambiguous` price counts by its midpoint.
    status: CostStatusWord,
    /// Reason for the missing price, if known.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<MissingReasonWord>,
    /// All-in amount that the plan allows for all claims together, in dollars.
    allowed_amount: Option<Hundredths>,
    /// Evidence for the price.
    #[schema(value_type = Option<EvidenceWord>)]
    evidence: Option<Evidence>,
    /// The member's share of all claims.
    member_share: Option<MemberShareView>,
    /// Amount the plan pays, in dollars.
    plan_pays: Option<Hundredths>,
    /// Claims in the order in which they are settled.
    claims: Vec<ClaimView>,
    /// Progress of the limits after this visit.
    accumulators_after: Option<AccumulatorsView>,
    /// Remarks: `not-in-network`, and `professional-fee-not-included` if the reader's claim is not
    /// known.
    notices: Vec<&'static str>,
}

impl<'a> EstimateView<'a> {
    /// Creates the view of a site without a price, where nothing is estimated.
    pub fn missing(
        id: &'a str,
        site: Site,
        in_network: bool,
        reason: Option<MissingReasonWord>,
    ) -> Self {
        Self {
            registration_id: id,
            setting: site.setting(),
            name: site.name,
            in_network,
            status: CostStatusWord::Missing,
            reason,
            allowed_amount: None,
            evidence: None,
            member_share: None,
            plan_pays: None,
            claims: Vec::new(),
            accumulators_after: None,
            notices: (!in_network)
                .then_some(NOT_IN_NETWORK)
                .into_iter()
                .collect(),
        }
    }

    /// Creates an estimate: the benefits applied to the claims behind a price.
    pub fn priced(
        id: &'a str,
        site: Site,
        in_network: bool,
        price: &Price<'_>,
        benefits: &Benefits,
    ) -> Self {
        let claims = Claims::of(price.amount, price.components.iter().copied());
        let member = estimate(benefits, site.setting(), claims.iter());
        let is_only = member.claims.len() == 1;
        let claim_view = |settled: &ClaimShare| {
            let reads = settled.claim.part == Component::Professional;
            let parts = price.components.iter().filter(|part| {
                let is_here = is_only || (part.component == Component::Professional) == reads;
                is_here && part.status != ComponentStatus::Missing
            });
            ClaimView::new(settled, parts.map(|part| part.component).collect())
        };
        let mut view = Self::missing(id, site, in_network, None);
        if price
            .components
            .iter()
            .any(|part| part.status == ComponentStatus::Missing)
        {
            view.notices.push(READER_NOT_INCLUDED);
        }
        Self {
            status: match price.status {
                PriceStatus::Ambiguous => CostStatusWord::Ambiguous,
                PriceStatus::Priced | PriceStatus::Suspect => CostStatusWord::Priced,
            },
            allowed_amount: Some(dollars(price.amount)),
            evidence: Some(price.evidence),
            plan_pays: Some(dollars(Cents(price.amount.0 - member.share.total().0))),
            claims: member.claims.iter().map(claim_view).collect(),
            member_share: Some(member.share.into()),
            accumulators_after: Some(member.accumulators.into()),
            ..view
        }
    }
}

/// Estimates for the requested sites.
#[derive(Debug, Serialize, ToSchema)]
pub struct EstimatesAnswer<'a> {
    /// Id of the snapshot that answered.
    pub snapshot: &'a str,
    /// Service date.
    #[schema(value_type = String, format = Date)]
    pub as_of: Day,
    /// Date the prices were resolved on.
    #[schema(value_type = String, format = Date)]
    pub prices_as_of: Day,
    /// The procedure.
    pub procedure: &'a str,
    /// The network.
    pub network: &'a str,
    /// Progress of the limits before the visit, as sent.
    pub accumulators: AccumulatorsView,
    /// Estimates, one per site, in the order of the request.
    pub estimates: Vec<EstimateView<'a>>,
    /// Notices for all estimates:
    ///
    /// - `estimate-not-guarantee`: charges and coverage may differ.
    /// - `balance-billing-possible`: a provider outside the network may bill more than the allowed
    ///   amount.
    /// - `prior-authorization`: the plan may require it before this exam.
    /// - `benefits-as-stated`: limits and amounts met were taken as sent.
    #[schema(value_type = Vec<String>)]
    pub notices: Vec<&'static str>,
}

const fn dollars(cents: Cents) -> Hundredths {
    Hundredths(cents.0)
}
