//! Reads the sources and fails when the straight line of the specification is left: on an import of a module further
//! down, on JavaScript outside the binding, on anything that is not a pure function of its arguments, on floats, `unsafe`
//! and panics.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

const SRC: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/src");

/// A word or a sign of the source, and its line. Comments, strings and tests are left out.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Token {
    text: String,
    line: usize,
}

fn is_word(char: char) -> bool {
    char.is_alphanumeric() || char == '_'
}

/// Takes a source apart. A string or character is the token `""`, a lifetime its quote.
fn tokens(source: &str) -> Vec<Token> {
    let chars: Vec<char> = source.chars().collect();
    let at = |index: usize| chars.get(index).copied().unwrap_or('\0');
    let starts = |index: usize, text: &str| text.chars().enumerate().all(|(i, char)| at(index + i) == char);
    let (mut found, mut index, mut line) = (Vec::new(), 0, 1);
    while index < chars.len() {
        let start = index;
        let mut text = String::new();
        if starts(index, "//") {
            while index < chars.len() && at(index) != '\n' {
                index += 1;
            }
        } else if starts(index, "/*") {
            let mut depth = 0;
            loop {
                if starts(index, "/*") {
                    (depth, index) = (depth + 1, index + 2);
                } else if starts(index, "*/") {
                    (depth, index) = (depth - 1, index + 2);
                } else {
                    index += 1;
                }
                if depth == 0 || index >= chars.len() {
                    break;
                }
            }
        } else if let Some(length) = raw_string(&chars[index..]) {
            index += length;
            text.push_str("\"\"");
        } else if at(index) == '"' || starts(index, "b\"") {
            index += if at(index) == 'b' { 2 } else { 1 };
            while index < chars.len() && at(index) != '"' {
                index += if at(index) == '\\' { 2 } else { 1 };
            }
            index += 1;
            text.push_str("\"\"");
        } else if at(index) == '\'' && (at(index + 1) == '\\' || at(index + 2) == '\'') {
            index += if at(index + 1) == '\\' { 3 } else { 2 };
            while index < chars.len() && at(index) != '\'' {
                index += 1;
            }
            index += 1;
            text.push_str("\"\"");
        } else if is_word(at(index)) {
            while is_word(at(index)) {
                text.push(at(index));
                index += 1;
            }
        } else {
            if !at(index).is_whitespace() {
                text.push(at(index));
            }
            index += 1;
        }
        if !text.is_empty() {
            found.push(Token { text, line });
        }
        line += chars[start..index.min(chars.len())].iter().filter(|char| **char == '\n').count();
    }
    without_tests(&found)
}

/// The length of a raw string that begins here.
fn raw_string(chars: &[char]) -> Option<usize> {
    if !matches!(chars.first(), Some('b' | 'r')) {
        return None;
    }
    let prefix = chars.iter().take(2).take_while(|char| matches!(char, 'b' | 'r')).count();
    let hashes = chars.iter().skip(prefix).take_while(|char| **char == '#').count();
    if chars.get(prefix.checked_sub(1)?) != Some(&'r') || chars.get(prefix + hashes) != Some(&'"') {
        return None;
    }
    let close: Vec<char> = std::iter::once('"').chain(std::iter::repeat_n('#', hashes)).collect();
    let start = prefix + hashes + 1;
    let end = (start..chars.len()).find(|&end| chars[end..].starts_with(&close))?;
    Some(end + close.len())
}

/// Leaves out every item under `#[cfg(test)]`.
fn without_tests(tokens: &[Token]) -> Vec<Token> {
    let is = |index: usize, text: &str| tokens.get(index).is_some_and(|token| token.text == text);
    let attribute = ["#", "[", "cfg", "(", "test", ")", "]"];
    let (mut kept, mut index) = (Vec::new(), 0);
    while index < tokens.len() {
        if !attribute.iter().enumerate().all(|(i, text)| is(index + i, text)) {
            kept.push(tokens[index].clone());
            index += 1;
            continue;
        }
        index += attribute.len();
        let mut depth = 0;
        while index < tokens.len() {
            match tokens[index].text.as_str() {
                "{" | "(" | "[" => depth += 1,
                "}" | ")" | "]" => depth -= 1,
                _ => {}
            }
            let ends = depth == 0 && (is(index, "}") || is(index, ";"));
            index += 1;
            if ends {
                break;
            }
        }
    }
    kept
}

