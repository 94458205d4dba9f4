//! Answers to the score card, drawn so that a site's scores come near their targets.
//!
//! Scores are computed from the answers by the card's arithmetic, so recomputing the card gives the
//! written score. Answers agree with the rest of the registration: an accredited service says so,
//! and leaves most questions about its staff unanswered.

use nearsite_domain::{Answer, AnswerNumber, Assessment, ScoreThousandths};
use nearsite_index::scorecard::{AnswerChoice, Measure, ScoreCardProfile, ScoredChoice};

use super::random::RandomStream;
use super::sites::SynthSite;
use super::target_scores::{TargetScore, TargetScores};

const STREAM: u64 = 7;

/// The accreditation of a service on the reference date.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum AccreditationState {
    Accredited,
    /// It was accredited, and its staff is still qualified. So its score does not depend on the day
    /// it is computed for.
    Lapsed,
    None,
}

/// Answers and the score computed from them.
pub(super) struct AnsweredScore {
    pub(super) assessment: Assessment,
    pub(super) score: ScoreThousandths,
}

/// The answers of one site, and of its services in their order; none if it did not answer.
#[derive(Default)]
pub(super) struct SiteAnswers {
    pub(super) site: Option<AnsweredScore>,
    pub(super) services: Vec<Option<AnsweredScore>>,
}

/// Draws the answers of a site: one in 25 sites is not assessed, and one in 12 services of the
/// others. A service without a score has no answers either.
pub(super) fn draw(
    seed: u64,
    site: &SynthSite<'_>,
    accreditation_states: &[AccreditationState],
    target: &TargetScores,
    scorecard: &ScoreCardProfile,
) -> SiteAnswers {
    let rng = &mut RandomStream::new(seed, STREAM, site.ordinal);
    if rng.chance(40) {
        return SiteAnswers::default();
    }
    let measures: Vec<&Measure> = scorecard.site_measures().collect();
    let mut of_site = answer(rng, &measures, AccreditationState::None, target.site);
    of_site.assessment.assessed_on = rng
        .pick(&["2025-10-01", "2026-01-15", "2026-03-01"])
        .parse()
        .ok();
    let service = |((service, accreditation), target): (
        (&super::sites::SynthService, &AccreditationState),
        &Option<TargetScore>,
    )| {
        let target = target.as_ref().filter(|target| !target.is_missing)?;
        if rng.chance(80) {
            return None;
        }
        let modality = service.modality.word().parse().ok()?;
        let measures: Vec<&Measure> = scorecard.modality_measures(modality).collect();
        let mut answered = answer(rng, &measures, *accreditation, target.modality_specific);
        answered.assessment.assessed_on = target.scored_on.parse().ok();
        Some(answered).filter(|answered| answered.assessment.answers().len() > 0)
    };
    let services = site
        .services
        .iter()
        .zip(accreditation_states)
        .zip(&target.services);
    SiteAnswers {
        services: services.map(service).collect(),
        site: Some(of_site),
    }
}

/// One measure with its possible answers and the chosen one.
struct MeasureAnswer<'p> {
    measure: &'p Measure,
    /// The best first.
    choices: Vec<ScoredChoice<'p>>,
    chosen: usize,
}

impl<'p> MeasureAnswer<'p> {
    fn new(measure: &'p Measure, accreditation: AccreditationState) -> Self {
        let is_staff = measure.section.is_met_by_accreditation();
        let mut choices: Vec<ScoredChoice<'p>> = measure
            .choices()
            .filter(|raise| is_true(measure, &raise.choice, accreditation))
            .collect();
        choices.sort_by_key(|raise| std::cmp::Reverse(raise.points));
        if is_staff && accreditation != AccreditationState::None {
            choices.truncate(1);
        }
        Self {
            measure,
            choices,
            chosen: 0,
        }
    }

    /// Weighted points of one of the choices.
    fn worth(&self, choice: usize) -> i64 {
        let points = self
            .choices
            .get(choice)
            .map_or(0, |raise| raise.points.get());
        i64::from(self.measure.weight) * i64::from(points)
    }

    fn chosen_worth(&self) -> i64 {
        self.worth(self.chosen)
    }
}

