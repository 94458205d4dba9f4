//! Remark words, each with a message that follows the field name: what is wrong, and what the
//! template requires.
//!
//! The report lists remarks in this order. `datasets/README.md` has the same table.

/// Generates the enum and its table from one list, so that they cannot differ.
macro_rules! words {
    ($($word:ident $name:literal $sentence:literal;)*) => {
        /// Word of a remark.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(super) enum RemarkWord {
            $(#[doc = concat!("`", $name, "`.")] $word,)*
        }

        /// All words in order, with their messages.
        pub(super) const REMARK_WORDS: &[(&str, &str)] = &[$(($name, $sentence),)*];
    };
}

words! {
    // The header.
    HospitalNameMissing "hospital-name-missing" "is missing or blank: state the legal business name of the hospital";
    LastUpdatedMissing "last-updated-missing" "is missing or blank: state the day of the last update as YYYY-MM-DD";
    LastUpdatedInvalid "last-updated-invalid" "is not a valid date: state it as YYYY-MM-DD, or in CSV also as M/D/YYYY";
    VersionMissing "version-missing" "is missing or blank: state the version of the template, such as 3.0.0";
    VersionUnexpected "version-unexpected" "is not the template version whose fields the file has: state 2.x or 3.x, whichever the file follows";
    VersionSuperseded "version-superseded" "is 2.x, but the file was updated on or after 2026-04-01, when 3.0 is enforced: follow the template of 3.0";
    LocationMissing "location-missing" "is missing or blank: name every location (3.0: location_name, 2.x: hospital_location)";
    AddressMissing "address-missing" "is missing or blank: state the address of every location";
    LicenseMissing "license-missing" "is missing: state the licensing state, in CSV after the bar of license_number, in JSON in license_information";
    LicenseStateUnknown "license-state-unknown" "does not name a state or territory by its two letters";
    AttestationMissing "attestation-missing" "is missing: add the text of the template (3.0: attestation, 2.x: affirmation)";
    AttestationTextDiffers "attestation-text-differs" "does not have the text that the template prescribes for its version";
    AttestationUnanswered "attestation-unanswered" "is neither true nor false: state one of them";
    AttestationNotConfirmed "attestation-not-confirmed" "is false: 45 CFR 180.50 requires true";
    AttesterNameMissing "attester-name-missing" "is missing or blank: name the senior official who attests (3.0)";
    NpiMissing "npi-missing" "is missing or blank: state the type-2 NPIs of the hospital and its locations (3.0)";
    NpiInvalid "npi-invalid" "contains something other than ten digits: state each NPI as a text of ten digits";
    HeaderMisplaced "header-misplaced" "is not in row 3: the template has field names, field values and column names in rows 1, 2 and 3";
    FieldTwice "field-twice" "appears twice: state it once";
    PlaceholderLeft "placeholder-left" "contains a placeholder in brackets: replace it with the state, number, payer or plan";
    ColumnMissing "column-missing" "is missing: the template requires the column even if all its cells are blank";
    ColumnMisspelled "column-misspelled" "has blanks or line ends inside its words: write the words as in the template";
    LayoutMixed "layout-mixed" "is in a wide table: a table has payers in its rows (tall) or in its columns (wide), not in both";
    ModifierInformationIncomplete "modifier-information-incomplete" "is missing or blank: a modifier needs a description, a code and, for each payer, payer_name, plan_name and description";
    ItemsMissing "items-missing" "are missing: the file must state at least one item or service";
    PayerChargesMissing "payer-charges-missing" "are missing: no record of the file states a payer's charge";
    // Values of any field.
    WrongKind "wrong-kind" "does not have the type that the template requires: text, number, list or object";
    ValueNull "value-null" "is null: leave out fields without a value";
    ValueEmpty "value-empty" "is empty: leave out fields without a value";
    NotesEmpty "notes-empty" "is empty: leave out empty notes (3.0)";
    AmountNotNumeric "amount-not-numeric" "is not a plain number: state digits only, without currency, thousands separators or, in JSON, quotes";
    AmountNotPositive "amount-not-positive" "is zero or negative: state an amount above zero, or leave it out";
    NineNinesAmount "nine-nines-amount" "is 999999999, which CMS no longer accepts for `not known`: state the amount or count, or leave it out";
    // An item or service.
    DescriptionMissing "description-missing" "is missing or blank: describe every item, service and modifier";
    CodeMissing "code-missing" "is missing or blank: an item needs a code, and a type needs its code";
    CodeTypeMissing "code-type-missing" "is missing or blank: a code needs its type";
    CodeTypeUnknown "code-type-unknown" "is not a code type of the template, such as CPT, HCPCS, MS-DRG, RC, NDC, CDM or LOCAL (CMG and MS-LTC-DRG in 3.0 only)";
    DrugInformationMissing "drug-information-missing" "is missing: a code of type NDC requires unit and type of measurement";
    DrugInformationIncomplete "drug-information-incomplete" "is missing or blank: state unit and type of measurement together";
    DrugUnitInvalid "drug-unit-invalid" "is not a number above zero: in JSON, state it in quotes in 2.x and without quotes in 3.0";
    DrugTypeUnknown "drug-type-unknown" "is none of GR, ML, ME, UN, F2, GM, EA";
    ModifierUnexplained "modifier-unexplained" "is missing or blank: a row for a modifier alone needs a payer's charge or notes";
    // A charge.
    SettingMissing "setting-missing" "is missing or blank: state inpatient, outpatient or both";
    SettingUnknown "setting-unknown" "is none of inpatient, outpatient, both";
    ChargeMissing "charge-missing" "is missing, and so is every other charge: state a gross charge, a cash price or a payer's charge";
    MinimumMaximumMissing "minimum-maximum-missing" "is missing or blank: a charge in dollars requires the minimum and maximum negotiated charge";
    // What a payer pays.
    PayerNameMissing "payer-name-missing" "is missing or blank: a payer's charge must name the payer";
    PlanNameMissing "plan-name-missing" "is missing or blank: a payer's charge must name the plan";
    PlanNameWithBar "plan-name-with-bar" "has more parts between bars than payer and plan: a name must not contain a bar";
    PayerWithoutCharge "payer-without-charge" "is missing, as are percentage and algorithm: state one of the three for every payer";
    MethodologyMissing "methodology-missing" "is missing or blank: a payer's charge requires its methodology";
    MethodologyUnknown "methodology-unknown" "is none of case rate, fee schedule, percent of total billed charges, per diem, other";
    MethodologyOtherWithoutNotes "methodology-other-without-notes" "is missing or blank: the methodology `other` requires notes that explain it";
    EstimateMissing "estimate-missing" "is missing: a charge that is only a percentage or algorithm requires the estimated amount (2.x)";
    EstimateWithdrawn "estimate-withdrawn" "is stated, but 3.0 replaces it with median, percentiles and count";
    CountMissing "count-missing" "is missing: a percentage or algorithm requires the count of allowed amounts (3.0)";
    CountInvalid "count-invalid" "is not 0, `1 through 10` or a whole number from 11 without separators, as a text";
    CountZeroWithoutNotes "count-zero-without-notes" "is missing or blank: a count of 0 requires notes that explain it (3.0)";
    MedianMissing "median-missing" "is missing: a percentage or algorithm requires the median allowed amount (3.0) unless the count is 0";
    TenthPercentileMissing "tenth-percentile-missing" "is missing: a percentage or algorithm requires the 10th percentile of allowed amounts (3.0) unless the count is 0";
    NinetiethPercentileMissing "ninetieth-percentile-missing" "is missing: a percentage or algorithm requires the 90th percentile of allowed amounts (3.0) unless the count is 0";
}

