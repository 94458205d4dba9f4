//! Score card of one modality at one site: every measure with its answer, points and weight, and
//! the totals.

use super::measure::{Measure, Points, ScoredChoice};
use super::profile::ScoreCardProfile;
use super::section::{ScorePart, Section};
use nearsite_domain::{
    Answer, Assessment, Day, Grade, Modality, ScoreTenths, ScoreThousandths, Service, Site,
    quotient,
};

/// Answer to a measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StatedAnswer<'a> {
    /// Not answered. Worth no points.
    NotStated,
    /// Met by a current accreditation. Worth full points.
    Accredited,
    /// Answered in the registration.
    Stated(&'a Answer),
}

/// One measure of a card.
#[derive(Debug, Clone, Copy)]
pub struct CardLine<'a> {
    /// The measure.
    pub measure: &'a Measure,
    /// The answer.
    pub answer: StatedAnswer<'a>,
    /// Points for the answer.
    pub points: Points,
}

/// Sum of the measures of one section.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SectionScore {
    /// The section.
    pub section: Section,
    /// Weight of its measures, per mille of their part.
    pub weight: u32,
    /// Their weighted mean.
    pub score: ScoreTenths,
}

/// The score card of one modality at one site.
#[derive(Debug, Clone)]
pub struct ScoreCard<'a> {
    profile: &'a ScoreCardProfile,
    modality: Modality,
    accredited: bool,
    lines: Vec<CardLine<'a>>,
}

impl<'a> CardLine<'a> {
    fn new(measure: &'a Measure, assessment: &'a Assessment, accredited: bool) -> Self {
        if accredited && measure.section.is_met_by_accreditation() {
            return Self {
                measure,
                answer: StatedAnswer::Accredited,
                points: measure.full_points(),
            };
        }
        match valid_answer(measure, assessment) {
            Some((answer, points)) => Self {
                measure,
                answer: StatedAnswer::Stated(answer),
                points,
            },
            None => Self {
                measure,
                answer: StatedAnswer::NotStated,
                points: Points::NONE,
            },
        }
    }

    /// Weight times points.
    pub fn weighted_points(&self) -> u32 {
        u32::from(self.measure.weight) * u32::from(self.points.get())
    }

    /// Returns the answers that would raise it, smallest gain first. Nothing if it has full points.
    pub fn raises(&self) -> Vec<ScoredChoice<'a>> {
        self.measure.better_than(self.points)
    }
}

fn is_any_answered<'a>(mut part: impl Iterator<Item = (&'a Measure, &'a Assessment)>) -> bool {
    part.any(|(measure, assessment)| valid_answer(measure, assessment).is_some())
}

/// Returns the answer to a measure with its points, if the measure accepts it.
fn valid_answer<'a>(measure: &Measure, assessment: &'a Assessment) -> Option<(&'a Answer, Points)> {
    let answer = assessment.answer(&measure.id)?;
    Some((answer, measure.points_of(answer)?))
}

impl<'a> ScoreCard<'a> {
    /// Computes the card of one service of a site. Accreditations count if they are current on the
    /// day.
    ///
    /// Returns `None` for a modality that is never scored, and unless at least one site measure and
    /// one modality measure are answered.
    ///
    /// ```
    /// # use nearsite_domain::{Day, Site};
    /// # use nearsite_index::scorecard::{ScoreCard, ScoreCardProfile};
    /// fn print_totals(profile: &ScoreCardProfile, site: &Site, day: Day) {
    ///     for service in &site.services {
    ///         if let Some(card) = ScoreCard::of(profile, site, service, day) {
    ///             println!("{}: {} points", service.modality, card.total());
    ///         }
    ///     }
    /// }
    /// ```
    pub fn of(
        profile: &'a ScoreCardProfile,
        site: &'a Site,
        service: &'a Service,
        day: Day,
    ) -> Option<Self> {
        let modality = service.modality;
        let accredited = service.is_accredited_on(day);
        let of_site = || {
            profile
                .site_measures()
                .map(|measure| (measure, &site.assessment))
        };
        let of_modality = || {
            profile
                .modality_measures(modality)
                .map(|measure| (measure, &service.assessment))
        };
        if !is_any_answered(of_site()) || !is_any_answered(of_modality()) {
            return None;
        }
        let lines = of_site()
            .chain(of_modality())
            .map(|(measure, assessment)| CardLine::new(measure, assessment, accredited))
            .collect();
        Some(Self {
            profile,
            modality,
            accredited,
            lines,
        })
    }

    /// Profile by which it was computed.
    pub const fn profile(&self) -> &'a ScoreCardProfile {
        self.profile
    }

    /// The modality.
    pub const fn modality(&self) -> Modality {
        self.modality
    }

    /// True if an accreditation replaces the measures of physicians and technologists.
    pub const fn is_accredited(&self) -> bool {
        self.accredited
    }

    /// Every measure, in the order of the profile.
    pub fn lines(&self) -> &[CardLine<'a>] {
        &self.lines
    }

    /// The site score.
    pub fn site_score(&self) -> ScoreThousandths {
        self.part_score(ScorePart::Site)
    }

    /// The modality-specific score.
    pub fn modality_specific(&self) -> ScoreThousandths {
        self.part_score(ScorePart::Modality)
    }

    /// Total: one third of the site score and two thirds of the modality-specific score, rounded
    /// once.
    pub fn total(&self) -> ScoreTenths {
        ScoreTenths::of_parts(self.site_score(), self.modality_specific())
    }

    /// The grade of the rounded total.
    pub fn grade(&self) -> Grade {
        self.total().grade()
    }

    /// Returns the sum of each section, in the order of [`Section::ALL`].
    pub fn sections(&self) -> Vec<SectionScore> {
        let of_section = |section: Section| {
            let lines = || {
                self.lines
                    .iter()
                    .filter(move |line| line.measure.section == section)
            };
            let weight: u32 = lines().map(|line| u32::from(line.measure.weight)).sum();
            let points: u32 = lines().map(CardLine::weighted_points).sum();
            let tenths = |weight| quotient(10 * i64::from(points), weight) as u16;
            (weight > 0).then(|| SectionScore {
                section,
                weight,
                score: ScoreTenths::new(tenths(i64::from(weight))).unwrap_or(ScoreTenths::MAX),
            })
        };
        Section::ALL
            .iter()
            .copied()
            .filter_map(of_section)
            .collect()
    }

    fn part_score(&self, part: ScorePart) -> ScoreThousandths {
        let lines = self.lines.iter().filter(|line| line.measure.part() == part);
        let sum = lines.map(CardLine::weighted_points).sum();
        // The weights of a part add up to 1000 and points are at most 100, so the sum is a score in
        // thousandths.
        ScoreThousandths::new(sum).unwrap_or(ScoreThousandths::MAX)
    }
}
