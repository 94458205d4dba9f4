//! Collects everything that a reader finds: rates and rejects go to the sink, skipped values are
//! counted.

use super::stated_rate::{RateSink, StatedRate};
use crate::reading::file_fault::FileFault;
use crate::reading::reject::RowFault;
use std::collections::BTreeMap;

/// Collector for one file.
pub(in crate::rates) struct RateCollector<'s> {
    sink: &'s mut dyn RateSink,
    passed_over: BTreeMap<&'static str, u64>,
}

impl<'s> RateCollector<'s> {
    /// Creates an empty collector.
    pub(in crate::rates) fn new(sink: &'s mut dyn RateSink) -> Self {
        Self {
            sink,
            passed_over: BTreeMap::new(),
        }
    }

    /// Passes a rate to the sink.
    ///
    /// # Errors
    /// Those of the sink.
    pub(in crate::rates) fn rate(&mut self, rate: &StatedRate<'_>) -> Result<(), FileFault> {
        self.sink.rate(rate)
    }

    /// Passes a record, or a part of one, that cannot be used to the sink.
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

    /// Counts values that are not a rate of a registered provider.
    pub(in crate::rates) fn count(&mut self, what: &'static str, times: u64) {
        if times > 0 {
            *self.passed_over.entry(what).or_default() += times;
        }
    }

    /// Returns the counts, sorted by word.
    pub(in crate::rates) fn into_passed_over(self) -> Vec<(&'static str, u64)> {
        self.passed_over.into_iter().collect()
    }
}
