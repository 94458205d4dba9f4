//! The language of a page: `?lang=` where the address names one, else what the browser prefers,
//! else English.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, Uri, header};
use std::convert::Infallible;

/// A language the pages speak.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Language {
    /// English.
    English,
    /// Spanish.
    Spanish,
}

/// The language of a page, and whether its address names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Spoken {
    /// The language.
    pub(super) language: Language,
    /// True if the URL names it. Then links to other pages name it too.
    pub(super) is_named: bool,
}

impl Language {
    /// The language as HTML names it.
    pub(super) const fn code(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Spanish => "es",
        }
    }

    /// The other one.
    pub(super) const fn other(self) -> Self {
        match self {
            Self::English => Self::Spanish,
            Self::Spanish => Self::English,
        }
    }

    /// Its name in itself.
    pub(super) const fn own_name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::Spanish => "Español",
        }
    }

    fn named(code: &str) -> Option<Self> {
        match code {
            "en" => Some(Self::English),
            "es" => Some(Self::Spanish),
            _ => None,
        }
    }
}

impl Spoken {
    fn of(uri: &Uri, headers: &HeaderMap) -> Self {
        let query = uri.query().unwrap_or_default();
        let named = form_urlencoded::parse(query.as_bytes())
            .find(|(name, _)| name == "lang")
            .and_then(|(_, code)| Language::named(&code));
        Self {
            language: named.unwrap_or_else(|| preferred(headers)),
            is_named: named.is_some(),
        }
    }

    /// An address of ours that keeps to the language.
    pub(super) fn address(self, path: &str) -> String {
        if self.is_named {
            format!("{path}?lang={}", self.language.code())
        } else {
            path.to_owned()
        }
    }
}

impl<S: Sync> FromRequestParts<S> for Spoken {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self::of(&parts.uri, &parts.headers))
    }
}

/// The language of ours with the greatest weight in `Accept-Language`; the first of equals.
fn preferred(headers: &HeaderMap) -> Language {
    let mut best = (Language::English, 0.0);
    let ranges = headers.get_all(header::ACCEPT_LANGUAGE).iter();
    for range in ranges
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
    {
        let mut parts = range.split(';').map(str::trim);
        let tag = parts.next().unwrap_or_default().to_ascii_lowercase();
        let Some(language) = Language::named(tag.split('-').next().unwrap_or_default()) else {
            continue;
        };
        let weight: f32 = parts
            .find_map(|part| part.strip_prefix("q="))
            .map_or(1.0, |weight| weight.parse().unwrap_or(0.0));
        if weight > best.1 {
            best = (language, weight);
        }
    }
    best.0
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use super::*;

    fn spoken(address: &str, accepted: &str) -> (&'static str, bool) {
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT_LANGUAGE, accepted.parse().unwrap());
        let spoken = Spoken::of(&address.parse().unwrap(), &headers);
        (spoken.language.code(), spoken.is_named)
    }

    #[test]
    fn the_address_decides_then_the_browser() {
        assert_eq!(spoken("/find?lang=es", "en"), ("es", true));
        assert_eq!(spoken("/find?lang=en", "es"), ("en", true));
        assert_eq!(spoken("/find?lang=de", "es-MX,en;q=0.5"), ("es", false));
        assert_eq!(spoken("/find", "de,en;q=0.4,es;q=0.8"), ("es", false));
        assert_eq!(spoken("/find", "de, es;q=0"), ("en", false));
        assert_eq!(spoken("/find", "en-US,es;q=0.9"), ("en", false));
        assert_eq!(spoken("/find", ";;q=,,"), ("en", false));
    }
}
