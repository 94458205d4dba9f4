//! Authentication and authorization: the principal behind a request, and what it may ask for.

mod credentials;
mod principal;

pub use credentials::{CredentialSetting, Credentials, CredentialsError};
pub use principal::{AudienceSet, Principal};
