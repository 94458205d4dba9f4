//! Cells of result tables, made from typed values.

use nearsite_domain::{Audience, Cents, PriceStatus, Setting, Site, SiteNo, Visible};
use nearsite_index::search::{ResultCard, ShownCost, ShownScore};
use nearsite_index::snapshot::{OpenError, PriceNo, Snapshot};

/// Makes the cells of results for one audience.
#[derive(Clone, Copy)]
pub(super) struct ResultCells<'a> {
    pub(super) snapshot: &'a Snapshot,
    pub(super) audience: Audience,
}

impl ResultCells<'_> {
    /// Reads the document of a site.
    pub(super) fn site(self, site: SiteNo) -> Result<Site, OpenError> {
        self.snapshot.site(site)
    }

    /// Returns the amount with a letter for its evidence, or `missing`.
    pub(super) fn cost(self, cost: ShownCost) -> Result<String, OpenError> {
        match cost {
            ShownCost::Priced { price, .. } => self.price(price),
            ShownCost::Suspect { price } if self.audience.sees(Visible::SuspectAmount) => {
                self.price(price)
            }
            ShownCost::Suspect { .. } | ShownCost::Missing => Ok("missing".to_owned()),
        }
    }

    fn price(self, price: PriceNo) -> Result<String, OpenError> {
        let price = self.snapshot.price(price)?;
        let mark = price.evidence.as_str().get(..1).unwrap_or_default();
        let midpoint = if price.status == PriceStatus::Ambiguous {
            "~"
        } else {
            ""
        };
        Ok(format!("${} {mark}{midpoint}", price.amount))
    }
}

/// Returns name and id of a site.
pub(super) fn name(site: &Site) -> String {
    format!("{} ({})", site.name, site.registration_id)
}

/// Returns city and state, if stated.
pub(super) fn city(site: &Site) -> String {
    let parts = [&site.address.city, &site.address.state];
    let parts: Vec<&str> = parts.into_iter().flatten().map(String::as_str).collect();
    parts.join(" ")
}

/// Returns a setting in words.
pub(super) fn setting(setting: Setting) -> String {
    setting.as_str().replace('_', " ")
}

/// Returns points and grade, or the reason for no score.
pub(super) fn score(score: ShownScore) -> String {
    match score {
        ShownScore::Shown(total) => format!("{:.1} {}", total.points(), total.grade().as_str()),
        ShownScore::Missing => "missing".to_owned(),
        ShownScore::NotDisplayed => "not displayed".to_owned(),
        ShownScore::NotScored => "not scored".to_owned(),
    }
}

/// Returns the distance in miles. Empty if there is no origin.
pub(super) fn miles(card: &ResultCard) -> String {
    card.distance
        .map(|distance| distance.miles().to_string())
        .unwrap_or_default()
}

/// Returns an amount in dollars. Empty if there is none.
pub(super) fn dollars(amount: Option<Cents>) -> String {
    amount.map(|amount| amount.to_string()).unwrap_or_default()
}
