//! Target for the opening of files: plain, gzip, zstd or (price files) zip, with or without a
//! byte-order mark, or a format that is never read.
//!
//! This is the only target that needs a real file. It is written to the folder for temporary files
//! and removed again.

use super::follow::check_sentence;
use crate::reading::file_fault::FileFault;
use crate::reading::file_format::is_parquet;
use crate::reading::source::{Fingerprint, Source, first_bytes};
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

/// Contents up to this size may expand by any ratio. No fuzzer input is so large that the ratio
/// would allow more.
const MOST_EXPANDED: usize = 64 << 20;
/// Largest expansion ratio of price files.
const MOST_RATIO: usize = 1000;

/// Opens a file with any bytes.
///
/// # Panics
/// When plain bytes are changed, the hash differs from that of the file, or more is unpacked than a
/// build allows.
pub fn container(bytes: &[u8]) {
    let file = Scratch::new(bytes);
    let text = unpack(&file.0, Source::open);
    let price_text = unpack(&file.0, Source::open_price_file);
    if let (Some(text), Some(price_text)) = (text, price_text) {
        assert!(text == price_text, "a price file is unpacked as any other");
    }
    if !bytes.is_empty() {
        let head = first_bytes(&file.0).expect("a file that is not empty");
        assert!(bytes.starts_with(&head));
    }
}

/// Returns the contents of a file, or none if it is refused.
fn unpack(path: &Path, open: impl FnOnce(&Path) -> Result<Source, FileFault>) -> Option<Vec<u8>> {
    match open(path).and_then(read) {
        Ok((text, fingerprint)) => {
            check(path, &text, &fingerprint);
            Some(text)
        }
        Err(fault) => {
            check_sentence(&fault.to_string());
            None
        }
    }
}

fn read(mut source: Source) -> Result<(Vec<u8>, Fingerprint), FileFault> {
    let mut text = Vec::new();
    source.read_to_end(&mut text)?;
    Ok((text, source.finish()?))
}

fn check(path: &Path, text: &[u8], fingerprint: &Fingerprint) {
    let stored = fs::read(path).expect("the file just read");
    assert_eq!(fingerprint.bytes, stored.len() as u64);
    assert_eq!(fingerprint.blake3, blake3::hash(&stored).to_hex().as_str());
    assert!(!text.is_empty() && text.len() <= MOST_EXPANDED + stored.len() * MOST_RATIO);
    assert!(!is_parquet(&stored) && !is_parquet(text));
    assert!(!text.trim_ascii_start().starts_with(b"<"));
    let is_packed = stored.starts_with(&[0x1f, 0x8b])
        || stored.starts_with(b"PK")
        || stored.get(1..4) == Some(&[0xb5, 0x2f, 0xfd])
        || stored.get(1..4) == Some(&[0x2a, 0x4d, 0x18]);
    assert!(is_packed || stored.ends_with(text) && stored.len() <= text.len() + 3);
}

/// File that is removed on drop.
struct Scratch(PathBuf);

impl Scratch {
    fn new(bytes: &[u8]) -> Self {
        static NUMBER: AtomicU64 = AtomicU64::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let name = format!("nearsite-fuzzing-{}-{number}", std::process::id());
        let file = Self(std::env::temp_dir().join(name));
        fs::write(&file.0, bytes).expect("the folder for temporary files can be written to");
        file
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.0);
    }
}
