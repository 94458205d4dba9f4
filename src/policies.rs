//! Policies in and out of service.
//!
//! Where they come from the service does not know: the executable hands in a [`Load`]. It is called
//! before the service starts and again on every SIGHUP. A set with any fault is refused as a whole:
//! every fault is logged, and the set in service stays.

use crate::state::App;
use nearsite_index::site_of_care::Policies;
use std::sync::Arc;
use tokio::sync::Notify;

/// Reads the policies afresh: a checked set, or every fault found, a sentence each.
pub type Load = dyn Fn() -> Result<Policies, Vec<String>> + Send + Sync;

/// Reads the policies again whenever `hangup` is notified, without end. Drop the future to stop.
pub async fn watch(app: App, hangup: Arc<Notify>, load: Arc<Load>) {
    loop {
        hangup.notified().await;
        let load = Arc::clone(&load);
        let loaded = tokio::task::spawn_blocking(move || load()).await;
        match loaded.unwrap_or_else(|error| Err(vec![error.to_string()])) {
            Ok(policies) => put_into_service(&app, policies),
            Err(faults) => refuse(&app, &faults),
        }
    }
}

/// Puts a checked set into service and says so.
pub fn put_into_service(app: &App, policies: Policies) {
    tracing::info!(policies = policies.len(), "policies in service");
    app.swap_policies(policies);
}

fn refuse(app: &App, faults: &[String]) {
    for fault in faults {
        tracing::error!(cause = %fault, "a policy is at fault");
    }
    app.metrics().policies_refused();
    tracing::error!(
        faults = faults.len(),
        "the policies are refused; those in service stay"
    );
}
