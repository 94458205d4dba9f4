//! Invents payer files: every shape the schemas allow, the oddities of real files, and a share of
//! records that must be rejected.

use super::random_amount::amount;
use super::sketch::{Fields, Pen, Sketch, raw, spoil, text, texts};
use super::typed_words::typed;
use super::wanted::with_check_digit;
use nearsite_random::SplitMix64;

/// An invented file, unpacked, and its providers.
#[derive(Debug)]
pub(super) struct Invented {
    /// Name without the ending of its packing.
    pub(super) name: String,
    pub(super) contents: Vec<u8>,
    /// Files its references are read from: path below its folder, contents.
    pub(super) reference_files: Vec<(String, String)>,
    pub(super) npis: Vec<String>,
    pub(super) tins: Vec<String>,
}

/// Codes of the catalog as they are typed, codes outside it, and what only looks like a code.
const CODES: [&str; 27] = [
    "70551",
    "70551",
    "70450",
    "70460",
    "73721",
    "72148",
    "77067",
    "C8903",
    "c8903",
    "G0279",
    "78815",
    " 70551 ",
    "\t73721",
    "99213",
    "27447",
    "7055",
    "705510",
    "70450-70498",
    "CSTM-00",
    "CSTM-ALL",
    "",
    "70551,70552",
    "70551-TC",
    "70551 26",
    "HCPCS: c8903",
    "=\"70450\"",
    "70450 head",
];
const CODE_TYPES: [&str; 10] = [
    "CPT", "cpt", "CPT®", "HCPCS", "LOCAL", "MS-DRG", "CSTM-ALL", " Cdm ", "", "TS-TST",
];
const ENTITIES: [&str; 6] = [
    "Acme Health",
    " Acme Health ",
    "Sör \"Krankenkasse\" \\ \u{1F3E5}",
    "",
    "  ",
    "A\tB",
];
const DATES: [&str; 9] = [
    "2026-10-01",
    "2025-06-23T00:00:00-05:00",
    " 2026-02-28 ",
    "2024-02-29",
    "2025-02-29",
    "2026-13-01",
    "soon",
    "",
    "2026-1-1",
];
const EXPIRATIONS: [&str; 8] = [
    "9999-12-31",
    "9999-12-31",
    "2027-01-01",
    "2022-01-01T00:00:00Z",
    "2025-02-30",
    "never",
    "",
    "12/31/2026",
];
const PLACES: [&str; 6] = ["11", "22", "49", "81", " 19 ", "02"];
const MODIFIERS: [&str; 6] = ["26", "TC", "tc", " 59 ", "LT", "rt"];

/// The random source and the pools from which one file is drawn.
struct Payer<'a> {
    rng: &'a mut SplitMix64,
    npis: Vec<String>,
    tins: Vec<String>,
    references: usize,
    has_networks: bool,
    has_spoiled: bool,
    reference_files: Vec<(String, String)>,
}

/// Invents a file.
pub(super) fn invent(rng: &mut SplitMix64) -> Invented {
    let npis = (0..3 + rng.below(12))
        .map(|_| with_check_digit(100_000_000 + rng.next_u64() % 200_000_000))
        .collect();
    let tins = (0..=rng.below(5))
        .map(|_| (100_000_000 + rng.next_u64() % 899_999_999).to_string())
        .collect();
    let references = if rng.once_in(4) { 0 } else { 1 + rng.below(6) };
    let (has_networks, has_spoiled) = (!rng.once_in(3), rng.once_in(2));
    let mut payer = Payer {
        rng,
        npis,
        tins,
        references,
        has_networks,
        has_spoiled,
        reference_files: Vec::new(),
    };
    let root = payer.root();
    let Payer {
        rng,
        npis,
        tins,
        reference_files,
        ..
    } = payer;
    let mut contents = Pen::new(rng).write(&root).into_bytes();
    if rng.once_in(6) {
        contents.splice(0..0, *b"\xef\xbb\xbf");
    }
    let name = (*rng.pick(&[
        "2026-10-01_acme_in-network-rates.json",
        "rates.json",
        "no ending",
        "123456789_rates.json",
    ]))
    .to_owned();
    Invented {
        name,
        contents,
        reference_files,
        npis,
        tins,
    }
}

