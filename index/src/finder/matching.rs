//! Words to exams. An exam that has more of the words is a better match.
//!
//! A kind of scan that was typed is decisive. A part of the body that was typed is never passed
//! over: if the best exams do not have it, the best of those that do are matches too.

use super::find::{ProcedureFinder, is_current};
use crate::text::{BODY_PARTS, ExamWord, QUALIFIERS, VESSEL_WORDS, modality_of};
use nearsite_domain::{BodyRegion, Contrast, Modality, ProcedureNo};
use std::collections::BTreeSet;

/// Weight of a part of the body, and of any other word, in the order itself.
const BODY_PART: u32 = 8;
const OTHER_WORD: u32 = 6;
/// A word of the reason for the order weighs as many times less.
const REASON_DIVISOR: u32 = 4;

/// A word of the query and the exams that may be meant by it.
struct WordMatches<'a> {
    word: &'a ExamWord,
    exams: BTreeSet<ProcedureNo>,
    weight: u32,
}

/// Matches of the words of a query.
pub(super) struct Matching<'a> {
    finder: ProcedureFinder<'a>,
    words: Vec<WordMatches<'a>>,
    texts: BTreeSet<&'a str>,
    modalities: BTreeSet<Modality>,
}

impl<'a> Matching<'a> {
    /// Looks up each word.
    pub(super) fn new(finder: ProcedureFinder<'a>, words: &'a [ExamWord]) -> Self {
        let texts: BTreeSet<&str> = words.iter().map(|word| word.text.as_str()).collect();
        let mut matching = Self {
            finder,
            words: Vec::new(),
            modalities: modalities(&texts),
            texts,
        };
        matching.words = words
            .iter()
            .map(|word| WordMatches {
                word,
                exams: matching.exams_of(word),
                weight: weight(word),
            })
            .collect();
        matching
    }

    /// Returns the exams that the words describe, best first.
    pub(super) fn best(&self) -> Vec<ProcedureNo> {
        let all: BTreeSet<ProcedureNo> = self
            .words
            .iter()
            .flat_map(|word| &word.exams)
            .copied()
            .collect();
        let mut best = self.best_among(all.iter().copied());
        for word in &self.words {
            let is_open = is_body_part(word.word) && !word.exams.is_empty();
            if is_open && !best.iter().any(|number| word.exams.contains(number)) {
                best.extend(self.best_among(word.exams.iter().copied()));
            }
        }
        for word in &self.words {
            if QUALIFIERS.contains(&word.word.text.as_str()) {
                best.extend(self.qualified(word, &best));
            }
        }
        self.without_unasked_angiograms(&all, best)
    }

    /// Returns the exams of the same or any region that have a qualifying word which the best exams
    /// lack.
    fn qualified(&self, word: &WordMatches, best: &[ProcedureNo]) -> Vec<ProcedureNo> {
        if word.word.is_reason || best.iter().any(|number| word.exams.contains(number)) {
            return Vec::new();
        }
        let regions = |number: ProcedureNo| &self.finder.catalog.get(number).regions;
        let is_near = |&number: &ProcedureNo| {
            let own = regions(number);
            own.is_empty() || best.iter().any(|&other| regions(other) == own)
        };
        self.best_among(word.exams.iter().copied().filter(is_near))
    }

    /// Adds what else may be meant if a single exam must not be settled on: an exam that is only
    /// added to another, or one without a part of the body that was typed.
    pub(super) fn not_alone(&self, only: ProcedureNo) -> Vec<ProcedureNo> {
        let name = |number: ProcedureNo| self.finder.catalog.get(number).name.as_str();
        let is_added = |number: ProcedureNo| name(number).contains("(added to");
        let mut matches = vec![only];
        if is_added(only) {
            let exams = self
                .words
                .iter()
                .flat_map(|word| word.exams.iter().copied());
            matches.extend(self.best_among(exams.filter(|&number| !is_added(number))));
        }
        for word in self.words.iter().filter(|word| is_body_part(word.word)) {
            if word.exams.is_empty() {
                matches.extend(self.current_with(&word.word.text));
            }
        }
        let mut seen = BTreeSet::new();
        matches.retain(|&number| seen.insert(number));
        matches
    }

    /// Returns the best exams of another reading that have a part of the body that was typed.
    pub(super) fn others(&self, fits: impl Fn(ProcedureNo) -> bool) -> Vec<ProcedureNo> {
        let parts = self.words.iter().filter(|word| is_body_part(word.word));
        let exams: BTreeSet<ProcedureNo> = parts.flat_map(|word| &word.exams).copied().collect();
        self.best_among(exams.into_iter().filter(|&number| fits(number)))
    }

    /// Positions of the typed words that some of the matches have.
    pub(super) fn used_by(&self, matches: &[ProcedureNo]) -> impl Iterator<Item = usize> {
        self.words
            .iter()
            .filter(|word| matches.iter().any(|number| word.exams.contains(number)))
            .flat_map(|word| word.word.words.iter().copied())
    }

