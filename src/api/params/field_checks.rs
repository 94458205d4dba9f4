//! Collects the errors of a body. Every check continues after an error, so that a client learns of
//! all of them at once.

use super::number::{Number, Range};
use crate::error::{ApiError, FieldError, Slug};
use nearsite_domain::{InvalidId, UnknownWord, Weight};
use std::borrow::Cow;
use std::str::FromStr;

/// Faults found so far.
#[derive(Debug, Default)]
pub struct FieldChecks {
    faults: Vec<FieldError>,
}

impl FieldChecks {
    /// Records a fault.
    pub fn fault(
        &mut self,
        pointer: impl Into<Cow<'static, str>>,
        message: impl Into<Cow<'static, str>>,
    ) {
        self.faults.push(FieldError::invalid(pointer, message));
    }

    /// Records a fault of a kind with its own slug.
    pub fn fault_of_kind(
        &mut self,
        slug: Slug,
        pointer: &'static str,
        message: impl Into<Cow<'static, str>>,
    ) {
        self.faults.push(FieldError {
            pointer: pointer.into(),
            message: message.into(),
            slug,
        });
    }

    /// Reads a public name. A name of another shape is unknown, so it gets this slug.
    pub fn name<T>(
        &mut self,
        slug: Slug,
        pointer: impl Into<Cow<'static, str>>,
        name: Result<T, InvalidId>,
    ) -> Option<T> {
        match name {
            Ok(name) => Some(name),
            Err(invalid) => {
                let message = Cow::from(format!("must be {}", invalid.rule));
                self.faults.push(FieldError {
                    pointer: pointer.into(),
                    message,
                    slug,
                });
                None
            }
        }
    }

    /// Reads a word of a closed vocabulary.
    pub fn word<T>(
        &mut self,
        pointer: impl Into<Cow<'static, str>>,
        word: Option<&str>,
    ) -> Option<T>
    where
        T: FromStr<Err = UnknownWord>,
    {
        word?
            .parse()
            .map_err(|unknown: UnknownWord| self.fault(pointer, one_of(&unknown)))
            .ok()
    }

    /// Reads a list of words of a closed vocabulary, at most 50.
    pub fn words<T>(
        &mut self,
        pointer: impl Into<Cow<'static, str>>,
        words: Option<&[String]>,
    ) -> Vec<T>
    where
        T: FromStr<Err = UnknownWord>,
    {
        let pointer = pointer.into();
        let Some(words) = self.list(pointer.clone(), words, 50) else {
            return Vec::new();
        };
        let mut read = Vec::with_capacity(words.len());
        for (position, word) in words.iter().enumerate() {
            match word.parse() {
                Ok(word) => read.push(word),
                Err(unknown) => self.fault(format!("{pointer}/{position}"), one_of(&unknown)),
            }
        }
        read
    }

    /// Reads a list of bounded length.
    pub fn list<'a>(
        &mut self,
        pointer: impl Into<Cow<'static, str>>,
        list: Option<&'a [String]>,
        most: usize,
    ) -> Option<&'a [String]> {
        let list = list?;
        if list.len() > most {
            self.fault(pointer, format!("must have at most {most} entries"));
            return None;
        }
        Some(list)
    }

    /// Reads a number within bounds, in units of its last decimal.
    pub fn number(
        &mut self,
        pointer: impl Into<Cow<'static, str>>,
        number: Option<Number>,
        range: &Range,
    ) -> Option<i64> {
        number?
            .within(range)
            .map_err(|rule| self.fault(pointer, rule))
            .ok()
    }

    /// Reads a measure with any decimals, from 0 to `most`.
    pub fn measure(
        &mut self,
        pointer: &'static str,
        number: Option<Number>,
        most: f64,
    ) -> Option<f64> {
        let value = number?.value();
        if (0.0..=most).contains(&value) {
            return Some(value);
        }
        self.fault(pointer, format!("must be from 0 to {most}"));
        None
    }

    /// Reads a weight.
    pub fn weight(&mut self, pointer: &'static str, number: Option<Number>) -> Option<Weight> {
        const RANGE: Range = Range {
            min: 0,
            max: Weight::MAX as i64,
            decimals: 0,
            rule: "must be a whole number from 0 to 1000",
        };
        let number = self.number(pointer, number, &RANGE)?;
        u16::try_from(number)
            .ok()
            .and_then(|number| Weight::try_from(number).ok())
    }

    /// Ends the checks.
    ///
    /// # Errors
    /// Every fault found.
    pub fn finish(self) -> Result<(), ApiError> {
        if self.faults.is_empty() {
            Ok(())
        } else {
            Err(ApiError::faults(self.faults))
        }
    }
}

fn one_of(unknown: &UnknownWord) -> String {
    format!("must be one of {}", unknown.words.replace(' ', ", "))
}
