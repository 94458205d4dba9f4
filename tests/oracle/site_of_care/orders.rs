//! Random valid orders over the whole space of what may be evaluated: every body must be answered
//! with 200.
//!
//! Combinations that would be refused do not occur: body size as true without a weight, a standard
//! with a pack that has one, none with a pack that leaves it open, a ladder where the county type
//! is not known, an NPI of several sites.

use super::super::arithmetic::metres_between;
use super::super::calendar::Day;
use super::super::catalog::Procedure;
use super::super::nation::{CLUSTERS, Cluster, invent_point};
use super::super::rank::Oracle;
use super::super::world::{NETWORKS, Site};
use super::criteria::are_affiliated;
use super::facts::{FACTS, NAMING_A_SITE};
use super::order::Start;
use super::pack::Pack;
use super::reach::county_type;
use nearsite_random::SplitMix64;
use serde_json::{Map, Value, json};

const LINES: [&str; 5] = [
    "individual",
    "small_group",
    "large_group",
    "medicare_advantage",
    "medicaid",
];
const FUNDING: [&str; 3] = ["fully_insured", "self_funded", "level_funded"];
const STATES: [&str; 8] = ["TX", "IL", "AK", "OH", "IN", "CA", "VT", "WI"];

/// Makes orders one after another; equal seeds make equal orders.
pub(crate) struct Orders<'a> {
    oracle: &'a Oracle,
    packs: &'a [Pack],
    today: Day,
    rng: SplitMix64,
}

/// The parts of an order that are drawn first, because the rest depends on them.
struct Subject<'a> {
    pack: &'a Pack,
    /// The pack of the same payer and programme that is in force on the day.
    in_force: Option<&'a Pack>,
    day: Day,
    cluster: &'static Cluster,
    site: &'a Site,
}

impl<'a> Orders<'a> {
    /// Orders under these packs, placed on `today`.
    pub(crate) fn new(oracle: &'a Oracle, packs: &'a [Pack], seed: u64, today: Day) -> Self {
        Self {
            oracle,
            packs,
            today,
            rng: SplitMix64::new(seed),
        }
    }

    /// One more valid body.
    pub(crate) fn invent(&mut self) -> Value {
        let subject = self.invent_subject();
        let mut body = Map::new();
        let audience = *self.rng.pick(&["ordering_provider", "reviewer"]);
        body.insert("audience".to_owned(), json!(audience));
        body.insert("payer".to_owned(), json!(subject.pack.payer));
        if subject.pack.programme != "imaging-site-of-care" || self.rng.chance(300) {
            body.insert("programme".to_owned(), json!(subject.pack.programme));
        }
        body.insert("order".to_owned(), self.invent_order(&subject));
        body.insert("member".to_owned(), self.invent_member(subject.day));
        let origin = self.invent_origin(&subject);
        body.insert("site".to_owned(), self.name_site(subject.site));
        let weighed = body["member"].get("weight_lb").is_some();
        let facts = self.invent_facts(&subject, weighed);
        if !facts.is_empty() || self.rng.chance(500) {
            body.insert("facts".to_owned(), Value::Object(facts));
        }
        if self.rng.chance(400) {
            let depth = *self.rng.pick(&["moderate", "deep", "general"]);
            body.insert("sedation".to_owned(), json!(depth));
        }
        if let Some(access) = self.invent_access(&subject, &origin) {
            body.insert("access".to_owned(), access);
        }
        body.insert("origin".to_owned(), origin);
        if self.rng.chance(600) {
            let limit = *self.rng.pick(&[1, 2, 3, 10, 50, 200]);
            body.insert("limit".to_owned(), json!(limit));
        }
        Value::Object(body)
    }

