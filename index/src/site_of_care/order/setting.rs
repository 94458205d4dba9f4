//! Billed setting of the requested site, and statements that contradict it.
//!
//! The setting of a site follows from billing: the place of service of the order, or else the
//! registered one. What a site says about itself, and its owner, are listed if they contradict
//! that, and never decide \[S1].

use crate::site_of_care::findings::{Contradiction, ContradictionFinding};
use crate::site_of_care::order::bind::BoundOrder;
use crate::site_of_care::policy::pack::{Access, OriginKind};
use nearsite_domain::{OwnerType, PlaceOfService, Setting};
use std::borrow::Cow;

impl BoundOrder<'_> {
    /// The place-of-service code that decides.
    pub(crate) fn place_of_service(&self) -> Cow<'_, str> {
        match &self.order.place_of_service {
            Some(ordered) => ordered.into(),
            None => self.registered.place_of_service.to_string().into(),
        }
    }

    /// The setting it bills as; none for a code that is none of the programme's.
    pub(crate) fn billed_setting(&self) -> Option<Setting> {
        let code: PlaceOfService = self.place_of_service().parse().ok()?;
        Some(code.setting())
    }
}

/// Everything that contradicts how the site bills, and an origin the policy does not measure from.
pub(crate) fn contradictions(access: &Access, bound: &BoundOrder<'_>) -> Vec<ContradictionFinding> {
    let found = [
        bound.declared_setting(),
        bound.ordered_place_of_service(),
        bound.owner(),
        origin_kind(access, bound),
    ];
    found.into_iter().flatten().collect()
}

fn finding(code: Contradiction, detail: String) -> ContradictionFinding {
    ContradictionFinding { code, detail }
}

impl BoundOrder<'_> {
    fn declared_setting(&self) -> Option<ContradictionFinding> {
        let said = self.registered.declared_setting.as_deref()?;
        let declared: Setting = said.to_lowercase().replace([' ', '-'], "_").parse().ok()?;
        let billed = self.billed_setting()?;
        let differs = is_hospital(declared) != is_hospital(billed);
        differs.then(|| {
            let code = self.place_of_service();
            finding(
                Contradiction::DeclaredSetting,
                format!(
                    "The site calls itself {declared}, but bills place of service {code}, which is {billed}."
                ),
            )
        })
    }

    fn ordered_place_of_service(&self) -> Option<ContradictionFinding> {
        let ordered = self.order.place_of_service.as_deref()?;
        let registered = self.registered.place_of_service.to_string();
        (ordered != registered).then(|| {
            finding(
                Contradiction::OrderedPlaceOfService,
                format!(
                    "The order bills place of service {ordered}, the site registered {registered}."
                ),
            )
        })
    }

    fn owner(&self) -> Option<ContradictionFinding> {
        let owner = self.registered.organization.as_ref()?.owner_type?;
        let billed = self.billed_setting()?;
        let is_owned_by_hospital = matches!(owner, OwnerType::Hospital | OwnerType::HealthSystem);
        (is_owned_by_hospital && !is_hospital(billed)).then(|| {
            let code = self.place_of_service();
            finding(
                Contradiction::Owner,
                format!(
                    "The site bills place of service {code}, which is {billed}, but its owner is a {owner}."
                ),
            )
        })
    }
}

fn origin_kind(access: &Access, bound: &BoundOrder<'_>) -> Option<ContradictionFinding> {
    let measured = access.origin?;
    let stated = bound.order.origin_kind;
    (measured != stated).then(|| {
        finding(
            Contradiction::OriginKind,
            format!(
                "The policy measures from {}, the order's origin is {}.",
                in_words(measured),
                in_words(stated)
            ),
        )
    })
}

const fn in_words(kind: OriginKind) -> &'static str {
    match kind {
        OriginKind::Home => "the member's home",
        OriginKind::PlaceOfCare => "the place where the member receives care",
    }
}

const fn is_hospital(setting: Setting) -> bool {
    matches!(setting, Setting::HospitalOutpatient)
}
