//! Differences between two policies, part by part, for a reviewer of a new version.
//!
//! Criteria are compared by key and clocks by name. Their order has no meaning and is not reported.

use super::descriptions;
use nearsite_index::site_of_care::{Access, Condition, Criterion, Pack, Scope};
use serde::Serialize;
use std::fmt::Display;
use std::mem::discriminant;

/// One difference.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Difference {
    /// The part, such as `criterion age`.
    pub(super) what: String,
    /// Kind of change: added, removed or changed.
    pub(super) change: Change,
    /// The difference in words.
    pub(super) words: String,
}

/// Kinds of differences.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Change {
    /// The first policy does not have it.
    Added,
    /// The second policy does not have it.
    Removed,
    /// Both have it.
    Changed,
}

/// Returns every difference, in the order of a policy file.
pub(super) fn differences(before: &Pack, after: &Pack) -> Vec<Difference> {
    let mut found = Found(Vec::new());
    found.value("payer", &before.payer, &after.payer);
    found.value("programme", &before.programme, &after.programme);
    found.value("title", &before.title, &after.title);
    found.value("version", &before.version, &after.version);
    found.value(
        "in force",
        &descriptions::days(before),
        &descriptions::days(after),
    );
    found.entries("source", &before.sources, &after.sources);
    found.entries("left open", &before.left_open, &after.left_open);
    found.scope(&before.scope, &after.scope);
    found.access(&before.access, &after.access);
    found.criteria(&before.criteria, &after.criteria);
    found.clocks(before, after);
    found.0
}

struct Found(Vec<Difference>);

impl Found {
    fn note(&mut self, what: impl Into<String>, change: Change, words: impl Into<String>) {
        self.0.push(Difference {
            what: what.into(),
            change,
            words: words.into(),
        });
    }

    fn value<T: PartialEq + Display>(&mut self, what: &str, before: &T, after: &T) {
        if before != after {
            self.note(what, Change::Changed, format!("{after} (was {before})"));
        }
    }

    /// Compares lists whose entries are their own names.
    fn entries<T: PartialEq + Display>(&mut self, what: &str, before: &[T], after: &[T]) {
        for gone in before.iter().filter(|entry| !after.contains(entry)) {
            self.note(what, Change::Removed, format!("no longer: {gone}"));
        }
        for new in after.iter().filter(|entry| !before.contains(entry)) {
            self.note(what, Change::Added, format!("new: {new}"));
        }
    }

    /// Compares lists in which an empty list has a special meaning.
    fn choice<T: PartialEq + Display>(
        &mut self,
        what: &str,
        empty: &str,
        (before, after): (&[T], &[T]),
    ) {
        let is_same = before.len() == after.len() && after.iter().all(|e| before.contains(e));
        if !is_same {
            let (was, now) = (
                descriptions::list(before, empty),
                descriptions::list(after, empty),
            );
            self.note(what, Change::Changed, format!("{now} (was {was})"));
        }
    }

    fn scope(&mut self, before: &Scope, after: &Scope) {
        self.choice(
            "modalities reviewed",
            "any",
            (&before.modalities, &after.modalities),
        );
        self.choice(
            "lines of business reviewed",
            "any",
            (&before.lines, &after.lines),
        );
        self.choice("funding reviewed", "any", (&before.funding, &after.funding));
        self.choice("states reviewed", "any", (&before.states, &after.states));
        self.choice(
            "states left out",
            "none",
            (&before.states_off, &after.states_off),
        );
        self.choice(
            "places of service reviewed",
            "none",
            (&before.place_of_service, &after.place_of_service),
        );
    }

    fn access(&mut self, before: &Access, after: &Access) {
        let origin = |access: &Access| {
            access
                .origin
                .map_or_else(|| "left to the order".to_owned(), |kind| kind.to_string())
        };
        self.value(
            "distance",
            &descriptions::distance(before),
            &descriptions::distance(after),
        );
        self.value("distance from", &origin(before), &origin(after));
        self.value(
            "alternates a redirect takes",
            &before.min_alternates,
            &after.min_alternates,
        );
        self.value("source of the distance", &before.source, &after.source);
    }

    fn criteria(&mut self, before: &[Criterion], after: &[Criterion]) {
        for old in before {
            let what = format!("criterion {}", old.key);
            match after.iter().find(|criterion| criterion.key == old.key) {
                Some(new) => self.criterion(&what, old, new),
                None => self.note(what, Change::Removed, gone(&descriptions::criterion(old))),
            }
        }
        for new in after {
            if !before.iter().any(|criterion| criterion.key == new.key) {
                let what = format!("criterion {}", new.key);
                self.note(
                    what,
                    Change::Added,
                    format!("new: {}", descriptions::criterion(new)),
                );
            }
        }
    }

    fn criterion(&mut self, what: &str, before: &Criterion, after: &Criterion) {
        self.conditions(what, &before.all, &after.all);
        self.value(&format!("{what}, text"), &before.text, &after.text);
        self.value(&format!("{what}, source"), &before.source, &after.source);
    }

    /// Compares conditions. Conditions in both policies are ignored. Of the rest, two of the same
    /// kind count as one change.
    fn conditions(&mut self, what: &str, before: &[Condition], after: &[Condition]) {
        let mut new: Vec<&Condition> = after.iter().filter(|c| !before.contains(c)).collect();
        for old in before.iter().filter(|condition| !after.contains(condition)) {
            let was = descriptions::condition(old);
            let alike = new.iter().position(|condition| are_alike(condition, old));
            match alike.map(|position| new.remove(position)) {
                Some(changed) => {
                    let now = descriptions::condition(changed);
                    self.note(what, Change::Changed, format!("{now} (was {was})"));
                }
                None => self.note(what, Change::Changed, format!("no longer asks: {was}")),
            }
        }
        for condition in new {
            let asks = descriptions::condition(condition);
            self.note(what, Change::Changed, format!("now also asks: {asks}"));
        }
    }

    fn clocks(&mut self, before: &Pack, after: &Pack) {
        for old in &before.clocks {
            let what = format!("clock {}", old.name);
            match after.clocks.iter().find(|clock| clock.name == old.name) {
                Some(new) => {
                    self.value(&what, &descriptions::clock(old), &descriptions::clock(new));
                    self.value(&format!("{what}, source"), &old.source, &new.source);
                }
                None => self.note(what, Change::Removed, gone(&descriptions::clock(old))),
            }
        }
        for new in &after.clocks {
            if !before.clocks.iter().any(|clock| clock.name == new.name) {
                let what = format!("clock {}", new.name);
                self.note(
                    what,
                    Change::Added,
                    format!("new: {}", descriptions::clock(new)),
                );
            }
        }
    }
}

/// True if two conditions ask for the same kind of thing, so that one may have replaced the other.
fn are_alike(one: &Condition, other: &Condition) -> bool {
    let asks_facts = |c: &Condition| matches!(c, Condition::Fact(_) | Condition::AnyFact(_));
    discriminant(one) == discriminant(other) || (asks_facts(one) && asks_facts(other))
}

fn gone(what: &str) -> String {
    format!("no longer: {what}")
}
