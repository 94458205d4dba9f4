//! Follows a reader through a file and checks the books: every row read has one fate, every reject says why in one line.

use super::pieces::Pieces;
use crate::reading::file_fault::FileFault;
use crate::reading::progress::FileProgress;
use crate::reading::reject::Reject;
use crate::reading::row_counter::{Counts, RejectsWriter, RowCounter};
use std::fmt::Debug;

/// Longest sentence of a reject or refusal; a longer one carries something of the file.
const LONGEST_MESSAGE: usize = 400;

/// What became of a file.
#[derive(Debug, PartialEq)]
pub(super) struct Followed<T> {
    pub(super) counts: Counts,
    pub(super) by_network: Vec<Counts>,
    /// The first rejects.
    rejects: Vec<Reject>,
    /// What was made of its rows, or the sentence that refuses it.
    pub(super) outcome: Result<T, String>,
}

/// Runs a reader and checks its counts; `networks` is how many are held.
pub(super) fn follow<T>(
    networks: usize,
    reader: impl FnOnce(&mut RowCounter<'_>, &mut FileProgress<'_>) -> Result<T, FileFault>,
) -> Followed<T> {
    let mut rejects = RejectsWriter::unwritten();
    let mut tally = RowCounter::new("file", networks, &mut rejects);
    let mut ignore = |_| {};
    let mut progress = FileProgress::new("file", &mut ignore);
    let outcome = reader(&mut tally, &mut progress).map_err(|fault| fault.to_string());
    let (counts, by_network) = tally.finish();
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

/// Runs a reader on the whole and on small pieces of it, which must come to the same.
pub(super) fn follow_pieces<T: PartialEq + Debug>(
    bytes: &[u8],
    networks: usize,
    reader: impl Fn(Pieces<'_>, &mut RowCounter<'_>, &mut FileProgress<'_>) -> Result<T, FileFault>,
) -> Followed<T> {
    let [whole, small] = [Pieces::whole(bytes), Pieces::small(bytes)]
        .map(|pieces| follow(networks, |tally, progress| reader(pieces, tally, progress)));
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

/// A sentence for people is one line, short, and not closed.
pub(super) fn check_sentence(sentence: &str) {
    assert!(!sentence.is_empty() && sentence.len() <= LONGEST_MESSAGE && !sentence.ends_with('.'));
    assert!(!sentence.contains(char::is_control), "{sentence:?}");
}
