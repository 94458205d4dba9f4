//! Search for a procedure by plain words, a synonym or a code.

use crate::search::SearchError;
use crate::snapshot::Snapshot;
use crate::text::{LastToken, ProcedureText, QueryHints, TextQuery, fold, is_whole_synonym};
use nearsite_domain::{Catalog, Contrast, Laterality, Modality, Procedure, ProcedureNo};

/// Most procedures in a result.
const MOST_MATCHES: usize = 50;

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

/// Result of the finder: one procedure, none, or several and a question.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ProcedureMatches {
    /// Procedures that match the words, best first. Exactly one if no question is open.
    pub matches: Vec<ProcedureNo>,
    /// Question about the first attribute in which they differ.
    pub needs_choice: Option<OpenQuestion>,
}

impl Snapshot {
    /// Finds the examination that plain words, a synonym or a code describe.
    ///
    /// # Errors
    /// When the text index fails.
    pub fn find_procedures(&self, query: &TextQuery) -> Result<ProcedureMatches, SearchError> {
        let failed = |error: tantivy::TantivyError| SearchError::Text(error.to_string());
        ProcedureFinder::of(self).find(query).map_err(failed)
    }
}

/// Catalog and text index. A result depends on nothing else.
#[derive(Clone, Copy)]
pub(crate) struct ProcedureFinder<'a> {
    pub(crate) catalog: &'a Catalog,
    pub(crate) text: &'a ProcedureText,
}

impl<'a> ProcedureFinder<'a> {
    /// Returns the finder of a snapshot.
    pub(super) fn of(snapshot: &'a Snapshot) -> Self {
        Self {
            catalog: snapshot.catalog(),
            text: snapshot.procedure_text(),
        }
    }

    /// Returns the examination that a query describes, or the open question.
    ///
    /// # Errors
    /// When the text index fails.
    pub(crate) fn find(self, query: &TextQuery) -> tantivy::Result<ProcedureMatches> {
        if let Some(code) = self.code_in(query) {
            return Ok(ProcedureMatches {
                matches: vec![code],
                needs_choice: None,
            });
        }
        let hints = QueryHints::of(query);
        let mut found = self.text.matches(&hints.words, LastToken::Prefix)?;
        found.retain(|&(number, _)| is_current(self.catalog.get(number)));
        if found
            .iter()
            .any(|&(_, relevance)| is_whole_synonym(relevance))
        {
            found.retain(|&(_, relevance)| is_whole_synonym(relevance));
        }
        let mut matches: Vec<ProcedureNo> = found.into_iter().map(|(number, _)| number).collect();
        narrow(&mut matches, |number| {
            hints
                .contrast
                .is_none_or(|asked| fits_contrast(self.catalog.get(number), asked))
        });
        narrow(&mut matches, |number| {
            hints
                .laterality
                .is_none_or(|asked| fits_side(self.catalog.get(number), asked))
        });
        let needs_choice = self.open_question(&matches);
        matches.truncate(MOST_MATCHES);
        Ok(ProcedureMatches {
            matches,
            needs_choice,
        })
    }

    /// Finds the code that the query consists of, retired or not.
    fn code_in(self, query: &TextQuery) -> Option<ProcedureNo> {
        match query.words() {
            [word] => self.catalog.find(&word.squeezed.to_ascii_uppercase()),
            _ => None,
        }
    }

    fn open_question(self, matches: &[ProcedureNo]) -> Option<OpenQuestion> {
        let get = |number: ProcedureNo| self.catalog.get(number);
        let group_label = |number: ProcedureNo| before_contrast(&get(number).name).to_owned();
        let by_modality = |number| {
            (
                get(number).modality.as_str().to_owned(),
                modality_label(get(number).modality).to_owned(),
            )
        };
        let by_group = |number| (get(number).group.clone(), group_label(number));
        let by_contrast = |number| {
            (
                get(number).contrast.as_str().to_owned(),
                contrast_label(get(number).contrast).to_owned(),
            )
        };
        let by_side = |number| {
            (
                get(number).laterality.as_str().to_owned(),
                side_label(get(number).laterality).to_owned(),
            )
        };
        let by_code = |number| (get(number).code.to_string(), get(number).name.clone());
        split(QuestionSubject::Modality, matches, by_modality)
            .or_else(|| split(QuestionSubject::Region, matches, by_group))
            .or_else(|| split(QuestionSubject::Contrast, matches, by_contrast))
            .or_else(|| split(QuestionSubject::Side, matches, by_side))
            .or_else(|| split(QuestionSubject::Variant, matches, by_code))
    }
}

/// True if the code may be offered for words: it is in use, and not hospital-specific.
pub(super) fn is_current(procedure: &Procedure) -> bool {
    procedure.valid_to.is_none() && procedure.same_as.is_none()
}

/// Keeps the matches that fit. If none fits, the hint is ignored.
fn narrow(matches: &mut Vec<ProcedureNo>, fits: impl Fn(ProcedureNo) -> bool) {
    if matches.iter().any(|&number| fits(number)) {
        matches.retain(|&number| fits(number));
    }
}

fn fits_contrast(procedure: &Procedure, asked: Contrast) -> bool {
    procedure.contrast == asked || procedure.contrast == Contrast::Varies
}

fn fits_side(procedure: &Procedure, asked: Laterality) -> bool {
    procedure.laterality == asked
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
