//! Errors of settings.

use crate::auth::CredentialsError;
use std::net::SocketAddr;
use std::path::PathBuf;

/// Settings that cannot be run with.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum InvalidConfig {
    /// An address that is none.
    #[error("{key} must be an address and port such as 127.0.0.1:8080")]
    Address {
        /// The setting.
        key: &'static str,
    },
    /// Port 0 would be any port.
    #[error("{key} names port 0, which would be a different port at every start; name a port")]
    AnyPort {
        /// The setting.
        key: &'static str,
    },
    /// Both listeners on one address.
    #[error("listen and admin_listen are the same address; give them different ports")]
    SameAddress,
    /// Open to the network without credentials.
    #[error(
        "listen is {0}, which others can reach, and no [[credentials]] are configured; add one, or listen on 127.0.0.1"
    )]
    OpenToAll(SocketAddr),
    /// No directory of snapshots.
    #[error(
        "index is not set; name the directory that holds the snapshots, for example with --index DIR"
    )]
    NoIndex,
    /// A number out of range.
    #[error("{key} must be from {min} to {max}")]
    Range {
        /// The setting.
        key: &'static str,
        /// Least value.
        min: u64,
        /// Largest value.
        max: u64,
    },
    /// A map that cannot be served.
    #[error("basemap {} {reason}", path.display())]
    Basemap {
        /// The file.
        path: PathBuf,
        /// Description of the error.
        reason: String,
    },
    /// An entry that is no origin.
    #[error(
        "embed_origins: {} is no origin: write scheme, host and, if need be, port, such as https://ehr.example.org, with nothing after it",
        .0.escape_debug()
    )]
    EmbedOrigin(String),
    /// A faulty credential.
    #[error(transparent)]
    Credentials(#[from] CredentialsError),
}