impl Payer<'_> {
    fn root(&mut self) -> Sketch {
        let mut root = Fields::default();
        let version = (*self
            .rng
            .pick(&["1.0.0", "2.0.0", "2.1.0", "1", " 2.2.0 ", ""]))
        .to_owned();
        for (key, value) in [
            (
                "reporting_entity_name",
                (*self.rng.pick(&ENTITIES)).to_owned(),
            ),
            (
                "issuer_name",
                (*self.rng.pick(&["The Issuer", "", " Íssuer "])).to_owned(),
            ),
            ("last_updated_on", (*self.rng.pick(&DATES)).to_owned()),
            ("version", version),
            ("plan_name", "in_network".to_owned()),
        ] {
            match self.rng.below(8) {
                0 => {}
                1 => root.add(key, raw("null")),
                _ => root.add(key, text(value)),
            }
        }
        if self.references > 0 {
            let mut references: Vec<Sketch> = (0..self.references)
                .map(|number| self.reference(number))
                .collect();
            if self.rng.once_in(4) {
                // A second reference with an id that is taken: the first sound one counts.
                references.push(self.reference(0));
            }
            root.add("provider_references", Sketch::List(references));
        }
        let mut items: Vec<Sketch> = (0..self.rng.below(14)).map(|_| self.item()).collect();
        if !items.is_empty() && self.rng.once_in(3) {
            items.push(items[0].clone());
        }
        root.add("in_network", Sketch::List(items));
        root.finish(self.rng)
    }

    fn spoil_some(&mut self, record: Sketch) -> Sketch {
        if self.has_spoiled && self.rng.once_in(8) {
            spoil(record, self.rng)
        } else {
            record
        }
    }

    fn reference(&mut self, number: usize) -> Sketch {
        let mut reference = Fields::default();
        reference.add("provider_group_id", self.reference_id(number));
        if self.has_networks && !self.rng.once_in(5) {
            let names = [
                "Choice PPO",
                " Choice PPO",
                "Blue HMO",
                "Nétwork \u{1F310}",
                "",
            ]
            .map(str::to_owned);
            let names = self.rng.pick_up_to(&names, 4);
            reference.add("network_name", self.listed(names));
        }
        if self.rng.once_in(6) {
            self.remote(&mut reference, number);
        } else {
            let groups = (0..self.rng.below(4)).map(|_| self.group()).collect();
            reference.add("provider_groups", Sketch::List(groups));
        }
        let reference = reference.finish(self.rng);
        self.spoil_some(reference)
    }

    /// Ids are numbers, now and then in a string; those of every other reference are long.
    fn reference_id(&mut self, number: usize) -> Sketch {
        let id = if number.is_multiple_of(2) {
            number.to_string()
        } else {
            (9_007_199_254_740_000 + number).to_string()
        };
        if self.rng.once_in(6) {
            text(id)
        } else {
            raw(id)
        }
    }

    /// A list, or its one element without it.
    fn listed(&mut self, words: Vec<String>) -> Sketch {
        match &words[..] {
            [word] if self.rng.once_in(3) => text(word.clone()),
            _ => texts(words),
        }
    }

    fn remote(&mut self, reference: &mut Fields, number: usize) {
        let name = format!("group-{number}.json");
        reference.add(
            "location",
            text(format!("https://example.com/files/{name}")),
        );
        if self.rng.once_in(3) {
            return;
        }
        let mut file = Fields::default();
        let groups = (0..self.rng.below(4)).map(|_| self.group()).collect();
        file.add("provider_groups", Sketch::List(groups));
        let file = file.finish(self.rng);
        let written = Pen::new(self.rng).write(&file);
        let folder = (*self.rng.pick(&["", "below/", "below/deeper/"])).to_owned();
        self.reference_files
            .push((format!("{folder}{name}"), written));
    }

    fn group(&mut self) -> Sketch {
        let mut group = Fields::default();
        let npis = self.rng.pick_up_to(&self.npis, 8);
        let mut npis: Vec<Sketch> = npis.into_iter().map(|npi| self.npi(npi)).collect();
        if self.rng.once_in(4) {
            npis.push(raw("0"));
        }
        group.add("npi", Sketch::List(npis));
        if !self.rng.once_in(12) {
            group.add("tin", self.tin());
        }
        group.finish(self.rng)
    }

    fn npi(&mut self, npi: String) -> Sketch {
        match self.rng.below(5) {
            0 => text(npi),
            1 if self.rng.once_in(4) => text(format!(" {npi} ")),
            _ => raw(npi),
        }
    }

    fn tin(&mut self) -> Sketch {
        let mut tin = Fields::default();
        let is_npi = self.rng.once_in(4);
        let value = if is_npi {
            self.rng.pick(&self.npis).clone()
        } else {
            self.rng.pick(&self.tins).clone()
        };
        let value = match self.rng.below(6) {
            0 => format!("{}-{}", &value[..2], &value[2..]),
            1 => format!(" {value} "),
            2 if self.rng.once_in(3) => {
                (*self
                    .rng
                    .pick(&["AB-1234567", "12-34", "unknown", "1234567", ""]))
                .to_owned()
            }
            _ => value,
        };
        if !self.rng.once_in(15) {
            let kind = if is_npi { "npi" } else { "ein" };
            tin.add("type", text(typed(self.rng, kind)));
        }
        tin.add("value", text(value));
        tin.add("business_name", text("Imaging LLC"));
        tin.finish(self.rng)
    }

    fn item(&mut self) -> Sketch {
        let mut item = Fields::default();
        item.add("billing_code", text((*self.rng.pick(&CODES)).to_owned()));
        item.add(
            "billing_code_type",
            text((*self.rng.pick(&CODE_TYPES)).to_owned()),
        );
        let arrangement = (*self.rng.pick(&["ffs", "ffs", "bundle", "capitation"])).to_owned();
        item.add(
            "negotiation_arrangement",
            text(typed(self.rng, &arrangement)),
        );
        item.add(
            "description",
            text(
                (*self
                    .rng
                    .pick(&["exam of the \"brain\" \\", "{[", "é\n\u{0}", ""]))
                .to_owned(),
            ),
        );
        if self.rng.once_in(4) {
            let codes =
                raw(r#"[{"billing_code_type":"CPT","billing_code":"70551","description":"x"}]"#);
            item.add(
                if self.rng.once_in(2) {
                    "bundled_codes"
                } else {
                    "covered_services"
                },
                codes,
            );
        }
        let entries = (0..self.rng.below(5)).map(|_| self.entry()).collect();
        item.add("negotiated_rates", Sketch::List(entries));
        let item = item.finish(self.rng);
        self.spoil_some(item)
    }

    fn entry(&mut self) -> Sketch {
        let mut entry = Fields::default();
        if self.references > 0 && !self.rng.once_in(4) {
            // One id beyond the last names no provider.
            let ids = (0..=self.rng.below(3)).map(|_| self.rng.below(self.references + 1));
            let ids: Vec<usize> = ids.collect();
            let ids = ids.into_iter().map(|id| self.reference_id(id)).collect();
            entry.add("provider_references", Sketch::List(ids));
        }
        if self.references == 0 || self.rng.once_in(3) {
            let groups = (0..self.rng.below(4)).map(|_| self.group()).collect();
            entry.add("provider_groups", Sketch::List(groups));
        }
        let prices = (0..self.rng.below(5)).map(|_| self.price()).collect();
        entry.add("negotiated_prices", Sketch::List(prices));
        let entry = entry.finish(self.rng);
        self.spoil_some(entry)
    }

    fn price(&mut self) -> Sketch {
        let mut price = Fields::default();
        price.add("negotiated_rate", amount(self.rng));
        let kind = (*self.rng.pick(&[
            "negotiated",
            "derived",
            "fee schedule",
            "percentage",
            "per diem",
        ]))
        .to_owned();
        price.add("negotiated_type", text(typed(self.rng, &kind)));
        let class = (*self
            .rng
            .pick(&["professional", "institutional", "both", ""]))
        .to_owned();
        price.add("billing_class", text(typed(self.rng, &class)));
        if !self.rng.once_in(3) {
            let setting = (*self.rng.pick(&["inpatient", "outpatient", "both"])).to_owned();
            price.add("setting", text(typed(self.rng, &setting)));
        }
        match self.rng.below(12) {
            0 => {}
            1 => price.add("expiration_date", raw("null")),
            2 if self.rng.once_in(4) => price.add("expiration_date", raw("20261231")),
            _ => price.add(
                "expiration_date",
                text((*self.rng.pick(&EXPIRATIONS)).to_owned()),
            ),
        }
        match self.rng.below(4) {
            0 => {}
            1 => price.add("service_code", texts(vec!["CSTM-00".to_owned()])),
            _ => {
                let places = self.rng.pick_up_to(&PLACES.map(str::to_owned), 4);
                price.add("service_code", self.listed(places));
            }
        }
        if self.rng.once_in(2) {
            let modifiers = self.rng.pick_up_to(&MODIFIERS.map(str::to_owned), 3);
            price.add("billing_code_modifier", self.listed(modifiers));
        }
        price.finish(self.rng)
    }
}
