//! Prints the part of the report about score cards: the number of computed scores, and the given
//! scores that differ.

use crate::scorecard::ScoreReport;
use std::fmt::{self, Formatter};

/// Most differences shown.
const SHOWN: usize = 10;

pub(super) fn write(f: &mut Formatter<'_>, report: &ScoreReport) -> fmt::Result {
    let ScoreReport {
        computed,
        compared,
        differing,
        first_differing,
    } = report;
    if computed + compared == 0 {
        return Ok(());
    }
    writeln!(
        f,
        "\nscore cards: {computed} scores computed, {compared} given ones compared with their card, {differing} of them differ"
    )?;
    for found in first_differing.iter().take(SHOWN) {
        writeln!(
            f,
            "  {} {}: {} given, {} computed",
            found.registration_id, found.modality, found.given, found.computed
        )?;
    }
    let further = differing.saturating_sub(SHOWN as u64);
    if further > 0 {
        writeln!(f, "  and {further} more")?;
    }
    Ok(())
}
