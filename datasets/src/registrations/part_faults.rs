//! Faults of the parts of one registration that are rejected alone.

use crate::reading::reject::{RejectCode, RowFault};

/// Most faults one registration may have in its parts. A record of 16 MiB could hold millions, each with a path and a message.
const MAX_FAULTS: usize = 1000;

/// The faults so far.
#[derive(Debug, Default)]
pub(super) struct PartFaults(Vec<RowFault>);

/// How many faults there were at some moment.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mark(usize);

impl PartFaults {
    /// Notes a fault.
    ///
    /// # Errors
    /// When there are so many that the site itself is to be rejected.
    pub(super) fn add(&mut self, fault: RowFault) -> Result<(), RowFault> {
        if self.0.len() == MAX_FAULTS {
            let message = format!("more than {MAX_FAULTS} of its parts are faulty");
            return Err(RowFault::row(RejectCode::InvalidValue, message));
        }
        self.0.push(fault);
        Ok(())
    }

    /// The present number of faults, to return to.
    pub(super) fn mark(&self) -> Mark {
        Mark(self.0.len())
    }

    /// Forgets the faults noted since a mark: what holds those parts is rejected itself.
    pub(super) fn return_to(&mut self, mark: Mark) {
        self.0.truncate(mark.0);
    }

    /// Forgets all.
    pub(super) fn clear(&mut self) {
        self.0.clear();
    }

    /// Takes all out.
    pub(super) fn drain(&mut self) -> impl Iterator<Item = RowFault> {
        self.0.drain(..)
    }
}
