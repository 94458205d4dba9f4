//! Configured bearer tokens.
//!
//! A client sends `Authorization: Bearer TOKEN`. Only SHA-256 hashes of tokens are configured, and
//! they are compared in constant time. Without a configured credential every caller may use every
//! audience, and the configuration keeps the server on loopback.

use super::principal::{AudienceSet, Principal};
use crate::error::{ApiError, Slug};
use crate::hex;
use axum::http::{HeaderMap, HeaderValue, header};
use nearsite_domain::Audience;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

/// Longest accepted token. Longer ones are refused without hashing.
const MAX_TOKEN_BYTES: usize = 1024;

/// One credential as configured.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CredentialSetting {
    /// Holder of the token. Appears in messages.
    pub name: String,
    /// SHA-256 of the token, in hexadecimal. The token itself is not stored.
    pub sha256: String,
    /// Audiences that the token may use.
    pub audiences: Vec<String>,
}

#[derive(Debug, Clone)]
struct Credential {
    sha256: [u8; 32],
    principal: Principal,
}

/// The configured credentials.
#[derive(Debug, Clone, Default)]
pub struct Credentials {
    known: Vec<Credential>,
}

/// A wrongly configured credential. The message names it and never shows its hash.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CredentialsError {
    /// The name is missing.
    #[error("every entry of [[credentials]] needs a name")]
    NoName,
    /// Two credentials have one name.
    #[error("credential {} appears twice in [[credentials]]; remove one or rename it", .0.escape_debug())]
    Duplicate(String),
    /// The hash is not valid.
    #[error("sha256 of credential {} must be 64 hexadecimal digits: the SHA-256 of the token", .0.escape_debug())]
    Hash(String),
    /// The audiences are not valid.
    #[error(
        "audiences of credential {} must name at least one of ordering_provider, member, reviewer, and nothing else",
        .0.escape_debug()
    )]
    Audiences(String),
}

impl Credentials {
    /// Checks the configured credentials.
    ///
    /// # Errors
    /// Returns the first wrong credential.
    pub fn new(settings: &[CredentialSetting]) -> Result<Self, CredentialsError> {
        let mut known = Vec::with_capacity(settings.len());
        for (position, setting) in settings.iter().enumerate() {
            if setting.name.trim().is_empty() {
                return Err(CredentialsError::NoName);
            }
            if settings
                .iter()
                .take(position)
                .any(|earlier| earlier.name == setting.name)
            {
                return Err(CredentialsError::Duplicate(setting.name.clone()));
            }
            let wrong_hash = || CredentialsError::Hash(setting.name.clone());
            let sha256 =
                hex::decode(&setting.sha256.to_ascii_lowercase()).ok_or_else(wrong_hash)?;
            let audiences: Result<Vec<Audience>, _> =
                setting.audiences.iter().map(|word| word.parse()).collect();
            match audiences {
                Ok(audiences) if !audiences.is_empty() => known.push(Credential {
                    sha256,
                    principal: Principal::of_credential(&setting.name, AudienceSet::of(&audiences)),
                }),
                _ => return Err(CredentialsError::Audiences(setting.name.clone())),
            }
        }
        Ok(Self { known })
    }

    /// True if no credential is configured.
    pub fn is_empty(&self) -> bool {
        self.known.is_empty()
    }

    /// Returns the principal of a request.
    ///
    /// # Errors
    /// `unauthorized` if credentials are configured and the request carries none of them.
    pub fn identify(&self, headers: &HeaderMap) -> Result<Principal, ApiError> {
        if self.is_empty() {
            return Ok(Principal::anonymous());
        }
        let token = bearer_token(headers).ok_or_else(unauthorized)?;
        let sha256: [u8; 32] = Sha256::digest(token).into();
        // Every credential is compared, so the time does not depend on which one matches.
        let mut found = None;
        for credential in &self.known {
            if bool::from(credential.sha256.ct_eq(&sha256)) {
                found = Some(&credential.principal);
            }
        }
        found.cloned().ok_or_else(unauthorized)
    }
}

fn bearer_token(headers: &HeaderMap) -> Option<&[u8]> {
    let mut values = headers.get_all(header::AUTHORIZATION).iter();
    let value = values.next()?.as_bytes();
    if values.next().is_some() {
        return None;
    }
    let (scheme, token) = value.split_at_checked(7)?;
    let is_token = scheme.eq_ignore_ascii_case(b"bearer ")
        && !token.is_empty()
        && token.len() <= MAX_TOKEN_BYTES;
    is_token.then_some(token)
}

fn unauthorized() -> ApiError {
    ApiError::new(
        Slug::Unauthorized,
        "send a configured credential as Authorization: Bearer TOKEN",
    )
    .with_header(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"))
}
