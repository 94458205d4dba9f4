//! One attribute of an exam as read from words.

/// Something asked for, and the positions of the typed words that say it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Hint<T> {
    pub(crate) asked: T,
    pub(crate) words: Vec<usize>,
}
