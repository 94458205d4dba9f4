//! Resolves price tables to one all-in price per (site, procedure, network), and keeps every rate
//! with its verdict.
//!
//! The path of a row: [`read_csv`] or [`read_parquet`] turns it into text cells.
//! [`price_table_row`] checks them and makes a [`rate`]; [`rates_table`] does the same for rates of
//! published price files. [`rate_keys`] joins rates to their sites and sorts them. [`component`]
//! chooses among the rates of each component, [`all_in`] adds the components up, and [`resolve`]
//! pushes the results into columns. [`median`] computes the reference amounts, and [`coverage`]
//! counts prices. Memory grows with the number of rates, 64 bytes each until they are resolved, and
//! not with the size of a file.

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
mod payer_names;
mod plausible;
mod price_table_row;
mod price_tables;
mod rate;
mod rate_keys;
mod rates_table;
mod read;
mod read_csv;
#[cfg(any(test, fuzzing))]
mod read_in_memory;
mod read_parquet;
mod registered_services;
mod resolve;
mod resolved_prices;
#[cfg(test)]
mod tests;

#[cfg(any(test, fuzzing))]
pub(crate) use aliases::COLUMNS as ALIAS_COLUMNS;
pub(crate) use aliases::NetworkAliases;
pub(crate) use context::PriceContext;
pub use coverage::NetworkCoverage;
pub use payer_names::{NamedRates, SharedNetwork, UnmatchedNetworks};
pub(crate) use price_tables::PriceTables;
pub(crate) use rate::ProviderKey;
pub(crate) use registered_services::RegisteredServices;
pub(crate) use resolved_prices::{RatesTableFindings, ResolvedPrices};
