//! A whole JSON file as a tree of values: keys may be repeated, numbers keep their digits, and what
//! is no JSON becomes [`Json::Broken`] at the smallest value that holds it, so that its record can
//! be rejected alone.

/// A value.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Json {
    Null,
    Bool,
    Number(String),
    Text(String),
    List(Vec<Json>),
    Object(Vec<(String, Json)>),
    Broken,
}

impl Json {
    /// Parses a whole file; none when it does not end where it should.
    pub(super) fn parse(bytes: &[u8]) -> Option<Self> {
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        let mut parser = Parser { bytes, at: 0 };
        let value = parser.value()?;
        parser.spaces();
        (parser.at == bytes.len()).then_some(value)
    }

    /// A field that is there and not null.
    pub(super) fn get(&self, key: &str) -> Option<&Self> {
        let Self::Object(fields) = self else {
            return None;
        };
        let (_, value) = fields.iter().find(|(name, _)| name == key)?;
        (*value != Self::Null).then_some(value)
    }

    /// Returns the elements of a field. A single value counts as a list of one, an absent one as
    /// empty.
    pub(super) fn list(&self, key: &str) -> &[Self] {
        match self.get(key) {
            Some(Self::List(elements)) => elements,
            Some(element @ (Self::Text(_) | Self::Number(_))) => std::slice::from_ref(element),
            _ => &[],
        }
    }

    /// The words of a text, the digits of a number.
    pub(super) fn words(&self) -> Option<String> {
        match self {
            Self::Text(words) | Self::Number(words) => super::row::text(words),
            _ => None,
        }
    }

    /// The words of a field.
    pub(super) fn text(&self, key: &str) -> Option<String> {
        self.get(key)?.words()
    }

    /// True if a record is an object, without anything broken, without a duplicate key, and at most
    /// 64 deep. Values under the key `apart` are records of their own and are not checked.
    pub(super) fn is_sound_record(&self, apart: &str) -> bool {
        matches!(self, Self::Object(_)) && self.is_sound(apart, 1)
    }

    fn is_sound(&self, apart: &str, depth: u32) -> bool {
        match self {
            Self::Broken => false,
            Self::List(elements) => {
                depth <= 64 && elements.iter().all(|e| e.is_sound(apart, depth + 1))
            }
            Self::Object(fields) => {
                let is_once = |key: &str| {
                    let same = |(name, _): &&(String, Self)| name.eq_ignore_ascii_case(key);
                    fields.iter().filter(same).count() == 1
                };
                depth <= 64
                    && fields.iter().all(|(key, value)| {
                        let is_apart = depth == 1 && key == apart && matches!(value, Self::List(_));
                        is_once(key) && (is_apart || value.is_sound(apart, depth + 1))
                    })
            }
            _ => true,
        }
    }
}

