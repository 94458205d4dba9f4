//! A text as read: the words that find the exam, and what the text says about it.

use super::contrast::AskedContrast;
use super::hint::Hint;
use super::views::ViewRange;
use nearsite_domain::{Laterality, ProcedureNo};

/// A word that may find an exam.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ExamWord {
    /// The word, in the vocabulary of the catalog.
    pub(crate) text: String,
    /// Positions of the typed words it comes from.
    pub(crate) words: Vec<usize>,
    /// True if it is from the reason for the order, which decides only between equals.
    pub(crate) is_reason: bool,
}

/// A text as read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Reading {
    /// Codes of the catalog, retired ones too, in the order typed.
    pub(crate) codes: Vec<Hint<ProcedureNo>>,
    /// Words that may find the exam.
    pub(crate) words: Vec<ExamWord>,
    pub(crate) contrast: Option<Hint<AskedContrast>>,
    pub(crate) side: Option<Hint<Laterality>>,
    pub(crate) views: Option<Hint<ViewRange>>,
}
