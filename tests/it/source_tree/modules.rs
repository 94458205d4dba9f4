//! The modules of a crate and the imports between them, read from its source.
//!
//! A path that starts at `crate`, `super`, `self` or a child module leads to the module that
//! defines what it names: a name that a module re-exports leads on to where it comes from. Test
//! code is left out.

use super::circles::Graph;
use super::tokens::{Token, tokens};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

/// Longest chain of re-exports that is followed.
const MOST_JUMPS: usize = 8;

struct Module {
    file: PathBuf,
    source: String,
    children: BTreeSet<String>,
    /// Paths it uses, each as segments from the root of the crate or from itself.
    uses: Vec<Vec<String>>,
    /// Names it imports, and where each comes from.
    names: BTreeMap<String, Vec<String>>,
}

/// The modules of one crate by path (`snapshot::open`; the root is empty).
pub(super) struct Package {
    modules: BTreeMap<String, Module>,
}

impl Package {
    /// Reads the modules that a crate root declares.
    pub(super) fn read(root: &Path) -> Self {
        let mut package = Self {
            modules: BTreeMap::new(),
        };
        package.add(String::new(), root.to_owned(), root.parent().unwrap());
        package
    }

    fn add(&mut self, path: String, file: PathBuf, folder: &Path) {
        let source = fs::read_to_string(&file).unwrap();
        let tokens = without_tests(&tokens(&source));
        let children = declared(&tokens);
        for child in &children {
            let (flat, own) = (
                folder.join(format!("{child}.rs")),
                folder.join(child).join("mod.rs"),
            );
            let file = if flat.is_file() { flat } else { own };
            assert!(file.is_file(), "no file for module {child} of {path:?}");
            self.add(joined(&path, child), file, &folder.join(child));
        }
        let (uses, names) = Reader::new(&path, &children).read(&tokens);
        let module = Module {
            file,
            source,
            children,
            uses,
            names,
        };
        self.modules.insert(path, module);
    }

    /// Every file with its text.
    pub(super) fn files(&self) -> impl Iterator<Item = (&Path, &str)> {
        self.modules
            .values()
            .map(|module| (module.file.as_path(), module.source.as_str()))
    }

    /// Imports between modules.
    pub(super) fn imports(&self) -> Graph {
        self.modules
            .iter()
            .map(|(path, module)| (shown(path), self.imports_of(path, module)))
            .collect()
    }

    fn imports_of(&self, path: &str, module: &Module) -> BTreeSet<String> {
        module
            .uses
            .iter()
            .map(|used| self.definer(used))
            .filter(|target| target != path)
            .map(|target| shown(&target))
            .collect()
    }

    /// Imports between rooms: the modules that the crate root declares. The root itself is no room.
    pub(super) fn room_imports(&self) -> Graph {
        let mut graph = Graph::new();
        for (from, to) in self.edges() {
            if room(&from) != room(&to) {
                graph
                    .entry(room(&from).to_owned())
                    .or_default()
                    .insert(room(&to).to_owned());
            }
        }
        graph.remove("crate");
        graph
    }

    /// Lists the imports between the rooms of a circle.
    pub(super) fn witnesses_between(&self, rooms: &[String]) -> String {
        let mut text = String::new();
        let is_inside = |path: &str| rooms.iter().any(|name| name == room(path));
        for (from, to) in self.edges() {
            if room(&from) != room(&to) && is_inside(&from) && is_inside(&to) {
                let _ = writeln!(text, "    {from} -> {to}");
            }
        }
        text
    }

    fn edges(&self) -> Vec<(String, String)> {
        self.imports()
            .into_iter()
            .flat_map(|(from, targets)| targets.into_iter().map(move |to| (from.clone(), to)))
            .collect()
    }

    /// The module that defines what a path names.
    fn definer(&self, path: &[String]) -> String {
        let mut path = path.to_vec();
        for _ in 0..MOST_JUMPS {
            let (module, rest) = self.deepest(&path);
            let Some((name, after)) = rest.split_first() else {
                return module;
            };
            let Some(origin) = self.modules[&module].names.get(name) else {
                return module;
            };
            path = origin.iter().chain(after).cloned().collect();
        }
        self.deepest(&path).0
    }

    /// The deepest module on a path, and the rest of the path.
    fn deepest<'a>(&self, path: &'a [String]) -> (String, &'a [String]) {
        let mut module = String::new();
        for (at, segment) in path.iter().enumerate() {
            if !self.modules[&module].children.contains(segment) {
                return (module, &path[at..]);
            }
            module = joined(&module, segment);
        }
        (module, &[])
    }
}

/// Reads the paths of one module.
struct Reader<'a> {
    own: Vec<String>,
    children: &'a BTreeSet<String>,
    uses: Vec<Vec<String>>,
    names: BTreeMap<String, Vec<String>>,
}

impl<'a> Reader<'a> {
    fn new(path: &str, children: &'a BTreeSet<String>) -> Self {
        let own = path.split("::").filter(|part| !part.is_empty());
        Self {
            own: own.map(str::to_owned).collect(),
            children,
            uses: Vec::new(),
            names: BTreeMap::new(),
        }
    }

    fn read(mut self, tokens: &[Token]) -> (Vec<Vec<String>>, BTreeMap<String, Vec<String>>) {
        let mut at = 0;
        while at < tokens.len() {
            if tokens[at].is_name("use") {
                let is_public = at > 0 && !matches!(tokens[at - 1], Token::Mark(';' | '}' | ']'));
                at = self.read_use(tokens, at + 1, is_public);
            } else {
                at = self.read_path(tokens, at);
            }
        }
        (self.uses, self.names)
    }

