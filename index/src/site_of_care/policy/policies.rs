//! A set of policy packs, checked as a whole: at most one is in force for a payer, a programme and
//! a day.

use crate::site_of_care::policy::error::{PolicyError, PolicyErrorKind};
use crate::site_of_care::policy::pack::Pack;
use crate::site_of_care::policy::validate::{check, error_in, shown_id};
use nearsite_domain::Day;

/// A pack of a checked set, with the hash that names its content.
#[derive(Debug, Clone, PartialEq)]
pub struct CheckedPack {
    pack: Pack,
    digest: String,
}

impl CheckedPack {
    /// The pack.
    pub const fn pack(&self) -> &Pack {
        &self.pack
    }

    /// BLAKE3, hexadecimal, of the pack as compact JSON with its members in the order of [`Pack`].
    /// Comments, order of keys and white space of the file it was read from do not count.
    pub fn digest(&self) -> &str {
        &self.digest
    }
}

/// Result of a lookup by payer, program and day.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum PolicyLookup<'a> {
    /// This pack is in force.
    InForce(&'a CheckedPack),
    /// No pack speaks of the payer and the programme.
    Unknown,
    /// There are packs, but all are in force on other days.
    NotInForce {
        /// First day of the first pack.
        first: Day,
        /// Last day of the last pack; none is open.
        last: Option<Day>,
    },
}

/// Checked packs, by payer, programme and first day. Packs of one payer and programme follow each
/// other without overlap or gap.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Policies(Vec<CheckedPack>);

impl Policies {
    /// Checks every pack separately, then all of them together.
    ///
    /// # Errors
    /// Every error found, in the order of the packs.
    pub fn new(packs: Vec<Pack>) -> Result<Self, Vec<PolicyError>> {
        let mut errors = Vec::new();
        for (position, pack) in packs.iter().enumerate() {
            check(position, pack, &mut errors);
        }
        let order = in_order(&packs);
        find_repeated_ids(&packs, &mut errors);
        find_overlaps_and_gaps(&packs, &order, &mut errors);
        let mut held = Vec::with_capacity(packs.len());
        for (position, pack) in packs.into_iter().enumerate() {
            match digest(&pack) {
                Ok(digest) => held.push(CheckedPack { pack, digest }),
                Err(error) => {
                    let kind = PolicyErrorKind::Canonical(error.to_string());
                    errors.push(error_in(position, &pack, "pack", kind));
                }
            }
        }
        if errors.is_empty() {
            held.sort_by(|a, b| place_of(&a.pack).cmp(&place_of(&b.pack)));
            Ok(Self(held))
        } else {
            errors.sort_by_key(|error| error.position);
            Err(errors)
        }
    }

    /// The pack in force for a payer and a programme on a day.
    pub fn find(&self, payer: &str, programme: &str, day: Day) -> PolicyLookup<'_> {
        let named =
            |held: &&CheckedPack| held.pack.payer == payer && held.pack.programme == programme;
        let packs = || self.0.iter().filter(named);
        if let Some(held) = packs().find(|held| held.pack.window().covers(day)) {
            return PolicyLookup::InForce(held);
        }
        match (packs().next(), packs().next_back()) {
            (Some(first), Some(last)) => PolicyLookup::NotInForce {
                first: first.pack.effective_from,
                last: last.pack.effective_to,
            },
            _ => PolicyLookup::Unknown,
        }
    }

    /// The pack of this id.
    pub fn by_id(&self, id: &str) -> Option<&CheckedPack> {
        self.0.iter().find(|held| held.pack.id == id)
    }

    /// Every pack, by payer, programme and first day.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &CheckedPack> + ExactSizeIterator {
        self.0.iter()
    }

    /// Returns the number of packs.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// True if there are no packs.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

fn place_of(pack: &Pack) -> (&str, &str, Day) {
    (&pack.payer, &pack.programme, pack.effective_from)
}

/// Positions of the packs by payer, programme and first day.
fn in_order(packs: &[Pack]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..packs.len()).collect();
    order.sort_by_key(|&position| packs.get(position).map(place_of));
    order
}

fn find_repeated_ids(packs: &[Pack], errors: &mut Vec<PolicyError>) {
    let mut by_id: Vec<(usize, &Pack)> = packs.iter().enumerate().collect();
    by_id.sort_by(|a, b| (&a.1.id, a.0).cmp(&(&b.1.id, b.0)));
    for pair in by_id.windows(2) {
        if let [(_, earlier), (position, pack)] = pair
            && earlier.id == pack.id
        {
            errors.push(error_in(
                *position,
                pack,
                "id",
                PolicyErrorKind::DuplicateId,
            ));
        }
    }
}

/// Compares every pack with the one that lasts longest among those before it.
fn find_overlaps_and_gaps(packs: &[Pack], order: &[usize], errors: &mut Vec<PolicyError>) {
    let mut longest: Option<&Pack> = None;
    for &position in order {
        let Some(pack) = packs.get(position) else {
            continue;
        };
        // A pack whose own days are out of order is reported already and is not compared with its
        // neighbors.
        if !pack.window().is_ordered() {
            continue;
        }
        let before = longest
            .filter(|before| (&before.payer, &before.programme) == (&pack.payer, &pack.programme));
        let Some(before) = before else {
            longest = Some(pack);
            continue;
        };
        if let Some(kind) = seam(before, pack) {
            errors.push(error_in(position, pack, "effective_from", kind));
        }
        let lasts_longer = match (before.effective_to, pack.effective_to) {
            (Some(before), Some(this)) => this > before,
            (before, _) => before.is_some(),
        };
        if lasts_longer {
            longest = Some(pack);
        }
    }
}

/// Returns the error at the boundary of one pack and the next.
fn seam(before: &Pack, pack: &Pack) -> Option<PolicyErrorKind> {
    let (day, other) = (pack.effective_from, shown_id(before)?);
    let overlap = PolicyErrorKind::Overlap {
        other: other.clone(),
        day,
    };
    let Some(end) = before.effective_to else {
        return Some(overlap);
    };
    if end >= day {
        return Some(overlap);
    }
    let neighbour = |day: Day, step: i32| {
        Day::from_days_since_epoch(day.days_since_epoch().saturating_add(step)).ok()
    };
    match (neighbour(end, 1), neighbour(day, -1)) {
        (Some(from), Some(to)) if from < day => Some(PolicyErrorKind::Gap { other, from, to }),
        _ => None,
    }
}

fn digest(pack: &Pack) -> Result<String, serde_json::Error> {
    let canonical = serde_json::to_vec(pack)?;
    Ok(blake3::hash(&canonical).to_hex().to_string())
}
