//! Site cards, prices and scores as JSON, from the render cache of a snapshot.

use super::views::{CompactCostView, CostView, ScoreView, SiteCard, Spliced, to_json};
use crate::render_cache::{RenderCache, TextSlot};
use nearsite_domain::{Audience, ScoreTenths, SiteNo, Visible};
use nearsite_index::search::{ShownCost, ShownScore};
use nearsite_index::snapshot::{OpenError, PriceNo, Snapshot};
use serde::Serialize;

impl RenderCache {
    /// Returns the card of a site.
    ///
    /// # Errors
    /// If the snapshot violates its format.
    pub(super) fn site(
        &self,
        snapshot: &Snapshot,
        site: SiteNo,
        audience: Audience,
    ) -> Result<Spliced<'_>, OpenError> {
        // Cards of audiences differ by the tax number only.
        let slot = if audience.sees(Visible::Tin) {
            TextSlot::SiteWithTin(site.index())
        } else {
            TextSlot::Site(site.index())
        };
        let text = self.get(slot, || {
            let site = snapshot.site(site)?;
            render(&SiteCard::new(&site, audience), "sites.arrow")
        })?;
        Ok(Spliced(text))
    }

    /// Returns a price.
    ///
    /// # Errors
    /// If the snapshot violates its format.
    pub(super) fn price(
        &self,
        snapshot: &Snapshot,
        price: PriceNo,
    ) -> Result<Spliced<'_>, OpenError> {
        let text = self.get(TextSlot::Price(price.index()), || {
            let price = snapshot.price(price)?;
            render(&CostView::new(&price), "prices.arrow")
        })?;
        Ok(Spliced(text))
    }

    /// Returns the text in place of a suspect price: the refused amount for audiences that may see
    /// it.
    ///
    /// # Errors
    /// If the snapshot violates its format.
    pub(super) fn suspect(
        &self,
        snapshot: &Snapshot,
        price: PriceNo,
        audience: Audience,
    ) -> Result<Spliced<'_>, OpenError> {
        if audience.sees(Visible::SuspectAmount) {
            return self.price(snapshot, price);
        }
        let refused = || render(&CostView::refused(), "prices.arrow");
        self.get(TextSlot::AbsentPrice(1), refused).map(Spliced)
    }

    /// Returns the text for a site without a price.
    ///
    /// # Errors
    /// If the view cannot be rendered.
    pub(super) fn no_price(&self) -> Result<Spliced<'_>, OpenError> {
        let missing = || render(&CostView::missing(), "prices.arrow");
        self.get(TextSlot::AbsentPrice(0), missing).map(Spliced)
    }

    /// Returns the name of a site.
    ///
    /// # Errors
    /// If the snapshot violates its format.
    pub(super) fn name(&self, snapshot: &Snapshot, site: SiteNo) -> Result<Spliced<'_>, OpenError> {
        let text = self.get(TextSlot::SiteName(site.index()), || {
            render(&snapshot.site(site)?.name, "sites.arrow")
        })?;
        Ok(Spliced(text))
    }

    /// Returns a price without components, or the text for an absent one.
    ///
    /// # Errors
    /// If the snapshot violates its format.
    pub(super) fn compact_cost(
        &self,
        snapshot: &Snapshot,
        cost: ShownCost,
        audience: Audience,
    ) -> Result<Spliced<'_>, OpenError> {
        let price = match cost {
            ShownCost::Priced { price, .. } => Some(price),
            ShownCost::Suspect { price } if audience.sees(Visible::SuspectAmount) => Some(price),
            ShownCost::Suspect { .. } | ShownCost::Missing => None,
        };
        let slot = match (price, cost) {
            (Some(price), _) => TextSlot::CompactPrice(price.index()),
            (None, ShownCost::Suspect { .. }) => TextSlot::AbsentPrice(3),
            (None, _) => TextSlot::AbsentPrice(2),
        };
        let text = self.get(slot, || {
            let view = match (price, cost) {
                (Some(price), _) => CostView::new(&snapshot.price(price)?).into(),
                (None, ShownCost::Suspect { .. }) => CostView::refused().into(),
                (None, _) => CostView::missing().into(),
            };
            render::<CompactCostView>(&view, "prices.arrow")
        })?;
        Ok(Spliced(text))
    }

    /// Returns a score, or the word in place of one.
    ///
    /// # Errors
    /// If the view cannot be rendered.
    pub(super) fn score(&self, score: ShownScore) -> Result<Spliced<'_>, OpenError> {
        let most = usize::from(ScoreTenths::MAX.tenths());
        let position = match score {
            ShownScore::Shown(score) => usize::from(score.tenths()),
            ShownScore::Missing => most + 1,
            ShownScore::NotDisplayed => most + 2,
            ShownScore::NotScored => most + 3,
        };
        let render = || render(&ScoreView::from(score), "services.arrow");
        self.get(TextSlot::Score(position), render).map(Spliced)
    }
}

fn render<T: Serialize>(view: &T, path: &'static str) -> Result<String, OpenError> {
    let malformed = |message: String| OpenError::Json { path, message };
    let bytes = to_json(view).map_err(|error| malformed(error.to_string()))?;
    String::from_utf8(bytes).map_err(|error| malformed(error.to_string()))
}
