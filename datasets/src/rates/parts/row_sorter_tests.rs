//! Sorting in little memory gives what sorting in memory gives.

use super::*;
use crate::rates::parts::row_encoding::{POSITION_BYTES, identity};
use std::collections::BTreeMap;

/// Rows with few different identities, so that equal ones meet across runs; the same every time.
fn rows(count: u64, kinds: u64, length: usize) -> Vec<Vec<u8>> {
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut next = || {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        state >> 33
    };
    (0..count)
        .map(|_| {
            let mut row = vec![b'x'; length];
            row.extend_from_slice(&(next() % kinds).to_be_bytes());
            row.extend_from_slice(&next().to_be_bytes());
            row
        })
        .collect()
}

/// Each identity once, with its smallest position, in order.
fn expected(rows: &[Vec<u8>]) -> Vec<Vec<u8>> {
    let mut smallest: BTreeMap<&[u8], &[u8]> = BTreeMap::new();
    for row in rows {
        let position = &row[row.len() - POSITION_BYTES..];
        let kept = smallest.entry(identity(row)).or_insert(position);
        *kept = position.min(*kept);
    }
    smallest
        .into_iter()
        .map(|(identity, position)| [identity, position].concat())
        .collect()
}

fn sorted(rows: &[Vec<u8>], buffer_bytes: usize) -> Vec<Vec<u8>> {
    let folder = tempfile::tempdir().expect("a folder");
    let mut sorter = RowSorter::new(folder.path(), buffer_bytes);
    for row in rows {
        let append = |bytes: &mut Vec<u8>| {
            bytes.extend_from_slice(row);
            true
        };
        sorter.add(append).expect("a row that is kept");
    }
    let mut out =
        RowWriter::new(nameless_file(folder.path()).expect("a file"), 64).expect("a writer");
    sorter.finish(&mut out).expect("sorted rows");
    let mut reader = RowReader::new(finished(out).expect("a file")).expect("a reader");
    let (mut found, mut row) = (Vec::new(), Vec::new());
    while reader.next(&mut row).expect("a row") {
        found.push(row.clone());
    }
    let left = std::fs::read_dir(folder.path()).expect("a folder").count();
    assert_eq!(left, 0, "runs must leave no name behind");
    found
}

#[test]
fn any_buffer_gives_the_same_rows() {
    let rows = rows(20_000, 3_000, 3);
    let expected = expected(&rows);
    assert!((2_900..=3_000).contains(&expected.len()));
    for buffer_bytes in [1 << 20, 50_000, 3_000, 900] {
        assert!(sorted(&rows, buffer_bytes) == expected, "{buffer_bytes}");
    }
}

#[test]
fn rows_longer_than_the_buffer_are_merged_a_few_at_a_time() {
    let rows = rows(5, 2, 17 << 20);
    assert!(sorted(&rows, 1 << 10) == expected(&rows));
}

#[test]
fn no_rows_are_no_rows() {
    assert!(sorted(&[], 100).is_empty());
}

#[test]
fn a_disk_that_is_full_or_gone_is_reported() {
    let folder = tempfile::tempdir().expect("a folder");
    let gone = folder.path().join("gone");
    let mut sorter = RowSorter::new(&gone, 10);
    let append = |bytes: &mut Vec<u8>| {
        bytes.extend_from_slice(&[b'x'; 20]);
        true
    };
    assert!(sorter.add(append).is_err());
    let full = File::options()
        .write(true)
        .open("/dev/full")
        .expect("a device");
    let mut out = RowWriter::new(full, 64).expect("a writer");
    out.write(&[b'x'; 20]).expect("a buffered row");
    assert!(out.finish().is_err());
}

#[test]
fn damaged_rows_are_reported() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("rows");
    let mut out = RowWriter::new(File::create(&path).expect("a file"), 64).expect("a writer");
    for row in rows(1000, 1000, 3) {
        out.write(&row).expect("a row");
    }
    out.finish().expect("a file");
    let bytes = std::fs::read(&path).expect("bytes");
    for damaged in [
        bytes[..bytes.len() / 2].to_vec(),
        [&bytes[..100], &[0; 50], &bytes[150..]].concat(),
    ] {
        std::fs::write(&path, damaged).expect("a file");
        let mut reader = RowReader::new(File::open(&path).expect("a file")).expect("a reader");
        let mut row = Vec::new();
        let fault = loop {
            match reader.next(&mut row) {
                Ok(true) => {}
                Ok(false) => break None,
                Err(fault) => break Some(fault),
            }
        };
        assert!(fault.is_some());
    }
}
