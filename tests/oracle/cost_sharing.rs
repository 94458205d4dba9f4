//! The member's payment, counted cent by cent. Each cent of a claim is assigned to the plan or the
//! member, one after another. The member pays one cent at a time while every out-of-pocket figure
//! has room.
//!
//! The code takes no minimum and divides nothing. Rounding follows from counting ten-thousandths of
//! a cent.

use super::prices::Price;
use super::request::{fixed, text_of, texts_of};
use serde_json::Value;

/// A limit of the plan year and how much of it is met, in cents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Figure {
    pub(crate) limit: i64,
    pub(crate) met: i64,
}

/// The payment in addition to the deductible: cents once per visit, or hundredths of a percent.
#[derive(Debug, Clone, Copy)]
enum Pays {
    Copay(i64),
    Share(i64),
}

#[derive(Debug, Clone)]
struct Tier {
    settings: Vec<String>,
    pays: Pays,
    deductible_applies: bool,
}

/// A plan design as the request states it: figures of the person, then of the family.
#[derive(Debug, Clone)]
pub(crate) struct Design {
    deductible: Vec<Option<Figure>>,
    out_of_pocket: Vec<Option<Figure>>,
    aggregate: bool,
    share: i64,
    tiers: Vec<Tier>,
}

/// The member's payment of one claim in cents, and the amount that the out-of-pocket maximum saves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Paid {
    pub(crate) deductible: i64,
    pub(crate) copay: i64,
    pub(crate) coinsurance: i64,
    pub(crate) spared: i64,
}

impl Paid {
    pub(crate) fn total(&self) -> i64 {
        self.deductible + self.copay + self.coinsurance
    }
}

/// A visit that is paid: claim by claim, and the figures afterwards.
#[derive(Debug, Clone)]
pub(crate) struct Settled {
    pub(crate) claims: Vec<Paid>,
    pub(crate) deductible: Vec<Option<Figure>>,
    pub(crate) out_of_pocket: Vec<Option<Figure>>,
}

impl Settled {
    /// All claims together.
    pub(crate) fn sum(&self) -> Paid {
        let mut sum = Paid::default();
        for claim in &self.claims {
            sum.deductible += claim.deductible;
            sum.copay += claim.copay;
            sum.coinsurance += claim.coinsurance;
            sum.spared += claim.spared;
        }
        sum
    }
}

impl Design {
    /// Reads sound benefits.
    pub(crate) fn read(benefits: &Value) -> Self {
        let cents = |value: &Value| fixed(value, 2);
        let figure = |value: &Value| {
            let limit = cents(&value["limit"])?;
            let met = cents(&value["met"]).unwrap_or(0);
            Some(Figure { limit, met })
        };
        let figures =
            |limits: &Value| vec![figure(&limits["individual"]), figure(&limits["family"])];
        let tier = |tier: &Value| Tier {
            settings: texts_of(&tier["settings"]).unwrap(),
            pays: match cents(&tier["copay"]) {
                Some(copay) => Pays::Copay(copay),
                None => Pays::Share(cents(&tier["coinsurance_percent"]).unwrap()),
            },
            deductible_applies: tier["deductible"] == "applies",
        };
        let tiers = benefits["tiers"].as_array();
        Self {
            deductible: figures(&benefits["deductible"]),
            out_of_pocket: figures(&benefits["out_of_pocket"]),
            aggregate: text_of(&benefits["family_rule"]).as_deref() == Some("aggregate"),
            share: cents(&benefits["coinsurance_percent"]).unwrap(),
            tiers: tiers
                .map(|tiers| tiers.iter().map(tier).collect())
                .unwrap_or_default(),
        }
    }

    /// True if a figure of the deductible counts, by its position.
    fn counts(&self, place: usize) -> bool {
        !self.aggregate || place == 1
    }

    /// Pays a visit in a setting, claim by claim.
    pub(crate) fn settle(&self, setting: &str, claims: &[i64]) -> Settled {
        let tier = self
            .tiers
            .iter()
            .find(|tier| tier.settings.iter().any(|known| known == setting));
        let pays = tier.map_or(Pays::Share(self.share), |tier| tier.pays);
        let applies = tier.is_none_or(|tier| tier.deductible_applies);
        let mut settled = Settled {
            claims: Vec::new(),
            deductible: self.deductible.clone(),
            out_of_pocket: self.out_of_pocket.clone(),
        };
        // The amount owed for this visit, before the maximum.
        let mut owed_towards_deductible = 0;
        let mut owed_as_copay = 0;
        for &allowed in claims {
            let mut owed = Paid::default();
            let mut ten_thousandths = 0;
            for _ in 0..allowed {
                if applies && self.deductible_has_room(owed_towards_deductible) {
                    owed_towards_deductible += 1;
                    owed.deductible += 1;
                } else {
                    match pays {
                        Pays::Copay(copay) if owed_as_copay < copay => {
                            owed_as_copay += 1;
                            owed.copay += 1;
                        }
                        Pays::Copay(_) => {}
                        Pays::Share(share) => ten_thousandths += share,
                    }
                }
            }
            while ten_thousandths >= 5_000 {
                ten_thousandths -= 10_000;
                owed.coinsurance += 1;
            }
            let paid = self.pay(owed, &mut settled);
            settled.claims.push(paid);
        }
        settled
    }

    /// True if every figure that counts has room for one more cent. Without figures no limit
    /// applies.
    fn deductible_has_room(&self, owed: i64) -> bool {
        let mut any = false;
        for (place, figure) in self.deductible.iter().enumerate() {
            if let Some(figure) = figure.filter(|_| self.counts(place)) {
                any = true;
                if figure.met + owed >= figure.limit {
                    return false;
                }
            }
        }
        any
    }

    /// Pays what is owed, deductible first, until the maximum is reached.
    fn pay(&self, owed: Paid, settled: &mut Settled) -> Paid {
        let mut paid = Paid::default();
        for _ in 0..owed.deductible {
            if pay_one(&mut settled.out_of_pocket) {
                paid.deductible += 1;
                for (place, figure) in settled.deductible.iter_mut().enumerate() {
                    if let Some(figure) = figure.as_mut().filter(|_| self.counts(place)) {
                        figure.met += 1;
                    }
                }
            } else {
                paid.spared += 1;
            }
        }
        for (owed, kind) in [(owed.copay, 0), (owed.coinsurance, 1)] {
            for _ in 0..owed {
                match (pay_one(&mut settled.out_of_pocket), kind) {
                    (false, _) => paid.spared += 1,
                    (true, 0) => paid.copay += 1,
                    (true, _) => paid.coinsurance += 1,
                }
            }
        }
        paid
    }
}

/// Counts one cent in every figure, unless one of them is full.
fn pay_one(figures: &mut [Option<Figure>]) -> bool {
    let is_full = |figure: &Figure| figure.met >= figure.limit;
    if figures.iter().flatten().any(is_full) {
        return false;
    }
    for figure in figures.iter_mut().flatten() {
        figure.met += 1;
    }
    true
}

/// The claims behind a price: the site's with everything it bills, then the reader's.
pub(crate) fn claims_of(price: &Price) -> Vec<i64> {
    let amounts = |of_reader: bool| -> Vec<i64> {
        price
            .components
            .iter()
            .filter(|part| (part.name == "professional") == of_reader)
            .filter_map(|part| part.amount)
            .collect()
    };
    [amounts(false), amounts(true)]
        .into_iter()
        .filter(|amounts| !amounts.is_empty())
        .map(|amounts| amounts.iter().sum())
        .collect()
}
