//! Days, amounts, scores and public names: what is read prints, and reads back as the same.

use super::text_of;
use nearsite_domain::{
    AnswerNumber, AnswerWord, Audience, BodyRegion, Cents, Day, Evidence, MeasureId, Modality,
    NetworkId, Npi, PlaceOfService, PlanId, ProcedureCode, RegistrationId, ScoreTenths, Tin,
    ZipCode,
};
use std::fmt::{Debug, Display};
use std::str::FromStr;

/// Most characters of any public name.
const LONGEST_NAME: usize = 64;

/// A calendar day.
///
/// # Panics
/// When a day does not read back.
pub fn day(bytes: &[u8]) {
    let Some(Ok(day)) = text_of(bytes).map(str::parse::<Day>) else {
        return;
    };
    assert_eq!(
        day.to_string().as_bytes(),
        bytes,
        "a day has one spelling alone"
    );
    assert_eq!(Day::from_days_since_epoch(day.days_since_epoch()), Ok(day));
}

/// An amount of dollars.
///
/// # Panics
/// When an amount is out of range or does not read back.
pub fn amount(bytes: &[u8]) {
    let Some(Ok(amount)) = text_of(bytes).map(Cents::parse) else {
        return;
    };
    assert!((Cents(1)..=Cents::MAX).contains(&amount));
    // An amount just below the placeholders may round up into one, and then is none when it is
    // written again.
    let again = Cents::parse(&amount.to_string());
    assert!(again == Ok(amount) || amount.to_string().starts_with("9999999"));
    let middle = amount.midpoint(Cents::MAX);
    assert!((amount..=Cents::MAX).contains(&middle));
}

/// Reads scores: one alone, and a pair split by a space as the two parts of a total.
///
/// # Panics
/// If a score is out of range, does not read back, or a total is outside its parts.
pub fn score(bytes: &[u8]) {
    let Some(text) = text_of(bytes) else {
        return;
    };
    if let Ok(score) = ScoreTenths::parse(text) {
        assert!(score.tenths() <= 1000);
        assert_eq!(ScoreTenths::parse(&score.to_string()), Ok(score));
        assert_eq!(ScoreTenths::from_parts(text, text), Ok(score));
    }
    let Some((site, modality)) = text.split_once(' ') else {
        return;
    };
    if let Ok(total) = ScoreTenths::from_parts(site, modality) {
        let parts = [site, modality]
            .map(|part| ScoreTenths::parse(part).expect("a total needs two valid scores"));
        assert!(total >= parts[0].min(parts[1]) && total <= parts[0].max(parts[1]));
    }
}

/// Public names and closed vocabularies.
///
/// # Panics
/// When a name does not read back, is too long, or two spellings of a ZIP code differ.
pub fn identifier(bytes: &[u8]) {
    let Some(text) = text_of(bytes) else {
        return;
    };
    reads_as_written::<RegistrationId>(text);
    reads_as_written::<NetworkId>(text);
    reads_as_written::<PlanId>(text);
    reads_as_written::<ProcedureCode>(text);
    reads_as_written::<MeasureId>(text);
    reads_as_written::<AnswerWord>(text);
    if let Ok(number) = text.parse::<AnswerNumber>() {
        assert_eq!(number.to_string().parse(), Ok(number));
    }
    reads_as_written::<Tin>(text);
    reads_as_written::<Npi>(text);
    reads_as_written::<PlaceOfService>(text);
    reads_as_written::<Modality>(text);
    reads_as_written::<BodyRegion>(text);
    reads_as_written::<Evidence>(text);
    reads_as_written::<Audience>(text);
    if let Ok(npi) = Npi::new(text) {
        assert_eq!(Npi::from_stored(npi.as_u64()), npi);
    }
    if let Ok(zip) = ZipCode::new(text) {
        assert!(text.starts_with(&zip.to_string()));
        assert_eq!(ZipCode::new(&zip.to_string()), Ok(zip));
        assert_eq!(ZipCode::from_stored(zip.as_u32()), zip);
    }
}

/// A name is the text itself: nothing is trimmed, folded or cut on the way.
fn reads_as_written<T: FromStr<Err: Debug> + Display + PartialEq + Debug>(text: &str) {
    if let Ok(name) = text.parse::<T>() {
        assert_eq!(name.to_string(), text);
        assert!(text.chars().count() <= LONGEST_NAME && !text.contains(char::is_control));
    }
}
