//! Invents the sites of the nation and writes them as registration lines: clusters where searches
//! find many, the Aleutians on both sides of 180 degrees, Guam, the north pole, exact ties of
//! place, and a few faulty lines.

use super::calendar::Day;
use super::catalog::Catalog;
use super::registrations::{add_unusable_lines, registration_line};
use super::service_lists::{invent_attestations, invent_services};
use super::world::{Organization, Site};
use nearsite_random::SplitMix64;

/// An area of the country: the position and the address texts of its sites.
pub(crate) struct Cluster {
    pub(crate) center: (f64, f64),
    /// Half the width of the stretch, in degrees.
    pub(crate) spread: f64,
    sites: usize,
    cities: &'static [&'static str],
    state: &'static str,
    pub(crate) zips: &'static [&'static str],
    area_code: &'static str,
}

pub(crate) const CLUSTERS: [Cluster; 9] = [
    cluster(
        (30.27, -97.74),
        0.3,
        380,
        &["Austin", "Round Rock", "Peñasco"],
        "TX",
        &["78701", "78704", "78745", "78758"],
        "512",
    ),
    cluster(
        (30.6, -97.9),
        2.0,
        140,
        &["Cedar Park", "Río Medina", "Waco"],
        "TX",
        &["78613", "76706", "78664"],
        "254",
    ),
    cluster(
        (41.88, -87.63),
        0.3,
        300,
        &["Chicago", "Oak Park", "Evanston"],
        "IL",
        &["60601", "60614", "60302"],
        "312",
    ),
    cluster(
        (61.22, -149.9),
        0.5,
        120,
        &["Anchorage", "Eagle River"],
        "AK",
        &["99501", "99503", "99577"],
        "907",
    ),
    cluster((51.9, -176.65), 0.7, 60, &["Adak"], "AK", &["99546"], "907"),
    cluster(
        (52.7, 174.1),
        0.7,
        60,
        &["Attu", "Shemya"],
        "AK",
        &["99546"],
        "907",
    ),
    cluster(
        (51.9, 180.0),
        1.2,
        120,
        &["Amchitka", "Semisopochnoi"],
        "AK",
        &["99546"],
        "907",
    ),
    cluster(
        (13.45, 144.79),
        0.15,
        110,
        &["Hagåtña", "Tamuning", "Dededo"],
        "GU",
        &["96910", "96913"],
        "671",
    ),
    cluster(
        (89.6, 0.0),
        0.4,
        70,
        &["North Pole"],
        "AK",
        &["99705"],
        "907",
    ),
];

const fn cluster(
    center: (f64, f64),
    spread: f64,
    sites: usize,
    cities: &'static [&'static str],
    state: &'static str,
    zips: &'static [&'static str],
    area_code: &'static str,
) -> Cluster {
    Cluster {
        center,
        spread,
        sites,
        cities,
        state,
        zips,
        area_code,
    }
}

const FIRST_WORDS: [&str; 24] = [
    "Lone Star",
    "O'Hare",
    "St. Mary's",
    "Señora Peña",
    "North-Shore",
    "24/7",
    "Première",
    "Åland",
    "Müller",
    "Bright",
    "1st Choice",
    "Lakeview",
    "Riverbend",
    "Summit",
    "Harbor",
    "Prairie",
    "Ñandú",
    "Cedar",
    "Willow",
    "Crown",
    "Granite",
    "Blue Heron",
    "Façade",
    "Zoë's",
];
const LAST_WORDS: [&str; 14] = [
    "Imaging",
    "Radiology",
    "Diagnostic Center",
    "Open MRI",
    "X-Ray & Ultrasound",
    "Heart Institute",
    "Women's Imaging",
    "Scans",
    "PET/CT Center",
    "Medical Imaging",
    "Clinic",
    "Hospital",
    "Mammography",
    "Diagnostics",
];
const STREETS: [&str; 8] = [
    "Congress Avenue",
    "Main Street",
    "W. 5th St",
    "Peña Boulevard",
    "Lake Shore Drive",
    "Route 66",
    "Chief Seattle Way",
    "Marine Corps Dr",
];
const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const LANGUAGES: [&str; 6] = ["en", "es", "zh", "vi", "pl", "tl"];

