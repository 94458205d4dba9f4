//! The result for an order, from the server or the oracle, in the words of the table of cases.

use super::case_table::Case;
use crate::oracle::rank::Oracle;
use crate::oracle::site_of_care::compare::entries;
use crate::oracle::site_of_care::evaluate::{Evaluation, Reviewed};
use serde_json::Value;

/// The cells of a row that are compared; every list has its words separated by blanks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Reported {
    policy: String,
    outcome: String,
    basis: String,
    reason: String,
    criteria: Vec<String>,
    questions: String,
    alternates: String,
}

impl Reported {
    /// Reads an answer of the server.
    pub(super) fn by_answer(answer: &Value) -> Self {
        let text = |value: &Value| value.as_str().unwrap_or("-").to_owned();
        let words = |list: &Value, word: &dyn Fn(&Value) -> String| {
            let words: Vec<String> = entries(list).iter().map(word).collect();
            words.join(" ")
        };
        let question = |asked: &Value| with(&text(&asked["fact"]), asked["with"].as_str());
        let criterion = |one: &Value| format!("{}:{}", text(&one["key"]), text(&one["status"]));
        let certificate = &answer["certificate"];
        Self {
            policy: text(&answer["policy"]["id"]),
            outcome: text(&answer["outcome"]),
            basis: words(&answer["basis"], &text),
            reason: text(&answer["scope"]["reason"]),
            criteria: entries(&answer["criteria"]).iter().map(criterion).collect(),
            questions: words(&answer["questions"], &question),
            alternates: if certificate.is_null() {
                "-".to_owned()
            } else {
                words(&certificate["alternates"], &|site| {
                    end_of(&text(&site["registration_id"]))
                })
            },
        }
    }

    /// Reads an evaluation of the oracle.
    pub(super) fn by_oracle(evaluation: &Evaluation<'_>, oracle: &Oracle) -> Self {
        let reviewed = evaluation.reviewed.as_ref();
        let is_no_hospital = evaluation
            .basis
            .first()
            .is_some_and(|why| why == "not_a_hospital");
        let reason = evaluation
            .out_of_scope
            .or(is_no_hospital.then_some("not_a_hospital"));
        let criteria = reviewed.map_or(&[][..], |reviewed| &reviewed.criteria);
        let questions: Vec<String> = reviewed
            .map(Reviewed::questions_in_words)
            .unwrap_or_default()
            .into_iter()
            .map(|(fact, comes_with)| with(fact, comes_with))
            .collect();
        let alternates = reviewed.map(|reviewed| {
            let sites = reviewed.capable.iter();
            let ends: Vec<String> = sites
                .map(|(_, number)| end_of(&oracle.world.sites[*number].registration_id))
                .collect();
            ends.join(" ")
        });
        Self {
            policy: evaluation.pack.map_or("-", |pack| &pack.id).to_owned(),
            outcome: evaluation.outcome.to_owned(),
            basis: evaluation.basis.join(" "),
            reason: reason.unwrap_or("-").to_owned(),
            criteria: criteria
                .iter()
                .map(|one| format!("{}:{}", one.key, one.status))
                .collect(),
            questions: questions.join(" "),
            alternates: alternates.unwrap_or_else(|| "-".to_owned()),
        }
    }

    /// Compares this with the row and names the first difference.
    pub(super) fn is_as_in(&self, case: &Case) -> Result<(), String> {
        let same = |what: &str, row: &str, reported: &str| {
            if row == reported {
                Ok(())
            } else {
                Err(format!(
                    "{what}: the table says {row:?}, the result is {reported:?}"
                ))
            }
        };
        same("outcome", case.outcome, &self.outcome)?;
        same("policy", &case.policy, &self.policy)?;
        match case.outcome {
            "hospital_supported" => same("basis", &case.why.join(" "), &self.basis)?,
            "no_review" => same("reason", &case.why.join(" "), &self.reason)?,
            _ => {
                let missing = case.why.iter().find(|one| !self.criteria.contains(one));
                same("criteria", missing.map_or("", String::as_str), "")?;
            }
        }
        same("questions", &case.questions.join(" "), &self.questions)?;
        same("alternates", &case.alternates, &self.alternates)
    }
}

fn with(fact: &str, comes_with: Option<&str>) -> String {
    comes_with.map_or_else(
        || fact.to_owned(),
        |comes_with| format!("{fact}+{comes_with}"),
    )
}

/// The part of a name after its last hyphen.
fn end_of(registration_id: &str) -> String {
    registration_id
        .rsplit('-')
        .next()
        .unwrap_or_default()
        .to_owned()
}
