//! The market for one study in a network: the prices of similar sites, which rates of published
//! price files are checked against.
//!
//! Hospitals and other sites are separate, because hospitals are paid several times as much
//! \[UHC-NEWS]. Every site counts once. Fewer than three sites give no band \[GUSS].

use nearsite_domain::{Cents, Setting};
use nearsite_index::snapshot::FEWEST_SITES_SHOWN;

/// A price below the median divided by this is implausible. The band, 0.2 to 10 times the median,
/// is nearsite's own choice.
const LOW_DIVISOR: i64 = 5;
/// A price above the median times this is implausible.
const HIGH_FACTOR: i64 = 10;

/// Prices of one study by kind of site.
#[derive(Debug, Default)]
pub(super) struct MarketBands {
    hospitals: Peers,
    others: Peers,
}

#[derive(Debug, Default)]
struct Peers {
    amounts: Vec<Cents>,
    /// Least and largest plausible amount, if there are enough peers.
    band: Option<(Cents, Cents)>,
}

impl MarketBands {
    /// Adds the price of one site.
    pub(super) fn add(&mut self, setting: Setting, amount: Cents) {
        self.peers_mut(setting).amounts.push(amount);
    }

    /// Computes the bands. Nothing can be added afterwards.
    pub(super) fn close(&mut self) {
        self.hospitals.close();
        self.others.close();
    }

    /// True if a price is plausible among its peers.
    pub(super) fn holds(&self, setting: Setting, amount: Cents) -> bool {
        let peers = match setting {
            Setting::HospitalOutpatient => &self.hospitals,
            Setting::FreeStanding | Setting::PhysicianOffice => &self.others,
        };
        peers
            .band
            .is_none_or(|(least, largest)| (least..=largest).contains(&amount))
    }

    fn peers_mut(&mut self, setting: Setting) -> &mut Peers {
        match setting {
            Setting::HospitalOutpatient => &mut self.hospitals,
            Setting::FreeStanding | Setting::PhysicianOffice => &mut self.others,
        }
    }
}

impl Peers {
    fn close(&mut self) {
        let amounts = &mut self.amounts;
        if amounts.len() < FEWEST_SITES_SHOWN as usize {
            return;
        }
        amounts.sort_unstable();
        let median = amounts[(amounts.len() - 1) / 2].midpoint(amounts[amounts.len() / 2]);
        let least = Cents((median.0 + LOW_DIVISOR - 1) / LOW_DIVISOR);
        self.band = Some((least, Cents(median.0 * HIGH_FACTOR)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn market(amounts: &[i64]) -> MarketBands {
        let mut market = MarketBands::default();
        for &amount in amounts {
            market.add(Setting::FreeStanding, Cents(amount));
        }
        market.close();
        market
    }

    #[test]
    fn two_sites_are_no_market() {
        assert!(market(&[40_000, 60_000]).holds(Setting::FreeStanding, Cents(1)));
    }

    #[test]
    fn a_fifth_and_ten_times_the_median_are_the_ends_of_the_band() {
        let market = market(&[30_000, 40_001, 50_000, 60_000]);
        // The median is 45,001 (45,000.5 half-up), so the band is 9,001 to 450,010.
        for (amount, is_held) in [
            (9_000, false),
            (9_001, true),
            (450_010, true),
            (450_011, false),
        ] {
            assert_eq!(
                market.holds(Setting::PhysicianOffice, Cents(amount)),
                is_held,
                "{amount}"
            );
        }
        assert!(market.holds(Setting::HospitalOutpatient, Cents(1)));
    }
}
