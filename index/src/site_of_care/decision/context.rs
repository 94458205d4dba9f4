//! Inputs by which conditions are judged.

use crate::site_of_care::facts::Fact;
use crate::site_of_care::order::access::AccessStandard;
use crate::site_of_care::order::bind::FactSite;
use crate::site_of_care::order::definition::Order;
use crate::site_of_care::order::needs::{NeedCounts, NeedSet};
use std::collections::BTreeMap;

/// Inputs by which conditions are judged.
pub(crate) struct CriteriaContext<'a> {
    pub(crate) order: &'a Order,
    /// Sites named by facts.
    pub(crate) fact_sites: &'a BTreeMap<Fact, FactSite>,
    pub(crate) reach: &'a AccessStandard<'a>,
    /// Sites that could do the order but for needs of facts.
    pub(crate) candidates: &'a NeedCounts,
    /// True if the order has an MRI.
    pub(crate) has_mri: bool,
    /// Needs of the facts stated as true.
    pub(crate) needs: NeedSet,
}
