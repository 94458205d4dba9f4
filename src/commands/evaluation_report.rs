//! Prints an evaluation for a reviewer: outcome, criteria with their evidence, questions,
//! alternates within reach, and certificate.

use super::outcome::Failure;
use super::result_cells::{ResultCells, city, dollars, miles, name, score, setting};
use super::table::{Table, plain};
use nearsite_domain::{Cents, Meters};
use nearsite_index::search::Versus;
use nearsite_index::site_of_care::{
    Alternates, Certificate, Clock, CriterionFinding, Evaluation, FactQuestion, Order,
};
use nearsite_index::snapshot::{OpenError, Snapshot};
use serde::Deserialize;
use serde::de::IgnoredAny;
use std::fmt::Write;

/// An evaluation with its context.
#[derive(Clone, Copy)]
pub(super) struct EvaluationReport<'a> {
    pub(super) snapshot: &'a Snapshot,
    pub(super) order: &'a Order,
    pub(super) evaluation: &'a Evaluation<'a>,
}

impl EvaluationReport<'_> {
    /// Returns the report, without a line end.
    pub(super) fn print(self) -> Result<String, Failure> {
        let Evaluation {
            policy,
            scope: _,
            outcome: _,
            basis: _,
            requested: _,
            contradictions,
            criteria,
            questions,
            search: _,
            alternates,
            certificate,
        } = self.evaluation;
        let mut lines = vec![self.headline(), self.policy(), self.requested()?];
        for found in contradictions {
            lines.push(format!("contradiction: {}", plain(&found.detail)));
        }
        if !criteria.is_empty() {
            lines.extend([String::new(), "criteria".to_owned()]);
            lines.extend(criteria.iter().map(criterion));
        }
        if !questions.is_empty() {
            lines.extend([String::new(), "to ask".to_owned()]);
            lines.extend(questions.iter().copied().map(question));
        }
        if let Some(alternates) = alternates {
            lines.extend([String::new(), self.alternates(alternates)?]);
        }
        if let Some(certificate) = certificate {
            lines.extend([String::new(), summary(certificate)?]);
        }
        let clocks = policy.map_or(&[][..], |held| held.pack().clocks.as_slice());
        lines.extend(clocks.iter().map(clock));
        Ok(lines.join("\n"))
    }

    fn headline(self) -> String {
        let outcome = self.evaluation.outcome.as_str().replace('_', " ");
        let basis = &self.evaluation.basis;
        match (&self.evaluation.scope.detail, basis.as_slice()) {
            (Some(detail), _) => format!("{outcome}: {detail}"),
            (None, []) => outcome,
            (None, keys) => format!("{outcome}: {}", plain(&keys.join(", "))),
        }
    }

    fn policy(self) -> String {
        let as_of = self.order.service_date;
        let Some(held) = self.evaluation.policy else {
            return format!("no policy in force on {as_of}");
        };
        let pack = held.pack();
        format!(
            "policy {} in force on {as_of}: {} ({})",
            plain(&pack.id),
            plain(&pack.title),
            plain(&pack.version)
        )
    }

    fn cells(&self) -> ResultCells<'_> {
        ResultCells {
            snapshot: self.snapshot,
            audience: self.evaluation.search.audience,
        }
    }

    fn requested(self) -> Result<String, OpenError> {
        let requested = &self.evaluation.requested;
        let card = &requested.card;
        let site = self.cells().site(card.site)?;
        let code = self.order.place_of_service.as_deref();
        let billed = match requested.billed_setting {
            Some(billed) => setting(billed),
            None => format!("place of service {}", code.unwrap_or_default()),
        };
        Ok(format!(
            "asked for: {}, {billed}, {} miles, score {}, cost {}{}",
            plain(&name(&site)),
            miles(card),
            score(card.score),
            self.cells().cost(card.cost)?,
            self.order_cost(requested.order_cost),
        ))
    }

    /// Returns the cost of the whole order, if it has several procedures.
    fn order_cost(self, cost: Option<Cents>) -> String {
        match cost {
            _ if !self.is_of_several() => String::new(),
            None => ", whole order not priced".to_owned(),
            Some(amount) => format!(", whole order ${amount}"),
        }
    }

    fn is_of_several(self) -> bool {
        self.order.procedures.len() > 1
    }

    fn alternates(self, alternates: &Alternates) -> Result<String, OpenError> {
        let response = &alternates.response;
        let miles_within = response.radius.map(|radius| radius.miles.to_string());
        let headline = format!(
            "{} alternates within {} miles",
            response.total,
            miles_within.unwrap_or_default()
        );
        if response.results.is_empty() {
            return Ok(headline);
        }
        let mut table = Table::new([
            "rank",
            "site",
            "city",
            "setting",
            "score",
            "cost",
            "miles",
            "cost +/-",
            "miles +/-",
            "score +/-",
            "order",
        ])
        .align_right(&[0, 4, 5, 6, 7, 8, 9, 10]);
        for (hit, order_cost) in response.results.iter().zip(&alternates.order_costs) {
            let site = self.cells().site(hit.card.site)?;
            let [cost_difference, miles_difference, score_difference] = differences(hit.versus);
            table.row([
                hit.rank.to_string(),
                name(&site),
                city(&site),
                setting(site.setting()),
                score(hit.card.score),
                self.cells().cost(hit.card.cost)?,
                miles(&hit.card),
                cost_difference,
                miles_difference,
                score_difference,
                dollars(order_cost.filter(|_| self.is_of_several())),
            ]);
        }
        Ok(format!(
            "{headline}; differences are to the site asked for\n{table}"
        ))
    }
}

