//! Smallest set of changes that leads to the next grade.
//!
//! The fewest changed answers win. Among equal numbers, the smallest rise of the total wins. Among
//! equal rises, the first in the order of the profile wins, measure by measure, and for one measure
//! the answer with fewer points. Rises are counted in thousandths of three times the total: weight
//! times points, doubled for a modality measure.

use super::card::{CardLine, ScoreCard};
use super::measure::{Measure, ScoredChoice};
use super::sum_set::SumSet;
use nearsite_domain::{Grade, ScoreTenths};

/// Changes that a card needs for the next grade.
#[derive(Debug, Clone, PartialEq)]
pub struct NextGrade<'a> {
    /// The grade.
    pub grade: Grade,
    /// Lowest total with this grade.
    pub needs: ScoreTenths,
    /// Smallest set of changes. Absent if even the best answers do not reach the grade.
    pub way: Option<GradePath<'a>>,
}

/// Changes that raise a card to the next grade.
#[derive(Debug, Clone, PartialEq)]
pub struct GradePath<'a> {
    /// The changes, in the order of the profile.
    pub changes: Vec<AnswerChange<'a>>,
    /// The total after it.
    pub total: ScoreTenths,
}

/// One answer to change.
#[derive(Debug, Clone, PartialEq)]
pub struct AnswerChange<'a> {
    /// The measure.
    pub measure: &'a Measure,
    /// The answer needed, with its points.
    pub to: ScoredChoice<'a>,
}

/// Possible raises of one line, smallest first, each amount once, with its choice.
struct LineChoices<'a> {
    measure: &'a Measure,
    raises: Vec<(usize, ScoredChoice<'a>)>,
}

impl<'a> LineChoices<'a> {
    fn new(line: &CardLine<'a>) -> Self {
        let share = line.measure.part().share() * u32::from(line.measure.weight);
        let mut raises: Vec<(usize, ScoredChoice<'a>)> = line
            .raises()
            .into_iter()
            .map(|raise| {
                let points = u32::from(raise.points.get() - line.points.get());
                ((share * points) as usize, raise)
            })
            .collect();
        raises.dedup_by_key(|(amount, _)| *amount);
        Self {
            measure: line.measure,
            raises,
        }
    }

    fn most(&self) -> usize {
        self.raises.last().map_or(0, |(amount, _)| *amount)
    }
}

impl<'a> ScoreCard<'a> {
    /// Returns the cheapest way to the next grade. Nothing at grade A.
    pub fn next_grade(&self) -> Option<NextGrade<'a>> {
        let grade = self.grade().next()?;
        let needs = grade.floor();
        let sum = self.site_score().thousandths() + 2 * self.modality_specific().thousandths();
        // The grade above begins above the present total, so something is missing.
        let missing = needs.least_sum().saturating_sub(sum) as usize;
        let steps: Vec<LineChoices<'a>> = self.lines().iter().map(LineChoices::new).collect();
        let way =
            fewest_changes(&steps, missing).and_then(|changes| cheapest(&steps, changes, missing));
        Some(NextGrade {
            grade,
            needs,
            way: way.map(|(changes, raised)| GradePath {
                changes,
                total: ScoreTenths::of_sum(sum + raised as u32),
            }),
        })
    }
}

/// Returns the smallest number of changes needed. Nothing if all of them together are too few.
fn fewest_changes(steps: &[LineChoices<'_>], missing: usize) -> Option<usize> {
    let mut most: Vec<usize> = steps.iter().map(LineChoices::most).collect();
    most.sort_unstable_by(|a, b| b.cmp(a));
    let mut raised = 0;
    for (changes, amount) in (1..).zip(most) {
        raised += amount;
        if raised >= missing {
            return Some(changes);
        }
    }
    None
}

/// Of all ways with exactly so many changes the one that raises least but enough, and by how much.
///
/// For every position and number of changes the sums are kept that the steps from there on can
/// reach; so each step knows whether taking it still leads to the best sum, and nothing is searched
/// twice.
fn cheapest<'a>(
    steps: &[LineChoices<'a>],
    changes: usize,
    missing: usize,
) -> Option<(Vec<AnswerChange<'a>>, usize)> {
    let unit = steps
        .iter()
        .flat_map(|step| &step.raises)
        .fold(0, |unit, (amount, _)| {
            greatest_common_divisor(unit, *amount)
        })
        .max(1);
    // With the fewest changes none can be left out, so the best sum is below what is missing plus
    // one change.
    let most = steps.iter().map(LineChoices::most).max().unwrap_or(0);
    let reach = reachable(steps, changes, unit, (missing + most) / unit);
    let best = reach[0][changes].first_from(missing.div_ceil(unit))?;
    let (mut taken, mut left) = (Vec::with_capacity(changes), best);
    for (position, step) in steps.iter().enumerate() {
        let open = changes - taken.len();
        if open == 0 {
            break;
        }
        let rest = &reach[position + 1][open - 1];
        let leads_on = |amount: usize| left >= amount && rest.contains(left - amount);
        let fit = step
            .raises
            .iter()
            .find(|(amount, _)| leads_on(amount / unit));
        if let Some((amount, raise)) = fit {
            left -= amount / unit;
            taken.push(AnswerChange {
                measure: step.measure,
                to: raise.clone(),
            });
        }
    }
    Some((taken, best * unit))
}

/// By position and number of changes: what the steps from that position on can raise, in units.
fn reachable(
    steps: &[LineChoices<'_>],
    changes: usize,
    unit: usize,
    most: usize,
) -> Vec<Vec<SumSet>> {
    let mut last = vec![SumSet::up_to(most); changes + 1];
    last[0].insert(0);
    let mut reach = vec![last];
    for step in steps.iter().rev() {
        let behind = &reach[reach.len() - 1];
        let mut here = behind.clone();
        for count in 1..=changes {
            for (amount, _) in &step.raises {
                here[count].add_raised(&behind[count - 1], amount / unit);
            }
        }
        reach.push(here);
    }
    reach.reverse();
    reach
}

const fn greatest_common_divisor(a: usize, b: usize) -> usize {
    if b == 0 {
        a
    } else {
        greatest_common_divisor(b, a % b)
    }
}
