//! One all-in price from the components of a procedure at a site in a network.
//!
//! The price is the global amount, or it is composed: facility and professional at a hospital,
//! technical and professional elsewhere. Both include the contrast agent if it is billed
//! separately. Outside hospitals a missing half is estimated from the other by the usual split of
//! 70 to 30. At a hospital a facility amount alone is a price with a missing component, and a
//! professional amount alone is not a price. If both kinds of price are known, the one with better
//! evidence is used, then the newer, then the global.

use super::claim::ClaimType;
use super::component::{ComponentPrice, RateCandidate, RateGroup, beats};
use super::plausible::is_plausible;
use super::rate::StoredRate;
use nearsite_domain::{
    Cents, Component, ComponentStatus, Contrast, Day, Evidence, Modality, PriceComponent, Setting,
    Verdict, quotient,
};

/// Technical part of a global amount in percent, used if only one half is known \[XIFIN-MPPR].
const TECHNICAL_SHARE: i64 = 70;
/// Professional part of a global amount in percent.
const PROFESSIONAL_SHARE: i64 = 30;

/// The facts about a site and a procedure that decide how a price is composed.
#[derive(Debug, Clone, Copy)]
pub(super) struct ExamContext {
    /// The site's way of billing.
    pub(super) setting: Setting,
    /// Modality of the procedure, from the catalog.
    pub(super) modality: Modality,
    /// Contrast of the procedure, from the catalog.
    pub(super) contrast: Contrast,
    /// Day on which rates must be in effect.
    pub(super) as_of: Day,
    /// True if the site registers the modality and body regions of the procedure.
    pub(super) is_registered: bool,
}

impl ExamContext {
    fn is_hospital(self) -> bool {
        self.setting == Setting::HospitalOutpatient
    }

    /// Returns the component billed with the professional one.
    fn base(self) -> Component {
        if self.is_hospital() {
            Component::Facility
        } else {
            Component::Technical
        }
    }

    /// Returns the rate with the component it pays for at the site.
    pub(super) fn candidate(self, rate: &StoredRate) -> RateCandidate<'_> {
        let component = match rate.component() {
            Component::Global => rate
                .claim()
                .whole(self.setting)
                .unwrap_or(Component::Global),
            part => part,
        };
        RateCandidate { rate, component }
    }

    /// Returns the verdict of a rate that cannot be part of the price at this site, plausible or
    /// not.
    fn rule_out(self, candidate: RateCandidate<'_>) -> Option<Verdict> {
        let RateCandidate { rate, component } = candidate;
        let not_for_an_exam = rate.ruled_out().filter(|verdict| !verdict.is_suspect());
        if not_for_an_exam.is_some() {
            not_for_an_exam
        } else if !rate.is_in_effect(self.as_of) {
            Some(Verdict::NotInEffect)
        } else if rate.is_altered() {
            Some(Verdict::Modifier)
        } else if self.is_billed_elsewhere(candidate) {
            Some(Verdict::NotBilledHere)
        } else if !rate.places().hold(self.setting) {
            Some(Verdict::WrongPlace)
        } else if component == Component::Contrast && !self.contrast.is_certain() {
            Some(Verdict::ContrastNotBilled)
        } else {
            None
        }
    }

    /// True if the site does not bill claims of this kind.
    fn is_billed_elsewhere(self, candidate: RateCandidate<'_>) -> bool {
        let RateCandidate { rate, component } = candidate;
        let elsewhere = if self.is_hospital() {
            Component::Technical
        } else {
            Component::Facility
        };
        let is_whole = rate.component() == Component::Global;
        component == elsewhere
            || is_whole && rate.claim().whole(self.setting).is_none()
            || rate.claim() == ClaimType::Hospital && !self.is_hospital()
    }

    /// Returns the verdict of a rate that could be part of the price but is implausible.
    fn doubt(self, candidate: RateCandidate<'_>) -> Option<Verdict> {
        let RateCandidate { rate, component } = candidate;
        if !self.is_registered && rate.is_published() {
            return Some(Verdict::SuspectService);
        }
        let stated = rate.ruled_out().filter(|verdict| verdict.is_suspect());
        let is_plausible = is_plausible(self.modality, component, rate.amount());
        stated.or((!is_plausible).then_some(Verdict::SuspectAmount))
    }
}

