//! Types of codes as price files state them: those of procedure codes, and all others.
//!
//! Only a code that is stated as CPT or HCPCS, or without a type, names a procedure. A charge
//! master number, a local code or a revenue code may have the same five characters by chance.

/// Parts of the names of procedure code types, longest first where one begins another. `true` marks
/// those that name the code set itself.
const PARTS: [(&str, bool); 25] = [
    ("CURRENTPROCEDURALTERMINOLOGY", true),
    ("HEALTHCARECOMMONPROCEDURECODINGSYSTEM", true),
    ("HCPCS", true),
    ("HCPC", true),
    ("CPT", true),
    ("CATEGORY", false),
    ("PROCEDURE", false),
    ("BILLING", false),
    ("LEVEL", false),
    ("CODES", false),
    ("CODE", false),
    ("TYPE", false),
    ("AND", false),
    ("LVL", false),
    ("CAT", false),
    ("SET", false),
    ("III", false),
    ("OR", false),
    ("TM", false),
    ("II", false),
    ("IV", false),
    ("AMA", false),
    ("S", false),
    ("I", false),
    ("R", false),
];

/// True if a stated type means CPT or HCPCS in any usual spelling, or if none is stated.
pub(crate) fn is_procedure_code_type(stated: &str) -> bool {
    if !stated.chars().any(char::is_alphanumeric) {
        return true;
    }
    let letters: String = stated
        .chars()
        .map(narrow)
        .filter(char::is_ascii_alphabetic)
        .map(|letter| letter.to_ascii_uppercase())
        .collect();
    let (mut rest, mut names_set) = (letters.as_str(), false);
    while !rest.is_empty() {
        let part = PARTS
            .iter()
            .find_map(|&(part, is_set)| Some((rest.strip_prefix(part)?, is_set)));
        let Some((after, is_set)) = part else {
            return false;
        };
        (rest, names_set) = (after, names_set || is_set);
    }
    names_set
}

/// Returns the ASCII form of a full-width character. Any other character stays as it is.
pub(crate) fn narrow(letter: char) -> char {
    match letter {
        '\u{ff01}'..='\u{ff5e}' => {
            char::from_u32(u32::from(letter) - 0xff01 + 0x21).unwrap_or(letter)
        }
        _ => letter,
    }
}

#[cfg(test)]
mod tests {
    use super::is_procedure_code_type;

    #[test]
    fn usual_spellings_of_cpt_and_hcpcs_are_procedure_code_types() {
        for stated in [
            "",
            " ",
            "-",
            "CPT",
            "cpt",
            " Cpt ",
            "CPT®",
            "CPT\u{c2}®",
            "CPT(R)",
            "CPT™",
            "CPT4",
            "CPT-4",
            "CPT 4",
            "CPT-IV",
            "CPTs",
            "CPT Code",
            "CPT/HCPCS",
            "HCPCS/CPT",
            "HCPCS / CPT®",
            "CPT or HCPCS",
            "cpt_hcpcs",
            "CPT|HCPCS",
            "HCPCS",
            "hcpcs",
            "HCPC",
            "HCPCS Level II",
            "HCPCS Level 2",
            "HCPCS II",
            "HCPCS Lvl. II",
            "HCPCS Code",
            "CPT Category III",
            "CPT 2026",
            "Current Procedural Terminology",
            "\u{ff23}\u{ff30}\u{ff34}",
        ] {
            assert!(is_procedure_code_type(stated), "{stated:?}");
        }
    }

    #[test]
    fn every_other_type_is_none_of_a_procedure_code() {
        for stated in [
            "CDM",
            "cdm",
            " Cdm ",
            "C D M",
            "LOCAL",
            "Local Code",
            "RC",
            "Rev Code",
            "Revenue",
            "NDC",
            "MS-DRG",
            "ms drg",
            "MSDRG",
            "DRG",
            "R-DRG",
            "APR-DRG",
            "TRIS-DRG",
            "MS-LTC-DRG",
            "APC",
            "EAPG",
            "HIPPS",
            "CDT",
            "ICD",
            "ICD-10",
            "ICD10",
            "CMG",
            "CSTM-ALL",
            "TS-TST",
            "N/A",
            "none",
            "unknown",
            "7",
            "Code",
            "Type",
            "Level II",
            "CPT/RC",
            "HCPCS;CDM",
            "CPTX",
            "procedure",
            "КПТ",
        ] {
            assert!(!is_procedure_code_type(stated), "{stated:?}");
        }
    }
}
