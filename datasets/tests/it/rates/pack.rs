//! Packing of files: as they are, gzip in one or several members, or the one file of a zip archive.

use flate2::write::{DeflateEncoder, GzEncoder};
use flate2::{Compression, Crc};
use nearsite_random::SplitMix64;
use std::io::Write;

/// Packs contents and names the file accordingly, or now and then not.
pub(super) fn pack(name: &str, contents: &[u8], rng: &mut SplitMix64) -> (String, Vec<u8>) {
    match rng.below(6) {
        0 => (format!("{name}.gz"), gzip(contents)),
        1 => {
            let (first, second) = contents.split_at(rng.below(contents.len() + 1).min(300));
            let middle = gzip(b"");
            (
                format!("{name}.gz"),
                [gzip(first), middle, gzip(second)].concat(),
            )
        }
        2 => (format!("{name}.zip"), zip(&[(name, contents)])),
        3 => (name.to_owned(), gzip(contents)),
        _ => (name.to_owned(), contents.to_vec()),
    }
}

pub(super) fn gzip(contents: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(contents).unwrap();
    encoder.finish().unwrap()
}

/// A zip archive, its members deflated.
pub(super) fn zip(members: &[(&str, &[u8])]) -> Vec<u8> {
    let (mut archive, mut directory) = (Vec::new(), Vec::new());
    for (name, contents) in members {
        let offset = archive.len() as u32;
        let mut encoder = DeflateEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(contents).unwrap();
        let packed = encoder.finish().unwrap();
        let mut crc = Crc::new();
        crc.update(contents);
        // Version 2.0, no flags, method deflate, no time; checksum, sizes, length of the name, no
        // extra field.
        let mut entry = vec![20, 0, 0, 0, 8, 0, 0, 0, 0, 0];
        for number in [
            crc.sum(),
            packed.len() as u32,
            contents.len() as u32,
            name.len() as u32,
        ] {
            entry.extend(number.to_le_bytes());
        }
        archive.extend([b"PK\x03\x04", &entry[..], name.as_bytes(), &packed].concat());
        directory.extend([b"PK\x01\x02\x14\x00", &entry[..]].concat());
        directory.extend([0; 10]);
        directory.extend(offset.to_le_bytes());
        directory.extend(name.as_bytes());
    }
    let begin = archive.len() as u32;
    let count = members.len() as u16;
    archive.extend(&directory);
    archive.extend(b"PK\x05\x06\x00\x00\x00\x00");
    archive.extend([count.to_le_bytes(), count.to_le_bytes()].concat());
    archive.extend((directory.len() as u32).to_le_bytes());
    archive.extend(begin.to_le_bytes());
    archive.extend([0, 0]);
    archive
}
