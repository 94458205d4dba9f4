//! Prints the build report as aligned text.

mod prices;
mod scores;

use super::{BuildReport, FileReport};
use crate::reading::row_counter::{ByCode, Counts};
use std::fmt::{self, Display, Formatter};

/// Columns of the tables of files and networks.
const HEADINGS: [&str; 5] = ["read", "accepted", "skipped", "repeated", "rejected"];

impl Display for BuildReport {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let names = self.files.iter().map(|file| file.name.chars().count());
        let width = names
            .chain(self.networks.keys().map(|name| name.chars().count()))
            .max()
            .unwrap_or(0)
            .max(8);
        heading(f, "file", width)?;
        for file in &self.files {
            row(f, &file.name, width, &file.counts)?;
        }
        writeln!(f)?;
        heading(f, "network", width)?;
        for (name, counts) in &self.networks {
            row(f, name, width, counts)?;
        }
        self.files.iter().try_for_each(|file| file_notes(f, file))?;
        scores::write(f, &self.scores)?;
        prices::write(f, self, width)?;
        self.write_notes(f)?;
        self.write_holdings(f)
    }
}

impl BuildReport {
    fn write_notes(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let far = &self.far_locations;
        if far.count > 0 {
            writeln!(
                f,
                "\n{} sites are far from their ZIP code; they are used as reported:",
                far.count
            )?;
            for site in &far.first {
                let distance = site
                    .kilometres
                    .map_or("at 0/0".to_owned(), |kilometres| format!("{kilometres} km"));
                writeln!(f, "  {}  {distance}", site.registration_id)?;
            }
        }
        let by_town = self.snapshot.sites_by_town;
        if by_town > 0 {
            writeln!(
                f,
                "\n{by_town} sites stated no point and are placed at the center of their town: their ZIP codes have no residents"
            )?;
        }
        if !self.warnings.is_empty() {
            writeln!(f)?;
        }
        for warning in &self.warnings {
            writeln!(f, "warning: {warning}")?;
        }
        if !self.first_rejects.is_empty() {
            writeln!(f, "\nfirst rejects")?;
        }
        for reject in &self.first_rejects {
            let line = reject
                .line
                .map_or(format!("record {}", reject.record), |line| {
                    format!("line {line}")
                });
            let field = reject
                .field
                .as_deref()
                .map(|field| format!(" {}", field.escape_debug()))
                .unwrap_or_default();
            writeln!(
                f,
                "  {} {line}: {}{field}: {}",
                reject.file, reject.code, reject.message
            )?;
        }
        Ok(())
    }

    fn write_holdings(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let held = &self.snapshot;
        writeln!(
            f,
            "\n{} sites, {} networks, {} prices from {} rates, {} reference amounts; prices as of {}",
            held.sites, held.networks, held.prices, held.rates, held.references, self.prices_as_of
        )?;
        match &self.published {
            Some(published) if published.reused => writeln!(
                f,
                "snapshot {} was there already and is current",
                published.id
            ),
            Some(published) => writeln!(f, "snapshot {} is current", published.id),
            None => writeln!(f, "nothing was published"),
        }
    }
}

fn heading(f: &mut Formatter<'_>, first: &str, width: usize) -> fmt::Result {
    write!(f, "{first:<width$}")?;
    HEADINGS
        .iter()
        .try_for_each(|heading| write!(f, "  {heading:>10}"))?;
    writeln!(f)
}

fn row(f: &mut Formatter<'_>, name: &str, width: usize, counts: &Counts) -> fmt::Result {
    write!(f, "{name:<width$}")?;
    let Counts {
        read,
        accepted,
        skipped,
        repeated,
        rejected,
        ..
    } = counts;
    [read, accepted, skipped, repeated, rejected]
        .iter()
        .try_for_each(|count| write!(f, "  {count:>10}"))?;
    writeln!(f)
}

fn file_notes(f: &mut Formatter<'_>, file: &FileReport) -> fmt::Result {
    codes(f, file, "rows rejected", &file.counts.rejected_by_code)?;
    codes(
        f,
        file,
        "parts of rows rejected alone",
        &file.counts.parts_rejected_by_code,
    )?;
    if !file.unknown_fields.is_empty() {
        let names: Vec<String> = file
            .unknown_fields
            .iter()
            .map(|name| name.escape_debug().to_string())
            .collect();
        writeln!(
            f,
            "\n{}: unknown and ignored: {}",
            file.name,
            names.join(", ")
        )?;
    }
    Ok(())
}

fn codes(f: &mut Formatter<'_>, file: &FileReport, what: &str, by_code: &ByCode) -> fmt::Result {
    if by_code.total() > 0 {
        writeln!(f, "\n{}: {what}", file.name)?;
    }
    by_code
        .iter()
        .try_for_each(|(code, count)| writeln!(f, "  {count:>10}  {code}"))
}
