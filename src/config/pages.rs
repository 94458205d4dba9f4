//! Settings of the pages: the map they show, and the origins that may call the API.

use super::InvalidConfig;
use axum::http::{HeaderValue, Uri};
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

/// First bytes of every `PMTiles` file.
const MAGIC: &[u8; 7] = b"PMTiles";

/// Checks the map, if one is named. So a wrong file is reported at start and not in a browser.
pub(super) fn basemap(file: Option<&Path>) -> Result<Option<PathBuf>, InvalidConfig> {
    let Some(path) = file else {
        return Ok(None);
    };
    let refused = |reason: String| InvalidConfig::Basemap {
        path: path.to_owned(),
        reason,
    };
    let mut first = [0; MAGIC.len()];
    let read = File::open(path).and_then(|mut file| file.read(&mut first));
    match read {
        Ok(_) if first == *MAGIC => Ok(Some(path.to_owned())),
        Ok(_) => Err(refused("is not a PMTiles file".to_owned())),
        Err(error) => Err(refused(format!("cannot be read: {error}"))),
    }
}

/// Returns the origins as browsers send them.
pub(super) fn origins(entries: &[String]) -> Result<Vec<HeaderValue>, InvalidConfig> {
    entries
        .iter()
        .map(|entry| origin(entry).ok_or_else(|| InvalidConfig::EmbedOrigin(entry.clone())))
        .collect()
}

/// Reads an origin: scheme, host and port, in lower case and without the default port. Any other
/// form would never equal the header of a browser.
fn origin(entry: &str) -> Option<HeaderValue> {
    let (scheme, authority) = entry.split_once("://")?;
    let usual = match scheme {
        "https" => ":443",
        "http" => ":80",
        _ => return None,
    };
    let uri: Uri = entry.parse().ok()?;
    let named = uri.authority()?;
    let is_bare =
        named.as_str() == authority && !authority.contains('@') && !named.host().is_empty();
    let has_port = authority == named.host()
        || named
            .port_u16()
            .is_some_and(|port| port != 0 && authority == format!("{}:{port}", named.host()));
    let is_plain = !entry
        .bytes()
        .any(|byte| byte.is_ascii_uppercase() || byte == b'*');
    (is_bare && has_port && is_plain && !authority.ends_with(usual))
        .then(|| HeaderValue::from_str(entry).ok())
        .flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn origins_are_what_browsers_send() {
        for good in [
            "https://ehr.example.org",
            "http://127.0.0.1:5173",
            "http://localhost:3000",
            "https://ehr.example.org:8443",
            "http://[::1]:8080",
        ] {
            assert!(origin(good).is_some(), "{good}");
        }
        for bad in [
            "",
            "*",
            "null",
            "https://*.example.org",
            "https://ehr.example.org/",
            "https://ehr.example.org/path",
            "https://EHR.example.org",
            "https://ehr.example.org:443",
            "http://ehr.example.org:80",
            "https://ehr.example.org:",
            "https://ehr.example.org:99999",
            "https://ehr.example.org:08443",
            "https://user@ehr.example.org",
            "https://",
            "ehr.example.org",
            "file:///etc",
            "https://ehr.example.org?x",
            "https://ehr example.org",
        ] {
            assert!(origin(bad).is_none(), "{bad}");
        }
    }
}
