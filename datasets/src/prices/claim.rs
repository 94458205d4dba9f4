//! Which claims a stated rate is for, and where care must be billed to take place: what decides whether it is a rate of this
//! site at all.
//!
//! Free-standing centres and offices bill one professional claim; a hospital bills a facility claim, and whoever reads the
//! pictures a professional one with modifier 26 \[CLEARCPC] \[BCBSND].

use nearsite_domain::{Component, Setting};

/// The kind of claim a rate is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum ClaimType {
    /// A row of the plan's own cost table, which says itself what it pays for.
    Table,
    /// A professional claim.
    Professional,
    /// An institutional claim.
    Institutional,
    /// Either kind, or nothing is said.
    Any,
    /// A hospital's own price file.
    Hospital,
}

impl ClaimType {
    /// Reads `billing_class` of a payer file.
    pub(super) fn of_payer(billing_class: &str) -> Self {
        match billing_class {
            "professional" => Self::Professional,
            "institutional" | "facility" => Self::Institutional,
            _ => Self::Any,
        }
    }

    /// What a rate without modifier 26 or TC pays for at a site that bills like this; none when no such claim is billed there.
    pub(super) const fn whole(self, setting: Setting) -> Option<Component> {
        let is_hospital = matches!(setting, Setting::HospitalOutpatient);
        match self {
            Self::Professional if is_hospital => None,
            Self::Institutional | Self::Hospital if !is_hospital => None,
            Self::Any | Self::Institutional | Self::Hospital if is_hospital => {
                Some(Component::Facility)
            }
            // Rows of the plan's table among them, which mean what they say.
            _ => Some(Component::Global),
        }
    }
}

/// ServicePlaces of service by class, as two bits: those of free-standing centres and offices, and those of hospitals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct ServicePlaces(u8);

impl ServicePlaces {
    const OUTSIDE: u8 = 1;
    const HOSPITAL: u8 = 2;
    /// Everywhere.
    pub(super) const ALL: Self = Self(Self::OUTSIDE | Self::HOSPITAL);

    /// Reads `service_code`s; none at all, or `CSTM-00`, is everywhere. Codes of other places count for neither class.
    pub(super) fn of_codes<'a>(codes: impl Iterator<Item = &'a str>) -> Self {
        let (mut bits, mut is_empty) = (0, true);
        for code in codes {
            is_empty = false;
            bits |= match code {
                "11" | "49" | "81" => Self::OUTSIDE,
                "19" | "22" => Self::HOSPITAL,
                _ if code.eq_ignore_ascii_case("CSTM-00") => Self::ALL.0,
                _ => 0,
            };
        }
        if is_empty { Self::ALL } else { Self(bits) }
    }

    /// Whether care billed in a setting is among them.
    pub(super) const fn hold(self, setting: Setting) -> bool {
        let wanted = match setting {
            Setting::HospitalOutpatient => Self::HOSPITAL,
            Setting::FreeStanding | Setting::PhysicianOffice => Self::OUTSIDE,
        };
        self.0 & wanted != 0
    }
}
