use crate::prices::*;
use crate::tally::Rejects;
use nearsite_index::domain::*;
use std::io::Write;
use std::time::Instant;

fn rss() -> String {
    let s = std::fs::read_to_string("/proc/self/status").unwrap();
    s.lines().filter(|l| l.starts_with("VmRSS") || l.starts_with("VmHWM")).map(|l| l.split_whitespace().nth(1).unwrap().parse::<u64>().unwrap() / 1024).map(|m| format!("{m} MiB ")).collect()
}

fn luhn(n: u64) -> String {
    for d in 0..10 {
        let t = format!("{n:09}{d}");
        if Npi::new(&t).is_ok() { return t; }
    }
    unreachable!()
}

#[test]
fn perf() {
    let n_sites = 30_000u32;
    let world = super::world::World::new();
    let base = world.context();
    let mut by_id = rustc_hash::FxHashMap::default();
    let mut by_npi = rustc_hash::FxHashMap::default();
    let mut settings = Vec::new();
    for i in 0..n_sites {
        by_id.insert(RegistrationId::new(&format!("OPT-{i:07}")).unwrap(), SiteNo(i));
        by_npi.insert(Npi::new(&luhn(100_000_000 + u64::from(i))).unwrap(), vec![SiteNo(i)]);
        settings.push(if i % 3 == 0 { Setting::HospitalOutpatient } else { Setting::FreeStanding });
    }
    let procs: Vec<Procedure> = (0..25).map(|k| Procedure { code: ProcedureCode::new(&format!("7{:04}", k * 13)).unwrap(), ..base.catalogue.procedures()[k % 5].clone() }).collect();
    let codes: Vec<String> = procs.iter().map(|p| p.code.to_string()).collect();
    let catalogue = Catalogue::new(procs).unwrap();
    let context = PriceContext { sites_by_id: &by_id, sites_by_npi: &by_npi, networks_by_id: base.networks_by_id, catalogue: &catalogue, settings: &settings, as_of: base.as_of };
    let path = std::path::Path::new("/tmp/team/perf.csv");
    if !path.exists() {
        let mut out = std::io::BufWriter::new(std::fs::File::create(path).unwrap());
        writeln!(out, "registration_id,npi,network,code,modifier,component,amount,low,high,n_cases,evidence,effective_from,effective_to,as_of,source").unwrap();
        for i in 0..n_sites {
            for k in 0..100u32 {
                let code = &codes[(k / 4) as usize];
                let net = ["blue", "green"][(k % 4 / 2) as usize];
                let (m, c, a) = if i % 3 == 0 { if k % 2 == 0 { ("", "facility", 900) } else { ("26", "", 120) } } else if k % 2 == 0 { ("", "", 400) } else { ("TC", "technical", 300) };
                let by_npi = (i + k) % 4 == 0;
                let (id, npi) = if by_npi { (String::new(), luhn(100_000_000 + u64::from(i))) } else { (format!("OPT-{i:07}"), String::new()) };
                writeln!(out, "{id},{npi},{net},{code},{m},{c},{}.{:02},,,{},{},2026-01-01,2026-12-31,2026-0{}-01,ncct 2026 q1", a + (i * 7 + k) % 90, k, k % 30, ["claims", "site_rate", "fee_schedule"][(k % 3) as usize], 1 + k % 5).unwrap();
            }
        }
    }
    println!("start {}", rss());
    let mut tables = PriceTables::default();
    let mut rejects = Rejects::unwritten();
    let mut tally = crate::tally::Tally::new("perf", 2, &mut rejects);
    let mut quiet = |_| ();
    let t = Instant::now();
    tables.read(path, &context, &mut tally, &mut FileProgress::new("x", &mut quiet)).unwrap();
    println!("read {:?} {}", t.elapsed(), rss());
    let t = Instant::now();
    let keys = std::mem::take(&mut tables.keys);
    let sorted = keys.into_sorted(&by_npi).unwrap();
    println!("sort {:?} {} {}", t.elapsed(), sorted.len(), rss());
    let t = Instant::now();
    let mut resolved = Resolved::default();
    let files = [tables.texts.add("f")];
    resolve::resolve(&sorted, &tables.rates, &files, &context, &mut tables.texts, &mut resolved).unwrap();
    println!("resolve {:?} {} {}", t.elapsed(), resolved.prices.len(), rss());
    let t = Instant::now();
    let r = median::references(&resolved.prices).unwrap();
    println!("median {:?} {} {}", t.elapsed(), r.len(), rss());
    println!("{:?}", tally.finish().0);
}
