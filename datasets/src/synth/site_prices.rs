//! Writes the price rows of one site, including defects.
//!
//! Hospitals bill their own part and the reader's. Others bill one amount, or a technical and a
//! professional one. Some rows name the site's provider number, some the owner's. Some amounts are
//! ranges, stale, ambiguous, superseded or placeholders.

use std::collections::BTreeMap;

use super::levels::step;
use super::network_list::SynthNetwork;
use super::networks::NetworkMembership;
use super::price_rows::{RowAmount, SynthPriceRow};
use super::price_variants::{self, PriceDefect, RowSplit};
use super::priced_codes::PricedCode;
use super::random::{RandomStream, hash};
use super::site_kinds::SynthSetting;
use super::sites::SynthSite;

/// The number of rows written for a network, and of placeholders among them.
#[derive(Default)]
pub(super) struct NetworkRowCount {
    rows: u64,
    pub(super) placeholders: u64,
}

/// The writer of one site's price rows.
pub(super) struct SitePriceWriter<'a, 'b> {
    rng: RandomStream,
    site: &'a SynthSite<'b>,
    /// Each network with its price level for this site, as a factor of the all-in hospital level.
    networks: Vec<(&'static SynthNetwork, f64)>,
    /// Price level if a network pays all sites of the market alike.
    market: f64,
    /// True if amounts are rounded to steps.
    steps: bool,
    /// True if one price applies to a whole class of scans.
    by_class: bool,
    row_counts: &'a mut BTreeMap<&'static str, NetworkRowCount>,
    bytes: &'a mut Vec<u8>,
    /// Rows written so far.
    pub(super) rows: u64,
}

impl<'a, 'b> SitePriceWriter<'a, 'b> {
    pub(super) fn new(
        mut rng: RandomStream,
        site: &'a SynthSite<'b>,
        joined: &[NetworkMembership],
        row_counts: &'a mut BTreeMap<&'static str, NetworkRowCount>,
        bytes: &'a mut Vec<u8>,
    ) -> Self {
        let market = site.address.market_per_mille() as f64 / 1000.0;
        let level = match site.setting {
            SynthSetting::HospitalOutpatient => rng.log_normal(0.6),
            SynthSetting::FreeStanding | SynthSetting::PhysicianOffice => {
                0.40 * rng.log_normal(0.35)
            }
        };
        let (steps, by_class) = (rng.chance(750), rng.chance(350));
        let paid = |network: &'static SynthNetwork, rng: &mut RandomStream| {
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
            row_counts,
            bytes,
            rows: 0,
        }
    }

