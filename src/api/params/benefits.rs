//! Benefits of a member's plan, as stated in a request. They are used for its answer only, and are
//! never stored or logged.

use super::field_checks::FieldChecks;
use super::number::{Number, Range};
use crate::api::vocabularies::{DeductibleUseWord, FamilyRuleWord, SettingWord};
use nearsite_domain::{Cents, Setting};
use nearsite_index::cost_sharing::{
    Accumulator, Accumulators, BasisPoints, BenefitLimits, Benefits, CostSharing, DeductibleUse,
    FamilyRule, Payment,
};
use serde::Deserialize;
use utoipa::ToSchema;

/// Largest number of tiers.
const MOST_TIERS: usize = 5;

const AMOUNT: Range = Range {
    min: 0,
    max: Cents::MAX.0,
    decimals: 2,
    rule: "must be from 0 to 10000000, with at most 2 decimals",
};
const PER_CENT: Range = Range {
    min: 0,
    max: BasisPoints::WHOLE as i64,
    decimals: 2,
    rule: "must be from 0 to 100, with at most 2 decimals",
};

/// A limit of the plan year and the amount already met.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AccumulatorBody {
    /// The limit in dollars, with at most 2 decimals.
    #[schema(value_type = f64, minimum = 0, maximum = 10_000_000, example = 2000)]
    pub limit: Option<Number>,
    /// Amount already met, at most the limit. `0` if left out.
    #[schema(value_type = Option<f64>, minimum = 0, maximum = 10_000_000, example = 1400)]
    pub met: Option<Number>,
}

/// Limits of the person and of the family. A limit that is left out does not exist.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LimitsBody {
    /// Limit of the person alone.
    #[serde(default, deserialize_with = "super::json_object::optional")]
    pub individual: Option<AccumulatorBody>,
    /// Limit of the whole family.
    #[serde(default, deserialize_with = "super::json_object::optional")]
    pub family: Option<AccumulatorBody>,
}

/// Different cost sharing for some settings: either `copay` or `coinsurance_percent`.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TierBody {
    /// The settings. Each may appear in one tier only.
    #[schema(value_type = Vec<SettingWord>, min_items = 1)]
    pub settings: Option<Vec<String>>,
    /// Copay in dollars for one visit with all its claims, at most the allowed amount.
    #[schema(value_type = Option<f64>, minimum = 0, maximum = 10_000_000, example = 75)]
    pub copay: Option<Number>,
    /// Coinsurance in percent of the allowed amount, with at most 2 decimals.
    #[schema(value_type = Option<f64>, minimum = 0, maximum = 100)]
    pub coinsurance_percent: Option<Number>,
    /// Order of deductible and payment. Plans differ, so it is required.
    #[schema(value_type = DeductibleUseWord)]
    pub deductible: Option<String>,
}

/// Benefits of a member's plan. Amounts are used for this answer and not stored.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "deductible": {"individual": {"limit": 2000, "met": 1400}}, "out_of_pocket": {"individual": {"limit": 5000, "met": 1400}},
    "coinsurance_percent": 20, "tiers": [{"settings": ["free_standing"], "copay": 75, "deductible": "waived"}]
}))]
pub struct BenefitsBody {
    /// Amount the member pays before the plan pays.
    #[serde(default, deserialize_with = "super::json_object::optional")]
    pub deductible: Option<LimitsBody>,
    /// The most the member pays. The individual limit also applies under family coverage.
    #[serde(default, deserialize_with = "super::json_object::optional")]
    pub out_of_pocket: Option<LimitsBody>,
    /// Deductible that applies. `aggregate` requires the family deductible. `embedded` if left out.
    #[schema(value_type = Option<FamilyRuleWord>)]
    pub family_rule: Option<String>,
    /// The member's share after the deductible, in percent with at most 2 decimals, unless a tier
    /// applies.
    #[schema(value_type = f64, minimum = 0, maximum = 100, example = 20)]
    pub coinsurance_percent: Option<Number>,
    /// Settings with different cost sharing.
    #[serde(default, deserialize_with = "super::json_object::optional_list")]
    #[schema(max_items = 5)]
    pub tiers: Option<Vec<TierBody>>,
}

