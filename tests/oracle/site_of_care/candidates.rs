//! The sites within reach of one order, and which of them could do it under given needs of the
//! patient.
//!
//! Every site is judged anew by the conditions of the search, procedure by procedure; only the
//! count of sites per needs is kept.

use super::super::arithmetic::metres_between;
use super::super::conditions::cause_before_distance;
use super::super::rank::Oracle;
use super::super::request::Request;
use super::facts::{
    BODY_SIZE, CLAUSTROPHOBIA, CLOSED_BORE_UNSAFE, CONTRAST_PLANNED, SEDATION_NEED, TrueFacts,
};
use super::order::Order;
use serde_json::{Map, Value, json};
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

/// A weight that no table takes.
pub(crate) const BEYOND_EVERY_TABLE: i64 = i64::MAX;

/// The needs of the patient that a site must meet, without the age.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub(crate) struct Wants {
    pub(crate) contrast: bool,
    pub(crate) sedation: bool,
    /// The lightest sedation that an answer may ask for, where the depth is not stated.
    pub(crate) lightly: bool,
    /// `open` or `wide`; asked of magnets alone.
    pub(crate) bore: Option<&'static str>,
    pub(crate) weight_lb: Option<i64>,
}

impl Wants {
    /// The needs that true facts bring with them.
    pub(crate) fn of(order: &Order, facts: TrueFacts) -> Self {
        let open = facts.holds(CLAUSTROPHOBIA) || facts.holds(CLOSED_BORE_UNSAFE);
        let weight_lb = order.weight_lb.unwrap_or(BEYOND_EVERY_TABLE);
        Self {
            contrast: facts.holds(CONTRAST_PLANNED),
            sedation: facts.holds(SEDATION_NEED),
            lightly: false,
            bore: open.then_some("open"),
            weight_lb: facts.holds(BODY_SIZE).then_some(weight_lb),
        }
    }

    /// The needs that every candidate must meet.
    pub(crate) fn base(facts: TrueFacts) -> Self {
        Self {
            contrast: facts.holds(CONTRAST_PLANNED),
            ..Self::default()
        }
    }
}

/// The sites within reach of one order.
pub(crate) struct Candidates<'a> {
    oracle: &'a Oracle,
    order: &'a Order,
    /// One request per procedure, without needs.
    requests: Vec<Request>,
    /// Meters and number of every site of any kind within reach.
    pub(crate) within: Vec<(i64, usize)>,
    qualifying: RefCell<HashMap<Wants, Rc<Vec<usize>>>>,
}

impl<'a> Candidates<'a> {
    /// Finds every site within the radius.
    pub(crate) fn new(oracle: &'a Oracle, order: &'a Order, radius_metres: i64) -> Self {
        let read = |code: &String| {
            Request::read(
                &search_body(order, code),
                &oracle.world.catalog,
                order.service_date,
            )
        };
        let metres =
            |number: usize| metres_between(order.start.point, oracle.world.sites[number].point);
        let within = (0..oracle.world.sites.len())
            .map(|number| (metres(number), number))
            .filter(|(metres, _)| *metres <= radius_metres)
            .collect();
        Self {
            oracle,
            order,
            requests: order.procedures.iter().map(read).collect(),
            within,
            qualifying: RefCell::default(),
        }
    }

    /// The same sites for the same order with another weight or depth of sedation; counts that
    /// depend on neither are kept.
    pub(crate) fn for_patient_of<'b>(&self, order: &'b Order) -> Candidates<'b>
    where
        'a: 'b,
    {
        let known = self.qualifying.borrow();
        let weightless = known
            .iter()
            .filter(|(wants, _)| wants.weight_lb.is_none() && !wants.sedation);
        Candidates {
            oracle: self.oracle,
            order,
            requests: self.requests.clone(),
            within: self.within.clone(),
            qualifying: RefCell::new(
                weightless
                    .map(|(wants, sites)| (*wants, Rc::clone(sites)))
                    .collect(),
            ),
        }
    }

    /// Returns the cause for which a site within reach cannot do the order: the first cause of the
    /// first procedure that it fails.
    pub(crate) fn cause(&self, number: usize, wants: Wants) -> Option<String> {
        self.requests.iter().find_map(|request| {
            let mut request = request.clone();
            request.needs = self.needs(request.modality.as_deref(), wants);
            cause_before_distance(self.oracle, &request, number)
        })
    }

    /// The sites within reach that can do the whole order.
    pub(crate) fn qualifying(&self, wants: Wants) -> Rc<Vec<usize>> {
        if let Some(known) = self.qualifying.borrow().get(&wants) {
            return Rc::clone(known);
        }
        // More needs never add a site, so sites that fail the base are not judged again.
        let base = Wants {
            contrast: wants.contrast,
            ..Wants::default()
        };
        let before: Vec<usize> = if wants == base {
            self.within.iter().map(|(_, number)| *number).collect()
        } else {
            self.qualifying(base).to_vec()
        };
        let found: Vec<usize> = before
            .into_iter()
            .filter(|&number| self.cause(number, wants).is_none())
            .collect();
        let found = Rc::new(found);
        self.qualifying
            .borrow_mut()
            .insert(wants, Rc::clone(&found));
        found
    }

    fn needs(&self, modality: Option<&str>, wants: Wants) -> Value {
        needs_value(self.order, wants, modality == Some("mri"))
    }
}

/// The needs as a search takes them.
pub(crate) fn needs_value(order: &Order, wants: Wants, in_a_magnet: bool) -> Value {
    let mut needs = Map::new();
    if let Some(bore) = wants.bore.filter(|_| in_a_magnet) {
        needs.insert("bore".to_owned(), json!(bore));
    }
    if let Some(weight_lb) = wants.weight_lb {
        needs.insert("patient_weight_lb".to_owned(), json!(weight_lb));
    }
    if wants.sedation {
        let depth = if wants.lightly {
            "moderate"
        } else {
            order.sedation_depth()
        };
        needs.insert("sedation".to_owned(), json!(depth));
    }
    needs.insert("patient_age".to_owned(), json!(order.age));
    if wants.contrast {
        needs.insert("contrast".to_owned(), json!(true));
    }
    Value::Object(needs)
}

/// The contract search of one procedure of an order, without needs and radius.
pub(crate) fn search_body(order: &Order, procedure: &str) -> Value {
    let origin = match &order.start.zip {
        Some(zip) => json!({"zip": zip}),
        None => json!({"lat": order.start.point.0, "lon": order.start.point.1}),
    };
    json!({
        "audience": order.audience,
        "origin": origin,
        "procedure": procedure,
        "network": order.network,
        "as_of": order.service_date.to_string(),
    })
}
