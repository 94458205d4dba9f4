//! The four layers of settings. Each value has its source.

use super::settings::{Flags, Settings};
use figment::error::Kind;
use figment::providers::{Format, Serialized, Toml};
use figment::value::{Dict, Map, Value};
use figment::{Figment, Metadata, Profile, Provider};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// Prefix of every environment variable of the service.
const PREFIX: &str = "NEARSITE_";
/// Variable that names the settings file. It is not itself a setting.
const FILE_VARIABLE: &str = "NEARSITE_CONFIG";
/// Largest settings file. Settings have a few dozen lines, so a larger file is another file.
const MAX_FILE_BYTES: u64 = 1 << 20;
/// Deepest nesting in a variable. The settings need three levels.
const MAX_DEPTH: usize = 16;

/// Error while reading the settings.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ConfigError {
    /// The file cannot be read.
    #[error("settings file {} cannot be read: {reason}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// Reason given by the system.
        reason: String,
    },
    /// The file is not TOML.
    #[error("settings file {} is not TOML: {reason}", path.display())]
    Toml {
        /// The file.
        path: PathBuf,
        /// The error and its position.
        reason: String,
    },
    /// A key or value is wrong.
    #[error("{0}")]
    Key(String),
}

/// One layer: its name and its values.
struct Layer {
    name: String,
    values: Dict,
}

impl Provider for Layer {
    fn metadata(&self) -> Metadata {
        Metadata::named(self.name.clone())
    }

    fn data(&self) -> Result<Map<Profile, Dict>, figment::Error> {
        Ok(Profile::Default.collect(self.values.clone()))
    }
}

/// Settings and the source of each.
#[derive(Debug)]
pub struct Layered {
    /// The effective settings.
    pub settings: Settings,
    figment: Figment,
}

impl Layered {
    /// Returns every key with its value as TOML and its source.
    pub fn describe(&self) -> Vec<(String, String, String)> {
        let value = Value::serialize(&self.settings)
            .ok()
            .and_then(Value::into_dict)
            .unwrap_or_default();
        value
            .iter()
            .map(|(key, value)| {
                let origin = self
                    .figment
                    .find_metadata(key)
                    .map_or("default", |metadata| metadata.name.as_ref());
                (key.clone(), shown(value), origin.to_owned())
            })
            .collect()
    }
}

/// Reads all layers: defaults, the file if one is named, the variables, the flags.
///
/// # Errors
/// A file that cannot be read, an unknown key or variable, or a value of a wrong type. Each error
/// names the key and its source.
pub fn load(
    file: Option<&Path>,
    variables: &BTreeMap<String, String>,
    flags: &Flags,
) -> Result<Layered, ConfigError> {
    let named = variables.get(FILE_VARIABLE).map(PathBuf::from);
    let file = match file.map(Path::to_path_buf).or(named) {
        Some(path) => Some((read_file(&path)?, path)),
        None => None,
    };
    let file = file.as_ref().map(|(text, path)| (text.as_str(), &**path));
    lay(file, variables, flags)
}

/// Combines the text of a file with the variables and flags.
///
/// # Errors
/// Those of [`load`], except for a file that cannot be read.
pub(crate) fn lay(
    file: Option<(&str, &Path)>,
    variables: &BTreeMap<String, String>,
    flags: &Flags,
) -> Result<Layered, ConfigError> {
    let mut figment = Figment::from(Layer {
        name: "default".to_owned(),
        values: dict_of(&Settings::default())?,
    });
    if let Some((text, path)) = file {
        figment = figment.merge(Layer {
            name: format!("file {}", path.display()),
            values: parse_file(text, path)?,
        });
    }
    for (name, value) in variables
        .iter()
        .filter(|(name, _)| name.starts_with(PREFIX) && *name != FILE_VARIABLE)
    {
        figment = figment.merge(variable_layer(name, value)?);
    }
    for (key, value) in dict_of(flags)? {
        let name = format!("flag --{}", key.replace('_', "-"));
        figment = figment.merge(Layer {
            name,
            values: Dict::from([(key, value)]),
        });
    }
    let settings = figment
        .extract()
        .map_err(|error| ConfigError::Key(describe_error(&figment, &error)))?;
    Ok(Layered { settings, figment })
}

fn dict_of<T: serde::Serialize>(value: &T) -> Result<Dict, ConfigError> {
    let provided = Serialized::defaults(value)
        .data()
        .map_err(|error| ConfigError::Key(error.to_string()))?;
    Ok(provided
        .into_iter()
        .next()
        .map(|(_, dict)| dict)
        .unwrap_or_default())
}

fn read_file(path: &Path) -> Result<String, ConfigError> {
    let unreadable = |reason: String| ConfigError::File {
        path: path.to_owned(),
        reason,
    };
    let size = std::fs::metadata(path)
        .map_err(|error| unreadable(error.to_string()))?
        .len();
    if size > MAX_FILE_BYTES {
        return Err(unreadable("it is larger than 1 MiB".to_owned()));
    }
    std::fs::read_to_string(path).map_err(|error| unreadable(error.to_string()))
}

