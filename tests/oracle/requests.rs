//! Random valid requests over the whole space of what may be asked: every body it makes must be
//! answered with 200.
//!
//! These are never combined, because they would be refused: a score filter or sort without a score
//! in play, a cost filter or sort without procedure and network, needs with text alone, distances
//! without origin, and weights whose terms in play add up to nothing.

use super::arithmetic::metres_between;
use super::calendar::Day;
use super::catalog::{HIGH_TECH, MODALITIES, Procedure};
use super::nation::{CLUSTERS, Cluster, invent_point};
use super::service_lists::{FIELD_STRENGTHS_TENTHS, SEDATION, SLICES, TABLE_LIMITS, turning_days};
use super::typing::{organization_as_typed, text_about};
use super::world::{NETWORKS, Site, World};
use nearsite_random::SplitMix64;
use serde_json::{Map, Value, json};

/// Makes requests one after another; equal seeds make equal requests.
#[derive(Debug)]
pub(crate) struct Requests<'a> {
    world: &'a World,
    today: Day,
    rng: SplitMix64,
}

/// The choices that the rest of a request depends on.
struct Subject {
    procedure: Option<String>,
    modality: Option<String>,
    has_network: bool,
    has_origin: bool,
    cluster: usize,
}

impl Subject {
    fn score_in_play(&self) -> bool {
        self.modality
            .as_deref()
            .is_some_and(|modality| HIGH_TECH.contains(&modality))
    }

    fn cost_in_play(&self) -> bool {
        self.procedure.is_some() && self.has_network
    }

    fn is_text_alone(&self) -> bool {
        self.modality.is_none()
    }
}

impl<'a> Requests<'a> {
    /// Requests about a nation, asked on `today`.
    pub(crate) fn new(world: &'a World, seed: u64, today: Day) -> Self {
        Self {
            world,
            today,
            rng: SplitMix64::new(seed),
        }
    }

    /// One more valid body for `POST /v1/search`, without a cursor.
    pub(crate) fn invent(&mut self) -> Value {
        let mut body = Map::new();
        let audience = *self.rng.pick(&["ordering_provider", "member", "reviewer"]);
        body.insert("audience".to_owned(), json!(audience));
        let as_of = self.invent_day(&mut body);
        let subject = self.invent_subject(&mut body, as_of);
        if subject.has_origin {
            self.invent_origin(&mut body, subject.cluster);
            self.invent_radius(&mut body);
        }
        if self.rng.chance(450) {
            let settings = ["free_standing", "physician_office", "hospital_outpatient"];
            body.insert(
                "settings".to_owned(),
                json!(self.rng.some_of(&settings, 700)),
            );
        }
        if !subject.is_text_alone() && self.rng.chance(350) {
            body.insert("needs".to_owned(), self.invent_needs(&subject));
        }
        if self.rng.chance(400) {
            body.insert("filters".to_owned(), self.invent_filters(&subject));
        }
        if subject.is_text_alone() || self.rng.chance(180) {
            body.insert("text".to_owned(), json!(self.invent_text(subject.cluster)));
        }
        self.invent_order(&mut body, &subject);
        self.invent_questions(&mut body, subject.cluster);
        Value::Object(body)
    }

    /// The service date: mostly one on which windows turn, or the day before or after, sometimes
    /// left to the server.
    fn invent_day(&mut self, body: &mut Map<String, Value>) -> Day {
        if self.rng.chance(150) {
            return self.today;
        }
        let turning = *self.rng.pick(&turning_days(self.world.build_day));
        let day = turning.plus(self.rng.between(-1, 1));
        body.insert("as_of".to_owned(), json!(day.to_string()));
        day
    }

    fn invent_subject(&mut self, body: &mut Map<String, Value>, as_of: Day) -> Subject {
        let kind = self.rng.weighted_index(&[660, 170, 85, 85]);
        let mut subject = Subject {
            procedure: None,
            modality: None,
            has_network: self.rng.chance(if kind == 0 { 820 } else { 550 }),
            has_origin: kind != 3,
            cluster: self
                .rng
                .weighted_index(&[350, 60, 250, 90, 60, 50, 80, 100, 60]),
        };
        if kind == 0 {
            let codes: Vec<&Procedure> = self.world.catalog.codes_in_play();
            let valid: Vec<&Procedure> = codes
                .into_iter()
                .filter(|code| code.valid.covers(as_of))
                .collect();
            let procedure = *self.rng.pick(&valid);
            subject.procedure = Some(procedure.code.clone());
            subject.modality = Some(procedure.modality.clone());
            body.insert("procedure".to_owned(), json!(procedure.code));
        } else if kind == 1 {
            let modality = *self.rng.pick(&MODALITIES);
            subject.modality = Some(modality.to_owned());
            body.insert("modality".to_owned(), json!(modality));
        }
        if subject.has_network {
            let network = self.rng.weighted_index(&[450, 180, 150, 100, 120]);
            body.insert("network".to_owned(), json!(NETWORKS[network].0));
        }
        subject
    }

