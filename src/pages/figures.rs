//! Figures as people in the United States read them, in either language: both write 1,234.5 and
//! $1,234.50.

use super::language::Language;
use nearsite_domain::{Cents, Day, MilesHundredths, ScoreTenths};

const MONTHS_EN: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];
const MONTHS_ES: [&str; 12] = [
    "ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic",
];

/// A whole number with its thousands apart.
pub(super) fn whole(number: u64) -> String {
    let digits = number.to_string();
    let mut shown = String::with_capacity(digits.len() + digits.len() / 3);
    for (position, digit) in digits.chars().enumerate() {
        if position > 0 && (digits.len() - position).is_multiple_of(3) {
            shown.push(',');
        }
        shown.push(digit);
    }
    shown
}

/// Dollars. A whole number of dollars is written without cents.
pub(super) fn dollars(amount: Cents) -> String {
    let cents = amount.0.unsigned_abs();
    match cents % 100 {
        0 => format!("${}", whole(cents / 100)),
        rest => format!("${}.{rest:02}", whole(cents / 100)),
    }
}

/// Miles: one decimal below ten, whole from there.
pub(super) fn miles(distance: MilesHundredths) -> String {
    let hundredths = distance.0.unsigned_abs();
    if hundredths >= 1_000 {
        return whole((hundredths + 50) / 100);
    }
    let tenths = (hundredths + 5) / 10;
    match tenths % 10 {
        0 => whole(tenths / 10),
        rest => format!("{}.{rest}", tenths / 10),
    }
}

/// Points of a score, with one decimal.
pub(super) fn points(score: ScoreTenths) -> String {
    format!("{}.{}", score.tenths() / 10, score.tenths() % 10)
}

/// A number with as many decimals as it has, two at most.
pub(super) fn plain(number: f64) -> String {
    let shown = format!("{number:.2}");
    shown.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// A day with the month as a word.
pub(super) fn day(language: Language, date: Day) -> String {
    let (year, month, day) = date.year_month_day();
    let month = usize::from(month) - 1;
    match language {
        Language::English => format!("{} {day}, {year}", MONTHS_EN[month]),
        Language::Spanish => format!("{day} {} {year}", MONTHS_ES[month]),
    }
}

/// A time such as `07:00` by the clock of twelve hours.
pub(super) fn clock(language: Language, time: &str) -> String {
    let Some((hour, minute)) = time.split_once(':') else {
        return time.to_owned();
    };
    let Ok(hour) = hour.parse::<u32>() else {
        return time.to_owned();
    };
    let half = match (language, hour % 24 < 12) {
        (Language::English, true) => "AM",
        (Language::English, false) => "PM",
        (Language::Spanish, true) => "a.m.",
        (Language::Spanish, false) => "p.m.",
    };
    let shown = match hour % 12 {
        0 => 12,
        other => other,
    };
    format!("{shown}:{minute}\u{a0}{half}")
}

/// Things one after another, as a sentence lists them.
pub(super) fn list(language: Language, things: &[String]) -> String {
    let Some((last, before)) = things.split_last() else {
        return String::new();
    };
    let comma = if language == Language::English && before.len() > 1 {
        ","
    } else {
        ""
    };
    match (language, before) {
        (_, []) => last.clone(),
        (Language::English, _) => format!("{}{comma} and {last}", before.join(", ")),
        (Language::Spanish, _) => format!("{} {} {last}", before.join(", "), and(last)),
    }
}

/// "y", or "e" before the sound of an i.
fn and(next: &str) -> &'static str {
    let next = next.to_lowercase();
    let sounds_i = next.starts_with('i') || next.starts_with('í') || next.starts_with("hi");
    if sounds_i && !next.starts_with("hie") {
        "e"
    } else {
        "y"
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use super::*;
    use Language::{English, Spanish};

    #[test]
    fn figures_read_as_people_write_them() {
        let written = [123_450, 50_000, 7].map(|cents| dollars(Cents(cents)));
        assert_eq!(written, ["$1,234.50", "$500", "$0.07"]);
        let written = [96, 997, 467, 1_250, 0].map(|distance| miles(MilesHundredths(distance)));
        assert_eq!(written, ["1", "10", "4.7", "13", "0"]);
        let written = [0, 7, 913, 1_000].map(|tenths| points(ScoreTenths::new(tenths).unwrap()));
        assert_eq!(written, ["0.0", "0.7", "91.3", "100.0"]);
        let on = |language, iso: &str| day(language, iso.parse().unwrap());
        assert_eq!(
            (plain(1.5), plain(3.0), whole(1_234_567)),
            ("1.5".into(), "3".into(), "1,234,567".into())
        );
        assert_eq!(
            (
                on(English, "2026-11-28"),
                on(Spanish, "2026-01-08"),
                on(English, "2026-12-01")
            ),
            (
                "Nov 28, 2026".into(),
                "8 ene 2026".into(),
                "Dec 1, 2026".into()
            )
        );
        assert_eq!(
            (
                clock(English, "07:00"),
                clock(Spanish, "19:30"),
                clock(English, "00:15")
            ),
            (
                "7:00\u{a0}AM".into(),
                "7:30\u{a0}p.m.".into(),
                "12:15\u{a0}AM".into()
            )
        );
    }

    #[test]
    fn lists_end_in_and() {
        let things = |all: &[&str]| all.iter().map(|&one| one.to_owned()).collect::<Vec<_>>();
        assert_eq!(list(English, &things(&["a", "b", "c"])), "a, b, and c");
        assert_eq!(list(English, &things(&["a", "b"])), "a and b");
        assert_eq!(
            list(Spanish, &things(&["español", "inglés"])),
            "español e inglés"
        );
        assert_eq!(
            list(Spanish, &things(&["inglés", "español"])),
            "inglés y español"
        );
        assert_eq!(list(Spanish, &[]), "");
    }
}
