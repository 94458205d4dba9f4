//! Targets for price tables, as CSV and as Parquet, from bytes to resolved prices.

use super::follow::{Followed, follow, follow_pieces};
use super::world::WORLD;
use crate::prices::{PriceTables, ResolvedPrices};
use nearsite_domain::Cents;
use std::io::Cursor;

/// Reads a price table as CSV.
///
/// # Panics
/// When an invalid price is kept, or prices depend on the pieces in which a file arrives.
pub fn prices_csv(bytes: &[u8]) {
    let context = WORLD.prices();
    let followed = follow_pieces(bytes, WORLD.networks.len(), |text, counter, progress| {
        let mut tables = PriceTables::default();
        tables.read_text(text, &context, counter, progress)?;
        Ok(resolve(tables))
    });
    check(&followed);
}

/// Reads a price table as Parquet.
///
/// # Panics
/// When an invalid price is kept, or a panic of the decoder escapes its guard.
pub fn prices_parquet(bytes: &[u8]) {
    let context = WORLD.prices();
    let followed = follow(WORLD.networks.len(), |counter, progress| {
        let mut tables = PriceTables::default();
        tables.read_columns(Cursor::new(bytes), &context, counter, progress)?;
        Ok(resolve(tables))
    });
    check(&followed);
}

/// Reads a table of stated rates.
///
/// # Panics
/// As [`prices_parquet`].
pub fn rates_parquet(bytes: &[u8]) {
    let context = WORLD.prices();
    let followed = follow(WORLD.networks.len(), |counter, progress| {
        let mut tables = PriceTables::default();
        tables.read_rates_columns(Cursor::new(bytes), &context, counter, progress)?;
        Ok(resolve(tables))
    });
    check(&followed);
}

fn resolve(tables: PriceTables) -> ResolvedPrices {
    tables
        .resolve(&WORLD.prices())
        .expect("rates that were read resolve")
}

fn check(followed: &Followed<ResolvedPrices>) {
    let Ok(resolved) = &followed.outcome else {
        return;
    };
    let rates = resolved.rates.len() as u64;
    assert!(rates >= followed.counts.accepted, "no rate is lost");
    assert_eq!(rates == 0, followed.counts.accepted == 0);
    assert!(resolved.prices.len() as u64 <= rates);
    let mut before = None;
    for (network, procedure, site, amount) in resolved.prices.amounts() {
        let place = Some((network, procedure, site));
        assert!(before < place, "prices are sorted and unique");
        assert!((Cents(1)..=Cents::MAX).contains(&amount));
        before = place;
    }
    for reference in &resolved.references {
        assert!((Cents(1)..=Cents::MAX).contains(&reference.amount) && reference.sites > 0);
    }
}
