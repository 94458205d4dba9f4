//! A synthetic nation: invented imaging sites at real places, in the formats that the indexer
//! reads.
//!
//! The input is the ZIP table, the procedure catalog, the score card and a seed. The output is
//! `registrations.ndjson`, `participation.csv`, `networks.csv`, `modality_scores.csv` and
//! `prices.csv`, and on request published price files. Equal options give equal bytes on every
//! machine. Compressed files have equal content, and equal bytes from one build of the program.
//! Sites are made and written one at a time, so memory does not grow with their number.
//!
//! Price levels and spreads follow published comparisons of hospital and free-standing imaging.
//! Everything else is invented. The module does not read the tables and does not know how the
//! indexer resolves its files.

mod assessments;
mod consistency;
mod equipment;
mod error;
mod levels;
mod names;
mod nation;
mod network_list;
mod networks;
mod options;
mod organizations;
mod output;
mod price_files;
mod price_rows;
mod price_variants;
mod priced_codes;
mod prices;
mod random;
mod registration;
mod scores;
mod site_kinds;
mod site_prices;
mod sites;
mod target_scores;

use std::path::Path;

use nation::SynthNation;
use output::{SynthOutput, write_text};
use price_files::PriceFiles;
use prices::PriceTable;

pub use error::{SynthError, SynthPlace};
pub use network_list::known_networks;
pub use options::{
    SynthArea, SynthCode, SynthCompression, SynthContrast, SynthOptions, SynthReport, SynthTables,
    SynthZip,
};

/// Writes a nation into a folder. The folder is created if absent, and files of the same names are
/// replaced.
///
/// `progress` gets (sites done, total sites) after each site.
///
/// # Errors
/// [`SynthError`] if the options cannot be met with this ZIP table, or a file cannot be written.
pub fn write(
    options: &SynthOptions,
    tables: &SynthTables<'_>,
    out: &Path,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<SynthReport, SynthError> {
    if options.sites == 0 || options.sites > SynthOptions::MAX_SITES {
        return Err(SynthError::Sites {
            sites: options.sites,
        });
    }
    let SynthTables {
        zips,
        catalog,
        scorecard,
    } = *tables;
    let nation = SynthNation::new(options, zips)?;
    let networks = networks::select(&options.networks, &nation.states())?;
    let mut prices = PriceTable::new(options, catalog);
    let mut output = SynthOutput::create(out, options.compression)?;
    output.write_networks(&networks)?;
    let mut price_files = PriceFiles::new();
    let total = u64::from(options.sites);
    for ordinal in 0..total {
        let mut site = sites::make(options.seed, ordinal, nation.address(ordinal));
        if !options.contradictions {
            consistency::make_site_consistent(&mut site);
        }
        let joined = networks::join(options.seed, &site, &networks);
        let mut registered = registration::row(options.seed, &site, &networks);
        let target = target_scores::draw(options.seed, &site);
        if !options.contradictions {
            consistency::make_row_consistent(&mut registered, &site, &networks);
        }
        let accreditation_states = registered.accreditation_states();
        let mut assessed = assessments::draw(
            options.seed,
            &site,
            &accreditation_states,
            &target,
            scorecard,
        );
        consistency::make_answers_consistent(&mut assessed, &target);
        registered.assess(&assessed);
        output.write_registration(&registered)?;
        output.write_participation(&joined)?;
        output.write_scores(&scores::rows(&site, &target, &assessed))?;
        output.write_prices(|rows| prices.write_site(&site, &joined, rows))?;
        if options.price_files {
            price_files.note(&site, &joined);
        }
        progress(ordinal + 1, total);
    }
    let mut report = output.finish()?;
    if options.price_files {
        let payer = (
            "in-network-rates.json".to_owned(),
            price_files.payer_file(catalog),
        );
        for (name, text) in [payer]
            .into_iter()
            .chain(price_files.hospital_file(catalog))
        {
            report
                .files
                .push(write_text(out, &name, &text, options.compression)?);
        }
    }
    report.sites = total;
    report.networks = networks.len() as u64;
    report.placeholder_rows = prices.placeholders();
    Ok(report)
}

#[cfg(test)]
mod tests;
