//! Target for policy files.

use crate::policies::{PolicyFileFaultKind, parse_pack};
use nearsite_index::site_of_care::{Found, HeldPack, Pack, Policies};

/// Reads a policy file and checks it as a set of one.
///
/// # Panics
/// When the message of a fault has several lines, or a valid pack is not found again by its names,
/// its day or its canonical form.
pub fn policy_pack(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    let pack = match parse_pack(text) {
        Ok(pack) => pack,
        Err(fault) => return check_shape(text, &fault),
    };
    match Policies::new(vec![pack.clone()]) {
        Ok(policies) => check_sound(&policies, &pack),
        Err(faults) => {
            assert!(!faults.is_empty(), "refused without a reason");
            for fault in faults {
                check_line(&fault.to_string());
            }
        }
    }
}

/// Checks that the position of a shape fault is inside the text.
fn check_shape(text: &str, fault: &PolicyFileFaultKind) {
    check_line(&fault.to_string());
    let PolicyFileFaultKind::Shape { line, column, .. } = fault else {
        return;
    };
    let named = text.split('\n').nth(*line - 1).expect("the line is there");
    assert!(*column <= named.chars().count() + 1);
}

fn check_sound(policies: &Policies, pack: &Pack) {
    let held = policies.by_id(&pack.id).expect("the pack is in its set");
    assert_eq!(held.pack(), pack);
    let first_day = policies.find(&pack.payer, &pack.programme, pack.effective_from);
    assert_eq!(first_day, Found::Pack(held));
    let canonical = serde_json::to_vec(pack).expect("a sound pack has a canonical form");
    let again: Pack = serde_json::from_slice(&canonical).expect("the canonical form reads back");
    assert_eq!(&again, pack);
    let again = Policies::new(vec![again]).expect("still sound");
    assert_eq!(
        again.by_id(&pack.id).map(HeldPack::digest),
        Some(held.digest())
    );
}

fn check_line(line: &str) {
    assert!(!line.is_empty() && line.chars().count() < 2_000);
    assert!(!line.contains(char::is_control), "{line:?}");
}
