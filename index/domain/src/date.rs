//! Calendar days and closed windows of days.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;
use time::{Date, Month};

/// A calendar day (UTC), stored as days since 1970-01-01; years 0001 to 9999.
///
/// ```
/// use nearsite_domain::Day;
///
/// let day: Day = "2024-02-29".parse()?;
/// assert_eq!(day.days_since_epoch(), 19_782);
/// assert_eq!("2024-03-01".parse::<Day>()?.years_since(day), Some(0));
/// assert!("2023-02-29".parse::<Day>().is_err());
/// # Ok::<(), nearsite_domain::InvalidDay>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize)]
#[serde(try_from = "String")]
pub struct Day(i32);

/// Error for a text that is not an existing calendar day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a date that exists, written YYYY-MM-DD")]
pub struct InvalidDay;

const EPOCH_JULIAN_DAY: i32 = 2_440_588;

impl Day {
    /// Days since 1970-01-01, as columns store it.
    pub const fn days_since_epoch(self) -> i32 {
        self.0
    }

    /// Restores a day from a column.
    ///
    /// # Errors
    /// If the number is outside the years 0001 to 9999.
    pub fn from_days_since_epoch(days: i32) -> Result<Self, InvalidDay> {
        let date = days
            .checked_add(EPOCH_JULIAN_DAY)
            .and_then(|d| Date::from_julian_day(d).ok())
            .ok_or(InvalidDay)?;
        Self::from_date(date)
    }

    /// Returns the current UTC day. Only the outer layers call it. The engine gets the date as a
    /// value.
    pub fn today() -> Self {
        Self(time::OffsetDateTime::now_utc().date().to_julian_day() - EPOCH_JULIAN_DAY)
    }

    /// Returns the number of whole years since an earlier day, as ages are counted. Returns `None`
    /// if the other day is later. A person born on February 29 turns a year older on March 1 in
    /// common years.
    pub fn years_since(self, earlier: Self) -> Option<u32> {
        let (from, to) = (earlier.calendar_date(), self.calendar_date());
        let is_full = (u8::from(to.month()), to.day()) >= (u8::from(from.month()), from.day());
        let years = to.year() - from.year() - i32::from(!is_full);
        u32::try_from(years).ok().filter(|_| earlier <= self)
    }

    /// Returns year, month (1 to 12) and day of the month (1 to 31).
    pub fn year_month_day(self) -> (i32, u8, u8) {
        let date = self.calendar_date();
        (date.year(), u8::from(date.month()), date.day())
    }

    /// Returns the day as a date. The range of years makes this infallible.
    fn calendar_date(self) -> Date {
        Date::from_julian_day(self.0 + EPOCH_JULIAN_DAY).unwrap_or(Date::MIN)
    }

    fn from_date(date: Date) -> Result<Self, InvalidDay> {
        if (1..=9999).contains(&date.year()) {
            Ok(Self(date.to_julian_day() - EPOCH_JULIAN_DAY))
        } else {
            Err(InvalidDay)
        }
    }
}

impl FromStr for Day {
    type Err = InvalidDay;

    /// Reads `YYYY-MM-DD` and nothing else.
    fn from_str(text: &str) -> Result<Self, InvalidDay> {
        let bytes = text.as_bytes();
        if bytes.len() != 10 || bytes[4] != b'-' || bytes[7] != b'-' {
            return Err(InvalidDay);
        }
        let number = |range: std::ops::Range<usize>| -> Result<u16, InvalidDay> {
            bytes[range].iter().try_fold(0u16, |n, b| match b {
                b'0'..=b'9' => Ok(n * 10 + u16::from(b - b'0')),
                _ => Err(InvalidDay),
            })
        };
        let month = Month::try_from(number(5..7)? as u8).or(Err(InvalidDay))?;
        let date = Date::from_calendar_date(i32::from(number(0..4)?), month, number(8..10)? as u8)
            .or(Err(InvalidDay))?;
        Self::from_date(date)
    }
}

impl Day {
    /// Returns the day as `YYYY-MM-DD` without allocating, because an answer has hundreds of days.
    fn digits(self) -> [u8; 10] {
        let mut text = *b"0000-00-00";
        let date = self.calendar_date();
        let mut write = |places: std::ops::Range<usize>, mut number: u32| {
            for place in places.rev() {
                text[place] = b'0' + (number % 10) as u8;
                number /= 10;
            }
        };
        write(0..4, date.year().unsigned_abs());
        write(5..7, u32::from(u8::from(date.month())));
        write(8..10, u32::from(date.day()));
        text
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(std::str::from_utf8(&self.digits()).or(Err(fmt::Error))?)
    }
}

impl Serialize for Day {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let digits = self.digits();
        let text = std::str::from_utf8(&digits).map_err(serde::ser::Error::custom)?;
        serializer.serialize_str(text)
    }
}

impl TryFrom<String> for Day {
    type Error = InvalidDay;
    fn try_from(text: String) -> Result<Self, InvalidDay> {
        text.parse()
    }
}

impl From<Day> for String {
    fn from(day: Day) -> String {
        day.to_string()
    }
}

/// A span of days. Both ends are included. A missing end is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub struct Window {
    /// First day, or open.
    pub from: Option<Day>,
    /// Last day, or open.
    pub to: Option<Day>,
}

impl Window {
    /// True if the day is in the window.
    pub fn covers(self, day: Day) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }

    /// True if the ends are in order. A window that ends before it starts covers nothing and is an
    /// error of its row.
    pub fn is_ordered(self) -> bool {
        !matches!((self.from, self.to), (Some(from), Some(to)) if to < from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_round_trip() {
        for text in ["0001-01-01", "1970-01-01", "2024-02-29", "9999-12-31"] {
            let day: Day = text.parse().expect("a day");
            assert_eq!(day.to_string(), text);
            assert_eq!(Day::from_days_since_epoch(day.days_since_epoch()), Ok(day));
        }
    }

    #[test]
    fn days_that_do_not_exist_are_refused() {
        for text in [
            "2027-02-29",
            "0000-00-00",
            "2026-13-01",
            "10000-01-01",
            "2026-1-01",
            "20260101",
            "2026-01-01T00",
            "",
        ] {
            assert_eq!(text.parse::<Day>(), Err(InvalidDay), "{text}");
        }
    }

    #[test]
    fn years_are_counted_to_the_day() {
        let years = |from: &str, to: &str| {
            let day = |text: &str| text.parse::<Day>().expect("a day");
            day(to).years_since(day(from))
        };
        assert_eq!(years("1980-05-31", "2026-05-30"), Some(45));
        assert_eq!(years("1980-05-31", "2026-05-31"), Some(46));
        assert_eq!(years("2024-02-29", "2025-02-28"), Some(0));
        assert_eq!(years("2024-02-29", "2025-03-01"), Some(1));
        assert_eq!(years("2024-02-29", "2028-02-29"), Some(4));
        assert_eq!(years("2026-01-01", "2026-01-01"), Some(0));
        assert_eq!(years("2026-01-02", "2026-01-01"), None);
        assert_eq!(years("0001-01-01", "9999-12-31"), Some(9998));
    }

    #[test]
    fn a_window_includes_both_days() {
        let day = |t: &str| t.parse::<Day>().expect("a day");
        let window = Window {
            from: Some(day("2026-01-01")),
            to: Some(day("2026-01-31")),
        };
        assert!(window.covers(day("2026-01-01")) && window.covers(day("2026-01-31")));
        assert!(!window.covers(day("2025-12-31")) && !window.covers(day("2026-02-01")));
        assert!(Window::default().covers(day("0001-01-01")));
    }
}
