//! Invents hospital files: JSON, CSV tall and CSV wide, as hospitals write them, with a share of
//! rows that must be rejected.

use super::random_amount::amount;
use super::random_payer::Invented;
use super::sketch::{Fields, Pen, Sketch, raw, spoil, text, texts};
use super::typed_words::typed;
use super::wanted::with_check_digit;
use nearsite_random::SplitMix64;

pub(super) const PAYERS: [&str; 4] = ["Platform Health", "Région Mutuelle", "UHC", "Aetna’s"];
pub(super) const PLANS: [&str; 3] = ["PPO", "HMO / POS", "All Plans"];
pub(super) const CODES: [&str; 20] = [
    "70551",
    "70551",
    "70450",
    "73721",
    "C8903",
    "c8903",
    "G0279",
    "611",
    "0360",
    "99213",
    "70450-70498",
    "",
    "70551-TC",
    "70551 26",
    "70551TC",
    "CPT 70551",
    "73721.0",
    "'73721",
    "73721,73722",
    "70551/70552",
];
pub(super) const CODE_TYPES: [&str; 9] = [
    "CPT", "CPT", "HCPCS", "CPT®", "RC", "cdm", "LOCAL", "MS-DRG", "",
];
pub(super) const METHODS: [&str; 7] = [
    "case rate",
    "fee schedule",
    "Fee Schedule",
    "per diem",
    " PER DIEM",
    "percent of total billed charges",
    "other",
];
pub(super) const SETTINGS: [&str; 4] = ["inpatient", "outpatient", "both", ""];
pub(super) const CLASSES: [&str; 4] = ["professional", "Facility", "both", ""];
pub(super) const MODIFIERS: [&str; 7] = ["26", "tc", "TC", " 50", "LT", "XU", "RT;59"];
const NAMES: [&str; 4] = ["West Mercy Hospital", " Hôpital Général ", "", "St. Mary’s"];

/// The metadata of a hospital file.
#[derive(Debug)]
pub(super) struct Facts {
    pub(super) name: String,
    pub(super) updated: String,
    pub(super) version: String,
    pub(super) npis: Vec<String>,
    pub(super) tins: Vec<String>,
    pub(super) file_name: String,
}

impl Facts {
    pub(super) fn draw(rng: &mut SplitMix64, ending: &str) -> Self {
        let tin = (100_000_000 + rng.next_u64() % 899_999_999).to_string();
        let npis = (0..rng.below(5))
            .map(|_| with_check_digit(100_000_000 + rng.next_u64() % 200_000_000))
            .collect();
        let file_name = match rng.below(6) {
            4 => format!("{}-{}_west-mercy.{ending}", &tin[..2], &tin[2..]),
            5 => format!("{tin}0_west-mercy.{ending}"),
            0 => format!("west-mercy_standardcharges.{ending}"),
            1 => format!("{tin}.{ending}"),
            _ => format!("{tin}_west-mercy_standardcharges.{ending}"),
        };
        let dates = [
            "2026-04-01",
            "4/1/2026",
            "04/01/2026",
            "2026-04-01T10:00:00Z",
            "July 1 2024",
            "2/30/2026",
            "",
        ];
        Self {
            name: (*rng.pick(&NAMES)).to_owned(),
            updated: (*rng.pick(&dates)).to_owned(),
            version: (*rng.pick(&["2.0.0", "2.2.1", "3.0.0", " 3.0.0 "])).to_owned(),
            npis,
            tins: vec![tin],
            file_name,
        }
    }

    pub(super) fn into_invented(self, contents: Vec<u8>) -> Invented {
        Invented {
            name: self.file_name,
            contents,
            reference_files: Vec::new(),
            npis: self.npis,
            tins: self.tins,
        }
    }
}

