//! Score card profiles as files write them, and their validation.

use super::measure::{AnswerScale, Band, Measure, Points, WordPoints};
use super::profile::ScoreCardProfile;
use super::section::{ScorePart, Section};
use nearsite_domain::{AnswerNumber, AnswerWord, Day, MeasureId, Modality, Weight};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::collections::BTreeMap;

/// Sum of the weights of a part.
const WHOLE: u32 = 1000;
/// Most measures of a part and most answers of a measure. Real cards have far fewer. The limits
/// bound the search for the next grade.
const MAX_MEASURES: usize = 50;
const MAX_ANSWERS: usize = 20;
const MAX_NAME_CHARS: usize = 64;
const MAX_TEXT_CHARS: usize = 300;

/// A profile as files write it: parsed, but not validated.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProfileText {
    name: String,
    version: String,
    effective_from: Day,
    #[serde(default)]
    site: Vec<MeasureText>,
    #[serde(default)]
    modality: Vec<MeasureText>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct MeasureText {
    id: MeasureId,
    section: Section,
    text: String,
    weight: Weight,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    modalities: Vec<Modality>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    points: BTreeMap<AnswerWord, Points>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    bands: Vec<Band>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    at_most: Option<AnswerNumber>,
}

/// An error of a profile, with its position.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{place}: {message}")]
pub struct ProfileError {
    /// The measure or list with the error, such as ``site measure 3 (`peer_review`)``.
    pub place: String,
    /// The rule that it violates.
    pub message: String,
}

impl ProfileError {
    fn new(place: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            place: place.into(),
            message: message.into(),
        }
    }
}

impl TryFrom<ProfileText> for ScoreCardProfile {
    type Error = ProfileError;

    fn try_from(text: ProfileText) -> Result<Self, ProfileError> {
        check_text("name", &text.name, MAX_NAME_CHARS)?;
        check_text("version", &text.version, MAX_NAME_CHARS)?;
        let mut measures = read_part(ScorePart::Site, text.site)?;
        measures.extend(read_part(ScorePart::Modality, text.modality)?);
        refuse_duplicate_ids(&measures)?;
        let profile = Self {
            name: text.name,
            version: text.version,
            effective_from: text.effective_from,
            measures,
        };
        check_weights("site".to_owned(), profile.site_measures())?;
        for modality in Modality::ALL.iter().filter(|modality| modality.is_scored()) {
            check_weights(
                format!("modality {modality}"),
                profile.modality_measures(*modality),
            )?;
        }
        Ok(profile)
    }
}

impl<'de> Deserialize<'de> for ScoreCardProfile {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = ProfileText::deserialize(deserializer)?;
        text.try_into().map_err(de::Error::custom)
    }
}

impl Serialize for ScoreCardProfile {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        ProfileText::from(self.clone()).serialize(serializer)
    }
}

impl From<ScoreCardProfile> for ProfileText {
    fn from(profile: ScoreCardProfile) -> Self {
        let (site, modality) = profile
            .measures
            .into_iter()
            .partition::<Vec<Measure>, _>(|measure| measure.part() == ScorePart::Site);
        Self {
            name: profile.name,
            version: profile.version,
            effective_from: profile.effective_from,
            site: site.into_iter().map(MeasureText::from).collect(),
            modality: modality.into_iter().map(MeasureText::from).collect(),
        }
    }
}

impl From<Measure> for MeasureText {
    fn from(measure: Measure) -> Self {
        let (points, bands, at_most) = match measure.scale {
            AnswerScale::Words(words) => {
                let points = words.into_iter().map(|entry| (entry.word, entry.points));
                (points.collect(), Vec::new(), None)
            }
            AnswerScale::Bands { bands, at_most } => (BTreeMap::new(), bands, Some(at_most)),
        };
        Self {
            id: measure.id,
            section: measure.section,
            text: measure.text,
            // A checked measure weighs at most 1000.
            weight: Weight::try_from(measure.weight).unwrap_or(Weight::NONE),
            modalities: measure.modalities,
            points,
            bands,
            at_most,
        }
    }
}

fn name_of(part: ScorePart) -> &'static str {
    match part {
        ScorePart::Site => "site",
        ScorePart::Modality => "modality",
    }
}

fn read_part(part: ScorePart, texts: Vec<MeasureText>) -> Result<Vec<Measure>, ProfileError> {
    let name = name_of(part);
    if texts.is_empty() || texts.len() > MAX_MEASURES {
        let message = format!(
            "must have 1 to {MAX_MEASURES} measures, has {}",
            texts.len()
        );
        return Err(ProfileError::new(name, message));
    }
    let mut measures = Vec::with_capacity(texts.len());
    for (number, text) in (1..).zip(texts) {
        let place = format!("{name} measure {number} (`{}`)", text.id);
        let measure = read_measure(part, text);
        measures.push(measure.map_err(|message| ProfileError::new(place, message))?);
    }
    Ok(measures)
}

