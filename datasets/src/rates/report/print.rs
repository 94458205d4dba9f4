//! Prints the report of an extraction as aligned text.

use super::{ContentsReport, NetworkNameReport, RateFileReport, RatesReport};
use crate::rates::file_remark::FileRemark;
use std::fmt::{self, Display, Formatter};

/// Columns of the table of files.
const OF_FILES: [&str; 8] = [
    "bytes", "records", "wanted", "rates", "sites", "codes", "rejected", "read",
];
/// Columns of the table of network names.
const OF_NETWORKS: [&str; 3] = ["rates", "providers", "codes"];
/// Longest name that is printed in full.
const NAME_CHARACTERS: usize = 60;
/// Most network names, and most entries of a table of contents, that are printed.
const SHOWN: usize = 40;

impl Display for RatesReport {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write_files(f, &self.files)?;
        write_networks(f, &self.networks)?;
        self.files.iter().try_for_each(|file| file_notes(f, file))?;
        self.tables_of_contents
            .iter()
            .try_for_each(|contents| write_contents(f, contents))?;
        self.write_warnings(f)?;
        self.write_rejects(f)?;
        self.write_end(f)
    }
}

impl RatesReport {
    fn write_warnings(&self, f: &mut Formatter<'_>) -> fmt::Result {
        if !self.warnings.is_empty() {
            writeln!(f)?;
        }
        let mut warnings = self.warnings.iter();
        warnings.try_for_each(|warning| writeln!(f, "warning: {}", shown(warning)))
    }

    fn write_rejects(&self, f: &mut Formatter<'_>) -> fmt::Result {
        if !self.first_rejects.is_empty() {
            writeln!(f, "\nfirst rejects")?;
        }
        for reject in &self.first_rejects {
            let field = reject
                .field
                .as_deref()
                .map(|field| format!(" {}", shown(field)));
            let (file, record, code) = (shown(&reject.file), reject.record, reject.code);
            let (field, message) = (field.unwrap_or_default(), &reject.message);
            writeln!(f, "  {file} record {record}: {code}{field}: {message}")?;
        }
        Ok(())
    }

    fn write_end(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let totals = &self.totals;
        writeln!(
            f,
            "\n{} rates for {} codes at {} sites, from {} files of {} bytes",
            totals.rates, totals.codes, totals.sites, totals.files, totals.bytes
        )?;
        match &self.written {
            Some(table) => write!(
                f,
                "{} holds {} rows in {} bytes",
                shown(&table.path),
                table.rows,
                table.bytes
            ),
            None => write!(f, "nothing was written"),
        }
    }
}

fn write_files(f: &mut Formatter<'_>, files: &[RateFileReport]) -> fmt::Result {
    let width = width(files.iter().map(|file| file.name.as_str()));
    heading(f, "file", width, &OF_FILES)?;
    for file in files {
        let numbers = [
            file.bytes,
            file.records,
            file.records_wanted,
            file.rates,
            file.sites,
            file.codes,
            file.rejected,
        ];
        row(f, &file.name, width, &numbers)?;
        writeln!(f, "  {:>12}", if file.resumed { "earlier" } else { "now" })?;
    }
    Ok(())
}

fn write_networks(f: &mut Formatter<'_>, networks: &[NetworkNameReport]) -> fmt::Result {
    if networks.is_empty() {
        return Ok(());
    }
    writeln!(f)?;
    let name = |network: &NetworkNameReport| match &network.network_name {
        Some(name) => name.clone(),
        None => "(none stated)".to_owned(),
    };
    let mut largest: Vec<&NetworkNameReport> = networks.iter().collect();
    largest.sort_by_key(|network| std::cmp::Reverse(network.rates));
    let shown: Vec<String> = largest
        .iter()
        .take(SHOWN)
        .map(|network| name(network))
        .collect();
    let width = width(shown.iter().map(String::as_str));
    heading(f, "network name", width, &OF_NETWORKS)?;
    for (name, network) in shown.iter().zip(largest) {
        row(
            f,
            name,
            width,
            &[network.rates, network.providers, network.codes],
        )?;
        writeln!(f)?;
    }
    and_more(f, networks.len())
}

