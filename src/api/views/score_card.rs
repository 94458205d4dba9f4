//! Computation of a modality score: the score card as reviewers and the facility itself see it.
//! Other audiences do not see it.

use super::number::Tenths;
use crate::api::vocabularies::{ModalityWord, SectionWord};
use nearsite_domain::{Answer, AnswerNumber, Day, Grade, Modality};
use nearsite_index::scorecard::{
    AnswerChange, AnswerChoice, CardLine, NextGrade, ScoreCard, ScoreCardProfile, ScoredChoice,
    Section, SectionScore, StatedAnswer,
};
use serde::{Serialize, Serializer};
use std::borrow::Cow;
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{ObjectBuilder, Schema, SchemaType, Type};
use utoipa::{PartialSchema, ToSchema};

/// Computation of a modality score. Weights are per mille of the site and of the modality. Points
/// are from 0 to 100.
#[derive(Debug, Serialize, ToSchema)]
pub struct ScoreBreakdownView<'a> {
    /// The score card it was computed by.
    score_card: ScoreCardView<'a>,
    /// Day on which accreditations had to be valid: the build date.
    #[schema(value_type = String, format = Date)]
    as_of: Day,
    /// The modality.
    #[schema(value_type = ModalityWord)]
    modality: Modality,
    /// True if an accreditation replaces the measures of physicians and technologists.
    accredited: bool,
    /// Exact site score, one third of the total.
    #[schema(example = 84.35)]
    site_score: f64,
    /// Exact modality-specific score, two thirds of the total.
    #[schema(example = 88.9)]
    modality_specific: f64,
    /// The total, rounded once. A given score is kept even if it differs.
    #[schema(example = 87.4)]
    total: Tenths,
    /// Grade of the total.
    #[schema(value_type = String, example = "B")]
    grade: Grade,
    /// Sum of each section.
    sections: Vec<SectionView>,
    /// Every measure, in the order of the score card.
    measures: Vec<MeasureView<'a>>,
    /// Changes needed for the next grade. Null at grade A.
    next_grade: Option<NextGradeView<'a>>,
}

/// A score card.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ScoreCard)]
pub struct ScoreCardView<'a> {
    /// Its name.
    #[schema(example = "imaging")]
    name: &'a str,
    /// Its version.
    #[schema(example = "1")]
    version: &'a str,
    /// First day in force.
    #[schema(value_type = String, format = Date)]
    effective_from: Day,
}

/// Sum of the measures of one section.
#[derive(Debug, Serialize, ToSchema)]
pub struct SectionView {
    /// The section.
    #[schema(value_type = SectionWord)]
    section: Section,
    /// Weight of its measures.
    #[schema(example = 300)]
    weight: u32,
    /// Weighted mean of its measures.
    score: Tenths,
}

/// One measure.
#[derive(Debug, Serialize, ToSchema)]
pub struct MeasureView<'a> {
    /// Its id in registrations.
    #[schema(example = "quality_committee")]
    measure: &'a str,
    /// Its section.
    #[schema(value_type = SectionWord)]
    section: Section,
    /// The question.
    text: &'a str,
    /// The answer: a coded word or a number, `not_stated`, or `accredited`.
    answer: AnswerView<'a>,
    /// Points for the answer.
    #[schema(example = 40)]
    points: u8,
    /// Its weight.
    #[schema(example = 80)]
    weight: u16,
    /// Answers with more points, smallest raise first.
    raised_by: Vec<RaiseView<'a>>,
}

/// An answer as a registration states it, or the word in place of one.
#[derive(Debug)]
pub enum AnswerView<'a> {
    /// A word.
    Word(&'a str),
    /// A number.
    Number(AnswerNumber),
}

/// An answer and its points: a coded word, or a range of numbers.
#[derive(Debug, Serialize, ToSchema)]
pub struct RaiseView<'a> {
    /// The coded word.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "quarterly")]
    answer: Option<&'a str>,
    /// Start of the range.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<f64>)]
    at_least: Option<AnswerNumber>,
    /// End of the range, exclusive.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<f64>)]
    below: Option<AnswerNumber>,
    /// Points that it would give.
    #[schema(example = 100)]
    points: u8,
}

