//! The spellings of settings, billing classes and arrangements in published price files.
//!
//! Letter case, spaces and punctuation do not matter, and a percent sign is the word `percent`. A
//! cell with any other word is rejected, because a guess would go unnoticed.

use crate::reading::reject::RejectCode;

/// The setting a rate applies to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum SettingWord {
    /// Inpatient care only.
    Inpatient,
    /// Outpatient care only.
    Outpatient,
    /// Both.
    Both,
}

/// The claim a rate is paid on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ClassWord {
    /// A professional claim.
    Professional,
    /// A facility's claim.
    Facility,
    /// Either.
    Both,
}

/// The arrangement or methodology of a rate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ArrangementWord {
    /// An amount for one exam.
    OneExam,
    /// An amount for one exam, from a fee schedule.
    FeeSchedule,
    /// An amount that the payer derived.
    Derived,
    /// An amount for a day of care.
    PerDiem,
    /// A share of the charges.
    Percentage,
    /// An amount for several services.
    Bundle,
    /// An amount for each member and month.
    Capitation,
}

/// A kind of word with its spellings.
pub(super) trait PriceFileWord: Copy + 'static {
    /// Code of the reject of an unknown word.
    const UNKNOWN: RejectCode;
    /// Message of that reject.
    const EXPECTED: &'static str;
    /// Spellings of each word, folded.
    const SPELLINGS: &'static [(Self, &'static [&'static str])];
}

#[rustfmt::skip]
impl PriceFileWord for SettingWord {
    const UNKNOWN: RejectCode = RejectCode::UnknownSetting;
    const EXPECTED: &'static str = "must be inpatient, outpatient or both, or empty";
    const SPELLINGS: &'static [(Self, &'static [&'static str])] = &[
        (Self::Inpatient, &["inpatient", "inpatients", "ip", "inpt", "inpat", "inpatientonly", "iponly", "inpatienthospital",
            "hospitalinpatient", "inpatientfacility", "inpatientservices", "inpatientservice", "inpatientsetting", "inpatientcare",
            "acuteinpatient", "hospitalinpatientonly"]),
        (Self::Outpatient, &["outpatient", "outpatients", "op", "outpt", "outpat", "outpatientonly", "oponly", "outpatienthospital",
            "hospitaloutpatient", "outpatientfacility", "outpatientservices", "outpatientservice", "outpatientsetting",
            "outpatientcare", "hospitaloutpatientonly", "hospitaloutpatientdepartment", "outpatienthospitaldepartment",
            "outpatientdepartment", "hopd", "opd", "ambulatory", "ambulatorycare"]),
        (Self::Both, &["both", "all", "any", "either", "allsettings", "anysetting", "bothsettings", "eithersetting", "ipop", "opip",
            "ipandop", "opandip", "iporop", "oporip", "inpatientoutpatient", "outpatientinpatient", "inpatientandoutpatient",
            "outpatientandinpatient", "inpatientoroutpatient", "outpatientorinpatient", "bothinpatientandoutpatient",
            "bothinpatientoutpatient", "bothipandop", "bothipop", "inandoutpatient", "inpatientoutpatientboth", "inptoutpt"]),
    ];
}

