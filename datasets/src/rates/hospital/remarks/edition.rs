//! Which template a file follows.

/// A template, by the first number of its version.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Edition {
    /// 2.x; what is asked is what its newest data dictionary, 2.2, asks.
    Second,
    /// 3.x.
    Third,
}

/// Fields in a file that one edition alone has.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) struct Marks {
    pub(super) second: usize,
    pub(super) third: usize,
}

impl Marks {
    /// Counts a field of an edition.
    pub(super) const fn add(&mut self, edition: Edition) {
        match edition {
            Edition::Second => self.second += 1,
            Edition::Third => self.third += 1,
        }
    }
}

impl Edition {
    /// The edition a version belongs to, if it is one of the two.
    pub(super) fn of_version(version: &str) -> Option<Self> {
        match version.get(..2) {
            Some("2.") => Some(Self::Second),
            Some("3.") => Some(Self::Third),
            _ => None,
        }
    }

    /// The edition a file follows: the one whose fields alone it has; of a file with fields of both or neither, what it says.
    pub(super) fn followed(version: Option<&str>, marks: Marks) -> Self {
        let by_most = if marks.third > marks.second {
            Self::Third
        } else {
            Self::Second
        };
        let is_of_one = (marks.second > 0) != (marks.third > 0);
        let said = version.and_then(Self::of_version);
        said.filter(|_| !is_of_one).unwrap_or(by_most)
    }
}

#[cfg(test)]
mod tests {
    use super::{Edition, Marks};

    #[test]
    fn fields_of_one_edition_alone_outweigh_what_a_file_says() {
        for (version, second, third, expected) in [
            (Some("2.0.0"), 0, 1, Edition::Third),
            (Some("3.0.0"), 2, 0, Edition::Second),
            (Some("3.0.0"), 2, 1, Edition::Third),
            (Some("2.2.1"), 1, 2, Edition::Second),
            (Some("1.0.0"), 1, 2, Edition::Third),
            (Some("3.1"), 0, 0, Edition::Third),
            (Some("3"), 0, 0, Edition::Second),
            (Some("é"), 0, 0, Edition::Second),
            (None, 1, 1, Edition::Second),
        ] {
            let marks = Marks { second, third };
            assert_eq!(Edition::followed(version, marks), expected, "{version:?}");
        }
    }
}
