//! Forges certificates: changes a value or an entry and computes the digest again.

/// A certificate taken apart into the members of its object, in their order.
#[derive(Debug, Clone)]
pub(super) struct Taken {
    members: Vec<(String, String)>,
}

impl Taken {
    /// Takes the canonical text apart; the digest is left out.
    pub(super) fn apart(text: &str) -> Self {
        let mut members: Vec<(String, String)> = parts(text)
            .into_iter()
            .map(|member| {
                let (key, value) = member.split_once(':').unwrap();
                (key.trim_matches('"').to_owned(), value.to_owned())
            })
            .collect();
        assert_eq!(members.pop().unwrap().0, "digest");
        Self { members }
    }

    /// The text of a member.
    pub(super) fn get(&self, key: &str) -> &str {
        let found = self.members.iter().find(|(known, _)| known == key);
        &found.unwrap().1
    }

    /// The same with another text for a member.
    pub(super) fn with(&self, key: &str, value: impl Into<String>) -> Self {
        let mut changed = self.clone();
        let found = changed.members.iter_mut().find(|(known, _)| known == key);
        found.unwrap().1 = value.into();
        changed
    }

    /// The entries of a member that is a list.
    pub(super) fn list(&self, key: &str) -> Vec<String> {
        parts(self.get(key))
    }

    /// The same with other entries in a list.
    pub(super) fn with_list(&self, key: &str, entries: &[String]) -> Self {
        self.with(key, format!("[{}]", entries.join(",")))
    }

    /// The certificate with the digest of what it now says.
    pub(super) fn sealed(&self) -> String {
        let members: Vec<String> = self
            .members
            .iter()
            .map(|(key, value)| format!("\"{key}\":{value}"))
            .collect();
        let content = members.join(",");
        let digest = blake3::hash(format!("{{{content}}}").as_bytes()).to_hex();
        format!("{{{content},\"digest\":\"{digest}\"}}")
    }
}

/// The parts of a compact object or list, cut at the commas of its own level.
fn parts(text: &str) -> Vec<String> {
    let inner = &text[1..text.len() - 1];
    let (mut depth, mut quoted, mut escaped) = (0, false, false);
    let (mut found, mut part) = (Vec::new(), String::new());
    for character in inner.chars() {
        if quoted {
            quoted = escaped || character != '"';
            escaped = !escaped && character == '\\';
        } else {
            match character {
                '"' => quoted = true,
                '{' | '[' => depth += 1,
                '}' | ']' => depth -= 1,
                ',' if depth == 0 => {
                    found.push(std::mem::take(&mut part));
                    continue;
                }
                _ => {}
            }
        }
        part.push(character);
    }
    if !inner.is_empty() {
        found.push(part);
    }
    found
}

/// A text in which the first place that reads `from` reads `to`; nothing where it does not occur.
fn replaced(text: &str, from: &str, to: &str) -> Option<String> {
    text.contains(from).then(|| text.replacen(from, to, 1))
}

/// Name of the forgery, the member it changes, the text there, and its replacement.
const REPLACEMENTS: [(&str, &str, &str, &str); 16] = [
    ("policy id", "policy", "\"id\":\"", "\"id\":\"x"),
    (
        "policy version",
        "policy",
        "\"version\":\"",
        "\"version\":\"x",
    ),
    ("policy digest", "policy", "\"digest\":\"", "\"digest\":\"0"),
    (
        "minutes measured",
        "access",
        "\"minutes_measured\":false",
        "\"minutes_measured\":true",
    ),
    ("miles", "access", "\"miles\":\"", "\"miles\":\"1"),
    ("access source", "access", "\"source\":\"", "\"source\":\"X"),
    (
        "fewest alternates",
        "access",
        "\"min_alternates\":",
        "\"min_alternates\":1",
    ),
    ("latitude", "origin", "\"lat\":", "\"lat\":-"),
    ("latitude", "origin", "\"lat\":-", "\"lat\":"),
    (
        "county type",
        "origin",
        "\"county_type\":null",
        "\"county_type\":\"ceac\"",
    ),
    (
        "source of the origin",
        "origin",
        "\"source\":\"coordinates\"",
        "\"source\":\"zip_centroid\"",
    ),
    (
        "needs without the age",
        "needs",
        "\"patient_age\":",
        "\"patient_age\":1",
    ),
    ("a further need", "needs", "{", "{\"bore\":\"wide\","),
    (
        "criterion",
        "criteria",
        "\"status\":\"not_met\"",
        "\"status\":\"unknown\"",
    ),
    (
        "criterion",
        "criteria",
        "\"status\":\"unknown\"",
        "\"status\":\"not_met\"",
    ),
    (
        "criterion",
        "criteria",
        "\"status\":\"met\"",
        "\"status\":\"not_met\"",
    ),
];

