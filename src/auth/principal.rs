//! The principal: the person or system on whose behalf a request is made.

use crate::error::{ApiError, Slug};
use nearsite_domain::{Audience, PlanId};
use std::sync::{Arc, LazyLock};

/// A set of audiences.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct AudienceSet(u8);

impl AudienceSet {
    /// Returns the set of these audiences.
    pub fn of(audiences: &[Audience]) -> Self {
        let bits = audiences.iter().fold(0, |bits, &one| bits | 1 << one as u8);
        Self(bits)
    }

    /// True if the audience is in the set.
    pub const fn contains(self, audience: Audience) -> bool {
        self.0 & (1 << audience as u8) != 0
    }
}

/// The person or system on whose behalf a request is made. Cheap to clone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Principal(Arc<Identity>);

#[derive(Debug, PartialEq, Eq)]
struct Identity {
    id: Option<String>,
    organization: Option<String>,
    plan: Option<PlanId>,
    roles: Vec<String>,
    audiences: AudienceSet,
}

static ANONYMOUS: LazyLock<Principal> = LazyLock::new(|| {
    Principal(Arc::new(Identity {
        id: None,
        organization: None,
        plan: None,
        roles: Vec::new(),
        audiences: AudienceSet::of(Audience::ALL),
    }))
});

impl Principal {
    /// Returns the principal of a service without credentials. It may use every audience.
    pub fn anonymous() -> Self {
        ANONYMOUS.clone()
    }

    /// Returns the principal of a configured credential. It has no organization, plan or roles.
    pub(super) fn of_credential(name: &str, audiences: AudienceSet) -> Self {
        Self(Arc::new(Identity {
            id: Some(name.to_owned()),
            organization: None,
            plan: None,
            roles: Vec::new(),
            audiences,
        }))
    }

    /// Name of the credential or id of the person. Absent if anonymous.
    pub fn id(&self) -> Option<&str> {
        self.0.id.as_deref()
    }

    /// Organization for which the principal acts.
    pub fn organization(&self) -> Option<&str> {
        self.0.organization.as_deref()
    }

    /// Plan for which the principal acts.
    pub fn plan(&self) -> Option<&PlanId> {
        self.0.plan.as_ref()
    }

    /// Roles of the principal in its organization.
    pub fn roles(&self) -> &[String] {
        &self.0.roles
    }

    /// Audiences that the principal may use.
    pub fn audiences(&self) -> AudienceSet {
        self.0.audiences
    }

    /// Checks that the principal may use this audience.
    ///
    /// # Errors
    /// `forbidden` if it may not.
    pub fn allow(&self, audience: Audience) -> Result<(), ApiError> {
        if self.audiences().contains(audience) {
            return Ok(());
        }
        Err(ApiError::new(
            Slug::Forbidden,
            "this credential does not have the audience asked for",
        ))
    }

    /// Checks that the principal may use this audience, if one is asked for.
    ///
    /// # Errors
    /// `forbidden` if it may not.
    pub fn allow_if_asked(&self, audience: Option<Audience>) -> Result<(), ApiError> {
        audience.map_or(Ok(()), |audience| self.allow(audience))
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use super::*;

    #[test]
    fn a_principal_may_use_its_audiences_and_no_other() {
        let member = Principal::of_credential("app", AudienceSet::of(&[Audience::Member]));
        member.allow(Audience::Member).unwrap();
        assert_eq!(
            member.allow(Audience::Reviewer).unwrap_err().slug(),
            Slug::Forbidden
        );
        assert_eq!((member.id(), member.organization()), (Some("app"), None));
        assert_eq!((member.plan(), member.roles()), (None, [].as_slice()));
        for &audience in Audience::ALL {
            Principal::anonymous().allow(audience).unwrap();
        }
    }
}
