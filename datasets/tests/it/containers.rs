//! Compression, byte-order marks, and paths that are not regular files.

use crate::support::{World, file, lines, site};
use flate2::Compression;
use flate2::write::GzEncoder;
use nearsite_datasets::{IndexOptions, Progress, index};
use std::io::Write;

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn registrations() -> Vec<u8> {
    lines(&[site("A-1"), site("A-2")]).into_bytes()
}

#[test]
fn all_members_of_a_gzip_file_are_read() {
    let world = World::new();
    let mut bytes = gzip(b"");
    bytes.extend(gzip(lines(&[site("A-1")]).as_bytes()));
    bytes.extend(gzip(lines(&[site("A-2")]).as_bytes()));
    world.write("registrations.ndjson", bytes);
    assert_eq!(file(&world.built(), "registrations").counts.accepted, 2);
}

#[test]
fn zstd_is_read_under_any_file_name() {
    let world = World::new();
    world.write(
        "registrations.ndjson",
        zstd::encode_all(&registrations()[..], 3).unwrap(),
    );
    world.write(
        "participation.csv",
        gzip(b"registration_id,network\nA-1,n1\n"),
    );
    assert_eq!(file(&world.built(), "registrations").counts.accepted, 2);
}

#[test]
fn plain_text_named_gz_is_read() {
    let mut world = World::new();
    world.options.inputs.registrations = world.write("registrations.ndjson.gz", registrations());
    assert_eq!(file(&world.built(), "registrations").counts.accepted, 2);
}

#[test]
fn a_byte_order_mark_is_tolerated_in_every_file() {
    let world = World::new();
    for name in ["registrations.ndjson", "participation.csv", "networks.csv"] {
        let mut bytes = b"\xef\xbb\xbf".to_vec();
        bytes.extend(std::fs::read(world.folder().join(name)).unwrap());
        world.write(name, bytes);
    }
    assert_eq!(world.built().snapshot.sites, 2);
}

#[test]
fn a_gzip_file_that_is_cut_off_is_refused() {
    let world = World::new();
    let whole = gzip(&registrations());
    for length in [whole.len() / 2, whole.len() - 4, whole.len() - 1, 12, 3] {
        world.write("registrations.ndjson", &whole[..length]);
        assert!(
            world.refusal().contains("cannot be decompressed"),
            "{length} bytes"
        );
    }
}

#[test]
fn a_gzip_file_with_a_wrong_checksum_is_refused() {
    let world = World::new();
    let mut bytes = gzip(&registrations());
    let checksum = bytes.len() - 8;
    bytes[checksum] ^= 1;
    world.write("registrations.ndjson", bytes);
    assert!(world.refusal().contains("cannot be decompressed"));
}

#[test]
fn contents_that_expand_beyond_reason_are_refused() {
    let world = World::new();
    let mut encoder = GzEncoder::new(b"".to_vec(), Compression::best());
    encoder.write_all(b"network,plan\nn1,p1\n").unwrap();
    // Blank lines, so that no record grows too long before the limit of expansion is met.
    let blank = vec![b'\n'; 1 << 20];
    for _ in 0..80 {
        encoder.write_all(&blank).unwrap();
    }
    world.write("networks.csv", encoder.finish().unwrap());
    assert!(world.refusal().contains("expands to more than 200 times"));
}

#[test]
fn a_zstd_window_of_two_gibibytes_is_refused() {
    let world = World::new();
    // Magic, a frame header that claims a window of 2^31 bytes, and one raw block.
    let text = registrations();
    let block_header = (text.len() as u32) << 3 | 1;
    let mut bytes = vec![0x28, 0xb5, 0x2f, 0xfd, 0x00, (31 - 10) << 3];
    bytes.extend(&block_header.to_le_bytes()[..3]);
    bytes.extend(text);
    world.write("registrations.ndjson", &bytes);
    assert!(world.refusal().contains("cannot be decompressed"));
    bytes[5] = (27 - 10) << 3;
    world.write("registrations.ndjson", &bytes);
    assert_eq!(file(&world.built(), "registrations").counts.accepted, 2);
}

