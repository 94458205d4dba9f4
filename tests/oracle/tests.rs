//! Worked examples of the foundations: dates, quotients, miles, great circles, words.

use super::arithmetic::{
    contributions, hundredths_of_a_mile, metres_between, metres_of, quotient, rounded,
};
use super::calendar::{Day, Window};
use super::samples::plain_site;
use super::table::{csv_line, read_table};
use super::text::{Wording, edits, fold};

#[test]
fn a_quotient_rounds_half_up_even_below_zero() {
    assert_eq!(quotient(7, 2), 4);
    assert_eq!(quotient(5, 2), 3);
    assert_eq!(quotient(4, 3), 1);
    assert_eq!(quotient(-5, 2), -2);
    assert_eq!(quotient(-7, 2), -3);
}

#[test]
fn miles_and_metres_round_half_away_from_zero() {
    assert_eq!(metres_of(2_500), 40_234);
    assert_eq!(metres_of(10), 161);
    assert_eq!(hundredths_of_a_mile(40_234), 2_500);
    assert_eq!(hundredths_of_a_mile(5_166), 321);
    assert_eq!(hundredths_of_a_mile(-5_166), -321);
    // 8 metres are 0.00497 miles, 9 are 0.00559.
    assert_eq!(hundredths_of_a_mile(8), 0);
    assert_eq!(hundredths_of_a_mile(-9), -1);
}

#[test]
fn one_degree_along_a_great_circle_is_the_same_everywhere() {
    // 6,371,008.8 m x pi / 180 = 111,195.08 m.
    assert_eq!(metres_between((0.0, 0.0), (0.0, 1.0)), 111_195);
    assert_eq!(metres_between((52.0, 174.0), (53.0, 174.0)), 111_195);
    assert_eq!(metres_between((89.5, 10.0), (89.5, -170.0)), 111_195);
    assert_eq!(metres_between((90.0, 0.0), (89.0, -97.74)), 111_195);
    assert_eq!(metres_between((30.27, -97.74), (30.27, -97.74)), 0);
}

#[test]
fn a_great_circle_crosses_180_degrees() {
    assert_eq!(metres_between((0.0, 179.5), (0.0, -179.5)), 111_195);
    assert_eq!(metres_between((52.0, 180.0), (52.0, -180.0)), 0);
    // Adak and Shemya: 9.25 degrees of longitude apart, not 350.75; about 635 km.
    let metres = metres_between((51.88, -176.65), (52.7, 174.1));
    assert!((630_000..640_000).contains(&metres), "{metres}");
}

#[test]
fn contributions_go_to_the_largest_remainders() {
    // 400 x 913,000 + 350 x 650,001 + 250 x 871,605 over 1,000: 365,200 + 227,500.35 + 217,901.25 =
    // 810,601.6.
    let (weights, terms) = ([400, 350, 250], [913_000, 650_001, 871_605]);
    assert_eq!(
        contributions(&weights, &terms, 810_602),
        [365_200, 227_501, 217_901]
    );
    // Equal remainders of a half: one unit is left, the earlier term gets it.
    assert_eq!(contributions(&[1, 1], &[1, 1], 1), [1, 0]);
    assert_eq!(contributions(&[0, 1, 1], &[5, 3, 3], 3), [0, 2, 1]);
}

#[test]
fn days_are_counted_and_written() {
    assert_eq!(Day::from_civil(1970, 1, 1), Day(0));
    assert_eq!(Day::from_civil(2000, 3, 1), Day(11_017));
    assert_eq!(Day::parse("2026-06-01").unwrap().to_string(), "2026-06-01");
    assert_eq!(
        Day::parse("2026-02-28").unwrap().plus(1).to_string(),
        "2026-03-01"
    );
    assert_eq!(
        Day::parse("2024-02-28").unwrap().plus(1).to_string(),
        "2024-02-29"
    );
    assert_eq!(Day::parse("2026-02-30"), None);
    assert_eq!(Day::parse(""), None);
}

#[test]
fn a_window_includes_both_its_days() {
    let window = Window {
        from: Some(Day(5)),
        to: Some(Day(7)),
    };
    let covered: Vec<bool> = (4..=8).map(|day| window.covers(Day(day))).collect();
    assert_eq!(covered, [false, true, true, true, false]);
}

