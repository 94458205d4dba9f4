//! Targets for the public price files of payers and hospitals, from text to stated rates.

use super::follow::check_sentence;
use super::pieces::Pieces;
use super::world::WORLD;
use crate::rates::in_memory::{
    Detection, FileFacts, HospitalText, RateFilter, RateSink, StatedRate, detect, read_payer_text,
};
use crate::reading::file_fault::FileFault;
use crate::reading::reject::RowFault;
use std::path::PathBuf;
use std::sync::LazyLock;

/// File name that starts with the EIN of a registered organization.
const HOSPITAL: &str = "741234567_hospital_standardcharges";

static WANTED: LazyLock<RateFilter> = LazyLock::new(|| WORLD.wanted());

/// Folder for the temporary data of a payer's file. References to other files are looked up here
/// too.
static SCRATCH: LazyLock<PathBuf> = LazyLock::new(|| {
    let name = format!("nearsite-fuzzing-{}", std::process::id());
    let folder = std::env::temp_dir().join(name);
    std::fs::create_dir_all(&folder).expect("the folder for temporary files can be written to");
    folder
});

/// Reads a payer's in-network file.
///
/// # Panics
/// When a rate is kept for an unregistered provider or an unwanted code, or rates depend on the
/// blocks in which a file is read.
pub fn payer_file(bytes: &[u8]) {
    let [whole, small] = [1 << 20, 1 + bytes.len() % 8].map(|block_bytes| {
        Read::of(bytes, |sink| {
            read_payer_text(bytes, block_bytes, &WANTED, &SCRATCH, sink)
        })
    });
    assert_eq!(
        whole, small,
        "rates do not depend on the blocks a file is read in"
    );
}

/// Reads a hospital's file: tall or wide CSV, or JSON, by its contents.
///
/// # Panics
/// When a rate is kept for an unregistered provider or an unwanted code, or rates depend on the
/// pieces in which a file arrives or on the template check of its records.
pub fn hospital_file(bytes: &[u8]) {
    let format = match detect(bytes) {
        Detection::Hospital(format) => format,
        Detection::Legacy(fault) => return check_sentence(&fault.to_string()),
        Detection::Other => return,
    };
    let read = |text, check| {
        let text = HospitalText {
            text,
            begin: 0,
            name: HOSPITAL,
            format,
            scratch: &SCRATCH,
            check,
        };
        Read::of(bytes, |sink| text.read(&WANTED, sink, &mut |_| {}))
    };
    let [plain, checked] = [false, true].map(|check| {
        let [whole, small] =
            [Pieces::whole(bytes), Pieces::small(bytes)].map(|text| read(text, check));
        assert_eq!(
            whole, small,
            "rates and remarks do not depend on how a buffer is filled"
        );
        whole.without_remarks()
    });
    assert_eq!(plain, checked, "a check changes nothing but remarks");
}

/// Result of reading a file.
#[derive(Debug, Default, PartialEq)]
struct Read {
    rates: Vec<String>,
    rejects: Vec<(u64, u64, RowFault)>,
    outcome: Option<Result<FileFacts, String>>,
    length: u64,
}

impl Read {
    fn of(
        bytes: &[u8],
        reader: impl FnOnce(&mut dyn RateSink) -> Result<FileFacts, FileFault>,
    ) -> Self {
        let mut read = Self {
            length: bytes.len() as u64,
            ..Self::default()
        };
        let outcome = reader(&mut read).map_err(|fault| fault.to_string());
        match &outcome {
            Ok(facts) => check_facts(facts),
            Err(sentence) => check_sentence(sentence),
        }
        read.outcome = Some(outcome);
        read
    }

    /// Part of the result that must be the same with and without the template check.
    fn without_remarks(mut self) -> Self {
        if let Some(Ok(facts)) = &mut self.outcome {
            facts.remarks.clear();
        }
        self
    }
}

impl RateSink for Read {
    fn rate(&mut self, rate: &StatedRate<'_>) -> Result<(), FileFault> {
        check(rate);
        assert!(rate.position < self.length);
        self.rates.push(format!("{rate:?}"));
        Ok(())
    }

    fn reject(&mut self, record: u64, position: u64, fault: RowFault) -> Result<(), FileFault> {
        check_sentence(&fault.message);
        assert!(record > 0 && position < self.length);
        self.rejects.push((record, position, fault));
        Ok(())
    }
}

fn check(rate: &StatedRate<'_>) {
    assert_eq!(
        WANTED.code(rate.code).as_ref().map(<[u8; 5]>::as_slice),
        Some(rate.code.as_bytes())
    );
    if let Some(npi) = rate.npi {
        assert_eq!(WANTED.npi(npi.as_u64()), Some(npi));
    } else {
        let is_registered = |tin| WANTED.has_tin(rate.tin_type, tin);
        assert!(
            rate.tin.is_some_and(is_registered),
            "a rate is for somebody"
        );
    }
    let lower = [
        rate.arrangement,
        rate.negotiated_type,
        rate.billing_class,
        rate.setting,
        rate.tin_type,
    ];
    for text in lower.into_iter().flatten() {
        assert!(!text.is_empty() && text.trim() == text);
        assert!(!text.bytes().any(|byte| byte.is_ascii_uppercase()));
    }
    let upper = rate
        .modifiers
        .iter()
        .map(String::as_str)
        .chain(rate.code_type);
    for text in upper {
        assert!(!text.bytes().any(|byte| byte.is_ascii_lowercase()));
    }
}

fn check_facts(facts: &FileFacts) {
    assert!(facts.records_wanted <= facts.records);
    let outcomes: u64 = facts.outcomes.iter().map(|(_, count)| count).sum();
    assert_eq!(outcomes, facts.records, "the outcomes sum to the records");
    assert!(facts.passed_over.is_sorted());
    for (word, count) in &facts.passed_over {
        let is_word = word
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte == b'_');
        assert!(is_word && *count > 0);
    }
    facts
        .warnings
        .iter()
        .for_each(|warning| check_sentence(warning));
    for remark in &facts.remarks {
        check_sentence(&remark.message);
        assert!(remark.count > 0 && remark.record != Some(0));
        assert!(remark.record.is_none_or(|record| record <= facts.records));
    }
}
