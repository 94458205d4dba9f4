//! Site cards, written once per snapshot and kind of audience, then spliced into answers as they are.
//!
//! A card takes some ten microseconds to decode and write, an answer has up to two hundred, and most answers show sites that
//! earlier answers have shown. Cards are written when first needed and kept up to a bound of memory; beyond it they are written
//! anew each time.

use super::views::{SiteCard, Spliced, to_json};
use nearsite_index::domain::{Audience, SiteNo, Visible};
use nearsite_index::snapshot::{OpenError, Snapshot};
use std::borrow::Cow;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Most bytes of cards kept per snapshot: all cards of some 150,000 sites.
const KEPT_BYTES: usize = 256 << 20;

/// The cards of one snapshot.
#[derive(Debug)]
pub struct Cards {
    /// For those who do not see tax numbers, and for those who do.
    kept: [Vec<OnceLock<Box<str>>>; 2],
    bytes: AtomicUsize,
}

impl Cards {
    /// No card yet.
    pub fn new(sites: usize) -> Self {
        let empty = || std::iter::repeat_with(OnceLock::new).take(sites).collect();
        Self {
            kept: [empty(), empty()],
            bytes: AtomicUsize::new(0),
        }
    }

    /// The card of a site.
    ///
    /// # Errors
    /// When the snapshot does not have the shape its format promises.
    pub fn get(
        &self,
        snapshot: &Snapshot,
        site: SiteNo,
        audience: Audience,
    ) -> Result<Spliced<'_>, OpenError> {
        // The tax number is all that sets the cards of audiences apart.
        let kind = usize::from(audience.sees(Visible::Tin));
        let Some(slot) = self.kept[kind].get(site.index()) else {
            return write(snapshot, site, audience).map(owned);
        };
        if let Some(card) = slot.get() {
            return Ok(Spliced(Cow::Borrowed(card)));
        }
        let card = write(snapshot, site, audience)?;
        let size = card.len();
        if self.bytes.fetch_add(size, Ordering::Relaxed) + size > KEPT_BYTES {
            self.bytes.fetch_sub(size, Ordering::Relaxed);
            return Ok(owned(card));
        }
        Ok(Spliced(Cow::Borrowed(slot.get_or_init(|| card))))
    }
}

fn write(snapshot: &Snapshot, site: SiteNo, audience: Audience) -> Result<Box<str>, OpenError> {
    let site = snapshot.site(site)?;
    let malformed = |message: String| OpenError::Json {
        path: "sites.arrow",
        message,
    };
    let bytes =
        to_json(&SiteCard::new(&site, audience)).map_err(|error| malformed(error.to_string()))?;
    let text = String::from_utf8(bytes).map_err(|error| malformed(error.to_string()))?;
    Ok(text.into_boxed_str())
}

fn owned(card: Box<str>) -> Spliced<'static> {
    Spliced(Cow::Owned(card.into_string()))
}
