//! Altered certificates are refused: single bytes changed anywhere, and forged content under a
//! valid digest.

use super::forgery::{Taken, forgeries};
use super::nation::{EVALUATIONS, Reviewers, reviewers};
use crate::agreement::today;
use crate::oracle::site_of_care::compare::certificate_in;
use crate::oracle::site_of_care::orders::Orders;
use crate::process::nearsite;
use nearsite_datasets::read_policies;
use nearsite_index::site_of_care::{Policies, verify_certificate};
use nearsite_index::snapshot::{Snapshot, Verify};
use nearsite_random::SplitMix64;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Output;

const SEED: u64 = 20_261_129;
/// Certificates every byte of which is altered.
const EVERY_BYTE: usize = 4;
/// Certificates with some bytes altered, and how many of each.
const SOME_BYTES: usize = 300;
const ALTERATIONS: usize = 40;
/// Number of certificates that are forged.
const FORGED: usize = 60;
/// In bytes; short ones are altered everywhere.
const SHORT: usize = 3_500;

/// The snapshot and the policies that certificates are verified with.
struct AtHand {
    snapshot: Snapshot,
    policies: Policies,
}

impl AtHand {
    fn open(reviewers: &Reviewers) -> Self {
        Self {
            snapshot: Snapshot::open(&reviewers.nation.index(), Verify::Full).unwrap(),
            policies: read_policies(&[reviewers.policies()]).unwrap(),
        }
    }

    fn accepts(&self, bytes: &[u8]) -> bool {
        verify_certificate(bytes, &self.snapshot, &self.policies).is_ok()
    }
}

/// Certificates as the server issues them, for random orders.
fn issued(reviewers: &Reviewers, seed: u64, wanted: usize) -> Vec<String> {
    let server = reviewers.server();
    let client = server.client();
    let mut orders = Orders::new(&reviewers.nation.oracle, &reviewers.packs, seed, today());
    let mut issued = Vec::new();
    while issued.len() < wanted {
        let body = orders.invent();
        let (status, bytes) = client.post(EVALUATIONS, &body.to_string());
        assert_eq!(status, 200, "{body}");
        let answer = String::from_utf8(bytes).unwrap();
        issued.extend(certificate_in(&answer).map(str::to_owned));
    }
    issued
}

/// Every way one byte is altered at a place: three other values, a blank before it, left out, and
/// everything from it on removed.
fn alterations(text: &str, place: usize) -> Vec<Vec<u8>> {
    let bytes = text.as_bytes();
    let other = |value: u8| {
        let mut altered = bytes.to_vec();
        altered[place] = value;
        altered
    };
    let letter = if bytes[place] == b'7' { b'e' } else { b'7' };
    let mut twice = bytes.to_vec();
    twice.insert(place, b' ');
    let mut without = bytes.to_vec();
    without.remove(place);
    let all = [
        other(bytes[place] ^ 1),
        other(bytes[place] ^ 0x80),
        other(letter),
        twice,
        without,
        bytes[..place].to_vec(),
    ];
    all.into_iter().filter(|altered| altered != bytes).collect()
}

#[test]
fn no_byte_of_a_certificate_can_be_altered() {
    let reviewers = reviewers();
    let at_hand = AtHand::open(reviewers);
    let certificates = issued(reviewers, SEED, SOME_BYTES);
    let mut rng = SplitMix64::new(SEED);
    let mut whole = 0;
    for text in &certificates {
        assert!(at_hand.accepts(text.as_bytes()), "{text}");
        assert!(at_hand.accepts(format!("{text}\n").as_bytes()), "{text}");
        assert!(!at_hand.accepts(format!("{text}\n\n").as_bytes()), "{text}");
        let places: Vec<usize> = if text.len() < SHORT && whole < EVERY_BYTE {
            whole += 1;
            (0..text.len()).collect()
        } else {
            (0..ALTERATIONS).map(|_| rng.below(text.len())).collect()
        };
        for place in places {
            for altered in alterations(text, place) {
                let shown = String::from_utf8_lossy(&altered);
                assert!(!at_hand.accepts(&altered), "byte {place}: {shown}");
            }
        }
    }
    assert_eq!(whole, EVERY_BYTE);
}