#[test]
fn files_compressed_twice_are_refused() {
    let world = World::new();
    world.write("registrations.ndjson", gzip(&gzip(&registrations())));
    assert!(world.refusal().contains("compressed twice"));
}

#[test]
fn things_that_are_no_data_are_named() {
    let mut tar = vec![0; 512];
    tar[257..262].copy_from_slice(b"ustar");
    let cases: [(&[u8], &str); 10] = [
        (b"PK\x03\x04rest", "zip archive or an Excel workbook"),
        (b"<!DOCTYPE html><html>", "HTML or XML page"),
        (b"  \n<html>", "HTML or XML page"),
        (&tar, "tar archive"),
        (b"%PDF-1.7", "PDF"),
        (b"PAR1....PAR1", "Parquet"),
        (b"", "is empty"),
        (b"\xef\xbb\xbf", "is empty"),
        (b"\xff\xfen\0e\0t\0", "UTF-16"),
        (b"\xfe\xff\0n\0e\0t", "UTF-16"),
    ];
    let world = World::new();
    for name in ["registrations.ndjson", "networks.csv"] {
        let sound = std::fs::read(world.folder().join(name)).unwrap();
        for (bytes, expected) in cases {
            world.write(name, bytes);
            let message = world.refusal();
            assert!(
                message.contains(expected) && message.contains(name),
                "{message}"
            );
        }
        world.write(name, gzip(b""));
        assert!(world.refusal().contains("is empty"));
        world.write(name, sound);
    }
}

#[test]
fn only_regular_files_are_opened() {
    let mut world = World::new();
    let pipe = world.folder().join("pipe");
    assert!(
        std::process::Command::new("mkfifo")
            .arg(&pipe)
            .status()
            .unwrap()
            .success()
    );
    let missing = world.folder().join("../nowhere/networks.csv");
    let cases = [
        (pipe, "is a pipe"),
        (world.folder().to_owned(), "is a directory"),
        ("/dev/zero".into(), "is a device"),
        (missing, "cannot be read"),
    ];
    for (path, expected) in cases {
        world.options.inputs.networks = path;
        let message = world.refusal();
        assert!(message.contains(expected), "{message}");
    }
}

#[test]
fn a_file_that_changes_while_it_is_read_is_refused() {
    let changes: [fn(&std::path::Path); 3] = [
        |path| {
            let mut file = std::fs::File::options().append(true).open(path).unwrap();
            file.write_all(b"A-1,n1,late\n").unwrap();
        },
        |path| {
            let bytes = std::fs::read(path).unwrap();
            std::fs::write(path, &bytes[..bytes.len() / 2]).unwrap();
        },
        |path| {
            let replacement = path.with_extension("new");
            std::fs::copy(path, &replacement).unwrap();
            std::fs::rename(&replacement, path).unwrap();
        },
    ];
    for change in changes {
        let world = World::new();
        let rows: String = (0..200_000)
            .map(|row| format!("A-1,n1,tier {row}\n"))
            .collect();
        let path = world.write(
            "participation.csv",
            format!("registration_id,network,tier\n{rows}"),
        );
        let options = IndexOptions {
            dry_run: true,
            ..world.options.clone()
        };
        let mut changed = false;
        let result = index(&options, &mut |progress| {
            if matches!(progress, Progress::Reading { file, bytes_read, bytes_total }
                if file == "participation.csv" && bytes_read > 0 && bytes_read < bytes_total && !changed)
            {
                change(&path);
                changed = true;
            }
        });
        assert!(changed);
        let message = result.expect_err("a changed file").to_string();
        assert!(
            message.contains("changed while it was being read"),
            "{message}"
        );
    }
}