    /// Writes the rows of one procedure in every network of the site.
    pub(super) fn price(&mut self, code: &PricedCode) {
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

    /// Writes the rate all sites of an owner share, if it has one: the same row for each of them,
    /// byte for byte.
    fn group_rate(&mut self, network: &'static SynthNetwork, code: &PricedCode) -> bool {
        let group = self.site.organization.group_npi.as_deref();
        let Some(group) = group.filter(|_| self.site.bills_for_its_group()) else {
            return false;
        };
        let drawn = hash(&["group", group, network.id, &code.number]);
        if drawn % 1000 >= 110 {
            return false;
        }
        let per_mille = 300 + (drawn / 1000 % 241) as i64;
        self.emit(SynthPriceRow {
            registration_id: "",
            npi: group,
            network: network.id,
            code: &code.number,
            modifier: "",
            component: "global",
            amount: RowAmount::Amount(step(code.level * per_mille / 1000)),
            n_cases: None,
            evidence: "group_rate",
            effective_from: "2025-01-01",
            effective_to: "2040-12-31",
            as_of: "2026-03-31",
        });
        true
    }

    /// Writes the rows of one pair whose all-in price is known.
    fn pair(&mut self, network: &'static SynthNetwork, code: &PricedCode, all_in: i64) {
        let evidence = price_variants::evidence(&mut self.rng);
        let (shape, all_in) = match (self.site.setting, evidence) {
            (SynthSetting::HospitalOutpatient, _) => (RowSplit::hospital(&mut self.rng), all_in),
            // A fee schedule pays every site of a market alike.
            (_, "fee_schedule") => {
                let level = code.level as f64 * self.market;
                (
                    RowSplit::Global,
                    step((0.42 * level) as i64 * network.level_per_mille as i64 / 1000),
                )
            }
            _ => (RowSplit::other(&mut self.rng), all_in),
        };
        let all_in = self.rounded(all_in);
        let base = self.base(network, code, evidence);
        let fault = self.fault(network);
        let (global, technical, reader) = (
            price_variants::global(&mut self.rng, base),
            price_variants::technical(&mut self.rng, base),
            price_variants::reader(&mut self.rng, base),
        );
        let facility = SynthPriceRow {
            component: "facility",
            ..base
        };
        let reading = self.rounded(all_in * 18 / 100);
        let hospital_part = (all_in - reading).max(100);
        let machine_part = self.rounded(all_in * 70 / 100);
        let rest = (all_in - machine_part).max(100);
        let (main, further) = match shape {
            RowSplit::Global => ((global, all_in), [None, None]),
            RowSplit::FacilityAlone => ((facility, hospital_part), [None, None]),
            RowSplit::FacilityAndReader => {
                ((facility, hospital_part), [Some((reader, reading)), None])
            }
            RowSplit::TechnicalAlone => ((technical, machine_part), [None, None]),
            RowSplit::ReaderAlone => ((reader, rest), [None, None]),
            RowSplit::TechnicalAndReader => {
                ((technical, machine_part), [Some((reader, rest)), None])
            }
            RowSplit::GlobalAndParts => (
                (global, all_in),
                [Some((technical, machine_part)), Some((reader, rest))],
            ),
        };
        self.main_row(main.0, main.1, fault);
        for (row, cents) in further.into_iter().flatten() {
            self.part(row, cents);
        }
        let composed = matches!(
            shape,
            RowSplit::FacilityAndReader | RowSplit::TechnicalAndReader
        );
        if code.takes_contrast && composed && self.rng.chance(200) {
            let agent = step(self.rng.between(2_500, 11_000));
            self.part(
                SynthPriceRow {
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
        network: &'static SynthNetwork,
        code: &'r PricedCode,
        evidence: &'static str,
    ) -> SynthPriceRow<'r>
    where
        'a: 'r,
    {
        let (registration_id, npi) = match self.rng.below(100) {
            0..83 => (self.site.id.as_str(), ""),
            83..94 => ("", self.site.npi.as_str()),
            _ => (self.site.id.as_str(), self.site.npi.as_str()),
        };
        SynthPriceRow {
            registration_id,
            npi,
            network: network.id,
            code: &code.number,
            modifier: "",
            component: "",
            amount: RowAmount::Placeholder,
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

    /// Draws the defect of a price. Placeholders stay under one in a hundred rows of each
    /// network, for any seed, so that no network comes near the share of rejects at which a
    /// build stops.
    fn fault(&mut self, network: &'static SynthNetwork) -> PriceDefect {
        let fault = PriceDefect::draw(&mut self.rng);
        let row_count = self.row_counts.entry(network.id).or_default();
        if fault != PriceDefect::Placeholder {
            return fault;
        }
        if (row_count.placeholders + 1) * 100 > row_count.rows {
            return PriceDefect::None;
        }
        row_count.placeholders += 1;
        fault
    }

    /// Writes the row that carries most of a price, with what is wrong with it.
    fn main_row(&mut self, row: SynthPriceRow<'_>, cents: i64, fault: PriceDefect) {
        let row = SynthPriceRow {
            amount: price_variants::amount(&mut self.rng, cents),
            ..row
        };
        match fault {
            PriceDefect::None => self.emit(row),
            PriceDefect::Placeholder => self.emit(SynthPriceRow {
                amount: RowAmount::Placeholder,
                n_cases: None,
                ..row
            }),
            PriceDefect::Penny => self.emit(SynthPriceRow {
                amount: RowAmount::Amount(1),
                n_cases: None,
                ..row
            }),
            PriceDefect::Ambiguous => {
                let per_mille = self.rng.between(1080, 1700);
                let other = self.rounded(cents * per_mille / 1000) + 500;
                self.emit(row);
                self.emit(SynthPriceRow {
                    amount: RowAmount::Amount(other),
                    ..row
                });
            }
            PriceDefect::Stale => {
                let as_of = self.rng.pick(&["2024-09-30", "2025-03-31", "2025-06-30"]);
                self.emit(SynthPriceRow {
                    as_of,
                    effective_from: "2024-01-01",
                    ..row
                });
            }
            PriceDefect::Superseded => {
                let per_mille = self.rng.between(850, 990);
                let amount = RowAmount::Amount(self.rounded(cents * per_mille / 1000));
                self.emit(SynthPriceRow {
                    amount,
                    as_of: "2025-12-31",
                    effective_from: "2025-01-01",
                    ..row
                });
                self.emit(row);
            }
            PriceDefect::Expired => {
                self.emit(SynthPriceRow {
                    effective_from: "2024-01-01",
                    effective_to: "2025-12-31",
                    as_of: "2025-06-30",
                    ..row
                });
            }
            PriceDefect::Modified => {
                self.emit(row);
                let reduced = RowAmount::Amount(self.rounded(cents / 2));
                self.emit(SynthPriceRow {
                    modifier: "52",
                    component: "global",
                    amount: reduced,
                    ..row
                });
            }
        }
    }

    /// Writes a further part of a price.
    fn part(&mut self, row: SynthPriceRow<'_>, cents: i64) {
        self.emit(SynthPriceRow {
            amount: RowAmount::Amount(cents),
            ..row
        });
    }

    /// An amount as this site's contracts write it: on a step, or to the cent; never under a
    /// dollar.
    fn rounded(&self, cents: i64) -> i64 {
        if self.steps {
            step(cents)
        } else {
            cents.max(100)
        }
    }

    fn emit(&mut self, row: SynthPriceRow<'_>) {
        row.append_to(self.bytes);
        self.rows += 1;
        if let Some(row_count) = self.row_counts.get_mut(row.network) {
            row_count.rows += 1;
        }
    }
}
