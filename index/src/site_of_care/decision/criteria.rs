//! The criteria of a policy against what is stated and what is within reach, in three values.

use crate::site_of_care::decision::context::CriteriaContext;
use crate::site_of_care::decision::evidence::evidence;
use crate::site_of_care::decision::minimal_sets::{FactSet, MinimalSets};
use crate::site_of_care::facts::{Fact, FactAnswer};
use crate::site_of_care::findings::{CriterionFinding, CriterionStatus};
use crate::site_of_care::order::bind::FactSite;
use crate::site_of_care::order::needs::{NEED_FACTS, NeedSet, depth_is_open};
use crate::site_of_care::policy::pack::{
    AgeOperator, Capability, Condition, Criterion, NoAlternate, Pack,
};
use std::sync::LazyLock;

/// Source of the criterion the engine adds.
const ENGINE: &str = "engine";

/// Criterion for every policy that does not state it: no patient is redirected if there is no
/// alternate.
static NOTHING_TO_REDIRECT_TO: LazyLock<Criterion> = LazyLock::new(|| Criterion {
    key: "no_alternate".to_owned(),
    text: "Too few free-standing sites or offices within reach can do the order to redirect to."
        .to_owned(),
    source: ENGINE.to_owned(),
    all: vec![Condition::NoAlternate(NoAlternate::WithinAccessStandard)],
});

/// Result of all criteria together.
pub(crate) struct CriteriaResult<'p> {
    /// Each criterion, in the order of the policy; the engine's own, where there is one, last.
    pub(crate) criteria: Vec<CriterionFinding<'p>>,
    /// Sets of facts for which any of them is met.
    pub(crate) supported: MinimalSets,
}

/// Judges every criterion.
pub(crate) fn judge<'p>(pack: &'p Pack, context: &CriteriaContext<'_>) -> CriteriaResult<'p> {
    let mut result = CriteriaResult {
        criteria: Vec::with_capacity(pack.criteria.len() + 1),
        supported: MinimalSets::never(),
    };
    for criterion in criteria(pack) {
        let mut met = MinimalSets::always();
        let mut rests_on = Vec::with_capacity(criterion.all.len());
        for condition in &criterion.all {
            let holds = context.holds(condition);
            evidence(context, condition, &holds, &mut rests_on);
            met = met.and(&holds);
        }
        result.criteria.push(CriterionFinding {
            criterion,
            status: met.status(),
            evidence: rests_on,
        });
        result.supported = result.supported.or(&met);
    }
    result
}

/// Returns the sets of facts for which any criterion is met, without the evidence.
pub(crate) fn supported(pack: &Pack, context: &CriteriaContext<'_>) -> MinimalSets {
    criteria(pack).fold(MinimalSets::never(), |supported, criterion| {
        let conditions = criterion.all.iter();
        let met = conditions.fold(MinimalSets::always(), |met, condition| {
            met.and(&context.holds(condition))
        });
        supported.or(&met)
    })
}

/// The criteria of the policy, and the engine's own where the policy leaves it out.
fn criteria(pack: &Pack) -> impl Iterator<Item = &Criterion> {
    let own = (!has_its_own(pack)).then(|| &*NOTHING_TO_REDIRECT_TO);
    pack.criteria.iter().chain(own)
}

/// True if a criterion of the pack is met by missing alternates alone.
fn has_its_own(pack: &Pack) -> bool {
    let is_of_alternates = |condition: &Condition| matches!(condition, Condition::NoAlternate(_));
    pack.criteria
        .iter()
        .any(|criterion| criterion.all.iter().all(is_of_alternates))
}

