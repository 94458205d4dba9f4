//! Settings: four layers, and everything that can be wrong with them.

use crate::support::credential;
use nearsite::auth::CredentialSetting;
use nearsite::config::{Flags, Settings, load};
use std::collections::BTreeMap;
use std::path::PathBuf;

const HASH: &str = "d6df1208f3cdfd9ca8a7b45a11fdbf593a57de44d0761486c6ffb8f19366cc74";

struct Layers {
    file: Option<&'static str>,
    variables: &'static [(&'static str, &'static str)],
    flags: Flags,
}

impl Layers {
    fn file(text: &'static str) -> Self {
        Self {
            file: Some(text),
            variables: &[],
            flags: Flags::default(),
        }
    }

    fn variables(variables: &'static [(&'static str, &'static str)]) -> Self {
        Self {
            file: None,
            variables,
            flags: Flags::default(),
        }
    }

    fn load(&self) -> Result<nearsite::config::Layered, String> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("nearsite.toml");
        if let Some(text) = self.file {
            std::fs::write(&path, text).unwrap();
        }
        let variables: BTreeMap<String, String> = self
            .variables
            .iter()
            .map(|&(name, value)| (name.into(), value.into()))
            .collect();
        load(self.file.map(|_| path.as_path()), &variables, &self.flags)
            .map_err(|error| error.to_string())
    }
}

#[test]
fn flags_win_over_variables_over_the_file_over_defaults() {
    let layers = Layers {
        file: Some(
            "\u{feff}listen = '127.0.0.1:1'\nadmin_listen = '127.0.0.1:2'\npoll_ms = 7\nlog = 'warn'\n[[credentials]]\nname = 'a'\nsha256 = 'b'\naudiences = ['member']\n",
        ),
        variables: &[
            ("NEARSITE_LISTEN", "127.0.0.1:3"),
            ("NEARSITE_ADMIN_LISTEN", "127.0.0.1:4"),
            ("NEARSITE_CACHE_MIB", "5"),
            ("PATH", "/bin"),
        ],
        flags: Flags {
            listen: Some("127.0.0.1:5".into()),
            ..Flags::default()
        },
    };
    let layered = layers.load().unwrap();
    let settings = &layered.settings;
    assert_eq!(
        (settings.listen.as_str(), settings.admin_listen.as_str()),
        ("127.0.0.1:5", "127.0.0.1:4")
    );
    assert_eq!(
        (settings.poll_ms, settings.cache_mib, settings.log.as_str()),
        (7, 5, "warn")
    );
    assert_eq!(settings.credentials, [credential("a", "b", &["member"])]);
    let origin = |key: &str| {
        layered
            .describe()
            .into_iter()
            .find(|(name, _, _)| name == key)
            .unwrap()
            .2
    };
    assert_eq!(origin("listen"), "flag --listen");
    assert_eq!(origin("admin_listen"), "variable NEARSITE_ADMIN_LISTEN");
    assert!(origin("poll_ms").starts_with("file ") && origin("poll_ms").ends_with("nearsite.toml"));
    assert_eq!(origin("max_connections"), "default");
}

#[test]
fn the_file_may_be_named_by_a_variable_and_values_stay_text() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("my.toml");
    std::fs::write(&path, "log_format = 'text'").unwrap();
    let variables = BTreeMap::from([
        ("NEARSITE_CONFIG".to_owned(), path.display().to_string()),
        ("NEARSITE_INDEX".to_owned(), "2026".to_owned()),
    ]);
    let layered = load(None, &variables, &Flags::default()).unwrap();
    assert_eq!(layered.settings.index, Some(PathBuf::from("2026")));
}

