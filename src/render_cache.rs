//! Text rendered once per snapshot, by position: site cards, prices and scores.
//!
//! A card takes some ten microseconds to decode and render. An answer has up to 200 cards with
//! their prices, and most of them were in earlier answers. Each text is rendered when first needed
//! and kept up to a memory limit. Beyond the limit it is rendered each time. The cache does not
//! know the meaning of the texts.

use nearsite_domain::ScoreTenths;
use nearsite_index::snapshot::Snapshot;
use std::borrow::Cow;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Memory limit per snapshot: all cards of some 150,000 sites, with the prices requested most.
const MAX_BYTES: usize = 256 << 20;
/// Number of slots allocated at once.
const BLOCK: usize = 256;
/// Number of scores that can be shown: 0 to 100 in tenths, and four words in place of a score.
const SCORES: usize = ScoreTenths::MAX.tenths() as usize + 4;

/// Kind and position of a rendered text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextSlot {
    /// A site card without the tax number.
    Site(usize),
    /// A site card with the tax number.
    SiteWithTin(usize),
    /// The name of a site.
    SiteName(usize),
    /// A price.
    Price(usize),
    /// A price without components.
    CompactPrice(usize),
    /// A score by its tenths. The positions after the highest score are for the words in place of a
    /// score.
    Score(usize),
    /// The text for an absent price: 0 if there is none, 1 if it is suspect. 2 and 3 are the same
    /// without components.
    AbsentPrice(usize),
}

/// The rendered texts of one snapshot.
#[derive(Debug)]
pub struct RenderCache {
    sites: TextTable,
    sites_with_tin: TextTable,
    names: TextTable,
    prices: TextTable,
    compact_prices: TextTable,
    scores: TextTable,
    absent_prices: TextTable,
    bytes: AtomicUsize,
}

impl RenderCache {
    /// Creates an empty cache for a snapshot.
    pub fn new(snapshot: &Snapshot) -> Self {
        let sites = snapshot.site_count();
        Self {
            sites: TextTable::new(sites),
            sites_with_tin: TextTable::new(sites),
            names: TextTable::new(sites),
            prices: TextTable::new(snapshot.price_count()),
            compact_prices: TextTable::new(snapshot.price_count()),
            scores: TextTable::new(SCORES),
            absent_prices: TextTable::new(4),
            bytes: AtomicUsize::new(0),
        }
    }

    /// Returns the text of a slot, and renders it if needed.
    ///
    /// # Errors
    /// The error of `render`.
    pub fn get<E>(
        &self,
        slot: TextSlot,
        render: impl FnOnce() -> Result<String, E>,
    ) -> Result<Cow<'_, str>, E> {
        let (table, position) = self.locate(slot);
        let Some(block) = table.blocks.get(position / BLOCK) else {
            return render().map(Cow::Owned);
        };
        let filled = block.get().and_then(|slots| slots[position % BLOCK].get());
        if let Some(text) = filled {
            return Ok(Cow::Borrowed(text));
        }
        let text = render()?;
        let size = text.len() + size_of::<Slot>();
        if self.bytes.fetch_add(size, Ordering::Relaxed) + size > MAX_BYTES {
            self.bytes.fetch_sub(size, Ordering::Relaxed);
            return Ok(Cow::Owned(text));
        }
        let slots = block.get_or_init(|| {
            self.bytes
                .fetch_add(BLOCK * size_of::<Slot>(), Ordering::Relaxed);
            std::iter::repeat_with(Slot::new).take(BLOCK).collect()
        });
        let kept = slots[position % BLOCK].get_or_init(|| text.into_boxed_str());
        Ok(Cow::Borrowed(kept))
    }

    const fn locate(&self, slot: TextSlot) -> (&TextTable, usize) {
        match slot {
            TextSlot::Site(position) => (&self.sites, position),
            TextSlot::SiteWithTin(position) => (&self.sites_with_tin, position),
            TextSlot::SiteName(position) => (&self.names, position),
            TextSlot::Price(position) => (&self.prices, position),
            TextSlot::CompactPrice(position) => (&self.compact_prices, position),
            TextSlot::Score(position) => (&self.scores, position),
            TextSlot::AbsentPrice(position) => (&self.absent_prices, position),
        }
    }
}

/// A text, empty until it is rendered.
type Slot = OnceLock<Box<str>>;

/// Texts by position. Slots are allocated in blocks, because only few prices are requested. The
/// prices of one procedure in one network are neighbors.
#[derive(Debug)]
struct TextTable {
    blocks: Vec<OnceLock<Box<[Slot]>>>,
}

impl TextTable {
    fn new(positions: usize) -> Self {
        let blocks = positions.div_ceil(BLOCK);
        Self {
            blocks: std::iter::repeat_with(OnceLock::new).take(blocks).collect(),
        }
    }
}
