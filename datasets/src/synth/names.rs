//! Words for names and addresses. Every organization is invented. Street names are those found in
//! most American towns.

use super::random::RandomStream;

/// Invented first words of organizations.
pub(super) const STEMS: [&str; 84] = [
    "Averlune",
    "Brindlemark",
    "Caldrith",
    "Dovenmere",
    "Elowick",
    "Farrowby",
    "Glanmoor",
    "Hallowmere",
    "Ivesdale",
    "Jorrick",
    "Kestlewood",
    "Larkhaven",
    "Mirrowell",
    "Norvane",
    "Orrinford",
    "Pellamar",
    "Quillstone",
    "Rosmarrow",
    "Stellwick",
    "Tarnbridge",
    "Umberley",
    "Velloway",
    "Wrenmoor",
    "Yarrowlea",
    "Zephrane",
    "Ashenvale",
    "Bellharrow",
    "Corvane",
    "Dunmarrow",
    "Esterlane",
    "Fennimark",
    "Grovelund",
    "Hazelmont",
    "Islemere",
    "Junewick",
    "Kelvaron",
    "Lindenmoor",
    "Maplevane",
    "Nettlebrook",
    "Oakenrill",
    "Pinefarrow",
    "Quartzmere",
    "Ravenlea",
    "Silverthane",
    "Thistlemark",
    "Ullswick",
    "Vantrellis",
    "Willowarden",
    "Yellowfen",
    "Amberlyne",
    "Briarcombe",
    "Cloverdeen",
    "Driftmere",
    "Emberfall",
    "Foxholme",
    "Goldenwick",
    "Heathmarrow",
    "Inglevane",
    "Juniperel",
    "Kingsmarrow",
    "Lanternhill",
    "Meadowrane",
    "Northquill",
    "Opalcrest",
    "Primrowe",
    "Quietbrook",
    "Riverlund",
    "Summerlea",
    "Tidewell",
    "Undermoor",
    "Violetmark",
    "Westerquill",
    "Yewbarrow",
    "Zinnamore",
    "Alderquist",
    "Bluefarrow",
    "Cobblewick",
    "Duskwater",
    "Eaglemarrow",
    "Fernhollow",
    "Greywillow",
    "Harpersfen",
    "Ironlea",
    "Jadebrook",
];

/// Street names found in almost every town.
const STREETS: [&str; 36] = [
    "Main",
    "Oak",
    "Maple",
    "Cedar",
    "Elm",
    "Walnut",
    "Park",
    "Lake",
    "Hill",
    "Pine",
    "Washington",
    "Jefferson",
    "Lincoln",
    "Madison",
    "Jackson",
    "Franklin",
    "River",
    "Spring",
    "Church",
    "Center",
    "Market",
    "Mill",
    "Union",
    "Prospect",
    "Highland",
    "College",
    "Railroad",
    "Chestnut",
    "Sunset",
    "Commerce",
    "Medical",
    "Meadow",
    "Ridge",
    "Valley",
    "Forest",
    "Willow",
];

const STREET_KINDS: [(u64, &str); 8] = [
    (30, "St"),
    (22, "Ave"),
    (12, "Blvd"),
    (12, "Dr"),
    (10, "Rd"),
    (6, "Pkwy"),
    (5, "Ln"),
    (3, "Way"),
];

/// Parts of a town, which distinguish two sites of one owner in it.
pub(super) const QUARTERS: [&str; 12] = [
    "North", "South", "East", "West", "Central", "Downtown", "Midtown", "Lakeside", "Parkway",
    "Crossing", "Plaza", "Heights",
];

/// Draws a street address.
pub(super) fn street(rng: &mut RandomStream) -> String {
    let number = rng.between(1, 129) * 100 + rng.between(0, 99);
    let direction = rng.weighted(&[(60, ""), (10, "N "), (10, "S "), (10, "E "), (10, "W ")]);
    let street = rng.pick(&STREETS);
    let kind = rng.weighted(&STREET_KINDS);
    format!("{number} {direction}{street} {kind}")
}

/// A state or territory: its code, a telephone area in it, and the part of the country its networks
/// belong to.
pub(super) struct UsState {
    pub(super) code: &'static str,
    pub(super) area_code: u16,
    pub(super) region: SalesRegion,
}

/// A part of the country in which networks are sold.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum SalesRegion {
    Northeast,
    Southeast,
    Midwest,
    Central,
    Mountain,
    West,
    Territories,
}

