//! Files that operating systems write next to others: names that are never those of data.

/// Group of such files under one name.
const NAMES: [&str; 3] = [".DS_Store", "Thumbs.db", "desktop.ini"];
/// Beginning of the names of files with resource forks and attributes.
const FORK: &str = "._";
/// Folder of such files in zip archives.
const FORK_FOLDER: &str = "__MACOSX";

/// Returns the name of the group of a file that an operating system wrote; none for other files.
pub(crate) fn litter_name(file_name: &str) -> Option<&'static str> {
    let mut names = NAMES.iter().copied();
    match names.find(|name| name.eq_ignore_ascii_case(file_name)) {
        None if file_name.starts_with(FORK) => Some("._*"),
        found => found,
    }
}

/// True if a path in an archive is a folder, or a file that an operating system wrote.
pub(crate) fn is_litter_path(path: &str) -> bool {
    let mut parts = path.split(['/', '\\']);
    let last = parts.next_back().unwrap_or_default();
    last.is_empty() || litter_name(last).is_some() || parts.any(|part| part == FORK_FOLDER)
}

#[cfg(test)]
mod tests {
    use super::{is_litter_path, litter_name};

    #[test]
    fn folders_and_files_of_operating_systems_are_litter() {
        for (path, expected) in [
            ("prices/", true),
            ("__MACOSX/", true),
            ("__MACOSX/._prices.json", true),
            ("__MACOSX/prices.json", true),
            (".DS_Store", true),
            ("prices/.DS_Store", true),
            ("prices/._rates.csv", true),
            ("thumbs.db", true),
            ("a\\Desktop.ini", true),
            ("prices.json", false),
            ("prices/rates.csv", false),
            (".hidden.json", false),
            ("_rates.json", false),
        ] {
            assert_eq!(is_litter_path(path), expected, "{path}");
        }
        assert_eq!(litter_name("._a.json"), Some("._*"));
        assert_eq!(litter_name("THUMBS.DB"), Some("Thumbs.db"));
    }
}