    fn invent_origin(&mut self, body: &mut Map<String, Value>, cluster: usize) {
        let cluster: &Cluster = &CLUSTERS[cluster];
        let zips: Vec<&&str> = cluster
            .zips
            .iter()
            .filter(|zip| self.world.catalog.zips.contains_key(**zip))
            .collect();
        let origin = match self.rng.weighted_index(&[700, 150, 80, 30, 20, 20]) {
            1 if !zips.is_empty() => {
                let zip = **self.rng.pick(&zips);
                json!({"zip": if self.rng.chance(250) { format!("{zip}-4321") } else { zip.to_owned() }})
            }
            2 => point_value(self.site_near(cluster.center).point),
            3 => point_value((
                self.rng.between(5_100, 5_300) as f64 / 100.0,
                *self.rng.pick(&[180.0, -180.0, 179.9999]),
            )),
            4 => point_value((90.0, *self.rng.pick(&[0.0, 180.0, -97.74]))),
            5 => {
                let degrees = |rng: &mut SplitMix64, most: i64| {
                    rng.between(-most * 1000, most * 1000) as f64 / 1000.0
                };
                point_value((degrees(&mut self.rng, 90), degrees(&mut self.rng, 180)))
            }
            _ => point_value(invent_point(&mut self.rng, cluster)),
        };
        body.insert("origin".to_owned(), origin);
    }

