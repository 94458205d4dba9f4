//! JSON to be written oddly: keys in any order, spaces anywhere, letters as escapes, values that
//! are no JSON.

use nearsite_random::SplitMix64;
use std::fmt::Write;

/// A value to be written.
#[derive(Debug, Clone)]
pub(super) enum Sketch {
    /// Bytes as they are.
    Raw(String),
    Text(String),
    List(Vec<Sketch>),
    Object(Vec<(String, Sketch)>),
}

/// A text.
pub(super) fn text(words: impl Into<String>) -> Sketch {
    Sketch::Text(words.into())
}

/// A number, a literal, or no JSON at all.
pub(super) fn raw(bytes: impl Into<String>) -> Sketch {
    Sketch::Raw(bytes.into())
}

/// A list of texts.
pub(super) fn texts(words: Vec<String>) -> Sketch {
    Sketch::List(words.into_iter().map(Sketch::Text).collect())
}

/// An object under construction.
#[derive(Debug, Default)]
pub(super) struct Fields(pub(super) Vec<(String, Sketch)>);

impl Fields {
    pub(super) fn add(&mut self, key: &str, value: Sketch) {
        self.0.push((key.to_owned(), value));
    }

    /// The object, with its keys in any order and sometimes an unknown field.
    pub(super) fn finish(mut self, rng: &mut SplitMix64) -> Sketch {
        if rng.once_in(5) {
            self.add("x_unknown", unknown(rng));
        }
        rng.shuffle(&mut self.0);
        Sketch::Object(self.0)
    }
}

/// Something a reader must step over: deep, long, or full of the words it looks for.
pub(super) fn unknown(rng: &mut SplitMix64) -> Sketch {
    match rng.below(7) {
        0 => raw(nested(1 + rng.below(30))),
        1 => text("long ]}\"{[ ".repeat(1 + rng.below(2000))),
        2 => Sketch::List((0..rng.below(3000)).map(|n| raw(n.to_string())).collect()),
        3 => raw(
            r#"{"in_network":[{"billing_code":"70551","negotiated_rates":[]}],"npi":[1234567893]}"#,
        ),
        4 => raw("null"),
        5 => raw(r#"[{"a":[{}]},[],{},"\\\"",-0.5E+3,true]"#),
        _ => text("\u{1F5FA} billing_code \\ / \u{7f} \u{2028} é"),
    }
}

/// Lists and objects in each other.
fn nested(levels: usize) -> String {
    let pairs = levels / 2;
    format!("{}null{}", r#"[{"a":"#.repeat(pairs), "}]".repeat(pairs))
}

/// A record that must be rejected: not an object, not JSON, a key twice, too deep.
pub(super) fn spoil(record: Sketch, rng: &mut SplitMix64) -> Sketch {
    let Sketch::Object(mut fields) = record else {
        return record;
    };
    match rng.below(5) {
        0 => return raw((*rng.pick(&["null", "5", "\"text\"", "[]", "[{}]", "true"])).to_owned()),
        1 => {
            let (key, value) = rng.pick(&fields).clone();
            fields.push((key, value));
        }
        2 => {
            let bytes = [
                "NaN",
                "tru",
                "01",
                "1.",
                "+1",
                r#"{"a" 1}"#,
                r#"{"a":1 "b":2}"#,
                "[1,]",
                r#""\q""#,
                "nul",
            ];
            fields.push(("x_broken".to_owned(), raw((*rng.pick(&bytes)).to_owned())));
        }
        3 => {
            let (key, _) = rng.pick(&fields).clone();
            fields.push((key, raw("null")));
        }
        _ => fields.push(("x_deep".to_owned(), raw(nested(140 + rng.below(400))))),
    }
    rng.shuffle(&mut fields);
    Sketch::Object(fields)
}

/// Writes values; how oddly is drawn once for a file.
pub(super) struct Pen<'a> {
    rng: &'a mut SplitMix64,
    out: String,
    spaces: bool,
    escapes: bool,
}

impl<'a> Pen<'a> {
    pub(super) fn new(rng: &'a mut SplitMix64) -> Self {
        let (spaces, escapes) = (rng.once_in(3), rng.once_in(3));
        Self {
            rng,
            out: String::new(),
            spaces,
            escapes,
        }
    }

    pub(super) fn write(mut self, value: &Sketch) -> String {
        self.value(value);
        self.space();
        self.out
    }

    fn value(&mut self, value: &Sketch) {
        self.space();
        match value {
            Sketch::Raw(bytes) => self.out.push_str(bytes),
            Sketch::Text(words) => self.text(words),
            Sketch::List(elements) => {
                self.out.push('[');
                for (place, element) in elements.iter().enumerate() {
                    self.comma(place);
                    self.value(element);
                }
                self.space();
                self.out.push(']');
            }
            Sketch::Object(fields) => {
                self.out.push('{');
                for (place, (key, value)) in fields.iter().enumerate() {
                    self.comma(place);
                    self.space();
                    self.text(key);
                    self.space();
                    self.out.push(':');
                    self.value(value);
                }
                self.space();
                self.out.push('}');
            }
        }
    }

    fn comma(&mut self, place: usize) {
        if place > 0 {
            self.space();
            self.out.push(',');
        }
    }

    fn space(&mut self) {
        if self.spaces && self.rng.once_in(3) {
            let spaces = (*self.rng.pick(&[" ", "\n", "\r\n", "\t", "\n    "])).to_owned();
            self.out.push_str(&spaces);
        }
    }

    fn text(&mut self, words: &str) {
        if !self.escapes || words.len() > 500 {
            self.out.push_str(&serde_json::to_string(words).unwrap());
            return;
        }
        self.out.push('"');
        for letter in words.chars() {
            let must = letter == '"' || letter == '\\' || letter < ' ';
            if must || self.rng.once_in(6) {
                let mut units = [0; 2];
                for unit in letter.encode_utf16(&mut units) {
                    write!(self.out, "\\u{unit:04x}").unwrap();
                }
            } else {
                self.out.push(letter);
            }
        }
        self.out.push('"');
    }
}