fn read_measure(part: ScorePart, text: MeasureText) -> Result<Measure, String> {
    if text.section.part() != part {
        let belongs: Vec<&str> = Section::ALL
            .iter()
            .filter(|section| section.part() == part)
            .map(|section| section.as_str())
            .collect();
        let belongs = belongs.join(", ");
        return Err(format!("section must be one of {belongs}"));
    }
    check_text("text", &text.text, MAX_TEXT_CHARS).map_err(|fault| fault.to_string())?;
    if text.weight == Weight::NONE {
        return Err("weight must be from 1 to 1000".to_owned());
    }
    check_modalities(part, &text.modalities)?;
    let scale = match (text.points.is_empty(), text.bands.is_empty()) {
        (false, true) => read_words(text.points, text.at_most)?,
        (true, false) => read_bands(text.bands, text.at_most)?,
        _ => return Err("must have either points by word or bands of a number".to_owned()),
    };
    let measure = Measure {
        id: text.id,
        section: text.section,
        text: text.text,
        weight: text.weight.into(),
        modalities: text.modalities,
        scale,
    };
    if measure.full_points() == Points::NONE {
        return Err("some answer must be worth more than 0 points".to_owned());
    }
    Ok(measure)
}

fn check_modalities(part: ScorePart, modalities: &[Modality]) -> Result<(), String> {
    if part == ScorePart::Site && !modalities.is_empty() {
        return Err("modalities are for modality measures alone".to_owned());
    }
    for (position, modality) in modalities.iter().enumerate() {
        if !modality.is_scored() {
            return Err(format!("{modality} is never scored"));
        }
        if modalities[..position].contains(modality) {
            return Err(format!("{modality} appears twice; remove one"));
        }
    }
    Ok(())
}

fn read_words(
    points: BTreeMap<AnswerWord, Points>,
    at_most: Option<AnswerNumber>,
) -> Result<AnswerScale, String> {
    if at_most.is_some() {
        return Err("at_most is for bands of a number alone".to_owned());
    }
    check_count(points.len())?;
    let mut words: Vec<WordPoints> = points
        .into_iter()
        .map(|(word, points)| WordPoints { word, points })
        .collect();
    words.sort_by_key(|entry| std::cmp::Reverse(entry.points));
    Ok(AnswerScale::Words(words))
}

fn read_bands(bands: Vec<Band>, at_most: Option<AnswerNumber>) -> Result<AnswerScale, String> {
    check_count(bands.len())?;
    if bands.first().map(|band| band.at_least) != Some(AnswerNumber::ZERO) {
        return Err("the first band must begin at 0".to_owned());
    }
    if let Some(pair) = bands
        .windows(2)
        .find(|pair| pair[0].at_least >= pair[1].at_least)
    {
        let (before, after) = (pair[0].at_least, pair[1].at_least);
        return Err(format!(
            "bands must begin in ascending order: {after} follows {before}"
        ));
    }
    let begins_last = bands
        .last()
        .map_or(AnswerNumber::ZERO, |band| band.at_least);
    match at_most {
        Some(at_most) if at_most >= begins_last => Ok(AnswerScale::Bands { bands, at_most }),
        _ => Err(format!(
            "at_most, the largest number believed, must be given and be at least {begins_last}"
        )),
    }
}

fn check_count(answers: usize) -> Result<(), String> {
    if (2..=MAX_ANSWERS).contains(&answers) {
        Ok(())
    } else {
        Err(format!(
            "must have 2 to {MAX_ANSWERS} answers, has {answers}"
        ))
    }
}

fn check_text(place: &str, text: &str, most: usize) -> Result<(), ProfileError> {
    let is_sound = text.trim() == text
        && (1..=most).contains(&text.chars().count())
        && !text.contains(char::is_control);
    if is_sound {
        Ok(())
    } else {
        let message =
            format!("must be 1 to {most} characters on one line without spaces around them");
        Err(ProfileError::new(place, message))
    }
}

fn refuse_duplicate_ids(measures: &[Measure]) -> Result<(), ProfileError> {
    for (position, measure) in measures.iter().enumerate() {
        if measures[..position]
            .iter()
            .any(|earlier| earlier.id == measure.id)
        {
            let place = format!("{} measure `{}`", name_of(measure.part()), measure.id);
            return Err(ProfileError::new(place, "an earlier measure has this id"));
        }
    }
    Ok(())
}

fn check_weights<'a>(
    place: String,
    measures: impl Iterator<Item = &'a Measure>,
) -> Result<(), ProfileError> {
    let sum: u32 = measures.map(|measure| u32::from(measure.weight)).sum();
    if sum == WHOLE {
        Ok(())
    } else {
        let message = format!("the weights add up to {sum}, they must add up to {WHOLE}");
        Err(ProfileError::new(place, message))
    }
}