/// One line of a price: a component with its status, and its amount if it has one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct PriceLine {
    component: Component,
    status: ComponentStatus,
    part: Option<ComponentPrice>,
}

impl PriceLine {
    const fn priced(component: Component, part: ComponentPrice) -> Self {
        Self {
            component,
            status: ComponentStatus::Priced,
            part: Some(part),
        }
    }

    /// Estimates the other half of `known`, which is `of` percent of the whole. Date, range and
    /// ambiguity are those of `known`.
    fn estimated(component: Component, known: ComponentPrice, share: i64, of: i64) -> Self {
        let scaled = |amount: Cents| Cents(quotient(amount.0 * share, of));
        let part = ComponentPrice {
            amount: scaled(known.amount),
            range: known.range.map(|(low, high)| (scaled(low), scaled(high))),
            evidence: Evidence::Estimate,
            ..known
        };
        Self {
            component,
            status: ComponentStatus::Estimated,
            part: Some(part),
        }
    }

    const fn without_amount(component: Component, status: ComponentStatus) -> Self {
        Self {
            component,
            status,
            part: None,
        }
    }
}

/// An all-in price.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct AllInPrice {
    shares: Vec<PriceLine>,
    /// True if rates of equal precedence contradict each other in a component.
    pub(super) ambiguous: bool,
    /// Sum of the components' amounts.
    pub(super) amount: Cents,
    /// Sums of the low and high ends, if any component has a range.
    pub(super) range: Option<(Cents, Cents)>,
    /// Weakest evidence of a component.
    pub(super) evidence: Evidence,
    /// Oldest date of a component.
    pub(super) as_of: Option<Day>,
}

impl AllInPrice {
    /// Adds up the lines; none if no line has an amount.
    fn of(shares: Vec<PriceLine>) -> Option<Self> {
        let parts = || shares.iter().filter_map(|share| share.part);
        let is_partial = shares
            .iter()
            .any(|share| share.status == ComponentStatus::Missing);
        let weakest = parts().map(|part| part.evidence).max()?;
        let sum =
            |amount: fn(ComponentPrice) -> Cents| Cents(parts().map(|part| amount(part).0).sum());
        let low = |part: ComponentPrice| part.range.map_or(part.amount, |(low, _)| low);
        let high = |part: ComponentPrice| part.range.map_or(part.amount, |(_, high)| high);
        let has_range = parts().any(|part| part.range.is_some());
        Some(Self {
            ambiguous: parts().any(|part| part.ambiguous),
            amount: sum(|part| part.amount),
            range: has_range.then(|| (sum(low), sum(high))),
            evidence: if is_partial {
                Evidence::Estimate
            } else {
                weakest
            },
            as_of: parts().map(|part| part.as_of).min().flatten(),
            shares,
        })
    }

    /// Returns the components in the form that is shown.
    pub(super) fn components(&self) -> Vec<PriceComponent> {
        let shown = |share: &PriceLine| PriceComponent {
            component: share.component,
            status: share.status,
            amount: share.part.map(|part| part.amount),
            evidence: share.part.map(|part| part.evidence),
            as_of: share.part.and_then(|part| part.as_of),
        };
        self.shares.iter().map(shown).collect()
    }

    /// Returns the sources of the components in their order.
    pub(super) fn sources(&self) -> impl Iterator<Item = u32> {
        self.shares.iter().filter_map(|share| share.part?.source)
    }

    fn beats(&self, other: &Self) -> bool {
        beats((self.evidence, self.as_of), (other.evidence, other.as_of))
    }
}

/// Resolves a group to at most one price and gives each of its rates a verdict.
pub(super) fn resolve_group(group: &mut RateGroup<'_>, exam: ExamContext) -> Option<AllInPrice> {
    group.rule_out(|candidate| exam.rule_out(candidate));
    group.rule_out(|candidate| exam.doubt(candidate));
    add_up(group, exam)
}

