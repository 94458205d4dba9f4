//! Runs a reader on a file and checks the counts. Every row is counted once, and every reject has a
//! message of one line.

use super::pieces::Pieces;
use crate::reading::file_fault::FileFault;
use crate::reading::progress::FileProgress;
use crate::reading::reject::Reject;
use crate::reading::row_counter::{Counts, RejectsWriter, RowCounter};
use std::fmt::Debug;

/// Longest message of a reject or refusal. A longer one repeats text of the file.
const LONGEST_MESSAGE: usize = 400;

/// Result of reading a file.
#[derive(Debug, PartialEq)]
pub(super) struct Followed<T> {
    pub(super) counts: Counts,
    pub(super) by_network: Vec<Counts>,
    /// First few rejects.
    rejects: Vec<Reject>,
    /// Result of the reader, or the message that refuses the file.
    pub(super) outcome: Result<T, String>,
}

/// Runs a reader and checks its counts. `networks` is the number of known networks.
pub(super) fn follow<T>(
    networks: usize,
    reader: impl FnOnce(&mut RowCounter<'_>, &mut FileProgress<'_>) -> Result<T, FileFault>,
) -> Followed<T> {
    let mut rejects = RejectsWriter::unwritten();
    let mut counter = RowCounter::new("file", networks, &mut rejects);
    let mut ignore = |_| {};
    let mut progress = FileProgress::new("file", &mut ignore);
    let outcome = reader(&mut counter, &mut progress).map_err(|fault| fault.to_string());
    let (counts, by_network) = counter.finish();
    let written = rejects.finish().expect("rejects that are not written");
    let followed = Followed {
        counts,
        by_network,
        rejects: written.examples,
        outcome,
    };
    check(&followed);
    followed
}

/// Runs a reader on the whole file and on small pieces of it. Both must give the same result.
pub(super) fn follow_pieces<T: PartialEq + Debug>(
    bytes: &[u8],
    networks: usize,
    reader: impl Fn(Pieces<'_>, &mut RowCounter<'_>, &mut FileProgress<'_>) -> Result<T, FileFault>,
) -> Followed<T> {
    let [whole, small] = [Pieces::whole(bytes), Pieces::small(bytes)].map(|pieces| {
        follow(networks, |counter, progress| {
            reader(pieces, counter, progress)
        })
    });
    assert_eq!(
        whole, small,
        "records do not depend on how a buffer is filled"
    );
    whole
}

fn check<T>(followed: &Followed<T>) {
    for counts in std::iter::once(&followed.counts).chain(&followed.by_network) {
        let fates = counts.accepted + counts.skipped + counts.repeated + counts.rejected;
        assert_eq!(fates, counts.read, "every row read has one fate");
        assert_eq!(counts.rejected_by_code.total(), counts.rejected);
    }
    let of_networks: u64 = followed.by_network.iter().map(|counts| counts.read).sum();
    assert!(of_networks <= followed.counts.read);
    for reject in &followed.rejects {
        check_sentence(&reject.message);
        assert!(reject.record > 0 && reject.line.is_none_or(|line| line > 0));
    }
    if let Err(sentence) = &followed.outcome {
        check_sentence(sentence);
    }
}

/// Checks that a message is one short line without a final period.
pub(super) fn check_sentence(sentence: &str) {
    assert!(!sentence.is_empty() && sentence.len() <= LONGEST_MESSAGE && !sentence.ends_with('.'));
    assert!(!sentence.contains(char::is_control), "{sentence:?}");
}
