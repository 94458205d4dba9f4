//! Searches in order of member cost and estimates, over a real socket, compared with the oracle.

use crate::agreement::{Nation, nation, today, walk};
use crate::oracle::answer::{Card, Expected};
use crate::oracle::calendar::Day;
use crate::oracle::cost_sharing::{Design, Figure, Paid, claims_of};
use crate::oracle::designs::invent_benefits;
use crate::oracle::prices::Price;
use crate::oracle::request::fixed;
use crate::oracle::requests::Requests;
use crate::process::Server;
use nearsite_random::SplitMix64;
use serde_json::{Value, json};

/// A failure names the seed and the number of its request.
const SEED: u64 = 20_261_127;
const SEARCHES: usize = 400;
const ESTIMATES: usize = 300;
/// Upper bound in cents for the limits of the plans, which is in the range of the prices.
const MOST: i64 = 250_000;

/// A search with benefits; three of four are sorted by what the member pays.
fn search(requests: &mut Requests<'_>, rng: &mut SplitMix64) -> Value {
    loop {
        let mut body = requests.invent();
        let cost_in_play = body["procedure"].is_string() && body["network"].is_string();
        if !cost_in_play && rng.chance(900) {
            continue;
        }
        body["benefits"] = invent_benefits(rng, MOST);
        if cost_in_play && rng.chance(750) {
            body["sort"] = json!("member_cost");
        }
        return body;
    }
}

/// Neighbours of the list whose members pay the same though the prices differ.
fn ties(expected: &Expected) -> usize {
    let pays = |card: &Card| card.member_cost.map(|paid| paid.total());
    expected
        .results
        .windows(2)
        .filter(|pair| {
            pays(&pair[0]).is_some()
                && pays(&pair[0]) == pays(&pair[1])
                && pair[0].cost.amount != pair[1].cost.amount
        })
        .count()
}

#[test]
fn searches_by_member_cost_agree_with_the_oracle_ties_and_pages_included() {
    let nation = nation();
    let server = Server::start(&nation.index(), 2);
    let client = server.client();
    let mut requests = Requests::new(&nation.oracle.world, SEED, today());
    let mut rng = SplitMix64::new(SEED);
    let (mut tied, mut sorted, mut paged) = (0, 0, 0);
    let mut audiences = std::collections::BTreeSet::new();
    for number in 0..SEARCHES {
        let body = search(&mut requests, &mut rng);
        let expected = nation.oracle.answer(&body, today());
        if let Err(difference) = walk(&client, &expected, &body) {
            panic!("seed {SEED}, request {number}: {difference}\n  {body}");
        }
        if body["sort"] == "member_cost" {
            sorted += 1;
            tied += ties(&expected);
            paged += usize::from(expected.first_page().has_next());
            audiences.insert(body["audience"].to_string());
        }
    }
    assert!(
        sorted > 200 && tied > 500 && paged > 50 && audiences.len() == 3,
        "{sorted} sorted, {tied} ties, {paged} of several pages, {audiences:?}"
    );
}

/// A request for estimates at up to twenty sites; members and ordering providers ask for complete
/// ones alone.
fn invent_estimates(nation: &Nation, rng: &mut SplitMix64) -> Value {
    let world = &nation.oracle.world;
    let audience = *rng.pick(&["ordering_provider", "member", "reviewer"]);
    let codes: Vec<_> = world.catalog.codes_in_play();
    let valid: Vec<_> = codes
        .into_iter()
        .filter(|code| code.valid.covers(world.build_day))
        .collect();
    let code = rng.pick(&valid).code.clone();
    let network = *rng.pick(&crate::oracle::world::NETWORKS.map(|(network, _)| network));
    let count = rng.between(1, 20);
    let mut sites = Vec::new();
    while (sites.len() as i64) < count {
        let number = rng.below(world.sites.len());
        let site = &world.sites[number];
        let may_be_seen = audience == "reviewer" || site.status == "complete";
        // Most sites have no price for one code in one network, and an estimate of nothing shows
        // little.
        let is_priced = nation.oracle.book.price(number, &code, network).is_some();
        if may_be_seen && (is_priced || rng.chance(30)) {
            sites.push(site.registration_id.clone());
        }
    }
    json!({
        "audience": audience, "procedure": code, "network": network, "sites": sites,
        "as_of": world.build_day.to_string(), "benefits": invent_benefits(rng, MOST)
    })
}

/// The figures of a share in an answer, in cents.
fn shown(share: &Value) -> Option<Paid> {
    let cents = |name: &str| fixed(&share[name], 2).unwrap();
    let paid = Paid {
        deductible: cents("deductible"),
        copay: cents("copay"),
        coinsurance: cents("coinsurance"),
        spared: cents("capped_by_out_of_pocket"),
    };
    (cents("total") == paid.total()).then_some(paid)
}

fn shown_figures(limits: &Value) -> Vec<Option<Figure>> {
    let figure = |figure: &Value| {
        let cents = |name: &str| fixed(&figure[name], 2);
        let (limit, met) = (cents("limit")?, cents("met")?);
        assert_eq!(cents("left"), Some(limit - met));
        Some(Figure { limit, met })
    };
    vec![figure(&limits["individual"]), figure(&limits["family"])]
}