#[cfg(test)]
mod tests {
    use super::{REMARK_WORDS, RemarkWord};
    use std::collections::BTreeSet;

    const DOCUMENT: &str = include_str!("../../../../HOSPITAL_CHECKS.md");

    #[test]
    fn words_are_unique_and_have_a_message() {
        let words: BTreeSet<&str> = REMARK_WORDS.iter().map(|(word, _)| *word).collect();
        assert_eq!(words.len(), REMARK_WORDS.len());
        for (word, sentence) in REMARK_WORDS {
            let is_word = |byte: u8| byte.is_ascii_lowercase() || byte == b'-';
            assert!(word.bytes().all(is_word), "{word}");
            let is_short = (1..=140).contains(&sentence.len());
            assert!(is_short && !sentence.ends_with('.'), "{word}");
        }
        let last = RemarkWord::NinetiethPercentileMissing;
        assert_eq!(last as usize, REMARK_WORDS.len() - 1);
        assert_eq!(
            REMARK_WORDS[last as usize].0,
            "ninetieth-percentile-missing"
        );
    }

    #[test]
    fn the_document_has_the_same_table() {
        const HEAD: &str = "| word | what is said of the field named in the message |\n|---|---|\n";
        let (_, table) = DOCUMENT.split_once(HEAD).expect("a table");
        let rows = table.lines().take_while(|row| row.starts_with('|'));
        let words = REMARK_WORDS.iter();
        let expected: Vec<String> = words
            .map(|(word, sentence)| format!("| `{word}` | {sentence} |"))
            .collect();
        assert_eq!(rows.collect::<Vec<_>>(), expected);
    }
}
