//! Figures as people in the United States read them, in either language: both write 1,234.5 and
//! $1,234.50.

use super::language::Language;

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

/// Dollars; whole ones without cents.
pub(super) fn dollars(amount: f64) -> String {
    let cents = (amount * 100.0).round().max(0.0) as u64;
    match cents % 100 {
        0 => format!("${}", whole(cents / 100)),
        rest => format!("${}.{rest:02}", whole(cents / 100)),
    }
}

/// Miles: one decimal below ten, whole from there.
pub(super) fn miles(distance: f64) -> String {
    let tenths = (distance * 10.0).round().max(0.0) as u64;
    match tenths % 10 {
        rest if rest != 0 && distance < 10.0 => format!("{}.{rest}", tenths / 10),
        _ if distance < 10.0 => whole(tenths / 10),
        _ => whole(distance.round().max(0.0) as u64),
    }
}

/// A number with as many decimals as it has, two at most.
pub(super) fn plain(number: f64) -> String {
    let shown = format!("{number:.2}");
    shown.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// A day such as `2026-11-28`, written out; as it is where it is none.
pub(super) fn day(language: Language, iso: &str) -> String {
    let mut parts = iso.splitn(3, '-').map(|part| part.parse::<usize>().ok());
    let (Some(Some(year)), Some(Some(month @ 1..=12)), Some(Some(day))) =
        (parts.next(), parts.next(), parts.next())
    else {
        return iso.to_owned();
    };
    match language {
        Language::English => format!("{} {day}, {year}", MONTHS_EN[month - 1]),
        Language::Spanish => format!("{day} {} {year}", MONTHS_ES[month - 1]),
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
    use super::*;
    use Language::{English, Spanish};

    #[test]
    fn figures_read_as_people_write_them() {
        assert_eq!(
            (dollars(1_234.5), dollars(500.0), dollars(0.07)),
            ("$1,234.50".into(), "$500".into(), "$0.07".into())
        );
        assert_eq!(
            (
                miles(0.96),
                miles(9.97),
                miles(4.67),
                miles(12.5),
                miles(0.0)
            ),
            (
                "1".into(),
                "10".into(),
                "4.7".into(),
                "13".into(),
                "0".into()
            )
        );
        assert_eq!(
            (plain(1.5), plain(3.0), whole(1_234_567)),
            ("1.5".into(), "3".into(), "1,234,567".into())
        );
        assert_eq!(
            (
                day(English, "2026-11-28"),
                day(Spanish, "2026-11-08"),
                day(English, "soon")
            ),
            ("Nov 28, 2026".into(), "8 nov 2026".into(), "soon".into())
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
