//! Parses the text of one policy file into a pack. Only the shape is checked here. The engine
//! checks the rules.

use super::fault::PolicyFileFaultKind;
use nearsite_index::site_of_care::Pack;

/// Most characters of a message that are shown, because a message may quote a key of the file.
const LONGEST_MESSAGE: usize = 300;

/// Parses a pack. Unknown keys, unknown words and wrong types are refused with their line.
///
/// # Errors
/// [`PolicyFileFaultKind::Shape`].
pub(crate) fn parse_pack(text: &str) -> Result<Pack, PolicyFileFaultKind> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    toml::from_str(text).map_err(|error| {
        let start = error.span().map_or(0, |span| span.start);
        let before = text.get(..start).unwrap_or(text);
        let line_start = before.rfind('\n').map_or(0, |end| end + 1);
        PolicyFileFaultKind::Shape {
            line: before.matches('\n').count() + 1,
            column: before[line_start..].chars().count() + 1,
            message: one_line(error.message()),
        }
    })
}

/// Makes a message safe to print as one line of a terminal or log.
fn one_line(message: &str) -> String {
    let mut line: String = message
        .trim()
        .chars()
        .map(|c| match c {
            '\n' => ' ',
            c if c.is_control() => '\u{fffd}',
            c => c,
        })
        .take(LONGEST_MESSAGE)
        .collect();
    if message.trim().chars().nth(LONGEST_MESSAGE).is_some() {
        line.push('…');
    }
    line
}
