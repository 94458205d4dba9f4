//! Metrics in the Prometheus text format. Every label is from a closed list, so no text of a caller
//! becomes a label.

use nearsite_index::snapshot::Snapshot;
use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::{Registry, Unit};
use std::time::Duration;

/// Upper ends of the latency buckets, in seconds: a near search takes about a tenth of a
/// millisecond.
const BUCKETS: [f64; 14] = [
    0.000_1, 0.000_25, 0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 5.0,
];

/// Labels of one finished request.
#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
pub struct RequestOutcome {
    /// Route template, or `unmatched`.
    pub route: &'static str,
    /// `GET`, `POST`, `HEAD` or `other`.
    pub method: &'static str,
    /// HTTP status.
    pub status: u16,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Route {
    route: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct SnapshotLabels {
    id: String,
    prices_as_of: String,
}

/// All metrics of the process.
#[derive(Debug)]
pub struct Metrics {
    registry: Registry,
    requests: Family<RequestOutcome, Counter>,
    seconds: Family<Route, Histogram>,
    in_flight: Gauge,
    connections: Gauge,
    connections_refused: Counter,
    cache_hits: Counter,
    cache_misses: Counter,
    snapshot: Family<SnapshotLabels, Gauge>,
    sites: Gauge,
    swaps: Counter,
    reload_failures: Counter,
    policies: Gauge,
    policy_failures: Counter,
}

impl Metrics {
    /// Creates all metrics at zero.
    pub fn new() -> Self {
        let mut metrics = Self {
            registry: Registry::with_prefix("nearsite"),
            requests: Family::default(),
            seconds: Family::new_with_constructor(|| Histogram::new(BUCKETS)),
            in_flight: Gauge::default(),
            connections: Gauge::default(),
            connections_refused: Counter::default(),
            cache_hits: Counter::default(),
            cache_misses: Counter::default(),
            snapshot: Family::default(),
            sites: Gauge::default(),
            swaps: Counter::default(),
            reload_failures: Counter::default(),
            policies: Gauge::default(),
            policy_failures: Counter::default(),
        };
        metrics.register();
        metrics
    }

    fn register(&mut self) {
        let registry = &mut self.registry;
        registry.register("requests", "Finished requests", self.requests.clone());
        registry.register_with_unit(
            "request_duration",
            "Time from head to answer",
            Unit::Seconds,
            self.seconds.clone(),
        );
        registry.register(
            "requests_in_flight",
            "Requests being answered",
            self.in_flight.clone(),
        );
        registry.register("connections", "Open connections", self.connections.clone());
        registry.register(
            "connections_refused",
            "Connections closed at once for being too many",
            self.connections_refused.clone(),
        );
        registry.register(
            "answer_cache_hits",
            "Searches answered from finished answers",
            self.cache_hits.clone(),
        );
        registry.register(
            "answer_cache_misses",
            "Searches that had to be carried out",
            self.cache_misses.clone(),
        );
        registry.register("snapshot", "The live snapshot", self.snapshot.clone());
        registry.register(
            "snapshot_sites",
            "Sites in the live snapshot",
            self.sites.clone(),
        );
        registry.register(
            "snapshot_swaps",
            "Snapshots put into service",
            self.swaps.clone(),
        );
        registry.register(
            "snapshot_reload_failures",
            "Snapshots that were refused",
            self.reload_failures.clone(),
        );
        registry.register("policies", "Policies in service", self.policies.clone());
        registry.register(
            "policy_reload_failures",
            "Sets of policies that were refused",
            self.policy_failures.clone(),
        );
    }

    /// Returns the metrics as text.
    ///
    /// # Errors
    /// If a metric cannot be written. None of these metrics can fail.
    pub fn encode(&self) -> Result<String, std::fmt::Error> {
        let mut text = String::new();
        encode(&mut text, &self.registry)?;
        Ok(text)
    }

    /// Counts a request that has begun.
    pub fn request_begun(&self) {
        self.in_flight.inc();
    }

    /// Counts a request that has ended, with or without an answer.
    pub fn request_ended(&self) {
        self.in_flight.dec();
    }

    /// Counts an answered request and its time.
    pub fn request_answered(&self, outcome: &RequestOutcome, took: Duration) {
        self.requests.get_or_create(outcome).inc();
        self.seconds
            .get_or_create(&Route {
                route: outcome.route,
            })
            .observe(took.as_secs_f64());
    }

    /// Counts an accepted connection.
    pub fn connection_opened(&self) {
        self.connections.inc();
    }

    /// Counts a closed connection.
    pub fn connection_closed(&self) {
        self.connections.dec();
    }

    /// Counts a refused connection.
    pub fn connection_refused(&self) {
        self.connections_refused.inc();
    }

    /// Counts an answer found in the cache.
    pub fn cache_hit(&self) {
        self.cache_hits.inc();
    }

    /// Counts an answer not found in the cache.
    pub fn cache_miss(&self) {
        self.cache_misses.inc();
    }

    /// Records the snapshot that went into service.
    pub fn snapshot_opened(&self, snapshot: &Snapshot) {
        self.snapshot.clear();
        let labels = SnapshotLabels {
            id: snapshot.id().to_owned(),
            prices_as_of: snapshot.prices_as_of().to_string(),
        };
        self.snapshot.get_or_create(&labels).set(1);
        self.sites.set(snapshot.site_count() as i64);
        self.swaps.inc();
    }

    /// Counts a refused snapshot.
    pub fn reload_failed(&self) {
        self.reload_failures.inc();
    }

    /// Records the number of policies that went into service.
    pub fn policies_loaded(&self, count: usize) {
        self.policies.set(count as i64);
    }

    /// Counts a refused set of policies.
    pub fn policies_refused(&self) {
        self.policy_failures.inc();
    }
}

impl Default for Metrics {
    fn default() -> Self {
        Self::new()
    }
}
