//! One site's prices: how each price is spread over rows, and what is wrong with some of them.
//!
//! Hospitals bill their own part and the reader's; others bill one amount, or a technical and a professional one. Some rows go by the
//! provider number, some by the owner's; some amounts are ranges, stale, doubled, superseded or placeholders.

use std::collections::BTreeMap;

use super::levels::step;
use super::networks::{Membership, Network};
use super::price_rows::{Money, PriceRow};
use super::price_shapes::{self, Fault, Shape};
use super::prices::Code;
use super::rng::{Rng, hash};
use super::sites::{Setting, Site};

/// How many rows of a network were written, and how many of them are placeholders.
#[derive(Default)]
pub(super) struct Ledger {
    rows: u64,
    pub(super) placeholders: u64,
}

/// One site's prices being written.
pub(super) struct Desk<'a, 'b> {
    rng: Rng,
    site: &'a Site<'b>,
    /// Each network with what this site gets from it, as a factor on the all-in hospital level.
    networks: Vec<(&'static Network, f64)>,
    /// What it gets where a network pays everybody of the market alike.
    market: f64,
    /// Whether amounts are brought to steps.
    steps: bool,
    /// Whether one price holds for a whole class of scans.
    by_class: bool,
    ledgers: &'a mut BTreeMap<&'static str, Ledger>,
    bytes: &'a mut Vec<u8>,
    /// Rows written so far.
    pub(super) rows: u64,
}

impl<'a, 'b> Desk<'a, 'b> {
    pub(super) fn new(
        mut rng: Rng,
        site: &'a Site<'b>,
        joined: &[Membership],
        ledgers: &'a mut BTreeMap<&'static str, Ledger>,
        bytes: &'a mut Vec<u8>,
    ) -> Self {
        let market = site.spot.market_per_mille() as f64 / 1000.0;
        let level = match site.setting {
            Setting::HospitalOutpatient => rng.log_normal(0.6),
            Setting::FreeStanding | Setting::PhysicianOffice => 0.40 * rng.log_normal(0.35),
        };
        let (steps, by_class) = (rng.chance(750), rng.chance(350));
        let paid = |network: &'static Network, rng: &mut Rng| {
            market * level * rng.log_normal(0.06) * network.level_per_mille as f64 / 1000.0
        };
        let networks = joined
            .iter()
            .map(|member| (member.network, paid(member.network, &mut rng)))
            .collect();
        Self {
            rng,
            site,
            networks,
            market,
            steps,
            by_class,
            ledgers,
            bytes,
            rows: 0,
        }
    }

    /// Writes the rows of one procedure in every network of the site.
    pub(super) fn price(&mut self, code: &Code) {
        let noise = if self.by_class {
            1.0
        } else {
            self.rng.log_normal(0.05)
        };
        let level = if self.by_class {
            code.class_level
        } else {
            code.level
        } as f64
            * noise;
        for index in 0..self.networks.len() {
            let Some(&(network, factor)) = self.networks.get(index) else {
                break;
            };
            // Most groups have no other contract; some of their sites have their own.
            if self.group_rate(network, code) && self.rng.chance(650) {
                continue;
            }
            if self.rng.chance(125) {
                continue;
            }
            self.pair(network, code, (level * factor).round() as i64);
        }
    }

    /// Writes the rate all sites of an owner share, if it has one: the same row for each of them, byte for byte.
    fn group_rate(&mut self, network: &'static Network, code: &Code) -> bool {
        let group = self.site.organization.group_npi.as_deref();
        let Some(group) = group.filter(|_| self.site.bills_for_its_group()) else {
            return false;
        };
        let drawn = hash(&["group", group, network.id, &code.number]);
        if drawn % 1000 >= 110 {
            return false;
        }
        let per_mille = 300 + (drawn / 1000 % 241) as i64;
        self.emit(PriceRow {
            registration_id: "",
            npi: group,
            network: network.id,
            code: &code.number,
            modifier: "",
            component: "global",
            money: Money::Amount(step(code.level * per_mille / 1000)),
            n_cases: None,
            evidence: "group_rate",
            effective_from: "2025-01-01",
            effective_to: "2040-12-31",
            as_of: "2026-03-31",
        });
        true
    }

    /// Writes the rows of one pair whose all-in price is known.
    fn pair(&mut self, network: &'static Network, code: &Code, all_in: i64) {
        let evidence = price_shapes::evidence(&mut self.rng);
        let (shape, all_in) = match (self.site.setting, evidence) {
            (Setting::HospitalOutpatient, _) => (Shape::hospital(&mut self.rng), all_in),
            // A fee schedule pays every site of a market alike.
            (_, "fee_schedule") => {
                let level = code.level as f64 * self.market;
                (
                    Shape::Global,
                    step((0.42 * level) as i64 * network.level_per_mille as i64 / 1000),
                )
            }
            _ => (Shape::other(&mut self.rng), all_in),
        };
        let all_in = self.rounded(all_in);
        let base = self.base(network, code, evidence);
        let fault = self.fault(network);
        let (global, technical, reader) = (
            price_shapes::global(&mut self.rng, base),
            price_shapes::technical(&mut self.rng, base),
            price_shapes::reader(&mut self.rng, base),
        );
        let facility = PriceRow {
            component: "facility",
            ..base
        };
        let reading = self.rounded(all_in * 18 / 100);
        let hospital_part = (all_in - reading).max(100);
        let machine_part = self.rounded(all_in * 70 / 100);
        let rest = (all_in - machine_part).max(100);
        let (main, further) = match shape {
            Shape::Global => ((global, all_in), [None, None]),
            Shape::FacilityAlone => ((facility, hospital_part), [None, None]),
            Shape::FacilityAndReader => {
                ((facility, hospital_part), [Some((reader, reading)), None])
            }
            Shape::TechnicalAlone => ((technical, machine_part), [None, None]),
            Shape::ReaderAlone => ((reader, rest), [None, None]),
            Shape::TechnicalAndReader => ((technical, machine_part), [Some((reader, rest)), None]),
            Shape::GlobalAndParts => (
                (global, all_in),
                [Some((technical, machine_part)), Some((reader, rest))],
            ),
        };
        self.main_row(main.0, main.1, fault);
        for (row, cents) in further.into_iter().flatten() {
            self.part(row, cents);
        }
        let composed = matches!(shape, Shape::FacilityAndReader | Shape::TechnicalAndReader);
        if code.takes_contrast && composed && self.rng.chance(200) {
            let agent = step(self.rng.between(2_500, 11_000));
            self.part(
                PriceRow {
                    component: "contrast",
                    ..base
                },
                agent,
            );
        }
    }

