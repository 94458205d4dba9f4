//! Price tables in, one all-in price per (site, procedure, network) out, with every rate behind it and why it won or lost.
//!
//! The way of a row: [`read_csv`] or [`read_parquet`] turn it into text cells, [`price_table_row`] checks them and makes a [`rate`] ([`rates_table`]
//! does so for rates of public price files), [`rate_keys`] joins it to its sites and sorts, [`component`] finds what stands for
//! each component, [`all_in`] adds the components up, [`resolve`] pushes the outcome into columns, [`median`] finds the
//! reference amounts, [`coverage`] counts what is priced. Nothing here knows how a
//! snapshot is written. Memory grows with the number of rates, 64 bytes each until they are resolved, never with a file's size.

mod aliases;
mod all_in;
mod claim;
mod component;
mod context;
mod coverage;
mod interner;
mod market;
mod median;
mod modifiers;
mod parquet;
mod plausible;
mod price_table_row;
mod price_tables;
mod rate;
mod rate_keys;
mod rates_table;
mod read;
mod read_csv;
mod read_parquet;
mod registered_services;
mod resolve;
mod resolved_prices;
#[cfg(test)]
mod tests;

pub(crate) use aliases::{COLUMNS as ALIAS_COLUMNS, NetworkAliases};
pub(crate) use context::PriceContext;
pub use coverage::{NetworkCoverage, UnmatchedNetworks};
pub(crate) use price_tables::PriceTables;
pub(crate) use rate::ProviderKey;
pub(crate) use registered_services::RegisteredServices;
pub(crate) use resolved_prices::ResolvedPrices;
