//! The worked examples, figure by figure, and the edges between the rules.

#![expect(clippy::unwrap_used, reason = "tests")]

use super::*;
use Setting::{FreeStanding, HospitalOutpatient};
use nearsite_domain::{Cents, Component, ComponentStatus, PriceComponent, Setting};

const NOTHING: BenefitLimits = BenefitLimits {
    individual: None,
    family: None,
};

/// A limit and what is met of it, in dollars.
fn figure(limit: i64, met: i64) -> Accumulator {
    Accumulator::new(Cents(limit * 100), Cents(met * 100)).unwrap()
}

/// A figure of which so many dollars are left.
fn left(dollars: i64) -> Accumulator {
    figure(10_000, 10_000 - dollars)
}

fn individual(figure: Accumulator) -> BenefitLimits {
    BenefitLimits {
        individual: Some(figure),
        family: None,
    }
}

fn family(individual: Accumulator, family: Accumulator) -> BenefitLimits {
    BenefitLimits {
        individual: Some(individual),
        family: Some(family),
    }
}

fn benefits(deductible: BenefitLimits, out_of_pocket: BenefitLimits, per_cent: u16) -> Benefits {
    let accumulators = Accumulators {
        deductible,
        out_of_pocket,
        family_rule: FamilyRule::Embedded,
    };
    Benefits::new(accumulators, share(per_cent * 100))
}

fn share(hundredths: u16) -> BasisPoints {
    BasisPoints::try_from(hundredths).unwrap()
}

fn copay(dollars: i64, deductible: DeductibleUse) -> CostSharing {
    CostSharing {
        payment: Payment::Copay(Cents(dollars * 100)),
        deductible,
    }
}

/// One claim of so many cents.
fn claim(part: Component, cents: i64) -> Claim {
    Claim {
        part,
        allowed: Cents(cents),
    }
}

fn whole(cents: i64) -> [Claim; 1] {
    [claim(Component::Global, cents)]
}

/// Deductible, copay, coinsurance, spared and total, in cents.
fn figures(share: PaymentShare) -> [i64; 5] {
    [
        share.deductible,
        share.copay,
        share.coinsurance,
        share.spared,
        share.total(),
    ]
    .map(|cents| cents.0)
}

#[test]
fn example_a_an_individual_with_a_high_deductible() {
    let benefits = benefits(
        individual(figure(2_000, 1_400)),
        individual(figure(5_000, 1_400)),
        20,
    );
    assert_eq!(benefits.accumulators.deductible_left(), Cents(60_000));
    assert_eq!(
        benefits.accumulators.out_of_pocket_left(),
        Some(Cents(360_000))
    );
    let at = |setting, cents| figures(estimate(&benefits, setting, whole(cents)).share);
    assert_eq!(at(FreeStanding, 52_000), [52_000, 0, 0, 0, 52_000]);
    assert_eq!(at(FreeStanding, 68_200), [60_000, 0, 1_640, 0, 61_640]);
    assert_eq!(
        at(HospitalOutpatient, 185_000),
        [60_000, 0, 25_000, 0, 85_000]
    );
    // The allowed amounts are 1,330 apart, the member's shares 330.
    assert_eq!(
        at(HospitalOutpatient, 185_000)[4] - at(FreeStanding, 52_000)[4],
        33_000
    );
    let after = estimate(&benefits, HospitalOutpatient, whole(185_000)).accumulators;
    assert_eq!(after.deductible_left(), Cents(0));
    assert_eq!(after.out_of_pocket_left(), Some(Cents(275_000)));
}

#[test]
fn example_b_a_family_with_embedded_limits() {
    let benefits = benefits(
        family(figure(1_000, 300), figure(2_000, 1_800)),
        family(left(4_800), left(300)),
        30,
    );
    assert_eq!(benefits.accumulators.deductible_left(), Cents(20_000));
    let at = |cents| figures(estimate(&benefits, FreeStanding, whole(cents)).share);
    // Deductible 200 each time; 30 % is 75, 300 and 660; before the maximum 275, 500 and 860.
    assert_eq!(at(45_000), [20_000, 0, 7_500, 0, 27_500]);
    assert_eq!(at(120_000), [20_000, 0, 10_000, 20_000, 30_000]);
    assert_eq!(at(240_000), [20_000, 0, 10_000, 56_000, 30_000]);
    assert_eq!(at(120_000)[2] + at(120_000)[3], 30_000);
    assert_eq!(at(240_000)[2] + at(240_000)[3], 66_000);
    let after = estimate(&benefits, FreeStanding, whole(120_000)).accumulators;
    assert_eq!(
        after.deductible,
        family(figure(1_000, 500), figure(2_000, 2_000))
    );
    assert_eq!(after.out_of_pocket, family(left(4_500), left(0)));
}