    /// The columns all rows of one pair share.
    fn base<'r>(
        &mut self,
        network: &'static Network,
        code: &'r Code,
        evidence: &'static str,
    ) -> PriceRow<'r>
    where
        'a: 'r,
    {
        let (registration_id, npi) = match self.rng.below(100) {
            0..83 => (self.site.id.as_str(), ""),
            83..94 => ("", self.site.npi.as_str()),
            _ => (self.site.id.as_str(), self.site.npi.as_str()),
        };
        PriceRow {
            registration_id,
            npi,
            network: network.id,
            code: &code.number,
            modifier: "",
            component: "",
            money: Money::Placeholder,
            n_cases: (evidence == "claims")
                .then(|| 11 + self.rng.below(500).min(self.rng.below(500)) as i64),
            evidence,
            effective_from: self.rng.weighted(&[
                (70, "2026-01-01"),
                (18, "2025-07-01"),
                (7, "2026-07-01"),
                (5, ""),
            ]),
            effective_to: self.rng.weighted(&[(85, "2040-12-31"), (15, "")]),
            as_of: self.rng.weighted(&[
                (58, "2026-06-30"),
                (20, "2026-03-31"),
                (20, "2026-09-30"),
                (2, ""),
            ]),
        }
    }

    /// Draws what is wrong with a price. Placeholders stay under one in a hundred rows of each network, whatever chance says,
    /// so that no network comes near the share of rejects at which a build stops.
    fn fault(&mut self, network: &'static Network) -> Fault {
        let fault = Fault::draw(&mut self.rng);
        let ledger = self.ledgers.entry(network.id).or_default();
        if fault != Fault::Placeholder {
            return fault;
        }
        if (ledger.placeholders + 1) * 100 > ledger.rows {
            return Fault::None;
        }
        ledger.placeholders += 1;
        fault
    }

    /// Writes the row that carries most of a price, with what is wrong with it.
    fn main_row(&mut self, row: PriceRow<'_>, cents: i64, fault: Fault) {
        let row = PriceRow {
            money: price_shapes::money(&mut self.rng, cents),
            ..row
        };
        match fault {
            Fault::None => self.emit(row),
            Fault::Placeholder => self.emit(PriceRow {
                money: Money::Placeholder,
                n_cases: None,
                ..row
            }),
            Fault::Penny => self.emit(PriceRow {
                money: Money::Amount(1),
                n_cases: None,
                ..row
            }),
            Fault::Ambiguous => {
                let per_mille = self.rng.between(1080, 1700);
                let other = self.rounded(cents * per_mille / 1000) + 500;
                self.emit(row);
                self.emit(PriceRow {
                    money: Money::Amount(other),
                    ..row
                });
            }
            Fault::Stale => {
                let as_of = self.rng.pick(&["2024-09-30", "2025-03-31", "2025-06-30"]);
                self.emit(PriceRow {
                    as_of,
                    effective_from: "2024-01-01",
                    ..row
                });
            }
            Fault::Superseded => {
                let per_mille = self.rng.between(850, 990);
                let money = Money::Amount(self.rounded(cents * per_mille / 1000));
                self.emit(PriceRow {
                    money,
                    as_of: "2025-12-31",
                    effective_from: "2025-01-01",
                    ..row
                });
                self.emit(row);
            }
            Fault::Expired => {
                self.emit(PriceRow {
                    effective_from: "2024-01-01",
                    effective_to: "2025-12-31",
                    as_of: "2025-06-30",
                    ..row
                });
            }
            Fault::Modified => {
                self.emit(row);
                let reduced = Money::Amount(self.rounded(cents / 2));
                self.emit(PriceRow {
                    modifier: "52",
                    component: "global",
                    money: reduced,
                    ..row
                });
            }
        }
    }

    /// Writes a further part of a price.
    fn part(&mut self, row: PriceRow<'_>, cents: i64) {
        self.emit(PriceRow {
            money: Money::Amount(cents),
            ..row
        });
    }

    /// An amount as this site's contracts write it: on a step, or to the cent; never under a dollar.
    fn rounded(&self, cents: i64) -> i64 {
        if self.steps {
            step(cents)
        } else {
            cents.max(100)
        }
    }

    fn emit(&mut self, row: PriceRow<'_>) {
        row.append_to(self.bytes);
        self.rows += 1;
        if let Some(ledger) = self.ledgers.get_mut(row.network) {
            ledger.rows += 1;
        }
    }
}