/// A source: its path within `src`, and its tokens.
struct Source {
    path: String,
    tokens: Vec<Token>,
}

impl Source {
    fn new(path: &str, text: &str) -> Source {
        Source { path: path.to_string(), tokens: tokens(text) }
    }

    /// The names of the modules down to this one.
    fn module(&self) -> Vec<&str> {
        let mut names: Vec<&str> = self.path.trim_end_matches(".rs").split('/').collect();
        if matches!(names.last(), Some(&"mod" | &"lib")) {
            names.pop();
        }
        names
    }

    fn is(&self, index: usize, text: &str) -> bool {
        self.tokens.get(index).is_some_and(|token| token.text == text)
    }

    /// Whether a path of names such as `std::time` stands at a token, as it is or as the first of a list.
    fn has_path(&self, index: usize, path: &str) -> bool {
        let mut at = index;
        for (place, name) in path.split("::").enumerate() {
            if place > 0 {
                if !(self.is(at, ":") && self.is(at + 1, ":")) {
                    return false;
                }
                at += 2;
            }
            if !self.is(at, name) {
                return false;
            }
            at += 1;
        }
        true
    }

    /// The names that are reached from the root of the crate, in `crate::…` and in `super::…` that leads there.
    fn reached(&self) -> Vec<(String, usize)> {
        let depth = self.module().len();
        let mut found = Vec::new();
        for index in 0..self.tokens.len() {
            let mut at = index;
            let supers = |at: usize| self.is(at, "super") && self.is(at + 1, ":") && self.is(at + 2, ":");
            if self.is(index, "crate") && self.is(index + 1, ":") && self.is(index + 2, ":") {
                at += 3;
            } else if supers(index) && !(index >= 3 && supers(index - 3)) {
                let mut ups = 0;
                while supers(at) {
                    (ups, at) = (ups + 1, at + 3);
                }
                if ups < depth {
                    continue;
                }
            } else {
                continue;
            }
            let mut take = |at: usize| found.push((self.tokens[at].text.clone(), self.tokens[at].line));
            if !self.is(at, "{") {
                take(at);
                continue;
            }
            // The first name of each path of a list.
            let (mut depth, mut first) = (0, false);
            loop {
                match self.tokens[at].text.as_str() {
                    "{" => (depth, first) = (depth + 1, depth == 0),
                    "}" => depth -= 1,
                    "," => first = depth == 1,
                    _ if first => {
                        take(at);
                        first = false;
                    }
                    _ => {}
                }
                at += 1;
                if depth == 0 || at >= self.tokens.len() {
                    break;
                }
            }
        }
        found
    }
}

/// The modules in their order, and the module of each name that `lib.rs` exports.
struct Layers {
    order: Vec<String>,
    exports: BTreeMap<String, String>,
}

impl Layers {
    fn of(lib: &Source) -> Layers {
        let tokens = &lib.tokens;
        let (mut order, mut exports) = (Vec::new(), BTreeMap::new());
        for index in 0..tokens.len() {
            if lib.is(index, "mod") && lib.is(index + 2, ";") {
                order.push(tokens[index + 1].text.clone());
            }
            if lib.is(index, "pub") && lib.is(index + 1, "use") {
                let module = tokens[index + 2].text.clone();
                let names = tokens[index + 3..].iter().take_while(|token| token.text != ";");
                exports.extend(
                    names
                        .filter(|token| token.text.starts_with(char::is_alphabetic))
                        .map(|token| (token.text.clone(), module.clone())),
                );
            }
        }
        Layers { order, exports }
    }

    fn place(&self, module: &str) -> Option<usize> {
        self.order.iter().position(|known| known == module)
    }

