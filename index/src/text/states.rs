//! Names and codes of the states and territories.

use super::fold::squeezed;

/// Code and name of every state and territory, folded.
#[rustfmt::skip]
const STATES: [(&str, &str); 59] = [
    ("al", "alabama"), ("ak", "alaska"), ("az", "arizona"), ("ar", "arkansas"), ("ca", "california"), ("co", "colorado"),
    ("ct", "connecticut"), ("de", "delaware"), ("dc", "district of columbia"), ("fl", "florida"), ("ga", "georgia"),
    ("hi", "hawaii"), ("id", "idaho"), ("il", "illinois"), ("in", "indiana"), ("ia", "iowa"), ("ks", "kansas"),
    ("ky", "kentucky"), ("la", "louisiana"), ("me", "maine"), ("md", "maryland"), ("ma", "massachusetts"),
    ("mi", "michigan"), ("mn", "minnesota"), ("ms", "mississippi"), ("mo", "missouri"), ("mt", "montana"),
    ("ne", "nebraska"), ("nv", "nevada"), ("nh", "new hampshire"), ("nj", "new jersey"), ("nm", "new mexico"),
    ("ny", "new york"), ("nc", "north carolina"), ("nd", "north dakota"), ("oh", "ohio"), ("ok", "oklahoma"),
    ("or", "oregon"), ("pa", "pennsylvania"), ("ri", "rhode island"), ("sc", "south carolina"), ("sd", "south dakota"),
    ("tn", "tennessee"), ("tx", "texas"), ("ut", "utah"), ("vt", "vermont"), ("va", "virginia"), ("wa", "washington"),
    ("wv", "west virginia"), ("wi", "wisconsin"), ("wy", "wyoming"),
    ("as", "american samoa"), ("fm", "micronesia"), ("gu", "guam"), ("mh", "marshall islands"),
    ("mp", "northern mariana islands"), ("pr", "puerto rico"), ("pw", "palau"), ("vi", "virgin islands"),
];

/// Finds the code and the name of a state, written as either, from a folded text.
pub(super) fn find_state(folded: &str) -> Option<(&'static str, &'static str)> {
    let letters = squeezed(folded);
    let is_written = |(code, name): &&(&str, &str)| *code == letters || squeezed(name) == letters;
    STATES.iter().find(is_written).copied()
}
