//! Target for score cards as TOML, and the scores computed from answers.

use super::world::WORLD;
use crate::scorecard::parse_scorecard;
use nearsite_domain::{Assessment, Modality, ScoreThousandths, Site};
use nearsite_index::scorecard::{Measure, ScoreCard, ScoreCardProfile, ScorePart, ScoredChoice};

/// Reads a score card.
///
/// # Panics
/// When the weights of an accepted card do not add up, the card does not read back, or the best
/// answers do not give the best score.
pub fn scorecard(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    match parse_scorecard(text) {
        Ok(profile) => check(&profile),
        Err(fault) => assert_eq!(fault.to_string().lines().count(), 1, "{fault}"),
    }
}

fn check(profile: &ScoreCardProfile) {
    let json = serde_json::to_string(profile).expect("a profile holds nothing JSON cannot hold");
    let again: ScoreCardProfile =
        serde_json::from_str(&json).expect("what a profile is written as reads");
    assert_eq!(&again, profile);
    let weigh = |measures: &mut dyn Iterator<Item = &Measure>| -> u32 {
        measures.map(|measure| u32::from(measure.weight)).sum()
    };
    assert_eq!(weigh(&mut profile.site_measures()), 1000);
    for measure in profile.measures() {
        assert!(measure.full_points().get() <= 100);
        let is_own = |choice: &ScoredChoice<'_>| {
            measure.points_of(&choice.choice.answer()) == Some(choice.points)
        };
        assert!(measure.choices().all(|choice| is_own(&choice)));
    }
    for modality in Modality::ALL.iter().filter(|modality| modality.is_scored()) {
        assert_eq!(weigh(&mut profile.modality_measures(*modality)), 1000);
        check_cards(profile, *modality);
    }
}

/// Worst and best answers, and the steps from each answer to the next grade.
fn check_cards(profile: &ScoreCardProfile, modality: Modality) {
    let worst = answering(profile, modality, |measure| {
        measure.choices().min_by_key(|choice| choice.points)
    });
    let best = answering(profile, modality, |measure| {
        measure.choices().max_by_key(|choice| choice.points)
    });
    let (worst, best) = (card(profile, &worst), card(profile, &best));
    assert!(worst.total() <= best.total());
    assert!(best.site_score() <= ScoreThousandths::MAX);
    assert!(best.lines().iter().all(|line| line.raises().is_empty()));
    let Some(next) = worst.next_grade() else {
        return;
    };
    match next.way {
        Some(way) => assert!(way.total >= next.needs && way.total <= best.total()),
        None => assert!(best.total() < next.needs),
    }
}

fn answering<'p>(
    profile: &'p ScoreCardProfile,
    modality: Modality,
    choose: impl Fn(&'p Measure) -> Option<ScoredChoice<'p>>,
) -> Site {
    let mut site = WORLD.sites[0].clone();
    site.assessment = Assessment::default();
    site.services.truncate(1);
    let service = &mut site.services[0];
    service.modality = modality;
    service.accreditations.clear();
    service.assessment = Assessment::default();
    let asked =
        |measure: &&Measure| measure.part() == ScorePart::Site || measure.is_asked_of(modality);
    for measure in profile.measures().iter().filter(asked) {
        let answer = choose(measure)
            .expect("a measure has choices")
            .choice
            .answer();
        match measure.part() {
            ScorePart::Site => site.assessment.set(measure.id.clone(), answer),
            ScorePart::Modality => service.assessment.set(measure.id.clone(), answer),
        }
    }
    site
}

fn card<'a>(profile: &'a ScoreCardProfile, site: &'a Site) -> ScoreCard<'a> {
    let day = "2026-06-15".parse().expect("a day");
    ScoreCard::of(profile, site, &site.services[0], day).expect("everything is answered")
}
