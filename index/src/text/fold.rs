//! Folding: one spelling for letters that differ in case or accent only.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Lower-cases a text and takes accents away: `Ärztehaus` becomes `arztehaus`, `Ibáñez` becomes
/// `ibanez`.
///
/// Compatibility forms (ligatures, full-width letters) are taken apart; the few Latin letters that
/// do not decompose are spelt out. Letters of other scripts stay what they are.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for letter in text.nfkd().filter(|&letter| !is_combining_mark(letter)) {
        match letter {
            'ß' | 'ẞ' => folded.push_str("ss"),
            'æ' | 'Æ' => folded.push_str("ae"),
            'œ' | 'Œ' => folded.push_str("oe"),
            'ø' | 'Ø' => folded.push('o'),
            'đ' | 'Đ' | 'ð' | 'Ð' => folded.push('d'),
            'ł' | 'Ł' => folded.push('l'),
            'þ' | 'Þ' => folded.push_str("th"),
            'ı' => folded.push('i'),
            // Letters to Unicode, apostrophes to people.
            'ʻ' | 'ʼ' => folded.push('\''),
            _ => folded.extend(
                letter
                    .to_lowercase()
                    .filter(|&lower| !is_combining_mark(lower)),
            ),
        }
    }
    folded
}

/// The maximal runs of letters and digits in a folded text.
pub(crate) fn tokens(folded: &str) -> impl Iterator<Item = &str> {
    folded
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|token| !token.is_empty())
}

/// Letters and digits alone, as identifiers and phone numbers are compared.
pub(crate) fn squeezed(folded: &str) -> String {
    folded
        .chars()
        .filter(|letter| letter.is_alphanumeric())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_case_and_compatibility_forms_fold_away() {
        assert_eq!(fold("Ärztehaus IBÁÑEZ"), "arztehaus ibanez");
        assert_eq!(fold("ﬁne Ａustin Œuvre"), "fine austin oeuvre");
        assert_eq!(fold("İstanbul"), "istanbul");
        assert_eq!(fold("STRAẞE straße"), "strasse strasse");
        assert_eq!(fold("Kapiʻolani OʼNeil"), "kapi'olani o'neil");
        assert_eq!(fold("e\u{301}\u{301}\u{301}"), "e");
    }

    #[test]
    fn tokens_are_runs_of_letters_and_digits() {
        assert_eq!(
            tokens("x-ray & o'neil 3t").collect::<Vec<_>>(),
            ["x", "ray", "o", "neil", "3t"]
        );
        assert_eq!(tokens("((((").count(), 0);
        assert_eq!(squeezed("(512) 555-0100"), "5125550100");
    }
}
