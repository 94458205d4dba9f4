//! The reference amount of each (network, procedure): the median over every site that has a price.

use nearsite_domain::{Cents, NetworkNo, ProcedureNo, quotient};
use nearsite_index::snapshot::{PriceColumns, ReferenceRow};
use polars::prelude::*;

const NETWORK: &str = "network";
const PROCEDURE: &str = "procedure";
const AMOUNT: &str = "amount";
const SITES: &str = "sites";
const LOWER: &str = "lower";
const HIGHER: &str = "higher";

/// Computes the medians by (network, procedure), in that order. For an even number of amounts it is
/// the mean of the middle two, half-up to the cent.
///
/// # Errors
/// Errors of polars. None is expected.
pub(super) fn median_references(prices: &PriceColumns) -> PolarsResult<Vec<ReferenceRow>> {
    let middle = |method| col(AMOUNT).quantile(lit(0.5), method).cast(DataType::Int64);
    let groups = amounts(prices)?
        .lazy()
        .group_by([col(NETWORK), col(PROCEDURE)])
        .agg([
            len().cast(DataType::UInt32).alias(SITES),
            middle(QuantileMethod::Lower).alias(LOWER),
            middle(QuantileMethod::Higher).alias(HIGHER),
        ])
        .sort([NETWORK, PROCEDURE], SortMultipleOptions::default())
        .collect()?;
    let numbers = |name: &str| groups.column(name)?.as_materialized_series().u32().cloned();
    let cents = |name: &str| groups.column(name)?.as_materialized_series().i64().cloned();
    let keys = numbers(NETWORK)?
        .into_no_null_iter()
        .zip(numbers(PROCEDURE)?.into_no_null_iter())
        .collect::<Vec<_>>();
    let middles = cents(LOWER)?
        .into_no_null_iter()
        .zip(cents(HIGHER)?.into_no_null_iter())
        .collect::<Vec<_>>();
    let sites = numbers(SITES)?.into_no_null_iter().collect::<Vec<_>>();
    let row = |(((network, procedure), (lower, higher)), sites)| ReferenceRow {
        network: NetworkNo(network),
        procedure: ProcedureNo(procedure),
        amount: Cents(quotient(lower + higher, 2)),
        sites,
    };
    Ok(keys.into_iter().zip(middles).zip(sites).map(row).collect())
}

fn amounts(prices: &PriceColumns) -> PolarsResult<DataFrame> {
    let (mut networks, mut procedures, mut amounts) = (Vec::new(), Vec::new(), Vec::new());
    for (network, procedure, _, amount) in prices.amounts() {
        networks.push(network.0);
        procedures.push(procedure.0);
        amounts.push(amount.0);
    }
    DataFrame::new_infer_height(vec![
        UInt32Chunked::from_vec(NETWORK.into(), networks).into_column(),
        UInt32Chunked::from_vec(PROCEDURE.into(), procedures).into_column(),
        Int64Chunked::from_vec(AMOUNT.into(), amounts).into_column(),
    ])
}