/// Returns the region of a state. Unknown codes count as territories.
pub(super) fn region(code: &str) -> SalesRegion {
    state(code).map_or(SalesRegion::Territories, |state| state.region)
}

fn state(code: &str) -> Option<&'static UsState> {
    STATES.iter().find(|state| state.code == code)
}

/// Draws a telephone number of the block reserved for fiction (555-0100 to 555-0199), with an area
/// code that fits the ZIP.
pub(super) fn phone(rng: &mut RandomStream, state_code: &str, zip: &str) -> String {
    let area = match zip.get(..3).unwrap_or("") {
        "786" | "787" => 512,
        "606" => 312,
        "850" => 602,
        "852" => 480,
        "853" => 623,
        "770" | "772" => 713,
        "100" => 212,
        _ => state(state_code).map_or(800, |state| state.area_code),
    };
    format!("{area}-555-{:04}", rng.between(100, 199))
}

const fn of(code: &'static str, area_code: u16, region: SalesRegion) -> UsState {
    UsState {
        code,
        area_code,
        region,
    }
}

/// The states, the District of Columbia and the territories.
pub(super) const STATES: [UsState; 59] = [
    of("AK", 907, SalesRegion::West),
    of("AL", 205, SalesRegion::Southeast),
    of("AR", 501, SalesRegion::Central),
    of("AS", 684, SalesRegion::Territories),
    of("AZ", 520, SalesRegion::Mountain),
    of("CA", 213, SalesRegion::West),
    of("CO", 303, SalesRegion::Mountain),
    of("CT", 203, SalesRegion::Northeast),
    of("DC", 202, SalesRegion::Northeast),
    of("DE", 302, SalesRegion::Northeast),
    of("FL", 305, SalesRegion::Southeast),
    of("FM", 691, SalesRegion::Territories),
    of("GA", 404, SalesRegion::Southeast),
    of("GU", 671, SalesRegion::Territories),
    of("HI", 808, SalesRegion::West),
    of("IA", 515, SalesRegion::Midwest),
    of("ID", 208, SalesRegion::Mountain),
    of("IL", 217, SalesRegion::Midwest),
    of("IN", 317, SalesRegion::Midwest),
    of("KS", 316, SalesRegion::Central),
    of("KY", 502, SalesRegion::Southeast),
    of("LA", 504, SalesRegion::Central),
    of("MA", 617, SalesRegion::Northeast),
    of("MD", 410, SalesRegion::Northeast),
    of("ME", 207, SalesRegion::Northeast),
    of("MH", 692, SalesRegion::Territories),
    of("MI", 313, SalesRegion::Midwest),
    of("MN", 612, SalesRegion::Midwest),
    of("MO", 314, SalesRegion::Midwest),
    of("MP", 670, SalesRegion::Territories),
    of("MS", 601, SalesRegion::Southeast),
    of("MT", 406, SalesRegion::Mountain),
    of("NC", 704, SalesRegion::Southeast),
    of("ND", 701, SalesRegion::Midwest),
    of("NE", 402, SalesRegion::Central),
    of("NH", 603, SalesRegion::Northeast),
    of("NJ", 201, SalesRegion::Northeast),
    of("NM", 505, SalesRegion::Mountain),
    of("NV", 702, SalesRegion::West),
    of("NY", 518, SalesRegion::Northeast),
    of("OH", 216, SalesRegion::Midwest),
    of("OK", 405, SalesRegion::Central),
    of("OR", 503, SalesRegion::West),
    of("PA", 215, SalesRegion::Northeast),
    of("PR", 787, SalesRegion::Territories),
    of("PW", 680, SalesRegion::Territories),
    of("RI", 401, SalesRegion::Northeast),
    of("SC", 803, SalesRegion::Southeast),
    of("SD", 605, SalesRegion::Midwest),
    of("TN", 615, SalesRegion::Southeast),
    of("TX", 214, SalesRegion::Central),
    of("UT", 801, SalesRegion::Mountain),
    of("VA", 804, SalesRegion::Southeast),
    of("VI", 340, SalesRegion::Territories),
    of("VT", 802, SalesRegion::Northeast),
    of("WA", 206, SalesRegion::West),
    of("WI", 414, SalesRegion::Midwest),
    of("WV", 304, SalesRegion::Southeast),
    of("WY", 307, SalesRegion::Mountain),
];
