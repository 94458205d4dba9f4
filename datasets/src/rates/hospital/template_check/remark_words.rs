//! The words of all remarks, each with the rest of a sentence that begins with the name of a field: what is wrong with it, and
//! what the template asks.
//!
//! The order is that of the report. `datasets/README.md` lists the same words.

/// Makes the words and their table of one list, so that neither can miss an entry of the other.
macro_rules! words {
    ($($word:ident $name:literal $sentence:literal;)*) => {
        /// What a remark says.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(super) enum RemarkWord {
            $(#[doc = concat!("`", $name, "`.")] $word,)*
        }

        /// Every word in order, with its sentence.
        pub(super) const REMARK_WORDS: &[(&str, &str)] = &[$(($name, $sentence),)*];
    };
}

words! {
    // The header.
    HospitalNameMissing "hospital-name-missing" "is missing or blank: state the legal business name of the hospital";
    LastUpdatedMissing "last-updated-missing" "is missing or blank: state the day of the last update as YYYY-MM-DD";
    LastUpdatedInvalid "last-updated-invalid" "is no date that exists: state it as YYYY-MM-DD; in CSV M/D/YYYY will do";
    VersionMissing "version-missing" "is missing or blank: state the version of the template, such as 3.0.0";
    VersionUnexpected "version-unexpected" "is not the version of the template whose fields the file has: state 2.x or 3.x as it follows one or the other";
    VersionSuperseded "version-superseded" "is 2.x, but the file was updated since 3.0 is enforced (2026-04-01): follow the template of 3.0";
    LocationMissing "location-missing" "is missing or blank: name every location (3.0: location_name, 2.x: hospital_location)";
    AddressMissing "address-missing" "is missing or blank: state the address of every location";
    LicenseMissing "license-missing" "is missing: name the licensing state, in CSV behind the bar of license_number, in JSON in license_information";
    LicenseStateUnknown "license-state-unknown" "does not name a state or territory by its two letters";
    AttestationMissing "attestation-missing" "is missing: give the statement of the template (3.0: attestation, 2.x: affirmation)";
    AttestationTextDiffers "attestation-text-differs" "does not have the words of the statement the template prescribes for its version";
    AttestationUnanswered "attestation-unanswered" "is neither true nor false: one of them must be stated";
    AttestationNotConfirmed "attestation-not-confirmed" "is false: 45 CFR 180.50 asks for true";
    AttesterNameMissing "attester-name-missing" "is missing or blank: name the senior official who attests (3.0)";
    NpiMissing "npi-missing" "is missing or blank: state the type-2 NPIs of the hospital and its locations (3.0)";
    NpiInvalid "npi-invalid" "holds something that is not ten digits: state NPIs as texts of ten digits";
    HeaderMisplaced "header-misplaced" "does not stand in the third row: the template has names of facts, facts and names of columns in rows 1, 2 and 3";
    FieldTwice "field-twice" "stands twice: state it once";
    PlaceholderLeft "placeholder-left" "still has a placeholder in brackets: put in the state, number, payer or plan";
    ColumnMissing "column-missing" "is missing: the template asks for the column even where every cell of it would be blank";
    ColumnMisspelled "column-misspelled" "is written with blanks or line ends inside its words: write the words as the template does";
    LayoutMixed "layout-mixed" "stands beside columns of a wide table: a table has payers in its rows (tall) or in its columns (wide), not in both";
    ModifierInformationIncomplete "modifier-information-incomplete" "is missing or blank: a modifier needs description, code and, for each payer, payer_name, plan_name and description";
    ItemsMissing "items-missing" "are missing: the file must state at least one item or service";
    PayerChargesMissing "payer-charges-missing" "are missing: no record of the file states a payer's charge";
    // Values of any field.
    WrongKind "wrong-kind" "is not of the kind the template asks for there: text, number, list or object";
    ValueNull "value-null" "is null: leave out what has no value";
    ValueEmpty "value-empty" "is stated and empty: leave out what has no value";
    NotesEmpty "notes-empty" "is stated and empty: leave out notes that say nothing (3.0)";
    AmountNotNumeric "amount-not-numeric" "is no plain number: state digits alone, without currency, thousands separator or quotes of JSON";
    AmountNotPositive "amount-not-positive" "is zero or negative: amounts must be above zero, and are left out where there is none";
    NineNinesAmount "nine-nines-amount" "is 999999999, which CMS no longer takes for `not known`: state the amount or count, or leave it out";
    // An item or service.
    DescriptionMissing "description-missing" "is missing or blank: describe every item, service and modifier";
    CodeMissing "code-missing" "is missing or blank: an item needs a code, and a type needs its code";
    CodeTypeMissing "code-type-missing" "is missing or blank: a code needs its type";
    CodeTypeUnknown "code-type-unknown" "is no code type of the template, such as CPT, HCPCS, MS-DRG, RC, NDC, CDM or LOCAL (CMG and MS-LTC-DRG in 3.0 only)";
    DrugInformationMissing "drug-information-missing" "is missing: a code of type NDC asks for unit and type of measurement";
    DrugInformationIncomplete "drug-information-incomplete" "is missing or blank: unit and type of measurement must be stated together";
    DrugUnitInvalid "drug-unit-invalid" "is no number above zero; JSON states it in quotes in 2.x and without them in 3.0";
    DrugTypeUnknown "drug-type-unknown" "is none of GR, ML, ME, UN, F2, GM, EA";
    ModifierUnexplained "modifier-unexplained" "is missing or blank: a row for a modifier alone needs a payer's charge or notes";
    // A charge.
    SettingMissing "setting-missing" "is missing or blank: state inpatient, outpatient or both";
    SettingUnknown "setting-unknown" "is none of inpatient, outpatient, both";
    ChargeMissing "charge-missing" "is missing, and so is every other charge: state a gross charge, a cash price or a payer's charge";
    MinimumMaximumMissing "minimum-maximum-missing" "is missing or blank: a charge in dollars asks for the minimum and maximum negotiated charge";
    // What a payer pays.
    PayerNameMissing "payer-name-missing" "is missing or blank: a payer's charge must name the payer";
    PlanNameMissing "plan-name-missing" "is missing or blank: a payer's charge must name the plan";
    PlanNameWithBar "plan-name-with-bar" "has more words between bars than payer and plan: a name must not hold a bar";
    PayerWithoutCharge "payer-without-charge" "is missing, as are percentage and algorithm: where a payer is named, one of the three must be stated";
    MethodologyMissing "methodology-missing" "is missing or blank: a payer's charge asks for its methodology";
    MethodologyUnknown "methodology-unknown" "is none of case rate, fee schedule, percent of total billed charges, per diem, other";
    MethodologyOtherWithoutNotes "methodology-other-without-notes" "is missing or blank: the methodology `other` asks for notes that explain it";
    EstimateMissing "estimate-missing" "is missing: a charge that is only a percentage or algorithm asks for the estimated amount (2.x)";
    EstimateWithdrawn "estimate-withdrawn" "is stated, but 3.0 has median, percentiles and count in its place";
    CountMissing "count-missing" "is missing: a percentage or algorithm asks for the count of allowed amounts (3.0)";
    CountInvalid "count-invalid" "is none of 0, `1 through 10` and whole numbers from 11 on without separators, as a text";
    CountZeroWithoutNotes "count-zero-without-notes" "is missing or blank: a count of 0 asks for notes that explain it (3.0)";
    MedianMissing "median-missing" "is missing: a percentage or algorithm asks for the median allowed amount (3.0) unless the count is 0";
    TenthPercentileMissing "tenth-percentile-missing" "is missing: a percentage or algorithm asks for the 10th percentile of allowed amounts (3.0) unless the count is 0";
    NinetiethPercentileMissing "ninetieth-percentile-missing" "is missing: a percentage or algorithm asks for the 90th percentile of allowed amounts (3.0) unless the count is 0";
}

#[cfg(test)]
mod tests {
    use super::{REMARK_WORDS, RemarkWord};
    use std::collections::BTreeSet;

    const README: &str = include_str!("../../../../README.md");

    #[test]
    fn words_are_told_apart_and_have_a_sentence_each() {
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
    fn the_readme_has_the_same_table() {
        const HEAD: &str = "| word | what is said of the field named in the message |\n|---|---|\n";
        let (_, table) = README.split_once(HEAD).expect("a table");
        let rows = table.lines().take_while(|row| row.starts_with('|'));
        let words = REMARK_WORDS.iter();
        let expected: Vec<String> = words
            .map(|(word, sentence)| format!("| `{word}` | {sentence} |"))
            .collect();
        assert_eq!(rows.collect::<Vec<_>>(), expected);
    }
}