/// True if an answer agrees with the accreditations of the registration.
fn is_true(
    measure: &Measure,
    choice: &AnswerChoice<'_>,
    accreditation: AccreditationState,
) -> bool {
    let AnswerChoice::Word(word) = choice else {
        return true;
    };
    match (measure.id.as_str(), accreditation) {
        ("accreditation_held", AccreditationState::Accredited) => word.as_str() == "granted",
        ("accreditation_held", AccreditationState::Lapsed) => word.as_str() == "applied",
        ("accreditation_held", AccreditationState::None) => word.as_str() != "granted",
        _ => true,
    }
}

/// Chooses answers whose score comes near a target, in thousandths.
fn answer(
    rng: &mut RandomStream,
    measures: &[&Measure],
    accreditation: AccreditationState,
    target: i64,
) -> AnsweredScore {
    let mut picks: Vec<MeasureAnswer<'_>> = measures
        .iter()
        .map(|measure| MeasureAnswer::new(measure, accreditation))
        .collect();
    lower(rng, &mut picks, target);
    while settle(&mut picks, target) {}
    let mut assessment = Assessment::default();
    for pick in &picks {
        let left_to_the_accreditor = accreditation == AccreditationState::Accredited
            && pick.measure.section.is_met_by_accreditation()
            && !rng.chance(150);
        let left_out = pick.chosen_worth() == 0 && rng.chance(400);
        let chosen = pick.choices.get(pick.chosen);
        if let Some(raise) = chosen.filter(|_| !left_to_the_accreditor && !left_out) {
            assessment.set(
                pick.measure.id.clone(),
                said(rng, pick.measure, &raise.choice),
            );
        }
    }
    AnsweredScore {
        assessment,
        score: score_of(&picks),
    }
}

fn score_of(picks: &[MeasureAnswer<'_>]) -> ScoreThousandths {
    let sum: i64 = picks.iter().map(MeasureAnswer::chosen_worth).sum();
    u32::try_from(sum)
        .ok()
        .and_then(|sum| ScoreThousandths::new(sum).ok())
        .unwrap_or(ScoreThousandths::MAX)
}

/// Lowers answers from the best, measure by measure in random order, while the score is too high.
fn lower(rng: &mut RandomStream, picks: &mut [MeasureAnswer<'_>], target: i64) {
    let mut order: Vec<usize> = (0..picks.len()).collect();
    for end in (1..order.len()).rev() {
        order.swap(end, rng.below(end as u64 + 1) as usize);
    }
    let mut sum: i64 = picks.iter().map(MeasureAnswer::chosen_worth).sum();
    for position in order {
        let pick = &mut picks[position];
        let best = pick.chosen_worth();
        let fit: Vec<usize> = (1..pick.choices.len())
            .filter(|&choice| best - pick.worth(choice) <= sum - target)
            .collect();
        if fit.is_empty() || rng.chance(250) {
            continue;
        }
        pick.chosen = fit[rng.below(fit.len() as u64) as usize];
        sum -= best - pick.chosen_worth();
    }
}

/// Makes the one change that brings the score nearest to the target; false if no change does.
fn settle(picks: &mut [MeasureAnswer<'_>], target: i64) -> bool {
    let sum: i64 = picks.iter().map(MeasureAnswer::chosen_worth).sum();
    let mut nearest = ((sum - target).abs(), None);
    for (position, pick) in picks.iter().enumerate() {
        for choice in 0..pick.choices.len() {
            let off = (sum - pick.chosen_worth() + pick.worth(choice) - target).abs();
            if off < nearest.0 {
                nearest = (off, Some((position, choice)));
            }
        }
    }
    match nearest.1 {
        Some((position, choice)) => {
            picks[position].chosen = choice;
            true
        }
        None => false,
    }
}

/// Returns the answer of a choice: the word, or a whole number of the range.
fn said(rng: &mut RandomStream, measure: &Measure, choice: &AnswerChoice<'_>) -> Answer {
    let AnswerChoice::Range { at_least, below } = choice else {
        return choice.answer();
    };
    let whole = |number: AnswerNumber| i64::from(number.thousandths() / 1000);
    let lowest = whole(*at_least);
    let highest = match below {
        Some(below) => whole(*below) - 1,
        // The last range has no end. Numbers stay near its start, because no one waits a year.
        None => lowest + lowest / 2,
    };
    let number = rng.between(lowest, highest.max(lowest));
    measure
        .read(&number.to_string())
        .unwrap_or_else(|_| choice.answer())
}
