//! Who may ask for which audience.
//!
//! A caller sends `Authorization: Bearer TOKEN`; only SHA-256 hashes of tokens are configured and compared, in constant time.
//! Without any credential configured everyone may ask for everything, and the configuration keeps the server on loopback.

use crate::config::CredentialSetting;
use crate::error::{ApiError, Slug};
use crate::hex;
use crate::state::App;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, header};
use nearsite_domain::Audience;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

/// Longest token looked at; longer ones are wrong without being hashed.
const MAX_TOKEN_BYTES: usize = 1024;

#[derive(Debug, Clone)]
struct Credential {
    sha256: [u8; 32],
    caller: Caller,
}

/// All configured credentials.
#[derive(Debug, Clone, Default)]
pub struct Credentials {
    known: Vec<Credential>,
}

/// A credential that is configured wrongly; names it, never its hash.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CredentialsError {
    /// No name.
    #[error("every entry of [[credentials]] needs a name")]
    NoName,
    /// Two of one name.
    #[error("credential {} stands twice in [[credentials]]", .0.escape_debug())]
    Duplicate(String),
    /// Not a hash.
    #[error("sha256 of credential {} must be 64 hexadecimal digits: the SHA-256 of the token", .0.escape_debug())]
    Hash(String),
    /// Not an audience.
    #[error(
        "audiences of credential {} must name at least one of ordering_provider, member, reviewer, and nothing else",
        .0.escape_debug()
    )]
    Audiences(String),
}

/// What a caller may ask for: one bit per audience.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Caller(u8);

impl Credentials {
    /// Checks the configured credentials.
    ///
    /// # Errors
    /// The first one that is wrong.
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
                    caller: Caller::of(&audiences),
                }),
                _ => return Err(CredentialsError::Audiences(setting.name.clone())),
            }
        }
        Ok(Self { known })
    }

    /// Whether none is configured.
    pub fn is_empty(&self) -> bool {
        self.known.is_empty()
    }

    /// Who is asking.
    ///
    /// # Errors
    /// `unauthorized` when credentials are configured and the request carries none of them.
    pub fn identify(&self, headers: &HeaderMap) -> Result<Caller, ApiError> {
        if self.is_empty() {
            return Ok(Caller::of(Audience::ALL));
        }
        let token = bearer_token(headers).ok_or_else(unauthorized)?;
        let sha256: [u8; 32] = Sha256::digest(token).into();
        // Every credential is compared, so the time taken does not tell which one matched.
        let mut found = None;
        for credential in &self.known {
            if bool::from(credential.sha256.ct_eq(&sha256)) {
                found = Some(credential.caller);
            }
        }
        found.ok_or_else(unauthorized)
    }
}

impl Caller {
    fn of(audiences: &[Audience]) -> Self {
        Self(
            audiences
                .iter()
                .fold(0, |bits, &audience| bits | 1 << audience as u8),
        )
    }

    /// Checks that the caller may ask for this audience.
    ///
    /// # Errors
    /// `forbidden` when the credential does not have it.
    pub fn allow(self, audience: Audience) -> Result<(), ApiError> {
        if self.0 & (1 << audience as u8) != 0 {
            return Ok(());
        }
        Err(ApiError::new(
            Slug::Forbidden,
            "this credential does not have the audience asked for",
        ))
    }

    /// Checks that the caller may ask for this audience, if any is asked for.
    ///
    /// # Errors
    /// `forbidden` when the credential does not have it.
    pub fn allow_if_asked(self, audience: Option<Audience>) -> Result<(), ApiError> {
        audience.map_or(Ok(()), |audience| self.allow(audience))
    }
}

/// Taken before the body, so that nobody unknown makes the server read one.
impl FromRequestParts<App> for Caller {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, ApiError> {
        app.config().credentials.identify(&parts.headers)
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
