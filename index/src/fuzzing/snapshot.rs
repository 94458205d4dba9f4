//! The two small files by which a snapshot is found and believed: `CURRENT` and the manifest.

use crate::snapshot::{
    ContentFile, Current, FORMAT_VERSION, MANIFEST_FILE, Manifest, TEXT_INDEX, content_id,
};

/// `CURRENT`.
///
/// # Panics
/// When a line is accepted that is not the one it would be written as.
pub fn current(bytes: &[u8]) {
    match Current::parse(bytes) {
        Ok(current) => assert_eq!(current.to_line().as_bytes(), bytes),
        Err(fault) => one_line(&fault.to_string()),
    }
}

/// Reads a manifest as it is on disk, and then the same manifest with corrected hash and order. No
/// random change passes the hash, and the checks after it must be sound too.
///
/// # Panics
/// If a manifest does not read back, or one with paths that lead elsewhere is accepted.
pub fn manifest(bytes: &[u8]) {
    match Manifest::parse(bytes) {
        Ok(manifest) => check(&manifest),
        Err(fault) => one_line(&fault.to_string()),
    }
    if let Ok(manifest) = serde_json::from_slice::<Manifest>(bytes) {
        forge(manifest);
    }
}

fn forge(mut manifest: Manifest) {
    manifest.format_version = FORMAT_VERSION;
    TEXT_INDEX.clone_into(&mut manifest.text_index);
    manifest.files.sort_by(|a, b| a.path.cmp(&b.path));
    manifest.id = content_id(manifest.prices_as_of, &manifest.files);
    if let Ok(read) = Manifest::parse(&written(&manifest)) {
        assert_eq!(read, manifest);
        check(&read);
    }
}

/// Checks the promises of an accepted manifest.
fn check(manifest: &Manifest) {
    assert_eq!(
        manifest.id,
        content_id(manifest.prices_as_of, &manifest.files)
    );
    assert!(manifest.files.iter().all(is_inside));
    let again = Manifest::parse(&written(manifest)).ok();
    assert_eq!(
        again.as_ref(),
        Some(manifest),
        "a manifest reads back as it is written"
    );
}

fn is_inside(file: &ContentFile) -> bool {
    let path = &file.path;
    let leads_out = path.starts_with('/') || path.split('/').any(|part| part == "..");
    let printable = !path.contains(|letter: char| letter == '\\' || letter.is_control());
    printable && !leads_out && !path.is_empty() && path != MANIFEST_FILE
}

fn written(manifest: &Manifest) -> Vec<u8> {
    serde_json::to_vec_pretty(manifest).expect("a manifest holds nothing JSON cannot hold")
}

/// Checks that a refusal is one line for any contents of the file.
fn one_line(message: &str) {
    assert!(!message.is_empty() && !message.contains(char::is_control));
}