struct Parser<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Parser<'_> {
    fn spaces(&mut self) {
        while matches!(self.bytes.get(self.at), Some(b' ' | b'\t' | b'\r' | b'\n')) {
            self.at += 1;
        }
    }

    fn peek(&mut self) -> Option<u8> {
        self.spaces();
        self.bytes.get(self.at).copied()
    }

    /// None only where the file ends inside the value.
    fn value(&mut self) -> Option<Json> {
        match self.peek()? {
            b'{' => self.container(b'}', Self::object),
            b'[' => self.container(b']', Self::list),
            b'"' => self.text(),
            _ => Some(self.word()),
        }
    }

    /// Reads the contents of a container. If they are no JSON, everything to its end is broken.
    fn container(&mut self, end: u8, inside: fn(&mut Self) -> Option<Json>) -> Option<Json> {
        let begin = self.at;
        self.at += 1;
        let value = inside(self)?;
        if value != Json::Broken && self.peek()? == end {
            self.at += 1;
            return Some(value);
        }
        self.at = begin;
        self.skip_balanced()?;
        Some(Json::Broken)
    }

    fn object(&mut self) -> Option<Json> {
        let mut fields = Vec::new();
        if self.peek()? == b'}' {
            return Some(Json::Object(fields));
        }
        loop {
            if self.peek()? != b'"' {
                return Some(Json::Broken);
            }
            let Json::Text(key) = self.text()? else {
                return Some(Json::Broken);
            };
            if self.peek()? != b':' {
                return Some(Json::Broken);
            }
            self.at += 1;
            fields.push((key, self.value()?));
            if self.peek()? != b',' {
                return Some(Json::Object(fields));
            }
            self.at += 1;
        }
    }

    fn list(&mut self) -> Option<Json> {
        let mut elements = Vec::new();
        if self.peek()? == b']' {
            return Some(Json::List(elements));
        }
        loop {
            elements.push(self.value()?);
            if self.peek()? != b',' {
                return Some(Json::List(elements));
            }
            self.at += 1;
        }
    }

    /// Moves behind the closing quote; the text is broken when it is no JSON or no UTF-8.
    fn text(&mut self) -> Option<Json> {
        let begin = self.at;
        self.at += 1;
        while *self.bytes.get(self.at)? != b'"' {
            self.at += if self.bytes[self.at] == b'\\' { 2 } else { 1 };
        }
        self.at += 1;
        let text = serde_json::from_slice(&self.bytes[begin..self.at]);
        Some(text.map_or(Json::Broken, Json::Text))
    }

    /// A number or a literal: everything up to the next mark of structure.
    fn word(&mut self) -> Json {
        let rest = &self.bytes[self.at..];
        let is_end = |byte: &u8| b",:]}[{\" \t\r\n".contains(byte);
        let length = rest.iter().position(is_end).unwrap_or(rest.len());
        self.at += length;
        match &rest[..length] {
            b"null" => Json::Null,
            b"true" | b"false" => Json::Bool,
            word => std::str::from_utf8(word)
                .ok()
                .filter(|word| is_number(word))
                .map_or(Json::Broken, |word| Json::Number(word.to_owned())),
        }
    }

    fn skip_balanced(&mut self) -> Option<()> {
        let mut depth = 0;
        loop {
            match self.bytes.get(self.at)? {
                b'"' => {
                    self.text()?;
                    continue;
                }
                b'{' | b'[' => depth += 1,
                b'}' | b']' => depth -= 1,
                _ => {}
            }
            self.at += 1;
            if depth == 0 {
                return Some(());
            }
        }
    }
}

/// The grammar of JSON: no plus, no leading zeros, digits on both sides of a point.
fn is_number(word: &str) -> bool {
    let unsigned = word.strip_prefix('-').unwrap_or(word);
    let (mantissa, exponent) = unsigned.split_once(['e', 'E']).unwrap_or((unsigned, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, "0"));
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let exponent = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
    is_digits(whole)
        && is_digits(fraction)
        && is_digits(exponent)
        && (whole.len() == 1 || !whole.starts_with('0'))
}

#[cfg(test)]
mod tests {
    use super::Json;

    #[test]
    fn what_is_no_json_is_broken_in_the_smallest_value_alone() {
        let json = Json::parse(br#"{"a":[1e5,NaN,{"b" 1},"\q"],"a":null}"#).unwrap();
        let broken = || Json::Broken;
        let elements = vec![Json::Number("1e5".into()), broken(), broken(), broken()];
        let fields = vec![("a".into(), Json::List(elements)), ("a".into(), Json::Null)];
        assert_eq!(json, Json::Object(fields));
        assert_eq!(Json::parse(br#"{"a":[1"#), None);
        assert_eq!(Json::parse(b"{} {}"), None);
    }

    #[test]
    fn a_record_is_unsound_with_a_duplicate_key_or_when_it_is_too_deep_outside_its_records() {
        let is_sound = |json: &str| Json::parse(json.as_bytes()).unwrap().is_sound_record("in");
        let deep = |levels: usize| format!("{}{}", "[".repeat(levels), "]".repeat(levels));
        assert!(is_sound(&format!(r#"{{"a":{}}}"#, deep(63))));
        assert!(!is_sound(&format!(r#"{{"a":{}}}"#, deep(64))));
        assert!(is_sound(&format!(r#"{{"in":[{}]}}"#, deep(90))));
        assert!(!is_sound(r#"{"a":1,"\u0061":2}"#));
        assert!(!is_sound(r#"{"a":{"b":1,"b":2}}"#));
        assert!(is_sound(r#"{"in":[{"b":1,"b":2}]}"#));
        assert!(!is_sound("[]"));
    }
}
