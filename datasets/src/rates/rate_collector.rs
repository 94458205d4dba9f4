//! Collects everything that a reader finds: rates and rejects go to the sink, skipped values and
//! the outcomes of records are counted.

use super::record_outcome::{OutcomeCounts, RecordOutcome, SkipReason};
use super::stated_rate::{FileFacts, RateSink, StatedRate};
use crate::reading::file_fault::FileFault;
use crate::reading::reject::RowFault;
use std::collections::BTreeMap;

/// Collector for one file.
pub(in crate::rates) struct RateCollector<'s> {
    sink: &'s mut dyn RateSink,
    passed_over: BTreeMap<&'static str, u64>,
    /// Outcome of the record being read.
    record: RecordOutcome,
    outcomes: OutcomeCounts,
}

impl<'s> RateCollector<'s> {
    /// Creates an empty collector.
    pub(in crate::rates) fn new(sink: &'s mut dyn RateSink) -> Self {
        Self {
            sink,
            passed_over: BTreeMap::new(),
            record: RecordOutcome::default(),
            outcomes: OutcomeCounts::default(),
        }
    }

    /// Begins a record.
    pub(in crate::rates) fn begin_record(&mut self) {
        self.record = RecordOutcome::default();
    }

    /// Ends the record and counts its outcome.
    pub(in crate::rates) fn end_record(&mut self) {
        let outcome = std::mem::take(&mut self.record);
        self.outcomes.add(outcome);
    }

    /// Returns the outcome of the record so far. A later part of the record continues it with
    /// [`RateCollector::continue_record`].
    pub(in crate::rates) fn suspend_record(&mut self) -> RecordOutcome {
        std::mem::take(&mut self.record)
    }

    /// Adds the outcome of an earlier part of the record.
    pub(in crate::rates) fn continue_record(&mut self, earlier: RecordOutcome) {
        self.record = earlier.and(self.record);
    }

    /// Passes a rate to the sink.
    ///
    /// # Errors
    /// Those of the sink.
    pub(in crate::rates) fn rate(&mut self, rate: &StatedRate<'_>) -> Result<(), FileFault> {
        self.record.has_rate = true;
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
        self.record.has_reject = true;
        self.sink.reject(record, position, fault)
    }

    /// Counts a part of the record that is not a rate of a registered provider.
    pub(in crate::rates) fn skip(&mut self, reason: SkipReason) {
        self.record.skipped.get_or_insert(reason);
        self.count(reason, 1);
    }

    /// Counts values that do not decide the outcome of a record.
    pub(in crate::rates) fn count(&mut self, reason: SkipReason, times: u64) {
        if times > 0 {
            *self.passed_over.entry(reason.as_str()).or_default() += times;
        }
    }

    /// Returns the facts with all counts.
    pub(in crate::rates) fn into_facts(self, facts: FileFacts) -> FileFacts {
        FileFacts {
            passed_over: self.passed_over.into_iter().collect(),
            outcomes: self.outcomes.into_counts(),
            ..facts
        }
    }
}