/// The sites, and the lines of `registrations.ndjson`.
pub(crate) struct People {
    pub(crate) sites: Vec<Site>,
    pub(crate) lines: Vec<String>,
}

pub(crate) fn invent_sites(rng: &mut SplitMix64, catalog: &Catalog, build_day: Day) -> People {
    let organizations: Vec<Organization> = (0..45).map(|n| invent_organization(rng, n)).collect();
    let count = CLUSTERS.iter().map(|cluster| cluster.sites).sum();
    let mut names = invent_registration_ids(count);
    rng.shuffle(&mut names);
    let mut sites: Vec<Site> = Vec::new();
    for cluster in &CLUSTERS {
        let shared: Vec<(f64, f64)> = (0..9).map(|_| invent_point(rng, cluster)).collect();
        for _ in 0..cluster.sites {
            let id = names.pop().unwrap();
            let mut site = invent_site(rng, cluster, &organizations, id, build_day);
            place(rng, &mut site, cluster, &shared, catalog);
            sites.push(site);
        }
    }
    rng.shuffle(&mut sites);
    let mut lines: Vec<String> = sites
        .iter_mut()
        .map(|site| registration_line(rng, site))
        .collect();
    add_unusable_lines(&sites, &mut lines);
    People { sites, lines }
}

/// Identifiers of several shapes, all different even when case and hyphens are taken away.
fn invent_registration_ids(count: usize) -> Vec<String> {
    (0..count)
        .map(|n| match n % 40 {
            0 => format!("Q{n}"),
            1 => format!("zone-{n}-b"),
            2 => format!("A-SITE-WITH-A-VERY-LONG-ID-{n:05}"),
            _ => format!("OPT-{:07}", n * 37 + 11),
        })
        .collect()
}

fn invent_organization(rng: &mut SplitMix64, number: usize) -> Organization {
    let name = match number % 3 {
        0 => format!("{} Health", rng.pick(&FIRST_WORDS)),
        1 => format!("{} {} Group", rng.pick(&FIRST_WORDS), rng.pick(&LAST_WORDS)),
        _ => format!("{} Partners No. {number}", rng.pick(&FIRST_WORDS)),
    };
    let npis = (0..rng.between(1, 3)).map(|_| invent_npi(rng)).collect();
    let owner_type = *rng.pick(&[
        "independent",
        "physician_group",
        "hospital",
        "health_system",
    ]);
    Organization {
        name,
        tin: Some(rng.between(300_000_000, 899_999_999).to_string()),
        owner_type,
        npis,
    }
}

/// Ten digits whose last makes the Luhn sum with the prefix 80840 a multiple of ten.
fn invent_npi(rng: &mut SplitMix64) -> String {
    let stem = format!("{}", rng.between(100_000_000, 299_999_999));
    let sum: u32 = format!("80840{stem}")
        .chars()
        .rev()
        .enumerate()
        .map(|(position, digit)| {
            let digit = digit.to_digit(10).unwrap();
            let weighted = if position % 2 == 0 { digit * 2 } else { digit };
            weighted / 10 + weighted % 10
        })
        .sum();
    format!("{stem}{}", (10 - sum % 10) % 10)
}

/// A point of the cluster with five decimals; longitudes wrap at 180 degrees, latitudes stop at the
/// pole.
pub(crate) fn invent_point(rng: &mut SplitMix64, cluster: &Cluster) -> (f64, f64) {
    let offset =
        |rng: &mut SplitMix64| rng.between(-100_000, 100_000) as f64 / 100_000.0 * cluster.spread;
    let lat = (cluster.center.0 + offset(rng)).min(90.0);
    if cluster.center.0 > 89.0 {
        let lat = if rng.chance(150) { 90.0 } else { lat };
        return (
            five_decimals(lat),
            rng.between(-18_000, 18_000) as f64 / 100.0,
        );
    }
    let lon = cluster.center.1 + offset(rng);
    let lon = if lon > 180.0 { lon - 360.0 } else { lon };
    if cluster.center.1 >= 180.0 && rng.chance(150) {
        return (
            five_decimals(lat),
            *rng.pick(&[180.0, -180.0, 179.99, -179.99]),
        );
    }
    (five_decimals(lat), five_decimals(lon))
}

