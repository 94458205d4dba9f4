//! Stored files: byte-order marks, compression, hash and progress.

use super::{CollectedRates, FILE_NAME, wanted};
use crate::rates::hospital::{HospitalFile, HospitalFormat};
use crate::reading::source::Source;
use flate2::{Compression, write::GzEncoder};
use std::io::Write;

const TABLE: &str = "code|1,payer_name,standard_charge|negotiated_dollar\r\n";
const ROW: &str = "70551,A,5\r\n";

/// Reads stored bytes. Returns everything the sink received, the hash and the last progress.
fn read(stored: &[u8], format: HospitalFormat) -> (CollectedRates, String, u64) {
    let mut file = tempfile::NamedTempFile::new().expect("a file");
    file.write_all(stored).expect("room");
    let source = Source::open(file.path()).expect("a valid file");
    let scratch = std::env::temp_dir();
    let hospital_file = HospitalFile {
        source,
        name: FILE_NAME,
        format,
        scratch: &scratch,
        check: false,
    };
    let (mut collected, mut read) = (CollectedRates::default(), 0);
    let result = hospital_file.read(&wanted(), &mut collected, &mut |bytes| read = bytes);
    let (_, fingerprint) = result.expect("a valid file");
    (collected, fingerprint.blake3, read)
}

#[test]
fn positions_count_the_byte_order_mark_and_the_hash_is_of_the_stored_bytes() {
    let text = format!("\u{feff}{TABLE}{ROW}");
    let (collected, hash, _) = read(text.as_bytes(), HospitalFormat::CsvTall);
    assert_eq!(collected.positions, [(3 + TABLE.len()) as u64]);
    assert_eq!(hash, blake3::hash(text.as_bytes()).to_hex().to_string());
}

#[test]
fn a_compressed_file_reports_progress_in_stored_bytes() {
    let text = format!("{TABLE}{}", ROW.repeat(5000));
    let mut gzip = GzEncoder::new(Vec::new(), Compression::fast());
    gzip.write_all(text.as_bytes()).expect("room");
    let stored = gzip.finish().expect("room");
    let (collected, hash, progress) = read(&stored, HospitalFormat::CsvTall);
    assert_eq!(collected.rates.len(), 5000);
    assert_eq!(hash, blake3::hash(&stored).to_hex().to_string());
    assert_eq!(progress, stored.len() as u64);
}

#[test]
fn a_json_file_is_hashed_to_its_end() {
    let item = r#"{"code_information":[{"code":"70551"}],"standard_charges":[{"payers_information":[{"payer_name":"A","standard_charge_dollar":5}]}]}"#;
    let text = format!("\u{feff}{{\"standard_charge_information\":[{item}]}}\n\n");
    let (collected, hash, _) = read(text.as_bytes(), HospitalFormat::Json);
    assert_eq!(
        collected.positions,
        [text.find(item).expect("the item") as u64]
    );
    assert_eq!(hash, blake3::hash(text.as_bytes()).to_hex().to_string());
}
