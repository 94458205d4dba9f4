//! Exams in words: the service's own English names. For Spanish, a name built from modality, body
//! part and contrast, with the English name next to it. Typed words are passed on as they are: the
//! finder reads both languages.

use super::results::ExamOption;
use crate::pages::figures::list;
use crate::pages::language::Language;
use nearsite_domain::{BodyRegion, Contrast, Laterality, Procedure};
use nearsite_index::finder::QuestionSubject;

/// A name, and the English one where the first is Spanish.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ExamName {
    pub(super) name: String,
    pub(super) english: Option<String>,
}

impl ExamName {
    fn plain(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            english: None,
        }
    }
}

/// The name of an exam.
pub(super) fn exam_name(language: Language, procedure: &Procedure) -> ExamName {
    if language == Language::English {
        return ExamName::plain(&procedure.name);
    }
    let mut parts = vec![kind_and_region(language, procedure)];
    if procedure.contrast != Contrast::Varies {
        parts.push(language.say(&format!("find.contrast.{}", procedure.contrast.as_str())));
    }
    if procedure.laterality == Laterality::BothSides {
        parts.push(language.say("find.side.both_sides"));
    }
    ExamName {
        name: parts.join(", "),
        english: Some(procedure.name.clone()),
    }
}

/// Returns the name of an answer. If two answers have one Spanish name, the English name follows
/// it.
pub(super) fn answer_name(
    language: Language,
    about: QuestionSubject,
    option: &ExamOption,
    known: &[Procedure],
) -> ExamName {
    use QuestionSubject::{Contrast, Modality, Side, Variant};
    if matches!(about, Modality | Contrast | Side) {
        let key = format!("find.{}.{}", about.as_str(), option.value);
        return ExamName::plain(language.say(&key));
    }
    let first = known
        .iter()
        .find(|procedure| option.codes.contains(&procedure.code));
    match first {
        Some(procedure) if language == Language::Spanish => ExamName {
            name: if about == Variant {
                exam_name(language, procedure).name
            } else {
                kind_and_region(language, procedure)
            },
            english: Some(option.label.clone()),
        },
        _ => ExamName::plain(&option.label),
    }
}

fn kind_and_region(language: Language, procedure: &Procedure) -> String {
    // `whole_body` says what a site must offer; the exam itself may be of a limited area.
    let regions: Vec<String> = procedure
        .regions
        .iter()
        .filter(|&&region| region != BodyRegion::WholeBody)
        .map(|region| language.say(&format!("find.region.{}", region.as_str())))
        .collect();
    let kind = language.say(&format!("find.modality.{}", procedure.modality.as_str()));
    if regions.is_empty() {
        return kind;
    }
    let region = list(language, &regions);
    language.fill(
        "find.exam_of_region",
        &[("kind", &kind), ("region", &region)],
    )
}
