//! Every setting with its default, and the flags for some of them.

use crate::auth::CredentialSetting;
use crate::telemetry::LogFormat;
use serde::{Deserialize, Serialize};
use std::path::PathBuf;

/// Check of a snapshot when it is opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, clap::ValueEnum)]
#[serde(rename_all = "lowercase")]
pub enum VerifySetting {
    /// Every byte, before the first answer.
    Full,
    /// Sizes, manifest, small files and samples; every byte in the background.
    Fast,
}

/// Every setting. A key is the name in the file. The variable is `NEARSITE_` and the key in upper
/// case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// Directory of the generations and `CURRENT`.
    pub index: Option<PathBuf>,
    /// Folder of site-of-care policies. Without it, the policies that come with the program are
    /// used.
    pub policies: Option<PathBuf>,
    /// `PMTiles` file of the map behind the points. Without it, the pages show a plain map.
    pub basemap: Option<PathBuf>,
    /// Origins whose pages may call the API, such as `https://ehr.example.org`. None by default.
    pub embed_origins: Vec<String>,
    /// Address of the API.
    pub listen: String,
    /// Address of metrics and health.
    pub admin_listen: String,
    /// Check of a snapshot when it is opened.
    pub verify: VerifySetting,
    /// Interval between checks of `CURRENT`.
    pub poll_ms: u64,
    /// Searches that may run or wait at once. More are refused with 503.
    pub max_in_flight: u64,
    /// Open connections. More are closed at once.
    pub max_connections: u64,
    /// Time for a request's head.
    pub header_timeout_ms: u64,
    /// Time for a request's body.
    pub body_timeout_ms: u64,
    /// Longest pause of a client that reads its answer.
    pub write_timeout_ms: u64,
    /// Time for an answer.
    pub request_timeout_ms: u64,
    /// Time for requests in flight to finish once the server stops.
    pub drain_timeout_ms: u64,
    /// Memory for finished answers.
    pub cache_mib: u64,
    /// Filter of the log, such as `info` or `nearsite=debug`.
    pub log: String,
    /// Form of the log.
    pub log_format: LogFormat,
    /// Accepted credentials. Without any, every caller is accepted, and the server listens on
    /// loopback only.
    pub credentials: Vec<CredentialSetting>,
}

impl Default for Settings {
    fn default() -> Self {
        let cores = std::thread::available_parallelism().map_or(1, |cores| cores.get() as u64);
        Self {
            index: None,
            policies: None,
            basemap: None,
            embed_origins: Vec::new(),
            listen: "127.0.0.1:8080".to_owned(),
            admin_listen: "127.0.0.1:9090".to_owned(),
            verify: VerifySetting::Fast,
            poll_ms: 1_000,
            // The most expensive searches take some 2 ms. So even the last of 64 per core waits
            // little more than a tenth of a second.
            max_in_flight: 64 * cores,
            max_connections: 4_096,
            header_timeout_ms: 10_000,
            body_timeout_ms: 30_000,
            write_timeout_ms: 30_000,
            request_timeout_ms: 10_000,
            drain_timeout_ms: 30_000,
            cache_mib: 64,
            log: "info".to_owned(),
            log_format: LogFormat::Json,
            credentials: Vec::new(),
        }
    }
}

/// Flags of the command line that are settings. Flags that are not used are left out.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, clap::Args)]
pub struct Flags {
    /// Directory that holds the snapshots and CURRENT
    #[arg(long, value_name = "DIR")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub index: Option<PathBuf>,
    /// Folder of site-of-care policies, one TOML file each [default: those that come with the
    /// program]
    #[arg(long, value_name = "DIR")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub policies: Option<PathBuf>,
    /// Address of the API; other than loopback only with credentials configured [default:
    /// 127.0.0.1:8080]
    #[arg(long, value_name = "ADDRESS:PORT")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub listen: Option<String>,
    /// Address of metrics and health [default: 127.0.0.1:9090]
    #[arg(long, value_name = "ADDRESS:PORT")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub admin_listen: Option<String>,
    /// Check of a snapshot when it is opened [default: fast]
    #[arg(long, value_name = "HOW")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub verify: Option<VerifySetting>,
    /// Filter of the log [default: info]
    #[arg(long, value_name = "FILTER")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub log: Option<String>,
    /// Form of the log [default: json]
    #[arg(long, value_name = "FORM")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub log_format: Option<LogFormat>,
}