impl CriteriaContext<'_> {
    /// Returns the statement about a fact, if there is one.
    pub(crate) fn stated(&self, fact: Fact) -> Option<bool> {
        self.order.facts.get(&fact).map(FactAnswer::is_true)
    }

    /// Returns the sets of facts for which a condition holds.
    fn holds(&self, condition: &Condition) -> MinimalSets {
        match condition {
            Condition::Fact(fact) => self.is_true(*fact),
            Condition::AnyFact(facts) => facts.iter().fold(MinimalSets::never(), |any, &fact| {
                any.or(&self.is_true(fact))
            }),
            Condition::FactHere {
                fact,
                or_affiliated,
            } => self.is_true_here(*fact, *or_affiliated),
            Condition::Age { op, years } => MinimalSets::known(match op {
                AgeOperator::Below => self.order.age < *years,
                AgeOperator::AtMost => self.order.age <= *years,
            }),
            Condition::Urgency(urgencies) => {
                MinimalSets::known(urgencies.contains(&self.order.urgency))
            }
            Condition::NotAvailable(capability) => self.is_not_available(*capability),
            Condition::NoAlternate(NoAlternate::WithinAccessStandard) => self.has_too_few(),
        }
    }

    fn is_true(&self, fact: Fact) -> MinimalSets {
        self.stated(fact)
            .map_or_else(|| MinimalSets::if_true(fact), MinimalSets::known)
    }

    fn is_true_here(&self, fact: Fact, or_affiliated: bool) -> MinimalSets {
        let holds = match self.order.facts.get(&fact) {
            None => return MinimalSets::if_true(fact),
            Some(FactAnswer::False) => false,
            Some(FactAnswer::True) => true,
            Some(FactAnswer::At(_)) => match self.fact_sites.get(&fact) {
                Some(FactSite::Requested) => true,
                Some(FactSite::SameOrganization) => or_affiliated,
                Some(FactSite::Other) | None => false,
            },
        };
        MinimalSets::known(holds)
    }

    /// The need behind a capability; none where the order makes it meaningless.
    pub(crate) fn need_of(&self, capability: Capability) -> Option<NeedSet> {
        match capability {
            Capability::Sedation if depth_is_open(self.order) => Some(NeedSet::LIGHT_SEDATION),
            Capability::Sedation => Some(NeedSet::SEDATION),
            Capability::OpenBore => self.has_mri.then_some(NeedSet::OPEN_BORE),
            Capability::WideBore => self.has_mri.then_some(NeedSet::WIDE_BORE),
            Capability::TableForWeight => self.order.weight_lb.map(|_| NeedSet::WEIGHT),
        }
    }

    /// No candidate offers the capability. Planning contrast can still take the last one away, and
    /// so can a need for deep sedation.
    fn is_not_available(&self, capability: Capability) -> MinimalSets {
        let Some(need) = self.need_of(capability) else {
            // A statement of an extreme body size comes with the weight, at most one that no table
            // takes.
            return match capability {
                Capability::TableForWeight => self.is_true(Fact::BodySize),
                _ => MinimalSets::never(),
            };
        };
        let no_site_meets = |needs: NeedSet| self.candidates.meeting(needs) == 0;
        if no_site_meets(need) {
            return MinimalSets::always();
        }
        let may_be_planned = self.stated(Fact::ContrastPlanned).is_none();
        let mut missing = MinimalSets::never();
        if may_be_planned && no_site_meets(need.with(NeedSet::CONTRAST)) {
            missing.insert(FactSet::default().with(Fact::ContrastPlanned));
        }
        if need == NeedSet::LIGHT_SEDATION {
            let needed = FactSet::default().with(Fact::SedationNeed);
            if no_site_meets(NeedSet::SEDATION) {
                missing.insert(needed);
            } else if may_be_planned && no_site_meets(NeedSet::SEDATION.with(NeedSet::CONTRAST)) {
                missing.insert(needed.with(Fact::ContrastPlanned));
            }
        }
        missing
    }

    /// Fewer sites can do the order than a redirect takes, with the needs stated or with those that
    /// facts not stated would add. At most five facts bring needs, so every combination is tried,
    /// smaller ones first to be seen first.
    fn has_too_few(&self) -> MinimalSets {
        let open: Vec<(Fact, NeedSet)> = NEED_FACTS
            .into_iter()
            .filter(|&fact| self.stated(fact).is_none())
            .filter_map(|fact| Some((fact, NeedSet::of(fact, self.has_mri)?)))
            .collect();
        let mut sets = MinimalSets::never();
        for chosen in 0u32..1 << open.len() {
            let added = open
                .iter()
                .zip(0..)
                .filter(|&(_, bit)| chosen & (1 << bit) != 0)
                .map(|(open, _)| open);
            let needs = added
                .clone()
                .fold(self.needs, |needs, &(_, need)| needs.with(need));
            if self.candidates.meeting(needs) < self.reach.min_alternates {
                sets.insert(added.map(|&(fact, _)| fact).collect::<FactSet>());
            }
            // A condition that holds already continues to hold with any further fact.
            if sets.status() == CriterionStatus::Met {
                break;
            }
        }
        sets
    }
}