    /// True if the exam contradicts the words: another kind of scan, or none of a part of the body.
    pub(super) fn contradicts(&self, number: ProcedureNo) -> bool {
        let modality = self.finder.catalog.get(number).modality;
        let is_other_kind = !self.modalities.is_empty() && !self.modalities.contains(&modality);
        let lacks = |word: &WordMatches| {
            is_body_part(word.word)
                && !self.finder.exams.with_word(&word.word.text).is_empty()
                && !self.finder.exams.has_word(number, &word.word.text)
        };
        is_other_kind || self.words.iter().any(lacks)
    }

    fn best_among(&self, exams: impl Iterator<Item = ProcedureNo>) -> Vec<ProcedureNo> {
        let rank = |number: ProcedureNo| {
            let has = |word: &&WordMatches| word.exams.contains(&number);
            let weights = self.words.iter().filter(has).map(|word| word.weight);
            let synonym = self.finder.exams.synonym_among(number, &self.texts);
            (weights.sum::<u32>(), synonym)
        };
        let mut ranked: Vec<((u32, usize), ProcedureNo)> =
            exams.map(|number| (rank(number), number)).collect();
        let best = ranked.iter().map(|(rank, _)| *rank).max();
        ranked.retain(|(rank, _)| Some(*rank) == best);
        ranked
            .into_iter()
            .map(|(_, number)| number)
            .collect::<BTreeSet<_>>()
            .into_iter()
            .collect()
    }

    /// Exams that may be meant by a word: those that have it, or for a part of the body that no
    /// exam of this kind has, those of its region.
    fn exams_of(&self, word: &ExamWord) -> BTreeSet<ProcedureNo> {
        let is_kind = |number: &ProcedureNo| {
            let modality = self.finder.catalog.get(*number).modality;
            self.modalities.is_empty() || self.modalities.contains(&modality)
        };
        let exams: BTreeSet<_> = self.current_with(&word.text).filter(is_kind).collect();
        if !exams.is_empty() || !is_body_part(word) {
            return exams;
        }
        let Some(regions) = self.common_regions(&word.text) else {
            return exams;
        };
        let has_regions = |number: &ProcedureNo| {
            let of_exam = &self.finder.catalog.get(*number).regions;
            regions.iter().all(|region| of_exam.contains(region))
        };
        self.finder
            .current()
            .filter(is_kind)
            .filter(has_regions)
            .collect()
    }

    fn current_with(&self, word: &str) -> impl Iterator<Item = ProcedureNo> {
        let numbers = self.finder.exams.with_word(word).iter().copied();
        numbers.filter(|&number| is_current(self.finder.catalog.get(number)))
    }

    /// Regions that all exams with a word need.
    fn common_regions(&self, word: &str) -> Option<Vec<BodyRegion>> {
        let of_exam = |number: ProcedureNo| &self.finder.catalog.get(number).regions;
        let mut exams = self
            .current_with(word)
            .filter(|&number| !of_exam(number).is_empty());
        let mut common = of_exam(exams.next()?).clone();
        for number in exams {
            common.retain(|region| of_exam(number).contains(region));
        }
        (!common.is_empty()).then_some(common)
    }

    /// An angiogram has the words of the part of the body too. It is meant only if a word names
    /// vessels.
    fn without_unasked_angiograms(
        &self,
        all: &BTreeSet<ProcedureNo>,
        mut best: Vec<ProcedureNo>,
    ) -> Vec<ProcedureNo> {
        let is_asked = VESSEL_WORDS.iter().any(|word| self.texts.contains(word));
        let is_angiogram = |number: ProcedureNo| {
            self.finder.exams.has_word(number, "angiogram")
                || self.finder.catalog.get(number).contrast == Contrast::Angiography
        };
        if is_asked || !best.iter().any(|&number| is_angiogram(number)) {
            return unique(best);
        }
        let others = || all.iter().copied().filter(|&number| !is_angiogram(number));
        if best.iter().all(|&number| is_angiogram(number)) {
            best.extend(self.best_among(others()));
        } else {
            best.retain(|&number| !is_angiogram(number));
        }
        unique(best)
    }
}

fn unique(mut numbers: Vec<ProcedureNo>) -> Vec<ProcedureNo> {
    let mut seen = BTreeSet::new();
    numbers.retain(|&number| seen.insert(number));
    numbers
}

fn is_body_part(word: &ExamWord) -> bool {
    !word.is_reason && BODY_PARTS.contains(&word.text.as_str())
}

fn weight(word: &ExamWord) -> u32 {
    let weight = if BODY_PARTS.contains(&word.text.as_str()) {
        BODY_PART
    } else {
        OTHER_WORD
    };
    if word.is_reason {
        weight / REASON_DIVISOR
    } else {
        weight
    }
}

/// Kinds of scan that the words name. Ultrasound of the heart is echocardiography, and an X-ray of
/// the breast may be a mammogram.
fn modalities(texts: &BTreeSet<&str>) -> BTreeSet<Modality> {
    let mut named: BTreeSet<Modality> = texts.iter().filter_map(|text| modality_of(text)).collect();
    if named.contains(&Modality::Ultrasound) && texts.contains("heart") {
        named.insert(Modality::Echo);
    }
    if named.contains(&Modality::Xray) && texts.contains("breast") {
        named.insert(Modality::Mammography);
    }
    named
}