#[test]
fn quoted_fields_are_read_and_written() {
    let rows = read_table("\u{feff}a,b\r\n\"x, y\",\"he said \"\"no\"\"\"\r\n");
    assert_eq!(
        (rows[0]["a"].as_str(), rows[0]["b"].as_str()),
        ("x, y", "he said \"no\"")
    );
    assert_eq!(csv_line(&["26,LT", "b"]), "\"26,LT\",b");
}

#[test]
fn edits_count_a_swap_of_neighbours_once() {
    assert_eq!(edits("austin", "austin"), 0);
    assert_eq!(edits("austin", "asutin"), 1);
    assert_eq!(edits("austin", "ausin"), 1);
    assert_eq!(edits("imaging", "imagin"), 1);
    assert_eq!(edits("radiology", "raidoolgy"), 2);
}

fn finds(text: &str, reviewer: bool) -> bool {
    let mut site = plain_site("OPT-0012345");
    site.npis = vec!["1234567893".to_owned()];
    "St. Mary's Müller Imaging".clone_into(&mut site.name);
    site.organization = Some(super::world::Organization {
        name: "Ñandú Health".to_owned(),
        tin: Some("742345678".to_owned()),
        owner_type: "independent",
        npis: Vec::new(),
    });
    Wording::of(&site).matches(text, reviewer)
}

#[test]
fn words_match_folded_with_few_edits_and_the_last_as_a_beginning() {
    assert_eq!(fold("Señora Müller ÅLAND"), "senora muller aland");
    for text in [
        "muller",
        "MÜLLER imaging",
        "nandu",
        "mary's",
        "imagnig",
        "x-ray",
        "mri aus",
        "imag",
        "austin &",
    ] {
        assert!(finds(text, false), "{text}");
    }
    // Three letters allow no edit, only the last word may be a beginning, every word must match.
    for text in ["mru", "imag austin", "austin hospital", "echo", "mulle-q"] {
        assert!(!finds(text, false), "{text}");
    }
}

#[test]
fn either_spelling_finds_either() {
    for (name, line, state, texts) in [
        (
            "Mueller & Sons",
            "12 Main St",
            "TX",
            &["mueller and sons", "main street", "sons texas"][..],
        ),
        (
            "St. Anselm",
            "1 Lake Blvd",
            "NC",
            &["saint anselm", "st anselm", "boulevard", "north carolina"],
        ),
        (
            "M.D. Parkway",
            "9 N Oak Ave",
            "TX",
            &[
                "md pkwy",
                "m.d. parkway",
                "m. d. parkway",
                "north oak avenue",
            ],
        ),
        (
            "O'Reilly",
            "4 Elm Rd",
            "TX",
            &["oreilly", "o\u{2019}reilly", "O'REILLY"],
        ),
    ] {
        let mut site = plain_site("OPT-1");
        name.clone_into(&mut site.name);
        line.clone_into(&mut site.line1);
        site.state = state;
        for text in texts {
            assert!(Wording::of(&site).matches(text, false), "{text}");
        }
        for text in ["street anselm", "saint main", "texsa", "10 lake"] {
            assert!(!Wording::of(&site).matches(text, false), "{text}");
        }
    }
}

#[test]
fn identifiers_match_exactly_or_by_four_characters_and_never_by_edits() {
    for text in [
        "OPT-0012345",
        "opt0012345",
        "opt-0",
        "1234567893",
        "1234",
        "512-555-0100",
        "512.555",
        "(512) 555",
        "+1 (512) 555-0100",
        "15125550100",
        "austin 1-512-555-0100",
    ] {
        assert!(finds(text, false), "{text}");
    }
    for text in [
        "opt",
        "OPT-0012346",
        "1234567894",
        "5125550101",
        "742345678",
        "74-2345678",
        "7423",
    ] {
        assert!(!finds(text, false), "{text}");
    }
    assert!(finds("742345678", true) && finds("74-2345678", true));
    assert!(!finds("74234567", true));
}

#[test]
fn halves_of_a_cent_and_of_a_tenth_round_up() {
    assert_eq!(rounded(412_005, 10), 41_201);
    assert_eq!(rounded(412_004, 10), 41_200);
}
