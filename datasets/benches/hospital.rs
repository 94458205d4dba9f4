//! Reading a hospital's wide CSV file: 500 MB, one row in a hundred with a code of ours.
//!
//! Prints megabytes per second of one core's time, hashing included, inflating not: the file is
//! stored as it is and in the page cache. Beside the usual shape there are the two extremes, hardly
//! anything but commas and much prose.

#![expect(
    clippy::print_stdout,
    reason = "the figures are the output of a benchmark"
)]

use nearsite_datasets::count_hospital_file;
use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::{BufWriter, Write as _};
use std::path::Path;

const FILE_BYTES: u64 = 500_000_000;
/// Payer-plans of a middling hospital; nine columns each.
const PLANS: usize = 40;
const HIT_EVERY: u64 = 100;
const RUNS: usize = 5;
const CODE: &str = "70551";
const NPI: u64 = 1_234_567_893;

/// What a row holds.
struct Shape {
    name: &'static str,
    /// One plan in so many has an amount.
    priced_every: usize,
    /// Text in the description and in the notes of a priced plan.
    prose: &'static str,
}

const SHAPES: [Shape; 3] = [
    Shape {
        name: "usual: every second plan priced",
        priced_every: 2,
        prose: "paid at the fee schedule",
    },
    Shape {
        name: "sparse: hardly anything but commas",
        priced_every: 40,
        prose: "",
    },
    Shape {
        name: "prose: every plan priced, with quoted notes",
        priced_every: 1,
        prose: "\"When total charges exceed $200,000.00 for the \"\"plan\"\", the claim is reimbursed\nat 50% of charges\"",
    },
];

fn main() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("wide.csv");
    for shape in &SHAPES {
        write_file(&path, shape);
        let bytes = fs::metadata(&path).expect("the file").len();
        let mut rates = 0;
        let mut seconds: Vec<f64> = (0..RUNS)
            .map(|_| {
                let start = processor_seconds();
                let measured = count_hospital_file(&path, &[CODE], &[NPI]).expect("a sound file");
                assert_eq!(
                    (measured.rejects, measured.records / HIT_EVERY),
                    (0, measured.records_wanted)
                );
                rates = measured.rates;
                processor_seconds() - start
            })
            .collect();
        seconds.sort_by(f64::total_cmp);
        let per_second = |seconds: f64| bytes as f64 / 1e6 / seconds;
        println!(
            "{}: {:.0} MB/s (best {:.0}), {rates} rates of {} MB",
            shape.name,
            per_second(seconds[RUNS / 2]),
            per_second(seconds[0]),
            bytes / 1_000_000
        );
    }
}

/// What the main thread, which does everything here, has had of a processor; other programs do not
/// count.
fn processor_seconds() -> f64 {
    let statistics = fs::read_to_string("/proc/self/schedstat").expect("the scheduler's figures");
    let nanoseconds = statistics.split_whitespace().next();
    nanoseconds
        .and_then(|text| text.parse::<f64>().ok())
        .expect("nanoseconds")
        / 1e9
}

fn write_file(path: &Path, shape: &Shape) {
    let mut file = BufWriter::new(File::create(path).expect("a file"));
    let mut text = header();
    let mut written = 0;
    let mut row = 0;
    while written < FILE_BYTES || row % HIT_EVERY != 0 {
        file.write_all(text.as_bytes()).expect("room");
        written += text.len() as u64;
        text.clear();
        row += 1;
        write_row(&mut text, row, shape);
    }
    file.write_all(text.as_bytes()).expect("room");
    file.flush().expect("room");
}

fn header() -> String {
    let mut text = format!(
        "hospital_name,last_updated_on,version,location_name,hospital_address,license_number|TX,type_2_npi,attestation,attester_name\n\
         Mercy,2026-04-01,3.0.0,Mercy,\"1 Main Street, Austin\",1,{NPI},true,A. Tester\n\
         description,code|1,code|1|type,code|2,code|2|type,modifiers,setting,drug_unit_of_measurement,drug_type_of_measurement,standard_charge|gross,standard_charge|discounted_cash"
    );
    for plan in 0..PLANS {
        let plan = format!("Payer {}|Plan {plan}", plan / 4);
        for kind in [
            "negotiated_dollar",
            "negotiated_percentage",
            "negotiated_algorithm",
        ] {
            let _ = write!(text, ",standard_charge|{plan}|{kind}");
        }
        for column in [
            "median_amount",
            "10th_percentile",
            "90th_percentile",
            "count",
        ] {
            let _ = write!(text, ",{column}|{plan}");
        }
        let _ = write!(
            text,
            ",standard_charge|{plan}|methodology,additional_payer_notes|{plan}"
        );
    }
    text.push_str(",standard_charge|min,standard_charge|max,additional_generic_notes\n");
    text
}

fn write_row(text: &mut String, row: u64, shape: &Shape) {
    let (code, code_type) = if row.is_multiple_of(HIT_EVERY) {
        (CODE, "CPT")
    } else {
        ("J1815", "HCPCS")
    };
    let prose = shape.prose;
    let _ = write!(
        text,
        "\"ITEM {row}, AS CHARGED\",{},CDM,{code},{code_type},,outpatient,,,{}.00,{}.50",
        86_907_821 + row,
        row % 9000 + 100,
        row % 5000 + 50
    );
    for plan in 0..PLANS {
        if plan.is_multiple_of(shape.priced_every) {
            let _ = write!(
                text,
                ",{}.{:02},,,,,,,fee schedule,{prose}",
                row % 4000 + 90,
                plan
            );
        } else {
            text.push_str(",,,,,,,,,");
        }
    }
    text.push_str(",90.10,4100.90,\n");
}
