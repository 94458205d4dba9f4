//! Correction of one slip in a word that no table and no name has.

/// A slip that makes one word from another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Slip {
    /// Two neighbors are swapped.
    Swapped,
    /// A letter is missing.
    Missing,
    /// A letter is too many.
    Extra,
    /// One letter is another.
    Replaced,
    /// Two slips.
    Two,
}

/// Returns the word meant by a misspelled one: the only one that is as near. Of words that are
/// equally near, one of the catalog is meant. If there are two, none is.
///
/// Words of three letters may have two letters swapped or one missing, words of four no letter
/// replaced, and words of eight two slips. Except in a swap, the first letter is right.
pub(super) fn meant<'a>(
    typed: &str,
    of_catalog: impl Iterator<Item = &'a str>,
    of_table: impl Iterator<Item = &'a str>,
) -> Option<&'a str> {
    let letters: Vec<char> = typed.chars().collect();
    if letters.len() < 3 || letters.iter().any(|letter| !letter.is_ascii_lowercase()) {
        return None;
    }
    let mut best: Option<((Slip, bool), &str)> = None;
    let mut is_tied = false;
    let known = of_catalog
        .map(|word| (false, word))
        .chain(of_table.map(|word| (true, word)));
    for (is_of_table, word) in known {
        let Some(slip) = slip(&letters, &word.chars().collect::<Vec<_>>()) else {
            continue;
        };
        let rank = (slip, is_of_table);
        match best {
            Some((nearest, other)) if nearest == rank => is_tied |= other != word,
            Some((nearest, _)) if nearest < rank => {}
            _ => (best, is_tied) = (Some((rank, word)), false),
        }
    }
    best.filter(|_| !is_tied).map(|(_, word)| word)
}

fn slip(typed: &[char], word: &[char]) -> Option<Slip> {
    let longest = typed.len().max(word.len());
    if typed.len().abs_diff(word.len()) > 2 {
        return None;
    }
    let same = typed.iter().zip(word).take_while(|(a, b)| a == b).count();
    let (typed_end, word_end) = (&typed[same..], &word[same..]);
    let one = match (typed_end, word_end) {
        ([a, b, rest @ ..], [c, d, end @ ..]) if a == d && b == c && rest == end => {
            Some(Slip::Swapped)
        }
        (rest, [_, end @ ..]) if rest == end => Some(Slip::Missing),
        ([_, rest @ ..], end) if rest == end => Some(Slip::Extra),
        ([_, rest @ ..], [_, end @ ..]) if rest == end => Some(Slip::Replaced),
        _ => None,
    };
    let allowed = match typed.len() {
        3 => Slip::Missing,
        4 => Slip::Extra,
        _ => Slip::Replaced,
    };
    match one {
        Some(Slip::Swapped) => Some(Slip::Swapped),
        _ if same == 0 => None,
        Some(slip) => (slip <= allowed).then_some(slip),
        None => {
            (longest >= 8 && typed.len() >= 7 && distance(typed, word) == 2).then_some(Slip::Two)
        }
    }
}

/// Number of edits between two words; swapped neighbors count as one.
fn distance(a: &[char], b: &[char]) -> usize {
    let mut rows: Vec<Vec<usize>> = vec![(0..=b.len()).collect()];
    for i in 1..=a.len() {
        let mut row = vec![i];
        for j in 1..=b.len() {
            let replaced = rows[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]);
            let mut least = replaced.min(rows[i - 1][j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                least = least.min(rows[i - 2][j - 2] + 1);
            }
            row.push(least);
        }
        rows.push(row);
    }
    rows[a.len()][b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_slip_is_corrected_and_a_doubtful_word_is_not() {
        let catalog = [
            "mri",
            "knee",
            "chest",
            "wrist",
            "brain",
            "ultrasound",
            "mammogram",
            "bone",
        ];
        let table = ["mamograma", "izquierda"];
        let meant = |typed| meant(typed, catalog.into_iter(), table.into_iter());
        for (typed, expected) in [
            ("kne", Some("knee")),
            ("mir", Some("mri")),
            ("rmi", Some("mri")),
            ("brian", Some("brain")),
            ("wirst", Some("wrist")),
            ("utlrasound", Some("ultrasound")),
            ("mamogram", Some("mammogram")),
            ("izquerda", Some("izquierda")),
            ("jones", None),
            ("mr", None),
            ("3ti", None),
            ("none", None),
        ] {
            assert_eq!(meant(typed), expected, "{typed}");
        }
    }
}