fn file_notes(f: &mut Formatter<'_>, file: &RateFileReport) -> fmt::Result {
    let name = shown(&file.name);
    if !file.outcomes.is_empty() {
        writeln!(f, "\n{name}: records by outcome")?;
    }
    for (word, count) in &file.outcomes {
        writeln!(f, "  {count:>12}  {word}")?;
    }
    if !file.passed_over.is_empty() {
        writeln!(
            f,
            "\n{name}: values that are not a rate of a registered provider"
        )?;
    }
    for (word, count) in &file.passed_over {
        writeln!(f, "  {count:>12}  {word}")?;
    }
    if file.rejected > 0 {
        writeln!(f, "\n{name}: rejected")?;
    }
    for (code, count) in file.rejected_by_code.iter() {
        writeln!(f, "  {count:>12}  {code}")?;
    }
    let mut warnings = file.warnings.iter();
    warnings.try_for_each(|warning| writeln!(f, "\n{name}: {}", shown(warning)))?;
    write_remarks(f, file)
}

fn write_remarks(f: &mut Formatter<'_>, file: &RateFileReport) -> fmt::Result {
    let name = shown(&file.name);
    match (file.remarks.is_empty(), file.checked) {
        (true, false) => return Ok(()),
        (true, true) if file.rejected > 0 => {
            let rest = "apart from what was rejected, it follows the template of CMS";
            return writeln!(f, "\n{name}: {rest}");
        }
        (true, true) => return writeln!(f, "\n{name}: follows the template of CMS"),
        (false, true) => writeln!(f, "\n{name}: breaks the template of CMS")?,
        (false, false) => writeln!(
            f,
            "\n{name}: its header breaks the template of CMS; --check looks at every record"
        )?,
    }
    let mut remarks = file.remarks.iter();
    remarks.try_for_each(|remark| write_remark(f, remark))
}

fn write_remark(f: &mut Formatter<'_>, remark: &FileRemark) -> fmt::Result {
    let FileRemark { word, count, .. } = remark;
    let place = match (remark.record, remark.position) {
        (Some(record), Some(position)) => format!("first in record {record} at byte {position}"),
        (_, Some(position)) => format!("header, byte {position}"),
        _ => "header".to_owned(),
    };
    writeln!(
        f,
        "  {count:>12}  {word} ({place}): {}",
        shown(&remark.message)
    )
}

fn write_contents(f: &mut Formatter<'_>, contents: &ContentsReport) -> fmt::Result {
    let name = shown(&contents.name);
    writeln!(f, "\n{name} lists in-network files; nothing is fetched")?;
    for entry in contents.entries.iter().take(SHOWN) {
        let here = if entry.is_here { "here" } else { "not here" };
        let description = entry.description.as_deref().unwrap_or("no description");
        let (plan, file) = (shown(&entry.plan), shown(&entry.file));
        writeln!(f, "  {here:>8}  {file}  {plan}: {}", shown(description))?;
    }
    and_more(
        f,
        contents.entries.len() + contents.entries_left_out as usize,
    )?;
    if contents.structures_unreadable > 0 {
        writeln!(
            f,
            "  {} structures cannot be read",
            contents.structures_unreadable
        )?;
    }
    if contents.is_cut_off {
        writeln!(f, "  the file is cut off: fetch it again")?;
    }
    Ok(())
}

fn and_more(f: &mut Formatter<'_>, count: usize) -> fmt::Result {
    match count.saturating_sub(SHOWN) {
        0 => Ok(()),
        more => writeln!(f, "  and {more} more; --json lists them"),
    }
}

fn heading(f: &mut Formatter<'_>, first: &str, width: usize, headings: &[&str]) -> fmt::Result {
    write!(f, "{first:<width$}")?;
    for heading in headings {
        write!(f, "  {heading:>12}")?;
    }
    writeln!(f)
}

fn row(f: &mut Formatter<'_>, name: &str, width: usize, numbers: &[u64]) -> fmt::Result {
    let name: String = shown(name).chars().take(NAME_CHARACTERS).collect();
    write!(f, "{name:<width$}")?;
    for number in numbers {
        write!(f, "  {number:>12}")?;
    }
    Ok(())
}

fn width<'a>(names: impl Iterator<Item = &'a str>) -> usize {
    let widths = names.map(|name| shown(name).chars().count());
    widths.max().unwrap_or(0).clamp(12, NAME_CHARACTERS)
}

/// Returns a name from a file with control characters escaped, so that a terminal does not
/// interpret them.
fn shown(name: &str) -> String {
    let mut safe = String::with_capacity(name.len());
    for character in name.chars() {
        if character.is_control() {
            safe.extend(character.escape_default());
        } else {
            safe.push(character);
        }
    }
    safe
}