    /// Reads one `use` up to its semicolon. A re-export only says where names come from.
    fn read_use(&mut self, tokens: &[Token], start: usize, is_public: bool) -> usize {
        let mut paths = Vec::new();
        let end = tree(tokens, start, &[], &mut paths);
        for (path, name) in paths {
            let Some(path) = self.absolute(&path) else {
                continue;
            };
            if !is_public {
                self.uses.push(path.clone());
            }
            self.names.insert(name, path);
        }
        end
    }

    /// Reads a path in code, if one starts here.
    fn read_path(&mut self, tokens: &[Token], at: usize) -> usize {
        let is_start = at == 0 || tokens[at - 1] != Token::Path;
        let (Token::Name(first), Some(Token::Path), true) =
            (&tokens[at], tokens.get(at + 1), is_start)
        else {
            return at + 1;
        };
        let mut path = vec![first.clone()];
        let mut end = at + 1;
        while let (Some(Token::Path), Some(Token::Name(name))) =
            (tokens.get(end), tokens.get(end + 1))
        {
            path.push(name.clone());
            end += 2;
        }
        if let Some(path) = self.absolute(&path) {
            self.uses.push(path);
        }
        end.max(at + 1)
    }

    /// The path from the root of the crate; nothing for a path into another crate.
    fn absolute(&self, path: &[String]) -> Option<Vec<String>> {
        let first = path.first()?.as_str();
        let mut start = match first {
            "crate" => Vec::new(),
            "self" | "super" => self.own.clone(),
            _ if self.children.contains(first) => {
                let mut start = self.own.clone();
                start.push(first.to_owned());
                start
            }
            _ => return None,
        };
        let mut rest = &path[1..];
        if first == "super" {
            start.pop();
            while let Some((next, after)) = rest.split_first().filter(|(next, _)| *next == "super")
            {
                let _ = next;
                start.pop();
                rest = after;
            }
        }
        start.extend(rest.iter().cloned());
        Some(start)
    }
}

/// Reads one branch of a `use`; returns the position after it.
fn tree(
    tokens: &[Token],
    mut at: usize,
    prefix: &[String],
    paths: &mut Vec<(Vec<String>, String)>,
) -> usize {
    let mut path = prefix.to_vec();
    loop {
        match tokens.get(at) {
            Some(Token::Name(name)) if name == "as" => {
                if let Some(Token::Name(alias)) = tokens.get(at + 1) {
                    paths.push((path, alias.clone()));
                }
                return at + 2;
            }
            Some(Token::Name(name)) => path.push(name.clone()),
            Some(Token::Path) => {}
            Some(Token::Mark('{')) => {
                at += 1;
                while !matches!(tokens.get(at), Some(Token::Mark('}')) | None) {
                    at = tree(tokens, at, &path, paths);
                    if tokens.get(at) == Some(&Token::Mark(',')) {
                        at += 1;
                    }
                }
                return at + 1;
            }
            Some(Token::Mark('*')) => {
                paths.push((path, "*".to_owned()));
                return at + 1;
            }
            _ => {
                if path.last().is_some_and(|name| name == "self") && path.len() > 1 {
                    path.pop();
                }
                let name = path.last().cloned().unwrap_or_default();
                paths.push((path, name));
                return at;
            }
        }
        at += 1;
    }
}

/// Names of the modules that `mod name;` declares.
fn declared(tokens: &[Token]) -> BTreeSet<String> {
    tokens
        .windows(3)
        .filter_map(|window| match window {
            [word, Token::Name(name), Token::Mark(';')] if word.is_name("mod") => {
                Some(name.clone())
            }
            _ => None,
        })
        .collect()
}

/// Drops every item behind `#[cfg(test)]` and everything that only a fuzzer builds.
fn without_tests(tokens: &[Token]) -> Vec<Token> {
    let mut kept = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        if let Some(end) = gate_end(tokens, at) {
            at = item_end(tokens, end);
        } else {
            kept.push(tokens[at].clone());
            at += 1;
        }
    }
    kept
}

/// Position after a `#[cfg(…)]` that names `test` or `fuzzing` and does not negate it.
fn gate_end(tokens: &[Token], at: usize) -> Option<usize> {
    let [Token::Mark('#'), Token::Mark('['), cfg, Token::Mark('(')] = tokens.get(at..at + 4)?
    else {
        return None;
    };
    if !cfg.is_name("cfg") {
        return None;
    }
    let length = tokens[at..]
        .iter()
        .position(|token| *token == Token::Mark(']'))?;
    let inside = &tokens[at..at + length];
    let has = |name: &str| inside.iter().any(|token| token.is_name(name));
    ((has("test") || has("fuzzing")) && !has("not")).then_some(at + length + 1)
}

/// Position after the item that starts here: after its semicolon or its closing brace.
fn item_end(tokens: &[Token], start: usize) -> usize {
    let mut depth = 0;
    for (at, token) in tokens.iter().enumerate().skip(start) {
        match token {
            Token::Mark('{') => depth += 1,
            Token::Mark('}') => depth -= 1,
            Token::Mark(';') if depth == 0 => return at + 1,
            _ => continue,
        }
        if depth == 0 && *token == Token::Mark('}') {
            return at + 1;
        }
    }
    tokens.len()
}

fn joined(module: &str, child: &str) -> String {
    if module.is_empty() {
        child.to_owned()
    } else {
        format!("{module}::{child}")
    }
}

fn shown(path: &str) -> String {
    if path.is_empty() {
        "crate".to_owned()
    } else {
        path.to_owned()
    }
}

fn room(path: &str) -> &str {
    path.split("::").next().unwrap_or(path)
}
