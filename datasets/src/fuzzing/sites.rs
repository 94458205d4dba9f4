//! Target for registrations: JSON lines or one array, read into sites.

use super::follow::follow_pieces;
use super::world::{SCORECARD, ZIPS};
use crate::reading::json::JsonRecords;
use crate::registrations::ZipTable;
use crate::registrations::read_records;
use nearsite_domain::{Assessment, Site};
use nearsite_index::scorecard::Measure;
use rustc_hash::FxHashSet;

/// Reads a file of registrations.
///
/// # Panics
/// When an invalid site is kept, or a site changes when it is written in the form of a snapshot and
/// read again.
pub fn registrations(bytes: &[u8]) {
    let zips = ZipTable::new(&ZIPS);
    let followed = follow_pieces(bytes, 0, |source, counter, progress| {
        let mut records = JsonRecords::new(source)?;
        let (accepted, unknown) =
            read_records(&mut records, &zips, Some(&SCORECARD), counter, progress)?;
        Ok((accepted.sites, unknown.into_names()))
    });
    let Ok((sites, unknown)) = followed.outcome else {
        return;
    };
    assert_eq!(followed.counts.accepted, sites.len() as u64);
    assert_eq!(followed.counts.skipped, 0);
    assert!(unknown.len() <= 100);
    let mut ids = FxHashSet::default();
    for site in &sites {
        assert!(ids.insert(&site.registration_id), "ids are distinct");
        check(site);
    }
}

fn check(site: &Site) {
    let json = serde_json::to_string(site).expect("a site holds nothing JSON cannot hold");
    let again: Site = serde_json::from_str(&json).expect("what a site is written as reads");
    assert_eq!(&again, site);
    let texts = [
        Some(&site.name),
        site.phone.as_ref(),
        site.address.city.as_ref(),
    ];
    for text in texts.into_iter().flatten() {
        assert!(!text.is_empty() && text.trim() == text && !text.contains('\0'));
    }
    let modalities: FxHashSet<_> = site
        .services
        .iter()
        .map(|service| service.modality)
        .collect();
    assert_eq!(
        modalities.len(),
        site.services.len(),
        "one service a modality"
    );
    let npis: FxHashSet<_> = site.npi.iter().collect();
    assert_eq!(npis.len(), site.npi.len());
    assert!(site.attestations.iter().all(|a| a.window().is_ordered()));
    check_answers(SCORECARD.site_measures(), &site.assessment);
    for service in &site.services {
        let measures = SCORECARD.modality_measures(service.modality);
        check_answers(measures, &service.assessment);
    }
}

/// Checks that every kept answer is valid for its measure.
fn check_answers<'a>(measures: impl Iterator<Item = &'a Measure>, assessment: &Assessment) {
    let measures: Vec<&Measure> = measures.collect();
    for (id, answer) in assessment.answers() {
        let measure = measures.iter().find(|measure| measure.id == *id);
        assert!(measure.is_some_and(|measure| measure.points_of(answer).is_some()));
    }
}