    /// What is wrong with the imports of a source.
    fn faults(&self, source: &Source) -> Vec<String> {
        let Some(own) = source.module().first().map(|module| module.to_string()) else { return Vec::new() };
        let fault = |(name, line): (String, usize)| {
            let module = self.exports.get(&name).unwrap_or(&name);
            let what = match (self.place(module), self.place(&own)) {
                (Some(there), Some(here)) if there <= here => return None,
                (Some(_), Some(_)) => format!("`{own}` knows `{module}`, which stands below it"),
                _ => format!("`{name}` is no module of the crate"),
            };
            Some(format!("{}:{line}: {what}", source.path))
        };
        source.reached().into_iter().filter_map(fault).collect()
    }
}

/// Words that may stand only in some files, and why.
struct Ban {
    words: &'static [&'static str],
    but_in: &'static [&'static str],
    why: &'static str,
}

const BINDING: &str = "wasm.rs";
/// How likely outcomes are, which chooses what to ask.
const CHANCE: &str = "form/chance.rs";

const BANS: [Ban; 7] = [
    Ban {
        words: &["JsValue", "wasm_bindgen", "js_sys", "serde_wasm_bindgen", "serde"],
        but_in: &[BINDING],
        why: "JavaScript is known to the binding alone",
    },
    Ban {
        words: &[
            "SystemTime",
            "Instant::now",
            "std::time",
            "core::time",
            "rand",
            "getrandom",
            "RandomState",
            "HashMap",
            "HashSet",
            "DefaultHasher",
            "std::env",
            "std::fs",
            "std::net",
            "std::process",
            "std::thread",
            "std::path",
            "std::os",
            "stdin",
            "stdout",
            "stderr",
            "println",
            "eprintln",
            "print",
            "eprint",
        ],
        but_in: &[],
        why: "an evaluation has no clock, chance, environment, files, network or threads",
    },
    Ban { words: &["extern"], but_in: &["lib.rs"], why: "the library is made of `core` and `alloc` alone" },
    Ban {
        words: &[
            "thread_local",
            "static",
            "OnceLock",
            "LazyLock",
            "OnceCell",
            "LazyCell",
            "Mutex",
            "RwLock",
            "std::sync::atomic",
            "core::sync::atomic",
        ],
        but_in: &[],
        why: "there is no global state",
    },
    Ban { words: &["f32", "f64"], but_in: &["number.rs", CHANCE, BINDING], why: "no float takes part in a score" },
    Ban { words: &["unsafe"], but_in: &[BINDING], why: "only the binding's macros need it" },
    Ban {
        words: &[
            "unwrap",
            "expect",
            "unwrap_unchecked",
            "unwrap_err",
            "expect_err",
            "panic",
            "todo",
            "unimplemented",
            "unreachable",
            "assert",
            "assert_eq",
            "assert_ne",
            "abort",
            "exit",
        ],
        but_in: &[],
        why: "no panic is reachable from any input",
    },
];

/// A word is banned as a path, a type, a keyword, a macro or a method; a name of one's own such as a field is not.
fn banned(source: &Source) -> Vec<String> {
    let first = |word: &'static str| word.split("::").next().unwrap_or(word);
    let mut words: BTreeMap<&str, Vec<(&str, &Ban)>> = BTreeMap::new();
    for ban in BANS.iter().filter(|ban| !ban.but_in.contains(&source.path.as_str())) {
        for word in ban.words {
            words.entry(first(word)).or_default().push((word, ban));
        }
    }
    let mut faults = Vec::new();
    for (index, token) in source.tokens.iter().enumerate() {
        for (word, ban) in words.get(token.text.as_str()).into_iter().flatten() {
            if source.has_path(index, word) && is_use(source, index, word) {
                faults.push(format!("{}:{}: `{word}`: {}", source.path, token.line, ban.why));
            }
        }
    }
    faults
}