#[test]
fn a_forged_certificate_is_refused_even_with_a_valid_digest() {
    let reviewers = reviewers();
    let at_hand = AtHand::open(reviewers);
    let mut tried: BTreeMap<&str, usize> = BTreeMap::new();
    for text in issued(reviewers, SEED + 1, FORGED) {
        let sound = Taken::apart(&text);
        assert_eq!(sound.sealed(), text);
        // Coordinates come from the order. Without any site in reach, a certificate for other
        // coordinates without sites is just as true.
        let is_true_anywhere = text.contains(r#""alternates":[],"excluded":[]"#)
            && text.contains(r#""source":"coordinates""#);
        for (name, forgery) in forgeries(&sound) {
            if is_true_anywhere && name == "latitude" {
                continue;
            }
            let sealed = forgery.sealed();
            assert_ne!(sealed, text, "{name}");
            assert!(!at_hand.accepts(sealed.as_bytes()), "{name}: {sealed}");
            *tried.entry(name).or_default() += 1;
        }
    }
    assert!(tried.len() >= 28, "{tried:#?}");
    assert!(tried.values().all(|count| *count >= 3), "{tried:#?}");
}

fn verify(file: &Path, reviewers: &Reviewers) -> Output {
    nearsite()
        .args(["certificate", "verify"])
        .arg(file)
        .arg("--index")
        .arg(reviewers.nation.index())
        .arg("--policies")
        .arg(reviewers.policies())
        .output()
        .unwrap()
}

/// The command says what it verified, or in one line why it does not.
#[test]
fn the_command_accepts_what_was_issued_and_refuses_the_rest() {
    let reviewers = reviewers();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("certificate.json");
    let text = issued(reviewers, SEED + 2, 40)
        .into_iter()
        .find(|text| !Taken::apart(text).list("alternates").is_empty())
        .unwrap();
    let ends = |text: &str, code: i32| {
        fs::write(&file, text).unwrap();
        let output = verify(&file, reviewers);
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(code), "{said}");
        said
    };
    ends(&text, 0);
    ends(&format!("{text}\n"), 0);
    let sound = Taken::apart(&text);
    let one_less = sound.with_list("alternates", &sound.list("alternates")[1..]);
    for (name, altered) in [
        ("a blank", text.replacen(',', ", ", 1)),
        ("a digit", text.replacen("\"format\":1", "\"format\":2", 1)),
        ("half", text[..text.len() / 2].to_owned()),
        ("nothing", String::new()),
        ("another alternate", one_less.sealed()),
    ] {
        let said = ends(&altered, 2);
        assert_eq!(said.lines().count(), 1, "{name}: {said}");
    }
    assert!(ends(&one_less.sealed(), 2).contains("alternates"));
}

/// The same order under packs of other words, and over another snapshot: the certificate does not
/// hold there.
#[test]
fn a_certificate_holds_for_its_own_policies_and_snapshot_alone() {
    let reviewers = reviewers();
    let at_hand = AtHand::open(reviewers);
    let texts = issued(reviewers, SEED + 3, 30);
    let folder = tempfile::tempdir().unwrap();
    for entry in fs::read_dir(reviewers.policies()).unwrap() {
        let path = entry.unwrap().path();
        let changed =
            fs::read_to_string(&path)
                .unwrap()
                .replacen("title = \"", "title = \"New: ", 1);
        fs::write(folder.path().join(path.file_name().unwrap()), changed).unwrap();
    }
    let others = AtHand {
        policies: read_policies(&[folder.path().to_owned()]).unwrap(),
        ..at_hand
    };
    for text in &texts {
        assert!(!others.accepts(text.as_bytes()), "{text}");
    }
    let small = crate::support::index();
    let elsewhere = AtHand {
        snapshot: Snapshot::open(small, Verify::Full).unwrap(),
        policies: read_policies(&[reviewers.policies()]).unwrap(),
    };
    for text in &texts {
        assert!(!elsewhere.accepts(text.as_bytes()), "{text}");
    }
}
