//! Fields of the forms. All of them are sent in the body, none in a URL.

use super::one_box::tidy;

/// Longest text taken from a field; what is longer is cut, and the API says what it thinks of the
/// rest.
const MOST_LETTERS: usize = 300;
/// Largest number of codes that an answer to a question may contain.
const MOST_CODES: usize = 200;
/// Mark before the codes of the answer "I'm not sure" about contrast.
pub(super) const CONTRAST_UNSURE: &str = "?";
/// The usual radius, in miles.
const USUAL_RADIUS: &str = "25";

/// A member's input, as typed and chosen.
#[derive(Debug, Clone)]
pub(super) struct FormInput {
    /// The one box.
    pub(super) typed: String,
    /// The ZIP code or town, if it was asked for separately.
    pub(super) zip: String,
    /// The town chosen of several with one name, as "Portland, OR".
    pub(super) town: String,
    /// Further words for an exam that is still open.
    pub(super) more: String,
    /// Name of the network; empty is none.
    pub(super) network: String,
    /// Miles, as sent.
    pub(super) radius: String,
    /// Order of the list, as sent.
    pub(super) sort: String,
    /// True if hospital departments are listed too.
    pub(super) with_hospitals: bool,
    /// Codes left after the last question.
    pub(super) codes: Vec<String>,
    /// The words the question was about: for others the answer does not hold.
    pub(super) codes_for: String,
    /// True if the member does not know about contrast: prices without and with it are shown.
    pub(super) is_contrast_unsure: bool,
    /// The question of the page: `exam`, `zip` or none. Sending no answer to it is an error.
    pub(super) asked: String,
}

impl Default for FormInput {
    fn default() -> Self {
        Self {
            typed: String::new(),
            zip: String::new(),
            town: String::new(),
            more: String::new(),
            network: String::new(),
            radius: USUAL_RADIUS.to_owned(),
            sort: "best".to_owned(),
            with_hospitals: false,
            codes: Vec::new(),
            codes_for: String::new(),
            is_contrast_unsure: false,
            asked: String::new(),
        }
    }
}

impl FormInput {
    /// Reads a form. The first value of a name counts. Unknown names are skipped.
    pub(super) fn read(body: &[u8]) -> Self {
        let mut input = Self::default();
        let mut seen: Vec<String> = Vec::new();
        for (name, value) in form_urlencoded::parse(body) {
            if seen.iter().any(|known| *known == name) {
                continue;
            }
            let text = || tidy(&value.chars().take(MOST_LETTERS).collect::<String>());
            match &*name {
                "typed" => input.typed = text(),
                "zip" => input.zip = text(),
                "town" => input.town = text(),
                "more" => input.more = text(),
                "network" => input.network = text(),
                "radius" => input.radius = text(),
                "sort" => input.sort = text(),
                "hospitals" => input.with_hospitals = true,
                "codes" => {
                    let sure = value.strip_prefix(CONTRAST_UNSURE);
                    input.is_contrast_unsure = sure.is_some();
                    input.codes = codes(sure.unwrap_or(&value));
                }
                "codes_for" => input.codes_for = text(),
                "asked" => input.asked = text(),
                _ => continue,
            }
            seen.push(name.into_owned());
        }
        input
    }

    /// The fields a further form must send along.
    pub(super) fn kept(&self) -> Vec<(&'static str, String)> {
        let mut kept = vec![
            ("network", self.network.clone()),
            ("radius", self.radius.clone()),
            ("sort", self.sort.clone()),
        ];
        if self.with_hospitals {
            kept.push(("hospitals", "yes".to_owned()));
        }
        kept
    }

    /// The codes as a field sends them.
    fn codes_value(&self) -> String {
        let unsure = if self.is_contrast_unsure {
            CONTRAST_UNSURE
        } else {
            ""
        };
        format!("{unsure}{}", self.codes.join(" "))
    }

    /// The answers given so far, where there are some.
    pub(super) fn answered(&self) -> Vec<(&'static str, String)> {
        if self.codes.is_empty() {
            return Vec::new();
        }
        vec![
            ("codes", self.codes_value()),
            ("codes_for", self.codes_for.clone()),
        ]
    }
}

/// Codes with spaces between; what is none is dropped.
fn codes(value: &str) -> Vec<String> {
    let is_code =
        |word: &&str| word.len() <= 7 && word.bytes().all(|byte| byte.is_ascii_alphanumeric());
    value
        .split_ascii_whitespace()
        .filter(is_code)
        .take(MOST_CODES)
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_of_a_name_counts_and_the_rest_is_passed_over() {
        let input = FormInput::read(b"typed=knee+MRI%2C+78701&typed=x&other=1&codes=73721+%3Cb%3E+73722&hospitals=&zip=%00%ff787");
        assert_eq!(input.typed, "knee MRI, 78701");
        assert_eq!(input.codes, ["73721", "73722"]);
        assert!(input.with_hospitals && input.asked.is_empty());
        assert_eq!((input.radius.as_str(), input.sort.as_str()), ("25", "best"));
        assert_eq!(input.zip, "\u{fffd}787");
    }

    #[test]
    fn an_answer_without_a_choice_of_contrast_is_sent_along() {
        let input = FormInput::read(b"codes=%3F73721&codes_for=knee");
        assert!(input.is_contrast_unsure && input.codes == ["73721"]);
        assert_eq!(input.answered()[0].1, "?73721");
        assert!(!FormInput::read(b"codes=73721").is_contrast_unsure);
    }

    #[test]
    fn a_long_text_is_cut() {
        let input = FormInput::read(format!("typed={}", "é".repeat(5_000)).as_bytes());
        assert_eq!(input.typed.chars().count(), MOST_LETTERS);
    }
}
