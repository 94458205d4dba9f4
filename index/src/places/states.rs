//! States and territories by name.

/// Codes of the postal service, with the key of each name.
const STATES: [(&str, &str); 56] = [
    ("AL", "alabama"),
    ("AK", "alaska"),
    ("AS", "americansamoa"),
    ("AZ", "arizona"),
    ("AR", "arkansas"),
    ("CA", "california"),
    ("CO", "colorado"),
    ("CT", "connecticut"),
    ("DE", "delaware"),
    ("DC", "districtofcolumbia"),
    ("FL", "florida"),
    ("GA", "georgia"),
    ("GU", "guam"),
    ("HI", "hawaii"),
    ("ID", "idaho"),
    ("IL", "illinois"),
    ("IN", "indiana"),
    ("IA", "iowa"),
    ("KS", "kansas"),
    ("KY", "kentucky"),
    ("LA", "louisiana"),
    ("ME", "maine"),
    ("MD", "maryland"),
    ("MA", "massachusetts"),
    ("MI", "michigan"),
    ("MN", "minnesota"),
    ("MS", "mississippi"),
    ("MO", "missouri"),
    ("MT", "montana"),
    ("NE", "nebraska"),
    ("NV", "nevada"),
    ("NH", "newhampshire"),
    ("NJ", "newjersey"),
    ("NM", "newmexico"),
    ("NY", "newyork"),
    ("NC", "northcarolina"),
    ("ND", "northdakota"),
    ("MP", "northernmarianaislands"),
    ("OH", "ohio"),
    ("OK", "oklahoma"),
    ("OR", "oregon"),
    ("PA", "pennsylvania"),
    ("PR", "puertorico"),
    ("RI", "rhodeisland"),
    ("SC", "southcarolina"),
    ("SD", "southdakota"),
    ("TN", "tennessee"),
    ("TX", "texas"),
    ("UT", "utah"),
    ("VT", "vermont"),
    ("VI", "virginislands"),
    ("VA", "virginia"),
    ("WA", "washington"),
    ("WV", "westvirginia"),
    ("WI", "wisconsin"),
    ("WY", "wyoming"),
];

/// Names of states that are better known as cities.
const ALSO_CITIES: [&str; 2] = ["newyork", "washington"];

/// Most words of a name: "District of Columbia".
pub(super) const MOST_WORDS: usize = 3;

/// Returns the code of the state with this code or name, given as a key.
pub(super) fn state_of(key: &str) -> Option<&'static str> {
    STATES
        .iter()
        .find(|(code, name)| code.eq_ignore_ascii_case(key) || *name == key)
        .map(|(code, _)| *code)
}

/// True for the name of a state that no one means as a city without saying more.
pub(super) fn is_state_alone(key: &str) -> bool {
    STATES.iter().any(|(_, name)| *name == key) && !ALSO_CITIES.contains(&key)
}
