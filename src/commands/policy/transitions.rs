//! Outcomes of orders under two policies: how many changed, from what to what, and why.

use nearsite_index::site_of_care::{CriterionStatus, Evaluation, ReviewOutcome, ScopeReason};
use serde::Serialize;
use std::collections::BTreeMap;
use std::fmt::Write;

/// The compared parts of one order under one policy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Evaluated {
    outcome: ReviewOutcome,
    reason: Option<ScopeReason>,
    criteria: Vec<(String, CriterionStatus)>,
}

impl Evaluated {
    /// Returns the compared parts of an evaluation.
    pub(super) fn of(evaluation: &Evaluation<'_>) -> Self {
        let criteria = evaluation.criteria.iter();
        Self {
            outcome: evaluation.outcome,
            reason: evaluation.scope.reason,
            criteria: criteria
                .map(|finding| (finding.criterion.key.clone(), finding.status))
                .collect(),
        }
    }

    fn status(&self, key: &str) -> Option<CriterionStatus> {
        let found = self.criteria.iter().find(|(own, _)| own == key);
        found.map(|(_, status)| *status)
    }
}

/// A line that is not an order, or that a policy cannot evaluate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Fault {
    /// The line, from 1.
    pub(super) line: usize,
    /// Description of the error.
    pub(super) message: String,
}

/// An order whose outcome another policy changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct Changed {
    line: usize,
    before: ReviewOutcome,
    after: ReviewOutcome,
    /// Reason for no review under either policy. Null if there is a review.
    scope: Change<ScopeReason>,
    /// Criteria that differ. Null for a policy that does not have them.
    criteria: Vec<ChangedCriterion>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
struct Change<T> {
    before: Option<T>,
    after: Option<T>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct ChangedCriterion {
    key: String,
    #[serde(flatten)]
    status: Change<CriterionStatus>,
}

/// Everything compared so far.
#[derive(Debug, Default)]
pub(super) struct Shadow {
    counts: BTreeMap<(ReviewOutcome, ReviewOutcome), usize>,
    changed: Vec<Changed>,
    faults: Vec<Fault>,
}

/// The comparison as JSON.
#[derive(Serialize)]
struct Document<'a> {
    before: &'a str,
    after: &'a str,
    orders: usize,
    transitions: Vec<Transition>,
    changed: &'a [Changed],
    faults: &'a [Fault],
}

#[derive(Serialize)]
struct Transition {
    before: ReviewOutcome,
    after: ReviewOutcome,
    count: usize,
}

impl Shadow {
    /// Adds an order.
    pub(super) fn add(&mut self, line: usize, before: &Evaluated, after: &Evaluated) {
        *self
            .counts
            .entry((before.outcome, after.outcome))
            .or_default() += 1;
        if before.outcome == after.outcome {
            return;
        }
        self.changed.push(Changed {
            line,
            before: before.outcome,
            after: after.outcome,
            scope: Change {
                before: before.reason,
                after: after.reason,
            },
            criteria: changed_criteria(before, after),
        });
    }

    /// Adds a line that could not be compared.
    pub(super) fn refuse(&mut self, line: usize, message: String) {
        self.faults.push(Fault { line, message });
    }

    /// Returns the lines that could not be compared.
    pub(super) fn faults(&self) -> &[Fault] {
        &self.faults
    }

    fn orders(&self) -> usize {
        self.counts.values().sum()
    }

    /// Returns the comparison as JSON.
    pub(super) fn to_json(&self, before: &str, after: &str) -> serde_json::Result<String> {
        let transition =
            |(&(before, after), &count): (&(ReviewOutcome, ReviewOutcome), &usize)| Transition {
                before,
                after,
                count,
            };
        serde_json::to_string(&Document {
            before,
            after,
            orders: self.orders(),
            transitions: self.counts.iter().map(transition).collect(),
            changed: &self.changed,
            faults: &self.faults,
        })
    }

    /// Returns the comparison in words, without a line end.
    pub(super) fn in_words(&self, before: &str, after: &str) -> String {
        let mut text = format!(
            "{} orders under {before} and {after}: {} change, {} lines are no orders",
            self.orders(),
            self.changed.len(),
            self.faults.len()
        );
        for (&(before, after), count) in &self.counts {
            let _ = write!(text, "\n{count:>7}  {before} -> {after}");
        }
        for changed in &self.changed {
            let _ = write!(
                text,
                "\nline {}: {} -> {}",
                changed.line, changed.before, changed.after
            );
            if changed.scope.before != changed.scope.after {
                let shown =
                    |reason: Option<ScopeReason>| reason.map_or("reviewed", ScopeReason::as_str);
                let (before, after) = (shown(changed.scope.before), shown(changed.scope.after));
                let _ = write!(text, "\n  scope: {before} -> {after}");
            }
            for criterion in &changed.criteria {
                let shown = |status: Option<CriterionStatus>| {
                    status.map_or("absent", CriterionStatus::as_str)
                };
                let (before, after) = (
                    shown(criterion.status.before),
                    shown(criterion.status.after),
                );
                let _ = write!(text, "\n  {}: {before} -> {after}", criterion.key);
            }
        }
        text
    }
}

/// Returns the criteria whose status differs: those of the first policy in its order, then those of
/// the second only.
fn changed_criteria(before: &Evaluated, after: &Evaluated) -> Vec<ChangedCriterion> {
    let is_new = |(key, _): &&(String, CriterionStatus)| before.status(key).is_none();
    let keys = before
        .criteria
        .iter()
        .chain(after.criteria.iter().filter(is_new));
    keys.map(|(key, _)| ChangedCriterion {
        key: key.clone(),
        status: Change {
            before: before.status(key),
            after: after.status(key),
        },
    })
    .filter(|changed| changed.status.before != changed.status.after)
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn evaluated(outcome: ReviewOutcome, criteria: &[(&str, CriterionStatus)]) -> Evaluated {
        Evaluated {
            outcome,
            reason: None,
            criteria: criteria
                .iter()
                .map(|&(key, status)| (key.to_owned(), status))
                .collect(),
        }
    }

    #[test]
    fn outcomes_are_counted_and_changes_told_by_criterion() {
        let (met, not_met) = (CriterionStatus::Met, CriterionStatus::NotMet);
        let redirected = evaluated(
            ReviewOutcome::Redirect,
            &[("age", not_met), ("old", not_met)],
        );
        let supported = evaluated(
            ReviewOutcome::HospitalSupported,
            &[("age", met), ("new", not_met)],
        );
        let mut shadow = Shadow::default();
        shadow.add(1, &redirected, &redirected);
        shadow.add(3, &redirected, &supported);
        shadow.refuse(2, "no order".to_owned());
        assert_eq!(
            shadow.in_words("a", "b"),
            "2 orders under a and b: 1 change, 1 lines are no orders\n      \
             1  redirect -> hospital_supported\n      1  redirect -> redirect\n\
             line 3: redirect -> hospital_supported\n  age: not_met -> met\n  old: not_met -> absent\n  new: absent -> not_met"
        );
        let document = shadow.to_json("a", "b").unwrap_or_default();
        assert!(document.contains(r#"{"before":"redirect","after":"redirect","count":1}"#));
        assert!(document.contains(r#"{"key":"new","before":null,"after":"not_met"}"#));
        assert!(document.contains(r#""faults":[{"line":2,"message":"no order"}]"#));
    }
}
