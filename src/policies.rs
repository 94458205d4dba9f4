//! Replacement of the policies in service.
//!
//! The executable provides a [`Load`] function, and the service does not know where it reads. The
//! function is called before the service starts and again on every SIGHUP. A set with any fault is
//! refused as a whole. Every fault is logged, and the set in service stays.

use crate::state::App;
use nearsite_index::site_of_care::Policies;
use std::sync::Arc;
use tokio::sync::Notify;

/// Reads the policies. Returns a checked set, or one sentence for every fault.
pub type Load = dyn Fn() -> Result<Policies, Vec<String>> + Send + Sync;

/// Reads the policies again after each notification of `hangup`. Never returns. Drop the future to
/// stop it.
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

/// Puts a checked set into service and logs it.
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