fn is_use(source: &Source, index: usize, word: &str) -> bool {
    let before = |back: usize, text: &str| index >= back && source.is(index - back, text);
    // A word of `&'static str` is a lifetime, which follows its quote; those of `clippy::panic` forbid what is looked for.
    if before(1, "'") || (before(1, ":") && before(3, "clippy")) {
        return false;
    }
    let is_macro = source.is(index + 1, "!") && !source.is(index + 2, "=");
    let is_method = before(1, ".") && source.is(index + 1, "(");
    let leads_on = source.is(index + 1, ":") && source.is(index + 2, ":");
    let is_path = leads_on || (before(1, ":") && before(2, ":"));
    let is_type_or_keyword =
        ["f32", "f64", "unsafe", "static", "extern"].contains(&word) || word.starts_with(char::is_uppercase);
    is_macro || is_method || is_path || is_type_or_keyword
}

fn sources() -> Vec<Source> {
    fn below(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                below(&path, found);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                found.push(path);
            }
        }
    }
    let mut paths = Vec::new();
    below(Path::new(SRC), &mut paths);
    paths.sort();
    let read = |path: &PathBuf| {
        let name = path.strip_prefix(SRC).unwrap().to_str().unwrap().replace('\\', "/");
        Source::new(&name, &fs::read_to_string(path).unwrap())
    };
    paths.iter().map(read).collect()
}

#[test]
fn each_module_knows_only_those_above_it() {
    let sources = sources();
    let layers = Layers::of(sources.iter().find(|source| source.path == "lib.rs").unwrap());
    for source in sources.iter().filter(|source| source.path != "lib.rs") {
        let module = source.module()[0];
        assert!(layers.place(module).is_some(), "`{module}` has no place in lib.rs");
    }
    let faults: Vec<String> = sources.iter().flat_map(|source| layers.faults(source)).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    let imports: usize = sources.iter().map(|source| source.reached().len()).sum();
    assert!(imports > 100, "only {imports} imports were found, so this test looks at something else");
}

