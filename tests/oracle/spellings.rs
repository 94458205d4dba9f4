//! Two spellings of one word: what a site is also called besides its own words. Written from the
//! README of the engine, with tables of its own.

use super::text::{fold, runs, stripped};

/// Groups of words that mean the same wherever they appear.
const SAME: &str = "ave avenue av|blvd boulevard|rd road|ln lane|pl place|pkwy parkway pky|hwy highway|cir circle|\
ter terrace|sq square|trl trail|plz plaza|tpke turnpike|expy expressway|fwy freeway|rte route rt|bldg building|\
ctr center centre cntr|mt mount|mtn mountain|ft fort|n north|s south|e east|w west|ne northeast|nw northwest|\
se southeast|sw southwest|1 one|2 two|3 three|4 four|5 five|1st first|2nd second|3rd third|4th fourth|5th fifth|\
6th sixth|7th seventh|8th eighth|9th ninth|10th tenth|hosp hospital|med medical|med medicine|assoc associates|\
assoc association assn|univ university|inst institute|diag diagnostic diagnostics|svc service|svcs services|\
dept department|grp group|hlth health|natl national|intl international|regl regional|inc incorporated|\
corp corporation|bros brothers|jr junior|sts saints|drs doctors|\
saint st|street st|doctor dr|drive dr|suite ste|sainte ste";

/// States, code first.
const STATES: &str = "al alabama|ak alaska|az arizona|ar arkansas|ca california|co colorado|ct connecticut|de delaware|\
dc district of columbia|fl florida|ga georgia|hi hawaii|id idaho|il illinois|in indiana|ia iowa|ks kansas|ky kentucky|\
la louisiana|me maine|md maryland|ma massachusetts|mi michigan|mn minnesota|ms mississippi|mo missouri|mt montana|\
ne nebraska|nv nevada|nh new hampshire|nj new jersey|nm new mexico|ny new york|nc north carolina|nd north dakota|oh ohio|\
ok oklahoma|or oregon|pa pennsylvania|ri rhode island|sc south carolina|sd south dakota|tn tennessee|tx texas|ut utah|\
vt vermont|va virginia|wa washington|wv west virginia|wi wisconsin|wy wyoming|as american samoa|fm micronesia|gu guam|\
mh marshall islands|mp northern mariana islands|pr puerto rico|pw palau|vi virgin islands";

const ROOMS: &str = "ste suite unit apt rm room bldg building fl";
const COMPASS: &str =
    "n s e w north south east west ne nw se sw northeast northwest southeast southwest";
const STREETS: &str = "ave avenue av blvd boulevard rd road ln lane pkwy parkway hwy highway";
const TRADE: &str = "imaging radiology diagnostic diagnostics mri ct pet xray x ultrasound medical med clinic center ctr \
hospital health surgery physicians open";

/// Where a text comes from.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Part {
    Name,
    Street,
}

fn one_of(list: &str, word: &str) -> bool {
    list.split(' ').any(|known| known == word)
}

/// The other spellings of a state: its code and the words of its name.
pub(crate) fn of_state(text: &str) -> Vec<String> {
    let asked = stripped(&fold(text));
    for row in STATES.split('|') {
        let (code, name) = row.split_once(' ').unwrap();
        if asked == code || asked == name.replace(' ', "") {
            let mut found = of_text(name, Part::Name);
            found.push(code.to_owned());
            return found;
        }
    }
    Vec::new()
}

/// The other spellings of a text's words, and some of the words themselves.
pub(crate) fn of_text(text: &str, part: Part) -> Vec<String> {
    let folded = fold(text);
    let mut found: Vec<String> = folded.split_whitespace().map(stripped).collect();
    if folded.contains('&') {
        found.push("and".to_owned());
    }
    if folded.contains('#') && part == Part::Street {
        found.extend(["suite".to_owned(), "ste".to_owned()]);
    }
    let words = runs(&folded.replace(['\'', '\u{2018}', '\u{2019}', '`'], ""));
    let mut initials = String::new();
    for (at, word) in words.iter().enumerate() {
        if is_letter(word) {
            initials.push_str(word);
        } else {
            close_initials(&mut initials, &mut found);
        }
        found.push(word.clone());
        found.extend(meanings(&words, at, part));
    }
    close_initials(&mut initials, &mut found);
    found.retain(|word| !word.is_empty());
    found
}

fn close_initials(initials: &mut String, found: &mut Vec<String>) {
    if initials.len() > 1 {
        found.extend(same(initials));
        found.push(initials.clone());
    }
    initials.clear();
}

/// True if the text is one letter.
pub(crate) fn is_letter(text: &str) -> bool {
    text.len() == 1 && text.bytes().all(|byte| byte.is_ascii_alphabetic())
}

fn same(word: &str) -> Vec<String> {
    let groups = SAME.split('|').filter(|group| one_of(group, word));
    groups
        .flat_map(|group| group.split(' '))
        .filter(|other| *other != word)
        .map(str::to_owned)
        .collect()
}

fn meanings(words: &[String], at: usize, part: Part) -> Vec<String> {
    let word = words[at].as_str();
    let before = at.checked_sub(1).map(|before| words[before].as_str());
    let mut found = same(word);
    if is_letter(word) {
        let direction = if part == Part::Street {
            !before.is_some_and(|before| one_of(ROOMS, before))
        } else {
            at == 0 && words.len() > 1
        };
        found.retain(|_| direction);
    }
    if word == "ct" && part == Part::Street && at > 0 {
        found.push("court".to_owned());
    }
    if one_of("st dr ste", word) {
        let (title, street) = readings(words, at, part);
        found.retain(|other| match other.as_str() {
            "saint" | "doctor" | "sainte" => title,
            _ => street,
        });
    }
    found
}

/// True for a title before a name; true for a word of a street or a room.
fn readings(words: &[String], at: usize, part: Part) -> (bool, bool) {
    let next = words.get(at + 1).map_or("", String::as_str);
    let named = next.len() > 1
        && next.bytes().all(|byte| byte.is_ascii_alphabetic())
        && !one_of(ROOMS, next)
        && !one_of(COMPASS, next);
    if words[at] == "ste" {
        let title = named && part == Part::Name;
        return (title, !title);
    }
    if !named {
        return (false, true);
    }
    if part == Part::Name {
        return if at == 0 {
            (true, false)
        } else {
            (!one_of(TRADE, next), true)
        };
    }
    let first = at == 0
        || one_of(COMPASS, &words[at - 1])
        || (at == 1 && words[0].bytes().all(|byte| byte.is_ascii_digit()));
    let inside = words[at + 1..]
        .iter()
        .skip(1)
        .any(|later| one_of(STREETS, later));
    (first || inside, !first)
}