#[test]
fn settings_that_cannot_be_read_name_the_key_and_the_place() {
    let cases: &[(Layers, &[&str])] = &[
        (
            Layers::file("lisen = 'x'"),
            &["unknown setting lisen", "listen", "nearsite.toml"],
        ),
        (
            Layers::file("[server]\nlisten = 'x'"),
            &["unknown setting server"],
        ),
        (
            Layers::file("listen = 7"),
            &["listen", "string", "nearsite.toml"],
        ),
        (Layers::file("poll_ms = 'soon'"), &["poll_ms", "u64"]),
        (Layers::file("poll_ms = -1"), &["poll_ms"]),
        (Layers::file("verify = 'some'"), &["verify", "full", "fast"]),
        (Layers::file("credentials = 'none'"), &["credentials"]),
        (
            Layers::file(
                "[[credentials]]\nname = 'a'\nsha256 = 'b'\naudiences = ['member']\ntoken = 'c'",
            ),
            &["unknown setting credentials.0.token"],
        ),
        (
            Layers::file("[[credentials]]\nname = 'a'"),
            &["credentials.0.sha256 is missing"],
        ),
        (Layers::file("listen ="), &["not TOML"]),
        (Layers::file("listen = 'a'\nlisten = 'b'"), &["not TOML"]),
        (
            Layers::variables(&[("NEARSITE_LISEN", "x")]),
            &["unknown variable NEARSITE_LISEN", "listen"],
        ),
        (
            Layers::variables(&[("NEARSITE_POLL_MS", "soon")]),
            &["poll_ms", "variable NEARSITE_POLL_MS"],
        ),
        (
            Layers::variables(&[("NEARSITE_CONFIG", "/nowhere/at/all.toml")]),
            &["/nowhere/at/all.toml", "cannot be read"],
        ),
    ];
    for (layers, words) in cases {
        let message = layers
            .load()
            .err()
            .unwrap_or_else(|| panic!("{words:?} was accepted"));
        assert!(!message.contains('\n'), "{message}");
        for word in *words {
            assert!(message.contains(word), "{word} not in: {message}");
        }
    }
}

/// Settings that are sound but for one change.
fn sound_but(change: impl FnOnce(&mut Settings)) -> Settings {
    let mut settings = Settings {
        index: Some("x".into()),
        ..Settings::default()
    };
    change(&mut settings);
    settings
}

fn with_credentials(credentials: Vec<CredentialSetting>) -> Settings {
    sound_but(|settings| settings.credentials = credentials)
}

fn assert_refused(cases: Vec<(Settings, &str)>) {
    for (settings, words) in cases {
        let message = settings
            .check()
            .err()
            .unwrap_or_else(|| panic!("{words} was accepted"))
            .to_string();
        assert!(message.contains(words), "{words} not in: {message}");
        assert!(!message.contains("secret"), "{message}");
    }
}

#[test]
fn settings_that_cannot_be_run_with_name_the_key() {
    assert_refused(vec![
        (sound_but(|s| s.index = None), "index is not set"),
        (
            sound_but(|s| s.listen = "8080".into()),
            "listen must be an address and port",
        ),
        (
            sound_but(|s| s.listen = "example.org:80".into()),
            "listen must be an address and port",
        ),
        (
            sound_but(|s| s.listen = "127.0.0.1:0".into()),
            "listen names port 0",
        ),
        (
            sound_but(|s| s.admin_listen = "127.0.0.1:99999".into()),
            "admin_listen must be",
        ),
        (
            sound_but(|s| s.admin_listen = "127.0.0.1:8080".into()),
            "same address",
        ),
        (
            sound_but(|s| s.max_in_flight = 0),
            "max_in_flight must be from 1",
        ),
        (
            sound_but(|s| s.header_timeout_ms = 0),
            "header_timeout_ms must be from 1",
        ),
        (
            sound_but(|s| s.cache_mib = 1 << 40),
            "cache_mib must be from 0",
        ),
    ]);
}

#[test]
fn credentials_that_cannot_be_used_are_named_and_never_shown() {
    assert_refused(vec![
        (
            with_credentials(vec![credential("", HASH, &["member"])]),
            "needs a name",
        ),
        (
            with_credentials(vec![
                credential("a", HASH, &["member"]),
                credential("a", HASH, &["member"]),
            ]),
            "a appears twice",
        ),
        (
            with_credentials(vec![credential("a", "secret", &["member"])]),
            "sha256 of credential a",
        ),
        (
            with_credentials(vec![credential("a", HASH, &[])]),
            "audiences of credential a",
        ),
        (
            with_credentials(vec![credential("a", HASH, &["members"])]),
            "audiences of credential a",
        ),
    ]);
}

#[test]
fn without_credentials_only_loopback_is_listened_on() {
    assert_refused(vec![
        (
            sound_but(|s| s.listen = "0.0.0.0:8080".into()),
            "no [[credentials]]",
        ),
        (
            sound_but(|s| s.listen = "[::]:8080".into()),
            "no [[credentials]]",
        ),
        (
            sound_but(|s| s.listen = "192.168.0.1:8080".into()),
            "no [[credentials]]",
        ),
    ]);
    for listen in ["localhost:8081", "127.0.0.2:8080", "[::1]:8080"] {
        assert!(
            sound_but(|settings| settings.listen = listen.into())
                .check()
                .is_ok(),
            "{listen}"
        );
    }
    let mut open = with_credentials(vec![credential("a", HASH, &["member"])]);
    open.listen = "0.0.0.0:8080".into();
    assert!(open.check().is_ok());
}
