//! Targets for the CSV tables that name networks and sites.

use super::follow::follow_pieces;
use super::world::WORLD;
use crate::prices::{ALIAS_COLUMNS, NetworkAliases};
use crate::reading::csv::CsvTable;
use crate::tables::{
    networks as networks_table, participation as participation_table, scores as scores_table,
};
use nearsite_domain::Site;

/// Reads `networks.csv`.
///
/// # Panics
/// When networks are out of order or appear twice.
pub fn networks(bytes: &[u8]) {
    let followed = follow_pieces(bytes, 0, |source, counter, progress| {
        let mut table = CsvTable::new(source, &networks_table::COLUMNS)?;
        networks_table::read_rows(&mut table, counter, progress)
    });
    let Ok(networks) = followed.outcome else {
        return;
    };
    assert_eq!(followed.counts.accepted, networks.len() as u64);
    assert!(
        networks
            .windows(2)
            .all(|pair| pair[0].network < pair[1].network)
    );
    assert!(networks.iter().all(|network| !network.name.is_empty()));
}

/// Reads `network_aliases.csv`.
///
/// # Panics
/// When a row is counted for an unknown network.
pub fn network_aliases(bytes: &[u8]) {
    let directory = &WORLD.directory;
    let followed = follow_pieces(bytes, WORLD.networks.len(), |source, counter, progress| {
        let mut table = CsvTable::new(source, &ALIAS_COLUMNS)?;
        let mut aliases = NetworkAliases::new(&WORLD.networks);
        aliases.add_rows(&mut table, &directory.networks_by_id, counter, progress)?;
        Ok(aliases)
    });
    let accepted: u64 = followed
        .by_network
        .iter()
        .map(|counts| counts.accepted)
        .sum();
    assert_eq!(accepted, followed.counts.accepted);
}

/// Reads `participation.csv`.
///
/// # Panics
/// When a site keeps a window that is out of order, or of an unknown network.
pub fn participation(bytes: &[u8]) {
    let held = WORLD.networks.len();
    let followed = follow_pieces(bytes, held, |source, counter, progress| {
        let mut sites = WORLD.sites.clone();
        let mut table = CsvTable::new(source, &participation_table::COLUMNS)?;
        let directory = &WORLD.directory;
        participation_table::note_rows(&mut table, directory, &mut sites, counter, progress)?;
        Ok(sites)
    });
    let accepted: u64 = followed
        .by_network
        .iter()
        .map(|counts| counts.accepted)
        .sum();
    assert_eq!(accepted, followed.counts.accepted);
    for entry in followed
        .outcome
        .iter()
        .flatten()
        .flat_map(|site| &site.participation)
    {
        assert!(entry.window.is_ordered());
        assert!(WORLD.directory.networks_by_id.contains_key(&entry.network));
    }
}

/// Reads `modality_scores.csv`.
///
/// # Panics
/// When a site keeps two scores of a modality, or one of a modality it does not offer.
pub fn scores(bytes: &[u8]) {
    let followed = follow_pieces(bytes, 0, |source, counter, progress| {
        let mut sites = WORLD.sites.clone();
        let mut table = CsvTable::new(source, &scores_table::COLUMNS)?;
        scores_table::note_rows(&mut table, &WORLD.directory, &mut sites, counter, progress)?;
        Ok(sites)
    });
    let Ok(sites) = followed.outcome else {
        return;
    };
    let noted: usize = sites.iter().map(|site| site.scores.len()).sum();
    assert_eq!(followed.counts.accepted, noted as u64);
    sites.iter().for_each(check_scores);
}

fn check_scores(site: &Site) {
    assert!(
        site.scores
            .windows(2)
            .all(|pair| pair[0].modality < pair[1].modality)
    );
    for score in &site.scores {
        assert!(score.modality.is_scored() && score.total.tenths() <= 1000);
        assert!(
            site.services
                .iter()
                .any(|service| service.modality == score.modality)
        );
    }
}
