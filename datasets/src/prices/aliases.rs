//! Network names of published price files: free text of payers and hospitals, mapped to networks of
//! the build.
//!
//! `network_aliases.csv` maps names to networks. A name may mean several networks. The id and the
//! name of each network are names too. Letter case and runs of spaces are ignored.

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
use rustc_hash::FxHashMap;

const NETWORK_NAME: usize = 0;
const NETWORK: usize = 1;
pub(crate) const COLUMNS: [CsvColumn; 2] = [
    CsvColumn::required("network_name"),
    CsvColumn::required("network"),
];

/// The networks of each name.
#[derive(Debug, Default, Clone, PartialEq)]
pub(crate) struct NetworkAliases {
    by_name: FxHashMap<String, Vec<NetworkNo>>,
}

impl NetworkAliases {
    /// Creates aliases from the ids and names of the networks, which are in the order of their
    /// numbers.
    pub(crate) fn new(networks: &[Network]) -> Self {
        let mut aliases = Self::default();
        for (network, number) in networks.iter().zip(0..) {
            aliases.add(network.network.as_str(), NetworkNo(number));
            aliases.add(&network.name, NetworkNo(number));
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
                        listed.add(name, number);
                        tally.accept(Some(number));
                    }
                },
            }
            progress.row(|| table.progress());
        }
        self.by_name.extend(listed.by_name);
        Ok(())
    }

    /// Returns the networks a name means; none if the name is unknown.
    pub(super) fn networks_of(&self, name: &str) -> &[NetworkNo] {
        self.by_name
            .get(&folded(name))
            .map_or(&[][..], Vec::as_slice)
    }

    fn add(&mut self, name: &str, network: NetworkNo) {
        let networks = self.by_name.entry(folded(name)).or_default();
        if !networks.contains(&network) {
            networks.push(network);
        }
    }
}

fn read_row<'a>(row: &CsvRow<'a>) -> Result<(&'a str, NetworkId), RowFault> {
    let name = row.required(NETWORK_NAME)?;
    let network = row
        .parse(NETWORK, RejectCode::InvalidValue)?
        .ok_or_else(|| RowFault::missing("network"))?;
    Ok((name, network))
}

fn folded(name: &str) -> String {
    name.split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .to_lowercase()
}