/// Resolves the price from the implausible rates only. This overwrites the verdicts of the group.
pub(super) fn resolve_suspects(group: &mut RateGroup<'_>, exam: ExamContext) -> Option<AllInPrice> {
    let doubted: Vec<bool> = group
        .verdicts()
        .iter()
        .map(|verdict| verdict.is_some_and(Verdict::is_suspect))
        .collect();
    group.reopen();
    for (position, _) in doubted
        .iter()
        .enumerate()
        .filter(|(_, is_doubted)| !**is_doubted)
    {
        group.rule_out_at(position, Verdict::NoPrice);
    }
    add_up(group, exam)
}

/// Adds up the undecided rates of a group.
fn add_up(group: &mut RateGroup<'_>, exam: ExamContext) -> Option<AllInPrice> {
    let global = group
        .resolve(Component::Global)
        .and_then(|part| global_price(part, exam));
    let base = group.resolve(exam.base());
    let professional = group.resolve(Component::Professional);
    let contrast = group.resolve(Component::Contrast);
    let composed = composed_price(base, professional, contrast, exam);
    match (global, composed) {
        (Some(global), Some(composed)) if composed.beats(&global) => {
            group.overrule(Component::Global, Verdict::OtherPriceWon);
            Some(composed)
        }
        (Some(global), _) => {
            group.overrule(exam.base(), Verdict::OtherPriceWon);
            group.overrule(Component::Professional, Verdict::OtherPriceWon);
            group.overrule(Component::Contrast, Verdict::ContrastNotBilled);
            Some(global)
        }
        (None, Some(composed)) => Some(composed),
        (None, None) => {
            group.overrule(exam.base(), Verdict::NoPrice);
            group.overrule(Component::Professional, Verdict::NoPrice);
            group.overrule(Component::Contrast, Verdict::NoPrice);
            None
        }
    }
}

fn global_price(part: ComponentPrice, exam: ExamContext) -> Option<AllInPrice> {
    let packaged = PriceLine::without_amount(Component::Contrast, ComponentStatus::Packaged);
    let mut shares = vec![PriceLine::priced(Component::Global, part)];
    shares.extend(exam.contrast.is_certain().then_some(packaged));
    AllInPrice::of(shares)
}

/// Composes a price. `contrast` is included only if the procedure certainly uses it.
fn composed_price(
    base: Option<ComponentPrice>,
    professional: Option<ComponentPrice>,
    contrast: Option<ComponentPrice>,
    exam: ExamContext,
) -> Option<AllInPrice> {
    let halves = if exam.is_hospital() {
        hospital_shares(base?, professional)
    } else {
        office_shares(base, professional)?
    };
    let contrast_share = match contrast {
        Some(part) => PriceLine::priced(Component::Contrast, part),
        None => PriceLine::without_amount(Component::Contrast, ComponentStatus::Packaged),
    };
    let mut shares = Vec::from(halves);
    shares.extend(exam.contrast.is_certain().then_some(contrast_share));
    AllInPrice::of(shares)
}

fn hospital_shares(
    facility: ComponentPrice,
    professional: Option<ComponentPrice>,
) -> [PriceLine; 2] {
    let professional_share = match professional {
        Some(part) => PriceLine::priced(Component::Professional, part),
        None => PriceLine::without_amount(Component::Professional, ComponentStatus::Missing),
    };
    [
        professional_share,
        PriceLine::priced(Component::Facility, facility),
    ]
}

/// Prices both halves outside hospitals. A missing half is estimated from the other.
fn office_shares(
    technical: Option<ComponentPrice>,
    professional: Option<ComponentPrice>,
) -> Option<[PriceLine; 2]> {
    let priced_technical = |part| PriceLine::priced(Component::Technical, part);
    let priced_professional = |part| PriceLine::priced(Component::Professional, part);
    match (technical, professional) {
        (Some(technical), Some(professional)) => Some([
            priced_technical(technical),
            priced_professional(professional),
        ]),
        (Some(technical), None) => {
            let estimated = PriceLine::estimated(
                Component::Professional,
                technical,
                PROFESSIONAL_SHARE,
                TECHNICAL_SHARE,
            );
            Some([priced_technical(technical), estimated])
        }
        (None, Some(professional)) => {
            let estimated = PriceLine::estimated(
                Component::Technical,
                professional,
                TECHNICAL_SHARE,
                PROFESSIONAL_SHARE,
            );
            Some([estimated, priced_professional(professional)])
        }
        (None, None) => None,
    }
}