    /// Some site within 300 km of a center.
    fn site_near(&mut self, center: (f64, f64)) -> &'a Site {
        let sites = &self.world.sites;
        let start = self.rng.below(sites.len());
        let from_there_on = sites[start..].iter().chain(&sites[..start]);
        let is_near = |site: &&Site| metres_between(center, site.point) < 300_000;
        from_there_on.into_iter().find(is_near).unwrap()
    }

    fn invent_radius(&mut self, body: &mut Map<String, Value>) {
        let hundredths = match self.rng.weighted_index(&[300, 120, 350, 230]) {
            0 => None,
            1 => Some(self.rng.between(10, 500)),
            2 => Some(self.rng.between(500, 5_000)),
            _ => Some(*self.rng.pick(&[10, 100, 10_000, 17_350, 25_000])),
        };
        if let Some(hundredths) = hundredths {
            body.insert("radius_miles".to_owned(), json!(hundredths as f64 / 100.0));
        }
        if self.rng.chance(450) {
            let wanted = *self.rng.pick(&[0, 1, 2, 3, 5, 10, 20, 40, 90, 200]);
            body.insert("min_results".to_owned(), json!(wanted));
        }
        if self.rng.chance(350) {
            let most = *self
                .rng
                .pick(&[10, 1_000, 2_500, 2_501, 6_000, 15_055, 25_000]);
            body.insert(
                "max_radius_miles".to_owned(),
                json!(f64::from(most) / 100.0),
            );
        }
    }

    /// One or two needs as a rule, so that some sites are left; each of the eight comes up alone.
    fn invent_needs(&mut self, subject: &Subject) -> Value {
        let mut needs = Map::new();
        for _ in 0..*self.rng.pick(&[1, 1, 1, 2, 2, 3, 5]) {
            let rng = &mut self.rng;
            let (name, value) = match rng.below(8) {
                0 => ("bore", json!(rng.pick(&["wide", "open"]))),
                1 => (
                    "min_field_strength_t",
                    json!(*rng.pick(&FIELD_STRENGTHS_TENTHS) as f64 / 10.0),
                ),
                2 => ("min_slices", json!(rng.pick(&SLICES))),
                3 => (
                    "patient_weight_lb",
                    json!(rng.pick(&TABLE_LIMITS) + rng.between(-1, 1)),
                ),
                4 => ("sedation", json!(rng.pick(&SEDATION))),
                5 => (
                    "patient_age",
                    json!(rng.pick(&[0, 2, 3, 5, 6, 7, 11, 12, 17, 18, 20, 21, 65, 130])),
                ),
                6 => ("contrast", json!(rng.chance(750))),
                _ => ("contrast_reaction_cover", json!(rng.chance(750))),
            };
            // Few units of another modality state what is asked here, and an empty answer shows
            // little.
            let is_foreign = match name {
                "bore" | "min_field_strength_t" => subject.modality.as_deref() != Some("mri"),
                "min_slices" => subject.modality.as_deref() != Some("ct"),
                _ => false,
            };
            if !is_foreign || rng.chance(150) {
                needs.insert(name.to_owned(), value);
            }
        }
        Value::Object(needs)
    }

    fn invent_filters(&mut self, subject: &Subject) -> Value {
        let mut filters = Map::new();
        for _ in 0..*self.rng.pick(&[1, 1, 2, 3]) {
            let kind = self.rng.below(8);
            let site = self.site_near(CLUSTERS[subject.cluster].center);
            let rng = &mut self.rng;
            let (name, value) = match kind {
                0 if subject.score_in_play() => {
                    let tenths = *rng.pick(&[0, 700, 759, 760, 800, 879, 880, 913, 1_000]);
                    ("min_score", json!(f64::from(tenths) / 10.0))
                }
                1 if subject.cost_in_play() => {
                    let cents = *rng.pick(&[0, 31_000, 41_200, 55_501, 90_000, 118_000, 300_000]);
                    ("max_amount", json!(f64::from(cents) / 100.0))
                }
                2 => (
                    "accredited_by",
                    json!(rng.some_of(&["ACR", "IAC", "TJC", "RadSite"], 400)),
                ),
                3 => (
                    "languages",
                    json!(rng.some_of(&["en", "es", "zh", "vi"], 200)),
                ),
                4 => (
                    "open_on",
                    json!(rng.some_of(&["mon", "wed", "fri", "sat", "sun"], 150)),
                ),
                5 => ("wheelchair_accessible", json!(rng.chance(800))),
                6 => ("organization", json!(organization_as_typed(rng, site))),
                _ => ("exclude", json!(ids_around(self.world, site))),
            };
            filters.insert(name.to_owned(), value);
        }
        Value::Object(filters)
    }

    /// Sort, weights, profile, limit and explanation.
    fn invent_order(&mut self, body: &mut Map<String, Value>, subject: &Subject) {
        let mut sorts = vec!["best", "best", "distance"];
        if subject.score_in_play() {
            sorts.push("score");
        }
        if subject.cost_in_play() {
            sorts.push("cost");
        }
        if body.contains_key("text") {
            sorts.push("relevance");
        }
        if !subject.has_origin {
            sorts = vec!["relevance"];
        }
        if self.rng.chance(450) {
            body.insert("sort".to_owned(), json!(self.rng.pick(&sorts)));
        }
        if subject.has_origin && self.rng.chance(350) {
            body.insert("weights".to_owned(), self.invent_weights(subject));
        }
        if self.rng.chance(100) {
            body.insert("profile".to_owned(), json!("default"));
        }
        if self.rng.chance(650) {
            let limit = *self.rng.pick(&[1, 2, 3, 5, 10, 20, 50, 100, 200]);
            body.insert("limit".to_owned(), json!(limit));
        }
        if self.rng.chance(400) {
            body.insert("explain".to_owned(), json!(self.rng.chance(900)));
        }
        if self.rng.chance(100) {
            body.insert("cursor".to_owned(), Value::Null);
        }
    }

    /// Some of the weights, from nothing to all; those in play never add up to nothing.
    fn invent_weights(&mut self, subject: &Subject) -> Value {
        loop {
            let mut weights = Map::new();
            let mut in_play = 0;
            let in_play_terms = [subject.score_in_play(), subject.cost_in_play(), true];
            for (term, of_profile, counts) in [
                ("score", 400, in_play_terms[0]),
                ("cost", 350, in_play_terms[1]),
                ("distance", 250, in_play_terms[2]),
            ] {
                let mut weight = of_profile;
                if self.rng.chance(700) {
                    weight = *self.rng.pick(&[0, 0, 1, 3, 7, 100, 333, 500, 999, 1_000]);
                    weights.insert(term.to_owned(), json!(weight));
                }
                in_play += if counts { weight } else { 0 };
            }
            if in_play > 0 && !weights.is_empty() {
                return Value::Object(weights);
            }
        }
    }

    /// Comparison and "why not".
    fn invent_questions(&mut self, body: &mut Map<String, Value>, cluster: usize) {
        let center = CLUSTERS[cluster].center;
        if self.rng.chance(300) {
            let near = self.rng.chance(800);
            let site = if near {
                self.site_near(center)
            } else {
                self.rng.pick(&self.world.sites)
            };
            body.insert("compare_to".to_owned(), json!(site.registration_id));
        }
        if self.rng.chance(400) {
            let mut asked = Vec::new();
            for _ in 0..self.rng.between(1, 20) {
                asked.push(match self.rng.weighted_index(&[800, 120, 50, 30]) {
                    0 => self.site_near(center).registration_id.clone(),
                    1 => self.rng.pick(&self.world.sites).registration_id.clone(),
                    2 => format!("OPT-X{}", self.rng.between(0, 99)),
                    _ => asked
                        .last()
                        .cloned()
                        .unwrap_or_else(|| "BROKEN-2".to_owned()),
                });
            }
            body.insert("why_not".to_owned(), json!(asked));
        }
    }

    fn invent_text(&mut self, cluster: usize) -> String {
        let site = self.site_near(CLUSTERS[cluster].center);
        text_about(&mut self.rng, site)
    }
}

/// The site's id, an unknown one, and those of many sites next to it in the file.
fn ids_around(world: &World, site: &Site) -> Vec<String> {
    let is_it = |other: &Site| other.registration_id == site.registration_id;
    let place = world.sites.iter().position(is_it).unwrap();
    let others = world.sites.iter().skip(place).take(150);
    let mut ids: Vec<String> = others.map(|other| other.registration_id.clone()).collect();
    ids.push("OPT-NOWHERE".to_owned());
    ids
}

fn point_value(point: (f64, f64)) -> Value {
    json!({"lat": point.0, "lon": point.1})
}
