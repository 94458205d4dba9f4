//! The type of claim a rate is for and its places of service. They decide whether the rate applies
//! to a site.
//!
//! Free-standing centers and offices bill one professional claim. A hospital bills a facility
//! claim, and the reading physician a professional claim with modifier 26 \[CLEARCPC] \[BCBSND].

use nearsite_domain::{Component, Setting};

/// The type of claim a rate is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum ClaimType {
    /// None: a row of the plan's own price table, which names its component.
    Table,
    /// A professional claim.
    Professional,
    /// An institutional claim.
    Institutional,
    /// Either type, or not stated.
    Any,
    /// A hospital's own price file.
    Hospital,
}

impl ClaimType {
    /// Returns the component that a rate without modifier 26 or TC pays for in a setting; none if
    /// the setting has no such claim.
    pub(super) const fn whole(self, setting: Setting) -> Option<Component> {
        let is_hospital = matches!(setting, Setting::HospitalOutpatient);
        match self {
            Self::Professional if is_hospital => None,
            Self::Institutional | Self::Hospital if !is_hospital => None,
            Self::Any | Self::Institutional | Self::Hospital if is_hospital => {
                Some(Component::Facility)
            }
            // This includes rows of the plan's table, which name their component.
            _ => Some(Component::Global),
        }
    }
}

/// Places of service by class, as two bits: free-standing centers and offices, and hospitals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct ServicePlaces(u8);

impl ServicePlaces {
    const OUTSIDE: u8 = 1;
    const HOSPITAL: u8 = 2;
    /// Both classes.
    pub(super) const ALL: Self = Self(Self::OUTSIDE | Self::HOSPITAL);

    /// Reads `service_code`s. No code, or `CSTM-00`, means both classes. Codes of other places
    /// count for neither.
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

    /// True if the places include care billed in a setting.
    pub(super) const fn hold(self, setting: Setting) -> bool {
        let wanted = match setting {
            Setting::HospitalOutpatient => Self::HOSPITAL,
            Setting::FreeStanding | Setting::PhysicianOffice => Self::OUTSIDE,
        };
        self.0 & wanted != 0
    }
}