/// The cheapest way to the next grade: the fewest answers to change, then the smallest raise.
#[derive(Debug, Serialize, ToSchema)]
pub struct NextGradeView<'a> {
    /// The grade.
    #[schema(value_type = String, example = "A")]
    grade: Grade,
    /// Lowest total of the grade.
    #[schema(example = 88.0)]
    needs: Tenths,
    /// The answers to change. Null if even the best answers do not reach the grade.
    changes: Option<Vec<ChangeView<'a>>>,
    /// The total after the changes.
    total: Option<Tenths>,
}

/// One answer to change.
#[derive(Debug, Serialize, ToSchema)]
pub struct ChangeView<'a> {
    /// The measure.
    #[schema(example = "quality_committee")]
    measure: &'a str,
    /// The answer it needs.
    to: RaiseView<'a>,
}

impl<'a> ScoreBreakdownView<'a> {
    /// Creates the breakdown of a card.
    pub fn new(card: &ScoreCard<'a>, as_of: Day) -> Self {
        Self {
            score_card: ScoreCardView::new(card.profile()),
            as_of,
            modality: card.modality(),
            accredited: card.is_accredited(),
            site_score: card.site_score().points(),
            modality_specific: card.modality_specific().points(),
            total: Tenths(card.total().tenths()),
            grade: card.grade(),
            sections: card.sections().into_iter().map(section_view).collect(),
            measures: card.lines().iter().map(measure_view).collect(),
            next_grade: card.next_grade().map(next_grade_view),
        }
    }
}

impl<'a> ScoreCardView<'a> {
    /// Creates the view of a score card.
    pub fn new(profile: &'a ScoreCardProfile) -> Self {
        Self {
            name: profile.name(),
            version: profile.version(),
            effective_from: profile.effective_from(),
        }
    }
}

fn section_view(of: SectionScore) -> SectionView {
    SectionView {
        section: of.section,
        weight: of.weight,
        score: Tenths(of.score.tenths()),
    }
}

fn measure_view<'a>(line: &CardLine<'a>) -> MeasureView<'a> {
    MeasureView {
        measure: line.measure.id.as_str(),
        section: line.measure.section,
        text: &line.measure.text,
        answer: AnswerView::from(line.answer),
        points: line.points.get(),
        weight: line.measure.weight,
        raised_by: line.raises().iter().map(raise_view).collect(),
    }
}

fn raise_view<'a>(raise: &ScoredChoice<'a>) -> RaiseView<'a> {
    let (answer, at_least, below) = match raise.choice {
        AnswerChoice::Word(word) => (Some(word.as_str()), None, None),
        AnswerChoice::Range { at_least, below } => (None, Some(at_least), below),
    };
    RaiseView {
        answer,
        at_least,
        below,
        points: raise.points.get(),
    }
}

fn next_grade_view(next: NextGrade<'_>) -> NextGradeView<'_> {
    let total = next.way.as_ref().map(|way| Tenths(way.total.tenths()));
    NextGradeView {
        grade: next.grade,
        needs: Tenths(next.needs.tenths()),
        changes: next
            .way
            .map(|way| way.changes.iter().map(change_view).collect()),
        total,
    }
}

fn change_view<'a>(change: &AnswerChange<'a>) -> ChangeView<'a> {
    ChangeView {
        measure: change.measure.id.as_str(),
        to: raise_view(&change.to),
    }
}

impl<'a> From<StatedAnswer<'a>> for AnswerView<'a> {
    fn from(answer: StatedAnswer<'a>) -> Self {
        match answer {
            StatedAnswer::NotStated => Self::Word("not_stated"),
            StatedAnswer::Accredited => Self::Word("accredited"),
            StatedAnswer::Stated(Answer::Word(word)) => Self::Word(word.as_str()),
            StatedAnswer::Stated(Answer::Number(number)) => Self::Number(*number),
        }
    }
}

impl Serialize for AnswerView<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Word(word) => serializer.serialize_str(word),
            Self::Number(number) => number.serialize(serializer),
        }
    }
}

impl PartialSchema for AnswerView<'_> {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(SchemaType::from_iter([Type::String, Type::Number]))
            .description(Some("A coded word or a number."))
            .into()
    }
}

impl ToSchema for AnswerView<'_> {
    fn name() -> Cow<'static, str> {
        Cow::Borrowed("MeasureAnswer")
    }
}
