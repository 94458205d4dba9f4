//! Steps of the search that read the box: the exam, and the place from which distances start. The
//! place is checked before any question about the exam.

use super::member_queries::MemberQueries;
use super::one_box::{NumberFacts, OneBox, is_zip, numbers_in_doubt};
use super::results::ExamMatches;
use super::search_steps::{ErrorPosition, FormError, SearchSteps, Stage, fault_of};
use crate::pages::language::Language;
use nearsite_index::places::Place;
use std::collections::HashMap;

/// Place from which distances start.
#[derive(Debug)]
pub(super) struct StartPlace {
    /// Town and state, as in "Austin, TX".
    pub(super) town: String,
    /// True if the town was typed, not its ZIP code.
    pub(super) is_by_town: bool,
}

/// "Austin, TX".
pub(super) fn town_name(place: &Place) -> String {
    format!("{}, {}", place.city, place.state)
}

impl SearchSteps {
    /// Reads the box, asking the catalog and the ZIP table about numbers that may be a code or a ZIP
    /// code. Returns the exam of a number that is a code.
    pub(super) async fn read_box(
        &mut self,
        queries: &MemberQueries<'_>,
    ) -> Result<Option<ExamMatches>, FormError> {
        if !self.input.town.is_empty() {
            self.input.typed = joined(&self.input.typed, &self.input.town);
            self.input.zip.clear();
        }
        let mut facts = HashMap::new();
        let mut codes = HashMap::new();
        for number in numbers_in_doubt(&self.input.typed) {
            let exams = queries.exams(&number).await.map_err(fault_of)?;
            let places = queries.places(number.clone()).await.map_err(fault_of)?;
            let mut known = exams.exams.iter().map(|exam| exam.code.as_str());
            let of_number = NumberFacts {
                is_code: known.any(|code| code == number),
                is_zip: !places.places.is_empty(),
            };
            facts.insert(number.clone(), of_number);
            codes.insert(number, exams);
        }
        let known = |number: &str| facts.get(number).copied().unwrap_or_default();
        let OneBox { exam, zip } = OneBox::parse(&self.input.typed, known);
        let is_code = known(&exam).is_code;
        let found = is_code.then(|| codes.remove(&exam)).flatten();
        self.exam = exam;
        self.zip = if zip.is_empty() {
            self.input.zip.clone()
        } else {
            zip
        };
        Ok(found)
    }

    /// Checks the form of what the box contains.
    pub(super) fn check_box(&self) -> Result<(), FormError> {
        if self.exam.is_empty() {
            return Err(FormError::At(ErrorPosition::Typed, "find.fault.box.empty"));
        }
        if !self.exam.chars().any(char::is_alphanumeric) {
            return Err(FormError::At(
                ErrorPosition::Typed,
                "find.fault.box.unreadable",
            ));
        }
        if !self.zip.is_empty() && !is_zip(&self.zip) && !has_letter(&self.zip) {
            return Err(FormError::At(ErrorPosition::Zip, "find.fault.zip.form"));
        }
        Ok(())
    }

    /// Finds the place by its ZIP code or town. Returns the towns among which the member must
    /// choose, or none.
    pub(super) async fn find_place(
        &mut self,
        queries: &MemberQueries<'_>,
    ) -> Result<Vec<Place>, FormError> {
        let mut places = self.cut_place(queries).await?;
        if places.is_empty() && self.is_code_for_zip(queries).await? {
            self.exam.clone_from(&self.input.typed);
            self.zip.clear();
            places = self.cut_place(queries).await?;
        }
        if !self.zip.is_empty() && places.is_empty() {
            let key = if is_zip(&self.zip) {
                "find.fault.zip.unknown"
            } else {
                "find.fault.zip.town"
            };
            return Err(FormError::At(ErrorPosition::Zip, key));
        }
        if self.exam.is_empty() {
            return Err(FormError::At(ErrorPosition::Typed, "find.fault.box.empty"));
        }
        if let [place] = places.as_slice() {
            self.start_at(place, !is_zip(&self.zip));
        }
        self.add_more_words();
        places.retain(|_| self.start.is_none());
        Ok(places)
    }

    /// Cuts the place from the exam and returns the candidates. With a ZIP code, its place or none.
    async fn cut_place(&mut self, queries: &MemberQueries<'_>) -> Result<Vec<Place>, FormError> {
        if self.zip.is_empty() && !has_letter(&self.exam) {
            return Ok(Vec::new());
        }
        let text = joined(&self.exam, &self.zip);
        let found = queries.places(text).await.map_err(fault_of)?;
        let is_by_town = !is_zip(&self.zip);
        let mut places = found.places;
        places.retain(|place| is_by_town || self.zip.starts_with(&place.zip.to_string()));
        if !places.is_empty() {
            self.exam = found.rest;
        }
        Ok(places)
    }

    /// True if the box has words and at its end a number that is no ZIP code, but a code, as in
    /// "Austin, Texas 73721".
    async fn is_code_for_zip(&self, queries: &MemberQueries<'_>) -> Result<bool, FormError> {
        let is_at_end = !self.zip.is_empty() && self.input.typed.ends_with(&self.zip);
        if !is_at_end || self.zip.len() != 5 || !has_letter(&self.exam) {
            return Ok(false);
        }
        let known = queries.exams(&self.zip).await.map_err(fault_of)?;
        Ok(known
            .exams
            .iter()
            .any(|exam| exam.code.as_str() == self.zip))
    }

    fn start_at(&mut self, place: &Place, is_by_town: bool) {
        if is_by_town {
            self.zip = place.zip.to_string();
        }
        self.start = Some(StartPlace {
            town: town_name(place),
            is_by_town,
        });
    }

    /// Adds the further words to the exam, and writes into the box what was understood.
    fn add_more_words(&mut self) {
        if !self.input.more.is_empty() {
            self.exam = format!("{} {}", self.exam, self.input.more);
        }
        let start = match &self.start {
            Some(start) if start.is_by_town => &start.town,
            _ => &self.zip,
        };
        self.input.typed = joined(&self.exam, start);
        if self.input.codes_for != self.exam {
            self.input.codes.clear();
        }
    }

    /// Stage that shows the field of the place: the question about it, if that was sent.
    pub(super) fn stage_of_place(&self) -> Stage {
        if self.input.asked == "zip" {
            Stage::Zip
        } else {
            Stage::Start
        }
    }

    /// The place from which distances start, in words.
    pub(super) fn start_words(&self, language: Language) -> String {
        match &self.start {
            Some(start) if start.is_by_town => {
                language.fill("find.start.town", &[("town", &start.town)])
            }
            _ => {
                let zip: String = self.zip.chars().take(5).collect();
                language.fill("find.start.zip", &[("zip", &zip)])
            }
        }
    }
}

/// Exam and place as one text.
fn joined(exam: &str, place: &str) -> String {
    match (exam, place) {
        (exam, "") => exam.to_owned(),
        ("", place) => place.to_owned(),
        (exam, place) => format!("{exam}, {place}"),
    }
}

fn has_letter(text: &str) -> bool {
    text.chars().any(char::is_alphabetic)
}
