//! Orders for the tiny world: the sound one tests change, and the policy it meets.

use crate::support::TestApp;
use nearsite_index::site_of_care::Policies;
use serde_json::{Value, json};

/// A policy of `acme` with ten miles; `changes` replace members.
pub(crate) fn pack(changes: &Value) -> Value {
    let mut pack = json!({
        "id": "acme-2026", "payer": "acme", "programme": "imaging-site-of-care", "title": "Acme", "version": "7",
        "effective_from": "2026-01-01", "effective_to": "2039-12-31", "sources": ["T-1"], "left_open": ["the code list"],
        "scope": {"modalities": ["mri"], "place_of_service": ["19", "22"]},
        "access": {"metric": "straight_line_miles", "miles": 10, "source": "T-1"},
        "criterion": [
            {"key": "age", "text": "The patient is a child.", "source": "T-1", "all": [{"age": {"op": "<", "years": 18}}]},
            {"key": "sedation", "text": "Nobody near sedates.", "source": "T-1",
             "all": [{"fact": "sedation_need"}, {"not_available": "sedation"}]}
        ],
        "clock": [{"name": "decision", "amount": 72, "unit": "hours", "from": "receipt", "source": "T-1"}]
    });
    for (key, change) in changes.as_object().unwrap() {
        pack[key] = change.clone();
    }
    pack
}

/// A policy of `open` without a distance.
fn open_pack() -> Value {
    pack(
        &json!({"id": "open-2026", "payer": "open", "access": {"metric": "left_open", "source": "T-1"}}),
    )
}

/// Checked packs.
pub(crate) fn policies() -> Policies {
    let packs = [pack(&json!({})), open_pack()].map(|pack| serde_json::from_value(pack).unwrap());
    Policies::new(packs.to_vec()).unwrap()
}

/// The service over the tiny world with these policies.
pub(crate) fn service() -> TestApp {
    let test = TestApp::new();
    test.app.swap_policies(policies());
    test
}

/// A knee MRI at the hospital `S-3`.
pub(crate) fn order() -> Value {
    json!({
        "audience": "ordering_provider", "payer": "acme",
        "order": {"procedures": ["73721"], "network": "ppo", "line_of_business": "large_group", "state": "TX",
                  "funding": "fully_insured", "service_date": "2026-11-22"},
        "member": {"age": 46}, "origin": {"zip": "78701"}, "site": {"registration_id": "S-3"}
    })
}

/// The sound order with the value at a pointer replaced, or added to its parent.
pub(crate) fn with(pointer: &str, value: &Value) -> Value {
    let mut order = order();
    let (parent, member) = pointer.rsplit_once('/').unwrap();
    order.pointer_mut(parent).unwrap()[member] = value.clone();
    order
}
