//! Site cards, prices and scores, written once per snapshot, then spliced into answers as they are.
//!
//! A card takes some ten microseconds to decode and write, an answer has up to two hundred of them with their prices, and most
//! answers show what earlier answers have shown. Each is written when first needed and kept up to a bound of memory; beyond it they
//! are written anew each time.

use super::views::{CostView, ScoreView, SiteCard, Spliced, to_json};
use nearsite_domain::{Audience, ScoreTenths, SiteNo, Visible};
use nearsite_index::search::ShownScore;
use nearsite_index::snapshot::{OpenError, PriceNo, Snapshot};
use serde::Serialize;
use std::borrow::Cow;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Most bytes kept per snapshot: all cards of some 150,000 sites, with the prices most asked for.
const KEPT_BYTES: usize = 256 << 20;
/// Positions whose room is made at once.
const STRETCH: usize = 256;

/// What is written of one snapshot.
#[derive(Debug)]
pub struct Cards {
    /// Sites, for those who do not see tax numbers, and for those who do.
    sites: [Shelf; 2],
    prices: Shelf,
    /// Scores from 0 to 100 in tenths, and what stands in place of one.
    scores: Shelf,
    /// What stands where there is no price: for want of one, and because it is suspect.
    absent: Shelf,
    bytes: AtomicUsize,
}

impl Cards {
    /// Nothing written yet.
    pub fn new(snapshot: &Snapshot) -> Self {
        let sites = snapshot.site_count();
        Self {
            sites: [Shelf::new(sites), Shelf::new(sites)],
            prices: Shelf::new(snapshot.price_count()),
            scores: Shelf::new(usize::from(ScoreTenths::MAX.tenths()) + 4),
            absent: Shelf::new(2),
            bytes: AtomicUsize::new(0),
        }
    }

    /// The card of a site.
    ///
    /// # Errors
    /// When the snapshot does not have the shape its format promises.
    pub fn site(
        &self,
        snapshot: &Snapshot,
        site: SiteNo,
        audience: Audience,
    ) -> Result<Spliced<'_>, OpenError> {
        // The tax number is all that sets the cards of audiences apart.
        let shelf = &self.sites[usize::from(audience.sees(Visible::Tin))];
        self.get(shelf, site.index(), || {
            let site = snapshot.site(site)?;
            write(&SiteCard::new(&site, audience), "sites.arrow")
        })
    }

    /// A price that is believed.
    ///
    /// # Errors
    /// When the snapshot does not have the shape its format promises.
    pub fn price(&self, snapshot: &Snapshot, price: PriceNo) -> Result<Spliced<'_>, OpenError> {
        self.get(&self.prices, price.index(), || {
            let price = snapshot.price(price)?;
            write(&CostView::new(&price), "prices.arrow")
        })
    }

    /// What stands in place of a price that is not believed: what was refused, for those who may see it.
    ///
    /// # Errors
    /// When the snapshot does not have the shape its format promises.
    pub fn suspect(
        &self,
        snapshot: &Snapshot,
        price: PriceNo,
        audience: Audience,
    ) -> Result<Spliced<'_>, OpenError> {
        if audience.sees(Visible::SuspectAmount) {
            self.price(snapshot, price)
        } else {
            self.get(&self.absent, 1, || {
                write(&CostView::refused(), "prices.arrow")
            })
        }
    }

    /// What stands where there is no price at all.
    ///
    /// # Errors
    /// None, in truth: it is written like all else.
    pub fn no_price(&self) -> Result<Spliced<'_>, OpenError> {
        self.get(&self.absent, 0, || {
            write(&CostView::missing(), "prices.arrow")
        })
    }

    /// A score, as far as it is shown.
    ///
    /// # Errors
    /// None, in truth: it is written like all else.
    pub fn score(&self, score: ShownScore) -> Result<Spliced<'_>, OpenError> {
        let most = usize::from(ScoreTenths::MAX.tenths());
        let position = match score {
            ShownScore::Shown(score) => usize::from(score.tenths()),
            ShownScore::Missing => most + 1,
            ShownScore::NotDisplayed => most + 2,
            ShownScore::NotScored => most + 3,
        };
        self.get(&self.scores, position, || {
            write(&ScoreView::from(score), "services.arrow")
        })
    }

    /// What stands at a position, written now where it was not yet.
    fn get<'a>(
        &'a self,
        shelf: &'a Shelf,
        position: usize,
        write: impl FnOnce() -> Result<String, OpenError>,
    ) -> Result<Spliced<'a>, OpenError> {
        let Some(stretch) = shelf.stretches.get(position / STRETCH) else {
            return write().map(owned);
        };
        if let Some(kept) = stretch
            .get()
            .and_then(|slots| slots[position % STRETCH].get())
        {
            return Ok(Spliced(Cow::Borrowed(kept)));
        }
        let text = write()?;
        let size = text.len() + size_of::<Slot>();
        if self.bytes.fetch_add(size, Ordering::Relaxed) + size > KEPT_BYTES {
            self.bytes.fetch_sub(size, Ordering::Relaxed);
            return Ok(owned(text));
        }
        let slots = stretch.get_or_init(|| {
            self.bytes
                .fetch_add(STRETCH * size_of::<Slot>(), Ordering::Relaxed);
            std::iter::repeat_with(Slot::new).take(STRETCH).collect()
        });
        let kept = slots[position % STRETCH].get_or_init(|| text.into_boxed_str());
        Ok(Spliced(Cow::Borrowed(kept)))
    }
}

/// Room for one text.
type Slot = OnceLock<Box<str>>;

/// Texts by their position in the snapshot. Room for them is made in stretches, because of many prices few are asked for, and those
/// of one procedure in one network lie together.
#[derive(Debug)]
struct Shelf {
    stretches: Vec<OnceLock<Box<[Slot]>>>,
}

impl Shelf {
    fn new(positions: usize) -> Self {
        let stretches = positions.div_ceil(STRETCH);
        Self {
            stretches: std::iter::repeat_with(OnceLock::new)
                .take(stretches)
                .collect(),
        }
    }
}

fn write<T: Serialize>(view: &T, path: &'static str) -> Result<String, OpenError> {
    let malformed = |message: String| OpenError::Json { path, message };
    let bytes = to_json(view).map_err(|error| malformed(error.to_string()))?;
    String::from_utf8(bytes).map_err(|error| malformed(error.to_string()))
}

const fn owned(text: String) -> Spliced<'static> {
    Spliced(Cow::Owned(text))
}