#[rustfmt::skip]
impl PriceFileWord for ClassWord {
    const UNKNOWN: RejectCode = RejectCode::UnknownClass;
    const EXPECTED: &'static str = "must be professional, facility, institutional or both, or empty";
    const SPELLINGS: &'static [(Self, &'static [&'static str])] = &[
        (Self::Professional, &["professional", "professionals", "prof", "pro", "profee", "proffee", "professionalfee",
            "professionalfees", "professionalonly", "professionalcharge", "professionalcharges", "professionalservice",
            "professionalservices", "professionalcomponent", "professionalclaim", "professionalbilling", "physician", "physicianfee",
            "physicianfees", "physicianservices"]),
        (Self::Facility, &["facility", "facilities", "fac", "facilityfee", "facilityfees", "facilityonly", "facilitycharge",
            "facilitycharges", "facilityservice", "facilityservices", "facilitycomponent", "facilityclaim", "facilitybilling",
            "institutional", "institution", "inst", "institutionalonly", "institutionalfee", "institutionalclaim", "hospital",
            "hospitalfacility", "hospitalfee", "hospitalcharge"]),
        (Self::Both, &["both", "all", "any", "either", "allclasses", "bothclasses", "professionalandfacility",
            "facilityandprofessional", "professionalfacility", "facilityprofessional", "professionalorfacility",
            "facilityorprofessional", "professionalandinstitutional", "institutionalandprofessional", "professionalinstitutional",
            "institutionalprofessional", "professionalorinstitutional", "institutionalorprofessional", "bothprofessionalandfacility",
            "bothfacilityandprofessional", "bothprofessionalandinstitutional", "bothinstitutionalandprofessional", "profandfac",
            "facandprof", "proffac", "facprof", "profinst", "instprof", "profandinst", "instandprof"]),
    ];
}

#[rustfmt::skip]
impl PriceFileWord for ArrangementWord {
    const UNKNOWN: RejectCode = RejectCode::UnknownArrangement;
    const EXPECTED: &'static str = "must be an arrangement, negotiated type or methodology of the CMS schemas, or empty";
    const SPELLINGS: &'static [(Self, &'static [&'static str])] = &[
        (Self::OneExam, &["ffs", "feeforservice", "feeforservices", "negotiated", "negotiatedrate", "negotiatedamount",
            "negotiateddollar", "negotiateddollaramount", "contracted", "contractedrate", "contractrate", "caserate", "casesrate",
            "case", "percase", "caserates", "flatrate", "flatfee", "flat", "fixed", "fixedrate", "fixedfee", "fixedamount", "dollar",
            "dollaramount", "perservice", "perprocedure", "perunit", "unitrate", "other", "others"]),
        (Self::FeeSchedule, &["feeschedule", "feeschedules", "feescheduled", "feesched", "feeschedulerate", "feescheduleamount",
            "underlyingfeeschedule", "underlyingfeeschedulerate"]),
        (Self::Derived, &["derived", "derivedamount", "derivedrate"]),
        (Self::PerDiem, &["perdiem", "perdiems", "perdiemrate", "perday", "daily", "dailyrate", "diem"]),
        (Self::Percentage, &["percentage", "percent", "pct", "percentrate", "percentagerate", "percentoftotalbilledcharges",
            "percentageoftotalbilledcharges", "percentoftotalbilledcharge",
            "percentageoftotalbilledcharge", "percentofbilledcharges", "percentageofbilledcharges", "percentofbilledcharge",
            "percentoftotalcharges", "percentageoftotalcharges", "percentofcharges", "percentageofcharges", "percentofcharge",
            "percentageofcharge", "percentofgrosscharges", "percentageofgrosscharges", "percentofgrosscharge", "percentofgross",
            "percentofbilled", "percenttotalbilledcharges", "pctoftotalbilledcharges", "pctofbilledcharges", "pctofcharges"]),
        (Self::Bundle, &["bundle", "bundles", "bundled", "bundling", "bundledrate", "bundledpayment", "bundledpayments",
            "bundledpaymentarrangement", "bundlepayment"]),
        (Self::Capitation, &["capitation", "capitated", "capitations", "capitationrate", "capitationpayment",
            "capitationarrangement", "cap", "pmpm", "permemberpermonth"]),
    ];
}

/// Reads a word.
///
/// # Errors
/// [`PriceFileWord::UNKNOWN`] if its spelling is not in the table.
pub(super) fn read_word<W: PriceFileWord>(text: &str) -> Result<W, RejectCode> {
    let folded = fold(text);
    let spelled = |(_, spellings): &&(W, &[&str])| spellings.contains(&folded.as_str());
    let found = W::SPELLINGS.iter().find(spelled);
    found.map(|&(word, _)| word).ok_or(W::UNKNOWN)
}

