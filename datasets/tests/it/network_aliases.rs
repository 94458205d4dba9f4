//! The alias table of network names: which row is used, and what is reported if several payers share
//! a name or a network.

use crate::support::{NPI, World, file};
use nearsite_datasets::{BuildReport, NamedRates};
use polars::prelude::{Column, DataFrame, ParquetWriter};
use std::fs::File;

/// One rate: payer, name of its network, dollars.
type Rate = (&'static str, &'static str, &'static str);

/// A build of two networks with an alias table and one rate for each of the names.
fn build(aliases: &str, rates: &[Rate]) -> (World, BuildReport) {
    let mut world = World::new();
    world.write(
        "networks.csv",
        "network,plan,name\nn1,bcbstx,One\nn2,bcbstx,Two\n",
    );
    let path = world.folder().join("rates.parquet");
    let column = |name: &str, cell: &dyn Fn(&Rate) -> &'static str| {
        Column::new(name.into(), rates.iter().map(cell).collect::<Vec<_>>())
    };
    let mut table = DataFrame::new_infer_height(vec![
        column("source", &|_| "hospital_file"),
        column("entity", &|_| "Hospital"),
        column("payer", &|rate| rate.0),
        column("network_name", &|rate| rate.1),
        column("rate", &|rate| rate.2),
        column("code", &|_| "72148"),
        column("npi", &|_| NPI[0]),
    ])
    .unwrap();
    ParquetWriter::new(File::create(&path).unwrap())
        .finish(&mut table)
        .unwrap();
    world.options.inputs.rates = vec![path];
    if !aliases.is_empty() {
        let path = world.write("network_aliases.csv", aliases);
        world.options.inputs.network_aliases = Some(path);
    }
    let report = world.built();
    (world, report)
}

/// Payer, name and count, as text.
fn shown(rates: &[NamedRates]) -> Vec<String> {
    let text =
        |rates: &NamedRates| format!("{}|{}|{}", rates.payer, rates.network_name, rates.rates);
    rates.iter().map(text).collect()
}

struct Case {
    title: &'static str,
    aliases: &'static str,
    rates: &'static [Rate],
    /// Rates of each network.
    used: [u64; 2],
    unmatched: &'static [&'static str],
    /// Network, whether its rates are used, and their names.
    shared: &'static [(&'static str, bool, &'static [&'static str])],
}

#[rustfmt::skip]
const CASES: &[Case] = &[
    Case { title: "ids and names of networks are names", aliases: "", rates: &[("Acme", "N1", "600"), ("Acme", " two ", "300"), ("Acme", "three", "300")],
        used: [1, 1], unmatched: &["Acme|three|1"], shared: &[] },
    Case { title: "a row without payer is for the only payer of the name", aliases: "network_name,network\nPPO,n1\n",
        rates: &[("Acme", "PPO", "600"), ("acme ", "ppo", "610"), ("Zenith", "HMO", "300")], used: [2, 0], unmatched: &["Zenith|HMO|1"], shared: &[] },
    Case { title: "a row with payer is for that payer alone", aliases: "payer_name,network_name,network\nACME health,PPO,n1\n",
        rates: &[("Acme  Health", "PPO", "600"), ("Zenith", "PPO", "1500")], used: [1, 0], unmatched: &["Zenith|PPO|1"], shared: &[] },
    Case { title: "a row without payer does not join two payers", aliases: "network_name,network\nPPO,n1\n",
        rates: &[("Acme", "PPO", "600"), ("Zenith", "PPO", "1500")], used: [0, 0], unmatched: &["Acme|PPO|1", "Zenith|PPO|1"],
        shared: &[("n1", false, &["Acme|PPO|1", "Zenith|PPO|1"])] },
    Case { title: "nor does one with an empty payer", aliases: "payer_name,network_name,network\n,PPO,n1\n",
        rates: &[("Acme", "PPO", "600"), ("Zenith", "PPO", "1500")], used: [0, 0], unmatched: &["Acme|PPO|1", "Zenith|PPO|1"],
        shared: &[("n1", false, &["Acme|PPO|1", "Zenith|PPO|1"])] },
    Case { title: "the most specific row is used, and the other payer is the only one left",
        aliases: "payer_name,network_name,network\n,PPO,n2\nAcme,PPO,n1\n",
        rates: &[("Acme", "PPO", "600"), ("Zenith", "PPO", "1500")], used: [1, 1], unmatched: &[], shared: &[] },
    Case { title: "a payer without name is for all of its names", aliases: "payer_name,network_name,network\nAcme,,n1\nAcme,HMO,n2\n",
        rates: &[("Acme", "PPO", "600"), ("Acme", "HMO", "300"), ("Zenith", "PPO", "1500")], used: [1, 1], unmatched: &["Zenith|PPO|1"], shared: &[] },
    Case { title: "a name comes before a payer", aliases: "payer_name,network_name,network\nAcme,,n1\n,PPO,n2\n",
        rates: &[("Acme", "PPO", "600"), ("Acme", "EPO", "300")], used: [1, 1], unmatched: &[], shared: &[] },
    Case { title: "two payers that are both named are joined and reported",
        aliases: "payer_name,network_name,network\nAcme,PPO,n1\nZenith,Choice,n1\n",
        rates: &[("Acme", "PPO", "600"), ("Zenith", "Choice", "1500")], used: [2, 0], unmatched: &[],
        shared: &[("n1", true, &["Acme|PPO|1", "Zenith|Choice|1"])] },
    Case { title: "the id of a network that two payers use is reported", aliases: "",
        rates: &[("Acme", "n1", "600"), ("Zenith", "n1", "1500")], used: [2, 0], unmatched: &[],
        shared: &[("n1", true, &["Acme|n1|1", "Zenith|n1|1"])] },
    Case { title: "a note in brackets does not make another payer", aliases: "network_name,network\nPPO,n1\n",
        rates: &[("Acme", "PPO", "600"), ("ACME [1001]", "PPO", "610"), ("Acme (TX)", "n1", "620")], used: [3, 0], unmatched: &[], shared: &[] },
    Case { title: "a payer that is not named is no other payer", aliases: "network_name,network\nPPO,n1\n",
        rates: &[("Acme", "PPO", "600"), ("", "PPO", "610")], used: [2, 0], unmatched: &[], shared: &[] },
    Case { title: "a name may mean several networks", aliases: "payer_name,network_name,network\nAcme,PPO,n1\nAcme,PPO,n2\n",
        rates: &[("Acme", "PPO", "600")], used: [1, 1], unmatched: &[], shared: &[] },
];

