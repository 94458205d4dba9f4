//! Reads the bytes of a body into a typed structure.
//!
//! A body that is not JSON gives 400. JSON of another shape gives 422 with a pointer. The parser's
//! own messages quote the input, so only the expectation in them leaves this module. An unknown key
//! is named only if it looks like a key, because it may contain anything.

use super::json_object::Object;
use crate::error::{ApiError, FieldError, Slug};
use serde::de::{DeserializeOwned, IgnoredAny};
use serde_path_to_error::{Path, Segment};
use std::fmt::Write;

/// Deepest nesting of objects and lists a body may have.
const MAX_DEPTH: usize = 16;

/// Reads a body.
///
/// # Errors
/// `not-json` if the body is not JSON, otherwise the first member that is unknown, duplicate, or of
/// a wrong type.
pub fn decode<T: DeserializeOwned>(body: &[u8]) -> Result<T, ApiError> {
    let text = std::str::from_utf8(body).or(Err(not_json()))?;
    if depth_of(text) > MAX_DEPTH {
        check_syntax(text)?;
        return Err(ApiError::fault(FieldError::invalid(
            "",
            "nested deeper than 16 levels",
        )));
    }
    match serde_json::from_str(text) {
        Ok(Object(value)) => Ok(value),
        Err(_) => Err(explain::<T>(text)),
    }
}

/// Reads the body again, more slowly, to find the error and its position.
fn explain<T: DeserializeOwned>(text: &str) -> ApiError {
    if let Err(error) = check_syntax(text) {
        return error;
    }
    let mut deserializer = serde_json::Deserializer::from_str(text);
    match serde_path_to_error::deserialize::<_, Object<T>>(&mut deserializer) {
        Err(error) if error.inner().is_data() => {
            let message = error.inner().to_string();
            let mut pointer = pointer_of(error.path());
            if let Some(field) = repeated_field(&message) {
                pointer.push('/');
                pointer.push_str(field);
            }
            ApiError::fault(FieldError::invalid(pointer, expectation(&message)))
        }
        _ => not_json(),
    }
}

fn check_syntax(text: &str) -> Result<(), ApiError> {
    serde_json::from_str::<IgnoredAny>(text)
        .map(|_| ())
        .or(Err(not_json()))
}

fn not_json() -> ApiError {
    ApiError::new(Slug::NotJson, "the body must be one JSON object in UTF-8")
}

/// Returns the deepest nesting of brackets outside strings. It counts bytes and does not recurse.
fn depth_of(text: &str) -> usize {
    let (mut depth, mut deepest, mut in_string, mut escaped) = (0usize, 0usize, false, false);
    for byte in text.bytes() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_string => escaped = true,
            b'"' => in_string = !in_string,
            _ if in_string => {}
            b'{' | b'[' => {
                depth += 1;
                deepest = deepest.max(depth);
            }
            b'}' | b']' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    deepest
}

fn pointer_of(path: &Path) -> String {
    let mut pointer = String::new();
    for segment in path {
        match segment {
            Segment::Seq { index } => {
                let _ = write!(pointer, "/{index}");
            }
            Segment::Map { key } | Segment::Enum { variant: key } if looks_like_a_key(key) => {
                pointer.push('/');
                pointer.push_str(key);
            }
            _ => break,
        }
    }
    pointer
}

fn looks_like_a_key(key: &str) -> bool {
    key.len() <= 32
        && key.starts_with(|c: char| c.is_ascii_alphabetic())
        && key.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
}

/// Returns the name of a duplicate member, which the path of the error does not contain. It is a
/// name of the API, not text from the input.
fn repeated_field(message: &str) -> Option<&str> {
    message.strip_prefix("duplicate field `")?.split('`').next()
}

/// Extracts the expectation from a parser's message that also quotes the input.
fn expectation(message: &str) -> String {
    let message = message
        .rsplit_once(" at line ")
        .map_or(message, |(sentence, _)| sentence);
    if let Some(rest) = message.strip_prefix("unknown field ") {
        let known = rest
            .rsplit_once(", expected ")
            .map_or("", |(_, known)| known);
        return format!(
            "is not known here; known are {}",
            known.trim_start_matches("one of ").replace('`', "")
        );
    }
    if message.starts_with("duplicate field ") {
        return "appears twice".to_owned();
    }
    if let Some((_, expected)) = message.rsplit_once("expected ") {
        return format!("must be {}", plain_type(expected));
    }
    message.to_owned()
}

/// Translates the parser's name of a type into plain words.
fn plain_type(expected: &str) -> &str {
    match expected {
        "a sequence" => "a list",
        "a boolean" => "true or false",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use super::*;
    use serde::Deserialize;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "only its shape is tested")]
    struct Shape {
        list: Option<Vec<String>>,
        #[serde(default, deserialize_with = "super::super::json_object::optional")]
        inner: Option<Box<Shape>>,
        flag: Option<bool>,
    }

    fn fault(body: &str) -> (String, String) {
        let error = decode::<Shape>(body.as_bytes()).unwrap_err();
        let first = error
            .errors()
            .first()
            .unwrap_or_else(|| unreachable!("{body}: {error:?}"));
        (first.pointer.to_string(), first.message.to_string())
    }

    #[test]
    fn faults_name_the_place_and_the_expectation_and_never_the_value() {
        let case = |body, pointer: &str, message: &str| {
            assert_eq!(
                fault(body),
                (pointer.to_owned(), message.to_owned()),
                "{body}"
            );
        };
        case(r#"{"list":"Jane Doe"}"#, "/list", "must be a list");
        case(r#"{"list":["a",7]}"#, "/list/1", "must be a string");
        case(
            r#"{"flag":"expected Jane"}"#,
            "/flag",
            "must be true or false",
        );
        case(r#"{"inner":[]}"#, "/inner", "must be an object");
        case(r#"{"flag":true,"flag":true}"#, "/flag", "appears twice");
        case(
            r#"{"inner":{"flagg":1}}"#,
            "/inner/flagg",
            "is not known here; known are list, inner, flag",
        );
        case(
            r#"{"Jane Doe 1970":1}"#,
            "",
            "is not known here; known are list, inner, flag",
        );
        case(r#""Jane Doe""#, "", "must be an object");
    }

    #[test]
    fn what_is_not_json_is_told_apart_from_what_is_not_ours() {
        for body in [
            "",
            " ",
            "{",
            "{\"list\":[}",
            "{} {}",
            "{'a':1}",
            "{\"unknown\":1",
            "nul",
            "\u{feff}{}",
            "{\"list\":[\"\\ud800\"]}",
        ] {
            assert_eq!(
                decode::<Shape>(body.as_bytes()).unwrap_err().slug(),
                Slug::NotJson,
                "{body}"
            );
        }
        assert_eq!(
            decode::<Shape>(b"{\"list\":[\"\xff\"]}")
                .unwrap_err()
                .slug(),
            Slug::NotJson
        );
    }

    #[test]
    fn depth_is_bounded_and_brackets_in_strings_do_not_count() {
        let nested = |depth: usize| format!("{{\"x\":{}{}}}", "[".repeat(depth), "]".repeat(depth));
        assert_eq!(
            decode::<Shape>(nested(100_000).as_bytes())
                .unwrap_err()
                .slug(),
            Slug::InvalidRequest
        );
        assert_eq!(
            decode::<Shape>("[".repeat(100_000).as_bytes())
                .unwrap_err()
                .slug(),
            Slug::NotJson
        );
        assert!(
            decode::<Shape>(format!("{{\"list\":[\"{}\\\"[\"]}}", "[".repeat(50)).as_bytes())
                .is_ok()
        );
    }
}