/// Returns the benefits, with a placeholder for each value that has an error.
pub(super) fn benefits_of(body: &BenefitsBody, check: &mut FieldChecks) -> Benefits {
    let rule = check.word("/benefits/family_rule", body.family_rule.as_deref());
    let accumulators = Accumulators {
        deductible: limits_of("/benefits/deductible", body.deductible.as_ref(), check),
        out_of_pocket: limits_of(
            "/benefits/out_of_pocket",
            body.out_of_pocket.as_ref(),
            check,
        ),
        family_rule: rule.unwrap_or(FamilyRule::Embedded),
    };
    let has_family = body
        .deductible
        .as_ref()
        .is_some_and(|limits| limits.family.is_some());
    if rule == Some(FamilyRule::Aggregate) && !has_family {
        check.fault(
            "/benefits/family_rule",
            "aggregate needs the deductible of the family",
        );
    }
    if body.coinsurance_percent.is_none() {
        check.fault("/benefits/coinsurance_percent", "is required");
    }
    let coinsurance = per_cent_of(
        "/benefits/coinsurance_percent".to_owned(),
        body.coinsurance_percent,
        check,
    );
    let everywhere = Benefits::new(accumulators, coinsurance);
    tiers_of(body.tiers.as_deref().unwrap_or_default(), check)
        .into_iter()
        .fold(everywhere, |benefits, (setting, sharing)| {
            benefits.with(setting, sharing)
        })
}

fn limits_of(pointer: &str, body: Option<&LimitsBody>, check: &mut FieldChecks) -> BenefitLimits {
    let Some(body) = body else {
        return BenefitLimits::default();
    };
    let individual = format!("{pointer}/individual");
    let family = format!("{pointer}/family");
    BenefitLimits {
        individual: accumulator_of(&individual, body.individual.as_ref(), check),
        family: accumulator_of(&family, body.family.as_ref(), check),
    }
}

fn accumulator_of(
    pointer: &str,
    body: Option<&AccumulatorBody>,
    check: &mut FieldChecks,
) -> Option<Accumulator> {
    let body = body?;
    if body.limit.is_none() {
        check.fault(format!("{pointer}/limit"), "is required");
    }
    let limit = check.number(format!("{pointer}/limit"), body.limit, &AMOUNT);
    let met = match body.met {
        None => Some(0),
        stated => check.number(format!("{pointer}/met"), stated, &AMOUNT),
    };
    let accumulator = Accumulator::new(Cents(limit?), Cents(met?)).ok();
    if accumulator.is_none() {
        check.fault(format!("{pointer}/met"), "must not be above the limit");
    }
    accumulator
}

/// Returns the settings with different cost sharing.
fn tiers_of(tiers: &[TierBody], check: &mut FieldChecks) -> Vec<(Setting, CostSharing)> {
    if tiers.len() > MOST_TIERS {
        check.fault("/benefits/tiers", "must have at most 5 entries");
        return Vec::new();
    }
    let mut shared: Vec<(Setting, CostSharing)> = Vec::new();
    for (position, tier) in tiers.iter().enumerate() {
        let pointer = format!("/benefits/tiers/{position}");
        let sharing = sharing_of(&pointer, tier, check);
        let settings_at = format!("{pointer}/settings");
        if tier.settings.as_ref().is_none_or(Vec::is_empty) {
            check.fault(settings_at.clone(), "must name at least one setting");
        }
        let settings: Vec<Setting> = check.words(settings_at.clone(), tier.settings.as_deref());
        for setting in settings {
            if shared.iter().any(|(known, _)| *known == setting) {
                check.fault(
                    settings_at.clone(),
                    format!("must name each setting once in all tiers; {setting} appears twice"),
                );
            } else {
                shared.push((setting, sharing));
            }
        }
    }
    shared
}

fn sharing_of(pointer: &str, tier: &TierBody, check: &mut FieldChecks) -> CostSharing {
    let use_at = format!("{pointer}/deductible");
    if tier.deductible.is_none() {
        check.fault(use_at.clone(), "is required: one of applies, waived");
    }
    let deductible = check.word(use_at, tier.deductible.as_deref());
    let payment = match (tier.copay, tier.coinsurance_percent) {
        (Some(_), None) => {
            let copay = check.number(format!("{pointer}/copay"), tier.copay, &AMOUNT);
            Payment::Copay(Cents(copay.unwrap_or(0)))
        }
        (None, Some(_)) => Payment::Coinsurance(per_cent_of(
            format!("{pointer}/coinsurance_percent"),
            tier.coinsurance_percent,
            check,
        )),
        _ => {
            check.fault(
                pointer.to_owned(),
                "must have either copay or coinsurance_percent",
            );
            Payment::Copay(Cents(0))
        }
    };
    CostSharing {
        payment,
        deductible: deductible.unwrap_or(DeductibleUse::Applies),
    }
}

fn per_cent_of(pointer: String, number: Option<Number>, check: &mut FieldChecks) -> BasisPoints {
    check
        .number(pointer, number, &PER_CENT)
        .and_then(|hundredths| u16::try_from(hundredths).ok())
        .and_then(|hundredths| BasisPoints::try_from(hundredths).ok())
        .unwrap_or(BasisPoints::NONE)
}
