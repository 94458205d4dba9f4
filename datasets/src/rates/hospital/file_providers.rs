//! Providers of a hospital file's rates: its type-2 NPIs, or the EIN at the start of its name.

use super::read_options::ReadOptions;
use nearsite_domain::Npi;
use rustc_hash::FxHashSet;

/// Registered providers of every rate in a file.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct FileProviders {
    /// Nine digits.
    pub(super) ein: Option<String>,
    /// One row per registered NPI, or one row without NPI for the EIN.
    pub(super) rows: Vec<Option<Npi>>,
    /// Number of type-2 NPIs in the file, registered or not.
    pub(super) group_size: u32,
}

/// Type-2 NPIs as a file states them.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct StatedNpis {
    /// Distinct NPIs in the order stated. 0 is not an NPI.
    pub(super) npis: Vec<u64>,
    /// Number of texts that are not NPIs.
    pub(super) unreadable: u64,
}

impl FileProviders {
    pub(super) fn new(stated: &StatedNpis, options: &ReadOptions<'_>) -> Self {
        let wanted = options.wanted;
        let ein = ein_of(options.file_name);
        let registered = stated.npis.iter().filter_map(|&npi| wanted.npi(npi));
        let mut rows: Vec<Option<Npi>> = registered.map(Some).collect();
        let has_ein = ein
            .as_deref()
            .is_some_and(|ein| wanted.has_tin(Some("ein"), ein));
        if rows.is_empty() && has_ein {
            rows.push(None);
        }
        Self {
            ein,
            rows,
            group_size: u32::try_from(stated.npis.len()).unwrap_or(u32::MAX),
        }
    }
}

impl StatedNpis {
    /// Reads NPIs from texts, which may contain several separated by bars, commas, semicolons or
    /// blanks.
    pub(super) fn new<'a>(texts: impl IntoIterator<Item = &'a str>) -> Self {
        let mut stated = Self::default();
        let mut seen = FxHashSet::default();
        let is_separator = |c: char| c.is_whitespace() || matches!(c, '|' | ',' | ';');
        for text in texts.into_iter().flat_map(|text| text.split(is_separator)) {
            let is_npi = text.len() == 10 && text.bytes().all(|byte| byte.is_ascii_digit());
            match text.parse() {
                _ if text.is_empty() => {}
                Ok(0) => {}
                Ok(npi) if is_npi => {
                    if seen.insert(npi) {
                        stated.npis.push(npi);
                    }
                }
                _ => stated.unreadable += 1,
            }
        }
        stated
    }
}

/// Returns the nine digits at the start of a file name, with or without the hyphen of an EIN.
fn ein_of(file_name: &str) -> Option<String> {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let (head, rest) = file_name.split_at(digits(file_name));
    match head.len() {
        9 => Some(head.to_owned()),
        2 => {
            let rest = rest.strip_prefix('-')?;
            (digits(rest) == 7).then(|| format!("{head}{}", &rest[..7]))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{StatedNpis, ein_of};

    #[test]
    fn a_file_name_that_begins_with_nine_digits_states_an_ein() {
        for (name, expected) in [
            (
                "631282722_lake-martin_standardcharges.csv",
                Some("631282722"),
            ),
            (
                "63-1282722_lake-martin_standardcharges.csv",
                Some("631282722"),
            ),
            (
                "631282722-1234567893_x_standardcharges.json",
                Some("631282722"),
            ),
            ("631282722", Some("631282722")),
            ("6312827221_x.csv", None),
            ("63128272_x.csv", None),
            ("63-12827221_x.csv", None),
            ("x631282722.csv", None),
            ("é31282722.csv", None),
            ("", None),
        ] {
            assert_eq!(ein_of(name).as_deref(), expected, "{name}");
        }
    }

    #[test]
    fn npis_are_read_from_bars_and_lists_and_zero_is_ignored() {
        let stated =
            StatedNpis::new(["0000000001 | 0000000002|0000000001 ", "1234567893", "0", ""]);
        assert_eq!(
            (stated.npis, stated.unreadable),
            (vec![1, 2, 1_234_567_893], 0)
        );
        let stated = StatedNpis::new(["1.23457E+09|0000000000|12345|123456789x|12345678901"]);
        assert_eq!((stated.npis, stated.unreadable), (vec![], 4));
    }
}