/// Keeps letters and digits, in lower case.
fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '%' => folded.push_str("percent"),
            '&' => folded.push_str("and"),
            _ if letter.is_alphanumeric() => folded.extend(letter.to_lowercase()),
            _ => {}
        }
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;
    use std::fmt::Debug;

    fn assert_read<W: PriceFileWord + Debug + PartialEq>(cases: &[(W, &[&str])]) {
        for &(expected, texts) in cases {
            for text in texts {
                assert_eq!(read_word(text), Ok(expected), "{text}");
            }
        }
        for unknown in [
            "-",
            "n/a",
            "none",
            "null",
            "0",
            "x",
            "Inpa tient 2",
            "bothh",
            "fee",
            "\u{ff29}\u{ff30}",
        ] {
            assert_eq!(read_word::<W>(unknown), Err(W::UNKNOWN), "{unknown}");
        }
    }

    #[test]
    #[rustfmt::skip]
    fn settings_are_read_in_any_spelling() {
        assert_read(&[
            (SettingWord::Inpatient, &["inpatient", "INPATIENT", "IP", "I/P", "In-Patient", "in patient", "Inpatient Only",
                "inpatient hospital", " Inpatient. "]),
            (SettingWord::Outpatient, &["outpatient", "OP", "O/P", "Out-Patient", "Outpatient Only", "Hospital Outpatient", "out_patient"]),
            (SettingWord::Both, &["both", "Both", "IP/OP", "OP / IP", "IP & OP", "all", "All Settings", "Inpatient/Outpatient",
                "Inpatient & Outpatient", "Inpatient and Outpatient", "inpatient,outpatient"]),
        ]);
    }

    #[test]
    #[rustfmt::skip]
    fn billing_classes_are_read_in_any_spelling() {
        assert_read(&[
            (ClassWord::Professional, &["professional", "PROFESSIONAL", "prof", "Prof.", "pro fee", "Pro-Fee", "Professional Fee"]),
            (ClassWord::Facility, &["facility", "Facility Fee", "institutional", "Inst", "inst."]),
            (ClassWord::Both, &["both", "Professional/Facility", "facility & professional", "institutional and professional"]),
        ]);
    }

    #[test]
    #[rustfmt::skip]
    fn arrangements_and_methodologies_are_read_in_any_spelling() {
        assert_read(&[
            (ArrangementWord::OneExam, &["ffs", "FFS", "fee for service", "Fee-for-Service", "negotiated", "case rate", "Case-Rate", "other"]),
            (ArrangementWord::FeeSchedule, &["fee schedule", "Fee Schedule", "fee-schedule", "fee_schedule"]),
            (ArrangementWord::Derived, &["derived"]),
            (ArrangementWord::PerDiem, &["per diem", "per-diem", "PER_DIEM", "perdiem", "Per Day"]),
            (ArrangementWord::Percentage, &["percentage", "percent of total billed charges", "% of total billed charges",
                "Percentage of Billed Charges", "%"]),
            (ArrangementWord::Bundle, &["bundle", "Bundled", "bundled payment"]),
            (ArrangementWord::Capitation, &["capitation", "Capitated"]),
        ]);
    }

    #[test]
    fn every_spelling_is_folded_and_means_one_thing() {
        fn check<W: PriceFileWord>() {
            let mut seen = BTreeSet::new();
            for spelling in W::SPELLINGS.iter().flat_map(|(_, spellings)| *spellings) {
                assert_eq!(fold(spelling), *spelling);
                assert!(seen.insert(spelling), "{spelling}");
            }
        }
        check::<SettingWord>();
        check::<ClassWord>();
        check::<ArrangementWord>();
    }
}
