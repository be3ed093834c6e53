//! The Rust files of the house as the compiler's words: without comments, and with no string taken for a name.

use std::{fs, path::Path};

use proc_macro2::{TokenStream, TokenTree};

/// A file.
pub struct Source {
    /// Below `src-tauri`, with slashes.
    pub path: String,
    tokens: TokenStream,
    text: String,
}

/// All files of all rooms, in the order of their paths.
pub fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut found = Vec::new();
    walk(&root, "", &mut found);
    found.sort_by(|one, other| one.path.cmp(&other.path));
    assert!(found.len() > 200, "only {} files", found.len());
    found
}

fn walk(folder: &Path, below: &str, found: &mut Vec<Source>) {
    for entry in fs::read_dir(folder).expect("a folder can be read") {
        let entry = entry.expect("an entry");
        let name = entry.file_name().into_string().expect("a name in UTF-8");
        let path = format!("{below}{name}");
        if entry.file_type().expect("its type").is_dir() {
            walk(&entry.path(), &format!("{path}/"), found);
        } else if name.ends_with(".rs") {
            let text = fs::read_to_string(entry.path()).expect("a file can be read");
            let tokens: TokenStream = text.parse().unwrap_or_else(|_| panic!("{path} is no Rust"));
            let mut flat = String::from(" ");
            flatten(&tokens, &mut flat);
            found.push(Source {
                path,
                tokens,
                text: flat,
            });
        }
    }
}

/// The words of a text as the compiler tells them apart.
pub fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(' ').filter(|word| !word.is_empty())
}

/// Each word with a space on either side.
fn flatten(tokens: &TokenStream, text: &mut String) {
    for token in tokens.clone() {
        match token {
            TokenTree::Group(group) => {
                let around = group.delimiter();
                let (open, close) = match around {
                    proc_macro2::Delimiter::Parenthesis => ("( ", ") "),
                    proc_macro2::Delimiter::Brace => ("{ ", "} "),
                    proc_macro2::Delimiter::Bracket => ("[ ", "] "),
                    proc_macro2::Delimiter::None => ("", ""),
                };
                *text += open;
                flatten(&group.stream(), text);
                *text += close;
            }
            TokenTree::Ident(_) | TokenTree::Punct(_) => *text += &format!("{token} "),
            // what a string says is no name
            TokenTree::Literal(_) => *text += "\"\" ",
        }
    }
}

impl Source {
    /// Whether it is there for tests or to build, and so in no program.
    pub fn is_test(&self) -> bool {
        let path = self.path.as_str();
        let folder = |name: &str| path.contains(&format!("/{name}/"));
        path.starts_with("xtask/")
            || path.starts_with("store/src/proof/")
            || folder("tests")
            || folder("benches")
            || folder("build")
            || path.ends_with("/tests.rs")
            || path.ends_with("/build.rs")
    }

    /// Whether these words stand in it one after the other.
    pub fn says(&self, phrase: &str) -> bool {
        let tokens: TokenStream = phrase.parse().expect("a phrase of Rust");
        let mut wanted = String::from(" ");
        flatten(&tokens, &mut wanted);
        self.text.contains(&wanted)
    }

    /// Whether it has a place that outlives its functions, besides the allocator of a program, which is no such place.
    pub fn has_a_static(&self) -> bool {
        let words: Vec<&str> = words(&self.text).collect();
        let is_item = |five: &[&str]| {
            let is_allocator = five[2..] == ["ALLOCATOR", ":", "mimalloc"];
            five[1] == "static" && five[0] != "'" && !is_allocator
        };
        words.windows(5).any(is_item) || self.says("thread_local")
    }

    /// The types that it lists by a macro.
    pub fn listed(&self, by: &str) -> Vec<String> {
        let tokens: Vec<TokenTree> = self.tokens.clone().into_iter().collect();
        let mut listed = Vec::new();
        for three in tokens.windows(3) {
            let [
                TokenTree::Ident(name),
                TokenTree::Punct(_),
                TokenTree::Group(list),
            ] = three
            else {
                continue;
            };
            if name == by {
                let mut text = String::new();
                flatten(&list.stream(), &mut text);
                let types = text.split(',').map(|own| own.replace(' ', ""));
                listed.extend(types.filter(|own| !own.is_empty()));
            }
        }
        listed
    }

    /// What is public without a restriction: signatures of functions, fields, types.
    pub fn public_items(&self) -> Vec<String> {
        let pieces = self.text.split(" pub ").skip(1);
        let item = |piece: &str| {
            let mut words = words(piece);
            let is_function = words
                .find(|word| !["async", "const", "unsafe"].contains(word))
                .is_some_and(|word| word == "fn");
            let ends: &[char] = if is_function {
                &['{', ';']
            } else {
                &['{', ';', ',']
            };
            piece[..piece.find(ends).unwrap_or(piece.len())].to_owned()
        };
        pieces
            .filter(|piece| !piece.starts_with("( "))
            .map(item)
            .collect()
    }
}
