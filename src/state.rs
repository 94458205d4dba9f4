//! What all requests share: the configuration, the live snapshot, the policies in service and the bound on work in flight.
//!
//! [`Live`] is everything that belongs to one snapshot: the snapshot, its site cards, its finished answers. It is swapped whole,
//! so an answer never mixes two snapshots, and whatever is kept of the old one goes with its last request.

use crate::api::cards::Cards;
use crate::config::Config;
use crate::doorkeeper::Doorkeeper;
use crate::error::ApiError;
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

/// Name of one finished answer: a hash that means nothing outside this process.
pub type AnswerKey = [u8; 32];

/// An open snapshot and everything made from it.
pub struct Live {
    /// The snapshot.
    pub snapshot: Snapshot,
    /// Its site cards and prices.
    pub cards: Cards,
    /// Its finished answers.
    pub answers: Cache<AnswerKey, Bytes, FxBuildHasher>,
    is_damaged: AtomicBool,
}

impl Live {
    /// Takes a snapshot into service; `cache_bytes` bounds its finished answers.
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
            cards: Cards::new(&snapshot),
            snapshot,
            answers,
            is_damaged: AtomicBool::new(false),
        }
    }

    /// Takes the snapshot out of service: its files are no longer what they were.
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
    doorkeeper: Doorkeeper,
}

/// The state of the service; cheap to clone.
#[derive(Clone)]
pub struct App(Arc<Shared>);

impl App {
    /// A service without a snapshot or policies yet.
    pub fn new(config: Config) -> Self {
        let permits = Arc::new(Semaphore::new(config.limits.max_in_flight));
        Self(Arc::new(Shared {
            config,
            live: ArcSwapOption::empty(),
            policies: ArcSwap::default(),
            permits,
            metrics: Arc::new(Metrics::new()),
            answer_key: random_key(),
            doorkeeper: Doorkeeper::new(),
        }))
    }

    /// The configuration.
    pub fn config(&self) -> &Config {
        &self.0.config
    }

    /// The metrics.
    pub fn metrics(&self) -> &Arc<Metrics> {
        &self.0.metrics
    }

    /// The live snapshot.
    ///
    /// # Errors
    /// `not-ready` when none is open, or the open one turned out to be damaged.
    pub fn live(&self) -> Result<Arc<Live>, ApiError> {
        match self.0.live.load_full() {
            Some(live) if !live.is_damaged.load(Ordering::Relaxed) => Ok(live),
            _ => Err(ApiError::not_ready()),
        }
    }

    /// Id of the live snapshot, for logs.
    pub fn snapshot_id(&self) -> Option<String> {
        self.0
            .live
            .load()
            .as_ref()
            .map(|live| live.snapshot.id().to_owned())
    }

    /// Puts a snapshot into service; requests that have begun finish with the one they began with.
    pub fn swap(&self, live: Arc<Live>) {
        self.0.metrics.snapshot_opened(&live.snapshot);
        self.0.live.store(Some(live));
    }

    /// The policies in service. A request takes them once, so that its answer never mixes two sets.
    pub fn policies(&self) -> Arc<Policies> {
        self.0.policies.load_full()
    }

    /// Puts a set of policies into service.
    pub fn swap_policies(&self, policies: Policies) {
        self.0.metrics.policies_loaded(policies.len());
        self.0.policies.store(Arc::new(policies));
    }

    /// A place among the requests in flight; it must move into the work it is for.
    ///
    /// # Errors
    /// `overloaded` when there is none; nobody waits for a place.
    pub fn permit(&self) -> Result<OwnedSemaphorePermit, ApiError> {
        Arc::clone(&self.0.permits)
            .try_acquire_owned()
            .or(Err(ApiError::overloaded()))
    }

    /// Whether the answer of this name was asked for before, so that it is worth sharing and keeping.
    pub fn is_worth_keeping(&self, key: &AnswerKey) -> bool {
        self.0.doorkeeper.has_seen(key)
    }

    /// Names an answer so that no name tells what was asked.
    pub fn answer_key(&self, asked: &[u8]) -> AnswerKey {
        *blake3::keyed_hash(&self.0.answer_key, asked).as_bytes()
    }
}

/// 32 bytes from the process's random hash keys: fresh at every start, never written down.
fn random_key() -> [u8; 32] {
    let mut key = [0; 32];
    for chunk in key.chunks_exact_mut(8) {
        chunk.copy_from_slice(&RandomState::new().hash_one(0u8).to_le_bytes());
    }
    key
}
