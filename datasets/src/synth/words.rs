//! The words names and addresses are made of. Every organisation here is invented; streets are the ones every American town has.

use super::rng::Rng;

/// Invented first words of organisations.
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

/// What sets two sites of one owner in one town apart.
pub(super) const QUARTERS: [&str; 12] = [
    "North", "South", "East", "West", "Central", "Downtown", "Midtown", "Lakeside", "Parkway",
    "Crossing", "Plaza", "Heights",
];

/// A street address.
pub(super) fn street(rng: &mut Rng) -> String {
    let number = rng.between(1, 129) * 100 + rng.between(0, 99);
    let direction = rng.weighted(&[(60, ""), (10, "N "), (10, "S "), (10, "E "), (10, "W ")]);
    let street = rng.pick(&STREETS);
    let kind = rng.weighted(&STREET_KINDS);
    format!("{number} {direction}{street} {kind}")
}

/// A state or territory: its code, a telephone area in it, and the part of the country its networks belong to.
pub(super) struct State {
    pub(super) code: &'static str,
    pub(super) area_code: u16,
    pub(super) region: Region,
}

/// A part of the country, as networks are sold.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Region {
    Northeast,
    Southeast,
    Midwest,
    Central,
    Mountain,
    West,
    Territories,
}

/// The region of a state; unknown codes count as territories.
pub(super) fn region(code: &str) -> Region {
    state(code).map_or(Region::Territories, |state| state.region)
}

fn state(code: &str) -> Option<&'static State> {
    STATES.iter().find(|state| state.code == code)
}

/// A telephone number of the block reserved for fiction (555-0100 to 555-0199), with an area code that fits the ZIP.
pub(super) fn phone(rng: &mut Rng, state_code: &str, zip: &str) -> String {
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

const fn of(code: &'static str, area_code: u16, region: Region) -> State {
    State {
        code,
        area_code,
        region,
    }
}

/// The states, the District of Columbia and the territories.
pub(super) const STATES: [State; 59] = [
    of("AK", 907, Region::West),
    of("AL", 205, Region::Southeast),
    of("AR", 501, Region::Central),
    of("AS", 684, Region::Territories),
    of("AZ", 520, Region::Mountain),
    of("CA", 213, Region::West),
    of("CO", 303, Region::Mountain),
    of("CT", 203, Region::Northeast),
    of("DC", 202, Region::Northeast),
    of("DE", 302, Region::Northeast),
    of("FL", 305, Region::Southeast),
    of("FM", 691, Region::Territories),
    of("GA", 404, Region::Southeast),
    of("GU", 671, Region::Territories),
    of("HI", 808, Region::West),
    of("IA", 515, Region::Midwest),
    of("ID", 208, Region::Mountain),
    of("IL", 217, Region::Midwest),
    of("IN", 317, Region::Midwest),
    of("KS", 316, Region::Central),
    of("KY", 502, Region::Southeast),
    of("LA", 504, Region::Central),
    of("MA", 617, Region::Northeast),
    of("MD", 410, Region::Northeast),
    of("ME", 207, Region::Northeast),
    of("MH", 692, Region::Territories),
    of("MI", 313, Region::Midwest),
    of("MN", 612, Region::Midwest),
    of("MO", 314, Region::Midwest),
    of("MP", 670, Region::Territories),
    of("MS", 601, Region::Southeast),
    of("MT", 406, Region::Mountain),
    of("NC", 704, Region::Southeast),
    of("ND", 701, Region::Midwest),
    of("NE", 402, Region::Central),
    of("NH", 603, Region::Northeast),
    of("NJ", 201, Region::Northeast),
    of("NM", 505, Region::Mountain),
    of("NV", 702, Region::West),
    of("NY", 518, Region::Northeast),
    of("OH", 216, Region::Midwest),
    of("OK", 405, Region::Central),
    of("OR", 503, Region::West),
    of("PA", 215, Region::Northeast),
    of("PR", 787, Region::Territories),
    of("PW", 680, Region::Territories),
    of("RI", 401, Region::Northeast),
    of("SC", 803, Region::Southeast),
    of("SD", 605, Region::Midwest),
    of("TN", 615, Region::Southeast),
    of("TX", 214, Region::Central),
    of("UT", 801, Region::Mountain),
    of("VA", 804, Region::Southeast),
    of("VI", 340, Region::Territories),
    of("VT", 802, Region::Northeast),
    of("WA", 206, Region::West),
    of("WI", 414, Region::Midwest),
    of("WV", 304, Region::Southeast),
    of("WY", 307, Region::Mountain),
];