#[test]
fn example_b_with_an_aggregate_deductible() {
    // With 2,200 of a deductible left more than 300 of the maximum must be left, too.
    let mut benefits = benefits(
        family(figure(1_000, 300), left(2_200)),
        family(left(4_800), left(6_000)),
        30,
    );
    benefits.accumulators.family_rule = FamilyRule::Aggregate;
    let at = |cents| figures(estimate(&benefits, FreeStanding, whole(cents)).share);
    assert_eq!(at(45_000), [45_000, 0, 0, 0, 45_000]);
    assert_eq!(at(120_000), [120_000, 0, 0, 0, 120_000]);
    assert_eq!(at(240_000), [220_000, 0, 6_000, 0, 226_000]);
    let after = estimate(&benefits, FreeStanding, whole(120_000)).accumulators;
    assert_eq!(after.deductible, family(figure(1_000, 300), left(1_000)));
    assert_eq!(after.out_of_pocket, family(left(3_600), left(4_800)));
    // The same limits embedded end at the person's own 700.
    benefits.accumulators.family_rule = FamilyRule::Embedded;
    let embedded = estimate(&benefits, FreeStanding, whole(120_000)).share;
    assert_eq!(figures(embedded), [70_000, 0, 15_000, 0, 85_000]);
}

#[test]
fn example_c_a_copay_tier_and_two_hospital_claims() {
    let benefits = benefits(individual(left(250)), individual(left(2_900)), 20)
        .with(FreeStanding, copay(75, DeductibleUse::Waived));
    let free_standing = |cents| figures(estimate(&benefits, FreeStanding, whole(cents)).share);
    assert_eq!(free_standing(43_000), [0, 7_500, 0, 0, 7_500]);
    assert_eq!(free_standing(6_000), [0, 6_000, 0, 0, 6_000]);
    let facility = claim(Component::Facility, 110_000);
    let reader = claim(Component::Professional, 12_000);
    let both = estimate(&benefits, HospitalOutpatient, [facility, reader]);
    let by_claim: Vec<[i64; 5]> = both
        .claims
        .iter()
        .map(|claim| figures(claim.share))
        .collect();
    assert_eq!(by_claim[0], [25_000, 0, 17_000, 0, 42_000]);
    assert_eq!(by_claim[1], [0, 0, 2_400, 0, 2_400]);
    assert_eq!(figures(both.share), [25_000, 0, 19_400, 0, 44_400]);
    let forgotten = estimate(&benefits, HospitalOutpatient, [facility]).share;
    assert_eq!(both.share.total().0 - forgotten.total().0, 2_400);
    assert_eq!(both.accumulators.out_of_pocket, individual(left(2_456)));
}

#[test]
fn coinsurance_is_rounded_half_up_to_the_cent() {
    let rate = share(1_750);
    assert_eq!(rate.of(Cents(23_337)), Cents(4_084));
    assert_eq!(share(5_000).of(Cents(1)), Cents(1));
    assert_eq!(share(4_999).of(Cents(1)), Cents(0));
    assert_eq!(
        share(BasisPoints::WHOLE).of(Cents::MAX),
        Cents(1_000_000_000)
    );
    assert!(BasisPoints::try_from(BasisPoints::WHOLE + 1).is_err());
}

#[test]
fn each_claim_is_rounded_by_itself() {
    let benefits = benefits(NOTHING, NOTHING, 50);
    let cents = [
        claim(Component::Technical, 1),
        claim(Component::Professional, 1),
    ];
    assert_eq!(
        estimate(&benefits, FreeStanding, cents).share.total(),
        Cents(2)
    );
}

#[test]
fn what_the_first_claim_leaves_of_a_copay_is_asked_of_the_next() {
    let plan = benefits(individual(left(100)), NOTHING, 20);
    let claims = [
        claim(Component::Facility, 12_000),
        claim(Component::Professional, 9_000),
    ];
    let after = plan.with(HospitalOutpatient, copay(50, DeductibleUse::Applies));
    let settled = estimate(&after, HospitalOutpatient, claims).claims;
    assert_eq!(figures(settled[0].share), [10_000, 2_000, 0, 0, 12_000]);
    assert_eq!(figures(settled[1].share), [0, 3_000, 0, 0, 3_000]);
    let waived = plan.with(HospitalOutpatient, copay(500, DeductibleUse::Waived));
    let settled = estimate(&waived, HospitalOutpatient, claims);
    assert_eq!(figures(settled.share), [0, 21_000, 0, 0, 21_000]);
    assert_eq!(settled.accumulators.deductible, individual(left(100)));
}

