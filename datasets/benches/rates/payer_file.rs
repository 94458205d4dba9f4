//! Invents a payer in-network file of a given size, in the shape of real ones: long lists of
//! prices, references of many providers, and about one byte in a hundred about codes of the
//! catalog.

use flate2::Compression;
use flate2::write::GzEncoder;
use nearsite_random::SplitMix64;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

/// The NPIs that are registered; every hundredth reference names one.
pub(crate) const REGISTERED: [u64; 3] = [1_234_567_893, 1_679_576_722, 1_000_000_004];
/// Share of the file that references take, in per cent, up to a limit: a payer has so many
/// providers, however many rates.
const REFERENCES_PERCENT: u64 = 12;
const MOST_REFERENCE_BYTES: u64 = 60_000_000;
/// Every so many items one has a code of the catalog.
const ITEMS_PER_HIT: u64 = 100;
const CODES: [&str; 5] = ["70450", "70551", "72148", "73721", "74177"];
const NPIS_PER_GROUP: u64 = 24;
const ENTRIES_PER_ITEM: u64 = 60;

/// Counts the bytes that pass.
struct Counted<W> {
    writer: W,
    bytes: u64,
}

impl<W: Write> Write for Counted<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.writer.write(bytes)?;
        self.bytes += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.writer.flush()
    }
}

/// Writes a gzip file of at least so many bytes unpacked; how many they are.
pub(crate) fn write(path: &Path, bytes: u64) -> io::Result<u64> {
    let packed = GzEncoder::new(BufWriter::new(File::create(path)?), Compression::default());
    let mut file = Counted {
        writer: BufWriter::with_capacity(1 << 20, packed),
        bytes: 0,
    };
    let mut numbers = SplitMix64::new(1);
    write!(
        file,
        r#"{{"reporting_entity_name":"Bench Health","reporting_entity_type":"health insurance issuer","#
    )?;
    write!(file, r#""last_updated_on":"2026-01-01","version":"2.0.0","#)?;
    let reference_bytes = (bytes / 100 * REFERENCES_PERCENT).min(MOST_REFERENCE_BYTES);
    let references = write_references(&mut file, reference_bytes, &mut numbers)?;
    write!(file, r#","in_network":["#)?;
    let mut items = 0;
    while file.bytes < bytes {
        if items > 0 {
            write!(file, ",")?;
        }
        write_item(&mut file, items, references, &mut numbers)?;
        items += 1;
    }
    write!(file, "]}}")?;
    let written = file.bytes;
    let packed = file
        .writer
        .into_inner()
        .map_err(io::IntoInnerError::into_error)?;
    packed.finish()?.flush()?;
    Ok(written)
}

fn write_references(
    file: &mut Counted<impl Write>,
    bytes: u64,
    numbers: &mut SplitMix64,
) -> io::Result<u64> {
    write!(file, r#""provider_references":["#)?;
    let mut count = 0;
    while count == 0 || file.bytes < bytes {
        if count > 0 {
            write!(file, ",")?;
        }
        write!(
            file,
            r#"{{"provider_group_id":{count},"network_name":["Choice PPO"],"provider_groups":["#
        )?;
        for group in 0..=numbers.below_u64(8) {
            if group > 0 {
                write!(file, ",")?;
            }
            write!(file, r#"{{"npi":["#)?;
            if group == 0 && count % 100 == 0 {
                let npi = REGISTERED[(count / 100) as usize % REGISTERED.len()];
                write!(file, "{npi},")?;
            }
            write!(file, "{}", 1_000_000_000 + numbers.below_u64(900_000_000))?;
            for _ in 0..numbers.below_u64(NPIS_PER_GROUP) {
                write!(file, ",{}", 1_000_000_000 + numbers.below_u64(900_000_000))?;
            }
            let tin = 100_000_000 + numbers.below_u64(800_000_000);
            write!(
                file,
                r#"],"tin":{{"type":"ein","value":"{tin}","business_name":"Practice {tin}"}}}}"#
            )?;
        }
        write!(file, "]}}")?;
        count += 1;
    }
    write!(file, "]")?;
    Ok(count)
}

fn write_item(
    file: &mut Counted<impl Write>,
    number: u64,
    references: u64,
    numbers: &mut SplitMix64,
) -> io::Result<()> {
    // The others are longer than any code of the catalog.
    let code = if number.is_multiple_of(ITEMS_PER_HIT) {
        CODES[(number / ITEMS_PER_HIT) as usize % CODES.len()].to_owned()
    } else {
        format!("X{:05}", number % 100_000)
    };
    write!(
        file,
        r#"{{"negotiation_arrangement":"ffs","name":"Service {code}","billing_code_type":"CPT","#
    )?;
    write!(
        file,
        r#""billing_code_type_version":"2026","billing_code":"{code}","description":"Service {code}, as described","#
    )?;
    write!(file, r#""negotiated_rates":["#)?;
    for entry in 0..=numbers.below_u64(2 * ENTRIES_PER_ITEM) {
        if entry > 0 {
            write!(file, ",")?;
        }
        write!(
            file,
            r#"{{"provider_references":[{}"#,
            numbers.below_u64(references)
        )?;
        for _ in 0..numbers.below_u64(6) {
            write!(file, ",{}", numbers.below_u64(references))?;
        }
        write!(file, r#"],"negotiated_prices":["#)?;
        for price in 0..=numbers.below_u64(5) {
            if price > 0 {
                write!(file, ",")?;
            }
            let (dollars, cents) = (20 + numbers.below_u64(4000), numbers.below_u64(100));
            write!(
                file,
                r#"{{"negotiated_type":"negotiated","negotiated_rate":{dollars}.{cents:02},"expiration_date":"9999-12-31","service_code":["11","19","22"],"billing_class":"professional","setting":"outpatient","billing_code_modifier":["{}"]}}"#,
                ["26", "TC"][(price % 2) as usize]
            )?;
        }
        write!(file, "]}}")?;
    }
    write!(file, "]}}")
}
