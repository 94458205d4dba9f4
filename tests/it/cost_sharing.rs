//! The engine's arithmetic against counting cent by cent: ten thousand random benefit designs.

use crate::oracle::cost_sharing::{Design, Figure, Paid};
use crate::oracle::designs::invent_benefits;
use nearsite::api::params::read_estimates;
use nearsite_domain::{Cents, Component, Day, Setting};
use nearsite_index::cost_sharing::{
    Accumulator, BenefitLimits, Benefits, Claim, PaymentShare, estimate,
};
use nearsite_random::SplitMix64;
use serde_json::{Value, json};

/// A failure names the seed and the number of its design.
const SEED: u64 = 20_261_122;
const DESIGNS: usize = 12_500;
/// Limits and claims are below so many cents: counting takes its time.
const MOST: i64 = 60_000;

/// The benefits as the service reads them.
fn read(benefits: &Value) -> Benefits {
    let body = json!({
        "audience": "member", "procedure": "73721", "network": "ppo", "sites": ["S-1"], "benefits": benefits
    });
    let asked = read_estimates(body.to_string().as_bytes(), Day::today());
    asked
        .unwrap_or_else(|error| panic!("{benefits}: {error:?}"))
        .benefits
}

fn paid(share: PaymentShare) -> Paid {
    Paid {
        deductible: share.deductible.0,
        copay: share.copay.0,
        coinsurance: share.coinsurance.0,
        spared: share.spared.0,
    }
}

fn figures(limits: BenefitLimits) -> Vec<Option<Figure>> {
    let figure = |figure: Accumulator| Figure {
        limit: figure.limit().0,
        met: figure.met().0,
    };
    vec![limits.individual.map(figure), limits.family.map(figure)]
}

/// One to three claims, from nothing to most.
fn invent_claims(rng: &mut SplitMix64) -> Vec<i64> {
    let count = rng.between(1, 3);
    (0..count)
        .map(|_| {
            let most = *rng.pick(&[3, 500, 10_000, MOST]);
            rng.between(0, most)
        })
        .collect()
}

#[test]
fn more_than_ten_thousand_designs_agree_with_counting_cent_by_cent() {
    let mut rng = SplitMix64::new(SEED);
    let (mut met, mut copaid, mut shared, mut spared) = (0, 0, 0, 0);
    for number in 0..DESIGNS {
        let benefits = invent_benefits(&mut rng, MOST);
        let claims = invent_claims(&mut rng);
        let setting = *rng.pick(Setting::ALL);
        let counted = Design::read(&benefits).settle(setting.as_str(), &claims);
        let asked = claims.iter().map(|&cents| Claim {
            part: Component::Global,
            allowed: Cents(cents),
        });
        let member = estimate(&read(&benefits), setting, asked);
        let what = format!("seed {SEED}, design {number}: {claims:?} in {setting} of {benefits}");
        let by_claim: Vec<Paid> = member
            .claims
            .iter()
            .map(|claim| paid(claim.share))
            .collect();
        assert_eq!(by_claim, counted.claims, "{what}");
        assert_eq!(paid(member.share), counted.sum(), "{what}");
        let after = member.accumulators;
        assert_eq!(figures(after.deductible), counted.deductible, "{what}");
        assert_eq!(
            figures(after.out_of_pocket),
            counted.out_of_pocket,
            "{what}"
        );
        let sum = counted.sum();
        met += usize::from(sum.deductible > 0);
        copaid += usize::from(sum.copay > 0);
        shared += usize::from(sum.coinsurance > 0);
        spared += usize::from(sum.spared > 0);
    }
    // Every kind of payment comes up often enough to mean something.
    let least = [met, copaid, shared, spared].into_iter().min().unwrap();
    assert!(least > 1_500, "{met} {copaid} {shared} {spared}");
}

/// For any allowed amount and any plan, a member pays no more than is allowed and no more than is
/// left.
#[test]
fn no_share_exceeds_what_is_allowed_or_left_however_large() {
    let mut rng = SplitMix64::new(SEED + 1);
    for _ in 0..DESIGNS {
        let benefits = read(&invent_benefits(&mut rng, Cents::MAX.0 / 2));
        let setting = *rng.pick(Setting::ALL);
        let allowed = rng.between(0, 3 * Cents::MAX.0);
        let claim = Claim {
            part: Component::Global,
            allowed: Cents(allowed),
        };
        let member = estimate(&benefits, setting, [claim, claim]);
        assert!((0..=2 * allowed).contains(&member.share.total().0));
        let before = benefits.accumulators;
        assert!(
            before
                .out_of_pocket_left()
                .is_none_or(|left| member.share.total() <= left)
        );
        assert!(member.share.deductible <= before.deductible_left());
        // One cent more allowed never lowers the share.
        let dearer = Claim {
            allowed: Cents(allowed + 1),
            ..claim
        };
        let more = estimate(&benefits, setting, [dearer, claim]);
        assert!(more.share.total() >= member.share.total());
    }
}
