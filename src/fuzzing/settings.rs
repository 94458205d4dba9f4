//! Settings: the file, and the variables of the environment.

use crate::config::{ConfigError, Flags, Layered, Settings, lay};
use std::collections::BTreeMap;
use std::path::Path;

/// A settings file.
///
/// # Panics
/// When a refusal is no single line, or settings that are shown as TOML do not read back as they
/// are.
pub fn settings_file(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    match lay_file(text) {
        Ok(layered) => check(&layered),
        Err(error) => check_sentence(&error.to_string()),
    }
}

/// A variable of the environment, as `name=value`, the name without our prefix.
///
/// # Panics
/// When a refusal is no single line, or settings that are shown as TOML do not read back as they
/// are.
pub fn settings_variable(bytes: &[u8]) {
    let Some((name, value)) = std::str::from_utf8(bytes)
        .ok()
        .and_then(|text| text.split_once('='))
    else {
        return;
    };
    // The system hands over no variable with NUL in it.
    if value.contains('\0') || name == "CONFIG" {
        return;
    }
    let variables = BTreeMap::from([(format!("NEARSITE_{name}"), value.to_owned())]);
    match lay(None, &variables, &Flags::default()) {
        Ok(layered) => check(&layered),
        Err(error) => check_sentence(&error.to_string()),
    }
}

fn lay_file(text: &str) -> Result<Layered, ConfigError> {
    let file = Some((text, Path::new("nearsite.toml")));
    lay(file, &BTreeMap::new(), &Flags::default())
}

/// Checks that `nearsite config` shows the effective settings.
fn check(layered: &Layered) {
    let lines: Vec<String> = layered
        .describe()
        .into_iter()
        .filter(|(_, value, _)| value != "(not set)")
        .map(|(key, value, _)| format!("{key} = {value}"))
        .collect();
    let shown = lines.join("\n");
    let again: Settings = lay_file(&shown)
        .expect("what is shown is a settings file")
        .settings;
    assert_eq!(again, layered.settings);
    if let Err(invalid) = layered.settings.check() {
        check_sentence(&invalid.to_string());
    }
}

fn check_sentence(sentence: &str) {
    assert!(
        !sentence.is_empty() && !sentence.contains(char::is_control),
        "{sentence:?}"
    );
}
