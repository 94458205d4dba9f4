//! Answers to the measures of a score card, as a registration states them.
//!
//! An answer is a coded word or a number. Yes and no are words like any other. The score card of
//! the engine decides what a measure asks and how many points an answer gives.

use super::date::Day;
use super::ids::{AnswerWord, MeasureId};
use serde::de::{Deserializer, Error, MapAccess, Visitor};
use serde::ser::{SerializeMap, Serializer};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// The key of the date among the measures of an assessment.
const ASSESSED_ON: &str = "assessed_on";

/// A number from 0 to 1,000,000 in exact thousandths.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct AnswerNumber(u32);

/// Error for a text or number that is not a valid numeric answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("must be a plain number from 0 to 1000000 with at most 3 decimals")]
pub struct InvalidNumber;

impl AnswerNumber {
    /// Zero.
    pub const ZERO: Self = Self(0);
    const MAX: u32 = 1_000_000_000;

    /// Creates a number from thousandths.
    ///
    /// # Errors
    /// When the number is above a million.
    pub fn from_thousandths(thousandths: u32) -> Result<Self, InvalidNumber> {
        if thousandths <= Self::MAX {
            Ok(Self(thousandths))
        } else {
            Err(InvalidNumber)
        }
    }

    /// The number of thousandths.
    pub const fn thousandths(self) -> u32 {
        self.0
    }
}

impl FromStr for AnswerNumber {
    type Err = InvalidNumber;

    /// Reads a plain decimal.
    fn from_str(text: &str) -> Result<Self, InvalidNumber> {
        let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
        let digits = |part: &str, most: usize| {
            let is_number =
                (1..=most).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
            is_number.then(|| part.parse::<u32>().ok()).flatten()
        };
        let whole = digits(whole, 7).ok_or(InvalidNumber)?;
        let padded = format!("{fraction:0<3}");
        let fraction = digits(&padded, 3)
            .filter(|_| !fraction.is_empty())
            .ok_or(InvalidNumber)?;
        whole
            .checked_mul(1000)
            .and_then(|whole| whole.checked_add(fraction))
            .ok_or(InvalidNumber)
            .and_then(Self::from_thousandths)
    }
}

impl fmt::Display for AnswerNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0 / 1000)?;
        let fraction = format!("{:03}", self.0 % 1000);
        match fraction.trim_end_matches('0') {
            "" => Ok(()),
            shown => write!(f, ".{shown}"),
        }
    }
}

impl Serialize for AnswerNumber {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.0.is_multiple_of(1000) {
            serializer.serialize_u64(u64::from(self.0 / 1000))
        } else {
            serializer.serialize_f64(f64::from(self.0) / 1000.0)
        }
    }
}

impl<'de> Deserialize<'de> for AnswerNumber {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match Answer::deserialize(deserializer)? {
            Answer::Number(number) => Ok(number),
            Answer::Word(_) => Err(D::Error::custom(InvalidNumber)),
        }
    }
}

/// One answer.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Answer {
    /// A coded word. `yes` and `no` mean true and false.
    Word(AnswerWord),
    /// A number.
    Number(AnswerNumber),
}

impl fmt::Display for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Word(word) => word.fmt(f),
            Self::Number(number) => number.fmt(f),
        }
    }
}

impl Serialize for Answer {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Word(word) => serializer.serialize_str(word.as_str()),
            Self::Number(number) => number.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for Answer {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(AnswerVisitor)
    }
}

struct AnswerVisitor;

impl Visitor<'_> for AnswerVisitor {
    type Value = Answer;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a coded word, or a number from 0 to 1000000 with at most 3 decimals")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Answer, E> {
        AnswerWord::new(text).map(Answer::Word).map_err(E::custom)
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Answer, E> {
        u64::try_from(number)
            .or(Err(E::custom(InvalidNumber)))
            .and_then(|number| self.visit_u64(number))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Answer, E> {
        let thousandths = number.checked_mul(1000).and_then(|n| u32::try_from(n).ok());
        thousandths
            .ok_or(InvalidNumber)
            .and_then(AnswerNumber::from_thousandths)
            .map(Answer::Number)
            .map_err(E::custom)
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Answer, E> {
        // The nearest decimal of at most three places, if the number is the one nearest to it.
        let thousandths = (number * 1000.0).round();
        let is_exact = (0.0..=f64::from(AnswerNumber::MAX)).contains(&thousandths)
            && (thousandths / 1000.0).to_bits() == (number + 0.0).to_bits();
        if !is_exact {
            return Err(E::custom(InvalidNumber));
        }
        Ok(Answer::Number(AnswerNumber(thousandths as u32)))
    }
}

/// The answers of one site or of one of its services, and when they were given.
///
/// Written as one object: each measure with its answer, and `assessed_on`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Assessment {
    /// Date of the answers, if stated.
    pub assessed_on: Option<Day>,
    /// In the order of the measures' ids, each once.
    answers: Vec<(MeasureId, Answer)>,
}

