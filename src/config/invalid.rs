//! Errors of settings.

use crate::auth::CredentialsError;
use std::net::SocketAddr;
use std::path::PathBuf;

/// Error in the settings.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum InvalidConfig {
    /// Text that is not an address.
    #[error("{key} must be an address and port such as 127.0.0.1:8080")]
    Address {
        /// The setting.
        key: &'static str,
    },
    /// Port 0, which means any free port.
    #[error("{key} names port 0, which would be a different port at every start; name a port")]
    AnyPort {
        /// The setting.
        key: &'static str,
    },
    /// Both listeners have one address.
    #[error("listen and admin_listen are the same address; give them different ports")]
    SameAddress,
    /// The server is open to the network without credentials.
    #[error(
        "listen is {0}, which others can reach, and no [[credentials]] are configured; add one, or listen on 127.0.0.1"
    )]
    OpenToAll(SocketAddr),
    /// The directory of snapshots is not set.
    #[error(
        "index is not set; name the directory that holds the snapshots, for example with --index DIR"
    )]
    NoIndex,
    /// A number out of range.
    #[error("{key} must be from {min} to {max}")]
    Range {
        /// The setting.
        key: &'static str,
        /// Smallest value.
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
    /// An entry that is not an origin.
    #[error(
        "embed_origins: {} is no origin: write scheme, host and, if need be, port, such as https://ehr.example.org, with nothing after it",
        .0.escape_debug()
    )]
    EmbedOrigin(String),
    /// A credential that is not valid.
    #[error(transparent)]
    Credentials(#[from] CredentialsError),
}
