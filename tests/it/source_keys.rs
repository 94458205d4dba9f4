//! Source keys: `SOURCES.md` resolves every key in use and has no others.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// Folders with files that are built, fetched or not ours.
const SKIPPED_FOLDERS: [&str; 3] = ["target", "node_modules", "sample"];

/// The key at the start of a text that `end` closes, if it is one: capitals, digits and hyphens.
fn key(text: &str, end: char) -> Option<&str> {
    let (key, _) = text.split_once(end)?;
    let is_key = key.len() > 1
        && key.starts_with(|first: char| first.is_ascii_uppercase())
        && key
            .bytes()
            .all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'-');
    is_key.then_some(key)
}

/// Every key that follows `mark` in a text.
fn keys_after<'a>(text: &'a str, mark: &str, end: char) -> impl Iterator<Item = &'a str> {
    text.split(mark)
        .skip(1)
        .filter_map(move |rest| key(rest, end))
}

/// Collects the keys that a file uses: bracketed ones, and in policies also the values of `source`.
fn collect_from_file(path: &Path, keys: &mut BTreeSet<String>) {
    let extension = path.extension().and_then(|extension| extension.to_str());
    let is_policy = path
        .parent()
        .is_some_and(|folder| folder.ends_with("datasets/policies"));
    let marks: &[(&str, char)] = match extension {
        Some("rs" | "md" | "ts") => &[("\\[", ']')],
        Some("toml") if is_policy => &[("[", ']'), ("source = \"", '"')],
        Some("toml") => &[("# [", ']'), (" [", ']')],
        _ => return,
    };
    let text = fs::read_to_string(path).unwrap();
    for &(mark, end) in marks {
        keys.extend(keys_after(&text, mark, end).map(str::to_owned));
    }
}

fn collect(folder: &Path, keys: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        if name.starts_with('.') || name == "SOURCES.md" {
            continue;
        }
        if !path.is_dir() {
            collect_from_file(&path, keys);
        } else if !SKIPPED_FOLDERS.contains(&name.as_str()) {
            collect(&path, keys);
        }
    }
}

#[test]
fn sources_md_resolves_every_key_in_use_and_no_other() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut used = BTreeSet::new();
    collect(root, &mut used);
    let document = fs::read_to_string(root.join("SOURCES.md")).unwrap();
    let listed: BTreeSet<String> = document
        .lines()
        .filter_map(|line| key(line.strip_prefix("| ")?, ' '))
        .map(str::to_owned)
        .collect();
    let missing: Vec<_> = used.difference(&listed).collect();
    let unused: Vec<_> = listed.difference(&used).collect();
    assert!(missing.is_empty(), "add to SOURCES.md: {missing:?}");
    assert!(unused.is_empty(), "remove from SOURCES.md: {unused:?}");
    assert!(used.len() > 40, "only {} keys found", used.len());
}

#[test]
fn a_key_is_made_from_capitals_digits_and_hyphens() {
    assert_eq!(key("TX-SOC] and more", ']'), Some("TX-SOC"));
    assert_eq!(key("S0]", ']'), Some("S0"));
    for text in ["T]", "Site]", "0]", "A-Z 0-9]", "OPEN"] {
        assert_eq!(key(text, ']'), None, "{text}");
    }
    let found: Vec<_> = keys_after("as \\[HPH]\\[GUSS] say", "\\[", ']').collect();
    assert_eq!(found, ["HPH", "GUSS"]);
}