fn five_decimals(degrees: f64) -> f64 {
    (degrees * 100_000.0).round() / 100_000.0
}

fn invent_site(
    rng: &mut SplitMix64,
    cluster: &Cluster,
    organizations: &[Organization],
    registration_id: String,
    build_day: Day,
) -> Site {
    let organization = rng.chance(850).then(|| rng.pick(organizations).clone());
    let mut npis = Vec::new();
    if rng.chance(800) {
        npis.push(invent_npi(rng));
    }
    if let Some(group) = organization.as_ref().filter(|_| rng.chance(600)) {
        npis.push(rng.pick(&group.npis).clone());
    }
    let city = *rng.pick(cluster.cities);
    let statuses = [
        "complete",
        "draft",
        "submitted",
        "needs_information",
        "expired",
        "withdrawn",
    ];
    Site {
        registration_id,
        status: statuses[rng.weighted_index(&[850, 30, 30, 30, 30, 30])],
        name: invent_name(rng, city),
        doing_business_as: rng.chance(200).then(|| invent_name(rng, city)),
        organization,
        npis,
        line1: format!("{} {}", rng.between(1, 98) * 100 + 7, rng.pick(&STREETS)),
        line2: rng
            .chance(250)
            .then(|| format!("Suite {}", rng.between(1, 9) * 110)),
        city: city.to_owned(),
        state: cluster.state,
        zip: None,
        point: cluster.center,
        precision: "reported",
        phone: rng
            .chance(930)
            .then(|| format!("{}-555-{:04}", cluster.area_code, rng.between(0, 2000))),
        place_of_service: ["11", "49", "81", "19", "22"]
            [rng.weighted_index(&[260, 400, 60, 90, 190])],
        declared_setting: None,
        open_days: rng.chance(850).then(|| invent_open_days(rng)),
        languages: rng.chance(850).then(|| rng.some_of(&LANGUAGES, 400)),
        wheelchair_accessible: [Some(true), Some(false), None]
            [rng.weighted_index(&[700, 150, 150])],
        attestations: invent_attestations(rng, build_day),
        services: invent_services(rng, build_day),
    }
}

fn invent_name(rng: &mut SplitMix64, city: &str) -> String {
    let first = *rng.pick(&FIRST_WORDS);
    let last = *rng.pick(&LAST_WORDS);
    match rng.weighted_index(&[500, 250, 150, 100]) {
        0 => format!("{first} {last}"),
        1 => format!("{first} {last} of {city}"),
        2 => format!("{city} {last} #{}", rng.between(2, 40)),
        _ => format!("{} {first}", last.to_uppercase()),
    }
}

fn invent_open_days(rng: &mut SplitMix64) -> Vec<&'static str> {
    let weekdays = if rng.chance(900) {
        DAYS[..5].to_vec()
    } else {
        rng.some_of(&DAYS[..5], 500)
    };
    let weekend = if rng.chance(400) {
        rng.some_of(&DAYS[5..], 600)
    } else {
        Vec::new()
    };
    [weekdays, weekend].concat()
}

/// Gives the site its ZIP and its point: shared with others, its own, or the centroid of its ZIP.
fn place(
    rng: &mut SplitMix64,
    site: &mut Site,
    cluster: &Cluster,
    shared: &[(f64, f64)],
    catalog: &Catalog,
) {
    let zip = *rng.pick(cluster.zips);
    site.point = if rng.chance(250) {
        *rng.pick(shared)
    } else {
        invent_point(rng, cluster)
    };
    let centroid = catalog.zips.get(zip).filter(|_| rng.chance(60));
    if let Some(centroid) = centroid {
        site.point = *centroid;
        site.precision = if catalog.town_zips.contains(zip) {
            "town"
        } else {
            "zip"
        };
    }
    if site.precision != "reported" || rng.chance(950) {
        site.zip = Some(zip.to_owned());
    }
}
