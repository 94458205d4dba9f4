//! Reload of snapshots: notice, open, warm, swap.
//!
//! After a change of `CURRENT` or a SIGHUP, the snapshot that `CURRENT` names is opened and
//! checked. It goes into service only after it has answered a probe query. A refused snapshot is
//! logged once, and the old one stays. After a fast check, every byte is hashed in the background.
//! Damage found then takes the snapshot out of service.

use crate::config::VerifySetting;
use crate::state::{App, Live};
use nearsite_domain::{Audience, Day, LonLat, MilesHundredths, Modality};
use nearsite_index::search::{Origin, SearchError, SearchRequest, Target};
use nearsite_index::snapshot::{Current, OpenError, Snapshot, Verify};
use std::path::Path;
use std::sync::Arc;
use tokio::sync::Notify;

/// Reason why a snapshot cannot go into service.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReloadError {
    /// The snapshot was refused.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The snapshot opened but cannot answer.
    #[error("the snapshot does not answer a probe query: {0}")]
    Probe(#[from] SearchError),
    /// The thread that opened the snapshot ended early.
    #[error("the snapshot could not be opened: {0}")]
    Thread(#[from] tokio::task::JoinError),
}

/// Opens the current snapshot and puts it into service.
///
/// # Errors
/// If it is refused. The snapshot in service stays.
pub async fn open(app: &App) -> Result<(), ReloadError> {
    let (root, verify) = (app.config().index.clone(), app.config().verify);
    let cache_bytes = app.config().limits.cache_bytes;
    let opened =
        tokio::task::spawn_blocking(move || open_and_probe(&root, verify, cache_bytes)).await?;
    let live = opened.inspect_err(|_| app.metrics().reload_failed())?;
    tracing::info!(
        snapshot.id = live.snapshot.id(),
        sites = live.snapshot.site_count(),
        "snapshot in service"
    );
    app.swap(Arc::clone(&live));
    if verify == VerifySetting::Fast {
        tokio::task::spawn_blocking(move || scrub(&live));
    }
    Ok(())
}

/// Watches `CURRENT` and `hangup`. Never returns. Drop the future to stop it.
pub async fn watch(app: App, hangup: Arc<Notify>) {
    // The last refused content of `CURRENT`. It is not tried again at every check, so a lasting
    // fault is logged once.
    let mut refused = None;
    loop {
        let was_asked = tokio::select! {
            () = tokio::time::sleep(app.config().poll) => false,
            () = hangup.notified() => true,
        };
        let current = Current::read(&app.config().index).map_err(|error| error.to_string());
        let is_live = current
            .as_ref()
            .is_ok_and(|current| app.snapshot_id().as_ref() == Some(&current.id));
        if !was_asked && (is_live || refused.as_ref() == Some(&current)) {
            continue;
        }
        let opened = match &current {
            Ok(_) => open(&app).await.map_err(|error| error.to_string()),
            Err(fault) => Err(fault.clone()),
        };
        refused = opened.err().map(|fault| {
            tracing::error!(cause = %fault, "new snapshot refused; the old one stays in service");
            current
        });
    }
}

fn open_and_probe(
    root: &Path,
    verify: VerifySetting,
    cache_bytes: u64,
) -> Result<Arc<Live>, ReloadError> {
    let snapshot = Snapshot::open(root, engine_verify(verify))?;
    snapshot.search(&probe(&snapshot))?;
    Ok(Arc::new(Live::new(snapshot, cache_bytes)))
}

fn scrub(live: &Live) {
    match live.snapshot.scrub() {
        Ok(()) => tracing::debug!(
            snapshot.id = live.snapshot.id(),
            "every byte of the snapshot is as its manifest says"
        ),
        Err(error) => {
            live.condemn();
            tracing::error!(snapshot.id = live.snapshot.id(), cause = %error, "the snapshot is damaged and out of service; build it again");
        }
    }
}

/// Converts a setting to the engine's type.
pub const fn engine_verify(verify: VerifySetting) -> Verify {
    match verify {
        VerifySetting::Full => Verify::Full,
        VerifySetting::Fast => Verify::Fast,
    }
}

/// Returns a search that uses sites, tree and ranking, and that every snapshot can answer.
fn probe(snapshot: &Snapshot) -> SearchRequest {
    let any_mri = Target::Modality(Modality::Mri);
    SearchRequest {
        origin: LonLat::new(-97.74, 30.27).ok().map(Origin::Place),
        radius: Some(MilesHundredths(25_000)),
        profile: snapshot
            .profiles()
            .first()
            .map(|profile| profile.name.clone()),
        limit: 1,
        explain: true,
        ..SearchRequest::new(Audience::Reviewer, any_mri, Day::today())
    }
}
