//! Faults of the parts of one registration that are rejected alone.

use crate::reading::reject::{RejectCode, RowFault};

/// Most faulty parts of one registration. A record of 16 MiB could have millions, each with a path
/// and a message.
const MAX_FAULTS: usize = 1000;

/// Faults so far.
#[derive(Debug, Default)]
pub(super) struct PartFaults(Vec<RowFault>);

/// Number of faults at some moment.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mark(usize);

impl PartFaults {
    /// Adds a fault.
    ///
    /// # Errors
    /// When there are so many that the site itself must be rejected.
    pub(super) fn add(&mut self, fault: RowFault) -> Result<(), RowFault> {
        if self.0.len() == MAX_FAULTS {
            let message = format!("more than {MAX_FAULTS} of its parts are faulty");
            return Err(RowFault::row(RejectCode::InvalidValue, message));
        }
        self.0.push(fault);
        Ok(())
    }

    /// Returns a mark for the current number of faults.
    pub(super) fn mark(&self) -> Mark {
        Mark(self.0.len())
    }

    /// Drops the faults since a mark, because the part that contains them is rejected itself.
    pub(super) fn return_to(&mut self, mark: Mark) {
        self.0.truncate(mark.0);
    }

    /// Drops all faults.
    pub(super) fn clear(&mut self) {
        self.0.clear();
    }

    /// Takes all faults out.
    pub(super) fn drain(&mut self) -> impl Iterator<Item = RowFault> {
        self.0.drain(..)
    }
}
