//! `nearsite config`: prints the effective settings and the source of each.

use super::serve::{ServeArgs, variables};
use super::table::Table;
use super::{Failure, say};
use nearsite::config::{InvalidConfig, load};

/// Arguments: those of `serve`.
pub(crate) type ConfigArgs = ServeArgs;

pub(super) fn run(args: &ConfigArgs) -> Result<(), Failure> {
    let layered =
        load(args.config.as_deref(), &variables()?, &args.flags).map_err(Failure::bad_input)?;
    let mut table = Table::new(["setting", "value", "from"]);
    for (key, value, origin) in layered.describe() {
        table.row([key, value, origin]);
    }
    say(table)?;
    // Settings can be printed before there is an index. Everything else must be valid.
    match layered.settings.check() {
        Ok(_) | Err(InvalidConfig::NoIndex) => Ok(()),
        Err(error) => Err(Failure::bad_input(error)),
    }
}
