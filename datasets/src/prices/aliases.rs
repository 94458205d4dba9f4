//! Network names of published price files: free text of payers and hospitals, mapped to networks of
//! the build.
//!
//! `network_aliases.csv` maps names to networks: a name of one payer, a name of any payer, or all
//! names of a payer. The most specific row is used. A name may mean several networks. The id and the
//! name of each network are names of any payer too. Letter case and runs of spaces are ignored.
//!
//! A row without payer whose name has rates of several payers cannot say whose rates are meant. Such
//! names are found by a survey of the rates tables, and their rates are not used.

use crate::error::IngestError;
use crate::reading::csv::{CsvColumn, CsvRow, CsvTable};
use crate::reading::file_fault::FileFault;
use crate::reading::file_report::FileReport;
use crate::reading::input_file::InputFile;
use crate::reading::progress::FileProgress;
use crate::reading::reject::RejectCode;
use crate::reading::reject::RowFault;
use crate::reading::row_counter::{RejectsWriter, RowCounter};
use crate::reading::source::Unpacked;
use nearsite_domain::{Network, NetworkId, NetworkNo};
use rustc_hash::{FxHashMap, FxHashSet};

const PAYER_NAME: usize = 0;
const NETWORK_NAME: usize = 1;
const NETWORK: usize = 2;
pub(crate) const COLUMNS: [CsvColumn; 3] = [
    CsvColumn::optional("payer_name"),
    CsvColumn::required("network_name"),
    CsvColumn::required("network"),
];

/// The networks of names.
type NetworksByName = FxHashMap<String, Vec<NetworkNo>>;

/// The networks of each name, by the rows of the alias table.
#[derive(Debug, Default, Clone, PartialEq)]
pub(crate) struct NetworkAliases {
    /// By payer and name, see [`joined`].
    by_payer_and_name: NetworksByName,
    /// By the name of any payer.
    by_name: NetworksByName,
    /// By payer, for all of its names.
    by_payer: NetworksByName,
    /// Names of rows without payer, each with the first payer that has rates under it.
    surveyed: FxHashMap<String, Option<String>>,
    /// Networks that have rates of several payers.
    of_several_payers: FxHashSet<String>,
}