#[test]
fn nothing_stands_where_it_may_not() {
    let faults: Vec<String> = sources().iter().flat_map(banned).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// What the compiler does not have it cannot link: without the standard library there are no files, clocks or threads.
#[test]
fn the_standard_library_is_left_out() {
    let lib = fs::read_to_string(Path::new(SRC).join("lib.rs")).unwrap();
    assert!(lib.contains("\n#![no_std]\n"));
    let crates: Vec<&str> = lib.lines().filter(|line| line.starts_with("extern crate")).collect();
    assert_eq!(crates, ["extern crate alloc;", "extern crate std;"]);
    assert!(lib.contains("#[cfg(test)]\nextern crate std;"));
}

const LIB: &str = "mod fold;\nmod number;\n\nmod model;\n#[cfg(target_arch = \"wasm32\")]\nmod wasm;\npub use model::{Model, Other};\npub use fold::Fold;";

#[test]
fn an_import_of_what_stands_below_is_found() {
    let layers = Layers::of(&Source::new("lib.rs", LIB));
    assert_eq!(layers.order, ["fold", "number", "model", "wasm"]);
    for (path, text) in [
        ("fold.rs", "use crate::number::Number;"),
        ("fold.rs", "use super::number::Number;"),
        ("fold.rs", "use crate::{fold::x, model::{a, b}};"),
        ("fold.rs", "use crate::{\n    fold,\n    number,\n};"),
        ("fold.rs", "fn f() -> crate::number::Number {}"),
        ("fold.rs", "fn f() { let x = \"a\"; crate::model::g(x) }"),
        ("fold.rs", "use crate::Model;"),
        ("fold.rs", "use super::{Fold, Other};"),
        ("fold/mod.rs", "use super::number::Number;"),
        ("fold/deep.rs", "use super::super::number::Number;"),
        ("fold/deep/deeper.rs", "use super::super::super::wasm;"),
        ("model/a.rs", "use crate::wasm::RawModel;"),
        ("model/a.rs", "use crate::nothing::X;"),
        ("number.rs", "const C: char = '\"'; use crate::model::X; const D: char = '\"';"),
        ("number.rs", "fn f<'a>(x: &'a str) { crate::model::g('\\'', r#\"\"\"#) }"),
    ] {
        assert_eq!(layers.faults(&Source::new(path, text)).len(), 1, "{path}: {text}");
    }
    for (path, text) in [
        ("number.rs", "use crate::fold::fold; use crate::number::Number; use super::fold::x;"),
        ("model/a.rs", "use super::wasm; use super::b::c; use crate::{fold, number::{self, model}, Fold};"),
        ("model/deep/a.rs", "use super::super::wasm; use super::super::super::number;"),
        (
            "fold.rs",
            "// use crate::model::X;\n/* crate::model::Y /* */ crate::model::Z */ const A: &str = \"crate::model::X\";",
        ),
        ("fold.rs", "const A: &str = r##\"\"# crate::model::X\"##;"),
        ("fold.rs", "#[cfg(test)]\nmod tests { use crate::model::X; fn f() { {} } }\nfn g() {}"),
        ("fold.rs", "#[cfg(test)]\nuse crate::model::X;\nuse crate::fold::y;"),
        ("wasm.rs", "use crate::{Model, Other, Fold}; use crate::model::x;"),
        ("lib.rs", "use crate::wasm;"),
    ] {
        assert_eq!(layers.faults(&Source::new(path, text)), [""; 0], "{path}: {text}");
    }
}

#[test]
fn what_may_not_stand_anywhere_is_found() {
    for text in [
        "fn f(x: JsValue) {}",
        "use wasm_bindgen::prelude::*;",
        "let x = js_sys::Date::now();",
        "use serde::Serialize;",
        "let now = std::time::Instant::now();",
        "let now = Instant::now();",
        "let now = SystemTime::now();",
        "use std::time::Duration;",
        "let home = std::env::var(\"HOME\");",
        "use std::fs;",
        "let x = rand::random();",
        "use std::collections::HashMap;",
        "std::thread::spawn(f);",
        "use std::net::TcpStream;",
        "println!(\"{x}\");",
        "static COUNT: u32 = 0;",
        "thread_local! { }",
        "let x: f64 = 1.0;",
        "let x = y as f32;",
        "unsafe { f() }",
        "let x = y.unwrap();",
        "let x = y.expect(\"x\");",
        "y\n    .unwrap()",
        "panic!(\"no\");",
        "todo!()",
        "unimplemented!()",
        "unreachable!()",
        "assert!(x > 0);",
        "let x = y.map(Option::unwrap);",
        "std::process::abort();",
        "extern crate std;",
        "#[cfg(test)] mod tests { fn f() { x.unwrap() } }\nfn g() { x.unwrap() }",
    ] {
        assert!(!banned(&Source::new("model/a.rs", text)).is_empty(), "{text}");
    }
    for (path, text) in [
        ("model/a.rs", "let x = y.unwrap_or_default(); let expected = z.unwrap_or(1);"),
        ("model/a.rs", "fn f(expect: &'static str) -> Option<&'static str> { print(expect) }"),
        ("model/a.rs", "// unwrap() panic!\nconst A: &str = \"f64 unsafe panic!\";"),
        ("model/a.rs", "#[cfg(test)]\nmod tests { fn f() { x.unwrap(); assert!(y); panic!() } }"),
        ("model/a.rs", "use std::io::Write; use crate::time::Instant; let x = Stage { exit: when, expect };"),
        ("lib.rs", "#![deny(clippy::panic, clippy::unwrap_used)]"),
        ("number.rs", "struct Number(f64);"),
        ("form/chance.rs", "struct Chance(f64);"),
        ("wasm.rs", "fn f(x: JsValue, now: f64) { unsafe { wasm_bindgen::f() } }"),
    ] {
        assert_eq!(banned(&Source::new(path, text)), [""; 0], "{path}: {text}");
    }
}

#[test]
fn lines_are_counted() {
    let source =
        Source::new("model/a.rs", "// a\nconst A: &str = \"x\ny\";\n/*\n*/ const B: &str = r#\"\n\"#;\nx.unwrap();");
    assert_eq!(banned(&source), ["model/a.rs:7: `unwrap`: no panic is reachable from any input"]);
}
