//! Dates of hospital files: at the start of a text, in ISO form, and in CSV also as month/day/year.

use nearsite_domain::Day;

/// Accepted date formats.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum DateFormat {
    /// `2026-04-01`, for JSON.
    Iso,
    /// `2026-04-01` or `4/1/2026`, for CSV, because spreadsheets rewrite dates.
    IsoOrAmerican,
}

/// Reads the date at the start of a text. A time may follow.
pub(super) fn read_date(text: &str, form: DateFormat) -> Option<Day> {
    let text = text.trim();
    let end = text.find(|c: char| c.is_whitespace() || c == 'T');
    let date = &text[..end.unwrap_or(text.len())];
    match form {
        DateFormat::IsoOrAmerican if date.contains('/') => read_american(date),
        _ => date.parse().ok(),
    }
}

fn read_american(date: &str) -> Option<Day> {
    let mut parts = date.split('/');
    let (month, day, year) = (parts.next()?, parts.next()?, parts.next()?);
    let is_number = |text: &str, digits: std::ops::RangeInclusive<usize>| {
        digits.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
    };
    let is_date = is_number(month, 1..=2) && is_number(day, 1..=2) && is_number(year, 4..=4);
    if !is_date || parts.next().is_some() {
        return None;
    }
    format!("{year}-{month:0>2}-{day:0>2}").parse().ok()
}

#[cfg(test)]
mod tests {
    use super::{DateFormat, read_date};

    #[test]
    fn dates_are_read_from_the_start_of_a_text() {
        for (text, expected) in [
            ("2026-04-01", Some("2026-04-01")),
            (" 2026-04-01 ", Some("2026-04-01")),
            ("2025-06-23T00:00:00-05:00", Some("2025-06-23")),
            ("4/1/2026", Some("2026-04-01")),
            ("04/01/2026", Some("2026-04-01")),
            ("2/29/2024 0:00", Some("2024-02-29")),
            ("2/29/2025", None),
            ("13/1/2026", None),
            ("1/9/25", None),
            ("1/2/2026/3", None),
            ("2024-0701", None),
            ("2026-04-011", None),
            ("July 1 2024", None),
            ("/", None),
            ("", None),
        ] {
            let expected = expected.and_then(|day| day.parse().ok());
            assert_eq!(
                read_date(text, DateFormat::IsoOrAmerican),
                expected,
                "{text}"
            );
        }
        assert_eq!(read_date("4/1/2026", DateFormat::Iso), None);
    }
}