/// The networks that a payer's name means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NetworkMatch<'a> {
    /// The networks; none if the name is unknown.
    Networks(&'a [NetworkNo]),
    /// The networks of a row without payer, whose name has rates of several payers.
    SeveralPayers(&'a [NetworkNo]),
}

impl NetworkAliases {
    /// Creates aliases from the ids and names of the networks, which are in the order of their
    /// numbers.
    pub(crate) fn new(networks: &[Network]) -> Self {
        let mut aliases = Self::default();
        for (network, number) in networks.iter().zip(0..) {
            for name in [network.network.as_str(), &network.name] {
                add(&mut aliases.by_name, folded(name), NetworkNo(number));
            }
        }
        aliases
    }

    /// Reads the table. Its networks of a name replace the network with that id or name.
    ///
    /// # Errors
    /// If the file cannot be used.
    pub(crate) fn read(
        &mut self,
        input: &InputFile,
        networks_by_id: &FxHashMap<NetworkId, NetworkNo>,
        rejects: &mut RejectsWriter,
        mut progress: FileProgress<'_>,
    ) -> Result<FileReport, IngestError> {
        let fault = IngestError::file(&input.path);
        let mut table = CsvTable::open(&input.path, &COLUMNS).map_err(&fault)?;
        let mut tally = RowCounter::new(&input.label, networks_by_id.len(), rejects);
        self.add_rows(&mut table, networks_by_id, &mut tally, &mut progress)
            .map_err(&fault)?;
        let unknown = table.unknown_columns().to_vec();
        let fingerprint = table.finish().map_err(&fault)?;
        progress.done(fingerprint.bytes);
        Ok(FileReport::new(
            "network_aliases",
            input,
            fingerprint,
            unknown,
            tally.finish(),
        ))
    }

    /// Adds every row of a table.
    ///
    /// # Errors
    /// If the table cannot be read to its end.
    pub(crate) fn add_rows(
        &mut self,
        table: &mut CsvTable<impl Unpacked>,
        networks_by_id: &FxHashMap<NetworkId, NetworkNo>,
        tally: &mut RowCounter<'_>,
        progress: &mut FileProgress<'_>,
    ) -> Result<(), FileFault> {
        let mut listed = Self::default();
        while let Some(row) = table.next_row(tally)? {
            match read_row(&row) {
                Err(fault) => tally.reject(row.at(), None, fault),
                Ok((name, network)) => match networks_by_id.get(&network) {
                    None => tally.skip(None),
                    Some(&number) => {
                        listed.add(&name, number);
                        tally.accept(Some(number));
                    }
                },
            }
            progress.row(|| table.progress());
        }
        self.surveyed
            .extend(listed.by_name.keys().map(|name| (name.clone(), None)));
        self.by_name.extend(listed.by_name);
        self.by_payer_and_name.extend(listed.by_payer_and_name);
        self.by_payer.extend(listed.by_payer);
        Ok(())
    }

    /// True if there are rows whose names must be surveyed.
    pub(super) fn need_survey(&self) -> bool {
        !self.surveyed.is_empty()
    }

    /// Notes that a payer has rates under a name.
    pub(super) fn note_payer(&mut self, name: RateName<'_>) {
        let (payer, network_name) = (folded(name.payer), folded(name.network_name));
        let is_listed = self
            .by_payer_and_name
            .contains_key(&joined(&payer, &network_name));
        if payer.is_empty() || is_listed {
            return;
        }
        let payer = payer_key(&payer);
        if let Some(first) = self.surveyed.get_mut(&network_name)
            && *first.get_or_insert_with(|| payer.clone()) != payer
        {
            self.of_several_payers.insert(network_name);
        }
    }

    /// Returns the networks a name means.
    pub(super) fn find(&self, name: RateName<'_>) -> NetworkMatch<'_> {
        let (payer, network_name) = (folded(name.payer), folded(name.network_name));
        if let Some(networks) = self.by_payer_and_name.get(&joined(&payer, &network_name)) {
            return NetworkMatch::Networks(networks);
        }
        match self.by_name.get(&network_name) {
            Some(networks) if self.of_several_payers.contains(&network_name) => {
                NetworkMatch::SeveralPayers(networks)
            }
            Some(networks) => NetworkMatch::Networks(networks),
            None => {
                NetworkMatch::Networks(self.by_payer.get(&payer).map_or(&[][..], Vec::as_slice))
            }
        }
    }

    fn add(&mut self, name: &RateName<'_>, network: NetworkNo) {
        let (payer, network_name) = (folded(name.payer), folded(name.network_name));
        if payer.is_empty() {
            add(&mut self.by_name, network_name, network);
        } else if network_name.is_empty() {
            add(&mut self.by_payer, payer, network);
        } else {
            let both = joined(&payer, &network_name);
            add(&mut self.by_payer_and_name, both, network);
        }
    }
}

/// The names under which a rate was published.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct RateName<'a> {
    /// The payer; empty if it is not named.
    pub(super) payer: &'a str,
    /// The network; empty if none is named.
    pub(super) network_name: &'a str,
}

impl<'a> RateName<'a> {
    /// Finds the names of a row of a rates table. Without a network name, the payer is the name, then
    /// the entity. The entity of a payer's file is its payer if no other is named.
    pub(super) fn of(source: &str, entity: &'a str, payer: &'a str, network_name: &'a str) -> Self {
        let stated = |texts: [&'a str; 3]| texts.into_iter().find(|text| !text.is_empty());
        let payer_entity = if source == "payer_file" { entity } else { "" };
        Self {
            payer: stated([payer, payer_entity, ""]).unwrap_or(""),
            network_name: stated([network_name, payer, entity]).unwrap_or(""),
        }
    }
}

fn add(names: &mut NetworksByName, name: String, network: NetworkNo) {
    let networks = names.entry(name).or_default();
    if !networks.contains(&network) {
        networks.push(network);
    }
}

fn read_row<'a>(row: &CsvRow<'a>) -> Result<(RateName<'a>, NetworkId), RowFault> {
    let name = RateName {
        payer: row.get(PAYER_NAME),
        network_name: row.get(NETWORK_NAME),
    };
    if name.payer.is_empty() && name.network_name.is_empty() {
        return Err(RowFault::missing("network_name"));
    }
    let network = row
        .parse(NETWORK, RejectCode::InvalidValue)?
        .ok_or_else(|| RowFault::missing("network"))?;
    Ok((name, network))
}

/// Joins the folded names of a payer and a network. No cell has the separator.
fn joined(payer: &str, network_name: &str) -> String {
    format!("{payer}\n{network_name}")
}

/// Returns what distinguishes a payer from others: its folded name without a note in brackets, such
/// as the number that a hospital's system adds.
pub(super) fn payer_key(payer: &str) -> String {
    let name = payer.split(['(', '[']).next().unwrap_or_default();
    let key = folded(name);
    if key.is_empty() { folded(payer) } else { key }
}

/// Folds a name for comparison.
fn folded(name: &str) -> String {
    name.split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .to_lowercase()
}
