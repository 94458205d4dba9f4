//! The access standard in force for one order: how far this patient may be sent.

use crate::search::{Origin, RequestError, RequestErrorKind};
use crate::site_of_care::order::definition::{FEDERAL_LADDER, Order, StatedAccess};
use crate::site_of_care::policy::pack::{Access, AccessMetric};
use crate::snapshot::Snapshot;
use nearsite_domain::{CountyType, Meters, MilesHundredths};

/// Source of a standard that came with the order.
const STATED_WITH_ORDER: &str = "order";

/// A distance standard brought down to one number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct AccessStandard<'p> {
    /// Metric of the standard; never left open.
    pub(crate) metric: AccessMetric,
    /// Straight-line miles.
    pub(crate) miles: MilesHundredths,
    /// Minutes on the road, if the standard states them. They are not measured here.
    pub(crate) minutes: Option<u32>,
    /// Type of the county the way starts in, where the standard goes by it.
    pub(crate) county_type: Option<CountyType>,
    /// Fewest alternates that make a redirect possible.
    pub(crate) min_alternates: u32,
    /// Source of the standard.
    pub(crate) source: &'p str,
}

impl<'p> AccessStandard<'p> {
    /// The standard in force for an order; none where an error was noted, or will be for an unknown
    /// ZIP code.
    pub(crate) fn of(
        access: &'p Access,
        order: &Order,
        snapshot: &Snapshot,
        errors: &mut Vec<RequestError>,
    ) -> Option<Self> {
        let mut error = |pointer: &'static str, kind| {
            let pointer = pointer.into();
            errors.push(RequestError { pointer, kind });
        };
        if access.metric != AccessMetric::LeftOpen && order.access.is_some() {
            error(
                "/access",
                RequestErrorKind::NotHere(
                    "the policy states a distance standard of its own: leave this out",
                ),
            );
            return None;
        }
        let miles = |miles, source| Self {
            metric: AccessMetric::StraightLineMiles,
            miles,
            minutes: None,
            county_type: None,
            min_alternates: access.min_alternates,
            source,
        };
        match (access.metric, order.access) {
            (AccessMetric::StraightLineMiles, _) => access
                .miles
                .map(|stated| miles(stated, access.source.as_str())),
            (AccessMetric::LeftOpen, Some(StatedAccess::Miles(stated))) => {
                Some(miles(stated, STATED_WITH_ORDER))
            }
            (AccessMetric::LeftOpen, None) => {
                error("/access", RequestErrorKind::AccessNotSet);
                None
            }
            (AccessMetric::CountyLadder, _)
            | (AccessMetric::LeftOpen, Some(StatedAccess::FederalLadder)) => {
                let Ok(county) = county_of(order.origin, snapshot)? else {
                    error(
                        "/origin",
                        RequestErrorKind::NotHere(
                            "the type of county is not known here, so the ladder of the standard gives no distance",
                        ),
                    );
                    return None;
                };
                let (minutes, miles) = step(access, county)?;
                Some(Self {
                    metric: AccessMetric::CountyLadder,
                    miles,
                    minutes,
                    county_type: Some(county),
                    min_alternates: access.min_alternates,
                    source: if access.metric == AccessMetric::LeftOpen {
                        STATED_WITH_ORDER
                    } else {
                        &access.source
                    },
                })
            }
        }
    }

    /// The radius of the search, half-up to the metre.
    pub(crate) const fn radius(&self) -> Meters {
        self.miles.meters()
    }
}

/// A place whose type of county is in no table.
struct UnknownCountyType;

/// Returns the type of the county of an origin: of its ZIP code, or of the nearest center of a ZIP
/// code. Nothing for an unknown ZIP code.
fn county_of(origin: Origin, snapshot: &Snapshot) -> Option<Result<CountyType, UnknownCountyType>> {
    let zip = match origin {
        Origin::Zip(zip) => snapshot.zip(zip)?,
        Origin::Place(place) => match snapshot.nearest_zip(place) {
            Some(zip) => zip,
            None => return Some(Err(UnknownCountyType)),
        },
    };
    Some(zip.county_type.ok_or(UnknownCountyType))
}

/// Minutes and miles of a county type: of the policy's own ladder, or of the federal one where it
/// left the standard open.
fn step(access: &Access, county: CountyType) -> Option<(Option<u32>, MilesHundredths)> {
    if access.metric == AccessMetric::LeftOpen {
        return FEDERAL_LADDER
            .iter()
            .find(|(of, _, _)| *of == county)
            .map(|&(_, minutes, miles)| (Some(minutes), miles));
    }
    let own = access.steps.iter().find(|step| step.county == county)?;
    Some((own.minutes, own.miles))
}