/// Returns the differences in dollars, miles and points, with their signs. Empty if a side is
/// missing.
fn differences(versus: Option<Versus>) -> [String; 3] {
    let Some(Versus {
        amount,
        member_cost: _,
        distance,
        score_tenths,
    }) = versus
    else {
        return Default::default();
    };
    let amount = amount.map(|amount| signed(amount.0, 2));
    let miles = distance.map(|distance: Meters| signed(distance.miles().0, 2));
    let score = score_tenths.map(|tenths| signed(i64::from(tenths), 1));
    [amount, miles, score].map(Option::unwrap_or_default)
}

/// Formats a number of hundredths (two decimals) or tenths (one decimal) with its sign.
fn signed(number: i64, decimals: usize) -> String {
    let scale = 10_u64.pow(decimals as u32);
    let (sign, size) = (if number < 0 { '-' } else { '+' }, number.unsigned_abs());
    format!("{sign}{}.{:0decimals$}", size / scale, size % scale)
}

fn criterion(finding: &CriterionFinding<'_>) -> String {
    let criterion = finding.criterion;
    let mut lines = format!(
        "  {:<7} {} [{}]: {}",
        finding.status.as_str().replace('_', " "),
        plain(&criterion.key),
        plain(&criterion.source),
        plain(&criterion.text),
    );
    for evidence in &finding.evidence {
        let _ = write!(
            lines,
            "\n          {} = {}: {}",
            evidence.data,
            plain(&evidence.value),
            plain(&evidence.says)
        );
    }
    lines
}

fn question(question: FactQuestion) -> String {
    let with = question
        .with
        .map(|member| format!(" (with {member})"))
        .unwrap_or_default();
    format!(
        "  {}{with}: {}",
        question.fact.as_str(),
        question.fact.question()
    )
}

/// The members of a certificate that the report shows. A missing one is an error.
#[derive(Deserialize)]
struct CertificateMembers {
    digest: String,
    snapshot: String,
    radius_metres: i64,
    alternates: Vec<IgnoredAny>,
    excluded: Vec<IgnoredAny>,
}

fn summary(certificate: &Certificate) -> Result<String, Failure> {
    let members: CertificateMembers =
        serde_json::from_str(certificate.text()).map_err(Failure::failed)?;
    Ok(format!(
        "certificate {}: snapshot {}, {} alternates and {} other sites within {} m",
        members.digest.get(..16).unwrap_or(&members.digest),
        members.snapshot,
        members.alternates.len(),
        members.excluded.len(),
        members.radius_metres,
    ))
}

fn clock(clock: &Clock) -> String {
    format!(
        "clock: {}, {} {} from {} [{}]",
        plain(&clock.name),
        clock.amount,
        clock.unit.as_str().replace('_', " "),
        plain(&clock.from),
        plain(&clock.source)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn differences_have_their_sign_and_decimals() {
        let shown = [0, 5, -5, 143_800].map(|number| signed(number, 2));
        assert_eq!(shown, ["+0.00", "+0.05", "-0.05", "+1438.00"]);
        assert_eq!([-12, 4].map(|number| signed(number, 1)), ["-1.2", "+0.4"]);
    }
}
