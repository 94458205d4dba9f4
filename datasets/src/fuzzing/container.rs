//! A file as it lies on disk: plain, gzip or zstd, with or without a byte-order mark, or nothing that is ever read.
//!
//! The one target that needs a real file, because what is checked is the opening of files. It is written in the folder for
//! temporary files and removed again.

use crate::container::is_parquet;
use crate::fault::FileFault;
use crate::source::{Source, first_bytes};
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

/// Contents up to this size may expand by any ratio; no input of a fuzzer is so large that the ratio would allow more.
const MOST_EXPANDED: usize = 64 << 20;

/// A file of any kind.
///
/// # Panics
/// When plain bytes are changed, the hash is not that of the file, or more is unpacked than a build allows.
pub fn container(bytes: &[u8]) {
    let file = Scratch::new(bytes);
    let opened = unpack(&file.0);
    match opened {
        Ok(text) => {
            assert!(!text.is_empty() && text.len() <= MOST_EXPANDED + bytes.len() * 200);
            assert!(!is_parquet(bytes) && !is_parquet(&text));
            assert!(!text.trim_ascii_start().starts_with(b"<"));
        }
        Err(fault) => {
            let sentence = fault.to_string();
            assert!(!sentence.is_empty() && !sentence.contains(char::is_control));
        }
    }
    if !bytes.is_empty() {
        let head = first_bytes(&file.0).expect("a file that is not empty");
        assert!(bytes.starts_with(&head));
    }
}

fn unpack(path: &Path) -> Result<Vec<u8>, FileFault> {
    let stored = fs::read(path).map_err(FileFault::Read)?;
    let mut source = Source::open(path)?;
    let mut text = Vec::new();
    source.read_to_end(&mut text)?;
    let fingerprint = source.finish()?;
    assert_eq!(fingerprint.bytes, stored.len() as u64);
    assert_eq!(fingerprint.blake3, blake3::hash(&stored).to_hex().as_str());
    let is_packed = stored.starts_with(&[0x1f, 0x8b])
        || stored.get(1..4) == Some(&[0xb5, 0x2f, 0xfd])
        || stored.get(1..4) == Some(&[0x2a, 0x4d, 0x18]);
    assert!(is_packed || stored.ends_with(&text) && stored.len() <= text.len() + 3);
    Ok(text)
}

/// A file that is gone when it is dropped.
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
