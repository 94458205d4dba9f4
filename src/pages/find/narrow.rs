//! From an answered question to the next one. The API asks first; what is left after an answer is
//! asked for in the API's order (kind of scan, examination, contrast, side, variant), and never
//! guessed.

use super::results::{ExamOption, ExamQuestion};
use nearsite_domain::{Contrast, Procedure};
use nearsite_index::finder::QuestionSubject;

/// Order in which the subjects are asked for.
const ORDER: [QuestionSubject; 5] = [
    QuestionSubject::Modality,
    QuestionSubject::Region,
    QuestionSubject::Contrast,
    QuestionSubject::Side,
    QuestionSubject::Variant,
];
/// Starts of the part of a name about contrast.
const CONTRAST: [&str; 3] = [
    ", without and then with contrast",
    ", without contrast",
    ", with contrast",
];

/// Next step after an answer.
#[derive(Debug)]
pub(super) enum Next {
    /// One exam is left.
    Settled(Procedure),
    /// Another question is open.
    Ask(ExamQuestion),
    /// Some of the codes are not known here: more words are needed.
    MoreWords,
}

/// Returns the next step for these codes.
pub(super) fn next(codes: &[String], known: &[Procedure]) -> Next {
    let left: Vec<&Procedure> = known
        .iter()
        .filter(|procedure| codes.iter().any(|code| code == procedure.code.as_str()))
        .collect();
    if left.is_empty() || left.len() < codes.len() {
        return Next::MoreWords;
    }
    if let [only] = left.as_slice() {
        return Next::Settled((*only).clone());
    }
    let asked = ORDER.into_iter().find_map(|about| split(about, &left));
    asked.map_or(Next::MoreWords, Next::Ask)
}

/// Returns the same exam with contrast: with it alone, else without and then with it. None if there
/// is not exactly one such exam.
pub(super) fn with_contrast(procedure: &Procedure, known: &[Procedure]) -> Option<Procedure> {
    let is_same_exam = |other: &&Procedure| {
        (&other.group, other.modality, other.laterality)
            == (&procedure.group, procedure.modality, procedure.laterality)
            && other.regions == procedure.regions
    };
    [Contrast::With, Contrast::WithoutThenWith]
        .into_iter()
        .find_map(|contrast| {
            let mut others = known
                .iter()
                .filter(is_same_exam)
                .filter(|other| other.contrast == contrast);
            let only = others.next()?;
            others.next().is_none().then(|| only.clone())
        })
}

fn split(about: QuestionSubject, procedures: &[&Procedure]) -> Option<ExamQuestion> {
    let mut options: Vec<ExamOption> = Vec::new();
    for procedure in procedures {
        let value = value_of(about, procedure);
        match options.iter_mut().find(|option| option.value == value) {
            Some(option) => option.codes.push(procedure.code.clone()),
            None => options.push(ExamOption {
                value: value.to_owned(),
                label: label_of(about, procedure).to_owned(),
                codes: vec![procedure.code.clone()],
            }),
        }
    }
    (options.len() > 1).then_some(ExamQuestion { about, options })
}

fn value_of(about: QuestionSubject, procedure: &Procedure) -> &str {
    match about {
        QuestionSubject::Modality => procedure.modality.as_str(),
        QuestionSubject::Region => &procedure.group,
        QuestionSubject::Contrast => procedure.contrast.as_str(),
        QuestionSubject::Side => procedure.laterality.as_str(),
        QuestionSubject::Variant => procedure.code.as_str(),
    }
}

/// Returns the label of an answer. A name ends in a clause about contrast and begins with the
/// examination.
fn label_of(about: QuestionSubject, procedure: &Procedure) -> &str {
    let name = procedure.name.as_str();
    if about != QuestionSubject::Region {
        return name;
    }
    let ends = CONTRAST.iter().filter_map(|clause| name.find(clause));
    ends.min().map_or(name, |end| &name[..end])
}
