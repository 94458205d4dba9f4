//! Claims of an exam, from the components of its price.

use nearsite_domain::{Cents, Component, PriceComponent};

/// One claim with its allowed amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Claim {
    /// Component that names the claim. A contrast agent is part of the claim it is billed with.
    pub part: Component,
    /// The allowed amount.
    pub allowed: Cents,
}

/// Claims of one visit, in the order in which they are settled: the site's, then the reading
/// physician's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Claims([Option<Claim>; 2]);

impl Claims {
    /// Returns the claims behind an all-in amount; they add up to it. Estimated parts count like
    /// stated ones. If the parts do not add up to the amount that ranks, the whole amount is one
    /// claim.
    pub fn of(amount: Cents, components: impl IntoIterator<Item = PriceComponent>) -> Self {
        let mut claims = [None; 2];
        for part in components {
            let Some(allowed) = part.amount else {
                continue;
            };
            let slot = usize::from(part.component == Component::Professional);
            claims[slot] = Some(joined(claims[slot], part.component, allowed));
        }
        let sum: i64 = claims.iter().flatten().map(|claim| claim.allowed.0).sum();
        if sum == amount.0 {
            return Self(claims);
        }
        let whole = Claim {
            part: Component::Global,
            allowed: amount,
        };
        Self([Some(whole), None])
    }

    /// The claims in their order.
    pub fn iter(self) -> impl Iterator<Item = Claim> {
        self.0.into_iter().flatten()
    }
}

/// Adds a component to a claim.
fn joined(claim: Option<Claim>, part: Component, allowed: Cents) -> Claim {
    let Some(claim) = claim else {
        return Claim { part, allowed };
    };
    Claim {
        part: if claim.part == Component::Contrast {
            part
        } else {
            claim.part
        },
        allowed: Cents(claim.allowed.0 + allowed.0),
    }
}
