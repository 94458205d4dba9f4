//! The question that is open between several exams.

use super::find::ProcedureFinder;
use crate::text::fold;
use nearsite_domain::{Contrast, Laterality, Modality, ProcedureNo};

/// Subject of an open question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum QuestionSubject {
    /// Kind of scan: CT, MRI, ultrasound ...
    Modality,
    /// Part of the body, or examination of it.
    Region,
    /// Use of contrast.
    Contrast,
    /// One side or both.
    Side,
    /// Variants that do not differ in any other attribute, such as the number of views.
    Variant,
}

impl QuestionSubject {
    /// Stable word for answers.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Modality => "modality",
            Self::Region => "region",
            Self::Contrast => "contrast",
            Self::Side => "side",
            Self::Variant => "variant",
        }
    }
}

/// One answer to an open question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuestionOption {
    /// Stable value: a modality, a group, a use of contrast, a laterality or a code.
    pub value: String,
    /// Label in plain words.
    pub label: String,
    /// Procedures that remain if it is chosen, in the order of their codes.
    pub procedures: Vec<ProcedureNo>,
}

/// Question that must be answered to get to one procedure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenQuestion {
    /// Subject of the question.
    pub about: QuestionSubject,
    /// Possible answers, at least two.
    pub options: Vec<QuestionOption>,
}

impl ProcedureFinder<'_> {
    /// Returns the question about the first attribute in which the matches differ. A subject that
    /// the words left in doubt is asked about first.
    pub(super) fn open_question(
        self,
        matches: &[ProcedureNo],
        in_doubt: Option<QuestionSubject>,
    ) -> Option<OpenQuestion> {
        let subjects = [
            QuestionSubject::Modality,
            QuestionSubject::Region,
            QuestionSubject::Contrast,
            QuestionSubject::Side,
            QuestionSubject::Variant,
        ];
        let split = |about| split(about, matches, |number| self.answer(about, number));
        in_doubt.into_iter().chain(subjects).find_map(split)
    }

    /// Returns the answer of an exam to a question: its stable value and its label.
    fn answer(self, about: QuestionSubject, number: ProcedureNo) -> (String, String) {
        let procedure = self.catalog.get(number);
        let name = procedure.name.as_str();
        let (value, label) = match about {
            QuestionSubject::Modality => {
                let modality = procedure.modality;
                (modality.as_str(), modality_label(modality))
            }
            QuestionSubject::Region => (procedure.group.as_str(), before_contrast(name)),
            QuestionSubject::Contrast => {
                let contrast = procedure.contrast;
                (contrast.as_str(), contrast_label(contrast))
            }
            QuestionSubject::Side => {
                let laterality = procedure.laterality;
                (laterality.as_str(), side_label(laterality))
            }
            QuestionSubject::Variant => (procedure.code.as_str(), name),
        };
        (value.to_owned(), label.to_owned())
    }
}

/// Returns the question about an attribute, if the matches differ in it. Options are in the order
/// of the matches.
fn split(
    about: QuestionSubject,
    matches: &[ProcedureNo],
    part: impl Fn(ProcedureNo) -> (String, String),
) -> Option<OpenQuestion> {
    let mut options: Vec<QuestionOption> = Vec::new();
    for &number in matches {
        let (value, label) = part(number);
        match options.iter_mut().find(|option| option.value == value) {
            Some(option) => option.procedures.push(number),
            None => options.push(QuestionOption {
                value,
                label,
                procedures: vec![number],
            }),
        }
    }
    for option in &mut options {
        option.procedures.sort_unstable();
    }
    (options.len() > 1).then_some(OpenQuestion { about, options })
}

/// Returns a procedure name without its clause about contrast at the end.
fn before_contrast(name: &str) -> &str {
    let clauses = [
        ", without contrast",
        ", with contrast",
        ", without and then with contrast",
    ];
    clauses
        .iter()
        .find_map(|clause| fold(name).find(clause))
        .and_then(|at| name.get(..at))
        .unwrap_or(name)
}

const fn modality_label(modality: Modality) -> &'static str {
    match modality {
        Modality::Ct => "CT scan",
        Modality::Mri => "MRI",
        Modality::Pet => "PET scan",
        Modality::NuclearCardiology => "Nuclear heart scan",
        Modality::Xray => "X-ray",
        Modality::Ultrasound => "Ultrasound",
        Modality::Echo => "Heart ultrasound (echo)",
        Modality::Mammography => "Mammogram",
    }
}

const fn contrast_label(contrast: Contrast) -> &'static str {
    match contrast {
        Contrast::None => "without contrast",
        Contrast::With => "with contrast",
        Contrast::WithoutThenWith => "without, then with contrast",
        Contrast::Angiography => "of the blood vessels, with contrast",
        Contrast::Varies => "contrast depends on the examination",
    }
}

const fn side_label(laterality: Laterality) -> &'static str {
    match laterality {
        Laterality::None => "no side",
        Laterality::OneSide => "one side",
        Laterality::BothSides => "both sides",
    }
}