/// Invents a JSON file.
pub(super) fn invent(rng: &mut SplitMix64) -> Invented {
    let facts = Facts::draw(rng, "json");
    let mut root = Fields::default();
    for (key, value) in [
        ("hospital_name", &facts.name),
        ("last_updated_on", &facts.updated),
        ("version", &facts.version),
    ] {
        if !rng.once_in(10) {
            root.add(key, text(value.clone()));
        }
    }
    if !facts.npis.is_empty() {
        let mut npis: Vec<Sketch> = facts
            .npis
            .iter()
            .map(|npi| {
                if rng.once_in(3) {
                    raw(npi.clone())
                } else {
                    text(npi.clone())
                }
            })
            .collect();
        npis.push(npis[0].clone());
        root.add("type_2_npi", Sketch::List(npis));
    }
    let has_spoiled = rng.once_in(2);
    let items = (0..rng.below(12))
        .map(|_| match (item(rng), has_spoiled && rng.once_in(6)) {
            (item, true) => spoil(item, rng),
            (item, false) => item,
        })
        .collect();
    root.add("standard_charge_information", Sketch::List(items));
    if rng.once_in(3) {
        let modifiers = r#"[{"description":"x","code":"50","modifier_payer_information":[{"payer_name":"UHC"}]}]"#;
        root.add("modifier_information", raw(modifiers));
    }
    let root = root.finish(rng);
    let mut contents = Pen::new(rng).write(&root).into_bytes();
    match rng.below(5) {
        0 => contents.splice(0..0, *b"\xef\xbb\xbf").for_each(drop),
        1 => contents = in_code_page(contents),
        _ => {}
    }
    facts.into_invented(contents)
}

/// The same in the Western code page of Windows, if it has all the letters.
pub(super) fn in_code_page(contents: Vec<u8>) -> Vec<u8> {
    let byte = |letter: char| match letter {
        '’' => Some(0x92),
        letter => u8::try_from(u32::from(letter)).ok(),
    };
    let letters = std::str::from_utf8(&contents).unwrap().chars();
    letters
        .map(byte)
        .collect::<Option<Vec<u8>>>()
        .unwrap_or(contents)
}

fn item(rng: &mut SplitMix64) -> Sketch {
    let mut item = Fields::default();
    item.add("description", text("exam of the \"brain\""));
    let codes = (0..=rng.below(3))
        .map(|_| {
            let mut code = Fields::default();
            code.add("code", text((*rng.pick(&CODES)).to_owned()));
            code.add("type", text((*rng.pick(&CODE_TYPES)).to_owned()));
            code.finish(rng)
        })
        .collect();
    item.add("code_information", Sketch::List(codes));
    let charges = (0..rng.below(4)).map(|_| charge(rng)).collect();
    item.add("standard_charges", Sketch::List(charges));
    item.finish(rng)
}

fn charge(rng: &mut SplitMix64) -> Sketch {
    let mut charge = Fields::default();
    let setting = (*rng.pick(&SETTINGS)).to_owned();
    charge.add("setting", text(typed(rng, &setting)));
    if rng.once_in(3) {
        charge.add("billing_class", text((*rng.pick(&CLASSES)).to_owned()));
    }
    if rng.once_in(3) {
        charge.add(
            "modifier_code",
            texts(rng.pick_up_to(&MODIFIERS.map(str::to_owned), 3)),
        );
    }
    for key in ["minimum", "maximum", "gross_charge", "discounted_cash"] {
        charge.add(key, raw("17.5"));
    }
    if !rng.once_in(5) {
        let payers = (0..rng.below(4)).map(|_| payer(rng)).collect();
        charge.add("payers_information", Sketch::List(payers));
    }
    charge.finish(rng)
}

fn payer(rng: &mut SplitMix64) -> Sketch {
    let mut payer = Fields::default();
    let (name, plan) = (
        (*rng.pick(&PAYERS)).to_owned(),
        (*rng.pick(&PLANS)).to_owned(),
    );
    payer.add("payer_name", text(typed(rng, &name)));
    payer.add("plan_name", text(typed(rng, &plan)));
    payer.add("methodology", text((*rng.pick(&METHODS)).to_owned()));
    for key in ["standard_charge_dollar", "standard_charge_percentage"] {
        if rng.once_in(2) {
            payer.add(key, amount(rng));
        }
    }
    for key in [
        "standard_charge_algorithm",
        "count",
        "additional_payer_notes",
    ] {
        if rng.once_in(3) {
            payer.add(key, text("1 through 10"));
        }
    }
    for key in [
        "median_amount",
        "10th_percentile",
        "90th_percentile",
        "estimated_amount",
    ] {
        if rng.once_in(4) {
            payer.add(key, raw("999999999"));
        }
    }
    payer.finish(rng)
}