impl Assessment {
    /// True if nothing is stated.
    pub fn is_empty(&self) -> bool {
        self.assessed_on.is_none() && self.answers.is_empty()
    }

    /// The answer to a measure.
    pub fn answer(&self, measure: &MeasureId) -> Option<&Answer> {
        let position = self.position(measure).ok()?;
        self.answers.get(position).map(|(_, answer)| answer)
    }

    /// Every measure with its answer, in the order of their ids.
    pub fn answers(&self) -> impl ExactSizeIterator<Item = (&MeasureId, &Answer)> {
        self.answers
            .iter()
            .map(|(measure, answer)| (measure, answer))
    }

    /// Answers a measure, in place of an answer it may have.
    pub fn set(&mut self, measure: MeasureId, answer: Answer) {
        match self.position(&measure) {
            Ok(position) => self.answers[position].1 = answer,
            Err(position) => self.answers.insert(position, (measure, answer)),
        }
    }

    fn position(&self, measure: &MeasureId) -> Result<usize, usize> {
        self.answers.binary_search_by(|(id, _)| id.cmp(measure))
    }
}

impl Serialize for Assessment {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        if let Some(day) = &self.assessed_on {
            map.serialize_entry(ASSESSED_ON, day)?;
        }
        for (measure, answer) in &self.answers {
            map.serialize_entry(measure.as_str(), answer)?;
        }
        map.end()
    }
}

impl<'de> Deserialize<'de> for Assessment {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(AssessmentVisitor)
    }
}

struct AssessmentVisitor;

impl<'de> Visitor<'de> for AssessmentVisitor {
    type Value = Assessment;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object of measures and answers")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Assessment, A::Error> {
        let mut assessment = Assessment::default();
        while let Some(key) = map.next_key::<String>()? {
            if key == ASSESSED_ON {
                assessment.assessed_on = Some(map.next_value()?);
            } else {
                let measure = MeasureId::new(&key).map_err(A::Error::custom)?;
                assessment.set(measure, map.next_value()?);
            }
        }
        Ok(assessment)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_plain_decimals_of_at_most_three_places() {
        let read = |text: &str| text.parse().map(AnswerNumber::thousandths);
        for (text, thousandths) in [
            ("0", 0),
            ("64", 64_000),
            ("1.5", 1500),
            ("0.001", 1),
            ("1000000", 1_000_000_000),
            ("87.500", 87_500),
        ] {
            assert_eq!(read(text), Ok(thousandths), "{text}");
        }
        for text in [
            "",
            ".",
            "1.",
            ".5",
            "-1",
            "+1",
            "1e3",
            " 1",
            "0.0001",
            "1000000.001",
            "99999999",
            "x",
            "1.x",
        ] {
            assert_eq!(read(text), Err(InvalidNumber), "{text}");
        }
    }

    #[test]
    fn an_assessment_reads_back_as_it_was_written() {
        let json = r#"{"assessed_on":"2026-03-01","a":"yes","b":64,"c":0.125,"d":999999.999}"#;
        let assessment: Assessment = serde_json::from_str(json).expect("an assessment");
        assert_eq!(serde_json::to_string(&assessment).expect("JSON"), json);
        assert_eq!(
            assessment
                .answers()
                .map(|(_, answer)| answer.to_string())
                .collect::<Vec<_>>(),
            ["yes", "64", "0.125", "999999.999"]
        );
        for bad in [
            r#"{"a":-1}"#,
            r#"{"a":1000001}"#,
            r#"{"a":0.0001}"#,
            r#"{"a":"Yes"}"#,
            r#"{"a":null}"#,
            r#"{"A":"yes"}"#,
            r#"{"a":"accredited"}"#,
        ] {
            assert!(serde_json::from_str::<Assessment>(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn answers_stand_in_the_order_of_their_measures_whatever_order_they_came_in() {
        let read = |json: &str| serde_json::from_str::<Assessment>(json).expect("an assessment");
        assert_eq!(read(r#"{"b":1,"a":"no"}"#), read(r#"{"a":"no","b":1}"#));
        assert!(read("{}").is_empty());
    }
}
