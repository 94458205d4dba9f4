//! Search for a procedure by plain words, a synonym or a code.

use super::matching::Matching;
use super::narrow::Narrowed;
use super::question::{OpenQuestion, QuestionSubject};
use crate::snapshot::Snapshot;
use crate::text::{ExamIndex, ExamQuery, ProcedureText, Reading};
use nearsite_domain::{Catalog, Laterality, Procedure, ProcedureNo};
use std::collections::BTreeSet;

/// Most procedures in a result.
const MOST_MATCHES: usize = 50;

/// Result of the finder: one procedure, none, or several and a question.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ProcedureMatches {
    /// Procedures that match the words, best first. Exactly one if no question is open.
    pub matches: Vec<ProcedureNo>,
    /// Question about the first attribute in which they differ.
    pub needs_choice: Option<OpenQuestion>,
    /// Typed words that the matches follow from, in order.
    pub used_words: Vec<String>,
    /// All other typed words, in order.
    pub unused_words: Vec<String>,
}

impl Snapshot {
    /// Finds the examination that plain words, a synonym or a code describe.
    pub fn find_procedures(&self, query: &ExamQuery) -> ProcedureMatches {
        ProcedureFinder::of(self).find(query)
    }
}

/// Catalog and the indexes over its words. A result depends on nothing else.
#[derive(Clone, Copy)]
pub(crate) struct ProcedureFinder<'a> {
    pub(crate) catalog: &'a Catalog,
    pub(crate) text: &'a ProcedureText,
    pub(crate) exams: &'a ExamIndex,
}

/// Matches while they are narrowed, with the positions of the words that counted.
struct Finding {
    matches: Vec<ProcedureNo>,
    used: BTreeSet<usize>,
    /// Subject that the words contradict the matches in.
    in_doubt: Option<QuestionSubject>,
}

impl<'a> ProcedureFinder<'a> {
    /// Returns the finder of a snapshot.
    pub(super) fn of(snapshot: &'a Snapshot) -> Self {
        let text = snapshot.procedure_text();
        Self {
            catalog: snapshot.catalog(),
            text,
            exams: text.exams(),
        }
    }

    /// Returns the examination that a query describes, or the open question.
    pub(crate) fn find(self, query: &ExamQuery) -> ProcedureMatches {
        let reading = self.exams.read(query, self.catalog);
        let matching = Matching::new(self, &reading.words);
        let mut finding = if reading.codes.is_empty() {
            self.by_words(&reading, &matching)
        } else {
            self.by_code(&reading, &matching)
        };
        let needs_choice = self.open_question(&finding.matches, finding.in_doubt);
        finding.matches.truncate(MOST_MATCHES);
        let (used, unused): (Vec<_>, Vec<_>) = query
            .typed()
            .iter()
            .enumerate()
            .partition(|(position, _)| finding.used.contains(position));
        let words = |typed: Vec<(usize, &String)>| -> Vec<String> {
            typed.into_iter().map(|(_, word)| word.clone()).collect()
        };
        ProcedureMatches {
            matches: finding.matches,
            needs_choice,
            used_words: words(used),
            unused_words: words(unused),
        }
    }

    /// Procedures that may be offered for words.
    pub(super) fn current(self) -> impl Iterator<Item = ProcedureNo> {
        (0..self.catalog.procedures().len() as u32)
            .map(ProcedureNo)
            .filter(move |&number| is_current(self.catalog.get(number)))
    }

    fn by_words(self, reading: &Reading, matching: &Matching) -> Finding {
        let mut finding = Finding {
            matches: matching.best(),
            used: BTreeSet::new(),
            in_doubt: None,
        };
        self.narrow(reading, matching, &mut finding);
        if let (&[only], None) = (finding.matches.as_slice(), finding.in_doubt) {
            finding.matches = matching.not_alone(only);
        }
        finding.used.extend(matching.used_by(&finding.matches));
        finding
    }

    /// Returns the codes typed. If words contradict the only one, what they describe is open too.
    fn by_code(self, reading: &Reading, matching: &Matching) -> Finding {
        let mut finding = Finding {
            matches: Vec::new(),
            used: BTreeSet::new(),
            in_doubt: None,
        };
        for code in &reading.codes {
            finding.used.extend(&code.words);
            if !finding.matches.contains(&code.asked) {
                finding.matches.push(code.asked);
            }
        }
        let &[only] = finding.matches.as_slice() else {
            return finding;
        };
        if matching.contradicts(only) {
            let by_words = self.by_words(reading, matching);
            let others = by_words
                .matches
                .into_iter()
                .filter(|&number| number != only);
            finding.matches.extend(others);
            finding.used.extend(by_words.used);
        } else {
            finding.used.extend(matching.used_by(&[only]));
            self.narrow(reading, matching, &mut finding);
        }
        finding
    }

    /// Applies what the text says about contrast, side and number of views.
    fn narrow(self, reading: &Reading, matching: &Matching, finding: &mut Finding) {
        if finding.matches.is_empty() {
            return;
        }
        if let Some(contrast) = &reading.contrast {
            let narrowed = self.with_contrast(matching, &finding.matches, contrast.asked);
            finding.take(narrowed, QuestionSubject::Contrast, &contrast.words);
        }
        if finding.in_doubt.is_some() {
            return;
        }
        if let Some(side) = &reading.side {
            let has_side =
                |number: &ProcedureNo| self.catalog.get(*number).laterality != Laterality::None;
            let words = if finding.matches.iter().any(has_side) {
                side.words.as_slice()
            } else {
                &[]
            };
            let narrowed = self.with_side(matching, &finding.matches, side.asked);
            finding.take(narrowed, QuestionSubject::Side, words);
        }
        if let Some(views) = &reading.views
            && finding.in_doubt.is_none()
            && let Some(fitting) = self.with_views(&finding.matches, views.asked)
        {
            finding.matches = fitting;
            finding.used.extend(&views.words);
        }
    }
}

impl Finding {
    /// Takes the narrowed matches over. A single exam that is contradicted, without another
    /// reading, is no match.
    fn take(&mut self, narrowed: Narrowed, about: QuestionSubject, words: &[usize]) {
        match narrowed {
            Narrowed::Fitting(matches) => {
                self.matches = matches;
                self.used.extend(words);
            }
            Narrowed::Contradiction(all) if all.len() > self.matches.len() => {
                self.matches = all;
                self.used.extend(words);
                self.in_doubt = self.in_doubt.or(Some(about));
            }
            Narrowed::Contradiction(all) if all.len() > 1 => {
                self.in_doubt = self.in_doubt.or(Some(about));
            }
            Narrowed::Contradiction(_) => self.matches.clear(),
        }
    }
}

/// True if the code may be offered for words: it is in use, and not hospital-specific.
pub(super) fn is_current(procedure: &Procedure) -> bool {
    procedure.valid_to.is_none() && procedure.same_as.is_none()
}
