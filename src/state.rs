//! State shared by all requests: configuration, live snapshot, policies in service, and the limit
//! on work in progress.
//!
//! [`Live`] is everything that belongs to one snapshot: the snapshot, its rendered texts and its
//! finished answers. It is swapped as a whole, so an answer never mixes two snapshots. The old one
//! is dropped with its last request.

use crate::answer_cache::{AnswerKey, CacheAdmission};
use crate::config::Config;
use crate::error::ApiError;
use crate::render_cache::RenderCache;
use crate::telemetry::Metrics;
use arc_swap::{ArcSwap, ArcSwapOption};
use bytes::Bytes;
use moka::future::Cache;
use nearsite_index::site_of_care::Policies;
use nearsite_index::snapshot::Snapshot;
use rustc_hash::FxBuildHasher;
use std::hash::{BuildHasher, RandomState};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// An open snapshot and everything made from it.
pub struct Live {
    /// The snapshot.
    pub snapshot: Snapshot,
    /// Its rendered site cards, prices and scores.
    pub cards: RenderCache,
    /// Its finished answers.
    pub answers: Cache<AnswerKey, Bytes, FxBuildHasher>,
    is_damaged: AtomicBool,
}

impl Live {
    /// Prepares a snapshot for service. `cache_bytes` limits the memory for its finished answers.
    pub fn new(snapshot: Snapshot, cache_bytes: u64) -> Self {
        let weight = |_: &AnswerKey, answer: &Bytes| {
            u32::try_from(answer.len())
                .unwrap_or(u32::MAX)
                .saturating_add(128)
        };
        let answers = Cache::builder()
            .max_capacity(cache_bytes)
            .weigher(weight)
            .build_with_hasher(FxBuildHasher);
        Self {
            cards: RenderCache::new(&snapshot),
            snapshot,
            answers,
            is_damaged: AtomicBool::new(false),
        }
    }

    /// Takes the snapshot out of service after its files have changed.
    pub fn condemn(&self) {
        self.is_damaged.store(true, Ordering::Relaxed);
    }
}

struct Shared {
    config: Config,
    live: ArcSwapOption<Live>,
    policies: ArcSwap<Policies>,
    permits: Arc<Semaphore>,
    metrics: Arc<Metrics>,
    answer_key: [u8; 32],
    admission: CacheAdmission,
}

/// The state of the service. Cheap to clone.
#[derive(Clone)]
pub struct App(Arc<Shared>);

impl App {
    /// Creates the state of a service without a snapshot or policies.
    pub fn new(config: Config) -> Self {
        let permits = Arc::new(Semaphore::new(config.limits.max_in_flight));
        Self(Arc::new(Shared {
            config,
            live: ArcSwapOption::empty(),
            policies: ArcSwap::default(),
            permits,
            metrics: Arc::new(Metrics::new()),
            answer_key: random_key(),
            admission: CacheAdmission::new(),
        }))
    }

    /// Returns the configuration.
    pub fn config(&self) -> &Config {
        &self.0.config
    }

    /// Returns the metrics.
    pub fn metrics(&self) -> &Arc<Metrics> {
        &self.0.metrics
    }

    /// Returns the live snapshot.
    ///
    /// # Errors
    /// `not-ready` if none is open, or if the open one is damaged.
    pub fn live(&self) -> Result<Arc<Live>, ApiError> {
        match self.0.live.load_full() {
            Some(live) if !live.is_damaged.load(Ordering::Relaxed) => Ok(live),
            _ => Err(ApiError::not_ready()),
        }
    }

    /// Returns the id of the live snapshot, for logs.
    pub fn snapshot_id(&self) -> Option<String> {
        self.0
            .live
            .load()
            .as_ref()
            .map(|live| live.snapshot.id().to_owned())
    }

    /// Puts a snapshot into service. Requests in flight finish with the previous one.
    pub fn swap(&self, live: Arc<Live>) {
        self.0.metrics.snapshot_opened(&live.snapshot);
        self.0.live.store(Some(live));
    }

    /// Returns the policies in service. A request takes them once, so its answer never mixes two
    /// sets.
    pub fn policies(&self) -> Arc<Policies> {
        self.0.policies.load_full()
    }

    /// Puts a set of policies into service.
    pub fn swap_policies(&self, policies: Policies) {
        self.0.metrics.policies_loaded(policies.len());
        self.0.policies.store(Arc::new(policies));
    }

    /// Takes one of the permits for work in progress. The permit must move into the work.
    ///
    /// # Errors
    /// `overloaded` if none is free. Requests do not wait for a permit.
    pub fn permit(&self) -> Result<OwnedSemaphorePermit, ApiError> {
        Arc::clone(&self.0.permits)
            .try_acquire_owned()
            .or(Err(ApiError::overloaded()))
    }

    /// True if the answer with this key was requested before, so that it is worth keeping.
    pub fn is_worth_keeping(&self, key: &AnswerKey) -> bool {
        self.0.admission.record(key)
    }

    /// Returns the key of an answer. The request cannot be recovered from it.
    pub fn answer_key(&self, asked: &[u8]) -> AnswerKey {
        *blake3::keyed_hash(&self.0.answer_key, asked).as_bytes()
    }
}

/// Returns 32 bytes from the random hash keys of the process. They differ at every start and are
/// never stored.
fn random_key() -> [u8; 32] {
    let mut key = [0; 32];
    for chunk in key.chunks_exact_mut(8) {
        chunk.copy_from_slice(&RandomState::new().hash_one(0u8).to_le_bytes());
    }
    key
}