fn check_priced(estimate: &Value, price: &Price, design: &Design) {
    let status = if price.ambiguous {
        "ambiguous"
    } else {
        "priced"
    };
    assert_eq!(estimate["status"], status);
    assert_eq!(estimate["evidence"], price.evidence.as_str());
    assert_eq!(fixed(&estimate["allowed_amount"], 2), Some(price.amount));
    let claims = claims_of(price);
    assert_eq!(claims.iter().sum::<i64>(), price.amount);
    let settled = design.settle(estimate["setting"].as_str().unwrap(), &claims);
    assert_eq!(shown(&estimate["member_share"]), Some(settled.sum()));
    let plan_pays = price.amount - settled.sum().total();
    assert_eq!(fixed(&estimate["plan_pays"], 2), Some(plan_pays));
    let listed = estimate["claims"].as_array().unwrap();
    assert_eq!(listed.len(), claims.len());
    let mut included = 0;
    for ((claim, allowed), paid) in listed.iter().zip(&claims).zip(&settled.claims) {
        assert_eq!(fixed(&claim["allowed_amount"], 2), Some(*allowed));
        assert_eq!(shown(&claim["member_share"]).as_ref(), Some(paid));
        included += claim["includes"].as_array().unwrap().len();
    }
    let known = price
        .components
        .iter()
        .filter(|part| part.status != "missing");
    assert_eq!(included, known.count());
    let after = &estimate["accumulators_after"];
    assert_eq!(shown_figures(&after["deductible"]), settled.deductible);
    assert_eq!(
        shown_figures(&after["out_of_pocket"]),
        settled.out_of_pocket
    );
}

fn check_estimate(nation: &Nation, body: &Value, id: &Value, estimate: &Value, day: Day) -> bool {
    let oracle = &nation.oracle;
    let is_it = |site: &crate::oracle::world::Site| id == site.registration_id.as_str();
    let number = oracle.world.sites.iter().position(is_it).unwrap();
    let site = &oracle.world.sites[number];
    assert_eq!(estimate["registration_id"], *id);
    assert_eq!(estimate["name"], site.name.as_str());
    assert_eq!(estimate["setting"], site.setting());
    let network = body["network"].as_str().unwrap();
    let in_network = oracle.participation[number]
        .iter()
        .any(|(known, window)| known == network && window.covers(day));
    assert_eq!(estimate["in_network"], in_network);
    let price = oracle
        .book
        .price(number, body["procedure"].as_str().unwrap(), network);
    let has_notice = |notice: &str| {
        let notices = estimate["notices"].as_array().unwrap();
        notices.iter().any(|known| known == notice)
    };
    assert_eq!(has_notice("not-in-network"), !in_network);
    let reader_is_missing = price.is_some_and(|price| {
        let mut parts = price.components.iter();
        parts.any(|part| part.status == "missing")
    });
    assert_eq!(
        has_notice("professional-fee-not-included"),
        reader_is_missing
    );
    if let Some(price) = price {
        check_priced(estimate, price, &Design::read(&body["benefits"]));
    } else {
        assert_eq!(estimate["status"], "missing");
        for name in ["allowed_amount", "evidence", "member_share", "plan_pays"] {
            assert_eq!(estimate[name], Value::Null);
        }
        assert_eq!(estimate["claims"], json!([]));
    }
    price.is_some()
}

#[test]
fn estimates_agree_with_the_oracle_claim_by_claim() {
    let nation = nation();
    let server = Server::start(&nation.index(), 2);
    let client = server.client();
    let mut rng = SplitMix64::new(SEED + 1);
    let (mut priced, mut missing) = (0, 0);
    for _ in 0..ESTIMATES {
        let body = invent_estimates(nation, &mut rng);
        let (status, bytes) = client.post("/v1/estimates", &body.to_string());
        let answer: Value = serde_json::from_slice(&bytes).unwrap();
        assert_eq!(status, 200, "{body}: {answer}");
        let estimates = answer["estimates"].as_array().unwrap();
        let asked = body["sites"].as_array().unwrap();
        assert_eq!(estimates.len(), asked.len());
        for (id, estimate) in asked.iter().zip(estimates) {
            let day = nation.oracle.world.build_day;
            if check_estimate(nation, &body, id, estimate, day) {
                priced += 1;
            } else {
                missing += 1;
            }
        }
        let design = &body["benefits"];
        let stated = Design::read(design).settle("free_standing", &[]);
        let accumulators = &answer["accumulators"];
        assert_eq!(
            shown_figures(&accumulators["deductible"]),
            stated.deductible
        );
        assert_eq!(
            shown_figures(&accumulators["out_of_pocket"]),
            stated.out_of_pocket
        );
        assert_eq!(
            accumulators["family_rule"] == "aggregate",
            design["family_rule"] == "aggregate"
        );
    }
    assert!(priced > 1_000 && missing > 100, "{priced} {missing}");
}