/// Every forgery with its name. Members that repeat the order are not changed, because another
/// order may have a certificate of its own.
pub(super) fn forgeries(sound: &Taken) -> Vec<(&'static str, Taken)> {
    let mut forgeries = forgeries_of_sites(sound);
    let number = |key: &str| sound.get(key).parse::<i64>().unwrap();
    forgeries.push((
        "radius",
        sound.with("radius_metres", (number("radius_metres") + 1).to_string()),
    ));
    let other = if sound.get("none_exists") == "true" {
        "false"
    } else {
        "true"
    };
    forgeries.push(("none exists", sound.with("none_exists", other)));
    for outcome in [
        "redirect",
        "hospital_supported",
        "needs_information",
        "no_review",
    ] {
        let outcome = format!("\"{outcome}\"");
        if outcome != sound.get("outcome") {
            forgeries.push(("outcome", sound.with("outcome", outcome)));
        }
    }
    forgeries.push((
        "profile",
        sound.with("profile", r#"{"name":"default","version":"99"}"#),
    ));
    forgeries.push(("as of", sound.with("as_of", "\"2001-01-01\"")));
    forgeries.push(("format", sound.with("format", "2")));
    let zeros = format!("\"{}\"", "0".repeat(sound.get("snapshot").len() - 2));
    forgeries.push(("snapshot", sound.with("snapshot", zeros)));
    for (name, key, from, to) in REPLACEMENTS {
        if let Some(changed) = replaced(sound.get(key), from, to) {
            forgeries.push((name, sound.with(key, changed)));
        }
    }
    let mut criteria = sound.list("criteria");
    criteria.pop();
    forgeries.push(("a criterion less", sound.with_list("criteria", &criteria)));
    let mut questions = sound.list("questions");
    questions.push("\"active_covid\"".to_owned());
    forgeries.push(("a question more", sound.with_list("questions", &questions)));
    questions.truncate(questions.len() - 1);
    if !questions.is_empty() {
        forgeries.push((
            "a question less",
            sound.with_list("questions", &questions[1..]),
        ));
    }
    forgeries
}

/// Sites left out, moved, put in another place of the list, made able or unable.
fn forgeries_of_sites(sound: &Taken) -> Vec<(&'static str, Taken)> {
    let mut forgeries = Vec::new();
    for key in ["alternates", "excluded"] {
        let sites = sound.list(key);
        let Some(last) = sites.last() else {
            continue;
        };
        forgeries.push(("a site less", sound.with_list(key, &sites[1..])));
        let mut twice = sites.clone();
        twice.push(last.clone());
        forgeries.push(("a site twice", sound.with_list(key, &twice)));
        if sites.len() > 1 {
            let turned: Vec<String> = sites.iter().rev().cloned().collect();
            forgeries.push(("another order", sound.with_list(key, &turned)));
        }
        let mut farther = sites.clone();
        farther[0] = replaced(&farther[0], "\"metres\":", "\"metres\":1").unwrap();
        forgeries.push(("another distance", sound.with_list(key, &farther)));
    }
    let (able, unable) = (sound.list("alternates"), sound.list("excluded"));
    if let Some((first, rest)) = unable.split_first() {
        let end = first.find(",\"cause\"").unwrap();
        let mut more = able.clone();
        more.insert(0, format!("{}}}", &first[..end]));
        let moved = sound
            .with_list("excluded", rest)
            .with_list("alternates", &more);
        forgeries.push(("an unable site made able", moved));
        let mut other = unable.clone();
        other[0] = format!("{},\"cause\":\"need:bore_cm\"}}", &first[..end]);
        forgeries.push(("another cause", sound.with_list("excluded", &other)));
    }
    if let Some((first, rest)) = able.split_first() {
        let mut more = unable.clone();
        more.insert(0, first.replace('}', ",\"cause\":\"network\"}"));
        let moved = sound
            .with_list("alternates", rest)
            .with_list("excluded", &more);
        forgeries.push(("an able site made unable", moved));
    }
    forgeries
}