#[test]
fn the_most_specific_alias_is_used_and_payers_are_not_mixed_unseen() {
    for case in CASES {
        let (_world, report) = build(case.aliases, case.rates);
        let rates = |network: &str| {
            let by_verdict = &report.coverage[network].rates_by_verdict;
            // Both sites list the NPI.
            by_verdict.values().sum::<u64>() / 2
        };
        assert_eq!([rates("n1"), rates("n2")], case.used, "{}", case.title);
        assert_eq!(
            shown(&report.unmatched.pairs),
            case.unmatched,
            "{}",
            case.title
        );
        let found: Vec<_> = report.shared_networks.iter().collect();
        assert_eq!(found.len(), case.shared.len(), "{}", case.title);
        for (found, (network, is_used, sources)) in found.iter().zip(case.shared) {
            assert_eq!(
                (found.network.as_str(), found.is_used),
                (*network, *is_used)
            );
            assert_eq!(shown(&found.sources), *sources, "{}", case.title);
        }
        let is_shared = |warning: &&String| warning.contains("several payers");
        let warnings = report.warnings.iter().filter(is_shared);
        assert_eq!(warnings.count(), case.shared.len(), "{}", case.title);
        let counts = &file(&report, "rates").counts;
        assert_eq!(
            counts.read,
            counts.accepted + counts.skipped,
            "{}",
            case.title
        );
    }
}

#[test]
fn the_warning_names_payers_names_counts_and_what_to_do() {
    let rates = [("Acme", "PPO", "600"), ("Zenith", "PPO", "1500")];
    let (_world, report) = build("network_name,network\nPPO,n1\n", &rates);
    for part in [
        "network n1",
        "Acme / PPO (1 rate)",
        "Zenith / PPO (1 rate)",
        "payer_name",
    ] {
        let says = |warning: &String| warning.contains(part);
        assert!(
            report.warnings.iter().any(says),
            "{part}: {:?}",
            report.warnings
        );
    }
}

#[test]
fn a_row_needs_a_payer_or_a_name() {
    let aliases = "payer_name,network_name,network\n,,n1\nAcme,PPO,\nAcme,PPO,n1\n,PPO,n9\n";
    let (world, report) = build(aliases, &[("Acme", "PPO", "600")]);
    let counts = &file(&report, "network_aliases").counts;
    assert_eq!(
        (counts.accepted, counts.skipped, counts.rejected),
        (1, 1, 2)
    );
    let missing = |field: &str| ("missing_field".to_owned(), field.to_owned());
    assert_eq!(
        world.reject_codes(),
        [missing("network_name"), missing("network")]
    );
}

#[test]
fn an_empty_rates_table_is_a_warning() {
    let (_world, report) = build("", &[]);
    assert_eq!(file(&report, "rates").counts.read, 0);
    let says = |warning: &String| warning.contains("rates.parquet: the rates table has no rows");
    assert!(report.warnings.iter().any(says), "{:?}", report.warnings);
}
