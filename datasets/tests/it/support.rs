//! A tiny world of input files that tests change in one place and build.

use nearsite_datasets::{BuildError, BuildReport, FileReport, IndexOptions, InputPaths, index};
use nearsite_domain::Site;
use nearsite_index::snapshot::{Snapshot, Verify};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// NPIs with sound check digits.
pub(crate) const NPI: [&str; 3] = ["1234567893", "1679576722", "1000000004"];

/// Input files in a folder of their own, sound until a test changes them.
pub(crate) struct World {
    folder: TempDir,
    pub(crate) options: IndexOptions,
}

/// One sound registration.
pub(crate) fn site(id: &str) -> Value {
    json!({
        "registration_id": id, "status": "complete", "name": format!("Imaging {id}"), "place_of_service": "49",
        "npi": [NPI[0]], "address": {"city": "Austin", "state": "TX", "zip": "78701"},
        "attestations": [{"plan": "bcbstx", "attested_on": "2026-01-01"}],
        "services": [{"modality": "mri"}, {"modality": "mammography"}]
    })
}

/// One sound registration, changed.
pub(crate) fn site_with(id: &str, change: impl FnOnce(&mut Value)) -> Value {
    let mut site = site(id);
    change(&mut site);
    site
}

/// Records one a line.
pub(crate) fn lines(records: &[Value]) -> String {
    records.iter().map(|record| format!("{record}\n")).collect()
}

impl World {
    /// Two sites in one network, everything allowed to be rejected.
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        let inputs = InputPaths {
            registrations: path("registrations.ndjson"),
            participation: path("participation.csv"),
            networks: path("networks.csv"),
            scores: None,
            prices: Vec::new(),
            rates: Vec::new(),
            network_aliases: None,
        };
        let mut options = IndexOptions::new(inputs, path("out"));
        options.as_of = "2026-06-01".parse().unwrap();
        options.max_reject_ratio = 1.0;
        let world = Self { folder, options };
        world.write("registrations.ndjson", lines(&[site("A-1"), site("A-2")]));
        world.write(
            "participation.csv",
            "registration_id,network\nA-1,n1\nA-2,n1\n",
        );
        world.write("networks.csv", "network,plan,name\nn1,bcbstx,One\n");
        world
    }

    /// The sound world with other registrations.
    pub(crate) fn with_sites(records: &[Value]) -> Self {
        let world = Self::new();
        world.write("registrations.ndjson", lines(records));
        world
    }

    /// The sound world with a table of scores.
    pub(crate) fn with_scores(table: &str) -> Self {
        let mut world = Self::new();
        world.options.inputs.scores = Some(world.write("modality_scores.csv", table));
        world
    }

    /// Replaces a file.
    pub(crate) fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path
    }

    /// The folder of the files.
    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Builds and publishes.
    pub(crate) fn build(&self) -> Result<BuildReport, BuildError> {
        index(&self.options, &mut |_| {})
    }

    /// Builds, which must succeed.
    pub(crate) fn built(&self) -> BuildReport {
        self.build().unwrap_or_else(|error| panic!("{error}"))
    }

    /// Builds, which must fail for the inputs' fault; returns the message.
    pub(crate) fn refusal(&self) -> String {
        let error = self.build().expect_err("a refused build");
        assert!(error.is_bad_input(), "{error}");
        error.to_string()
    }

    /// The rejects file.
    pub(crate) fn rejects(&self) -> Vec<Value> {
        let text = std::fs::read_to_string(self.options.out.join("rejects.ndjson")).unwrap();
        text.lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect()
    }

    /// Code and field of every reject.
    pub(crate) fn reject_codes(&self) -> Vec<(String, String)> {
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        self.rejects()
            .iter()
            .map(|reject| (text(&reject["code"]), text(&reject["field"])))
            .collect()
    }

    /// A site of the published snapshot.
    pub(crate) fn site(&self, id: &str) -> Option<Site> {
        let snapshot = Snapshot::open(&self.options.out, Verify::Full).unwrap();
        snapshot
            .find_site(id)
            .map(|number| snapshot.site(number).unwrap())
    }
}

/// The report of a file by its role.
pub(crate) fn file<'a>(report: &'a BuildReport, role: &str) -> &'a FileReport {
    report.files.iter().find(|file| file.role == role).unwrap()
}

/// One code and field, as [`World::reject_codes`] returns them.
pub(crate) fn code(code: &str, field: &str) -> (String, String) {
    (code.to_owned(), field.to_owned())
}
