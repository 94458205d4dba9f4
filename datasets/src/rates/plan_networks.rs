//! Network names of payer files of schema 1.x, which name no network: the name of their plan.
//!
//! Two plans of one payer may have the same name. Their rates must not be mixed, so the plan id is
//! added to the name of both. The names depend only on the set of files, not on their order.

use super::parts::{Part, StoredFacts};
use std::collections::{BTreeMap, BTreeSet};

/// Ids of plans by payer and plan name, both folded.
#[derive(Debug, Default)]
pub(super) struct PlanNetworks(BTreeMap<(String, String), PlanIds>);

/// Ids of the plans of one payer that have one name.
#[derive(Debug, Default)]
struct PlanIds {
    /// The name as first stated, in order of the parts.
    name: String,
    ids: BTreeSet<String>,
}

impl PlanNetworks {
    /// Collects the plans of all files.
    pub(super) fn new(parts: &[Part]) -> Self {
        let mut plans = Self::default();
        for part in parts {
            plans.add(&part.note.facts);
        }
        plans
    }

    fn add(&mut self, facts: &StoredFacts) {
        if let Some((key, name)) = key_of(facts) {
            let plan = self.0.entry(key).or_default();
            if plan.name.is_empty() {
                name.clone_into(&mut plan.name);
            }
            plan.ids.extend(facts.plan_id.clone());
        }
    }

    /// Returns the network name of the rates of a file that name none; none if the file has no plan
    /// name.
    pub(super) fn name_of(&self, facts: &StoredFacts) -> Option<String> {
        let (key, name) = key_of(facts)?;
        let is_shared = self.0.get(&key).is_some_and(|plan| plan.ids.len() > 1);
        Some(match &facts.plan_id {
            Some(id) if is_shared => format!("{name} (plan id {id})"),
            _ => name.to_owned(),
        })
    }

    /// Returns a warning for each name that several plans of one payer have.
    pub(super) fn warnings(&self) -> impl Iterator<Item = String> {
        let shared = self.0.values().filter(|plan| plan.ids.len() > 1);
        shared.map(|PlanIds { name, ids }| {
            let count = ids.len();
            format!(
                "{count} plans of one payer are named `{name}`: the network names of their rates are `{name} (plan id ID)`"
            )
        })
    }
}

/// Returns the key of the plan of a file, and the name as stated. Letter case and runs of blanks
/// make no difference, as in network aliases.
fn key_of(facts: &StoredFacts) -> Option<((String, String), &str)> {
    let name = facts.plan_name.as_deref()?;
    let payer = facts.payer.as_deref().unwrap_or_default();
    Some(((folded(payer), folded(name)), name))
}

fn folded(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ").to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::PlanNetworks;
    use crate::rates::parts::StoredFacts;
    use crate::rates::stated_rate::FileFacts;

    fn facts(payer: &str, plan: Option<&str>, id: Option<&str>) -> StoredFacts {
        let owned = |text: &str| Some(text.to_owned());
        FileFacts {
            payer: owned(payer),
            plan_name: plan.and_then(owned),
            plan_id: id.and_then(owned),
            ..FileFacts::default()
        }
        .into()
    }

    #[test]
    fn plans_of_one_payer_with_one_name_are_told_apart_by_their_ids() {
        let files = [
            (
                facts("Acme", Some("PPO"), Some("1")),
                Some("PPO (plan id 1)"),
            ),
            (
                facts("ACME ", Some("ppo"), Some("2")),
                Some("ppo (plan id 2)"),
            ),
            (facts("Acme", Some("PPO"), None), Some("PPO")),
            (facts("Acme", Some("HMO"), Some("1")), Some("HMO")),
            (facts("Acme", Some("HMO"), Some("1")), Some("HMO")),
            (facts("Birch", Some("PPO"), Some("3")), Some("PPO")),
            (facts("Birch", None, None), None),
        ];
        for is_reversed in [false, true] {
            let mut plans = PlanNetworks::default();
            let mut order: Vec<_> = files.iter().collect();
            if is_reversed {
                order.reverse();
            }
            for (facts, _) in order {
                plans.add(facts);
            }
            for (facts, expected) in &files {
                assert_eq!(plans.name_of(facts).as_deref(), *expected, "{facts:?}");
            }
            assert_eq!(plans.warnings().count(), 1);
        }
    }
}
