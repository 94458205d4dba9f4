//! Where everything a file yields goes: rates and rejects to the sink, what is passed over into counts.

use super::{RateSink, StatedRate};
use crate::reading::file_fault::FileFault;
use crate::reading::reject::RowFault;
use std::collections::BTreeMap;

/// What is told about a file while it is read.
pub(in crate::rates) struct RateCollector<'s> {
    sink: &'s mut dyn RateSink,
    passed_over: BTreeMap<&'static str, u64>,
}

impl<'s> RateCollector<'s> {
    /// Nothing told yet.
    pub(in crate::rates) fn new(sink: &'s mut dyn RateSink) -> Self {
        Self {
            sink,
            passed_over: BTreeMap::new(),
        }
    }

    /// Tells of a rate.
    ///
    /// # Errors
    /// Those of the sink.
    pub(in crate::rates) fn rate(&mut self, rate: &StatedRate<'_>) -> Result<(), FileFault> {
        self.sink.rate(rate)
    }

    /// Tells of a record, or a part of one, that cannot be used.
    ///
    /// # Errors
    /// Those of the sink.
    pub(in crate::rates) fn reject(
        &mut self,
        record: u64,
        position: u64,
        fault: RowFault,
    ) -> Result<(), FileFault> {
        self.sink.reject(record, position, fault)
    }

    /// Counts what is no rate for anybody registered.
    pub(in crate::rates) fn count(&mut self, what: &'static str, times: u64) {
        if times > 0 {
            *self.passed_over.entry(what).or_default() += times;
        }
    }

    /// The counts, sorted by word.
    pub(in crate::rates) fn into_passed_over(self) -> Vec<(&'static str, u64)> {
        self.passed_over.into_iter().collect()
    }
}
