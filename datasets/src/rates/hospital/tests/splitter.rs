//! The splitter finds the same records and cells as `csv_core`, for every text and window size.

use crate::rates::hospital::csv_scanner::CsvScanner;
use crate::rates::hospital::csv_splitter::{CsvSplitter, MAX_CELLS, NextRecord};
use crate::rates::hospital::text_decoder::TextDecoder;
use proptest::prelude::*;

/// Returns the records that the `csv` crate reads, which uses `csv_core`.
fn by_csv_core(text: &[u8]) -> Vec<Vec<String>> {
    let mut parser = csv_core::Reader::new();
    let mut records = Vec::new();
    let (mut cells, mut ends) = (vec![0; text.len() + 1], vec![0; text.len() + 1]);
    let mut rest = text;
    let (mut written, mut ended) = (0, 0);
    loop {
        let (result, used, out, end) =
            parser.read_record(rest, &mut cells[written..], &mut ends[ended..]);
        rest = &rest[used..];
        written += out;
        ended += end;
        match result {
            csv_core::ReadRecordResult::Record => {
                let mut start = 0;
                let record = ends[..ended].iter().map(|&end| {
                    let cell = String::from_utf8_lossy(&cells[start..end])
                        .trim()
                        .to_owned();
                    start = end;
                    cell
                });
                records.push(record.collect());
                (written, ended) = (0, 0);
            }
            csv_core::ReadRecordResult::End => return records,
            _ => {}
        }
    }
}

/// Returns the records of the splitter, up to an open quote.
fn by_splitter(text: &[u8], window: usize) -> (Vec<Vec<String>>, bool) {
    let mut splitter = CsvSplitter::with_window(text, window);
    let mut records = Vec::new();
    loop {
        match splitter.next_record() {
            Ok(NextRecord::Record(record)) => {
                assert_eq!(record.cells, record.iter().count());
                assert!(text[record.position as usize..].starts_with(record.bytes));
                let cell = |cell| TextDecoder::default().cell(cell).into_owned();
                records.push(record.iter().map(cell).collect());
            }
            Ok(NextRecord::End) => return (records, false),
            Ok(NextRecord::TooLong { .. }) | Err(_) => return (records, true),
        }
    }
}

/// Texts with many commas, quotes and line ends, and some long cells.
fn texts() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        ",",
        ",",
        "\"",
        "\"",
        "\"\"",
        "\n",
        "\r\n",
        "\r",
        "a",
        " ",
        "1.5",
        "\",\"",
        "a cell that is longer than others",
    ]);
    prop::collection::vec(pieces, 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, ..ProptestConfig::default() })]

    #[test]
    fn records_and_cells_are_those_of_csv_core(text in texts(), window in 1usize..80) {
        let mut expected = by_csv_core(text.as_bytes());
        let (records, has_open_quote) = by_splitter(text.as_bytes(), window);
        if has_open_quote {
            // `csv_core` returns the text after an open quote as a last record.
            expected.pop();
        }
        prop_assert_eq!(records, expected);
    }
}

proptest! {
    #[test]
    fn counting_cells_finds_the_same_records_as_keeping_their_ends(text in texts(), window in 1usize..80, kept in 0usize..4) {
        let mut keeping = CsvSplitter::with_window(text.as_bytes(), window);
        let mut counting = CsvSplitter::with_window(text.as_bytes(), window);
        counting.keep_cells(kept);
        let mut scanner = CsvScanner::new(MAX_CELLS);
        while let Ok(NextRecord::Record(expected)) = keeping.next_record() {
            let Ok(NextRecord::Record(record)) = counting.next_record() else {
                return Err(TestCaseError::fail("a record"));
            };
            prop_assert_eq!((record.position, record.bytes, record.cells), (expected.position, expected.bytes, expected.cells));
            prop_assert!(record.iter().eq(expected.iter().take(kept)));
            prop_assert!(record.split(&mut scanner).iter().eq(expected.iter()));
        }
        prop_assert!(!matches!(counting.next_record(), Ok(NextRecord::Record(_))));
    }
}

#[test]
fn an_open_quote_is_reported_with_its_line() {
    let text = "a,b\r\nc,d\r\n\r\n\"e,f\r\ng,h\r\n";
    for window in [1, 5, 1000] {
        let mut splitter = CsvSplitter::with_window(text.as_bytes(), window);
        let fault = loop {
            match splitter.next_record() {
                Ok(NextRecord::Record(_)) => {}
                Ok(_) => panic!("the quote is open"),
                Err(fault) => break fault.to_string(),
            }
        };
        assert!(fault.starts_with("line 4: a quote is opened"), "{fault}");
        assert_eq!(splitter.rest(), b"\"e,f\r\ng,h\r\n");
    }
}

#[test]
fn cells_that_are_not_kept_are_counted() {
    let mut splitter = CsvSplitter::new(&b"a,b,c,,\nd,e,f"[..], 3);
    splitter.keep_cells(2);
    let Ok(NextRecord::Record(record)) = splitter.next_record() else {
        panic!("a record");
    };
    assert_eq!((record.position, record.cells), (3, 5));
    assert_eq!(
        (record.cell(0), record.cell(1), record.cell(2)),
        (&b"a"[..], &b"b"[..], &b""[..])
    );
    assert_eq!(record.after_cells(2), b",c,,");
}