fn parse_file(text: &str, path: &Path) -> Result<Dict, ConfigError> {
    let toml = Toml::string(text.trim_start_matches('\u{feff}'));
    let data = toml.data().map_err(|error| ConfigError::Toml {
        path: path.to_owned(),
        reason: one_line(&error.to_string()),
    })?;
    Ok(data
        .into_iter()
        .next()
        .map(|(_, dict)| dict)
        .unwrap_or_default())
}

fn variable_layer(name: &str, value: &str) -> Result<Layer, ConfigError> {
    let key = name[PREFIX.len()..].to_ascii_lowercase();
    let defaults = dict_of(&Settings::default())?;
    let Some(default) = defaults.get(&key) else {
        let known: Vec<&str> = defaults.keys().map(String::as_str).collect();
        return Err(ConfigError::Key(format!(
            "unknown variable {}: no setting is called {}; settings are {}",
            printable(name),
            printable(&key),
            known.join(", ")
        )));
    };
    if depth_of(value) > MAX_DEPTH {
        return Err(ConfigError::Key(format!(
            "variable {name} is nested deeper than {MAX_DEPTH} levels"
        )));
    }
    // Only numbers and lists are parsed. So a path or filter that looks like a number stays text.
    let value = match default {
        Value::String(..) | Value::Empty(..) => Value::from(value),
        _ => value
            .parse()
            .unwrap_or_else(|infallible: std::convert::Infallible| match infallible {}),
    };
    Ok(Layer {
        name: format!("variable {name}"),
        values: Dict::from([(key, value)]),
    })
}

/// Describes an error in one sentence with the key and the source of the value.
fn describe_error(figment: &Figment, error: &figment::Error) -> String {
    let key = error.path.join(".");
    let origin = error
        .metadata
        .as_ref()
        .map(|metadata| metadata.name.to_string());
    let origin = origin.or_else(|| {
        figment
            .find_metadata(error.path.first()?)
            .map(|metadata| metadata.name.to_string())
    });
    let mut sentence = match &error.kind {
        Kind::UnknownField(field, known) => format!(
            "unknown setting {}: settings are {}",
            printable(&joined(&key, field)),
            known.join(", ")
        ),
        Kind::MissingField(field) => format!("setting {} is missing", joined(&key, field)),
        Kind::InvalidType(_, expected) | Kind::InvalidValue(_, expected) => {
            format!("setting {key} must be {expected}")
        }
        Kind::UnknownVariant(_, known) => {
            format!("setting {key} must be one of {}", known.join(", "))
        }
        other => format!("setting {key}: {}", printable(&other.to_string())),
    };
    if let Some(origin) = origin {
        let _ = write!(sentence, " (set by {origin})");
    }
    sentence
}

fn joined(path: &str, field: &str) -> String {
    match path.rsplit('.').next() {
        Some(last) if last == field => path.to_owned(),
        _ if path.is_empty() => field.to_owned(),
        _ => format!("{path}.{field}"),
    }
}

fn one_line(message: &str) -> String {
    printable(&message.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// Replaces control characters of a text from outside, so that a terminal can show it.
fn printable(text: &str) -> String {
    text.replace(char::is_control, "\u{fffd}")
}

/// Returns the deepest nesting of brackets. The parser of variables recurses at every bracket, so
/// they are counted first.
fn depth_of(value: &str) -> usize {
    let (mut depth, mut deepest) = (0usize, 0);
    for letter in value.chars() {
        match letter {
            '[' | '{' => depth += 1,
            ']' | '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    deepest
}

/// Writes a text in the quotes of TOML.
fn quoted(text: &str) -> String {
    let mut quoted = String::from('"');
    for letter in text.chars() {
        match letter {
            '"' | '\\' => quoted.extend(['\\', letter]),
            _ if letter.is_control() => {
                let _ = write!(quoted, "\\u{:04x}", u32::from(letter));
            }
            _ => quoted.push(letter),
        }
    }
    quoted.push('"');
    quoted
}

fn shown(value: &Value) -> String {
    match value {
        Value::String(_, text) => quoted(text),
        Value::Array(_, entries) => format!(
            "[{}]",
            entries.iter().map(shown).collect::<Vec<_>>().join(", ")
        ),
        Value::Dict(_, entries) => {
            let entries: Vec<String> = entries
                .iter()
                .map(|(key, value)| format!("{key} = {}", shown(value)))
                .collect();
            format!("{{ {} }}", entries.join(", "))
        }
        Value::Empty(..) => "(not set)".to_owned(),
        Value::Bool(_, flag) => flag.to_string(),
        Value::Char(_, letter) => quoted(&letter.to_string()),
        Value::Num(_, number) => number
            .to_u128()
            .map_or_else(|| format!("{number:?}"), |number| number.to_string()),
    }
}