#[test]
fn limits_that_are_not_stated_do_not_exist() {
    let benefits = benefits(NOTHING, NOTHING, 100);
    assert_eq!(benefits.accumulators.deductible_left(), Cents(0));
    assert_eq!(benefits.accumulators.out_of_pocket_left(), None);
    let share = estimate(&benefits, FreeStanding, whole(4_333_333_334)).share;
    assert_eq!(figures(share), [0, 0, 4_333_333_334, 0, 4_333_333_334]);
}

#[test]
fn at_the_maximum_the_plan_pays_everything() {
    let met = benefits(individual(left(600)), individual(left(0)), 20);
    let share = estimate(&met, FreeStanding, whole(52_000)).share;
    assert_eq!(figures(share), [0, 0, 0, 52_000, 0]);
    // The maximum may end within the deductible, and only what was paid counts towards it.
    let near = benefits(individual(left(600)), individual(left(100)), 20);
    let settled = estimate(&near, FreeStanding, whole(100_000));
    assert_eq!(figures(settled.share), [10_000, 0, 0, 58_000, 10_000]);
    assert_eq!(settled.accumulators.deductible, individual(left(500)));
}

#[test]
fn the_individual_maximum_holds_for_each_person_of_a_family() {
    let benefits = benefits(NOTHING, family(left(100), left(4_000)), 50);
    let settled = estimate(&benefits, FreeStanding, whole(100_000));
    assert_eq!(figures(settled.share), [0, 0, 10_000, 40_000, 10_000]);
    assert_eq!(
        settled.accumulators.out_of_pocket,
        family(left(0), left(3_900))
    );
}

#[test]
fn nothing_is_met_above_its_limit() {
    assert!(Accumulator::new(Cents(100), Cents(101)).is_err());
    assert!(Accumulator::new(Cents(100), Cents(-1)).is_err());
    let full = Accumulator::new(Cents(100), Cents(100)).unwrap();
    assert_eq!((full.limit(), full.left()), (Cents(100), Cents(0)));
}

fn part(component: Component, cents: Option<i64>) -> PriceComponent {
    PriceComponent {
        component,
        status: ComponentStatus::Priced,
        amount: cents.map(Cents),
        evidence: None,
        as_of: None,
    }
}

fn claims_of(cents: i64, parts: &[(Component, Option<i64>)]) -> Vec<Claim> {
    let parts = parts.iter().map(|&(name, amount)| part(name, amount));
    Claims::of(Cents(cents), parts).iter().collect()
}

#[test]
fn the_site_claims_before_the_reader_and_contrast_belongs_to_the_site() {
    let hospital = [
        (Component::Professional, Some(12_000)),
        (Component::Facility, Some(110_000)),
        (Component::Contrast, Some(5_000)),
    ];
    assert_eq!(
        claims_of(127_000, &hospital),
        [
            claim(Component::Facility, 115_000),
            claim(Component::Professional, 12_000)
        ]
    );
    let global = [
        (Component::Global, Some(43_000)),
        (Component::Contrast, None),
    ];
    assert_eq!(claims_of(43_000, &global), whole(43_000));
    let contrast_first = [
        (Component::Contrast, Some(1)),
        (Component::Technical, Some(2)),
    ];
    assert_eq!(
        claims_of(3, &contrast_first),
        [claim(Component::Technical, 3)]
    );
}

#[test]
fn parts_that_do_not_add_up_leave_the_amount_as_one_claim() {
    let parts = [
        (Component::Technical, Some(700)),
        (Component::Professional, Some(300)),
    ];
    assert_eq!(claims_of(1_001, &parts), whole(1_001));
    assert_eq!(claims_of(1_001, &[]), whole(1_001));
}

#[test]
fn the_share_of_a_visit_is_that_of_its_claims_together() {
    let benefits = benefits(individual(left(250)), individual(left(300)), 20);
    let claims = [
        claim(Component::Facility, 110_000),
        claim(Component::Professional, 12_000),
    ];
    let whole = estimate(&benefits, HospitalOutpatient, claims).share;
    assert_eq!(share_of_visit(&benefits, HospitalOutpatient, claims), whole);
}
