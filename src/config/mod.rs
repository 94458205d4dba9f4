//! Settings: defaults < file (TOML) < environment (`NEARSITE_*`) < flags, then checked once into a
//! [`Config`].
//!
//! [`Settings`] is everything that may be set, with every default and its reason. [`Layered`] has
//! the source of each value. [`Config`] is the checked form that the server uses. An unknown key or
//! variable, a wrong type or an impossible combination is an error. The error names the key and its
//! source.

mod invalid;
mod layers;
mod pages;
mod settings;

pub use invalid::InvalidConfig;
#[cfg(any(test, fuzzing))]
pub(crate) use layers::lay;
pub use layers::{ConfigError, Layered, load};
pub use settings::{Flags, Settings, VerifySetting};

use crate::auth::Credentials;
use crate::telemetry::LogFormat;
use axum::http::HeaderValue;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::time::Duration;

/// Limits on time and work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Number of searches that may run or wait at once.
    pub max_in_flight: usize,
    /// Number of open connections.
    pub max_connections: usize,
    /// Time until the last byte of a head, from the start of the connection or the end of an
    /// answer.
    pub header_timeout: Duration,
    /// Time from the head to the last byte of the body.
    pub body_timeout: Duration,
    /// Longest pause of a client that reads its answer.
    pub write_timeout: Duration,
    /// Time from the head to the answer.
    pub request_timeout: Duration,
    /// Time for requests in flight to finish once the server stops.
    pub drain_timeout: Duration,
    /// Memory for finished answers, in bytes.
    pub cache_bytes: u64,
}

/// Checked configuration of the server.
#[derive(Debug, Clone)]
pub struct Config {
    /// Directory of the generations and `CURRENT`.
    pub index: PathBuf,
    /// Folder of policies. `None` means the policies that come with the program.
    pub policies: Option<PathBuf>,
    /// Map behind the points. `None` means the plain map of the pages.
    pub basemap: Option<PathBuf>,
    /// Origins whose pages may call the API.
    pub embed_origins: Vec<HeaderValue>,
    /// Address of the API.
    pub listen: SocketAddr,
    /// Address of metrics and health.
    pub admin_listen: SocketAddr,
    /// Check of a snapshot when it is opened.
    pub verify: VerifySetting,
    /// Interval between checks of `CURRENT`.
    pub poll: Duration,
    /// Limits on time and work.
    pub limits: Limits,
    /// Accepted credentials. Without any, every caller on loopback is accepted.
    pub credentials: Credentials,
    /// Filter of the log.
    pub log: String,
    /// Form of the log.
    pub log_format: LogFormat,
}

impl Settings {
    /// Checks the settings.
    ///
    /// # Errors
    /// The first setting that is not valid.
    pub fn check(&self) -> Result<Config, InvalidConfig> {
        let listen = address("listen", &self.listen)?;
        let admin_listen = address("admin_listen", &self.admin_listen)?;
        if listen == admin_listen {
            return Err(InvalidConfig::SameAddress);
        }
        let credentials = Credentials::new(&self.credentials)?;
        if credentials.is_empty() && !listen.ip().is_loopback() {
            return Err(InvalidConfig::OpenToAll(listen));
        }
        Ok(Config {
            index: self.index.clone().ok_or(InvalidConfig::NoIndex)?,
            policies: self.policies.clone(),
            basemap: pages::basemap(self.basemap.as_deref())?,
            embed_origins: pages::origins(&self.embed_origins)?,
            listen,
            admin_listen,
            verify: self.verify,
            poll: millis("poll_ms", self.poll_ms)?,
            limits: self.limits()?,
            credentials,
            log: self.log.clone(),
            log_format: self.log_format,
        })
    }

    fn limits(&self) -> Result<Limits, InvalidConfig> {
        Ok(Limits {
            max_in_flight: count("max_in_flight", self.max_in_flight)?,
            max_connections: count("max_connections", self.max_connections)?,
            header_timeout: millis("header_timeout_ms", self.header_timeout_ms)?,
            body_timeout: millis("body_timeout_ms", self.body_timeout_ms)?,
            write_timeout: millis("write_timeout_ms", self.write_timeout_ms)?,
            request_timeout: millis("request_timeout_ms", self.request_timeout_ms)?,
            drain_timeout: millis("drain_timeout_ms", self.drain_timeout_ms)?,
            cache_bytes: within("cache_mib", self.cache_mib, 0, 1 << 20)? << 20,
        })
    }
}

fn address(key: &'static str, text: &str) -> Result<SocketAddr, InvalidConfig> {
    let address = match text.strip_prefix("localhost:") {
        Some(port) => port
            .parse()
            .ok()
            .map(|port| SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), port)),
        None => text.parse().ok(),
    };
    match address {
        None => Err(InvalidConfig::Address { key }),
        Some(address) if address.port() == 0 => Err(InvalidConfig::AnyPort { key }),
        Some(address) => Ok(address),
    }
}

/// Checks a duration: from one millisecond to one hour.
fn millis(key: &'static str, number: u64) -> Result<Duration, InvalidConfig> {
    within(key, number, 1, 3_600_000).map(Duration::from_millis)
}

/// Checks a count: from one to a million.
fn count(key: &'static str, number: u64) -> Result<usize, InvalidConfig> {
    within(key, number, 1, 1_000_000).map(|number| number as usize)
}

fn within(key: &'static str, number: u64, min: u64, max: u64) -> Result<u64, InvalidConfig> {
    if (min..=max).contains(&number) {
        Ok(number)
    } else {
        Err(InvalidConfig::Range { key, min, max })
    }
}
