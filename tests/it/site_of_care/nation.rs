//! The nation and the packs that random orders are evaluated over.

use crate::agreement::{Nation, nation};
use crate::oracle::site_of_care::certificate::Served;
use crate::oracle::site_of_care::evaluate::Review;
use crate::oracle::site_of_care::pack::Pack;
use crate::oracle::site_of_care::packs::ODD_PACKS;
use crate::process::Server;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use tempfile::TempDir;

/// The path of evaluations.
pub(super) const EVALUATIONS: &str = "/v1/site-of-care/evaluations";

/// File names and texts of the packs that come with the program, by name.
pub(super) fn shipped_packs() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("datasets/policies");
    let mut packs: Vec<(String, String)> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "toml")
        })
        .map(|path| {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            (name, fs::read_to_string(&path).unwrap())
        })
        .collect();
    packs.sort();
    packs
}

/// The snapshot and profile that an answer must name.
pub(super) fn served(index: &Path) -> Served {
    let profile: toml::Table = include_str!("../../../datasets/profiles/default.toml")
        .parse()
        .unwrap();
    let text = |key: &str| profile[key].as_str().unwrap().to_owned();
    Served {
        snapshot: nearsite_index::snapshot::Current::read(index).unwrap().id,
        profile: (text("name"), text("version")),
    }
}

/// Everything random orders need; the server is each test's own.
pub(super) struct Reviewers {
    pub(super) nation: &'static Nation,
    pub(super) packs: Vec<Pack>,
    pub(super) served: Served,
    policies: TempDir,
}

/// The nation and the packs, prepared once.
pub(super) fn reviewers() -> &'static Reviewers {
    static REVIEWERS: OnceLock<Reviewers> = OnceLock::new();
    REVIEWERS.get_or_init(|| {
        let policies = tempfile::tempdir().unwrap();
        let odd = ODD_PACKS.map(|(name, text)| (name.to_owned(), text.to_owned()));
        let texts: Vec<(String, String)> = shipped_packs().into_iter().chain(odd).collect();
        for (name, text) in &texts {
            fs::write(policies.path().join(name), text).unwrap();
        }
        let nation = nation();
        Reviewers {
            served: served(&nation.index()),
            nation,
            packs: texts.iter().map(|(_, text)| Pack::read(text)).collect(),
            policies,
        }
    })
}

impl Reviewers {
    pub(super) fn review(&self) -> Review<'_> {
        Review {
            oracle: &self.nation.oracle,
            packs: &self.packs,
        }
    }

    /// Folder of the packs' files.
    pub(super) fn policies(&self) -> PathBuf {
        self.policies.path().to_owned()
    }

    pub(super) fn server(&self) -> Server {
        let policies = self.policies();
        let flags = ["--policies", policies.to_str().unwrap()];
        Server::start_with(&self.nation.index(), 2, &flags)
    }
}

/// Runs a check of every number below `count` on two threads, each with what `start` makes, and
/// collects the faults in order.
pub(super) fn on_two_threads<S>(
    count: usize,
    start: impl Fn() -> S + Sync,
    check: impl Fn(&mut S, usize, bool) -> Result<(), String> + Sync,
) -> Vec<String> {
    let share = |share: usize| {
        let mut state = start();
        (0..count)
            .filter_map(|number| check(&mut state, number, number % 2 == share).err())
            .collect::<Vec<String>>()
    };
    std::thread::scope(|scope| {
        let running: Vec<_> = (0..2)
            .map(|number| scope.spawn(move || share(number)))
            .collect();
        running
            .into_iter()
            .flat_map(|thread| thread.join().unwrap())
            .collect()
    })
}

/// Fails with the first faults, if there are any.
pub(super) fn assert_none(faults: &[String], seed: u64) {
    let first: Vec<String> = faults.iter().take(10).cloned().collect();
    assert!(
        faults.is_empty(),
        "seed {seed}: {} faults, first:\n{}",
        faults.len(),
        first.join("\n")
    );
}
