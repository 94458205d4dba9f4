//! The report of an extraction as aligned text, for people.

use super::RatesReport;
use std::fmt::{self, Display, Formatter};

impl Display for RatesReport {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        writeln!(f, "{} rates", self.totals.rates)
    }
}