    fn invent_subject(&mut self) -> Subject<'a> {
        let pack = self.rng.pick(self.packs);
        let cluster = &CLUSTERS[self
            .rng
            .weighted_index(&[400, 100, 280, 80, 30, 20, 30, 50, 10])];
        let site = self.site_near(cluster);
        let day = self.invent_day(pack);
        let covers =
            |one: &&Pack| one.is_of(&pack.payer, &pack.programme) && one.effective.covers(day);
        Subject {
            pack,
            in_force: self.packs.iter().find(covers),
            day,
            cluster,
            site,
        }
    }

    /// Mostly a day on which the pack is in force, often its first or last; sometimes the day
    /// before or after; sometimes today.
    fn invent_day(&mut self, pack: &Pack) -> Day {
        let first = pack.effective.from.unwrap();
        let last = pack.effective.to.unwrap_or_else(|| first.plus(4_000));
        match self.rng.weighted_index(&[150, 150, 50, 50, 100, 500]) {
            0 => first,
            1 => last,
            2 => first.plus(-1),
            3 => last.plus(1),
            4 if pack.effective.covers(self.today) => self.today,
            _ => Day(self.rng.between(first.0, last.0)),
        }
    }

    fn invent_order(&mut self, subject: &Subject<'_>) -> Value {
        let scope = &subject.pack.scope;
        let mut order = Map::new();
        order.insert("procedures".to_owned(), self.invent_procedures(subject));
        let network = self.rng.weighted_index(&[450, 180, 150, 100, 120]);
        order.insert("network".to_owned(), json!(NETWORKS[network].0));
        let line = self.one_of(&scope.lines, &LINES);
        order.insert("line_of_business".to_owned(), json!(line));
        let funding = self.one_of(&scope.funding, &FUNDING);
        order.insert("funding".to_owned(), json!(funding));
        let state = self.one_of(&scope.states, &STATES);
        order.insert("state".to_owned(), json!(state));
        if subject.day != self.today || self.rng.chance(500) {
            order.insert("service_date".to_owned(), json!(subject.day.to_string()));
        }
        if self.rng.chance(600) {
            let urgency = *self.rng.pick(&["routine", "routine", "urgent", "emergent"]);
            order.insert("urgency".to_owned(), json!(urgency));
        }
        if self.rng.chance(450) {
            let codes = ["22", "19", "49", "11", "81", "21", "23", "24"];
            let code = codes[self.rng.weighted_index(&[500, 200, 80, 60, 40, 40, 40, 40])];
            order.insert("place_of_service".to_owned(), json!(code));
        }
        Value::Object(order)
    }

    /// One of those in scope, seldom any.
    fn one_of(&mut self, in_scope: &[String], any: &[&str]) -> String {
        if in_scope.is_empty() || self.rng.chance(40) {
            (*self.rng.pick(any)).to_owned()
        } else {
            self.rng.pick(in_scope).clone()
        }
    }

    /// One to three codes that are valid on the day, mostly of modalities that are reviewed.
    fn invent_procedures(&mut self, subject: &Subject<'_>) -> Value {
        let modalities = &subject.pack.scope.modalities;
        let any = self.rng.chance(30);
        let mut codes: Vec<&Procedure> = self.oracle.world.catalog.codes_in_play();
        codes.retain(|code| {
            let reviewed = modalities.is_empty() || modalities.contains(&code.modality);
            code.valid.covers(subject.day) && (any || reviewed)
        });
        self.rng.shuffle(&mut codes);
        let count = [1, 2, 3][self.rng.weighted_index(&[720, 200, 80])];
        let chosen: Vec<&str> = codes
            .iter()
            .take(count)
            .map(|code| code.code.as_str())
            .collect();
        json!(chosen)
    }

    /// Age or birth date, often at the edge of a threshold; the weight at the edge of a table's
    /// limit.
    fn invent_member(&mut self, day: Day) -> Value {
        let age = *self
            .rng
            .pick(&[0, 5, 9, 10, 11, 17, 18, 19, 20, 34, 46, 64, 65, 80, 130]);
        let mut member = if self.rng.chance(500) {
            json!({"age": age})
        } else {
            let (year, month, date) = day.plus(self.rng.between(-1, 1)).civil();
            let born = Day::from_civil(year - age, month, date.min(28));
            let born = if born > day { day } else { born };
            json!({"birth_date": born.to_string()})
        };
        if self.rng.chance(600) {
            let weight = *self
                .rng
                .pick(&[40, 180, 300, 301, 350, 351, 450, 451, 550, 551, 700]);
            member["weight_lb"] = json!(weight);
        }
        member
    }

    fn invent_origin(&mut self, subject: &Subject<'_>) -> Value {
        let known = &self.oracle.world.catalog.zips;
        let zips: Vec<&&str> = subject
            .cluster
            .zips
            .iter()
            .filter(|zip| known.contains_key(**zip))
            .collect();
        let point = match self.rng.weighted_index(&[450, 350, 200]) {
            0 if !zips.is_empty() => None,
            1 => Some(subject.site.point),
            _ => Some(invent_point(&mut self.rng, subject.cluster)),
        };
        let mut origin = if let Some((lat, lon)) = point {
            json!({"lat": lat, "lon": lon})
        } else {
            let zip = **self.rng.pick(&zips);
            json!({"zip": if self.rng.chance(250) { format!("{zip}-4321") } else { zip.to_owned() }})
        };
        let access = subject.in_force.map(|pack| &pack.access);
        let is_ladder = access.is_some_and(|access| access.metric == "county_ladder");
        if is_ladder && !self.has_county_type(&origin) {
            origin = json!({"zip": "60614"});
        }
        match access.and_then(|access| access.origin.as_ref()) {
            Some(kind) if self.rng.chance(800) => origin["kind"] = json!(kind),
            _ if self.rng.chance(500) => {
                origin["kind"] = json!(self.rng.pick(&["home", "place_of_care"]));
            }
            _ => {}
        }
        origin
    }

    fn invent_access(&mut self, subject: &Subject<'_>, origin: &Value) -> Option<Value> {
        let is_open = match subject.in_force {
            Some(pack) => pack.access.metric == "left_open",
            None => self.rng.chance(500),
        };
        if !is_open {
            return None;
        }
        if self.rng.chance(150) && self.has_county_type(origin) {
            return Some(json!({"ladder": "federal"}));
        }
        let hundredths = match self.rng.weighted_index(&[300, 350, 250, 100]) {
            0 => self.rng.between(10, 100),
            1 => self.rng.between(100, 1_000),
            2 => self.rng.between(1_000, 3_000),
            _ => *self.rng.pick(&[10, 11, 2_500, 10_000, 25_000]),
        };
        Some(json!({"miles": hundredths as f64 / 100.0}))
    }

    fn has_county_type(&self, origin: &Value) -> bool {
        let catalog = &self.oracle.world.catalog;
        let zip = origin["zip"].as_str().map(|zip| zip[..5].to_owned());
        let point = match &zip {
            Some(zip) => catalog.zips[zip],
            None => (
                origin["lat"].as_f64().unwrap(),
                origin["lon"].as_f64().unwrap(),
            ),
        };
        let start = Start {
            point,
            zip,
            kind: String::new(),
        };
        county_type(&start, catalog).is_some()
    }

    /// By registration, or by an NPI that no other site lists.
    fn name_site(&mut self, site: &Site) -> Value {
        let lists = |npi: &&String| {
            let all = self.oracle.world.sites.iter();
            all.filter(|other| other.npis.contains(npi)).count() == 1
        };
        let npis: Vec<&String> = site.npis.iter().filter(lists).collect();
        if npis.is_empty() || self.rng.chance(700) {
            return json!({"registration_id": site.registration_id});
        }
        json!({"npi": self.rng.pick(&npis)})
    }

    /// Few or many facts, mostly false: a true one often decides alone.
    fn invent_facts(&mut self, subject: &Subject<'_>, weighed: bool) -> Map<String, Value> {
        let density = *self.rng.pick(&[0, 300, 600, 900, 1_000]);
        let truth = *self.rng.pick(&[0, 0, 80, 250]);
        let mut facts = Map::new();
        for fact in FACTS {
            if !self.rng.chance(density) {
                continue;
            }
            let is_true = self.rng.chance(truth) && (fact != "body_size" || weighed);
            let value = if is_true && NAMING_A_SITE.contains(&fact) && self.rng.chance(600) {
                json!({"site": self.other_site(subject)})
            } else if self.rng.chance(40) {
                Value::Null
            } else {
                json!(is_true)
            };
            facts.insert(fact.to_owned(), value);
        }
        facts
    }

    /// The site asked for, one of the same organization, or any other.
    fn other_site(&mut self, subject: &Subject<'_>) -> String {
        let sites = &self.oracle.world.sites;
        let affiliated: Vec<&Site> = sites
            .iter()
            .filter(|site| are_affiliated(site, subject.site))
            .collect();
        let chosen = match self.rng.below(3) {
            0 => subject.site,
            1 if !affiliated.is_empty() => self.rng.pick(&affiliated),
            _ => self.rng.pick(sites),
        };
        chosen.registration_id.clone()
    }

    /// Some site of a cluster, three times out of four one that bills as a hospital.
    fn site_near(&mut self, cluster: &Cluster) -> &'a Site {
        let oracle = self.oracle;
        let sites = &oracle.world.sites;
        let wants_hospital = self.rng.chance(750);
        let start = self.rng.below(sites.len());
        let fits = |site: &&Site| {
            let is_hospital = site.setting() == "hospital_outpatient";
            metres_between(cluster.center, site.point) < 120_000 && is_hospital == wants_hospital
        };
        let from_there_on = sites[start..].iter().chain(&sites[..start]);
        from_there_on
            .into_iter()
            .find(fits)
            .unwrap_or(&sites[start])
    }
}
