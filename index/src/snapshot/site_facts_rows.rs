//! Rows of the site facts: one type each for a site, a service, a unit of equipment, an
//! accreditation and a membership.

use nearsite_domain::{
    AccreditationBody, Bore, Day, DaySet, Modality, ModalitySet, RegionSet, ScoreTenths, Sedation,
    Setting,
};

/// A closed window of day numbers.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Days {
    pub(super) from: i32,
    pub(super) to: i32,
}

impl Days {
    /// True if the day is in the window.
    pub(crate) const fn cover(self, day: Day) -> bool {
        self.from <= day.days_since_epoch() && day.days_since_epoch() <= self.to
    }
}

/// Membership of a site in a plan or network, with the days on which it is valid.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Membership {
    /// Position of the plan or network.
    pub(crate) owner: u32,
    /// The days.
    pub(crate) days: Days,
}

/// Facts of one site. A search reads this row first.
#[derive(Debug, Clone, Copy)]
pub(crate) struct SiteFacts {
    /// Setting.
    pub(crate) setting: Setting,
    /// True if the registration is complete.
    pub(crate) complete: bool,
    /// Modalities offered.
    pub(crate) modalities: ModalitySet,
    /// Days open.
    pub(crate) open_days: DaySet,
    /// True if wheelchair access is stated.
    pub(crate) wheelchair_accessible: bool,
    /// Organization, as a position among folded names.
    pub(crate) organization: u32,
    pub(super) first_service: u32,
    pub(super) first_attestation: u32,
    pub(super) first_participation: u32,
}

impl SiteFacts {
    /// The service of one modality, if the site offers it.
    pub(crate) fn service(&self, modality: Modality) -> Option<ServiceNo> {
        let offered = self.modalities.contains(modality);
        offered.then(|| ServiceNo(self.first_service + self.modalities.position_of(modality)))
    }
}

/// A service's position in the table of services.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct ServiceNo(pub(super) u32);

/// One service of a site.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ServiceFacts {
    /// Regions listed; none stated means all.
    pub(crate) regions: Option<RegionSet>,
    /// Deepest sedation.
    pub(crate) sedation: Option<Sedation>,
    /// Youngest patient, in years.
    pub(crate) pediatric_min_age: Option<f64>,
    /// Contrast given.
    pub(crate) contrast: Option<bool>,
    /// Contrast reaction cover.
    pub(crate) contrast_reaction_cover: Option<bool>,
    /// Score.
    pub(crate) score: Option<ScoreTenths>,
    /// Patients that its units take.
    pub(crate) fit: PatientFit,
    pub(super) first_unit: u32,
    pub(super) first_accreditation: u32,
}

/// Patients that the units of a service accept, by bore and table limit. A capability that no unit
/// states counts as not offered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct PatientFit {
    /// True if a magnet is wide or open.
    pub(crate) wide_bore: bool,
    /// True if a magnet is open.
    pub(crate) open_bore: bool,
    /// Highest table limit, in whole pounds.
    pub(crate) table_lb: Option<u32>,
    /// Highest table limit among open magnets, in whole pounds.
    pub(crate) open_table_lb: Option<u32>,
}

impl PatientFit {
    pub(super) fn of(units: &[UnitFacts]) -> Self {
        let mut fit = Self::default();
        for unit in units {
            let serves = |needed| unit.bore.is_some_and(|bore| bore.serves(needed));
            let table_lb = unit.table_limit_lb.map(|limit| limit.floor() as u32);
            fit.wide_bore |= serves(Bore::Wide);
            fit.table_lb = fit.table_lb.max(table_lb);
            if serves(Bore::Open) {
                fit.open_bore = true;
                fit.open_table_lb = fit.open_table_lb.max(table_lb);
            }
        }
        fit
    }
}

/// One unit of equipment.
#[derive(Debug, Clone, Copy)]
pub(crate) struct UnitFacts {
    /// Field strength in tesla.
    pub(crate) field_strength_t: Option<f64>,
    /// Bore.
    pub(crate) bore: Option<Bore>,
    /// Slices.
    pub(crate) slices: Option<u32>,
    /// Table limit in pounds.
    pub(crate) table_limit_lb: Option<f64>,
}

/// One accreditation.
#[derive(Debug, Clone, Copy)]
pub(crate) struct AccreditationFacts {
    /// Accreditation body.
    pub(crate) body: AccreditationBody,
    /// Days until it expires; open-ended if it does not.
    pub(crate) days: Days,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unit(bore: Bore, table_limit_lb: Option<f64>) -> UnitFacts {
        UnitFacts {
            field_strength_t: None,
            bore: Some(bore),
            slices: None,
            table_limit_lb,
        }
    }

    #[test]
    fn units_come_to_their_widest_bore_and_strongest_tables() {
        let units = [
            unit(Bore::Wide, Some(550.9)),
            unit(Bore::Open, Some(450.5)),
            unit(Bore::Open, Some(300.0)),
            unit(Bore::Open, None),
        ];
        let fit = |units| {
            let PatientFit {
                wide_bore,
                open_bore,
                table_lb,
                open_table_lb,
            } = PatientFit::of(units);
            (wide_bore, open_bore, table_lb, open_table_lb)
        };
        assert_eq!(fit(&units), (true, true, Some(550), Some(450)));
        assert_eq!(fit(&units[..1]), (true, false, Some(550), None));
        assert_eq!(fit(&units[3..]), (true, true, None, None));
        let closed = [unit(Bore::Closed, Some(1e20))];
        assert_eq!(fit(&closed), (false, false, Some(u32::MAX), None));
        assert_eq!(fit(&[]), (false, false, None, None));
    }
}
