//! `nearsite policy shadow`: compares the results of two policies for the same orders.
//!
//! Every order is evaluated under both policies, regardless of their days in force and payers. Each
//! evaluation uses the same function as the service. So the report shows exactly the effect of
//! putting the other policy in force.

use super::super::table::plain;
use super::super::{Failure, say};
use super::diff::find;
use super::orders::{Line, Orders};
use super::policies_of;
use super::transitions::{Evaluated, Shadow};
use clap::Args;
use nearsite::api::params::read_evaluation;
use nearsite::error::ApiError;
use nearsite_domain::Day;
use nearsite_index::site_of_care::{CheckedPack, Order};
use nearsite_index::snapshot::{Snapshot, Verify};
use std::path::PathBuf;

/// Number of faulty lines that are printed. The rest is counted.
const MOST_SHOWN: usize = 100;

/// Arguments.
#[derive(Debug, Args)]
pub(crate) struct ShadowArgs {
    /// The policy before: an id, or a file
    #[arg(value_name = "A")]
    before: String,
    /// The policy after: an id, or a file
    #[arg(value_name = "B")]
    after: String,
    /// Orders, one a line: each a body of POST /v1/site-of-care/evaluations
    #[arg(long, value_name = "FILE")]
    orders: PathBuf,
    /// Directory that holds the snapshots and CURRENT
    #[arg(long, value_name = "DIR")]
    index: PathBuf,
    /// Folder the ids are looked up in [default: the policies that come with the program]
    #[arg(long, value_name = "DIR")]
    policies: Option<PathBuf>,
    /// Print the comparison as JSON
    #[arg(long)]
    json: bool,
}

pub(super) fn run(args: &ShadowArgs) -> Result<(), Failure> {
    let known = policies_of(args.policies.as_deref())?;
    let (before, after) = (find(&known, &args.before)?, find(&known, &args.after)?);
    let mut orders = Orders::open(&args.orders)?;
    let snapshot = Snapshot::open(&args.index, Verify::Fast)?;
    let today = Day::today();
    let mut shadow = Shadow::default();
    while let Some(Line { number, body }) = orders.next_line()? {
        let evaluated = body.and_then(|body| {
            let order = read_evaluation(&body, today).map_err(|error| in_words(&error))?;
            Ok((
                evaluate(&snapshot, &before, &order)?,
                evaluate(&snapshot, &after, &order)?,
            ))
        });
        match evaluated {
            Ok((before, after)) => shadow.add(number, &before, &after),
            Err(fault) => shadow.refuse(number, fault),
        }
    }
    let (before, after) = (before.pack(), after.pack());
    if args.json {
        say(shadow
            .to_json(&before.id, &after.id)
            .map_err(Failure::failed)?)?;
    } else {
        say(shadow.in_words(&before.id, &after.id))?;
    }
    faults(&shadow)
}

/// Evaluates one order under one policy.
fn evaluate(snapshot: &Snapshot, held: &CheckedPack, order: &Order) -> Result<Evaluated, String> {
    let evaluation = snapshot.evaluate_with(held, order).map_err(|error| {
        let error = ApiError::from(error);
        format!("under {}: {}", held.pack().id, in_words(&error))
    })?;
    Ok(Evaluated::of(&evaluation))
}

/// Returns every fault of an order on one line.
fn in_words(error: &ApiError) -> String {
    if error.errors().len() < 2 {
        return error.detail().to_owned();
    }
    let faults = error.errors().iter();
    let words: Vec<String> = faults
        .map(|fault| format!("{}: {}", fault.pointer, fault.message))
        .collect();
    words.join("; ")
}

fn faults(shadow: &Shadow) -> Result<(), Failure> {
    let faults = shadow.faults();
    if faults.is_empty() {
        return Ok(());
    }
    let shown = faults.iter().take(MOST_SHOWN);
    let mut lines: Vec<String> = shown
        .map(|fault| plain(&format!("line {}: {}", fault.line, fault.message)))
        .collect();
    if faults.len() > MOST_SHOWN {
        lines.push(format!("and {} more", faults.len() - MOST_SHOWN));
    }
    let count = match faults.len() {
        1 => "1 line is no order".to_owned(),
        many => format!("{many} lines are no orders"),
    };
    Err(Failure::BadInput(format!("{count}\n{}", lines.join("\n"))))
}
