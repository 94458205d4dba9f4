//! Packs no payer has: odd ladders, dates that meet, criteria that mix conditions in ways the
//! published ones do not.

/// File names and texts.
pub(crate) const ODD_PACKS: [(&str, &str); 6] = [
    ("odd-always.toml", include_str!("packs/odd-always.toml")),
    (
        "odd-every-fact.toml",
        include_str!("packs/odd-every-fact.toml"),
    ),
    (
        "odd-ladder-early.toml",
        include_str!("packs/odd-ladder-early.toml"),
    ),
    (
        "odd-ladder-late.toml",
        include_str!("packs/odd-ladder-late.toml"),
    ),
    ("odd-mixed.toml", include_str!("packs/odd-mixed.toml")),
    ("odd-never.toml", include_str!("packs/odd-never.toml")),
];
